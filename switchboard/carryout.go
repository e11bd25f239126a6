package switchboard

import (
	"context"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/turntaking"
)

// carryOut does what the flow ordered.
func (c *call) carryOut(o civicline.Order) {
	switch o := o.(type) {
	case civicline.Say:
		c.say(o)
	case civicline.Hush:
		c.mouth.lay(nil)
		c.music = false
		if c.hush() {
			c.sound(turntaking.Sound{What: turntaking.BotOff})
		}
	case civicline.Listen:
		c.listen(o)
	case civicline.EndUtterance:
		c.mind(o)
	case civicline.Speak:
		c.speak(o)
	case civicline.Remember:
		if c.out == nil || !c.out.over {
			c.clerk.do(civicline.Bot, civicline.Learn{Call: c.id, Facts: o.Facts}, nil)
		}
	case civicline.LookUp:
		c.lookUp(o)
	case civicline.HandOver:
		c.handOver(o.To, o.Reason)
	case civicline.TakeBack:
		c.takeBack(o)
	case civicline.LeaveLine:
		c.leaveLine()
	case civicline.PromiseCallback:
		c.promise(o)
	case civicline.MoveCallback:
		c.moveCallback(o.At)
	case civicline.ForgoCallback:
		c.forgoCallback()
	case civicline.Connect:
		c.connect()
	case civicline.NotReached:
		c.missed(o.Why)
	case civicline.PlayMusic:
		c.playMusic()
	case civicline.Wake:
		c.wakes.at(o.At, woken{})
	case civicline.HangUp:
		c.closing = &o
	}
}

// listen hears the caller out on a question. The music makes room for it.
func (c *call) listen(o civicline.Listen) {
	c.expecting = o.To
	if c.talking() {
		c.music = false
		c.mouth.lay(nil)
	}
	c.side.ears.expect(o.To)
	c.asked(o)
}

// asked tells turn-taking what the caller is asked.
func (c *call) asked(o civicline.Listen) {
	ears := c.side.ears.count()
	if ears == 0 {
		ears = -1
	}
	c.sound(turntaking.Sound{What: turntaking.Asked, Question: o.To.Question, SoFar: o.To.SoFar, Patience: o.Patience, Ears: ears})
}

// speak moves the call to a language: ears, routing and record; each Say names
// its own.
func (c *call) speak(o civicline.Speak) {
	l := o.Language
	if !l.Known() {
		return
	}
	was := c.language
	c.language, c.guessed = l, o.Guessed
	if !o.Guessed {
		c.side.ears.attend([]civicline.Language{l})
		if was == l && c.told {
			return // settled as guessed: the centre knows
		}
	}
	c.told = true
	c.clerk.do(civicline.Bot, civicline.SetLanguage{Call: c.id, Language: l}, nil)
}

func (c *call) playMusic() {
	if c.tune == nil || c.music {
		return
	}
	c.music = true
	c.mouth.lay(c.tune)
}

// longestLookUp is how long a service may take; then the flow goes on without.
const longestLookUp = 6 * time.Second

type lookedUp struct {
	n      int
	found  civicline.Facts
	failed bool
}

func (c *call) lookUp(o civicline.LookUp) {
	c.owed++
	c.lookUps++
	n, with := c.lookUps, o.With.With(nil)
	c.wg.Go(func() {
		ctx, stop := context.WithTimeout(c.ctx, longestLookUp)
		defer stop()
		answer := make(chan lookedUp, 1)
		c.wg.Go(func() {
			found, err := c.script.LookUp(ctx, o.What, with)
			answer <- lookedUp{n, found, err != nil}
		})
		select {
		case m := <-answer:
			c.box.put(m)
		case <-ctx.Done():
			c.box.put(lookedUp{n: n, failed: true})
		}
	})
}

func (m lookedUp) open(c *call) {
	c.owed--
	if m.n != c.lookUps {
		return // the caller has moved on, and asked for something else
	}
	if m.failed {
		c.log.Warn("a look-up failed, or took too long")
	}
	c.ask(flow.Input{What: flow.LookedUp, Found: m.found, Failed: m.failed})
}

// caption shows the caller what is said, where their leg can: for those who
// cannot hear well. What the bot says is shown as it begins.
func (c *call) caption(who civicline.Speaker, text string) {
	if p, ok := c.leg.(interface{ Caption(text string) }); ok && text != "" {
		p.Caption(string(who) + ": " + text)
	}
}
