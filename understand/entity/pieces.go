package entity

import (
	"slices"
	"strings"
)

// A piece is a part of a receipt number: up to three letters and up to ten digits.
type piece struct{ letters, digits string }

func (p piece) String() string { return p.letters + p.digits }

// asPiece reads chars as a part; have is how many letters came before. Chars
// where letters are still missing are read as letters, the rest as digits.
func asPiece(chars []char, have int, digitsBefore bool) (piece, bool) {
	var p piece
	i := 0
	for ; i < len(chars); i++ {
		c := chars[i]
		l := c.c
		if l < 'A' {
			l = c.also
		}
		if l == 0 && !digitsBefore && len(p.letters)+have > 0 && len(p.letters)+have < 3 && len(chars) > 3 {
			l = letterFor[c.c]
		}
		if l == 0 || have+len(p.letters) >= 3 && digitFor[l] != 0 || len(p.letters) == 3 {
			break
		}
		if c.c < 'A' && (have+len(p.letters) == 0 && !letterAhead(chars[i+1:]) || have > 0 && digitsBefore) {
			break // "oh" before digits is a zero
		}
		p.letters += string(l)
	}
	for ; i < len(chars); i++ {
		switch c := chars[i]; {
		case c.c < 'A':
			p.digits += string(c.c)
		case digitFor[c.c] != 0:
			p.digits += string(digitFor[c.c])
		default:
			return p, p.String() != "" && c.weak
		}
	}
	return p, p.String() != ""
}

func letterAhead(chars []char) bool {
	return len(chars) > 0 && chars[0].c >= 'A'
}

// partOf returns the longest part of a receipt number in a turn. In an answer to
// another question, one only counts that begins with known letters.
func (s *search) partOf(t *turn, runs [][]mark, asked bool) string {
	best := ""
	for _, run := range runs {
		if _, alien := s.alienRun(t, run); alien || !asked && !known(run) || !s.meantAsNumber(t, run) {
			continue
		}
		p, ok := asPiece(lines(run, nil)[0].chars, 0, false)
		if !ok || !asked && (!slices.Contains(Prefixes, p.letters) || len(p.digits) < 2) {
			continue
		}
		if n := p.String(); len(n) > len(best) {
			best = n
		}
	}
	return best
}

func known(run []mark) bool {
	letters := ""
	for _, m := range run[:min(len(run), 3)] {
		switch {
		case m.op != none:
		case m.also != "":
			letters += m.also
		default:
			letters += m.text
		}
	}
	return slices.Contains(Prefixes, letters)
}

// meantAsNumber reports whether run is what the turn is about, and no number or
// letter that a sentence about something else has in it.
func (s *search) meantAsNumber(t *turn, run []mark) bool {
	strong, said, figures := 0, 0, false
	covered := map[int]bool{}
	for _, m := range run {
		for i := m.at; i < m.end; i++ {
			covered[i] = true
		}
		if m.op == none {
			said += len(m.text)
			figures = figures || m.digital()
			if !m.weak {
				strong += len(m.text)
			}
		}
	}
	other := 0
	for i, w := range t.plain {
		if !covered[i] && !between[w] && !leading[w] {
			other++
		}
	}
	if strong == 0 {
		return other == 0 && figures && s.want.SoFar != ""
	}
	return other == 0 || said >= 3 && strong >= 2 && other <= 2*said
}

// leading are words that people say before a number.
var leading = set("my it its is the number numbers receipt case yes yeah yep sure okay ok here have letters are starts with begins first next last rest and please got i " +
	"mi es el la numero numeros recibo caso si claro bueno aqui tengo letras son empieza con primero siguiente sigue los las luego por favor ultimos ultimas primeros primeras resto zip code phone telefono codigo postal")

// added adds what was said in this turn to what was said before.
func (s *search) added(t *turn, runs [][]mark) (found []receipt, part string) {
	sofar := strings.ToUpper(s.want.SoFar)
	for _, run := range runs {
		if _, alien := s.alienRun(t, run); alien || !s.meantAsNumber(t, run) {
			continue
		}
		for _, l := range lines(run, nil) {
			whole, ok := join(sofar, l)
			if !ok {
				continue
			}
			if l.cost >= 0.3 && !l.fixed && part != "" && len(part) <= 12 {
				continue // a number said as one is not parted to make it long enough
			}
			if !strings.HasSuffix(whole, l.String()) || len(whole) < len(sofar)+len(l.chars) {
				l.cost += 0.3 // said twice
			}
			if r := fit(asChars(whole), len(whole) == 10); r != nil {
				r[0].cost += l.cost
				found = append(found, r...)
			} else if part == "" {
				part = whole
			}
		}
		if run[0].op != none && len(found) == 0 {
			f, p := s.corrected(run, sofar)
			found = append(found, f...)
			if p != "" {
				part = p
			}
		}
	}
	if part == "" && len(found) == 0 && len(sofar) < 13 {
		part = sofar
	}
	return found, part
}

// corrected reads a turn that takes back the end of what was said in the turn before.
func (s *search) corrected(run []mark, sofar string) (found []receipt, part string) {
	for _, l := range lines(run, asChars(sofar)) {
		if r := fit(l.chars, len(l.chars) == 10); r != nil {
			r[0].cost += l.cost
			found = append(found, r...)
		} else if part == "" {
			part = l.String()
		}
	}
	return found, part
}

func asChars(s string) []char {
	out := make([]char, len(s))
	for i := range len(s) {
		out[i] = char{c: s[i]}
	}
	return out
}

// fromTheFirst reports whether chars begin with the letters of a receipt number.
func fromTheFirst(chars []char) bool {
	n := 0
	for _, c := range chars[:min(len(chars), 3)] {
		if c.c < 'A' && c.also == 0 {
			return false
		}
		n += b2i(c.c >= 'A')
	}
	return n >= 2 && len(chars) >= 3
}

// join adds a line to what was said before. Who begins again with the letters,
// or says ten digits, replaces; what was said twice counts once.
func join(sofar string, l line) (string, bool) {
	letters := strings.TrimRight(sofar, "0123456789")
	before := sofar[len(letters):]
	have := len(letters)
	if fromTheFirst(l.chars) {
		have = 0
	}
	p, ok := asPiece(l.chars, have, have > 0 && before != "")
	if !ok {
		return "", false
	}
	add := p.String()
	switch {
	case len(sofar) >= 13 || p.letters != "" && letters != "" && (p.digits != "" || len(p.letters) > 1) && len(letters)+len(p.letters) > 3, len(p.letters) == 3 && letters != "":
		return add, true // from the beginning
	case p.letters != "" && letters == "" && before != "" && p.digits == "":
		return p.letters + before, true // the letters last
	case p.letters != "" && letters == "":
		return add, true
	case len(p.digits) == 10 && p.letters == "":
		return letters + p.digits, true
	case len(letters)+len(before)+len(add) <= 13 && (letters != "" || len(before)+len(add) <= 10):
		return sofar + add, true
	}
	need := 13
	if letters == "" {
		need = 10
	}
	for over := len(sofar) + len(add) - need; over <= min(len(before), len(add)); over++ {
		if strings.HasSuffix(before, add[:over]) && len(sofar)+len(add)-over == need {
			return sofar + add[over:], true
		}
	}
	if strings.HasPrefix(add, before) && before != "" { // the digits from the beginning
		return letters + add, true
	}
	return sofar + add, true
}
