package civicline

import (
	"context"
	"time"
)

// A Word is one word as heard, with its place in the utterance.
type Word struct {
	Text       string        `json:"text"`
	Began      time.Duration `json:"began"` // since the first frame given to the Ear
	Ended      time.Duration `json:"ended"`
	Confidence float64       `json:"confidence"` // 0 to 1
}

// A Hypothesis is one guess at what a whole utterance was.
type Hypothesis struct {
	Language   Language
	Text       string // lower case words parted by single blanks, as the engine writes them
	Confidence float64
	Words      []Word
}

// A Hearing is what an Ear makes of an utterance: a guess so far, or final.
type Hearing struct {
	Final bool
	Best  Hypothesis
	More  []Hypothesis  // of a Final: the next best, best first; may be empty
	Took  time.Duration // of a Final: from EndUtterance to this Hearing
	Err   error         // of a Final: the engine failed or fell behind; Best is empty or partial
}

// Expectation tells a recogniser what is likely to be said next.
type Expectation struct {
	Language Language
	Question Question
	Hints    []string // phrases to expect, whatever the question: words of this agency, office names
	// SoFar is the part of the answer that the caller has given in earlier
	// turns, as a Reading wrote it: "IOE999" of a receipt number. What comes
	// next is added to it.
	SoFar string
	// Refused are whole answers that were read back and were not right, oldest
	// first: none of them is the answer, and the answer is near the last.
	Refused []string
}

// A Question names a class of answers. An engine with closed grammars has a
// language model for each; another may ignore it.
type Question string

// The classes of answers.
const (
	OpenQuestion  Question = "open"           // anything at all: what can I do for you
	YesNo         Question = "yes or no"      // and the words that are always understood
	ReceiptNumber Question = "receipt number" // three letters and ten digits
	Digits        Question = "digits"         // a ZIP code, a phone number
	PlaceName     Question = "place"          // a city, a state, or a ZIP code
	DateSaid      Question = "date"           // a day: of birth, of filing, a priority date
	PersonName    Question = "name"           // a person's name, said or spelled
	FormName      Question = "form"           // a form, by number or by what people call it
	FreeSpeech    Question = "free speech"    // a reason in the caller's own words; two people talking
)

// Questions lists every Question.
var Questions = []Question{OpenQuestion, YesNo, ReceiptNumber, Digits, PlaceName, DateSaid, PersonName, FormName, FreeSpeech}

// A Recognizer turns speech into text.
type Recognizer interface {
	// Listen opens an Ear for one utterance after another of one party, until
	// ctx ends or the Ear is closed. It returns an Unavailable error if no
	// engine speaks the language.
	Listen(ctx context.Context, what Expectation) (Ear, error)
}

// An Ear hears one stream of frames. Utterances are cut by its user: frames go
// in, EndUtterance asks for the final words, and the next frame begins a new
// utterance.
type Ear interface {
	Sink

	// Expect changes what is expected from the next utterance on.
	Expect(what Expectation)

	// EndUtterance asks for the Final hearing of the frames since the last. A
	// Final follows within two seconds, whatever happens to the engine.
	EndUtterance()

	// Heard delivers hearings in order; partial ones may be skipped when the
	// reader is slow, a Final never. It is closed after Close.
	Heard() <-chan Hearing

	Close() error
}

// An Utterance is something to be spoken.
type Utterance struct {
	Language Language
	Text     string
	Slower   bool // the caller asked for it
}

// A Synthesizer turns text into speech.
type Synthesizer interface {
	// Speak returns as soon as the first sound is ready (or at once, from the
	// cache). The Source ends with io.EOF; it gives silence while it waits for
	// the engine. Ending ctx frees what the Source holds.
	Speak(ctx context.Context, what Utterance) (Source, error)
}
