package entity

import (
	"strings"

	"github.com/civicline/civicline"
)

// figures finds what is made of digits alone: A-numbers, ZIP codes, telephone numbers.
func (s *search) figures() {
	letters := s.out[Receipt] != "" && !s.asked(civicline.Digits)
	for _, t := range s.turns {
		run := t.digits(s.asked(civicline.Digits))
		if len(run) >= 3 || s.asked(civicline.Digits) && run != "" {
			s.put(DigitsRun, s.soFar()+run)
		}
		for _, r := range t.runs() {
			s.figure(t, r, letters)
		}
		s.aliens(t)
	}
}

// soFar is what was said of a row of digits in earlier turns.
func (s *search) soFar() string {
	if s.asked(civicline.Digits) && allDigits(s.want.SoFar) {
		return s.want.SoFar
	}
	return ""
}

func (s *search) figure(t *turn, run []mark, receipt bool) {
	cue := contains(t.plain, phoneWords)
	_, alien := s.alienRun(t, run)
	alien = alien && (run[0].text == "A" || contains(t.plain, alienWords))
	letters := 0
	for _, m := range run {
		letters += b2i(m.op == none && !m.digital() && !m.weak)
	}
	if letters > 1 {
		return
	}
	for _, l := range lines(run, asChars(s.soFar())) {
		text := l.String()
		if receipt && !cue && strings.HasSuffix(s.out[Receipt], text) && contains(t.plain, receiptWords) {
			return
		}
		figures := strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
		if !allDigits(figures) || alien {
			continue
		}
		outer := len(text) - len(figures)
		if outer > 1 {
			continue
		}
		if n := phone(figures); n != "" && outer == 0 {
			s.put(Phone, n)
		}
		if (len(figures) == 5 || len(figures) == 9) && s.zipLike(t, l) {
			s.put(ZIP, figures[:5])
		}
	}
}

// zipLike keeps amounts and the like out: "thirty three thousand" is none where
// nobody asked.
func (s *search) zipLike(t *turn, l line) bool {
	return l.cost < 0.25 || s.asked(civicline.Digits) || s.asked(civicline.PlaceName) || contains(t.plain, zipWords)
}

var zipWords = phrases("zip|zip code|postal|codigo postal")

func phone(run string) string {
	if len(run) == 11 && run[0] == '1' {
		run = run[1:]
	}
	if len(run) == 10 && run[0] >= '2' {
		return run
	}
	return ""
}
