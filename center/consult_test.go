package center

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

var (
	elena = civicline.Actor{ID: "elena", Tier: civicline.Tier2}
	oscar = civicline.Actor{ID: "oscar", Tier: civicline.Tier2}
)

// officers adds two officers, and their lines, to a centre.
func officers(o *Options) {
	both := []civicline.Language{civicline.English, civicline.Spanish}
	o.People = append(o.People[:len(o.People):len(o.People)],
		Person{ID: "elena", Name: "Elena V.", Tier: civicline.Tier2, Speaks: both},
		Person{ID: "oscar", Name: "Oscar M.", Tier: civicline.Tier2, Speaks: both[:1]})
	o.Queues = append(o.Queues[:len(o.Queues):len(o.Queues)],
		civicline.Queue{ID: "t2-en", Tier: civicline.Tier2, Language: civicline.English, Slots: 1},
		civicline.Queue{ID: "t2-es", Tier: civicline.Tier2, Language: civicline.Spanish, Slots: 1})
}

func consulting2(t testing.TB) *house {
	h := newHouse(t, officers)
	h.talk("c1", maria)
	h.pass(time.Second)
	return h
}

// consult is the last consultation of a call.
func (h *house) consult(id civicline.CallID) civicline.Consultation {
	h.t.Helper()
	c, err := h.ConsultOf(h.t.Context(), h.ask(boss, civicline.ReadAllCalls), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

// well checks that nothing is to be repaired, and that the events tell the story.
func (h *house) well() {
	h.t.Helper()
	found, err := h.Check(h.t.Context())
	if err != nil || len(found) > 0 {
		h.t.Errorf("the checker finds %v, %v", found, err)
	}
	reconcile(h)
}

// moves does, by name, what people do in a consultation.
var consultMoves = map[string]func(*house){
	"ask":             func(h *house) { h.do(maria, civicline.Consult{Call: "c1", Note: "an RFE"}) },
	"accept":          func(h *house) { h.do(elena, civicline.Accept{Call: "c1"}) },
	"decline":         func(h *house) { h.do(elena, civicline.Decline{Call: "c1"}) },
	"rings out":       func(h *house) { h.pass(20 * time.Second) },
	"end":             func(h *house) { h.do(maria, civicline.EndConsult{Call: "c1"}) },
	"officer ends":    func(h *house) { h.do(elena, civicline.EndConsult{Call: "c1"}) },
	"officer leaves":  func(h *house) { h.do(elena, civicline.Leave{Call: "c1"}) },
	"officer's line":  func(h *house) { h.do(bot, civicline.EndConsult{Call: "c1", Lost: true}) },
	"transfer":        func(h *house) { h.do(maria, civicline.Transfer{Call: "c1"}) },
	"asker leaves":    func(h *house) { h.do(maria, civicline.Leave{Call: "c1"}) },
	"asker's line":    func(h *house) { h.do(bot, civicline.Enqueue{Call: "c1"}) },
	"caller hangs up": func(h *house) { h.do(bot, civicline.End{Call: "c1", Why: "hung up"}) },
	"break":           func(h *house) { h.do(elena, civicline.GoNotReady{Reason: "lunch"}) },
	"officer goes":    func(h *house) { h.do(elena, civicline.SignOut{}) },
	"restart":         func(h *house) { h.open(officers) },
}

// TestConsultMoves is every way through a consultation: where it leaves caller,
// who asked, and officer.
func TestConsultMoves(t *testing.T) {
	const (
		withAgent = string(civicline.WithAgent)
		holds     = "on hold"
		wrap      = "wrapping up"
	)
	for moves, want := range map[string]struct {
		call, maria, elena string
		how                civicline.ConsultEnd
	}{
		"ask":                                   {holds, holds, "ringing", ""},
		"ask->ask":                              {holds, holds, "ringing", ""},
		"ask->accept":                           {holds, holds, "talking", ""},
		"ask->decline":                          {withAgent, "talking", "not ready", civicline.ConsultDeclined},
		"ask->rings out":                        {withAgent, "talking", "not ready", civicline.ConsultNoAnswer},
		"ask->break":                            {withAgent, "talking", "not ready", civicline.ConsultDeclined},
		"ask->officer goes":                     {withAgent, "talking", "signed out", civicline.ConsultDeclined},
		"ask->end":                              {withAgent, "talking", "ready", civicline.ConsultReturned},
		"ask->officer ends":                     {withAgent, "talking", "not ready", civicline.ConsultDeclined},
		"ask->officer's line":                   {withAgent, "talking", "not ready", civicline.ConsultLostLine},
		"ask->asker leaves":                     {"with the bot", wrap, "ready", civicline.ConsultOver},
		"ask->asker's line":                     {waiting, "not ready", "ready", civicline.ConsultOver},
		"ask->caller hangs up":                  {ended, wrap, "ready", civicline.ConsultOver},
		"ask->accept->end":                      {withAgent, "talking", wrap, civicline.ConsultReturned},
		"ask->accept->officer ends":             {withAgent, "talking", wrap, civicline.ConsultReturned},
		"ask->accept->officer leaves":           {withAgent, "talking", wrap, civicline.ConsultReturned},
		"ask->accept->officer's line":           {withAgent, "talking", "not ready", civicline.ConsultLostLine},
		"ask->accept->transfer":                 {withAgent, wrap, "talking", civicline.ConsultTransfer},
		"ask->accept->asker leaves":             {withAgent, wrap, "talking", civicline.ConsultTransfer},
		"ask->accept->asker's line":             {withAgent, "not ready", "talking", civicline.ConsultTransfer},
		"ask->accept->caller hangs up":          {ended, wrap, wrap, civicline.ConsultOver},
		"ask->restart":                          {ended, wrap, "connection lost", civicline.ConsultOver},
		"ask->accept->restart":                  {ended, wrap, wrap, civicline.ConsultOver},
		"ask->accept->transfer->restart":        {ended, wrap, wrap, civicline.ConsultTransfer},
		"ask->accept->transfer->officer leaves": {"with the bot", wrap, wrap, civicline.ConsultTransfer},
	} {
		t.Run(moves, func(t *testing.T) {
			h := consulting2(t)
			h.ready(elena)
			idle := h.agent(elena).Idle
			h.pass(time.Second)
			for _, m := range strings.Split(moves, "->") {
				consultMoves[m](h)
			}
			h.stands("c1", want.call, "maria", want.maria, "elena", want.elena)
			if c := h.consult("c1"); c.How != want.how || c.Ended.IsZero() != (want.how == "") || c.Note != "an RFE" {
				t.Errorf("the consultation is %+v; want %q", c, want.how)
			}
			a := h.agent(elena)
			if want.elena == "ready" && (!a.Idle.Equal(idle) || a.Call != "" || a.Consult) {
				t.Errorf("elena has lost something by it: %+v", a)
			}
			h.well()
		})
	}
}

// TestNobodyFree: the next lawful step is named, and nothing is changed.
func TestNobodyFree(t *testing.T) {
	h := consulting2(t)
	err := h.fails(maria, civicline.Consult{Call: "c1"}, civicline.Conflict)
	if err == nil || !strings.Contains(err.Error(), "Open a service item") {
		t.Errorf("err = %v; want the next lawful step", err)
	}
	h.stands("c1", "with an agent", "maria", "talking")
	h.ready(oscar) // he speaks English alone
	h.do(bot, civicline.SetLanguage{Call: "c1", Language: civicline.Spanish})
	h.fails(maria, civicline.Consult{Call: "c1"}, civicline.Conflict)
	h.ready(elena)
	h.do(maria, civicline.Consult{Call: "c1"})
	h.stands("elena", "ringing", "oscar", "ready")
	h.well()
}

// TestConsultIsTakenOnce: two who ask at once get two officers, a third none.
func TestConsultIsTakenOnce(t *testing.T) {
	h := consulting2(t)
	h.talk("c2", ana)
	h.ready(elena)
	h.do(maria, civicline.Consult{Call: "c1"})
	h.fails(ana, civicline.Consult{Call: "c2"}, civicline.Conflict)
	h.ready(oscar)
	h.do(ana, civicline.Consult{Call: "c2"})
	h.stands("elena", "ringing", "oscar", "ringing")
	for _, cmd := range []civicline.Command{civicline.Hold{Call: "c1"}, civicline.Unhold{Call: "c1"}, civicline.Transfer{Call: "c1"}, civicline.GoReady{}, civicline.SignOut{}} {
		h.fails(maria, cmd, civicline.Conflict)
	}
	h.fails(oscar, civicline.Accept{Call: "c1"}, civicline.Conflict) // it rings elsewhere
	h.fails(oscar, civicline.EndConsult{Call: "c1"}, civicline.Refused)
	h.fails(ana, civicline.Transfer{Call: "c1"}, civicline.Refused)
	h.fails(elena, civicline.Unhold{Call: "c1"}, civicline.Refused)
	h.do(elena, civicline.Accept{Call: "c1"})
	h.fails(elena, civicline.Transfer{Call: "c1"}, civicline.Refused) // she may consult nobody
	h.fails(elena, civicline.Consult{Call: "c1"}, civicline.Refused)
	h.fails(elena, civicline.WrapUp{Call: "c1", Outcome: civicline.ResultAnswered}, civicline.Conflict)
	h.well()
}

// TestTransferKeepsBothTalks: the receipt names who spoke last, each has their
// own note, and a lost line brings the caller to the head of the officers' line.
func TestTransferKeepsBothTalks(t *testing.T) {
	h := consulting2(t)
	h.ready(elena)
	h.do(maria, civicline.Draft{Call: "c1", Note: "half a note"})
	h.do(maria, civicline.Consult{Call: "c1"})
	h.pass(5 * time.Second)
	h.do(elena, civicline.Accept{Call: "c1"})
	h.pass(10 * time.Second)
	h.do(maria, civicline.Transfer{Call: "c1"})
	h.pass(time.Minute)
	if n := h.call("c1").Note; n != "" {
		t.Errorf("the officer begins with the note %q", n)
	}
	var talks []store.Talk
	if err := h.store.Look(t.Context(), func(v *store.View) (err error) { talks, err = v.Talks("c1"); return err }); err != nil {
		t.Fatal(err)
	}
	if len(talks) != 2 || talks[0].Agent != "maria" || talks[0].Note != "half a note" || talks[1].Agent != "elena" ||
		talks[1].Queue != "t2-en" || !talks[0].Left.Equal(talks[1].Answered) {
		t.Errorf("the talks are %+v", talks)
	}
	h.do(elena, civicline.Leave{Call: "c1"})
	r, err := h.Receipt(t.Context(), h.ask(bot, civicline.ReadReceipts), h.call("c1").Reference)
	if err != nil || r.AgentName != "Elena V." || r.Duration != time.Minute {
		t.Errorf("the receipt is %+v, %v", r, err)
	}
	h.well()
}

func TestTransferredCallGoesBackToTheOfficersLine(t *testing.T) {
	h := consulting2(t)
	h.ready(elena)
	for _, m := range []string{"ask", "accept", "transfer"} {
		consultMoves[m](h)
	}
	h.ready(oscar)
	h.do(bot, civicline.Enqueue{Call: "c1"}) // elena's line is lost
	h.stands("elena", "not ready", "oscar", "ringing")
	if c := h.call("c1"); c.Queue != "t2-en" {
		t.Errorf("the caller is in %s", c.Queue)
	}
	h.well()
}

// TestTierOneNeverSeesOfficersNotes looks for an officer's words wherever Tier 1
// can look.
func TestTierOneNeverSeesOfficersNotes(t *testing.T) {
	const secret = "the file says asylum granted"
	h := consulting2(t)
	var log strings.Builder
	h.ready(elena)
	say := func(text string) {
		h.do(bot, civicline.TakeTurn{Call: "c1", Turn: civicline.Turn{Who: civicline.ByAgent, Text: text}})
	}
	say("good morning")
	for _, m := range []string{"ask", "accept", "transfer"} {
		consultMoves[m](h)
	}
	h.pass(time.Second)
	say(secret)
	h.do(bot, civicline.Recorded{Call: "c1", File: "c1.wav"})
	h.do(elena, civicline.Draft{Call: "c1", Note: secret})
	for _, step := range []func(){
		func() {},
		func() { h.do(elena, civicline.Leave{Call: "c1"}) },
		func() {
			h.do(elena, civicline.WrapUp{Call: "c1", Note: secret, Outcome: civicline.ResultRefused, Ready: true})
		},
		func() { // she wraps up last, or the clock does it for her
			res := h.do(maria, civicline.WrapUp{Call: "c1", Note: "handed over", Outcome: civicline.ResultReferred, Ready: true})
			fmt.Fprintf(&log, "%+v", res)
		},
		func() { fmt.Fprintf(&log, "%+v", h.do(maria, civicline.Draft{Call: "c1", Note: "late"})) },
	} {
		step()
		own := h.ask(maria, civicline.ReadOwnCalls)
		call, err := h.Call(t.Context(), own, "c1")
		if err != nil {
			t.Fatal(err)
		}
		calls, err := h.Calls(t.Context(), own, Filter{})
		if err != nil {
			t.Fatal(err)
		}
		events, err := h.Events(t.Context(), own, "c1")
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&log, "%+v %+v", call, calls)
		for _, e := range events {
			fmt.Fprintf(&log, "%+v %+v", e, e.Data.Turn)
		}
		if _, err := h.Recording(t.Context(), own, "c1"); civicline.FaultOf(err) != civicline.Refused {
			t.Errorf("the recording: %v; want refused", err)
		}
	}
	if strings.Contains(log.String(), secret) || strings.Contains(log.String(), string(civicline.ResultRefused)) {
		t.Error("Tier 1 has the officer's words")
	}
	if !strings.Contains(log.String(), "good morning") || !strings.Contains(log.String(), "handed over") {
		t.Error("Tier 1 has lost their own")
	}
	if c := h.call("c1"); c.Note != secret || c.Outcome != civicline.ResultRefused {
		t.Errorf("the call has %q, %q", c.Note, c.Outcome)
	}
	if c, err := h.Call(t.Context(), h.ask(elena, civicline.ReadOwnCalls), "c1"); err != nil || c.Note != secret {
		t.Errorf("elena has %q, %v", c.Note, err)
	}
	if calls, err := h.Calls(t.Context(), h.ask(maria, civicline.ReadOwnCalls), Filter{Unnoted: true}); err != nil || len(calls) != 0 {
		t.Errorf("maria still owes %v, %v", calls, err)
	}
	h.well()
}

// TestOfficerWrapsUpAConsultation: one who only advised has a note of their own.
func TestOfficerWrapsUpAConsultation(t *testing.T) {
	h := consulting2(t)
	h.ready(elena)
	for _, m := range []string{"ask", "accept", "end"} {
		consultMoves[m](h)
	}
	if c, err := h.Call(t.Context(), h.ask(elena, civicline.ReadOwnCalls), "c1"); err != nil || c.ID != "c1" {
		t.Errorf("elena reads %v, %v", c.ID, err)
	}
	if _, err := h.Call(t.Context(), h.ask(oscar, civicline.ReadOwnCalls), "c1"); civicline.FaultOf(err) != civicline.NotFound {
		t.Errorf("oscar reads it: %v", err)
	}
	h.do(elena, civicline.Draft{Call: "c1", Note: "told her"})
	h.do(elena, civicline.WrapUp{Call: "c1", Note: "told her the rule", Outcome: civicline.ResultAnswered, Ready: true})
	h.stands("elena", "ready", "c1", "with an agent")
	if n := h.call("c1").Note; n != "" {
		t.Errorf("the call's note is %q", n)
	}
	var note string
	err := h.store.Look(t.Context(), func(v *store.View) (err error) { note, err = v.ConsultNote("c1", "elena"); return err })
	if err != nil || note != "told her the rule" {
		t.Errorf("her note is %q, %v", note, err)
	}
	h.well()
}

// TestConsultIsRepaired breaks a consultation by hand: the caller loses nothing.
func TestConsultIsRepaired(t *testing.T) {
	for name, c := range map[string]struct {
		broken      func(*store.Tx, civicline.Agent) error
		call, elena string
	}{
		"the officer is gone": {func(tx *store.Tx, a civicline.Agent) error {
			a.State, a.Call, a.Consult = civicline.NotReady, "", false
			return tx.PutAgent(a)
		}, "with an agent", "not ready"},
		"the officer has no consultation": {func(tx *store.Tx, a civicline.Agent) error {
			k, err := tx.Consult("c1")
			if err != nil {
				return err
			}
			k.Ended = monday
			return tx.PutConsult(k)
		}, "on hold", "wrapping up"},
		"the caller's call is over": {func(tx *store.Tx, _ civicline.Agent) error {
			k, err := tx.Call("c1")
			if err != nil {
				return err
			}
			k.State = civicline.Ended
			return tx.PutCall(k)
		}, ended, "wrapping up"},
	} {
		t.Run(name, func(t *testing.T) {
			h := consulting2(t)
			h.ready(elena)
			consultMoves["ask"](h)
			consultMoves["accept"](h)
			if err := h.store.Change(t.Context(), func(tx *store.Tx) error {
				a, err := tx.Agent("elena")
				if err != nil {
					return err
				}
				return c.broken(tx, a)
			}); err != nil {
				t.Fatal(err)
			}
			if found, err := h.Check(t.Context()); err != nil || len(found) == 0 {
				t.Errorf("the checker finds %v, %v", found, err)
			}
			h.stands("c1", c.call, "elena", c.elena)
			if found, err := h.Check(t.Context()); err != nil || len(found) != 0 {
				t.Errorf("once more it finds %v, %v", found, err)
			}
		})
	}
}

// TestTierOneAfterAnOfficer: an officer hangs up, the caller wants a person again,
// and Tier 1 learns nothing of what was said in between.
func TestTierOneAfterAnOfficer(t *testing.T) {
	const secret = "the file says asylum granted"
	h := consulting2(t)
	h.ready(elena)
	for _, m := range []string{"ask", "accept", "transfer"} {
		consultMoves[m](h)
	}
	h.pass(time.Second)
	h.do(bot, civicline.TakeTurn{Call: "c1", Turn: civicline.Turn{Who: civicline.ByAgent, Text: secret}})
	h.do(bot, civicline.Recorded{Call: "c1", File: "c1.wav"})
	h.pass(time.Second)
	h.do(elena, civicline.Leave{Call: "c1"})
	h.pass(time.Second)
	h.do(bot, civicline.TakeTurn{Call: "c1", Turn: civicline.Turn{Who: civicline.ByCaller, Text: "a person, please"}})
	h.ready(ana)
	h.do(bot, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1})
	for _, step := range []func(){func() {}, func() { h.do(ana, civicline.Accept{Call: "c1"}) }} {
		step()
		own := h.ask(ana, civicline.ReadOwnCalls)
		events, err := h.Events(t.Context(), own, "c1")
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, e := range events {
			if e.Data.Turn != nil {
				said = append(said, e.Data.Turn.Text)
			}
		}
		if got := strings.Join(said, "; "); got != "a person, please" {
			t.Errorf("ana reads %q", got)
		}
		if _, err := h.Recording(t.Context(), own, "c1"); civicline.FaultOf(err) != civicline.Refused {
			t.Errorf("the recording: %v; want refused", err)
		}
	}
	if events, err := h.Events(t.Context(), h.ask(elena, civicline.ReadOwnCalls), "c1"); err != nil || len(events) == 0 {
		t.Errorf("elena reads %d events, %v", len(events), err)
	}
	h.well()
}
