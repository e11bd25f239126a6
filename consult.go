package civicline

import "time"

// A Consultation is an officer asked by the agent of a call, while the caller
// hears music.
type Consultation struct {
	Call    CallID
	Asked   time.Time
	Asker   AgentID
	Officer AgentID
	Note    string    // the asker's, for the officer
	Joined  time.Time // the officer answered; zero if they never did
	Ended   time.Time
	How     ConsultEnd // it ended
	Names   [2]string  // of asker and officer, as callers are told them; only told to who reads it
}

// Joins reports whether asker and officer speak with each other.
func (c Consultation) Joins() bool { return !c.Joined.IsZero() && c.Ended.IsZero() }

// ConsultEnd is how a consultation ended.
type ConsultEnd string

// How it ended.
const (
	ConsultTransfer ConsultEnd = "transferred" // the caller is now the officer's
	ConsultReturned ConsultEnd = "ended"       // the caller is back with the asker
	ConsultDeclined ConsultEnd = "declined"
	ConsultNoAnswer ConsultEnd = "no answer"
	ConsultLostLine ConsultEnd = "line lost"   // the officer's
	ConsultOver     ConsultEnd = "caller gone" // or back in line
)
