package chat

import (
	"context"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
)

// patience is how long a look-up may take before the person is told that it
// failed.
const patience = 8 * time.Second

// A play is one input to the flow and all that comes of it.
type play struct {
	*Chat
	ctx context.Context
	s   *session
	sc  Script
	say []string // not yet added, in one language
	in  civicline.Language
	ran int
}

// next gives the flow an input, carries out its orders, and gives it what came
// of them, until it waits for the person.
func (p *play) next(in flow.Input) {
	if p.ran++; p.ran > 50 || p.s.Over {
		return
	}
	in.At = p.Now()
	var orders []civicline.Order
	p.s.place, orders = p.sc.Book.Next(p.s.place, in)
	var then []flow.Input
	for _, o := range orders {
		if next, ok := p.carryOut(o); ok {
			then = append(then, next)
		}
	}
	for _, in := range then {
		p.next(in)
	}
}

// carryOut does what one order says. It returns what came of it, if the flow
// waits to hear.
func (p *play) carryOut(o civicline.Order) (flow.Input, bool) {
	switch o := o.(type) {
	case civicline.Say:
		p.speak(o)
	case civicline.Speak:
		p.s.Language = o.Language
		p.do(civicline.SetLanguage{Call: p.s.Call, Language: o.Language})
	case civicline.Remember:
		p.do(civicline.Learn{Call: p.s.Call, Facts: o.Facts})
	case civicline.LookUp:
		return p.lookUp(o), true
	case civicline.HandOver, civicline.TakeBack: // there is no line to wait in
		return flow.Input{What: flow.NotQueued, Hours: p.Reads.Hours(p.Now())}, true
	case civicline.PromiseCallback:
		res, err := p.Door.Do(p.ctx, civicline.Bot, civicline.BookCallback{Call: p.s.Call, Number: o.Number, Reason: o.Reason, At: o.At, Texts: o.Texts})
		if err != nil {
			p.Log.Error("a callback could not be booked", "call", p.s.Call, "err", err)
			return flow.Input{What: flow.BookingFailed, Hours: p.Reads.Hours(p.Now())}, true
		}
		return flow.Input{What: flow.CallbackBooked, Callback: res.Callback}, true
	case civicline.HangUp:
		p.flush()
		p.do(civicline.End{Call: p.s.Call, Why: o.Why})
		p.s.Over = true
	}
	return flow.Input{}, false
}

func (p *play) lookUp(o civicline.LookUp) flow.Input {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	found, err := p.sc.LookUp(ctx, o.What, o.With)
	if err != nil {
		p.Log.Warn("a look-up failed", "call", p.s.Call, "what", o.What, "err", err)
	}
	return flow.Input{What: flow.LookedUp, Found: found, Failed: err != nil}
}

// do makes a change that the conversation does not wait for. It goes on if it
// fails: the person is owed an answer more than our records are.
func (p *play) do(cmd civicline.Command) {
	if _, err := p.Door.Do(p.ctx, civicline.Bot, cmd); err != nil {
		p.Log.Error("a change was lost", "call", p.s.Call, "err", err)
	}
}

// speak gathers sentences; those of one language are one turn.
func (p *play) speak(o civicline.Say) {
	if o.Language != p.in {
		p.flush()
		p.in = o.Language
	}
	p.say = append(p.say, o.Text)
}

// flush writes down what the bot said.
func (p *play) flush() {
	if len(p.say) == 0 {
		return
	}
	text := strings.Join(p.say, " ")
	p.say = nil
	p.s.add(civicline.ByBot, p.in, text, p.Now())
	p.record(civicline.Turn{Who: civicline.ByBot, Language: p.in, Text: text})
}

func (p *play) record(t civicline.Turn) {
	t.Began = p.Now().Sub(p.s.Began)
	t.Ended = t.Began
	p.do(civicline.TakeTurn{Call: p.s.Call, Turn: t})
}

// wrote is what the person wrote, as an input: a single key is a key, so that
// "press 1" can be answered in writing too.
func (p *play) wrote(text string) flow.Input {
	if len(text) == 1 && strings.ContainsAny(text, "0123456789*#") {
		return flow.Input{What: flow.Keyed, Keys: text}
	}
	var heard []civicline.Hypothesis
	for _, l := range civicline.Languages {
		if !p.s.place.Chosen() || l == p.s.place.Language() {
			heard = append(heard, civicline.Hypothesis{Language: l, Text: text, Confidence: 0.6})
		}
	}
	return flow.Input{What: flow.Said, Reading: p.sc.Model.Read(heard, p.s.place.Expecting())}
}
