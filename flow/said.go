package flow

import (
	"slices"
	"strings"

	"github.com/civicline/civicline"
)

// How sure an intent must be: to answer an open question, and to be taken for
// more than an answer to another.
const (
	likely = 0.55
	sure   = 0.75
)

// person is the key that leads to a person: its flow is what the caller means
// whatever was asked.
const person = "0"

// said answers what the caller said.
func (t *turn) said(r civicline.Reading) {
	p := &t.p
	if p.rest == bridged || p.rest == "" {
		return
	}
	r.Text = strings.ToValidUTF8(r.Text, "")
	f := t.flowFor(r.Intent)
	if r.Confidence < likely {
		f = nil
	}
	if u := t.urgent(r, f); u != nil {
		t.settle(r, u)
		p.offered, p.words = r, r.Text
		p.also, p.left = nil, nil
		t.begin(u)
		return
	}
	t.settle(r, f)
	p.offered = r
	certain := f != nil && r.Confidence >= sure
	switch {
	case p.rest == pending:
		t.saidPending(r, f, certain)
	case p.rest == inLine:
		t.saidInLine(f)
	case t.corrected(r, f, certain):
	case p.rest == confirming:
		t.saidToConfirm(r, f, certain)
	case t.step().name == open:
		t.saidWhat(r, f)
	case t.step().name == "reason":
		t.saidReason(r, f, certain)
	case t.step().name == which:
		t.saidWhich(r, f, certain)
	default:
		t.saidAnswer(r, f, certain)
	}
}

// urgent returns the urgent flow that r may mean: it need not be sure, nor the
// likeliest, if one of its words is there, and anywhere but at a question of its
// own it need only be likely.
func (t *turn) urgent(r civicline.Reading, f *script) *script {
	own := (t.p.rest == asking || t.p.rest == confirming) && questions[t.step().name].asks != civicline.OpenQuestion && questions[t.step().name].asks != civicline.FreeSpeech
	if f != nil && f.urgent && (!own || r.Confidence >= sure) {
		return f
	}
	for _, id := range r.Also {
		if u := t.flowFor(id); u != nil && u.urgent {
			return u
		}
	}
	for _, name := range sortedKeys(t.flows) {
		if u := t.flows[name]; u.urgent && likeAny(u.words, r.Text) {
			return u
		}
	}
	return nil
}

// settle notes the language of the words that were understood: the first are a
// guess, the second settle it. Later, only who plainly goes on in the other one
// is followed.
func (t *turn) settle(r civicline.Reading, f *script) {
	p := &t.p
	if !r.Language.Known() || f != nil && speaks(f) { // it sets the language itself
		return
	}
	was := p.Language()
	switch {
	case p.chosen && (r.Language == was || f == nil || r.Confidence < sure):
		return
	case !p.chosen && f == nil && len(t.accepts(r)) == 0 && len(r.Entities) == 0:
		return
	case p.guessed && r.Language != was && (strings.ToLower(r.Text) == "no" || f == nil && len(strings.Fields(r.Text)) < 3): // "no" is said in both
		return
	}
	p.chosen = p.chosen || p.guessed
	p.language, p.guessed = r.Language, true
	t.order(civicline.Speak{Language: r.Language, Guessed: !p.chosen})
	if r.Language != was && t.chat(t.always.heard) {
		t.sayIn(was, t.always.wayBack, false)
	}
}

// accepts returns the answer that r holds to the question under way.
func (t *turn) accepts(r civicline.Reading) []civicline.Facts {
	if t.p.rest != asking {
		return nil
	}
	switch t.step().name {
	case "which one":
		return t.step().chosen(r.Text, r.Language)
	case which:
		return t.chosenOption(r)
	case callbackTime:
		return t.chosenSlot(r)
	}
	if q := questions[t.step().name]; q.said != nil {
		return q.said(r)
	}
	return nil
}

// saidAnswer answers what was said to a question: a person, the other language
// or another wish come first, then the answer, whole or in part.
func (t *turn) saidAnswer(r civicline.Reading, f *script, certain bool) {
	found := t.accepts(r)
	no := t.step().name == "yes or no" && r.Entities["yes or no"] == "no"
	switch {
	case certain && overrides(f) && (!no || !refuses(r.Text)):
		t.begin(f)
	case certain && no && f.comesBack == nil && len(strings.Fields(r.Text)) > 3 && !refuses(r.Text): // "no, I moved"
		t.p.words = r.Text
		t.begin(f)
	case certain && no && f.comesBack != nil && *f.comesBack && len(strings.Fields(r.Text)) > 3 && len(t.p.also) < deep: // "no, tell me your hours"
		t.p.also = append(t.p.also[:len(t.p.also):len(t.p.also)], r.Intent)
		t.answer(found)
	case certain && len(found) == 0:
		if f.comesBack == nil {
			t.p.words = r.Text
		}
		t.begin(f)
	case len(found) == 0 && t.piece(r):
	default:
		t.answer(found)
	}
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
func overrides(f *script) bool { return f.key == person || speaks(f) }

func speaks(f *script) bool { return f.does("speak") }

// does reports whether a step of a flow has a verb.
func (s *script) does(verb string) bool {
	return slices.ContainsFunc(s.ops, func(o op) bool { return o.verb == verb })
}

// global flows are those that make sense beside any question.
func global(f *script) bool { return f.comesBack != nil || f.key != "" && f.key < "1" || f.key == "9" }

func (t *turn) saidToConfirm(r civicline.Reading, f *script, certain bool) {
	p := &t.p
	st := t.step()
	again := slices.DeleteFunc(slices.Clone(t.saidAgain(r)), func(a civicline.Facts) bool { return slices.Contains(p.wrong, a[st.name]) })
	no := r.Entities["yes or no"] == "no"
	switch {
	case certain && overrides(f) && (!no || !refuses(r.Text)):
		t.begin(f)
	case len(again) > 0 && again[0][st.name] != p.guess[0][st.name]: // "no, it is …"
		p.wrong = append(slices.Clone(p.wrong), p.guess[0][st.name])
		if len(p.wrong) > 1 {
			t.giveUp()
			return
		}
		t.answered(again)
	case certain && len(strings.Fields(r.Text)) > 3 && len(again) == 0 && f.name != p.flow: // "no, forget that, I moved"
		if f.comesBack == nil {
			p.words = r.Text
		}
		t.begin(f)
	case r.Entities["yes or no"] != "":
		t.confirmed(!no)
	case len(again) > 0:
		t.confirmed(true)
	case certain:
		t.begin(f)
	default:
		t.miss()
	}
}

// saidAgain is the answer that was said in place of yes or no.
func (t *turn) saidAgain(r civicline.Reading) []civicline.Facts {
	if q := questions[t.step().name]; q.said != nil {
		return q.said(r)
	}
	return nil
}

// saidInLine answers a waiting caller. People talk to each other while they
// wait: what is not understood gets a word at most once a minute.
func (t *turn) saidInLine(f *script) {
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
