package desk

import (
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// A Sheet is one call as a desktop shows it.
type Sheet struct {
	ID        civicline.CallID    `json:"id"`
	Reference string              `json:"reference" doc:"as it is read aloud: 482-771-305"`
	From      string              `json:"from" doc:"the caller's number, all but its end hidden; empty when withheld"`
	Channel   civicline.Channel   `json:"channel"`
	Language  civicline.Language  `json:"language"`
	State     civicline.CallState `json:"state"`
	Since     time.Time           `json:"since" doc:"of state"`
	Arrived   time.Time           `json:"arrived"`
	Reason    string              `json:"reason" doc:"why the caller wants a person, in their own words"`
	Facts     civicline.Facts     `json:"facts" nullable:"false" doc:"what the service has learned"`
	Queue     civicline.QueueID   `json:"queue,omitempty"`
	Entered   time.Time           `json:"entered,omitzero" doc:"the line"`
	Until     time.Time           `json:"until,omitzero" doc:"while it rings: when it counts as not answered"`
	Because   string              `json:"because,omitempty" doc:"while it rings: why this agent"`
	Agent     civicline.AgentID   `json:"agent,omitempty"`
	Answered  time.Time           `json:"answered,omitzero" doc:"by the agent"`
	Ended     time.Time           `json:"ended,omitzero"`
	Why       string              `json:"why,omitempty" doc:"it ended"`
	Note      string              `json:"note,omitempty"`
	Outcome   civicline.Outcome   `json:"outcome,omitempty"`
	Recorded  bool                `json:"recorded"`
	Consult   *ConsultSheet       `json:"consult,omitempty" doc:"the last time that an officer was asked"`
	Item      *ItemSheet          `json:"item,omitempty" doc:"the service item that the call is placed about, or that was opened in it"`
	Callback  *Back               `json:"callback,omitempty" doc:"of a call that we place"`
}

// A Line is one turn of the transcript.
type Line struct {
	Seq         int                `json:"seq" doc:"the event's place in the call: lines come in its order"`
	Who         civicline.Speaker  `json:"who"`
	Language    civicline.Language `json:"language"`
	Text        string             `json:"text"`
	Keys        string             `json:"keys,omitempty"`
	Began       float64            `json:"began" doc:"seconds since the call was answered"`
	Interrupted bool               `json:"interrupted,omitempty"`
}

// A Happening is one event of a call, without what its transcript says.
type Happening struct {
	At   time.Time          `json:"at"`
	Kind civicline.Kind     `json:"kind"`
	Who  civicline.AgentID  `json:"who,omitempty" doc:"who did it"`
	Data string             `json:"data,omitempty" doc:"the rest in words: a language, a reason"`
	Lang civicline.Language `json:"language,omitempty"`
}

// sheetOf is a call as a desktop shows it. What a callback's attempts came to is
// in its events.
func sheetOf(c civicline.Call, events []civicline.Event) Sheet {
	s := Sheet{ID: c.ID, Reference: c.Reference.String(), Channel: c.Channel, Language: c.Language, State: c.State,
		Since: c.Since, Arrived: c.Arrived, Reason: c.Reason, Facts: c.Facts, Queue: c.Queue, Entered: c.Entered,
		Agent: c.Agent, Answered: c.Answered, Ended: c.Ended, Why: c.Why, Note: c.Note, Outcome: c.Outcome,
		Recorded: c.Recording != ""}
	if s.Facts == nil {
		s.Facts = civicline.Facts{}
	}
	s.From = hidden(c.From)
	if c.Callback != "" {
		s.Callback = backOf(c.Callback, events)
	}
	if c.State == civicline.Offered || c.State == civicline.Dialing {
		for _, e := range events {
			switch e.Kind {
			case civicline.OfferMade, civicline.AgentKept:
				s.Until, s.Because = e.Data.Until, e.Data.Because
			case civicline.DialStarted, civicline.CallbackReached:
				s.Until = e.Data.Until
			}
		}
	}
	return s
}

// hidden is a caller's number as most may see it. A browser's own number, which
// the page made up to find a place in line again, is nobody's number.
func hidden(n civicline.PhoneNumber) string {
	if n == "" || strings.HasPrefix(string(n), "web-") {
		return ""
	}
	return n.String()
}

func linesOf(events []civicline.Event) []Line {
	lines := []Line{}
	for _, e := range events {
		if t := e.Data.Turn; e.Kind == civicline.TurnTaken && t != nil {
			lines = append(lines, Line{Seq: e.Seq, Who: t.Who, Language: t.Language, Text: t.Text, Keys: t.Keys,
				Began: t.Began.Seconds(), Interrupted: t.Interrupted})
		}
	}
	return lines
}

func happeningsOf(events []civicline.Event) []Happening {
	out := []Happening{}
	for _, e := range events {
		if e.Kind == civicline.TurnTaken || e.Kind == civicline.FactsLearned {
			continue
		}
		h := Happening{At: e.At, Kind: e.Kind, Who: e.Who.ID, Lang: e.Data.Language, Data: e.Data.Reason}
		if e.Agent != "" {
			h.Who = e.Agent
		}
		if e.Data.Because != "" {
			h.Data = e.Data.Because
		}
		out = append(out, h)
	}
	return out
}
