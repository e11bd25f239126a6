package spoken

import (
	"strconv"
	"strings"
)

// numericDate reads 11/23/2026, 2026-11-23, 23.11.2026, and 11/23 where a word
// before says that it is a date.
func (r *reader) numericDate(i int) reading {
	if !r.starts(i) && !r.isDash(i-1) && !r.is(i-1, "/") {
		return reading{}
	}
	sign := r.at(i + 1).text
	if sign != "/" && sign != "." && !r.isDash(i+1) || r.at(i+2).kind != digits {
		return reading{}
	}
	a, b := r.at(i).text, r.at(i+2).text
	if !r.is(i+3, sign) || r.at(i+4).kind != digits {
		if sign == "/" && r.t.dates[r.wordBefore(i)] && r.ended(i+3) {
			if m, d, ok := r.monthAndDayOf(a, b); ok {
				return reading{words: r.t.date(r.t.monthFirst, r.t.months[m], d, "", ""), end: i + 3, what: aDate}
			}
		}
		return reading{}
	}
	c := r.at(i + 4).text
	if r.is(i+5, sign) && r.at(i+6).kind == digits || r.at(i+5).kind == word {
		return reading{}
	}
	if len(a) == 4 && len(b) <= 2 && len(c) <= 2 {
		m, d := atoi(b), atoi(c)
		if m < 1 || m > 12 || d < 1 || d > 31 {
			return reading{}
		}
		return reading{words: r.t.date(r.t.monthFirst, r.t.months[m], d, r.t.year(a), r.t.yearAfter), end: i + 5, what: aDate}
	}
	if len(a) > 2 || len(b) > 2 || len(c) != 4 && (len(c) != 2 || sign == ".") {
		return reading{}
	}
	m, d, ok := r.monthAndDayOf(a, b)
	if !ok {
		return reading{}
	}
	form, tie := r.t.monthFirst, r.t.yearAfter
	if !r.t.dayFirst && atoi(a) > 12 {
		form, tie = r.t.dayOf, ", "
	}
	return reading{words: r.t.date(form, r.t.months[m], d, r.shortYear(c), tie), end: i + 5, what: aDate}
}

// monthAndDayOf tells which is which: as the language writes it, if it can be.
func (r *reader) monthAndDayOf(a, b string) (month, day int, ok bool) {
	if len(a) > 2 || len(b) > 2 {
		return 0, 0, false
	}
	month, day = atoi(a), atoi(b)
	if r.t.dayFirst {
		month, day = day, month
	}
	if month > 12 {
		month, day = day, month
	}
	return month, day, month >= 1 && month <= 12 && day >= 1 && day <= 31
}

// shortYear is a year of four digits or two.
func (r *reader) shortYear(y string) string {
	switch {
	case len(y) == 4:
		return r.t.year(y)
	case r.style.ShortYears && y[0] == '0':
		return r.t.singly(y)
	case r.style.ShortYears:
		return r.t.whole(y)
	case y >= "50":
		return r.t.year("19" + y)
	}
	return r.t.year("20" + y)
}

// month is the month named at i, the place after its name, and whether the
// name is whole.
func (r *reader) month(i int) (month, after int, whole bool) {
	w := r.at(i)
	m := r.t.monthOf[w.low]
	if m == 0 || w.kind != word {
		return 0, i, false
	}
	whole = strings.EqualFold(w.low, r.t.months[m])
	after = i + 1
	if !whole && r.is(after, ".") {
		after++
	}
	return m, after, whole
}

func (r *reader) monthName(i, m int, whole bool) string {
	if whole {
		return r.at(i).text
	}
	return r.t.months[m]
}

// day is the day of the month at i, with or without its ordinal's ending.
func (r *reader) day(i int) (day, after int) {
	d := r.at(i)
	if d.kind != digits || len(d.text) > 2 {
		return 0, i
	}
	n := atoi(d.text)
	if n < 1 || n > 31 {
		return 0, i
	}
	after = i + 1
	if _, ok := r.t.ordinalEnds[r.at(after).low]; ok && r.at(after).kind == word {
		after++
	} else if r.at(after).text == "º" || r.at(after).text == "°" {
		after++
	} else if r.is(after, ".") && r.is(after+1, "º") {
		after += 2
	}
	if !r.ended(after) || r.is(after, ":") || r.is(after, "/") || r.is(after, "%") || (r.is(after, ".") || r.is(after, ",")) && r.at(after+1).kind == digits {
		return 0, i
	}
	return n, after
}

// yearAt is the year after a date at i, if one is: ", 2026", " del 2026".
func (r *reader) yearAt(i int) (words, tie string, after int) {
	tie, j := r.t.yearAfter, i
	if r.is(j, ",") || r.isDash(j) || r.is(j, ".") {
		j++
	}
	j = r.skip(j)
	for _, w := range r.t.yearTies {
		if r.at(j).low == w && r.at(j+1).kind == blank {
			tie = " " + w + " "
			j += 2
			break
		}
	}
	y := r.at(j)
	if j == i || y.kind != digits || len(y.text) != 4 || y.text[0] == '0' || y.text >= "3000" || !r.ended(j+1) || r.is(j+1, ":") ||
		(r.is(j+1, ".") || r.is(j+1, ",") || r.isDash(j+1)) && r.at(j+2).kind == digits {
		return "", "", i
	}
	return r.t.year(y.text), tie, j + 1
}

// monthAndDay reads "Nov. 23, 2026", "Jan-15-2020", "July 1876".
func (r *reader) monthAndDay(i int) reading {
	m, j, whole := r.month(i)
	if m == 0 || !r.ended(j) || r.at(i-1).kind == word || r.at(i-1).kind == digits {
		return reading{}
	}
	if r.at(i).text == r.at(i).low && (m == 5 || m == 3) && !r.monthBetween(i) {
		return reading{}
	}
	sep := j
	if r.isDash(j) {
		j++
	} else {
		j = r.skip(j)
	}
	if j == sep {
		return reading{}
	}
	if d, after := r.day(j); d > 0 {
		y, tie, after := r.yearAt(after)
		if tie == r.t.yearAfter && !r.t.cardinalDay {
			tie = ", "
		}
		return reading{words: r.t.date(r.t.monthFirst, r.monthName(i, m, whole), d, y, tie), end: after, what: aDate}
	}
	if y, tie, after := r.yearAt(sep); y != "" {
		if !r.t.cardinalDay || tie == r.t.yearAfter && after == j+1 {
			tie = " "
		}
		return reading{words: r.monthName(i, m, whole) + tie + y, end: after, what: aDate}
	}
	return reading{}
}

// monthBetween tells "may 5" the date from "you may 5 times".
func (r *reader) monthBetween(i int) bool {
	switch r.wordBefore(i) {
	case "i", "you", "we", "they", "he", "she", "it", "who", "que":
		return false
	}
	return true
}

// dayAndMonth reads "23 Nov 2026", "25th of July", "5 de febrero del 2020".
func (r *reader) dayAndMonth(i int) reading {
	if !r.starts(i) && !r.isDash(i-1) {
		return reading{}
	}
	d, j := r.day(i)
	if d == 0 || r.skip(j) == j && !r.isDash(j) {
		return reading{}
	}
	j++
	tied := false
	for _, w := range r.t.of {
		if r.at(j).low == w && r.at(j+1).kind == blank {
			j, tied = j+2, true
			break
		}
	}
	m, after, whole := r.month(j)
	if m == 0 || !r.ended(after) || !tied && !whole && r.t.months[m] == "marzo" && r.at(after-1).text != "." && !capital(r.at(j).text) {
		return reading{}
	}
	name := r.monthName(j, m, whole)
	y, tie, after2 := r.yearAt(after)
	form := r.t.dayOf
	if r.wordBefore(i) == "the" {
		form = strings.TrimPrefix(form, "the ")
	}
	if tie == r.t.yearAfter && !r.t.cardinalDay {
		tie = ", "
	}
	if y == "" {
		return reading{words: r.t.date(form, name, d, "", ""), end: after, what: aDate, value: float64(d)}
	}
	return reading{words: r.t.date(form, name, d, y, tie), end: after2, what: aDate, value: float64(d)}
}

// bulletinDate reads 01JAN2020 and 01JAN20, as priority dates are written.
func (r *reader) bulletinDate(i int) reading {
	d, m, y := r.at(i), r.at(i+1), r.at(i+2)
	if len(d.text) != 2 || len(m.text) != 3 || m.kind != word || y.kind != digits || len(y.text) != 2 && len(y.text) != 4 || !r.ended(i+3) {
		return reading{}
	}
	month, day := english.monthOf[m.low], atoi(d.text)
	if month == 0 || day < 1 || day > 31 {
		return reading{}
	}
	return reading{words: r.t.date(r.t.monthFirst, r.t.months[month], day, r.shortYear(y.text), r.t.yearAfter), end: i + 3, what: aDate}
}

// weekday reads "Mon." and "Thu" where a date, a comma or another follows.
func (r *reader) weekday(i int) reading {
	w := r.at(i)
	n, ok := r.t.weekdayOf[w.low]
	if !ok || r.shouts || r.at(i-1).kind == word || r.at(i-1).kind == digits || r.is(i-1, ".") || r.is(i-1, "@") {
		return reading{}
	}
	j := i + 1
	dotted := r.is(j, ".")
	if dotted {
		j++
	}
	next := r.at(r.skip(j))
	if r.is(j, ",") {
		next = r.at(r.skip(j + 1))
	}
	before := i - 1
	if r.at(before).kind == blank {
		before--
	}
	second := r.isDash(before) && r.last.what == aDate && before-r.last.end <= 1
	dash := r.skip(j)
	_, day := r.t.weekdayOf[r.at(r.skip(dash+1)).low]
	_, month := r.t.monthOf[next.low]
	dated := (dotted || capital(w.text)) && (next.kind == digits || month)
	if !second && !dated && (!r.isDash(dash) || !day) {
		return reading{}
	}
	return reading{words: r.t.weekdays[n], end: j, what: aDate}
}

// age reads decades, eras and quarters: 1980s, 340 A.D., 2Q22.
func (r *reader) age(i int) reading {
	d := r.at(i).text
	if len(d) > 6 {
		return reading{}
	}
	if got := r.decadeOf(d, i+1, ""); got.end > 0 && len(d) == 4 {
		return got
	}
	if r.at(i+1).text == "Q" && len(d) == 1 && d >= "1" && d <= "4" && r.at(i+2).kind == digits && r.t.quarter != "" {
		if y := r.at(i + 2).text; len(y) == 2 || len(y) == 4 {
			words := r.t.year(y)
			out := strings.NewReplacer("{o}", r.t.ordinal(uint64(atoi(d)), Counting), "{y}", words).Replace(r.t.quarter)
			return reading{words: out, end: i + 3}
		}
	}
	f, ok := r.figure(i)
	if !ok || f.part != "" {
		return reading{}
	}
	words, end := r.era(f.end)
	if end == 0 {
		return reading{}
	}
	year := r.t.paired(f.whole)
	return reading{words: year + " " + words, end: end}
}

// era is the era named at i: A.D., BC, a. c.
func (r *reader) era(i int) (string, int) {
	j := r.skip(i)
	key, dots := "", 0
	for k := 0; k < 3 && r.at(j).kind == word && len(r.at(j).text) <= 3; k++ {
		if r.t.cardinalDay != (r.at(j).text == r.at(j).low) {
			return "", 0
		}
		key += r.at(j).low
		j++
		if r.is(j, ".") {
			j++
			dots++
			if n := r.skip(j); r.at(n).kind == word && len(r.at(n).text) == 1 {
				j = n
			}
		} else {
			break
		}
	}
	words := r.t.eras[key]
	if words == "" || !r.ended(j) {
		return "", 0
	}
	if r.style.KeepCapitals && !r.t.cardinalDay {
		words = strings.ToUpper(key)
	}
	if dots > 0 {
		words += r.stop(j)
	}
	return words, j
}

// decade reads '80s.
func (r *reader) decade(i int) reading {
	if !r.is(i, "'") && !r.is(i, "’") || r.at(i+1).kind != digits || len(r.at(i+1).text) != 2 || r.at(i-1).kind == word {
		return reading{}
	}
	return r.decadeOf(r.at(i+1).text, i+2, "")
}

func (r *reader) decadeOf(d string, j int, before string) reading {
	j = r.skip(j)
	if r.t.decadeEnd == nil || len(d) < 2 || d[len(d)-1] != '0' || r.at(j).text != "s" || !r.ended(j+1) {
		return reading{}
	}
	return reading{words: before + r.t.decadeEnd(r.t.year(d)), end: j + 1}
}

func atoi(s string) int { n, _ := strconv.Atoi(short(s)); return n }
