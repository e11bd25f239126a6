package flow

import (
	"slices"
	"strings"

	"github.com/civicline/civicline"
)

// deep is how many questions can wait for one another to be answered.
const deep = 3

// leave puts the question under way aside for another flow.
func (t *turn) leave() {
	p := &t.p
	p.left = append(slices.Clone(p.left), aside{spot: p.spot, answering: p.answering, topic: p.topic, words: p.words, task: p.task})
	if len(p.left) > deep {
		p.left = p.left[1:]
	}
	p.answering = answering{}
}

// finish ends a flow: back to the line, to the question that was left for it, to
// what the caller wanted as well, or to what else there may be.
func (t *turn) finish(s *script) {
	p := &t.p
	switch {
	case s.on == AgentAnswered:
		p.rest, p.owed = bridged, ""
	case p.owed == handingOver:
		p.rest = pending
	case len(p.left) > 0:
		t.goBack(s)
	case len(p.also) > 0:
		t.next()
	case p.line.in:
		t.waitOn()
	default:
		t.run(t.flows[t.always.after])
	}
}

// goBack takes up the question that was left last. If the other flow was a task
// of its own, the caller may have changed their mind, and is asked.
func (t *turn) goBack(done *script) {
	p := &t.p
	n := len(p.left) - 1
	back := p.left[n]
	p.left = p.left[:n:n]
	if back.asked && t.always.setAside != "" && back.flow != t.always.setAside && t.task(back) != nil {
		p.offer = back
		t.run(t.flows[t.always.setAside])
		return
	}
	if !speaks(done) {
		t.chat(t.always.now...)
	}
	t.resume(back)
}

// resume puts a question that was left, in other words.
func (t *turn) resume(back aside) {
	p := &t.p
	p.spot, p.answering, p.topic, p.words, p.task = back.spot, back.answering, back.topic, back.words, back.task
	if t.knows(t.step().name) { // it was answered on the way
		t.play()
		return
	}
	t.askAgain()
}

// next does what the caller asked for in the same breath as what is done now.
func (t *turn) next() {
	p := &t.p
	id := p.also[0]
	p.also = p.also[1:]
	f := t.flowFor(id)
	if f == nil {
		t.run(t.flows[t.always.after])
		return
	}
	p.words = ""
	p.topic = id
	t.topicOf(f, id)
	if f.key != person && t.named(id) != nil {
		t.say(t.always.alsoAsked, false)
	}
	p.task = f.name
	t.run(f)
}

// task is what a flow that was left does, as callers are told it; nil if it has
// no name.
func (b *Book) task(left aside) civicline.Words {
	f := b.flows[left.flow]
	switch {
	case f == nil:
		return nil
	case f.called != nil:
		return f.called
	case slices.Contains(f.intents, left.topic):
		return b.named(left.topic)
	case len(f.intents) > 0:
		return b.named(f.intents[0])
	}
	return nil
}

// named is an intent as callers are told it, nil if it has no name.
func (b *Book) named(id string) civicline.Words {
	f := b.flowFor(id)
	if f != nil && f.called != nil && len(f.intents) < 2 {
		return f.called
	}
	if i := b.known.intent(id); i != nil {
		return inSentence(i.Called)
	}
	return nil
}

// inSentence writes a name as it stands in the middle of a sentence: "Check case
// status" as "check case status", but "VAWA" as it is.
func inSentence(w civicline.Words) civicline.Words {
	out := civicline.Words{}
	for l, text := range w {
		first, _, _ := strings.Cut(text, " ")
		if first != strings.ToUpper(first) && !strings.Contains(first, "-") {
			runes := []rune(text)
			text = strings.ToLower(string(runes[0])) + string(runes[1:])
		}
		out[l] = text
	}
	if len(out) == 0 {
		return nil
	}
	return out
}
