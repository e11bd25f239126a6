package civicline

import "time"

// Speaker says who held the floor.
type Speaker string

// Who can hold the floor.
const (
	ByCaller Speaker = "caller"
	ByBot    Speaker = "bot"
	ByAgent  Speaker = "agent"
)

// A Turn is one holding of the floor: someone spoke, or pressed keys, until
// they stopped or were stopped.
type Turn struct {
	Who         Speaker       `json:"who"`
	Language    Language      `json:"language"`
	Text        string        `json:"text"` // what was said; of the bot, what of it was played before Interrupted
	Keys        string        `json:"keys,omitempty"`
	Began       time.Duration `json:"began"` // since the call was answered
	Ended       time.Duration `json:"ended"`
	Interrupted bool          `json:"interrupted,omitempty"`
	Confidence  float64       `json:"confidence,omitempty"`
	Intent      string        `json:"intent,omitempty"` // how it was understood
}

// Latency is the chain of one answer, each measured from the end of the
// caller's speech as the voice activity told it. Zero where a step did not
// happen (a key has no final words).
type Latency struct {
	Pause   time.Duration `json:"pause"`   // until the turn was judged over
	Words   time.Duration `json:"words"`   // until the final words
	Decided time.Duration `json:"decided"` // until the flow had answered
	Sound   time.Duration `json:"sound"`   // until the first frame of the answer left for the wire
}

// A Reading is what the words of a turn were understood to mean.
type Reading struct {
	Language   Language
	Text       string  // the words it was read from, or the keys
	Intent     string  // "" when nothing was understood, or nothing that this agency does
	Confidence float64 // the chance, from 0 to 1, that Intent is right
	Second     string  // the next best intent, for "did you mean"; "" if none is near
	// Also are further intents that were said in the same breath, in the order
	// they were said: "I moved, and I want to know about my case".
	Also     []string
	Why      []string          // the words that decided, the weightiest first
	Entities map[string]string // by name: "receipt number", "zip", "city", "yes or no", "digits"
	Keyed    bool              // it came from the keypad
}
