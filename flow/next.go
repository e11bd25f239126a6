package flow

import (
	"slices"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// Comfort is how often a waiting caller hears that they are not forgotten.
const Comfort = time.Minute

// Next returns where the call stands after in, and what to do, in order. A
// Listen takes effect at once, though speech ordered before it is still to be
// said; HangUp waits until all has been said. Speak comes before the words of
// that language.
//
// No orders means that nothing needs to be done: music plays on, or the answer
// to an order is still to come.
func (b *Book) Next(p Place, in Input) (Place, []civicline.Order) {
	t := &turn{Book: b, p: p}
	t.p.at, t.p.offered = in.At, civicline.Reading{}
	if t.p.rest == over {
		return t.p, nil
	}
	t.learn(in)
	if in.What == Said || in.What == Keyed {
		t.p.trouble.silences, t.p.trouble.alarms = 0, 0
	}
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
		if t.p.rest == inLine && t.p.line.better {
			t.run(b.on[WaitChanged])
		}
	case OfferFailed:
		if t.p.rest == inLine || t.p.rest == bridged {
			t.run(b.on[OfferFailed])
		}
	case EngineLost:
		if t.p.rest == inLine || t.p.rest == pending || t.p.rest == bridged {
			break
		}
		t.run(b.on[in.What])
	default:
		if s := b.on[in.What]; s != nil {
			t.p.rest = ""
			t.run(s)
		}
	}
	t.p.offered = civicline.Reading{}
	return t.p, t.orders
}

// A turn is one call of Next.
type turn struct {
	*Book
	p      Place
	orders []civicline.Order
	fresh  bool // something was said: what is said is added to the prompt
	ran    int  // operations, against flows that go round in a ring
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
		p.told.number, p.told.known, p.told.kept = in.Number, in.Known, in.Kept != nil
		if in.Kept != nil && in.Kept.Language.Known() {
			p.language, p.chosen = in.Kept.Language, true
			t.order(civicline.Speak{Language: p.language})
		}
	case Queued, Resumed:
		p.told.closed = false
		p.line = line{in: true, since: in.At, wait: in.Wait, said: in.Wait.Position, saidAt: in.At}
	case NotQueued:
		p.line, p.told.closed = line{}, true
	case WaitChanged:
		p.line.wait = in.Wait
		p.line.better = in.Wait.Position < p.line.said && (in.Wait.Position <= 1 || in.At.Sub(p.line.saidAt) >= Comfort/3)
		if p.rest == inLine && p.line.better {
			p.line.said, p.line.saidAt = in.Wait.Position, in.At
		}
	case OfferFailed:
		p.line.wait.Position, p.line.said = 1, 1
	case AgentAnswered:
		p.told.agent = in.Agent
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

func (t *turn) order(o civicline.Order) { t.orders = append(t.orders, o) }

// run begins a flow.
func (t *turn) run(s *script) {
	t.p.spot = spot{s.name, 0}
	if s.name == t.always.after {
		t.p.rounds++
		t.p.words, t.p.facts = "", without(t.p.facts, "reason")
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

// do carries out one operation; true means that the call is at rest.
func (t *turn) do(s *script, o op) bool {
	st, p := o.step, &t.p
	switch o.verb {
	case "say":
		t.say(st.say, st.firm)
	case "say one of":
		t.say(st.oneOf[p.comforts%len(st.oneOf)], false)
		p.comforts++
	case "invite":
		if !p.chosen {
			for _, l := range civicline.Languages {
				if l != p.Language() {
					t.sayIn(l, st.say, false)
				}
			}
		}
	case "ask":
		return t.ask(s, o)
	case "look up":
		with := civicline.Facts{"language": string(p.Language())}
		for _, name := range lookUps[st.name] {
			if v := p.facts[name]; v != "" {
				with[name] = v
			}
		}
		p.op = slices.IndexFunc(s.ops, func(x op) bool { return x.step == st && x.verb == o.verb })
		p.rest = pending
		t.order(civicline.LookUp{What: st.name, With: with})
		return true
	case "when":
		if !conditions[st.name](t.Book, p) {
			p.op = o.alt
		}
	case "go to":
		t.run(t.flows[st.name])
		return true
	case "hand over":
		if p.line.in {
			t.finish(s)
			return true
		}
		t.handOver(civicline.Tier(st.name))
		return true
	case "take back":
		p.rest = pending
		t.order(civicline.TakeBack{})
		return true
	case "promise a callback":
		p.rest = pending
		var to civicline.PhoneNumber
		if st.name == "to the number given" {
			to = civicline.PhoneNumber(p.facts["phone number"])
		}
		t.order(civicline.PromiseCallback{Number: to, Reason: p.reason()})
		return true
	case "leave the line":
		if p.line.in {
			p.line = line{}
			t.order(civicline.LeaveLine{})
		}
	case "wait in line":
		t.wait()
		return true
	case "give time":
		t.listen()
		return true
	case "say again":
		t.sayAgain(st.name == "slower")
		return true
	case "speak":
		t.speak(st.name)
	case "remember":
		t.keep(st.facts)
	case "forget":
		p.facts = without(p.facts, append([]string{st.name}, questions[st.name].keeps...)...)
	case "hang up":
		p.rest = over
		t.order(civicline.HangUp{Why: st.name})
		return true
	}
	return false
}

func (t *turn) handOver(tier civicline.Tier) {
	t.p.rest = pending
	reason := t.p.reason()
	if reason != "" {
		t.keep(civicline.Facts{"reason": reason})
	}
	t.order(civicline.HandOver{To: tier, Reason: reason})
}

// wait plays the music until something happens.
func (t *turn) wait() {
	p := &t.p
	p.rest, p.trouble = inLine, trouble{}
	t.order(civicline.Listen{To: p.Expecting()})
	t.order(civicline.PlayMusic{})
	if !p.line.comfort.After(p.at) {
		p.line.comfort = p.at.Add(Comfort)
		t.order(civicline.Wake{At: p.line.comfort})
	}
}

// finish ends a flow: back to the line, to the question under way, or to what
// else there may be.
func (t *turn) finish(s *script) {
	p := &t.p
	switch {
	case s.on == AgentAnswered:
		p.rest = bridged
	case p.line.in:
		t.wait()
	case p.back.flow != "":
		p.spot, p.back = p.back, spot{}
		t.askAgain()
	default:
		t.run(t.flows[t.always.after])
	}
}

// speak changes the language. "other" is the one not spoken.
func (t *turn) speak(name string) {
	l := civicline.Language(name)
	if name == "other" {
		l = otherThan(t.p.Language())
	}
	t.p.language, t.p.chosen = l, true
	t.order(civicline.Speak{Language: l})
}

func otherThan(l civicline.Language) civicline.Language {
	for _, o := range civicline.Languages {
		if o != l {
			return o
		}
	}
	return l
}

func (t *turn) keep(f civicline.Facts) {
	t.p.facts = t.p.facts.With(f)
	t.order(civicline.Remember{Facts: f})
}

func without(f civicline.Facts, names ...string) civicline.Facts {
	out := civicline.Facts{}
	for k, v := range f {
		if !slices.Contains(names, k) {
			out[k] = v
		}
	}
	return out
}

// say speaks words in the language of the call.
func (t *turn) say(w civicline.Words, firm bool) { t.sayIn(t.p.Language(), w, firm) }

func (t *turn) sayIn(l civicline.Language, w civicline.Words, firm bool) {
	if !t.fresh {
		t.fresh, t.p.prompt, t.p.slowly = true, nil, false
	}
	for _, part := range stretches(w[l]) {
		text := t.fill(part, &t.p, l)
		if text == "" {
			continue
		}
		s := civicline.Say{Text: text, Language: l, Slower: t.p.slowly, Firm: firm}
		t.order(s)
		t.p.prompt = append(slices.Clone(t.p.prompt), s)
	}
}

// stretches cuts words where a fixed stretch of sentences ends and one with
// values begins: the fixed ones are spoken from the cache.
func stretches(text string) []string {
	var out []string
	fixed := false
	for _, s := range sentences(text) {
		is := !strings.Contains(s, "{")
		if is && fixed && len(out) > 0 {
			out[len(out)-1] += " " + s
		} else {
			out = append(out, s)
		}
		fixed = is
	}
	return out
}

func sentences(text string) []string {
	var out []string
	at := 0
	for i := 0; i+1 < len(text); i++ {
		if strings.IndexByte(".?!", text[i]) >= 0 && text[i+1] == ' ' && i > at+1 {
			out = append(out, text[at:i+1])
			at = i + 2
		}
	}
	return append(out, text[at:])
}

func (t *turn) listen() {
	if t.p.line.in && t.p.rest == inLine {
		t.wait()
		return
	}
	t.order(civicline.Listen{To: t.p.Expecting()})
}
