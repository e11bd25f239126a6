package desk

import (
	"context"
	"time"

	"github.com/civicline/civicline"
)

// A Door is the one way to change anything: center.Center.
type Door interface {
	Do(ctx context.Context, who civicline.Actor, cmd civicline.Command) (civicline.Result, error)
}

// Grants says who may do what: civicline.Grants.
type Grants interface {
	Ask(who civicline.Actor, act civicline.Act) (civicline.Pass, error)
}

// Reads tells how things stand. A pass to read own calls reads the calls of
// the one it was given to, and no others (NotFound).
type Reads interface {
	Call(ctx context.Context, p civicline.Pass, id civicline.CallID) (civicline.Call, error)
	// Calls lists calls, the latest to arrive first.
	Calls(ctx context.Context, p civicline.Pass, which Page) ([]civicline.Call, error)
	// Events lists the events of one call in their order.
	Events(ctx context.Context, p civicline.Pass, id civicline.CallID) ([]civicline.Event, error)
	// Recording returns the name of the call's recording among Recordings, for
	// a pass to hear recordings, or to read own calls if it is one.
	Recording(ctx context.Context, p civicline.Pass, id civicline.CallID) (string, error)
	Receipt(ctx context.Context, p civicline.Pass, ref civicline.Reference) (civicline.CallReceipt, error)
	// Waiting lists every place in line, in the order of service.
	Waiting(ctx context.Context, p civicline.Pass) ([]civicline.Place, error)
	WaitOf(ctx context.Context, id civicline.CallID) (civicline.Wait, error)
	Agents(ctx context.Context, p civicline.Pass) ([]civicline.Agent, error)
	Callbacks(ctx context.Context, p civicline.Pass) ([]civicline.Callback, error)
}

// A Watch tells what a supervisor watches beside how the lines stand, for a pass
// to see the queues.
type Watch interface {
	// Today tells what became of those who joined each queue since midnight.
	Today(ctx context.Context, p civicline.Pass) (map[civicline.QueueID]civicline.Figures, error)
	// Offers lists the last offers, the newest first.
	Offers(ctx context.Context, p civicline.Pass) ([]civicline.Event, error)
	Estimates(ctx context.Context, p civicline.Pass) (map[civicline.QueueID]Estimates, error)
	// WhyWaiting tells why a call has not been offered to anybody.
	WhyWaiting(ctx context.Context, p civicline.Pass, call civicline.CallID) (string, error)
	// Unwell lists the states that were put right since a time, the newest first.
	Unwell(ctx context.Context, p civicline.Pass, since time.Time) ([]civicline.Event, error)
	// Closings lists the lines that are closed by hand, now or later.
	Closings(ctx context.Context, p civicline.Pass) ([]Closing, error)
}

// Estimates are how good the estimates of a queue have been: Coverage is the
// share of those told a range who waited as long as it said, and the errors are
// means of |told − waited|, ours beside those of the two simple ways.
type Estimates struct {
	Count    int
	Coverage float64
	Nominal  float64
	Error    time.Duration
	Last     time.Duration // had the wait of the caller answered last been told
	Oldest   time.Duration // had the wait of the first in line been told
}

// A Closing is a line that somebody closed by hand.
type Closing struct {
	Queue civicline.QueueID // "" is all of them
	From  time.Time
	Until time.Time // zero is until it is opened
	Why   civicline.Words
	Who   civicline.AgentID
}

// Officers tells of consultations and of service items. Without it a desk has
// neither.
type Officers interface {
	// ConsultOf tells the last time that an officer was asked in a call; NotFound
	// if none was. The passes are those of Reads.Call.
	ConsultOf(ctx context.Context, p civicline.Pass, id civicline.CallID) (civicline.Consultation, error)
	// Items lists service items, the first due first, for a pass to see them, or to
	// work on them: only then with what officers wrote. So do Item and ItemOf, which
	// is the item that a call is placed about, or that was opened in it.
	Items(ctx context.Context, p civicline.Pass, f civicline.ItemFilter) ([]civicline.Item, error)
	Item(ctx context.Context, p civicline.Pass, code civicline.ItemCode) (civicline.Item, error)
	ItemOf(ctx context.Context, p civicline.Pass, id civicline.CallID) (civicline.Item, error)
	CountItems(ctx context.Context, p civicline.Pass) (civicline.ItemCounts, error)
	// ItemWindows lists when an officer could ring the caller of one's own call,
	// for a pass to open service items; WindowsOf when about an item.
	ItemWindows(ctx context.Context, p civicline.Pass, call civicline.CallID, urgent bool, n int) ([]civicline.Slot, error)
	WindowsOf(ctx context.Context, p civicline.Pass, code civicline.ItemCode, n int) ([]civicline.Slot, error)
}

// A Page of call history: at most Limit calls that arrived before Before (zero
// is now).
type Page struct {
	Before time.Time
	Limit  int
}

// A Signer knows the agents by their passwords and their sessions:
// center.Center.
type Signer interface {
	// SignInWith signs the agent in and returns a new session's token. A wrong
	// name and a wrong password are the same Refused error, in the same time.
	SignInWith(ctx context.Context, name, password string) (civicline.Agent, string, error)
	// SessionAgent returns the agent as they now stand; Refused if there is no
	// such session, or it is over.
	SessionAgent(ctx context.Context, token string) (civicline.Agent, error)
	// EndSession forgets the token.
	EndSession(ctx context.Context, token string) error
}

// Phones joins an agent's leg to the call they have accepted: the switchboard.
// Join takes the leg over; it must not wait for media, which flows only once
// the browser has our answer.
type Phones interface {
	Join(ctx context.Context, call civicline.CallID, agent civicline.Agent, leg civicline.Leg) error
}

// Webphones turns a browser's WebRTC offer into a leg and our answer: webleg.
type Webphones interface {
	Accept(ctx context.Context, offer string, party civicline.Party) (leg civicline.Leg, answer string, err error)
}
