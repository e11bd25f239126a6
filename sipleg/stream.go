package sipleg

import (
	"errors"
	"math/rand/v2"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtp"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

const (
	wireRate       = 8000
	samplesPerTick = wireRate / 50
)

// A stream is the sound of one call: RTP in and out, and RTCP. Its reader
// goroutines take packets in; Tick, on the media clock, plays them out and sends.
type stream struct {
	conn    *net.UDPConn
	control *net.UDPConn // RTCP on the port after, until both ends want it on the same
	timing  Timing
	pressed func(rune)
	lost    func()
	readers sync.WaitGroup
	ended   atomic.Bool
	presses chan *press // of our own, to be sent
	voice   voice

	mu     sync.Mutex // guards the rest
	agreed agreement
	latch  latch
	in     incoming
	out    outgoing
	report reports
}

// incoming is what comes from the far end.
type incoming struct {
	jitter    *audio.Jitter
	keys      keyEar
	source    uint32 // their SSRC
	reception reception
	any       bool      // something has come
	at        time.Time // the last packet came, or when it was first waited for
	onHold    bool
	dropped   uint64
}

// outgoing is what RTP counts of what we send.
type outgoing struct {
	ssrc, ts     uint32
	seq          uint16
	sent, octets uint32
}

// voice is the work room of Tick, which alone uses it.
type voice struct {
	press   *press // the key being sent
	talking bool   // the last tick sent sound
	conceal audio.Concealer
	up      audio.Upsampler
	down    audio.Downsampler
	heard   civicline.Frame
	played  civicline.Frame
	pcm     [samplesPerTick]int16
	wire    [samplesPerTick]byte
	packet  [256]byte
}

func newStream(conn, control *net.UDPConn, timing Timing, pressed func(rune), lost func()) *stream {
	s := &stream{
		conn: conn, control: control, timing: timing, pressed: pressed, lost: lost,
		presses: make(chan *press, 1),
		out:     outgoing{ssrc: rand.Uint32(), seq: uint16(rand.Uint32()), ts: rand.Uint32()}, //nolint:gosec // against chance, not against people
	}
	s.in.jitter = audio.NewJitter(audio.JitterOptions{
		Clock: wireRate, Cut: true,
		Quiet: func(payload []byte) bool { return s.agreed.format.quiet(payload) }, // mu is held
	})
	s.readers.Go(func() { s.read(conn) })
	s.readers.Go(func() { s.read(control) })
	return s
}

func (s *stream) port() int { return s.conn.LocalAddr().(*net.UDPAddr).Port }

// apply takes what was agreed, at the start or anew.
func (s *stream) apply(a agreement) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.agreed = a
	s.latch.arm(a.rtp)
	s.in.at = time.Now()
	s.in.onHold = a.dir != bothWays // one that plays no music sends nothing
	if a.mux {
		_ = s.control.Close() // its reader ends
	}
}

// close ends the stream and waits for its readers.
func (s *stream) close() {
	s.ended.Store(true)
	s.sayBye()
	_ = s.conn.Close()
	_ = s.control.Close()
	s.readers.Wait()
}

// read takes packets until conn is closed. No packet can make it stop.
func (s *stream) read(conn *net.UDPConn) {
	var h rtp.Header
	b := make([]byte, 2048)
	for {
		n, from, err := conn.ReadFromUDPAddrPort(b)
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case err != nil || n == 0:
			continue
		}
		from = netip.AddrPortFrom(from.Addr().Unmap(), from.Port())
		switch kindOf(b[:n]) {
		case isRTP:
			if conn == s.conn {
				s.takeRTP(&h, b[:n], from, time.Now())
			}
		case isRTCP:
			s.takeRTCP(b[:n], from, time.Now())
		}
	}
}

type packetKind int

const (
	isOther packetKind = iota // STUN, DTLS, noise: linphone and ICE clients send some
	isRTP
	isRTCP
)

// kindOf tells packets on one port apart by their first bytes (RFC 7983 §7, RFC
// 5761 §4). It checks the version, which is 2.
func kindOf(b []byte) packetKind {
	switch {
	case len(b) < 8 || b[0]>>6 != 2:
		return isOther
	case b[1] >= 192 && b[1] <= 223:
		return isRTCP
	case len(b) < 12:
		return isOther
	}
	return isRTP
}

// takeRTP takes one packet: h is the reader's, to use again.
func (s *stream) takeRTP(h *rtp.Header, b []byte, from netip.AddrPort, now time.Time) {
	n, err := h.Unmarshal(b)
	if err != nil {
		return
	}
	payload := b[n:]
	if h.Padding && len(payload) > 0 {
		if pad := int(payload[len(payload)-1]); pad <= len(payload) {
			payload = payload[:len(payload)-pad]
		}
	}
	if key := s.takeIn(h, payload, from, now); key != 0 {
		s.pressed(key)
	}
}

func (s *stream) takeIn(h *rtp.Header, payload []byte, from netip.AddrPort, now time.Time) (key rune) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := &s.agreed
	isKey := a.keys != 0 && h.PayloadType == a.keys
	if a.format.codec == nil || len(payload) == 0 || !isKey && h.PayloadType != a.format.pt || !s.latch.believe(from, h.SSRC) {
		s.in.dropped++
		return 0
	}
	if !s.in.any || h.SSRC != s.in.source { // another source, or the same begun anew: RFC 3550 §8.2
		s.in.source, s.in.reception, s.in.keys = h.SSRC, reception{}, keyEar{}
		s.in.jitter.Reset()
	}
	s.in.at, s.in.any = now, true
	s.in.reception.packet(h.SequenceNumber, h.Timestamp, now)
	if isKey {
		return s.in.keys.hear(h.Timestamp, payload)
	}
	s.in.jitter.Put(h.SequenceNumber, h.Timestamp, payload, now)
	return 0
}
