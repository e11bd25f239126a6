package spoken

import "strings"

// zip reads a ZIP code where it is one: after a state, "ZIP", or "código postal".
func (r *reader) zip(i int) reading {
	d := r.at(i).text
	if len(d) != 5 || !r.ended(i+1) {
		return reading{}
	}
	j := i - 1
	if r.at(j).kind == blank {
		j--
	}
	if r.is(j, ".") || r.is(j, ":") {
		j--
	}
	w := r.at(j)
	switch {
	case len(w.text) == 2 && r.t.states[w.text] != "", w.low == "zip", w.low == "postal":
	case w.low == "code" || w.low == "is" || w.low == "es" || w.low == "código":
		if r.t.longSingly > 5 && w.low == "es" && !strings.HasPrefix(d, "0") {
			return reading{}
		}
	case r.isDash(i+1) && len(r.at(i+2).text) == 4 && r.at(i+2).kind == digits:
	default:
		return reading{}
	}
	out, end := r.t.singly(d), i+1
	if r.isDash(i+1) && r.at(i+2).kind == digits && len(r.at(i+2).text) == 4 {
		out, end = out+", "+r.t.singly(r.at(i+2).text), i+3
	}
	return reading{words: out, end: end}
}

// address reads a house number, a compass point and a street:
// "123 N. Main St.", "2788 San Tomas Expy".
func (r *reader) address(i int) reading {
	d := r.at(i)
	if len(d.text) > 5 || !r.starts(i) {
		return reading{}
	}
	j := i + 1
	var out strings.Builder
	out.WriteString(r.house(d.text))
	names := 0
	for range 7 {
		if r.skip(j) == j {
			break
		}
		j++
		w := r.at(j)
		if w.kind == digits { // 5th Ave
			got := r.ordinalAt(j)
			if got.end == 0 {
				return reading{}
			}
			out.WriteString(" " + got.words)
			names, j = names+1, got.end
			continue
		}
		if w.kind != word || !capital(w.text) {
			return reading{}
		}
		if point := r.t.points[w.text]; point != "" && names == 0 {
			out.WriteString(" " + point)
			j++
			if r.is(j, ".") {
				j++
			}
			continue
		}
		street, whole := r.t.streets[w.low], strings.EqualFold(r.t.streets[w.low], w.text)
		if street != "" && names > 0 && !r.streetName(j) {
			j++
			out.WriteString(" " + street)
			if r.is(j, ".") && !whole {
				j++
				if p, end := r.point(j); end > 0 {
					return reading{words: out.String() + p, end: end}
				}
				out.WriteString(r.stop(j))
				return reading{words: out.String(), end: j}
			}
			if p, end := r.point(j); end > 0 {
				return reading{words: out.String() + p, end: end}
			}
			return reading{words: out.String(), end: j}
		}
		if w.low == "st" {
			out.WriteString(" Saint")
		} else {
			out.WriteString(" " + w.text)
		}
		names++
		j++
		if r.is(j, ".") {
			j++
		}
	}
	return reading{}
}

// streetName tells "St. James St." from "Main St.": a name and a street follow.
func (r *reader) streetName(j int) bool {
	if r.at(j).low != "st" && r.at(j).low != "dr" {
		return false
	}
	k := j + 1
	if r.is(k, ".") {
		k++
	}
	k = r.skip(k)
	if r.at(k).kind != word || !capital(r.at(k).text) {
		return false
	}
	return r.t.streets[r.at(r.skip(k+1)).low] != "" && r.skip(k+1) > k+1
}

// point is a compass point after a street: "K St NW".
func (r *reader) point(j int) (string, int) {
	k := r.skip(j)
	p := r.t.points[r.at(k).text]
	if k == j || p == "" || !r.ended(k+1) {
		return "", 0
	}
	return " " + p, k + 1
}

// house says the number of a house.
func (r *reader) house(d string) string {
	if len(d) > 4 {
		return r.t.singly(d)
	}
	return r.t.paired(d)
}

// state reads the code of a state before a ZIP code, or after a city and a comma.
func (r *reader) state(i int) reading {
	w := r.at(i)
	name := r.t.states[w.text]
	if name == "" || !r.ended(i+1) || r.at(i-1).kind != blank {
		return reading{}
	}
	next := r.at(r.skip(i + 1))
	if r.is(i+1, ".") && len(r.at(r.skip(i+2)).text) == 5 {
		next = r.at(r.skip(i + 2))
	}
	code := next.kind == digits && len(next.text) == 5
	if code && r.is(i+1, ".") {
		return reading{words: name, end: i + 2}
	}
	city := r.is(i-2, ",") && r.at(i-3).kind == word && capital(r.at(i-3).text)
	if code || city && (next.kind == mark || next.kind == end) {
		return reading{words: name, end: i + 1}
	}
	return reading{}
}
