package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

const lease = 3 * time.Second

// after is a time some seconds past noon.
func after(seconds float64) time.Time {
	return noon.Add(time.Duration(seconds * float64(time.Second)))
}

func clock(t *testing.T, s *store.Store) {
	look(t, s, func(v *store.View) error {
		own := time.Now().UTC().Truncate(time.Microsecond)
		now, err := v.Clock(own)
		if d := now.Sub(own); d < 0 || d > time.Hour || now.Nanosecond()%1000 != 0 {
			t.Errorf("the clock is %v from ours", d)
		}
		return err
	})
}

// A bid is what Acquire gives.
type bid struct {
	Epoch int64
	Mine  bool
}

func acquire(t *testing.T, s *store.Store, owner string, now time.Time) (b bid) {
	t.Helper()
	change(t, s, func(tx *store.Tx) (err error) {
		b.Epoch, b.Mine, err = tx.Acquire("main", owner, now, lease)
		return err
	})
	return b
}

func owns(t *testing.T, s *store.Store, owner string, epoch int64) (yes bool) {
	t.Helper()
	change(t, s, func(tx *store.Tx) (err error) { yes, err = tx.Owns("main", owner, epoch); return err })
	return yes
}

func ownership(t *testing.T, s *store.Store) {
	renew := func(owner string, epoch int64, now time.Time) (yes bool) {
		change(t, s, func(tx *store.Tx) (err error) { yes, err = tx.Renew("main", owner, epoch, now, lease); return err })
		return yes
	}
	release := func(owner string, epoch int64, now time.Time) {
		change(t, s, func(tx *store.Tx) error { return tx.Release("main", owner, epoch, now) })
	}
	if owns(t, s, "a", 0) || owns(t, s, "", 0) {
		t.Error("what nobody acquired is owned")
	}
	same(t, "nobody's->acquire", acquire(t, s, "a", after(0)), bid{1, true})
	same(t, "another's->acquire", acquire(t, s, "b", after(2.999)), bid{1, false})
	same(t, "own->renew", renew("a", 1, after(1)), true)
	same(t, "renewed->acquire after the first lease", acquire(t, s, "b", after(3.5)), bid{1, false})
	same(t, "own, run out->owns", owns(t, s, "a", 1), true)
	same(t, "own, run out->renew", renew("a", 1, after(4)), true)
	same(t, "run out->acquire", acquire(t, s, "b", after(7)), bid{2, true})
	same(t, "lost->owns", owns(t, s, "a", 1), false)
	same(t, "lost->renew", renew("a", 1, after(7)), false)
	release("a", 1, after(7)) // does nothing
	same(t, "lost->release->acquire", acquire(t, s, "a", after(8)), bid{2, false})
	same(t, "own->restart->acquire", acquire(t, s, "b", after(8)), bid{3, true})
	same(t, "restarted->the former run owns", owns(t, s, "b", 2), false)
	same(t, "restarted->owns", owns(t, s, "b", 3), true)
	release("b", 3, after(9))
	same(t, "released->acquire", acquire(t, s, "a", after(9)), bid{4, true})
	look(t, s, func(v *store.View) error {
		d, err := v.Domain("main")
		same(t, "the domain", d, store.Domain{ID: "main", Owner: "a", Epoch: 4, Until: after(12)})
		_, err2 := v.Domain("other")
		same(t, "a domain that nobody owned", civicline.FaultOf(err2), civicline.NotFound)
		all, err3 := v.Domains()
		same(t, "all domains", len(all), 1)
		return errors.Join(err, err3)
	})
}

func nodes(t *testing.T, s *store.Store) {
	join := func(id string, now time.Time) (epoch int64) {
		change(t, s, func(tx *store.Tx) (err error) { epoch, err = tx.Join(id, "http://"+id, now, lease); return err })
		return epoch
	}
	beat := func(id string, epoch int64, now time.Time) (yes bool) {
		change(t, s, func(tx *store.Tx) (err error) { yes, err = tx.Beat(id, epoch, now, lease); return err })
		return yes
	}
	same(t, "join", join("b", noon), 1)
	same(t, "another->join", join("a", noon), 1)
	same(t, "joined->restart->join", join("b", after(1)), 2)
	same(t, "restarted->the former run beats", beat("b", 1, after(9)), false)
	same(t, "joined->beat", beat("b", 2, after(2)), true)
	change(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.Part("a", 1, after(1)), tx.Part("b", 1, after(1)))
	})
	look(t, s, func(v *store.View) error {
		all, err := v.Nodes()
		same(t, "the nodes", all, []store.Node{{ID: "a", Epoch: 1, Until: after(1), URL: "http://a"}, {ID: "b", Epoch: 2, Until: after(5), URL: "http://b"}})
		return err
	})
}

// plan plans a task of the kind "ring" and reports whether it is new.
func plan(t *testing.T, s *store.Store, key string, due time.Time) (planned bool) {
	t.Helper()
	change(t, s, func(tx *store.Tx) (err error) {
		planned, err = tx.Plan("ring", key, due, map[string]string{"call": key}, noon)
		return err
	})
	return planned
}

func claim(t *testing.T, s *store.Store, owner string, now time.Time, n int) (tasks []store.Task) {
	t.Helper()
	change(t, s, func(tx *store.Tx) (err error) {
		tasks, err = tx.Claim([]string{"ring", "text"}, owner, now, lease, n)
		return err
	})
	return tasks
}

// keys are "a b/2": each task's key, and its attempt if that is not the first.
func keys(tasks []store.Task) (out string) {
	for i, k := range tasks {
		if i > 0 {
			out += " "
		}
		out += k.Key
		if k.Attempt != 1 {
			out += fmt.Sprint("/", k.Attempt)
		}
	}
	return out
}

func task(t *testing.T, s *store.Store, key string) (k store.Task) {
	t.Helper()
	look(t, s, func(v *store.View) (err error) { k, err = v.Task(key); return err })
	return k
}

func nextDue(t *testing.T, s *store.Store, kinds ...string) (next time.Time) {
	t.Helper()
	look(t, s, func(v *store.View) (err error) { next, err = v.NextDue(kinds...); return err })
	return next
}

func tasks(t *testing.T, s *store.Store) {
	same(t, "nothing->plan", plan(t, s, "late", after(60)), true)
	same(t, "nothing->next due", nextDue(t, s, "text"), time.Time{})
	plan(t, s, "soon", after(1))
	plan(t, s, "first", after(0))
	same(t, "planned->plan", plan(t, s, "first", after(30)), false)
	change(t, s, func(tx *store.Tx) error { _, err := tx.Plan("other", "other", noon, nil, noon); return err })
	same(t, "planned->next due", nextDue(t, s, "text", "ring"), after(0))
	same(t, "no kinds->next due", nextDue(t, s), time.Time{})

	same(t, "not due->claim", keys(claim(t, s, "a", after(-1), 9)), "")
	same(t, "due->claim one", keys(claim(t, s, "a", after(2), 1)), "first")
	same(t, "due->claim the rest", keys(claim(t, s, "b", after(2), 9)), "soon")
	same(t, "claimed->claim", keys(claim(t, s, "c", after(4), 9)), "")
	same(t, "claimed->plan", plan(t, s, "first", after(2)), false)
	same(t, "claimed->next due", nextDue(t, s, "ring"), after(5))
	first := task(t, s, "first")
	same(t, "the task", first, store.Task{ID: first.ID, Kind: "ring", Key: "first", Due: after(0), Payload: []byte(`{"call":"first"}`),
		Owner: "a", Attempt: 1, Until: after(5), State: store.Claimed, Created: noon})
	soon := task(t, s, "soon")

	fenced := func(move string, op func(*store.Tx) error) {
		t.Helper()
		err := s.Change(t.Context(), func(tx *store.Tx) error { return errors.Join(tx.PutCall(call("effect")), op(tx)) })
		if civicline.FaultOf(err) != civicline.Conflict || !errors.Is(err, store.ErrFenced) {
			t.Errorf("%s: %v; want it fenced", move, err)
		}
		look(t, s, func(v *store.View) error {
			if _, err := v.Call("effect"); civicline.FaultOf(err) != civicline.NotFound {
				t.Errorf("%s: its effect was committed: %v", move, err)
			}
			return nil
		})
	}
	finish := func(k store.Task) func(*store.Tx) error {
		return func(tx *store.Tx) error { return tx.Finish(k.ID, k.Owner, k.Attempt, after(6)) }
	}

	change(t, s, finish(first)) // its lease has run out, but nobody claimed it
	same(t, "claimed->finish", task(t, s, "first"), store.Task{ID: first.ID, Kind: "ring", Key: "first", Due: after(0), Payload: []byte("null"),
		Owner: "a", Attempt: 1, State: store.Finished, Created: noon, Done: after(6)})
	fenced("finished->finish", finish(first))
	same(t, "finished->plan", plan(t, s, "first", after(0)), false)

	again := claim(t, s, "c", after(6), 9)
	same(t, "run out->claim", keys(again), "soon/2")
	fenced("another's->finish", finish(soon))
	fenced("another's->extend", func(tx *store.Tx) error { return tx.Extend(soon.ID, "b", 1, after(6), lease) })
	fenced("another's->retry", func(tx *store.Tx) error { return tx.Retry(soon.ID, "b", 1, after(6), "") })
	fenced("another's->fail", func(tx *store.Tx) error { return tx.Fail(soon.ID, "b", 1, after(6), "") })
	change(t, s, func(tx *store.Tx) error { return tx.Extend(soon.ID, "c", 2, after(8), lease) })
	same(t, "extended->claim", keys(claim(t, s, "a", after(10), 9)), "")
	change(t, s, func(tx *store.Tx) error { return tx.Retry(soon.ID, "c", 2, after(20), "nobody answered") })
	fenced("put off->finish", finish(again[0]))
	same(t, "put off->why", task(t, s, "soon").LastError, "nobody answered")
	same(t, "put off->claim too soon", keys(claim(t, s, "a", after(19), 9)), "")
	same(t, "put off->claim", keys(claim(t, s, "a", after(20), 9)), "soon/3")
	change(t, s, func(tx *store.Tx) error { return tx.Fail(soon.ID, "a", 3, after(21), "no such number") })
	given := task(t, s, "soon")
	if given.State != store.Failed || given.LastError != "no such number" || !given.Done.Equal(after(21)) || string(given.Payload) == "null" {
		t.Errorf("given up it is %+v", given)
	}
	same(t, "given up->claim", keys(claim(t, s, "a", after(50), 9)), "")
}

func appointments(t *testing.T, s *store.Store) {
	reschedule := func(key string, due time.Time) (moved bool) {
		change(t, s, func(tx *store.Tx) (err error) { moved, err = tx.Reschedule(key, due); return err })
		return moved
	}
	cancel := func(key string) (ended bool) {
		change(t, s, func(tx *store.Tx) (err error) { ended, err = tx.Cancel(key, after(9)); return err })
		return ended
	}
	plan(t, s, "a", after(10))
	plan(t, s, "b", after(20))
	same(t, "unknown->reschedule", reschedule("x", noon), false)
	same(t, "planned->reschedule", reschedule("b", after(5)), true)
	same(t, "rescheduled->claim", keys(claim(t, s, "n", after(10), 9)), "b a")
	same(t, "claimed->reschedule", reschedule("b", after(5)), false)
	same(t, "claimed->cancel", cancel("b"), true)
	b := task(t, s, "b")
	err := s.Change(t.Context(), func(tx *store.Tx) error { return tx.Finish(b.ID, "n", 1, after(11)) })
	same(t, "cancelled->finish", civicline.FaultOf(err), civicline.Conflict)
	same(t, "cancelled->cancel", cancel("b"), false)
	same(t, "cancelled->reschedule", reschedule("b", after(50)), false)
	same(t, "unknown->cancel", cancel("x"), false)
	if b.State != store.Cancelled || string(b.Payload) != "null" || !b.Done.Equal(after(9)) {
		t.Errorf("cancelled it is %+v", b)
	}
	look(t, s, func(v *store.View) error {
		list, err := v.Tasks("ring", store.Claimed, 9)
		same(t, "claimed are", keys(list), "a")
		return err
	})
	drop := func(over time.Time) (n int64) {
		change(t, s, func(tx *store.Tx) (err error) { n, err = tx.DropTasks(over, 9); return err })
		return n
	}
	same(t, "over->drop too soon", drop(after(8)), 0)
	same(t, "over->drop", drop(after(60)), 1)
	same(t, "dropped->plan", plan(t, s, "b", after(70)), true)
}

// untidy writes words from outside that no database keeps as they are.
func untidy(t *testing.T, s *store.Store) {
	c := call("c1")
	c.From, c.Note, c.Facts = "+1\x00202", "caf\xe9", civicline.Facts{"a\x00b": "\x00\\u0000 \\\x00 \xff"}
	change(t, s, func(tx *store.Tx) error { return tx.PutCall(c) })
	c.From, c.Note, c.Facts = "+1202", "caf\uFFFD", civicline.Facts{"ab": "\\u0000 \\ \uFFFD"}
	look(t, s, func(v *store.View) error {
		got, err := v.Call("c1")
		same(t, "the call", got, c)
		return err
	})
}
