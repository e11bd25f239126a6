package turntaking

import (
	"cmp"
	"time"
	"unicode"

	"github.com/civicline/civicline"
)

// Floor is who has the floor, and since when. The zero Floor is a line that
// nobody has spoken on. It is a value: a copy of it is another line.
type Floor struct {
	question civicline.Question
	ears     int
	have     int           // letters and digits of the answer that are there already
	patience time.Duration // given by the flow; 0: the question's own

	bot, firm bool
	held      bool      // the bot has paused, and may go on
	lines     [2]spoken // what it says, and what it said before
	quiet     time.Time // since when it is silent, if it is
	alarms    int       // times it paused for nothing in this speech
	echoes    int       // times that the line gave our voice back

	voice    bool      // the caller's voice is on
	noise    bool      // but alone stops nothing any more
	told     time.Time // when VoiceOn was told
	began    time.Time // when the turn's voice really began
	ended    time.Time // and ended
	muted    bool      // a key has decided: what the voice says until it ends is nobody's
	stuck    bool      // the voice never ends: a television, a street; it stops nothing any more
	longs    int       // times that it was answered though it went on
	open     bool      // voice was heard since the last EndUtterance
	speaking bool      // the caller's turn is under way
	over     bool      // and began over the bot's voice,
	overLast bool      // over the last that it had to say
	hushed   bool      // and has stopped the bot for good

	worded bool   // the ears of this call tell words before the end
	heard  []part // of each ear, what it heard since its last Final
	said   []civicline.Hypothesis
	ending ending // how the words so far end
	real   bool   // they call for an answer
	nodded bool   // there are words, and they do not

	asked      time.Time // when EndUtterance was ordered; zero if no Final is awaited
	first      time.Time // when the first of the Finals came
	finals     int       // that came
	failed     int       // of them, or lost
	stale      int       // Finals still to come that nobody waits for
	staleUntil time.Time // after which none can come

	keys   string
	keysIn bool      // all of them
	full   bool      // they were complete without a #
	keyed  time.Time // the last key

	idle     time.Time     // since when nobody has spoken; zero while it does not count
	soothed  time.Duration // of that, when StillHere was last told
	silences int           // in a row
	woken    time.Time     // the Tick that is on its way
}

// Awaits reports whether the next move is a recogniser's: the caller's turn was
// judged over, and its words are still to come.
func (f Floor) Awaits() bool { return !f.asked.IsZero() }

// Held reports whether the bot has paused, and may go on.
func (f Floor) Held() bool { return f.held }

// Listens reports whether the caller was ever asked anything.
func (f Floor) Listens() bool { return f.question != "" }

// CallerSpeaks reports whether the caller is in mid-turn, or their voice is on
// and is no mere noise.
func (f Floor) CallerSpeaks() bool {
	return f.speaking || f.voice && !f.stuck && !f.noise || f.Awaits() || f.keys != ""
}

func (f *Floor) asks(s Sound) {
	f.question, f.patience, f.idle, f.soothed, f.have = s.Question, s.Patience, time.Time{}, 0, 0
	f.ears = max(0, cmp.Or(s.Ears, 1))
	for _, r := range s.SoFar {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			f.have++
		}
	}
	f.rest(s.At)
}

func (m Manners) botOn(f *Floor, s Sound) {
	if !f.bot {
		f.alarms = 0
	}
	f.bot, f.firm, f.held, f.idle = true, s.Saying.Firm, false, time.Time{}
	f.lines[1], f.lines[0] = f.lines[0], spoken{Saying: s.Saying, at: s.At}
	if f.voice && (f.muted || f.mute() && !s.At.Before(f.told.Add(m.Noise))) {
		f.noise = true // it has been there for long, and is no caller who begins to speak
	}
}

func (f *Floor) botOff(now time.Time) {
	f.bot, f.firm, f.held, f.alarms, f.quiet = false, false, false, 0, now
	if f.voice && !f.stuck && !f.muted {
		f.speaking = true
	}
	f.rest(now)
}

// rest begins to count silence, unless it is counting. What was no words does
// not begin it anew: a cough every five seconds is silence too.
func (f *Floor) rest(now time.Time) {
	if !f.bot && f.question != "" && f.idle.IsZero() {
		f.idle, f.soothed = now, 0
	}
}

func (f *Floor) voiceOn(s Sound) {
	f.voice, f.open, f.noise, f.stuck, f.told, f.ended = true, true, false, false, s.At, time.Time{}
	if !f.speaking {
		f.began, f.over, f.overLast = s.At, f.bot, f.bot && f.lines[0].Last
		if !s.Edge.IsZero() {
			f.began = s.Edge
		}
	}
	if !f.bot {
		f.speaking = true
	}
}

func (m Manners) voiceOff(f *Floor, s Sound, out *Outcome) {
	was := f.voice
	f.voice, f.noise, f.longs, f.ended = false, false, 0, s.At
	if !s.Edge.IsZero() && s.Edge.Before(s.At) {
		f.ended = s.Edge
	}
	switch {
	case !was:
	case f.muted:
	case f.bot && f.ears == 0 && f.ended.Sub(f.began) < aWord:
	case f.bot && !m.click(f): // said over speech that went on: answered all the same
		f.speaking = true
	case f.stuck && f.open && len(f.heard) > 0:
		f.speaking = true
	}
	f.stuck = false
	if f.muted && f.keys == "" {
		m.discard(f, s.At, out)
	}
	f.rest(s.At)
}

// aWord is the shortest voice that a line without ears takes for words.
const aWord = 500 * time.Millisecond

// click reports whether the voice that just ended was too short for a word.
func (m Manners) click(f *Floor) bool { return f.ended.Sub(f.began) < m.Overlap }

func silent(_ Manners, f *Floor, now time.Time, out *Outcome) {
	f.silences++
	f.idle, f.patience, f.soothed = now, 0, 0
	out.Silent = f.silences
}

func soothe(m Manners, f *Floor, _ time.Time, out *Outcome) {
	f.soothed += m.Soothe
	out.StillHere = true
}
