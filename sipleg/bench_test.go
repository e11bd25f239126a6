package sipleg

import (
	"context"
	"net/netip"
	"testing"
	"time"

	"github.com/pion/rtp"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// BenchmarkSetUpAndTearDown is a whole call, both ends of it in this process:
// INVITE, 180, 200, ACK, BYE, 200, sockets and goroutines.
func BenchmarkSetUpAndTearDown(b *testing.B) {
	for _, network := range []string{"udp", "tcp"} {
		b.Run(network, func(b *testing.B) {
			server := listen(b, func(o *Options) {
				o.Log = nil
				o.Handle = func(ctx context.Context, leg civicline.Leg) {
					leg.Answer(ctx)
					<-ctx.Done()
				}
			})
			client := listen(b, func(o *Options) { o.Log = nil })
			to := at(server, network)
			for b.Loop() {
				leg, err := client.Dial(b.Context(), to, DialOptions{})
				if err != nil {
					b.Fatal(err)
				}
				leg.Hangup(nil)
			}
		})
	}
}

// BenchmarkTick is 20 ms of one leg, system call included: a packet taken in,
// decoded and heard, a frame played, encoded and sent.
func BenchmarkTick(b *testing.B) {
	s := listen(b, func(o *Options) { o.Log, o.Wheel = nil, audio.NewManualWheel() })
	drain := bareSocket(b)
	defer drain.Close()
	leg, err := s.newLeg(civicline.Party{}, netip.MustParseAddr("127.0.0.1"))
	if err != nil {
		b.Fatal(err)
	}
	defer leg.close()
	from := drain.LocalAddr().(interface{ AddrPort() netip.AddrPort }).AddrPort()
	leg.apply(agreement{rtp: from, rtcp: from, mux: true, dir: bothWays, format: format{pcmu, 0}, keys: keysType})
	sound := make([]civicline.Frame, 50)
	for i := range sound {
		audio.Tone(440).ReadFrame(&sound[i])
	}
	leg.Play(audio.Loop(sound))
	leg.Feed(nobody{})
	packet := make([]byte, 172)
	packet[0] = 0x80
	now := time.Now()
	var h rtp.Header
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		packet[2], packet[3] = byte(i>>8), byte(i)
		ts := uint32(i * 160)
		packet[4], packet[5], packet[6], packet[7] = byte(ts>>24), byte(ts>>16), byte(ts>>8), byte(ts)
		leg.stream.takeRTP(&h, packet, from, now)
		leg.Tick(now)
		now = now.Add(civicline.FrameTime)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)*50/1000, "ms-CPU/s")
}

type nobody struct{}

func (nobody) WriteFrame(*civicline.Frame) error { return nil }
