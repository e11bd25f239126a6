package audio

import (
	"github.com/civicline/civicline"
)

// A VoiceDetector tells, frame by frame, how likely it is that someone speaks.
// One serves one stream.
type VoiceDetector interface {
	// Voice takes the next frame and returns the probability, 0 to 1.
	Voice(f *civicline.Frame) (prob float64)
}

// energyVAD hears a voice in what is clearly louder than the line's own noise
// and, lately, had a pitch.
type energyVAD struct {
	line  line
	on    bool // the last half was loud
	lag   int  // at which it repeated itself; 0 if it did not
	since int  // halves since the last pitch
}

const (
	voiceLeast = -47.0 // dBFS; softer is never a voice
	voiceAbove = 8.0   // dB over the noise that a voice begins with
	voiceStays = 5.0   // and that it goes on with
	voicePitch = 0.6   // of the sound that repeats itself
	voiceHolds = 20    // halves that a pitch vouches for: fricatives, stops
)

// NewEnergyVAD returns a VoiceDetector that needs no model: for lines without
// much noise, and the telephone band. It gives 1 for voice, 0.5 when only half
// of the frame has it, 0.1 for a loud sound that has had no pitch so far, and 0.
func NewEnergyVAD() VoiceDetector { return &energyVAD{line: newLine(), since: voiceHolds} }

// thresholds are what Activity takes for voice, and for perhaps.
func (v *energyVAD) thresholds() (on, maybe float64) { return 0.9, 0.05 }

func (v *energyVAD) Voice(f *civicline.Frame) float64 {
	v.line.take(f)
	return (v.half(0) + v.half(1)) / 2
}

// half says how much of a voice 10 ms are.
func (v *energyVAD) half(h int) float64 {
	level := v.line.hear(h)
	need := voiceAbove
	if v.on {
		need = voiceStays
	}
	v.on = level > max(v.line.floor.level+need, voiceLeast)
	before := v.lag
	v.lag = 0
	if v.on {
		v.lag = v.line.pitch()
	}
	// A burst of noise may repeat itself once; a voice does so at the same pitch.
	pitched := v.lag > 0 && before > 0 && abs(v.lag-before) <= 1+before/8
	if v.since++; pitched {
		v.since = 0
	}
	v.line.floor.add(level, v.lag > 0)
	switch {
	case !v.on:
		return 0
	case v.since >= voiceHolds:
		return 0.1
	}
	return 1
}
