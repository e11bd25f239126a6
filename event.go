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
	Node  string // whose event it is, while it travels; it is not kept
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
	Callback  Reference     `json:"callback,omitempty"`
	Attempt   int           `json:"attempt,omitempty"` // of a callback: 1 is the first
	Miss      Miss          `json:"miss,omitempty"`
	Node      string        `json:"node,omitempty"`     // that is to ring the caller
	Returned  bool          `json:"returned,omitempty"` // of a place that goes ahead of the rest
	Item      ItemCode      `json:"item,omitempty"`
	How       ConsultEnd    `json:"how,omitempty"` // a consultation ended
	Asker     AgentID       `json:"asker,omitempty"`
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
	CallbackBooked Kind = "callback booked" // or booked anew, for another time

	CallbackDue      Kind = "callback due"       // its place is in the line; a call of its own begins
	DialStarted      Kind = "caller rung back"   // an agent took it, and the caller is rung
	AgentKept        Kind = "agent kept"         // for a caller who is rung first
	CallbackAnswered Kind = "callback answered"  // the agent who took it has the caller
	CallbackReached  Kind = "caller reached"     // it now rings at the agent who was kept
	CallbackMissed   Kind = "callback missed"    // not reached; it will be tried again
	CallbackLost     Kind = "callback unreached" // and that was the last attempt
	CallbackDropped  Kind = "callback withdrawn"

	LinesClosed Kind = "lines closed" // by a supervisor; Queue, or all of them
	LinesOpened Kind = "lines opened"

	// Of a consultation the Agent is the officer, and Detail.Asker who has the call.
	ConsultAsked     Kind = "officer asked"
	ConsultJoined    Kind = "officer joined"
	ConsultFailed    Kind = "officer not reached" // declined, no answer, or their line was lost
	ConsultWithdrawn Kind = "officer not needed"  // the caller, or who asked, left while it rang
	ConsultEnded     Kind = "officer left"
	CallHandedOver   Kind = "call handed over" // its agent has left it to the officer,
	AgentDropped     Kind = "agent dropped"    // or has lost their line, and the officer takes it over
	CallTransferred  Kind = "call transferred" // to the officer, who is the Agent

	// Of a service item: told in the call in which it was opened, and never with a
	// word of what an officer wrote.
	ItemOpened    Kind = "service item opened"
	ItemWindowSet Kind = "service item planned" // or planned anew: Until is its window's beginning
	ItemTaken     Kind = "service item spoken of"
	ItemMissed    Kind = "service item unreached"
	ItemDropped   Kind = "service item withdrawn"
	ItemDone      Kind = "service item closed"
	ItemBreached  Kind = "service item overdue" // nobody had spoken with the caller by its Due

	AgentSignedIn  Kind = "agent signed in"
	AgentReady     Kind = "agent ready"
	AgentNotReady  Kind = "agent not ready"
	WrapUpDone     Kind = "wrap-up done"
	AgentSignedOut Kind = "agent signed out"
	WrapUpExtended Kind = "wrap-up extended"
	DeskLost       Kind = "desktop lost"
	DeskBack       Kind = "desktop back"

	// Repaired is a state that could not be, put right. Its Reason says what it
	// was; From, To, AgentWas and AgentIs are outside the tables of moves.
	Repaired Kind = "state repaired"
)
