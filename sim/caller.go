package sim

import "github.com/civicline/civicline"

// A standing is where a caller is.
type standing uint8

const (
	nowhere   standing = iota // the slot is free
	assisted                  // with the assistant
	waiting                   // in line, on the phone or to be rung back
	away                      // their line is lost, or a callback was missed: the place is kept
	ringing                   // an agent is being rung for them
	served                    // in conversation
	elsewhere                 // an item whose next attempt is on another day
)

// A caller is one call, or one item of an officer, under way.
type caller struct {
	id       civicline.CallID
	queue    int16
	tongue   uint8 // index in tongues
	topic    uint8
	state    standing
	attempts uint8 // to ring them, missed
	flags    flags
	turn     uint32 // goes up when what was on the agenda for them no longer counts
	slot     int16  // half-hour of the day at which they entered, and the day they did: their cell
	day      int32
	agent    int32
	entered  moment // the line
	dueDay   int32  // the last day of an item's clock
	patience moment // preset or drawn
	handle   moment
	wrap     moment
	told     civicline.Wait
	head     moment
}

// flags of a caller.
type flags uint16

const (
	counted   flags = 1 << iota // they entered after the warm-up
	preset                      // patience, handle and wrap are given
	patient                     // and they never hang up
	wantsOne                    // rang again after hanging up on the line: the assistant keeps nobody so
	callback                    // to be rung back, on the place they held
	item                        // of an officer
	urgent                      // with the short clock
	resumed                     // cut off in conversation, and back
	cut                         // will be cut off in conversation
	unreached                   // the attempt under way rings out
	quiet                       // the model of waits does not follow them any more
	reckoned                    // answered, and counted so
)

func (c *caller) is(f flags) bool { return c.flags&f != 0 }

// What callers speak. Whoever wants another language is served in English, with
// an interpreter or one whom they bring.
const (
	inEnglish uint8 = iota
	inSpanish
	inOther
)

// new takes a free slot.
func (w *world) newCaller() int32 {
	if n := len(w.spare); n > 0 {
		i := w.spare[n-1]
		w.spare = w.spare[:n-1]
		turn := w.callers[i].turn
		w.callers[i] = caller{turn: turn + 1, agent: -1}
		return i
	}
	w.callers = append(w.callers, caller{agent: -1})
	return int32(len(w.callers) - 1) //nolint:gosec // far fewer
}

// gone frees the slot.
func (w *world) gone(i int32) {
	c := &w.callers[i]
	c.turn++
	c.state = nowhere
	w.spare = append(w.spare, i)
}

// callID makes an identity that sorts in the order of entry and tells the slot.
func (w *world) callID(slot int32) civicline.CallID {
	w.named++
	var b [20]byte
	n, s := w.named, uint64(slot) //nolint:gosec // not negative
	for i := 10; i >= 0; i-- {
		b[i] = byte('0' + n%10)
		n /= 10
	}
	b[11] = '.'
	for i := 19; i >= 12; i-- {
		b[i] = byte('0' + s%10)
		s /= 10
	}
	return civicline.CallID(b[:])
}

// slotOf is the slot that callID was given.
func slotOf(id civicline.CallID) int32 {
	var n int32
	for i := 12; i < 20; i++ {
		n = n*10 + int32(id[i]-'0')
	}
	return n
}
