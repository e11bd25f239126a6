package switchboard

import (
	"time"

	"github.com/civicline/civicline"
)

// A chain is the times of one answer, from the end of the caller's speech to
// the first frame of the bot's.
type chain struct {
	open    bool
	ended   time.Time // the caller's voice ended
	paused  time.Time // the turn was judged over
	words   time.Time // the final words came
	decided time.Time // the flow had answered
}

// answered notes when the answer was decided on: at its first sentence.
func (a *chain) answered(at time.Time) {
	if a.open && a.decided.IsZero() {
		a.decided = at
	}
}

// sounded closes the chain with the first frame that left, and returns the
// latencies; nil if nothing was being answered.
func (a *chain) sounded(at time.Time) *civicline.Latency {
	if !a.open || a.decided.IsZero() {
		return nil
	}
	l := &civicline.Latency{Pause: a.from(a.paused), Words: a.from(a.words), Decided: a.from(a.decided), Sound: a.from(at)}
	*a = chain{}
	return l
}

func (a *chain) from(t time.Time) time.Duration {
	if t.IsZero() || a.ended.IsZero() || t.Before(a.ended) {
		return 0
	}
	return t.Sub(a.ended)
}

func (c *call) logAnswer(l civicline.Latency) {
	c.log.Info("answered", "pause_ms", l.Pause.Milliseconds(), "words_ms", l.Words.Milliseconds(),
		"decided_ms", l.Decided.Milliseconds(), "sound_ms", l.Sound.Milliseconds())
}
