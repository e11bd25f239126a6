package switchboard

import (
	"sync/atomic"

	"github.com/civicline/civicline"
)

// A Recorder starts the recording of a call. It calls fail once, from any
// goroutine, if the recording cannot go on; the call does.
type Recorder func(id civicline.CallID, fail func(error)) (Recording, error)

// A Recording is shown both sides of the caller's leg.
type Recording interface {
	civicline.Tap
	// File is its name in the recordings folder.
	File() string
	// Close returns when all is on the disk.
	Close() error
}

// A tape is the recording of one call. It runs from the first frame, so that
// its time is the transcript's; but of the caller it holds silence until they
// have been told that the call may be recorded.
type tape struct {
	rec    Recording
	remove func()
	told   *atomic.Bool
}

func (c *call) startTape() {
	if c.board.Record == nil {
		return
	}
	log := c.log
	rec, err := c.board.Record(c.id, func(err error) { log.Error("the recording cannot go on; the call does", "err", err) })
	if err != nil {
		c.log.Error("a call is not recorded", "err", err)
		return
	}
	c.tape = tape{rec: rec, told: new(atomic.Bool)}
	c.tape.remove = c.leg.Tap(&untilTold{rec: rec, told: c.tape.told})
}

// notice is told when the bot has given its first notices, or was stopped.
func (t *tape) notice() {
	if t.told != nil {
		t.told.Store(true)
	}
}

// stopTape closes the recording, and tells the centre of it.
func (c *call) stopTape() {
	t := c.tape
	if t.rec == nil {
		return
	}
	t.remove()
	if err := t.rec.Close(); err != nil {
		c.log.Error("a recording was not closed well", "err", err)
	}
	c.clerk.do(civicline.Bot, civicline.Recorded{Call: c.id, File: t.rec.File()}, nil)
}

// untilTold is a Tap that hides the caller's voice until told.
type untilTold struct {
	rec    civicline.Tap
	told   *atomic.Bool
	silent civicline.Frame
}

func (t *untilTold) Tap(heard, played *civicline.Frame) {
	if !t.told.Load() {
		heard = &t.silent
	}
	t.rec.Tap(heard, played)
}
