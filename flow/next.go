package flow

import (
	"maps"
	"time"

	"github.com/civicline/civicline"
)

// Comfort is how soon a waiting caller first hears that they are not forgotten.
const Comfort = time.Minute

// Next returns where the call stands after in, and what to do, in order. A
// Listen takes effect at once, though speech ordered before it is still to be
// said; HangUp waits until all has been said. Speak comes before the words of
// that language.
//
// Each LookUp, HandOver, TakeBack and PromiseCallback is answered once, even if
// late; the answer to a LookUp that another has followed is not given. No orders
// means that nothing needs to be done: music plays on, or the answer to an order
// is still to come.
func (b *Book) Next(p Place, in Input) (Place, []civicline.Order) {
	t := &turn{Book: b, p: p}
	t.p.at, t.p.offered = in.At, civicline.Reading{}
	if t.p.rest == over {
		return t.p, nil
	}
	known := p.keypadOnly
	t.learn(in)
	if in.What == EngineLost && known {
		if t.p.rest == asking || t.p.rest == confirming {
			t.listen() // it was said already
		}
		return t.p, t.orders
	}
	if p.version != b.version && p.version != "" && p.rest != inLine && p.rest != bridged { // another conversation: what was asked is not in this one
		t.p.spot, t.p.owed, t.p.last, t.p.posed, t.p.also = spot{}, "", given{}, spot{}, nil
		t.p.version = b.version
		t.run(b.flows[b.always.after])
		return t.p, t.orders
	}
	t.p.version = b.version
	if in.What == Said || in.What == Keyed {
		t.p.trouble.silences, t.p.trouble.alarms = 0, 0
	}
	t.happen(in)
	t.p.offered = civicline.Reading{}
	return t.p, t.orders
}

// happen answers an Input.
func (t *turn) happen(in Input) {
	p := &t.p
	switch in.What {
	case Said:
		t.said(in.Reading)
	case Keyed:
		t.keyed(in.Keys)
	case Silence:
		t.silence()
	case FalseAlarm:
		t.falseAlarm()
	case Deaf:
		t.deaf()
	case LookedUp:
		t.lookedUp(in)
	case Woken:
		t.woken()
	case WaitChanged:
		t.waitChanged()
	case OfferFailed:
		if p.rest == inLine || p.rest == bridged {
			t.run(t.on[OfferFailed])
		}
	case ClosedInLine:
		if p.rest != bridged {
			t.moment(ClosedInLine)
		}
	case EngineLost:
		if p.rest == inLine || p.rest == pending || p.rest == bridged {
			break
		}
		t.run(t.on[in.What])
	case CallbackBooked, BookingFailed:
		if p.owed == handingOver { // the person comes first; that it is booked is told
			t.p.spot = spot{t.on[in.What].name, 0}
			t.play()
			return
		}
		t.moment(in.What)
	default:
		t.moment(in.What)
	}
}

// moment plays the flow that is on a moment.
func (t *turn) moment(what Happening) {
	s := t.on[what]
	if s == nil {
		return
	}
	switch what {
	case Queued, Resumed:
		t.p.left, t.p.also = nil, nil // a person takes it from here
	}
	t.p.rest, t.p.owed = "", ""
	t.run(s)
}

// A turn is one call of Next.
type turn struct {
	*Book
	p       Place
	orders  []civicline.Order
	fresh   bool // something was said: what is said is added to the prompt
	marks   int  // sentences that were begun as said before
	counted bool // what was heard is this turn's own map
	ran     int  // operations, against flows that go round in a ring
}

// learn keeps what the input tells.
func (t *turn) learn(in Input) {
	p := &t.p
	p.told.failed = in.Failed
	if !in.Hours.Next.IsZero() {
		p.told.hours = in.Hours
	}
	switch in.What {
	case Began:
		p.told.typed = in.Typed
		if in.Speaks.Known() {
			p.language, p.chosen = in.Speaks, true
			t.order(civicline.Speak{Language: in.Speaks})
		}
		p.told.number, p.told.known, p.told.kept = in.Number, in.Known, in.Kept != nil
		t.owes(in.Owed)
		if in.Kept != nil && in.Kept.Language.Known() {
			p.language, p.chosen = in.Kept.Language, true
			t.order(civicline.Speak{Language: p.language})
		}
	case CallbackAnswered, CallbackUnsure, CallbackMachine:
		t.rung(in)
	case ClosedInLine:
		p.line, p.told.callback = line{}, in.Callback
	case Queued, Resumed:
		t.enter(in)
	case NotQueued:
		p.line, p.told.until = line{}, in.At.Add(tryAgain)
		if !in.Failed && !in.Hours.Open && in.Hours.Next.After(in.At) {
			p.told.until = in.Hours.Next
		}
	case WaitChanged:
		p.line.changed(in.Wait, in.At)
	case OfferFailed:
		p.line.wait.Position, p.line.told.Position = 1, 1
		p.line.in = p.line.in || p.rest == bridged
	case AgentAnswered:
		p.told.agent = in.Agent
		t.comes()
	case AgentLeft:
		p.line = line{}
		p.told.receipt = in.Receipt
		if name := in.Receipt.AgentName; name != "" {
			p.told.agent = name
		} else if in.Receipt.AgentID != "" {
			p.told.agent = string(in.Receipt.AgentID)
		}
	case CallbackBooked:
		p.told.callback = in.Callback
	case EngineLost:
		p.keypadOnly = true
	}
}

// tryAgain is how long after handing over failed it may be tried again.
const tryAgain = 10 * time.Minute

func (t *turn) order(o civicline.Order) { t.orders = append(t.orders, o) }

// run begins a flow.
func (t *turn) run(s *script) {
	t.p.spot = spot{s.name, 0}
	if s.name == t.always.after {
		p := &t.p
		p.left, p.offer, p.answering = nil, aside{}, answering{}
		p.words, p.topic, p.task = "", "", ""
	}
	t.play()
}

// play walks on until the call must wait for someone.
func (t *turn) play() {
	for {
		if t.ran++; t.ran > 500 {
			t.handOver(civicline.Tier1) // the reader refuses rings; should one be left, a person helps
			return
		}
		s := t.flows[t.p.flow]
		o := s.ops[t.p.op]
		t.p.op = o.next
		if o.verb == "end" {
			t.finish(s)
			return
		}
		if o.verb != "jump" && t.do(s, o) {
			return
		}
	}
}

// count notes that words are said.
func (t *turn) count(sum uint32) {
	if !t.counted {
		t.counted, t.p.heard = true, maps.Clone(t.p.heard)
		if t.p.heard == nil {
			t.p.heard = map[uint32]int{}
		}
	}
	t.p.heard[sum]++
}
