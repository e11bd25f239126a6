package sipleg

import (
	"net/netip"
	"time"

	"github.com/pion/rtp"

	"github.com/civicline/civicline/audio"
)

// Tick is the 20 ms of this call: what came is heard, what is played is sent.
// The media clock calls it, one at a time; it does not block, and allocates
// nothing but every few seconds, for RTCP.
func (l *Leg) Tick(now time.Time) {
	s := l.stream
	if s.ended.Load() || l.ctx.Err() != nil {
		return
	}
	v := &s.voice
	s.mu.Lock()
	a, to := s.agreed, s.latch.to
	kind, n := audio.Silence, 0
	if a.dir.recv {
		n, kind = s.in.jitter.Get(v.wire[:])
	}
	silent := s.in.silentFor(now) > s.patience()
	s.out.ts += samplesPerTick
	ts := s.out.ts
	s.mu.Unlock()
	if silent {
		s.lost()
		return
	}

	v.decode(a.format.codec, kind, n)
	l.media.Exchange(&v.heard, &v.played)
	s.send(a, to, ts)
	s.controlTick(now)
}

// silentFor is how long nothing has come that should have. On hold nothing need come.
func (in *incoming) silentFor(now time.Time) time.Duration {
	if in.onHold {
		return 0
	}
	return now.Sub(in.at)
}

// patience is how long that may be.
func (s *stream) patience() time.Duration {
	if !s.in.any {
		return s.timing.FirstSound
	}
	return s.timing.Sound
}

// decode makes the frame that is heard of what the jitter buffer gave.
func (v *voice) decode(c *codec, kind audio.Kind, n int) {
	if kind == audio.Lost {
		v.conceal.Conceal(&v.heard)
		return
	}
	clear(v.pcm[:])
	if kind == audio.Packet {
		c.decode(v.pcm[:n], v.wire[:n])
	}
	v.up.Process(v.heard[:], v.pcm[:])
	v.conceal.Heard(&v.heard)
}

// send sends the tick's one packet: a key, sound, or nothing.
func (s *stream) send(a agreement, to netip.AddrPort, ts uint32) {
	v := &s.voice
	if v.press == nil {
		select {
		case v.press = <-s.presses:
			v.press.ts = ts
		default:
		}
	}
	if v.press != nil {
		s.sendKey(a, to)
		return
	}
	v.down.Process(v.pcm[:], v.played[:])
	if !a.dir.send || !to.IsValid() {
		v.talking = false
		return
	}
	a.format.encode(v.wire[:], v.pcm[:])
	s.write(rtp.Header{Version: 2, PayloadType: a.format.pt, Timestamp: ts, Marker: !v.talking}, v.wire[:], to)
	v.talking = true
}

func (s *stream) sendKey(a agreement, to netip.AddrPort) {
	v := &s.voice
	v.talking = false
	p := v.press
	first := p.ticks == 0
	n, send, over := p.packet(v.wire[:])
	if send && to.IsValid() {
		s.write(rtp.Header{Version: 2, PayloadType: a.keys, Timestamp: p.ts, Marker: first}, v.wire[:n], to)
	}
	if over {
		v.press = nil
		close(p.done)
	}
}

// write sends one packet of ours.
func (s *stream) write(h rtp.Header, payload []byte, to netip.AddrPort) {
	s.mu.Lock()
	s.out.seq++
	s.out.sent++
	s.out.octets += uint32(len(payload))
	h.SequenceNumber, h.SSRC = s.out.seq, s.out.ssrc
	s.mu.Unlock()
	packet := s.voice.packet[:]
	n, err := h.MarshalTo(packet)
	if err != nil {
		return
	}
	n += copy(packet[n:], payload)
	_, _ = s.conn.WriteToUDPAddrPort(packet[:n], to) // a network that is down is found by what does not come
}
