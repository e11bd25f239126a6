package storetest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// Shared checks what several users of one database may rely on. open gives two
// stores on one new, empty database; where an engine lets in one program only it
// is the same store twice. It closes them at the end of the test.
func Shared(t *testing.T, open func(*testing.T) (a, b *store.Store)) {
	for name, test := range map[string]func(*testing.T, *store.Store, *store.Store){
		"changes exclude each other":            twoExclude,
		"events are seen in order of commits":   twoTell,
		"a domain has one owner after another":  twoOwn,
		"a task is done by one":                 twoWork,
		"a task is done once though leases end": twoHurry,
	} {
		t.Run(name, func(t *testing.T) {
			a, b := open(t)
			test(t, a, b)
		})
	}
}

// together runs work four times at once, twice on each store.
func together(a, b *store.Store, work func(i int, s *store.Store)) {
	var all sync.WaitGroup
	for i, s := range []*store.Store{a, b, a, b} {
		all.Go(func() { work(i, s) })
	}
	all.Wait()
}

// add writes more at the end of a call's note.
func add(tx *store.Tx, id civicline.CallID, more string) error {
	c, err := tx.Call(id)
	if err != nil {
		return err
	}
	c.Note += more
	return tx.PutCall(c)
}

func note(t *testing.T, s *store.Store, id civicline.CallID) (text string) {
	t.Helper()
	look(t, s, func(v *store.View) error { c, err := v.Call(id); text = c.Note; return err })
	return text
}

func twoExclude(t *testing.T, a, b *store.Store) {
	change(t, a, func(tx *store.Tx) error { return tx.PutCall(call("c1")) })
	together(a, b, func(_ int, s *store.Store) {
		for range 20 {
			if err := s.Change(t.Context(), func(tx *store.Tx) error { return add(tx, "c1", "x") }); err != nil {
				t.Error(err)
			}
		}
	})
	if n := len(note(t, b, "c1")); n != 80 {
		t.Errorf("%d of 80 changes are there", n)
	}
}

// twoTell reads on from the last event it saw, while others write: it misses
// none, since none is committed with a smaller ID later.
func twoTell(t *testing.T, a, b *store.Store) {
	const total = 4 * 25
	var seen []int64
	var reader sync.WaitGroup
	reader.Go(func() {
		for len(seen) < total && t.Context().Err() == nil {
			var last int64
			if len(seen) > 0 {
				last = seen[len(seen)-1]
			}
			if err := b.Look(t.Context(), func(v *store.View) error {
				events, err := v.EventsAfter(last, 7)
				for _, e := range events {
					seen = append(seen, e.ID)
				}
				return err
			}); err != nil {
				t.Error(err)
				return
			}
			if t.Failed() {
				return
			}
		}
	})
	together(a, b, func(i int, s *store.Store) {
		for n := range 25 {
			if err := s.Change(t.Context(), func(tx *store.Tx) error {
				err := tx.Append(&civicline.Event{Kind: civicline.AgentReady, Agent: "ana"})
				if n%5 == i {
					_, err2 := tx.Places() // a while passes before the commit
					err = errors.Join(err, err2)
				}
				return err
			}); err != nil {
				t.Error(err)
			}
		}
	})
	reader.Wait()
	look(t, a, func(v *store.View) error {
		all, err := v.EventsAfter(0, 1000)
		var ids []int64
		for _, e := range all {
			ids = append(ids, e.ID)
		}
		same(t, "what the reader saw", seen, ids)
		return err
	})
}

// twoOwn lets four owners take a domain from each other, by leases that end at
// once: what each does as its owner is in the order of the epochs.
func twoOwn(t *testing.T, a, b *store.Store) {
	change(t, a, func(tx *store.Tx) error { return tx.PutCall(call("c1")) })
	together(a, b, func(i int, s *store.Store) {
		owner := fmt.Sprint("node-", i)
		for range 20 {
			var got bid
			if err := s.Change(t.Context(), func(tx *store.Tx) error {
				now, err := tx.Clock(time.Now())
				if err != nil {
					return err
				}
				got.Epoch, got.Mine, err = tx.Acquire("main", owner, now, 0)
				return err
			}); err != nil {
				t.Error(err)
			}
			if err := s.Change(t.Context(), func(tx *store.Tx) error {
				yes, err := tx.Owns("main", owner, got.Epoch)
				if err != nil || !yes {
					return err
				}
				return add(tx, "c1", fmt.Sprintf("%d ", got.Epoch))
			}); err != nil {
				t.Error(err)
			}
		}
	})
	var epochs []int
	for rest := note(t, b, "c1"); rest != ""; {
		var n int
		if _, err := fmt.Sscanf(rest, "%d ", &n); err != nil {
			t.Fatal(err)
		}
		epochs, rest = append(epochs, n), rest[len(fmt.Sprint(n))+1:]
	}
	if !slices.IsSorted(epochs) || len(epochs) == 0 || len(slices.Compact(slices.Clone(epochs))) != len(epochs) {
		t.Errorf("what owners did is of the epochs %v", epochs)
	}
}

// results plans tasks, lets four workers claim them for a lease and finish them,
// each with an effect, and gives how often each had its effect.
func results(t *testing.T, a, b *store.Store, lease time.Duration) map[string]int {
	change(t, a, func(tx *store.Tx) error {
		for i := range 60 {
			key := fmt.Sprintf("k%02d", i)
			c := call(civicline.CallID(key))
			_, err := tx.Plan("ring", key, time.UnixMicro(1), nil, noon) // long ago, by any clock
			if err := errors.Join(err, tx.PutCall(c)); err != nil {
				return err
			}
		}
		return nil
	})
	together(a, b, func(i int, s *store.Store) {
		owner := fmt.Sprint("node-", i)
		for {
			var mine []store.Task
			if err := s.Change(t.Context(), func(tx *store.Tx) error {
				now, err := tx.Clock(time.Now())
				if err != nil {
					return err
				}
				mine, err = tx.Claim([]string{"ring"}, owner, now, lease, 1+i)
				return err
			}); err != nil {
				t.Error(err)
				return
			}
			if len(mine) == 0 {
				return
			}
			for _, k := range mine {
				if err := s.Change(t.Context(), func(tx *store.Tx) error {
					return errors.Join(add(tx, civicline.CallID(k.Key), "x"), tx.Finish(k.ID, owner, k.Attempt, noon))
				}); err != nil && !errors.Is(err, store.ErrFenced) {
					t.Error(err)
				}
			}
		}
	})
	times := map[string]int{}
	look(t, b, func(v *store.View) error {
		done, err := v.Tasks("ring", store.Finished, 100)
		for _, k := range done {
			c, err2 := v.Call(civicline.CallID(k.Key))
			times[k.Key], err = len(c.Note), errors.Join(err, err2)
		}
		return err
	})
	return times
}

func twoWork(t *testing.T, a, b *store.Store) {
	once(t, results(t, a, b, time.Hour))
}

func twoHurry(t *testing.T, a, b *store.Store) {
	once(t, results(t, a, b, 0))
}

func once(t *testing.T, times map[string]int) {
	t.Helper()
	for key, n := range times {
		if n != 1 {
			t.Errorf("%s was done %d times", key, n)
		}
	}
	if len(times) != 60 {
		t.Errorf("%d of 60 were done", len(times))
	}
}
