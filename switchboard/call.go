package switchboard

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/turntaking"
)

// A call is one conversation being run. Only its deciding goroutine, decide,
// touches what is below the blank line; every other goroutine sends it mail.
type call struct {
	board  *Switchboard
	script Script
	id     civicline.CallID
	leg    civicline.Leg
	log    *slog.Logger
	box    *mailbox
	done   chan struct{} // closed when decide has returned
	ctx    context.Context
	cancel context.CancelFunc
	wg     sync.WaitGroup // of all goroutines that the call started,
	drains sync.WaitGroup // these apart: ears that are still given time for their last words
	clerk  *clerk
	mouth  *mouth
	side   *side // the caller's

	stand // decide's alone, from here on
	talk
	wakes wakes
	queue line
	guest *guest    // the agent and their leg, from joining until they are gone
	out   *outgoing // of a call that we place; nil is one that rang us
	tape  tape

	consult consulting
}

// A stand is where the call stands.
type stand struct {
	state    civicline.CallState
	stirred  time.Time // the state changed
	answered time.Time
	language civicline.Language
	guessed  bool             // the language, from the first words understood
	told     bool             // the centre knows the language
	tune     civicline.Source // the waiting music, where it was left
	music    bool             // it plays whenever nothing is said
	owed     int              // answers that are on their way: look-ups, commands
	lookUps  int              // so far
	closing  *civicline.HangUp
	lingers  time.Time // since when the caller keeps us from closing
	excuse   excuse
}

// A talk is the conversation between caller and bot.
type talk struct {
	floor     turntaking.Floor
	place     flow.Place
	expecting civicline.Expectation
	bot       speech
	answer    chain
}

func (s *Switchboard) newCall(leg civicline.Leg) *call {
	c := &call{board: s, script: s.Script(), id: s.NewCallID(), leg: leg, box: newTray[mail](), done: make(chan struct{})}
	c.log = s.Log.With("call", c.id)
	c.state, c.language = civicline.Ringing, civicline.English
	c.mouth = &mouth{post: c.box.put, now: s.Now, comfort: s.comfort}
	c.side, c.tune = c.newSide(civicline.ByCaller), audio.Loop(s.Music)
	c.wakes.post, c.wakes.now = c.box.put, s.Now
	return c
}

// run is the call's life.
func (c *call) run(ctx context.Context) {
	c.ctx, c.cancel = context.WithCancel(ctx)
	defer context.AfterFunc(ctx, c.closeUnlessGone)()
	defer context.AfterFunc(c.leg.Context(), func() { c.box.put(legEnded{c.leg, context.Cause(c.leg.Context())}) })()
	c.clerk = c.newClerk()
	c.side.ears.open(c.ctx)
	c.side.ears.attend(civicline.Languages)
	if c.out != nil {
		c.ringOut()
	} else {
		c.log.Info("a call rings", "channel", c.leg.Party().Channel, "from", c.leg.Party().Number)
		c.ring()
	}
	c.decide()
	close(c.done)
	c.tearDown()
}

// closeUnlessGone is told when the context of the call's run has ended. It may be
// the leg's own, as it is on the telephone: then the leg's end says why.
func (c *call) closeUnlessGone() {
	if c.leg.Context().Err() == nil {
		c.box.put(closing{})
	}
}

// decide is the only goroutine that decides. Mail in, orders out.
func (c *call) decide() {
	for c.state != civicline.Ended {
		m, _ := c.box.take()
		m.open(c)
		c.settle()
	}
}

// settle does what waits for the call to come to rest.
func (c *call) settle() {
	if c.state == civicline.Ended {
		return
	}
	silent := c.mouth.silent()
	if c.guest != nil && c.guest.told && !c.guest.bridged && c.state == civicline.WithAgent && silent {
		c.bridge()
	}
	if c.closing != nil && silent && c.owed == 0 && c.maySayGoodbye() {
		c.finish(c.closing.Why, false)
		return
	}
	c.mouth.owe(c.owed > 0 || c.floor.Awaits() || c.state != civicline.WithBot && c.state != civicline.Dialing)
	c.excuseUs()
}

// lastListen is how long a caller who speaks while we take leave is waited for.
const lastListen = 8 * time.Second

// maySayGoodbye reports whether the caller is not just speaking: we do not hang
// up on them, within reason.
func (c *call) maySayGoodbye() bool {
	if !c.floor.CallerSpeaks() {
		return true
	}
	if c.lingers.IsZero() {
		c.lingers = c.board.Now()
		c.wakes.after(lastListen, tick{})
	}
	return c.board.Now().Sub(c.lingers) >= lastListen
}

// finish ends the call. Lost is true when nobody said goodbye: a caller who
// waited may ring back for their place.
func (c *call) finish(why string, lost bool) {
	if c.state == civicline.Ended {
		return
	}
	c.hush()
	if c.state == civicline.Dialing {
		c.missed(c.goneBecause())
	}
	c.state = civicline.Ended
	if c.out == nil || !c.out.over { // else the centre has ended it
		c.clerk.do(civicline.Bot, civicline.End{Call: c.id, Lost: lost, Why: why}, nil)
	}
	c.log.Info("the call is over", "why", why)
}

// goneBecause is why a call that we place ends before they were reached.
func (c *call) goneBecause() civicline.Miss {
	switch {
	case c.out.answered:
		return civicline.MissDeclined
	case c.leg.Context().Err() == nil: // it is we who end it
		return civicline.MissFailed
	}
	return civicline.MissNoAnswer
}

// tearDown gives everything back, and waits for all that the call started.
func (c *call) tearDown() {
	c.wakes.stop()
	c.part(civicline.ErrDone)
	c.leg.Hangup(civicline.ErrDone)
	c.leg.Feed(nil)
	c.leg.Play(nil)
	c.lastWords()
	c.cancel()
	c.side.close()
	c.stopTape()
	c.clerk.close()
	c.wg.Wait()
}

// Mail about the leg's end.
type (
	legEnded struct {
		leg   civicline.Leg
		cause error
	}
	closing struct{}
)

func (m legEnded) open(c *call) {
	switch {
	case m.leg != c.leg:
		c.guestGone(m.leg, m.cause)
	case errors.Is(m.cause, civicline.ErrLineLost):
		c.finish("the caller's line was lost", c.closing == nil)
	case errors.Is(m.cause, civicline.ErrDone), errors.Is(m.cause, context.Canceled): // it was ended on our side, and not by this call
		closing{}.open(c)
	default: // on a phone line, a call that drops and a red key look the same
		c.finish("the caller hung up", c.closing == nil)
	}
}

func (closing) open(c *call) { c.finish("the centre is closing down", true) }

// since is how long after the call was answered t was.
func (c *call) since(t time.Time) time.Duration {
	if c.answered.IsZero() || t.Before(c.answered) {
		return 0
	}
	return t.Sub(c.answered)
}
