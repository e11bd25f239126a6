package waits

import "math"

// enough calls to go by.
const enough = 5

// A guess is an estimate in seconds, and what it was made from.
type guess struct {
	low, likely, high float64
	x                 vector  // what the fit is asked with
	scale             float64 // of waits: the mean handle time
}

// guess asks the queue model, and puts it right by what has been learned.
//
// The queue model is Erlang's with abandonment (M/M/n+M; Garnett, Mandelbaum and
// Reiman 2002): with n agents, mean handle time 1/μ and patience 1/θ, the caller
// behind a others waits for a+1 steps, the one with i before it at rate nμ+iθ.
// The sum is taken as a lognormal distribution of the same mean and variance,
// made wider by what the model does not know.
func (m *Model) guess(in Ask) (guess, bool) {
	if in.Position < 1 || !(in.Agents > 0) || m.mem.Handle.N < enough || !(m.mem.Handle.Mean > 0) {
		return guess{}, false
	}
	g := guess{scale: m.mem.Handle.Mean}
	mean, variance := steps(in.ahead(), in.Agents/g.scale, m.mem.Patience.hazard(g.scale))
	spread := math.Log(1 + variance/(mean*mean) + unknown) // the variance of the logarithm
	middle, sigma := math.Log(mean/g.scale)-spread/2, math.Sqrt(spread)
	g.x = vector{1, middle, m.mem.Drift}
	at := func(z float64) float64 {
		x := g.x
		x[1] += away(z, sigma)
		return g.scale * math.Exp(m.mem.Fit.Weights.dot(x)+m.mem.shock())
	}
	g.low = in.paced(at(-m.z*m.mem.Width.Below), 0.3)
	g.likely = in.paced(at(0), 1)
	g.high = in.paced(at(m.z*m.mem.Width.Above), 2)
	return g, true
}

// unknown is the variance, relative to the mean, of all that the queue model
// leaves out: pauses, hard cases, calls that come in waves.
const unknown = 0.1

// away is how far from the middle the logarithm of a wait lies at z standard
// deviations. Beyond 2 a further place in line would narrow the interval by
// more than it moves it; so what is beyond is the same for all.
func away(z, sigma float64) float64 {
	const far = 2
	near := min(max(z, -far), far)
	return near*sigma + (z-near)*0.5
}

// paced puts a wait right by the caller's own progress: it is longer where the
// line has moved more slowly since they entered than was thought. Thirty steps'
// worth of trust is put in what was thought; weight is how much of the time
// waited counts.
func (in Ask) paced(wait, weight float64) float64 {
	if in.Waited <= 0 {
		return wait
	}
	const trust = 30
	moved := float64(max(0, in.From-in.Position))
	return (trust*wait + weight*in.Waited.Seconds()*float64(in.Position)) / (trust + moved)
}

// steps is the mean and the variance of the wait behind so many others, with
// service at a rate and each of them leaving at another. Beyond the hundredth it
// is taken as an integral.
func steps(ahead, serve, leave float64) (mean, variance float64) {
	whole := min(math.Floor(ahead), 99)
	add := func(i, part float64) {
		rate := serve + i*leave
		mean += part / rate
		variance += part / (rate * rate)
	}
	for i := 0.0; i <= whole; i++ {
		add(i, 1)
	}
	more := ahead - whole
	if more <= 1 {
		add(whole+1, more)
		return mean, variance
	}
	from := serve + (whole+0.5)*leave
	to := from + more*leave
	if leave*more < 1e-6*from {
		return mean + more/from, variance + more/(from*from)
	}
	return mean + math.Log(to/from)/leave, variance + (1/from-1/to)/leave
}

// normalQuantile is the inverse of the normal distribution function.
func normalQuantile(p float64) float64 { return math.Sqrt2 * math.Erfinv(2*p-1) }
