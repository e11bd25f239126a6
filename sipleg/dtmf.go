package sipleg

import "encoding/binary"

// keyNames are the keys by their event code (RFC 4733 §3.2, table 3).
const keyNames = "0123456789*#ABCD"

// keyEar turns telephone-event packets into presses (RFC 4733 §2.5.2). All
// packets of a press have one timestamp, and the last comes three times: a
// press is told at its first packet, whichever of them that is.
type keyEar struct {
	any  bool
	last uint32 // timestamp of the last press
}

// hear returns the key that an event begins, or 0.
func (e *keyEar) hear(ts uint32, payload []byte) rune {
	if len(payload) < 4 || int(payload[0]) >= len(keyNames) {
		return 0
	}
	if e.any && int32(ts-e.last) <= 0 {
		return 0 // the same press, or a straggler of one before
	}
	e.any, e.last = true, ts
	return rune(keyNames[payload[0]])
}

const (
	pressTicks = 6  // a key is held for 120 ms: more than the 40 ms that any receiver needs
	pauseTicks = 4  // and 80 ms lie between two
	endRepeats = 3  // RFC 4733 §2.5.1.4
	waitTicks  = 25 // a comma: half a second
	pressLevel = 10
)

// A press is a key of ours on its way out, one packet a tick.
type press struct {
	event byte
	ts    uint32 // of its beginning
	ticks int    // since
	wait  bool   // a comma: no key at all
	done  chan struct{}
}

// packet writes the event for this tick into b (4 bytes) and moves on. send is
// false in the pause that follows, and over once that has passed.
func (p *press) packet(b []byte) (n int, send, over bool) {
	p.ticks++
	if p.wait {
		return 0, false, p.ticks >= waitTicks
	}
	held := min(p.ticks, pressTicks)
	b[0], b[1] = p.event, pressLevel
	if p.ticks >= pressTicks {
		b[1] |= 0x80 // end
	}
	binary.BigEndian.PutUint16(b[2:], uint16(held*samplesPerTick))
	return 4, p.ticks < pressTicks+endRepeats, p.ticks >= pressTicks+endRepeats+pauseTicks
}
