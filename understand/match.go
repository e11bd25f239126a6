package understand

import (
	"slices"
	"strings"
)

// heard are the words of a turn as they are compared, and how much each tells.
type heard struct {
	stems []string
	heft  []float64
	light []bool
	whole float64 // the sum of the hefts
	used  []bool  // by the phrase that is being matched
}

func (t *tongue) hearing(words []string) *heard {
	h := &heard{stems: stems(words), used: make([]bool, len(words))}
	for _, s := range h.stems {
		w := t.heft(s)
		h.heft = append(h.heft, w)
		h.light = append(h.light, light[t.language][s] || len(s) <= 2)
		h.whole += w
	}
	return h
}

// matches compares words with the agency's phrases one by one: of each intent
// the phrase that is said best.
func (t *tongue) matches(words []string) map[string]guess {
	said := t.hearing(words)
	best := map[string]guess{}
	if said.whole == 0 {
		return best
	}
	for _, i := range t.near(said.stems) {
		p := &t.phrases[i]
		g := t.match(p, said)
		old, ok := best[p.intent]
		g.key = g.key || old.key
		if ok && g.score <= old.score {
			old.key = g.key
			g = old
		}
		best[p.intent] = g
	}
	for _, i := range t.said[t.core(said.stems)] {
		g := best[t.phrases[i].intent]
		g.intent, g.whole, g.left = t.phrases[i].intent, true, 0
		best[g.intent] = g
	}
	return best
}

// near returns the phrases that have one of the stems, or one alike.
func (t *tongue) near(said []string) []int {
	var out []int
	for _, s := range said {
		out = append(out, t.with[s]...)
		if len(s) < 5 {
			continue
		}
		for _, other := range t.long[s[0]] {
			if other != s && alike(s, other) {
				out = append(out, t.with[other]...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// core is what is said but for light words before and after; all of it if all
// words are light.
func (t *tongue) core(said []string) string {
	from, to := 0, len(said)
	for from < to && light[t.language][said[from]] {
		from++
	}
	for to > from && light[t.language][said[to-1]] {
		to--
	}
	if from == to {
		from, to = 0, len(said)
	}
	return strings.Join(said[from:to], " ")
}

// match scores one phrase: mostly by how much of the phrase was said, and a
// little by how much of what was said the phrase explains.
func (t *tongue) match(p *phrase, said *heard) guess {
	g := guess{intent: p.intent}
	clear(said.used)
	covered, explained := 0.0, 0.0
	if p.key {
		at := find(said.stems, p.stems)
		if at < 0 {
			return g
		}
		for i := range p.stems {
			said.used[at+i] = true
			explained += said.heft[at+i]
		}
		covered, g.key = p.heavy, true
	} else {
		for j, s := range p.stems {
			i := said.has(s)
			if i < 0 {
				continue
			}
			said.used[i] = true
			near := 1.0
			if said.stems[i] != s {
				near = 0.8
			}
			covered += near * p.weights[j]
			explained += near * said.heft[i]
		}
	}
	if p.heavy == 0 || covered == 0 {
		return g
	}
	for i, s := range said.stems {
		if !said.used[i] && !said.light[i] && !slices.Contains(p.stems, s) {
			g.left++
		}
	}
	share := min(1, explained/said.whole)
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

func (h *heard) has(s string) int {
	for i, w := range h.stems {
		if !h.used[i] && w == s {
			return i
		}
	}
	if len(s) < 5 {
		return -1
	}
	for i, w := range h.stems {
		if !h.used[i] && alike(w, s) {
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
