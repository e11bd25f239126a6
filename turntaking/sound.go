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
	// SoFar, of Asked, is what of the answer is there already: "IOE999".
	SoFar string
	// Patience, of Asked, is how long nobody need speak before it is silence;
	// 0 is what suits the Question.
	Patience time.Duration
	// Ears, of Asked, is how many ears listen: two while the language is not
	// known, each giving its own Final. 0 is one; -1 is none.
	// Of EarLost it is how many are left; 0 is none.
	Ears int
	// Saying, of BotOn, is what the bot says now.
	Saying Saying
}

// A Saying is one sentence or a few that the bot says without a break.
type Saying struct {
	Words string        // by which an echo is known; "" if it has none
	Long  time.Duration // how long it takes; 0 if that is not known
	Last  bool          // nothing more is to be said after it
	Firm  bool          // the caller's voice does not stop it
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
	BotOn      What = "bot on"      // the bot began to say something, or the next thing; music is no speech
	BotOff     What = "bot off"     // the bot has said all it had to say, or was made to forget it
	KeyPressed What = "key pressed" // one key
	EarLost    What = "ear lost"    // one recogniser is gone for good
	Tick       What = "tick"        // a Wake came due
)

// An Outcome is what became of a Sound.
type Outcome struct {
	// Orders are Pause, GoOn, Hush, EndUtterance and Wake. A Pause is followed
	// by GoOn or Hush in this or a later Outcome, unless BotOn or BotOff comes
	// before.
	Orders []civicline.Order

	// Finished says that the caller's turn is over: Said or Keys have it, or
	// both when the caller spoke and keyed.
	Finished bool
	Said     []civicline.Hypothesis // the best of each ear first, then the next best
	Keys     string                 // without the closing #; "*" and "#" alone stand for themselves
	// Interrupted says that this turn stopped the bot.
	Interrupted bool
	// SpeechBegan and SpeechEnded are when the caller's voice began and ended,
	// or the last key was pressed: the answer's latency counts from the end.
	SpeechBegan, SpeechEnded time.Time

	// Silent is n when nobody has spoken for long, n times in a row; 0 otherwise.
	Silent int
	// StillHere says that the caller looks for something, and should hear that
	// we wait: a soft sound, no question.
	StillHere bool
	// Deaf says that the caller spoke and no recogniser gave any words in time.
	Deaf bool
}
