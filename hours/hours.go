package hours

import (
	"slices"
	"time"

	"github.com/civicline/civicline"
)

// A Calendar answers when people answer. It is read-only and may be shared.
type Calendar struct {
	zone    *time.Location
	week    [7][]span
	holiday func(day) string  // nil is none
	own     map[day][]span    // days whose hours are not the week's, holidays too
	closed  map[day][]closing // by the day on which they begin
	now     []Closing         // laid over by With
}

// A closing is a span in which nobody answers, and why.
type closing struct {
	span
	why string
}

// Always is the calendar of a line that never closes.
func Always() *Calendar {
	c := &Calendar{zone: time.UTC}
	for i := range c.week {
		c.week[i] = []span{{0, wholeDay}}
	}
	return c
}

// Zone is the time zone whose clock the calendar goes by.
func (c *Calendar) Zone() *time.Location { return c.zone }

// Week is when people answer in any week: "08:00-20:00", or several parted by
// commas, for each day that is not closed.
func (c *Calendar) Week() map[time.Weekday]string {
	out := map[time.Weekday]string{}
	for d, open := range c.week {
		if len(open) > 0 {
			out[time.Weekday(d)] = written(open)
		}
	}
	return out
}

// horizon is how many days ahead an opening, or a closing, is looked for.
const horizon = 400

// At tells whether people answer at t.
//
// When closed, Why is "night" (any time outside the hours of the week),
// "weekend", "holiday: NAME" or "closing: WHY"; Next is zero if no opening comes
// within a year; After names the holiday that puts Next off, if one comes.
// When open, Next is the closing time, zero if there is none; Why is "", or
// "closing: WHY" if they close sooner than the week says.
func (c *Calendar) At(t time.Time) civicline.OpenHours {
	today := dayOf(t.In(c.zone))
	if open, ok := c.within(t); ok {
		until := c.closes(open)
		if until.IsZero() {
			return civicline.OpenHours{Open: true}
		}
		return civicline.OpenHours{Open: true, Next: until, Why: c.closing(until)}
	}
	next := c.opens(t)
	return civicline.OpenHours{Next: next, Why: c.why(today, t), After: c.holidayBetween(today, next)}
}

// Admit tells whether someone who comes at t may be let in to wait, where nobody
// is within lastTalk of closing time. It is At, but in that time it is closed,
// Why is "too late: closes at 20:00", and Next is the opening after.
func (c *Calendar) Admit(t time.Time, lastTalk time.Duration) civicline.OpenHours {
	h := c.At(t)
	if !h.Open || h.Next.IsZero() || h.Next.Sub(t) > lastTalk || lastTalk <= 0 {
		return h
	}
	closes := h.Next
	h = civicline.OpenHours{Next: c.NextOpening(closes), Why: "too late: closes at " + closes.Format("15:04")}
	h.After = c.holidayBetween(dayOf(t.In(c.zone)), h.Next)
	return h
}

// Never is longer than any opening.
const Never = time.Duration(1<<63 - 1)

// ClosesIn is how long people go on answering from t: 0 if they do not answer,
// Never if they answer day and night.
func (c *Calendar) ClosesIn(t time.Time) time.Duration {
	switch h := c.At(t); {
	case !h.Open:
		return 0
	case h.Next.IsZero():
		return Never
	default:
		return h.Next.Sub(t)
	}
}

// NextOpening is t itself if people answer then, or else when they next begin
// to; zero if that is not within a year.
func (c *Calendar) NextOpening(t time.Time) time.Time {
	if _, open := c.within(t); open {
		return t
	}
	return c.opens(t)
}

// opens is when people next begin to answer after t, at which they do not.
func (c *Calendar) opens(t time.Time) time.Time {
	yesterday := dayOf(t.In(c.zone)).add(-1) // its night may have a closing in it
	for i := range horizon {
		for _, open := range c.openings(yesterday.add(i)) {
			if open.From.After(t) {
				return open.From
			}
		}
	}
	return time.Time{}
}

// within is the opening that t is in.
func (c *Calendar) within(t time.Time) (Opening, bool) {
	today := dayOf(t.In(c.zone))
	for _, d := range []day{today, today.add(-1)} { // the night before may go on
		for _, open := range c.openings(d) {
			if !t.Before(open.From) && t.Before(open.Until) {
				return open, true
			}
		}
	}
	return Opening{}, false
}

// closes follows openings that meet, as those of a line that is open all night do.
func (c *Calendar) closes(open Opening) time.Time {
	first, until := dayOf(open.From.In(c.zone)), open.Until
	for i := range horizon {
		for _, next := range c.openings(first.add(i)) {
			if next.From.Equal(until) {
				until = next.Until
			}
		}
		if until.Before(first.add(i+1).at(0, c.zone)) {
			return until
		}
	}
	return time.Time{}
}

func (c *Calendar) why(today day, t time.Time) string {
	if closing := c.closing(t); closing != "" {
		return closing
	}
	if name := c.Holiday(t); name != "" {
		return "holiday: " + name
	}
	if d := today.weekday(); len(c.week[d]) == 0 && (d == time.Saturday || d == time.Sunday) {
		return "weekend"
	}
	return "night"
}

// closing is "closing: WHY" of one that t is in, "" if there is none.
func (c *Calendar) closing(t time.Time) string {
	for _, cl := range c.now {
		if cl.holds(t) {
			return "closing: " + cl.Why
		}
	}
	today := dayOf(t.In(c.zone))
	for _, cl := range c.closed[today] {
		if c.holds(today, cl.span, t) {
			return "closing: " + cl.why
		}
	}
	yesterday := today.add(-1)
	night := func(s span) bool { return s.until > wholeDay && c.holds(yesterday, s, t) }
	for _, cl := range c.closed[yesterday] {
		if night(cl.span) && slices.ContainsFunc(c.usual(yesterday), night) {
			return "closing: " + cl.why
		}
	}
	return ""
}

func (c *Calendar) holds(d day, s span, t time.Time) bool {
	return !t.Before(d.at(s.from, c.zone)) && t.Before(d.at(s.until, c.zone))
}

// Holiday names the holiday that is kept on the day of t, on the date itself or
// as it is observed; "" on other days.
func (c *Calendar) Holiday(t time.Time) string { return c.holidayOn(dayOf(t.In(c.zone))) }

func (c *Calendar) holidayOn(d day) string {
	if c.holiday == nil {
		return ""
	}
	return c.holiday(d)
}

// holidayBetween names the first holiday on a working day between today and the
// day of next, both left out.
func (c *Calendar) holidayBetween(today day, next time.Time) string {
	if next.IsZero() || c.holiday == nil {
		return ""
	}
	for d, last := today.add(1), dayOf(next.In(c.zone)); d != last && d.at(0, c.zone).Before(next); d = d.add(1) {
		if name := c.holiday(d); name != "" && len(c.week[d.weekday()]) > 0 {
			return name
		}
	}
	return ""
}

// An Opening is a stretch of time in which people answer; Until is not in it.
type Opening struct{ From, Until time.Time }

// Openings lists, in order, the stretches that begin on the day of t, closings
// taken out. No two overlap; one may go on past midnight.
func (c *Calendar) Openings(t time.Time) []Opening { return c.openings(dayOf(t.In(c.zone))) }

func (c *Calendar) openings(d day) []Opening {
	open := c.spans(d)
	if len(open) == 0 {
		return nil
	}
	var last time.Time // an opening begins when the one before is over
	if before := c.spans(d.add(-1)); len(before) > 0 && before[len(before)-1].until > wholeDay {
		last = d.add(-1).at(before[len(before)-1].until, c.zone)
	}
	out := make([]Opening, 0, len(open))
	for _, s := range open {
		o := Opening{d.at(s.from, c.zone), d.at(s.until, c.zone)}
		if o.From.Before(last) { // by a clock that jumps ahead
			o.From = last
		}
		if o.From.Before(o.Until) {
			out, last = append(out, o), o.Until
		}
	}
	for _, cl := range c.now {
		out = cl.takenOut(out)
	}
	return slices.Clip(out)
}

// spans lists what begins on a day, the closings of the plan taken out.
func (c *Calendar) spans(d day) []span {
	open, own := c.own[d]
	if !own {
		open = c.usual(d)
	}
	for _, cl := range c.closed[d] {
		open = without(open, cl.span)
	}
	if len(open) > 0 && open[len(open)-1].until > wholeDay {
		for _, cl := range c.closed[d.add(1)] {
			open = without(open, span{cl.from + wholeDay, cl.until + wholeDay})
		}
	}
	return open
}

// usual lists the hours of the week, none on a holiday.
func (c *Calendar) usual(d day) []span {
	if c.holidayOn(d) != "" {
		return nil
	}
	return c.week[d.weekday()]
}
