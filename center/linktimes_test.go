package center

import (
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// TestLinkTimes: whoever has the link is offered times that it can be moved to:
// hours for a callback, windows for an officer's call.
func TestLinkTimes(t *testing.T) {
	public := civicline.Actor{Tier: civicline.Public}
	linked := func(h *house, ref civicline.Reference) {
		h.t.Helper()
		if err := h.store.Change(h.t.Context(), func(tx *store.Tx) error { return tx.PutCallbackToken(ref, hashToken("link")) }); err != nil {
			h.t.Fatal(err)
		}
	}
	for name, tc := range map[string]struct {
		given  func(*testing.T) *house
		length time.Duration
	}{
		"callback->an hour": {func(t *testing.T) *house {
			h := newHouse(t)
			h.wait("c1", number)
			linked(h, h.do(bot, civicline.BookCallback{Call: "c1"}).Callback.Reference)
			return h
		}, time.Hour},
		"officer's call->a window": {func(t *testing.T) *house {
			h := withCaller(t)
			linked(h, h.opens(civicline.OpenItem{Topic: "RFE"}).Callback)
			return h
		}, windowLength},
	} {
		t.Run(name, func(t *testing.T) {
			h := tc.given(t)
			slots, err := h.SlotsByToken(t.Context(), "link", 3)
			if err != nil || len(slots) != 3 {
				t.Fatalf("%+v, %v", slots, err)
			}
			if got := slots[2].Until.Sub(slots[2].From); got != tc.length {
				t.Errorf("they last %s, want %s", got, tc.length)
			}
			if res := h.do(public, civicline.Rebook{Token: "link", At: slots[2].From}); !res.Callback.Due.Equal(slots[2].From) {
				t.Errorf("moved to %s, want %s", res.Callback.Due, slots[2].From)
			}
			if _, err := h.SlotsByToken(t.Context(), "another", 3); civicline.FaultOf(err) != civicline.NotFound {
				t.Errorf("by another token: %v", err)
			}
		})
	}
}
