package erlang

import "math"

// ServiceLevel is the share of all callers who are answered within a time: those
// who hang up before it count as not answered. It is the strictest of the usual
// definitions; NetServiceLevel is another.
func (q Queue) ServiceLevel(within float64) float64 {
	switch {
	case !q.Stable || within < 0:
		return 0
	case q.Patience == 0:
		return 1 - q.beyond(within)
	}
	return math.Max(0, 1-q.Abandoned-q.answeredAfter(within))
}

// NetServiceLevel is the share answered within a time of those callers who did
// not hang up within it themselves. NaN if all of them do.
func (q Queue) NetServiceLevel(within float64) float64 {
	stayed := 1 - q.AbandonedWithin(within)
	if !(stayed > 0) {
		return nan
	}
	return math.Min(1, q.ServiceLevel(within)/stayed)
}

// AbandonedWithin is the share of all callers who hang up within a time.
func (q Queue) AbandonedWithin(within float64) float64 {
	if q.Patience == 0 || within <= 0 {
		return 0
	}
	later := q.Beyond(within) - q.answeredAfter(within)
	return math.Max(0, q.Abandoned-later)
}

// Beyond is the share of all callers who still wait after a time.
func (q Queue) Beyond(wait float64) float64 {
	switch {
	case wait < 0:
		return 1
	case !q.Stable:
		return 1
	case q.Patience == 0:
		return q.beyond(wait)
	}
	return math.Exp(-wait/q.Patience) * q.offered(wait, 0)
}

// beyond is Erlang C's waiting time: exponential, for those who wait.
func (q Queue) beyond(wait float64) float64 {
	return q.Waiting * math.Exp(-(float64(q.Agents)-q.Load())/q.Handle*wait)
}

// answeredAfter is Erlang A's share of callers who wait longer and are answered:
// the density of the offered wait, weighed with the chance to be still there,
// which makes x one greater.
func (q Queue) answeredAfter(wait float64) float64 {
	x, _ := q.shape()
	return q.offered(wait, 1) * x / (x + 1)
}

// offered is, with more = 0, the chance that somebody of endless patience would
// wait longer. The density of that is c·exp(y(1−e^−t) − xt), t in units of
// patience (Baccelli and Hebuterne), and its integral an incomplete gamma function
// of x, which is the sum A once more.
func (q Queue) offered(wait, more float64) float64 {
	x, y := q.shape()
	t := wait / q.Patience
	if y == 0 || math.IsInf(t, 1) {
		return 0
	}
	part := sum(x+more, y*math.Exp(-t))
	return q.Waiting * math.Min(1, math.Exp(-(x+more)*t-y*math.Expm1(-t)+part.log-q.tail.log))
}

// WaitQuantile is the wait that a share of all callers do not exceed, however it
// ended for them: 0.9 is the p90. A share of 1 or more is +Inf.
func (q Queue) WaitQuantile(share float64) float64 {
	return q.quantile(share, q.Beyond)
}

// AnsweredQuantile is the wait that a share of those answered do not exceed.
// It is NaN if nobody is answered.
func (q Queue) AnsweredQuantile(share float64) float64 {
	if q.Patience == 0 {
		return q.WaitQuantile(share)
	}
	answered := 1 - q.Abandoned
	if q.Agents == 0 || !(answered > 0) {
		return nan
	}
	return q.quantile(share, func(wait float64) float64 { return q.answeredAfter(wait) / answered })
}

// quantile looks for the wait at which beyond, which falls, comes down to 1 - share.
func (q Queue) quantile(share float64, beyond func(float64) float64) float64 {
	late := 1 - share
	switch {
	case late <= 0 || !q.Stable:
		return inf
	case beyond(0) <= late:
		return 0
	case q.Patience == 0:
		return math.Log(q.Waiting/late) * q.Handle / (float64(q.Agents) - q.Load())
	}
	low, high := 0.0, q.Patience
	for beyond(high) > late {
		low, high = high, 2*high
	}
	for range 60 {
		if middle := (low + high) / 2; beyond(middle) > late {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}
