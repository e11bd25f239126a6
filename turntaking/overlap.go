package turntaking

import (
	"time"

	"github.com/civicline/civicline"
)

// mute reports whether no word has been heard in this turn.
func (f *Floor) mute() bool { return len(f.heard) == 0 && !anyWords(f.said) }

// stoppable reports whether the bot speaks, and the caller may stop it.
func (f *Floor) stoppable() bool { return f.bot && !f.firm && !f.held && !f.stuck }

// wordsOnly reports whether a voice alone makes the bot pause no more: it did
// so twice for nothing, or what comes back is the bot's own.
func (f *Floor) wordsOnly() bool { return f.alarms >= 2 || f.echoes >= 2 || f.ears == 0 }

// answersNow reports whether what is said over the bot's voice is said to its
// question.
func (f *Floor) answersNow() bool { return f.question == civicline.YesNo && f.overLast }

// pauseBot stops the bot until it is known what the caller's voice is.
func pauseBot(_ Manners, f *Floor, now time.Time, out *Outcome) {
	out.Orders = append(out.Orders, civicline.Pause{})
	f.held, f.speaking, f.lines[0].cut, f.quiet = true, true, now, now
}

// goOn lets the bot speak on: it was nothing.
func goOn(_ Manners, f *Floor, _ time.Time, out *Outcome) {
	out.Orders = append(out.Orders, civicline.GoOn{})
	f.held, f.noise = false, f.voice
	f.alarms++
}

// hush stops the bot for good, if it may be stopped.
func (f *Floor) hush(out *Outcome) {
	if f.bot && !f.firm {
		out.Orders = append(out.Orders, civicline.Hush{})
		f.bot, f.held, f.hushed, f.alarms = false, false, true, 0
	}
}
