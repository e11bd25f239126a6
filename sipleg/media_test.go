package sipleg

import (
	"encoding/binary"
	"fmt"
	"math"
	"net"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// A radio is the RTP of a phone by hand: it sends a tone, and hears.
type radio struct {
	t    testing.TB
	conn *net.UDPConn
	seq  uint16
	ts   uint32
	ssrc uint32
	ear  *ear
	src  civicline.Source
	down audio.Downsampler
	got  atomic.Int64
}

func newRadio(t testing.TB, freq float64) *radio {
	t.Helper()
	conn, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	r := &radio{t: t, conn: conn, ssrc: 0x1234, ear: newEar(), src: audio.Tone(freq)}
	done := make(chan struct{})
	go func() { defer close(done); r.listen() }()
	t.Cleanup(func() { conn.Close(); <-done })
	return r
}

func (r *radio) port() int { return r.conn.LocalAddr().(*net.UDPAddr).Port }

func (r *radio) listen() {
	var up audio.Upsampler
	var pcm [160]int16
	b := make([]byte, 2048)
	for {
		n, err := r.conn.Read(b)
		if err != nil {
			return
		}
		if kindOf(b[:n]) != isRTP || n != 172 {
			continue
		}
		r.got.Add(1)
		audio.DecodeULaw(pcm[:], b[12:n])
		var f civicline.Frame
		up.Process(f[:], pcm[:])
		r.ear.WriteFrame(&f)
	}
}

// say sends one packet of the tone to a line.
func (r *radio) say(to netip.AddrPort) {
	r.t.Helper()
	var f civicline.Frame
	var pcm [160]int16
	r.src.ReadFrame(&f)
	r.down.Process(pcm[:], f[:])
	payload := make([]byte, 160)
	audio.EncodeULaw(payload, pcm[:])
	r.send(to, 0, payload)
}

func (r *radio) send(to netip.AddrPort, pt byte, payload []byte) {
	r.t.Helper()
	r.seq++
	r.ts += 160
	b := binary.BigEndian.AppendUint16([]byte{0x80, pt}, r.seq)
	b = binary.BigEndian.AppendUint32(b, r.ts)
	b = binary.BigEndian.AppendUint32(b, r.ssrc)
	r.raw(to, append(b, payload...))
}

func (r *radio) raw(to netip.AddrPort, b []byte) {
	r.t.Helper()
	if _, err := r.conn.WriteToUDPAddrPort(b, to); err != nil {
		r.t.Fatal(err)
	}
}

// talk sends the tone every 20 ms until stopped.
func (r *radio) talk(to netip.AddrPort) (stop func()) {
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(civicline.FrameTime)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				r.say(to)
			case <-quit:
				return
			}
		}
	}()
	return func() { close(quit); <-done }
}

// rtpOf is where a line wants its sound.
func rtpOf(l *Leg) netip.AddrPort {
	return netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), uint16(l.stream.port()))
}

func TestHoldIsMirrored(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		offer  func(port int) string
		answer string
		heard  bool // the phone still hears us
	}{
		"sendonly": {func(p int) string { return session(p, "a=sendonly") }, "recvonly", false},
		"recvonly": {func(p int) string { return session(p, "a=recvonly") }, "sendonly", true},
		"inactive": {func(p int) string { return session(p, "a=inactive") }, "inactive", false},
		"0.0.0.0": {func(p int) string {
			return strings.ReplaceAll(session(p), "c=IN IP4 127.0.0.1", "c=IN IP4 0.0.0.0")
		}, "recvonly", false},
		"said for the session": {func(p int) string {
			return strings.ReplaceAll(session(p), "t=0 0\r\n", "t=0 0\r\na=sendonly\r\n")
		}, "recvonly", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			calls := answering(440)
			// On hold nothing need come: the line must outlast these times.
			s := listen(t, calls.option, func(o *Options) { o.Timing.FirstSound, o.Timing.Sound = time.Second, time.Second })
			p, r := newPhone(t, s), newRadio(t, 1000)
			res := p.call(session(r.port()))
			here := calls.next(t)
			stop := r.talk(rtpOf(here.Leg))
			here.ear.hears(t, "the server", 1000)
			r.ear.hears(t, "the phone", 440)
			stop()

			p.send("INVITE", c.offer(r.port()))
			held := p.expect("INVITE", 200)
			p.send("ACK", "")
			if !strings.Contains(string(held.Body()), "a="+c.answer+"\r\n") {
				t.Errorf("answered with %s", held.Body())
			}
			if version(t, held.Body()) <= version(t, res.Body()) {
				t.Error("the description changed, and its version did not")
			}
			here.ear.hears(t, "the server", 0)
			sent := here.Stats().Sent
			for range 60 {
				<-here.ear.more
			}
			if more := here.Stats().Sent - sent; c.heard != (more > 40) {
				t.Errorf("%d packets went out in a second", more)
			}
			if here.Context().Err() != nil {
				t.Fatal("lost while on hold")
			}
			p.send("INVITE", session(r.port()))
			p.expect("INVITE", 200)
			p.send("ACK", "")
			defer r.talk(rtpOf(here.Leg))()
			here.ear.hears(t, "the server, after the hold", 1000)
			r.ear.hears(t, "the phone, after the hold", 440)
		})
	}
}

func version(t *testing.T, body []byte) (v int) {
	t.Helper()
	var id int64
	for line := range strings.Lines(string(body)) {
		if n, _ := fmt.Sscanf(line, "o=civicline %d %d", &id, &v); n == 2 {
			return v
		}
	}
	t.Fatalf("no o= line in %s", body)
	return 0
}

func TestReinviteMovesTheSound(t *testing.T) {
	t.Parallel()
	calls := answering(440)
	s := listen(t, calls.option)
	p, before, after := newPhone(t, s), newRadio(t, 1000), newRadio(t, 1500)
	p.call(session(before.port()))
	here := calls.next(t)
	stop := before.talk(rtpOf(here.Leg))
	here.ear.hears(t, "the server", 1000)
	stop()

	p.send("INVITE", session(after.port()))
	p.expect("INVITE", 200)
	p.send("ACK", "")
	after.ear.hears(t, "the new port", 440)
	n := before.got.Load()
	after.ssrc = 0x9999
	defer after.talk(rtpOf(here.Leg))()
	here.ear.hears(t, "the server", 1500)
	if more := before.got.Load() - n; more > 2 {
		t.Errorf("%d packets still went to the old port", more)
	}
	p.send("INVITE", strings.ReplaceAll(session(before.port()), "AVP 0 8", "AVP 18")) // cannot be: all stays
	p.expect("INVITE", 488)
	after.ear.hears(t, "the new port, after a refused change", 440)
}

func TestOfferless(t *testing.T) {
	t.Parallel()
	for _, network := range []string{"udp", "tcp"} {
		t.Run(network, func(t *testing.T) {
			calls := answering(440)
			server, client := listen(t, calls.option), listen(t)
			there := dial(t, client, at(server, network), 1000, DialOptions{Offerless: true})
			here := calls.next(t)
			if here.err != nil {
				t.Fatal(here.err)
			}
			here.ear.hears(t, "the server", 1000)
			there.ear.hears(t, "the client", 440)
			if err := there.reinvite(t.Context(), nil); err != nil { // an offerless re-INVITE too
				t.Fatal(err)
			}
			here.ear.hears(t, "the server, afterwards", 1000)
			there.ear.hears(t, "the client, afterwards", 440)
			there.Hangup(nil)
			ended(t, here, civicline.ErrPartyHungUp)
		})
	}
	t.Run("ack without an answer->bye", func(t *testing.T) {
		calls := answering(440)
		p := newPhone(t, listen(t, calls.option))
		p.send("INVITE", "")
		p.expect("INVITE", 200)
		p.send("ACK", "")
		p.ok(p.expectRequest("BYE"))
		if here := calls.next(t); here.err == nil {
			t.Error("answered, without sound")
		}
	})
}

func TestOurOwnHold(t *testing.T) {
	t.Parallel()
	calls := answering(440)
	server, client := listen(t, calls.option), listen(t)
	there := dial(t, client, at(server, "udp"), 1000)
	here := calls.next(t)
	here.ear.hears(t, "the server", 1000)
	if err := there.reinvite(t.Context(), there.sdp.offer(allCodecs, direction{send: true})); err != nil {
		t.Fatal(err)
	}
	there.ear.hears(t, "the client, holding", 0)
	if err := here.reinvite(t.Context(), here.sdp.offer(allCodecs, bothWays)); err != nil { // the other end may offer as well
		t.Fatal(err)
	}
	there.ear.hears(t, "the client", 440)
}

func TestLostBye(t *testing.T) {
	t.Parallel()
	t.Run("sound stops->line lost", func(t *testing.T) {
		calls := answering(440)
		s := listen(t, calls.option, func(o *Options) { o.Timing.Sound = 300 * time.Millisecond })
		p, r := newPhone(t, s), newRadio(t, 1000)
		p.call(session(r.port()))
		here := calls.next(t)
		stop := r.talk(rtpOf(here.Leg))
		here.ear.hears(t, "the server", 1000)
		stop()
		ended(t, here, civicline.ErrLineLost)
		p.ok(p.expectRequest("BYE"))
	})
	t.Run("sound never begins->line lost, later", func(t *testing.T) {
		calls := answering(440)
		s := listen(t, calls.option, func(o *Options) { o.Timing.Sound, o.Timing.FirstSound = time.Millisecond, 500*time.Millisecond })
		p := newPhone(t, s)
		p.call(session(4000))
		began := time.Now()
		ended(t, calls.next(t), civicline.ErrLineLost)
		if took := time.Since(began); took < 450*time.Millisecond {
			t.Errorf("given up after %v", took)
		}
		p.ok(p.expectRequest("BYE"))
	})
}

func TestBehindANAT(t *testing.T) {
	t.Parallel()
	calls := answering(440)
	s := listen(t, calls.option)
	p, r, thief := newPhone(t, s), newRadio(t, 1000), newRadio(t, 1500)
	p.call(session(9)) // says one port, sends from another
	here := calls.next(t)
	defer r.talk(rtpOf(here.Leg))()
	here.ear.hears(t, "the server", 1000)
	r.ear.hears(t, "the phone", 440)
	defer thief.talk(rtpOf(here.Leg))()
	for range 50 {
		<-here.ear.more
	}
	here.ear.hears(t, "the server, with someone else about", 1000)
	if thief.got.Load() > 0 || here.Stats().Dropped == 0 {
		t.Error("the thief was believed")
	}
}

func TestAnotherSource(t *testing.T) {
	t.Parallel()
	calls := answering(440)
	s := listen(t, calls.option)
	p, r := newPhone(t, s), newRadio(t, 1000)
	p.call(session(r.port()))
	here := calls.next(t)
	stop := r.talk(rtpOf(here.Leg))
	here.ear.hears(t, "the server", 1000)
	stop()
	r.ssrc, r.seq, r.ts, r.src = 0xABCD, 60000, math.MaxUint32-1000, audio.Tone(1500) // a transfer at the far end
	defer r.talk(rtpOf(here.Leg))()
	here.ear.hears(t, "the server", 1500)
}

func TestGarbageOnTheRTPPort(t *testing.T) {
	t.Parallel()
	calls := answering(440)
	s := listen(t, calls.option)
	p, r := newPhone(t, s), newRadio(t, 1000)
	p.call(session(r.port()))
	here := calls.next(t)
	to := rtpOf(here.Leg)
	defer r.talk(to)()
	here.ear.hears(t, "the server", 1000)
	for _, b := range [][]byte{
		{}, {0x80}, {0x00, 0x01, 0x00, 0x00, 0x21, 0x12, 0xA4, 0x42}, // STUN
		{0x16, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},                                                   // DTLS
		{0x40, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 9, 9},                                                      // version 1
		{0x9F, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1},                                                            // 15 sources, of which there is none
		{0xB0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0xBE, 0xDE, 0xFF, 0xFF},                                    // extension without end
		{0xA0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0xFF},                                                      // more padding than packet
		{0x80, 96, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2, 3},                                                  // an unknown type
		{0x80, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1},                                                            // empty
		{0x80, 101, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 200, 0},                                                  // half a key
		{0x80, 200, 0, 99, 1, 2, 3, 4}, {0x81, 203, 0, 0, 0, 0, 0, 0}, {0x9F, 201, 0xFF, 0xFF, 1, 1, 1, 1}, // RTCP of a kind
	} {
		r.raw(to, b)
		r.raw(netip.AddrPortFrom(to.Addr(), to.Port()+1), b)
	}
	r.raw(to, make([]byte, 1400))
	for range 30 {
		<-here.ear.more
	}
	here.ear.hears(t, "the server, after the garbage", 1000)
	select {
	case key := <-here.Keys():
		t.Errorf("key %c was in the garbage", key)
	default:
	}
}

func TestLongAndShortPackets(t *testing.T) {
	t.Parallel()
	calls := answering(440)
	s := listen(t, calls.option)
	p, r := newPhone(t, s), newRadio(t, 1000)
	p.call(session(r.port(), "a=ptime:30"))
	here := calls.next(t)
	done := make(chan struct{})
	go func() { // 30 ms a packet
		defer close(done)
		tick := time.NewTicker(30 * time.Millisecond)
		defer tick.Stop()
		phase := 0
		for range 80 {
			<-tick.C
			pcm, payload := make([]int16, 240), make([]byte, 240)
			for i := range pcm {
				pcm[i] = int16(8000 * math.Sin(2*math.Pi*1000*float64(phase)/8000))
				phase++
			}
			audio.EncodeULaw(payload, pcm)
			r.ts += 80
			r.send(rtpOf(here.Leg), 0, payload)
		}
	}()
	here.ear.hears(t, "the server", 1000)
	<-done
}
