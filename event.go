package civicline

import "time"

// An Event is something that happened, told once and never changed. It is
// written in the same transaction as the state that it changed.
type Event struct {
	ID    int64 // grows by one in the order of commits, over all calls
	Seq   int   // 1, 2, 3 … within the call
	At    time.Time
	Kind  Kind
	Call  CallID // "" of an agent's own events
	Agent AgentID
	Who   Actor // who did it
	Data  Detail
}

// Detail is what an event tells beyond its kind. Each kind fills what is its
// own and leaves the rest zero. It may hold what the caller said: it is
// personal, and never logged.
type Detail struct {
	From      CallState     `json:"from,omitempty"`
	To        CallState     `json:"to,omitempty"`
	AgentWas  AgentState    `json:"agent_was,omitempty"`
	AgentIs   AgentState    `json:"agent_is,omitempty"`
	Language  Language      `json:"language,omitempty"`
	Queue     QueueID       `json:"queue,omitempty"`
	Entered   time.Time     `json:"entered,omitzero"`
	Until     time.Time     `json:"until,omitzero"`
	Reason    string        `json:"reason,omitempty"`
	Because   string        `json:"because,omitempty"` // an offer's reasons
	Facts     Facts         `json:"facts,omitempty"`
	Turn      *Turn         `json:"turn,omitempty"`
	Latency   *Latency      `json:"latency,omitempty"`
	Note      string        `json:"note,omitempty"`
	Outcome   Outcome       `json:"outcome,omitempty"`
	Reference Reference     `json:"reference,omitempty"`
	Other     CallID        `json:"other,omitempty"` // the call whose place was resumed
	Waited    time.Duration `json:"waited,omitempty"`
	File      string        `json:"file,omitempty"`
}

// Kind names what happened, in the past tense.
type Kind string

// What can happen: to a call, to the offer of one, to an agent.
const (
	CallArrived  Kind = "call arrived"
	CallAnswered Kind = "call answered" // by the bot
	LanguageSet  Kind = "language chosen"
	TurnTaken    Kind = "turn taken"
	FactsLearned Kind = "facts learned"
	CallQueued   Kind = "call queued" // from an agent: that agent's line was lost
	CallDequeued Kind = "call left the queue"
	CallerAway   Kind = "caller lost while waiting"
	PlaceResumed Kind = "place resumed"
	PlaceGivenUp Kind = "place given up"

	OfferMade      Kind = "offer made"
	OfferTaken     Kind = "offer taken"
	OfferRefused   Kind = "offer refused"   // declined, or no answer in time
	OfferWithdrawn Kind = "offer withdrawn" // the caller left while it rang

	CallHeld       Kind = "call held"
	CallResumed    Kind = "call resumed"
	AgentLeft      Kind = "agent left" // the agent hung up first; the caller hears the receipt
	CallEnded      Kind = "call ended"
	CallRecorded   Kind = "call recorded"
	CallbackBooked Kind = "callback booked"

	AgentSignedIn  Kind = "agent signed in"
	AgentReady     Kind = "agent ready"
	AgentNotReady  Kind = "agent not ready"
	WrapUpDone     Kind = "wrap-up done"
	AgentSignedOut Kind = "agent signed out"
)
