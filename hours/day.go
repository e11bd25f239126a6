package hours

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

var weekdays = map[string]time.Weekday{
	"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday,
	"thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday,
}

// A day is a date of the calendar, whatever the zone.
type day struct {
	year  int
	month time.Month
	date  int
}

func dayOf(t time.Time) day {
	y, m, d := t.Date()
	return day{y, m, d}
}

func (d day) add(days int) day {
	return dayOf(time.Date(d.year, d.month, d.date+days, 0, 0, 0, 0, time.UTC))
}

func (d day) weekday() time.Weekday {
	return time.Date(d.year, d.month, d.date, 0, 0, 0, 0, time.UTC).Weekday()
}

// at is the moment when the clocks of a zone show so many minutes after
// midnight. On the day they are set ahead, a time that they skip is the same
// time an hour on.
func (d day) at(minutes int, zone *time.Location) time.Time {
	return time.Date(d.year, d.month, d.date, minutes/60, minutes%60, 0, 0, zone)
}

// A span is part of a day, in minutes after midnight; until is not in it.
type span struct{ from, until int }

// A closing is a span in which nobody answers, and why.
type closing struct {
	span
	why string
}

// spans reads "08:00-12:00, 13:00-20:00"; "" and "closed" are none.
func spans(text string) ([]span, error) {
	text = strings.TrimSpace(text)
	if text == "" || strings.EqualFold(text, "closed") {
		return nil, nil
	}
	var out []span
	for part := range strings.SplitSeq(text, ",") {
		from, until, ok := strings.Cut(strings.TrimSpace(part), "-")
		a, errA := minutes(from)
		b, errB := minutes(until)
		if !ok || errA != nil || errB != nil || a >= b {
			return nil, fmt.Errorf("%q is no time of day; write it like 08:00-20:00 (midnight at the end is 24:00)", strings.TrimSpace(part))
		}
		out = append(out, span{a, b})
	}
	slices.SortFunc(out, func(a, b span) int { return a.from - b.from })
	for i := 1; i < len(out); i++ {
		if out[i].from < out[i-1].until {
			return nil, fmt.Errorf("%q has times that overlap; write them one after the other", text)
		}
	}
	return out, nil
}

func minutes(text string) (int, error) {
	text = strings.TrimSpace(text)
	if text == "24:00" {
		return 24 * 60, nil
	}
	t, err := time.Parse("15:04", text)
	return t.Hour()*60 + t.Minute(), err
}

// without takes out of the spans what lies in gap.
func without(spans []span, gap span) []span {
	var out []span
	for _, s := range spans {
		for _, rest := range []span{{s.from, min(s.until, gap.from)}, {max(s.from, gap.until), s.until}} {
			if rest.from < rest.until {
				out = append(out, rest)
			}
		}
	}
	return out
}
