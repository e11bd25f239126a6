package agency

import (
	"fmt"
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
	"seven one three five five five oh one oh one", "how much longer", "he is going to hurt me", "another case", "no thank you"}

// TestNoCallerIsLeftAlone plays any caller against any centre. Whatever comes
// in, the bot answers: it asks and listens, has the caller wait with music, or
// waits for an answer that the centre owes it. And it never says one sentence
// three times in a row.
func TestNoCallerIsLeftAlone(t *testing.T) {
	a := load(t)
	model := understand.New(a.Lessons())
	rapid.Check(t, func(t *rapid.T) {
		at := time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC)
		if rapid.Bool().Draw(t, "closed") {
			at = at.Add(-8 * time.Hour)
		}
		c := &caller{t: t, a: a, model: model, at: at}
		c.give(flow.Input{What: flow.Began, Number: rapid.SampledFrom([]civicline.PhoneNumber{"", "+13055550142"}).Draw(t, "number"), Known: rapid.Bool().Draw(t, "known")})
		for range rapid.IntRange(1, 25).Draw(t, "turns") {
			if c.over {
				break
			}
			c.at = c.at.Add(time.Duration(rapid.IntRange(1, 70).Draw(t, "seconds")) * time.Second)
			switch rapid.SampledFrom([]string{"say", "say", "say", "key", "silence", "deaf", "cough", "centre", "engine"}).Draw(t, "what") {
			case "say":
				text := rapid.SampledFrom(sayings).Draw(t, "words")
				ears := []civicline.Language{c.place.Language()}
				if !c.place.Chosen() {
					ears = civicline.Languages
				}
				var heard []civicline.Hypothesis
				for _, l := range ears {
					heard = append(heard, civicline.Hypothesis{Language: l, Text: text, Confidence: 0.5})
				}
				c.give(flow.Input{What: flow.Said, Reading: model.Read(heard, c.place.Expecting().Question)})
			case "key":
				c.give(flow.Input{What: flow.Keyed, Keys: rapid.SampledFrom([]string{"0", "1", "2", "3", "4", "5", "6", "9", "*", "#", "9999900101", "77036", "7135550101", "12"}).Draw(t, "keys")})
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
					continue
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
	})
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
}

func (c *caller) give(in flow.Input) {
	in.At = c.at
	was := c.place
	place, orders := c.a.Book.Next(c.place, in)
	c.place = place
	c.log = append(c.log, fmt.Sprintf("%s %q %s", in.What, in.Reading.Text, in.Keys))
	listens, music, owed := false, false, []flow.Input{}
	asked := in.What == flow.Said && strings.Contains("repeat slower please", in.Reading.Text) || in.Keys == "*" //nolint:gocritic // any part of it
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
			if hours := c.a.Calendar.At(c.at); hours.Open {
				owed = append(owed, flow.Input{What: flow.Queued, Wait: civicline.Wait{Position: rapid.IntRange(1, 4).Draw(c.t, "queued")}})
			} else {
				owed = append(owed, flow.Input{What: flow.NotQueued, Hours: hours})
			}
		case civicline.PromiseCallback:
			owed = append(owed, rapid.SampledFrom([]flow.Input{{What: flow.CallbackBooked, Callback: civicline.Callback{Reference: "482771305"}}, {What: flow.BookingFailed}}).Draw(c.t, "booking"))
		case civicline.TakeBack:
			owed = append(owed, flow.Input{What: flow.Resumed})
		}
	}
	alone := !listens && !music && !c.over && len(owed) == 0
	if alone && in.What != flow.AgentAnswered && (!was.Waiting() || !c.place.Waiting()) {
		c.t.Fatalf("after %s the caller is left alone\n%s", in.What, strings.Join(c.log, "\n"))
	}
	for _, next := range owed {
		c.give(next)
	}
}

// say counts a sentence that is said again and again. What the caller asked
// for, and the caller's new questions, begin the count anew.
func (c *caller) say(o civicline.Say, what flow.Happening, asked bool) {
	c.log = append(c.log, "    "+o.Text)
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
