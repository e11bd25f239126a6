package civicline

import "time"

// A Queue is where calls wait for agents of one tier and one language.
type Queue struct {
	ID       QueueID
	Name     Words
	Tier     Tier
	Language Language
	Target   time.Duration // answer within this, to keep the promise
}

// A Place is one call's standing in a queue. It outlives the caller's leg: a
// lost line, or our own restart, leaves it Away until it expires.
type Place struct {
	Call     CallID
	Queue    QueueID
	Language Language
	From     PhoneNumber
	Entered  time.Time // never changes: ringing back keeps it
	Present  bool      // the caller is on the line; only then may it be offered
	Offered  AgentID   // "" while nobody is being rung
	Until    time.Time // while Offered: when no answer counts as refused; while not Present: when the place is given up
	Returned bool      // refused, unanswered, or lost by its agent: it goes ahead of the rest
}

// An Offer puts one waiting call before one ready agent. Because says why this
// agent, in words a supervisor understands.
type Offer struct {
	Call    CallID
	Agent   AgentID
	Until   time.Time
	Because string
}

// A Wait is what a waiting caller may be told.
type Wait struct {
	Position int // 1 is next
	Low      time.Duration
	High     time.Duration // zero when there is too little to go by: then say so
}

// OpenHours tells whether people answer now, and when they next will.
type OpenHours struct {
	Open bool
	Next time.Time // the next opening when closed; the closing time when open
	Why  string    // of a closure: "night", "weekend", "holiday: NAME", "closing: WHY"
}
