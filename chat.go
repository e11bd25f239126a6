package civicline

import "time"

// A TypedChat is a conversation in writing, kept so that the person can take it
// up again: after their page was closed, and after a restart of ours.
type TypedChat struct {
	Token   string // only the person's page knows it; the store keeps its hash
	Call    CallID
	State   []byte // the chat room's own
	Touched time.Time
}
