package flow

import (
	"strings"

	"github.com/civicline/civicline"
)

// saidWhat answers what was said to "what you want".
func (t *turn) saidWhat(r civicline.Reading, f *script) {
	p := &t.p
	st := t.step()
	switch {
	case f != nil && f.does("hang up") && len(f.intents) == 0 && wantsMore(p, r):
		// "… thank you": they want more than to go
		t.miss()
	case f != nil && t.unsure(r, f):
	case f != nil:
		if f.comesBack == nil && f.key != person {
			p.words = r.Text
		} else if reason := r.Entities["reason"]; reason != "" && f.key == person {
			p.words = reason
		}
		t.andAlso(r, f)
		t.begin(f)
	case r.Entities["yes or no"] == "no" && st.hasNo && len(strings.Fields(r.Text)) < 5:
		p.op = t.flows[p.flow].ops[p.op].alt
		t.play()
	case t.flowThatAsks(r) != nil: // just a receipt number, or a ZIP code
		p.words = r.Text
		t.begin(t.flowThatAsks(r))
	case r.Entities["yes or no"] == "yes" && st.hasNo && p.trouble.tries == 0:
		t.put(st.again)
	default:
		t.miss()
	}
}

// wantsMore reports whether a goodbye is none: a caller who thanks before anything
// was done, or in the middle of much else, does not want to go.
func wantsMore(p *Place, r civicline.Reading) bool {
	n := len(strings.Fields(r.Text))
	return n > 3 && (p.facts["topic"] == "" || r.Confidence < 0.9) || n > 6 && r.Entities["reason"] != ""
}

// andAlso keeps the other intents of a breath, to be done after f.
func (t *turn) andAlso(r civicline.Reading, f *script) {
	t.p.also = nil
	for _, id := range r.Also {
		if g := t.flowFor(id); g != nil && g != f && !speaks(g) && (g.comesBack == nil || *g.comesBack) {
			t.p.also = append(t.p.also, id)
		}
	}
}

// flowThatAsks finds the flow whose first question r answers.
func (t *turn) flowThatAsks(r civicline.Reading) *script {
	for _, name := range sortedKeys(t.flows) {
		f := t.flows[name]
		if len(f.phrases)+len(f.intents) == 0 {
			continue
		}
		first := f.ops[0]
		if first.verb == "sort by" { // as if nothing more was said
			first = f.ops[first.alt]
		}
		if first.verb != "ask" {
			continue
		}
		switch st := first.step; st.name {
		case "receipt number", "place":
			if st.name == "place" && r.Entities["zip"] == "" {
				continue
			}
			if len(questions[st.name].said(r)) > 0 || r.Entities[st.name+" part"] != "" {
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
	case certain && short && f.key == person: // "agent, agent": no reason, and not asked again
		t.skip()
	case certain && short && (global(f) || f.does("drop") || f.name == "goodbye" || speaks(f)):
		t.begin(f)
	case t.p.trouble.tries == 0 && r.Entities["yes or no"] == "no" && short: // they would rather not say
		t.skip()
	default:
		t.answer(t.accepts(r))
	}
}

// saidWhich answers what was said to "do you mean this or that".
func (t *turn) saidWhich(r civicline.Reading, f *script, certain bool) {
	switch found := t.accepts(r); {
	case certain && overrides(f):
		t.begin(f)
	case len(found) > 0:
		t.answer(found)
	case certain && f.comesBack == nil:
		t.p.words = r.Text
		t.p.left = nil
		t.begin(f)
	case certain:
		t.begin(f)
	case r.Entities["yes or no"] == "no" || likeAny(neither, r.Text):
		t.noneOfThem()
	default:
		t.miss()
	}
}

// neither is how callers say that it is none of what they were offered.
var neither = map[civicline.Language][]string{
	civicline.English: {"neither", "none", "something else", "none of them"},
	civicline.Spanish: {"ninguno", "ninguna", "otra cosa", "ni uno ni otro"},
}

// skip goes on without an answer.
func (t *turn) skip() {
	s := t.flows[t.p.flow]
	t.p.trouble, t.p.answering = trouble{}, answering{}
	t.p.op = s.ops[t.p.op].fail
	t.play()
}
