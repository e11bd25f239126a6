package lang

import (
	"strconv"
	"strings"

	"github.com/civicline/civicline"
)

// templates expand the lines of a sentence file:
//
//	# a comment
//	<want> = i want to | i need to |           a class; the last choice is empty
//	<want> talk to (a person|somebody)         every combination
//	200 ~ my number is <digit> <digit>         200 drawn at random, always the same ones
//	<digits 10>, <letters 3>, <pairs 5>, <double 10>   runs, drawn at random
//
// A line with more than maxCombinations combinations is drawn from as well, or the
// lines with many choices would drown the rest.
type templates struct {
	language civicline.Language
	classes  map[string][]string
	chance   uint64
}

const maxCombinations = 600

func (t *templates) line(line string) []string {
	line = strings.TrimSpace(line)
	if line == "" || line[0] == '#' {
		return nil
	}
	if name, choices, ok := strings.Cut(line, "="); ok && strings.HasPrefix(name, "<") {
		t.define(strings.Trim(name, "<> "), choices)
		return nil
	}
	if n, text, ok := strings.Cut(line, "~"); ok {
		count, err := strconv.Atoi(strings.TrimSpace(n))
		if err != nil {
			panic("a sentence file has " + line)
		}
		return t.draw(count, t.parse(text))
	}
	parts := t.parse(line)
	all := 1
	for _, choices := range parts {
		if choices.drawn != "" {
			panic("a run must be drawn, give a number and ~: " + line)
		}
		if all *= len(choices.of); all > maxCombinations {
			return t.draw(maxCombinations, parts)
		}
	}
	return every(parts)
}

// define gives a class its choices, each of which may use classes before it. A
// later line with the same name replaces it.
func (t *templates) define(name, choices string) {
	t.classes[name] = nil
	for _, c := range strings.Split(choices, "|") {
		t.classes[name] = append(t.classes[name], every(t.parse(c))...)
	}
}

// A part is a place in a template: some choices, or a run drawn each time.
type part struct {
	of    []string
	drawn string
}

func (t *templates) parse(text string) []part {
	var out []part
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		switch end := strings.IndexAny(text, "<("); {
		case end < 0:
			return append(out, part{of: []string{text}})
		case end > 0:
			out = append(out, part{of: []string{strings.TrimSpace(text[:end])}})
			text = text[end:]
		case text[0] == '(':
			inside, rest, _ := strings.Cut(text[1:], ")")
			var of []string
			for _, c := range strings.Split(inside, "|") {
				of = append(of, every(t.parse(c))...)
			}
			out, text = append(out, part{of: of}), rest
		default:
			name, rest, _ := strings.Cut(text[1:], ">")
			if of, ok := t.classes[name]; ok {
				out = append(out, part{of: of})
			} else {
				out = append(out, part{drawn: name})
			}
			text = rest
		}
	}
	if out == nil {
		out = []part{{of: []string{""}}}
	}
	return out
}

func every(parts []part) []string {
	out := []string{""}
	for _, p := range parts {
		if p.drawn != "" {
			panic("a class cannot hold the run <" + p.drawn + ">")
		}
		var next []string
		for _, head := range out {
			for _, tail := range p.of {
				next = append(next, strings.TrimSpace(head+" "+tail))
			}
		}
		out = next
	}
	return out
}

func (t *templates) draw(n int, parts []part) []string {
	out := make([]string, 0, n)
	for range n {
		var words []string
		for _, p := range parts {
			var s string
			if p.drawn != "" {
				s = t.run(p.drawn)
			} else {
				s = p.of[t.roll(len(p.of))]
			}
			if s != "" {
				words = append(words, s)
			}
		}
		out = append(out, strings.Join(words, " "))
	}
	return out
}

// roll is a small random number generator: the same sentences at every start,
// so that the models built from them can be kept.
func (t *templates) roll(n int) int {
	t.chance = t.chance*6364136223846793005 + 1442695040888963407
	return int((t.chance >> 33) % uint64(n))
}

func (t *templates) one(class string) string {
	of := t.classes[class]
	if len(of) == 0 {
		panic("no class <" + class + ">")
	}
	return of[t.roll(len(of))]
}

// run draws a run of letters or digits: "digits 10", "letters 3".
func (t *templates) run(what string) string {
	kind, count, _ := strings.Cut(what, " ")
	n, err := strconv.Atoi(count)
	if err != nil {
		panic("no class or run <" + what + ">")
	}
	var out []string
	for left := n; left > 0; {
		switch kind {
		case "letters":
			out = append(out, t.one("letter"))
		case "nato":
			out = append(out, t.one("nato"))
		case "digits":
			out = append(out, t.one("digit"))
		case "pairs": // twelve thirty four
			if left >= 2 {
				out = append(out, Number(t.language, 10+t.roll(90)))
				left--
			} else {
				out = append(out, t.one("digit"))
			}
		case "double": // double oh, triple nine
			switch d := t.one("digit"); {
			case left >= 3 && t.roll(6) == 0:
				out = append(out, t.one("triple"), d)
				left -= 2
			case left >= 2 && t.roll(3) == 0:
				out = append(out, t.one("twice"), d)
				left--
			default:
				out = append(out, d)
			}
		default:
			panic("no class or run <" + what + ">")
		}
		left--
	}
	return strings.Join(out, " ")
}
