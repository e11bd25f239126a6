package talks

import (
	"fmt"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
)

// A Call is one call to a Centre. Its exported fields may be set at any time.
type Call struct {
	At     time.Time             // of what happens next
	Number civicline.PhoneNumber // the caller's own, before Begin; "" is withheld
	Known  bool                  // before Begin: the number rang of late
	Kept   *civicline.Place      // before Begin: the place in line that the number may take up again
	Wait   civicline.Wait        // what a caller who is put in line is told

	LookUpsFail, BookingsFail, QueueFails bool // from here on

	centre  *Centre
	begun   bool
	over    bool
	place   flow.Place
	reading civicline.Reading // of the caller's last words
	said    []civicline.Say   // of the last turn
	orders  []civicline.Order // of the last turn
	lines   []Line            // of the last turn
	reached map[Outcome]int
	missing bool // the last turn looked something up that is not there
}

// What the centre of a Call says of itself.
const (
	reference = "482771305"
	perLine   = 10 * time.Second
)

// Call returns a new call at the time that a talk has if it does not say:
// Monday, 23 November 2026, a quarter past ten.
func (c *Centre) Call() *Call {
	return &Call{centre: c, reached: map[Outcome]int{},
		At:   time.Date(2026, 11, 23, 10, 15, 0, 0, c.Agency.Calendar.Zone()),
		Wait: civicline.Wait{Position: 3, Low: 4 * time.Minute, High: 9 * time.Minute}}
}

// Place is where the call stands.
func (c *Call) Place() flow.Place { return c.place }

// Asking is what the bot waits for the caller to say.
func (c *Call) Asking() flow.Asking { return c.centre.Agency.Book.Asking(c.place) }

// Over reports whether the bot has hung up.
func (c *Call) Over() bool { return c.over }

// Reading is how the caller's last words were understood.
func (c *Call) Reading() civicline.Reading { return c.reading }

// Said is what the bot said last, Orders all that it ordered.
func (c *Call) Said() []civicline.Say { return c.said }

// Orders is what the bot ordered last, in order.
func (c *Call) Orders() []civicline.Order { return c.orders }

// NotFound reports whether, in the last turn, something was looked up and is
// not there, or the service failed.
func (c *Call) NotFound() bool { return c.missing }

// Begin answers the call, and returns what the bot says. A second Begin does nothing.
func (c *Call) Begin() []Line {
	if c.begun {
		return nil
	}
	c.begun = true
	return c.Give(flow.Input{What: flow.Began, Number: c.Number, Known: c.Known, Kept: c.Kept})
}

// Say has the caller say words, and returns what the bot makes of them.
func (c *Call) Say(words string) []Line { return c.Hear(c.centre.Heard(words, c.place)) }

// Hear has the caller say something of which this was heard.
func (c *Call) Hear(heard []civicline.Hypothesis) []Line {
	c.reading = c.centre.Read(heard, c.place.Expecting())
	return c.Give(flow.Input{What: flow.Said, Reading: c.reading})
}

// Give has one thing happen, and returns what the bot said and did about it and
// about what came of that.
func (c *Call) Give(in flow.Input) []Line {
	c.said, c.orders, c.lines, c.missing = nil, nil, nil, false
	c.next(in)
	return c.lines
}

// Do plays a line of a talk that is not the bot's and checks nothing. It
// returns what the bot said and did.
func (c *Call) Do(l Line) ([]Line, error) {
	if err := l.check(); err != nil {
		return nil, err
	}
	c.At = c.At.Add(perLine)
	switch l.Who {
	case "at":
		at, err := time.ParseInLocation(clock, l.What, c.centre.Agency.Calendar.Zone())
		if err != nil {
			return nil, err
		}
		c.At = at
	case "number":
		c.Number = civicline.PhoneNumber(l.What)
	case "rang before":
		c.Known = true
	case "kept":
		c.Kept = &civicline.Place{Language: civicline.Language(l.What)}
	case "look-ups":
		c.LookUpsFail = true
	case "callbacks":
		c.BookingsFail = true
	case "keys":
		return c.Give(flow.Input{What: flow.Keyed, Keys: l.What}), nil
	case "caller":
		switch l.What {
		case "(silence)":
			return c.Give(flow.Input{What: flow.Silence, Silent: 1}), nil
		case "(cough)":
			return c.Give(flow.Input{What: flow.FalseAlarm}), nil
		case "(unheard)":
			return c.Give(flow.Input{What: flow.Deaf}), nil
		}
		return c.Say(l.What), nil
	case "centre":
		return c.centreDoes(l.What), nil
	}
	return nil, nil
}

func (c *Call) centreDoes(what string) []Line {
	switch {
	case what == "a minute":
		c.At = c.At.Add(time.Minute)
		return c.Give(flow.Input{What: flow.Woken})
	case what == "no answer", strings.HasSuffix(what, " is lost"):
		return c.Give(flow.Input{What: flow.OfferFailed})
	case what == "engine lost":
		return c.Give(flow.Input{What: flow.EngineLost})
	case strings.HasSuffix(what, " answers"):
		return c.Give(flow.Input{What: flow.AgentAnswered, Agent: strings.TrimSuffix(what, " answers")})
	case strings.HasSuffix(what, " left"):
		return c.Give(flow.Input{What: flow.AgentLeft, Receipt: civicline.CallReceipt{Reference: reference, AgentName: strings.TrimSuffix(what, " left"),
			At: time.Date(2026, 11, 23, 10, 15, 0, 0, c.centre.Agency.Calendar.Zone())}})
	}
	var n int
	_, _ = fmt.Sscanf(what, "number %d", &n) // it was checked
	return c.Give(flow.Input{What: flow.WaitChanged, Wait: civicline.Wait{Position: n, Low: 2 * time.Minute, High: 4 * time.Minute}})
}

// next gives one input, writes down the orders, and answers those that want an
// answer.
func (c *Call) next(in flow.Input) {
	in.At = c.At
	var orders []civicline.Order
	c.place, orders = c.centre.Agency.Book.Next(c.place, in)
	c.orders = append(c.orders, orders...)
	var said []string
	var lang civicline.Language
	flush := func() {
		if len(said) > 0 {
			c.lines = append(c.lines, Line{Who: "bot (" + string(lang) + ")", What: strings.Join(said, " ")})
		}
		said = nil
	}
	var then []flow.Input
	for _, o := range orders {
		switch o := o.(type) {
		case civicline.Say:
			if o.Language != lang {
				flush()
				lang = o.Language
			}
			text := o.Text
			if o.Slower {
				text = "(slowly) " + text
			}
			if o.Louder {
				text = "(louder) " + text
			}
			said = append(said, text)
			c.said = append(c.said, o)
			continue
		case civicline.Remember, civicline.Listen, civicline.Wake:
			continue
		}
		flush()
		if next, ok := c.carryOut(o); ok {
			then = append(then, next)
		}
	}
	flush()
	c.reach(in, orders)
	for _, in := range then {
		c.next(in)
	}
}

// carryOut does what a centre would do about an order.
func (c *Call) carryOut(o civicline.Order) (flow.Input, bool) {
	note := func(format string, args ...any) {
		c.lines = append(c.lines, Line{Who: "bot", What: fmt.Sprintf("("+format+")", args...)})
	}
	hours := c.centre.Agency.Calendar.At(c.At)
	switch o := o.(type) {
	case civicline.Speak:
		note("speaks %s", o.Language)
	case civicline.PlayMusic:
		note("music")
	case civicline.LeaveLine:
		note("leaves the line")
	case civicline.HangUp:
		note("hangs up: %s", o.Why)
		c.over = true
	case civicline.LookUp:
		note("looks up %s", o.What)
		found, failed := c.centre.lookUp(c.At, o)
		c.missing = len(found) == 0 || failed || c.LookUpsFail
		return flow.Input{What: flow.LookedUp, Found: found, Failed: failed || c.LookUpsFail}, true
	case civicline.HandOver:
		note("hands over to %s: %q", o.To, o.Reason)
		switch {
		case c.QueueFails:
			return flow.Input{What: flow.NotQueued, Failed: true}, true
		case !hours.Open:
			return flow.Input{What: flow.NotQueued, Hours: hours}, true
		}
		return flow.Input{What: flow.Queued, Wait: c.Wait}, true
	case civicline.TakeBack:
		note("takes back the place")
		return flow.Input{What: flow.Resumed, Wait: c.Wait}, true
	case civicline.PromiseCallback:
		note("books a callback to %q: %q", string(o.Number), o.Reason)
		if c.BookingsFail {
			return flow.Input{What: flow.BookingFailed}, true
		}
		due := hours.Next
		if hours.Open {
			due = c.At.Add(time.Hour)
		}
		return flow.Input{What: flow.CallbackBooked, Callback: civicline.Callback{Reference: reference, Due: due}}, true
	}
	return flow.Input{}, false
}
