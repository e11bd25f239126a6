package flow

import (
	"slices"
	"strings"

	"github.com/civicline/civicline"
)

// check refuses what no single line shows: names of flows that are not there,
// flows that nobody reaches, rings, and moments that nobody answers.
func (r *reader) check() {
	b := r.book
	for _, name := range sortedKeys(b.flows) {
		b.flows[name].compile()
	}
	r.checkIntents()
	r.checkAlways()
	r.checkMoments()
	reached := map[string]bool{}
	for _, name := range sortedKeys(b.flows) {
		s := b.flows[name]
		r.file = s.file
		for _, o := range s.ops {
			if o.verb == "go to" {
				if b.flows[o.step.name] == nil {
					r.wrong(o.step.line, "go to %q: there is no such flow; there is: %s", o.step.name, strings.Join(sortedKeys(b.flows), ", "))
				}
				reached[o.step.name] = true
			}
		}
	}
	for _, rung := range slices.Concat(b.always.notUnderstood, b.always.silence, b.always.deaf) {
		reached[rung.goTo] = true
	}
	for _, name := range []string{b.always.after, b.always.other, b.always.which, b.always.setAside, b.always.inLine} {
		reached[name] = true
	}
	for _, name := range sortedKeys(b.flows) {
		s := b.flows[name]
		r.file = s.file
		if s.on == "" && s.key == "" && len(s.phrases) == 0 && len(s.intents) == 0 && !reached[name] {
			r.wrong(s.line, "nobody can get to flow %q; write \"when the caller says:\", \"on:\" or \"key:\", or go to it from another", name)
		}
	}
	if len(r.errs) > 0 {
		return
	}
	r.checkRings()
	r.checkClosed()
	r.checkEnds()
	r.checkSpeech()
}

func (r *reader) checkAlways() {
	a := &r.book.always
	r.file = a.file
	if a.file == "" {
		r.file = "always.yaml"
		r.wrong(1, "this file is missing; write what holds at any moment: not understood, silence, deaf, language heard, nothing more to say, something else")
		return
	}
	for _, l := range []struct {
		name   string
		ladder []repair
	}{{"not understood", a.notUnderstood}, {"silence", a.silence}, {"deaf", a.deaf}} {
		if len(l.ladder) == 0 {
			r.wrong(1, "nothing is said about %q; write \"%s:\" and a list of what to do", l.name, l.name)
		}
		for _, rung := range l.ladder {
			if rung.goTo == "" {
				continue
			}
			s := r.book.flows[rung.goTo]
			if s == nil {
				r.wrong(rung.line, "go to %q: there is no such flow", rung.goTo)
			} else if !slices.ContainsFunc(s.ops, func(o op) bool { return o.verb == "hand over" || o.verb == "hang up" }) {
				r.wrong(rung.line, "flow %q leads to nobody; let it hand over to a person, or hang up", rung.goTo)
			}
		}
	}
	if a.source == nil {
		r.wrong(1, "nothing is said about \"source\"; write how the bot says where an answer is from: {source}, {source date}")
	}
	if a.heard == nil || a.wayBack == nil {
		r.wrong(1, "nothing is said about \"language heard\"; write what is said when the caller speaks the other language")
	}
	for name, flow := range map[string]string{"nothing more to say": a.after, "something else": a.other, "which of these": a.which, "task set aside": a.setAside, "helped in line": a.inLine} {
		if s := r.book.flows[flow]; s == nil {
			if flow == "" && (name == "which of these" || name == "task set aside" || name == "helped in line") {
				continue
			}
			r.wrong(1, "%s: there is no flow %q; name one", name, flow)
		} else if q := map[string]string{"which of these": which, "task set aside": "yes or no"}[name]; q != "" && (s.ops[0].verb != "ask" || s.ops[0].step.name != q) {
			r.wrong(1, "%s: flow %q must begin with \"ask: %s\"", name, flow, q)
		} else if name == "nothing more to say" && s.ops[0].verb != "ask" {
			r.wrong(1, "%s: flow %q must begin with a question, or callers are left in silence", name, flow)
		}
	}
}

// checkMoments refuses a conversation that does not say what to do at a moment
// that every call may come to.
func (r *reader) checkMoments() {
	b := r.book
	r.file = "flows"
	for _, h := range happenings {
		if b.on[h] == nil {
			r.wrong(1, "nothing is done on %q; write a flow with \"on: %s\"", h, h)
		}
	}
	for key, why := range map[string]string{"0": "a person must be one key away", "*": "so that callers can hear it again"} {
		if b.keys[key] == nil {
			r.wrong(1, "no flow has key %s; write \"key: \\\"%s\\\"\": %s", key, key, why)
		}
	}
	if s := b.keys["0"]; s != nil && !slices.ContainsFunc(s.ops, func(o op) bool { return o.verb == "hand over" }) {
		r.file = s.file
		r.wrong(s.line, "key 0 must lead to a person; let flow %q hand over", s.name)
	}
	for _, c := range []struct {
		on   Happening
		verb string
	}{{Queued, "wait in line"}, {Resumed, "wait in line"}, {AgentLeft, "hang up"}, {Began, "ask"}, {CallbackAnswered, "connect"}, {CallbackUnsure, "connect"}, {CallbackMachine, "hang up"}} {
		if s := b.on[c.on]; s != nil && !b.comesTo(s, c.verb, map[string]bool{}) {
			r.file = s.file
			r.wrong(s.line, "on %s the flow must come to %q", c.on, c.verb)
		}
	}
}

// comesTo reports whether a verb stands in a flow, or in one that it goes to.
func (b *Book) comesTo(s *script, verb string, seen map[string]bool) bool {
	seen[s.name] = true
	return slices.ContainsFunc(s.ops, func(o op) bool {
		if o.verb == "go to" {
			next := b.flows[o.step.name]
			return next != nil && !seen[next.name] && b.comesTo(next, verb, seen)
		}
		return o.verb == verb
	})
}

// checkRings refuses flows that go to each other for ever without waiting for
// the caller.
func (r *reader) checkRings() {
	b := r.book
	const (
		unseen = iota
		open
		done
	)
	state := map[spot]int{}
	var walk func(at spot) bool
	walk = func(at spot) bool {
		switch state[at] {
		case open:
			return true
		case done:
			return false
		}
		state[at] = open
		s := b.flows[at.flow]
		o := s.ops[at.op]
		ring := false
		switch {
		case o.verb == "go to":
			ring = walk(spot{o.step.name, 0})
		case o.verb == "end":
		case o.verb == "when":
			ring = walk(spot{at.flow, o.next}) || walk(spot{at.flow, o.alt})
		case o.verb == "sort by":
			for _, at := range append([]int{o.alt}, o.pick...) {
				ring = walk(spot{s.name, at}) || ring
			}
		case !verbs[o.verb].waits:
			ring = walk(spot{at.flow, o.next})
		}
		state[at] = done
		if ring && o.verb == "go to" {
			r.file = s.file
			r.wrong(o.step.line, "this leads round in a ring, and the caller is never asked; ask something on the way, or go elsewhere")
			return false
		}
		return ring
	}
	for _, name := range sortedKeys(b.flows) {
		for i := range b.flows[name].ops {
			walk(spot{name, i})
		}
	}
}

// checkClosed refuses to hand over when handing over has just failed, and to do
// so again and again when a caller is not understood at night.
func (r *reader) checkClosed() {
	b := r.book
	ladder := b.always.notUnderstood
	last := b.flows[ladder[len(ladder)-1].goTo]
	if !slices.ContainsFunc(last.ops, func(o op) bool { return o.verb == "when" && o.step.name == "nobody could be reached" }) {
		r.file = last.file
		r.wrong(last.line, "flow %q hands over though it may just have failed: write \"when: nobody could be reached\", and what to do then", last.name)
	}
	s := b.on[NotQueued]
	for _, o := range s.ops {
		if o.verb == "hand over" || o.verb == "take back" {
			r.file = s.file
			r.wrong(o.step.line, "on not queued, nobody can be reached: do not %s; offer a callback", o.verb)
		}
	}
}

// Prompts lists every sentence that is the same in each call, by language: they
// can be spoken once and kept.
func (b *Book) Prompts() map[civicline.Language][]string {
	seen := map[string]bool{}
	out := map[civicline.Language][]string{}
	add := func(l civicline.Language, w civicline.Words) {
		for _, part := range stretches(w[l]) {
			part = fixed(b, l).Replace(part)
			if part == "" || strings.Contains(part, "{") || seen[string(l)+part] {
				continue
			}
			seen[string(l)+part] = true
			out[l] = append(out[l], part)
		}
	}
	for _, l := range civicline.Languages {
		for _, s := range b.began() {
			for _, o := range s.ops {
				if o.step == nil {
					continue
				}
				for _, w := range append([]civicline.Words{o.step.say, o.step.again, o.step.keypad, o.step.confirm, o.step.wrong}, slices.Concat(o.step.oneOf, o.step.onceMore)...) {
					add(l, w)
				}
			}
		}
		for _, rung := range slices.Concat(b.always.notUnderstood, b.always.silence, b.always.deaf) {
			for _, w := range rung.say {
				add(l, w)
			}
		}
		add(l, b.always.heard)
		add(l, b.always.wayBack)
		for _, w := range slices.Concat(b.always.now, b.always.holdOn, b.always.takesLong) {
			add(l, w)
		}
		add(l, b.always.soFar)
		add(l, b.always.whichYear)
		add(l, yesNoKeys)
		add(l, knownKeys)
		add(l, b.always.source)
		for _, name := range sortedKeys(b.known.Refusals) {
			add(l, b.known.Refusals[name])
		}
		for _, name := range sortedKeys(b.known.Answers) {
			add(l, b.known.Answers[name].Words)
		}
		for _, n := range b.News {
			add(l, n.Headline)
		}
	}
	return out
}

// fixed puts in the values that are the same in each call.
func fixed(b *Book, l civicline.Language) *strings.Replacer {
	return strings.NewReplacer("{opening hours}", b.OpeningHours[l], "{kept for}", minutes(b.Kept, l))
}

// began lists the flows, the greeting first.
func (b *Book) began() []*script {
	out := []*script{b.on[Began]}
	for _, name := range sortedKeys(b.flows) {
		if s := b.flows[name]; s != b.on[Began] {
			out = append(out, s)
		}
	}
	return out
}
