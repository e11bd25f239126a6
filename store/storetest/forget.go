package storetest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// ended is a call that ended at a time.
func ended(id civicline.CallID, at time.Time) civicline.Call {
	c := call(id)
	c.State, c.Since, c.Ended = civicline.Ended, at, at
	c.Reason, c.Facts, c.Why, c.Note, c.Outcome = "my card <b>never</b> came", civicline.Facts{"zip": "20001"}, "the caller hung up", "sent a form", civicline.ResultAnswered
	return c
}

func forgets(t *testing.T, s *store.Store) {
	old, young := ended("old", noon), ended("young", noon.Add(time.Hour))
	turn := civicline.Turn{Who: civicline.ByCaller, Language: civicline.Spanish, Text: "«hola» & <adiós>", Keys: "20001#", Began: time.Second, Ended: 2 * time.Second, Confidence: 0.1, Intent: "status"}
	said := []civicline.Event{
		{Kind: civicline.TurnTaken, Data: civicline.Detail{Turn: &turn, Latency: &civicline.Latency{Words: time.Second}}},
		{Kind: civicline.FactsLearned, Data: civicline.Detail{Facts: civicline.Facts{"zip": "20001"}}},
		{Kind: civicline.CallQueued, Data: civicline.Detail{Queue: "t1-es", Entered: noon, Reason: old.Reason, Facts: old.Facts}},
		{Kind: civicline.OfferMade, Data: civicline.Detail{Reason: old.Reason, Because: "idle longest", Waited: time.Minute}},
		{Kind: civicline.OfferRefused, Data: civicline.Detail{Reason: "no answer"}},
		{Kind: civicline.CallbackBooked, Data: civicline.Detail{Reason: old.Reason, Until: noon}},
		{Kind: civicline.WrapUpDone, Data: civicline.Detail{Note: "sent a form", Outcome: civicline.ResultAnswered}},
		{Kind: civicline.CallEnded, Data: civicline.Detail{From: civicline.WithBot, To: civicline.Ended, Reason: old.Why}},
	}
	change(t, s, func(tx *store.Tx) error {
		live := call("live")
		live.Ended = time.Time{}
		err := errors.Join(tx.PutCall(old), tx.PutCall(young), tx.PutCall(live),
			tx.PutCallback(civicline.Callback{Reference: "b1", Call: "old", Number: old.From, Reason: old.Reason, Due: noon, State: "promised"}))
		for _, id := range []civicline.CallID{"old", "young"} {
			for _, e := range said {
				e.Call, e.At, e.Who = id, noon, civicline.Bot
				err = errors.Join(err, tx.Append(&e))
			}
		}
		return err
	})

	var before []civicline.Event
	look(t, s, func(v *store.View) error {
		ids, err := v.Wordy(noon, 10)
		same(t, "what is old", ids, []civicline.CallID{"old"})
		all, err2 := v.Wordy(noon.Add(24*time.Hour), 10)
		same(t, "what has ended", all, []civicline.CallID{"old", "young"})
		one, err3 := v.Wordy(noon.Add(24*time.Hour), 1)
		same(t, "one of them", one, []civicline.CallID{"old"})
		var err4 error
		before, err4 = v.Events("old")
		return errors.Join(err, err2, err3, err4)
	})
	change(t, s, func(tx *store.Tx) error { return tx.Forget("old") })

	want := slices.Clone(before)
	blank := turn
	blank.Text, blank.Keys = "", ""
	want[0].Data.Turn = &blank
	want[1].Data.Facts, want[2].Data.Facts = nil, nil
	for _, i := range []int{2, 3, 5} {
		want[i].Data.Reason = ""
	}
	look(t, s, func(v *store.View) error {
		got, err := v.Events("old")
		same(t, "what happened", got, want)
		c, err2 := v.Call("old")
		bare := old
		bare.Reason, bare.Facts = "", civicline.Facts{}
		same(t, "the call", c, bare)
		b, err3 := v.CallbackOf("old")
		same(t, "why they are rung back", b.Reason, "")
		left, err4 := v.Wordy(noon.Add(24*time.Hour), 10)
		same(t, "what is left", left, []civicline.CallID{"young"})
		other, err5 := v.Events("young")
		same(t, "another call's words", other[0].Data.Turn.Text, turn.Text)
		return errors.Join(err, err2, err3, err4, err5)
	})
}

func unrecorded(t *testing.T, s *store.Store) {
	away := call("away")
	away.State = civicline.Away
	done := ended("done", noon)
	done.Recording = "done.wav"
	change(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.PutCall(call("live")), tx.PutCall(away), tx.PutCall(ended("bare", noon)), tx.PutCall(done))
	})
	look(t, s, func(v *store.View) error {
		ids, err := v.Unrecorded()
		same(t, "without a recording", ids, []civicline.CallID{"away", "bare"})
		return err
	})
}
