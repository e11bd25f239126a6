package center

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd"
	"github.com/civicline/civicline/store"
	"github.com/civicline/civicline/store/sqlite"
	"pgregory.net/rapid"
)

// TestWalk gives commands at random, lets time pass, restarts the program, and
// checks after each what must never happen.
func TestWalk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "walk")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		st, err := sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(dir, "center.db")})
		if err != nil {
			t.Fatal(err)
		}
		defer st.Close()
		h := &house{t: t, store: st, at: monday}
		h.open()
		w := &walk{house: h}
		t.Repeat(map[string]func(*rapid.T){
			"arrive":  w.arrive,
			"caller":  w.caller,
			"caller ": w.caller,
			"agent":   w.agent,
			"agent ":  w.agent,
			"agent  ": w.agent,
			"ready":   w.ready,
			"time": func(t *rapid.T) {
				h.pass(rapid.SampledFrom([]time.Duration{time.Second, 10 * time.Second, 20 * time.Second, 16 * time.Minute}).Draw(t, "pass"))
			},
			"restart": func(t *rapid.T) {
				if rapid.IntRange(0, 3).Draw(t, "really") == 0 {
					h.open()
				}
			},
			"": w.check,
		})
		reconcile(h)
	})
}

type walk struct {
	*house
	calls int
}

var callers = []civicline.PhoneNumber{"", "+12025550101", "+12025550102"}

func (w *walk) try(t *rapid.T, actor civicline.Actor, cmd civicline.Command) civicline.Result {
	res, err := w.Do(t.Context(), actor, cmd)
	switch civicline.FaultOf(err) {
	case civicline.Internal, civicline.Unavailable:
		t.Fatalf("%+v by %s: %v", cmd, actor.ID, err)
	}
	return res
}

func (w *walk) arrive(t *rapid.T) {
	id := civicline.CallID(fmt.Sprintf("c%d", w.calls))
	w.calls++
	res := w.try(t, bot, civicline.Arrive{Call: id, From: rapid.SampledFrom(callers).Draw(t, "from"), Channel: civicline.Phone})
	w.try(t, bot, civicline.PickUp{Call: id})
	w.try(t, bot, civicline.SetLanguage{Call: id, Language: rapid.SampledFrom(civicline.Languages).Draw(t, "language")})
	if res.Kept != nil && rapid.Bool().Draw(t, "resume") {
		w.try(t, bot, civicline.ResumePlace{Call: id, From: res.Kept.Call})
	} else if rapid.IntRange(0, 4).Draw(t, "wants a person") > 0 {
		w.try(t, bot, civicline.Enqueue{Call: id, Tier: civicline.Tier1, Reason: "a person"})
	}
}

// one is a call of late; the first ones are over.
func (w *walk) one(t *rapid.T) civicline.CallID {
	return civicline.CallID(fmt.Sprintf("c%d", rapid.IntRange(max(0, w.calls-6), max(0, w.calls-1)).Draw(t, "call")))
}

func (w *walk) caller(t *rapid.T) {
	id := w.one(t)
	w.try(t, bot, rapid.SampledFrom([]civicline.Command{
		civicline.Enqueue{Call: id, Tier: civicline.Tier1},
		civicline.Dequeue{Call: id},
		civicline.End{Call: id},
		civicline.End{Call: id, Lost: true},
		civicline.SetLanguage{Call: id, Language: civicline.English},
		civicline.SetLanguage{Call: id, Language: civicline.Spanish},
		civicline.TakeTurn{Call: id, Turn: civicline.Turn{Who: civicline.ByCaller, Text: "hello"}},
		civicline.Learn{Call: id, Facts: civicline.Facts{"zip": "20001"}},
		civicline.BookCallback{Call: id},
		civicline.ResumePlace{Call: id, From: w.one(t)},
		civicline.Decline{Call: id, Agent: maria.ID},
		civicline.Recorded{Call: id, File: "x.wav"},
	}).Draw(t, "does"))
}

func (w *walk) agent(t *rapid.T) {
	who := rapid.SampledFrom([]civicline.Actor{maria, ana, boss}).Draw(t, "agent")
	id := w.one(t)
	if a := w.house.agent(who); a.Call != "" && rapid.IntRange(0, 5).Draw(t, "own") > 0 {
		id = a.Call
	}
	w.try(t, who, rapid.SampledFrom([]civicline.Command{
		civicline.Accept{Call: id}, civicline.Accept{Call: id}, civicline.Accept{Call: id},
		civicline.Decline{Call: id},
		civicline.Hold{Call: id}, civicline.Unhold{Call: id},
		civicline.Leave{Call: id},
		civicline.WrapUp{Call: id, Outcome: civicline.ResultAnswered, Ready: true},
		civicline.WrapUp{Call: id, Outcome: civicline.ResultAnswered},
		civicline.GoNotReady{Reason: "lunch"},
		civicline.SignOut{},
	}).Draw(t, "does"))
}

func (w *walk) ready(t *rapid.T) {
	who := rapid.SampledFrom([]civicline.Actor{maria, ana}).Draw(t, "agent")
	w.try(t, who, civicline.SignIn{})
	w.try(t, who, civicline.GoReady{})
}

// check is what must hold at every moment.
func (w *walk) check(t *rapid.T) {
	err := w.store.Look(t.Context(), func(v *store.View) error {
		calls, err := v.LiveCalls()
		if err != nil {
			return err
		}
		agents, err := v.Agents()
		if err != nil {
			return err
		}
		places, err := v.Places()
		if err != nil {
			return err
		}
		byID := map[civicline.CallID]civicline.Call{}
		with := map[civicline.CallID]civicline.AgentID{}
		for _, c := range calls {
			byID[c.ID] = c
		}
		for _, a := range agents {
			switch a.State {
			case civicline.Reserved, civicline.Talking:
				if other, taken := with[a.Call]; taken {
					t.Fatalf("%s and %s have one call", a.ID, other)
				}
				with[a.Call] = a.ID
				c := byID[a.Call]
				busy := c.State == civicline.Offered && a.State == civicline.Reserved ||
					(c.State == civicline.WithAgent || c.State == civicline.OnHold) && a.State == civicline.Talking
				if !busy || c.Agent != a.ID {
					t.Fatalf("%s is %s on a call that is %s with %q", a.ID, a.State, c.State, c.Agent)
				}
			}
		}
		for _, c := range calls {
			switch c.State {
			case civicline.Offered, civicline.WithAgent, civicline.OnHold:
				if with[c.ID] == "" {
					t.Fatalf("%s is %s, and no agent has it", c.ID, c.State)
				}
			}
		}
		for _, p := range places {
			c := byID[p.Call]
			if want := map[bool]civicline.CallState{true: civicline.Waiting, false: civicline.Away}[p.Present]; p.Offered == "" && c.State != want || p.Offered != "" && c.State != civicline.Offered {
				t.Fatalf("%s is %s, and its place is %+v", c.ID, c.State, p)
			}
		}
		if more := acd.Match(queues, places, agents, w.at, time.Second); len(more) > 0 {
			t.Fatalf("%s waits while %s is idle", more[0].Call, more[0].Agent)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
