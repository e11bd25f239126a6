package civicline

import "time"

// An Order is what a deciding room wants done. The switchboard carries it out.
type Order interface{ order() }

// The orders, each named by the verb that a switchboard operator would use.
type (
	// Say speaks to the caller, after what is already being said.
	Say struct {
		Text     string
		Language Language
		Slower   bool
		Louder   bool
		// Firm speech goes on when the caller speaks (an emergency line, the
		// receipt); any other stops at barge-in.
		Firm bool
	}
	// Hush stops speaking now, and forgets what was still to be said.
	Hush struct{}
	// Pause stops speaking now, and keeps what was still to be said.
	Pause struct{}
	// GoOn speaks on after Pause, from the clause that was cut.
	GoOn struct{}
	// Listen hears the caller out on a question. Patience is how long nobody
	// need speak before that counts as silence; 0 is what suits the question.
	Listen struct {
		To       Expectation
		Patience time.Duration
	}
	// EndUtterance asks the ear for its final words.
	EndUtterance struct{}
	// Speak moves the voice, the recogniser, the routing and the record to a
	// language. Guessed means that the caller only seemed to speak it: the
	// recognisers of the others go on listening beside it.
	Speak struct {
		Language Language
		Guessed  bool
	}
	// Remember keeps facts with the call.
	Remember struct{ Facts Facts }
	// LookUp asks a service; the answer comes back as an input to the flow.
	LookUp struct {
		What string // "case status", "nearest office", "hours", "news"
		With Facts
	}
	// HandOver puts the call in line for a person of a tier.
	HandOver struct {
		To     Tier
		Reason string
	}
	// TakeBack takes up the place that was kept for this caller, or the one that
	// we owe them a callback for. With a Code it is the one of that reference.
	TakeBack struct {
		Code Reference
		Owed bool // that of the callback that is owed to this number
	}
	// LeaveLine gives the place in line up, at the caller's wish.
	LeaveLine struct{}
	// PromiseCallback books a callback to a number; "" is the caller's own.
	PromiseCallback struct {
		Number PhoneNumber
		Reason string
		At     time.Time // the beginning of a Slot that they chose; zero is when their turn comes
		Texts  bool      // they agreed to text messages about it
	}
	// MoveCallback gives the callback that is owed to this caller another time;
	// zero is as soon as its turn comes. It is answered as PromiseCallback is.
	MoveCallback struct{ At time.Time }
	// ForgoCallback gives it up, at the caller's wish.
	ForgoCallback struct{}
	// Connect says that whom we rang is there, and wants to talk: they get the
	// agent who is kept for them.
	Connect struct{}
	// NotReached says that whom we rang was not reached. The agent is free again;
	// what is still to be said, is said.
	NotReached struct{ Why Miss }
	// PlayMusic plays the waiting music whenever nothing is being said, until Hush or the next Listen.
	PlayMusic struct{}
	// Wake asks for a Tick at a time, beside any other asked for.
	Wake struct{ At time.Time }
	// HangUp ends the call once all has been said.
	HangUp struct{ Why string }
)

func (Say) order()             {}
func (Hush) order()            {}
func (Pause) order()           {}
func (GoOn) order()            {}
func (Listen) order()          {}
func (EndUtterance) order()    {}
func (Speak) order()           {}
func (Remember) order()        {}
func (LookUp) order()          {}
func (HandOver) order()        {}
func (TakeBack) order()        {}
func (LeaveLine) order()       {}
func (PromiseCallback) order() {}
func (MoveCallback) order()    {}
func (ForgoCallback) order()   {}
func (Connect) order()         {}
func (NotReached) order()      {}
func (PlayMusic) order()       {}
func (Wake) order()            {}
func (HangUp) order()          {}
