package flow

import (
	"time"

	"github.com/civicline/civicline"
)

// A Place is where one call stands in the Book. The zero Place is before Began.
// It is a value: keep the one that Next returned, and nothing else.
type Place struct {
	at       time.Time
	language civicline.Language
	chosen   bool
	guessed  bool // from the first words that were understood; the next settle it

	spot         // where it stands
	back    spot // the question to go back to; no flow if there is none
	rest    rest
	asks    civicline.Question // while asking
	facts   civicline.Facts
	offered civicline.Reading // what this turn said: questions on the way take their answer from it
	words   string            // what the caller said that led here, in their own words

	guess    []civicline.Facts // while confirming: what is read back, and what else it may be
	wrong    []string          // what was read back and was not right
	trouble  trouble
	posed    spot            // the question that was put last
	poses    int             // how often, unanswered
	prompt   []civicline.Say // what was said last, for "repeat"
	slowly   bool            // of prompt
	rounds   int             // times the flow for when nothing is left was begun
	comforts int

	noReason   bool // they would rather not say why they want a person
	keypadOnly bool
	told       told
	line       line
}

// A spot is one operation of one flow.
type spot struct {
	flow string
	op   int
}

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
	kept     bool
	failed   bool
	closed   bool // handing over was tried, and nobody could be reached
	hours    civicline.OpenHours
	agent    string
	receipt  civicline.CallReceipt
	callback civicline.Callback
}

// line is the caller's standing in line.
type line struct {
	in      bool
	since   time.Time
	wait    civicline.Wait
	better  bool      // of WaitChanged: than what was last said
	said    int       // the position last said; 0 if none
	saidAt  time.Time // and when
	comfort time.Time // when the next word of comfort is due
	chatter time.Time // when the caller was last told that we did not understand
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

// Expecting returns what the caller is likely to say next.
func (p Place) Expecting() civicline.Expectation {
	e := civicline.Expectation{Language: p.Language(), Question: civicline.OpenQuestion}
	switch p.rest {
	case confirming:
		e.Question = civicline.YesNo
	case asking:
		e.Question = p.asks
	}
	return e
}

// Facts returns what the caller has told so far. It must not be changed.
func (p Place) Facts() civicline.Facts { return p.facts }

// Waiting reports whether the caller waits in line.
func (p Place) Waiting() bool { return p.line.in }

// fact is what is being read back, or what is known.
func (p *Place) fact(name string) string {
	if p.rest == confirming && len(p.guess) > 0 && p.guess[0][name] != "" {
		return p.guess[0][name]
	}
	return p.facts[name]
}

// reason is why the caller wants a person, in their own words as far as they
// were heard.
func (p *Place) reason() string {
	if r := p.facts["reason"]; r != "" {
		return r
	}
	return p.words
}
