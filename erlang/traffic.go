package erlang

import (
	"fmt"
	"math"
)

// Traffic is what callers bring.
type Traffic struct {
	Rate     float64 // calls per unit of time
	Handle   float64 // mean time an agent spends on a call, wrap-up included
	Patience float64 // mean time a caller would wait before hanging up; 0: nobody hangs up (Erlang C)
}

// Load is the traffic in Erlangs: how many agents it would keep busy, if each
// call were answered.
func (t Traffic) Load() float64 { return t.Rate * t.Handle }

// most is how many calls may come in one mean patience: the work of the sums
// grows with it.
const most = 1e9

// check refuses what has no meaning.
func (t Traffic) check() error {
	switch {
	case !known(t.Rate) || t.Rate < 0:
		return fmt.Errorf("erlang: %v calls per unit of time: write a number from zero", t.Rate)
	case !known(t.Handle) || t.Handle <= 0:
		return fmt.Errorf("erlang: a handling time of %v: write a number above zero", t.Handle)
	case !known(t.Patience) || t.Patience < 0:
		return fmt.Errorf("erlang: a patience of %v: write a number above zero, or zero if nobody hangs up", t.Patience)
	case t.Rate*t.Patience > most:
		return fmt.Errorf("erlang: a patience of %v at %v calls per unit of time: that is as if nobody hung up; write zero", t.Patience, t.Rate)
	}
	return nil
}

// A Queue is traffic met by a number of agents, in the long run. All shares are
// of all callers who come, unless they say otherwise.
type Queue struct {
	Traffic
	Agents    int
	Stable    bool    // false only where nobody hangs up and the agents cannot keep up: then waits are +Inf
	Waiting   float64 // the share who find no agent free
	Abandoned float64 // the share who hang up before they are answered
	ASA       float64 // the mean wait of all, however it ended: the average speed of answer
	Length    float64 // how many wait, on average
	Occupancy float64 // the share of their time that agents are busy; 0 without agents

	AnsweredWait  float64 // mean wait of those who are answered; NaN if nobody is
	AbandonedWait float64 // mean wait of those who hang up; NaN if nobody does

	tail tail // Erlang A: the states in which callers wait
}

// With is the queue that the traffic makes before so many agents: Erlang A, or
// Erlang C if Patience is zero. Unstable is no error: see Queue.Stable.
func (t Traffic) With(agents int) (Queue, error) {
	if err := t.check(); err != nil {
		return Queue{}, err
	}
	if agents < 0 || agents > mostAgents {
		return Queue{}, fmt.Errorf("erlang: %d agents: write 0 to %d", agents, mostAgents)
	}
	q := Queue{Traffic: t, Agents: agents, Stable: true}
	if t.Patience == 0 {
		q.endless()
	} else {
		q.impatient()
	}
	return q, nil
}

// ASAWaiting is the mean wait of those who wait at all; NaN if nobody does.
func (q Queue) ASAWaiting() float64 {
	if q.Waiting == 0 {
		return nan
	}
	return q.ASA / q.Waiting
}

// endless is Erlang C.
func (q *Queue) endless() {
	n, load := float64(q.Agents), q.Load()
	q.AbandonedWait = nan
	if load >= n {
		q.Stable = false
		q.Waiting, q.ASA, q.Length, q.AnsweredWait = 1, inf, inf, inf
		if n > 0 {
			q.Occupancy = 1
		}
		return
	}
	b := Blocking(load, q.Agents)
	q.Occupancy = load / n
	q.Waiting = b / (1 - q.Occupancy*(1-b))
	q.ASA = q.Waiting * q.Handle / (n - load)
	q.AnsweredWait = q.ASA
	q.Length = q.Rate * q.ASA
}

// impatient is Erlang A.
func (q *Queue) impatient() {
	n := float64(q.Agents)
	q.tail = sum(q.shape())
	b := Blocking(q.Load(), q.Agents)
	q.Waiting = 1 / (1 + math.Exp(math.Log(1/b-1)-q.tail.log)) // Palm: A·B/(1 + (A − 1)·B)
	q.Abandoned = q.Waiting * q.tail.abandoned
	q.ASA = q.Abandoned * q.Patience
	q.Length = q.Rate * q.ASA
	if n > 0 {
		q.Occupancy = math.Min(1, q.Load()*(1-q.Abandoned)/n)
	}
	q.AnsweredWait, q.AbandonedWait = nan, nan
	if q.Agents > 0 {
		answered := 1 - q.Waiting + q.Waiting*q.tail.answered
		q.AnsweredWait = q.Waiting * q.tail.answeredWait * q.Patience / answered
	}
	if q.Abandoned > 0 {
		q.AbandonedWait = q.tail.abandonedWait / q.tail.abandoned * q.Patience
	}
}

// shape is the traffic as the sums want it: how many calls the agents end, and
// how many come, in one mean patience.
func (q Queue) shape() (x, y float64) {
	return float64(q.Agents) / q.Handle * q.Patience, q.Rate * q.Patience
}

var (
	inf = math.Inf(1)
	nan = math.NaN()
)

func known(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
