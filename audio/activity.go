package audio

import (
	"time"

	"github.com/civicline/civicline"
)

// ActivityConfig sets how an Activity judges. Zero fields take the defaults.
type ActivityConfig struct {
	// On is the probability from which a frame has voice; Maybe that from which
	// it may have: those count in part, the nearer to On the more. The detector's own are the default.
	On, Maybe float64
	// Start is how much voice there must be before it is on: 80 ms. A click, a
	// breath or a short cough has less.
	Start time.Duration
	// Stop is how long there must be none before it is off: 200 ms.
	Stop time.Duration
}

// Activity tells when a party begins and ends to speak: a VoiceDetector's
// frames with hysteresis, so that one click is no beginning and one gap between
// words no end. Both are told late, as they must be, but with the time at which
// they really were. One serves one stream.
type Activity struct {
	voice VoiceDetector
	cfg   ActivityConfig

	on     bool
	now    time.Duration // the end of the last frame
	gained time.Duration // voice so far, towards a beginning
	first  time.Duration // where it began to be gained
	last   time.Duration // the end of the last frame with voice
	began  time.Duration
	ended  time.Duration
}

// NewActivity returns an Activity over v.
func NewActivity(v VoiceDetector, cfg ActivityConfig) *Activity {
	on, maybe := 0.5, 0.3
	if own, ok := v.(interface{ thresholds() (on, maybe float64) }); ok {
		on, maybe = own.thresholds()
	}
	if cfg.On == 0 {
		cfg.On, cfg.Maybe = on, maybe
	}
	if cfg.Start == 0 {
		cfg.Start = 80 * time.Millisecond
	}
	if cfg.Stop == 0 {
		cfg.Stop = 200 * time.Millisecond
	}
	return &Activity{voice: v, cfg: cfg}
}

// Step takes the next frame and tells whether the party speaks, and whether
// that just changed.
func (a *Activity) Step(f *civicline.Frame) (changed, on bool) {
	p := a.voice.Voice(f)
	at := a.now
	a.now += civicline.FrameTime
	if p >= a.cfg.Maybe {
		a.last = a.now
	}
	if a.on {
		if a.now-a.last < a.cfg.Stop {
			return false, true
		}
		a.on, a.ended, a.gained = false, a.last, 0
		return true, false
	}
	switch {
	case p >= a.cfg.On:
		a.gain(at, civicline.FrameTime)
	case p >= a.cfg.Maybe:
		share := (p - a.cfg.Maybe) / (a.cfg.On - a.cfg.Maybe)
		a.gain(at, time.Duration(share*float64(civicline.FrameTime)))
	default:
		a.gained = max(0, a.gained-civicline.FrameTime/2)
	}
	if a.gained < a.cfg.Start {
		return false, false
	}
	a.on, a.began = true, a.first
	return true, true
}

func (a *Activity) gain(at, d time.Duration) {
	if a.gained == 0 {
		a.first = at
	}
	a.gained += d
}

// On tells whether the party speaks.
func (a *Activity) On() bool { return a.on }

// Now is the time since the first frame: the end of the last.
func (a *Activity) Now() time.Duration { return a.now }

// Began is when the voice that was last told began, since the first frame.
func (a *Activity) Began() time.Duration { return a.began }

// Ended is when the voice that was last told to be over ended, since the first
// frame.
func (a *Activity) Ended() time.Duration { return a.ended }
