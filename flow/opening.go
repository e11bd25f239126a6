package flow

import (
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/spoken"
)

// OpeningHours says in words when people answer: week holds "08:00-20:00", or
// several parted by commas, for each day that is not closed; times are those of
// zone, and notOn is when nobody answers all the same, "" if there is no such day.
func OpeningHours(week map[time.Weekday]string, zone *time.Location, now time.Time, notOn civicline.Words) civicline.Words {
	out := civicline.Words{}
	for _, l := range civicline.Languages {
		var parts []string
		for i := 1; i <= 7; {
			text := week[time.Weekday(i%7)]
			last := i
			for last < 7 && week[time.Weekday((last+1)%7)] == text {
				last++
			}
			if text != "" {
				parts = append(parts, daysWords(i, last, l)+", "+spanWords(text, zone, now, l))
			}
			i = last + 1
		}
		words := strings.Join(parts, map[civicline.Language]string{civicline.English: ", and ", civicline.Spanish: ", y "}[l])
		if z := zoneName(now.In(zone), l); z != "" {
			words += ", " + z
			if l == civicline.English {
				words += " time"
			}
		}
		if notOn[l] != "" {
			words += ", " + notOn[l]
		}
		out[l] = words
	}
	return out
}

// daysWords is a row of days, Monday being 1: "Monday to Friday", "los sábados".
func daysWords(first, last int, l civicline.Language) string {
	a, b := spoken.Weekday(time.Weekday(first%7), l), spoken.Weekday(time.Weekday(last%7), l)
	es := l == civicline.Spanish
	switch {
	case first == last && es:
		return "el " + a
	case first == last:
		return a
	case last == first+1 && es:
		return a + " y " + b
	case last == first+1:
		return a + " and " + b
	case es:
		return "de " + a + " a " + b
	}
	return a + " to " + b
}

// spanWords is "08:00-20:00" as it is said.
func spanWords(text string, zone *time.Location, now time.Time, l civicline.Language) string {
	var out []string
	for _, span := range strings.Split(text, ",") {
		from, to, _ := strings.Cut(strings.TrimSpace(span), "-")
		var said [2]string
		for i, at := range []string{from, to} {
			t, err := time.Parse("15:04", strings.TrimSpace(at))
			if err != nil { // 24:00
				t = time.Time{}
			}
			said[i] = strings.TrimPrefix(clock(time.Date(now.Year(), now.Month(), now.Day(), t.Hour(), t.Minute(), 0, 0, zone), l), "las ")
		}
		if l == civicline.Spanish {
			out = append(out, "de "+said[0]+" a "+said[1])
		} else {
			out = append(out, "from "+said[0]+" to "+said[1])
		}
	}
	return strings.Join(out, map[civicline.Language]string{civicline.English: " and ", civicline.Spanish: " y "}[l])
}
