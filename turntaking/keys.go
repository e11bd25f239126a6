package turntaking

import (
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// key takes one key. It stops the bot, and ends what the caller was saying.
func (m Manners) key(f *Floor, s Sound, out *Outcome) {
	if !strings.ContainsRune("0123456789*#", s.Key) || s.Key == 0 {
		return // A to D are on no telephone
	}
	if f.bot && !f.firm {
		out.Orders = append(out.Orders, civicline.Hush{})
		f.bot, f.hushed = false, true
	}
	if f.open && f.keys == "" && f.asked.IsZero() && f.ears > 0 {
		f.endUtterance(s.At, out) // what was said before the key goes with it, if it comes in time
	}
	f.keyed, f.idle = s.At, time.Time{}
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
	}
	f.keysDone(s.At, out)
}

// keysDone ends a turn of keys.
func (f *Floor) keysDone(now time.Time, out *Outcome) {
	if !f.asked.IsZero() {
		f.forget(f.ears-f.finals, now)
	}
	if f.open && f.ears > 0 { // said between the keys: not to be part of the next turn
		f.endUtterance(now, out)
		f.forget(f.ears, now)
	}
	out.Finished, out.Keys, out.Said, out.Interrupted, out.SpeechEnded = true, f.keys, ranked(f.said), f.hushed, f.keyed
	f.idle, f.silences = time.Time{}, 0
	f.finish(now)
}
