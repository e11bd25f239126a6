package entity

import (
	"strings"

	"github.com/civicline/civicline"
)

var alienWords = phrases("a number|alien number|alien registration|alien registration number|a numero|numero a|numero de extranjero|numero de alien|numero de registro|registro de extranjero|uscis number|numero uscis|numero de uscis|extranjero")

// alienRun reads a run as an A-number: "A zero one two …", seven to nine digits
// behind an A, or behind words that say so.
func (s *search) alienRun(t *turn, run []mark) (string, bool) {
	cue := contains(t.plain, alienWords)
	ls := lines(run, nil)
	for _, l := range ls {
		text := l.String()
		figures := strings.TrimLeft(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
		figures = strings.TrimRight(figures, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
		n := len(figures)
		if !allDigits(figures) || n < 7 || n > 9 {
			continue
		}
		before, _, _ := strings.Cut(text, figures)
		a := strings.HasSuffix(before, "A")
		whole := s.want.Question == civicline.Digits && n == 9 && len(text) == 9 && len(ls) == 1 && s.want.SoFar == "" && !t.dashed()
		if a && (before == "A" || cue) || cue || whole {
			return "A" + strings.Repeat("0", 9-n) + figures, true
		}
	}
	return "", false
}

// dashed reports whether a dash was said or written, as in a ZIP code of nine digits.
func (t *turn) dashed() bool {
	for i, w := range t.plain {
		if w == "dash" || w == "guion" || t.words[i].sep == "-" {
			return true
		}
	}
	return false
}

func (s *search) aliens(t *turn) {
	for _, run := range t.runs() {
		if n, ok := s.alienRun(t, run); ok {
			s.put(Alien, n)
		}
	}
}
