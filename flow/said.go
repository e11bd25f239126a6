package flow

import (
	"strings"

	"github.com/civicline/civicline"
)

// How sure an intent must be: to answer an open question, and to be taken for
// more than an answer to another.
const (
	likely = 0.55
	sure   = 0.75
)

// said answers what the caller said.
func (t *turn) said(r civicline.Reading) {
	p := &t.p
	if p.rest == pending || p.rest == bridged || p.rest == "" {
		return
	}
	f := t.flows[r.Intent]
	if r.Confidence < likely {
		f = nil
	}
	t.settle(r, f)
	p.offered = r
	certain := f != nil && r.Confidence >= sure
	if certain && f.urgent {
		p.words = r.Text
		t.begin(f)
		return
	}
	switch {
	case p.rest == inLine:
		t.saidInLine(r, f)
	case p.rest == confirming:
		t.saidToConfirm(r, f, certain)
	case t.step().name == "what you want":
		t.saidWhat(r, f)
	case t.step().name == "reason":
		t.saidReason(r, f, certain)
	case certain && (overrides(f) || len(t.accepts(r)) == 0):
		t.begin(f)
	default:
		t.answer(t.accepts(r))
	}
}

// settle notes the language of the words that were understood: the first are a
// guess, the second settle it.
func (t *turn) settle(r civicline.Reading, f *script) {
	p := &t.p
	if p.chosen || !r.Language.Known() || f == nil && len(t.accepts(r)) == 0 && len(r.Entities) == 0 {
		return
	}
	if f != nil && speaks(f) {
		return // it sets the language itself
	}
	was := p.Language()
	p.chosen = p.guessed
	p.language, p.guessed = r.Language, true
	t.order(civicline.Speak{Language: r.Language, Guessed: !p.chosen})
	if r.Language != was {
		t.say(t.always.heard, false)
		t.sayIn(was, t.always.wayBack, false)
	}
}

// accepts returns the answer that r holds to the question under way.
func (t *turn) accepts(r civicline.Reading) []civicline.Facts {
	if t.p.rest != asking {
		return nil
	}
	if q := questions[t.step().name]; q.said != nil {
		return q.said(r)
	}
	return nil
}

func (t *turn) answer(found []civicline.Facts) {
	if len(found) == 0 {
		t.miss()
		return
	}
	t.p.offered = civicline.Reading{}
	if !t.answered(found) {
		t.play()
	}
}

// overrides are flows that the caller means whatever was asked: a person, the
// other language.
func overrides(f *script) bool { return f.key == "0" || speaks(f) }

func speaks(f *script) bool {
	for _, o := range f.ops {
		if o.verb == "speak" {
			return true
		}
	}
	return false
}

// global flows are those that make sense beside any question.
func global(f *script) bool { return f.comesBack != nil || f.key != "" && f.key < "1" || f.key == "9" }

func (t *turn) saidWhat(r civicline.Reading, f *script) {
	p := &t.p
	st := t.step()
	switch {
	case f != nil:
		if f.comesBack == nil && f.key != "0" {
			p.words = r.Text
		} else if reason := r.Entities["reason"]; reason != "" && f.key == "0" {
			p.words = reason
		}
		t.begin(f)
	case r.Entities["yes or no"] == "no" && st.hasNo && len(strings.Fields(r.Text)) < 5:
		p.op = t.flows[p.flow].ops[p.op].alt
		t.play()
	case t.flowThatAsks(r) != nil: // just a receipt number, or a ZIP code
		p.words = r.Text
		t.begin(t.flowThatAsks(r))
	case r.Entities["yes or no"] == "yes" && st.hasNo && p.trouble.tries == 0:
		p.trouble.tries = 0
		t.put(st.again)
	default:
		t.miss()
	}
}

// flowThatAsks finds the flow whose first question r answers.
func (t *turn) flowThatAsks(r civicline.Reading) *script {
	for _, name := range sortedKeys(t.flows) {
		f := t.flows[name]
		if len(f.phrases) == 0 || len(f.ops) == 0 || f.ops[0].verb != "ask" {
			continue
		}
		switch st := f.ops[0].step; st.name {
		case "receipt number", "place":
			if st.name == "place" && r.Entities["zip"] == "" {
				continue
			}
			if len(questions[st.name].said(r)) > 0 {
				return f
			}
		}
	}
	return nil
}

// saidReason keeps the caller's own words. Only what plainly is no reason is
// taken for something else.
func (t *turn) saidReason(r civicline.Reading, f *script, certain bool) {
	short := len(strings.Fields(r.Text)) <= 4 && r.Entities["reason"] == ""
	switch {
	case certain && short && f.key == "0": // "agent, agent": no reason, and not asked again
		t.skip()
	case certain && short && (global(f) || f.name == "goodbye" || speaks(f)):
		t.begin(f)
	default:
		t.answer(t.accepts(r))
	}
}

// skip goes on without an answer.
func (t *turn) skip() {
	s := t.flows[t.p.flow]
	if t.step().name == "reason" {
		t.p.noReason = true
	}
	t.p.trouble = trouble{}
	t.p.op = s.ops[t.p.op].fail
	t.play()
}

func (t *turn) saidToConfirm(r civicline.Reading, f *script, certain bool) {
	p := &t.p
	st := t.step()
	again := questions[st.name].said(r)
	switch {
	case certain && overrides(f):
		t.begin(f)
	case len(again) > 0 && again[0][st.name] != p.guess[0][st.name]: // "no, it is …"
		p.wrong = append(p.wrong[:len(p.wrong):len(p.wrong)], p.guess[0][st.name])
		if len(p.wrong) > 2 {
			t.giveUp()
			return
		}
		t.answered(again)
	case r.Entities["yes or no"] != "":
		t.confirmed(r.Entities["yes or no"] == "yes")
	case len(again) > 0:
		t.confirmed(true)
	case certain:
		t.begin(f)
	default:
		t.miss()
	}
}

// saidInLine answers a waiting caller. People talk to each other while they
// wait: what is not understood gets a word at most once a minute.
func (t *turn) saidInLine(r civicline.Reading, f *script) {
	p := &t.p
	if f != nil {
		t.begin(f)
		return
	}
	if p.at.Sub(p.line.chatter) < Comfort {
		t.wait()
		return
	}
	p.line.chatter = p.at
	t.run(t.on[Woken])
}

// begin starts the flow of an intent or a key. One that comes back leaves the
// question under way where it is; one that changes nothing leaves all.
func (t *turn) begin(f *script) {
	p := &t.p
	if f.comesBack != nil && !*f.comesBack { // repeat, slower, one moment
		at, rest := p.spot, p.rest
		p.spot = spot{f.name, 0}
		t.aside(at, rest)
		return
	}
	switch {
	case f.comesBack != nil && (p.rest == asking || p.rest == confirming) && (speaks(f) || t.step().name != "what you want"):
		p.back = p.spot
	default:
		p.back, p.guess, p.wrong = spot{}, nil, nil
	}
	if f.comesBack == nil && f.name != p.flow {
		p.trouble = trouble{}
	}
	if (p.rest == asking || p.rest == confirming) && f.name == p.flow && f.comesBack == nil && t.step().name == "what you want" {
		t.sayAgain(false) // the menu, from the menu
		return
	}
	if p.rest != inLine {
		p.rest = ""
	}
	t.run(f)
}

// aside plays a flow that changes nothing: the call stands where it stood.
func (t *turn) aside(at spot, rest rest) {
	s := t.flows[t.p.flow]
	for _, o := range s.ops {
		switch o.verb {
		case "say":
			prompt := t.p.prompt
			t.say(o.step.say, false)
			t.p.prompt = prompt
		case "give time", "say again":
			t.p.spot, t.p.rest = at, rest
			if o.verb == "give time" {
				t.listen()
			} else {
				t.sayAgain(o.step.name == "slower")
			}
			return
		}
	}
	t.p.spot, t.p.rest = at, rest
	t.listen()
}
