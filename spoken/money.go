package spoken

import (
	"strconv"

	"github.com/civicline/civicline"
)

// Money is an amount of US dollars, in cents: "twelve dollars and fifty cents".
func Money(cents int64, l civicline.Language) string {
	t := of(l)
	sign := ""
	if cents < 0 {
		sign, cents = t.minus+" ", -cents
	}
	return sign + t.money(t.currencies["$"], strconv.FormatInt(cents/100, 10), int(cents%100), t.centsTie)
}

// money is whole units and cents; no whole units are not said if there are cents.
func (t *table) money(c *currency, whole string, cents int, tie string) string {
	small := ""
	if cents > 0 {
		small = t.count(strconv.Itoa(cents), c.cent)
	}
	if cents > 0 && (whole == "" || whole == "0") {
		return small
	}
	out := t.count(whole, c.unit)
	if small != "" {
		out += tie + small
	}
	return out
}

// count is a number of things.
func (t *table) count(digits string, u unit) string {
	f := Masculine
	if u.feminine {
		f = Feminine
	}
	words, ok := t.names(f).sayDigits(digits)
	if !ok {
		words = t.singly(digits)
	}
	if digits == "1" {
		return words + " " + u.one
	}
	if t.scaleOf != "" && len(digits) > 6 && digits[len(digits)-6:] == "000000" {
		return words + " " + t.scaleOf + " " + u.many
	}
	return words + " " + u.many
}
