package callers

import (
	"slices"
	"strconv"
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/talks"
)

// A watch holds against the bot what it must never do.
type watch struct {
	c   *caller
	out Caller
	log []string

	now    turn // the bot's, as far as it was heard
	before flow.Asking
	heard  map[string]int    // sentences, and how often
	given  map[string]string // answers that the bot has taken, by question
	had    map[talks.Outcome]int
	hungUp string

	pending   int  // turns of the caller since they asked for a person; -1 if they did not
	askTongue bool // they will say which language they speak
	spokenIn  int  // turns of the caller in their language
	aside     string
	told      told
}

// A turn is what the bot said at a time, and why.
type turn struct {
	says  []civicline.Say
	asked bool // the caller asked to hear it, or it is a word of comfort
}

// told is what the caller knows from the bot's last words.
type told struct {
	closed  bool // nobody is there, for the rest of the call
	outcome bool // they were given something, and it is not what they wanted
	other   bool // they were asked what else they want, without having got anything
}

func watching(c *caller, n int) *watch {
	return &watch{c: c, out: Caller{Number: n, Language: c.lang, Goal: c.goal}, heard: map[string]int{}, given: map[string]string{}, had: map[talks.Outcome]int{}, pending: -1}
}

func (w *watch) fault(kind, what string) {
	f := Fault{kind, what}
	for _, have := range w.out.Faults {
		if have == f {
			return
		}
	}
	w.out.Faults = append(w.out.Faults, f)
	w.log = append(w.log, "# "+kind+": "+what)
}

// spoke notes that the caller said something in their language.
func (w *watch) spoke(words string) {
	if len(strings.Fields(words)) > 1 {
		w.spokenIn++
	}
}

// wants notes that the caller asks for a person now.
func (w *watch) wants() {
	if w.pending < 0 {
		w.out.personAsked++
		w.pending = 0
	}
}

// digress asks something else in the middle of a task.
func (c *caller) digress(question string) {
	c.out.aside++
	c.aside = question
	c.says(pick(c.rng, asides[c.lang]))
}

// another is a new subject: what was given for the last may be asked again, but
// not the caller's own numbers.
func (w *watch) another() {
	for q := range w.given {
		if q != "receipt number" && q != "phone number" {
			delete(w.given, q)
		}
	}
	w.told.outcome, w.told.other, w.aside = false, false, ""
}

// watched looks at what the bot made of l, nil for the call itself.
func (w *watch) watched(l *talks.Line, lines []talks.Line) {
	for _, line := range lines {
		w.log = append(w.log, line.String())
	}
	call := w.c.call
	now := call.Asking()
	w.now = turn{says: call.Said(), asked: w.onRequest(l)}
	w.outcomes()
	w.person(l)
	w.askedAgain(l, now)
	w.digressed(now)
	if now.Question != "" && now.Question == w.before.Question && now.ReadBack == nil && l != nil && (l.Who == "caller" || l.Who == "keys") {
		w.c.misses++
	} else if l != nil {
		w.c.misses = 0
	}
	w.language(l)
	for _, o := range call.Orders() {
		switch o := o.(type) {
		case civicline.Listen:
			if now.Question != "" {
				w.out.Questions++
			}
		case civicline.HangUp:
			w.hungUp = o.Why
		}
	}
	if !call.Over() && now.Question == "" && !call.Place().Waiting() && !w.c.bridged {
		what := "at the beginning"
		if l != nil {
			what = l.Who + " in answer to " + w.before.Question
		}
		w.fault(NoAnswer, what)
	}
	w.before = now
}

// onRequest reports whether the caller asked to hear this, however often: they
// asked for it, they coughed, or they wait.
func (w *watch) onRequest(l *talks.Line) bool {
	if l == nil {
		return false
	}
	if w.choseAgain(l) {
		return true
	}
	switch l.Who {
	case "keys":
		return l.What == "*"
	case "caller":
		return l.What == "(cough)" || again.has(l.What) || slower.has(l.What) || howLong.has(l.What) || asides.has(l.What)
	}
	return l.What == "a minute" || l.What == "no answer"
}

// choseAgain reports whether the bot offered to say it again, and the caller took
// the offer.
func (w *watch) choseAgain(l *talks.Line) bool {
	for i, phrases := range w.before.Choices {
		all := slices.Concat(phrases[civicline.English], phrases[civicline.Spanish])
		if slices.Contains(all, "again") && (l.Who == "keys" && l.What == strconv.Itoa(i+1) || l.Who == "caller" && slices.Contains(all, l.What)) {
			return true
		}
	}
	return false
}

// outcomes notes what the caller got. An answer to what they did not ask is
// none.
func (w *watch) outcomes() {
	c := w.c
	place := c.call.Place()
	topic := place.Facts()["topic"]
	w.told.outcome = false
	for _, o := range talks.Outcomes {
		n := c.call.Reached(o)
		if n == w.had[o] {
			continue
		}
		w.had[o] = n
		switch {
		case o == talks.Booking:
			c.got = o
		case o == talks.Person: // somebody must answer first
		case topic == c.goal:
			c.got = o
		case topic == c.second:
			c.second = ""
		case w.aside == "":
			w.told.outcome = true
		}
	}
	if handed := w.handedOver(); w.had[talks.Booking] > 0 && (handed && !place.Waiting() || w.pending >= 0) {
		c.got = talks.Booking // the callback that was booked is for this too
	}
	if c.got != "" || place.Waiting() {
		w.out.goalMet = w.out.goalMet || topic == c.goal || c.goal == "speak_to_live_agent"
	}
	w.told.other = c.got == "" && c.call.Asking().Question == "what you want" && w.before.Question != "what you want" && w.before.Question != ""
	if w.handedOver() {
		w.told.closed = !place.Waiting()
	}
}

// handedOver reports whether the bot tried to, in its last turn.
func (w *watch) handedOver() bool {
	return slices.ContainsFunc(w.c.call.Orders(), func(o civicline.Order) bool { _, ok := o.(civicline.HandOver); return ok })
}

// person holds that whoever asks for one is reached, queued or offered a
// callback within two turns.
func (w *watch) person(l *talks.Line) {
	if w.pending < 0 {
		return
	}
	c := w.c
	reached := c.call.Place().Waiting() || w.had[talks.Booking] > 0
	for _, o := range c.call.Orders() {
		switch o.(type) {
		case civicline.HandOver, civicline.TakeBack, civicline.PromiseCallback:
			reached = true
		}
	}
	if q := c.call.Asking().Question; w.told.closed && (q == "yes or no" || q == "phone number") {
		reached = true // they are offered a callback
	}
	if reached {
		w.pending = -1
		w.out.personReached++
		return
	}
	if l != nil && (l.Who == "keys" && l.What != "*" || l.Who == "caller" && !strings.HasPrefix(l.What, "(") && !w.now.asked && !moment.has(l.What) && !tongue.has(l.What)) {
		w.pending++
	}
	if w.pending > 2 || c.call.Over() {
		w.fault(PersonLate, w.before.Question)
		w.pending = -1
	}
}

// askedAgain holds that nobody is asked twice for what they gave.
func (w *watch) askedAgain(l *talks.Line, now flow.Asking) {
	was, facts := w.before.Question, w.c.call.Place().Facts()
	kept := ""
	for _, o := range w.c.call.Orders() {
		if r, ok := o.(civicline.Remember); ok && r.Facts[was] != "" {
			kept, w.given[was] = was, r.Facts[was]
		}
	}
	if was == "reason" && now.Question != "reason" && l != nil && (facts["reason"] != "" || l.Who == "keys") {
		w.given["reason"] = "given"
	}
	if w.c.call.NotFound() { // they may have to give another
		clear(w.given)
	}
	if now.Question == "" || now.ReadBack != nil || was == now.Question && kept == "" {
		return
	}
	if w.given[now.Question] != "" {
		w.fault(AskedAgain, now.Question)
		delete(w.given, now.Question)
	}
	if l != nil && l.Who == "caller" && w.c.knows[now.Question] != "" && was != now.Question && w.c.call.Reading().Entities[now.Question] == w.c.knows[now.Question] {
		w.fault(AskedAgain, now.Question+", just said")
	}
}

// language holds that the bot speaks the caller's, once they have said enough.
// Callers who are not understood in it say which it is, as people do.
func (w *watch) language(l *talks.Line) {
	if l == nil || l.Who != "caller" || len(w.now.says) == 0 || w.c.call.Place().Language() == w.c.lang {
		return
	}
	w.askTongue = w.c.misses > 0 || w.spokenIn > 4
	if w.spokenIn >= 3 {
		w.out.wrongLanguage++
	}
}

// digressed notes whether the bot goes back to its question after a digression.
func (w *watch) digressed(now flow.Asking) {
	switch {
	case w.aside == "" || now.Question == "":
	case now.Question == w.aside:
		w.out.returned++
		w.aside = ""
	case now.Question == "what you want":
		w.aside = ""
	}
}

// cut has the caller interrupt: of what is not firm, the later half is not
// heard. It reports whether anything was lost.
func (w *watch) cut() bool {
	says := w.now.says
	at := (len(says) + 1) / 2
	if len(says) == 0 || w.c.call.Over() || says[len(says)-1].Firm || at == len(says) {
		return false
	}
	w.now.says = says[:at]
	w.log = append(w.log, "# the caller interrupts after: "+says[at-1].Text)
	return true
}

// count holds that no sentence is heard three times before the caller has what
// they want.
func (w *watch) count() {
	if w.now.asked {
		return
	}
	for _, s := range w.now.says {
		for _, sentence := range sentences(s.Text) {
			sentence, again := flow.AsBefore(sentence) // the same, though the bot says that it is
			if again {
				w.fault(SaidAsBefore, sentence)
			}
			if w.heard[sentence]++; w.heard[sentence] == 3 {
				w.fault(ThreeTimes, sentence)
			}
		}
	}
}

// sentences cuts words after each full stop. What is shorter than four words
// belongs to the sentence before it: "Is that right?" is no sentence of its own.
func sentences(text string) []string {
	var out []string
	at := 0
	for i := 0; i < len(text); i++ {
		if strings.IndexByte(".?!", text[i]) < 0 || i+1 < len(text) && text[i+1] != ' ' {
			continue
		}
		s := strings.TrimSpace(text[at : i+1])
		at = i + 1
		if len(strings.Fields(s)) < 4 {
			if len(out) > 0 {
				out[len(out)-1] += " " + s
			}
			continue
		}
		out = append(out, s)
	}
	return out
}
