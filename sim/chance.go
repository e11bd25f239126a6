package sim

import (
	"math"
	"math/rand/v2"
)

// Chance is drawn from streams of its own for each purpose, so that more staff
// does not change who rings.
type chance struct{ *rand.Rand }

func newChance(seed uint64, purpose uint64) chance {
	return chance{rand.New(rand.NewPCG(seed, purpose*0x9e3779b97f4a7c15))} //nolint:gosec // a simulation wants chance that can be repeated
}

func (c chance) happens(share float64) bool { return share > 0 && c.Float64() < share }

// A spread is a law of lengths of time.
type spread struct{ mu, sigma, mean float64 }

// logNormal is the log-normal law of a mean and a coefficient of variation.
func logNormal(mean, cv float64) spread {
	if mean <= 0 {
		return spread{}
	}
	s2 := math.Log1p(cv * cv)
	return spread{math.Log(mean) - s2/2, math.Sqrt(s2), mean}
}

// exponential is marked by a negative sigma.
func exponential(mean float64) spread { return spread{sigma: -1, mean: mean} }

func (c chance) length(s spread) moment {
	switch {
	case s.mean <= 0:
		return 0
	case s.sigma < 0:
		return seconds(c.ExpFloat64() * s.mean)
	case s.sigma == 0:
		return seconds(s.mean)
	}
	return seconds(math.Exp(s.mu + s.sigma*c.NormFloat64()))
}

// weibull is how long a caller is patient; shape 1 is exponential.
func (c chance) weibull(shape, scale float64) moment {
	e := c.ExpFloat64()
	if shape != 1 {
		e = math.Pow(e, 1/shape)
	}
	return seconds(min(scale*e, 1e8))
}

// poisson draws a count, by gaps up to a mean of 30 and by the normal law above.
func (c chance) poisson(mean float64) int {
	if mean > 30 {
		return max(0, int(math.Round(mean+math.Sqrt(mean)*c.NormFloat64())))
	}
	n := 0
	for left := mean - c.ExpFloat64(); left > 0; left -= c.ExpFloat64() {
		n++
	}
	return n
}
