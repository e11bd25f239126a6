package turntaking

import (
	"strings"
	"time"
)

// key takes one key. It stops the bot, and ends what the caller was saying.
func (m Manners) key(f *Floor, s Sound, out *Outcome) {
	if !strings.ContainsRune("0123456789*#", s.Key) || s.Key == 0 {
		return // A to D are on no telephone
	}
	if s.Key == '#' && f.keys == "" && f.full && s.At.Before(f.keyed.Add(m.Between)) {
		f.full = false
		return // the # of a number that was complete without it
	}
	f.hush(out)
	if f.open && f.keys == "" && f.asked.IsZero() && f.ears > 0 {
		endUtterance(m, f, s.At, out) // what was said before the key goes with it
	}
	f.keyed, f.idle, f.full = s.At, time.Time{}, false
	switch s.Key {
	case '*':
		f.keys = "*"
	case '#':
		if f.keys == "" {
			f.keys = "#"
		}
	default:
		f.keys += string(s.Key)
		if len(f.keys) < m.of(f).Keys {
			return
		}
		f.full = m.of(f).Keys > 1
	}
	keysEnd(m, f, s.At, out)
}

// keysEnd is when all keys are there. A menu's key is answered at once, whatever
// is being said; with a number go the words that were said beside it.
func keysEnd(m Manners, f *Floor, now time.Time, out *Outcome) {
	f.keysIn = true
	if m.of(f).Keys > 1 && f.keys != "*" && f.keys != "#" && f.ears > 0 {
		if f.asked.IsZero() && (!f.voice || f.stuck) {
			keysBeside(m, f, now, out)
		}
		return
	}
	if f.open && f.ears > 0 {
		m.discard(f, now, out)
	}
	keysDone(m, f, now, out)
}

// keysBeside asks for the words that were said beside the keys, if any were.
func keysBeside(m Manners, f *Floor, now time.Time, out *Outcome) {
	if f.open {
		endUtterance(m, f, now, out)
		return
	}
	keysDone(m, f, now, out)
}

// discard asks for words that nobody waits for, so that they are no part of the
// next turn. What a voice that still goes on says is discarded too.
func (m Manners) discard(f *Floor, now time.Time, out *Outcome) {
	if !f.asked.IsZero() {
		f.forget(f.ears-f.finals, now)
	}
	endUtterance(m, f, now, out)
	f.forget(f.ears, now)
	f.asked, f.heard = time.Time{}, nil
	f.muted = f.voice && !f.stuck
}

// keysDone ends a turn of keys.
func keysDone(m Manners, f *Floor, now time.Time, out *Outcome) {
	if !f.asked.IsZero() {
		f.forget(f.ears-f.finals, now)
	}
	f.hush(out)
	out.Finished, out.Keys, out.Said, out.Interrupted = true, f.keys, ranked(f.said), f.hushed
	out.SpeechBegan, out.SpeechEnded = f.keyed, f.keyed
	f.idle, f.silences = time.Time{}, 0
	f.finish(now)
}
