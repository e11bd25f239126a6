package audio

import (
	"sync"
	"time"

	"github.com/civicline/civicline"
)

// Kind says what a Jitter's Get gave.
type Kind uint8

// What Get can give.
const (
	Silence Kind = iota // the party has not begun, or sends nothing: play silence
	Packet              // sound, to be decoded
	Lost                // a piece is missing, or late: conceal 20 ms
)

// JitterOptions tell a Jitter what it holds. The zero value is right for
// opaque packets of 20 ms and timestamps of 8 kHz.
type JitterOptions struct {
	// Clock is the rate of the RTP timestamps, in hertz: 8000 when zero.
	Clock int
	// Cut is for G.711, where every byte is a sample: packets of any length are
	// taken apart and joined, so that Get always gives exactly 20 ms.
	Cut bool
	// Span tells how long an opaque packet lasts; nil is 20 ms, always.
	Span func(payload []byte) time.Duration
	// Quiet tells that nobody would miss a packet: those are the ones left out
	// when the delay can shrink. Nil takes all packets for alike.
	Quiet func(payload []byte) bool
	// Least and Most bound the delay: 20 and 240 ms when zero.
	Least, Most time.Duration
}

// A Jitter is an adaptive jitter buffer for one RTP stream. Packets go in as
// they come, in whatever order; every 20 ms one piece comes out, in order, and a
// missing one is told as Lost. The delay follows the network: it is such that 97 of
// 100 packets come in time. Packets may be put in and taken out by two goroutines.
//
// The delay grows by playing a concealed piece in between and shrinks by
// leaving a quiet one out; a sender's clock that runs faster or slower than ours
// is followed in the same way. A stream that stops (silence suppression, a
// stalled network) is taken up anew when it goes on, and a leap of its
// timestamps re-anchors it.
type Jitter struct {
	opts JitterOptions
	step uint32 // 20 ms in timestamp ticks

	mu     sync.Mutex
	slots  [jitterSlots]packet // by sequence number
	phase  phase
	next   uint32 // timestamp of the piece to come out next
	newest uint32 // end of the newest packet
	wait   int    // while filling: Gets until it flows
	dry    int    // Gets in a row that found the buffer empty
	owed   uint32 // concealed while it was empty; the packets, if they were lost, are not waited for again
	holes  int    // Gets in a row that found a hole
	behind int    // packets in a row that came too late
	rest   int    // Gets until the delay may be changed again
	level  leveller
	delays delays
	stats  JitterStats
}

const (
	jitterSlots = 64
	dryMost     = 5  // 100 ms without a packet is a stream that stopped
	behindMost  = 5  // packets too late in a row are a stream that moved
	restTime    = 10 // between changes of the delay
)

type phase uint8

const (
	empty   phase = iota
	filling       // packets are there, and the first is held back for the delay
	flowing
)

// JitterStats count pieces and packets since the start; Reset keeps them.
type JitterStats struct {
	Received   uint64
	Duplicates uint64
	Late       uint64        // packets that came after their time
	Lost       uint64        // pieces concealed because a packet was missing
	Dry        uint64        // pieces concealed because nothing had come yet
	Dropped    uint64        // pieces left out to shorten the delay
	Stretched  uint64        // pieces put in to lengthen it
	Jitter     time.Duration // RFC 3550 §6.4.1
	Target     time.Duration // the delay wished for
	Delay      time.Duration // the delay there is, against the fastest packets
}

// NewJitter returns an empty Jitter.
func NewJitter(opts JitterOptions) *Jitter {
	if opts.Clock == 0 {
		opts.Clock = 8000
	}
	if opts.Least == 0 {
		opts.Least = civicline.FrameTime
	}
	if opts.Most == 0 {
		opts.Most = 12 * civicline.FrameTime
	}
	j := &Jitter{opts: opts, step: uint32(opts.Clock / 50)}
	j.delays.reset()
	return j
}

// Reset forgets the stream but not what was learned of the network: for a new
// SSRC, or a new remote end.
func (j *Jitter) Reset() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.reanchor()
}

// Stats returns the figures so far.
func (j *Jitter) Stats() JitterStats {
	j.mu.Lock()
	defer j.mu.Unlock()
	st := j.stats
	st.Jitter, st.Target, st.Delay = j.delays.jitter(), j.target(), j.level.now
	return st
}

// Put takes a packet's payload, copying it, with its RTP sequence number and
// timestamp and the time that it came. An empty payload is nothing.
func (j *Jitter) Put(seq uint16, ts uint32, payload []byte, arrived time.Time) {
	j.mu.Lock()
	defer j.mu.Unlock()
	s := &j.slots[seq%jitterSlots]
	switch {
	case len(payload) == 0:
		return
	case s.seen && s.seq == seq && s.ts == ts:
		j.stats.Duplicates++
		return
	}
	j.stats.Received++
	over, leapt := j.delays.add(ts, j.opts.Clock, arrived)
	if leapt {
		j.reanchor()
		over, _ = j.delays.add(ts, j.opts.Clock, arrived)
	}
	span := j.span(payload)
	if !j.place(ts, span, over) {
		if s.held && before(ts, s.ts) {
			return
		}
		s.seq, s.ts, s.seen, s.held = seq, ts, true, false
		return
	}
	*s = packet{append(s.payload[:0], payload...), ts, span, seq, true, true}
	if before(j.newest, ts+span) {
		j.newest = ts + span
	}
}

// place finds where a packet belongs in the stream, over being its delay
// beyond the fastest; false when its time is past.
func (j *Jitter) place(ts, span uint32, over time.Duration) bool {
	switch j.phase {
	case empty:
		j.phase, j.next, j.newest = filling, ts, ts
		j.wait = int((j.target() - over + civicline.FrameTime - 1) / civicline.FrameTime)
	case filling:
		if before(ts, j.next) {
			j.next = ts
		}
	case flowing:
		j.level.add(j.time(int32(ts-j.next)) + over)
		if before(j.next, ts+span) {
			break
		}
		j.stats.Late++
		if j.behind++; j.behind < behindMost {
			return false
		}
		j.empty()
		return j.place(ts, span, over)
	}
	j.behind = 0
	return true
}

// Get takes the next piece out and copies it to dst, which must have room for
// the largest payload, and tells what it is; n is its length, 0 unless it is a
// Packet. It is called every 20 ms, or, with opaque packets of other lengths,
// whenever the last is used up.
func (j *Jitter) Get(dst []byte) (n int, kind Kind) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.phase == filling && (j.wait <= 0 || j.depth() > j.target()+civicline.FrameTime) {
		j.phase = flowing
		j.level.forget()
	}
	if j.phase != flowing {
		j.wait--
		return 0, Silence
	}
	if j.adapt() {
		j.stats.Stretched++
		return 0, Lost
	}
	n, ok := j.take(dst)
	if !ok && j.owed > 0 && j.covering(j.next) == nil && j.waiting() {
		// While the buffer was dry the time of what is missing was bridged.
		j.next += min(j.owed, j.hole())
		j.owed = 0
		n, ok = j.take(dst)
	}
	switch {
	case ok:
		j.dry, j.owed, j.holes = 0, 0, 0
		return n, Packet
	case j.waiting():
		return 0, j.pastHole()
	}
	return 0, j.ranDry()
}

// pastHole goes on beside a packet that is missing while later ones are there.
func (j *Jitter) pastHole() Kind {
	j.next += j.step
	j.dry = 0
	j.stats.Lost++
	if j.holes++; j.holes > dryMost {
		return Silence
	}
	return Lost
}

// ranDry waits with the stream: a packet that is only late will find its place.
func (j *Jitter) ranDry() Kind {
	j.level.forget()
	if j.dry++; j.dry > dryMost {
		j.empty()
		return Silence
	}
	j.stats.Dry++
	j.owed += j.step
	return Lost
}

// adapt brings the delay nearer to the target: it leaves a piece out, or
// returns true to have one put in.
func (j *Jitter) adapt() bool {
	if j.depth() > j.opts.Most+2*civicline.FrameTime { // a stalled network let go all at once
		keep := j.ticks(j.target())
		j.stats.Dropped += uint64((j.newest - keep - j.next) / j.step)
		j.next = j.newest - keep
		j.level.forget()
		j.sweep()
		return false
	}
	if j.rest > 0 {
		j.rest--
		return false
	}
	head := j.covering(j.next)
	if head == nil || !j.level.known() {
		return false
	}
	const slack = 5 * time.Millisecond
	excess := j.level.now - j.target()
	quiet := j.opts.Quiet == nil || j.opts.Quiet(head.payload)
	switch {
	case excess > civicline.FrameTime+slack && quiet, excess > 3*civicline.FrameTime:
		if j.depth() < 2*civicline.FrameTime {
			return false
		}
		j.next += max(j.step, head.span*b2u(!j.opts.Cut))
		j.level.now -= civicline.FrameTime
		j.stats.Dropped++
		j.sweep()
	case excess < -slack && quiet, excess < -2*civicline.FrameTime:
		j.level.now += civicline.FrameTime
		j.rest = restTime
		return true
	default:
		return false
	}
	j.rest = restTime
	return false
}

// take copies the piece at next to dst, and goes on to the one after.
func (j *Jitter) take(dst []byte) (n int, ok bool) {
	if !j.opts.Cut {
		p := j.covering(j.next)
		if p == nil {
			return 0, false
		}
		j.next = p.ts + p.span
		j.sweep()
		return copy(dst, p.payload), true
	}
	at, end := j.next, j.next+j.step
	for at != end {
		p := j.covering(at)
		if p == nil {
			return 0, false
		}
		m := copy(dst[n:j.step], p.payload[at-p.ts:])
		n, at = n+m, at+uint32(m)
	}
	j.next = end
	j.sweep()
	return n, true
}

func (j *Jitter) reanchor() {
	j.empty()
	j.delays.reanchor()
	for i := range j.slots {
		j.slots[i].seen = false
	}
}

// empty waits for the stream to begin again.
func (j *Jitter) empty() {
	j.phase, j.dry, j.owed, j.holes, j.behind = empty, 0, 0, 0, 0
	j.level.forget()
	for i := range j.slots {
		j.slots[i].held = false
	}
}

func (j *Jitter) span(payload []byte) uint32 {
	switch {
	case j.opts.Cut:
		return uint32(len(payload))
	case j.opts.Span != nil:
		if d := j.opts.Span(payload); d > 0 {
			return j.ticks(d)
		}
	}
	return j.step
}

func (j *Jitter) target() time.Duration {
	return min(max(j.delays.most(), j.opts.Least), j.opts.Most)
}
