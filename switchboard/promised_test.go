package switchboard

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// evening is nine in the evening of monday.
var evening = monday.Add(9 * time.Hour)

// promised has a caller ring at night and book a callback, and lets time go by
// until people answer again and Maria is offered the call.
func (h *house) promised(t *testing.T) civicline.CallID {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = h.center.Run(ctx)
	}()
	t.Cleanup(func() { stop(); <-ended })
	p := h.party("caller")
	over := h.ring(p)
	pass(3 * time.Second)
	p.keys <- '0'
	pass(8 * time.Second)
	p.says("my green card never came in the mail", 2*time.Second)
	pass(14 * time.Second)
	for range 4 { // yes; to this number; with texts; at the first time
		p.keys <- '1'
		pass(7 * time.Second)
	}
	pass(15 * time.Second)
	h.says(t, "eight in the morning", "Your reference number is")
	p.Hangup(civicline.ErrPartyHungUp)
	<-over
	pass(11*time.Hour + time.Minute)
	return h.offered(t)
}

// offered has Maria ready, and returns the call that she is offered.
func (h *house) offered(t *testing.T) civicline.CallID {
	t.Helper()
	h.maria(t, civicline.SignIn{})
	h.maria(t, civicline.GoReady{})
	pass(time.Second)
	a, err := h.center.Agent(t.Context(), maria.ID)
	if err != nil || a.State != civicline.Alerting {
		t.Fatalf("maria is %s, %v; want a callback offered", a.State, err)
	}
	return a.Call
}

// TestThePromiseIsKept books at night; the next morning an agent accepts, the
// caller's phone rings, and the two hear each other.
func TestThePromiseIsKept(t *testing.T) {
	inHouse(t, evening, func(t *testing.T, h *house) {
		id := h.promised(t)
		h.callee = h.party("callee", utter{300 * time.Millisecond, 500 * time.Millisecond, "hello"})
		h.maria(t, civicline.Accept{Call: id})
		agent, told := h.joins(id)
		pass(9 * time.Second)
		for _, r := range h.callee.heardRuns() {
			if strings.Contains(r.text, "green card") {
				t.Errorf("whoever answers is told %q", r.text)
			}
		}
		pass(6 * time.Second)
		h.callee.says("yes", 500*time.Millisecond)
		pass(7 * time.Second)
		if err := <-told; err != nil {
			t.Fatal(err)
		}
		h.callee.plays(audio.Tone(callerTone))
		agent.plays(audio.Tone(agentTone))
		pass(2 * time.Second)
		hears(t, h.callee, agentTone, true)
		hears(t, agent, callerTone, true)
		h.says(t, "bot: Hello. This is", "caller: yes", "bot: Here is Maria R.")
		if call := h.call(t); call.State != civicline.WithAgent || call.Reason != "my green card never came in the mail" {
			t.Errorf("the call is %s, because of %q", call.State, call.Reason)
		}
		h.callee.plays(nil)
		h.maria(t, civicline.Leave{Call: id})
		pass(20 * time.Second)
		h.says(t, "bot: You spoke with Maria R.")
	})
}

// TestAMachineLearnsNothing rings a machine twice: it gets a message without a
// name or a reason, the agent is ready again at once, and the promise then waits
// for the caller.
func TestAMachineLearnsNothing(t *testing.T) {
	inHouse(t, evening, func(t *testing.T, h *house) {
		id := h.promised(t)
		for attempt := 1; attempt <= civicline.MaxAttempts; attempt++ {
			if attempt > 1 {
				h.maria(t, civicline.GoNotReady{})
				pass(20 * time.Minute)
				id = h.offered(t)
			}
			h.callee = h.party("callee", utter{0, 6 * time.Second, "leave a message after the tone"})
			h.maria(t, civicline.Accept{Call: id})
			_, told := h.joins(id)
			pass(9 * time.Second)
			if err := <-told; err == nil || !strings.Contains(err.Error(), "machine") {
				t.Errorf("the agent is told %v", err)
			}
			if a, err := h.center.Agent(t.Context(), maria.ID); err != nil || a.State != civicline.Ready {
				t.Errorf("maria is %s, %v", a.State, err)
			}
			h.callee.plays(audio.Tone(1000))
			pass(400 * time.Millisecond)
			h.callee.plays(nil)
			pass(40 * time.Second)
			var said string
			for _, r := range h.callee.heardRuns() {
				said += r.text + " "
			}
			if !strings.Contains(said, "800-555-0100") || !strings.Contains(said, "reference number") || strings.Contains(said, "card") {
				t.Errorf("the machine recorded %q", said)
			}
			if h.callee.ctx.Err() == nil {
				t.Error("we have not hung up")
			}
		}
		boss := civicline.Actor{ID: "boss", Tier: civicline.Supervisor}
		see, err := h.center.Ask(boss, civicline.SeeQueues)
		if err != nil {
			t.Fatal(err)
		}
		owed, err := h.center.Callbacks(t.Context(), see)
		if err != nil || len(owed) != 1 || owed[0].State != civicline.CallbackUnreached || owed[0].Attempts != civicline.MaxAttempts {
			t.Fatalf("owed %+v, %v; want it unreached", owed, err)
		}
		h.maria(t, civicline.GoNotReady{})
		p := h.party("caller again")
		h.ring(p)
		pass(15 * time.Second)
		p.keys <- '1'
		pass(7 * time.Second)
		if call := h.call(t); call.State != civicline.Waiting || call.Reason != "my green card never came in the mail" {
			t.Errorf("who rings back is %s, because of %q; want in line", call.State, call.Reason)
		}
		h.says(t, "We rang you, and could not reach you.", "You have your place again.")
		p.Hangup(civicline.ErrPartyHungUp)
		pass(time.Second)
	})
}
