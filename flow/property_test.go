package flow

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/civicline/civicline"
)

var (
	anyIntents  = []string{"", "status", "hours", "fees", "office", "late", "advice", "address", "danger", "person", "call me", "just wait", "help me meanwhile", "goodbye", "menu", "spanish", "never mind", "repeat", "louder", "what is a receipt", "nothing of the kind", "which of these"}
	anyTexts    = []string{"", "yes", "no", "agent", "no i meant houston", "that is not my number", "the first", "neither", "forget it", "he will hurt me", "i don't want a person", "blah", "twenty twenty four", "¿¡\x00\xff", strings.Repeat("very long ", 200)}
	anyEntities = map[string][]string{
		"yes or no": {"yes", "no", "maybe"}, "receipt number": {"IOE9999900101", "IOE9999900109", "X"}, "receipt number 2": {"LIN9999900101"}, "receipt number part": {"I", "IOE99", "999", "IOE9999900101999"},
		"receipt number doubt": {"I/1 at 1", "0/O at 4; 5/9 at 13", "at 99", "?"}, "form": {"I-90", "I-765", "?"}, "form 2": {"I-765", "I-90"}, "date": {"2026-04-03", "--04-03", "--99-99", "2026-04", "x"}, "date 2": {"2026-03-04", ""},
		"city": {"Houston", "Dallas"}, "zip": {"77036", "7"}, "digits": {"713", "7135550101", "2024"}, "phone number": {"7135550101", "7"}, "reason": {"my card"},
	}
	anyHappening = []Happening{Said, Said, Said, Said, Said, Keyed, Keyed, Silence, FalseAlarm, Deaf, EngineLost, Woken, LookedUp, Queued, NotQueued, Resumed, WaitChanged, OfferFailed, AgentAnswered, AgentLeft, CallbackBooked, BookingFailed, NoPlace, ClosedInLine, CallbackAnswered, CallbackUnsure, CallbackMachine, Began, "nothing of the kind"}
)

func drawReading(t *rapid.T) civicline.Reading {
	r := civicline.Reading{
		Language: rapid.SampledFrom([]civicline.Language{"en", "en", "es", "", "xx"}).Draw(t, "language"), Text: rapid.SampledFrom(anyTexts).Draw(t, "text"),
		Intent: rapid.SampledFrom(anyIntents).Draw(t, "intent"), Second: rapid.SampledFrom(anyIntents).Draw(t, "second"), Confidence: rapid.SampledFrom([]float64{0, 0.3, 0.6, 0.7, 1, -1, 7}).Draw(t, "confidence"),
	}
	for range rapid.IntRange(0, 2).Draw(t, "alsos") {
		r.Also = append(r.Also, rapid.SampledFrom(anyIntents).Draw(t, "also"))
	}
	for range rapid.IntRange(0, 3).Draw(t, "entities") {
		if r.Entities == nil {
			r.Entities = map[string]string{}
		}
		name := rapid.SampledFrom(sortedKeys(anyEntities)).Draw(t, "entity")
		r.Entities[name] = rapid.SampledFrom(anyEntities[name]).Draw(t, "value")
	}
	return r
}

func drawInput(t *rapid.T, at time.Time) Input {
	in := Input{At: at, What: rapid.SampledFrom(anyHappening).Draw(t, "what")}
	switch in.What {
	case Said:
		in.Reading = drawReading(t)
	case Keyed:
		in.Keys = rapid.SampledFrom([]string{"0", "1", "2", "3", "9", "*", "#", "", "9999900101", "99", "77036", "04032024", "2024", "12345678901234", "x"}).Draw(t, "keys")
	case LookedUp:
		in.Found = rapid.SampledFrom([]civicline.Facts{nil, {}, {"status": "fine"}, {"office": "x", "next opening or closing": "junk"}, {"slot 1": "2026-11-24T10:00:00-05:00", "slot 2": "2026-11-24T14:00:00-05:00"}, {"slot 1": "junk"}}).Draw(t, "found")
		in.Failed = rapid.Bool().Draw(t, "failed")
	case Queued, Resumed, WaitChanged:
		in.Wait = civicline.Wait{Position: rapid.IntRange(-1, 5).Draw(t, "position"), Low: time.Duration(rapid.IntRange(0, 20).Draw(t, "low")) * time.Minute}
		in.Wait.High = in.Wait.Low * time.Duration(rapid.IntRange(0, 3).Draw(t, "high"))
	case NotQueued:
		in.Failed = rapid.Bool().Draw(t, "failed")
		if rapid.Bool().Draw(t, "hours") {
			in.Hours = civicline.OpenHours{Next: at.Add(10 * time.Hour), Why: rapid.SampledFrom([]string{"night", "holiday: X", "", "::"}).Draw(t, "why")}
		}
	case Began:
		in.Number, in.Known = "+13055550142", rapid.Bool().Draw(t, "known")
		if rapid.Bool().Draw(t, "kept") {
			in.Kept = &civicline.Place{Language: "es"}
		}
	}
	return in
}

// reach plays any inputs at all, and returns where the call stands.
func reach(t *rapid.T, b *Book) (Place, time.Time) {
	at := noon
	p, _ := b.Next(Place{}, Input{At: at, What: Began, Number: "+13055550142"})
	for range rapid.IntRange(0, 30).Draw(t, "turns") {
		at = at.Add(time.Duration(rapid.IntRange(0, 100).Draw(t, "seconds")) * time.Second)
		in := drawInput(t, at)
		was := p
		var orders []civicline.Order
		p, orders = b.Next(p, in)
		if why := alone(was, p, in, orders); why != "" {
			t.Fatalf("after %s %+v in %s at %v: %s", in.What, in.Reading, was.rest, was.spot, why)
		}
		goesOn(t, b, was, in, p, orders)
	}
	return p, at
}

// alone says how a caller was left without an answer; "" if they were not.
func alone(was, p Place, in Input, orders []civicline.Order) string {
	var listens, music, sends bool
	for _, o := range orders {
		switch o := o.(type) {
		case civicline.Say:
			if strings.TrimSpace(o.Text) == "" || strings.ContainsAny(o.Text, "{}") {
				return "words that say nothing: " + o.Text
			}
		case civicline.Listen:
			listens = true
		case civicline.PlayMusic:
			music = true
		case civicline.LookUp, civicline.HandOver, civicline.TakeBack, civicline.PromiseCallback, civicline.MoveCallback:
			sends = true
		}
	}
	moved := len(orders) > 0
	switch p.rest {
	case over, bridged:
		return ""
	case asking, confirming:
		if moved && !listens {
			return "nobody listens"
		}
		if !moved && was.rest != over && (in.What == Said || in.What == Keyed && in.Keys != "" || in.What == Silence || in.What == Deaf) {
			return "no answer"
		}
	case inLine:
		if moved && !music {
			return "no music in line"
		}
	case pending:
		if was.rest != pending && !sends {
			return "it waits for nothing"
		}
		if p.owed == "" {
			return "nothing is owed"
		}
	default:
		return "it stands nowhere"
	}
	return ""
}

// goesOn checks that a place that was written down goes on like the place itself.
func goesOn(t *rapid.T, b *Book, was Place, in Input, p Place, orders []civicline.Order) {
	data, err := was.Keep()
	if err != nil {
		t.Fatal(err)
	}
	again, err := b.Resume(data)
	if err != nil {
		t.Fatal(err)
	}
	q, same := b.Next(again, in)
	if !reflect.DeepEqual(same, orders) {
		t.Fatalf("kept and taken up again, %s gives\n%+v\nnot\n%+v", in.What, same, orders)
	}
	one, _ := p.Keep()
	two, _ := q.Keep()
	if string(one) != string(two) {
		t.Fatalf("kept and taken up again, %s leads to\n%s\nnot\n%s", in.What, two, one)
	}
}

// TestNoInputLeavesTheCallerAlone gives anything at any time, and takes the
// place up again from what Keep wrote at each step.
func TestNoInputLeavesTheCallerAlone(t *testing.T) {
	b := smallBook(t)
	rapid.Check(t, func(t *rapid.T) { reach(t, b) })
}

// TestAPersonFromAnywhere asks for a person twice, from any place that a call
// can come to: the caller is then in line, or a callback is offered or booked.
func TestAPersonFromAnywhere(t *testing.T) {
	b := smallBook(t)
	ways := map[string]Input{
		"agent": {What: Said, Reading: civicline.Reading{Language: "en", Text: "agent", Intent: "person", Confidence: 1}},
		"0":     {What: Keyed, Keys: "0"},
		"blah":  {What: Said, Reading: civicline.Reading{Language: "en", Text: "blah"}},
		"deaf":  {What: Deaf},
	}
	rapid.Check(t, func(t *rapid.T) {
		p, at := reach(t, b)
		in := ways[rapid.SampledFrom(sortedKeys(ways)).Draw(t, "way")]
		if p.rest == over || p.rest == bridged {
			return
		}
		if p.rest == pending && p.owed == booking || p.closed() && in.What == Deaf { // it is answered first
			return
		}
		var said []string
		for range 2 {
			if helped(p) {
				return
			}
			at = at.Add(time.Second)
			in.At = at
			var orders []civicline.Order
			p, orders = b.Next(p, in)
			for _, o := range orders {
				if s, ok := o.(civicline.Say); ok {
					said = append(said, s.Text)
				}
			}
		}
		if !helped(p) {
			t.Fatalf("asked twice, and still %s %s at %v: %q", p.rest, p.owed, p.spot, said)
		}
	})
}

// helped reports whether a person is on the way, or a callback is: booked,
// being booked, or asked about; or it was said that nobody can be reached; or it is
// we who rang, and what we owe them stays promised.
func helped(p Place) bool {
	return p.line.in || p.owed == handingOver || p.owed == takingBack || p.owed == booking || p.owed == moving || p.flow == "call me" || (p.closed() || p.told.rung) && p.rest == over
}

// TestDangerFromAnywhere says that somebody will be hurt, at any place that a
// call can come to: the emergency line is said at once, firmly, before anything
// else, and a person is got.
func TestDangerFromAnywhere(t *testing.T) {
	b := smallBook(t)
	rapid.Check(t, func(t *rapid.T) {
		p, at := reach(t, b)
		if p.rest == over || p.rest == bridged {
			return
		}
		r := drawReading(t)
		r.Text, r.Language = rapid.SampledFrom([]string{"he will hurt me", "yes he will hurt me", "no suicide"}).Draw(t, "words"), p.Language()
		p, orders := b.Next(p, Input{At: at.Add(time.Second), What: Said, Reading: r})
		for _, o := range orders {
			if s, ok := o.(civicline.Say); ok {
				if !s.Firm || !strings.Contains(s.Text, "9 1 1") && !strings.Contains(s.Text, "9 8 8") {
					t.Fatalf("first it says %q", s.Text)
				}
				break
			}
		}
		if !p.line.in && p.owed != handingOver {
			t.Fatalf("no person is got: %s %s", p.rest, p.owed)
		}
		if p.facts["danger"] != "yes" {
			t.Fatal("it is not remembered")
		}
	})
}
