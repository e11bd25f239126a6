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
	Owed   *civicline.Callback   // before Begin: the callback that is owed to the number
	Rung   flow.Happening        // before Begin: it is the agency that rings, and who or what answered; "" is a caller's call

	LookUpsFail, BookingsFail, QueueFails bool // from here on
	TooLate                               bool // from here on: nobody more can be answered today

	Speaks civicline.Language // before Begin, of a call that the agency makes

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

// inLineReference is that of the one place that may be taken up by its reference.
var inLineReference = civicline.NewReference(48277130)

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
	if c.Rung != "" {
		return c.Give(flow.Input{What: c.Rung, Number: c.Number, Speaks: c.Speaks, Callback: c.callback(c.At), Hours: c.hours()})
	}
	return c.Give(flow.Input{What: flow.Began, Number: c.Number, Known: c.Known, Kept: c.Kept, Owed: c.Owed, Hours: c.hours()})
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
	case "owed":
		c.Owed = &civicline.Callback{Reference: reference, Number: c.Number, State: civicline.CallbackPromised, Due: c.At.Add(time.Hour)}
		state, language, _ := strings.Cut(l.What, ", ")
		c.Owed.Language = civicline.Language(language)
		if state == "missed" {
			c.Owed.State, c.Owed.Attempts, c.Owed.Due = civicline.CallbackUnreached, civicline.MaxAttempts, c.At.Add(-time.Hour)
		}
	case "rings":
		who, language, _ := strings.Cut(l.What, ", ")
		c.Rung = map[string]flow.Happening{"a person answers": flow.CallbackAnswered, "nobody speaks": flow.CallbackUnsure, "a machine answers": flow.CallbackMachine}[who]
		c.Speaks = civicline.Language(language)
	case "wait":
		c.Wait.Low, c.Wait.High = minutesOf(l.What)
	case "line":
		c.TooLate = true
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
	if n := 0; what == "a minute" || scans(what, "%d minutes", &n) {
		c.At = c.At.Add(time.Duration(max(1, n)) * time.Minute)
		return c.Give(flow.Input{What: flow.Woken})
	}
	if strings.HasPrefix(what, "wait ") {
		c.Wait.Low, c.Wait.High = minutesOf(strings.TrimPrefix(what, "wait "))
		return c.Give(flow.Input{What: flow.WaitChanged, Wait: c.Wait})
	}
	switch {
	case what == "closes":
		next := c.centre.Agency.Calendar.At(c.At.Add(12 * time.Hour))
		return c.Give(flow.Input{What: flow.ClosedInLine, Callback: c.callback(next.Next)})
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
	c.Wait = civicline.Wait{Position: n, Low: 2 * time.Minute, High: 4 * time.Minute}
	return c.Give(flow.Input{What: flow.WaitChanged, Wait: c.Wait})
}

// callback is what the agency promised this caller.
func (c *Call) callback(due time.Time) civicline.Callback {
	return civicline.Callback{Reference: reference, Number: c.Number, Language: c.Speaks, Due: due}
}

// hours are those of the agency; a line that takes no more today is closed.
func (c *Call) hours() civicline.OpenHours {
	h := c.centre.Agency.Calendar.At(c.At)
	if h.Open && c.TooLate {
		next := c.centre.Agency.Calendar.At(h.Next)
		return civicline.OpenHours{Next: next.Next, Why: "too late: many wait"}
	}
	return h
}

// minutesOf reads "4 to 9"; nothing, if it cannot be told.
func minutesOf(text string) (low, high time.Duration) {
	var a, b int
	if scans(text, "%d to %d", &a, &b) {
		return time.Duration(a) * time.Minute, time.Duration(b) * time.Minute
	}
	return 0, 0
}

// scans reports whether all of a text is as a format of numbers says.
func scans(text, format string, into ...any) bool {
	n, err := fmt.Sscanf(text, format, into...)
	return err == nil && n == len(into)
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
	hours := c.hours()
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
		return flow.Input{What: flow.Queued, Wait: c.Wait, Reference: inLineReference}, true
	case civicline.TakeBack:
		return c.takeBack(o, note)
	case civicline.Connect:
		note("connects the caller")
	case civicline.NotReached:
		note("not reached: %s", o.Why)
	case civicline.ForgoCallback:
		note("gives up the callback")
	case civicline.MoveCallback:
		note("moves the callback to %s", timeOf(o.At))
		return c.booked(o.At)
	case civicline.PromiseCallback:
		also := ""
		if !o.At.IsZero() {
			also += ", at " + timeOf(o.At)
		}
		if o.Texts {
			also += ", with texts"
		}
		note("books a callback to %q: %q%s", string(o.Number), o.Reason, also)
		return c.booked(o.At)
	}
	return flow.Input{}, false
}

// booked is what a centre says to a callback at a time; zero is when its turn comes.
func (c *Call) booked(at time.Time) (flow.Input, bool) {
	if c.BookingsFail {
		return flow.Input{What: flow.BookingFailed}, true
	}
	due := at
	switch hours := c.hours(); {
	case !at.IsZero():
	case hours.Open:
		due = c.At
	default:
		due = hours.Next
	}
	return flow.Input{What: flow.CallbackBooked, Callback: c.callback(due)}, true
}

// takeBack gives a place back that there is: the kept one, that of the callback
// that is owed, or that of the one reference there is.
func (c *Call) takeBack(o civicline.TakeBack, note func(string, ...any)) (flow.Input, bool) {
	switch {
	case o.Code != "":
		note("takes back the place of %s", string(o.Code))
		if o.Code != inLineReference {
			return flow.Input{What: flow.NoPlace}, true
		}
	case o.Owed:
		note("takes up the place of the callback")
	default:
		note("takes back the place")
	}
	return flow.Input{What: flow.Resumed, Wait: c.Wait, Reference: inLineReference}, true
}

func timeOf(at time.Time) string {
	if at.IsZero() {
		return "when its turn comes"
	}
	return at.Format(clock)
}
