package waits

import "math"

// An Average forgets: what came lately counts most.
type Average struct {
	N    int
	Mean float64
}

// add takes in one more; rate, between 0 and 1, is the least weight it is given.
func (a *Average) add(x, rate float64) {
	a.N++
	a.Mean += max(rate, 1/float64(a.N)) * (x - a.Mean)
}

// addHandle takes in a handle time. One call left open over lunch does not
// frighten everyone: beyond five times the usual, longer counts no more.
func (a *Average) addHandle(x float64) {
	if a.N >= enough {
		x = min(x, 5*a.Mean)
	}
	a.add(x, 0.01)
}

// Patience is how readily callers hang up: how many did, over the time that all
// stood in line (maximum likelihood for exponential patience, those answered
// counted as censored). Both fade.
type Patience struct {
	Left   float64
	Waited float64 // seconds
}

const patienceFades = 1 - 1.0/1000

func (p *Patience) stayed(waited float64) {
	p.Left *= patienceFades
	p.Waited = p.Waited*patienceFades + waited
}

func (p *Patience) left(waited float64) {
	p.stayed(waited)
	p.Left++
}

// hazard is the rate of hanging up. With little seen it is near none.
func (p *Patience) hazard(handle float64) float64 { return p.Left / (p.Waited + 10*handle) }

// A Fit puts the queue model right: the logarithm of a wait, in handle times, is
// a weighted sum of 1, of the model's own, and of the drift. It is fitted to the
// median, by least absolute deviations in seconds, one caller at a time
// (iteratively reweighted least squares, with forgetting and with a pull back to
// the model's own word).
type Fit struct {
	Weights vector
	Normal  [3]vector
	Right   vector
	Usual   float64 // the usual wait, in handle times
}

type vector [3]float64

func (v vector) dot(w vector) float64 { return v[0]*w[0] + v[1]*w[1] + v[2]*w[2] }

var (
	firstWeights = vector{0, 1, 0.4}
	pull         = vector{10, 30, 30} // how many callers' worth of trust is in them
	firstFit     = Fit{
		Weights: firstWeights,
		Normal:  [3]vector{{pull[0], 0, 0}, {0, pull[1], 0}, {0, 0, pull[2]}},
		Right:   vector{pull[0] * firstWeights[0], pull[1] * firstWeights[1], pull[2] * firstWeights[2]},
	}
)

const fitFades = 1 - 1.0/300

// add takes in what became of a guess: x, and y the logarithm of the wait in
// handle times.
func (f *Fit) add(x vector, y float64) {
	said := math.Exp(f.Weights.dot(x))
	if f.Usual == 0 {
		f.Usual = said
	}
	f.Usual += 0.01 * (said - f.Usual)
	weight := min(4, said/f.Usual) / max(0.1, math.Abs(y-f.Weights.dot(x))) * 0.5
	for i := range x {
		for j := range x {
			f.Normal[i][j] = f.Normal[i][j]*fitFades + weight*x[i]*x[j]
		}
		f.Normal[i][i] += (1 - fitFades) * pull[i]
		f.Right[i] = f.Right[i]*fitFades + (1-fitFades)*pull[i]*firstWeights[i] + weight*x[i]*y
	}
	f.Weights = solve(f.Normal, f.Right)
	f.Weights[1] = min(max(f.Weights[1], 0.05), 1.5)
	f.Weights[2] = min(max(f.Weights[2], 0), 1)
}

// solve is the solution of three equations, positive definite, by elimination.
func solve(a [3]vector, b vector) vector {
	for i := range a {
		pivot := a[i][i]
		for j := range a[i] {
			a[i][j] /= pivot
		}
		b[i] /= pivot
		for r := range a {
			if r == i {
				continue
			}
			m := a[r][i]
			for j := range a[i] {
				a[r][j] -= m * a[i][j]
			}
			b[r] -= m * b[i]
		}
	}
	return b
}

// A Width is how far Low and High are put from the middle: 1 is as the queue
// model says. Each follows what became of the estimates, so that the share that
// fell outside on its side is as promised (quantile tracking, as in adaptive
// conformal inference: Gibbs and Candès 2021).
type Width struct {
	N            int
	Below, Above float64
}

// firstWidth gives the caller who is next the quantiles of an exponential wait.
var firstWidth = Width{Below: 1.7, Above: 1.1}

// manyTold is how many callers in line, told but not yet answered, halve a step.
const manyTold = 50

// add takes in the shares, 0 to 1, by which a wait fell below Low and above High,
// where miss was promised of each. The others are those who have been told and
// still wait: all of them were told by much the same widths, and will say the
// same of them, so each is worth less the more they are. (A long line would
// otherwise swing from much too narrow to much too wide and back.)
func (w *Width) add(below, above, miss float64, others int) {
	w.N++
	step := max(0.03, 0.5/math.Sqrt(float64(w.N)+10)) / (1 + float64(others)/manyTold)
	w.Below = min(max(w.Below+step*(below-miss), 0.1), 5)
	w.Above = min(max(w.Above+step*(above-miss), 0.1), 5)
}

// learn takes in what became of a guess. Of a caller who hung up only so much is
// known: the wait would have been longer. For the width, their wait is shared out
// over what it might have been, as the guess itself has it (Efron 1967). The fit
// is to those answered.
func (m *Memory) learn(g guess, wait float64, censored bool, z float64, others int) {
	promised := normalTail(z)
	wait = max(wait, g.scale/1000)
	if censored {
		past := g.tail(wait, z)
		m.Width.add(max(0, (past-1+promised)/past), min(1, promised/past), promised, others)
		return
	}
	var below, above float64
	switch {
	case wait < g.low:
		below = 1
	case wait > g.high:
		above = 1
	}
	m.Width.add(below, above, promised, others)
	y := math.Log(wait / g.scale)
	still := g.x
	still[2] = 0
	miss := y - m.Fit.Weights.dot(still)
	m.Drift += 0.1 * (miss - m.Drift)
	m.Noise.add(math.Abs(miss), 0.01)
	m.Fit.add(g.x, y)
}

// shock is the part of the drift that chance does not explain: something has
// changed that nobody told. It counts in full until the fit has followed. (The
// drift, an average over about twenty callers, has a quarter of the noise of one;
// three times that is chance.)
func (m *Memory) shock() float64 {
	chance := 0.8 * m.Noise.Mean
	return math.Copysign(max(0, math.Abs(m.Drift)-chance), m.Drift)
}

// tail is the share of waits that are longer than so many seconds, as the guess
// has it: lognormal on either side of Likely.
func (g guess) tail(wait, z float64) float64 {
	side := math.Log(g.high / g.likely)
	if wait < g.likely {
		side = math.Log(g.likely / g.low)
	}
	return normalTail(math.Log(wait/g.likely) / max(side, 1e-9) * z)
}

func normalTail(z float64) float64 { return max(1e-12, math.Erfc(z/math.Sqrt2)/2) }
