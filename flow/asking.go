package flow

import (
	"slices"

	"github.com/civicline/civicline"
)

// ask puts a question, unless its answer is known or was just given. It
// reports whether the call is at rest.
func (t *turn) ask(s *script, o op) bool {
	st, p := o.step, &t.p
	q := questions[st.name]
	p.op = opOf(s, st)
	if known(st.name, p) {
		p.op = afterAsk(s, p.op)
		return false
	}
	if st.name == "reason" && p.noReason { // asked once, and they would rather not say
		p.op = s.ops[p.op].fail
		return false
	}
	if q.said != nil && st.name != "yes or no" && st.name != "reason" && p.offered.Text != "" {
		if found := q.said(p.offered); len(found) > 0 {
			p.offered = civicline.Reading{}
			return t.answered(found)
		}
	}
	p.trouble = trouble{}
	p.wrong, p.guess = nil, nil
	words := st.say
	if p.posed != p.spot {
		p.posed, p.poses = p.spot, 0
	}
	p.poses++
	switch {
	case p.poses > 1 && st.name != "what you want":
		return t.poseAgain()
	case p.keypadOnly && s.on != EngineLost:
		words = st.keypad
	case st.onceMore != nil && p.rounds%2 == 0:
		words = st.onceMore
	}
	t.put(words)
	return true
}

// poseAgain puts a question that the caller came back to without having
// answered it: each time in other words, then a person is better.
func (t *turn) poseAgain() bool {
	switch st := t.step(); t.p.poses {
	case 2:
		t.put(st.again)
	case 3:
		t.put(st.keypad)
	default:
		t.giveUp()
	}
	return true
}

// put asks in words, and listens.
func (t *turn) put(words civicline.Words) {
	st := t.step()
	t.p.rest, t.p.asks = asking, questions[st.name].asks
	t.say(words, false)
	t.listen()
}

// askAgain asks what was being asked, in other words.
func (t *turn) askAgain() {
	if len(t.p.guess) > 0 {
		t.readBack()
		return
	}
	words := t.step().again
	if t.p.keypadOnly {
		words = t.step().keypad
	}
	t.put(words)
}

// step is where the call stands.
func (t *turn) step() *step { return t.flows[t.p.flow].ops[t.p.op].step }

func opOf(s *script, st *step) int {
	return slices.IndexFunc(s.ops, func(o op) bool { return o.step == st })
}

// afterAsk is where a flow goes on when the answer is not a plain yes or no.
func afterAsk(s *script, ask int) int { return s.ops[s.ops[ask].next].next }

func known(name string, p *Place) bool {
	switch name {
	case "what you want", "yes or no":
		return false
	case "reason":
		return p.reason() != ""
	}
	return p.facts[name] != ""
}

// answered takes the answer to the question under way: it is read back if it
// must be, kept otherwise. It reports whether the call is at rest.
func (t *turn) answered(found []civicline.Facts) bool {
	p := &t.p
	s, st := t.flows[p.flow], t.step()
	if questions[st.name].confirm {
		p.guess = slices.DeleteFunc(slices.Clone(found), func(f civicline.Facts) bool { return slices.Contains(p.wrong, f[st.name]) })
		if len(p.guess) == 0 { // the same again: the second failure
			t.giveUp()
			return true
		}
		t.readBack()
		return true
	}
	p.trouble, p.poses = trouble{}, 0
	if st.name != "yes or no" {
		t.keep(found[0])
		p.op = afterAsk(s, p.op)
		return false
	}
	if found[0]["yes or no"] == "yes" {
		p.op = s.ops[p.op].next
	} else {
		p.op = s.ops[p.op].alt
	}
	return false
}

// readBack says what was understood, and waits for yes or no.
func (t *turn) readBack() {
	t.p.rest = confirming
	t.say(t.step().confirm, false)
	if t.p.keypadOnly {
		t.say(yesNoKeys, false)
	}
	t.listen()
}

// yesNoKeys tell how to confirm by keys.
var yesNoKeys = civicline.Words{
	civicline.English: "For yes press 1. For no press 2.",
	civicline.Spanish: "Para sí oprima uno. Para no oprima dos.",
}

// confirmed keeps what was read back, or tries the next likeliest, or asks
// once more.
func (t *turn) confirmed(yes bool) {
	p := &t.p
	s, st := t.flows[p.flow], t.step()
	if yes {
		found := p.guess[0]
		p.guess, p.wrong, p.trouble, p.poses = nil, nil, trouble{}, 0
		p.rest = ""
		t.keep(found)
		p.op = afterAsk(s, p.op)
		t.play()
		return
	}
	p.wrong = append(slices.Clone(p.wrong), p.guess[0][st.name])
	switch {
	case len(p.guess) > 1 && len(p.wrong) < 2:
		p.guess = p.guess[1:]
		t.readBack()
	case len(p.wrong) < 2:
		p.guess = nil
		t.put(st.wrong)
	default:
		p.guess = nil
		t.giveUp()
	}
}

// giveUp goes where the ladder of what is not understood ends.
func (t *turn) giveUp() {
	ladder := t.always.notUnderstood
	t.run(t.flows[ladder[len(ladder)-1].goTo])
}
