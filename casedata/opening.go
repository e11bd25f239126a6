package casedata

import (
	"strings"
	"time"

	"github.com/civicline/civicline"
)

func (d *Data) hours() civicline.Facts {
	if d.tables.Hours == nil {
		return nil
	}
	h := d.tables.Hours(d.tables.Now())
	facts := civicline.Facts{"open": yesNo(h.Open), "why closed": h.Why, "next opening after": h.After}
	d.ahead(facts)
	if !h.Next.IsZero() {
		facts["next opening or closing"] = h.Next.Format(time.RFC3339)
	}
	from(facts, d.tables.HoursSource)
	return facts
}

// ahead tells about tomorrow, and the next holiday that closes the line. Days are
// those of the agency's calendar.
func (d *Data) ahead(facts civicline.Facts) {
	now := d.tables.Now()
	if next := d.tables.Hours(now).Next; d.tables.Zone != nil {
		now = now.In(d.tables.Zone)
	} else if !next.IsZero() {
		now = now.In(next.Location())
	}
	facts["tomorrow"] = "closed"
	if facts["tomorrow hours"], facts["tomorrow why"] = d.day(now.Year(), now.Month(), now.Day()+1, now.Location()); facts["tomorrow hours"] != "" {
		facts["tomorrow"] = "open"
	}
	for i := 1; i <= 120; i++ { // federal holidays are never further apart
		day := time.Date(now.Year(), now.Month(), now.Day()+i, 12, 0, 0, 0, now.Location())
		h := d.tables.Hours(day)
		if name, ok := strings.CutPrefix(h.Why, "holiday: "); ok {
			facts["next holiday"], facts["next holiday date"] = name, day.Format(time.DateOnly)
			return
		}
	}
}

// day tells when people answer on a day, as "08:00-12:00, 13:00-20:00", and what
// else is said of it: why it is closed, or shorter than usual.
func (d *Data) day(year int, month time.Month, date int, zone *time.Location) (open, why string) {
	at, end := time.Date(year, month, date, 0, 0, 0, 0, zone), time.Date(year, month, date+1, 0, 0, 0, 0, zone)
	const half = 30 * time.Minute
	var spans []string
	for at.Before(end) {
		h := d.tables.Hours(at)
		if why == "" && (!h.Open && h.Why != "night" || h.Open && h.Next.Before(end)) {
			why = h.Why
		}
		if h.Next.IsZero() || !h.Next.After(at) {
			h.Next = end
		}
		if h.Open {
			until := h.Next.In(zone).Format("15:04")
			if !h.Next.Before(end) {
				until = "24:00" // and on, perhaps
			}
			spans = append(spans, at.In(zone).Format("15:04")+"-"+until)
		}
		if probe := at.Add(half); !h.Open && probe.Before(h.Next) {
			h.Next = probe // a late opening, or the rest of a half day, may begin in between
		}
		at = h.Next
	}
	return strings.Join(spans, ", "), why
}
