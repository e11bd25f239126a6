package flow

import (
	"slices"
	"time"

	"github.com/civicline/civicline"
)

// begin starts the flow of an intent or a key. The question under way is left
// for it and gone back to, unless the caller changed the subject; a flow that
// changes nothing leaves all as it is.
func (t *turn) begin(f *script) {
	p := &t.p
	if f.comesBack != nil && !*f.comesBack { // repeat, slower, one moment
		at, rest := p.spot, p.rest
		p.spot = spot{f.name, 0}
		t.aside(at, rest)
		return
	}
	p.doubted = false
	question := p.rest == asking || p.rest == confirming
	if question && f.name == p.flow && f.comesBack == nil && t.step().name == open {
		t.menuAgain()
		return
	}
	if question && f.comesBack == nil && f.name == p.task && f.key != person && t.wantsValue() {
		t.sameTask()
		return
	}
	switch back, ok := t.underWay(f); {
	case ok: // "now, my case status": it is the task that was left
		t.topic(f)
		t.resume(back)
		return
	case question && t.worthKeeping(f):
		t.leave()
	case f.comesBack == nil && f.name != p.flow:
		p.left = nil
		p.answering = answering{}
	default:
		p.answering = answering{}
	}
	if f.comesBack == nil && f.name != p.flow {
		p.trouble = trouble{}
	}
	if p.rest != inLine {
		p.rest, p.owed = "", t.still()
	}
	if f.comesBack == nil {
		p.task = f.name
	}
	t.topic(f)
	if t.overAgain(f) {
		t.giveUp()
		return
	}
	t.run(f)
}

// overAgain notes that f is begun, and reports whether the caller has been
// through all of it twice: a third time would tell them nothing new, and a person
// may. What has a key, comes back, or is no wish of its own may be had for ever.
func (t *turn) overAgain(f *script) bool {
	if len(f.intents) == 0 || f.key != "" || f.comesBack != nil || f.urgent {
		return false
	}
	begun := sum("", civicline.Words{"": f.name})
	if t.p.heard[begun] >= enough {
		return true
	}
	t.count(begun)
	return false
}

// wantsValue reports whether the question under way is for something to know: no
// answer to it is a plain yes or one of a few.
func (t *turn) wantsValue() bool {
	q := questions[t.step().name]
	return q.said != nil && q.asks != civicline.YesNo && q.asks != civicline.FreeSpeech
}

// sameTask goes on with the task that the caller asks for again in the middle of
// it: what they gave is not asked again.
func (t *turn) sameTask() {
	t.p.trouble.tries++
	if t.p.trouble.tries > 1 {
		t.giveUp()
		return
	}
	t.askAgain()
}

// menuAgain puts the menu to a caller who asks for it from the menu: each time
// in other words, and then a person is better.
func (t *turn) menuAgain() {
	st := t.step()
	switch t.p.trouble.repeats++; {
	case t.p.trouble.repeats > 3:
		t.giveUp()
	case t.p.keypadOnly:
		t.put(t.forKeys(st))
	default:
		t.put(t.freshest(append([]civicline.Words{st.say, st.again}, st.onceMore...)...))
	}
}

// still is the order under way that goes on whatever is begun: only handing over.
func (t *turn) still() string {
	if t.p.owed == handingOver {
		return handingOver
	}
	return ""
}

// worthKeeping reports whether the question under way should be gone back to
// after f: not if the caller dropped it, or f is the same task again.
func (t *turn) worthKeeping(f *script) bool {
	p := &t.p
	switch {
	case t.step().name == open:
		return speaks(f)
	case f.name == p.flow, f.urgent, f.does("drop"), f.does("hang up") && f.key == "", p.line.in && f.key == person:
		return false
	case t.step().name == "reason" && f.comesBack == nil:
		return false
	}
	// A task is offered again after another; a question that belongs to none is not.
	return f.comesBack != nil || f.answersOnly() || t.task(aside{spot: p.spot, topic: p.topic}) != nil && !dropped(p.offered.Text)
}

// answersOnly reports whether a flow does nothing but answer.
func (s *script) answersOnly() bool {
	return !slices.ContainsFunc(s.ops, func(o op) bool {
		return !slices.Contains([]string{"say", "say one of", "answer", "when", "jump", "end", lookingUp, "remember", "forget", "sort by"}, o.verb)
	})
}

// underWay returns the task of f if it was left for another, and takes it off
// what is left.
func (t *turn) underWay(f *script) (aside, bool) {
	p := &t.p
	i := slices.IndexFunc(p.left, func(a aside) bool { return a.flow == f.name })
	if i < 0 || f.comesBack != nil || p.rest == inLine {
		return aside{}, false
	}
	back := p.left[i]
	p.left = p.left[:i:i]
	return back, true
}

// topic keeps what the caller came for, by the name of the intent: a person who
// takes over sees it.
func (t *turn) topic(f *script) { t.topicOf(f, t.p.offered.Intent) }

func (t *turn) topicOf(f *script, id string) {
	if len(f.intents) == 0 || f.key == person || f.comesBack != nil && (t.p.topic != "" || t.p.line.in) {
		return
	}
	if !slices.Contains(f.intents, id) {
		id = f.intents[0]
	}
	if i := t.known.intent(id); i != nil && i.Protected {
		// Who takes over learns neither the wish nor its words from here, and nobody
		// asks the caller for them.
		t.p.topic, t.p.words, t.p.reasonPut = "", "", true
		return
	}
	if f.comesBack == nil {
		t.p.topic = id
	}
	t.keep(civicline.Facts{"topic": id})
}

// aside plays a flow that changes nothing: the call stands where it stood.
func (t *turn) aside(at spot, rest rest) {
	s := t.flows[t.p.flow]
	for _, o := range s.ops {
		switch o.verb {
		case "say":
			prompt, question := t.p.prompt, t.p.question
			t.say(o.step.say, false)
			t.p.prompt, t.p.question = prompt, question
		case "give time", "say again":
			t.p.spot, t.p.rest = at, rest
			if o.verb == "give time" {
				t.giveTime()
			} else {
				t.sayAgain(o.step.name)
			}
			return
		}
	}
	t.p.spot, t.p.rest = at, rest
	t.listen()
}

// SearchTime is how long a caller who asked for a moment may be silent.
const SearchTime = time.Minute

// giveTime lets the caller look for something.
func (t *turn) giveTime() {
	if t.p.rest == inLine {
		t.wait()
		return
	}
	t.order(civicline.Listen{To: t.p.Expecting(), Patience: SearchTime})
}
