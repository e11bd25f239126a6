package storetest

import (
	"errors"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// besideOne: one agent has a call, and one officer may be on it beside them.
func besideOne(t *testing.T, s *store.Store) {
	agent := func(id civicline.AgentID, state civicline.AgentState, consult bool) civicline.Agent {
		return civicline.Agent{ID: id, State: state, Call: "c1", Consult: consult, Speaks: []civicline.Language{civicline.English}}
	}
	c := civicline.Consultation{Call: "c1", Asked: noon, Asker: "ana", Officer: "elena", Note: "an RFE", Joined: noon.Add(time.Second)}
	change(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.PutCall(call("c1")), tx.PutAgent(agent("ana", civicline.Holding, false)), tx.PutAgent(agent("elena", civicline.Talking, true)),
			tx.PutConsult(c), tx.PutConsultNote(c, "told her"))
	})
	for what, err := range map[string]error{
		"a second agent":   s.Change(t.Context(), func(tx *store.Tx) error { return tx.PutAgent(agent("eve", civicline.Talking, false)) }),
		"a second officer": s.Change(t.Context(), func(tx *store.Tx) error { return tx.PutAgent(agent("eve", civicline.Alerting, true)) }),
		"a second consultation": s.Change(t.Context(), func(tx *store.Tx) error {
			return tx.PutConsult(civicline.Consultation{Call: "c1", Asked: noon.Add(time.Minute), Officer: "eve"})
		}),
	} {
		if err == nil {
			t.Errorf("%s is let in", what)
		}
	}
	look(t, s, func(v *store.View) error {
		got, err := v.Consult("c1")
		same(t, "the consultation", got, c)
		elena, e2 := v.Agent("elena")
		if !elena.Consult {
			t.Error("the officer is not beside an agent")
		}
		note, e3 := v.ConsultNote("c1", "elena")
		same(t, "the officer's note", note, "told her")
		return errors.Join(err, e2, e3)
	})
	c.Ended, c.How = noon.Add(time.Minute), civicline.ConsultReturned
	change(t, s, func(tx *store.Tx) error { return tx.PutConsult(c) })
	look(t, s, func(v *store.View) error {
		if _, err := v.Consult("c1"); civicline.FaultOf(err) != civicline.NotFound {
			t.Errorf("it is over, and yet: %v", err)
		}
		all, err := v.Consults("c1")
		same(t, "those that were", all, []civicline.Consultation{c})
		calls, e2 := v.Calls(store.CallFilter{Agent: "elena", Limit: 9})
		if len(calls) != 1 {
			t.Errorf("the officer's calls are %v", calls)
		}
		open, e3 := v.OpenConsults()
		if len(open) != 0 {
			t.Errorf("under way are %v", open)
		}
		note, e4 := v.ConsultNote("c1", "elena")
		same(t, "the officer's note", note, "told her")
		return errors.Join(err, e2, e3, e4)
	})
}

// itemsOwed: items are read back, found, counted, and one a number and topic.
func itemsOwed(t *testing.T, s *store.Store) {
	item := func(code civicline.ItemCode, state civicline.ItemState, topic string, due int) civicline.Item {
		return civicline.Item{Code: code, State: state, Since: noon, Topic: topic, Language: civicline.Spanish, Number: "2025550142", Call: "c1", By: "ana",
			Opened: noon, Due: noon.Add(time.Duration(due) * time.Hour)}
	}
	a, b, c := item("A", civicline.ItemPlanned, "rfe", 2), item("B", civicline.ItemUnreached, "travel", 1), item("C", civicline.ItemClosed, "rfe", 3)
	a.Urgent, a.Note, a.Callback, a.From, a.Until, a.Texts = true, "asks", "123", noon.Add(time.Hour), noon.Add(3*time.Hour), true
	b.Breached = noon.Add(time.Hour)
	c.Officer, c.Spoken, c.Closed, c.Work = "elena", noon, noon.Add(time.Minute), civicline.Work{Outcome: civicline.ResultAnswered, Note: "told"}
	change(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.PutCall(call("c1")), tx.PutItem(a), tx.PutItem(b), tx.PutItem(c))
	})
	if err := s.Change(t.Context(), func(tx *store.Tx) error { return tx.PutItem(item("D", civicline.ItemOpen, "rfe", 1)) }); err == nil {
		t.Error("one number has two items about one thing")
	}
	look(t, s, func(v *store.View) error {
		for _, want := range []civicline.Item{a, b, c} {
			got, err := v.Item(want.Code)
			if err != nil {
				return err
			}
			same(t, "the item", got, want)
		}
		live, err := v.LiveItem("rfe", "+12025550142", "2025550142")
		same(t, "what is live about it", live.Code, a.Code)
		if _, err := v.LiveItem("rfe", "9"); civicline.FaultOf(err) != civicline.NotFound {
			t.Errorf("of another number: %v", err)
		}
		n, e2 := v.ItemCounts()
		same(t, "the counts", n, civicline.ItemCounts{Owed: 2, Urgent: 1, Overdue: 1})
		codes := func(f civicline.ItemFilter) (out string) {
			f.Limit = 9
			all, err := v.Items(f)
			if err != nil {
				t.Error(err)
			}
			for _, i := range all {
				out += string(i.Code)
			}
			return out
		}
		same(t, "the owed", codes(civicline.ItemFilter{Owed: true}), "BA")
		same(t, "the overdue", codes(civicline.ItemFilter{Overdue: true}), "B")
		same(t, "the closed", codes(civicline.ItemFilter{States: []civicline.ItemState{civicline.ItemClosed}}), "C")
		same(t, "all", codes(civicline.ItemFilter{}), "BAC")
		_, e3 := v.ItemOpenedIn("c1")
		return errors.Join(err, e2, e3)
	})
}
