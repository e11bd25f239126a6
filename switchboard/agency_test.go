package switchboard

import (
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/casedata"
	"github.com/civicline/civicline/center"
	"github.com/civicline/civicline/store/sqlite"
	"github.com/civicline/civicline/understand"
)

var (
	_ Door  = (*center.Center)(nil)
	_ Reads = (*center.Center)(nil)
)

// monday is when the agency's day of these tests begins: noon in New York.
var monday = time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC)

// A house is a world with the demonstration agency in it, its words and its
// rules, and a real centre on a real database.
type house struct {
	*world
	center *center.Center
	callee *party // whom the house rings
}

// inHouse runs a test in a house that opens its doors at a time.
func inHouse(t *testing.T, opens time.Time, play func(t *testing.T, h *house)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h := &house{world: newWorld(t)}
		a, err := agency.Load(agency.Demo())
		if err != nil {
			t.Fatal(err)
		}
		st, err := sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(t.TempDir(), "center.db")})
		if err != nil {
			t.Fatal(err)
		}
		now := func() time.Time { return opens.Add(h.at()) }
		a.Tables.Now = now
		data, err := casedata.Open(a.Tables)
		if err != nil {
			t.Fatal(err)
		}
		h.center, err = center.Open(t.Context(), center.Options{
			Store: st, Grants: a.Grants, Queues: a.Queues, Calendar: a.Calendar, Calendars: a.Calendars, Now: now, Log: slog.New(slog.DiscardHandler),
			People:  []center.Person{{ID: "maria", Name: "Maria R.", Tier: civicline.Tier1, Speaks: civicline.Languages}},
			Publish: func(e civicline.Event) { h.board.Deliver(e) },
		})
		if err != nil {
			t.Fatal(err)
		}
		o := h.board.Options
		o.Door, o.Reads, o.Now = h.center, h.center, now
		o.Node, o.Promises = "main", h.center
		o.Dial = func(ctx context.Context, _ civicline.PhoneNumber) (civicline.Leg, error) {
			<-time.After(3 * time.Second)
			if h.callee == nil {
				<-ctx.Done()
				return nil, ctx.Err()
			}
			return h.callee, h.callee.Answer(ctx)
		}
		lookUp := func(ctx context.Context, what string, with civicline.Facts) (civicline.Facts, error) {
			pass, err := h.center.Ask(civicline.Bot, casedata.Needs(what))
			if err != nil {
				return nil, err
			}
			return data.LookUp(ctx, pass, what, with)
		}
		script := Script{Book: a.Book, Model: understand.New(a.Lessons()), LookUp: lookUp}
		o.Script = func() Script { return script }
		h.board = New(o)
		defer func() {
			if err := h.board.Close(context.Background()); err != nil {
				t.Error(err)
			}
			st.Close()
			synctest.Wait()
		}()
		play(t, h)
	})
}

// maria gives a command.
func (h *house) maria(t *testing.T, cmd civicline.Command) {
	t.Helper()
	if _, err := h.center.Do(t.Context(), civicline.Actor{ID: maria.ID, Tier: maria.Tier}, cmd); err != nil {
		t.Fatalf("%s: %v", nameOf(cmd), err)
	}
}

// call returns the one call there is, as the centre has it.
func (h *house) call(t *testing.T) civicline.Call {
	t.Helper()
	boss := civicline.Actor{ID: "boss", Tier: civicline.Supervisor}
	pass, err := h.center.Ask(boss, civicline.ReadAllCalls)
	if err != nil {
		t.Fatal(err)
	}
	calls, err := h.center.Calls(t.Context(), pass, center.Filter{})
	if err != nil || len(calls) == 0 {
		t.Fatalf("%d calls, %v", len(calls), err)
	}
	return calls[0]
}

// says checks that the transcript has lines that begin so, in this order.
func (h *house) says(t *testing.T, want ...string) {
	t.Helper()
	boss := civicline.Actor{ID: "boss", Tier: civicline.Supervisor}
	pass, _ := h.center.Ask(boss, civicline.ReadAllCalls)
	events, err := h.center.Events(t.Context(), pass, h.call(t).ID)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, e := range events {
		if e.Kind == civicline.TurnTaken {
			all.WriteString(string(e.Data.Turn.Who) + ": " + e.Data.Turn.Text + e.Data.Turn.Keys + "\n")
		}
	}
	rest := all.String()
	for _, line := range want {
		at := strings.Index(rest, line)
		if at < 0 {
			t.Fatalf("no %q, in order, in:\n%s", line, all.String())
		}
		rest = rest[at:]
	}
}

// TestTheMainJob is the whole of it with the agency's own words: a person is
// asked for, the reason given, the queue waited in, and a person speaks.
func TestTheMainJob(t *testing.T) {
	for name, c := range map[string]struct {
		language              civicline.Language
		person, reason, agent string
		want                  []string
	}{
		"in English": {civicline.English, "I want to talk to a person", "my green card never came in the mail", "good morning", []string{
			"caller: I want to talk to a person", "Sure. In a few", "caller: my green card never came in the mail",
			"next in line", "bot: Here is Maria R.", "agent: good morning", "bot: You spoke with Maria R.", "bot: Thank you for calling."}},
		"in Spanish": {civicline.Spanish, "quiero hablar con una persona en español", "no me llegó la tarjeta español", "español buenos días", []string{
			"caller: quiero hablar con una persona", "Claro. En pocas", "caller: no me llegó",
			"siguiente", "bot: Le atiende Maria R.", "agent: español buenos", "bot: Usted habló con Maria R.", "bot: Gracias por llamar."}},
	} {
		t.Run(name, func(t *testing.T) {
			inHouse(t, monday, func(t *testing.T, h *house) {
				p := h.party("caller")
				over := h.ring(p)
				pass(3 * time.Second)
				p.says(c.person, 1500*time.Millisecond)
				pass(6 * time.Second)
				p.says(c.reason, 2*time.Second)
				pass(20 * time.Second)
				call := h.call(t)
				if call.State != civicline.Waiting || call.Reason != c.reason || call.Language != c.language {
					t.Fatalf("the call is %s, in %s, because of %q", call.State, call.Language, call.Reason)
				}
				h.maria(t, civicline.SignIn{})
				h.maria(t, civicline.GoReady{})
				pass(time.Second)
				h.maria(t, civicline.Accept{Call: call.ID})
				agent := h.party("maria")
				if err := h.board.Join(t.Context(), call.ID, maria, agent); err != nil {
					t.Fatal(err)
				}
				pass(time.Second)
				agent.says(c.agent, time.Second)
				pass(3 * time.Second)
				h.maria(t, civicline.Hold{Call: call.ID})
				pass(2 * time.Second)
				h.maria(t, civicline.Unhold{Call: call.ID})
				pass(2 * time.Second)
				h.maria(t, civicline.Leave{Call: call.ID})
				<-over
				pass(time.Second)
				if got := h.call(t); got.State != civicline.Ended {
					t.Errorf("the call is %s", got.State)
				}
				h.says(t, c.want...)
			})
		})
	}
}

// TestByKeysAlone is a caller who never speaks.
func TestByKeysAlone(t *testing.T) {
	inHouse(t, monday, func(t *testing.T, h *house) {
		p := h.party("caller")
		over := h.ring(p)
		pass(3 * time.Second)
		p.keys <- '1'
		pass(12 * time.Second)
		for _, k := range "4639999900104#" {
			p.keys <- k
			pass(200 * time.Millisecond)
		}
		pass(25 * time.Second)
		h.says(t, "caller: 1", "caller: 4639999900104")
		p.Hangup(civicline.ErrPartyHungUp)
		<-over
	})
}

// TestAtNight is a caller who wants a person when there is none.
func TestAtNight(t *testing.T) {
	inHouse(t, monday.Add(12*time.Hour), func(t *testing.T, h *house) {
		p := h.party("caller")
		over := h.ring(p)
		pass(3 * time.Second)
		p.keys <- '0'
		pass(8 * time.Second)
		p.says("my green card never came in the mail", 2*time.Second)
		pass(20 * time.Second)
		p.says("yes", time.Second)
		<-over
		h.says(t, "caller: 0", "caller: my green card", "eight in the morning")
		if got := h.call(t).State; got != civicline.Ended {
			t.Errorf("the call is %s", got)
		}
	})
}

// waits has a caller ask for a person, say why, and wait in line.
func (h *house) waits(p *party) <-chan struct{} {
	over := h.ring(p)
	pass(3 * time.Second)
	p.says("I want to talk to a person", 1500*time.Millisecond)
	pass(6 * time.Second)
	p.says("my green card never came in the mail", 2*time.Second)
	pass(10 * time.Second)
	return over
}

// TestRingsBack is a caller whose call ended while they waited, for whatever
// cause.
func TestRingsBack(t *testing.T) {
	for name, cause := range map[string]error{"hung up": civicline.ErrPartyHungUp, "was lost": civicline.ErrLineLost} {
		t.Run(name, func(t *testing.T) {
			inHouse(t, monday, func(t *testing.T, h *house) {
				p := h.party("caller")
				over := h.waits(p)
				before := h.call(t)
				p.Hangup(cause)
				<-over
				if got := h.call(t).State; got != civicline.Away {
					t.Fatalf("the place is %s; want kept", got)
				}
				h.maria(t, civicline.SignIn{})
				h.maria(t, civicline.GoReady{})
				pass(5 * time.Minute)
				if got := h.call(t).State; got != civicline.Away {
					t.Fatalf("a caller who is not there is %s", got)
				}
				h.maria(t, civicline.GoNotReady{})
				h.ring(h.party("caller again"))
				pass(15 * time.Second)
				now := h.call(t)
				if now.ID == before.ID || now.State != civicline.Waiting || !now.Entered.Equal(before.Entered) || now.Reason != before.Reason {
					t.Errorf("then the call is %s since %s, because of %q; want it waiting since %s", now.State, now.Entered, now.Reason, before.Entered)
				}
				h.says(t, "bot: Welcome back.", "You have your place again.")
			})
		})
	}
}

// TestRingsAgain is a caller who has rung before: they are greeted shortly, and
// still told of the recording.
func TestRingsAgain(t *testing.T) {
	inHouse(t, monday, func(t *testing.T, h *house) {
		first := h.party("caller")
		over := h.ring(first)
		pass(20 * time.Second)
		first.Hangup(civicline.ErrPartyHungUp)
		<-over
		again := h.party("caller again")
		h.ring(again)
		pass(20 * time.Second)
		var long, short time.Duration
		for _, r := range first.heardRuns() {
			if strings.Contains(r.text, "How can I help?") {
				long = r.began()
			}
		}
		for _, r := range again.heardRuns() {
			if strings.Contains(r.text, "How can I help?") {
				short = r.began()
			}
		}
		if long == 0 || short == 0 || short >= long {
			t.Errorf("the question comes after %s, the second time after %s", long, short)
		}
		h.says(t, "Calls may be recorded.")
	})
}

// TestTheRepresentativeIsLost is a caller whose representative's line is lost
// in mid-call: they head the line, hear so, and the next one takes the call.
func TestTheRepresentativeIsLost(t *testing.T) {
	inHouse(t, monday, func(t *testing.T, h *house) {
		p := h.party("caller")
		h.waits(p)
		before := h.call(t)
		h.maria(t, civicline.SignIn{})
		h.maria(t, civicline.GoReady{})
		pass(time.Second)
		h.maria(t, civicline.Accept{Call: before.ID})
		agent := h.party("maria")
		if err := h.board.Join(t.Context(), before.ID, maria, agent); err != nil {
			t.Fatal(err)
		}
		pass(5 * time.Second)
		agent.Hangup(civicline.ErrLineLost)
		pass(8 * time.Second)
		now := h.call(t)
		if now.State != civicline.Waiting || !now.Entered.Equal(before.Entered) {
			t.Errorf("the call is %s since %s; want it waiting since %s", now.State, now.Entered, before.Entered)
		}
		if a, err := h.center.Agent(t.Context(), maria.ID); err != nil || a.State != civicline.NotReady || a.Reason != center.LineLost {
			t.Errorf("maria is %s (%s), %v; want not ready", a.State, a.Reason, err)
		}
		h.says(t, "bot: Here is Maria R.", "Sorry, we lost the representative. You are next.")
		if runs := p.heardRuns(); runs[len(runs)-1].text != "(music)" {
			t.Errorf("then the caller hears %q; want music", runs[len(runs)-1].text)
		}
		h.maria(t, civicline.GoReady{})
		pass(time.Second)
		h.maria(t, civicline.Accept{Call: before.ID})
		if err := h.board.Join(t.Context(), before.ID, maria, h.party("maria again")); err != nil {
			t.Fatal(err)
		}
		pass(5 * time.Second)
		h.says(t, "bot: Sorry, we lost", "bot: Here is Maria R.")
	})
}
