package entity

import "strings"

// written reads dates in figures with signs between: 05/04/1998, 1998-05-04, 5.4.98.
func (s *search) written(t *turn) []day {
	for i := 0; i+2 < len(t.words); i++ {
		a, b, c := t.words[i], t.words[i+1], t.words[i+2]
		if !allDigits(a.text) || !allDigits(b.text) || !allDigits(c.text) || b.sep != c.sep || b.sep != "/" && b.sep != "." && b.sep != "-" {
			continue
		}
		var found []day
		if len(a.text) == 4 && len(b.text) <= 2 && len(c.text) <= 2 {
			found = s.order(day{y: number4(a.text)}, number4(b.text), number4(c.text), false, true)
		} else if len(a.text) <= 2 && len(b.text) <= 2 && (len(c.text) == 4 || len(c.text) == 2) {
			y := number4(c.text)
			if len(c.text) == 2 {
				y = s.century(y)
			}
			found = s.order(day{y: y}, number4(a.text), number4(b.text), s.dayFirst(t.lang), false)
		}
		for j := range found {
			found[j].at, found[j].end = i, i+3
		}
		if len(found) > 0 && found[0].y > 1850 && found[0].y < 2100 {
			return found
		}
	}
	return nil
}

// order gives a and b to month and day: as is usual, unless that cannot be.
func (s *search) order(d day, a, b int, dayFirst, sure bool) []day {
	us, eu := d, d
	us.m, us.d = a, b
	eu.d, eu.m = a, b
	ok := func(x day) bool { return x.m > 0 && x.d > 0 && x.valid() }
	switch {
	case a == b && ok(us):
		return []day{us}
	case sure && ok(us):
		return []day{us}
	case ok(us) && ok(eu):
		us.swap, eu.swap = true, true
		if dayFirst {
			return []day{eu}
		}
		return []day{us}
	case ok(us):
		return []day{us}
	case ok(eu):
		return []day{eu}
	}
	return nil
}

// tensAndUnit parts a number that stands for day and month: thirty seven was 30 and 7.
func tensAndUnit(gs []group) []group {
	g := gs[0]
	if v := number4(g.text); len(g.text) == 2 && v > 20 && v < 40 && v%10 > 0 {
		return append([]group{{text: g.text[:1] + "0", at: g.at, end: g.end}, {text: g.text[1:], at: g.at, end: g.end}}, gs[1:]...)
	}
	return gs
}

// A group is one number of a date in figures.
type group struct {
	text    string
	ordinal bool
	at, end int
}

// groups reads the numbers of a turn that stand together, and whether "of" or
// "de" stands behind the first.
func (t *turn) groups() (out []group, of bool) {
	for i := 0; i < len(t.plain); {
		w := t.plain[i]
		var n number
		if w == "oh" || w == "o" {
			n = number{text: "0", used: 1}
		} else {
			n = numberAt(t.plain[i:], t.lang)
		}
		if n.used == 0 && len(out) > 0 && misheard[w] != "" {
			n = number{text: misheard[w], used: 1}
		}
		switch {
		case n.used > 0:
			out = append(out, group{n.text, n.ordinal, i, i + n.used})
			i += n.used
			continue
		case w == "or" && len(out) > 0:
			out = append(out, group{"0", false, i, i + 1}) // an oh
		case (w == "of" || w == "de") && len(out) == 1:
			of = true
		case glue[w] || between[w] || w == "slash" || w == "diagonal" || w == "barra" || w == "stroke" || len(out) == 0:
		case len(out) >= 3:
			return out, of
		default:
			out, of = nil, false
		}
		i++
	}
	return out, of
}

// figured reads dates of numbers alone: "oh five oh four ninety eight", "2606 1910".
func (s *search) figured(t *turn) []day {
	gs, of := t.groups()
	if len(gs) == 0 || len(gs) > 10 {
		return nil
	}
	all, ordinal := "", false
	for i, g := range gs {
		all += g.text
		ordinal = ordinal || g.ordinal && i < 2
	}
	dayFirst := s.dayFirst(t.lang) || of || ordinal && len(gs) > 1 && gs[0].ordinal
	out := s.byGroup(gs, dayFirst)
	if len(out) == 0 {
		out = s.byGroup(tensAndUnit(gs), dayFirst)
	}
	if len(out) == 0 {
		out = s.byDigit(all, dayFirst)
	}
	if len(out) == 0 {
		out = s.withoutOne(all, dayFirst)
	}
	for i := range out {
		out[i].at, out[i].end = gs[0].at, gs[len(gs)-1].end
	}
	return out
}

// byGroup parts the numbers into day, month and year where they were parted by the speaker.
func (s *search) byGroup(gs []group, dayFirst bool) []day {
	text := func(from, to int) string {
		out := ""
		for _, g := range gs[from:to] {
			out += g.text
		}
		return out
	}
	for i := 1; i < len(gs); i++ {
		for j := i + 1; j < len(gs); j++ {
			a, b, y := text(0, i), text(i, j), text(j, len(gs))
			if len(b) > 1 && b[0] == '0' {
				b = strings.TrimLeft(b[:len(b)-1], "0") + b[len(b)-1:]
			}
			if len(a) > 2 || len(b) > 2 || a == "0" || b == "0" {
				continue
			}
			if v, ok := s.yearOf(y); ok {
				if out := s.order(day{y: v}, number4(a), number4(b), dayFirst, false); out != nil {
					return out
				}
			}
		}
	}
	return nil
}

// yearOf reads a year of two or four digits.
func (s *search) yearOf(text string) (int, bool) {
	switch {
	case len(text) == 2:
		return s.century(number4(text)), true
	case len(text) == 4 && (strings.HasPrefix(text, "19") || strings.HasPrefix(text, "20")):
		if y := s.past(year{value: number4(text)}); len(y) > 0 {
			return y[0].value, true
		}
	}
	return 0, false
}

// byDigit parts six to eight digits.
func (s *search) byDigit(all string, dayFirst bool) []day {
	n := len(all)
	for _, long := range []int{4, 2} {
		if n-long < 2 || n-long > 4 || long == 2 && n != 6 {
			continue
		}
		y, ok := s.yearOf(all[n-long:])
		if !ok {
			continue
		}
		head := all[:n-long]
		for _, cut := range []int{2, 1} {
			if cut >= len(head) || len(head)-cut > 2 || len(head) == 4 && cut != 2 {
				continue
			}
			if out := s.order(day{y: y, cost: 0.1}, number4(head[:cut]), number4(head[cut:]), dayFirst, false); out != nil {
				return out
			}
		}
	}
	if len(all) == 8 && (strings.HasPrefix(all, "19") || strings.HasPrefix(all, "20")) {
		if y, ok := s.yearOf(all[:4]); ok {
			if out := s.order(day{y: y}, number4(all[4:6]), number4(all[6:]), false, true); out != nil {
				return out
			}
		}
	}
	return nil
}

// withoutOne leaves one digit out that a recogniser heard too much: "27006 1967"
// was twenty seven, oh six.
func (s *search) withoutOne(all string, dayFirst bool) []day {
	if len(all) < 8 || len(all) > 10 {
		return nil
	}
	var out []day
	seen := map[string]bool{}
	for i := range all {
		d := s.byDigit(all[:i]+all[i+1:], dayFirst)
		if len(d) == 0 || seen[d[0].String()] {
			continue
		}
		seen[d[0].String()] = true
		d[0].cost += 1.2
		if all[i] == '0' {
			d[0].cost -= 0.6
		}
		out = append(out, d[0])
	}
	return out
}
