package flow

import (
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/spoken"
)

// number is n in words, from 0 to 99.
func number(n int, l civicline.Language) string {
	return spoken.Cardinal(int64(min(max(n, 0), 99)), l, spoken.Counting)
}

// singly writes digits to be read one by one, in groups of the sizes given:
// "4 8 2, 7 7 1, 3 0 5". What is left over goes with the last group.
func singly(digits string, groups ...int) string { return spoken.Digits(digits, groups...) }

// grouped writes digits in groups: to be read one by one, or, to who types, as
// people write them: "482-771-305".
func (p *Place) grouped(digits string, groups ...int) string {
	return p.asTyped(singly(digits, groups...))
}

func (p *Place) asTyped(spoken string) string {
	if !p.told.typed {
		return spoken
	}
	return strings.NewReplacer(", ", "-", " ", "").Replace(spoken)
}

// spokenReceipt is a receipt number as it is read back: letters, then 3-3-4.
func spokenReceipt(n string, l civicline.Language) string { return spoken.Receipt(n, l) }

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
