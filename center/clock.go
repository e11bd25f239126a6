package center

import (
	"context"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// slow is how often Run looks even when it knows of nothing that is due.
const slow = 5 * time.Second

// beat is how often Run renews its leases, where other nodes could take them.
const beat = time.Second

// Run does what the clock asks for, until ctx ends: offers that nobody
// answered, places that were kept long enough, wrap-ups that ended, desktops that
// did not come back, sessions that expired. It
// returns nil then.
func (c *Center) Run(ctx context.Context) error {
	checked := c.now()
	for {
		wait := slow
		if c.o.Store.Shared() {
			wait = beat
		}
		longest := wait
		doubt := c.doubt.Swap(false)
		if now := c.now(); doubt || now.Sub(checked) >= checkTime {
			checked = now
			_, _ = c.Check(ctx) // what goes wrong is in the log
			_ = c.plain("keep what the estimates have learned", c.memorize(ctx))
		}
		next, err := c.Tick(ctx)
		switch {
		case err != nil:
			wait = time.Second // it is in the log
		case !next.IsZero():
			wait = max(0, min(longest, next.Sub(c.now())))
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
	var agents []civicline.Agent
	var expiry, soonest time.Time
	err = c.o.Store.Look(ctx, func(v *store.View) (err error) {
		if due, next, err = v.Due(c.now()); err != nil {
			return err
		}
		if agents, soonest, err = v.AgentsDue(c.now()); err != nil {
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
	for _, a := range agents {
		if e := c.change(ctx, clock, func(t *change) error {
			return t.agentDue(a.ID)
		}); e != nil {
			err = c.plain("act on the clock", e)
		}
	}
	if !expiry.IsZero() && !expiry.After(c.now()) {
		if e := c.change(ctx, clock, func(t *change) error { return t.DropExpired(t.now) }); e != nil {
			err = c.plain("end old sessions", e)
		}
	}
	promised, e := c.tickCallbacks(ctx)
	if e != nil {
		err = e
	}
	if e := c.live(ctx); e != nil {
		err = c.plain("live among the other nodes", e)
	}
	items, e := c.tickItems(ctx)
	if e != nil {
		err = e
	}
	if e := c.rematch(ctx); e != nil {
		err = c.plain("match calls and agents", e)
	}
	return earliest(next, soonest, expiry, promised, items, c.nextStep()), err
}

// rematch matches what may have come to fit by time alone, or by the changes of
// other nodes.
func (c *Center) rematch(ctx context.Context) error {
	if err := c.take(ctx); err != nil {
		return err
	}
	defer c.told.flush()
	defer func() { <-c.turn }()
	select {
	case <-c.hints:
		c.routing.stale = true
	default:
	}
	if err := c.own(ctx); err != nil {
		return err
	}
	if c.o.Store.Shared() || c.routing.stale {
		c.routing.stale = true
		if err := c.load(ctx); err != nil {
			return err
		}
	}
	return c.match(ctx)
}

// nextStep is when a call may go to more agents, or an agent to more calls,
// though nothing changes.
func (c *Center) nextStep() (next time.Time) {
	c.routing.mu.RLock()
	defer c.routing.mu.RUnlock()
	for _, d := range c.routing.domains {
		if d.mine {
			next = earliest(next, d.wake)
		}
	}
	return next
}

// earliest is the first of some times, zero ones left out.
func earliest(times ...time.Time) (first time.Time) {
	for _, t := range times {
		if !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first
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
	case call.State == civicline.Dialing:
		return t.silent(&call, place, noWord)
	case place.Offered != "":
		_, err := t.refuse(&call, &place, NoAnswer)
		return err
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
