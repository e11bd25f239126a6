package flow

import (
	"time"

	"github.com/civicline/civicline"
)

// saidPending answers a caller who speaks while the answer to an order is to
// come: a person, the other language and goodbye are done now, any other wish
// after it.
func (t *turn) saidPending(r civicline.Reading, f *script, certain bool) {
	p := &t.p
	switch {
	case f == nil:
		t.missPending()
	case speaks(f):
		t.inTheMeantime(f)
	case p.owed == lookingUp && (f.key == person || certain && (f.does("drop") || f.does("hang up") || f.key == "9")):
		p.op = t.flows[p.flow].ops[p.op].fail // whoever comes back finds no answer
		t.begin(f)
	case certain && f.comesBack == nil && f.name != p.flow && f.key != person && p.owed != handingOver && !f.does("drop"):
		if id := r.Intent; len(p.also) < deep {
			p.also = append(p.also[:len(p.also):len(p.also)], id)
		}
		t.hold()
	default:
		t.hold()
	}
}

// inTheMeantime does what a flow says at once, and goes on waiting.
func (t *turn) inTheMeantime(f *script) {
	at, rest := t.p.spot, t.p.rest
	t.p.spot = spot{f.name, 0}
	for _, o := range f.ops {
		switch o.verb {
		case "say", "speak":
			t.carryOn(o)
		}
	}
	t.p.spot, t.p.rest = at, rest
}

// hold tells a caller that something is under way.
func (t *turn) hold() { t.chat(t.always.holdOn...) }

// missPending answers what was not understood, or not heard, while an order is
// under way: the second time in a row a person is better than any answer.
func (t *turn) missPending() {
	if t.p.trouble.tries++; t.p.trouble.tries > 1 && t.p.owed == lookingUp {
		t.p.owed = ""
		t.giveUp()
		return
	}
	t.hold()
}

// overdue is after how many silences an order is taken to have failed.
const overdue = 3

// silentPending answers silence while an order is under way: a service that
// never answers must not keep the caller.
func (t *turn) silentPending() {
	p := &t.p
	if p.trouble.silences++; p.trouble.silences < overdue {
		t.hold()
		return
	}
	p.trouble = trouble{}
	switch p.owed {
	case lookingUp:
		t.lookedUp(Input{What: LookedUp, Failed: true})
	case booking, moving:
		t.moment(BookingFailed)
	default:
		p.told.failed = true
		p.line, p.told.until = line{}, p.at.Add(tryAgain)
		t.moment(NotQueued)
	}
}

// keyedPending answers keys while an order is under way.
func (t *turn) keyedPending(keys string) {
	f := t.keys[keys]
	switch {
	case f == nil:
		t.hold()
	case speaks(f):
		t.inTheMeantime(f)
	case t.p.owed == lookingUp && (f.key == person || f.key == "9"):
		t.p.op = t.flows[t.p.flow].ops[t.p.op].fail
		t.begin(f)
	default:
		t.hold()
	}
}

// lookedUp goes on with what was found.
func (t *turn) lookedUp(in Input) {
	p := &t.p
	s := t.flows[p.flow]
	if p.rest != pending || p.owed != lookingUp || s == nil || s.ops[p.op].verb != lookingUp {
		return
	}
	o := s.ops[p.op]
	p.rest, p.owed = "", ""
	switch {
	case in.Failed:
		p.op = o.fail
	case len(in.Found) == 0:
		p.op = o.alt
	default:
		p.facts = p.facts.With(in.Found)
		t.hoursFrom(in.Found)
		p.op = o.next
	}
	t.play()
}

// hoursFrom takes the opening hours from a look-up.
func (t *turn) hoursFrom(f civicline.Facts) {
	var next time.Time
	if at := f["next opening or closing"]; at != "" {
		var err error
		if next, err = parseTime(at); err != nil {
			return
		}
	} else if f["open"] == "" {
		return // nothing is said of hours
	}
	t.p.told.hours = civicline.OpenHours{Open: f["open"] == "yes", Next: next, Why: f["why closed"], After: f["next opening after"]}
}
