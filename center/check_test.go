package center

import (
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// spoil writes into the tables what no command would.
func (h *house) spoil(op func(*store.Tx) error) {
	h.t.Helper()
	if err := h.store.Change(h.t.Context(), op); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) spoilCall(id civicline.CallID, how func(*civicline.Call)) {
	h.t.Helper()
	h.spoil(func(tx *store.Tx) error {
		c, err := tx.Call(id)
		how(&c)
		if err == nil {
			err = tx.PutCall(c)
		}
		return err
	})
}

func (h *house) spoilAgent(who civicline.Actor, how func(*civicline.Agent)) {
	h.t.Helper()
	h.spoil(func(tx *store.Tx) error {
		a, err := tx.Agent(who.ID)
		how(&a)
		if err == nil {
			err = tx.PutAgent(a)
		}
		return err
	})
}

func (h *house) spoilPlace(id civicline.CallID, how func(*civicline.Place)) {
	h.t.Helper()
	h.spoil(func(tx *store.Tx) error {
		p, err := tx.Place(id)
		how(&p)
		if err == nil {
			err = tx.PutPlace(p)
		}
		return err
	})
}

// TestCheckRepairs spoils one state after another, and sees it put right.
func TestCheckRepairs(t *testing.T) {
	for _, tc := range []struct {
		name  string
		given func(*house)
		rules []string // of the repairs, in order
		want  []string
		line  string
	}{
		{"nothing is wrong", func(h *house) { h.talk("c2", maria); h.wait("c1", "1") }, nil, []string{"c1", waiting}, "c1"},
		{"a place whose call ended", func(h *house) {
			h.wait("c1", "1")
			h.spoilCall("c1", func(c *civicline.Call) { c.State = civicline.Ended })
		}, []string{"a place of a call that does not wait"}, []string{"c1", ended}, ""},
		{"a caller without a place", func(h *house) {
			h.wait("c1", "1")
			h.spoil(func(tx *store.Tx) error { return tx.DropPlace("c1") })
		}, []string{"a caller who waited without a place"}, []string{"c1", waiting}, "c1"},
		{"an agent at whom nothing rings", func(h *house) {
			h.ready(maria)
			h.spoilAgent(maria, func(a *civicline.Agent) { a.State, a.Call = civicline.Alerting, "gone" })
		}, []string{"an agent at whom nothing rings"}, []string{"maria", "ready"}, ""},
		{"an agent who talks with nobody", func(h *house) {
			h.talk("c1", maria)
			h.spoilCall("c1", func(c *civicline.Call) { c.State = civicline.Ended })
		}, []string{"an agent who talks with nobody"}, []string{"maria", "wrapping up"}, ""},
		{"a caller whose agent was not there", func(h *house) {
			h.talk("c1", maria)
			h.spoilAgent(maria, func(a *civicline.Agent) { a.State, a.Call = civicline.NotReady, "" })
		}, []string{"a caller whose agent was not there"}, []string{"c1", waiting, "maria", "not ready"}, "c1"},
		{"an offer to an agent who went", func(h *house) {
			h.wait("c1", "1")
			h.ready(maria)
			h.spoilAgent(maria, func(a *civicline.Agent) { a.State, a.Call = civicline.NotReady, "" })
		}, []string{"a place that was offered to an agent at whom it does not ring", "a call that was offered to nobody"}, []string{"c1", waiting}, "c1"},
		{"an offer that would ring for ever", func(h *house) {
			h.wait("c1", "1")
			h.ready(maria)
			h.spoilPlace("c1", func(p *civicline.Place) { p.Until = time.Time{} })
		}, []string{"an offer without an end"}, []string{"c1", offered}, "c1(maria)"},
		{"a place kept for ever", func(h *house) {
			h.wait("c1", "1")
			h.do(bot, civicline.End{Call: "c1", Lost: true})
			h.spoilPlace("c1", func(p *civicline.Place) { p.Until = time.Time{} })
		}, []string{"a kept place without an end"}, []string{"c1", away}, "c1(away)"},
		{"a ghost in the line", func(h *house) {
			h.wait("c1", "1")
			h.do(bot, civicline.End{Call: "c1", Lost: true})
			h.spoilPlace("c1", func(p *civicline.Place) { p.Present, p.Until = true, time.Time{} })
		}, []string{"a place that counted as on the line while the caller was away"}, []string{"c1", away}, "c1(away)"},
		{"a wrap-up of no call", func(h *house) {
			h.ready(maria)
			h.spoilAgent(maria, func(a *civicline.Agent) { a.State = civicline.WrappingUp })
		}, []string{"a wrap-up of no call"}, []string{"maria", "ready"}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h := newHouse(t)
			tc.given(h)
			repairs, err := h.Check(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var rules []string
			for _, r := range repairs {
				rules = append(rules, r.Rule)
			}
			if strings.Join(rules, "; ") != strings.Join(tc.rules, "; ") {
				t.Errorf("it repaired %q; want %q", rules, tc.rules)
			}
			if tc.rules != nil {
				h.stands(tc.want...)
				h.lined(tc.line)
			}
			told, err := h.Unwell(t.Context(), h.ask(boss, civicline.SeeQueues), monday)
			if err != nil || len(told) != len(tc.rules) {
				t.Errorf("%d repairs are told, %v", len(told), err)
			}
			if again, err := h.Check(t.Context()); err != nil || len(again) > 0 {
				t.Errorf("once more it repairs %v, %v", again, err)
			}
		})
	}
}

// TestGhostCallsAreNeverOffered: the switchboard has no leg of it any more.
func TestGhostCallsAreNeverOffered(t *testing.T) {
	alive := map[civicline.CallID]bool{"c1": true, "c2": true, "c3": true}
	h := newHouse(t, func(o *Options) { o.Alive = func(id civicline.CallID) bool { return alive[id] } })
	h.wait("c1", "1")
	h.wait("c2", "2")
	h.begin("c3", "3")
	delete(alive, "c1")
	delete(alive, "c3")
	h.pass(10 * time.Second)
	if r, err := h.Check(t.Context()); err != nil || len(r) > 0 {
		t.Errorf("a call that has only just moved was repaired: %v, %v", r, err)
	}
	h.pass(30 * time.Second)
	if r, err := h.Check(t.Context()); err != nil || len(r) != 2 {
		t.Errorf("it repaired %v, %v; want both ghosts", r, err)
	}
	h.stands("c1", away, "c2", waiting, "c3", ended)
	h.ready(maria)
	h.lined("c1(away) c2(maria)")
}
