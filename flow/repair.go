package flow

import (
	"slices"
	"strconv"

	"github.com/civicline/civicline"
)

// miss answers what was not understood: the ladder's words and the question in
// others, then a person.
func (t *turn) miss() {
	p := &t.p
	if p.rest == asking && t.step().goOn && !p.told.awaited && (p.trouble.tries > 0 || p.offered.Entities["yes or no"] == "no") {
		t.skip() // the second miss, or "I do not have it"
		return
	}
	if p.rest == asking && t.step().name == open && len(p.offered.Text) > 12 {
		p.words = p.offered.Text // what the bot did not understand, a person may
	}
	t.p.trouble.tries++
	t.climb(t.always.notUnderstood, t.p.trouble.tries)
}

// deaf answers a caller whose words were lost.
func (t *turn) deaf() {
	if t.p.rest == pending {
		t.missPending()
		return
	}
	if t.p.rest != asking && t.p.rest != confirming {
		return
	}
	t.p.trouble.tries++
	t.climb(t.always.deaf, t.p.trouble.tries)
}

// silence answers nobody's speaking. A caller who waits in line may be silent.
func (t *turn) silence() {
	if t.p.rest == pending {
		t.silentPending()
		return
	}
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
	silent, deaf := &ladder[0] == &t.always.silence[0], &ladder[0] == &t.always.deaf[0]
	switch {
	case rung.goTo != "" && silent && p.rest == asking && t.step().unanswered != nil:
		t.skip() // all has been done: they may have gone
	case rung.goTo != "":
		t.forsake()
		t.run(t.flows[rung.goTo])
	case rung.keypad:
		t.byKeys()
	default:
		told := t.chat(rung.say...)
		switch {
		case silent && told:
			t.listen() // the question is still in the air
		case deaf || silent:
			t.byKeys()
		case p.rest == confirming:
			t.readBack()
		default:
			t.put(t.otherwise(t.step()))
		}
	}
}

// byKeys asks the question under way in a form that keys answer.
func (t *turn) byKeys() {
	if t.p.rest != confirming {
		t.put(t.forKeys(t.step()))
		return
	}
	t.say(t.step().confirm, false)
	t.chat(yesNoKeys)
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

// sayAgain repeats, and from now on speaks as the caller asked: "slower",
// "louder". The question is put as it was, then in other words, then for keys,
// and then a person is better; what was told before it is told again each time.
func (t *turn) sayAgain(how string) {
	p := &t.p
	p.trouble.repeats++
	p.trouble.silences = 0
	p.pace.slower = p.pace.slower || how == "slower"
	p.pace.louder = p.pace.louder || how == "louder"
	question := p.rest == asking || p.rest == confirming
	n := p.trouble.repeats
	switch {
	case question && n > 3:
		t.giveUp()
		return
	case n == 2 && question:
		p.pace.slower = true // once was not enough
	}
	again := slices.Clone(p.prompt)
	if p.rest == asking && n > 1 {
		again = again[:min(p.question, len(again))]
		if t.flows[p.flow].on == Began { // who we are was said twice
			again = nil
		}
	}
	for i := range again {
		again[i].Slower = p.pace.slower || again[i].Slower
		again[i].Louder = p.pace.louder || again[i].Louder
		t.order(again[i])
	}
	t.fresh, p.prompt, p.question = true, again, min(p.question, len(again))
	switch {
	case p.rest == asking && (n > 1 || len(again) == 0):
		t.put(map[bool]civicline.Words{true: t.step().keypad, false: t.step().again}[n > 2])
	case p.rest == pending:
		t.hold()
	default:
		t.listen()
	}
}

// keyed answers keys.
func (t *turn) keyed(keys string) {
	p := &t.p
	switch {
	case p.rest == bridged || p.rest == "" || keys == "":
		return
	case p.rest == pending:
		t.keyedPending(keys)
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
	case t.step().name == open && keys == "#" && t.step().hasNo: // that is all
		p.op = t.flows[p.flow].ops[p.op].alt
		t.play()
	case t.step().name == open:
		t.menuOrMiss(menu)
	case t.step().name == "reason":
		if menu == nil || keys == "1" || keys == "0" {
			t.skip()
			return
		}
		t.menuOrMiss(menu)
	case t.step().name == which && keys == strconv.Itoa(len(p.options)+1):
		t.noneOfThem()
	default:
		t.keyedAnswer(keys, menu)
	}
}

// keyedAnswer answers keys to a question of its own.
func (t *turn) keyedAnswer(keys string, menu *script) {
	found := questions[t.step().name].keyed
	switch t.step().name {
	case "which one":
		found = t.step().keyedChoice
	case which:
		found = t.keyedOption
	case callbackTime:
		found = t.keyedSlot
	}
	if found != nil {
		if f := found(keys); len(f) > 0 {
			t.answer(f)
			return
		}
	}
	if keys == "#" && t.step().goOn {
		t.skip()
		return
	}
	if t.keyedPiece(keys) {
		return
	}
	if menu != nil && !global(menu) && !overrides(menu) {
		menu = nil // 3 is no answer to a telephone number
	}
	t.menuOrMiss(menu)
}

func (t *turn) menuOrMiss(menu *script) {
	if menu == nil {
		t.miss()
		return
	}
	t.begin(menu)
}
