package entity

import (
	"strings"

	"github.com/civicline/civicline"
)

// A year that words may begin with.
type year struct {
	value int
	used  int
	cost  float64
}

// years reads the years that the words from i on may begin with.
func (s *search) years(t *turn, i int) []year {
	if i >= len(t.plain) {
		return nil
	}
	if v := roman(t.plain[i]); v > 0 {
		return s.past(year{v, 1, 0.4})
	}
	if digits, used := t.singles(i, 4); used > 0 && (strings.HasPrefix(digits, "19") || strings.HasPrefix(digits, "20")) { // "one nine nine eight"
		return s.past(year{number4(digits), used, 0})
	}
	n := t.numberAt(i)
	if n.used == 0 {
		return nil
	}
	after := i + n.used
	next := t.numberAt(after)
	switch {
	case n.value >= 1880 && n.value <= 2199 && !n.ordinal:
		return s.wholeYear(t, n, after, next)
	case (n.value == 19 || n.value == 20) && next.used > 0 && (next.value >= 10 || len(next.text) == 2 && next.text[0] == '0') && next.value < 100:
		y := year{n.value*100 + next.value, n.used + next.used, 0}
		if next.value%10 == 0 && next.value > 10 {
			if u := t.unit(after + next.used); u > 0 { // "19 60 4"
				return s.past(year{y.value + u, y.used + 1, 0.15})
			}
		}
		return s.past(y)
	case n.value == 19 && n.used == 1 && next.used == 0 && len(n.text) == 2 && after < len(t.plain) && t.plain[after] == "hundred":
		return nil
	case len(n.text) > 4 && (strings.HasPrefix(n.text, "19") || strings.HasPrefix(n.text, "20")): // "19344", "19934"
		return append(s.past(year{number4(n.text[:4]), n.used, 0.6}), s.past(year{number4(n.text[:2] + n.text[len(n.text)-2:]), n.used, 0.7})...)
	case len(n.text) == 3 && (strings.HasPrefix(n.text, "19") || strings.HasPrefix(n.text, "20")) && t.unit(after) > 0: // "193 4"
		return s.past(year{number4(n.text)*10 + t.unit(after), n.used + 1, 0.3})
	case !n.ordinal && len(n.text) == 2 && (next.used == 0 || n.value > 31):
		return []year{{s.century(n.value), n.used, 0.05}}
	}
	return nil
}

// wholeYear reads a year of four digits, and what a recogniser makes of its end:
// "1960 4", "2000 and 9", "1990 to".
func (s *search) wholeYear(t *turn, n number, after int, next number) []year {
	y := year{n.value, n.used, 0}
	if n.value%10 != 0 {
		return s.past(y)
	}
	at := after
	if at < len(t.plain) && (t.plain[at] == "and" || t.plain[at] == "y") {
		at++
	}
	if u := t.unit(at); u > 0 {
		return append(s.past(year{n.value + u, at + 1 - (after - n.used), 0.1}), year{n.value, n.used, 0.8})
	}
	if n.value == 2000 && next.used > 0 && next.value < 100 && next.value >= 10 {
		return s.past(year{2000 + next.value, n.used + next.used, 0.1})
	}
	return s.past(y)
}

// past corrects years that have not been yet: forty is heard for fourteen.
func (s *search) past(y year) []year {
	if y.value <= s.finder.gazette.Year+5 {
		return []year{y}
	}
	if d := y.value % 100; y.value > 2000 && y.value < 2100 && d%10 == 0 && d >= 30 {
		teen := 2010 + d/10
		return []year{{teen, y.used, y.cost + 0.2}}
	}
	return nil
}

// century makes a year of its last two digits: none that is still to come.
func (s *search) century(v int) int {
	if v <= s.finder.gazette.Year%100 {
		return 2000 + v
	}
	return 1900 + v
}

// unit reads a digit from 1 to 9 as recognisers write it behind a year.
func (t *turn) unit(i int) int {
	if i >= len(t.plain) {
		return 0
	}
	w := t.plain[i]
	if m := misheard[w]; m != "" && m != "0" {
		return int(m[0] - '0')
	}
	n := numberAt(t.plain[i:], t.lang)
	if n.used == 1 && n.value > 0 && n.value < 10 && len(n.text) == 1 && i+1 <= len(t.plain) {
		return n.value
	}
	return 0
}

// singles reads exactly n digits that were said one by one.
func (t *turn) singles(i, n int) (string, int) {
	out := ""
	at := i
	for at < len(t.plain) && len(out) <= n {
		w := t.plain[at]
		if w == "oh" || w == "o" {
			w = "0"
		} else if u, ok := units[t.lang][w]; ok && u < 10 {
			w = string(rune('0' + u))
		}
		if len(w) != 1 || !allDigits(w) {
			break
		}
		out += w
		at++
	}
	if len(out) != n {
		return "", 0
	}
	return out, at - i
}

func number4(s string) int {
	v := 0
	for _, r := range s {
		v = v*10 + int(r-'0')
	}
	return v
}

// roman reads years that a recogniser has written so: mmxviii.
func roman(w string) int {
	if !strings.HasPrefix(w, "mm") && !strings.HasPrefix(w, "mcm") || strings.Trim(w, "mdclxvi") != "" {
		return 0
	}
	of := map[byte]int{'m': 1000, 'd': 500, 'c': 100, 'l': 50, 'x': 10, 'v': 5, 'i': 1}
	v := 0
	for i := range len(w) {
		if i+1 < len(w) && of[w[i]] < of[w[i+1]] {
			v -= of[w[i]]
		} else {
			v += of[w[i]]
		}
	}
	return v
}

// dayFirst tells the usual order of a language.
func (s *search) dayFirst(l civicline.Language) bool {
	return l == civicline.Spanish || s.finder.gazette.DayFirst
}
