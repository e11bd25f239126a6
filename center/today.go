package center

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// lastOffers is how many offers are remembered.
const lastOffers = 12

// A day is what came of the callers of each queue since midnight, told from the
// events alone: each is read once, whoever wrote it, so that every node comes to
// the same figures, and a restart changes none.
type day struct {
	mu     sync.Mutex
	begins time.Time // midnight by the agency's clock
	upto   int64     // the last event that was read
	open   map[civicline.CallID]entry
	sums   map[civicline.QueueID]civicline.Figures
	offers []civicline.Event // the last ones, in order
}

// An entry is one caller's standing in a line, from when they joined it.
type entry struct{ queue civicline.QueueID }

// Today tells what became today of the callers of each queue, by the agency's
// clock, for a pass to see the queues. Who joined before midnight is not counted.
func (c *Center) Today(ctx context.Context, p civicline.Pass) (map[civicline.QueueID]civicline.Figures, error) {
	if err := p.For(civicline.SeeQueues); err != nil {
		return nil, err
	}
	out := map[civicline.QueueID]civicline.Figures{}
	err := c.look(ctx, "see the day's figures", func(v *store.View) error {
		return c.day.read(v, c, func(d *day) {
			for _, q := range c.o.Queues {
				out[q.ID] = d.sums[q.ID]
			}
		})
	})
	return out, err
}

// Offers returns the last offers of today, the newest first, each with its
// reasons, for a pass to see the queues.
func (c *Center) Offers(ctx context.Context, p civicline.Pass) (out []civicline.Event, err error) {
	if err := p.For(civicline.SeeQueues); err != nil {
		return nil, err
	}
	err = c.look(ctx, "see the last offers", func(v *store.View) error {
		return c.day.read(v, c, func(d *day) {
			out = slices.Clone(d.offers)
			slices.Reverse(out)
		})
	})
	return out, err
}

// read brings the day up to date and lets then look at it.
func (d *day) read(v *store.View, c *Center, then func(*day)) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := c.now().In(c.o.Calendar.Zone())
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	if !d.begins.Equal(midnight) {
		before, err := v.LastBefore(midnight)
		if err != nil {
			return err
		}
		d.begins, d.upto, d.offers = midnight, before, nil
		d.open, d.sums = map[civicline.CallID]entry{}, map[civicline.QueueID]civicline.Figures{}
	}
	last, err := v.LastEvent()
	if err != nil {
		return err
	}
	if last > d.upto { // a look that began before another's may be behind
		events, err := v.LineEvents(d.upto, last)
		if err != nil {
			return err
		}
		for _, e := range events {
			d.take(e, c)
		}
		d.upto = last
	}
	then(d)
	return nil
}

func (d *day) add(queue civicline.QueueID, change func(*civicline.Figures)) {
	f := d.sums[queue]
	change(&f)
	d.sums[queue] = f
}

// take counts one event.
func (d *day) take(e civicline.Event, c *Center) {
	at, in := d.open[e.Call]
	switch e.Kind {
	case civicline.OfferMade, civicline.AgentKept:
		if d.offers = append(d.offers, e); len(d.offers) > lastOffers {
			d.offers = slices.Delete(d.offers, 0, len(d.offers)-lastOffers)
		}
	case civicline.CallQueued:
		if in || e.Data.From != civicline.WithBot || e.Data.Callback != "" {
			return // they come back
		}
		d.open[e.Call] = entry{e.Data.Queue}
		d.add(e.Data.Queue, func(f *civicline.Figures) { f.Offered++; f.Waiting++ })
	case civicline.PlaceResumed:
		if was, in := d.open[e.Data.Other]; in {
			delete(d.open, e.Data.Other)
			d.open[e.Call] = was
			d.move(e.Call, e.Data.Queue)
		}
	case civicline.LanguageSet:
		if in && e.Data.Queue != "" {
			d.move(e.Call, e.Data.Queue)
		}
	default:
		if in {
			delete(d.open, e.Call)
			d.add(at.queue, func(f *civicline.Figures) { f.Waiting--; count(f, e, c.targetOf(at.queue)) })
		}
	}
}

// move counts a caller in another queue than before.
func (d *day) move(call civicline.CallID, to civicline.QueueID) {
	from := d.open[call].queue
	if from == to {
		return
	}
	d.open[call] = entry{to}
	d.add(from, func(f *civicline.Figures) { f.Offered--; f.Waiting-- })
	d.add(to, func(f *civicline.Figures) { f.Offered++; f.Waiting++ })
}

// count counts how a wait ended.
func count(f *civicline.Figures, e civicline.Event, target time.Duration) {
	switch {
	case e.Kind == civicline.OfferTaken:
		f.Answered++
		f.Waited += e.Data.Waited
		if target <= 0 || e.Data.Waited <= target {
			f.AnsweredWithin++
		}
	case e.Data.Callback != "":
		f.Promised++
	case e.Kind == civicline.CallEnded:
		f.Abandoned++
	default:
		f.Left++
	}
}

func (c *Center) targetOf(queue civicline.QueueID) time.Duration {
	q, _ := c.queueByID(queue)
	return q.Target
}
