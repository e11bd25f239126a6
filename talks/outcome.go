package talks

import (
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/casedata"
	"github.com/civicline/civicline/flow"
)

// An Outcome is what a call came to.
type Outcome string

// The outcomes. A call may reach several.
const (
	Person  Outcome = "person"  // is with a person, or in line for one
	Answer  Outcome = "answer"  // was told something, and where it is from
	Task    Outcome = "task"    // a service did something for the caller
	Request Outcome = "request" // a request was filed
	Booking Outcome = "booking" // a person will call back
	Goodbye Outcome = "goodbye" // the bot took leave, at the caller's wish
)

// Outcomes lists what a call may come to; Goodbye alone is none that helps.
var Outcomes = []Outcome{Answer, Task, Request, Booking, Person}

// Reached returns how often the call came to an outcome.
func (c *Call) Reached(o Outcome) int { return c.reached[o] }

// reach notes what one input and its orders brought.
func (c *Call) reach(in flow.Input, orders []civicline.Order) {
	switch in.What {
	case flow.Queued, flow.Resumed, flow.AgentAnswered:
		c.reached[Person]++
	case flow.CallbackBooked:
		c.reached[Booking]++
	}
	facts := c.place.Facts()
	told := false
	for _, o := range orders {
		switch o := o.(type) {
		case civicline.Say:
			source := facts["source "+string(o.Language)]
			told = told || source != "" && strings.Contains(o.Text, source)
		case civicline.LookUp:
			if act := casedata.Needs(o.What); act != civicline.GiveGeneral && act != civicline.GivePublicStatus && act != civicline.GiveCase {
				c.reached[Task]++
			}
		case civicline.Connect:
			c.reached[Person]++
		case civicline.Remember:
			if o.Facts["request"] != "" {
				c.reached[Request]++
			}
		case civicline.HangUp:
			if strings.Contains(o.Why, "goodbye") {
				c.reached[Goodbye]++
			}
		}
	}
	if told {
		c.reached[Answer]++
	}
}
