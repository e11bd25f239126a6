package spoken

import "strings"

// code reads what is made of letters and digits: receipt numbers, A-numbers,
// forms, visa categories, and the like.
func (r *reader) code(i int) reading {
	w := r.at(i)
	if len(w.text) > 6 || r.at(i-1).kind == word || r.at(i-1).kind == digits || r.is(i-1, "'") || r.is(i-1, "’") {
		return reading{}
	}
	j := i + 1
	dashed := r.isDash(j)
	if dashed {
		j++
	}
	d := r.at(j)
	if d.kind != digits || !capitals(w.text) && (dashed || len(w.text) > 1) {
		return reading{}
	}
	head := r.letters(w.text)
	if len(d.text) > 4 {
		return reading{words: head + " " + r.t.singly(d.text), end: j + 1}
	}
	if dashed && len(w.text) > 4 && r.t.acronyms[w.low] == "" && !r.vowelless(w.low) {
		head = w.text // COVID-19
	}
	if words := r.t.acronyms[w.low]; words != "" && words != "-" && !r.style.KeepCapitals {
		head = words // FY2026
	}
	out, j := head+" "+r.codeNumber(d.text), j+1
	if r.at(j).kind == word && len(r.at(j).text) <= 3 && capitals(r.at(j).text) {
		out, j = out+" "+r.letters(r.at(j).text), j+1
	}
	if !r.ended(j) {
		return reading{}
	}
	return reading{words: out, end: j}
}

// reference reads receipt numbers and A-numbers, however their digits are
// parted: IOE9999900101, LIN-99-991-00306, A 123 456 789.
func (r *reader) reference(i int) reading {
	w := r.at(i)
	if w.text != "A" && (len(w.text) != 3 || !capitals(w.text)) || !r.ended(i-1) {
		return reading{}
	}
	var all string
	j := i + 1
	for range 4 {
		k := j
		if r.isDash(k) || r.at(k).text == " " {
			k++
		}
		d := r.at(k)
		if d.kind != digits || len(all)+len(d.text) > 10 {
			break
		}
		all, j = all+d.text, k+1
	}
	switch n := len(all); {
	case !r.ended(j) || r.is(j, ":") || r.is(j, "/"):
	case w.text == "A" && (n == 8 || n == 9):
		return reading{words: r.letters(w.text) + ", " + r.t.singlyInGroups(all, 3, 3, 3), end: j}
	case len(w.text) == 3 && n == 10:
		return reading{words: r.slowly(w.text) + ", " + r.t.singlyInGroups(all, 3, 3, 4), end: j}
	}
	return reading{}
}

// initials reads C.F.R.: capitals with a dot after each.
func (r *reader) initials(i int) reading {
	var all string
	j := i
	for len(all) < 8 && r.at(j).kind == word && len(r.at(j).text) == 1 && capital(r.at(j).text) && r.is(j+1, ".") {
		all, j = all+r.at(j).text, j+2
	}
	if len(all) < 2 || !r.ended(j) || !r.ended(i-1) {
		return reading{}
	}
	return reading{words: r.letters(all) + r.stop(j), end: j}
}

// codeNumber says the digits of a form as people do.
func (r *reader) codeNumber(d string) string {
	if len(d) == 4 && d[1:3] == "00" {
		return r.t.whole(d)
	}
	return r.t.paired(d)
}

// letters spells s, or leaves it if that is the style.
func (r *reader) letters(s string) string {
	if r.style.KeepCapitals {
		return s
	}
	return r.t.spell(s, " ")
}

// slowly spells s as a receipt number is spelled.
func (r *reader) slowly(s string) string {
	if r.t.letters == nil {
		return r.letters(s)
	}
	return r.t.spell(s, ", ")
}

// acronym reads capitals: by the table, or letter by letter if they have no
// vowel.
func (r *reader) acronym(i int) reading {
	w := r.at(i)
	text, end := w.text, "s"
	stem, plural := strings.CutSuffix(text, end)
	if !plural || len(stem) < 2 {
		stem, plural = text, false
	}
	if r.shouts && r.t.acronyms[w.low] == "" || r.style.KeepCapitals || len(text) < 2 || !capitals(stem) || r.at(i-1).kind == digits || r.is(i-1, ".") && r.at(i-2).kind == word {
		return reading{}
	}
	words, known := r.t.acronyms[strings.ToLower(stem)]
	if len(stem) < 4 && (r.is(i+1, "&") || r.is(i-1, "&")) {
		words, known = "-", true // AT&T
	}
	switch {
	case known && words == "":
		return reading{}
	case r.shouts, !known && (len(stem) > 5 || !r.vowelless(strings.ToLower(stem))):
		return reading{}
	case !known || words == "-":
		words = r.t.spell(stem, " ")
	}
	if plural {
		words += end
		if r.t.letters == nil {
			words = words[:len(words)-1] + "'s"
		} else {
			words = words[:len(words)-1]
		}
	}
	return reading{words: words, end: i + 1}
}

// vowelless reports that s cannot be said as a word.
func (r *reader) vowelless(s string) bool { return !strings.ContainsAny(s, "aeiouyáéíóúü") }

// romanMax is longer than any numeral that is read.
const romanMax = 15

// roman reads a Roman numeral after a word that has one: Title VIII, siglo xix.
func (r *reader) roman(i int) reading {
	w := r.at(i)
	if len(w.text) > romanMax || !r.ended(i+1) || r.at(i-1).kind != blank || !r.t.romanAfter[r.wordBefore(i)] || !capitals(w.text) && w.text != w.low || len(w.text) == 1 && w.text == w.low && !r.t.cardinalDay {
		return reading{}
	}
	n := fromRoman(w.low)
	if n == 0 {
		return reading{}
	}
	out := r.t.counting.say(n)
	if words, end := r.era(i + 1); end > 0 {
		return reading{words: out + " " + words, end: end}
	}
	return reading{words: out, end: i + 1}
}

// fromRoman is the number of a numeral; 0 if it is none. It forgives four of a
// kind.
func fromRoman(s string) uint64 {
	value := map[byte]int{'i': 1, 'v': 5, 'x': 10, 'l': 50, 'c': 100, 'd': 500, 'm': 1000}
	total, last := 0, 1000
	for i := 0; i < len(s); i++ {
		v := value[s[i]]
		if v == 0 || v > last {
			return 0
		}
		if i+1 < len(s) && value[s[i+1]] > v {
			next := value[s[i+1]]
			if v != 1 && v != 10 && v != 100 || next > v*10 || next > last {
				return 0
			}
			total, last = total+next-v, v
			i++
			continue
		}
		total, last = total+v, v
	}
	return uint64(total)
}
