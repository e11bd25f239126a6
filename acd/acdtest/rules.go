package acdtest

import (
	"fmt"
	"slices"
	"time"

	"github.com/civicline/civicline"
)

// broken notes that a rule was broken; the day ends with it.
func (w *world) broken(rule, what string, args ...any) {
	if w.breach == nil {
		w.breach = &Breach{Rule: rule, Day: w.seed, Step: w.step, What: fmt.Sprintf(what, args...)}
	}
}

func (w *world) looked(rule int) { w.checks[rule]++ }

// The index of each rule in Rules.
const (
	overtaken = iota
	twice
	ghost
	unready
	unfit
	stuck
	lost
	returned
	unwoken
	unsteady
	otherwise
	unsound
	unexplained
)

// ask asks the floor for its offers, checks them by every rule, and makes them.
func (w *world) ask() {
	limit := 0
	if w.one(6) {
		limit = 1 + w.below(2)
	}
	want := w.offers(w.now)
	again := w.one(256)
	var anew []civicline.Offer
	var anewWake time.Time
	if again {
		anew, anewWake = w.restarted(limit)
	}
	got, wake := w.floor.Next(w.now, limit)
	if again {
		w.looked(unsteady)
		if !slices.Equal(got, anew) || !wake.Equal(anewWake) {
			w.broken(Unsteady, "%v, then %v; told anew %v, then %v", got, wake, anew, anewWake)
		}
	}
	w.wake = wake
	w.made += len(got)
	w.checkOrder(got)
	for i, o := range got {
		if w.breach != nil {
			return
		}
		w.make(i, o)
	}
	if limit == 0 || len(got) < limit {
		w.checkStuck()
		w.checkWake()
	}
	w.checkModel(got, want, limit)
	w.checkLine()
}

// checkModel compares with the plain model.
func (w *world) checkModel(got []civicline.Offer, want []match, limit int) {
	w.looked(otherwise)
	if limit > 0 && len(want) > limit {
		want = want[:limit]
		if !w.wake.Equal(w.now) {
			w.broken(Unwoken, "more offers are left by the limit, and it wakes at %v", w.wake)
		}
	}
	if len(got) != len(want) {
		w.broken(Otherwise, "%d offers; the model makes %d", len(got), len(want))
		return
	}
	for i, o := range got {
		c, a := want[i].call, want[i].agent
		if o.Call != c.Call || o.Agent != a.ID {
			w.broken(Otherwise, "offer %d is of %s to %s; the model's of %s to %s", i+1, o.Call, o.Agent, c.Call, a.ID)
		}
	}
}

// checkOrder looks for calls that were passed: by their equals, or by others
// though the agent could have taken them. It knows the order of offers alone,
// not the model.
func (w *world) checkOrder(got []civicline.Offer) {
	if len(got) == 0 {
		return
	}
	for _, c := range w.calls {
		c.order = 0
	}
	for i, o := range got {
		if c := w.call(o.Call); c != nil {
			c.order = i + 1
		}
	}
	w.looked(overtaken)
	w.looked(returned)
	for i, o := range got {
		c := w.call(o.Call)
		if c == nil {
			continue
		}
		step := w.reached(c, w.now)
		for _, d := range w.calls {
			if !d.Present || d.Offered != "" || d.order > 0 && d.order <= i+1 {
				continue // d was not passed
			}
			if w.equal(c, d, step) && d.Entered.Before(c.Entered) {
				w.broken(Overtaken, "%s, who entered at %v, by %s, who did at %v", d.Call, d.Entered, c.Call, c.Entered)
			}
			a := w.agent(o.Agent)
			if a == nil || !w.before(d, c) || !w.may(d, a, w.now) {
				continue
			}
			if d.Returned && !c.Returned {
				w.broken(Returned, "%s was offered to %s before %s", c.Call, o.Agent, d.Call)
			}
			w.broken(Overtaken, "%s by %s, though %s could have taken it", d.Call, c.Call, o.Agent)
		}
	}
}

// equal is between whom nobody is overtaken: the same queue, topic, head start,
// step and standing, and neither waiting for one agent.
func (w *world) equal(c, d *call, step int) bool {
	return c.queue == d.queue && c.topic == d.topic && c.Head == d.Head && c.Returned == d.Returned &&
		step == w.reached(d, w.now) && w.heldFor(c, step, w.now) == nil && w.heldFor(d, step, w.now) == nil
}

// make makes an offer, if it is a lawful one.
func (w *world) make(i int, o civicline.Offer) {
	c, a := w.call(o.Call), w.agent(o.Agent)
	for _, rule := range []int{twice, ghost, unready, unfit, unexplained} {
		w.looked(rule)
	}
	switch {
	case c == nil:
		w.broken(Lost, "%s is offered, and is no more", o.Call)
		return
	case c.Offered != "":
		w.broken(Twice, "%s rings %s already", o.Call, c.Offered)
	case !c.Present:
		w.broken(Ghost, "%s", o.Call)
	case a == nil || w.room(a) == 0:
		w.broken(Unready, "%s to %s", o.Call, o.Agent)
	case !w.may(c, a, w.now):
		w.broken(Unfit, "%s to %s", o.Call, o.Agent)
	case (o.Because != "") != w.explain:
		w.broken(Unexplained, "%s to %s because %q", o.Call, o.Agent, o.Because)
	}
	if w.breach != nil {
		return
	}
	rings := ring
	if q := w.queues[c.queue].Ring; q > 0 {
		rings = q
	}
	if !o.Until.Equal(w.now.Add(rings)) {
		w.broken(Otherwise, "offer %d rings until %v", i+1, o.Until)
	}
	c.Offered, c.Until = a.ID, o.Until
	if w.room(a) == 0 {
		a.State, a.Since, a.Call = civicline.Alerting, w.now, c.Call
	}
}

func (w *world) call(id civicline.CallID) *call {
	for _, c := range w.calls {
		if c.Call == id {
			return c
		}
	}
	return nil
}

// checkStuck looks for a caller and an agent who could have each other.
func (w *world) checkStuck() {
	w.looked(stuck)
	for _, a := range w.staff {
		if w.room(a) == 0 {
			continue
		}
		for _, c := range w.calls {
			if c.Present && c.Offered == "" && w.may(c, a, w.now) {
				w.broken(Stuck, "%s, with %s ready", c.Call, a.ID)
			}
		}
	}
}

// checkWake looks whether anything would come due sooner than the floor wakes,
// if nothing changed.
func (w *world) checkWake() {
	if w.breach != nil || !w.one(4) {
		return
	}
	w.looked(unwoken)
	ahead := 5 * time.Minute
	if !w.wake.IsZero() {
		if ahead = w.wake.Sub(w.now); ahead <= 0 {
			w.broken(Unwoken, "it wakes %v ago", -ahead)
			return
		}
	}
	at := w.now.Add(ahead - 1)
	if w.one(2) {
		at = w.now.Add(time.Duration(w.next() % uint64(ahead)))
	}
	if due := w.offers(at); len(due) > 0 {
		w.broken(Unwoken, "%s could go to %s at %v; it wakes at %v", due[0].call.Call, due[0].agent.ID, at, w.wake)
	}
}

// checkLine looks whether every call is still in its line, and at its place there.
func (w *world) checkLine() {
	if w.breach != nil {
		return
	}
	if w.one(8) && len(w.calls) > 0 {
		w.looked(lost)
		c := pick(w, w.calls...)
		want := 1
		for _, d := range w.calls {
			if c.Offered == "" && d.Present && d.Offered == "" && d != c && d.queue == c.queue && w.before(d, c) {
				want++
			}
		}
		if got := w.floor.Position(c.Call); got != want {
			w.broken(Lost, "%s is number %d; the floor says %d", c.Call, want, got)
		}
	}
	if !w.one(128) {
		return
	}
	w.looked(unsound)
	if err := w.floor.Check(); err != nil {
		w.broken(Unsound, "%v", err)
	}
	line := w.floor.Line()
	if len(line) != len(w.calls) {
		w.broken(Lost, "%d places; the floor has %d", len(w.calls), len(line))
	}
	for i, p := range line {
		c := w.call(p.Call)
		if c == nil || c.Place != p {
			w.broken(Lost, "%s stands otherwise on the floor", p.Call)
		} else if i > 0 && !w.before(w.call(line[i-1].Call), c) {
			w.broken(Otherwise, "%s is told behind %s", line[i-1].Call, p.Call)
		}
	}
}

// restarted asks a second floor that was told of the same in another order, as
// after a restart.
func (w *world) restarted(limit int) ([]civicline.Offer, time.Time) {
	f := w.create(w.queues, ring)
	f.Explain(w.explain)
	order := make([]int, len(w.calls)+len(w.staff))
	for i := range order {
		j := w.below(i + 1)
		order[i] = order[j]
		order[j] = i
	}
	for _, i := range order {
		switch {
		case i < len(w.calls):
			f.Put(w.calls[i].Place)
		case w.staff[i-len(w.calls)].here:
			f.Set(w.staff[i-len(w.calls)].Agent)
		}
	}
	return f.Next(w.now, limit)
}
