package spoken

import "strings"

// shapes are the lengths of the groups of numbers that are read digit by
// digit; dashed ones are only those if dashes or dots part them.
var shapes = []struct {
	groups []int
	dashed bool
}{
	{[]int{1, 3, 3, 4}, false}, {[]int{3, 3, 4}, false}, {[]int{3, 2, 4}, true}, {[]int{3, 3, 3}, true}, {[]int{3, 4}, true}, {[]int{4, 4}, true},
}

// phone reads telephone numbers, and the social security numbers that look
// like them: +1 (800) 375-5283 ext. 12, 1-800-GO-U-HAUL.
func (r *reader) phone(i int) reading {
	if !r.starts(i) && !r.is(i-1, "/") {
		return reading{}
	}
	j, plus := i, r.is(i, "+")
	var country string
	if plus {
		country = r.at(i + 1).text
		if r.at(i+1).kind != digits || len(country) > 3 {
			return reading{}
		}
		j = r.separator(i + 2)
	} else if !r.is(i, "(") && r.at(i).kind != digits {
		return reading{}
	}
	groups, ends, marks := r.phoneGroups(j)
	n := r.shape(groups, marks, plus)
	if n == 0 {
		if got := r.vanity(i); got.end > 0 {
			return got
		}
		return reading{}
	}
	at := ends[n-1]
	var parts []string
	if plus {
		parts = append(parts, r.t.plus+" "+r.countryCode(country))
	}
	for k, g := range groups[:n] {
		parts = append(parts, r.phoneGroup(g, k == 0 && n > 2 || k == 1 && n == 4))
	}
	more, at := r.phoneExtension(at)
	out := strings.Join(parts, ", ") + more
	return reading{words: out, end: at}
}

// phoneGroups collects groups of digits, where each ends, and whether marks
// alone part them.
func (r *reader) phoneGroups(i int) (groups []string, ends []int, marks bool) {
	marks = true
	for len(groups) < 4 {
		if len(groups) == 3 && len(groups[1]) == 3 && len(groups[2]) == 4 {
			break // a whole number
		}
		opened := r.is(i, "(")
		if opened {
			i++
		}
		t := r.at(i)
		if t.kind != digits || len(t.text) > 4 || r.at(i+1).kind == word {
			break
		}
		i++
		if opened {
			if !r.is(i, ")") {
				break
			}
			i++
		}
		groups, ends = append(groups, t.text), append(ends, i)
		next := r.separator(i)
		if next == i && !opened && !r.is(i, "(") {
			break
		}
		if next == i+1 && r.at(i).kind == blank && !opened && len(groups) > 1 {
			marks = false
		}
		i = next
	}
	return groups, ends, marks
}

// separator is the place after a dash, a dot or a blank.
func (r *reader) separator(i int) int {
	if r.isDash(i) || r.is(i, ".") {
		return i + 1
	}
	j := r.skip(i)
	return j
}

// shape is how many of the groups make a number; 0 if they make none.
func (r *reader) shape(groups []string, marks, plus bool) int {
	if plus {
		total := 0
		for _, g := range groups {
			total += len(g)
		}
		if total >= 7 {
			return len(groups)
		}
		return 0
	}
next:
	for _, s := range shapes {
		if len(groups) < len(s.groups) || s.dashed && !marks {
			continue
		}
		for k, n := range s.groups {
			if len(groups[k]) != n {
				continue next
			}
		}
		if len(s.groups) == 2 && s.groups[0] == 4 && groups[0] < "2100" && groups[1] < "2100" {
			continue // from year to year
		}
		if len(s.groups) == 4 && groups[0] != "1" && groups[0] != "0" {
			continue
		}
		return len(s.groups)
	}
	return 0
}

// phoneGroup is a group in words; 800 and its like are numbers.
func (r *reader) phoneGroup(g string, area bool) string {
	if area && len(g) == 3 && (g == "800" || g == "900") {
		return r.t.whole(g)
	}
	return r.t.singly(g)
}

func (r *reader) countryCode(code string) string {
	if r.t.pairedCode && len(code) == 2 {
		return r.t.whole(code)
	}
	return r.t.singly(code)
}

// phoneExtension is what is said after the number: an extension, or groups
// that were hung on with dashes.
func (r *reader) phoneExtension(i int) (string, int) {
	out := ""
	for r.isDash(i) && r.at(i+1).kind == digits && len(r.at(i+1).text) <= 6 {
		tail := r.t.phoneTail
		if tail != "," {
			tail = ", " + tail
		}
		out += tail + " " + r.t.singly(r.at(i+1).text)
		i += 2
	}
	j := i
	if r.is(j, ",") {
		j++
	}
	j = r.skip(j)
	if w := r.at(j); w.kind == word && strings.Contains(r.t.extensions, " "+w.low+" ") {
		j++
		if r.is(j, ".") {
			j++
		}
		j = r.skip(j)
		if d := r.at(j); d.kind == digits && len(d.text) <= 8 {
			return out + ", " + r.t.extension + " " + r.t.singly(d.text), j + 1
		}
	}
	return out, i
}

// vanity reads 1-800-GO-U-HAUL.
func (r *reader) vanity(i int) reading {
	if d := r.at(i).text; d != "1" && d != "0" || !r.isDash(i+1) || len(r.at(i+2).text) != 3 || r.at(i+2).kind != digits || !r.isDash(i+3) {
		return reading{}
	}
	out := r.t.singly(r.at(i).text) + ", " + r.phoneGroup(r.at(i+2).text, true)
	tie, letters, j := ", ", false, i+3
	for r.isDash(j) && (r.at(j+1).kind == word || r.at(j+1).kind == digits) {
		t := r.at(j + 1)
		j += 2
		if t.kind == digits {
			out += tie + r.t.singly(t.text)
		} else {
			out += tie + t.text
			letters = true
		}
		tie = " "
	}
	if !letters {
		return reading{}
	}
	return reading{words: out, end: j}
}

// version reads 2.0.1.
func (r *reader) version(i int) reading {
	out, j, n := r.t.whole(r.at(i).text), i+1, 1
	for r.is(j, ".") && r.at(j+1).kind == digits && n < 6 {
		out, j, n = out+" "+r.t.point+" "+r.t.whole(r.at(j+1).text), j+2, n+1
	}
	if n < 3 || r.t.dotGroups && r.groups(i+1, ".") > i+1 {
		return reading{}
	}
	return reading{words: out, end: j}
}

// ip reads four numbers parted by dots.
func (r *reader) ip(i int) reading {
	if !r.starts(i) {
		return reading{}
	}
	out, j := r.t.singly(short(r.at(i).text)), i+1
	for range 3 {
		if !r.is(j, ".") || r.at(j+1).kind != digits || len(r.at(j+1).text) > 3 {
			return reading{}
		}
		out += " " + r.t.web["."] + " " + r.t.singly(r.at(j+1).text)
		j += 2
	}
	if len(r.at(i).text) > 3 || r.is(j, ".") && r.at(j+1).kind == digits {
		return reading{}
	}
	if r.t.dotGroups && r.groups(i+1, ".") == j {
		return reading{} // 1.000.000.000
	}
	return reading{words: out, end: j}
}

// short is s, or its beginning if it is too long to be worth reading.
func short(s string) string { return s[:min(len(s), 4)] }
