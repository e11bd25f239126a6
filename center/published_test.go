package center

import (
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

func TestPublishedOutlivesARestart(t *testing.T) {
	h := newHouse(t)
	h.begin("c1", "1")
	h.begin("c2", "2")
	err := h.store.Change(t.Context(), func(tx *store.Tx) error {
		told := civicline.Wait{Position: 1, Low: time.Minute, Likely: 2 * time.Minute, High: 5 * time.Minute}
		for _, e := range []store.Estimate{
			{Call: "c1", Queue: "t1-en", At: monday.Add(-20 * time.Minute), Wait: told},
			{Call: "c1", Queue: "t1-en", At: monday.Add(-10 * time.Minute), Wait: told}, // the last counts
			{Call: "c2", Queue: "t1-en", At: monday.Add(-9 * time.Minute), Wait: told},
		} {
			e.Ended, e.Answered = monday.Add(-7*time.Minute), e.Call == "c1"
			if err := tx.PutEstimate(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		all, err := h.Published(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		f := all["t1-en"]
		if f.Count != 2 || f.Answered != 1 || f.Coverage != 1 || f.Model.MAE != time.Minute || f.Oldest.MAE != 0 {
			t.Errorf("%+v", f)
		}
		if none := all["t1-es"]; none.Count != 0 {
			t.Errorf("of a queue without calls: %+v", none)
		}
		h.open()
	}
}
