package desk

import (
	"time"

	"github.com/civicline/civicline"
)

// A Back is how far we are with ringing a caller back.
type Back struct {
	Reference string         `json:"reference" doc:"of the promise"`
	Attempt   int            `json:"attempt,omitempty" doc:"the one that is next, under way, or was made: 1 is the first"`
	Of        int            `json:"of" doc:"how often a caller is rung for one promise"`
	Kept      bool           `json:"kept,omitempty" doc:"the caller is rung first, an agent kept for them; else the agent answers first"`
	Reached   bool           `json:"reached,omitempty" doc:"the caller is on the line"`
	Miss      civicline.Miss `json:"miss,omitempty" doc:"why the caller was not reached" enum:"no answer,busy,voicemail,declined,failed"`
	Again     time.Time      `json:"again,omitzero" doc:"when the caller is rung again"`
	Over      bool           `json:"over,omitempty" doc:"that was the last attempt: the caller may ring, or choose another time"`
}

// backOf reads an attempt's course from the events of its call.
func backOf(ref civicline.Reference, events []civicline.Event) *Back {
	b := &Back{Reference: ref.String(), Of: civicline.MaxAttempts}
	for _, e := range events {
		if e.Data.Callback != ref {
			continue
		}
		switch e.Kind {
		case civicline.CallbackDue:
			b.Attempt = e.Data.Attempt
		case civicline.AgentKept, civicline.DialStarted:
			b.Attempt, b.Kept, b.Reached = e.Data.Attempt, e.Kind == civicline.AgentKept, false
		case civicline.CallQueued:
			if e.Data.From == civicline.Dialing {
				b.Attempt, b.Kept, b.Reached = e.Data.Attempt+1, false, false
			}
		case civicline.CallbackReached, civicline.CallbackAnswered:
			b.Reached = true
		case civicline.CallbackMissed:
			b.Miss, b.Again, b.Reached = e.Data.Miss, e.Data.Until, false
		case civicline.CallbackLost:
			b.Over = true
		}
	}
	return b
}
