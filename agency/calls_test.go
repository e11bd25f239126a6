package agency

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/understand"
)

// sayings are what callers of the property tests say, sense and nonsense.
var sayings = []string{"agent", "agente", "case status", "estado de mi caso", "hours", "horario", "news", "nearest office", "houston texas", "77036", "yes", "no", "sí", "spanish", "english please", "repeat",
	"slower please", "one moment please", "main menu", "goodbye", "call me back", "i moved to ohio", "blah blah blah", "", "uh", "i o e nine nine nine nine nine oh oh one oh one",
	"seven one three five five five oh one oh one", "how much longer", "he is going to hurt me", "another case", "no thank you", "my case is taking too long", "¿qué significa mi estado?", "case was approved", "i moved and need to update my address", "online", "i'm calling about my u visa", "necesito que apuren mi caso",
	"i need an appointment at the office", "stamp", "otra cosa", "i lost my green card", "i do not have it", "check my priority date please", "the status", "se me pasó la cita de las huellas ayer", "más", "i have a question about my rfe",
	"never mind", "olvídelo", "louder please", "where is that from", "that is not my number", "no i meant dallas texas", "no forget that i moved to ohio",
	"i moved and i want to know about my case", "i o e nine nine nine", "the first one", "neither", "will my case be approved", "can i pay by phone", "connect me to the field office"}

// TestNoCallerIsLeftAlone plays any caller against any centre. Whatever comes
// in, the bot answers: it asks and listens, has the caller wait with music, or
// waits for an answer that the centre owes it. And it never says one sentence
// three times in a row.
func TestNoCallerIsLeftAlone(t *testing.T) {
	a := load(t)
	model := understand.New(a.Lessons())
	rapid.Check(t, func(t *rapid.T) {
		c := begin(t, a, model)
		for range rapid.IntRange(1, 25).Draw(t, "turns") {
			c.turn()
		}
	})
}

// rights are ways to ask for a person, of which any must work anywhere.
var rights = []string{"agent", "representative", "i want to talk to a person", "infopass", "operador", "quiero hablar con alguien", "quiero hablar con una persona", "0", "let me talk to someone"}

// TestAPersonIsOneWordAway plays a while, and then asks for a person twice, in
// any of the ways that people do: they are in line, or in the centre's closed
// hours a callback is offered or booked.
func TestAPersonIsOneWordAway(t *testing.T) {
	a := load(t)
	model := understand.New(a.Lessons())
	rapid.Check(t, func(t *rapid.T) {
		c := begin(t, a, model)
		for range rapid.IntRange(0, 15).Draw(t, "turns") {
			c.turn()
		}
		if c.pay(); c.over {
			return
		}
		for range 2 {
			c.at = c.at.Add(5 * time.Second)
			if way := rapid.SampledFrom(rights).Draw(t, "way"); way == "0" {
				c.give(flow.Input{What: flow.Keyed, Keys: "0"})
			} else {
				c.sayTo(way)
			}
			if c.person || c.over {
				return
			}
		}
		t.Fatalf("asked twice for a person\n%s", strings.Join(c.log, "\n"))
	})
}

// TestDangerIsHeardAnywhere plays a while, and then says that there is danger.
func TestDangerIsHeardAnywhere(t *testing.T) {
	a := load(t)
	model := understand.New(a.Lessons())
	lines := map[string]string{"i want to kill myself": "9 8 8", "me quiero morir": "9 8 8", "my husband beats me": "7 9 9, 7 2 3 3", "mi esposo me golpea": "7 9 9, 7 2 3 3", "they are forcing me to work": "3 7 3, 7 8 8 8", "he is going to hurt me": "9 1 1"}
	var words []string
	for w := range lines {
		words = append(words, w)
	}
	slices.Sort(words)
	rapid.Check(t, func(t *rapid.T) {
		c := begin(t, a, model)
		for range rapid.IntRange(0, 15).Draw(t, "turns") {
			c.turn()
		}
		if c.pay(); c.over {
			return
		}
		at := len(c.log)
		said := rapid.SampledFrom(words).Draw(t, "words")
		c.sayTo(said)
		told := strings.Join(c.log[at:], "\n")
		if !strings.Contains(told, lines[said]) || !strings.Contains(told, "9 1 1") {
			t.Fatalf("the line %s is not told\n%s", lines[said], strings.Join(c.log, "\n"))
		}
		if !c.person {
			t.Fatalf("no person\n%s", strings.Join(c.log, "\n"))
		}
	})
}

func begin(t *rapid.T, a *Agency, model *understand.Model) *caller {
	at := time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC)
	if rapid.Bool().Draw(t, "closed") {
		at = at.Add(-8 * time.Hour)
	}
	c := &caller{t: t, a: a, model: model, at: at}
	c.give(flow.Input{What: flow.Began, Number: rapid.SampledFrom([]civicline.PhoneNumber{"", "+13055550142"}).Draw(t, "number"), Known: rapid.Bool().Draw(t, "known")})
	return c
}

// pay has the centre answer what it still owes, and be prompt from now on.
func (c *caller) pay() {
	c.prompt = true
	for len(c.late) > 0 && !c.over {
		in := c.late[0]
		c.late = c.late[1:]
		c.give(in)
	}
	c.person = c.place.Waiting()
}

// sayTo says words, heard by the ears that a switchboard would open.
func (c *caller) sayTo(text string) {
	ears := []civicline.Language{c.place.Language()}
	if !c.place.Chosen() || slices.Contains(rights, text) || !slices.Contains(sayings, text) {
		ears = civicline.Languages
	}
	var heard []civicline.Hypothesis
	for _, l := range ears {
		heard = append(heard, civicline.Hypothesis{Language: l, Text: text, Confidence: 0.5})
	}
	c.give(flow.Input{What: flow.Said, Reading: c.model.Read(heard, c.place.Expecting())})
}

// turn does one thing that callers or centres do.
func (c *caller) turn() {
	t := c.t
	if c.over {
		return
	}
	c.at = c.at.Add(time.Duration(rapid.IntRange(1, 70).Draw(t, "seconds")) * time.Second)
	switch rapid.SampledFrom([]string{"say", "say", "say", "key", "silence", "deaf", "cough", "centre", "engine", "late"}).Draw(t, "what") {
	case "late":
		if len(c.late) > 0 {
			in := c.late[0]
			c.late = c.late[1:]
			c.give(in)
		}
	case "say":
		c.sayTo(rapid.SampledFrom(sayings).Draw(t, "words"))
	case "key":
		c.give(flow.Input{What: flow.Keyed, Keys: rapid.SampledFrom([]string{"0", "1", "2", "3", "4", "5", "6", "9", "*", "#", "9999900101", "77036", "7135550101", "12", "7", "485", "08182025"}).Draw(t, "keys")})
	case "silence":
		c.give(flow.Input{What: flow.Silence, Silent: 1})
	case "deaf":
		c.give(flow.Input{What: flow.Deaf})
	case "cough":
		c.give(flow.Input{What: flow.FalseAlarm})
	case "engine":
		c.give(flow.Input{What: flow.EngineLost})
	case "centre":
		if !c.place.Waiting() {
			return
		}
		switch rapid.SampledFrom([]string{"moved", "minute", "no answer", "answers"}).Draw(t, "centre") {
		case "moved":
			c.give(flow.Input{What: flow.WaitChanged, Wait: civicline.Wait{Position: rapid.IntRange(1, 5).Draw(t, "position")}})
		case "minute":
			c.at = c.at.Add(time.Minute)
			c.give(flow.Input{What: flow.Woken})
		case "no answer":
			c.give(flow.Input{What: flow.OfferFailed})
		case "answers":
			c.give(flow.Input{What: flow.AgentAnswered, Agent: "Maria R."})
			c.give(flow.Input{What: flow.AgentLeft, Receipt: civicline.CallReceipt{Reference: "482771305", AgentName: "Maria R.", At: c.at}})
		}
	}
}

// A caller checks what the bot answers, with a centre that does what it is told.
type caller struct {
	t     *rapid.T
	a     *Agency
	model *understand.Model
	at    time.Time
	place flow.Place
	over  bool
	last  string
	times int
	log   []string

	late   []flow.Input // what the centre owes, and has not answered yet
	prompt bool         // it answers at once
	person bool         // one was got, or a callback offered or booked
}

func (c *caller) give(in flow.Input) {
	in.At = c.at
	was := c.place
	place, orders := c.a.Book.Next(c.place, in)
	c.place = place
	c.log = append(c.log, fmt.Sprintf("%s %q %s", in.What, in.Reading.Text, in.Keys))
	listens, music, owed := false, false, []flow.Input{}
	asked := in.What == flow.Said && strings.Contains("repeat slower please louder please", in.Reading.Text) || in.Keys == "*" //nolint:gocritic // any part of it
	for _, o := range orders {
		switch o := o.(type) {
		case civicline.Say:
			c.say(o, in.What, asked)
		case civicline.Listen:
			listens = true
		case civicline.PlayMusic:
			music = true
		case civicline.HangUp:
			c.over = true
		case civicline.LookUp:
			owed = append(owed, c.answer(o))
		case civicline.HandOver:
			c.person = true
			if hours := c.a.Calendar.At(c.at); hours.Open {
				owed = append(owed, flow.Input{What: flow.Queued, Wait: civicline.Wait{Position: rapid.IntRange(1, 4).Draw(c.t, "queued")}})
			} else {
				owed = append(owed, flow.Input{What: flow.NotQueued, Hours: hours})
			}
		case civicline.PromiseCallback:
			c.person = true
			owed = append(owed, rapid.SampledFrom([]flow.Input{{What: flow.CallbackBooked, Callback: civicline.Callback{Reference: "482771305"}}, {What: flow.BookingFailed}}).Draw(c.t, "booking"))
		case civicline.TakeBack:
			owed = append(owed, flow.Input{What: flow.Resumed})
		}
	}
	alone := !listens && !music && !c.over && len(owed)+len(c.late) == 0 && (len(orders) > 0 || in.What != flow.LookedUp)
	if alone && in.What != flow.AgentAnswered && (!was.Waiting() || !c.place.Waiting()) {
		c.t.Fatalf("after %s the caller is left alone\n%s", in.What, strings.Join(c.log, "\n"))
	}
	for _, next := range owed {
		if !c.prompt && rapid.IntRange(0, 5).Draw(c.t, "late") == 0 { // or never
			c.late = append(c.late, next)
			continue
		}
		c.give(next)
	}
}

// say counts a sentence that is said again and again. What the caller asked
// for, and the caller's new questions, begin the count anew.
func (c *caller) say(o civicline.Say, what flow.Happening, asked bool) {
	c.log = append(c.log, "    "+o.Text)
	c.person = c.person || strings.Contains(o.Text, "call you") || strings.Contains(o.Text, "call back") || strings.Contains(o.Text, "le llam") || strings.Contains(o.Text, "llamen") || strings.Contains(o.Text, "esa llamada")
	if o.Text != c.last || asked || what == flow.FalseAlarm {
		c.last, c.times = o.Text, 1
		return
	}
	if c.times++; c.times > 2 {
		c.t.Fatalf("three times: %q\n%s", o.Text, strings.Join(c.log, "\n"))
	}
}

func (c *caller) answer(o civicline.LookUp) flow.Input {
	switch rapid.SampledFrom([]string{"found", "found", "not found", "fails"}).Draw(c.t, "look-up") {
	case "found":
		return flow.Input{What: flow.LookedUp, Found: civicline.Facts{"status": "Fine.", "office": "an office", "news": "None.", "open": "yes", "status date": "2026-01-01"}}
	case "fails":
		return flow.Input{What: flow.LookedUp, Failed: true}
	}
	return flow.Input{What: flow.LookedUp}
}
