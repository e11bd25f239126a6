package spoken

import (
	"strings"

	"github.com/civicline/civicline"
)

// Digits writes digits to be read one by one, in groups of the sizes given:
// "4 8 2, 7 7 1, 3 0 5". What is left over goes with the last group.
func Digits(digits string, groups ...int) string {
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

// Letters spells s, slowly enough to be written down: "I O E", "i, o, e".
func Letters(s string, l civicline.Language) string {
	t := of(l)
	if t.letters == nil {
		return t.spell(s, " ")
	}
	return t.spell(s, ", ")
}

// spell names each letter; what is none stays as it is.
func (t *table) spell(s, tie string) string {
	var b strings.Builder
	for i, r := range s {
		if i > 0 {
			b.WriteString(tie)
		}
		switch name := t.letters[upper(r)]; {
		case name != "":
			b.WriteString(name)
		case r >= '0' && r <= '9':
			b.WriteString(t.counting.say(uint64(r - '0')))
		default:
			b.WriteRune(upper(r))
		}
	}
	return b.String()
}

// Receipt is a receipt number as it is read back: letters, then 3-3-4.
func Receipt(n string, l civicline.Language) string {
	if len(n) != 13 {
		return Digits(n)
	}
	return Letters(n[:3], l) + ", " + Digits(n[3:], 3, 3, 4)
}

// Phone is a telephone number of ten digits as it is read back: 3-3-4. Others
// are read without groups.
func Phone(n string) string {
	if len(n) != 10 {
		return Digits(n)
	}
	return Digits(n, 3, 3, 4)
}
