package learn

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/civicline/civicline"
)

// OutOfScope is the label of examples that have none of the others, unless
// Options name another.
const OutOfScope = "oos"

// An Example is a text and the label it has.
type Example struct{ Text, Label string }

// Options are how to learn.
type Options struct {
	Language   civicline.Language // of the texts; "" is English
	OutOfScope string             // the label of examples that are about something else; "" is "oos"
}

// A Guess is a label and the chance, from 0 to 1, that it is right.
type Guess struct {
	Label      string
	Confidence float64
}

// A Model knows examples. It is only read, by any number at once.
type Model struct {
	labels []string
	space  *space
	linear *linear
	judge  judge
}

// New learns from examples. Texts without words are passed over. With fewer
// than two labels there is nothing to tell apart, and every text that shares a
// word with the examples is a guess at the one.
func New(examples []Example, o Options) *Model {
	if o.Language == "" {
		o.Language = civicline.English
	}
	if o.OutOfScope == "" {
		o.OutOfScope = OutOfScope
	}
	l := gather(examples, o)
	m := l.train(everything(len(l.docs)), nil)
	m.judge = l.judge(m)
	return m
}

// A lesson is what is learned from: documents of features, and the label of
// each, none if it is out of scope.
type lesson struct {
	language civicline.Language
	labels   []string // sorted
	docs     [][]feature
	of       []int // the label of each document, none if it is out of scope
	named    int   // the first of the documents that are but a label's name
}

const none = -1

// gather reads the examples, and of each label its name, which tells something too.
func gather(examples []Example, o Options) *lesson {
	l := &lesson{language: o.Language}
	for _, e := range examples {
		if e.Label != o.OutOfScope {
			l.labels = append(l.labels, e.Label)
		}
	}
	slices.Sort(l.labels)
	l.labels = slices.Compact(l.labels)
	for _, e := range examples {
		ws := words(e.Text, o.Language)
		if len(ws) == 0 {
			continue
		}
		of := none
		if e.Label != o.OutOfScope {
			of, _ = slices.BinarySearch(l.labels, e.Label)
		}
		l.docs = append(l.docs, features(ws, o.Language, nil))
		l.of = append(l.of, of)
	}
	l.named = len(l.docs)
	if o.Language == civicline.English { // labels are written in English
		for i, name := range l.labels {
			if ws := words(spaced(name), o.Language); len(ws) > 0 {
				l.docs = append(l.docs, features(ws, o.Language, nil))
				l.of = append(l.of, i)
			}
		}
	}
	return l
}

// spaced writes a label as words: "cardLost", "card_lost" and "card/lost" are
// card lost.
func spaced(label string) string {
	var b strings.Builder
	last := ' '
	for _, r := range label {
		switch {
		case unicode.IsLetter(r) && unicode.IsUpper(r) && unicode.IsLower(last):
			b.WriteByte(' ')
			b.WriteRune(r)
		case unicode.IsLetter(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
		last = r
	}
	return b.String()
}

// most is how many guesses are told.
const most = 8

// Predict returns the likeliest labels of a text, the likeliest first; none if
// no word of it is known.
func (m *Model) Predict(text string) []Guess {
	ws := words(text, m.space.language)
	fs := features(ws, m.space.language, make([]feature, 0, 32*len(ws)))
	x, known := m.space.vector(fs)
	if len(x) == 0 || len(m.labels) == 0 {
		return nil
	}
	scores := make([]float32, len(m.labels))
	m.linear.scores(x, scores)
	return m.guesses(scores, known)
}

func (m *Model) guesses(scores []float32, known shares) []Guess {
	order := top(scores, most)
	sure := m.judge.sure(signs(scores, order, known))
	out := make([]Guess, 0, len(order))
	rest := spread(scores, order)
	for i, c := range order {
		g := Guess{m.labels[c], sure}
		if i > 0 {
			g.Confidence = min(sure, (1-sure)*rest[i])
		}
		out = append(out, g)
	}
	return out
}

// top returns the places of the n greatest, the greatest first.
func top(scores []float32, n int) []int {
	out := make([]int, 0, n+1)
	for c, v := range scores {
		if len(out) == n && v <= scores[out[n-1]] {
			continue
		}
		i, _ := slices.BinarySearchFunc(out, v, func(o int, v float32) int {
			if scores[o] >= v {
				return -1
			}
			return 1
		})
		out = slices.Insert(out, i, c)
		out = out[:min(n, len(out))]
	}
	return out
}

// Threshold is the least Confidence of a first guess that is not out of scope.
func (m *Model) Threshold() float64 { return m.judge.threshold }

// Label returns the label of the likeliest guess, and whether the text is in
// scope at all.
func (m *Model) Label(text string) (string, bool) {
	g := m.Predict(text)
	if len(g) == 0 {
		return "", false
	}
	return g[0].Label, g[0].Confidence >= m.judge.threshold
}

// Labels lists every label that a text may have, sorted.
func (m *Model) Labels() []string { return slices.Clone(m.labels) }

// Why returns the words of text that speak for label rather than for the
// likeliest other, the weightiest first; at most four.
func (m *Model) Why(text, label string) []string {
	to, ok := slices.BinarySearch(m.labels, label)
	if !ok {
		return nil
	}
	ws := words(text, m.space.language)
	fs := features(ws, m.space.language, nil)
	x, _ := m.space.vector(fs)
	scores := make([]float32, len(m.labels))
	m.linear.scores(x, scores)
	rival := -1
	for _, c := range top(scores, 2) {
		if c != to && rival < 0 {
			rival = c
		}
	}
	weight := make(map[int32]float64, len(x))
	for _, t := range x {
		w := float64(m.linear.weight(t.id, to))
		if rival >= 0 {
			w -= float64(m.linear.weight(t.id, rival))
		}
		weight[t.id] = w * float64(t.x)
	}
	return weightiest(ws, fs, m.space, weight)
}

// weightiest shares out the weight of the features among the words they stand on.
func weightiest(ws []string, fs []feature, s *space, weight map[int32]float64) []string {
	times := map[int32]float64{}
	for _, f := range fs {
		if id, ok := s.ids[f.hash]; ok {
			times[id]++
		}
	}
	of := map[string]float64{}
	for _, f := range fs {
		id, ok := s.ids[f.hash]
		if !ok || int(f.to) >= len(ws) {
			continue
		}
		w := weight[id] / times[id]
		of[ws[f.at]] += w / 2
		of[ws[f.to]] += w / 2
	}
	out := make([]string, 0, len(of))
	best := 0.0
	for w, v := range of {
		best = max(best, v)
		if v > 0 {
			out = append(out, w)
		}
	}
	out = slices.DeleteFunc(out, func(w string) bool { return of[w] < best/4 })
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(of[b], of[a]), cmp.Compare(a, b)) })
	return out[:min(len(out), 4)]
}
