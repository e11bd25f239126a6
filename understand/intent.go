package understand

import (
	"cmp"
	"slices"
	"strings"

	"github.com/civicline/civicline/understand/learn"
)

// A guess is an intent and how sure it is, from 0 to 1.
type guess struct {
	intent string
	score  float64
	urgent bool
	key    bool // one of the intent's own words was said
	whole  bool // it is word for word what people are known to say
	left   int  // words that tell something and are no part of how the intent was said
}

// How sure a guess must be: below Unsure an intent is not worth mentioning.
const (
	Unsure = 0.3
	Sure   = 0.75
	vague  = 0.4 // at most so sure is the learner of words that tell nothing
)

// guesses returns the intents that words may have, the likeliest first. Two
// judges are heard: the learner, which weighs all words together, and how well
// one phrase was matched, which stands a recogniser's errors better. What is
// said word for word is certain, and an intent's own words nearly so.
func (t *tongue) guesses(words []string) []guess {
	best := t.matches(words)
	learned := map[string]float64{}
	for _, l := range t.learner.Predict(strings.Join(words, " ")) {
		learned[l.Label] = l.Confidence
		if _, ok := best[l.Label]; !ok {
			best[l.Label] = guess{intent: l.Label, left: t.telling(words)}
		}
	}
	most := 1.0
	if !t.speaks(words) { // "no", "what is it", "purple": not enough to go by
		most = vague
	}
	out := make([]guess, 0, len(best))
	for intent, g := range best {
		g.urgent = t.urgent[intent]
		g.score = agreed(g, min(learned[intent], most))
		if g.score >= 0.05 {
			out = append(out, g)
		}
	}
	slices.SortFunc(out, likelier)
	return out
}

// agreed makes one chance of a match and of what the learner says.
func agreed(g guess, learned float64) float64 {
	switch {
	case g.whole:
		return 0.95 + 0.05*learned
	case g.key:
		return max(g.score, learned)
	}
	return max(learned, (learned+g.score)/2)
}

// likelier puts the likelier guess first; urgent ones that are sure before all.
func likelier(a, b guess) int {
	if x, y := a.urgent && a.score >= Sure, b.urgent && b.score >= Sure; x != y {
		if x {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.intent, b.intent))
}

// speaks reports whether a word that tells something is known: from a phrase, if
// perhaps not quite as it is there, or because it means what another does.
func (t *tongue) speaks(words []string) bool {
	for _, w := range words {
		s := stem(w)
		if light[t.language][s] || len(s) <= 2 {
			continue
		}
		if _, ok := t.weight[s]; ok || learn.Kindred(w, t.language) || len(s) >= 5 && slices.ContainsFunc(t.long[s[0]], func(other string) bool { return alike(s, other) }) {
			return true
		}
	}
	return false
}

// telling counts the words that are not light.
func (t *tongue) telling(words []string) int {
	n := 0
	for _, s := range stems(words) {
		if !light[t.language][s] && len(s) > 2 {
			n++
		}
	}
	return n
}
