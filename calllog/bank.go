package calllog

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// bankCall reads a row of the bank's log. Times earlier than the call's entry
// are after midnight; a call that was answered without q_start did not wait; one
// that hung up without q_start never reached the line.
func bankCall(r row) (Call, bool, error) {
	outcome := strings.ToUpper(r.get("outcome"))
	switch outcome {
	case "AGENT", "HANG":
	case "PHANTOM":
		return Call{}, false, nil
	default:
		return Call{}, false, fmt.Errorf("outcome is %q; write AGENT, HANG or PHANTOM", r.get("outcome"))
	}
	day, err := date(r.get("date"))
	if err != nil {
		return Call{}, false, err
	}
	var at [6]time.Time
	for i, name := range []string{"vru_entry", "vru_exit", "q_start", "q_exit", "ser_start", "ser_exit"} {
		d, err := clock(r.get(name))
		if err != nil {
			return Call{}, false, fmt.Errorf("%s: %w", name, err)
		}
		if d != 0 || i < 2 {
			at[i] = day.Add(d)
		}
	}
	entry := at[0]
	for i := range at {
		if !at[i].IsZero() && entry.Sub(at[i]) > 12*time.Hour {
			at[i] = at[i].AddDate(0, 0, 1)
		}
	}
	c := Call{Kind: r.get("type"), Arrived: entry, Entered: at[2], Abandoned: outcome == "HANG"}
	c.Priority, _ = strconv.Atoi(r.get("priority"))
	leave := latest(at[1], at[2], at[3])
	if c.Abandoned {
		c.Ended = leave
		if c.Patience = c.Wait(); !c.Entered.IsZero() {
			c.Known = true
		}
		return c, true, nil
	}
	if c.Server = r.get("server"); c.Server == "NO_SERVER" {
		c.Server = ""
	}
	c.Answered = leave
	if c.Entered.IsZero() {
		c.Entered = leave
	}
	c.Ended = latest(c.Answered, at[5])
	return c, true, nil
}

func latest(of ...time.Time) time.Time {
	var last time.Time
	for _, t := range of {
		if t.After(last) {
			last = t
		}
	}
	return last
}

// date reads 990201, 1999-02-01 or 19990201.
func date(s string) (time.Time, error) {
	for _, layout := range []string{"060102", time.DateOnly, "20060102"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("date is %q; write year, month and day as in 990201", s)
}

// clock reads h:mm:ss or h:mm, up to a day and more.
func clock(s string) (time.Duration, error) {
	parts := strings.Split(s, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return 0, fmt.Errorf("%q is no time of day; write 9:30:00", s)
	}
	var d time.Duration
	for i, unit := range []time.Duration{time.Hour, time.Minute, time.Second}[:len(parts)] {
		n, err := strconv.Atoi(parts[i])
		if err != nil || n < 0 || i > 0 && n > 59 {
			return 0, fmt.Errorf("%q is no time of day; write 9:30:00", s)
		}
		d += time.Duration(n) * unit
	}
	return d, nil
}
