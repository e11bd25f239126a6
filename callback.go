package civicline

import (
	"fmt"
	"time"
)

// A Callback is a promise to ring a caller. Its place in line counts from
// Entered, as if they had waited on the line.
type Callback struct {
	Reference Reference
	Call      CallID // in which it was promised
	Number    PhoneNumber
	Language  Language
	Queue     QueueID
	Topic     string    // for skills
	Reason    string    // why the caller wants a person, in their own words: never left on a machine
	Due       time.Time // not before
	Until     time.Time // of a time that the caller chose: the end of it; zero is as soon as its turn comes
	Entered   time.Time // the place in line that it keeps
	State     CallbackState
	Attempts  int           // to reach the caller, so far
	Ring      CallID        // the call of the attempt under way, or of the last
	Item      string        // the code of the service item that an officer calls about; "" is none
	Texts     bool          // the caller agreed to text messages about it
	Returned  bool          // they had a person, or their turn, and lost the line: it goes ahead of the rest
	Head      time.Duration // a head start of its own, beside its queue's
}

// CallbackState says how far a promise has been kept.
type CallbackState string

// The states of a callback.
const (
	CallbackPromised  CallbackState = "promised"   // not due yet
	CallbackInLine    CallbackState = "in line"    // due: its turn will come
	CallbackBeingMade CallbackState = "being made" // the caller is rung
	CallbackKept      CallbackState = "kept"       // they spoke with a person
	CallbackUnreached CallbackState = "unreached"  // tried as often as may be; the caller may ring, or choose another time
	CallbackWithdrawn CallbackState = "withdrawn"  // the caller wants it no more
)

// MaxAttempts is how often a caller is rung for one promise before it waits for
// them.
const MaxAttempts = 2

// callbackMoves is the whole life of a promise. What it does not list cannot happen.
var callbackMoves = map[CallbackState]map[Kind]CallbackState{
	CallbackPromised:  {CallbackDue: CallbackInLine, CallbackBooked: CallbackPromised, CallbackDropped: CallbackWithdrawn, PlaceResumed: CallbackKept},
	CallbackInLine:    {DialStarted: CallbackBeingMade, AgentKept: CallbackBeingMade, CallbackBooked: CallbackPromised, CallbackDropped: CallbackWithdrawn, PlaceResumed: CallbackKept},
	CallbackBeingMade: {CallbackAnswered: CallbackKept, OfferTaken: CallbackKept, CallbackMissed: CallbackPromised, CallbackLost: CallbackUnreached, CallQueued: CallbackInLine},
	CallbackUnreached: {CallbackBooked: CallbackPromised, CallbackDropped: CallbackWithdrawn, PlaceResumed: CallbackKept},
	CallbackKept:      {},
	CallbackWithdrawn: {},
}

// CallbackStates lists every state, in the order of a life.
var CallbackStates = []CallbackState{CallbackPromised, CallbackInLine, CallbackBeingMade, CallbackKept, CallbackUnreached, CallbackWithdrawn}

// Next returns the state that follows s once what has happened, or a Conflict
// error naming the move that the table does not have.
func (s CallbackState) Next(what Kind) (CallbackState, error) {
	next, ok := callbackMoves[s][what]
	if !ok {
		return s, &Error{Kind: Conflict, Op: "move a callback", Message: fmt.Sprintf("A callback that is %s cannot have %q happen.", s, what)}
	}
	return next, nil
}

// Open reports whether something is still owed.
func (s CallbackState) Open() bool { return s != CallbackKept && s != CallbackWithdrawn }

// A Slot is a time for which callbacks may be booked.
type Slot struct {
	From, Until time.Time
	Free        int // how many more may be booked
}

// A Miss is why a caller whom we rang was not reached.
type Miss string

// Why a caller was not reached.
const (
	MissNoAnswer  Miss = "no answer"
	MissBusy      Miss = "busy"
	MissVoicemail Miss = "voicemail" // a machine answered; nothing was said of what it is about
	MissDeclined  Miss = "declined"  // whoever answered did not want to talk, or hung up before an agent came
	MissFailed    Miss = "failed"    // the number cannot be rung
)
