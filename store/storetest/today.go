package storetest

import (
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// lineEvents: what happened in the lines is found from a time on, and from an
// event on.
func lineEvents(t *testing.T, s *store.Store) {
	look(t, s, func(v *store.View) error {
		before, err := v.LastBefore(noon)
		same(t, "before anything", before, int64(0))
		return err
	})
	kinds := []civicline.Kind{
		civicline.CallArrived, civicline.CallAnswered, civicline.CallQueued, civicline.TurnTaken, civicline.OfferMade, civicline.OfferTaken, civicline.CallEnded}
	change(t, s, func(tx *store.Tx) error {
		if err := tx.PutCall(call("c1")); err != nil {
			return err
		}
		for i, kind := range kinds {
			e := civicline.Event{At: noon.Add(time.Duration(i/2) * time.Minute), Kind: kind, Call: "c1", Data: civicline.Detail{Queue: "t1-en"}}
			if err := tx.Append(&e); err != nil {
				return err
			}
		}
		return nil
	})
	look(t, s, func(v *store.View) error {
		last, err := v.LastEvent()
		if err != nil {
			return err
		}
		for _, c := range []struct {
			after time.Duration
			want  []civicline.Kind
		}{
			{-time.Hour, []civicline.Kind{civicline.CallQueued, civicline.OfferMade, civicline.OfferTaken, civicline.CallEnded}},
			{time.Minute, []civicline.Kind{civicline.CallQueued, civicline.OfferMade, civicline.OfferTaken, civicline.CallEnded}},
			{time.Minute + time.Second, []civicline.Kind{civicline.OfferMade, civicline.OfferTaken, civicline.CallEnded}},
			{3 * time.Minute, []civicline.Kind{civicline.CallEnded}},
			{time.Hour, nil},
		} {
			id, err := v.LastBefore(noon.Add(c.after))
			if err != nil {
				return err
			}
			events, err := v.LineEvents(id, last)
			if err != nil {
				return err
			}
			var got []civicline.Kind
			for _, e := range events {
				got = append(got, e.Kind)
			}
			same(t, "what happened in the lines from "+c.after.String()+" on", got, c.want)
		}
		upto, err := v.LineEvents(0, last-1)
		same(t, "how much happened before the last event", len(upto), 3)
		return err
	})
}
