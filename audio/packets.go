package audio

import "time"

// A packet lies in the slot of its sequence number.
type packet struct {
	payload  []byte
	ts, span uint32
	seq      uint16
	seen     bool // seq has been here
	held     bool // and was not taken out yet
}

// covering returns the held packet that has the moment ts.
func (j *Jitter) covering(ts uint32) *packet {
	for i := range j.slots {
		if p := &j.slots[i]; p.held && ts-p.ts < p.span {
			return p
		}
	}
	return nil
}

// sweep lets go of what is past.
func (j *Jitter) sweep() {
	for i := range j.slots {
		if p := &j.slots[i]; p.held && !before(j.next, p.ts+p.span) {
			p.held = false
		}
	}
}

// waiting tells whether there is anything after next that was not taken.
func (j *Jitter) waiting() bool {
	return before(j.next+j.step-1, j.newest) && j.hole() < j.newest-j.next
}

// hole is the time from next to the first packet that begins after it.
func (j *Jitter) hole() uint32 {
	hole := j.newest - j.next
	for i := range j.slots {
		if p := &j.slots[i]; p.held && before(j.next, p.ts) {
			hole = min(hole, p.ts-j.next)
		}
	}
	return hole
}

// depth is how much time lies in the buffer, holes included.
func (j *Jitter) depth() time.Duration { return j.time(int32(j.newest - j.next)) }

func (j *Jitter) ticks(d time.Duration) uint32 {
	return uint32(int64(d) * int64(j.opts.Clock) / int64(time.Second))
}

func (j *Jitter) time(ticks int32) time.Duration {
	return time.Duration(int64(ticks) * int64(time.Second) / int64(j.opts.Clock))
}

// before compares timestamps, which wrap.
func before(a, b uint32) bool { return int32(a-b) < 0 }

func b2u(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}
