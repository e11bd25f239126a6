package switchboard

import (
	"cmp"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
)

// Deliver routes an event of the centre to its call; one of a call that is not
// here is nobody's, unless it has this node ring a caller back. It does not
// block.
func (s *Switchboard) Deliver(e civicline.Event) {
	if c := s.find(e.Call); c != nil {
		c.box.put(happened{e})
		return
	}
	s.ringBack(e)
}

type happened struct{ e civicline.Event }

// moves are the events that move a call without the call's own doing.
var moves = map[civicline.Kind]civicline.CallState{
	civicline.OfferMade:    civicline.Offered,
	civicline.OfferTaken:   civicline.WithAgent,
	civicline.OfferRefused: civicline.Waiting,
	civicline.CallHeld:     civicline.OnHold,
	civicline.CallResumed:  civicline.WithAgent,
	civicline.AgentLeft:    civicline.WithBot,
	civicline.CallEnded:    civicline.Ended,
	civicline.CallQueued:   civicline.Waiting,

	civicline.CallTransferred: civicline.WithAgent,

	civicline.DialStarted:    civicline.Dialing,
	civicline.AgentKept:      civicline.Dialing,
	civicline.CallbackMissed: civicline.Ended,
	civicline.CallbackLost:   civicline.Ended,
}

func (m happened) open(c *call) {
	if m.e.Kind == civicline.CallbackBooked {
		c.closedInLine(m.e)
		return
	}
	to, ok := moves[m.e.Kind]
	if m.e.At.Before(c.queue.moved) || c.consultMoved(m.e) || !ok {
		return
	}
	c.become(to, m.e.Agent)
}

// closedInLine is told that a callback was booked for this call. If it was not
// at the caller's wish, the line has closed while they waited.
func (c *call) closedInLine(e civicline.Event) {
	if c.state != civicline.Waiting && c.state != civicline.Offered || c.owed > 0 || e.At.Before(c.queue.moved) || c.out != nil {
		return
	}
	c.queue.moved = e.At
	c.stir(civicline.WithBot)
	c.ask(flow.Input{What: flow.ClosedInLine, Callback: civicline.Callback{
		Reference: cmp.Or(e.Data.Callback, e.Data.Reference), Call: c.id, Due: e.Data.Until, Entered: e.Data.Entered, Queue: e.Data.Queue,
	}})
}

// become follows the centre to a state. What is no move from here is old news.
func (c *call) become(to civicline.CallState, agent civicline.AgentID) {
	from := c.state
	waits := from == civicline.Waiting || from == civicline.Offered
	bridged := from == civicline.WithAgent || from == civicline.OnHold
	switch {
	case from == civicline.Dialing:
		c.leaveDialing(to)
	case to == civicline.Dialing && waits && c.out != nil:
		c.rungAnew(agent)
	case to == civicline.Offered && from == civicline.Waiting:
		c.stir(to)
	case to == civicline.Waiting && from == civicline.Offered:
		c.stir(to)
		c.ask(flow.Input{What: flow.OfferFailed, Wait: c.queue.wait})
	case to == civicline.WithAgent && waits:
		c.taken(agent)
	case to == civicline.OnHold && from == civicline.WithAgent:
		c.hold()
	case to == civicline.WithAgent && from == civicline.OnHold && agent != c.queue.agent && agent != "":
		c.transferred(agent)
	case to == civicline.WithAgent && from == civicline.OnHold:
		c.unhold()
	case to == civicline.WithBot && bridged:
		c.agentLeft()
	case to == civicline.WithBot && waits: // the place was taken from under us
		c.enqueue(flow.WaitChanged)
	case to == civicline.Ended && (waits || bridged):
		c.overElsewhere()
	}
}

// leaveDialing follows the centre, which has taken a call that we place out of
// our hands. That whom we rang was reached, it has from us.
func (c *call) leaveDialing(to civicline.CallState) {
	switch to {
	case civicline.Waiting:
		c.backInLine()
	case civicline.Ended:
		c.out.over = true
		c.overElsewhere()
	}
}

// stir moves the call, and remembers when.
func (c *call) stir(to civicline.CallState) { c.state, c.stirred = to, c.board.Now() }

// overElsewhere ends a call that the centre has ended.
func (c *call) overElsewhere() {
	c.hush()
	c.stir(civicline.Ended)
	c.log.Info("the centre ended the call")
}
