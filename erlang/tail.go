package erlang

import "math"

// A tail is what the states in which callers wait say together. State j, j
// callers waiting, weighs a(j) = y^j / ((x+1)(x+2)…(x+j)); their sum is Palm's A.
// The means are over a caller who comes and must wait, with j before them: each
// of the j+1 leaves the line at a rate of 1 per patience, and the agents free
// themselves at x. Times are in units of patience.
type tail struct {
	log           float64 // ln A
	answered      float64 // share of those who must wait
	abandoned     float64
	answeredWait  float64 // mean of the wait, counted as 0 for those who hang up
	abandonedWait float64 // the same the other way round
}

// negligible ends a sum: the terms fall faster than those of a bell curve.
const negligible = 1e-25

// sum starts at the heaviest state and goes both ways, so that nothing grows
// beyond measure, and as many terms are taken as matter.
func sum(x, y float64) tail {
	top := math.Max(0, math.Floor(y-x))
	whole, t := 0.0, tail{}
	slow, late := steps(x, top+1)
	add := func(j, w, slow, late float64) {
		whole += w
		t.answered += w * x / (x + j + 1)
		t.abandoned += w * (j + 1) / (x + j + 1)
		t.answeredWait += w * x / (x + j + 1) * slow
		t.abandonedWait += w * late / (x + j + 1)
	}
	first := 1.0 // the weight of state 0, if the sum comes down to it
	s, l := slow, late
	for j, w := top, 1.0; j >= 0 && w > negligible*whole; j-- {
		add(j, w, s, l)
		first = w
		if j > 0 {
			s, l = s-1/(x+j+1), l-(j+1)/(x+j+1)
			w *= (x + j) / y
		}
		if j > 0 && w <= negligible*whole {
			first = 0
		}
	}
	s, l = slow, late
	for j, w := top+1, y/(x+top+1); w > negligible*whole; j++ {
		s, l = s+1/(x+j+1), l+(j+1)/(x+j+1)
		add(j, w, s, l)
		w *= y / (x + j + 1)
	}
	t.answered /= whole
	t.abandoned /= whole
	t.answeredWait /= whole
	t.abandonedWait /= whole
	t.log = math.Log(whole) + logWeight(x, y, top, first)
	return t
}

// steps is what a caller goes through with n − 1 others before them: slow, the mean
// time 1/(x+1) + … + 1/(x+n) of the n steps, and late, the same steps weighed by
// the chance that the caller, and not one before, is who leaves: i/(x+i).
func steps(x, n float64) (slow, late float64) {
	const many = 1e5
	if n <= many {
		for i := 1.0; i <= n; i++ {
			slow += 1 / (x + i)
			late += i / (x + i)
		}
		return slow, late
	}
	z := x + 1
	for ; z < 100; z++ {
		slow += 1 / z
	}
	// The difference of two digamma functions, by their series.
	end := x + n + 1
	slow += math.Log(end/z) - (1/end-1/z)/2 - (1/end/end-1/z/z)/12
	return slow, n - x*slow
}

// logWeight is ln a(top), where first is a(0)/a(top), or 0 if that is too small
// to have been reached.
func logWeight(x, y, top, first float64) float64 {
	if first > 0 {
		return -math.Log(first)
	}
	low, _ := math.Lgamma(x + 1)
	high, _ := math.Lgamma(x + top + 1)
	return top*math.Log(y) - (high - low)
}
