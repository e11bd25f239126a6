package hours

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

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

func (d day) String() string {
	return time.Date(d.year, d.month, d.date, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// at is the moment when the clocks of a zone show so many minutes after
// midnight, of the next day from 1440 on. On the day they are set ahead, a time
// that they skip is the same time an hour on; on the day they are set back, a
// time that they show twice is the first.
func (d day) at(minutes int, zone *time.Location) time.Time {
	t := time.Date(d.year, d.month, d.date, minutes/60, minutes%60, 0, 0, zone)
	_, before := t.Add(-wholeDay / 2 * time.Minute).Zone()
	_, after := t.Add(wholeDay / 2 * time.Minute).Zone()
	if before == after {
		return t
	}
	wall := time.Date(d.year, d.month, d.date, minutes/60, minutes%60, 0, 0, time.UTC)
	first := wall.Add(-time.Duration(max(before, after)) * time.Second).In(zone)
	if first.Minute() == wall.Minute() && first.Hour() == wall.Hour() {
		return first
	}
	return wall.Add(-time.Duration(min(before, after)) * time.Second).In(zone)
}

// A span is part of a day, in minutes after midnight; until is not in it, and
// is more than wholeDay if the span goes on after midnight.
type span struct{ from, until int }

const wholeDay = 24 * 60

// longestNight is what a span past midnight must be shorter than: a longer one
// is, nearly always, two times written the wrong way round.
const longestNight = 12 * 60

// spans reads "08:00-12:00, 13:00-20:00", and "22:00-02:00" as past midnight;
// "" and "closed" are none.
func spans(text string) ([]span, error) {
	text = strings.TrimSpace(text)
	if text == "" || strings.EqualFold(text, "closed") {
		return nil, nil
	}
	var out []span
	for part := range strings.SplitSeq(text, ",") {
		s, err := aSpan(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b span) int { return a.from - b.from })
	for i := 1; i < len(out); i++ {
		if out[i].from < out[i-1].until {
			return nil, fmt.Errorf("%q has times that overlap; write them one after the other", text)
		}
	}
	return out, nil
}

func aSpan(text string) (span, error) {
	from, until, ok := strings.Cut(strings.ReplaceAll(text, "–", "-"), "-")
	a, errA := minutes(from)
	b, errB := minutes(until)
	if !ok || errA != nil || errB != nil || a == b || a == wholeDay {
		return span{}, fmt.Errorf("%q is no time of day; write it like 08:00-20:00 (midnight at the end is 24:00)", text)
	}
	if b < a {
		b += wholeDay
		if b-a >= longestNight {
			return span{}, fmt.Errorf("%q would go through the night for 12 hours or more; write the earlier time first, like 08:00-20:00", text)
		}
	}
	return span{a, b}, nil
}

func minutes(text string) (int, error) {
	text = strings.TrimSpace(text)
	if text == "24:00" {
		return wholeDay, nil
	}
	t, err := time.Parse("15:04", text)
	return t.Hour()*60 + t.Minute(), err
}

// written is how spans would be written.
func written(spans []span) string {
	out := make([]string, len(spans))
	for i, s := range spans {
		until := s.until
		if until > wholeDay {
			until -= wholeDay
		}
		out[i] = fmt.Sprintf("%02d:%02d-%02d:%02d", s.from/60, s.from%60, until/60, until%60)
	}
	return strings.Join(out, ", ")
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
