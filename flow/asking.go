package flow

import (
	"slices"
	"strconv"

	"github.com/civicline/civicline"
)

// ask puts a question, unless its answer is known or was just given. It
// reports whether the call is at rest.
func (t *turn) ask(s *script, o op) bool {
	st, p := o.step, &t.p
	p.op = opOf(s, st)
	if t.knows(st.name) {
		p.op = afterAsk(s, p.op)
		return false
	}
	if st.name == "reason" && p.reasonPut { // asked once, and they would rather not say
		p.op = s.ops[p.op].fail
		return false
	}
	p.answering = answering{options: p.options}
	if found := t.toldBefore(st); len(found) > 0 {
		p.offered = civicline.Reading{}
		return t.answered(found)
	}
	if st.name == "which one" && p.offered.Text != "" {
		if found := st.chosen(p.offered.Text, p.offered.Language); found != nil {
			p.offered = civicline.Reading{}
			return t.answered(found)
		}
	}
	p.trouble = trouble{}
	t.arrive(st)
	words := st.say
	switch {
	case p.poses > 1 && st.name != open:
		return t.poseAgain()
	case p.keypadOnly && s.on != EngineLost:
		words = t.forKeys(st)
	default:
		words = t.freshest(append([]civicline.Words{words}, st.onceMore...)...)
		if p.heard[sum(p.Language(), words)] >= enough {
			words = t.otherwise(st)
		}
	}
	t.put(words)
	return true
}

// open is the question that anything may answer.
const open = "what you want"

// toldBefore is the answer to a question that is only now to be put.
func (t *turn) toldBefore(st *step) []civicline.Facts {
	q := questions[st.name]
	if st.name == "which one" && t.p.offered.Text != "" {
		return st.chosen(t.p.offered.Text, t.p.offered.Language)
	}
	if q.said == nil || st.name == "yes or no" || st.name == "reason" || t.p.offered.Text == "" {
		return nil
	}
	return q.said(t.p.offered)
}

// arrive notes that a question is put: the one that was left for it will be gone
// back to only if the caller wants to.
func (t *turn) arrive(st *step) {
	p := &t.p
	if p.posed != p.spot {
		p.posed, p.poses = p.spot, 0
	}
	p.poses++
	if st.name == "reason" {
		p.reasonPut = true
	}
	if st.name == open {
		p.left, p.offer = nil, aside{}
		return
	}
	p.left = slices.DeleteFunc(slices.Clone(p.left), func(a aside) bool { return a.spot == p.spot })
	if n := len(p.left); n > 0 {
		p.left[n-1].asked = true
	}
}

// poseAgain puts a question that the caller came back to without having
// answered it: each time in other words, then a person is better.
func (t *turn) poseAgain() bool {
	switch st := t.step(); t.p.poses {
	case 2:
		t.put(t.otherwise(st))
	case 3:
		t.put(t.forKeys(st))
	default:
		t.giveUp()
	}
	return true
}

// put asks in words, and listens.
func (t *turn) put(words civicline.Words) {
	st, p := t.step(), &t.p
	p.rest, p.asks, p.owed = asking, questions[st.name].asks, ""
	at := 0
	if t.fresh {
		at = len(p.prompt)
	}
	if p.keypadOnly && st.name == open && t.knowsWell(words) {
		words = knownKeys
	}
	t.say(words, false)
	p.question = at
	t.listen()
}

// askAgain asks what was being asked, in other words.
func (t *turn) askAgain() {
	if len(t.p.guess) > 0 {
		t.readBack()
		return
	}
	t.put(t.otherwise(t.step()))
}

// step is where the call stands.
func (t *turn) step() *step { return t.flows[t.p.flow].ops[t.p.op].step }

func opOf(s *script, st *step) int {
	return slices.IndexFunc(s.ops, func(o op) bool { return o.step == st })
}

// afterAsk is where a flow goes on when the answer is not a plain yes or no.
func afterAsk(s *script, ask int) int { return s.ops[s.ops[ask].next].next }

// knows reports whether the caller has answered a question already.
func (t *turn) knows(name string) bool {
	switch name {
	case open, "yes or no", "which one", which:
		return false
	case "reason":
		return t.reason() != ""
	}
	return t.p.facts[name] != ""
}

// answered takes the answer to the question under way: it is read back if it
// must be, kept otherwise. It reports whether the call is at rest.
func (t *turn) answered(found []civicline.Facts) bool {
	p := &t.p
	s, st := t.flows[p.flow], t.step()
	if st.name == which {
		t.meant(p.options[index(found[0])])
		return true
	}
	if t.manyMeanings(st, found) {
		return true
	}
	if questions[st.name].confirm {
		p.guess = slices.DeleteFunc(slices.Clone(found), func(f civicline.Facts) bool { return slices.Contains(p.wrong, f[st.name]) })
		if len(p.guess) == 0 { // the same again: the second failure
			t.giveUp()
			return true
		}
		t.readBack()
		return true
	}
	p.trouble, p.poses, p.answering = trouble{}, 0, answering{}
	if st.name == "which one" {
		p.op = s.ops[p.op].pick[index(found[0])]
		return false
	}
	if st.name != "yes or no" {
		p.last = given{p.spot, st.name}
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
	t.p.rest, t.p.owed, t.p.doubt = confirming, "", t.p.guess[0][doubtful]
	t.say(t.step().confirm, false)
	if t.p.keypadOnly {
		t.chat(yesNoKeys)
	}
	t.listen()
}

// knowsWell reports whether the caller has heard one of the sentences often enough.
func (t *turn) knowsWell(words civicline.Words) bool {
	l := t.p.Language()
	return slices.ContainsFunc(sentences(words[l]), func(s string) bool {
		return t.p.heard[sentence(l, s)] >= enough
	})
}

// knownKeys is what is said for keys that were told before.
var knownKeys = civicline.Words{
	civicline.English: "Please press one of the keys. Star says them again, and 0 is a person.",
	civicline.Spanish: "Oprima una de las teclas, por favor. El asterisco las repite, y el cero es una persona.",
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
		found := without(p.guess[0], doubtful)
		p.answering, p.trouble, p.poses = answering{}, trouble{}, 0
		p.rest, p.last = "", given{p.spot, st.name}
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
		p.guess, p.soFar, p.pieces = nil, "", 0
		t.put(st.wrong)
	default:
		p.guess = nil
		t.giveUp()
	}
}

// index is which of several an answer names.
func index(f civicline.Facts) int {
	n, _ := strconv.Atoi(f[oneOfThem])
	return n
}

// giveUp goes where the ladder of what is not understood ends.
func (t *turn) giveUp() {
	ladder := t.always.notUnderstood
	t.forsake()
	t.run(t.flows[ladder[len(ladder)-1].goTo])
}

// forsake leaves the task under way, and what it was left for: it did not work.
func (t *turn) forsake() {
	t.p.left, t.p.answering, t.p.rest = nil, answering{}, ""
}
