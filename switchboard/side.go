package switchboard

import (
	"sync/atomic"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// A side is one party's line as the call hears it. It is the Sink of their leg:
// each frame goes to the ears and, while the call is bridged, to the other
// party.
type side struct {
	who  civicline.Speaker
	in   *inlet
	ears *ears
	to   atomic.Pointer[audio.Pipe]
}

func (c *call) newSide(who civicline.Speaker) *side {
	in := newInlet()
	return &side{who: who, in: in, ears: &ears{
		who: who, rec: c.board.Recognizer, voice: audio.NewActivity(c.board.Voice(), audio.ActivityConfig{}),
		post: c.box.put, now: c.board.Now, in: in, paid: make(chan struct{}, 1),
	}}
}

// close ends listening, without waiting for words, and waits for what it
// started.
func (s *side) close() {
	s.to.Store(nil)
	s.ears.close()
}

// WriteFrame is called on the media clock.
func (s *side) WriteFrame(f *civicline.Frame) error {
	if p := s.to.Load(); p != nil {
		_ = p.WriteFrame(f) // a closed pipe leads nowhere any more
	}
	return s.in.WriteFrame(f)
}
