package center

import (
	"fmt"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd"
	"github.com/civicline/civicline/store"
	"pgregory.net/rapid"
)

// TestWalk gives commands at random, lets time pass, restarts the program, and
// checks after each what must never happen.
func TestWalk(t *testing.T) {
	at, walks := place(t), 0
	rapid.Check(t, func(t *rapid.T) {
		if walks++; isURL(at) && walks > 20 {
			return // an engine is not another centre
		}
		st, err := openEmpty(t.Context(), at)
		if err != nil {
			t.Fatal(err)
		}
		defer st.Close()
		h := &house{t: t, store: st, at: monday}
		h.open(walkQueues)
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
				h.pass(rapid.SampledFrom([]time.Duration{time.Second, 10 * time.Second, 20 * time.Second, 2 * time.Minute, 16 * time.Minute, 4 * time.Hour}).Draw(t, "pass"))
			},
			"restart": func(t *rapid.T) {
				if rapid.IntRange(0, 3).Draw(t, "really") == 0 {
					h.open(walkQueues)
				}
			},
			"promise":  w.promised,
			"promise ": w.promised,
			"pick up":  w.pickUp,
			"pick up ": w.pickUp,
			"rung":     w.rung,
			"rung ":    w.rung,
			"owed":     w.owed,
			"confer":   w.confer,
			"confer ":  w.confer,
			"asks":     w.asks,
			"items":    w.items,
			"lines":    w.lines,
			"":         func(t *rapid.T) { w.check(t); h.adds() },
		})
		reconcile(h)
	})
}

// walkQueues differ in whom a callback rings first, and in what closing does.
func walkQueues(o *Options) {
	o.Queues = []civicline.Queue{queues[0], queues[1]}
	o.Queues[1].Dial, o.Queues[1].Closing, o.Queues[1].Slots = civicline.CallerFirst, civicline.CallBackFirst, 1
	officers(o)
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
	if res.Owed != nil && rapid.Bool().Draw(t, "resume the callback") {
		w.try(t, bot, civicline.ResumeCallback{Call: id})
		return
	}
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
		civicline.BookCallback{Call: id, Number: "2025550103", Texts: true},
		civicline.BookCallback{Call: id, At: w.at.Truncate(time.Hour).Add(2 * time.Hour)},
		civicline.ResumePlace{Call: id, From: w.one(t)},
		civicline.Decline{Call: id, Agent: maria.ID},
		civicline.Recorded{Call: id, File: "x.wav"},
	}).Draw(t, "does"))
}

func (w *walk) agent(t *rapid.T) {
	who := rapid.SampledFrom([]civicline.Actor{maria, ana, boss, elena, oscar}).Draw(t, "agent")
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
		civicline.LoseDesk{}, civicline.RegainDesk{},
		civicline.ExtendWrapUp{},
		civicline.Draft{Call: id, Note: "as far as it goes"},
	}).Draw(t, "does"))
}

func (w *walk) ready(t *rapid.T) {
	who := rapid.SampledFrom([]civicline.Actor{maria, ana, elena, oscar}).Draw(t, "agent")
	w.try(t, who, civicline.SignIn{})
	w.try(t, who, civicline.GoReady{})
}

// promised is a caller who books a callback, and hangs up; agents come.
func (w *walk) promised(t *rapid.T) {
	id := civicline.CallID(fmt.Sprintf("c%d", w.calls))
	w.calls++
	w.try(t, bot, civicline.Arrive{Call: id, From: rapid.SampledFrom(callers).Draw(t, "from"), Channel: civicline.Phone})
	w.try(t, bot, civicline.PickUp{Call: id})
	w.try(t, bot, civicline.SetLanguage{Call: id, Language: rapid.SampledFrom(civicline.Languages).Draw(t, "language")})
	if rapid.Bool().Draw(t, "from the line") {
		w.try(t, bot, civicline.Enqueue{Call: id, Tier: civicline.Tier1})
	}
	w.try(t, bot, civicline.BookCallback{Call: id, Texts: true})
	w.try(t, bot, civicline.End{Call: id})
	w.ready(t)
	h := w.house
	h.pass(time.Second)
}

// pickUp is an agent who takes whatever rings at them.
func (w *walk) pickUp(t *rapid.T) {
	for _, who := range []civicline.Actor{maria, ana} {
		if a := w.house.agent(who); a.State == civicline.Alerting {
			w.try(t, who, civicline.Accept{Call: a.Call})
		}
	}
}

// asks brings a caller to an agent who asks an officer, if anybody is free.
func (w *walk) asks(t *rapid.T) {
	who := rapid.SampledFrom([]civicline.Actor{maria, ana}).Draw(t, "agent")
	for _, a := range []civicline.Actor{who, elena, oscar} {
		w.try(t, a, civicline.SignIn{})
		w.try(t, a, civicline.GoReady{})
	}
	id := civicline.CallID(fmt.Sprintf("c%d", w.calls))
	w.calls++
	w.try(t, bot, civicline.Arrive{Call: id, From: rapid.SampledFrom(callers).Draw(t, "from"), Channel: civicline.Phone})
	w.try(t, bot, civicline.PickUp{Call: id})
	w.try(t, bot, civicline.Enqueue{Call: id, Tier: civicline.Tier1})
	w.try(t, who, civicline.Accept{Call: w.house.agent(who).Call})
	w.try(t, who, civicline.Consult{Call: w.house.agent(who).Call, Note: "an RFE"})
	for _, a := range []civicline.Actor{elena, oscar} {
		if on := w.house.agent(a); on.Consult && rapid.Bool().Draw(t, "accepts") {
			w.try(t, a, civicline.Accept{Call: on.Call})
		}
	}
}

// confer is what whoever talks with a caller does about officers, and the
// officers do then.
func (w *walk) confer(t *rapid.T) {
	var busy []civicline.Actor
	for _, a := range []civicline.Actor{maria, ana, elena, oscar} {
		if w.house.agent(a).Call != "" {
			busy = append(busy, a)
		}
	}
	if len(busy) == 0 {
		t.Skip("no call")
	}
	who := rapid.SampledFrom(busy).Draw(t, "agent")
	id := w.house.agent(who).Call
	w.try(t, who, rapid.SampledFrom([]civicline.Command{
		civicline.Consult{Call: id, Note: "an RFE"}, civicline.Consult{Call: id},
		civicline.Accept{Call: id}, civicline.Accept{Call: id}, civicline.Decline{Call: id},
		civicline.Transfer{Call: id}, civicline.Transfer{Call: id},
		civicline.EndConsult{Call: id}, civicline.Leave{Call: id}, civicline.Unhold{Call: id},
		civicline.OpenItem{Call: id, Topic: "a", Texts: true}, civicline.OpenItem{Call: id, Topic: "b", Urgent: true, Number: "2025550103"},
	}).Draw(t, "confers"))
	if rapid.IntRange(0, 5).Draw(t, "line") == 0 {
		w.try(t, bot, rapid.SampledFrom([]civicline.Command{
			civicline.EndConsult{Call: id, Lost: true}, civicline.Enqueue{Call: id}, civicline.End{Call: id}, civicline.End{Call: id, Lost: true},
		}).Draw(t, "lost"))
	}
}

// some is an item of late.
func (w *walk) some(t *rapid.T) civicline.Item {
	var all []civicline.Item
	w.see(t, func(v *store.View) (err error) { all, err = v.Items(civicline.ItemFilter{Limit: 20}); return err })
	if len(all) == 0 {
		t.Skip("no item")
	}
	return rapid.SampledFrom(all).Draw(t, "item")
}

func (w *walk) items(t *rapid.T) {
	i := w.some(t)
	w.try(t, elena, rapid.SampledFrom([]civicline.Command{
		civicline.PlanItem{Code: i.Code}, civicline.PlanItem{Code: i.Code, Window: i.From.Add(2 * time.Hour)},
		civicline.CloseItem{Code: i.Code, Outcome: civicline.ResultAnswered}, civicline.DropItem{Code: i.Code},
	}).Draw(t, "does"))
	w.try(t, bot, rapid.SampledFrom([]civicline.Command{
		civicline.PlanItem{Code: i.Code, Number: i.Number},
		civicline.Rebook{Reference: i.Callback, Number: i.Number},
		civicline.DropCallback{Reference: i.Callback, Number: i.Number},
	}).Draw(t, "caller"))
}

// checkOfficers is what must hold of consultations and items: who confers is on a
// call that is held by who asked, and every caller who is owed an officer's call
// is promised one.
func (w *walk) checkOfficers(t *rapid.T) {
	w.see(t, func(v *store.View) error {
		agents, err := v.Agents()
		if err != nil {
			return err
		}
		open, err := v.OpenConsults()
		if err != nil {
			return err
		}
		with := map[civicline.AgentID]civicline.Consultation{}
		for _, c := range open {
			if _, twice := with[c.Officer]; twice {
				t.Fatalf("%s is asked twice", c.Officer)
			}
			with[c.Officer] = c
		}
		for _, a := range agents {
			c, asked := with[a.ID]
			if on := a.Consult && (a.State == civicline.Alerting || a.State == civicline.Talking); on != asked {
				t.Fatalf("%s is %s, beside an agent: %v; asked: %+v", a.ID, a.State, a.Consult, c)
			}
			if asked && (a.Call != c.Call || (a.State == civicline.Talking) != c.Joins()) {
				t.Fatalf("%s is %s on %s; asked: %+v", a.ID, a.State, a.Call, c)
			}
		}
		for _, c := range open {
			call, err := v.Call(c.Call)
			if err != nil || call.State != civicline.OnHold || call.Agent != c.Asker {
				t.Fatalf("%+v is of a call that is %s with %s: %v", c, call.State, call.Agent, err)
			}
		}
		promises, err := v.OpenCallbacks()
		if err != nil {
			return err
		}
		owed := map[civicline.ItemCode]int{}
		for _, cb := range promises {
			owed[civicline.ItemCode(cb.Item)]++
		}
		items, err := v.Items(civicline.ItemFilter{Limit: 1000})
		for _, i := range items {
			if want := i.State.Owed(); owed[i.Code] > 1 || want != (owed[i.Code] == 1) {
				t.Fatalf("%d calls are owed about an item that is %s", owed[i.Code], i.State)
			}
		}
		return err
	})
}

// rung is what happens to a call that we place.
func (w *walk) rung(t *rapid.T) {
	var ids []civicline.CallID
	w.see(t, func(v *store.View) error {
		calls, err := v.LiveCalls()
		for _, c := range calls {
			if c.Callback != "" {
				ids = append(ids, c.ID)
			}
		}
		return err
	})
	if len(ids) == 0 {
		t.Skip("no call is placed")
	}
	id := rapid.SampledFrom(ids).Draw(t, "call")
	w.try(t, bot, rapid.SampledFrom([]civicline.Command{
		civicline.Reach{Call: id}, civicline.Reach{Call: id}, civicline.Reach{Call: id},
		civicline.Missed{Call: id, Why: civicline.MissNoAnswer},
		civicline.Missed{Call: id, Why: civicline.MissVoicemail},
		civicline.End{Call: id}, civicline.End{Call: id, Lost: true},
		civicline.Enqueue{Call: id, Tier: civicline.Tier1},
		civicline.Dequeue{Call: id},
		civicline.BookCallback{Call: id},
		civicline.Decline{Call: id, Agent: maria.ID}, civicline.Decline{Call: id, Agent: ana.ID},
	}).Draw(t, "does"))
}

// owed is what becomes of a promise before it is kept.
func (w *walk) owed(t *rapid.T) {
	var open []civicline.Callback
	w.see(t, func(v *store.View) (err error) { open, err = v.OpenCallbacks(); return err })
	if len(open) == 0 {
		t.Skip("nothing is owed")
	}
	cb := rapid.SampledFrom(open).Draw(t, "callback")
	w.try(t, bot, rapid.SampledFrom([]civicline.Command{
		civicline.Rebook{Reference: cb.Reference, Number: cb.Number},
		civicline.Rebook{Reference: cb.Reference, Number: cb.Number, At: w.at.Truncate(time.Hour).Add(time.Hour)},
		civicline.DropCallback{Reference: cb.Reference, Number: cb.Number},
		civicline.ResumeCallback{Call: w.one(t), Reference: cb.Reference, Number: cb.Number},
		civicline.ResumeCallback{Call: w.one(t)},
	}).Draw(t, "does"))
}

func (w *walk) lines(t *rapid.T) {
	w.try(t, boss, rapid.SampledFrom([]civicline.Command{
		civicline.CloseLines{Why: snow, Until: w.at.Add(20 * time.Minute)},
		civicline.CloseLines{Queue: "t1-es", Why: snow},
		civicline.OpenLines{}, civicline.OpenLines{}, civicline.OpenLines{Queue: "t1-es"},
	}).Draw(t, "lines"))
}

func (w *walk) see(t *rapid.T, read func(*store.View) error) {
	if err := w.store.Look(t.Context(), read); err != nil {
		t.Fatal(err)
	}
}

// checkPromises is what must hold of promises: none is lost or made twice, one
// attempt is made at a time, and nobody has both a promise and a place.
func (w *walk) checkPromises(t *rapid.T) {
	w.see(t, func(v *store.View) error {
		live, err := v.LiveCalls()
		if err != nil {
			return err
		}
		places, err := v.Places()
		if err != nil {
			return err
		}
		open, err := v.OpenCallbacks()
		if err != nil {
			return err
		}
		making := map[civicline.Reference]civicline.Call{} // the call that waits to keep a promise, or does
		placeOf := map[civicline.CallID]civicline.Place{}
		for _, p := range places {
			placeOf[p.Call] = p
		}
		for _, c := range live {
			p, waits := placeOf[c.ID]
			if c.Callback == "" || c.State != civicline.Dialing && (!waits || p.Callback == "") {
				continue
			}
			if other, twice := making[c.Callback]; twice {
				t.Fatalf("%s and %s both keep callback %s", other.ID, c.ID, c.Callback)
			}
			making[c.Callback] = c
		}
		owed := map[string]civicline.Reference{}
		for _, cb := range open {
			line := fmt.Sprintf("%s in %s about %q", string(cb.Number), cb.Queue, cb.Item)
			if other, twice := owed[line]; twice {
				t.Fatalf("%s and %s are promised to one number", other, cb.Reference)
			}
			owed[line] = cb.Reference
			first, err := v.Call(cb.Call)
			if err != nil {
				return err
			}
			if p, waits := placeOf[cb.Call]; waits && first.Answered.IsZero() { // what was promised while they talked stays
				t.Fatalf("%s is %s, and the call it was promised in has place %+v", cb.Reference, cb.State, p)
			}
			c, made := making[cb.Reference]
			delete(making, cb.Reference)
			switch cb.State {
			case civicline.CallbackInLine:
				if p := placeOf[c.ID]; !made || c.ID != cb.Ring || c.State != civicline.Waiting && c.State != civicline.Offered || !p.Entered.Equal(cb.Entered) {
					t.Fatalf("%+v is in line, by the call %+v with place %+v", cb, c, p)
				}
			case civicline.CallbackBeingMade:
				ring, err := v.Call(cb.Ring)
				if err != nil || ring.State == civicline.Ended || ring.State == civicline.Away || made && c.ID != cb.Ring {
					t.Fatalf("%+v is being made, by the call %+v: %v", cb, ring, err)
				}
			default:
				if made {
					t.Fatalf("%+v has the call %+v", cb, c)
				}
			}
			if cb.Attempts > civicline.MaxAttempts || cb.Attempts < 0 {
				t.Fatalf("%+v was tried too often", cb)
			}
		}
		for ref, c := range making {
			t.Fatalf("%s is to keep callback %s, which is not owed", c.ID, ref)
		}
		return nil
	})
}

// check is what must hold at every moment.
func (w *walk) check(t *rapid.T) {
	w.checkPromises(t)
	w.checkOfficers(t)
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
			if a.Consult {
				continue
			}
			switch a.State {
			case civicline.Reserved, civicline.Alerting, civicline.Talking, civicline.Holding:
				if other, taken := with[a.Call]; taken {
					t.Fatalf("%s and %s have one call", a.ID, other)
				}
				with[a.Call] = a.ID
				c := byID[a.Call]
				busy := c.State == civicline.Offered && a.State == civicline.Alerting ||
					c.State == civicline.Dialing && (a.State == civicline.Reserved || a.State == civicline.Talking) ||
					c.State == civicline.WithAgent && a.State == civicline.Talking || c.State == civicline.OnHold && a.State == civicline.Holding
				if !busy || c.Agent != a.ID {
					t.Fatalf("%s is %s on a call that is %s with %q", a.ID, a.State, c.State, c.Agent)
				}
			}
		}
		for _, c := range calls {
			switch c.State {
			case civicline.Offered, civicline.Dialing, civicline.WithAgent, civicline.OnHold:
				if with[c.ID] == "" {
					t.Fatalf("%s is %s, and no agent has it", c.ID, c.State)
				}
			}
		}
		for _, p := range places {
			c := byID[p.Call]
			if want := map[bool]civicline.CallState{true: civicline.Waiting, false: civicline.Away}[p.Present]; p.Offered == "" && c.State != want || p.Offered != "" && c.State != civicline.Offered && c.State != civicline.Dialing {
				t.Fatalf("%s is %s, and its place is %+v", c.ID, c.State, p)
			}
		}
		floor := acd.New(queues, time.Second)
		for _, p := range places {
			floor.Put(p)
		}
		for _, a := range agents {
			floor.Set(a)
		}
		if more, _ := floor.Next(w.at, 0); len(more) > 0 {
			t.Fatalf("%s waits while %s is idle", more[0].Call, more[0].Agent)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
