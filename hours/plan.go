package hours

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // a container or a fresh machine may have no zones of its own
)

// A Plan is opening hours as an agency writes them.
type Plan struct {
	Zone      string            `yaml:"time zone"` // an IANA name: America/New_York
	Week      map[string]string `yaml:"week"`      // monday, or "monday to friday": "08:00-20:00", or several parted by commas; a day left out is closed
	Holidays  string            `yaml:"holidays"`  // "us federal", or "none"
	HalfDays  map[string]string `yaml:"half days"` // 2026-12-24: "until 13:00", "from 10:00", or its own hours "09:00-13:00"
	Closed    []ClosedDay       `yaml:"closed"`    // beside the holidays
	Calendars map[string]Plan   `yaml:"calendars"` // by name. What one leaves out is as above; the half days and closed days above are its own too
}

// A ClosedDay is a day, or part of one, on which nobody answers.
type ClosedDay struct {
	Date  string `yaml:"date"`  // 2026-12-24
	Hours string `yaml:"hours"` // "15:00-20:00"; "" is the whole day
	Why   string `yaml:"why"`   // for staff and callers: "severe weather"
}

// Why an opening is shorter than the week says, on a half day.
const (
	EarlyClose  = "early close"
	LateOpening = "late opening"
)

var weekdays = map[string]time.Weekday{
	"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday,
	"thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday,
}

// All makes every calendar of a plan: "" is the plan's own, the others have
// names. Its error may join several, and says what to write instead.
func All(p Plan) (map[string]*Calendar, error) {
	own, err := New(p)
	out, errs := map[string]*Calendar{"": own}, []error{err}
	for _, name := range slices.Sorted(maps.Keys(p.Calendars)) {
		c, err := named(p, p.Calendars[name])
		switch {
		case strings.TrimSpace(name) == "":
			err = errors.New("hours: a calendar has no name; write one, like officers")
		case err != nil:
			err = fmt.Errorf("the calendar %q: %w", name, err)
		}
		out[name], errs = c, append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return out, nil
}

// named makes a calendar that leaves out what it shares with the plan around it.
func named(around, p Plan) (*Calendar, error) {
	if len(p.Calendars) > 0 {
		return nil, errors.New("hours: there are calendars in it; write them all beside each other")
	}
	if p.Zone == "" {
		p.Zone = around.Zone
	}
	if p.Holidays == "" {
		p.Holidays = around.Holidays
	}
	if len(p.Week) == 0 {
		p.Week = around.Week
	}
	c, err := week(p)
	if err != nil {
		return nil, err
	}
	shared := maps.Clone(around.HalfDays)
	maps.DeleteFunc(shared, func(date, _ string) bool { return p.HalfDays[date] != "" })
	return c, errors.Join(c.halfDays(shared, true), c.halfDays(p.HalfDays, false), c.closedDays(around.Closed), c.closedDays(p.Closed))
}

// New makes the calendar of a plan, its named ones left aside. Its errors say
// what to write instead.
func New(p Plan) (*Calendar, error) {
	c, err := week(p)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(c.halfDays(p.HalfDays, false), c.closedDays(p.Closed)); err != nil {
		return nil, err
	}
	return c, nil
}

// week makes a calendar of the zone, the week and the holidays.
func week(p Plan) (*Calendar, error) {
	if p.Zone == "" {
		return nil, errors.New("hours: write the time zone, like America/New_York")
	}
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		return nil, fmt.Errorf("hours: there is no time zone %q; write a name like America/New_York", p.Zone)
	}
	c := &Calendar{zone: zone, own: map[day][]span{}, closed: map[day][]closing{}}
	switch strings.ToLower(strings.TrimSpace(p.Holidays)) {
	case "us federal":
		c.holiday = federal
	case "none":
	default:
		return nil, fmt.Errorf("hours: holidays are %q; write \"us federal\" or \"none\"", p.Holidays)
	}
	said := map[time.Weekday]bool{}
	for _, name := range slices.Sorted(maps.Keys(p.Week)) {
		days, err := daysOf(name)
		if err != nil {
			return nil, err
		}
		open, err := spans(p.Week[name])
		if err != nil {
			return nil, fmt.Errorf("hours: %s: %w", name, err)
		}
		for _, d := range days {
			if said[d] {
				return nil, fmt.Errorf("hours: %s is there twice; write its hours once", strings.ToLower(d.String()))
			}
			c.week[d], said[d] = open, true
		}
	}
	return c, c.nights()
}

// daysOf reads "monday", or "monday to friday".
func daysOf(name string) ([]time.Weekday, error) {
	first, last, row := strings.Cut(strings.ToLower(strings.TrimSpace(name)), " to ")
	from, ok := weekdays[strings.TrimSpace(first)]
	until, also := weekdays[strings.TrimSpace(last)]
	if !ok || row && !also {
		return nil, fmt.Errorf("hours: %q is not a day; write monday, tuesday … sunday, or monday to friday", name)
	}
	if !row {
		return []time.Weekday{from}, nil
	}
	out := []time.Weekday{from}
	for d := from; d != until; out = append(out, d) {
		d = (d + 1) % 7
	}
	return out, nil
}

// nights refuses a night that goes on when the next day has begun.
func (c *Calendar) nights() error {
	for d, open := range c.week {
		next := c.week[(d+1)%7]
		if len(open) > 0 && len(next) > 0 && open[len(open)-1].until > next[0].from+wholeDay {
			return fmt.Errorf("hours: the night of %s goes on into the hours of %s; write them so that they do not overlap",
				strings.ToLower(time.Weekday(d).String()), strings.ToLower(time.Weekday((d+1)%7).String()))
		}
	}
	return nil
}

// halfDays gives single days hours of their own. Those that come from elsewhere
// need not shorten anything here.
func (c *Calendar) halfDays(days map[string]string, elsewhere bool) error {
	for _, date := range slices.Sorted(maps.Keys(days)) {
		d, err := dateOf(date, "a half day")
		if err != nil {
			return err
		}
		usual := c.usual(d)
		open, err := halfDay(usual, days[date])
		if err != nil {
			return fmt.Errorf("hours: the half day %s: %w", d, err)
		}
		word, _, _ := strings.Cut(strings.TrimSpace(days[date]), " ")
		shortens := strings.EqualFold(word, "until") || strings.EqualFold(word, "from")
		switch {
		case shortens && written(open) == written(usual) && elsewhere:
			continue
		case shortens && len(usual) == 0:
			return fmt.Errorf("hours: the half day %s: nobody answers on that day, so %q leaves nothing; for a day of its own write hours, like 09:00-13:00", d, days[date])
		case shortens && written(open) == written(usual):
			return fmt.Errorf("hours: the half day %s: %q is no shorter than the usual %s", d, days[date], written(usual))
		case len(open) == 0 && !elsewhere:
			return fmt.Errorf("hours: the half day %s: %q leaves nothing of the day; write it under closed, and why", d, days[date])
		}
		c.own[d] = open
		c.shortened(d, usual, open)
	}
	return nil
}

// halfDay reads what is left of the usual hours, or the hours of a day's own.
func halfDay(usual []span, text string) ([]span, error) {
	word, at, _ := strings.Cut(strings.TrimSpace(text), " ")
	gap := span{0, 2 * wholeDay}
	m, err := minutes(at)
	switch word = strings.ToLower(word); {
	case word != "until" && word != "from":
		open, err := spans(text)
		if err != nil {
			err = fmt.Errorf("%w; or until 13:00, or from 10:00", err)
		}
		return open, err
	case err != nil:
		return nil, fmt.Errorf("%q is no time of day; write it like 13:00", at)
	case word == "until":
		gap.from = m
	default:
		gap.until = m
	}
	return without(usual, gap), nil
}

// shortened says why nobody answers in the usual hours that a half day lacks.
func (c *Calendar) shortened(d day, usual, open []span) {
	for _, o := range open {
		usual = without(usual, o)
	}
	for _, gone := range usual {
		why := EarlyClose
		if len(open) > 0 && gone.from < open[0].from {
			why = LateOpening
		}
		c.closed[d] = append(c.closed[d], closing{gone, why})
	}
}

func (c *Calendar) closedDays(days []ClosedDay) error {
	for _, cl := range days {
		d, err := dateOf(cl.Date, "a closing")
		if err != nil {
			return err
		}
		why := strings.TrimSpace(cl.Why)
		if why == "" {
			return fmt.Errorf("hours: say why the line is closed on %s; callers are told", cl.Date)
		}
		parts := []span{{0, 2 * wholeDay}} // with the night that begins on it
		if strings.TrimSpace(cl.Hours) != "" {
			if parts, err = spans(cl.Hours); err != nil {
				return fmt.Errorf("hours: the closing of %s: %w", cl.Date, err)
			}
		}
		for _, part := range parts {
			c.closed[d] = append(c.closed[d], closing{part, why})
		}
	}
	return nil
}

func dateOf(text, what string) (day, error) {
	date, err := time.Parse(time.DateOnly, strings.TrimSpace(text))
	if err != nil {
		return day{}, fmt.Errorf("hours: %q is not the date of %s; write it like 2026-12-24", text, what)
	}
	return dayOf(date), nil
}
