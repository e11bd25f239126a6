package switchboard

import (
	"context"
	"errors"
	"math"
	"time"

	"github.com/civicline/civicline"
)

// slowVoice is how long a sentence may be without its first sound, or give
// nothing but silence, before its voice counts as failed.
const slowVoice = 2500 * time.Millisecond

// A piece is one sentence on its way to the caller. What is below the line is
// the mouth's, under its lock.
type piece struct {
	say    civicline.Say
	spare  bool // it is the spare voice that says it
	again  bool // it is what was left of one that was cut
	sound  bool // a sound and no words: nothing to write down
	cancel context.CancelFunc

	src    civicline.Source // nil until its first sound is ready
	frames int              // played
	quiet  int              // frames of silence in a row, or waited for
	length int              // frames in all, as the source says; 0 if it does not
}

var (
	errNotYet = errors.New("the voice is not ready")
	errMute   = errors.New("the voice gave no sound in time")
)

const slowFrames = int(slowVoice / civicline.FrameTime)

// read gives the next frame of the piece: errNotYet before its first sound is
// ready, errMute when it has kept silent for too long.
func (p *piece) read(f *civicline.Frame) error {
	if p.quiet > slowFrames {
		return errMute
	}
	if p.src == nil {
		p.quiet++
		return errNotYet
	}
	if err := p.src.ReadFrame(f); err != nil {
		return err
	}
	if *f == (civicline.Frame{}) {
		p.quiet++
	} else {
		p.quiet = 0
	}
	if p.say.Louder {
		raise(f)
	}
	return nil
}

// loudness is how many times as strong a louder voice is where it is soft. Where
// it is strong already it is bent towards the greatest there is, and never cut.
const loudness = 2.5

func raise(f *civicline.Frame) {
	for i, v := range f {
		f[i] = int16(math.MaxInt16 * math.Tanh(loudness*float64(v)/math.MaxInt16))
	}
}
