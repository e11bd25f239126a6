package hours

import (
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

func agency() Plan {
	week := map[string]string{}
	for _, d := range []string{"monday", "tuesday", "wednesday", "thursday", "friday"} {
		week[d] = "08:00-20:00"
	}
	return Plan{Zone: "America/New_York", Week: week, Holidays: "us federal", Closed: []ClosedDay{
		{Date: "2026-12-24", Hours: "14:00-20:00", Why: "early close"},
		{Date: "2026-02-24", Why: "severe weather"},
	}}
}

func calendar(t *testing.T, p Plan) *Calendar {
	t.Helper()
	c, err := New(p)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAt(t *testing.T) {
	c := calendar(t, agency())
	for _, tc := range []struct{ name, at, want string }{
		{"a plain Monday", "2026-11-23 12:00", "open until 2026-11-23 20:00 EST"},
		{"the first minute", "2026-11-23 08:00", "open until 2026-11-23 20:00 EST"},
		{"the minute before", "2026-11-23 07:59", "night, opens 2026-11-23 08:00 EST"},
		{"the last minute", "2026-11-23 19:59", "open until 2026-11-23 20:00 EST"},
		{"closing time", "2026-11-23 20:00", "night, opens 2026-11-24 08:00 EST"},
		{"Friday night", "2026-11-20 21:00", "night, opens 2026-11-23 08:00 EST"},
		{"Saturday", "2026-11-21 10:00", "weekend, opens 2026-11-23 08:00 EST"},
		{"Thanksgiving", "2026-11-26 10:00", "holiday: Thanksgiving Day, opens 2026-11-27 08:00 EST"},
		{"the night before Thanksgiving", "2026-11-25 20:30", "night, opens 2026-11-27 08:00 EST"},
		{"the day after Thanksgiving is no federal holiday", "2026-11-27 10:00", "open until 2026-11-27 20:00 EST"},
		{"July 4 on Saturday is observed on Friday", "2026-07-03 10:00", "holiday: Independence Day, opens 2026-07-06 08:00 EDT"},
		{"July 4 on Saturday itself", "2026-07-04 10:00", "holiday: Independence Day, opens 2026-07-06 08:00 EDT"},
		{"July 4 on Sunday is observed on Monday", "2021-07-05 10:00", "holiday: Independence Day, opens 2021-07-06 08:00 EDT"},
		{"New Year's observed in the year before", "2021-12-31 10:00", "holiday: New Year's Day, opens 2022-01-03 08:00 EST"},
		{"New Year's on Sunday is observed on Monday", "2023-01-02 10:00", "holiday: New Year's Day, opens 2023-01-03 08:00 EST"},
		{"Juneteenth was none in 2020", "2020-06-19 10:00", "open until 2020-06-19 20:00 EDT"},
		{"Juneteenth on Saturday, its first year", "2021-06-18 10:00", "holiday: Juneteenth, opens 2021-06-21 08:00 EDT"},
		{"Christmas on Friday", "2026-12-25 10:00", "holiday: Christmas Day, opens 2026-12-28 08:00 EST"},
		{"before an early close", "2026-12-24 13:00", "open until 2026-12-24 14:00 EST"},
		{"after an early close", "2026-12-24 14:00", "closing: early close, opens 2026-12-28 08:00 EST"},
		{"Inauguration Day is none across the nation", "2021-01-20 10:00", "open until 2021-01-20 20:00 EST"},
		{"Inauguration Day on Dr. King's is a holiday all the same", "2025-01-20 10:00", "holiday: Martin Luther King Jr. Day, opens 2025-01-21 08:00 EST"},
		{"the last Friday of a leap February", "2028-02-25 20:00", "night, opens 2028-02-28 08:00 EST"},
		{"February 29", "2028-02-29 10:00", "open until 2028-02-29 20:00 EST"},
		{"the night before February 29", "2028-02-28 21:00", "night, opens 2028-02-29 08:00 EST"},
		{"a snow day", "2026-02-24 10:00", "closing: severe weather, opens 2026-02-25 08:00 EST"},
		{"the Sunday clocks go ahead", "2026-03-08 12:00", "weekend, opens 2026-03-09 08:00 EDT"},
		{"the Friday before they go ahead", "2026-03-06 20:00", "night, opens 2026-03-09 08:00 EDT"},
		{"the Friday before they go back", "2026-10-30 20:00", "night, opens 2026-11-02 08:00 EST"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := said(c.At(on(t, c, tc.at)), c); got != tc.want {
				t.Errorf("At(%s) = %s; want %s", tc.at, got, tc.want)
			}
		})
	}
}

// TestElsewhere asks in other zones: a caller in Hawaii at midnight is a caller
// at six in the morning, a second before opening is closed.
func TestElsewhere(t *testing.T) {
	c := calendar(t, agency())
	opening := time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC) // 08:00 EDT; a day before it would have been 07:00 EST
	if c.At(opening.Add(-time.Second)).Open || !c.At(opening).Open {
		t.Error("the first opening after the clocks went ahead is not at 12:00 UTC")
	}
	opening = time.Date(2026, 11, 2, 13, 0, 0, 0, time.UTC)
	if c.At(opening.Add(-time.Second)).Open || !c.At(opening.In(time.FixedZone("HST", -10*3600))).Open {
		t.Error("the first opening after the clocks went back is not at 13:00 UTC")
	}
}

func TestDaysOfTheClockChange(t *testing.T) {
	p := agency()
	p.Week["sunday"] = "01:00-04:00"
	c := calendar(t, p)
	for _, tc := range []struct {
		date string
		want time.Duration
	}{{"2026-03-08", 2 * time.Hour}, {"2026-11-01", 4 * time.Hour}, {"2026-11-08", 3 * time.Hour}} {
		o := c.openings(dayOf(on(t, c, tc.date+" 12:00")))
		if len(o) != 1 || o[0].Until.Sub(o[0].From) != tc.want {
			t.Errorf("%s: open %v; want %v long", tc.date, o, tc.want)
		}
	}
	p.Week["sunday"] = "02:15-02:45" // does not exist on March 8: an hour on, not lost
	c = calendar(t, p)
	if o := c.At(on(t, c, "2026-03-08 00:00")); o.Next.Sub(on(t, c, "2026-03-08 00:00")) > 4*time.Hour {
		t.Errorf("the opening that the clocks skip is at %v", o.Next)
	}
}

func TestThroughTheNight(t *testing.T) {
	c := calendar(t, Plan{Zone: "America/New_York", Holidays: "none", Week: map[string]string{
		"friday": "08:00-24:00", "saturday": "00:00-02:00, 10:00-12:00"}})
	for at, want := range map[string]string{
		"2026-11-20 23:00": "open until 2026-11-21 02:00 EST",
		"2026-11-21 01:00": "open until 2026-11-21 02:00 EST",
		"2026-11-21 03:00": "night, opens 2026-11-21 10:00 EST",
		"2026-11-21 12:00": "night, opens 2026-11-27 08:00 EST",
		"2026-11-22 12:00": "weekend, opens 2026-11-27 08:00 EST",
	} {
		if got := said(c.At(on(t, c, at)), c); got != want {
			t.Errorf("At(%s) = %s; want %s", at, got, want)
		}
	}
	if got := Always().At(time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)); !got.Open || !got.Next.IsZero() {
		t.Errorf("Always is %+v", got)
	}
	never := calendar(t, Plan{Zone: "UTC", Holidays: "none"})
	if got := never.At(time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)); got.Open || !got.Next.IsZero() {
		t.Errorf("a calendar without a week is %+v", got)
	}
}

func TestNewRefuses(t *testing.T) {
	for want, spoil := range map[string]func(*Plan){
		"write the time zone":                func(p *Plan) { p.Zone = "" },
		`there is no time zone "Mars/Phobos`: func(p *Plan) { p.Zone = "Mars/Phobos" },
		`"someday" is not a day`:             func(p *Plan) { p.Week["someday"] = "08:00-20:00" },
		`"8 to 8" is no time of day`:         func(p *Plan) { p.Week["monday"] = "8 to 8" },
		`"20:00-08:00" would go through`:     func(p *Plan) { p.Week["monday"] = "20:00-08:00" },
		`"08:00-08:00" is no time of day`:    func(p *Plan) { p.Week["monday"] = "08:00-08:00" },
		"monday is there twice":              func(p *Plan) { p.Week["sunday to monday"] = "08:00-20:00" },
		`"monday to fry" is not a day`:       func(p *Plan) { p.Week["monday to fry"] = "08:00-20:00" },
		"the night of monday goes on into":   func(p *Plan) { p.Week["monday"], p.Week["tuesday"] = "22:00-02:00", "01:00-08:00" },
		"is not the date of a half day":      func(p *Plan) { p.HalfDays = map[string]string{"Christmas Eve": "until 13:00"} },
		`"1 pm" is no time of day`:           func(p *Plan) { p.HalfDays = map[string]string{"2026-12-23": "until 1 pm"} },
		"or until 13:00, or from 10:00":      func(p *Plan) { p.HalfDays = map[string]string{"2026-12-23": "short"} },
		"nobody answers on that day":         func(p *Plan) { p.HalfDays = map[string]string{"2026-12-25": "until 13:00"} },
		"no shorter than the usual 08:00-20": func(p *Plan) { p.HalfDays = map[string]string{"2026-12-23": "until 21:00"} },
		"leaves nothing of the day":          func(p *Plan) { p.HalfDays = map[string]string{"2026-12-23": "until 08:00"} },
		"times that overlap":                 func(p *Plan) { p.Week["monday"] = "08:00-12:00, 11:00-20:00" },
		`write "us federal" or "none"`:       func(p *Plan) { p.Holidays = "bank" },
		"is not the date of a closing":       func(p *Plan) { p.Closed = []ClosedDay{{Date: "12/24/2026", Why: "x"}} },
		"say why the line is closed":         func(p *Plan) { p.Closed = []ClosedDay{{Date: "2026-12-24"}} },
		"the closing of 2026-12-24":          func(p *Plan) { p.Closed = []ClosedDay{{Date: "2026-12-24", Hours: "noon", Why: "x"}} },
	} {
		p := agency()
		spoil(&p)
		if _, err := New(p); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("err = %v; want %q", err, want)
		}
	}
}

func on(t *testing.T, c *Calendar, at string) time.Time {
	t.Helper()
	out, err := time.ParseInLocation("2006-01-02 15:04", at, c.zone)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func said(h civicline.OpenHours, c *Calendar) string {
	next := h.Next.In(c.zone).Format("2006-01-02 15:04 MST")
	if h.Open {
		return "open until " + next
	}
	return h.Why + ", opens " + next
}
