package spoken

import (
	"strconv"
	"strings"
)

// A figure is a number as it is written, parted at its marks.
type figure struct {
	whole, part string // digits
	mark        string // between them: "." or ","
	grouped     bool
	end         int
}

func (f figure) value() float64 {
	v, _ := strconv.ParseFloat("0"+f.whole+"."+f.part+"0", 64)
	return v
}

// figure reads the number at i: 1,440 12.50 .5 1.000.000 1 000 000.
func (r *reader) figure(i int) (f figure, ok bool) {
	if r.is(i, ".") && r.at(i+1).kind == digits && r.starts(i) {
		return figure{part: r.at(i + 1).text, mark: ".", end: i + 2}, true
	}
	if r.at(i).kind != digits {
		return f, false
	}
	f = figure{whole: r.at(i).text, end: i + 1}
	if len(f.whole) <= 3 && f.whole[0] != '0' {
		for _, sign := range [...]string{",", ".", " ", "\u00a0", "\u202f"} {
			if (sign == "." && !r.t.dotGroups) || (sign != "," && sign != "." && !r.t.blankGroups) {
				continue
			}
			if end := r.groups(i+1, sign); end > i+1 {
				f.grouped, f.end = true, end
				var b strings.Builder
				for j := i; j < end; j += 2 {
					b.WriteString(r.at(j).text)
				}
				f.whole = b.String()
				break
			}
		}
	}
	m := r.at(f.end).text
	if d := r.at(f.end + 1); (m == "." || m == "," && r.t.dotGroups) && d.kind == digits && (!r.is(f.end+2, m) || r.at(f.end+3).kind != digits) {
		f.mark, f.part, f.end = m, d.text, f.end+2
	}
	return f, true
}

// groups is the end of groups of three digits that each follow sign.
func (r *reader) groups(i int, sign string) int {
	j := i
	for r.is(j, sign) && len(r.at(j+1).text) == 3 && r.at(j+1).kind == digits {
		j += 2
	}
	return j
}

// words is the figure in words, as form asks.
func (r *reader) words(f figure, form Form) string {
	if f.part != "" {
		sign := r.t.point
		if f.mark == "," {
			sign = r.t.comma
		}
		out := sign + " " + r.t.singly(f.part)
		if f.whole != "" {
			out = r.wholeWords(f.whole, Counting) + " " + out
		}
		return out
	}
	return r.wholeWords(f.whole, form)
}

func (r *reader) wholeWords(digits string, form Form) string {
	if len(digits) > 1 && digits[0] == '0' {
		return r.t.singly(digits)
	}
	names := r.t.names(form)
	if r.style.HundredAnd && form == Counting {
		names = r.t.wide
	}
	if out, ok := names.sayDigits(digits); ok {
		return out
	}
	return r.t.singly(digits)
}

// amount reads a number and what it counts: money, a measure, percent, a noun,
// or nothing.
func (r *reader) amount(i int) reading {
	sign, j := r.currencySign(i)
	f, ok := r.figure(j)
	if !ok {
		return reading{}
	}
	got := reading{what: aNumber, value: f.value()}
	scale, j := r.scale(f.end, sign != nil)
	if sign == nil {
		sign, got.end = r.currencyAfter(j)
	} else {
		got.end = j
	}
	if sign != nil {
		got.words, got.what = r.price(sign, f, scale), anAmount
		return got
	}
	if scale != "" {
		got.words, got.end = r.words(f, Masculine)+" "+scale, j
		return got
	}
	if u, end := r.unit(f.end); end > 0 {
		got.words, got.end, got.what = r.measure(f, u), end, anAmount
		return got
	}
	if end := r.skip(f.end); r.is(end, "%") {
		got.words, got.end, got.what = r.words(f, Counting)+" "+r.t.percent, end+1, anAmount
		return got
	}
	got.words, got.end = r.bare(i, f), f.end
	if w := r.at(f.end); w.kind == word && len(w.text) == 1 && capital(w.text) && r.ended(f.end+1) {
		got.words, got.end, got.what = got.words+" "+r.letters(w.text), f.end+1, other // 4B
	}
	return got
}

// signed reads "-2" and "+2".
func (r *reader) signed(i int) reading {
	word := r.t.plus
	if r.isDash(i) {
		word = r.t.minus
	} else if !r.is(i, "+") {
		return reading{}
	}
	before := r.at(i - 1)
	if before.kind != end && before.kind != blank && before.text != "(" || r.at(i+1).kind != digits && r.at(i+1).kind != mark {
		return reading{}
	}
	got := r.amount(i + 1)
	if got.end > 0 {
		got.words, got.what = word+" "+got.words, other
	}
	return got
}

// bare is a number that counts nothing by a sign.
func (r *reader) bare(i int, f figure) string {
	d := f.whole
	switch n := len(d); {
	case f.part == "" && !f.grouped && n > 2 && n < 5 && r.t.pairedAfter[r.wordBefore(i)]:
		return r.t.paired(d)
	case f.part == "" && r.t.hotlines[d] && !r.counted(f.end) && !r.style.LongSingly:
		return r.t.singly(d)
	case f.part != "" || f.grouped && r.form(i, f) == Counting:
		return r.words(f, Counting)
	case f.grouped && r.t.scaleOf != "" && strings.HasSuffix(d, "000000"):
		return r.words(f, Masculine) + " " + r.t.scaleOf
	case f.grouped:
		return r.words(f, r.form(i, f))
	case n >= r.t.longSingly && (r.style.LongSingly || n > 6 || !strings.HasSuffix(d, "00")), n > 1 && d[0] == '0':
		return r.t.singly(d)
	case n == 4 && r.t.hundred != "" && d >= "1100" && d < "2100" && !r.counted(f.end):
		return r.t.year(d)
	}
	return r.words(f, r.form(i, f))
}

// counted reports that a noun in the plural follows.
func (r *reader) counted(i int) bool {
	w := r.at(r.skip(i))
	if r.t.notNouns[w.low] {
		return false
	}
	return w.kind == word && w.text == w.low && strings.HasSuffix(w.low, "s") && len(w.low) > 3
}

// form is how a number stands before the noun that follows it.
func (r *reader) form(i int, f figure) Form {
	if r.t.masculine == r.t.counting || r.at(f.end).kind != blank || r.t.named[r.wordBefore(i)] {
		return Counting
	}
	noun := r.at(f.end + 1)
	if noun.kind != word || noun.text != noun.low || len(noun.low) < 3 || r.t.notNouns[noun.low] {
		return Counting
	}
	if f.whole != "1" && !strings.HasSuffix(noun.low, "s") {
		return Counting
	}
	if r.t.masculineNouns[noun.low] {
		return Masculine
	}
	for _, e := range r.t.feminineEnds {
		if strings.HasSuffix(noun.low, e) {
			return Feminine
		}
	}
	return Masculine
}

// scale is the word of a size after a number: million; of money also K, M, B.
func (r *reader) scale(i int, money bool) (string, int) {
	j := r.skip(i)
	w := r.at(j)
	if w.kind != word || !r.ended(j+1) {
		return "", i
	}
	if s := r.t.scales[w.text]; s != "" && (len(w.text) > 2 || money && j == i) {
		return s, j + 1
	}
	return "", i
}

// currencySign is the currency whose sign stands at i, and the place after it.
func (r *reader) currencySign(i int) (*currency, int) {
	t := r.at(i)
	if t.kind == word && r.is(i+1, "$") && r.t.currencies[t.text+"$"] != nil {
		return r.t.currencies[t.text+"$"], i + 2
	}
	if c := r.t.currencies[t.text]; c != nil && t.kind == mark {
		return c, r.skip(i + 1)
	}
	return nil, i
}

// currencyAfter is the currency whose sign or code follows a number.
func (r *reader) currencyAfter(i int) (*currency, int) {
	j := r.skip(i)
	t := r.at(j)
	if c := r.t.currencies[t.text]; c != nil && (t.kind == word && r.ended(j+1) || t.kind == mark && r.at(j+1).kind != digits) {
		return c, j + 1
	}
	return nil, i
}

// price is an amount of money in words.
func (r *reader) price(c *currency, f figure, scale string) string {
	switch {
	case scale != "":
		tie := " "
		if r.t.scaleOf != "" && scale != r.t.scales["mil"] {
			tie = " " + r.t.scaleOf + " "
		}
		return r.words(f, Masculine) + " " + scale + tie + c.many
	case f.part == "":
		return r.countWide(f.whole, c.unit)
	case len(f.part) == 2:
		cents, _ := strconv.Atoi(f.part)
		tie := r.t.centsTie
		if r.style.PlainCents && r.t.hundred != "" {
			tie = " "
		}
		return r.t.money(c, f.whole, cents, tie)
	}
	return r.words(f, Counting) + " " + c.many
}

func (r *reader) countWide(digits string, u unit) string {
	if r.style.HundredAnd && r.t.wide != r.t.counting {
		name := u.many
		if digits == "1" {
			name = u.one
		}
		return r.wholeWords(digits, Counting) + " " + name
	}
	return r.t.count(digits, u)
}

// unit is the measure whose sign follows a number at i.
func (r *reader) unit(i int) (unit, int) {
	apart := r.skip(i)
	t := r.at(apart)
	switch {
	case t.text == "°" && r.at(apart+1).kind == word && len(r.at(apart+1).text) == 1:
		u, ok := r.t.units["°"+r.at(apart+1).text]
		if ok && r.ended(apart+2) {
			return u, apart + 2
		}
	case t.text == "°" && apart == i:
		return r.t.units["°"], apart + 1
	case t.kind == word:
		for n := 2; n >= 0; n-- {
			key := t.text
			for k := 1; k <= n; k++ {
				key += r.at(apart + k).text
			}
			u, ok := r.t.units[key]
			if ok && r.ended(apart+n+1) && (len(key) > 1 || apart == i || key == "m" || key == "g" || key == "h") && (n > 0 || !r.is(apart+1, "'")) {
				return u, apart + n + 1
			}
		}
	}
	return unit{}, 0
}

// measure is a number of units in words.
func (r *reader) measure(f figure, u unit) string {
	if f.part == "" {
		return r.countWide(f.whole, u)
	}
	return r.words(f, Counting) + " " + u.many
}
