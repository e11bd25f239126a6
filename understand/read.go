package understand

import (
	"maps"
	"slices"

	"github.com/civicline/civicline"
)

// Read returns what the caller meant, given the hypotheses of one turn, best
// first, in one language or in two; words whose language is not told may be in
// either. The Reading's Intent is "" when nothing was understood, or nothing
// that this agency does; its Text is then what was best heard.
func (m *Model) Read(heard []civicline.Hypothesis, expecting civicline.Expectation) civicline.Reading {
	var best civicline.Reading
	var surest float64
	of := map[civicline.Language][]civicline.Hypothesis{}
	for _, l := range civicline.Languages {
		of[l] = in(heard, l)
	}
	same := len(of[civicline.English]) > 0 && len(of[civicline.Spanish]) > 0 && of[civicline.English][0].Text == of[civicline.Spanish][0].Text
	for _, l := range civicline.Languages {
		if len(of[l]) == 0 {
			continue
		}
		r, answered := m.read(of[l], expecting)
		sure := languageScore(m.tongues[l], of[l][0], r, answered)
		if same {
			sure += m.lean(l, of[l][0].Text, expecting)
		} else {
			sure += knownWeight * m.tongues[l].known(of[l][0].Text)
		}
		if best.Language == "" || sure > surest {
			best, surest = r, sure
		}
	}
	return best
}

// lean is how much likelier, in log-odds, words that both ears heard alike are in l.
func (m *Model) lean(l civicline.Language, text string, expecting civicline.Expectation) float64 {
	odds := sameWords * m.spanish(text) / 2
	if l == civicline.English {
		odds = -odds
	}
	if expecting.Language == l {
		odds += spokenSoFar
	}
	return odds
}

// read reads the hypotheses of one language, and says whether they answer the question.
func (m *Model) read(heard []civicline.Hypothesis, expecting civicline.Expectation) (civicline.Reading, bool) {
	t := m.tongues[heard[0].Language]
	r := civicline.Reading{Language: t.language, Text: heard[0].Text, Entities: map[string]string{}}
	gs, text := t.hear(heard)
	if len(gs) > 0 && gs[0].score >= Unsure {
		r.Text = text
		t.take(&r, gs)
	} else if len(gs) > 0 {
		r.Second = gs[0].intent
	}
	maps.Copy(r.Entities, m.finder.Find(heard, expecting))
	return r, m.finder.Answers(r.Entities, expecting.Question)
}

// take writes into r what the guesses come to, and the further wishes of its text.
func (t *tongue) take(r *civicline.Reading, gs []guess) {
	first := gs[0]
	if wishes := t.wishes(r.Text, first); wishes != nil {
		first = wishes[0].best
		for _, w := range wishes[1:] {
			if w.best.urgent && !first.urgent {
				first, w.best = w.best, first
			}
			if w.best.intent != first.intent && !slices.Contains(r.Also, w.best.intent) {
				r.Also = append(r.Also, w.best.intent)
			}
		}
	}
	r.Intent, r.Confidence = first.intent, min(first.score, 1)
	for _, g := range gs {
		if g.intent != r.Intent && !slices.Contains(r.Also, g.intent) && g.score >= near {
			r.Second = g.intent
			break
		}
	}
	if first.left >= 2 && first.score >= likely {
		r.Entities[Reason] = r.Text
	}
	r.Why = t.learner.Why(r.Text, r.Intent)
}

// likely is how sure an intent must be for the rest of its turn to be a reason.
const likely = 0.5

// near is how sure a second guess must be to be worth a "did you mean".
const near = 0.1

// mostHeard is how many hypotheses of a turn are read.
const mostHeard = 5

// hear puts together what the hypotheses of one turn come to: each counts by
// how sure the recogniser was of it and how much sense it makes. It returns the
// text that speaks most for the first guess, too.
func (t *tongue) hear(heard []civicline.Hypothesis) ([]guess, string) {
	first := t.guesses(plain(heard[0].Text))
	if len(heard) == 1 {
		return first, heard[0].Text
	}
	heard = heard[:min(len(heard), mostHeard)]
	total := map[string]guess{}
	said := map[string]string{}
	most := map[string]float64{}
	all := 0.0
	for i, h := range heard {
		gs := first
		if i > 0 {
			gs = t.guesses(plain(h.Text))
		}
		if len(gs) == 0 {
			continue
		}
		weight := trust(h, heard[0], i) * gs[0].score * gs[0].score
		all += weight
		for _, g := range gs {
			old, ok := total[g.intent]
			if share := weight * g.score; share > most[g.intent] {
				most[g.intent], said[g.intent] = share, h.Text
			}
			sum := g
			if ok { // what any of them had counts, and what the fewest had left over
				sum.key, sum.whole, sum.left = g.key || old.key, g.whole || old.whole, min(g.left, old.left)
			}
			sum.score = old.score + weight*g.score
			total[g.intent] = sum
		}
	}
	out := make([]guess, 0, len(total))
	for _, g := range total {
		g.score /= max(all, 1e-9)
		out = append(out, g)
	}
	if len(out) == 0 {
		return nil, heard[0].Text
	}
	slices.SortFunc(out, likelier)
	return out, said[out[0].intent]
}

// trust is how much a hypothesis counts beside the first.
func trust(h, first civicline.Hypothesis, place int) float64 {
	if h.Confidence > 0 && first.Confidence > 0 {
		return min(1, h.Confidence/first.Confidence)
	}
	return 1 / float64(place+1)
}

func in(heard []civicline.Hypothesis, l civicline.Language) []civicline.Hypothesis {
	var out []civicline.Hypothesis
	for _, h := range heard {
		if h.Language == "" {
			h.Language = l // an engine, or a keyboard, that does not say
		}
		if h.Language == l && h.Text != "" {
			out = append(out, h)
		}
	}
	return out
}
