// Package storetest is how every store must behave, whatever its engine.
package storetest

import (
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// Run checks a store. open gives a new, empty one each time, and closes it at
// the end of the test.
func Run(t *testing.T, open func(*testing.T) *store.Store) {
	for name, test := range map[string]func(*testing.T, *store.Store){
		"what is written is read back":         readBack,
		"nothing is there":                     nothing,
		"all of a change or nothing":           allOrNothing,
		"changes exclude each other":           exclusive,
		"a look is one state":                  oneState,
		"events are numbered":                  events,
		"the line is in order":                 line,
		"kept places are found by number":      kept,
		"a number that rang before is known":   rangBefore,
		"the clock finds what is due":          due,
		"references are given once":            references,
		"one call rings at one agent":          oneAgent,
		"the history is filtered":              history,
		"sessions expire":                      sessions,
		"chats are kept by their token":        chats,
		"callbacks are booked once":            callbacks,
		"callbacks are found when due":         callbacksDue,
		"callbacks are found by who is owed":   callbacksOwed,
		"calls we place share a reference":     sharedReference,
		"an officer is beside one agent":       besideOne,
		"items are owed once a topic":          itemsOwed,
		"closings hold until they are opened":  closings,
		"what was told of a wait is kept":      estimates,
		"what happened in the lines is found":  lineEvents,
		"talks tell how long calls take":       talks,
		"words are forgotten, figures stay":    forgets,
		"calls without a recording are found":  unrecorded,
		"the clock goes":                       clock,
		"one owner a domain":                   ownership,
		"nodes join and part":                  nodes,
		"tasks are claimed and fenced":         tasks,
		"tasks are moved and cancelled":        appointments,
		"words from outside are tidied":        untidy,
		"a change that panics leaves no trace": panics,
		"a closed store says so":               closed,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

var noon = time.Date(2026, 11, 23, 17, 0, 0, 123_456_000, time.UTC) // to the microsecond

func call(id civicline.CallID) civicline.Call {
	return civicline.Call{ID: id, Reference: civicline.Reference("r-" + id), From: "+12025550101", Channel: civicline.Phone,
		Language: civicline.Spanish, State: civicline.Waiting, Since: noon, Arrived: noon.Add(-time.Minute), Facts: civicline.Facts{}}
}

func change(t *testing.T, s *store.Store, op func(*store.Tx) error) {
	t.Helper()
	if err := s.Change(t.Context(), op); err != nil {
		t.Fatal(err)
	}
}

func look(t *testing.T, s *store.Store, op func(*store.View) error) {
	t.Helper()
	if err := s.Look(t.Context(), op); err != nil {
		t.Fatal(err)
	}
}

// put writes calls, and a place for each.
func put(t *testing.T, s *store.Store, places ...civicline.Place) {
	t.Helper()
	change(t, s, func(tx *store.Tx) error {
		for _, p := range places {
			if err := errors.Join(tx.PutCall(call(p.Call)), tx.PutPlace(p)); err != nil {
				return err
			}
		}
		return nil
	})
}

func same[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s is\n%+v\nwant\n%+v", what, got, want)
	}
}

func readBack(t *testing.T, s *store.Store) {
	c := civicline.Call{ID: "c1", Reference: "482771305", From: "+12025550101", Channel: civicline.Web, Language: civicline.Spanish,
		State: civicline.Ended, Since: noon, Arrived: noon.Add(-9 * time.Minute), Reason: "¿dónde está mi 'tarjeta'? \"ñ\"",
		Facts: civicline.Facts{"zip": "20001", "ciudad": "Mayagüez"}, Queue: "t1-es", Entered: noon.Add(-8 * time.Minute), Agent: "ana",
		Answered: noon.Add(-5 * time.Minute), Ended: noon, Why: "the caller hung up", Note: "línea\notra", Outcome: civicline.ResultReferred, Recording: "c1.wav"}
	p := civicline.Place{Call: "c1", Queue: "t1-es", Language: civicline.Spanish, From: "+12025550101", Entered: noon, Present: true, Offered: "ana", Until: noon.Add(20 * time.Second), Returned: true,
		Head: 90 * time.Second, Topic: "military", Last: "maria", Callback: "482771306"}
	a := civicline.Agent{ID: "ana", Name: "Ana T.", Tier: civicline.Tier1, Speaks: []civicline.Language{civicline.English, civicline.Spanish},
		State: civicline.Alerting, Since: noon, Idle: noon.Add(-time.Hour), Reason: "x", Call: "c1",
		Skills: map[string]int{"es": 4, "military": 2}, Capacity: 2, Began: noon.Add(-5 * time.Hour), Worked: 3*time.Hour + time.Microsecond,
		Until: noon.Add(time.Minute), Gone: noon.Add(-time.Second), Desk: "one"}
	k := store.Talk{Call: "c1", Agent: "ana", Queue: "t1-es", Entered: noon, Answered: noon.Add(time.Minute), Left: noon.Add(2 * time.Minute), Freed: noon.Add(3 * time.Minute)}
	b := civicline.Callback{Reference: "482771306", Call: "c1", Number: "+1", Language: civicline.Spanish, Reason: "y", Due: noon, Entered: noon, State: "promised",
		Queue: "t1-es", Topic: "military", Until: noon.Add(time.Hour), Attempts: 1, Ring: "c1", Item: "12345678", Texts: true, Returned: true, Head: time.Minute}
	change(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.PutCall(c), tx.PutPlace(p), tx.PutAgent(a), tx.PutSecret("ana", "hash"), tx.PutTalk(k), tx.PutCallback(b))
	})
	check := func() {
		look(t, s, func(v *store.View) error {
			gotC, e1 := v.Call("c1")
			gotR, e2 := v.CallByReference("482771305")
			gotP, e3 := v.Place("c1")
			gotA, e4 := v.Agent("ana")
			gotK, e5 := v.Talks("c1")
			gotB, e6 := v.Callback("482771306")
			secret, e7 := v.Secret("ana")
			same(t, "the call", gotC, c)
			same(t, "the call by reference", gotR, c)
			same(t, "the place", gotP, p)
			same(t, "the agent", gotA, a)
			same(t, "the talk", gotK, []store.Talk{k})
			same(t, "the callback", gotB, b)
			same(t, "the secret", secret, "hash")
			return errors.Join(e1, e2, e3, e4, e5, e6, e7)
		})
	}
	check()
	c.State, c.Language, c.Facts, c.Agent, c.Ended, c.Note = civicline.WithBot, civicline.English, civicline.Facts{}, "", time.Time{}, ""
	p.Present, p.Offered, p.Until, p.Returned = false, "", time.Time{}, false
	a.State, a.Speaks, a.Call = civicline.Ready, nil, ""
	a.Speaks = []civicline.Language{civicline.English}
	k.Left, b.State = noon.Add(time.Hour), "kept"
	change(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.PutCall(c), tx.PutPlace(p), tx.PutAgent(a), tx.PutTalk(k), tx.PutCallback(b))
	})
	check() // the secret is as it was
	change(t, s, func(tx *store.Tx) error { return tx.DropPlace("c1") })
	look(t, s, func(v *store.View) error {
		if _, err := v.Place("c1"); civicline.FaultOf(err) != civicline.NotFound {
			t.Errorf("the dropped place: %v", err)
		}
		return nil
	})
}

func nothing(t *testing.T, s *store.Store) {
	look(t, s, func(v *store.View) error {
		_, e1 := v.Call("x")
		_, e2 := v.CallByReference("x")
		_, e3 := v.Place("x")
		_, e4 := v.Agent("x")
		_, e5 := v.CallbackOf("x")
		_, e6 := v.Secret("x")
		_, e7 := v.SessionAgent("x", noon)
		_, e8 := v.Kept("", noon)
		for i, err := range []error{e1, e2, e3, e4, e5, e6, e7, e8} {
			if civicline.FaultOf(err) != civicline.NotFound {
				t.Errorf("%d: %v; want not found", i, err)
			}
		}
		events, err := v.EventsAfter(0, 10)
		if err != nil || len(events) != 0 {
			t.Errorf("events %v, %v", events, err)
		}
		places, next, err := v.Due(noon)
		if err != nil || len(places) != 0 || !next.IsZero() {
			t.Errorf("due %v, %v, %v", places, next, err)
		}
		return err
	})
}

func allOrNothing(t *testing.T, s *store.Store) {
	stop := errors.New("stop")
	err := s.Change(t.Context(), func(tx *store.Tx) error {
		if err := errors.Join(tx.PutCall(call("c1")), tx.Append(&civicline.Event{Call: "c1", Kind: civicline.CallArrived})); err != nil {
			return err
		}
		if _, err := tx.Call("c1"); err != nil {
			t.Errorf("a change does not see what it wrote: %v", err)
		}
		return stop
	})
	if civicline.FaultOf(err) != civicline.Internal || !errors.Is(err, stop) {
		t.Errorf("err = %v", err)
	}
	late := &civicline.Error{Kind: civicline.Conflict, Message: "too late"}
	if err := s.Change(t.Context(), func(tx *store.Tx) error { return errors.Join(tx.PutCall(call("c1")), late) }); !errors.Is(err, late) {
		t.Errorf("an error of ours comes back as %v", err)
	}
	look(t, s, func(v *store.View) error {
		if _, err := v.Call("c1"); civicline.FaultOf(err) != civicline.NotFound {
			t.Errorf("the call: %v; want not found", err)
		}
		events, err := v.EventsAfter(0, 10)
		if len(events) != 0 {
			t.Errorf("events were left: %v", events)
		}
		return err
	})
}

func exclusive(t *testing.T, s *store.Store) {
	change(t, s, func(tx *store.Tx) error { return tx.PutCall(call("c1")) })
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 10 {
				err := s.Change(t.Context(), func(tx *store.Tx) error {
					c, err := tx.Call("c1")
					if err != nil {
						return err
					}
					c.Note += "x"
					return errors.Join(tx.PutCall(c), tx.Append(&civicline.Event{Call: "c1"}))
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	look(t, s, func(v *store.View) error {
		c, err := v.Call("c1")
		if len(c.Note) != 80 {
			t.Errorf("%d of 80 changes are there", len(c.Note))
		}
		return err
	})
}

func oneState(t *testing.T, s *store.Store) {
	change(t, s, func(tx *store.Tx) error { return tx.PutCall(call("c1")) })
	look(t, s, func(v *store.View) error {
		before, err := v.Call("c1")
		if err != nil {
			return err
		}
		c := before
		c.Note = "changed"
		change(t, s, func(tx *store.Tx) error { return tx.PutCall(c) }) // does not wait for the look
		after, err := v.Call("c1")
		same(t, "the call, looked at again", after, before)
		return err
	})
}

func events(t *testing.T, s *store.Store) {
	detail := civicline.Detail{From: civicline.Waiting, To: civicline.Offered, Reason: "¿ya?", Entered: noon, Waited: time.Minute,
		Facts: civicline.Facts{"zip": "20001"}, Turn: &civicline.Turn{Who: civicline.ByCaller, Text: "hola", Began: time.Second}, Latency: &civicline.Latency{Words: time.Second}}
	var told []civicline.Event
	change(t, s, func(tx *store.Tx) error {
		for _, id := range []civicline.CallID{"c1", "c2"} {
			if err := tx.PutCall(call(id)); err != nil {
				return err
			}
		}
		for _, id := range []civicline.CallID{"c1", "c2", "", "c1", ""} {
			e := civicline.Event{At: noon, Kind: civicline.OfferMade, Call: id, Agent: "ana", Who: civicline.Bot, Data: detail}
			if err := tx.Append(&e); err != nil {
				return err
			}
			told = append(told, e)
		}
		return nil
	})
	for i, want := range []int{1, 1, 0, 2, 0} {
		if told[i].Seq != want || i > 0 && told[i].ID <= told[i-1].ID {
			t.Errorf("event %d has seq %d; want %d", i, told[i].Seq, want)
		}
	}
	look(t, s, func(v *store.View) error {
		of, err := v.Events("c1")
		same(t, "the story of c1", of, []civicline.Event{told[0], told[3]})
		after, err2 := v.EventsAfter(told[1].ID, 2)
		same(t, "what came after", after, told[2:4])
		return errors.Join(err, err2)
	})
}

func line(t *testing.T, s *store.Store) {
	at := func(m int) time.Time { return noon.Add(time.Duration(m) * time.Minute) }
	places := []civicline.Place{ // in order
		{Call: "returned late", Queue: "q", Entered: at(9), Present: true, Returned: true},
		{Call: "away", Queue: "q", Entered: at(0), Until: at(60)},
		{Call: "first", Queue: "q", Entered: at(1), Present: true},
		{Call: "rings", Queue: "q", Entered: at(2), Present: true, Offered: "ana"},
		{Call: "other line", Queue: "p", Entered: at(3), Present: true},
		{Call: "same a", Queue: "q", Entered: at(4), Present: true},
		{Call: "same b", Queue: "q", Entered: at(4), Present: true},
	}
	put(t, s, places[6], places[0], places[5], places[1], places[4], places[2], places[3])
	look(t, s, func(v *store.View) error {
		all, err := v.Places()
		same(t, "the line", all, places)
		heads, err2 := v.Heads("q", 3)
		same(t, "its heads", heads, []civicline.Place{places[0], places[2], places[5]})
		for i, want := range []int{0, 1, 1, 2, 0, 2, 3} {
			n, err := v.Ahead(places[i])
			if err != nil || n != want {
				t.Errorf("%d are ahead of %s, %v; want %d", n, places[i].Call, err, want)
			}
		}
		return errors.Join(err, err2)
	})
}

func kept(t *testing.T, s *store.Store) {
	put(t, s,
		civicline.Place{Call: "late", From: "+1", Entered: noon.Add(time.Minute), Until: noon.Add(time.Hour)},
		civicline.Place{Call: "early", From: "+1", Entered: noon, Until: noon.Add(time.Hour)},
		civicline.Place{Call: "there", From: "+2", Entered: noon, Present: true},
		civicline.Place{Call: "withheld", From: "", Entered: noon, Until: noon.Add(time.Hour)})
	look(t, s, func(v *store.View) error {
		for _, tc := range []struct {
			number civicline.PhoneNumber
			at     time.Time
			want   civicline.CallID
		}{{"+1", noon, "early"}, {"+1", noon.Add(time.Hour), ""}, {"+2", noon, ""}, {"", noon, ""}, {"+3", noon, ""}} {
			p, err := v.Kept(tc.number, tc.at)
			if p.Call != tc.want || (civicline.FaultOf(err) == civicline.NotFound) != (tc.want == "") {
				t.Errorf("kept for %q: %q, %v; want %q", string(tc.number), p.Call, err, tc.want)
			}
		}
		return nil
	})
}

func rangBefore(t *testing.T, s *store.Store) {
	change(t, s, func(tx *store.Tx) error {
		var errs []error
		for id, ended := range map[civicline.CallID]time.Time{"c1": noon.Add(-time.Hour), "c2": noon, "c3": {}, "c4": noon} {
			c := call(id)
			c.From = map[civicline.CallID]civicline.PhoneNumber{"c1": "+1", "c2": "+1", "c3": "+3", "c4": ""}[id]
			c.Ended = ended
			errs = append(errs, tx.PutCall(c))
		}
		return errors.Join(errs...)
	})
	look(t, s, func(v *store.View) error {
		for _, tc := range []struct {
			name   string
			number civicline.PhoneNumber
			after  time.Time
			want   bool
		}{
			{"a call ended after", "+1", noon.Add(-time.Minute), true},
			{"all ended before", "+1", noon, false},
			{"its call goes on", "+3", noon.Add(-24 * time.Hour), false},
			{"never rang", "+4", noon.Add(-24 * time.Hour), false},
			{"withheld", "", noon.Add(-24 * time.Hour), false},
		} {
			if got, err := v.RangBefore(tc.number, tc.after); err != nil || got != tc.want {
				t.Errorf("%s: %v, %v; want %v", tc.name, got, err, tc.want)
			}
		}
		return nil
	})
}

func due(t *testing.T, s *store.Store) {
	put(t, s,
		civicline.Place{Call: "rings", Entered: noon, Present: true, Offered: "ana", Until: noon.Add(20 * time.Second)},
		civicline.Place{Call: "away", Entered: noon, Until: noon.Add(time.Minute)},
		civicline.Place{Call: "waits", Entered: noon, Present: true})
	look(t, s, func(v *store.View) error {
		for at, want := range map[time.Duration]string{0: "[] 20s", 20 * time.Second: "[rings] 1m0s", time.Hour: "[rings away] never"} {
			places, next, err := v.Due(noon.Add(at))
			ids := []civicline.CallID{}
			for _, p := range places {
				ids = append(ids, p.Call)
			}
			got := fmt.Sprint(ids, " ", next.Sub(noon))
			if next.IsZero() {
				got = fmt.Sprint(ids, " never")
			}
			if err != nil || got != want {
				t.Errorf("after %v: %s, %v; want %s", at, got, err, want)
			}
		}
		return nil
	})
}

func references(t *testing.T, s *store.Store) {
	for i, want := range []bool{true, false} {
		change(t, s, func(tx *store.Tx) error {
			free, err := tx.TakeReference("482771305")
			if free != want {
				t.Errorf("the %d. time it is free: %v", i+1, free)
			}
			return err
		})
	}
}

func oneAgent(t *testing.T, s *store.Store) {
	agent := func(id civicline.AgentID, state civicline.AgentState) civicline.Agent {
		return civicline.Agent{ID: id, Name: string(id), State: state, Call: "c1", Speaks: []civicline.Language{civicline.English}}
	}
	change(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.PutAgent(agent("ana", civicline.Talking)), tx.PutAgent(agent("eva", civicline.WrappingUp)), tx.PutAgent(agent("lee", civicline.WrappingUp)))
	})
	if err := s.Change(t.Context(), func(tx *store.Tx) error { return tx.PutAgent(agent("maria", civicline.Alerting)) }); err == nil {
		t.Error("two agents have one call")
	}
	put(t, s, civicline.Place{Call: "c1", Present: true, Offered: "ana"})
	if err := s.Change(t.Context(), func(tx *store.Tx) error {
		return errors.Join(tx.PutCall(call("c2")), tx.PutPlace(civicline.Place{Call: "c2", Present: true, Offered: "ana"}))
	}); err == nil {
		t.Error("two calls ring at one agent")
	}
	look(t, s, func(v *store.View) error {
		all, err := v.Agents()
		if len(all) != 3 || all[0].ID != "ana" || all[2].ID != "lee" {
			t.Errorf("the agents are %+v", all)
		}
		wrapping, err2 := v.AgentsIn(civicline.WrappingUp)
		if len(wrapping) != 2 {
			t.Errorf("wrapping up are %+v", wrapping)
		}
		return errors.Join(err, err2)
	})
}

func history(t *testing.T, s *store.Store) {
	change(t, s, func(tx *store.Tx) error {
		for i, id := range []civicline.CallID{"c1", "c2", "c3", "c4"} {
			c := call(id)
			c.Arrived = noon.Add(time.Duration(i) * time.Minute)
			switch id {
			case "c1", "c2":
				c.State, c.Agent = civicline.Ended, "ana"
			case "c3":
				c.Agent = "maria"
			}
			if id == "c1" {
				c.Outcome = civicline.ResultAnswered
			}
			if err := tx.PutCall(c); err != nil {
				return err
			}
		}
		return errors.Join(
			tx.PutTalk(store.Talk{Call: "c1", Agent: "ana", Answered: noon, Left: noon.Add(time.Minute)}),
			tx.PutTalk(store.Talk{Call: "c2", Agent: "ana", Answered: noon, Left: noon.Add(time.Minute)}),
			tx.PutTalk(store.Talk{Call: "c3", Agent: "ana", Answered: noon, Left: noon.Add(time.Minute)}),
			tx.PutTalk(store.Talk{Call: "c3", Agent: "maria", Answered: noon.Add(time.Hour)}))
	})
	look(t, s, func(v *store.View) error {
		for want, f := range map[string]store.CallFilter{
			"[c4 c3 c2 c1]": {Limit: 9}, "[c4 c3]": {Limit: 2}, "[c4 c3] ": {Live: true, Limit: 9}, "[c3 c2 c1]": {Agent: "ana", Limit: 9},
			"[c3]": {Agent: "maria", Limit: 9}, "[c3 c2]": {Unnoted: true, Limit: 9}, "[c2 c1]": {Before: noon.Add(2 * time.Minute), Limit: 9},
		} {
			calls, err := v.Calls(f)
			var ids []civicline.CallID
			for _, c := range calls {
				ids = append(ids, c.ID)
			}
			if got := fmt.Sprint(ids); err != nil || got != want && got+" " != want {
				t.Errorf("%+v: %s, %v; want %s", f, got, err, want)
			}
		}
		live, err := v.LiveCalls()
		if len(live) != 2 || live[0].ID != "c3" {
			t.Errorf("live are %+v", live)
		}
		return err
	})
}

func sessions(t *testing.T, s *store.Store) {
	change(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.PutAgent(civicline.Agent{ID: "ana", Speaks: []civicline.Language{civicline.English}}),
			tx.PutSession("one", "ana", noon.Add(time.Hour)), tx.PutSession("two", "ana", noon.Add(2*time.Hour)))
	})
	whose := func(token string, after time.Duration) (id civicline.AgentID) {
		look(t, s, func(v *store.View) error { id, _ = v.SessionAgent(token, noon.Add(after)); return nil })
		return id
	}
	next := func() (at time.Time) {
		look(t, s, func(v *store.View) (err error) { at, err = v.NextExpiry(); return err })
		return at
	}
	if whose("one", 0) != "ana" || whose("one", time.Hour) != "" || whose("two", time.Hour) != "ana" || whose("three", 0) != "" || !next().Equal(noon.Add(time.Hour)) {
		t.Error("sessions do not expire each at its time")
	}
	change(t, s, func(tx *store.Tx) error { return tx.DropExpired(noon.Add(time.Hour)) })
	if whose("one", 0) != "" || whose("two", 0) != "ana" {
		t.Error("the wrong session was dropped")
	}
	change(t, s, func(tx *store.Tx) error { return tx.DropSession("two") })
	if whose("two", 0) != "" || !next().IsZero() {
		t.Error("a dropped session is there")
	}
	change(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.PutSession("one", "ana", noon.Add(time.Hour)), tx.DropSessionsOf("ana"))
	})
	if whose("one", 0) != "" {
		t.Error("a session outlived all of its agent's")
	}
}

func callbacks(t *testing.T, s *store.Store) {
	change(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.PutCall(call("c1")), tx.PutCall(call("c2")), tx.PutCall(call("c3")),
			tx.PutCallback(civicline.Callback{Reference: "1", Call: "c1", Due: noon.Add(time.Hour), State: "promised"}),
			tx.PutCallback(civicline.Callback{Reference: "2", Call: "c2", Due: noon, State: "promised"}),
			tx.PutCallback(civicline.Callback{Reference: "3", Call: "c3", Due: noon, State: "kept"}))
	})
	if err := s.Change(t.Context(), func(tx *store.Tx) error {
		return tx.PutCallback(civicline.Callback{Reference: "4", Call: "c1", State: "promised"})
	}); err == nil {
		t.Error("a call has two callbacks")
	}
	look(t, s, func(v *store.View) error {
		list, err := v.Callbacks("promised")
		if len(list) != 2 || list[0].Reference != "2" {
			t.Errorf("promised are %+v", list)
		}
		return err
	})
}

func talks(t *testing.T, s *store.Store) {
	change(t, s, func(tx *store.Tx) error {
		for i := range 5 {
			id := civicline.CallID(fmt.Sprint("c", i))
			k := store.Talk{Call: id, Agent: "ana", Queue: "q", Answered: noon, Left: noon.Add(time.Minute), Freed: noon.Add(time.Duration(i+1) * time.Minute)}
			if i == 4 {
				k.Freed = time.Time{}
			}
			if err := errors.Join(tx.PutCall(call(id)), tx.PutTalk(k)); err != nil {
				return err
			}
		}
		return nil
	})
	look(t, s, func(v *store.View) error {
		took, err := v.Handled("q", 3)
		same(t, "the time that calls took of late", took, []time.Duration{4 * time.Minute, 3 * time.Minute, 2 * time.Minute})
		return err
	})
}

func panics(t *testing.T, s *store.Store) {
	func() {
		defer func() { _ = recover() }()
		_ = s.Change(t.Context(), func(tx *store.Tx) error { _ = tx.PutCall(call("c1")); panic("at the disco") })
	}()
	change(t, s, func(tx *store.Tx) error {
		if _, err := tx.Call("c1"); civicline.FaultOf(err) != civicline.NotFound {
			t.Errorf("the call: %v; want not found", err)
		}
		return nil
	})
}

func closed(t *testing.T, s *store.Store) {
	if err := errors.Join(s.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	if err := s.Change(t.Context(), func(*store.Tx) error { return nil }); civicline.FaultOf(err) != civicline.Unavailable {
		t.Errorf("a change: %v", err)
	}
	if err := s.Look(t.Context(), func(*store.View) error { return nil }); civicline.FaultOf(err) != civicline.Unavailable {
		t.Errorf("a look: %v", err)
	}
}

func chats(t *testing.T, s *store.Store) {
	one := civicline.TypedChat{Token: "one", Call: "c1", State: []byte{0, 1, 255}, Touched: noon}
	two := civicline.TypedChat{Token: "two", Call: "c2", State: []byte("x"), Touched: noon.Add(time.Minute)}
	change(t, s, func(tx *store.Tx) error {
		ended := call("c2")
		ended.State = civicline.Ended
		return errors.Join(tx.PutCall(call("c1")), tx.PutCall(ended), tx.PutChat(one), tx.PutChat(two))
	})
	look(t, s, func(v *store.View) error {
		got, err := v.Chat("one")
		if !reflect.DeepEqual(got, one) {
			t.Errorf("read back %+v", got)
		}
		old, err2 := v.ChatsBefore(noon.Add(time.Second), 5)
		if len(old) != 1 || old[0].Token != "one" {
			t.Errorf("old: %+v", old)
		}
		idle, err3 := v.IdleChats(noon.Add(time.Hour), 5)
		if len(idle) != 1 || idle[0].Token != "one" {
			t.Errorf("idle: %+v", idle)
		}
		if _, err := v.Chat("three"); civicline.FaultOf(err) != civicline.NotFound {
			t.Errorf("no such chat: %v", err)
		}
		return errors.Join(err, err2, err3)
	})
	one.State, one.Touched = []byte("later"), noon.Add(time.Hour)
	change(t, s, func(tx *store.Tx) error { return errors.Join(tx.PutChat(one), tx.DropChat("two")) })
	look(t, s, func(v *store.View) error {
		got, err := v.Chat("one")
		if !reflect.DeepEqual(got, one) {
			t.Errorf("written again: %+v", got)
		}
		if _, err := v.Chat("two"); civicline.FaultOf(err) != civicline.NotFound {
			t.Errorf("dropped: %v", err)
		}
		return err
	})
}
