package learn

import (
	"math"
	"slices"
)

// A judge says how sure a first guess is, by signs of it, and from where on a
// text is in scope.
type judge struct {
	weight    sign
	threshold float64
}

// A sign is what tells a right first guess from a wrong one: its score, how far
// behind the second is, how much of the text's words and pairs is known, and one.
type sign [7]float64

func signs(scores []float32, order []int, known shares) sign {
	first := float64(scores[order[0]])
	ahead := 1.0
	if len(order) > 1 {
		ahead = first - float64(scores[order[1]])
	}
	return sign{first, ahead, known[word], known[pair], known[next], known[piece], 1}
}

// sure is the chance that the guess with these signs is right.
func (j judge) sure(s sign) float64 {
	z := 0.0
	for i, w := range j.weight {
		z += w * s[i]
	}
	return 1 / (1 + math.Exp(-z))
}

// spread shares one among all but the first of order, by score.
func spread(scores []float32, order []int) []float64 {
	out := make([]float64, len(order))
	sum := 0.0
	for i, c := range order[1:] {
		out[i+1] = math.Exp(sharpness * float64(scores[c]-scores[order[0]]))
		sum += out[i+1]
	}
	for i := range out {
		out[i] /= max(sum, 1e-12)
	}
	return out
}

const sharpness = 4

// A trial is a first guess at a text that was held back.
type trial struct {
	sign  sign
	right bool
	in    bool // the text is in scope
}

// elsewhere is the share of texts that is taken to be about something else.
const elsewhere = 0.1

// mostLost is the share of the texts in scope whose right answer may be lost to
// the threshold.
const mostLost = 0.005

// train makes a Model of the documents in use, without the labels left out.
func (l *lesson) train(use []int, without map[int]bool) *Model {
	m := &Model{}
	to := make([]int, len(l.labels))
	for c, name := range l.labels {
		to[c] = none
		if !without[c] {
			to[c] = len(m.labels)
			m.labels = append(m.labels, name)
		}
	}
	m.space = newSpace(l.language, l.docs, use)
	xs := make([][]term, len(use))
	of := make([]int, len(use))
	for i, d := range use {
		xs[i], _ = m.space.vector(l.docs[d])
		of[i] = none
		if l.of[d] != none {
			of[i] = to[l.of[d]]
		}
	}
	m.linear = margins(xs, of, len(m.space.kind), len(m.labels))
	m.linear.centre(xs, of)
	return m
}

// judge learns how sure guesses are: in each of a few trials it holds back some
// examples of every label, and some labels whole, trains on the rest, and sees
// how it does on what was held back. A label that was held back whole is out of
// scope; where there are examples of that, it is told by them alone.
func (l *lesson) judge(whole *Model) judge {
	outside := 0
	for _, c := range l.of {
		if c == none {
			outside++
		}
	}
	const folds = 5
	trials := 3
	switch n := len(l.docs); {
	case n < crowded/10:
		trials = folds
	case n >= crowded:
		trials = 1
	}
	var all []trial
	for t := range trials {
		all = append(all, l.try(t, folds, outside < 30)...)
	}
	return judged(all)
}

// try holds back every folds'th example, and every folds'th label if labels are left out.
func (l *lesson) try(fold, folds int, leave bool) []trial {
	without := map[int]bool{}
	if leave && len(l.labels) >= folds {
		for c := range l.labels {
			if (c*7+c/folds)%folds == fold {
				without[c] = true
			}
		}
	}
	count := map[int]int{}
	var use, back []int
	for d, c := range l.of {
		count[c]++
		switch {
		case c != none && without[c]:
			if d < l.named && count[c]%3 == 0 {
				back = append(back, d)
			}
		case d < l.named && count[c]%folds == fold:
			back = append(back, d)
		default:
			use = append(use, d)
		}
	}
	m := l.train(use, without)
	if len(m.labels) == 0 {
		return nil
	}
	var out []trial
	scores := make([]float32, len(m.labels))
	for _, d := range back {
		x, known := m.space.vector(l.docs[d])
		if len(x) == 0 {
			continue
		}
		m.linear.scores(x, scores)
		order := top(scores, 2)
		in := l.of[d] != none && !without[l.of[d]]
		out = append(out, trial{signs(scores, order, known), in && m.labels[order[0]] == l.labels[l.of[d]], in})
	}
	return out
}

// judged fits the chances to the trials, and sets the threshold where most
// answers are right if a tenth of all texts is out of scope.
func judged(all []trial) judge {
	j := judge{weight: expected, threshold: 0.2}
	in, out := 0, 0
	for _, t := range all {
		if t.in {
			in++
		} else {
			out++
		}
	}
	if in < 20 {
		return j
	}
	far := 0.0 // the weight of a text that is out of scope
	if out > 0 {
		far = elsewhere / (1 - elsewhere) * float64(in) / float64(out)
	}
	j.fit(all, far)
	j.cut(all, far)
	return j
}

// fit is a logistic regression, by gradients on signs of one size.
func (j *judge) fit(all []trial, far float64) {
	var mid, size, w sign
	for _, t := range all {
		for i, v := range t.sign {
			mid[i] += v / float64(len(all))
		}
	}
	for _, t := range all {
		for i, v := range t.sign {
			size[i] += (v - mid[i]) * (v - mid[i]) / float64(len(all))
		}
	}
	one := len(w) - 1
	for i := range size {
		size[i] = math.Sqrt(size[i])
		size[i] = max(size[i], 1e-3)
	}
	mid[one], size[one] = 0, 1
	for range 600 {
		var slope sign
		sum := 0.0
		for _, t := range all {
			weight, want, z := far, 0.0, 0.0
			if t.in {
				weight = 1
			}
			if t.right {
				want = 1
			}
			for i, v := range t.sign {
				z += w[i] * (v - mid[i]) / size[i]
			}
			by := weight * (want - 1/(1+math.Exp(-z)))
			sum += weight
			for i, v := range t.sign {
				slope[i] += by * (v - mid[i]) / size[i]
			}
		}
		for i := range w {
			w[i] += slope[i] / sum
			if i != one {
				w[i] -= ridge / float64(len(all)) * (w[i] - expected[i]*size[i])
				w[i] = max(0, w[i]) // no sign of sense makes a guess less sure
			}
		}
	}
	j.weight = sign{}
	for i := range w {
		j.weight[i] += w[i] / size[i]
		j.weight[one] -= w[i] * mid[i] / size[i] * btof(i != one)
	}
}

// expected are the weights of the signs where there are no trials to go by: they
// are about what public data sets give. With few trials, about ridge of them,
// both count.
var expected = sign{2, 2, 2, 0.5, 0.5, 0.5, -3}

const ridge = 10

func btof(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// cut sets the threshold: of all the trials' confidences the one from which on
// the most answers are right. It gives up at most mostLost of the texts in scope:
// a caller who is turned away though understood asks again, and with many texts
// out of scope that would come to no end.
func (j *judge) cut(all []trial, far float64) {
	in := 0
	type at struct{ sure, gain float64 }
	steps := make([]at, 0, len(all))
	for _, t := range all {
		a := at{j.sure(t.sign), 0}
		if t.in {
			in++
		}
		switch {
		case t.right:
			a.gain = -1
		case !t.in:
			a.gain = far
		}
		steps = append(steps, a)
	}
	slices.SortFunc(steps, func(a, b at) int {
		if a.sure < b.sure {
			return -1
		}
		return 1
	})
	best, now, lost := 0.0, 0.0, 0.0
	j.threshold = 0
	for i, s := range steps {
		now += s.gain
		if s.gain < 0 {
			if lost++; lost > mostLost*float64(in) {
				return
			}
		}
		if now > best {
			best = now
			j.threshold = s.sure + 1e-9
			if i+1 < len(steps) {
				j.threshold = (s.sure + steps[i+1].sure) / 2
			}
		}
	}
}
