package center

import (
	"testing"
	"time"

	"github.com/civicline/civicline"
)

func TestReceipt(t *testing.T) {
	h := newHouse(t)
	h.talk("c1", maria)
	ref := h.call("c1").Reference
	public := h.ask(civicline.Actor{Tier: civicline.Public}, civicline.ReadReceipts)
	h.pass(3 * time.Minute)
	want := civicline.CallReceipt{Reference: ref, AgentID: "maria", AgentName: "Maria R.", At: monday, Duration: 3 * time.Minute, Language: civicline.English}
	if r, err := h.Receipt(t.Context(), public, ref); err != nil || r != want {
		t.Errorf("while they talk: %+v, %v; want %+v", r, err, want)
	}
	h.do(maria, civicline.Leave{Call: "c1"})
	h.pass(time.Hour)
	h.do(bot, civicline.End{Call: "c1"})
	h.pass(time.Hour)
	if r, err := h.Receipt(t.Context(), public, ref); err != nil || r != want {
		t.Errorf("afterward: %+v, %v; want %+v", r, err, want)
	}
	for name, ref := range map[string]civicline.Reference{
		"a call that reached nobody": h.begin("c2", "+12025550101").Call.Reference,
		"a callback":                 h.do(bot, civicline.BookCallback{Call: "c2"}).Callback.Reference,
		"no such number":             civicline.NewReference(12345678),
		"nothing":                    "",
	} {
		if _, err := h.Receipt(t.Context(), public, ref); civicline.FaultOf(err) != civicline.NotFound {
			t.Errorf("%s: %v; want not found", name, err)
		}
	}
}

// TestReferencesAreDrawnAgain gives out the same random number again and again.
func TestReferencesAreDrawnAgain(t *testing.T) {
	n := uint64(0)
	h := newHouse(t, func(o *Options) { o.Rand = func() uint64 { n++; return n / 3 } })
	seen := map[civicline.Reference]bool{}
	for _, id := range []civicline.CallID{"c1", "c2", "c3", "c4"} {
		call := h.begin(id, civicline.PhoneNumber("+1202555010"+id[1:])).Call.Reference
		back := h.do(bot, civicline.BookCallback{Call: id}).Callback.Reference
		if seen[call] || call == back || seen[back] {
			t.Errorf("%s or %s was given before", call, back)
		}
		seen[call], seen[back] = true, true
	}
	stuck := newHouse(t, func(o *Options) { o.Rand = func() uint64 { return 7 } })
	stuck.begin("c1", "1")
	stuck.fails(bot, civicline.Arrive{Call: "c2", Channel: civicline.Phone}, civicline.Internal)
}
