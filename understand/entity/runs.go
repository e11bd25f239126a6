package entity

import (
	"slices"
	"strings"
)

// runs parts marks into those that were said together: nothing but fillers, or
// a correction, stands between them.
func (t *turn) runs() [][]mark {
	var out [][]mark
	for _, m := range t.marks {
		if t.taken[m.at] || t.taken[m.end-1] {
			continue
		}
		if len(out) > 0 {
			last := out[len(out)-1]
			if t.joined(last[len(last)-1].end, m.at) {
				out[len(out)-1] = append(last, m)
				continue
			}
		}
		out = append(out, []mark{m})
	}
	return slices.DeleteFunc(out, func(run []mark) bool {
		return !slices.ContainsFunc(run, func(m mark) bool { return m.op == none })
	})
}

func (t *turn) joined(from, to int) bool {
	if to-from > 4 {
		return false
	}
	for i := from; i < to; i++ {
		if !between[t.plain[i]] || t.taken[i] {
			return false
		}
	}
	return true
}

// A char is one character that was said.
type char struct {
	c       byte // an upper case letter, or a digit
	also    byte // the other kind, 0 if none
	weak    bool
	written bool
}

// A line is one way to read a run, and what speaks against it.
type line struct {
	chars []char
	cost  float64
	fixed bool // it corrects what came before it
}

func (l line) String() string {
	b := make([]byte, len(l.chars))
	for i, c := range l.chars {
		b[i] = c.c
	}
	return string(b)
}

// mostLines bounds the ways in which a run is read.
const mostLines = 96

// lines returns the ways to read a run, given what was said before it in
// earlier turns (nil if nothing): numbers joined or apart, corrections that
// replace more or less. The likeliest come first, of equal cost.
func lines(run []mark, before []char) []line {
	out := []line{{chars: before}}
	for len(run) > 0 {
		o := run[0].op
		n := slices.IndexFunc(run[1:], func(m mark) bool { return m.op != none })
		if n < 0 {
			n = len(run) - 1
		}
		part := run[:n+1]
		if o != none {
			part = part[1:]
		}
		run = run[n+1:]
		var next []line
		for _, l := range out {
			for _, p := range joinings(part) {
				next = append(next, correct(l, p, o)...)
			}
		}
		slices.SortStableFunc(next, func(a, b line) int { return int((a.cost - b.cost) * 100) })
		out = next[:min(len(next), mostLines)]
	}
	return out
}

// joinings reads marks as characters, each number joined or apart.
func joinings(marks []mark) []line {
	out := []line{{}}
	choices := 0
	for _, m := range marks {
		both := m.apart != "" && choices < 5
		if both {
			choices++
		}
		n := len(out)
		for i := range n {
			if both {
				out = append(out, line{chars: appendMark(slices.Clone(out[i].chars), m, m.apart), cost: out[i].cost + 0.3})
			}
			out[i].chars = appendMark(out[i].chars, m, m.text)
		}
	}
	return out
}

func appendMark(to []char, m mark, text string) []char {
	for i := range len(text) {
		c := char{c: text[i], weak: m.weak, written: m.written}
		if m.also != "" {
			c.also = m.also[0]
		}
		to = append(to, c)
	}
	return to
}

// correct adds part to l as op says.
func correct(l line, part line, o op) []line {
	join := func(keep int, add []char, cost float64) line {
		chars := append(slices.Clone(l.chars[:keep]), add...)
		return line{chars: chars, cost: l.cost + part.cost + cost, fixed: l.fixed || o != none}
	}
	have := len(l.chars)
	switch {
	case o == none || have == 0 && o == fix:
		return []line{join(have, part.chars, 0)}
	case o == again:
		return []line{join(0, part.chars, 0)}
	case len(part.chars) == 0:
		return []line{join(have, nil, 0)}
	case o == not:
		return notThat(l, part, join)
	}
	var out []line
	for k := 1; k <= min(have, 10); k++ {
		cost := 0.05 + 0.1*float64(k-1)
		if l.chars[have-k].c == part.chars[0].c { // "one two three, no, one two four"
			cost = 0.1 + 0.02*float64(k)
		}
		out = append(out, join(have-k, part.chars, cost))
	}
	return append(out, join(0, part.chars, 0.9), join(have, part.chars, 1.2))
}

// notThat reads "nine not five": the five that was said is a nine.
func notThat(l line, part line, join func(int, []char, float64) line) []line {
	have, wrong := len(l.chars), part.chars[0].c
	rest := part.chars[1:]
	if have == 0 {
		return []line{join(0, rest, 0.3)}
	}
	if l.chars[have-1].c == wrong && len(rest) > 0 { // "five, no, not five, nine"
		return []line{join(have-1, rest, 0.1)}
	}
	out := []line{join(have, rest, 0.3)} // it was corrected already: "five, no, nine not five"
	for i := have - 2; i >= 0; i-- {
		if l.chars[i].c == wrong {
			right := l.chars[have-1]
			one := join(have-1, rest, 0.1)
			one.chars[i] = right
			return append([]line{one}, out...)
		}
	}
	return out
}

// digits joins the digits of a turn, as corrected, or returns those that were
// said together, the most if there are several. The oh between two letters is one.
func (t *turn) digits(all bool) string {
	most := ""
	var b strings.Builder
	for _, run := range t.runs() {
		if !all {
			b.Reset()
		}
		chars := lines(run, nil)[0].chars
		for i, c := range chars {
			letter := c.also != 0 && (i+1 < len(chars) && chars[i+1].c >= 'A' || i > 0 && i+1 == len(chars) && chars[i-1].c >= 'A')
			if c.c < 'A' && !letter {
				b.WriteByte(c.c)
			}
		}
		if b.Len() > len(most) {
			most = b.String()
		}
	}
	return most
}
