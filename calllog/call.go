package calllog

import "time"

// A Call is one row of a log. Its times are the log's own clock on the wall,
// written as if it were UTC.
type Call struct {
	Line      int       // of the file
	Kind      string    // what it was about, or the queue it was in; "" if the log does not say
	Priority  int       // 0 if the log does not say
	Arrived   time.Time // it came in
	Entered   time.Time // it joined the line; zero if it ended before that
	Answered  time.Time // by a person, not before Entered; zero if never
	Ended     time.Time // it was over: the one who answered was free again, or the caller gone
	Abandoned bool      // the caller hung up before anyone answered, in the line or before it
	Server    string    // who answered; "" if nobody did, or the log does not say
	Patience  time.Duration
	Known     bool // that Patience is how long the caller would have waited in the line, at most
}

// Wait is how long the caller stood in line.
func (c Call) Wait() time.Duration {
	switch {
	case c.Entered.IsZero():
		return 0
	case c.Abandoned:
		return c.Ended.Sub(c.Entered)
	}
	return c.Answered.Sub(c.Entered)
}

// Handle is how long the call kept who answered it: zero if nobody did.
func (c Call) Handle() time.Duration {
	if c.Abandoned {
		return 0
	}
	return c.Ended.Sub(c.Answered)
}
