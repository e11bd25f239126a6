package turntaking

import (
	"time"

	"github.com/civicline/civicline"
)

// Next returns the floor after s, and what came of it.
func (m Manners) Next(f Floor, s Sound) (Floor, Outcome) {
	var out Outcome
	switch s.What {
	case Asked:
		f.asks(s)
	case BotOn:
		m.botOn(&f, s)
	case BotOff:
		f.botOff(s.At)
	case VoiceOn:
		f.voiceOn(s)
	case VoiceOff:
		m.voiceOff(&f, s, &out)
	case Partial:
		m.partial(&f, s, &out)
	case Final:
		m.final(&f, s, &out)
	case KeyPressed:
		m.key(&f, s, &out)
	case EarLost:
		m.earLost(&f, s, &out)
	}
	for !out.over() {
		at, fire := m.due(&f)
		if fire == nil || s.At.Before(at) {
			break
		}
		fire(m, &f, s.At, &out)
	}
	m.wake(&f, s.At, &out)
	return f, out
}

// over reports whether the Sound has come to something that must be answered
// before anything else happens.
func (o *Outcome) over() bool {
	return o.Finished || o.Deaf || o.StillHere || o.Silent > 0
}

// wake orders a Tick for the next thing that is due, once.
func (m Manners) wake(f *Floor, now time.Time, out *Outcome) {
	if !now.Before(f.woken) {
		f.woken = time.Time{}
	}
	at, fire := m.due(f)
	if fire == nil || at.Equal(f.woken) || !f.woken.IsZero() && f.woken.Before(at) {
		return // nothing is due, or a Tick comes before: it will ask again
	}
	f.woken = at
	out.Orders = append(out.Orders, civicline.Wake{At: at})
}

// A deed is what the machine does when its time has come.
type deed func(Manners, *Floor, time.Time, *Outcome)

// due returns what happens next if nothing else does, and when.
func (m Manners) due(f *Floor) (time.Time, deed) {
	var at time.Time
	var fire deed
	next := func(when bool, t time.Time, what deed) {
		if when && (fire == nil || t.Before(at)) {
			at, fire = t, what
		}
	}
	quiet := !f.voice || f.stuck
	waits := !f.asked.IsZero()
	keying := f.keys != ""
	doubt := f.held && !f.real

	next(f.stoppable() && f.voice && !f.noise && !f.wordsOnly(), f.told.Add(m.Overlap), pauseBot)
	next(doubt && f.voice, f.told.Add(m.Noise), goOn)
	next(doubt && !f.voice && (f.nodded && !f.answersNow() || m.click(f)), f.ended.Add(m.Nod), goOn)
	next(doubt && !f.voice && waits, f.ended.Add(m.Doubt), goOn)

	next(keying && !f.keysIn, f.keyed.Add(m.Between), keysEnd)
	next(keying && f.keysIn && waits, later(f.asked, f.keyed).Add(m.Beside), keysDone)
	next(keying && f.keysIn && !waits && !quiet, f.keyed.Add(m.Beside), keysBeside)
	next(keying && f.keysIn && !waits && quiet, f.keyed, keysBeside)

	next(waits && f.finals > 0, f.first.Add(m.Second), resolve)
	next(waits, f.asked.Add(m.Final), resolve)
	next(f.speaking && !f.voice && !waits && !keying, f.ended.Add(m.pause(f)), endTurn)
	next(f.speaking && f.voice && !f.stuck && !waits && !keying, f.began.Add(m.Longest>>min(f.longs, 2)), tooLong)

	idle := !f.idle.IsZero() && !f.bot && !waits && !keying
	rests := idle && quiet && !f.speaking
	next(rests && f.patience > 0 && f.soothed+m.Soothe < f.patience, f.idle.Add(f.soothed+m.Soothe), soothe)
	next(rests, f.idle.Add(m.silence(f)), silent)
	next(idle && !quiet && f.worded && f.mute(), later(f.idle.Add(m.silence(f)), f.told.Add(m.Mute)), silent)
	return at, fire
}
