package calllog

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// plainCall reads a row of the plain shape. The line is entered at once.
func plainCall(r row) (Call, bool, error) {
	c := Call{Kind: r.get("queue"), Server: r.get("server")}
	switch strings.ToLower(r.get("outcome")) {
	case "answered", "agent":
	case "abandoned", "hang":
		c.Abandoned = true
	case "phantom":
		return Call{}, false, nil
	default:
		return Call{}, false, fmt.Errorf("outcome is %q; write answered or abandoned", r.get("outcome"))
	}
	var err error
	if c.Arrived, err = moment(r.get("arrival")); err != nil {
		return Call{}, false, err
	}
	wait, err := r.seconds("wait", false)
	if err != nil {
		return Call{}, false, err
	}
	handle, err := r.seconds("handle", c.Abandoned)
	if err != nil {
		return Call{}, false, err
	}
	if c.Patience, err = r.seconds("patience", true); err != nil {
		return Call{}, false, err
	}
	if s := r.get("priority"); s != "" {
		if c.Priority, err = strconv.Atoi(s); err != nil {
			return Call{}, false, fmt.Errorf("priority is %q; write a whole number", s)
		}
	}
	c.Known = r.get("patience") != ""
	c.Entered = c.Arrived
	if c.Abandoned {
		c.Ended = c.Entered.Add(wait)
		if !c.Known {
			c.Patience, c.Known = wait, true
		}
		return c, true, nil
	}
	c.Answered = c.Entered.Add(wait)
	c.Ended = c.Answered.Add(handle)
	return c, true, nil
}

// moment reads when a call arrived. Without a day it is the first of January
// 2000; an offset from Greenwich is dropped, for the log's own clock is meant.
func moment(s string) (time.Time, error) {
	first := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, layout := range []string{time.RFC3339Nano, time.DateTime, "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02T15:04"} {
		if t, err := time.Parse(layout, s); err == nil {
			_, offset := t.Zone()
			return t.UTC().Add(time.Duration(offset) * time.Second), nil
		}
	}
	if d, err := clock(s); err == nil {
		return first.Add(d), nil
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil && n >= 0 && n < 1e9 {
		return first.Add(time.Duration(n * float64(time.Second))), nil
	}
	return time.Time{}, fmt.Errorf("arrival is %q; write 2026-11-23 09:30:00, 09:30:00, or seconds since the log begins", s)
}

// seconds reads a length of time; empty is none.
func (r row) seconds(name string, mayLack bool) (time.Duration, error) {
	s := r.get(name)
	if s == "" && mayLack {
		return 0, nil
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || n < 0 || math.IsNaN(n) || n > 1e7 {
		return 0, fmt.Errorf("%s is %q; write seconds, such as 93 or 12.5", name, s)
	}
	return time.Duration(n * float64(time.Second)), nil
}
