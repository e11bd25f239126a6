package flow

import (
	"slices"

	"github.com/civicline/civicline"
)

// miss answers what was not understood: the ladder's words and the question in
// others, then a person.
func (t *turn) miss() {
	p := &t.p
	if p.rest == asking && t.step().goOn && p.trouble.tries > 0 {
		t.skip()
		return
	}
	if p.rest == asking && t.step().name == "what you want" && len(p.offered.Text) > 12 {
		p.words = p.offered.Text // what the bot did not understand, a person may
	}
	t.p.trouble.tries++
	t.climb(t.always.notUnderstood, t.p.trouble.tries)
}

// deaf answers a caller whose words were lost.
func (t *turn) deaf() {
	if t.p.rest != asking && t.p.rest != confirming {
		return
	}
	t.p.trouble.tries++
	t.climb(t.always.deaf, t.p.trouble.tries)
}

// silence answers nobody's speaking. A caller who waits in line may be silent.
func (t *turn) silence() {
	if t.p.rest != asking && t.p.rest != confirming {
		return
	}
	if t.p.rest == asking && t.step().goOn && t.p.trouble.silences > 0 {
		t.skip()
		return
	}
	t.p.trouble.silences++
	t.climb(t.always.silence, t.p.trouble.silences)
}

// climb takes the nth rung of a ladder.
func (t *turn) climb(ladder []repair, n int) {
	p := &t.p
	rung := ladder[min(n, len(ladder))-1]
	switch {
	case rung.goTo != "":
		p.back, p.guess = spot{}, nil
		p.rest = ""
		t.run(t.flows[rung.goTo])
	case rung.keypad:
		t.byKeys()
	default:
		t.say(rung.say, false)
		switch {
		case &ladder[0] == &t.always.silence[0]:
			t.listen() // the question is still in the air
		case &ladder[0] == &t.always.deaf[0]:
			t.byKeys()
		case p.rest == confirming:
			t.readBack()
		default:
			t.put(t.step().again)
		}
	}
}

// byKeys asks the question under way in a form that keys answer.
func (t *turn) byKeys() {
	if t.p.rest != confirming {
		t.put(t.step().keypad)
		return
	}
	t.say(t.step().confirm, false)
	t.say(yesNoKeys, false)
	t.listen()
}

// falseAlarm says again what a cough cut short.
func (t *turn) falseAlarm() {
	p := &t.p
	if p.rest == pending || p.rest == bridged || p.rest == "" {
		return
	}
	if p.trouble.alarms++; p.trouble.alarms == 1 {
		for _, s := range p.prompt {
			t.order(s)
		}
	}
	t.listen()
}

// sayAgain repeats, each time in other words: as it was, then the question
// otherwise, then with keys, then a person.
func (t *turn) sayAgain(slower bool) {
	p := &t.p
	p.trouble.repeats++
	p.trouble.silences = 0
	if p.rest != asking || p.trouble.repeats == 1 {
		again := slices.Clone(p.prompt)
		for i := range again {
			again[i].Slower = slower || again[i].Slower
			t.order(again[i])
		}
		p.prompt = again
		if len(again) == 0 {
			t.say(t.always.heard, false)
		}
		t.listen()
		return
	}
	p.slowly, t.fresh, p.prompt = true, true, nil
	switch p.trouble.repeats {
	case 2:
		t.put(t.step().again)
	case 3:
		t.put(t.step().keypad)
	default:
		t.giveUp()
	}
}

// keyed answers keys.
func (t *turn) keyed(keys string) {
	p := &t.p
	if p.rest == pending || p.rest == bridged || p.rest == "" || keys == "" {
		return
	}
	menu := t.keys[keys]
	switch {
	case p.rest == inLine:
		if menu != nil {
			t.begin(menu)
			return
		}
		t.wait()
	case p.rest == confirming && (keys == "1" || keys == "2"):
		t.confirmed(keys == "1")
	case p.rest == confirming:
		t.menuOrMiss(menu)
	case t.step().name == "what you want":
		t.menuOrMiss(menu)
	case t.step().name == "reason":
		if menu == nil || keys == "1" || keys == "0" {
			t.skip()
			return
		}
		t.menuOrMiss(menu)
	default:
		if found := questions[t.step().name].keyed; found != nil {
			if f := found(keys); len(f) > 0 {
				t.answer(f)
				return
			}
		}
		if menu != nil && !global(menu) && !overrides(menu) {
			menu = nil // 3 is no answer to a telephone number
		}
		t.menuOrMiss(menu)
	}
}

func (t *turn) menuOrMiss(menu *script) {
	if menu == nil {
		t.miss()
		return
	}
	t.begin(menu)
}

// lookedUp goes on with what was found.
func (t *turn) lookedUp(in Input) {
	p := &t.p
	s := t.flows[p.flow]
	if p.rest != pending || s == nil || s.ops[p.op].verb != "look up" {
		return
	}
	o := s.ops[p.op]
	p.rest = ""
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

// woken comforts a caller who waits.
func (t *turn) woken() {
	p := &t.p
	if p.rest != inLine || p.at.Before(p.line.comfort) {
		return
	}
	p.line.said, p.line.saidAt = p.line.wait.Position, p.at
	t.run(t.on[Woken])
}

// hoursFrom takes the opening hours from a look-up.
func (t *turn) hoursFrom(f civicline.Facts) {
	if f["next opening or closing"] == "" {
		return
	}
	at, err := parseTime(f["next opening or closing"])
	if err == nil {
		t.p.told.hours = civicline.OpenHours{Open: f["open"] == "yes", Next: at, Why: f["why closed"]}
	}
}
