package turntaking

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// A part is what one ear made of the turn.
type part struct {
	language   civicline.Language
	text       string
	confidence float64
}

func (m Manners) partial(f *Floor, s Sound, out *Outcome) {
	h := s.Hearing.Best
	if strings.TrimSpace(h.Text) == "" {
		return
	}
	f.worded = true
	f.heard = append(without(f.heard, h.Language), part{h.Language, h.Text, h.Confidence})
	m.weigh(f, s.At)
	if !f.real {
		return
	}
	if f.voice && f.stuck && !f.speaking && f.asked.IsZero() && f.longs <= 2 { // the caller speaks before the television
		f.stuck, f.speaking, f.open, f.began = false, true, true, s.At
	}
	if f.stoppable() && f.open {
		pauseBot(m, f, s.At, out) // words: surer than any clock
	}
}

func (m Manners) final(f *Floor, s Sound, out *Outcome) {
	if f.stale > 0 && !s.At.After(f.staleUntil) {
		f.stale--
		return
	}
	if f.asked.IsZero() {
		return // nobody waits for it
	}
	if f.finals == 0 {
		f.first = s.At
	}
	f.finals++
	if s.Hearing.Err != nil {
		f.failed++
	}
	f.heard = without(f.heard, s.Hearing.Best.Language)
	f.said = joined(f.said, append([]civicline.Hypothesis{s.Hearing.Best}, s.Hearing.More...))
	m.weigh(f, s.At)
	if f.finals >= f.ears {
		resolve(m, f, s.At, out)
	}
}

func (m Manners) earLost(f *Floor, s Sound, out *Outcome) {
	now := s.At
	f.ears = max(0, s.Ears)
	if !f.asked.IsZero() && f.finals >= f.ears {
		resolve(m, f, now, out)
	}
}

func without(parts []part, l civicline.Language) []part {
	return slices.DeleteFunc(slices.Clone(parts), func(p part) bool { return p.language == l })
}

// parts returns what each ear made of the whole turn so far: its Finals, and
// what it heard since.
func (f *Floor) parts() []part {
	var out []part
	find := func(l civicline.Language) *part {
		for i := range out {
			if out[i].language == l {
				return &out[i]
			}
		}
		return nil
	}
	for _, h := range f.said {
		if h.Text != "" && find(h.Language) == nil {
			out = append(out, part{h.Language, h.Text, h.Confidence})
		}
	}
	for _, p := range f.heard {
		if old := find(p.language); old != nil {
			old.text += " " + p.text
			continue
		}
		out = append(out, p)
	}
	return out
}

// weigh judges the words so far: whether they call for an answer, and whether
// more is to come.
func (m Manners) weigh(f *Floor, now time.Time) {
	f.ending, f.real, f.nodded = wordless, false, false
	parts := f.parts()
	if len(parts) == 0 {
		return
	}
	if heard := m.ownVoice(f, parts, now); heard != nil {
		parts = heard
	}
	var sure, nods float64
	for _, p := range parts {
		words := strings.Fields(p.text)
		if len(words) == 0 {
			continue
		}
		if m.nod(f, p.language, words) {
			nods = max(nods, p.confidence+0.001)
		} else {
			sure = max(sure, p.confidence+0.001)
		}
		f.ending = max(f.ending, m.ends(f, p.language, words))
	}
	f.real = sure > 0 && sure >= nods
	f.nodded = !f.real
}

// ownVoice returns what is left of the parts without the echo of the bot, and
// nil if there is no echo. The ear of another language than the bot's hears
// nonsense in it, which is left out.
func (m Manners) ownVoice(f *Floor, parts []part, now time.Time) []part {
	var out []part
	for _, p := range parts {
		if is, tail := m.echo(f, p.language, strings.Fields(p.text), now); is {
			out = append(out, part{p.language, strings.Join(tail, " "), p.confidence})
		}
	}
	return out
}

// joined adds the hypotheses of one ear to those of the turn: what the same
// language said before a pause stands before what it said after.
func joined(turn, heard []civicline.Hypothesis) []civicline.Hypothesis {
	out := slices.Clone(turn)
	if len(heard) == 0 {
		return out
	}
	before := slices.IndexFunc(turn, func(h civicline.Hypothesis) bool { return h.Language == heard[0].Language })
	if before < 0 {
		for _, h := range heard {
			if h.Text != "" {
				out = append(out, h)
			}
		}
		return out
	}
	out = slices.DeleteFunc(out, func(h civicline.Hypothesis) bool { return h.Language == heard[0].Language })
	old := turn[before]
	for _, h := range heard {
		if h.Text == "" && len(heard) > 1 {
			continue
		}
		h.Text = strings.TrimSpace(old.Text + " " + h.Text)
		h.Words = append(slices.Clone(old.Words), h.Words...)
		h.Confidence = min(old.Confidence, cmp.Or(h.Confidence, old.Confidence))
		out = append(out, h)
	}
	return out
}

// ranked puts the best of each language first, the surer language before the
// other, then the rest.
func ranked(turn []civicline.Hypothesis) []civicline.Hypothesis {
	var best, more []civicline.Hypothesis
	seen := map[civicline.Language]bool{}
	for _, h := range turn {
		if seen[h.Language] {
			more = append(more, h)
			continue
		}
		seen[h.Language] = true
		best = append(best, h)
	}
	slices.SortStableFunc(best, func(a, b civicline.Hypothesis) int { return cmp.Compare(b.Confidence, a.Confidence) })
	return append(best, more...)
}

func anyWords(turn []civicline.Hypothesis) bool {
	return slices.ContainsFunc(turn, func(h civicline.Hypothesis) bool { return h.Text != "" })
}
