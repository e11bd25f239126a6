package spoken

import (
	"strconv"
	"strings"

	"github.com/civicline/civicline"
)

// A Form is how a number stands in its sentence. English has only one.
type Form int

// The forms of a number.
const (
	Counting  Form = iota // uno, veintiuno
	Masculine             // before a masculine noun: un, veintiún
	Feminine              // before a feminine one: una, quinientas
)

// Cardinal is n in words: "twenty-one", "veintiún".
func Cardinal(n int64, l civicline.Language, f Form) string {
	t := of(l)
	if n < 0 {
		return t.minus + " " + t.names(f).say(uint64(-n))
	}
	return t.names(f).say(uint64(n))
}

// Ordinal is the place n, from 1, in words: "twenty-first", "vigésimo primero".
func Ordinal(n int64, l civicline.Language, f Form) string {
	return of(l).ordinal(uint64(max(n, 0)), f)
}

// Nth is the place n as it is written in figures: "23rd", "23.º".
func Nth(n int, l civicline.Language) string {
	if l == civicline.Spanish {
		return strconv.Itoa(n) + ".º"
	}
	suffix := "th"
	if n/10%10 != 1 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}

func (t *table) names(f Form) *ruleset {
	switch f {
	case Masculine:
		return t.masculine
	case Feminine:
		return t.feminine
	}
	return t.counting
}

func (t *table) ordinal(n uint64, f Form) string {
	words := t.ordinals.say(n)
	if f == Masculine {
		for long, short := range t.ordinalShort {
			if stem, ok := strings.CutSuffix(words, long); ok {
				return stem + short
			}
		}
	}
	if f != Feminine || t.feminineOrdinal[0] == "" {
		return words
	}
	parts := strings.Fields(words)
	for i, p := range parts {
		if stem, ok := strings.CutSuffix(p, t.feminineOrdinal[0]); ok {
			parts[i] = stem + t.feminineOrdinal[1]
		}
	}
	return strings.Join(parts, " ")
}

// paired says a number of three or four digits as a year, a house or a form is
// called: "four eighty-five", "twelve hundred". In a language without pairs it
// is said whole.
func (t *table) paired(digits string) string {
	n, err := strconv.ParseUint(digits, 10, 64)
	if err != nil || len(digits) < 3 || len(digits) > 4 || digits[0] == '0' || t.hundred == "" || n%1000 == 0 {
		return t.whole(digits)
	}
	high, low := t.counting.say(n/100), n%100
	switch {
	case low == 0:
		return high + " " + t.hundred
	case low < 10:
		return high + " " + t.oh + " " + t.counting.say(low)
	}
	return high + " " + t.counting.say(low)
}

// year says a year: "twenty twenty-six", "two thousand five".
func (t *table) year(digits string) string {
	if len(digits) == 4 && digits[1] == '0' && digits[2] == '0' {
		return t.whole(digits)
	}
	return t.paired(digits)
}

// whole is the number in words, or its digits if it has no name or begins with
// a zero.
func (t *table) whole(digits string) string {
	if len(digits) > 1 && digits[0] == '0' {
		return t.singly(digits)
	}
	if words, ok := t.counting.sayDigits(digits); ok {
		return words
	}
	return t.singly(digits)
}

// singly is each digit in words.
func (t *table) singly(digits string) string {
	var b strings.Builder
	for i := range len(digits) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.counting.say(uint64(digits[i] - '0')))
	}
	return b.String()
}

// singlyInGroups is singly with a pause after each group; what is left over
// goes with the last.
func (t *table) singlyInGroups(digits string, groups ...int) string {
	var out []string
	for i, g := range groups {
		if i == len(groups)-1 || g >= len(digits) {
			break
		}
		out = append(out, t.singly(digits[:g]))
		digits = digits[g:]
	}
	return strings.Join(append(out, t.singly(digits)), ", ")
}
