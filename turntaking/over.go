package turntaking

import (
	"time"

	"github.com/civicline/civicline"
)

// endTurn ends the caller's turn after a pause: the ears are asked for what they
// have not told yet.
func endTurn(m Manners, f *Floor, now time.Time, out *Outcome) {
	if !f.open && len(f.said) > 0 {
		m.conclude(f, now, out)
		return
	}
	endUtterance(m, f, now, out)
}

// endUtterance asks for the final words of the turn, or of the part of it
// since the last Final.
func endUtterance(m Manners, f *Floor, now time.Time, out *Outcome) {
	if f.ears == 0 {
		m.deaf(f, now, out)
		return
	}
	out.Orders = append(out.Orders, civicline.EndUtterance{})
	f.asked, f.first, f.finals, f.failed, f.open = now, time.Time{}, 0, 0, f.voice
}

// tooLong takes what has been said so far for the turn.
func tooLong(m Manners, f *Floor, now time.Time, out *Outcome) {
	f.stuck, f.ended = true, now
	f.longs++
	endUtterance(m, f, now, out)
}

// resolve ends the waiting for Finals: all have come, or the rest is lost.
func resolve(m Manners, f *Floor, now time.Time, out *Outcome) {
	lost := f.ears - f.finals
	f.failed += max(0, lost)
	f.forget(lost, now)
	f.asked = time.Time{}
	m.weigh(f, now)
	switch {
	case f.keysIn:
		keysDone(m, f, now, out)
	case f.keys != "":
	case f.open && !f.stuck: // the caller has gone on: there is more to come
		f.speaking = true
	case f.real && !f.stuck && now.Before(f.ended.Add(m.pause(f))): // so the words say
	default:
		m.conclude(f, now, out)
	}
}

// conclude ends the caller's turn with the words that are there.
func (m Manners) conclude(f *Floor, now time.Time, out *Outcome) {
	said := m.unechoed(f, now)
	switch {
	case f.real && len(said) > 0:
		f.idle, f.silences = time.Time{}, 0
		f.hush(out)
		out.Finished, out.Said = true, said
		out.Interrupted, out.SpeechBegan, out.SpeechEnded = f.hushed, f.began, f.ended
		f.finish(now)
		f.carryOn(now)
	case f.failed >= f.ears && !anyWords(f.said):
		m.deaf(f, now, out)
	default: // a cough, a nod, an echo
		if f.held {
			goOn(m, f, now, out)
		}
		if m.ownVoice(f, f.parts(), now) != nil {
			f.echoes++
		}
		f.finish(now)
	}
}

func (m Manners) deaf(f *Floor, now time.Time, out *Outcome) {
	f.idle = time.Time{}
	f.hush(out)
	out.Deaf, out.Interrupted, out.SpeechBegan, out.SpeechEnded = true, f.hushed, f.began, f.ended
	f.finish(now)
}

// finish makes room for the next turn.
func (f *Floor) finish(now time.Time) {
	f.said, f.heard, f.ending, f.real, f.nodded = nil, nil, wordless, false, false
	f.keys, f.keysIn = "", false
	f.speaking, f.over, f.overLast, f.hushed, f.asked = false, false, false, false, time.Time{}
	f.rest(now)
}

// carryOn begins another turn if the caller, answered for having gone on for
// so long, still goes on. The third time it is a television.
func (f *Floor) carryOn(now time.Time) {
	if !f.voice || f.stuck && f.longs > 2 {
		return
	}
	f.stuck, f.speaking, f.open, f.began, f.told, f.noise = false, true, true, now, now, false
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
