package center

import (
	"context"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// slow is how often Run looks even when it knows of nothing that is due.
const slow = 5 * time.Second

// Run does what the clock asks for, until ctx ends: offers that nobody
// answered, places that were kept long enough, sessions that expired. It
// returns nil then.
func (c *Center) Run(ctx context.Context) error {
	for {
		wait := slow
		next, err := c.Tick(ctx)
		switch {
		case err != nil:
			wait = time.Second // it is in the log
		case !next.IsZero():
			wait = max(0, min(slow, next.Sub(c.now())))
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-c.wake:
			timer.Stop()
		case <-timer.C:
		}
	}
}

// Tick does now what is due now, and tells when something next will be; zero if
// nothing will. Run calls it, and so does a test or a simulation with a clock of
// its own.
func (c *Center) Tick(ctx context.Context) (next time.Time, err error) {
	var due []civicline.Place
	var expiry time.Time
	err = c.o.Store.Look(ctx, func(v *store.View) (err error) {
		if due, next, err = v.Due(c.now()); err != nil {
			return err
		}
		expiry, err = v.NextExpiry()
		return err
	})
	if err != nil {
		return next, c.plain("see what is due", err)
	}
	for _, p := range due { // each by itself: one that fails does not hold up the rest
		if e := c.change(ctx, clock, func(t *change) error { return t.timeUp(p.Call) }); e != nil {
			err = c.plain("act on the clock", e)
		}
	}
	if !expiry.IsZero() && !expiry.After(c.now()) {
		if e := c.change(ctx, clock, func(t *change) error { return t.DropExpired(t.now) }); e != nil {
			err = c.plain("end old sessions", e)
		}
	}
	if !expiry.IsZero() && (next.IsZero() || expiry.Before(next)) {
		next = expiry
	}
	return next, err
}

// timeUp looks at a place again, now that nobody else can change it.
func (t *change) timeUp(id civicline.CallID) error {
	place, err := t.Place(id)
	if civicline.FaultOf(err) == civicline.NotFound {
		return nil
	} else if err != nil {
		return err
	}
	if place.Until.IsZero() || place.Until.After(t.now) {
		return nil
	}
	call, err := t.Call(id)
	if err != nil {
		return err
	}
	switch {
	case place.Offered != "":
		if _, err := t.refuse(&call, &place, NoAnswer); err != nil {
			return err
		}
		return t.settle()
	case !place.Present:
		return t.giveUp(&call, place)
	}
	return nil
}

// NoAnswer is why an agent is not ready who let a call ring out.
const NoAnswer = "no answer"

func (t *change) giveUp(call *civicline.Call, place civicline.Place) error {
	if err := t.DropPlace(call.ID); err != nil {
		return err
	}
	d := civicline.Detail{Queue: place.Queue, Entered: place.Entered, Waited: t.now.Sub(place.Entered)}
	if err := t.note(civicline.PlaceGivenUp, *call, d); err != nil {
		return err
	}
	d.Reason = "the caller did not ring back"
	return t.finish(call, nil, d)
}
