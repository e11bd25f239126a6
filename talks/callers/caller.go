package callers

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/talks"
)

// A caller is one call, and what its caller knows, wants and has been told.
type caller struct {
	*world
	*watch
	rng    *rand.Rand
	call   *talks.Call
	lang   civicline.Language
	manner manner
	knows  truth

	goal   string
	second string // what they will ask after that; "" is nothing
	got    talks.Outcome

	troubles  int  // that they will still make
	restated  int  // the goal, for it was not what they got
	misses    int  // in a row
	hasty     bool // they did not hear the bot out
	keypad    bool // words are not heard any more
	declined  bool // an offer, while they had nothing
	impatient bool // they left the line, or asked for a person in it, which people do once
	closing   int  // times they said goodbye
	gone      bool // they hung up
	queue     int  // what still happens in line before somebody answers
	bridged   bool
	rest      string // of a number said in pieces
	pieces    bool   // they tried that
}

// ring plays one call.
func (w *world) ring(n int, rng *rand.Rand) Caller {
	c := w.caller(n, rng)
	c.gives(nil, c.call.Begin)
	for step := 0; !c.gone && !c.call.Over() && c.out.Turns < MostTurns && step < 4*MostTurns; step++ {
		c.turn()
	}
	c.out.Ended = c.got
	if c.got == "" && c.call.Place().Waiting() {
		c.out.Ended = talks.Person
	}
	switch {
	case c.out.Ended != "":
	case c.call.Over():
		c.fault(LeftWithout, c.hungUp)
	case !c.gone:
		c.fault(Stuck, c.call.Asking().Question)
	}
	switch {
	case c.pending < 0:
	case c.out.Ended == "":
		c.fault(PersonLate, "to the end")
	default: // they had what they wanted without one
		c.out.personAsked--
	}
	c.out.Transcript = strings.Join(c.log, "\n") + "\n"
	return c.out
}

// caller makes one up.
func (w *world) caller(n int, rng *rand.Rand) *caller {
	lang := w.only
	if lang == "" {
		lang = civicline.Languages[rng.IntN(len(civicline.Languages))]
	}
	c := &caller{world: w, rng: rng, call: w.centre.Call(), lang: lang, manner: manners[rng.IntN(len(manners))], knows: w.truth(rng), goal: w.goal(rng), troubles: max(0, rng.IntN(8)-1), queue: 1 + rng.IntN(8)}
	c.watch = watching(c, n)
	if rng.IntN(5) == 0 {
		c.second = w.goal(rng)
	}
	at := []string{"2026-11-23 10:15", "2026-11-24 14:30", "2026-11-25 17:45", "2026-11-22 20:30", "2026-11-24 23:50", "2026-11-26 11:00"}[rng.IntN(6)]
	c.does(talks.Line{Who: "at", What: at})
	if rng.IntN(10) < 7 {
		c.does(talks.Line{Who: "number", What: "+1" + c.knows["phone number"]})
		if rng.IntN(5) == 0 {
			c.does(talks.Line{Who: "rang before", What: "yes"})
		}
		if rng.IntN(30) == 0 {
			c.does(talks.Line{Who: "kept", What: string(lang)})
		}
	}
	c.call.Wait = civicline.Wait{Position: 1 + rng.IntN(9)}
	if rng.IntN(4) > 0 {
		c.call.Wait.Low, c.call.Wait.High = 4*time.Minute, 9*time.Minute
	}
	return c
}

// does is a line of the talk that the bot does not answer.
func (c *caller) does(l talks.Line) {
	c.log = append(c.log, l.String())
	if _, err := c.call.Do(l); err != nil {
		panic(err) // the lines are written in this file
	}
}

// gives has something happen, and watches what the bot makes of it.
func (c *caller) gives(l *talks.Line, f func() []talks.Line) {
	if l != nil {
		c.log = append(c.log, l.String())
	}
	c.watched(l, f())
	c.hasty = false
	if c.rng.Float64() < c.manner.hasty {
		c.hasty = c.cut()
	}
	c.count()
}

// turn is what happens next.
func (c *caller) turn() {
	c.call.At = c.call.At.Add(time.Duration(3+c.rng.IntN(15)) * time.Second)
	fails := func(per100 int) bool { return c.rng.IntN(100) < per100 }
	c.call.LookUpsFail, c.call.BookingsFail, c.call.QueueFails = fails(5), fails(5), fails(1)
	asked := c.call.Asking()
	switch {
	case c.bridged:
		c.bridged = false
		c.centreDoes("Maria R. left")
	case asked.Question == "" && c.call.Place().Waiting():
		c.inLine()
	case c.got != "":
		c.close(asked)
	case asked.Question == "":
		c.gone = true // left without an answer: it was noted
	case c.askTongue && !c.keypad:
		c.askTongue = false
		c.says(pick(c.rng, tongue[c.lang]))
	case c.pending < 0 && c.wantsPerson(asked):
		c.askPerson()
	case c.troubles > 0 && c.rng.IntN(3) == 0:
		c.troubles--
		c.disturb(asked)
	case c.hasty && c.rng.IntN(3) == 0 && asked.Question != "what you want" && c.pending < 0:
		c.state() // they did not hear the question
	default:
		c.answer(asked)
	}
}

func (c *caller) centreDoes(what string) {
	l := talks.Line{Who: "centre", What: what}
	c.gives(&l, func() []talks.Line {
		got, err := c.call.Do(l)
		if err != nil {
			panic(err) // the lines are written in this file
		}
		return got
	})
}

// says has the caller say something that is heard as it is said.
func (c *caller) says(words string) {
	c.out.Turns++
	if c.keypad { // nothing is heard
		c.presses("0")
		return
	}
	heard := c.centre.Heard(words, c.call.Place())
	for i := range heard {
		if heard[i].Language != c.lang {
			heard[i].Confidence = 0.45
		}
	}
	c.spoke(words)
	c.gives(&talks.Line{Who: "caller", What: words}, func() []talks.Line { return c.call.Hear(heard) })
}

// mumbles has the caller say words in their manner, more clearly after a miss.
func (c *caller) mumbles(words string) {
	m := c.manner
	for range c.misses {
		m.drop, m.garble, m.filler = m.drop/2, m.garble/2, m.filler/2
	}
	if c.rng.Float64() < m.filler {
		words = pick(c.rng, fillers[c.lang]) + " " + words
	}
	if c.rng.Float64() < m.filler/3 {
		words += " " + pick(c.rng, tails[c.lang])
	}
	heard := mumbled(c.rng, words, m, c.vocab[c.lang])
	if heard == "" {
		c.noise("(unheard)")
		return
	}
	c.says(heard)
}

func (c *caller) presses(keys string) {
	c.out.Turns++
	c.gives(&talks.Line{Who: "keys", What: keys}, func() []talks.Line { return c.call.Give(flow.Input{What: flow.Keyed, Keys: keys}) })
}

// noise is a caller's turn without words: (silence), (cough), (unheard).
func (c *caller) noise(what string) {
	c.out.Turns++
	l := talks.Line{Who: "caller", What: what}
	c.gives(&l, func() []talks.Line {
		got, err := c.call.Do(l)
		if err != nil {
			panic(err) // the lines are written in this file
		}
		return got
	})
}

// wantsPerson: some want one from the start, anybody may, and who is not
// understood will.
func (c *caller) wantsPerson(asked flow.Asking) bool {
	switch {
	case asked.Question == "reason", c.told.closed:
		return false
	case c.goal == "speak_to_live_agent", c.restated >= 3:
		return true
	case c.misses >= 2:
		return c.rng.IntN(2) == 0
	}
	return c.rng.IntN(25) == 0
}

func (c *caller) askPerson() {
	c.wants()
	if c.keypad || c.rng.IntN(5) == 0 {
		c.presses("0")
		return
	}
	c.says(pick(c.rng, person[c.lang]))
}

// inLine is what happens while the caller waits.
func (c *caller) inLine() {
	if c.queue--; c.queue <= 0 {
		c.got, c.bridged = talks.Person, true
		c.centreDoes("Maria R. answers")
		return
	}
	switch at := c.rng.IntN(100); {
	case at < 40 || c.keypad:
		c.centreDoes("a minute")
	case at < 62:
		c.centreDoes(fmt.Sprintf("number %d", 1+c.rng.IntN(4)))
	case at < 67:
		c.centreDoes("no answer")
	case at < 72:
		c.noise("(cough)")
	case at < 77:
		c.noise("(silence)")
	case at < 83:
		c.says(pick(c.rng, talk[c.lang]))
	case at < 88:
		c.says(pick(c.rng, howLong[c.lang]))
	case at < 92:
		c.says(pick(c.rng, asides[c.lang]))
	case at < 96:
		c.says(pick(c.rng, callBack[c.lang]))
	case at < 98 && !c.impatient:
		c.impatient = true
		c.presses("9")
	case !c.impatient:
		c.impatient = true
		c.says(pick(c.rng, person[c.lang]))
	default:
		c.centreDoes("a minute")
	}
}

// close is the end of a call that went well, unless there is a second question.
func (c *caller) close(asked flow.Asking) {
	if c.second != "" && asked.Question == "what you want" && c.got != talks.Person {
		c.goal, c.second, c.got, c.restated, c.misses = c.second, "", "", 0, 0
		c.another()
		clear(c.heard)
		c.state()
		return
	}
	c.closing++
	switch {
	case c.closing > 3, c.closing > 1 && c.rng.IntN(4) == 0:
		c.gone = true
		c.log = append(c.log, "# the caller hangs up")
	case c.keypad:
		c.gone = true
	case asked.Question == "yes or no":
		c.says(pick(c.rng, no[c.lang]))
	default:
		c.says(pick(c.rng, bye[c.lang]))
	}
}
