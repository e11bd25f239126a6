package understand

import (
	"cmp"
	"slices"
)

// A guess is an intent and how sure it is, from 0 to 1.
type guess struct {
	intent string
	score  float64
	urgent bool
	key    bool // one of the intent's own words was said
	left   int  // words that tell something and are no part of how the intent was said
}

// The least scores: below Unsure an intent is not worth mentioning.
const (
	Unsure = 0.45
	Sure   = 0.75
)

// guesses returns the intents that words may have, the likeliest first.
func (t *tongue) guesses(words []string) []guess {
	said := stems(words)
	whole := 0.0
	for _, s := range said {
		whole += t.heft(s)
	}
	if whole == 0 {
		return nil
	}
	best := map[string]guess{}
	for i := range t.phrases {
		p := &t.phrases[i]
		g := t.match(p, said, whole)
		if old, ok := best[p.intent]; !ok || g.score > old.score {
			g.key = g.key || old.key
			best[p.intent] = g
		} else if g.key {
			old.key = true
			best[p.intent] = old
		}
	}
	var out []guess
	for _, g := range best {
		if g.score >= Unsure {
			out = append(out, g)
		}
	}
	slices.SortFunc(out, func(a, b guess) int {
		if a.urgent != b.urgent && max(a.score, b.score) >= Sure && (a.urgent && a.score >= Sure || b.urgent && b.score >= Sure) {
			if a.urgent {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.intent, b.intent))
	})
	return out
}

// match scores one phrase: mostly by how much of the phrase was said, and a
// little by how much of what was said the phrase explains.
func (t *tongue) match(p *phrase, said []string, whole float64) guess {
	g := guess{intent: p.intent, urgent: p.urgent}
	used := make([]bool, len(said))
	covered, explained := 0.0, 0.0
	if p.key {
		at := find(said, p.stems)
		if at < 0 {
			return g
		}
		for i := range p.stems {
			used[at+i] = true
			explained += t.heft(said[at+i])
		}
		covered, g.key = p.heavy, true
	} else {
		for _, s := range p.stems {
			i := t.has(said, used, s)
			if i < 0 {
				continue
			}
			used[i] = true
			near := 1.0
			if said[i] != s {
				near = 0.8
			}
			covered += near * t.weight[s]
			explained += near * t.heft(said[i])
		}
	}
	if p.heavy == 0 || covered == 0 {
		return g
	}
	for i, s := range said {
		if !used[i] && !light[t.language][s] && len(s) > 2 && !slices.Contains(p.stems, s) {
			g.left++
		}
	}
	share := min(1, explained/whole)
	g.score = 0.7*covered/p.heavy + 0.3*share
	switch {
	case g.key:
		g.score = max(g.score, 0.8+0.2*share)
	case p.telling == 1: // "help", "what": that word in a long sentence means little
		g.score = min(g.score, share+0.1)
	case p.telling == 2:
		g.score = min(g.score, share+0.3)
	}
	return g
}

func (t *tongue) has(said []string, used []bool, s string) int {
	for i, w := range said {
		if !used[i] && w == s {
			return i
		}
	}
	for i, w := range said {
		if !used[i] && alike(w, s) {
			return i
		}
	}
	return -1
}

// find returns where part stands in whole, -1 if it does not.
func find(whole, part []string) int {
	for i := 0; i+len(part) <= len(whole); i++ {
		ok := true
		for j := range part {
			ok = ok && (whole[i+j] == part[j] || alike(whole[i+j], part[j]))
		}
		if ok && len(part) > 0 {
			return i
		}
	}
	return -1
}
