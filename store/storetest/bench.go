package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// Bench measures a store: changes, and tasks claimed and finished, a second.
// open gives a new, empty one that writes each commit through to the disk.
func Bench(b *testing.B, open func(testing.TB) *store.Store) {
	b.Run("change", func(b *testing.B) {
		s := open(b)
		n := 0
		for b.Loop() {
			id := civicline.CallID(fmt.Sprint("c", n))
			n++
			if err := s.Change(b.Context(), func(tx *store.Tx) error {
				if err := tx.PutCall(call(id)); err != nil {
					return err
				}
				return tx.Append(&civicline.Event{Call: id, Kind: civicline.CallArrived, At: noon})
			}); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "changes/s")
	})
	for _, batch := range []int{1, 10} {
		b.Run(fmt.Sprintf("claim and finish %d of 20000 tasks", batch), func(b *testing.B) {
			benchTasks(b, open(b), batch)
		})
	}
}

// benchTasks claims a batch in one change, and finishes it in another.
func benchTasks(b *testing.B, s *store.Store, batch int) {
	planned, n := 0, 0
	more := func() {
		if err := s.Change(b.Context(), func(tx *store.Tx) error {
			for range 20_000 {
				if _, err := tx.Plan("ring", fmt.Sprint(planned), noon.Add(time.Duration(planned)), nil, noon); err != nil {
					return err
				}
				planned++
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
	more()
	for b.Loop() {
		if planned-n < 10_000 {
			b.StopTimer()
			more()
			b.StartTimer()
		}
		var mine []store.Task
		if err := s.Change(b.Context(), func(tx *store.Tx) (err error) {
			mine, err = tx.Claim([]string{"ring", "text"}, "bench", noon.Add(time.Hour), time.Minute, batch)
			return err
		}); err != nil {
			b.Fatal(err)
		}
		if err := s.Change(b.Context(), func(tx *store.Tx) error {
			for _, k := range mine {
				if err := tx.Finish(k.ID, "bench", k.Attempt, noon); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
		n += len(mine)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tasks/s")
}
