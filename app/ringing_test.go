package app

import (
	"context"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/sipleg"
	"github.com/civicline/civicline/speech/scripted"
)

// A tuned ear tells once that it hears half a second of a tone.
type tuned struct {
	hertz  float64
	frames []civicline.Frame
	heard  chan struct{}
	told   bool
}

func listensFor(hertz float64) *tuned { return &tuned{hertz: hertz, heard: make(chan struct{})} }

func (e *tuned) WriteFrame(f *civicline.Frame) error {
	e.frames = append(e.frames, *f)
	if n := len(e.frames); n > 25 {
		e.frames = e.frames[n-25:]
	}
	if !e.told && len(e.frames) == 25 && audio.ToneLevel(e.frames, e.hertz) > 0.8 {
		e.told = true
		close(e.heard)
	}
	return nil
}

// phones is a telephone exchange: handle has each call that comes.
func phones(t *testing.T, handle func(ctx context.Context, leg *sipleg.Leg)) (s *sipleg.Server, addr string) {
	t.Helper()
	wheel := audio.NewWheel()
	s, err := sipleg.Listen(sipleg.Options{UDP: "127.0.0.1:0", Wheel: wheel, Handle: func(ctx context.Context, leg civicline.Leg) {
		handle(ctx, leg.(*sipleg.Leg))
		<-ctx.Done()
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_ = s.Close(ctx)
		wheel.Close()
	})
	udp, _ := s.Addr()
	return s, udp.String()
}

// withTrunk is a centre that rings by a network, and tells of each event.
func withTrunk(t *testing.T, trunk string) (*App, <-chan civicline.Event) {
	t.Helper()
	events := make(chan civicline.Event, 1000)
	o := quiet(t.TempDir())
	o.AlwaysOpen, o.Trunk = true, "sip:"+trunk
	o.Ears, o.Mouth = &scripted.Recognizer{Answer: scripted.Lines()}, &scripted.Synthesizer{PerRune: 15 * time.Millisecond}
	o.Watch = func(e civicline.Event) { events <- e }
	a, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeApp(t, a) })
	return a, events
}

// until waits for an event.
func until(t *testing.T, events <-chan civicline.Event, kind civicline.Kind) civicline.Event {
	t.Helper()
	var before []civicline.Kind
	for {
		select {
		case e := <-events:
			if e.Kind == kind {
				return e
			}
			before = append(before, e.Kind)
		case <-time.After(30 * time.Second):
			t.Fatalf("no %q; there was %q", kind, before)
		}
	}
}

// promise has somebody book a callback, and Maria accept it.
func promise(t *testing.T, a *App, events <-chan civicline.Event) civicline.CallID {
	t.Helper()
	do := func(who civicline.Actor, cmd civicline.Command) civicline.Result {
		t.Helper()
		res, err := a.center.Do(t.Context(), who, cmd)
		if err != nil {
			t.Fatalf("%T: %v", cmd, err)
		}
		return res
	}
	const number = "+12025550142"
	do(civicline.Bot, civicline.Arrive{Call: "first", From: number, Channel: civicline.Phone})
	do(civicline.Bot, civicline.PickUp{Call: "first"})
	do(civicline.Bot, civicline.BookCallback{Call: "first", Reason: "my card"})
	do(civicline.Bot, civicline.End{Call: "first", Why: "done"})
	until(t, events, civicline.CallbackDue)
	maria := civicline.Actor{ID: "maria", Tier: civicline.Tier1}
	do(maria, civicline.SignIn{})
	do(maria, civicline.GoReady{})
	offer := until(t, events, civicline.OfferMade)
	do(maria, civicline.Accept{Call: offer.Call})
	return offer.Call
}

// rings is a trunk on which whoever is rung picks up, and what number was asked for.
func rings(t *testing.T) (addr string, picked <-chan *sipleg.Leg) {
	t.Helper()
	legs := make(chan *sipleg.Leg, 1)
	_, addr = phones(t, func(ctx context.Context, leg *sipleg.Leg) {
		if leg.Answer(ctx) == nil {
			legs <- leg
		}
	})
	return addr, legs
}

// atDesk has Maria's leg join a call, and returns her telephone and what became of it.
func atDesk(t *testing.T, a *App, id civicline.CallID) (phone civicline.Leg, told <-chan error) {
	t.Helper()
	result := make(chan error, 1)
	desk, addr := phones(t, func(ctx context.Context, leg *sipleg.Leg) {
		result <- a.board.Join(ctx, id, civicline.Agent{ID: "maria", Name: "Maria R.", Tier: civicline.Tier1}, leg)
	})
	phone, err := desk.Dial(t.Context(), "sip:maria@"+addr, sipleg.DialOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return phone, result
}

func hearsIt(t *testing.T, who string, e *tuned) {
	t.Helper()
	select {
	case <-e.heard:
	case <-time.After(20 * time.Second):
		t.Errorf("%s does not hear %.0f Hz", who, e.hertz)
	}
}

// TestCallsBackOverTheTrunk: a promise falls due, an agent takes it, the caller's
// telephone rings over SIP, they press 1 to talk, and both hear each other.
func TestCallsBackOverTheTrunk(t *testing.T) {
	const callerTone, agentTone = 700.0, 1000.0
	trunk, picked := rings(t)
	a, events := withTrunk(t, trunk)
	agent, told := atDesk(t, a, promise(t, a, events))
	desk, ear := listensFor(callerTone), listensFor(agentTone)
	agent.Feed(desk)
	callee := <-picked
	if got := callee.Party().Dialled; got != "+12025550142" {
		t.Errorf("the trunk was asked for %q", got)
	}
	callee.Feed(ear)
	for _, key := range []string{"1", "1"} { // somebody is there, and wants to talk
		if err := callee.SendKeys(t.Context(), key); err != nil {
			t.Fatal(err)
		}
	}
	until(t, events, civicline.CallbackAnswered)
	if err := <-told; err != nil {
		t.Fatal(err)
	}
	callee.Play(audio.Tone(callerTone))
	agent.Play(audio.Tone(agentTone))
	hearsIt(t, "the agent", desk)
	hearsIt(t, "the caller", ear)
}

// TestAMessageOverTheTrunk: a machine beeps, and hears a message; the agent is
// ready again.
func TestAMessageOverTheTrunk(t *testing.T) {
	trunk, picked := rings(t)
	a, events := withTrunk(t, trunk)
	_, told := atDesk(t, a, promise(t, a, events))
	callee := <-picked
	ear := listensFor(440) // the voice of these tests
	callee.Feed(ear)
	beep := audio.Tone(1000)
	var frames []civicline.Frame
	for range 20 {
		var f civicline.Frame
		_ = beep.ReadFrame(&f)
		frames = append(frames, f)
	}
	callee.Play(audio.Frames(frames))
	if e := until(t, events, civicline.CallbackMissed); e.Data.Miss != civicline.MissVoicemail {
		t.Errorf("missed because of %q", e.Data.Miss)
	}
	if err := <-told; err == nil {
		t.Error("the agent was joined to a machine")
	}
	hearsIt(t, "the machine", ear)
	<-callee.Context().Done()
}

func TestTrunkIsChecked(t *testing.T) {
	for trunk, ok := range map[string]bool{"sip:trunk.example": true, "sip:192.0.2.7:5080": true, "sip:[2001:db8::1]:5060;transport=tcp": true, "192.0.2.7": false, "sip:a@b": false, "sip:": false, "sip:x:port": false} {
		if err := checkTrunk("--trunk", trunk); (err == nil) != ok {
			t.Errorf("%s: %v", trunk, err)
		}
	}
}
