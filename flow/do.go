package flow

import (
	"slices"
	"time"

	"github.com/civicline/civicline"
)

// The verbs whose orders are answered later.
const (
	lookingUp   = "look up"
	handingOver = "hand over"
	takingBack  = "take back"
	booking     = "promise a callback"
	moving      = "move the call we owe"
)

// do carries out one operation; true means that the call is at rest.
func (t *turn) do(s *script, o op) bool {
	switch o.verb {
	case "ask":
		return t.ask(s, o)
	case "go to":
		t.run(t.flows[o.step.name])
		return true
	case lookingUp, handingOver, takingBack, booking, moving:
		t.send(s, o)
		return true
	case "wait in line", "give time", "say again", "go on with", "hang up":
		t.stop(o.step)
		return true
	}
	t.carryOn(o)
	return false
}

// carryOn does what the caller need not answer.
func (t *turn) carryOn(o op) {
	st, p := o.step, &t.p
	switch o.verb {
	case "say":
		if !st.once || p.heard[sum(p.Language(), st.say)] == 0 {
			t.say(st.say, st.firm)
		}
	case "say one of":
		t.say(t.freshest(st.oneOf...), st.firm)
	case "invite":
		for _, l := range civicline.Languages {
			if !p.chosen && l != p.Language() {
				t.sayIn(l, st.say, false)
			}
		}
	case "answer":
		t.answerFrom(t.known.Answers[st.name])
	case "refuse":
		t.say(t.known.Refusals[st.name], false)
	case "when":
		if !t.holds(st) {
			p.op = o.alt
		}
	case "sort by":
		p.op = o.alt
		if f := st.chosen(p.offered.Text, p.offered.Language); f != nil {
			p.op = o.pick[index(f[0])]
		}
	case "connect":
		t.connect()
	case "not reached":
		p.told.awaited = false
		t.order(civicline.NotReached{Why: civicline.Miss(st.name)})
	case "give up the call we owe":
		p.told.owed, p.told.callback = civicline.Callback{}, civicline.Callback{}
		t.order(civicline.ForgoCallback{})
	case "keep helping":
		p.line.helping = p.line.in
	case "leave the line":
		if p.line.in {
			p.line = line{}
			t.order(civicline.LeaveLine{})
		}
	case "speak":
		t.speak(st.name)
	case "remember":
		t.keep(st.facts)
	case "forget":
		p.facts = without(p.facts, append([]string{st.name}, questions[st.name].keeps...)...)
	case "drop":
		p.left, p.also, p.answering = nil, nil, answering{}
	}
}

// stop does what ends a turn.
func (t *turn) stop(st *step) {
	switch st.verb {
	case "wait in line":
		t.wait()
	case "give time":
		t.giveTime()
	case "say again":
		t.sayAgain(st.name)
	case "go on with":
		back := t.p.offer
		t.p.offer = aside{}
		if back.flow == "" {
			t.run(t.flows[t.always.after])
			return
		}
		t.resume(back)
	case "hang up":
		t.p.rest = over
		t.order(civicline.HangUp{Why: st.name})
	}
}

// send gives an order that is answered later.
func (t *turn) send(s *script, o op) {
	st, p := o.step, &t.p
	if o.verb == handingOver && p.line.in {
		t.finish(s)
		return
	}
	if o.verb == handingOver && p.told.awaited { // whom they want is kept for them
		t.connect()
		t.wait()
		return
	}
	if p.owed == handingOver { // one is under way: it is answered soon
		p.rest = pending
		return
	}
	p.rest, p.owed = pending, o.verb
	switch o.verb {
	case lookingUp:
		with := civicline.Facts{"language": string(p.Language())}
		for _, name := range needs(st.name) {
			if v := p.facts[name]; v != "" {
				with[name] = v
			}
		}
		p.op = opOf(s, st)
		t.order(civicline.LookUp{What: st.name, With: with})
	case handingOver:
		t.handOver(civicline.Tier(st.name))
	case takingBack:
		t.takeBack(st)
	case booking:
		t.promise(st)
	case moving:
		t.order(civicline.MoveCallback{At: t.chosenTime()})
	}
}

// holds reports whether the condition of a step holds.
func (t *turn) holds(st *step) bool {
	if st.like != nil {
		return likeAny(st.like, t.p.words+" . "+t.p.offered.Text)
	}
	for name, value := range st.facts {
		if t.p.facts[name] != value {
			return false
		}
	}
	return st.facts != nil || conditions[st.name](t.Book, &t.p)
}

// answerFrom says an answer and where it is from, and keeps the source for who
// asks again.
func (t *turn) answerFrom(a Answer) {
	t.say(a.Words, false)
	from := civicline.Facts{"source date": a.Date.Format(time.DateOnly), "link": a.Link}
	for l, text := range a.Source {
		from["source "+string(l)] = text
	}
	t.p.facts = t.p.facts.With(from)
	t.say(t.always.source, false)
}

func (t *turn) handOver(tier civicline.Tier) {
	t.p.rest, t.p.owed = pending, handingOver
	reason := t.reason()
	if reason != "" {
		t.keep(civicline.Facts{"reason": reason})
	}
	t.order(civicline.HandOver{To: tier, Reason: reason})
}

// reason is why the caller wants a person: what they said when they were asked,
// else their words as far as they were heard, else what they came for.
func (t *turn) reason() string {
	p := &t.p
	switch {
	case p.words != "":
		return p.words
	case p.topic != "" && t.known.intent(p.topic) != nil:
		return t.known.intent(p.topic).Called[p.Language()]
	}
	return p.facts["reason"]
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

func (t *turn) listen() {
	if t.p.line.in && t.p.rest == inLine {
		t.wait()
		return
	}
	t.order(civicline.Listen{To: t.p.Expecting()})
}
