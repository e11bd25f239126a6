package agency

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/casedata"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/understand"
)

var update = flag.Bool("update", false, "write the bot's lines into the talks")

// TestTalks plays every talk in testdata/talks: the caller's lines and what
// happens in the centre go in, and the bot's lines must come out as they are
// written. A talk is a transcript that anyone can write:
//
//	at: 2026-11-23 10:15        the agency's time; open or closed follows
//	number: +13055550142        the caller's own; without it, withheld
//	rang before: yes
//	kept: es                    a place in line is kept, in that language
//	caller: quiero una persona  words, heard by an English and a Spanish ear
//	caller: (silence)           also (cough), (unheard)
//	keys: 0
//	centre: number 2            the place in line moved
//	centre: a minute            goes by in line
//	centre: no answer           the representative did not take the call
//	centre: Maria R. answers
//	centre: Maria R. is lost    the line to her
//	centre: Maria R. left
//	centre: engine lost
//	look-ups: fail              from here on; also "callbacks: fail"
func TestTalks(t *testing.T) {
	a := load(t)
	talks, err := filepath.Glob("testdata/talks/*.talk")
	if err != nil || len(talks) == 0 {
		t.Fatal("no talks", err)
	}
	model := understand.New(a.Lessons())
	for _, path := range talks {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".talk"), func(t *testing.T) {
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			p := &player{t: t, a: a, model: model}
			got := p.play(string(want))
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != string(want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// A player is one call of a talk, with a centre that does what it is ordered.
type player struct {
	t     testing.TB
	a     *Agency
	model *understand.Model
	data  *casedata.Data

	at        time.Time
	begin     flow.Input
	begun     bool
	place     flow.Place
	out       strings.Builder
	wait      civicline.Wait
	noLookUps bool
	noBooking bool
	over      bool
	spoken    []civicline.Say // of the last turn
	comfort   time.Time
}

func (p *player) play(talk string) string {
	p.at = time.Date(2026, 11, 23, 10, 15, 0, 0, p.a.Calendar.Zone())
	p.wait = civicline.Wait{Position: 3, Low: 4 * time.Minute, High: 9 * time.Minute}
	tables := p.a.Tables
	tables.Now = func() time.Time { return p.at }
	var err error
	if p.data, err = casedata.Open(tables); err != nil {
		p.t.Fatal(err)
	}
	for line := range strings.Lines(talk) {
		line = strings.TrimSpace(line)
		who, what, _ := strings.Cut(line, ": ")
		if who == "bot" || strings.HasPrefix(who, "bot (") {
			continue
		}
		if line == "" || strings.HasPrefix(line, "#") {
			fmt.Fprintln(&p.out, line)
			continue
		}
		if !p.begun && (who == "caller" || who == "keys" || who == "centre") {
			p.start()
		}
		fmt.Fprintln(&p.out, line)
		p.line(who, what)
	}
	if !p.begun {
		p.start()
	}
	return p.out.String()
}

func (p *player) start() {
	p.begun = true
	p.begin.What = flow.Began
	p.next(p.begin)
}

func (p *player) line(who, what string) {
	p.at = p.at.Add(10 * time.Second)
	switch who {
	case "at":
		at, err := time.ParseInLocation("2006-01-02 15:04", what, p.a.Calendar.Zone())
		if err != nil {
			p.t.Fatal(err)
		}
		p.at = at
	case "number":
		p.begin.Number = civicline.PhoneNumber(what)
	case "rang before":
		p.begin.Known = true
	case "kept":
		p.begin.Kept = &civicline.Place{Language: civicline.Language(what)}
	case "look-ups":
		p.noLookUps = true
	case "callbacks":
		p.noBooking = true
	case "keys":
		p.next(flow.Input{What: flow.Keyed, Keys: what})
	case "caller":
		p.caller(what)
	case "centre":
		p.centre(what)
	default:
		p.t.Fatalf("%q: who is this?", who)
	}
}

func (p *player) caller(what string) {
	switch what {
	case "(silence)":
		p.next(flow.Input{What: flow.Silence, Silent: 1})
	case "(cough)":
		p.next(flow.Input{What: flow.FalseAlarm})
	case "(unheard)":
		p.next(flow.Input{What: flow.Deaf})
	default:
		p.next(flow.Input{What: flow.Said, Reading: p.read(what)})
	}
}

// read has the words heard by the ears that a switchboard would open.
func (p *player) read(what string) civicline.Reading {
	ears := []civicline.Language{p.place.Language()}
	if !p.place.Chosen() {
		ears = civicline.Languages
	}
	var heard []civicline.Hypothesis
	for _, l := range ears {
		heard = append(heard, civicline.Hypothesis{Language: l, Text: what, Confidence: 0.6})
	}
	return p.model.Read(heard, p.place.Expecting().Question)
}

func (p *player) centre(what string) {
	var n int
	switch {
	case what == "a minute":
		p.at = p.at.Add(time.Minute)
		p.next(flow.Input{What: flow.Woken})
	case what == "no answer", strings.HasSuffix(what, " is lost"):
		p.next(flow.Input{What: flow.OfferFailed})
	case what == "engine lost":
		p.next(flow.Input{What: flow.EngineLost})
	case strings.HasSuffix(what, " answers"):
		p.next(flow.Input{What: flow.AgentAnswered, Agent: strings.TrimSuffix(what, " answers")})
	case strings.HasSuffix(what, " left"):
		p.next(flow.Input{What: flow.AgentLeft, Receipt: civicline.CallReceipt{
			Reference: "482771305", AgentName: strings.TrimSuffix(what, " left"), At: time.Date(2026, 11, 23, 10, 15, 0, 0, p.a.Calendar.Zone())}})
	default:
		if _, err := fmt.Sscanf(what, "number %d", &n); err != nil {
			p.t.Fatalf("centre: %q: what happened?", what)
		}
		p.next(flow.Input{What: flow.WaitChanged, Wait: civicline.Wait{Position: n, Low: 2 * time.Minute, High: 4 * time.Minute}})
	}
}

// next gives one input, writes down the orders, and answers those that want an
// answer.
func (p *player) next(in flow.Input) {
	in.At = p.at
	var orders []civicline.Order
	p.place, orders = p.a.Book.Next(p.place, in)
	p.spoken = nil
	var said []string
	var lang civicline.Language
	flush := func() {
		if len(said) > 0 {
			fmt.Fprintf(&p.out, "bot (%s): %s\n", lang, strings.Join(said, " "))
		}
		said = nil
	}
	var then []flow.Input
	for _, o := range orders {
		switch o := o.(type) {
		case civicline.Say:
			if o.Language != lang {
				flush()
				lang = o.Language
			}
			text := o.Text
			if o.Slower {
				text = "(slowly) " + text
			}
			said = append(said, text)
			p.spoken = append(p.spoken, o)
			continue
		case civicline.Remember, civicline.Listen:
			continue
		case civicline.Wake:
			p.comfort = o.At
			continue
		}
		flush()
		if next, ok := p.carryOut(o); ok {
			then = append(then, next)
		}
	}
	flush()
	for _, in := range then {
		p.next(in)
	}
}

// carryOut does what a centre would do about an order.
func (p *player) carryOut(o civicline.Order) (flow.Input, bool) {
	note := func(format string, args ...any) { fmt.Fprintf(&p.out, "bot: ("+format+")\n", args...) }
	hours := p.a.Calendar.At(p.at)
	switch o := o.(type) {
	case civicline.Speak:
		note("speaks %s", o.Language)
	case civicline.PlayMusic:
		note("music")
	case civicline.LeaveLine:
		note("leaves the line")
	case civicline.HangUp:
		note("hangs up: %s", o.Why)
		p.over = true
	case civicline.LookUp:
		note("looks up %s", o.What)
		pass, err := p.a.Grants.Ask(civicline.Bot, casedata.Needs(o.What))
		if err != nil {
			p.t.Fatal(err)
		}
		found, err := p.data.LookUp(context.Background(), pass, o.What, o.With)
		if err != nil {
			p.t.Fatal(err)
		}
		return flow.Input{What: flow.LookedUp, Found: found, Failed: p.noLookUps}, true
	case civicline.HandOver:
		note("hands over to %s: %q", o.To, o.Reason)
		if !hours.Open {
			return flow.Input{What: flow.NotQueued, Hours: hours}, true
		}
		return flow.Input{What: flow.Queued, Wait: p.wait}, true
	case civicline.TakeBack:
		note("takes back the place")
		return flow.Input{What: flow.Resumed, Wait: p.wait}, true
	case civicline.PromiseCallback:
		note("books a callback to %q: %q", string(o.Number), o.Reason)
		if p.noBooking {
			return flow.Input{What: flow.BookingFailed}, true
		}
		due := hours.Next
		if hours.Open {
			due = p.at.Add(time.Hour)
		}
		return flow.Input{What: flow.CallbackBooked, Callback: civicline.Callback{Reference: "482771305", Due: due}}, true
	}
	return flow.Input{}, false
}
