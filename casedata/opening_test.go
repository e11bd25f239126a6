package casedata_test

import (
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/casedata"
	"github.com/civicline/civicline/hours"
)

// TestTomorrowIsNotAlwaysAsUsual asks for the hours on the eve of other days.
func TestTomorrowIsNotAlwaysAsUsual(t *testing.T) {
	_, g := open(t)
	c, err := hours.New(hours.Plan{
		Zone: "America/New_York", Holidays: "us federal",
		Week:     map[string]string{"monday to thursday": "08:00-12:00, 13:00-20:00", "friday": "22:00-02:00"},
		HalfDays: map[string]string{"2026-12-24": "until 13:00", "2026-12-30": "from 10:00", "2026-10-12": "09:00-11:00", "2026-12-06": "09:00-11:00"},
		Closed:   []hours.ClosedDay{{Date: "2026-02-24", Why: "severe weather"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	moment := func(at string) time.Time {
		out, err := time.ParseInLocation("2006-01-02 15:04", at, c.Zone())
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	snow := c.With(hours.Closing{From: moment("2026-11-24 15:00"), Why: "severe weather"})
	for _, tt := range []struct {
		name, at string
		c        *hours.Calendar
		want     civicline.Facts
	}{
		{"a usual day", "2026-11-23 10:00", c, civicline.Facts{"open": "yes", "tomorrow": "open", "tomorrow hours": "08:00-12:00, 13:00-20:00", "tomorrow why": ""}},
		{"a half day", "2026-12-23 10:00", c, civicline.Facts{"tomorrow": "open", "tomorrow hours": "08:00-12:00", "tomorrow why": "closing: early close"}},
		{"a late opening", "2026-12-29 23:59", c, civicline.Facts{"tomorrow": "open", "tomorrow hours": "10:00-12:00, 13:00-20:00", "tomorrow why": "closing: late opening"}},
		{"a holiday with hours of its own", "2026-10-11 10:00", c, civicline.Facts{"tomorrow": "open", "tomorrow hours": "09:00-11:00", "tomorrow why": "holiday: Columbus Day"}},
		{"a Sunday with hours of its own", "2026-12-05 10:00", c, civicline.Facts{"tomorrow": "open", "tomorrow hours": "09:00-11:00", "tomorrow why": "weekend"}},
		{"a holiday", "2026-11-25 21:00", c, civicline.Facts{"open": "no", "tomorrow": "closed", "tomorrow hours": "", "tomorrow why": "holiday: Thanksgiving Day", "next opening after": "Thanksgiving Day"}},
		{"a snow day", "2026-02-23 10:00", c, civicline.Facts{"tomorrow": "closed", "tomorrow why": "closing: severe weather"}},
		{"a night", "2026-12-03 10:00", c, civicline.Facts{"tomorrow": "open", "tomorrow hours": "22:00-24:00", "tomorrow why": ""}},
		{"snow that begins tomorrow", "2026-11-23 10:00", snow, civicline.Facts{"tomorrow": "open", "tomorrow hours": "08:00-12:00, 13:00-15:00", "tomorrow why": "closing: severe weather"}},
		{"snow until further notice", "2026-11-24 23:00", snow, civicline.Facts{"open": "no", "why closed": "closing: severe weather", "next opening or closing": "", "tomorrow": "closed", "tomorrow why": "closing: severe weather"}},
		{"a line that never closes", "2026-11-24 23:00", hours.Always(), civicline.Facts{"open": "yes", "tomorrow": "open", "tomorrow hours": "00:00-24:00", "tomorrow why": ""}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, err := casedata.Open(casedata.Tables{Hours: tt.c.At, Zone: tt.c.Zone(), Now: moment(tt.at).UTC})
			if err != nil {
				t.Fatal(err)
			}
			got := lookUp(t, d, g, casedata.Hours, nil)
			for name, want := range tt.want {
				if got[name] != want {
					t.Errorf("%s is %q; want %q", name, got[name], want)
				}
			}
		})
	}
}
