package turntaking

import (
	"time"

	"github.com/civicline/civicline"
)

// Manners are how patient the bot is. Start from Polite.
type Manners struct {
	// While the bot speaks.
	Overlap time.Duration // the caller's voice this long, after VoiceOn was told, makes the bot pause
	Nod     time.Duration // after the end of what was but a nod, a click or our echo, it goes on
	Check   time.Duration // after the end of a voice without words so far, the recogniser is asked
	Doubt   time.Duration // after the end of a voice of which no words came, it goes on all the same
	Noise   time.Duration // a voice this long without a word is a noise: it goes on

	// When the caller's turn ends.
	Quick   time.Duration // the pause after what is complete as it stands
	Open    time.Duration // the pause after words that leave a sentence open: "my", "and", "um"
	Dictate time.Duration // the pause after letters or digits that are not all there yet
	Longest time.Duration // a voice that goes on for longer is answered all the same
	Mute    time.Duration // a voice that is on for so long without a word is silence too: a fan, a street
	Final   time.Duration // a recogniser that needs longer for its final words is deaf
	Second  time.Duration // of two ears, the slower is waited for this long
	Between time.Duration // a pause this long between two keys ends a number
	Beside  time.Duration // the words said beside keys are waited for this long

	Soothe time.Duration // a caller who was given time hears this often that we wait

	Of    map[civicline.Question]Patience
	Tells map[civicline.Language]Tells
}

// Patience is how long one question lets the caller think.
type Patience struct {
	Pause   time.Duration // a pause this long ends the caller's turn
	Silence time.Duration // nobody speaking for this long is silence
	Marks   int           // letters and digits of a complete spoken answer; 0: it is not a number
	Spelled bool          // the answer may be given letter by letter or digit by digit, of no fixed length
	Keys    int           // keys of a complete answer: one is a menu's
}

// Polite suits most callers on most lines. People who read a number from a
// letter pause longer, and search for the letter before; a menu needs no #.
var Polite = Manners{
	Overlap: 90 * time.Millisecond,
	Nod:     220 * time.Millisecond,
	Check:   350 * time.Millisecond,
	Doubt:   900 * time.Millisecond,
	Noise:   2200 * time.Millisecond,

	Quick:   380 * time.Millisecond,
	Open:    1300 * time.Millisecond,
	Dictate: 1300 * time.Millisecond,
	Longest: 25 * time.Second,
	Mute:    10 * time.Second,
	Final:   2 * time.Second,
	Second:  400 * time.Millisecond,
	Between: 2500 * time.Millisecond,
	Beside:  600 * time.Millisecond,

	Soothe: 20 * time.Second,

	Of: map[civicline.Question]Patience{
		civicline.OpenQuestion:  {Pause: 550 * time.Millisecond, Silence: 6 * time.Second, Keys: 1},
		civicline.YesNo:         {Pause: 500 * time.Millisecond, Silence: 5 * time.Second, Keys: 1},
		civicline.ReceiptNumber: {Pause: 1200 * time.Millisecond, Silence: 12 * time.Second, Marks: 13, Keys: 13},
		civicline.Digits:        {Pause: 1100 * time.Millisecond, Silence: 8 * time.Second, Marks: 10, Keys: 10},
		civicline.PlaceName:     {Pause: 700 * time.Millisecond, Silence: 8 * time.Second, Marks: 5, Keys: 5},
		civicline.DateSaid:      {Pause: 900 * time.Millisecond, Silence: 8 * time.Second, Spelled: true, Keys: 8},
		civicline.PersonName:    {Pause: 900 * time.Millisecond, Silence: 8 * time.Second, Spelled: true, Keys: 1},
		civicline.FormName:      {Pause: 700 * time.Millisecond, Silence: 10 * time.Second, Marks: 4, Keys: 4},
		civicline.FreeSpeech:    {Pause: 900 * time.Millisecond, Silence: 8 * time.Second, Keys: 1},
	},
	Tells: map[civicline.Language]Tells{civicline.English: english, civicline.Spanish: spanish},
}

func (m Manners) of(f *Floor) Patience {
	p, ok := m.Of[f.question]
	if !ok {
		p = m.Of[civicline.OpenQuestion]
	}
	return p
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// silence is how long nobody need speak before that counts.
func (m Manners) silence(f *Floor) time.Duration {
	if f.patience > 0 {
		return f.patience
	}
	return m.of(f).Silence
}
