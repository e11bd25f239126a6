package civicline

import (
	"fmt"
	"maps"
	"time"
)

// A Call is one conversation between a caller and the agency, from the first
// ring until the last note about it is written.
type Call struct {
	ID        CallID
	Reference Reference
	From      PhoneNumber
	Channel   Channel
	Language  Language // the language now spoken
	State     CallState
	Since     time.Time // of State
	Arrived   time.Time
	Reason    string // why the caller wants a person, in their own words
	Facts     Facts  // what the bot has learned
	Queue     QueueID
	Entered   time.Time // the line that this call waits, or waited, in: since when its place counts
	Agent     AgentID   // set from Offered on
	Answered  time.Time // by the agent; zero if never
	Ended     time.Time
	Why       string // it ended
	Note      string // the agent's
	Outcome   Outcome
	Recording string    // file name in the recordings folder; "" if there is none
	Callback  Reference // of a call that we place: the promise it keeps; "" is one that rang us
	Node      string    // that has the caller's leg, or is ringing it
}

// Facts are what the caller has told us, by the name the flow gives them.
type Facts map[string]string

// With returns a copy of f that also has more.
func (f Facts) With(more Facts) Facts {
	out := make(Facts, len(f)+len(more))
	maps.Copy(out, f)
	maps.Copy(out, more)
	return out
}

// CallState says who has the caller now.
type CallState string

// The states of a call.
const (
	Ringing   CallState = "ringing"
	WithBot   CallState = "with the bot"
	Waiting   CallState = "waiting in a queue"
	Offered   CallState = "offered to an agent"
	WithAgent CallState = "with an agent"
	OnHold    CallState = "on hold"
	// Away is a place in line whose caller's leg is gone: it is kept for a
	// while, is never offered, and is taken up again by ringing back.
	Away CallState = "away from the line"
	// Dialing is a caller whom we ring back: an agent is kept for them.
	Dialing CallState = "being rung back"
	Ended   CallState = "ended"
)

// callMoves is the whole life of a call. What it does not list cannot happen.
var callMoves = map[CallState]map[Kind]CallState{
	Ringing:   {CallAnswered: WithBot, CallEnded: Ended},
	WithBot:   {CallQueued: Waiting, CallEnded: Ended, PlaceResumed: Waiting},
	Waiting:   {OfferMade: Offered, CallDequeued: WithBot, CallEnded: Ended, CallerAway: Away, AgentKept: Dialing},
	Offered:   {OfferTaken: WithAgent, OfferRefused: Waiting, OfferWithdrawn: Waiting, CallEnded: Ended, CallerAway: Away, DialStarted: Dialing},
	Dialing:   {CallbackAnswered: WithAgent, CallbackReached: Offered, CallbackMissed: Ended, CallbackLost: Ended, CallQueued: Waiting, CallEnded: Ended},
	WithAgent: {CallHeld: OnHold, CallQueued: Waiting, AgentLeft: WithBot, CallEnded: Ended},
	OnHold:    {CallResumed: WithAgent, CallTransferred: WithAgent, CallQueued: Waiting, AgentLeft: WithBot, CallEnded: Ended},
	Away:      {CallEnded: Ended}, // its place goes on in the call that rings back
	Ended:     {},
}

// CallStates lists every state, in the order of a life.
var CallStates = []CallState{Ringing, WithBot, Waiting, Offered, Dialing, WithAgent, OnHold, Away, Ended}

// Next returns the state that follows s once what has happened, or a Conflict
// error naming the move that the table does not have.
func (s CallState) Next(what Kind) (CallState, error) {
	next, ok := callMoves[s][what]
	if !ok {
		return s, &Error{Kind: Conflict, Op: "move a call", Message: fmt.Sprintf("A call that is %s cannot have %q happen.", s, what)}
	}
	return next, nil
}

// Outcome is the disposition that an agent gives a call in wrap-up.
type Outcome string

// The outcomes an agent may choose from.
const (
	ResultAnswered Outcome = "answered"
	ResultRequest  Outcome = "request opened"
	ResultReferred Outcome = "referred"
	ResultRefused  Outcome = "refused with referral"
	ResultDropped  Outcome = "caller dropped"
	ResultOther    Outcome = "other"
)

// Outcomes lists every Outcome.
var Outcomes = []Outcome{ResultAnswered, ResultRequest, ResultReferred, ResultRefused, ResultDropped, ResultOther}

// A CallReceipt is what the caller leaves with.
type CallReceipt struct {
	Reference Reference
	AgentID   AgentID
	AgentName string
	At        time.Time // the agent answered
	Duration  time.Duration
	Language  Language
}
