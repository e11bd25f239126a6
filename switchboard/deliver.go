package switchboard

import (
	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
)

// Deliver routes an event of the centre to its call; one of a call that is not
// here is nobody's. It does not block.
func (s *Switchboard) Deliver(e civicline.Event) {
	if c := s.find(e.Call); c != nil {
		c.box.put(happened{e})
	}
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
}

func (m happened) open(c *call) {
	to, ok := moves[m.e.Kind]
	if !ok || m.e.At.Before(c.queue.moved) {
		return
	}
	c.become(to, m.e.Agent)
}

// become follows the centre to a state. What is no move from here is old news.
func (c *call) become(to civicline.CallState, agent civicline.AgentID) {
	from := c.state
	waits := from == civicline.Waiting || from == civicline.Offered
	bridged := from == civicline.WithAgent || from == civicline.OnHold
	switch {
	case to == civicline.Offered && from == civicline.Waiting:
		c.stir(to)
	case to == civicline.Waiting && from == civicline.Offered:
		c.stir(to)
		c.ask(flow.Input{What: flow.OfferFailed, Wait: c.queue.wait})
	case to == civicline.WithAgent && waits:
		c.taken(agent)
	case to == civicline.OnHold && from == civicline.WithAgent:
		c.hold()
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

// stir moves the call, and remembers when.
func (c *call) stir(to civicline.CallState) { c.state, c.stirred = to, c.board.Now() }

// overElsewhere ends a call that the centre has ended.
func (c *call) overElsewhere() {
	c.hush()
	c.stir(civicline.Ended)
	c.log.Info("the centre ended the call")
}
