package learn

import "math"

// A linear gives each label a score: a sum over the terms of a text.
type linear struct {
	labels int
	w      []float32 // by feature, then by label
	bias   []float32
}

func newLinear(features, labels int) *linear {
	return &linear{labels, make([]float32, features*labels), make([]float32, labels)}
}

func (m *linear) row(id int32) []float32 {
	at := int(id) * m.labels
	return m.w[at : at+m.labels : at+m.labels]
}

func (m *linear) weight(id int32, label int) float32 { return m.row(id)[label] }

// scores writes the score of each label into out. It is where the time goes:
// four terms are taken in one walk.
func (m *linear) scores(x []term, out []float32) {
	copy(out, m.bias)
	for ; len(x) >= 4; x = x[4:] {
		a, b, c, d := x[0].x, x[1].x, x[2].x, x[3].x
		ra, rb, rc, rd := m.row(x[0].id), m.row(x[1].id), m.row(x[2].id), m.row(x[3].id)
		ra, rb, rc, rd = ra[:len(out)], rb[:len(out)], rc[:len(out)], rd[:len(out)]
		for i := range out {
			out[i] += a*ra[i] + b*rb[i] + c*rc[i] + d*rd[i]
		}
	}
	for _, t := range x {
		r := m.row(t.id)[:len(out)]
		for i := range out {
			out[i] += t.x * r[i]
		}
	}
}

// How the margins are found.
const (
	softness = 1.0  // what a text on the wrong side of its margin costs
	rounds   = 8    // walks over the examples
	fewer    = 5    // walks over many
	scarce   = 12.0 // at most so many times is a label's own example weightier than another's
	centred  = 0.5  // how much the middle of a label's texts counts, beside its margin
	few      = 8    // examples of a label, from which on its middle counts less
)

// margins finds for each label the widest margin between its texts and all
// others, by dual coordinate descent on the squared hinge loss (Hsieh and
// others, 2008), all labels in one walk. Texts of no label are on the far side
// of every margin.
func margins(xs [][]term, of []int, features, labels int) *linear {
	m := newLinear(features, labels)
	d := &descent{m: m, alpha: make([]float32, len(xs)*labels), out: make([]float32, labels), by: make([]float32, labels)}
	d.soften(of)
	order := everything(len(xs))
	rng := dice(88172645463325252)
	walks := rounds
	if len(xs) >= crowded {
		walks = fewer
	}
	for range walks {
		rng.shuffle(order)
		for _, i := range order {
			d.step(i, xs[i], of[i])
		}
	}
	return m
}

type descent struct {
	m     *linear
	alpha []float32 // by text, then by label
	own   []float32 // of a label: the softness of its own texts' margin
	out   []float32
	by    []float32
	moved []int32
}

// soften makes the texts of a rare label count for more.
func (d *descent) soften(of []int) {
	count := make([]float64, d.m.labels)
	for _, c := range of {
		if c != none {
			count[c]++
		}
	}
	for _, n := range count {
		more := min(scarce, math.Sqrt((float64(len(of))-n)/max(n, 1)))
		d.own = append(d.own, float32(1/(2*softness*max(more, 1))))
	}
}

// step moves every margin as far as one text asks.
func (d *descent) step(i int, x []term, of int) {
	d.m.scores(x, d.out)
	length := float32(1) // of the bias
	for _, t := range x {
		length += t.x * t.x
	}
	alpha := d.alpha[i*len(d.out) : (i+1)*len(d.out)]
	d.moved = d.moved[:0]
	for c, score := range d.out {
		side, soft := float32(-1), float32(1/(2*softness))
		if c == of {
			side, soft = 1, d.own[c]
		}
		slope := side*score - 1 + soft*alpha[c]
		if alpha[c] == 0 && slope >= 0 {
			continue
		}
		to := max(0, alpha[c]-slope/(length+soft))
		if to != alpha[c] {
			d.by[c] = (to - alpha[c]) * side
			alpha[c] = to
			d.moved = append(d.moved, int32(c))
		}
	}
	for _, c := range d.moved {
		d.m.bias[c] += d.by[c]
	}
	for _, t := range x {
		row := d.m.row(t.id)
		for _, c := range d.moved {
			row[c] += t.x * d.by[c]
		}
	}
}

// centre adds to each label's score how near a text is to the middle of the
// label's own: with few examples that is steadier than a margin, with many the
// margin knows better.
func (m *linear) centre(xs [][]term, of []int) {
	mid := newLinear(len(m.w)/max(1, m.labels), m.labels)
	for i, x := range xs {
		if of[i] == none {
			continue
		}
		for _, t := range x {
			mid.row(t.id)[of[i]] += t.x
		}
	}
	length := make([]float64, m.labels)
	for at := 0; at < len(mid.w); at += m.labels {
		for c, v := range mid.w[at : at+m.labels] {
			length[c] += float64(v) * float64(v)
		}
	}
	count := make([]float64, m.labels)
	for _, c := range of {
		if c != none {
			count[c]++
		}
	}
	for c := range length {
		length[c] = centred * min(1, few/max(1, count[c])) / math.Sqrt(max(length[c], 1e-12))
	}
	for at := 0; at < len(mid.w); at += m.labels {
		for c, v := range mid.w[at : at+m.labels] {
			m.w[at+c] += v * float32(length[c])
		}
	}
}

// dice are the same each time (xorshift, Marsaglia 2003).
type dice uint64

func (d *dice) next() uint64 {
	*d ^= *d << 13
	*d ^= *d >> 7
	*d ^= *d << 17
	return uint64(*d)
}

func (d *dice) shuffle(x []int) {
	for i := len(x) - 1; i > 0; i-- {
		j := int(d.next() % uint64(i+1))
		x[i], x[j] = x[j], x[i]
	}
}

func everything(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
