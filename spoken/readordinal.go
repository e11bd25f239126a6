package spoken

import (
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// ordinalAt reads 1st, 3.º, 2da, 1,000th.
func (r *reader) ordinalAt(i int) reading {
	f, ok := r.figure(i)
	if !ok || f.part != "" || len(f.whole) > 15 {
		return reading{}
	}
	j := f.end
	if r.is(j, ".") && (r.at(j+1).kind == mark || r.at(j+1).low == "er") {
		j++
	}
	e := r.at(j)
	form, ok := r.t.ordinalEnds[e.low]
	if e.kind == mark {
		form, ok = r.t.ordinalEnds[e.text]
		if e.text == "°" && (r.at(j+1).kind == word || r.at(j+1).kind == digits) {
			ok = false
		}
	}
	if !ok || !r.ended(j+1) {
		return reading{}
	}
	n, _ := strconv.ParseUint(f.whole, 10, 64)
	out := r.t.ordinal(n, form)
	if r.style.HundredAnd && r.t.wide != r.t.counting {
		out = strings.Replace(out, "hundred ", "hundred and ", 1)
	}
	return reading{words: out, end: j + 1, what: other}
}

// fraction reads 3/4, 2 1/2, 5½ and 24/7.
func (r *reader) fraction(i int) reading {
	a := r.at(i)
	whole := ""
	j := i
	if v, ok := r.t.vulgar[r.at(r.skip(i+1)).text]; ok {
		return reading{words: r.mixed(a.text, v[0], v[1]), end: r.skip(i+1) + 1}
	}
	if n := r.skip(i + 1); n > i+1 && r.at(n).kind == digits && r.is(n+1, "/") && r.at(n+2).kind == digits && len(r.at(n).text) < 3 {
		whole, j = a.text, n
		a = r.at(n)
	}
	b := r.at(j + 2)
	if !r.is(j+1, "/") || b.kind != digits || len(a.text) > 4 || len(b.text) > 4 || r.is(j+3, "/") || !r.ended(j+3) || b.text[0] == '0' || r.is(i-1, "/") {
		return reading{}
	}
	if a.text == "24" && b.text == "7" {
		return reading{words: r.t.whole(a.text) + " " + r.t.whole(b.text), end: j + 3}
	}
	if whole != "" {
		return reading{words: r.mixed(whole, a.text, b.text), end: j + 3}
	}
	return reading{words: r.fractionWords(a.text, b.text), end: j + 3}
}

// vulgarFraction reads ½.
func (r *reader) vulgarFraction(i int) reading {
	if v, ok := r.t.vulgar[r.at(i).text]; ok {
		return reading{words: r.fractionWords(v[0], v[1]), end: i + 1}
	}
	return reading{}
}

func (r *reader) mixed(whole, a, b string) string {
	part := r.fractionWords(a, b)
	if a == "1" && b == "2" && !r.style.PlainCents {
		part = r.t.half
	}
	return r.wholeWords(whole, Counting) + " " + r.t.and + " " + part
}

func (r *reader) fractionWords(a, b string) string {
	if b == "1" || len(b) > 1 && atoi(b) >= 1000 && b != "1000" {
		return r.wholeWords(a, Counting) + " " + r.t.over + " " + r.wholeWords(b, Counting)
	}
	top := r.wholeWords(a, Masculine)
	if names, ok := r.t.fractions[b]; ok {
		if a == "1" {
			return top + " " + names[0]
		}
		return top + " " + names[1]
	}
	var bottom string
	if n := uint64(atoi(b)); r.t.fractionEnd[1] != "" {
		bottom = strings.NewReplacer(" y ", "i", " ", "").Replace(r.t.masculine.say(n)) + r.t.fractionEnd[1]
		bottom = strings.NewReplacer("aavo", "avo", "é", "e", "ó", "o").Replace(bottom)
		if a == "1" {
			bottom = strings.TrimSuffix(bottom, "s")
		}
	} else {
		bottom = r.t.ordinal(n, Counting)
		if a != "1" {
			bottom += r.t.fractionEnd[0]
		}
	}
	return top + " " + bottom
}
