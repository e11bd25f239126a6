package erlang

import "fmt"

// mostAgents bounds every search: nobody staffs more.
const mostAgents = 10_000_000

// Blocking is Erlang B: the share of calls that find all lines busy and are
// turned away. Load is in Erlangs: calls per unit of time, times how long each
// holds a line. It is NaN for a load below zero and 1 without lines.
func Blocking(load float64, lines int) float64 {
	if !(load >= 0) {
		return nan
	}
	b := 1.0
	for k := 1; k <= lines; k++ {
		b = load * b / (float64(k) + load*b)
		if b == 0 { // under the least number there is, and it only falls
			return 0
		}
	}
	return b
}

// Lines is the least number of lines that turn away no more than a share of
// calls, by Erlang B.
func Lines(load, blocked float64) (int, error) {
	if !known(load) || load < 0 {
		return 0, fmt.Errorf("erlang: a load of %v Erlangs: write a number from zero", load)
	}
	if !(blocked > 0 && blocked < 1) {
		return 0, fmt.Errorf("erlang: %v of calls turned away: write a share between 0 and 1", blocked)
	}
	b, k := 1.0, 0
	for b > blocked {
		k++
		if k > mostAgents {
			return 0, fmt.Errorf("erlang: %v Erlangs need more than %d lines", load, mostAgents)
		}
		b = load * b / (float64(k) + load*b)
	}
	return k, nil
}
