package switchboard

import (
	"context"
	"errors"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/turntaking"
)

// joinTime is how long after an agent took a call their leg may take to come.
const joinTime = 15 * time.Second

// A guest is the agent on a call.
type guest struct {
	agent   civicline.Agent
	leg     civicline.Leg
	side    *side
	reply   chan<- error // told once, when the legs are bridged or never will be
	told    bool         // the caller was told, or is being told, who has come
	bridged bool
	since   time.Time // bridged
	forget  func() bool
}

// Join brings an agent's leg to the call that they have accepted, and returns
// once caller and agent hear each other. On an error the leg is hung up, and
// the error says in plain words why.
func (s *Switchboard) Join(ctx context.Context, id civicline.CallID, agent civicline.Agent, leg civicline.Leg) error {
	err := s.join(ctx, id, agent, leg)
	if err != nil {
		leg.Hangup(civicline.ErrDone)
	}
	return err
}

func (s *Switchboard) join(ctx context.Context, id civicline.CallID, agent civicline.Agent, leg civicline.Leg) error {
	c := s.await(ctx, id)
	if c == nil {
		return errCallerGone
	}
	if err := leg.Answer(ctx); err != nil {
		return &civicline.Error{Kind: civicline.Unavailable, Op: "answer a call",
			Message: "Your browser's sound could not be connected. Please check the microphone and try again.", Err: err}
	}
	reply := make(chan error, 1)
	c.box.put(join{agent, leg, reply})
	select {
	case err := <-reply:
		return err
	case <-c.done:
		return errCallerGone
	case <-ctx.Done():
		return &civicline.Error{Kind: civicline.Unavailable, Op: "answer a call",
			Message: "The call could not be connected in time.", Err: context.Cause(ctx)}
	}
}

var errCallerGone = &civicline.Error{Kind: civicline.NotFound, Op: "answer a call", Message: "The caller has hung up."}

func conflict(words string) error {
	return &civicline.Error{Kind: civicline.Conflict, Op: "answer a call", Message: words}
}

type join struct {
	agent civicline.Agent
	leg   civicline.Leg
	reply chan<- error
}

func (m join) open(c *call) {
	if m.agent.Consult {
		c.joinOfficer(m)
		return
	}
	g := c.guest
	switch {
	case c.state == civicline.Ringing || c.state == civicline.WithBot:
		m.reply <- conflict("The caller is no longer waiting.")
		return
	case g != nil && g.agent.ID != m.agent.ID, c.queue.agent != "" && c.queue.agent != m.agent.ID:
		m.reply <- conflict("Someone else has answered this call.")
		return
	case g != nil: // their browser came back: the new leg takes the old one's place
		c.dismiss(civicline.ErrDone, conflict("You have answered this call in another window."))
	}
	c.guest = c.newGuest(m)
	c.queue.agent = m.agent.ID
	c.guest.told = g != nil && g.told
	switch c.state {
	case civicline.OnHold:
	case civicline.Dialing:
		c.ringsFor(c.guest)
	default:
		c.agentThere()
	}
}

// agentThere has the caller told who has come, when the clause is over that they
// are hearing.
func (c *call) agentThere() {
	c.stir(civicline.WithAgent)
	c.music = false
	c.mouth.lay(nil)
	c.poll()
	if left := c.clauseLeft(); left > 0 && !c.guest.told {
		c.mouth.noMore()
		c.wakes.after(left, stepIn{c.guest})
		return
	}
	stepIn{c.guest}.open(c)
}

// stepIn is when an agent who has come is announced.
type stepIn struct{ g *guest }

func (m stepIn) open(c *call) {
	if c.guest != m.g || c.state != civicline.WithAgent {
		return
	}
	if c.hush() { // whatever was being said
		c.sound(turntaking.Sound{What: turntaking.BotOff})
	}
	if !m.g.told {
		m.g.told = true
		c.ask(flow.Input{What: flow.AgentAnswered, Agent: m.g.agent.Name})
	}
}

func (c *call) newGuest(m join) *guest {
	g := &guest{agent: m.agent, leg: m.leg, reply: m.reply, side: c.newSide(civicline.ByAgent)}
	ctx := m.leg.Context()
	g.forget = context.AfterFunc(ctx, func() { c.box.put(legEnded{m.leg, context.Cause(ctx)}) })
	g.side.ears.open(c.ctx)
	return g
}

// taken notes who took the call; their leg is on its way.
func (c *call) taken(by civicline.AgentID) {
	c.stir(civicline.WithAgent)
	c.queue.agent = by
	c.wakes.after(joinTime, noShow{by})
	c.poll()
}

// noShow is opened when an agent has had time enough to come on the line.
type noShow struct{ agent civicline.AgentID }

func (m noShow) open(c *call) {
	if c.guest == nil && c.state == civicline.WithAgent && c.queue.agent == m.agent {
		c.agentLost("the representative's leg did not come")
	}
}

// guestGone is told that an agent's leg has ended.
func (c *call) guestGone(leg civicline.Leg, cause error) {
	g := c.guest
	switch o := c.consult.officer; {
	case o != nil && o.leg == leg:
		c.officerGone(cause)
	case g == nil || g.leg != leg:
	case o != nil:
		c.askerGone(cause)
	case c.state == civicline.Dialing:
		c.agentLostRinging("the representative hung up")
	case !g.bridged || errors.Is(cause, civicline.ErrLineLost):
		c.agentLost("the representative's line was lost")
	default:
		who := civicline.Actor{ID: g.agent.ID, Tier: g.agent.Tier}
		c.clerk.do(who, civicline.Leave{Call: c.id}, nil)
		c.agentLeft()
	}
}

// agentLost puts the caller back in line, at the head, and has them told.
func (c *call) agentLost(why string) {
	c.log.Warn("an agent was lost", "agent", c.queue.agent, "why", why)
	if c.queue.tier == "" {
		c.queue.tier = civicline.Tier1
	}
	c.part(civicline.ErrLineLost)
	c.stir(civicline.WithBot)
	c.playMusic()
	c.enqueue(flow.OfferFailed)
}

// agentLeft takes the caller back, for the receipt.
func (c *call) agentLeft() {
	r := civicline.CallReceipt{Reference: c.queue.reference, AgentID: c.queue.agent, Language: c.language, At: c.stirred}
	if g := c.guest; g != nil {
		r.AgentName = g.agent.Name
		if g.bridged {
			r.At = g.since
		}
	}
	r.Duration = c.board.Now().Sub(r.At)
	c.part(civicline.ErrDone)
	c.stir(civicline.WithBot)
	c.owed++
	c.wg.Go(func() { c.box.put(receipt{c.readReceipt(r)}) })
}

// readReceipt returns the receipt as the centre has it, or else ours.
func (c *call) readReceipt(ours civicline.CallReceipt) civicline.CallReceipt {
	ctx, stop := context.WithTimeout(c.ctx, readTime)
	defer stop()
	pass, err := c.board.Reads.Ask(civicline.Bot, civicline.ReadReceipts)
	if err == nil {
		var r civicline.CallReceipt
		if r, err = c.board.Reads.Receipt(ctx, pass, ours.Reference); err == nil {
			return r
		}
	}
	c.log.Warn("the receipt is told from memory", "err", err)
	return ours
}

type receipt struct{ r civicline.CallReceipt }

func (m receipt) open(c *call) {
	c.owed--
	c.ask(flow.Input{What: flow.AgentLeft, Receipt: m.r})
}
