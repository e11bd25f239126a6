package acd

import (
	"math"
	"slices"
	"time"
)

// enough recent calls to go by.
const enough = 3

// Estimate tells how long the caller at a position (1 is next) may wait, when
// so many agents serve the line and recent calls took them so long, notes
// included: about one in four such callers waits less than low, one in ten
// longer than high. Both are whole minutes, and zero when there is too little
// to go by; low may be zero when high is not.
//
// With s agents at work on calls of mean length m, somebody comes free every
// m/s, and the caller at position k waits for k of these: a gamma distribution,
// whose quantiles are taken after Wilson and Hilferty (1931).
func Estimate(position, agents int, recent []time.Duration) (low, high time.Duration) {
	if position < 1 || agents < 1 || len(recent) < enough {
		return 0, 0
	}
	each := float64(mean(recent)) / float64(agents)
	low = time.Duration(gamma(position, quarter) * each).Truncate(time.Minute)
	high = time.Duration(gamma(position, nineTenths)*each + float64(time.Minute) - 1).Truncate(time.Minute)
	return low, high
}

// Points of the standard normal distribution.
const (
	quarter    = -0.6745
	nineTenths = 1.2816
)

func gamma(shape int, z float64) float64 {
	k := float64(shape)
	return k * math.Pow(1-1/(9*k)+z/math.Sqrt(9*k), 3)
}

// mean leaves out the tenth that took longest and the tenth that took
// shortest, so that one call left open over lunch does not frighten everyone.
func mean(of []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(of))
	cut := len(sorted) / 10
	sorted = sorted[cut : len(sorted)-cut]
	var sum time.Duration
	for _, d := range sorted {
		sum += d
	}
	return sum / time.Duration(len(sorted))
}
