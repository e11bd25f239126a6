package webleg_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/webleg"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience is how long anything over a real socket may take.
const patience = 15 * time.Second

func patiently(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	return ctx
}

// local are options for both ends on this machine.
func local(t testing.TB) webleg.Options {
	t.Helper()
	w := audio.NewWheel()
	t.Cleanup(func() { w.Close() })
	o := webleg.Options{Wheel: w, Loopback: true, Interfaces: []string{"lo"}}
	if os.Getenv("WEBLEG_LOG") != "" {
		o.Log = slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	return o
}

func serve(t testing.TB, o webleg.Options) *webleg.Server {
	t.Helper()
	s, err := webleg.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(patiently(t)); err != nil {
			t.Error(err)
		}
	})
	return s
}

// call is one call between a Peer and the server.
type call struct {
	ours *webleg.Leg // the server's
	far  *webleg.Leg // the peer's
	peer *webleg.Peer
}

// ring sets a call up, and answers it at both ends.
func ring(t testing.TB, s *webleg.Server, o webleg.Options, codecs ...webleg.Codec) call {
	t.Helper()
	ctx := patiently(t)
	peer, err := webleg.NewPeer(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := peer.Close(); err != nil {
			t.Error(err)
		}
	})
	offer, err := peer.Offer(ctx)
	if err != nil {
		t.Fatal(err)
	}
	leg, answer, err := s.AcceptPreferring(ctx, offer, civicline.Party{Dialled: "test"}, codecs...)
	if err != nil {
		t.Fatal(err)
	}
	far, err := peer.Answered(answer)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []civicline.Leg{far, leg} {
		if err := l.Answer(ctx); err != nil {
			t.Fatal(err)
		}
	}
	return call{ours: leg.(*webleg.Leg), far: far, peer: peer}
}

// ends waits for the leg to end, and for all of it to be put away.
func ends(t testing.TB, l *webleg.Leg, want error) {
	t.Helper()
	select {
	case <-l.Context().Done():
	case <-patiently(t).Done():
		t.Fatal("the leg did not end")
	}
	if got := context.Cause(l.Context()); !errors.Is(got, want) {
		t.Errorf("the leg ended with %v; want %v", got, want)
	}
	select {
	case <-l.Ended():
	case <-patiently(t).Done():
		t.Fatal("the leg ended but was not put away")
	}
}

// key waits for the next key.
func key(t testing.TB, l civicline.Leg) rune {
	t.Helper()
	select {
	case k, ok := <-l.Keys():
		if !ok {
			t.Fatal("the keys are closed")
		}
		return k
	case <-patiently(t).Done():
		t.Fatal("no key came")
	}
	return 0
}

// An ear tells when it has heard a tone, and little else, for half a second on
// end.
type ear struct {
	freq, least float64
	found       chan struct{}
	heard       []civicline.Frame
	run         int
	best        float64
}

func (e *ear) WriteFrame(f *civicline.Frame) error {
	if e.heard = append(e.heard, *f); len(e.heard) < 5 {
		return nil
	}
	level := audio.ToneLevel(e.heard, e.freq)
	if audio.Loudness(e.heard) < -40 {
		level = 0
	}
	e.heard, e.best = e.heard[:0], max(e.best, level)
	if e.run++; level < e.least {
		e.run = 0
	}
	if e.run == 5 {
		close(e.found)
	}
	return nil
}

// hears waits until l has heard freq, and hardly anything else, for 500 ms.
func hears(t testing.TB, l civicline.Leg, freq float64) {
	t.Helper()
	hearsMostly(t, l, freq, 0.95)
}

// hearsMostly is content with a tone that is so much of the sound, 0 to 1.
func hearsMostly(t testing.TB, l civicline.Leg, freq, least float64) {
	t.Helper()
	e := &ear{freq: freq, least: least, found: make(chan struct{})}
	l.Feed(e)
	select {
	case <-e.found:
	case <-l.Context().Done():
		t.Fatalf("the leg ended while listening for %v Hz: %v", freq, context.Cause(l.Context()))
	case <-patiently(t).Done():
		t.Fatalf("%v Hz was not heard; at best %.2f of the power was there", freq, e.best)
	}
	l.Feed(nil)
}

// tone is a Source of one frequency.
func tone(freq float64) civicline.Source { return audio.Tone(freq) }
