package storetest

import (
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// estimates: what a caller was told is kept once, and ends with the wait.
func estimates(t *testing.T, s *store.Store) {
	told := func(id civicline.CallID, after time.Duration) store.Estimate {
		return store.Estimate{Call: id, Queue: "t1-en", At: noon.Add(after), Entered: noon,
			Wait: civicline.Wait{Position: 3, Low: time.Minute, Likely: 2 * time.Minute, High: 5 * time.Minute}}
	}
	first, again, other := told("c1", 0), told("c1", time.Minute), told("c2", 2*time.Minute)
	change(t, s, func(tx *store.Tx) error {
		for _, id := range []civicline.CallID{"c1", "c2"} {
			if err := tx.PutCall(call(id)); err != nil {
				return err
			}
		}
		for _, e := range []store.Estimate{first, again, other, first} {
			if err := tx.PutEstimate(e); err != nil {
				return err
			}
		}
		return tx.EndEstimates("c1", noon.Add(4*time.Minute), true)
	})
	change(t, s, func(tx *store.Tx) error { return tx.EndEstimates("c1", noon.Add(9*time.Minute), false) })
	first.Ended, first.Answered, again.Ended, again.Answered = noon.Add(4*time.Minute), true, noon.Add(4*time.Minute), true
	look(t, s, func(v *store.View) error {
		for _, queue := range []civicline.QueueID{"t1-en", ""} {
			got, err := v.Estimates(queue, 10)
			if err != nil {
				return err
			}
			same(t, "the estimates that ended", got, []store.Estimate{again, first})
		}
		got, err := v.Estimates("t1-es", 10)
		same(t, "another queue's", got, []store.Estimate(nil))
		return err
	})
}
