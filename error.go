package civicline

import "errors"

// Fault says what sort of thing went wrong, for whoever must answer for it.
type Fault string

// The sorts of fault.
const (
	Internal    Fault = "internal"    // ours; the log has the cause
	Invalid     Fault = "invalid"     // what was asked makes no sense
	NotFound    Fault = "not found"   // there is no such thing
	Conflict    Fault = "conflict"    // too late: someone else was first, or the state has moved on
	Refused     Fault = "refused"     // the rules say no
	Unavailable Fault = "unavailable" // try again soon
)

// An Error is one that a person may be shown: Message is in plain words and
// says what to do. Any other error is Internal.
type Error struct {
	Kind    Fault
	Op      string // what was being done, in the infinitive: "answer a call"
	Message string // for the person
	Err     error  // for the log; may be nil
}

func (e *Error) Error() string {
	if e.Err != nil {
		return e.Op + ": " + e.Message + " (" + e.Err.Error() + ")"
	}
	return e.Op + ": " + e.Message
}

func (e *Error) Unwrap() error { return e.Err }

// FaultOf returns the kind of err; "" for nil.
func FaultOf(err error) Fault {
	var e *Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &e):
		return e.Kind
	}
	return Internal
}
