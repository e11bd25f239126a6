package sim

import (
	"math"
	"time"
)

func sqrt(x float64) float64 { return math.Sqrt(x) }

// beginDay is midnight: what the day will be like.
func (w *world) beginDay() {
	w.begun = w.time().In(w.zone)
	w.day = int32(w.dayAt(w.begun)) //nolint:gosec // few thousand at most
	y, m, d := w.begun.Date()
	tomorrow := w.moment(time.Date(y, m, d+1, 0, 0, 0, 0, w.zone))
	w.agenda.add(tomorrow, dayBegun, 0, 0)
	if w.o.Progress != nil {
		w.o.Progress(int(w.day), w.o.Days+w.o.WarmUp)
	}
	w.tally.beginDay(w)
	w.planStaff()
	w.beginOfficersDay()
}

// closeBooks is the end of the days reported.
func (w *world) closeBooks() {
	w.now = w.stop
	w.tally.closeSlot(w)
	f := &w.tally.items
	f.Overdue, f.Waiting = w.overdue(), len(w.items.next)
	for i := range w.lines {
		if w.lines[i].Floor == 1 {
			f.Waiting += w.lines[i].waiting
		}
	}
}

// dayAt counts days since the start by the calendar, whatever the clocks do.
func (w *world) dayAt(t time.Time) int {
	y, m, d := t.Date()
	by, bm, bd := w.base.In(w.zone).Date()
	return int(math.Round(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Sub(time.Date(by, bm, bd, 0, 0, 0, 0, time.UTC)).Hours() / 24))
}

// beginSlot is the full and the half hour.
func (w *world) beginSlot() {
	w.tally.closeSlot(w)
	w.slot = slotAt(w.time().In(w.zone))
	w.agenda.add(w.now+30*minute, slotOver, 0, 0)
}

func slotAt(t time.Time) int16 { return int16(t.Hour()*2 + t.Minute()/30) } //nolint:gosec // below 48

// dayFactor is how many more first calls than usual a day brings, and the day of
// the week whose row it takes.
func (w *world) dayFactor(day time.Time) (float64, time.Weekday) {
	f := w.p.Calls.Scale * w.p.Calls.Month[day.Month()-1]
	noon := func(add int) time.Time {
		y, m, d := day.Date()
		return time.Date(y, m, d+add, 12, 0, 0, 0, w.zone)
	}
	if w.desk.Holiday(noon(0)) != "" {
		like, _ := weekdayOf(w.p.Calls.Holiday)
		return f, like
	}
	works := func(add int) bool { return w.ahead.at(noon(add)).Open }
	if !works(0) {
		return f, day.Weekday()
	}
	if w.desk.Holiday(noon(1)) != "" {
		f *= w.p.Calls.Before
	}
	// The callers of a holiday ring on the next working day; but not on a lone one
	// before a weekend, as the Friday after Thanksgiving.
	for back := 1; back <= 5; back++ {
		switch {
		case w.desk.Holiday(noon(-back)) != "":
			if works(1) {
				f *= w.p.Calls.After
			}
			return f, day.Weekday()
		case works(-back):
			lone := !works(-back+1) && !works(-back-1)
			if !lone || w.desk.Holiday(noon(-back-1)) == "" {
				return f, day.Weekday()
			}
		}
	}
	return f, day.Weekday()
}
func exp2(x float64) float64 { return math.Exp2(x) }
