package webleg_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/webleg"
)

// Each way a different tone, so that an echo, a crossed wire or the wrong clock
// cannot pass.
func TestTonesBothWays(t *testing.T) {
	t.Parallel()
	for _, c := range webleg.Codecs() {
		t.Run(string(c), func(t *testing.T) {
			o := local(t)
			x := ring(t, serve(t, o), o, c)
			x.ours.Play(tone(440))
			x.far.Play(tone(1000))
			hears(t, x.ours, 1000)
			hears(t, x.far, 440)
			for who, l := range map[string]*webleg.Leg{"server": x.ours, "peer": x.far} {
				if s := l.Stats(); s.Codec != c {
					t.Errorf("the %s sends %q; want %q", who, s.Codec, c)
				}
			}
		})
	}
}

func TestSilenceAfterPlayEnds(t *testing.T) {
	t.Parallel()
	o := local(t)
	x := ring(t, serve(t, o), o)
	x.ours.Play(tone(440))
	hears(t, x.far, 440)
	x.ours.Play(nil)
	x.far.Play(tone(700))
	hears(t, x.ours, 700) // frames go on
}

func TestKeys(t *testing.T) {
	t.Parallel()
	for _, c := range webleg.Codecs() {
		t.Run("telephone events beside "+string(c), func(t *testing.T) {
			o := local(t)
			x := ring(t, serve(t, o), o, c)
			for _, way := range []struct{ from, to *webleg.Leg }{{x.far, x.ours}, {x.ours, x.far}} {
				const keys = "1155*#0D"
				if err := way.from.SendKeys(patiently(t), keys); err != nil {
					t.Fatal(err)
				}
				for i, want := range keys {
					if got := key(t, way.to); got != want {
						t.Fatalf("key %d is %c; want %c", i, got, want)
					}
				}
			}
			if err := x.far.SendKeys(patiently(t), "12x"); civicline.FaultOf(err) != civicline.Invalid {
				t.Errorf("keys that are none: %v", err)
			}
		})
	}
	t.Run("text on the data channel", func(t *testing.T) {
		o := local(t)
		x := ring(t, serve(t, o), o)
		for _, keys := range []string{"5", "hello", "12#"} {
			if err := x.peer.TypeKeys(patiently(t), keys); err != nil {
				t.Fatal(err)
			}
		}
		for _, want := range "512#" {
			if got := key(t, x.ours); got != want {
				t.Fatalf("got %c; want %c", got, want)
			}
		}
	})
}

func TestCaptions(t *testing.T) {
	t.Parallel()
	o := local(t)
	x := ring(t, serve(t, o), o)
	lines := []string{"Para español, oprima dos.", "How can I help you?"}
	for _, line := range lines {
		x.ours.Caption(line)
	}
	for _, want := range lines {
		select {
		case got := <-x.peer.Captions():
			if got != want {
				t.Errorf("caption %q; want %q", got, want)
			}
		case <-patiently(t).Done():
			t.Fatal("no caption came")
		}
	}
}

func TestHowALegEnds(t *testing.T) {
	t.Parallel()
	own := errors.New("no one is here")
	for _, c := range []struct {
		move string
		do   func(call)
		ours error // the cause at the server's end
		far  error // and at the peer's
	}{
		{"server hangs up", func(c call) { c.ours.Hangup(civicline.ErrDone) }, civicline.ErrDone, civicline.ErrPartyHungUp},
		{"server hangs up twice", func(c call) { c.ours.Hangup(own); c.ours.Hangup(civicline.ErrDone) }, own, civicline.ErrPartyHungUp},
		{"server hangs up without a cause", func(c call) { c.ours.Hangup(nil) }, civicline.ErrDone, civicline.ErrPartyHungUp},
		{"page says bye", func(c call) { c.far.Hangup(civicline.ErrDone) }, civicline.ErrPartyHungUp, civicline.ErrDone},
		{"page closes without a word", func(c call) { _ = c.peer.Abandon() }, civicline.ErrPartyHungUp, civicline.ErrPartyHungUp},
	} {
		t.Run(c.move, func(t *testing.T) {
			o := local(t) // with a Grace of 12 s: what is quick here is quick because it was told
			x := ring(t, serve(t, o), o)
			began := time.Now()
			c.do(x)
			ends(t, x.ours, c.ours)
			ends(t, x.far, c.far)
			if took := time.Since(began); took > 3*time.Second {
				t.Errorf("it took %v", took)
			}
			if _, open := <-x.ours.Keys(); open {
				t.Error("the keys are not closed")
			}
			if err := x.ours.Answer(patiently(t)); !errors.Is(err, c.ours) {
				t.Errorf("answering a leg that has ended: %v", err)
			}
			x.ours.Caption("to nobody")
			if err := x.ours.SendKeys(patiently(t), "1"); err == nil {
				t.Error("keys went to a leg that has ended")
			}
		})
	}
}

func TestThePageIsToldWhy(t *testing.T) {
	t.Parallel()
	busy := &civicline.Error{Kind: civicline.Unavailable, Op: "x", Message: "secret"}
	for _, c := range []struct {
		cause error
		want  string
	}{
		{civicline.ErrDone, "done"}, {civicline.ErrLineLost, "lost"}, {civicline.ErrPartyHungUp, "hung up"},
		{busy, "unavailable"}, {errors.New("a secret"), "ended"},
	} {
		t.Run(c.want, func(t *testing.T) {
			o := local(t)
			x := ring(t, serve(t, o), o)
			x.ours.Hangup(c.cause)
			ends(t, x.far, civicline.ErrPartyHungUp)
			if got := x.peer.Goodbye(); got != c.want {
				t.Errorf("the page was told %q; want %q", got, c.want)
			}
		})
	}
}

func TestLineLost(t *testing.T) {
	t.Parallel()
	o := local(t)
	o.Grace = 900 * time.Millisecond
	net := newCable(t)
	x := net.ring(t, o)
	x.ours.Play(tone(440))
	hears(t, x.far, 440)
	began := time.Now()
	net.cut()
	ends(t, x.ours, civicline.ErrLineLost)
	ends(t, x.far, civicline.ErrLineLost)
	if took := time.Since(began); took < 600*time.Millisecond || took > 4*time.Second {
		t.Errorf("with 0.9 s of grace it took %v", took)
	}
}

func TestAShortGapIsNoLoss(t *testing.T) {
	t.Parallel()
	o := local(t)
	o.Grace = 3 * time.Second
	net := newCable(t)
	x := net.ring(t, o)
	x.ours.Play(tone(440))
	hears(t, x.far, 440)
	net.cut()
	silent := make(chan struct{})
	x.far.Feed(&quiet{after: 25, then: silent}) // half a second with nothing
	select {
	case <-silent:
	case <-patiently(t).Done():
		t.Fatal("the cable was cut and sound went on")
	}
	net.mend()
	hears(t, x.far, 440)
}

// With every tenth packet gone the tones still sound whole.
func TestPacketsLost(t *testing.T) {
	t.Parallel()
	for _, c := range webleg.Codecs() {
		t.Run(string(c), func(t *testing.T) {
			net := newCable(t)
			x := net.ring(t, local(t), c)
			x.ours.Play(tone(440))
			x.far.Play(tone(1000))
			hears(t, x.ours, 1000)
			net.lossy.Store(true)
			hearsMostly(t, x.ours, 1000, 0.7)
			hearsMostly(t, x.far, 440, 0.7)
			if s := x.ours.Stats(); s.Jitter.Lost+s.Jitter.Dry == 0 {
				t.Errorf("nothing was concealed: %+v", s)
			}
		})
	}
}

func TestThePageNeverComes(t *testing.T) {
	t.Parallel()
	o := local(t)
	o.ConnectTime = 50 * time.Millisecond
	s := serve(t, o)
	peer, err := webleg.NewPeer(local(t))
	if err != nil {
		t.Fatal(err)
	}
	defer peer.Close()
	offer, err := peer.Offer(patiently(t))
	if err != nil {
		t.Fatal(err)
	}
	leg, _, err := s.Accept(patiently(t), offer, civicline.Party{})
	if err != nil {
		t.Fatal(err)
	}
	if err := leg.Answer(patiently(t)); !errors.Is(err, civicline.ErrLineLost) {
		t.Errorf("Answer: %v; want %v", err, civicline.ErrLineLost)
	}
	ends(t, leg.(*webleg.Leg), civicline.ErrLineLost)
}

func TestBadOffers(t *testing.T) {
	t.Parallel()
	o := local(t)
	s := serve(t, o)
	peer, err := webleg.NewPeer(o)
	if err != nil {
		t.Fatal(err)
	}
	defer peer.Close()
	good, err := peer.Offer(patiently(t))
	if err != nil {
		t.Fatal(err)
	}
	without := func(prefix string) string {
		var kept []string
		for _, line := range strings.SplitAfter(good, "\n") {
			if !strings.HasPrefix(line, prefix) {
				kept = append(kept, line)
			}
		}
		return strings.Join(kept, "")
	}
	for name, offer := range map[string]string{
		"nothing":           "",
		"garbage":           "\x00\xff hello",
		"HTML":              "<html><body>Not found</body></html>",
		"half of one":       good[:len(good)/3],
		"far too long":      good + strings.Repeat("a=x\r\n", 50000),
		"no sound":          strings.ReplaceAll(good, "m=audio", "m=video"),
		"no microphone":     strings.ReplaceAll(good, "a=sendrecv", "a=recvonly"),
		"no fingerprint":    without("a=fingerprint"),
		"no ICE":            without("a=ice-ufrag"),
		"no password":       without("a=ice-pwd"),
		"wrong fingerprint": strings.ReplaceAll(good, "a=fingerprint:sha-256 ", "a=fingerprint:sha-256 zz"),
		"strange codecs":    strings.NewReplacer("PCMU/", "G722/", "PCMA/", "GSM/", "opus/", "speex/", " 0 8", " 96 97").Replace(good),
		"no data, no end":   strings.ReplaceAll(good, "m=application", "m="),
	} {
		t.Run(name, func(t *testing.T) {
			leg, _, err := s.Accept(patiently(t), offer, civicline.Party{})
			if civicline.FaultOf(err) != civicline.Invalid {
				t.Errorf("got %v; want an Invalid error", err)
			}
			if leg != nil {
				t.Error("there is a leg all the same")
			}
		})
	}
}

func TestTooManyLegs(t *testing.T) {
	t.Parallel()
	o := local(t)
	o.MaxLegs = 1
	s := serve(t, o)
	x := ring(t, s, o)
	peer, err := webleg.NewPeer(o)
	if err != nil {
		t.Fatal(err)
	}
	defer peer.Close()
	offer, err := peer.Offer(patiently(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Accept(patiently(t), offer, civicline.Party{}); civicline.FaultOf(err) != civicline.Unavailable {
		t.Errorf("got %v; want an Unavailable error", err)
	}
	if err := s.Close(patiently(t)); err != nil {
		t.Fatal(err)
	}
	ends(t, x.ours, civicline.ErrDone)
	if _, _, err := s.Accept(patiently(t), offer, civicline.Party{}); civicline.FaultOf(err) != civicline.Unavailable {
		t.Errorf("after Close: %v; want an Unavailable error", err)
	}
}

func TestOnePortForAll(t *testing.T) {
	t.Parallel()
	o := local(t)
	one := o
	one.UDP = "127.0.0.1:0"
	s := serve(t, one)
	a, b := ring(t, s, o), ring(t, s, o)
	for i, x := range []call{a, b} {
		x.ours.Play(tone(400 + 300*float64(i)))
		hears(t, x.far, 400+300*float64(i))
	}
	two := o
	two.UDP = s.Addr().String()
	if _, err := webleg.New(two); civicline.FaultOf(err) != civicline.Unavailable {
		t.Errorf("a busy port: %v", err)
	}
}

func TestAcceptEndsWithItsRequest(t *testing.T) {
	t.Parallel()
	o := local(t)
	s := serve(t, o)
	peer, err := webleg.NewPeer(o)
	if err != nil {
		t.Fatal(err)
	}
	defer peer.Close()
	offer, err := peer.Offer(patiently(t))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	leg, answer, err := s.Accept(ctx, offer, civicline.Party{})
	if err != nil {
		t.Fatal(err)
	}
	cancel() // as net/http does when the answer is written
	if _, err := peer.Answered(answer); err != nil {
		t.Fatal(err)
	}
	if err := leg.Answer(patiently(t)); err != nil {
		t.Errorf("the leg went with the request: %v", err)
	}
}

func TestTheWorldsAddress(t *testing.T) {
	t.Parallel()
	o := local(t)
	peer, err := webleg.NewPeer(o)
	if err != nil {
		t.Fatal(err)
	}
	defer peer.Close()
	offer, err := peer.Offer(patiently(t))
	if err != nil {
		t.Fatal(err)
	}
	o.PublicIPs = []string{"203.0.113.7"}
	_, answer, err := serve(t, o).Accept(patiently(t), offer, civicline.Party{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(answer, " 203.0.113.7 ") || strings.Contains(answer, " 127.0.0.1 ") {
		t.Errorf("the answer should name the public address and no other:\n%s", answer)
	}
	o.PublicIPs = []string{"somewhere"}
	if _, err := webleg.New(o); civicline.FaultOf(err) != civicline.Invalid {
		t.Errorf("an address that is none: %v", err)
	}
}
