package switchboard

import (
	"context"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/flow"
)

const (
	// pollTime is how often the centre is asked how the call stands, so that a
	// lost event costs a moment and never the call.
	pollTime = 5 * time.Second
	readTime = 2 * time.Second
)

// A line is the call's way to a person.
type line struct {
	reference civicline.Reference
	kept      *civicline.Place // the place this number lost
	owed      *civicline.Callback
	id        civicline.QueueID
	known     bool // this number has rung of late
	answering bool // the caller's leg is being answered
	tier      civicline.Tier
	reason    string
	wait      civicline.Wait
	agent     civicline.AgentID // who took the call
	moved     time.Time         // the centre's time of our last command: older events are history
	polling   bool
}

// inLine is the centre's answer to a wish for a place.
type inLine struct {
	what flow.Happening // if it was granted
	res  civicline.Result
	err  error
}

func (c *call) handOver(to civicline.Tier, reason string) {
	c.queue.tier, c.queue.reason = to, reason
	c.enqueue(flow.Queued)
}

// enqueue asks for a place, and tells the flow what when it has been given.
func (c *call) enqueue(what flow.Happening) {
	c.owed++
	c.clerk.do(civicline.Bot, civicline.Enqueue{Call: c.id, Tier: c.queue.tier, Reason: c.queue.reason},
		func(res civicline.Result, err error) mail { return inLine{what, res, err} })
}

func (c *call) takeBack(o civicline.TakeBack) {
	var cmd civicline.Command
	switch {
	case o.Owed && c.queue.owed != nil:
		cmd = civicline.ResumeCallback{Call: c.id, Reference: c.queue.owed.Reference}
	case o.Code != "":
		cmd = civicline.ResumePlace{Call: c.id, Code: o.Code}
	case c.queue.kept != nil && !o.Owed:
		cmd = civicline.ResumePlace{Call: c.id, From: c.queue.kept.Call}
	default:
		c.ask(flow.Input{What: flow.NoPlace})
		return
	}
	c.owed++
	c.clerk.do(civicline.Bot, cmd, func(res civicline.Result, err error) mail {
		if o.Code != "" && missing(err) {
			return tryOwed{o.Code}
		}
		return inLine{flow.Resumed, res, err}
	})
}

// tryOwed has a reference that is of no place looked for among the callbacks.
type tryOwed struct{ code civicline.Reference }

func (m tryOwed) open(c *call) {
	c.clerk.do(civicline.Bot, civicline.ResumeCallback{Call: c.id, Reference: m.code},
		func(res civicline.Result, err error) mail { return inLine{flow.Resumed, res, err} })
}

// missing reports whether an error says that there is no such place to take up.
func missing(err error) bool {
	switch civicline.FaultOf(err) {
	case civicline.NotFound, civicline.Conflict, civicline.Invalid:
		return err != nil
	}
	return false
}

func (m inLine) open(c *call) {
	c.owed--
	switch {
	case m.err == nil:
		c.queue.moved, c.queue.wait = m.res.At, m.res.Wait
		c.stir(civicline.Waiting)
		if m.res.Call.State == civicline.Offered { // somebody was ready
			c.stir(civicline.Offered)
		}
		c.poll()
		c.entered(m.res.Call.Queue)
		in := flow.Input{What: m.what, Wait: m.res.Wait, Queue: c.queue.id, Reference: c.queue.reference}
		if c.ask(in) {
			return
		}
		in.What = flow.Queued
		c.ask(in)
	case m.what == flow.Resumed && missing(m.err):
		c.stir(civicline.WithBot)
		c.ask(flow.Input{What: flow.NoPlace})
	case civicline.FaultOf(m.err) == civicline.Refused:
		c.stir(civicline.WithBot)
		c.ask(flow.Input{What: flow.NotQueued, Hours: m.res.Hours})
	default:
		c.stir(civicline.WithBot)
		c.ask(flow.Input{What: flow.NotQueued, Failed: true})
	}
}

// entered notes the queue that the call waits in, and has its music ready.
func (c *call) entered(id civicline.QueueID) {
	c.queue.id = id
	if c.board.MusicOf == nil {
		return
	}
	if frames := c.board.MusicOf(id); len(frames) > 0 {
		c.tune = audio.Loop(frames)
	}
}

func (c *call) leaveLine() {
	if c.state == civicline.WithBot {
		return // it has been left: by booking a callback
	}
	c.owed++
	c.clerk.do(civicline.Bot, civicline.Dequeue{Call: c.id},
		func(res civicline.Result, err error) mail { return leftLine{res, err} })
}

// leftLine is the centre's answer to giving a place up. A no may mean that a
// representative was quicker: a look at the centre finds it out.
type leftLine struct {
	res civicline.Result
	err error
}

func (m leftLine) open(c *call) {
	c.owed--
	switch {
	case m.err != nil:
		look{}.open(c)
	case c.state == civicline.Waiting || c.state == civicline.Offered:
		c.queue.moved = m.res.At
		c.stir(civicline.WithBot)
	}
}

func (c *call) promise(o civicline.PromiseCallback) {
	n := o.Number
	if n == "" {
		n = c.ownNumber()
	}
	c.owed++
	c.clerk.do(civicline.Bot, civicline.BookCallback{Call: c.id, Number: n, Reason: o.Reason, At: o.At, Texts: o.Texts},
		func(res civicline.Result, err error) mail { return booked{res, err} })
}

type booked struct {
	res civicline.Result
	err error
}

func (m booked) open(c *call) {
	c.owed--
	if m.err != nil {
		c.ask(flow.Input{What: flow.BookingFailed})
		return
	}
	if waits := c.state == civicline.Waiting || c.state == civicline.Offered; waits && m.res.Call.State == civicline.WithBot {
		c.queue.moved = m.res.At
		c.stir(civicline.WithBot) // the callback has taken the place along
	}
	c.ask(flow.Input{What: flow.CallbackBooked, Callback: m.res.Callback})
}

// doorSlow says that the centre has not answered for a while: whoever wants a
// place in line hears music, and the clerk goes on asking.
type doorSlow struct{}

func (doorSlow) open(c *call) {
	if c.owed > 0 && c.talking() {
		c.playMusic()
	}
}

// poll looks at the centre now and then, for as long as people are concerned.
func (c *call) poll() {
	if !c.queue.polling {
		c.queue.polling = true
		c.wakes.after(pollTime, look{})
	}
}

type look struct{}

func (look) open(c *call) {
	c.queue.polling = false
	if c.state == civicline.WithBot {
		return
	}
	asked := c.board.Now()
	c.wg.Go(func() {
		ctx, stop := context.WithTimeout(c.ctx, readTime)
		defer stop()
		m := seen{asked: asked}
		var pass civicline.Pass
		if pass, m.err = c.board.Reads.Ask(civicline.Bot, civicline.RunCalls); m.err == nil {
			m.call, m.err = c.board.Reads.Call(ctx, pass, c.id)
		}
		if m.err == nil && m.call.State == civicline.Waiting {
			m.wait, m.err = c.board.Reads.WaitOf(ctx, c.id)
		}
		c.box.put(m)
	})
	c.poll()
}

// seen is how the centre has the call.
type seen struct {
	asked time.Time
	call  civicline.Call
	wait  civicline.Wait
	err   error
}

func (m seen) open(c *call) {
	if m.err != nil || c.owed > 0 || m.asked.Before(c.stirred) {
		return // no news, or news older than what we know
	}
	c.become(m.call.State, m.call.Agent)
	if c.state == civicline.Waiting && m.wait.Position > 0 && m.wait != c.queue.wait { // whether it is worth a word, the flow knows
		c.queue.wait = m.wait
		c.ask(flow.Input{What: flow.WaitChanged, Wait: m.wait})
	}
}
