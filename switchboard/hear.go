package switchboard

import (
	"math"
	"slices"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/turntaking"
)

// talking reports whether the caller talks with the bot, and not with a person.
func (c *call) talking() bool { return c.guest == nil || !c.guest.bridged }

func (m voiceEdge) open(c *call) {
	if m.who != civicline.ByCaller || !c.talking() {
		return
	}
	what := turntaking.VoiceOff
	if m.on {
		what = turntaking.VoiceOn
	}
	c.sound(turntaking.Sound{What: what, Edge: m.edge})
}

func (m heard) open(c *call) {
	if m.who != civicline.ByCaller || m.span.free || !c.talking() {
		c.transcribe(m)
		return
	}
	if !c.side.ears.has(m.slot) {
		return // the language has changed
	}
	what := turntaking.Partial
	if m.hearing.Final {
		what = turntaking.Final
		c.answer.words = m.at
		if m.hearing.Err != nil {
			c.log.Warn("a recogniser failed on an utterance", "language", m.slot.language, "err", m.hearing.Err)
		}
	}
	c.sound(turntaking.Sound{What: what, Hearing: m.hearing})
}

func (m earLost) open(c *call) {
	c.log.Warn("a recogniser is gone for good", "who", m.who, "language", m.slot.language, "err", m.err)
	if m.who != civicline.ByCaller || !c.talking() {
		return
	}
	c.sound(turntaking.Sound{What: turntaking.EarLost, Ears: c.side.ears.count()})
	if c.side.ears.count() == 0 {
		c.ask(flow.Input{What: flow.EngineLost})
	}
}

func (m keyPressed) open(c *call) {
	if c.state == civicline.Ringing || !c.talking() {
		return
	}
	if c.out != nil && c.out.screening { // no machine presses keys
		screened{audio.Person}.open(c)
		return
	}
	c.sound(turntaking.Sound{What: turntaking.KeyPressed, Key: m.key})
}

// sound tells turn-taking what happened on the line, and does what follows.
func (c *call) sound(s turntaking.Sound) {
	s.At = c.board.Now()
	var out turntaking.Outcome
	c.floor, out = c.board.Manners.Next(c.floor, s)
	for _, o := range out.Orders {
		c.mind(o)
	}
	switch {
	case out.Finished:
		c.turnOver(out)
	case out.Deaf:
		c.log.Warn("the caller spoke and no recogniser gave any words")
		c.ask(flow.Input{What: flow.Deaf})
	case out.StillHere:
		c.mouth.add(c.newSound(c.board.comfort[:len(c.board.comfort)/2]))
	case out.Silent > 0 && !c.music: // who hears music may be silent
		c.ask(flow.Input{What: flow.Silence, Silent: out.Silent})
	}
}

// mind carries out an order of turn-taking.
func (c *call) mind(o civicline.Order) {
	switch o := o.(type) {
	case civicline.Pause:
		c.pause()
	case civicline.GoOn:
		c.goOn()
	case civicline.Hush:
		c.hush()
	case civicline.EndUtterance:
		c.answer = chain{paused: c.board.Now()}
		c.side.ears.endUtterance()
	case civicline.Wake:
		c.wakes.at(o.At, tick{})
	}
}

type (
	tick  struct{} // turn-taking wanted to be woken
	woken struct{} // the flow did
)

func (tick) open(c *call) {
	if c.talking() {
		c.sound(turntaking.Sound{What: turntaking.Tick})
	}
}

func (woken) open(c *call) {
	if c.talking() {
		c.ask(flow.Input{What: flow.Woken})
	}
}

// turnOver answers what the caller said, or keyed.
func (c *call) turnOver(out turntaking.Outcome) {
	if out.Keys != "" {
		c.answer = chain{}
	}
	c.answer.ended, c.answer.open = out.SpeechEnded, true
	t := civicline.Turn{Who: civicline.ByCaller, Language: c.language, Keys: out.Keys, Ended: c.since(out.SpeechEnded)}
	t.Began = min(c.since(out.SpeechBegan), t.Ended)
	in := flow.Input{What: flow.Keyed, Keys: out.Keys}
	if len(out.Said) > 0 {
		r := c.script.Model.Read(c.leaning(out.Said), c.expecting)
		in.Reading = r
		if out.Keys == "" {
			in.What = flow.Said
		}
		t.Text, t.Intent, t.Confidence = r.Text, r.Intent, out.Said[0].Confidence
		if r.Language != "" {
			t.Language = r.Language
		}
	}
	c.record(t, nil)
	c.answerTo(in)
}

// answerTo asks the flow what to say to the caller. If we were taking leave, we
// still do, unless the flow has something to add.
func (c *call) answerTo(in flow.Input) {
	leave := c.closing
	c.closing = nil
	if !c.ask(in) {
		c.closing = leave
	}
}

// ask tells the flow what happened, and does what it orders. It reports whether
// anything was ordered. While we take leave nothing but the caller is answered.
func (c *call) ask(in flow.Input) bool {
	if c.state == civicline.Ended || c.closing != nil {
		return false
	}
	in.At = c.board.Now()
	place, orders := c.script.Book.Next(c.place, in)
	c.place = place
	for _, o := range orders {
		c.carryOut(o)
	}
	return len(orders) > 0
}

// record writes a turn down.
func (c *call) record(t civicline.Turn, l *civicline.Latency) {
	if t.Text == "" && t.Keys == "" {
		return
	}
	if t.Who != civicline.ByBot {
		c.caption(t.Who, t.Text)
	}
	if c.out != nil && c.out.over {
		return // the centre has ended the call
	}
	c.clerk.do(civicline.Bot, civicline.TakeTurn{Call: c.id, Turn: t, Latency: l}, nil)
}

// likelier is how much likelier, in log-odds, callers go on in the language that
// they first seemed to speak.
const likelier = 1.5

// leaning returns what was heard with a lean to the language spoken so far,
// while that is but a guess. Free speech, of which a closed recogniser
// understands the least, does not turn it over at all.
func (c *call) leaning(said []civicline.Hypothesis) []civicline.Hypothesis {
	if !c.guessed {
		return said
	}
	out := slices.Clone(said)
	if c.expecting.Question == civicline.FreeSpeech {
		spoken := slices.DeleteFunc(out, func(h civicline.Hypothesis) bool { return h.Language != c.language })
		if len(spoken) > 0 {
			return spoken
		}
		return said
	}
	for i, h := range out {
		if h.Language == c.language {
			odds := math.Exp(likelier) * h.Confidence / max(1-h.Confidence, 1e-6)
			out[i].Confidence = odds / (1 + odds)
		}
	}
	return out
}
