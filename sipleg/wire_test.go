package sipleg

import (
	"encoding/binary"
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/pion/rtp"
)

func TestLatch(t *testing.T) {
	said, nat, thief := netip.MustParseAddrPort("203.0.113.5:4000"), netip.MustParseAddrPort("198.51.100.9:61000"), netip.MustParseAddrPort("192.0.2.66:6666")
	type packet struct {
		from netip.AddrPort
		ssrc uint32
		ok   bool
	}
	for name, c := range map[string]struct {
		packets []packet
		to      netip.AddrPort
		locked  bool
	}{
		"nothing->as said":                     {nil, said, false},
		"as said->locked":                      {[]packet{{said, 1, true}, {said, 1, true}, {said, 1, true}, {thief, 1, false}}, said, true},
		"nat->latched":                         {[]packet{{nat, 1, true}, {nat, 1, true}, {nat, 1, true}, {said, 1, false}}, nat, true},
		"two packets->not yet":                 {[]packet{{nat, 1, true}, {nat, 1, true}}, said, false},
		"said outranks a stranger":             {[]packet{{said, 1, true}, {thief, 2, false}, {thief, 2, false}, {thief, 2, false}, {said, 1, true}, {said, 1, true}}, said, true},
		"said takes over":                      {[]packet{{thief, 2, true}, {thief, 2, true}, {said, 1, true}, {thief, 2, false}, {said, 1, true}, {said, 1, true}}, said, true},
		"another source counts anew":           {[]packet{{nat, 1, true}, {nat, 1, true}, {nat, 2, true}, {nat, 2, true}}, said, false},
		"locked->another source, same address": {[]packet{{nat, 1, true}, {nat, 1, true}, {nat, 1, true}, {nat, 2, true}}, nat, true},
	} {
		t.Run(name, func(t *testing.T) {
			var l latch
			l.arm(said)
			for i, p := range c.packets {
				if got := l.believe(p.from, p.ssrc); got != p.ok {
					t.Errorf("packet %d from %v: %v", i, p.from, got)
				}
			}
			if l.to != c.to || l.locked != c.locked {
				t.Errorf("sends to %v, locked %v", l.to, l.locked)
			}
			l.arm(said)
			if l.to != c.to || l.locked {
				t.Errorf("armed again for the same: sends to %v, locked %v", l.to, l.locked)
			}
			l.arm(thief)
			if l.to != thief {
				t.Errorf("armed for another: sends to %v", l.to)
			}
		})
	}
}

func TestKeyEar(t *testing.T) {
	type packet struct {
		ts      uint32
		payload []byte
		want    rune
	}
	five, end, nine := []byte{5, 10, 0, 160}, []byte{5, 0x8A, 3, 0x20}, []byte{9, 10, 0, 160}
	for name, packets := range map[string][]packet{
		"press->many packets->one key": {{100, five, '5'}, {100, five, 0}, {100, end, 0}, {100, end, 0}, {100, end, 0}},
		"only an end->still a key":     {{100, end, '5'}, {100, end, 0}},
		"twice the same key":           {{100, end, '5'}, {900, end, '5'}},
		"an end that comes late":       {{100, five, '5'}, {900, nine, '9'}, {100, end, 0}, {900, nine, 0}},
		"over the turn of the clock":   {{0xFFFFFF00, five, '5'}, {0x300, nine, '9'}, {0xFFFFFF00, end, 0}},
		"begins with timestamp 0":      {{0, five, '5'}, {0, five, 0}},
		"hook flash and half an event": {{100, []byte{16, 10, 0, 160}, 0}, {200, []byte{5, 10}, 0}, {300, []byte{11, 0, 0, 0}, '#'}},
	} {
		t.Run(name, func(t *testing.T) {
			var e keyEar
			for i, p := range packets {
				if got := e.hear(p.ts, p.payload); got != p.want {
					t.Errorf("packet %d: %q, not %q", i, got, p.want)
				}
			}
		})
	}
}

func TestPress(t *testing.T) {
	p := &press{event: 11}
	var b [4]byte
	ends, ticks := 0, 0
	for over := false; !over; ticks++ {
		var send bool
		if _, send, over = p.packet(b[:]); !send {
			continue
		}
		if d := binary.BigEndian.Uint16(b[2:]); b[0] != 11 || int(d) != 160*min(ticks+1, pressTicks) {
			t.Errorf("tick %d: %v", ticks, b)
		}
		if b[1]&0x80 != 0 {
			ends++
		}
	}
	if ends != endRepeats || ticks != pressTicks+endRepeats+pauseTicks-1+1 {
		t.Errorf("%d ends in %d ticks", ends, ticks)
	}
}

func TestReception(t *testing.T) {
	at := time.Unix(1000, 0)
	for name, c := range map[string]struct {
		seqs     []uint16
		lost     int64
		fraction uint8
	}{
		"all there":     {[]uint16{10, 11, 12, 13}, 0, 0},
		"a half lost":   {[]uint16{10, 12, 14, 16, 17}, 3, 96},
		"out of order":  {[]uint16{10, 12, 11, 13}, 0, 0},
		"twice":         {[]uint16{10, 11, 11, 12}, -1, 0},
		"over the turn": {[]uint16{65534, 65535, 0, 2}, 1, 51},
	} {
		t.Run(name, func(t *testing.T) {
			var r reception
			for i, s := range c.seqs {
				r.packet(s, uint32(i*160), at.Add(time.Duration(i)*20*time.Millisecond))
			}
			if r.lost() != c.lost || r.fraction() != c.fraction || r.jitter > 0.01 {
				t.Errorf("lost %d, fraction %d, jitter %v: %+v", r.lost(), r.fraction(), r.jitter, r)
			}
		})
	}
}

func TestKindOf(t *testing.T) {
	twelve := func(first, second byte) []byte { return append([]byte{first, second}, make([]byte, 10)...) }
	for name, c := range map[string]struct {
		b    []byte
		want packetKind
	}{
		"PCMU": {twelve(0x80, 0), isRTP}, "PCMA, marked": {twelve(0x80, 0x88), isRTP}, "a key, marked": {twelve(0x80, 0x80|101), isRTP},
		"sender report": {twelve(0x80, 200), isRTCP}, "feedback": {twelve(0x81, 205), isRTCP},
		"STUN": {twelve(0, 1), isOther}, "DTLS": {twelve(0x16, 0xFE), isOther}, "version 1": {twelve(0x40, 0), isOther}, "short": {[]byte{0x80, 0}, isOther},
	} {
		if got := kindOf(c.b); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func FuzzRTP(f *testing.F) {
	f.Add([]byte{0x80, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2, 3})
	f.Add([]byte{0xB0, 101, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0xBE, 0xDE, 0, 1, 1, 2, 3, 4})
	f.Add([]byte{0x81, 200, 0, 6, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0})
	s := newStream(bareSocket(f), bareSocket(f), Timing{}, func(rune) {}, func() {})
	f.Cleanup(s.close)
	from := netip.MustParseAddrPort("127.0.0.1:4000")
	s.apply(agreement{rtp: from, dir: bothWays, format: format{pcmu, 0}, keys: 101})
	f.Fuzz(func(t *testing.T, b []byte) {
		now := time.Now()
		switch kindOf(b) {
		case isRTP:
			s.takeRTP(&rtp.Header{}, b, from, now)
		case isRTCP:
			s.takeRTCP(b, from, now)
		}
	})
}

func bareSocket(t testing.TB) *net.UDPConn {
	t.Helper()
	conn, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	return conn
}
