package switchboard

import (
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/turntaking"
)

// turnPause is the pause that parts two turns when people talk to each other.
const turnPause = 700 * time.Millisecond

// bridge lets caller and agent hear each other, after a short beep on both
// sides; from here on frames go from leg to leg, and no decision is in their
// way.
func (c *call) bridge() {
	g := c.guest
	first := !g.bridged
	g.bridged = true
	toAgent, toCaller := audio.NewPipe(), audio.NewPipe()
	g.leg.Feed(g.side)
	g.leg.Play(&mouth{post: func(mail) {}, now: c.board.Now, line: []*piece{c.newSound(c.board.beep)}, under: toAgent, live: true})
	c.mouth.layLive(toCaller)
	c.mouth.add(c.newSound(c.board.beep))
	c.side.to.Store(toAgent)
	g.side.to.Store(toCaller)
	c.follow(c.side)
	c.follow(g.side)
	if first {
		g.since = c.board.Now()
		g.reply <- nil
		c.log.Info("bridged", "agent", g.agent.ID)
	}
}

// follow writes down what a side says while two people talk.
func (c *call) follow(s *side) {
	s.ears.shutOut(false)
	s.ears.byThemselves(turnPause)
	s.ears.attend([]civicline.Language{c.language})
	s.ears.expect(civicline.Expectation{Language: c.language, Question: civicline.FreeSpeech})
}

// hold gives the caller music and the agent silence; nobody is listened to.
func (c *call) hold() {
	c.stir(civicline.OnHold)
	c.unbridge()
	c.side.ears.shutOut(true)
	if c.guest != nil {
		c.guest.side.ears.shutOut(true)
	}
	c.playMusic()
}

func (c *call) unhold() {
	asked := c.consult
	c.dropOfficer(civicline.ErrDone)
	c.consult = consulting{}
	c.stir(civicline.WithAgent)
	c.music = false
	switch {
	case c.guest == nil:
	case asked.over || asked.asked != "":
		c.meetAnew(agentBack)
	default:
		c.bridge()
	}
}

// unbridge keeps what each side says from the other.
func (c *call) unbridge() {
	c.side.to.Store(nil)
	c.mouth.lay(nil)
	if g := c.guest; g != nil {
		g.side.to.Store(nil)
		g.leg.Play(nil)
	}
}

// part takes the agent off the call, if there is one, and gives the caller's
// ears back to the bot.
func (c *call) part(cause error) { c.partBecause(cause, errCallerGone) }

// partBecause is part, with what an agent is told who still waits for the caller.
func (c *call) partBecause(cause, why error) {
	c.queue.agent = ""
	c.dropOfficer(cause)
	c.consult = consulting{}
	if c.guest == nil {
		return
	}
	c.music = false
	c.dismiss(cause, why)
	c.toBot()
}

// toBot gives the caller's ears back to the bot.
func (c *call) toBot() {
	c.side.ears.shutOut(true)
	c.side.ears.byThemselves(0)
	c.side.ears.shutOut(false)
	c.floor = turntaking.Floor{}
	c.goOn()
	c.asked(civicline.Listen{To: c.expecting})
}

// dismiss hangs up the agent's leg. One that was still to be bridged is told why.
func (c *call) dismiss(cause, why error) {
	g := c.guest
	c.unbridge()
	c.guest = nil
	g.forget()
	g.leg.Feed(nil)
	g.leg.Hangup(cause)
	c.drains.Go(func() {
		g.side.ears.drain()
		g.side.close()
	})
	if !g.bridged {
		g.reply <- why
	}
}

// lastWords waits for what was being said when the call ended, and writes it
// down. The legs are hung up by then.
func (c *call) lastWords() {
	if c.side.ears.count() == 1 {
		c.drains.Go(c.side.ears.drain)
	}
	go func() {
		c.drains.Wait()
		c.box.put(drained{})
	}()
	for {
		m, _ := c.box.take()
		switch m := m.(type) {
		case heard:
			c.transcribe(m)
		case drained:
			return
		}
	}
}

type drained struct{}

func (drained) open(*call) {}

// transcribe writes down what was said to a person.
func (c *call) transcribe(m heard) {
	h := m.hearing
	if !h.Final || h.Best.Text == "" {
		return
	}
	c.record(civicline.Turn{
		Who: m.who, Language: m.slot.language, Text: h.Best.Text, Confidence: h.Best.Confidence,
		Began: c.since(m.span.began), Ended: c.since(m.span.ended),
	}, nil)
}
