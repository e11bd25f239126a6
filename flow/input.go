package flow

import (
	"time"

	"github.com/civicline/civicline"
)

// An Input is one thing that the conversation must answer. At and What are
// always set; the rest as What says.
type Input struct {
	At   time.Time
	What Happening

	Reading  civicline.Reading     // of Said; of Keyed, if words were said beside the keys
	Keys     string                // of Keyed
	Silent   int                   // of Silence
	Found    civicline.Facts       // of LookedUp; nil or empty: there is no such thing
	Failed   bool                  // of LookedUp: the service did not answer
	Wait     civicline.Wait        // of Queued, WaitChanged, Resumed
	Hours    civicline.OpenHours   // of NotQueued; of Began if known
	Receipt  civicline.CallReceipt // of AgentLeft
	Callback civicline.Callback    // of CallbackBooked, CallbackAnswered, CallbackUnsure, CallbackMachine, ClosedInLine
	Owed     *civicline.Callback   // of Began: a callback to this number that is still owed
	Queue    civicline.QueueID     // of Queued, Resumed: the line that they are in
	// Reference is that of the call, by which the place is taken up from another
	// phone: of Queued, Resumed.
	Reference civicline.Reference
	Agent     string                // of AgentAnswered: the name as callers are told it
	Kept      *civicline.Place      // of Began: the place in line this number may take up again
	Number    civicline.PhoneNumber // of Began: the caller's own, "" if withheld
	Known     bool                  // of Began: this number has rung of late
	Typed     bool                  // of Began: the conversation is in writing
	Speaks    civicline.Language    // of Began: the language, if it is known from elsewhere
}

// Happening names an Input.
type Happening string

// What can happen to a conversation.
const (
	Began      Happening = "began"       // the call was answered
	Said       Happening = "said"        // the caller finished a turn; Reading
	Keyed      Happening = "keyed"       // the caller pressed keys; Keys
	Silence    Happening = "silence"     // nobody has spoken; Silent
	FalseAlarm Happening = "false alarm" // the bot was stopped by nothing and cannot go on by itself, as the switchboard can: say it again
	Deaf       Happening = "deaf"        // the caller spoke and the recogniser failed
	EngineLost Happening = "engine lost" // no recogniser is left for this call
	Woken      Happening = "woken"       // a Wake that the flow ordered came due

	LookedUp Happening = "looked up" // Found, or Failed

	Queued        Happening = "queued"         // after HandOver: the call is in line; Wait
	NotQueued     Happening = "not queued"     // after HandOver or TakeBack: closed, Hours; or Failed
	Resumed       Happening = "resumed"        // after TakeBack: the place is theirs again; Wait
	WaitChanged   Happening = "wait changed"   // the position in line moved; Wait
	OfferFailed   Happening = "offer failed"   // a representative did not answer, or was lost in mid-call; the place is kept, first in line
	AgentAnswered Happening = "agent answered" // the legs are about to be bridged: what is said, is said first
	AgentLeft     Happening = "agent left"     // the representative hung up; Receipt

	CallbackBooked Happening = "callback booked" // after PromiseCallback or MoveCallback; Callback
	BookingFailed  Happening = "booking failed"  // after PromiseCallback or MoveCallback
	NoPlace        Happening = "no place kept"   // after TakeBack: there is none, or none of that reference
	ClosedInLine   Happening = "closed in line"  // the line closed while the caller waited: they will be rung; Callback

	// Of a call that we place, in place of Began. Callback, Speaks and Number tell whom and why.
	CallbackAnswered Happening = "callback answered"         // a person answered
	CallbackUnsure   Happening = "callback perhaps answered" // somebody or something did, and may not have spoken
	CallbackMachine  Happening = "machine answered"          // one that records now what is said
)
