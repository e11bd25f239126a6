package erlang

import (
	"errors"
	"fmt"
	"math"
)

// A Target is what callers, and agents, are promised. What is zero is not asked.
type Target struct {
	Answered  float64 // the least share of callers to be answered
	Within    float64 // within this time; 0 is at once
	Occupancy float64 // the most of their time that agents may be busy
	Abandoned float64 // the greatest share of callers who may hang up
	ASA       float64 // the longest mean wait
}

// Met reports whether the queue keeps every part of the target.
func (g Target) Met(q Queue) bool {
	return q.Stable &&
		(g.Answered == 0 || q.ServiceLevel(g.Within) >= g.Answered) &&
		(g.Occupancy == 0 || q.Occupancy <= g.Occupancy && (q.Agents > 0 || q.Rate == 0)) &&
		(g.Abandoned == 0 || q.Abandoned <= g.Abandoned) &&
		(g.ASA == 0 || q.ASA <= g.ASA)
}

func (g Target) check() error {
	for _, s := range []struct {
		share float64
		what  string
	}{{g.Answered, "of calls answered"}, {g.Occupancy, "occupancy"}, {g.Abandoned, "of calls abandoned"}} {
		if !(s.share >= 0 && s.share < 1) {
			return fmt.Errorf("erlang: a target of %v %s: write a share between 0 and 1", s.share, s.what)
		}
	}
	if !known(g.Within) || g.Within < 0 || !known(g.ASA) || g.ASA < 0 {
		return fmt.Errorf("erlang: a target within %v, or a mean wait of %v: write a time from zero", g.Within, g.ASA)
	}
	if g.Answered == 0 && g.Occupancy == 0 && g.Abandoned == 0 && g.ASA == 0 {
		return errors.New("erlang: a target of nothing: say what callers are promised")
	}
	return nil
}

// Least is the smallest number of agents that keeps the target; none for no
// calls. More agents never do worse, so it is found by halving.
func (t Traffic) Least(g Target) (int, error) {
	if err := errors.Join(t.check(), g.check()); err != nil {
		return 0, err
	}
	if t.Rate == 0 {
		return 0, nil
	}
	met := func(agents int) bool {
		q, err := t.With(agents)
		return err == nil && g.Met(q)
	}
	low, high := -1, max(1, int(math.Min(t.Load(), mostAgents)))
	for !met(high) {
		if high == mostAgents {
			return 0, fmt.Errorf("erlang: %v Erlangs would need more than %d agents for that target", t.Load(), mostAgents)
		}
		low, high = high, min(2*high, mostAgents)
	}
	for high-low > 1 {
		if middle := low + (high-low)/2; met(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	return high, nil
}

// Rostered is how many positions keep so many agents at work when a share of
// paid time goes to breaks, leave, training and the like: agents / (1 - share),
// rounded up to a whole position. A share outside 0 to 1 is an error.
func Rostered(agents int, shrinkage float64) (int, error) {
	if !(shrinkage >= 0 && shrinkage < 1) {
		return 0, fmt.Errorf("erlang: a shrinkage of %v: write a share from 0 to below 1", shrinkage)
	}
	exact := float64(agents) / (1 - shrinkage)
	return int(math.Ceil(exact - 1e-9*math.Max(1, exact))), nil // 14 / 0.7 is 20, not a hair above
}
