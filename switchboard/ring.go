package switchboard

import (
	"context"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
)

// longestRing is how long a caller rings while the centre is asked whether it
// knows them; then the call is answered without knowing.
const longestRing = time.Second

type (
	arrived struct {
		res civicline.Result
		err error
	}
	rungLong struct{}
	pickedUp struct{ err error }
)

// ring tells the centre of the call.
func (c *call) ring() {
	p := c.leg.Party()
	c.clerk.do(civicline.Bot, civicline.Arrive{Call: c.id, From: p.Number, Channel: p.Channel},
		func(res civicline.Result, err error) mail { return arrived{res, err} })
	c.wakes.after(longestRing, rungLong{})
}

func (m arrived) open(c *call) {
	c.queue.reference, c.queue.kept, c.queue.known, c.queue.owed = m.res.Call.Reference, m.res.Kept, m.res.Known, m.res.Owed
	c.pickUp()
}

func (rungLong) open(c *call) { c.pickUp() }

// pickUp answers the leg, once.
func (c *call) pickUp() {
	if c.queue.answering {
		return
	}
	c.queue.answering = true
	c.wg.Go(func() {
		ctx, stop := context.WithCancel(c.ctx)
		defer stop()
		c.box.put(pickedUp{c.leg.Answer(ctx)})
	})
}

// open begins the conversation. It listens before it says the first word.
func (m pickedUp) open(c *call) {
	if c.out != nil {
		c.pickedOut(m.err)
		return
	}
	if m.err != nil {
		c.log.Warn("a call could not be answered", "err", m.err)
		c.finish("it could not be answered", false)
		return
	}
	c.stir(civicline.WithBot)
	c.answered = c.stirred
	c.clerk.do(civicline.Bot, civicline.PickUp{Call: c.id}, nil)
	c.leg.Feed(c.side)
	c.leg.Play(c.mouth)
	c.startTape()
	c.listenForKeys()
	c.ask(flow.Input{
		What: flow.Began, Kept: c.queue.kept, Known: c.queue.known, Owed: c.queue.owed, Number: c.ownNumber(),
		Hours: c.board.Reads.Hours(c.answered),
	})
}

// keyPressed is one key of the caller's.
type keyPressed struct{ key rune }

func (c *call) listenForKeys() {
	keys := c.leg.Keys()
	c.wg.Go(func() {
		for {
			select {
			case k, ok := <-keys:
				if !ok {
					return
				}
				c.box.put(keyPressed{k})
			case <-c.ctx.Done():
				return
			}
		}
	})
}

// ownNumber is the number to call the caller back on, if the line shows one. A
// browser has a token by which it is known again, which nobody can ring.
func (c *call) ownNumber() civicline.PhoneNumber {
	if p := c.leg.Party(); p.Channel == civicline.Phone {
		return p.Number
	}
	return ""
}
