package center

import (
	"encoding/json"
	"maps"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// reconcile tells the whole story again from the events alone, checks that each
// was a legal move, and compares where it ends with the state tables.
func reconcile(h *house) {
	h.t.Helper()
	calls := map[civicline.CallID]*civicline.Call{}
	agents := map[civicline.AgentID]*civicline.Agent{}
	places := map[civicline.CallID]civicline.Place{}
	owed := map[civicline.Reference]civicline.CallbackState{}
	lastID, at := int64(0), time.Time{}
	seqs := map[civicline.CallID]int{}

	for _, e := range h.events() {
		if e.ID <= lastID {
			h.t.Fatalf("event %d comes after %d", e.ID, lastID)
		}
		if e.At.Before(at) {
			h.t.Fatalf("event %d is older than the one before", e.ID)
		}
		lastID, at = e.ID, e.At
		if e.Call != "" {
			if seqs[e.Call]++; e.Seq != seqs[e.Call] {
				h.t.Fatalf("event %d of %s has seq %d; want %d", e.ID, e.Call, e.Seq, seqs[e.Call])
			}
			retellCallback(h, owed, e)
			if calls[e.Call] == nil {
				if e.Kind == civicline.CallbackDue {
					d := e.Data
					calls[e.Call] = &civicline.Call{ID: e.Call, State: d.To, Since: e.At, Arrived: e.At, Reference: d.Reference, Callback: d.Callback,
						Language: d.Language, Queue: d.Queue, Entered: d.Entered, Reason: d.Reason, Facts: d.Facts}
					places[e.Call] = civicline.Place{Call: e.Call, Queue: d.Queue, Language: d.Language, Entered: d.Entered, Callback: d.Callback, Present: true, Returned: d.Returned}
					continue
				}
				if e.Kind != civicline.CallArrived {
					h.t.Fatalf("%s begins with %q", e.Call, e.Kind)
				}
				calls[e.Call] = &civicline.Call{ID: e.Call, State: e.Data.To, Since: e.At, Arrived: e.At, Reference: e.Data.Reference, Language: e.Data.Language}
				continue
			}
			retellCall(h, calls[e.Call], places, e)
		}
		if e.Data.AgentIs != "" {
			retellAgent(h, agents, e)
		}
	}
	compare(h, calls, agents, places)
	compareCallbacks(h, owed)
}

// retellCallback moves the promise that an event is about by its table.
func retellCallback(h *house, owed map[civicline.Reference]civicline.CallbackState, e civicline.Event) {
	h.t.Helper()
	ref := e.Data.Callback
	if ref == "" {
		return
	}
	was, made := owed[ref]
	switch e.Kind {
	case civicline.CallbackBooked:
		if !made {
			owed[ref] = civicline.CallbackPromised
			return
		}
	case civicline.CallQueued:
		if e.Data.From != civicline.Dialing {
			return // whoever was reached waits again
		}
	case civicline.CallDequeued, civicline.CallEnded, civicline.CallbackReached:
		return // its call, not itself
	}
	next, err := was.Next(e.Kind)
	if err != nil {
		h.t.Fatalf("event %d moves callback %s, which was %q: %v", e.ID, ref, was, err)
	}
	owed[ref] = next
}

func compareCallbacks(h *house, owed map[civicline.Reference]civicline.CallbackState) {
	h.t.Helper()
	err := h.store.Look(h.t.Context(), func(v *store.View) error {
		n := 0
		for _, s := range civicline.CallbackStates {
			all, err := v.Callbacks(s)
			if err != nil {
				return err
			}
			n += len(all)
			for _, cb := range all {
				if owed[cb.Reference] != s {
					h.t.Errorf("callback %s is %q; the events tell of %q", cb.Reference, s, owed[cb.Reference])
				}
			}
		}
		if n != len(owed) {
			h.t.Errorf("%d callbacks are in the store; the events tell of %d", n, len(owed))
		}
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

func retellCall(h *house, c *civicline.Call, places map[civicline.CallID]civicline.Place, e civicline.Event) {
	h.t.Helper()
	if e.Data.To != "" {
		next, err := c.State.Next(e.Kind)
		if err != nil || next != e.Data.To || c.State != e.Data.From {
			h.t.Fatalf("event %d moves %s from %s to %s; it was %s: %v", e.ID, e.Call, e.Data.From, e.Data.To, c.State, err)
		}
		if c.State != next {
			c.State, c.Since = next, e.At
		}
	}
	p := places[e.Call]
	switch e.Kind {
	case civicline.LanguageSet:
		c.Language = e.Data.Language
		if e.Data.Queue != "" {
			c.Queue, p.Queue, p.Language = e.Data.Queue, e.Data.Queue, e.Data.Language
			places[e.Call] = p
		}
	case civicline.FactsLearned:
		c.Facts = c.Facts.With(e.Data.Facts)
	case civicline.CallQueued, civicline.PlaceResumed:
		c.Queue, c.Entered, c.Language, c.Reason = e.Data.Queue, e.Data.Entered, e.Data.Language, e.Data.Reason
		c.Facts = e.Data.Facts
		p := civicline.Place{Call: e.Call, Queue: c.Queue, Language: c.Language, Entered: c.Entered, Present: true}
		p.Returned = e.Data.Returned
		if e.Kind == civicline.PlaceResumed {
			delete(places, e.Data.Other)
		} else {
			p.Callback = e.Data.Callback
		}
		places[e.Call] = p
	case civicline.CallDequeued, civicline.PlaceGivenUp:
		delete(places, e.Call)
	case civicline.CallerAway:
		p.Present, p.Until = false, e.Data.Until
		places[e.Call] = p
	case civicline.OfferMade, civicline.AgentKept, civicline.DialStarted, civicline.CallbackReached:
		p.Offered, p.Until = e.Agent, e.Data.Until
		places[e.Call] = p
	case civicline.CallbackAnswered:
		c.Answered = e.At
		delete(places, e.Call)
	case civicline.CallbackMissed, civicline.CallbackLost:
		if e.Data.To == civicline.Ended {
			c.Ended, c.Why = e.At, e.Data.Reason
			delete(places, e.Call)
		}
	case civicline.OfferRefused:
		p.Offered, p.Until, p.Returned = "", time.Time{}, true
		places[e.Call] = p
	case civicline.OfferWithdrawn:
		p.Offered, p.Until = "", time.Time{}
		places[e.Call] = p
	case civicline.OfferTaken:
		c.Answered = e.At
		delete(places, e.Call)
	case civicline.WrapUpDone:
		if e.Data.Outcome != "" {
			c.Note, c.Outcome = e.Data.Note, e.Data.Outcome
		}
	case civicline.CallTransferred:
		c.Queue, c.Answered, c.Note, c.Outcome = e.Data.Queue, e.At, "", ""
	case civicline.CallRecorded:
		c.Recording = e.Data.File
	case civicline.CallEnded:
		c.Ended, c.Why = e.At, e.Data.Reason
		delete(places, e.Call)
	}
}

func retellAgent(h *house, agents map[civicline.AgentID]*civicline.Agent, e civicline.Event) {
	h.t.Helper()
	a := agents[e.Agent]
	if a == nil {
		a = &civicline.Agent{ID: e.Agent, State: civicline.SignedOut}
		agents[e.Agent] = a
	}
	next, err := a.State.Next(e.Kind)
	if err != nil || next != e.Data.AgentIs || a.State != e.Data.AgentWas {
		h.t.Fatalf("event %d moves %s from %s to %s; they were %s: %v", e.ID, e.Agent, e.Data.AgentWas, e.Data.AgentIs, a.State, err)
	}
	a.State = next
	switch next {
	case civicline.Reserved, civicline.Alerting, civicline.Talking, civicline.Holding, civicline.WrappingUp:
		if e.Call != "" { // an agent's own event leaves the call as it was
			a.Call = e.Call
		}
	default:
		a.Call = ""
	}
	if e.Kind == civicline.AgentReady || e.Kind == civicline.WrapUpDone {
		a.Idle = e.At
	}
}

func compare(h *house, calls map[civicline.CallID]*civicline.Call, agents map[civicline.AgentID]*civicline.Agent, places map[civicline.CallID]civicline.Place) {
	h.t.Helper()
	err := h.store.Look(h.t.Context(), func(v *store.View) error {
		all, err := v.Calls(store.CallFilter{Limit: 1_000_000})
		if err != nil {
			return err
		}
		if len(all) != len(calls) {
			h.t.Errorf("%d calls are in the store; the events tell of %d", len(all), len(calls))
		}
		for _, c := range all {
			told := *calls[c.ID]
			told.From, told.Channel, told.Agent, told.Node = c.From, c.Channel, c.Agent, c.Node // the first is personal, and not told again
			if told.Outcome == "" {
				told.Note = c.Note // a draft tells nobody
			}
			if !sameCall(told, c) {
				h.t.Errorf("the store has\n%+v\nthe events tell\n%+v", c, told)
			}
		}
		kept, err := v.Places()
		if err != nil {
			return err
		}
		if len(kept) != len(places) {
			h.t.Errorf("%d places are in the store; the events tell of %d", len(kept), len(places))
		}
		for _, p := range kept {
			told := places[p.Call]
			told.From, told.Head, told.Topic, told.Last = p.From, p.Head, p.Topic, p.Last
			if told != p {
				h.t.Errorf("the store has\n%+v\nthe events tell\n%+v", p, told)
			}
		}
		staff, err := v.Agents()
		if err != nil {
			return err
		}
		for _, a := range staff {
			told := agents[a.ID]
			if told == nil {
				told = &civicline.Agent{ID: a.ID, State: civicline.SignedOut}
			}
			if told.State != a.State || told.Call != a.Call || !told.Idle.Equal(a.Idle) {
				h.t.Errorf("the store has %s %s on %q idle since %v; the events tell of %s on %q since %v", a.ID, a.State, a.Call, a.Idle, told.State, told.Call, told.Idle)
			}
		}
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
	toldLikeCommitted(h)
}

// toldLikeCommitted checks that what was published is what was committed.
func toldLikeCommitted(h *house) {
	h.t.Helper()
	all := h.events()
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(all) != len(h.told) {
		h.t.Fatalf("%d events were committed, %d told", len(all), len(h.told))
	}
	for i, e := range h.told {
		e.Node = "" // it only travels
		told, _ := json.Marshal(e)
		committed, _ := json.Marshal(all[i])
		if string(told) != string(committed) {
			h.t.Fatalf("told\n%s\ncommitted\n%s", told, committed)
		}
	}
}

func sameCall(a, b civicline.Call) bool {
	return a.ID == b.ID && a.Reference == b.Reference && a.Language == b.Language && a.State == b.State && a.Since.Equal(b.Since) &&
		a.Arrived.Equal(b.Arrived) && a.Reason == b.Reason && a.Queue == b.Queue && a.Entered.Equal(b.Entered) && a.Agent == b.Agent &&
		a.Answered.Equal(b.Answered) && a.Ended.Equal(b.Ended) && a.Why == b.Why && a.Note == b.Note && a.Outcome == b.Outcome && a.Recording == b.Recording && maps.Equal(a.Facts, b.Facts)
}
