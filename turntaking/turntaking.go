package turntaking

import (
	"time"

	"github.com/civicline/civicline"
)

// Manners are how patient the bot is. Start from Polite.
type Manners struct {
	Overlap time.Duration // the caller's voice this long, after VoiceOn was told, stops the bot
	Between time.Duration // a pause this long between two keys ends a number
	Final   time.Duration // a recogniser that needs longer for its final words is deaf
	Second  time.Duration // of two ears, the slower is waited for this long
	Longest time.Duration // a voice that goes on for longer is answered all the same
	Quick   time.Duration // the pause after an answer that is plainly complete
	Of      map[civicline.Question]Patience
}

// Patience is how long one question lets the caller think.
type Patience struct {
	Pause   time.Duration // a pause this long ends the caller's turn
	Silence time.Duration // nobody speaking for this long is silence
	Marks   int           // letters and digits of a complete spoken answer; 0: it is not a number
	Keys    int           // keys of a complete answer: one is a menu's
}

// Polite suits most callers on most lines. People who read a number from a
// letter pause longer, and search for the letter before; a menu needs no #.
var Polite = Manners{
	Overlap: 90 * time.Millisecond,
	Between: 2500 * time.Millisecond,
	Final:   2 * time.Second,
	Second:  400 * time.Millisecond,
	Longest: 25 * time.Second,
	Quick:   500 * time.Millisecond,
	Of: map[civicline.Question]Patience{
		civicline.OpenQuestion:  {Pause: 550 * time.Millisecond, Silence: 6 * time.Second, Keys: 1},
		civicline.YesNo:         {Pause: 500 * time.Millisecond, Silence: 6 * time.Second, Keys: 1},
		civicline.ReceiptNumber: {Pause: 1200 * time.Millisecond, Silence: 12 * time.Second, Marks: 13, Keys: 13},
		civicline.Digits:        {Pause: 1100 * time.Millisecond, Silence: 8 * time.Second, Marks: 10, Keys: 10},
		civicline.PlaceName:     {Pause: 700 * time.Millisecond, Silence: 8 * time.Second, Marks: 5, Keys: 5},
		civicline.FreeSpeech:    {Pause: 900 * time.Millisecond, Silence: 8 * time.Second, Keys: 1},
	},
}

// Next returns the floor after s, and what came of it.
func (m Manners) Next(f Floor, s Sound) (Floor, Outcome) {
	var out Outcome
	switch s.What {
	case Asked:
		f.question, f.ears, f.idle = s.Question, max(1, s.Ears), time.Time{}
		f.rest(s.At)
	case BotOn:
		f.bot, f.firm, f.idle = true, s.Firm, time.Time{}
	case BotOff:
		f.bot, f.firm = false, false
		f.rest(s.At)
	case VoiceOn:
		f.voiceOn(s)
	case VoiceOff:
		f.voiceOff(s)
	case Partial:
		m.partial(&f, s, &out)
	case Final:
		m.final(&f, s, &out)
	case KeyPressed:
		m.key(&f, s, &out)
	case EarLost:
		m.earLost(&f, s.At, &out)
	}
	for !out.over() {
		at, fire := m.due(&f)
		if fire == nil || s.At.Before(at) {
			break
		}
		fire(s.At, &out)
	}
	m.wake(&f, s.At, &out)
	return f, out
}

// over reports whether the Sound has come to something that must be answered
// before anything else happens.
func (o *Outcome) over() bool {
	return o.Finished || o.FalseAlarm || o.Deaf || o.Silent > 0
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

// due returns what happens next if nothing else does, and when.
func (m Manners) due(f *Floor) (time.Time, func(time.Time, *Outcome)) {
	var at time.Time
	var fire func(time.Time, *Outcome)
	next := func(when bool, t time.Time, what func(time.Time, *Outcome)) {
		if when && (fire == nil || t.Before(at)) {
			at, fire = t, what
		}
	}
	quiet := !f.voice || f.stuck
	waits := !f.asked.IsZero()
	next(f.bot && !f.firm && f.voice && !f.stuck, f.told.Add(m.Overlap), f.bargeIn)
	next(f.keys != "", f.keyed.Add(m.Between), f.keysDone)
	next(waits && f.finals > 0, f.first.Add(m.Second), f.resolve)
	next(waits, f.asked.Add(m.Final), f.resolve)
	next(f.speaking && !f.voice && !waits && f.keys == "", f.ended.Add(m.pause(f)), f.endUtterance)
	next(f.speaking && f.voice && !f.stuck && !waits && f.keys == "", f.began.Add(m.Longest), f.tooLong)
	next(!f.idle.IsZero() && !f.bot && quiet && !f.speaking && !waits && f.keys == "", f.idle.Add(m.of(f).Silence), f.silence)
	return at, fire
}

func (m Manners) of(f *Floor) Patience {
	p, ok := m.Of[f.question]
	if !ok {
		p = m.Of[civicline.OpenQuestion]
	}
	return p
}

// pause is how long the caller may be quiet and still hold the floor.
func (m Manners) pause(f *Floor) time.Duration {
	p := m.of(f)
	switch {
	case p.Marks > 0 && f.marks >= p.Marks:
		return m.Quick
	case p.Marks > 0 && f.marks <= 1 && f.words > f.marks: // no number at all: "I don't have it"
		return m.Of[civicline.OpenQuestion].Pause
	}
	return p.Pause
}
