package center

import (
	"testing"
	"time"

	"github.com/civicline/civicline"
)

// TestChats keeps conversations in writing over a restart, ends those that fall
// silent, and forgets them later.
func TestChats(t *testing.T) {
	h := newHouse(t)
	pass, err := h.Ask(bot, civicline.RunCalls)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []civicline.CallID{"c1", "c2"} {
		h.do(bot, civicline.Arrive{Call: id, Channel: civicline.Chat})
		h.do(bot, civicline.PickUp{Call: id})
		if err := h.SaveChat(t.Context(), pass, civicline.TypedChat{Token: "token of " + string(id), Call: id, State: []byte("hello " + id)}); err != nil {
			t.Fatal(err)
		}
	}
	h.open() // restarted: there was no line to lose
	if c := h.call("c1"); c.State != civicline.WithBot {
		t.Errorf("after a restart the chat is %s", c.State)
	}
	h.pass(20 * time.Minute)
	if err := h.SaveChat(t.Context(), pass, civicline.TypedChat{Token: "token of c2", Call: "c2", State: []byte("more")}); err != nil {
		t.Fatal(err)
	}
	h.pass(20 * time.Minute)
	sweep := func(wantEnded, wantDropped int) {
		t.Helper()
		ended, dropped, err := h.EndIdleChats(t.Context(), h.now().Add(-30*time.Minute), h.now().Add(-24*time.Hour))
		if ended != wantEnded || dropped != wantDropped || err != nil {
			t.Errorf("ended %d, dropped %d, %v; want %d and %d", ended, dropped, err, wantEnded, wantDropped)
		}
	}
	sweep(1, 0)
	sweep(0, 0)
	if h.call("c1").State != civicline.Ended || h.call("c2").State == civicline.Ended {
		t.Error("the wrong chat was ended")
	}
	if chat, err := h.Chat(t.Context(), pass, "token of c2"); err != nil || chat.Call != "c2" || string(chat.State) != "more" || chat.Token != "token of c2" {
		t.Errorf("took up %+v, %v", chat, err)
	}
	h.pass(24 * time.Hour)
	sweep(1, 2)
	for _, token := range []string{"token of c2", "another"} {
		if _, err := h.Chat(t.Context(), pass, token); civicline.FaultOf(err) != civicline.NotFound {
			t.Errorf("%s: %v", token, err)
		}
	}
	if err := h.SaveChat(t.Context(), civicline.Pass{}, civicline.TypedChat{Token: "x", Call: "c2"}); civicline.FaultOf(err) != civicline.Refused {
		t.Errorf("without a pass: %v", err)
	}
	if err := h.SaveChat(t.Context(), pass, civicline.TypedChat{Token: "x", Call: "c2", State: make([]byte, longestChat+1)}); civicline.FaultOf(err) != civicline.Invalid {
		t.Errorf("too long: %v", err)
	}
}
