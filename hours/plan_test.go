package hours

import (
	"strings"
	"testing"
	"time"
)

// house is an agency with officers, who keep other hours, and a night line.
func house() Plan {
	p := agency()
	p.Closed = []ClosedDay{{Date: "2026-02-24", Why: "severe weather"}}
	p.HalfDays = map[string]string{"2026-12-24": "until 13:00", "2026-12-31": "from 10:00", "2026-11-28": "09:00-12:00", "2026-10-12": "10:00-14:00"}
	p.Calendars = map[string]Plan{
		"officers": {Week: map[string]string{"monday to friday": "07:00–18:30"}, HalfDays: map[string]string{"2026-12-31": "until 12:00"}},
		"night": {Week: map[string]string{"friday": "22:00-02:00", "saturday": "22:00-02:00"}, Zone: "America/Los_Angeles", Holidays: "none",
			Closed: []ClosedDay{{Date: "2026-12-04", Hours: "23:00-01:00", Why: "power failure"}, {Date: "2026-12-12", Why: "power failure"}}},
	}
	return p
}

func TestNamedCalendars(t *testing.T) {
	all, err := All(house())
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ calendar, name, at, want string }{
		{"", "its own hours", "2026-11-23 19:00", "open until 2026-11-23 20:00 EST"},
		{"officers", "earlier to close", "2026-11-23 19:00", "night, opens 2026-11-24 07:00 EST"},
		{"officers", "earlier to open", "2026-11-23 07:00", "open until 2026-11-23 18:30 EST"},
		{"officers", "the agency's holidays", "2026-11-26 10:00", "holiday: Thanksgiving Day, opens 2026-11-27 07:00 EST"},
		{"officers", "the agency's closed days", "2026-02-24 10:00", "closing: severe weather, opens 2026-02-25 07:00 EST"},
		{"officers", "the agency's half days", "2026-12-24 12:59", "open until 2026-12-24 13:00 EST"},
		{"officers", "half days of its own come first", "2026-12-31 12:30", "closing: early close, opens 2027-01-04 07:00 EST"},
		{"", "which others do not see", "2026-12-31 12:30", "open until 2026-12-31 20:00 EST"},
		{"", "before a late opening", "2026-12-31 09:00", "closing: late opening, opens 2026-12-31 10:00 EST"},
		{"", "the night before is no late opening", "2026-12-31 06:00", "night, opens 2026-12-31 10:00 EST"},
		{"", "after an early close", "2026-12-24 15:00", "closing: early close, opens 2026-12-28 08:00 EST"},
		{"", "the night after is no early close", "2026-12-24 21:00", "night, opens 2026-12-28 08:00 EST"},
		{"", "a Saturday with hours of its own", "2026-11-28 10:00", "open until 2026-11-28 12:00 EST"},
		{"", "the rest of that Saturday", "2026-11-28 13:00", "weekend, opens 2026-11-30 08:00 EST"},
		{"", "a holiday with hours of its own", "2026-10-12 10:30", "open until 2026-10-12 14:00 EDT"},
		{"night", "before midnight", "2026-11-20 23:00", "open until 2026-11-21 02:00 PST"},
		{"night", "after midnight", "2026-11-22 01:59", "open until 2026-11-22 02:00 PST"},
		{"night", "a closing that goes on past midnight", "2026-12-05 00:30", "closing: power failure, opens 2026-12-05 01:00 PST"},
		{"night", "the rest of that night", "2026-12-05 01:00", "open until 2026-12-05 02:00 PST"},
		{"night", "a closed day ends the night before it", "2026-12-11 23:00", "open until 2026-12-12 00:00 PST"},
		{"night", "a closed day takes its own night with it", "2026-12-13 01:00", "closing: power failure, opens 2026-12-18 22:00 PST"},
		{"night", "the day after a closed night", "2026-12-13 03:00", "weekend, opens 2026-12-18 22:00 PST"},
		{"night", "the night is over", "2026-11-22 02:00", "weekend, opens 2026-11-27 22:00 PST"},
	} {
		t.Run(tc.calendar+": "+tc.name, func(t *testing.T) {
			c := all[tc.calendar]
			if got := said(c.At(on(t, c, tc.at)), c); got != tc.want {
				t.Errorf("At(%s) = %s; want %s", tc.at, got, tc.want)
			}
		})
	}
	if c := calendar(t, house()); c.Week()[time.Monday] != "08:00-20:00" || all["night"].Week()[time.Friday] != "22:00-02:00" || len(all["night"].Week()) != 2 {
		t.Errorf("the weeks are %v and %v", c.Week(), all["night"].Week())
	}
}

func TestAllRefuses(t *testing.T) {
	for want, spoil := range map[string]func(*Plan){
		`the calendar "officers": hours: monday: "noon"`: func(p *Plan) {
			p.Calendars["officers"] = Plan{Week: map[string]string{"monday": "noon"}}
		},
		"a calendar has no name": func(p *Plan) { p.Calendars[" "] = Plan{} },
		"write them all beside":  func(p *Plan) { p.Calendars["a"] = Plan{Calendars: map[string]Plan{"b": {}}} },
		"write the time zone":    func(p *Plan) { p.Zone = "" },
		`"until 20:00" is no shorter`: func(p *Plan) {
			p.Calendars["a"] = Plan{HalfDays: map[string]string{"2026-12-23": "until 20:00"}}
		},
	} {
		p := house()
		spoil(&p)
		if _, err := All(p); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("err = %v; want %q", err, want)
		}
	}
}

// TestWhatIsToCome asks what callers are told beside the next opening.
func TestWhatIsToCome(t *testing.T) {
	c := calendar(t, house()).With(Closing{From: time.Date(2026, 11, 24, 20, 0, 0, 0, time.UTC), Until: time.Date(2026, 11, 25, 14, 0, 0, 0, time.UTC), Why: "snow"})
	for _, tc := range []struct{ name, at, why, after string }{
		{"a plain day", "2026-11-23 12:00", "", ""},
		{"a plain night", "2026-11-23 21:00", "night", ""},
		{"the night before a holiday", "2026-12-24 21:00", "night", "Christmas Day"},
		{"the weekend before a holiday", "2026-09-05 10:00", "weekend", "Labor Day"},
		{"on the holiday itself", "2026-09-07 10:00", "holiday: Labor Day", ""},
		{"a holiday on a Saturday is told of on the Friday it is kept", "2026-07-02 21:00", "night", "Independence Day"},
		{"an early close to come", "2026-12-24 09:00", "closing: early close", ""},
		{"a closing to come", "2026-11-24 09:00", "closing: snow", ""},
		{"in that closing", "2026-11-24 16:00", "closing: snow", ""},
	} {
		if got := c.At(on(t, c, tc.at)); got.Why != tc.why || got.After != tc.after {
			t.Errorf("%s: why %q, after %q; want %q, %q", tc.name, got.Why, got.After, tc.why, tc.after)
		}
	}
}

func TestAdmit(t *testing.T) {
	c := calendar(t, house())
	for _, tc := range []struct {
		name, at string
		last     time.Duration
		want     string
	}{
		{"any time, where there is no last entry", "2026-11-23 19:59", 0, "open until 2026-11-23 20:00 EST"},
		{"a minute before the last entry", "2026-11-23 19:49", 10 * time.Minute, "open until 2026-11-23 20:00 EST"},
		{"the last entry", "2026-11-23 19:50", 10 * time.Minute, "too late: closes at 20:00, opens 2026-11-24 08:00 EST"},
		{"the last entry of a half day", "2026-12-24 12:55", 10 * time.Minute, "too late: closes at 13:00, opens 2026-12-28 08:00 EST"},
		{"closed already", "2026-11-23 20:00", 10 * time.Minute, "night, opens 2026-11-24 08:00 EST"},
	} {
		if got := said(c.Admit(on(t, c, tc.at), tc.last), c); got != tc.want {
			t.Errorf("%s: %s; want %s", tc.name, got, tc.want)
		}
	}
	if h := c.Admit(on(t, c, "2026-12-24 12:55"), time.Hour); h.After != "Christmas Day" {
		t.Errorf("before a holiday: %+v", h)
	}
	if h := Always().Admit(time.Unix(0, 0), time.Hour); !h.Open {
		t.Errorf("a line that never closes: %+v", h)
	}
	for at, want := range map[string]time.Duration{"2026-11-23 19:30": 30 * time.Minute, "2026-11-23 20:00": 0} {
		if got := c.ClosesIn(on(t, c, at)); got != want {
			t.Errorf("ClosesIn(%s) = %v; want %v", at, got, want)
		}
	}
	if Always().ClosesIn(time.Unix(0, 0)) != Never {
		t.Error("a line that never closes does")
	}
}

func TestClosingsWhileRunning(t *testing.T) {
	base := calendar(t, house())
	noon := on(t, base, "2026-11-23 12:00")
	at := func(c *Calendar, text string) string { return said(c.At(on(t, c, text)), c) }
	for _, tc := range []struct {
		name   string
		closed []Closing
		at     string
		want   string
	}{
		{"before it", []Closing{{From: noon, Until: noon.Add(time.Hour), Why: "snow"}}, "2026-11-23 11:00", "open until 2026-11-23 12:00 EST"},
		{"in it", []Closing{{From: noon, Until: noon.Add(time.Hour), Why: "snow"}}, "2026-11-23 12:00", "closing: snow, opens 2026-11-23 13:00 EST"},
		{"after it", []Closing{{From: noon, Until: noon.Add(time.Hour), Why: "snow"}}, "2026-11-23 13:00", "open until 2026-11-23 20:00 EST"},
		{"to the end of the day", []Closing{{From: noon, Until: noon.Add(12 * time.Hour), Why: "snow"}}, "2026-11-23 13:00", "closing: snow, opens 2026-11-24 08:00 EST"},
		{"two that meet", []Closing{{From: noon, Until: noon.Add(time.Hour), Why: "snow"}, {From: noon.Add(time.Hour), Until: noon.Add(3 * time.Hour), Why: "ice"}}, "2026-11-23 12:30", "closing: snow, opens 2026-11-23 15:00 EST"},
		{"until further notice", []Closing{{From: noon, Why: "snow"}}, "2026-11-25 13:00", "closing: snow, opens 0000-12-31 19:03 LMT"},
		{"since before any day", []Closing{{Until: noon, Why: "snow"}}, "2026-11-20 13:00", "closing: snow, opens 2026-11-23 12:00 EST"},
		{"one that ends as it begins", []Closing{{From: noon, Until: noon, Why: "snow"}}, "2026-11-23 12:00", "open until 2026-11-23 20:00 EST"},
		{"one the wrong way round", []Closing{{From: noon, Until: noon.Add(-time.Hour), Why: "snow"}}, "2026-11-23 11:30", "open until 2026-11-23 20:00 EST"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := at(base.With(tc.closed...), tc.at)
			if _, _, further := strings.Cut(tc.want, "0000-12-31"); further {
				if h := base.With(tc.closed...).At(on(t, base, tc.at)); h.Open || !h.Next.IsZero() || h.Why != "closing: snow" {
					t.Errorf("At = %+v", h)
				}
			} else if got != tc.want {
				t.Errorf("At(%s) = %s; want %s", tc.at, got, tc.want)
			}
		})
	}
	if got := at(base, "2026-11-23 12:00"); got != "open until 2026-11-23 20:00 EST" {
		t.Errorf("the calendar itself has changed: %s", got)
	}
}

func TestBusinessDays(t *testing.T) {
	all, err := All(house())
	if err != nil {
		t.Fatal(err)
	}
	c := all["officers"]
	for _, tc := range []struct {
		name, from string
		days       int
		want       string
	}{
		{"three from a Monday", "2026-11-30 10:00", 3, "2026-12-03 18:30"},
		{"the day itself does not count, however early", "2026-11-30 00:00", 1, "2026-12-01 18:30"},
		{"nor however late", "2026-11-30 23:59", 1, "2026-12-01 18:30"},
		{"over a weekend", "2026-12-04 16:00", 3, "2026-12-09 18:30"},
		{"from a Saturday", "2026-12-05 10:00", 3, "2026-12-09 18:30"},
		{"over Thanksgiving", "2026-11-24 10:00", 3, "2026-11-30 18:30"},
		{"over a holiday observed on the Friday before", "2026-07-01 10:00", 2, "2026-07-06 18:30"},
		{"thirty, over Thanksgiving, Christmas and New Year", "2026-11-23 10:00", 30, "2027-01-07 18:30"},
		{"a half day counts, and ends early", "2026-12-23 10:00", 1, "2026-12-24 13:00"},
		{"a snow day does not count", "2026-02-23 10:00", 1, "2026-02-25 18:30"},
		{"over February 29", "2028-02-28 10:00", 2, "2028-03-01 18:30"},
		{"over the clocks set ahead", "2026-03-06 18:00", 1, "2026-03-09 18:30"},
		{"none: today", "2026-11-23 10:00", 0, "2026-11-23 18:30"},
		{"none, today being over", "2026-11-23 18:30", 0, "2026-11-24 18:30"},
		{"less than none", "2026-11-21 10:00", -2, "2026-11-23 18:30"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := c.AddBusinessDays(on(t, c, tc.from), tc.days).Format("2006-01-02 15:04"); got != tc.want {
				t.Errorf("%d days from %s: %s; want %s", tc.days, tc.from, got, tc.want)
			}
		})
	}
	monday := on(t, c, "2026-11-23 10:00")
	if c.With(Closing{From: monday, Until: monday.Add(time.Hour), Why: "a drill"}).BusinessDay(monday) != true {
		t.Error("an hour's closing takes the whole business day")
	}
	if c.With(Closing{Why: "the end"}).AddBusinessDays(monday, 1) != (time.Time{}) {
		t.Error("a day is found though none comes")
	}
	if saturday := on(t, c, "2026-11-28 10:00"); all[""].BusinessDay(saturday) || !all[""].At(saturday).Open {
		t.Error("a Saturday on which people answer is to be no business day")
	}
}

func TestOpeningsOfADay(t *testing.T) {
	p := house()
	p.Week["friday"] = "08:00-12:00, 13:00-20:00"
	c := calendar(t, p)
	for date, want := range map[string]string{
		"2026-11-27": "08:00-12:00 13:00-20:00", "2026-12-24": "08:00-13:00", "2026-12-25": "", "2026-11-29": "", "2026-02-24": "",
	} {
		var got []string
		for _, o := range c.Openings(on(t, c, date+" 23:00")) {
			got = append(got, o.From.Format("15:04")+"-"+o.Until.Format("15:04"))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v; want %s", date, got, want)
		}
	}
}

// TestNightsOfTheClockChange: a night that goes on past two is an hour shorter
// in March, and an hour longer in November.
func TestNightsOfTheClockChange(t *testing.T) {
	c := calendar(t, Plan{Zone: "America/New_York", Holidays: "none", Week: map[string]string{"saturday": "22:00-04:00"}})
	for date, want := range map[string]time.Duration{"2026-03-07": 5 * time.Hour, "2026-10-31": 7 * time.Hour, "2026-11-07": 6 * time.Hour} {
		o := c.Openings(on(t, c, date+" 12:00"))
		if len(o) != 1 || o[0].Until.Sub(o[0].From) != want {
			t.Errorf("%s: open %v; want %v long", date, o, want)
		}
	}
	// 01:30 comes twice on November 1; both are in the night of October 31.
	for _, utc := range []int{5, 6} {
		if at := time.Date(2026, 11, 1, utc, 30, 0, 0, time.UTC); !c.At(at).Open {
			t.Errorf("%v is closed", at.In(c.zone))
		}
	}
}
