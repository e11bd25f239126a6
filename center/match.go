package center

import (
	"context"
	"errors"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

const (
	// batch is how many offers are made in one transaction.
	batch = 64
	// lease is how long a domain is ours without being renewed.
	lease = 3 * time.Second
)

// errOutdated is a match that the tables did not bear out: the mirror is behind,
// or another node owns the domain.
var errOutdated = errors.New("the lines have changed meanwhile")

// match makes the offers that there are, if a place or an agent has come free.
// It is called with the turn held, and no change under way. What goes wrong in
// one domain does not hold up the others, and Run tries it again: whoever
// changed something has done so.
func (c *Center) match(ctx context.Context) (wrong error) {
	for _, d := range c.routing.domains {
		for tries := 0; ; {
			more, err := c.matchSome(ctx, d)
			if err == nil && more {
				continue
			}
			if err == nil {
				break
			}
			c.routing.stale = true
			if tries++; errors.Is(err, errOutdated) && tries < 3 {
				continue
			}
			if errors.Is(err, errOutdated) { // the tables do not bear themselves out
				c.doubt.Store(true)
			}
			wrong = err
			break
		}
	}
	return wrong
}

// matchSome makes one batch of offers, and reports whether there may be more.
func (c *Center) matchSome(ctx context.Context, d *domain) (more bool, err error) {
	if !d.mine {
		return false, nil
	}
	if err := c.load(ctx); err != nil {
		return false, err
	}
	c.routing.mu.Lock()
	offers, wake := d.floor.Next(c.now(), batch)
	d.wake = wake
	c.routing.mu.Unlock()
	if len(offers) == 0 {
		return false, nil
	}
	var t *change
	err = c.o.Store.Change(ctx, func(tx *store.Tx) error {
		t = c.begin(tx, clock)
		mine, err := t.Owns(d.id, c.o.Node, d.epoch)
		if err == nil && !mine {
			err = errOutdated
		}
		if err != nil {
			return err
		}
		for _, o := range offers {
			if err := t.offer(o); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		c.routing.stale = true
		return false, err
	}
	c.committed(t)
	return len(offers) == batch, nil
}

// offer puts a call before an agent, if both still stand as the match believed.
func (t *change) offer(o civicline.Offer) error {
	call, err := t.Call(o.Call)
	if err != nil {
		return outdated(err)
	}
	place, err := t.Place(o.Call)
	if err != nil {
		return outdated(err)
	}
	agent, err := t.Agent(o.Agent)
	if err != nil {
		return outdated(err)
	}
	if !place.Present || place.Offered != "" || call.State != civicline.Waiting || agent.State != civicline.Ready {
		return errOutdated
	}
	if kept, err := t.keep(o, call, place, agent); kept || err != nil {
		return err
	}
	place.Offered, place.Until = o.Agent, o.Until
	call.Agent, agent.Call = o.Agent, o.Call
	if err := t.PutPlace(place); err != nil {
		return err
	}
	return t.step(civicline.OfferMade, &call, &agent, civicline.Detail{
		Queue: place.Queue, Language: place.Language, Entered: place.Entered, Until: o.Until,
		Because: o.Because, Reason: call.Reason, Waited: t.now.Sub(place.Entered),
	})
}

func outdated(err error) error {
	if civicline.FaultOf(err) == civicline.NotFound {
		return errOutdated
	}
	return err
}

// own takes or renews the leases on the domains: each has one owner, who alone
// matches its calls. A node that shares its store with no other owns them all.
func (c *Center) own(ctx context.Context) error {
	if c.gone.Load() {
		return nil
	}
	for _, d := range c.routing.domains {
		if d.mine && !c.o.Store.Shared() {
			continue
		}
		was, epoch, mine := d.mine, d.epoch, false
		err := c.o.Store.Change(ctx, func(tx *store.Tx) (err error) {
			now, err := tx.Clock(c.now())
			if err != nil {
				return err
			}
			if was {
				if mine, err = tx.Renew(d.id, c.o.Node, d.epoch, now, lease); err != nil || mine {
					return err
				}
			}
			epoch, mine, err = tx.Acquire(d.id, c.o.Node, now, lease)
			return err
		})
		if err != nil {
			return err
		}
		c.routing.mu.Lock()
		d.mine, d.epoch = mine, epoch
		c.routing.mu.Unlock()
		if mine && !was {
			c.routing.stale = true
			if !c.o.Store.Shared() {
				continue // nobody else could
			}
			c.o.Log.Info("this node matches calls and agents", "domain", d.id, "epoch", epoch)
		}
	}
	return nil
}

// Release gives up the domains for good, so that another node matches them at
// once.
func (c *Center) Release(ctx context.Context) error {
	if err := c.take(ctx); err != nil {
		return err
	}
	defer func() { <-c.turn }()
	c.gone.Store(true)
	for _, d := range c.routing.domains {
		if !d.mine {
			continue
		}
		c.routing.mu.Lock()
		d.mine = false
		c.routing.mu.Unlock()
		err := c.o.Store.Change(ctx, func(tx *store.Tx) error {
			now, err := tx.Clock(c.now())
			if err != nil {
				return err
			}
			return tx.Release(d.id, c.o.Node, d.epoch, now)
		})
		if err != nil {
			return c.plain("give up a routing domain", err)
		}
	}
	return nil
}

// Heard tells of an event of another node: what this one knows of the lines is
// behind. Its own are passed over.
func (c *Center) Heard(e civicline.Event) {
	if e.Node == c.o.Node {
		return
	}
	select {
	case c.hints <- struct{}{}:
	default:
	}
	c.rouse()
}

// rouse lets Run look at once.
func (c *Center) rouse() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}
