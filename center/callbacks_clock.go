package center

import (
	"context"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// dueAtOnce is how many promises, or places, one turn of the clock moves.
const dueAtOnce = 100

// pending is what the clock has found to do about promises.
type pending struct {
	due   []civicline.Callback // promises whose line is open
	back  []civicline.Place    // calls to be placed, whose line has closed, or that there is no trunk for
	turn  []civicline.Place    // callers who wait in a line that has closed, and are rung back first
	again time.Time            // when there may be more; zero is never
}

// tickCallbacks begins the calls of promises that are due, and at closing time
// keeps for the next day what was not reached. Each by itself: one that fails
// does not hold up the rest, and whatever was done stays done.
func (c *Center) tickCallbacks(ctx context.Context) (next time.Time, err error) {
	var p pending
	if e := c.o.Store.Look(ctx, func(v *store.View) (err error) { p, err = c.pending(v); return err }); e != nil {
		return next, c.plain("see which callbacks are due", e)
	}
	try := func(op string, do func(*change) error) {
		if e := c.change(ctx, clock, do); e != nil {
			err = c.plain(op, e)
		}
	}
	for _, cb := range p.due {
		try("begin a callback", func(t *change) error { return t.fallDue(cb.Reference) })
	}
	for _, place := range p.back {
		try("keep a callback for the next opening", func(t *change) error { return t.notToday(place.Call) })
	}
	for _, place := range p.turn {
		try("promise to ring back at closing time", func(t *change) error { return t.turnAway(place.Call) })
	}
	return p.again, err
}

// pending looks for what is to be done now.
func (c *Center) pending(v *store.View) (p pending, err error) {
	now := c.now()
	closed, err := v.Closings(now)
	if err != nil {
		return p, err
	}
	if p.again, err = v.NextCallback(now); err != nil {
		return p, err
	}
	lines, err := v.CallbackLines(now)
	if err != nil {
		return p, err
	}
	if c.o.NoDial {
		lines = nil
	}
	for _, l := range lines {
		queue, ok := c.callbackQueue(l.Queue, l.Language)
		if !ok || !c.hoursOf(queue, now, closed).Open {
			continue
		}
		due, err := v.DueCallbacks(l, now, dueAtOnce)
		if err != nil {
			return p, err
		}
		p.due = append(p.due, due...)
	}
	for _, q := range c.o.Queues {
		open := c.hoursOf(q, now, closed)
		p.again = earliest(p.again, open.Next)
		if open.Open && !c.o.NoDial {
			continue
		}
		back, err := v.CallbacksInLine(q.ID, dueAtOnce)
		if err != nil {
			return p, err
		}
		p.back = append(p.back, back...)
		if open.Open || !c.turnsAway(q, now, closed) {
			continue
		}
		turn, err := v.OnTheLine(q.ID)
		if err != nil {
			return p, err
		}
		for _, place := range turn {
			if _, err := dialable("", place.From); err == nil && len(p.turn) < dueAtOnce {
				p.turn = append(p.turn, place)
			}
		}
	}
	if max(len(p.due), len(p.back), len(p.turn)) >= dueAtOnce {
		p.again = now.Add(time.Second) // there is more to do
	}
	return p, nil
}

// goneHome is how long after closing time callers wait on in a line that serves
// all, if nobody is at work for it any more.
const goneHome = 5 * time.Minute

// turnsAway reports whether those who wait in a closed line are to be called
// back first when it opens again: if the agency wants it so, or if nobody is
// there to serve them.
func (c *Center) turnsAway(q civicline.Queue, now time.Time, closed []store.Closing) bool {
	if q.Closing == civicline.CallBackFirst {
		return true
	}
	c.routing.mu.Lock() // counting brings the lines up to now
	defer c.routing.mu.Unlock()
	d := c.routing.of[q.ID]
	return d != nil && d.floor.Serving(q.ID).Agents == 0 && !c.hoursOf(q, now.Add(-goneHome), closed).Open
}

// notToday keeps a promise for the next opening whose turn did not come before
// closing time, or until there is a trunk again: its place stays as it is.
func (t *change) notToday(ring civicline.CallID) error {
	place, err := t.Place(ring)
	if civicline.FaultOf(err) == civicline.NotFound {
		return nil
	}
	if err != nil || place.Callback == "" || place.Offered != "" {
		return err
	}
	cb, err := t.Callback(place.Callback)
	if err != nil || cb.State != civicline.CallbackInLine {
		return err
	}
	queue, _ := t.callbackQueue(cb)
	open, err := t.hours(queue, t.now)
	if err != nil || open.Open && !t.c.o.NoDial {
		return err
	}
	cb.Returned = cb.Returned || place.Returned
	why := "closed before its turn came"
	switch cb.Due = t.now; {
	case open.Open:
		why = "nobody can be rung now"
	case !open.Next.IsZero():
		cb.Due = open.Next.UTC()
	}
	if err := t.unqueue(ring, why); err != nil {
		return err
	}
	return t.promisedAnew(&cb)
}

// turnAway makes a promise of the place of a caller who waits when their line
// closes, if it calls them back first or nobody is at work for it any more, and
// they gave a number that can be rung and is owed no other call. Whoever else
// waits is served.
func (t *change) turnAway(id civicline.CallID) error {
	place, err := t.Place(id)
	if civicline.FaultOf(err) == civicline.NotFound {
		return nil
	}
	if err != nil || !place.Present || place.Offered != "" || place.Callback != "" {
		return err
	}
	queue, _ := t.c.queueByID(place.Queue)
	closed, err := t.Closings(t.now)
	if err != nil || t.c.hoursOf(queue, t.now, closed).Open || !t.c.turnsAway(queue, t.now, closed) {
		return err
	}
	call, err := t.Call(id)
	if err != nil || call.State != civicline.Waiting {
		return err
	}
	cb, _, err := t.wish("", call, &place, civicline.BookCallback{})
	if err != nil {
		return nil //nolint:nilerr // there is no number to ring
	}
	if before, err := t.owedIn(cb.Number, queue.ID); err != nil || before != nil {
		return err
	}
	if had, err := t.CallbackOf(id); civicline.FaultOf(err) != civicline.NotFound && (err != nil || had.State.Open()) {
		return err
	}
	if _, err := t.setTime("", &cb, queue, time.Time{}); err != nil {
		return err
	}
	if cb.Reference, err = t.reference(); err != nil {
		return err
	}
	return t.exchange(&call, &place, &cb, "closing")
}
