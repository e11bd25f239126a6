//go:build unix

package webleg_test

import (
	"syscall"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/webleg"
)

// BenchmarkTick is the media clock's part of one frame: take it from the jitter
// buffer, decode, exchange, encode, encrypt, send. The other end runs beside it
// (pion's readers too), so the wall clock is the figure of one leg only where
// there are processors to spare; cpu-µs is of both legs together.
func BenchmarkTick(b *testing.B) {
	for _, c := range webleg.Codecs() {
		b.Run(string(c), func(b *testing.B) {
			o := local(b)
			o.Wheel = audio.NewManualWheel()
			x := ring(b, serve(b, o), o, c)
			x.ours.Play(tone(440))
			x.far.Play(tone(1000))
			x.ours.Feed(nothing{})
			x.far.Feed(nothing{})
			b.ReportAllocs()
			before := cpu(b)
			for b.Loop() {
				now := time.Now()
				x.far.Tick(now)
				x.ours.Tick(now)
			}
			b.ReportMetric(float64((cpu(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
		})
	}
}

// BenchmarkLegs runs 50 calls in real time, both ends in this process, for
// three seconds: the CPU that a second of one leg takes.
func BenchmarkLegs(b *testing.B) {
	const calls, seconds = 50, 3
	for _, c := range webleg.Codecs() {
		b.Run(string(c), func(b *testing.B) {
			for b.Loop() {
				o := local(b)
				s := serve(b, o)
				for range calls {
					x := ring(b, s, o, c)
					x.ours.Play(tone(440))
					x.far.Play(tone(1000))
					x.ours.Feed(nothing{})
					x.far.Feed(nothing{})
				}
				before := cpu(b)
				<-time.After(seconds * time.Second)
				b.ReportMetric(float64((cpu(b)-before).Microseconds())/1000/seconds/calls/2, "cpu-ms/s/leg")
			}
		})
	}
}

// BenchmarkSetUp is a whole call without sound: offer, answer, ICE, DTLS and the
// hang-up, both ends.
func BenchmarkSetUp(b *testing.B) {
	o := local(b)
	s := serve(b, o)
	before, took := cpu(b), time.Duration(0)
	for b.Loop() {
		began := time.Now()
		peer, err := webleg.NewPeer(o)
		if err != nil {
			b.Fatal(err)
		}
		offer, err := peer.Offer(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		leg, answer, err := s.Accept(b.Context(), offer, civicline.Party{})
		if err != nil {
			b.Fatal(err)
		}
		far, err := peer.Answered(answer)
		if err != nil {
			b.Fatal(err)
		}
		for _, l := range []civicline.Leg{far, leg} {
			if err := l.Answer(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
		took += time.Since(began)
		_ = peer.Abandon()
		ends(b, leg.(*webleg.Leg), civicline.ErrPartyHungUp)
		if err := peer.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(took.Microseconds())/1000/float64(b.N), "ms-to-answer")
	b.ReportMetric(float64((cpu(b)-before).Microseconds())/1000/float64(b.N), "cpu-ms/op")
}

type nothing struct{}

func (nothing) WriteFrame(*civicline.Frame) error { return nil }

// cpu is what this process has used so far.
func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
