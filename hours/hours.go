package hours

import (
	"fmt"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // a container or a fresh machine may have no zones of its own

	"github.com/civicline/civicline"
)

// A Plan is opening hours as an agency writes them.
type Plan struct {
	Zone     string            `yaml:"time zone"` // an IANA name: America/New_York
	Week     map[string]string `yaml:"week"`      // monday: "08:00-20:00", or several parted by commas; a day left out is closed
	Holidays string            `yaml:"holidays"`  // "us federal", or "none"
	Closed   []Closing         `yaml:"closed"`    // beside the holidays
}

// A Closing is a day, or part of one, on which nobody answers.
type Closing struct {
	Date  string `yaml:"date"`  // 2026-12-24
	Hours string `yaml:"hours"` // "15:00-20:00"; "" is the whole day
	Why   string `yaml:"why"`   // for staff and callers: "severe weather"
}

// A Calendar answers when people answer. It is read-only and may be shared.
type Calendar struct {
	zone     *time.Location
	week     [7][]span
	holidays []holiday
	closed   map[day][]closing
}

// New makes a calendar of a plan. Its errors say what to write instead.
func New(p Plan) (*Calendar, error) {
	if p.Zone == "" {
		return nil, fmt.Errorf("hours: write the time zone, like America/New_York")
	}
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		return nil, fmt.Errorf("hours: there is no time zone %q; write a name like America/New_York", p.Zone)
	}
	c := &Calendar{zone: zone, closed: map[day][]closing{}}
	for name, text := range p.Week {
		weekday, ok := weekdays[strings.ToLower(strings.TrimSpace(name))]
		if !ok {
			return nil, fmt.Errorf("hours: %q is not a day; write monday, tuesday … sunday", name)
		}
		if c.week[weekday], err = spans(text); err != nil {
			return nil, fmt.Errorf("hours: %s: %w", name, err)
		}
	}
	switch strings.ToLower(strings.TrimSpace(p.Holidays)) {
	case "us federal":
		c.holidays = federal()
	case "none":
	default:
		return nil, fmt.Errorf("hours: holidays are %q; write \"us federal\" or \"none\"", p.Holidays)
	}
	for _, cl := range p.Closed {
		if err := c.close(cl); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *Calendar) close(cl Closing) error {
	date, err := time.Parse(time.DateOnly, strings.TrimSpace(cl.Date))
	if err != nil {
		return fmt.Errorf("hours: %q is not the date of a closing; write it like 2026-12-24", cl.Date)
	}
	if strings.TrimSpace(cl.Why) == "" {
		return fmt.Errorf("hours: say why the line is closed on %s; callers are told", cl.Date)
	}
	parts := []span{{0, 24 * 60}}
	if strings.TrimSpace(cl.Hours) != "" {
		if parts, err = spans(cl.Hours); err != nil {
			return fmt.Errorf("hours: the closing of %s: %w", cl.Date, err)
		}
	}
	at := dayOf(date)
	for _, part := range parts {
		c.closed[at] = append(c.closed[at], closing{part, strings.TrimSpace(cl.Why)})
	}
	return nil
}

// Always is the calendar of a line that never closes.
func Always() *Calendar {
	c := &Calendar{zone: time.UTC}
	for i := range c.week {
		c.week[i] = []span{{0, 24 * 60}}
	}
	return c
}

// Zone is the time zone whose clock the calendar goes by.
func (c *Calendar) Zone() *time.Location { return c.zone }

// horizon is how many days ahead an opening, or a closing, is looked for.
const horizon = 400

// At tells whether people answer at t. When closed, Why is "night", "weekend",
// "holiday: NAME" or "closing: WHY", and Next is zero if no opening comes
// within a year. When open, Next is the closing time; zero if there is none.
func (c *Calendar) At(t time.Time) civicline.OpenHours {
	today := dayOf(t.In(c.zone))
	for _, open := range c.openings(today) {
		if !t.Before(open.from) && t.Before(open.until) {
			return civicline.OpenHours{Open: true, Next: c.closes(today, open.until)}
		}
	}
	return civicline.OpenHours{Next: c.opens(today, t), Why: c.why(today, t)}
}

func (c *Calendar) opens(today day, after time.Time) time.Time {
	for i := range horizon {
		for _, open := range c.openings(today.add(i)) {
			if open.from.After(after) {
				return open.from
			}
		}
	}
	return time.Time{}
}

// closes follows openings that meet, as those of a line that is open all night do.
func (c *Calendar) closes(today day, until time.Time) time.Time {
	for i := range horizon {
		for _, open := range c.openings(today.add(i)) {
			if open.from.Equal(until) {
				until = open.until
			}
		}
		if until.Before(today.add(i+1).at(0, c.zone)) {
			return until
		}
	}
	return time.Time{}
}

func (c *Calendar) why(today day, t time.Time) string {
	for _, cl := range c.closed[today] {
		if !t.Before(today.at(cl.from, c.zone)) && t.Before(today.at(cl.until, c.zone)) {
			return "closing: " + cl.why
		}
	}
	if name := c.Holiday(t); name != "" {
		return "holiday: " + name
	}
	if len(c.week[today.weekday()]) == 0 {
		return "weekend"
	}
	return "night"
}

// Holiday names the holiday that is kept on the day of t, on the date itself or
// as it is observed; "" on other days.
func (c *Calendar) Holiday(t time.Time) string {
	today := dayOf(t.In(c.zone))
	for _, h := range c.holidays {
		if h.on(today) {
			return h.Name
		}
	}
	return ""
}

// An opening is a stretch of time in which people answer.
type opening struct{ from, until time.Time }

// openings lists those of one day in order, closings taken out.
func (c *Calendar) openings(d day) []opening {
	left := c.week[d.weekday()]
	if len(left) == 0 || c.Holiday(d.at(12*60, c.zone)) != "" {
		return nil
	}
	for _, cl := range c.closed[d] {
		left = without(left, cl.span)
	}
	out := make([]opening, 0, len(left))
	for _, s := range left {
		o := opening{d.at(s.from, c.zone), d.at(s.until, c.zone)}
		if o.from.Before(o.until) { // a clock that jumps ahead can swallow one
			out = append(out, o)
		}
	}
	return slices.Clip(out)
}
