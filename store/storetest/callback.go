package storetest

import (
	"errors"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// promise is a callback that was booked in a call.
func promise(ref civicline.Reference, in civicline.CallID, due time.Time) civicline.Callback {
	return civicline.Callback{Reference: ref, Call: in, Number: civicline.PhoneNumber("+1" + ref), Language: civicline.Spanish, Queue: "t1-es", Due: due, Entered: noon, State: civicline.CallbackPromised}
}

func refs(all []civicline.Callback) (out []civicline.Reference) {
	for _, c := range all {
		out = append(out, c.Reference)
	}
	return out
}

// callbacksDue: in the order of the line, and not while their callers are there.
func callbacksDue(t *testing.T, s *store.Store) {
	first, later, there, typed, tomorrow := promise("1", "c1", noon), promise("2", "c2", noon), promise("3", "c3", noon), promise("4", "c4", noon), promise("5", "c5", noon.Add(time.Hour))
	first.Entered, later.Entered = noon.Add(-time.Hour), noon.Add(-time.Minute)
	head := promise("6", "c6", noon)
	head.Returned = true
	english := promise("7", "c7", noon)
	english.Language, english.Queue = civicline.English, "t1-en"
	change(t, s, func(tx *store.Tx) (err error) {
		for _, cb := range []civicline.Callback{later, first, there, typed, tomorrow, head, english} {
			c := call(cb.Call)
			c.State = civicline.Ended
			switch cb.Call {
			case "c3":
				c.State = civicline.WithBot
			case "c4":
				c.State, c.Channel = civicline.WithBot, civicline.Chat
			}
			err = errors.Join(err, tx.PutCall(c), tx.PutCallback(cb))
		}
		return err
	})
	spanish := store.Line{Queue: "t1-es", Language: civicline.Spanish}
	look(t, s, func(v *store.View) error {
		lines, err := v.CallbackLines(noon)
		same(t, "the lines", lines, []store.Line{{Queue: "t1-en", Language: civicline.English}, spanish})
		due, err2 := v.DueCallbacks(spanish, noon, 10)
		same(t, "those due", refs(due), []civicline.Reference{"6", "1", "2", "4"})
		some, err3 := v.DueCallbacks(spanish, noon, 2)
		same(t, "two of them", refs(some), []civicline.Reference{"6", "1"})
		next, err4 := v.NextCallback(noon)
		same(t, "the next", next, noon.Add(time.Hour))
		never, err5 := v.NextCallback(noon.Add(time.Hour))
		same(t, "after that", never, time.Time{})
		open, err6 := v.OpenCallbacks()
		if len(open) != 7 || open[6].Reference != "5" {
			t.Errorf("owed are %v", refs(open))
		}
		return errors.Join(err, err2, err3, err4, err5, err6)
	})
}

// callbacksOwed: by number, token and time; a number is promised once a queue.
func callbacksOwed(t *testing.T, s *store.Store) {
	one, two, gone := promise("1", "c1", noon), promise("2", "c2", noon), promise("3", "c3", noon)
	one.Number, two.Number, gone.Number = "+1", "1", "+1"
	two.Entered, two.Until = noon.Add(-time.Hour), noon.Add(time.Hour)
	gone.State = civicline.CallbackWithdrawn
	change(t, s, func(tx *store.Tx) (err error) {
		for _, cb := range []civicline.Callback{one, two, gone} {
			err = errors.Join(err, tx.PutCall(call(cb.Call)), tx.PutCallback(cb))
		}
		return errors.Join(err, tx.PutCall(call("c4")), tx.PutCallbackToken("1", "hash"), tx.PutCallbackToken("2", "another"), tx.PutCallbackToken("2", "newer"))
	})
	if err := s.Change(t.Context(), func(tx *store.Tx) error {
		again := promise("4", "c4", noon)
		again.Number = "+1"
		return tx.PutCallback(again)
	}); err == nil {
		t.Error("a number is promised twice in one queue")
	}
	look(t, s, func(v *store.View) error {
		owed, err := v.Owed("1", "+1")
		same(t, "what is owed", refs(owed), []civicline.Reference{"2", "1"})
		none, err2 := v.Owed()
		same(t, "what is owed to a number withheld", len(none), 0)
		for hash, want := range map[string]civicline.Reference{"hash": "1", "newer": "2", "another": "", "": ""} {
			cb, err := v.CallbackByToken(hash)
			if cb.Reference != want || (civicline.FaultOf(err) == civicline.NotFound) != (want == "") {
				t.Errorf("by %q: %+v, %v; want %q", hash, cb, err, want)
			}
		}
		n, err3 := v.Booked("t1-es", noon, noon.Add(time.Hour))
		same(t, "the times that were chosen", n, 1)
		n, err4 := v.Booked("t1-es", noon.Add(time.Hour), noon.Add(2*time.Hour))
		same(t, "those of the next hour", n, 0)
		return errors.Join(err, err2, err3, err4)
	})
}

// sharedReference: every call that keeps a promise has its reference.
func sharedReference(t *testing.T, s *store.Store) {
	first, again := call("ring 1"), call("ring 2")
	first.Reference, first.Callback, first.Node = "b", "b", "north"
	again.Reference, again.Callback, again.Arrived = "b", "b", noon
	change(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.PutCall(call("c1")), tx.PutCall(first), tx.PutCall(again),
			tx.PutPlace(civicline.Place{Call: "ring 1", Queue: "q", Callback: "b", Present: true}),
			tx.PutPlace(civicline.Place{Call: "c1", Queue: "q", From: "+1", Present: true}))
	})
	look(t, s, func(v *store.View) error {
		got, err := v.Call("ring 1")
		same(t, "the first", got, first)
		last, err2 := v.CallByReference("b")
		same(t, "the last", last, again)
		other, err3 := v.CallByReference("r-c1")
		same(t, "another call", other.ID, civicline.CallID("c1"))
		rung, err4 := v.CallbacksInLine("q", 5)
		there, err5 := v.OnTheLine("q")
		if len(rung) != 1 || rung[0].Call != "ring 1" || len(there) != 1 || there[0].Call != "c1" {
			t.Errorf("to be rung are %+v, on the line %+v", rung, there)
		}
		return errors.Join(err, err2, err3, err4, err5)
	})
}

// closings: those that are over, or were opened by hand, hold no more.
func closings(t *testing.T, s *store.Store) {
	why := civicline.Words{civicline.English: "snow", civicline.Spanish: "nieve"}
	all := store.Closing{From: noon, Until: noon.Add(time.Hour), Why: why, Who: "sam"}
	one := store.Closing{Queue: "t1-es", From: noon, Why: why, Who: "sam"}
	change(t, s, func(tx *store.Tx) (err error) {
		if all.ID, err = tx.PutClosing(all); err == nil {
			one.ID, err = tx.PutClosing(one)
		}
		return err
	})
	look(t, s, func(v *store.View) error {
		got, err := v.Closings(noon)
		same(t, "what is closed", got, []store.Closing{all, one})
		later, err2 := v.Closings(noon.Add(time.Hour))
		same(t, "what is closed later", later, []store.Closing{one})
		return errors.Join(err, err2)
	})
	change(t, s, func(tx *store.Tx) error { return tx.EndClosing(one.ID, noon.Add(time.Minute), "lee") })
	look(t, s, func(v *store.View) error {
		got, err := v.Closings(noon)
		same(t, "what is still closed", got, []store.Closing{all})
		return err
	})
}
