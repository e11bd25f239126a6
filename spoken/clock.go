package spoken

import "github.com/civicline/civicline"

// Clock is a time of day, hour 0 to 23: "ten fifteen in the morning", "las
// diez y quince de la mañana".
func Clock(hour, minute int, l civicline.Language) string {
	return of(l).timeOfDay(hour, minute, true)
}

// timeOfDay is Clock; the article of the hour may be left out.
func (t *table) timeOfDay(hour, minute int, article bool) string {
	if hour == 12 && minute == 0 && t.clock.noon != "" {
		return t.clock.noon
	}
	part := ""
	for _, p := range t.clock.parts {
		if hour >= p.from {
			part = p.words
		}
	}
	return t.hourAndMinute(twelve(hour), minute, article) + " " + part
}

// hourAndMinute is what the hands of a clock show.
func (t *table) hourAndMinute(hour, minute int, article bool) string {
	c := &t.clock
	f, out := Counting, ""
	if c.one != "" {
		f = Feminine
	}
	if article && c.one != "" {
		out = c.many + " "
		if hour == 1 {
			out = c.one + " "
		}
	}
	out += t.names(f).say(uint64(hour))
	switch {
	case minute > 9 || minute > 0 && c.oh == "":
		out += c.tie + t.counting.say(uint64(minute))
	case minute > 0:
		out += c.tie + c.oh + " " + t.counting.say(uint64(minute))
	}
	return out
}

func twelve(h int) int {
	if h %= 12; h == 0 {
		return 12
	}
	return h
}
