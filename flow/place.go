package flow

import (
	"slices"
	"time"

	"github.com/civicline/civicline"
)

// A Place is where one call stands in the Book. The zero Place is before Began.
// It is a value: keep the one that Next returned, and nothing else.
type Place struct {
	version  string // of the Book
	at       time.Time
	language civicline.Language
	chosen   bool
	guessed  bool // from the first words that were understood; the next settle it

	spot               // where it stands
	answering          // how far the answer to the question under way has come
	left      []aside  // questions that were left for another, the last on top
	offer     aside    // the task that the caller is asked to go on with
	also      []string // intents still to be done: they were said in one breath with another
	last      given    // the answer that was taken last: the caller may correct it
	rest      rest
	owed      string             // while pending: the verb of the order whose answer is to come
	asks      civicline.Question // while asking
	facts     civicline.Facts
	offered   civicline.Reading // what this turn said: questions on the way take their answer from it
	words     string            // what the caller said that led here, in their own words
	topic     string            // the intent under way
	task      string            // the flow that the caller began, and that may have gone on to others

	trouble  trouble
	posed    spot            // the question that was put last
	poses    int             // how often, unanswered
	prompt   []civicline.Say // what was said last, for "repeat"
	question int             // the first of prompt that asks
	pace     pace
	heard    map[uint32]int // how often words were said, by their sum

	doubted    bool // they were asked "do you mean", and have not been understood since
	reasonPut  bool // they were asked why they want a person: never again
	keypadOnly bool
	told       told
	line       line
}

// A spot is one operation of one flow.
type spot struct {
	flow string
	op   int
}

// answering is what there is of an answer that is not whole, or not sure.
type answering struct {
	guess   []civicline.Facts // while confirming: what is read back, and what else it may be
	wrong   []string          // what was read back and was not right
	soFar   string            // the first pieces of it
	pieces  int               // how many
	doubt   string            // the characters of guess that may be others
	options []option          // what "which of these" offers
}

// An aside is a question that the caller left for another.
type aside struct {
	spot
	answering
	topic, words, task string
	asked              bool // the other asked something too: the caller is asked whether to go on
}

// An option is one of what the caller may have meant: an intent, or an answer.
type option struct {
	name   civicline.Words
	intent string
	answer civicline.Facts
}

// given is an answer that the caller gave: to which question, and where it was put.
type given struct {
	spot
	name string
}

// pace is how the caller wants to be spoken to, from when they said so.
type pace struct{ slower, louder bool }

// rest says what the call waits for.
type rest string

const (
	asking     rest = "asking"     // the caller's answer
	confirming rest = "confirming" // yes or no to what was read back
	pending    rest = "pending"    // what comes of an order
	inLine     rest = "in line"    // a person
	bridged    rest = "bridged"    // the person to hang up
	over       rest = "over"       // nothing
)

// trouble counts what went wrong since the caller was last understood.
type trouble struct {
	tries    int // not understood, or not heard
	silences int
	repeats  int // asked for
	alarms   int
}

// told is what came in from outside.
type told struct {
	number   civicline.PhoneNumber
	known    bool
	typed    bool
	kept     bool
	failed   bool
	rung     bool      // it is we who rang
	awaited  bool      // and an agent is kept for them
	middle   bool      // an agent came while the caller was asked something
	until    time.Time // nobody can be reached until then: handing over was tried
	hours    civicline.OpenHours
	agent    string
	receipt  civicline.CallReceipt
	callback civicline.Callback
	owed     civicline.Callback // to this number
	// reference is that of the call.
	reference civicline.Reference
}

// Language returns the language now spoken; English until one is chosen.
func (p Place) Language() civicline.Language {
	if p.language == "" {
		return civicline.English
	}
	return p.language
}

// Chosen reports whether the caller's language is known. Until it is, an ear
// for each language should listen.
func (p Place) Chosen() bool { return p.chosen }

// Expecting returns what the caller is likely to say next: the class of the
// answer, the pieces of it that are there, and what it is not. While a number is
// read back that is the last of what it is not: "nine, not five" is said of it.
func (p Place) Expecting() civicline.Expectation {
	e := civicline.Expectation{Language: p.Language(), Question: civicline.OpenQuestion}
	switch p.rest {
	case confirming:
		e.Question = civicline.YesNo
		e.Refused = slices.Clone(p.wrong)
		if v := p.readingBack(); v != "" {
			e.Refused = append(e.Refused, v)
		}
	case asking:
		e.Question, e.SoFar, e.Refused = p.asks, p.soFar, slices.Clone(p.wrong)
	}
	return e
}

// readingBack is the answer that is being read back, "" if there is none.
func (p *Place) readingBack() string {
	if len(p.guess) == 0 {
		return ""
	}
	for _, name := range sortedKeys(questions) {
		if v := p.guess[0][name]; v != "" && questions[name].confirm {
			return v
		}
	}
	return ""
}

// Facts returns what the caller has told so far. It must not be changed.
func (p Place) Facts() civicline.Facts { return p.facts }

// Waiting reports whether the caller waits in line.
func (p Place) Waiting() bool { return p.line.in }

// Over reports whether the call has ended.
func (p Place) Over() bool { return p.rest == over }

// fact is what is being read back, or what is known.
func (p *Place) fact(name string) string {
	if p.rest == confirming && len(p.guess) > 0 && p.guess[0][name] != "" {
		return p.guess[0][name]
	}
	return p.facts[name]
}

// closed reports whether handing over was tried, and is still in vain.
func (p *Place) closed() bool { return p.at.Before(p.told.until) }
