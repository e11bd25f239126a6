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
