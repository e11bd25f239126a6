package center

import (
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// TestNoPromiseIsLost breaks promises and their calls apart by hand: who is owed a
// call is rung, once, with the place they had, and nobody else is.
func TestNoPromiseIsLost(t *testing.T) {
	change := func(h *house, op func(*store.Tx) error) {
		h.t.Helper()
		if err := h.store.Change(h.t.Context(), op); err != nil {
			h.t.Fatal(err)
		}
	}
	for name, state := range map[string]civicline.CallbackState{
		"in line, its call over":    civicline.CallbackInLine,
		"being made, its call over": civicline.CallbackBeingMade,
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			cb := h.owe("c1", eva)
			change(h, func(tx *store.Tx) error {
				ring, err := tx.Call(cb.Ring)
				if err != nil {
					return err
				}
				ring.State, ring.Ended = civicline.Ended, h.at
				if err := tx.PutCall(ring); err != nil {
					return err
				}
				cb.State = state
				if err := tx.PutCallback(cb); err != nil {
					return err
				}
				return tx.DropPlace(cb.Ring)
			})
			if found, err := h.Check(t.Context()); err != nil || len(found) != 1 {
				t.Errorf("found %v, %v", found, err)
			}
			h.pass(time.Second)
			again := h.callback(cb.Reference)
			if again.State != civicline.CallbackInLine || again.Ring == cb.Ring || !again.Entered.Equal(cb.Entered) {
				t.Errorf("the promise is %+v", again)
			}
			h.lined(string(again.Ring))
		})
	}
	t.Run("withdrawn, its call in line", func(t *testing.T) {
		h := newHouse(t)
		cb := h.owe("c1", eva)
		change(h, func(tx *store.Tx) error { cb.State = civicline.CallbackWithdrawn; return tx.PutCallback(cb) })
		h.wait("c2", ida)
		h.ready(maria)
		h.lined(string(cb.Ring) + "(maria) c2")
		if found, err := h.Check(t.Context()); err != nil || len(found) == 0 {
			t.Errorf("found %v, %v", found, err)
		}
		h.stands(string(cb.Ring), ended, "maria", "ringing")
		h.lined("c2(maria)")
		if found, err := h.Check(t.Context()); err != nil || len(found) != 0 {
			t.Errorf("once more it finds %v, %v", found, err)
		}
	})
}
