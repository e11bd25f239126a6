package switchboard

import (
	"context"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/turntaking"
)

const (
	// ringOut is how long a caller whom we ring back is rung, if Options do not say.
	ringOut = 25 * time.Second
	// staleDial is how old an event may be that has a caller rung: an older one
	// comes from before a restart, and whoever waited for it has gone.
	staleDial = 30 * time.Second
	// noSound is how long after the answer a leg may bring no frame at all; then
	// whoever is there is spoken to.
	noSound = 5 * time.Second
)

// Promises tells whom to ring; center.Center is one.
type Promises interface {
	// CallbackToRing returns the callback that a call keeps.
	CallbackToRing(ctx context.Context, p civicline.Pass, call civicline.CallID) (civicline.Callback, error)
}

// A dialing is an event that has somebody rung.
type dialing struct {
	call civicline.CallID
	id   int64
	seq  int
}

// ringBack rings a caller for whom an agent is kept: once for each event, and
// only if it is this node's and new. It does not block.
func (s *Switchboard) ringBack(e civicline.Event) {
	if e.Kind != civicline.DialStarted && e.Kind != civicline.AgentKept || e.Data.Node != s.Node || !s.firstHeard(e) {
		return
	}
	c := s.newCall(newOutward(s.Dial, s.RingOut))
	c.id = e.Call
	c.log = s.Log.With("call", c.id)
	c.state, c.stirred, c.out = civicline.Dialing, s.Now(), &outgoing{attempt: e.Data.Attempt}
	c.queue.agent = e.Agent
	if e.Kind == civicline.AgentKept {
		c.queue.agent = "" // who takes it is known when it has rung at them
	}
	if !s.add(c) {
		return
	}
	go func() {
		defer s.remove(c)
		c.run(context.Background())
	}()
}

// firstHeard reports whether an event is new, and remembers it.
func (s *Switchboard) firstHeard(e civicline.Event) bool {
	now := s.Now()
	if now.Sub(e.At) > staleDial {
		s.Log.Warn("a caller is not rung for an event that is old", "call", e.Call, "age", now.Sub(e.At))
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for d, at := range s.rung {
		if now.Sub(at) > 2*staleDial {
			delete(s.rung, d)
		}
	}
	d := dialing{e.Call, e.ID, e.Seq}
	if _, known := s.rung[d]; known {
		return false
	}
	if s.rung == nil {
		s.rung = map[dialing]time.Time{}
	}
	s.rung[d] = now
	return true
}

// An outgoing is what a call has beside the rest when it is we who ring.
type outgoing struct {
	attempt   int
	callback  civicline.Callback
	answered  bool // somebody or something picked up
	screening bool // and is being judged: nothing is said yet
	met       bool // they are spoken with
	machine   bool
	wants     bool // they said that they want to talk
	over      bool // the centre was told that they were not reached
}

// promised is whom to ring.
type promised struct {
	callback civicline.Callback
	call     civicline.Call
	err      error
}

// ringOut begins a call that we place: it finds out whom to ring.
func (c *call) ringOut() {
	c.wg.Go(func() {
		ctx, stop := context.WithTimeout(c.ctx, readTime)
		defer stop()
		m := promised{}
		var pass civicline.Pass
		switch {
		case c.board.Dial == nil || c.board.Promises == nil:
			m.err = errNoTrunk
		default:
			if pass, m.err = c.board.Reads.Ask(civicline.Bot, civicline.RunCalls); m.err == nil {
				m.callback, m.err = c.board.Promises.CallbackToRing(ctx, pass, c.id)
			}
			if m.err == nil {
				m.call, m.err = c.board.Reads.Call(ctx, pass, c.id)
			}
		}
		c.box.put(m)
	})
}

var errNoTrunk = &civicline.Error{Kind: civicline.Unavailable, Op: "ring a caller back", Message: "There is no line to ring callers on. Start the centre with --trunk."}

func (m promised) open(c *call) {
	if m.err != nil {
		c.log.Error("a caller cannot be rung back", "err", m.err)
		c.notThere(civicline.MissFailed)
		return
	}
	c.out.callback = m.callback
	c.queue.reference, c.queue.reason, c.queue.id = m.call.Reference, m.call.Reason, m.call.Queue
	c.entered(m.call.Queue)
	if m.callback.Language.Known() {
		c.language, c.told = m.callback.Language, true
	}
	c.leg.(*outward).to(m.callback.Number)
	c.log.Info("a caller is rung back", "attempt", c.out.attempt, "to", m.callback.Number)
	c.poll()
	c.pickUp()
}

// pickedOut is told that whom we rang has picked up, or why not.
func (c *call) pickedOut(err error) {
	if err != nil {
		c.log.Info("who was rung back did not answer", "why", missOf(err))
		c.notThere(missOf(err))
		return
	}
	c.answered = c.board.Now()
	c.out.answered, c.out.screening = true, true
	c.side.ears.shutOut(true)
	c.side.ears.screen(new(audio.Screening))
	c.leg.Feed(c.side)
	c.leg.Play(c.mouth)
	c.listenForKeys()
	c.wakes.after(noSound, soundless{})
	if g := c.guest; g != nil && !g.bridged {
		g.leg.Play(audio.Loop(c.board.comfort))
	}
}

type soundless struct{}

func (soundless) open(c *call) {
	if c.out.screening {
		screened{audio.NobodyYet}.open(c)
	}
}

// screened is what was found out about who or what answered.
type screened struct{ found audio.Finding }

func (m screened) open(c *call) {
	if c.out == nil || c.out.over && !c.out.machine || c.out.wants {
		return
	}
	c.log.Info("who answered was judged", "found", m.found)
	switch m.found {
	case audio.Person:
		c.meet(flow.CallbackAnswered)
	case audio.Unsure, audio.NobodyYet:
		c.meet(flow.CallbackUnsure)
	case audio.NoTelephone:
		c.notThere(civicline.MissFailed)
	case audio.Machine:
		c.out.machine, c.out.screening = true, false
		if c.hush() {
			c.sound(turntaking.Sound{What: turntaking.BotOff})
		}
		c.missed(civicline.MissVoicemail)
		c.side.ears.shutOut(true)
		c.floor, c.closing = turntaking.Floor{}, nil
	case audio.NowLeave:
		c.side.ears.screen(nil)
		c.ask(c.aboutCallback(flow.CallbackMachine))
	}
}

// meet begins to speak with whoever answered.
func (c *call) meet(as flow.Happening) {
	if c.out.met {
		return
	}
	c.out.met, c.out.screening = true, false
	c.startTape()
	c.side.ears.shutOut(false)
	c.ask(c.aboutCallback(as))
}

func (c *call) aboutCallback(what flow.Happening) flow.Input {
	cb := c.out.callback
	return flow.Input{What: what, Callback: cb, Number: cb.Number, Speaks: cb.Language, Hours: c.board.Reads.Hours(c.board.Now())}
}

// missed tells the centre that who was rung was not reached; their agent is free
// again. The leg is still there: what is to be said, is said.
func (c *call) missed(why civicline.Miss) {
	if c.out == nil || c.out.over || c.state != civicline.Dialing {
		return
	}
	c.out.over = true
	c.clerk.do(civicline.Bot, civicline.Missed{Call: c.id, Why: why}, nil)
	c.partBecause(civicline.ErrDone, notReached(why))
	c.stir(civicline.WithBot)
}

// notThere ends a call on which nobody is to be spoken with.
func (c *call) notThere(why civicline.Miss) {
	c.missed(why)
	c.finish("who was rung was not reached: "+string(why), false)
}

// notReached is what an agent is told who waited for a caller.
func notReached(why civicline.Miss) error {
	words := map[civicline.Miss]string{
		civicline.MissNoAnswer: "The caller did not answer.", civicline.MissBusy: "The caller's line is busy.", civicline.MissVoicemail: "A machine answered; a short message is left.",
		civicline.MissDeclined: "The caller does not want to talk now.", civicline.MissFailed: "The caller's number could not be rung.",
	}[why]
	return &civicline.Error{Kind: civicline.NotFound, Op: "ring a caller back", Message: words}
}

// connect brings whom we rang to the agent who is kept for them.
func (c *call) connect() {
	if c.out == nil || c.out.over {
		return
	}
	c.out.wants = true
	c.side.ears.screen(nil)
	if c.state != civicline.Dialing {
		return // the agent was lost meanwhile: they are in line, at its head
	}
	c.owed++
	c.clerk.do(civicline.Bot, civicline.Reach{Call: c.id}, func(res civicline.Result, err error) mail { return reached{res, err} })
}

// reached is the centre's answer to Reach.
type reached struct {
	res civicline.Result
	err error
}

func (m reached) open(c *call) {
	c.owed--
	if m.err != nil { // it was quicker: a look finds out what became of the call
		c.stir(civicline.Waiting)
		look{}.open(c)
		return
	}
	c.queue.moved = m.res.At
	switch s := m.res.Call.State; s {
	case civicline.WithAgent:
		c.queue.agent = m.res.Call.Agent
		if c.guest != nil {
			c.agentThere()
			return
		}
		c.taken(m.res.Call.Agent)
	case civicline.Waiting, civicline.Offered:
		c.stir(s)
		c.poll()
	}
}

// ringsFor lets an agent hear that the caller is being rung.
func (c *call) ringsFor(g *guest) {
	if c.out.answered {
		g.leg.Play(audio.Loop(c.board.comfort))
	} else {
		g.leg.Play(audio.Loop(c.board.ringing))
	}
}

// agentLostRinging is told that the agent has gone who was kept for somebody who
// is being rung. Who is not on the line yet is rung again when another is free.
func (c *call) agentLostRinging(why string) {
	c.log.Warn("an agent was lost while their caller was rung", "agent", c.queue.agent, "why", why)
	c.part(civicline.ErrLineLost)
	c.clerk.do(civicline.Bot, civicline.Enqueue{Call: c.id, Tier: c.queue.tier, Reason: c.queue.reason}, nil)
	c.backInLine()
}

// backInLine follows the centre, which has put the call that was being rung back
// in line.
func (c *call) backInLine() {
	if c.out.met && !c.out.machine {
		c.part(civicline.ErrLineLost)
		c.stir(civicline.Waiting)
		c.poll()
		return
	}
	c.out.over = true
	c.finish("nobody is there to talk to who is being rung", false)
}

// rungAnew is told that an agent is kept for somebody who is on the line already.
func (c *call) rungAnew(agent civicline.AgentID) {
	c.stir(civicline.Dialing)
	c.queue.agent = agent
	c.poll()
	if c.out.wants {
		c.connect()
	}
}

// moveCallback gives the callback that is owed to this caller another time.
func (c *call) moveCallback(at time.Time) {
	c.owed++
	c.clerk.do(civicline.Bot, civicline.Rebook{Reference: c.owes().Reference, Number: c.owes().Number, At: at},
		func(res civicline.Result, err error) mail { return booked{res, err} })
}

// forgoCallback gives it up.
func (c *call) forgoCallback() {
	if cb := c.owes(); cb.Reference != "" {
		c.clerk.do(civicline.Bot, civicline.DropCallback{Reference: cb.Reference, Number: cb.Number}, nil)
	}
}

// owes is the callback that this call is about.
func (c *call) owes() civicline.Callback {
	switch {
	case c.out != nil:
		return c.out.callback
	case c.queue.owed != nil:
		return *c.queue.owed
	}
	return civicline.Callback{}
}
