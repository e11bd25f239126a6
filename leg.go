package civicline

import (
	"context"
	"errors"
)

// Channel is the sort of line that a leg came by.
type Channel string

// The sorts of line.
const (
	Phone Channel = "phone" // SIP and RTP, from a trunk or a softphone
	Web   Channel = "web"   // WebRTC, from a browser
	Chat  Channel = "chat"  // typed; there is no leg
)

// A Party is who is at the end of a leg, as the network told it. It is never
// proof of identity.
type Party struct {
	Number  PhoneNumber // empty when withheld, or in a browser without one
	Channel Channel
	Dialled string // what they dialled: a SIP user part, or the page's name
}

// A Tap is shown both directions of a leg, frame by frame, on the media clock:
// what was heard from the party and what was played to them in the same 20 ms.
// It must not block, keep the pointers, or change the frames.
type Tap interface{ Tap(heard, played *Frame) }

// A Leg is one party's end of a call: a caller on a trunk, an agent in a
// browser. It is single-use, and its methods may be called from any goroutine.
//
// Every 20 ms the media clock takes one frame from the party, hands it to the
// sinks given to Feed, takes one frame from the Source given to Play, sends it,
// and shows both to the taps.
type Leg interface {
	ID() LegID
	Party() Party

	// Context ends with the leg. Its cause says who hung up, and why: one of
	// ErrPartyHungUp, ErrLineLost, or what was given to Hangup.
	Context() context.Context

	// Answer picks up. Frames flow once it has returned nil.
	Answer(ctx context.Context) error

	// Play makes src what the party hears, from the next frame on; nil is
	// silence. It replaces what was playing at once, which is how a voice is
	// stopped in mid-word. At io.EOF the leg plays silence.
	Play(src Source)

	// Feed makes sink receive what the party says; nil is nobody. The one
	// before is fed no more.
	Feed(sink Sink)

	// Tap adds t, until remove is called.
	Tap(t Tap) (remove func())

	// Keys delivers each key the party presses (0-9, *, #, A-D), once a press.
	// It is closed when the leg ends.
	Keys() <-chan rune

	// Hangup ends the leg, cause becoming the cause of its Context. It waits
	// for nothing; a second Hangup does nothing.
	Hangup(cause error)
}

var (
	// ErrPartyHungUp is the cause when the party at the far end put down.
	ErrPartyHungUp = errors.New("the party hung up")
	// ErrLineLost is the cause when no sound came for too long, or the network
	// went: the party may well want to be called back.
	ErrLineLost = errors.New("the line was lost")
	// ErrDone is the cause when our side ended the call in good order.
	ErrDone = errors.New("the call is over")
)
