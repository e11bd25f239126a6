package spoken

import "strings"

// abbreviation reads Mr., e.g., U.S., Apt. 4B.
func (r *reader) abbreviation(i int) reading {
	w := r.at(i)
	if len(w.text) > 8 || r.at(i-1).kind == word || r.at(i-1).kind == digits || r.is(i-1, ".") || r.is(i-1, "@") || r.is(i-1, "'") {
		return reading{}
	}
	key, j := w.low, i+1
	a, found := r.t.abbreviations[key]
	after := j
	if found && r.is(j, ".") {
		after = j + 1
	}
	if n, ok := r.t.abbreviations[key+"º"]; ok && r.is(j, "º") {
		a, found, after, j = n, true, j+1, j+1
	}
	// dotted ones: e.g, u.s.a, ee. uu
	for k, at := key, j; (r.is(at, ".") || r.is(at, "/")) && at < i+8; {
		tie := r.at(at).text
		at++
		n := at
		if tie == "." && r.skip(n) > n {
			n, tie = n+1, ". "
		}
		next := r.at(n)
		if next.kind != word && next.text != "º" || len(next.text) > 3 {
			break
		}
		k += tie + next.low
		if next.kind == mark {
			k += next.text
		}
		at = n + 1
		if longer, ok := r.t.abbreviations[k]; ok {
			a, found, key, j, after = longer, true, k, at, at
			if r.is(at, ".") {
				after = at + 1
			}
		}
	}
	if !found || a.dot && after == j || !r.ended(j) || after == j && a.number && w.text == w.low && r.at(r.skip(j)).kind != digits {
		return reading{}
	}
	next := r.at(r.skip(after))
	if a.name && w.text == w.low && (next.kind != word || !capital(next.text)) {
		return reading{}
	}
	if a.number && next.kind != digits && next.text != "#" && (len(next.text) != 1 || !capital(next.text)) {
		return reading{}
	}
	words := r.inStreet(i, key, next, a)
	switch {
	case words == "":
		return reading{}
	case !capital(w.text) && a.words != "" && words == a.words:
		if !strings.Contains(words, " ") || !capital(words) {
			words = strings.ToLower(words[:1]) + words[1:]
		}
	case !capital(words) && capital(w.text) && r.sentenceBegins(i):
		words = strings.ToUpper(words[:1]) + words[1:]
	}
	if r.style.KeepCapitals && strings.Trim(words, "ABCDEFGHIJKLMNOPQRSTUVWXYZ ") == "" {
		words = strings.ReplaceAll(words, " ", "")
	}
	if after > j && (!a.title || next.kind == end) {
		words += r.stop(after)
	}
	return reading{words: words, end: after}
}

// inStreet tells Saint from Street and Doctor from Drive. A title stands before
// a name; with none after it, it is none.
func (r *reader) inStreet(i int, key string, next token, a abbreviation) string {
	street := r.t.streets[key]
	if street == "" || !a.title {
		return a.words
	}
	name := next.kind == word && capital(next.text)
	before := r.at(i - 2)
	named := r.at(i-1).kind == blank && before.kind == word && capital(before.text) && !r.sentenceBegins(i-2)
	if named && (!name || key == "st") || !name && r.at(i-1).kind == blank && before.kind == word && capital(before.text) {
		return street
	}
	if !name {
		return ""
	}
	return a.words
}

func (r *reader) sentenceBegins(i int) bool {
	switch r.at(i - 1).kind {
	case end:
		return true
	case blank:
		t := r.at(i - 2).text
		return t == "." || t == "?" || t == "!" || t == ":"
	}
	return false
}

// symbol reads a sign on its own: #, &, @, *, +, §.
func (r *reader) symbol(i int) reading {
	t := r.at(i).text
	before, after := r.at(i-1), r.at(i+1)
	wordly := func(k token) bool { return k.kind == word || k.kind == digits }
	switch {
	case t == "#" && after.kind == digits:
		if r.style.KeepCapitals || !r.t.abbreviationBefore(r, i) {
			return reading{words: r.t.number + " ", end: i + 1}
		}
		return reading{words: " ", end: i + 1}
	case t == "/" && wordly(before) && wordly(after), t == "_" && (wordly(before) || wordly(after)):
		return reading{words: " ", end: i + 1}
	case t == "§" && after.text == "§":
		return reading{words: r.t.symbols["§§"], end: i + 2}
	case (t == "#" || t == "*") && after.text == t, before.text == t && t != "§":
		return reading{} // rules and emphasis, not keys
	case t == "*" && (wordly(before) || after.kind == word), t == "<" || t == ">" && before.kind != blank:
		if t != "<" || before.kind != blank || after.kind == word || after.kind == mark {
			return reading{}
		}
	case (t == "~" || t == "$" || t == "£" || t == "€") && before.kind == word:
		return reading{}
	}
	words := r.t.symbols[t]
	if words == "" {
		return reading{}
	}
	if wordly(after) {
		words += " "
	}
	return reading{words: words, end: i + 1}
}

// abbreviationBefore reports "Apt. #5", where the sign says nothing more.
func (t *table) abbreviationBefore(r *reader, i int) bool {
	j := i - 1
	if r.at(j).kind == blank {
		j--
	}
	if r.is(j, ".") {
		j--
	}
	a, ok := t.abbreviations[r.at(j).low]
	return ok && a.number && r.at(j).kind == word
}
