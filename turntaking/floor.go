package turntaking

import (
	"time"

	"github.com/civicline/civicline"
)

// Floor is who has the floor, and since when. The zero Floor is a line that
// nobody has spoken on. It is a value: a copy of it is another line.
type Floor struct {
	question civicline.Question
	ears     int

	bot, firm bool

	voice    bool      // the caller's voice is on
	told     time.Time // when VoiceOn was told
	began    time.Time // when the voice really began
	ended    time.Time // and ended
	stuck    bool      // the voice never ends: a television, a street; it stops nothing any more
	open     bool      // voice was heard since the last EndUtterance
	speaking bool      // the caller's turn is under way
	hushed   bool      // and has stopped the bot

	words, marks int       // of the best partial hearing of this turn
	asked        time.Time // when EndUtterance was ordered; zero if no Final is awaited
	first        time.Time // when the first of the Finals came
	finals       int       // that came
	failed       int       // of them, or lost
	stale        int       // Finals still to come that nobody waits for
	staleUntil   time.Time // after which none can come
	said         []civicline.Hypothesis

	keys  string
	keyed time.Time // the last key

	idle     time.Time // since when nobody has spoken; zero while it does not count
	silences int       // in a row
	woken    time.Time // the Tick that is on its way
}

// rest begins to count silence, unless it is counting. What was no words does
// not begin it anew: a cough every five seconds is silence too.
func (f *Floor) rest(now time.Time) {
	if !f.bot && f.question != "" && f.idle.IsZero() {
		f.idle = now
	}
}

func (f *Floor) voiceOn(s Sound) {
	f.voice, f.open, f.told, f.ended = true, true, s.At, time.Time{}
	if !f.speaking {
		f.began = s.At
		if !s.Edge.IsZero() {
			f.began = s.Edge
		}
	}
	if !f.bot {
		f.speaking = true
	}
}

func (f *Floor) voiceOff(s Sound) {
	if f.bot && f.firm && f.voice {
		f.speaking = true // said over firm speech: answered after it
	}
	f.voice, f.stuck, f.ended = false, false, s.At
	if !s.Edge.IsZero() && s.Edge.Before(s.At) {
		f.ended = s.Edge
	}
	f.rest(s.At)
}

// bargeIn stops the bot: the caller goes on speaking over it.
func (f *Floor) bargeIn(_ time.Time, out *Outcome) {
	out.Orders = append(out.Orders, civicline.Hush{})
	f.bot, f.hushed, f.speaking = false, true, true
}

// endUtterance asks for the final words of the turn, or of the part of it
// since the last Final.
func (f *Floor) endUtterance(now time.Time, out *Outcome) {
	if f.ears == 0 {
		f.idle = time.Time{}
		f.finish(now)
		out.Deaf, out.SpeechEnded = true, f.ended
		return
	}
	out.Orders = append(out.Orders, civicline.EndUtterance{})
	f.asked, f.first, f.finals, f.failed, f.open = now, time.Time{}, 0, 0, false
}

// tooLong takes what has been said so far for the turn.
func (f *Floor) tooLong(now time.Time, out *Outcome) {
	f.stuck, f.ended = true, now
	f.endUtterance(now, out)
}

// resolve ends the waiting for Finals: all have come, or the rest is lost.
func (f *Floor) resolve(now time.Time, out *Outcome) {
	lost := f.ears - f.finals
	f.failed += lost
	f.forget(lost, now)
	f.asked = time.Time{}
	if f.voice && !f.stuck || f.keys != "" {
		return // the caller has gone on: there is more to come
	}
	heard, hushed, ended := f.said, f.hushed, f.ended
	switch {
	case meaningful(heard, f.question):
		f.idle, f.silences = time.Time{}, 0
		f.finish(now)
		out.Finished, out.Said, out.Interrupted, out.SpeechEnded = true, ranked(heard), hushed, ended
	case f.failed >= f.ears && !anyWords(heard):
		f.idle = time.Time{}
		f.finish(now)
		out.Deaf, out.Interrupted, out.SpeechEnded = true, hushed, ended
	default: // a cough
		if hushed {
			f.idle = time.Time{}
		}
		f.finish(now)
		out.FalseAlarm = hushed
	}
}

// finish makes room for the next turn.
func (f *Floor) finish(now time.Time) {
	f.said, f.words, f.marks, f.keys = nil, 0, 0, ""
	f.speaking, f.hushed, f.asked = false, false, time.Time{}
	f.rest(now)
}

// forget expects n Finals that nobody waits for.
func (f *Floor) forget(n int, now time.Time) {
	if n <= 0 {
		return
	}
	if now.After(f.staleUntil) {
		f.stale = 0
	}
	f.stale += n
	f.staleUntil = now.Add(2 * time.Second)
}

func (f *Floor) silence(now time.Time, out *Outcome) {
	f.silences++
	f.idle = now
	out.Silent = f.silences
}
