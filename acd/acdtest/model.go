package acdtest

import (
	"slices"
	"time"

	"github.com/civicline/civicline"
)

// The model is the rules of routing, read from the page: go through all who
// wait in the order of service, and for each through all agents. It knows no
// heap and no index, and shares no code with acd.

// reached is the step of a call at a time.
func (w *world) reached(c *call, now time.Time) int {
	steps := w.queues[c.queue].Steps
	for i := len(steps) - 1; i > 0; i-- {
		if now.Sub(c.Entered) >= steps[i].After {
			return i
		}
	}
	return 0
}

// heldFor is the one agent whom a call waits for at a time; nil if any may take it.
func (w *world) heldFor(c *call, step int, now time.Time) *agent {
	a := c.last
	if a == nil || now.Sub(c.Entered) >= w.queues[c.queue].Sticky || !a.here ||
		a.State == civicline.SignedOut || a.State == civicline.NotReady || a.State == civicline.Lost || !w.can[c.queue][step][c.topic][a.kind] {
		return nil
	}
	return a
}

func (w *world) may(c *call, a *agent, now time.Time) bool {
	step := w.reached(c, now)
	if !w.can[c.queue][step][c.topic][a.kind] {
		return false
	}
	held := w.heldFor(c, step, now)
	return held == nil || held == a
}

// room is how many further calls an agent may be offered.
func (w *world) room(a *agent) int {
	if !a.here || a.State != civicline.Ready {
		return 0
	}
	n := max(1, a.Capacity) - a.Contacts
	for _, c := range w.calls {
		if c.Offered == a.ID {
			n--
		}
	}
	return max(0, n)
}

func (w *world) before(c, d *call) bool {
	if c.Returned != d.Returned {
		return c.Returned
	}
	cAt := c.Entered.Add(-w.queues[c.queue].Head - c.Head)
	dAt := d.Entered.Add(-w.queues[d.queue].Head - d.Head)
	if !cAt.Equal(dAt) {
		return cAt.Before(dAt)
	}
	return c.Call < d.Call
}

// prefer reports whether the strategy of a queue puts a before b.
func (w *world) prefer(c *call, a, b *agent, now time.Time) bool {
	q := w.queues[c.queue]
	var x, y float64
	switch q.Strategy {
	case civicline.MostSkilled:
		x, y = w.levels(c, a, now), w.levels(c, b, now)
	case civicline.LeastOccupied:
		x, y = -a.Occupancy(now), -b.Occupancy(now)
	case civicline.FewestSkills:
		x, y = -skills(a), -skills(b)
	}
	if x != y {
		return x > y
	}
	if !a.Idle.Equal(b.Idle) {
		return a.Idle.Before(b.Idle)
	}
	return a.ID < b.ID
}

// levels adds an agent's in all that a call wants: its language, the skills of
// its step, its topic; none twice.
func (w *world) levels(c *call, a *agent, now time.Time) float64 {
	q := w.queues[c.queue]
	wants := []string{string(q.Language)}
	if len(q.Steps) > 0 {
		for name := range q.Steps[w.reached(c, now)].Skills {
			wants = append(wants, name)
		}
	}
	if c.Topic != "" {
		wants = append(wants, c.Topic)
	}
	slices.Sort(wants)
	sum := 0
	for _, s := range slices.Compact(wants) {
		sum += a.Level(s)
	}
	return float64(sum)
}

func skills(a *agent) float64 {
	n := 0
	for _, s := range []string{"en", "es", "fees", "status"} {
		if a.Level(s) > 0 {
			n++
		}
	}
	return float64(n)
}

// A match is an offer of the model.
type match struct {
	call  *call
	agent *agent
}

// waiting are those who may be offered, in the order of service.
func (w *world) waiting() []*call {
	w.line = w.line[:0]
	for _, c := range w.calls {
		if c.Present && c.Offered == "" {
			w.line = append(w.line, c)
		}
	}
	slices.SortFunc(w.line, func(c, d *call) int {
		if w.before(c, d) {
			return -1
		}
		return 1
	})
	return w.line
}

// offers is what the floor should offer at a time.
func (w *world) offers(now time.Time) []match {
	free := 0
	for _, a := range w.staff {
		a.room = w.room(a)
		free += a.room
	}
	if free == 0 {
		return nil
	}
	var out []match
	for _, c := range w.waiting() {
		var best *agent
		for _, a := range w.staff {
			if a.room > 0 && w.may(c, a, now) && (best == nil || w.prefer(c, a, best, now)) {
				best = a
			}
		}
		if best == nil {
			continue
		}
		best.room--
		out = append(out, match{c, best})
	}
	return out
}
