package hours

import "time"

// BusinessDay reports whether the day of t counts for a clock: it is a Monday,
// Tuesday … Friday on which people answer at all. A holiday is none, nor is a
// day on which a closing leaves nothing; a half day is one.
func (c *Calendar) BusinessDay(t time.Time) bool { return c.business(dayOf(t.In(c.zone))) }

func (c *Calendar) business(d day) bool {
	weekday := d.weekday()
	return weekday != time.Saturday && weekday != time.Sunday && len(c.openings(d)) > 0
}

// AddBusinessDays is when something is due that may take n business days from
// t. The day of t does not count, whatever the hour, as in Rule 6(a)(1) of the
// Federal Rules of Civil Procedure; it is due when people last answer on the
// n-th business day after. For n of 0 or less it is due at the end of the day of
// t, or, if that is no business day or is over, of the next one. It is zero if
// so many business days do not come.
func (c *Calendar) AddBusinessDays(t time.Time, n int) time.Time {
	d := dayOf(t.In(c.zone))
	if n <= 0 {
		if due := c.endOf(d); c.business(d) && t.Before(due) {
			return due
		}
		n = 1
	}
	for idle := 0; idle < horizon; idle++ {
		d = d.add(1)
		if !c.business(d) {
			continue
		}
		if n--; n == 0 {
			return c.endOf(d)
		}
		idle = 0
	}
	return time.Time{}
}

// endOf is when people last answer of what begins on a day; zero if they do not.
func (c *Calendar) endOf(d day) time.Time {
	open := c.openings(d)
	if len(open) == 0 {
		return time.Time{}
	}
	return open[len(open)-1].Until
}
