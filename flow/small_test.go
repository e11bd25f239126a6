package flow

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

// smallKnown is what the small agency's other files say.
func smallKnown() Known {
	intent := func(id, en, es string) Intent {
		return Intent{Name: id, Called: civicline.Words{"en": en, "es": es}, Phrases: map[civicline.Language][]string{"en": {id}, "es": {id}}}
	}
	source := civicline.Words{"en": "the guide", "es": "la guía"}
	return Known{
		Intents: []Intent{
			intent("status", "Check case status", "Consultar el estado"), intent("hours", "Hours", "Horario"), intent("fees", "Fees", "Tarifas"), intent("office", "Find an office", "Encontrar una oficina"),
			intent("late", "Case is late", "Caso demorado"), intent("advice", "Asks for advice", "Pide consejo"), intent("address", "Change of address", "Cambio de dirección"), intent("danger", "Danger", "Peligro"),
		},
		Refusals: map[string]civicline.Words{"advice": {"en": "I cannot advise.", "es": "No puedo aconsejar."}},
		Answers: map[string]Answer{
			"hours":   {Words: civicline.Words{"en": "We open at nine.", "es": "Abrimos a las nueve."}, Source: source},
			"lawyers": {Words: civicline.Words{"en": "A lawyer can.", "es": "Un abogado puede."}, Source: source},
		},
	}
}

func smallBook(t testing.TB) *Book {
	t.Helper()
	b, err := Read(os.DirFS("testdata/small"), smallKnown())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// noon is when the calls of these tests begin.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// A call is one conversation with the small agency.
type call struct {
	t     testing.TB
	b     *Book
	p     Place
	at    time.Time
	order []civicline.Order // of the last turn
}

func dial(t testing.TB) *call {
	c := &call{t: t, b: smallBook(t), at: noon}
	c.in(Input{What: Began, Number: "+13055550142"})
	return c
}

// in gives an input, and returns what the bot does: its words, and its other
// orders in brackets.
func (c *call) in(in Input) string {
	c.at = c.at.Add(time.Second)
	in.At = c.at
	was := c.p.Language()
	c.p, c.order = c.b.Next(c.p, in)
	var out []string
	for _, o := range c.order {
		switch o := o.(type) {
		case civicline.Say:
			out = append(out, o.Text)
		case civicline.LookUp:
			out = append(out, "["+o.What+"]")
		case civicline.HandOver:
			out = append(out, fmt.Sprintf("[hand over: %s]", o.Reason))
		case civicline.PromiseCallback:
			out = append(out, "[book]")
		case civicline.PlayMusic:
			out = append(out, "[music]")
		case civicline.HangUp:
			out = append(out, "[hang up]")
		case civicline.Speak:
			if o.Language != was {
				out = append(out, "["+string(o.Language)+"]")
			}
		}
	}
	return strings.Join(out, " ")
}

// heard reads "intent 0.9, entity=value: words", of which all but the words may
// be left out.
func heard(line string) civicline.Reading {
	r := civicline.Reading{Language: civicline.English, Entities: map[string]string{}}
	marks, words, ok := strings.Cut(line, ": ")
	if !ok {
		marks, words = "", line
	}
	r.Text = words
	for _, m := range strings.Split(marks, ", ") {
		name, value, is := strings.Cut(m, "=")
		switch {
		case is && name == "also":
			r.Also = append(r.Also, value)
		case is && name == "second":
			r.Second = value
		case is && name == "language":
			r.Language = civicline.Language(value)
		case is:
			r.Entities[name] = value
		case m != "":
			r.Intent, r.Confidence = m, 1
			if name, sure, ok := strings.Cut(m, " 0."); ok {
				r.Intent = name
				_, _ = fmt.Sscanf("0."+sure, "%g", &r.Confidence)
			}
		}
	}
	return r
}

// moves plays pairs of what comes in and what the bot must do. What comes in is
// what the caller says, or keys, or "found status=Fine", "not found", "fails",
// "queued", "closed", "silence", "deaf".
func (c *call) moves(pairs ...string) {
	c.t.Helper()
	for i := 0; i+1 < len(pairs); i += 2 {
		if got := c.move(pairs[i]); got != pairs[i+1] {
			c.t.Fatalf("move %d, %q:\n got %q\nwant %q", i/2+1, pairs[i], got, pairs[i+1])
		}
	}
}

func (c *call) move(what string) string {
	kind, rest, _ := strings.Cut(what, " ")
	switch kind {
	case "key":
		return c.in(Input{What: Keyed, Keys: rest})
	case "found":
		name, value, _ := strings.Cut(rest, "=")
		return c.in(Input{What: LookedUp, Found: civicline.Facts{name: value}})
	case "not":
		return c.in(Input{What: LookedUp})
	case "fails":
		return c.in(Input{What: LookedUp, Failed: true})
	case "queued":
		return c.in(Input{What: Queued, Wait: civicline.Wait{Position: 2}})
	case "closed":
		return c.in(Input{What: NotQueued, Hours: civicline.OpenHours{Next: c.at.Add(20 * time.Hour)}})
	case "silence":
		return c.in(Input{What: Silence, Silent: 1})
	case "deaf":
		return c.in(Input{What: Deaf})
	case "booked":
		return c.in(Input{What: CallbackBooked, Callback: civicline.Callback{Reference: "1"}})
	}
	return c.in(Input{What: Said, Reading: heard(what)})
}
