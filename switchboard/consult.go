package switchboard

import (
	"errors"
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// A consulting is an officer asked by the agent of the call, who is the guest.
// The caller hears music until one of the two is back.
type consulting struct {
	asked   civicline.AgentID // who is, or was let in
	officer *guest            // from joining until they are gone, or have the caller
	over    bool              // the caller is to be told who is back
}

// What callers are told of it.
var (
	askingOfficer = civicline.Words{
		civicline.English: "One moment, I am asking an officer.",
		civicline.Spanish: "Espere un instante: estoy consultando a un oficial.",
	}
	officerTakes = civicline.Words{
		civicline.English: "Officer {name} will help you now.",
		civicline.Spanish: "{name}, oficial, le ayudará ahora.",
	}
	agentBack = civicline.Words{
		civicline.English: "Thank you for waiting. {name} is back with you.",
		civicline.Spanish: "Gracias por esperar. {name} está de nuevo con usted.",
	}
)

// announce says words to the caller, before whatever they hear next.
func (c *call) announce(words civicline.Words, name string) {
	c.say(civicline.Say{Text: strings.ReplaceAll(words[c.language], "{name}", name), Language: c.language, Firm: true})
}

// consultMoved follows the centre through a consultation; it is false for events
// of any other kind.
func (c *call) consultMoved(e civicline.Event) bool {
	switch e.Kind {
	case civicline.ConsultAsked:
		c.officerAsked(e.Agent)
	case civicline.ConsultJoined:
		c.wakes.after(joinTime, officerNoShow{e.Agent})
	case civicline.ConsultFailed, civicline.ConsultWithdrawn, civicline.ConsultEnded:
		c.consult.asked, c.consult.over = "", true
		c.dropOfficer(civicline.ErrDone)
	default:
		return false
	}
	return true
}

// officerAsked has the caller told why they wait; the agent hears it ring.
func (c *call) officerAsked(id civicline.AgentID) {
	if c.state == civicline.WithAgent {
		c.hold()
	}
	if c.state != civicline.OnHold {
		return
	}
	c.consult = consulting{asked: id}
	if c.guest != nil {
		c.guest.leg.Play(audio.Loop(c.board.ringing))
	}
	c.announce(askingOfficer, "")
}

// officerNoShow is opened when an officer has had time enough to come on the line.
type officerNoShow struct{ officer civicline.AgentID }

func (m officerNoShow) open(c *call) {
	if c.consult.asked == m.officer && c.consult.officer == nil && c.state == civicline.OnHold {
		c.log.Warn("an officer's leg did not come", "officer", m.officer)
		c.clerk.do(civicline.Bot, civicline.EndConsult{Call: c.id, Lost: true}, nil)
	}
}

// joinOfficer brings the officer's leg to the agent who has asked.
func (c *call) joinOfficer(m join) {
	x := &c.consult
	switch {
	case c.guest == nil || c.state != civicline.OnHold || x.asked != "" && x.asked != m.agent.ID:
		m.reply <- conflict("Nobody waits for you on this call any more.")
		return
	case x.officer != nil && x.officer.agent.ID != m.agent.ID:
		m.reply <- conflict("Another officer has joined this call.")
		return
	case x.officer != nil: // their browser came back
		c.dropOfficer(civicline.ErrDone)
	}
	x.asked, x.officer = m.agent.ID, c.newGuest(m)
	x.officer.told, x.officer.bridged = true, true
	c.confer()
	m.reply <- nil
	c.log.Info("an officer was joined", "officer", m.agent.ID, "agent", c.guest.agent.ID)
}

// confer lets agent and officer hear each other, after a short beep on both
// sides. What they say is not the caller's: it is not written down.
func (c *call) confer() {
	asker, officer := c.guest, c.consult.officer
	toAsker, toOfficer := audio.NewPipe(), audio.NewPipe()
	for g, hears := range map[*guest]*audio.Pipe{asker: toAsker, officer: toOfficer} {
		g.side.ears.shutOut(true)
		g.leg.Feed(g.side)
		g.leg.Play(&mouth{post: func(mail) {}, now: c.board.Now, line: []*piece{c.newSound(c.board.beep)}, under: hears, live: true})
	}
	asker.side.to.Store(toOfficer)
	officer.side.to.Store(toAsker)
}

// dropOfficer hangs the officer's leg up, if they have not got the caller.
func (c *call) dropOfficer(cause error) {
	o := c.consult.officer
	if c.guest != nil && c.state == civicline.OnHold {
		c.guest.side.to.Store(nil)
		c.guest.leg.Play(nil)
	}
	if o == nil {
		return
	}
	c.consult.officer = nil
	o.side.to.Store(nil)
	o.forget()
	o.leg.Feed(nil)
	o.leg.Hangup(cause)
	c.drains.Go(o.side.close)
}

// officerGone is told that the officer's leg has ended: the centre gives the
// caller back to who asked.
func (c *call) officerGone(cause error) {
	a := c.consult.officer.agent
	who, lost := civicline.Actor{ID: a.ID, Tier: a.Tier}, errors.Is(cause, civicline.ErrLineLost)
	if lost {
		who = civicline.Bot
	}
	c.dropOfficer(cause)
	c.clerk.do(who, civicline.EndConsult{Call: c.id, Lost: lost}, nil)
}

// askerGone is told that the leg of who asked has ended while the officer was
// there: the caller is the officer's, and hears music until they are.
func (c *call) askerGone(cause error) {
	g := c.guest
	c.log.Info("an officer takes over", "agent", g.agent.ID, "officer", c.consult.officer.agent.ID)
	c.dismiss(cause, errCallerGone)
	c.consult.officer.side.to.Store(nil)
	c.consult.officer.leg.Play(nil)
	c.music = false
	c.playMusic()
	then := func(res civicline.Result, err error) mail { return tookOver{res, err} }
	if errors.Is(cause, civicline.ErrLineLost) {
		c.clerk.do(civicline.Bot, civicline.Enqueue{Call: c.id, Tier: civicline.Tier1, Reason: c.queue.reason}, then)
		return
	}
	c.clerk.do(civicline.Actor{ID: g.agent.ID, Tier: g.agent.Tier}, civicline.Leave{Call: c.id}, then)
}

// tookOver is what the centre has made of a call whose agent has gone.
type tookOver struct {
	res civicline.Result
	err error
}

func (m tookOver) open(c *call) {
	switch {
	case c.state != civicline.OnHold: // its event was quicker
	case m.err == nil && m.res.Call.State == civicline.WithAgent:
		c.transferred(m.res.Call.Agent)
	case m.err == nil && m.res.Call.State == civicline.WithBot:
		c.toBot()
		c.agentLeft()
	default:
		c.toBot()
		c.agentLost("the representative's line was lost while asking an officer")
	}
}

// transferred gives the caller to the officer, and has them told.
func (c *call) transferred(to civicline.AgentID) {
	o := c.consult.officer
	c.consult = consulting{}
	c.stir(civicline.WithAgent)
	if c.guest != nil {
		c.dismiss(civicline.ErrDone, errCallerGone)
	}
	c.queue.agent, c.queue.tier = to, civicline.Tier2
	if o == nil || o.agent.ID != to { // their leg is on its way, or lost
		c.consult.officer = o
		c.dropOfficer(civicline.ErrDone)
		c.music = false
		c.playMusic()
		c.wakes.after(joinTime, noShow{to})
		return
	}
	o.side.to.Store(nil)
	o.agent.Consult = false
	c.guest = o
	c.meetAnew(officerTakes)
}

// meetAnew has the caller told whom they have now; settle bridges the two then.
func (c *call) meetAnew(words civicline.Words) {
	g := c.guest
	c.music = false
	c.mouth.lay(nil)
	g.leg.Play(nil)
	g.told, g.bridged, g.reply = true, false, make(chan error, 1)
	c.announce(words, g.agent.Name)
}
