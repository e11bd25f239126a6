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
	// Arrive's Result showed, or the one of a call whose reference they name.
	ResumePlace struct {
		Call CallID
		From CallID    // the call that lost its line
		Code Reference // or its reference
	}
	// Dequeue, by the bot: the caller would rather not wait.
	Dequeue struct{ Call CallID }
	// BookCallback, by the bot: ring the caller when their turn comes, with the
	// place they have in line, which they leave for it, or the last in it; from
	// the next opening on when nobody answers now. At is the beginning of a Slot that they chose instead.
	BookCallback struct {
		Call   CallID
		Number PhoneNumber // "" is the caller's own
		Reason string
		At     time.Time
		Texts  bool // they agreed to text messages about it
	}
	// Rebook, by whoever shows the reference and the number, or the token of the
	// link that was sent: another time for a callback that is still owed.
	Rebook struct {
		Reference Reference
		Number    PhoneNumber // to be rung; the bot shows it, staff need not
		Token     string      // of the link; whoever has it needs neither reference nor number
		At        time.Time   // the beginning of a Slot; zero is as soon as its turn comes
	}
	// DropCallback, as Rebook: the caller wants it no more.
	DropCallback struct {
		Reference Reference
		Number    PhoneNumber
		Token     string
	}
	// ResumeCallback, by the bot: a caller to whom we owe a callback rang
	// themselves, and takes up its place. They are known by the number they
	// ring from, or by the reference and the number to be rung.
	ResumeCallback struct {
		Call      CallID
		Reference Reference
		Number    PhoneNumber // as they gave it; "" is the one they ring from
	}
	// Reach, by the bot: whom we rang back has answered, and is a person.
	Reach struct{ Call CallID }
	// Missed, by the bot: whom we rang back was not reached. Said twice of one
	// call, it counts once.
	Missed struct {
		Call CallID
		Why  Miss
	}
	// CloseLines, by a supervisor, at once: as when it snows. Those who wait are
	// served or called back, as their queue says.
	CloseLines struct {
		Queue QueueID   // "" is all of them
		Until time.Time // zero is until they are opened
		Why   Words     // for staff and callers: "severe weather"
	}
	// OpenLines, by a supervisor: takes a CloseLines back.
	OpenLines struct{ Queue QueueID } // "" is all of them
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
	// Consult, by the agent of a call: an officer who is free is asked, while the
	// caller hears music. If nobody is free it is a Conflict that says what to do.
	Consult struct {
		Call CallID
		Note string // for the officer
	}
	// EndConsult, by who asked or by the officer, or by the bot about an officer
	// whose line was Lost: the caller is back with who asked.
	EndConsult struct {
		Call CallID
		Lost bool
	}
	// Transfer, by who asked, once the officer has joined: the caller is theirs.
	Transfer struct{ Call CallID }
	// OpenItem, by the agent of a call: an officer will ring the caller about it.
	// Asked again for the same number and topic, it shows the item that is open.
	OpenItem struct {
		Call   CallID
		Urgent bool
		Topic  string
		Note   string
		Number PhoneNumber // "" is the caller's own
		Window time.Time   // the beginning of one that was offered; zero is the first
		Texts  bool        // the caller agreed to text messages about it
	}
	// PlanItem, by an agent, or by the bot for a caller who shows Number too:
	// another window for an item. Its clock goes on as it was.
	PlanItem struct {
		Code   ItemCode
		Number PhoneNumber
		Window time.Time // zero is the first that is free
	}
	// DropItem, as PlanItem: the caller wants it no more.
	DropItem struct {
		Code   ItemCode
		Number PhoneNumber
	}
	// CloseItem, by an officer: what came of it.
	CloseItem struct {
		Code    ItemCode
		Outcome Outcome
		Note    string
	}
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
	// LoseDesk and RegainDesk, about an agent: no desktop of theirs is connected
	// any more, or one is again.
	LoseDesk   struct{}
	RegainDesk struct{}
	// ExtendWrapUp, by an agent: it does not end by itself for another while.
	ExtendWrapUp struct{}
	// Draft, by the agent of a call: the note as far as it is written, so that
	// nothing can lose it. It tells nobody, and frees nobody.
	Draft struct {
		Call CallID
		Note string
	}
	// WrapUp, by the agent of an ended call: writes the note and the outcome;
	// then Ready, or not.
	WrapUp struct {
		Call    CallID
		Note    string
		Outcome Outcome
		Ready   bool
	}
)

func (Arrive) command()         {}
func (PickUp) command()         {}
func (SetLanguage) command()    {}
func (TakeTurn) command()       {}
func (Learn) command()          {}
func (Enqueue) command()        {}
func (ResumePlace) command()    {}
func (Dequeue) command()        {}
func (BookCallback) command()   {}
func (Rebook) command()         {}
func (DropCallback) command()   {}
func (ResumeCallback) command() {}
func (Reach) command()          {}
func (Missed) command()         {}
func (CloseLines) command()     {}
func (OpenLines) command()      {}
func (Accept) command()         {}
func (Decline) command()        {}
func (Hold) command()           {}
func (Unhold) command()         {}
func (Leave) command()          {}
func (End) command()            {}
func (Consult) command()        {}
func (EndConsult) command()     {}
func (Transfer) command()       {}
func (OpenItem) command()       {}
func (PlanItem) command()       {}
func (DropItem) command()       {}
func (CloseItem) command()      {}
func (Recorded) command()       {}
func (SignIn) command()         {}
func (GoReady) command()        {}
func (GoNotReady) command()     {}
func (SignOut) command()        {}
func (LoseDesk) command()       {}
func (RegainDesk) command()     {}
func (ExtendWrapUp) command()   {}
func (Draft) command()          {}
func (WrapUp) command()         {}

// A Result is what came of a Command. What does not apply is zero.
type Result struct {
	Call     Call      // as it now stands
	Agent    Agent     // as they now stand
	Kept     *Place    // of Arrive: the place this number lost and may take up again
	Known    bool      // of Arrive: a call of this number ended in the last 30 days
	Owed     *Callback // of Arrive: a callback to this number that is still owed
	Wait     Wait      // of Enqueue, ResumePlace and ResumeCallback
	Hours    OpenHours // of Enqueue and ResumeCallback: if closed, the call was not queued and the error is Refused; of BookCallback and Rebook at a Slot that is full: Next is the beginning of one that is not
	Callback Callback  // of BookCallback, Rebook, DropCallback and ResumeCallback; of Reach and Missed, as it now stands
	Consult  Consultation
	Item     Item      // of OpenItem, PlanItem, DropItem and CloseItem; of OpenItem, Known says that it was open already
	At       time.Time // of the transaction
}
