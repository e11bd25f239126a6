package flow

import (
	"strings"

	"github.com/civicline/civicline"
)

var small = map[civicline.Language][]string{
	civicline.English: strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"),
	civicline.Spanish: strings.Fields("cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve " +
		"veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"),
}

var tens = map[civicline.Language][]string{
	civicline.English: strings.Fields("- - twenty thirty forty fifty sixty seventy eighty ninety"),
	civicline.Spanish: strings.Fields("- - veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa"),
}

// number is n in words, from 0 to 99.
func number(n int, l civicline.Language) string {
	n = min(max(n, 0), 99)
	if n < len(small[l]) {
		return small[l][n]
	}
	word := tens[l][n/10]
	if n%10 == 0 {
		return word
	}
	if l == civicline.Spanish {
		return word + " y " + small[l][n%10]
	}
	return word + "-" + small[l][n%10]
}

// singly writes digits to be read one by one, in groups of the sizes given:
// "4 8 2, 7 7 1, 3 0 5". What is left over goes with the last group.
func singly(digits string, groups ...int) string {
	var b strings.Builder
	in, g := 0, 0
	for i, r := range digits {
		if i > 0 {
			if g < len(groups)-1 && in == groups[g] {
				b.WriteString(", ")
				in, g = 0, g+1
			} else {
				b.WriteByte(' ')
			}
		}
		b.WriteRune(r)
		in++
	}
	return b.String()
}

// letterNames are how letters are called in Spanish. In English a letter that
// stands alone is read right.
var letterNames = map[rune]string{'A': "a", 'B': "be", 'C': "ce", 'D': "de", 'E': "e", 'F': "efe", 'G': "ge", 'H': "hache", 'I': "i", 'J': "jota", 'K': "ka", 'L': "ele", 'M': "eme", 'N': "ene",
	'O': "o", 'P': "pe", 'Q': "cu", 'R': "erre", 'S': "ese", 'T': "te", 'U': "u", 'V': "uve", 'W': "doble u", 'X': "equis", 'Y': "i griega", 'Z': "zeta"}

func letters(s string, l civicline.Language) string {
	var out []string
	for _, r := range s {
		if name, ok := letterNames[r]; ok && l == civicline.Spanish {
			out = append(out, name)
		} else {
			out = append(out, string(r))
		}
	}
	if l == civicline.Spanish {
		return strings.Join(out, ", ")
	}
	return strings.Join(out, " ")
}

// spokenReceipt is a receipt number as it is read back: letters, then 3-3-4.
func spokenReceipt(n string, l civicline.Language) string {
	if len(n) != 13 {
		return singly(n)
	}
	return letters(n[:3], l) + ", " + singly(n[3:], 3, 3, 4)
}

// lastFour are the last four digits of a telephone number, "" if it has fewer.
func lastFour(n civicline.PhoneNumber) string {
	var digits []byte
	for i := range len(n) {
		if n[i] >= '0' && n[i] <= '9' {
			digits = append(digits, n[i])
		}
	}
	if len(digits) < 7 {
		return "" // a SIP name or an extension, not a number to ring back
	}
	return singly(string(digits[len(digits)-4:]))
}
