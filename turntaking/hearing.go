package turntaking

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

func (m Manners) partial(f *Floor, s Sound, out *Outcome) {
	words := strings.Fields(s.Hearing.Best.Text)
	if len(words) == 0 {
		return
	}
	f.words, f.marks = max(f.words, len(words)), max(f.marks, marks(words))
	if f.bot && !f.firm && f.voice && !f.stuck && !onlyFillers(words) {
		f.bargeIn(s.At, out) // words: surer than any clock
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
	f.said = joined(f.said, append([]civicline.Hypothesis{s.Hearing.Best}, s.Hearing.More...))
	if f.finals >= f.ears {
		f.resolve(s.At, out)
	}
}

func (m Manners) earLost(f *Floor, now time.Time, out *Outcome) {
	if f.ears > 0 {
		f.ears--
	}
	if !f.asked.IsZero() && f.finals >= f.ears {
		f.resolve(now, out)
	}
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

// meaningful reports whether the words call for an answer. A hum is one after
// yes or no; over the bot's voice it only means that the caller listens.
func meaningful(turn []civicline.Hypothesis, q civicline.Question) bool {
	return slices.ContainsFunc(turn, func(h civicline.Hypothesis) bool {
		words := strings.Fields(h.Text)
		if len(words) == 0 {
			return false
		}
		return q == civicline.YesNo || !onlyFillers(words)
	})
}

func anyWords(turn []civicline.Hypothesis) bool {
	return slices.ContainsFunc(turn, func(h civicline.Hypothesis) bool { return h.Text != "" })
}

// fillers are the sounds of someone who listens or thinks, in both languages.
var fillers = set("uh um hmm hm mm mhm mmhmm huh hmmm er ah oh eh ehm em aja ajá este mjm mjú ejem [noise] [breath] [cough] ++noise++ ++breath++ ++cough++")

func onlyFillers(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !fillers[strings.Trim(w, ".,-")] })
}

// marks counts the letters and digits that were said one by one. A teen or a
// ten counts for two.
func marks(words []string) int {
	n := 0
	for _, w := range words {
		switch {
		case digitWords[w] || len([]rune(w)) == 1 && w != "a" && w != "y":
			n++
		case pairWords[w]:
			n += 2
		}
	}
	return n
}

var (
	digitWords = set("zero oh one two three four five six seven eight nine cero uno una dos tres cuatro cinco seis siete ocho nueve")
	pairWords  = set("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety " +
		"diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa")
)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}
