package civicline

import "time"

// A Command asks the centre for one change. The centre asks the rules, writes
// state and events in one transaction, and tells what came of it.
type Command interface{ command() }

// The commands. Each names who usually gives it.
type (
	// Arrive, by the bot: a new call rings. Its ID must be new.
	Arrive struct {
		Call    CallID
		From    PhoneNumber
		Channel Channel
	}
	// PickUp, by the bot: the call was answered.
	PickUp struct{ Call CallID }
	// SetLanguage, by the bot: voice, recogniser, routing and record move together.
	SetLanguage struct {
		Call     CallID
		Language Language
	}
	// TakeTurn, by the bot or for an agent: something was said. Latency is nil but for the bot's answers.
	TakeTurn struct {
		Call    CallID
		Turn    Turn
		Latency *Latency
	}
	// Learn, by the bot: the caller told us something.
	Learn struct {
		Call  CallID
		Facts Facts
	}
	// Enqueue, by the bot: the caller wants a person. The queue follows from
	// the tier and the call's language. While the caller is with an agent it
	// means that the agent's line was lost: the caller goes back to the head of
	// the line that they came from, the agent is not ready.
	Enqueue struct {
		Call   CallID
		Tier   Tier
		Reason string
	}
	// ResumePlace, by the bot: the caller rang back and takes up the place that
	// Arrive's Result showed.
	ResumePlace struct {
		Call CallID
		From CallID // the call that lost its line
	}
	// Dequeue, by the bot: the caller would rather not wait.
	Dequeue struct{ Call CallID }
	// BookCallback, by the bot: ring the caller when people answer again.
	BookCallback struct {
		Call   CallID
		Number PhoneNumber
		Reason string
	}
	// Accept, by an agent: answers the call that is offered to them.
	Accept struct{ Call CallID }
	// Decline, by an agent or by the clock: back to the head of the line, the agent not ready.
	Decline struct {
		Call  CallID
		Agent AgentID
		Why   string
	}
	// Hold and Unhold, by the agent of the call.
	Hold   struct{ Call CallID }
	Unhold struct{ Call CallID }
	// Leave, by the agent of the call: hangs up; the bot takes leave of the caller.
	Leave struct{ Call CallID }
	// End, by whoever ended it. Lost means that the caller's line went without
	// a goodbye: a place in line is then kept.
	End struct {
		Call CallID
		Lost bool
		Why  string
	}
	// Recorded, by the bot: the recording is on the disk.
	Recorded struct {
		Call CallID
		File string
	}

	// SignIn, GoReady, GoNotReady and SignOut, by an agent about themselves.
	SignIn     struct{}
	GoReady    struct{}
	GoNotReady struct{ Reason string }
	SignOut    struct{}
	// WrapUp, by the agent of an ended call: writes the note and the outcome;
	// then Ready, or not.
	WrapUp struct {
		Call    CallID
		Note    string
		Outcome Outcome
		Ready   bool
	}
)

func (Arrive) command()       {}
func (PickUp) command()       {}
func (SetLanguage) command()  {}
func (TakeTurn) command()     {}
func (Learn) command()        {}
func (Enqueue) command()      {}
func (ResumePlace) command()  {}
func (Dequeue) command()      {}
func (BookCallback) command() {}
func (Accept) command()       {}
func (Decline) command()      {}
func (Hold) command()         {}
func (Unhold) command()       {}
func (Leave) command()        {}
func (End) command()          {}
func (Recorded) command()     {}
func (SignIn) command()       {}
func (GoReady) command()      {}
func (GoNotReady) command()   {}
func (SignOut) command()      {}
func (WrapUp) command()       {}

// A Result is what came of a Command. What does not apply is zero.
type Result struct {
	Call     Call      // as it now stands
	Agent    Agent     // as they now stand
	Kept     *Place    // of Arrive: the place this number lost and may take up again
	Known    bool      // of Arrive: a call of this number ended in the last 30 days
	Wait     Wait      // of Enqueue and ResumePlace
	Hours    OpenHours // of Enqueue: if closed, the call was not queued and the error is Refused
	Callback Callback  // of BookCallback
	At       time.Time // of the transaction
}
