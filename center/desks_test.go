package center

import (
	"testing"
	"time"

	"github.com/civicline/civicline"
)

// TestDesks is what becomes of agents whose desktop is lost, a move a line.
func TestDesks(t *testing.T) {
	lose := civicline.LoseDesk{}
	for _, tc := range []struct {
		name  string
		given func(*house)
		want  []string
		line  string
	}{
		{"ready->desk lost->connection lost", func(h *house) { h.ready(maria); h.do(maria, lose) }, []string{"maria", "connection lost"}, ""},
		{"connection lost->a caller waits->not offered", func(h *house) { h.ready(maria); h.do(maria, lose); h.wait("c1", "1") }, []string{"c1", waiting, "maria", "connection lost"}, "c1"},
		{"connection lost->desk back->offered", func(h *house) {
			h.ready(maria)
			h.do(maria, lose)
			h.wait("c1", "1")
			h.do(maria, civicline.RegainDesk{})
		}, []string{"c1", offered, "maria", "ringing"}, "c1(maria)"},
		{"connection lost->30 s->not ready", func(h *house) { h.ready(maria); h.do(maria, lose); h.pass(30 * time.Second) }, []string{"maria", "not ready"}, ""},
		{"not ready after 30 s->desk back->still not ready", func(h *house) {
			h.ready(maria)
			h.do(maria, lose)
			h.pass(30 * time.Second)
			h.do(maria, civicline.RegainDesk{})
		}, []string{"maria", "not ready"}, ""},
		{"ringing->desk lost->rings on", func(h *house) { h.wait("c1", "1"); h.ready(maria); h.do(maria, lose) }, []string{"c1", offered, "maria", "ringing"}, "c1(maria)"},
		{"ringing, desk lost->caller hangs up->connection lost, not ready", func(h *house) {
			h.wait("c1", "1")
			h.ready(maria)
			h.do(maria, lose)
			h.do(bot, civicline.End{Call: "c1"})
		}, []string{"c1", ended, "maria", "connection lost"}, ""},
		{"talking->desk lost->talks on", func(h *house) { h.talk("c1", maria); h.do(maria, lose) }, []string{"c1", withAgent, "maria", "talking"}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h := newHouse(t)
			tc.given(h)
			h.stands(tc.want...)
			h.lined(tc.line)
			reconcile(h)
		})
	}
}

// TestLostDesksKeepTheirTurn: whoever is back within the time is as long idle as before.
func TestLostDesksKeepTheirTurn(t *testing.T) {
	h := newHouse(t)
	h.ready(maria)
	h.pass(time.Minute)
	h.ready(ana)
	h.do(maria, civicline.LoseDesk{})
	h.pass(10 * time.Second)
	h.do(maria, civicline.RegainDesk{})
	h.wait("c1", "1")
	h.lined("c1(maria)")
}

// TestWrapUps end by themselves, unless they are extended, and lose no note.
func TestWrapUps(t *testing.T) {
	timed := func(o *Options) {
		o.Queues = append([]civicline.Queue(nil), o.Queues...)
		o.Queues[0].WrapUp = 2 * time.Minute
	}
	h := newHouse(t, timed)
	h.talk("c1", maria)
	h.do(bot, civicline.End{Call: "c1"})
	h.do(maria, civicline.Draft{Call: "c1", Note: "asked about a"})
	h.pass(90 * time.Second)
	h.do(maria, civicline.ExtendWrapUp{})
	h.pass(time.Minute)
	h.stands("maria", "wrapping up")
	h.open(timed) // a restart gives no time anew, and takes none
	h.do(maria, civicline.RegainDesk{})
	h.pass(59 * time.Second)
	h.stands("maria", "wrapping up")
	h.pass(2 * time.Second)
	h.stands("maria", "ready")
	if c := h.call("c1"); c.Note != "asked about a" || c.Outcome != "" {
		t.Errorf("the call has the note %q, %q", c.Note, c.Outcome)
	}
	unnoted, err := h.Calls(t.Context(), h.ask(boss, civicline.ReadAllCalls), Filter{Unnoted: true})
	if err != nil || len(unnoted) != 1 {
		t.Errorf("%d calls still want their wrap-up, %v; want c1", len(unnoted), err)
	}
	h.do(maria, civicline.WrapUp{Call: "c1", Note: "asked about a card", Outcome: civicline.ResultAnswered})
	h.stands("maria", "ready")
	if a := h.agent(maria); a.Worked != 211*time.Second {
		t.Errorf("maria worked %v; want 3 min 31 s", a.Worked)
	}
	h.fails(maria, civicline.ExtendWrapUp{}, civicline.Conflict)
	h.fails(ana, civicline.Draft{Call: "c1", Note: "x"}, civicline.Refused)
	reconcile(h)
}
