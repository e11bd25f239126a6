package turntaking

import (
	"time"

	"github.com/civicline/civicline"
)

// A Sound is one thing that happened on the line.
type Sound struct {
	At   time.Time // when it was told; never before the Sound before
	What What

	// Edge, of VoiceOn and VoiceOff, is when the voice really began or ended,
	// which the voice detector knows a little late. Zero is At.
	Edge time.Time
	// Hearing, of Partial and Final, is what one ear made of it.
	Hearing civicline.Hearing
	// Key, of KeyPressed: 0-9, * or #.
	Key rune
	// Question, of Asked, is what the caller is now asked.
	Question civicline.Question
	// Ears, of Asked, is how many ears listen: two while the language is not
	// known, each giving its own Final. 0 is one.
	Ears int
	// Firm, of BotOn, is speech that the caller's voice does not stop.
	Firm bool
}

// What names a Sound.
type What string

// The sounds.
const (
	Asked      What = "asked"       // the flow ordered Listen; said at once, though the bot still speaks
	VoiceOn    What = "voice on"    // the caller's voice began
	VoiceOff   What = "voice off"   // and ended
	Partial    What = "partial"     // words so far
	Final      What = "final"       // the final words, asked for by EndUtterance
	BotOn      What = "bot on"      // the bot began to speak; music is no speech
	BotOff     What = "bot off"     // the bot has said all it had to say
	KeyPressed What = "key pressed" // one key
	EarLost    What = "ear lost"    // one recogniser is gone for good
	Tick       What = "tick"        // a Wake came due
)

// An Outcome is what became of a Sound.
type Outcome struct {
	// Orders are Hush, EndUtterance and Wake.
	Orders []civicline.Order

	// Finished says that the caller's turn is over: Said or Keys have it, or
	// both when the caller spoke and keyed.
	Finished bool
	Said     []civicline.Hypothesis // the best of each ear first, then the next best
	Keys     string                 // without the closing #; "*" and "#" alone stand for themselves
	// Interrupted says that this turn stopped the bot.
	Interrupted bool
	// SpeechEnded is when the caller's voice ended, or the last key was
	// pressed: the answer's latency counts from here.
	SpeechEnded time.Time

	// FalseAlarm says that the bot was stopped by what turned out to be no
	// words: a cough, a door, an "uh-huh". What was cut should be said again.
	FalseAlarm bool
	// Silent is n when nobody has spoken for long, n times in a row; 0 otherwise.
	Silent int
	// Deaf says that the caller spoke and no recogniser gave any words in time.
	Deaf bool
}
