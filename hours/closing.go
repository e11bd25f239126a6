package hours

import (
	"slices"
	"time"
)

// A Closing is a time in which nobody answers that no file knew of, as when it
// snows. A zero From is any time before, a zero Until is until further notice.
type Closing struct {
	From, Until time.Time // Until is not in it
	Why         string    // for staff and callers: "severe weather"
}

// With returns the calendar with closings laid over it, beside those it has. c
// itself does not change.
func (c *Calendar) With(closings ...Closing) *Calendar {
	out := *c
	out.now = slices.Concat(c.now, closings)
	return &out
}

func (cl Closing) holds(t time.Time) bool {
	return !t.Before(cl.From) && (cl.Until.IsZero() || t.Before(cl.Until))
}

// takenOut returns what is left of openings.
func (cl Closing) takenOut(openings []Opening) []Opening {
	var out []Opening
	for _, o := range openings {
		before, after := o, o
		if cl.From.Before(before.Until) {
			before.Until = cl.From
		}
		if cl.Until.IsZero() {
			after.From = after.Until
		} else if cl.Until.After(after.From) {
			after.From = cl.Until
		}
		if !cl.Until.IsZero() && !cl.From.Before(cl.Until) { // it closes nothing
			before, after = o, Opening{}
		}
		for _, rest := range []Opening{before, after} {
			if rest.From.Before(rest.Until) {
				out = append(out, rest)
			}
		}
	}
	return out
}
