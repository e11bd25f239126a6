package hours

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// zones set their clocks at two in the morning, at midnight, by half an hour, or never.
var zones = []string{"America/New_York", "Asia/Beirut", "America/Havana", "Australia/Lord_Howe", "Pacific/Guam", "UTC"}

func drawSpans(t *rapid.T, name string) string {
	n := rapid.IntRange(0, 3).Draw(t, name)
	marks := rapid.SliceOfNDistinct(rapid.IntRange(0, 95), 2*n, 2*n, rapid.ID[int]).Draw(t, name+" at")
	slices.Sort(marks)
	var out []span
	for i := 0; i < len(marks); i += 2 {
		out = append(out, span{marks[i] * 15, marks[i+1] * 15})
	}
	return written(out)
}

func drawCalendar(t *rapid.T) *Calendar {
	p := Plan{Zone: rapid.SampledFrom(zones).Draw(t, "zone"), Holidays: rapid.SampledFrom([]string{"us federal", "none"}).Draw(t, "holidays"), Week: map[string]string{}}
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		p.Week[name] = drawSpans(t, name)
	}
	if rapid.Bool().Draw(t, "nights") {
		p.Week["friday"], p.Week["saturday"], p.Week["sunday"] = "09:00-10:00, 22:00-03:15", "23:00-02:30", "02:30-03:00, 03:00-06:00"
		p.Week["saturday"] = "04:00-05:00, " + p.Week["saturday"]
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "closings") {
		p.Closed = append(p.Closed, ClosedDay{Date: drawDay(t).String(), Hours: rapid.SampledFrom([]string{"", "10:00-12:00", "20:00-02:00"}).Draw(t, "hours"), Why: fmt.Sprint(i)})
	}
	p.HalfDays = map[string]string{drawDay(t).String(): "02:15-02:45, 07:00-09:00"}
	c, err := New(p)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// drawDay is near a clock change or the turn of a year, mostly.
func drawDay(t *rapid.T) day {
	near := rapid.SampledFrom([]day{{2026, 3, 8}, {2026, 3, 29}, {2026, 4, 5}, {2026, 10, 4}, {2026, 10, 25}, {2026, 11, 1}, {2026, 12, 31}, {2028, 2, 29}, {2027, 7, 4}}).Draw(t, "near")
	return near.add(rapid.IntRange(-4, 4).Draw(t, "days"))
}

func drawMoment(t *rapid.T, c *Calendar) time.Time {
	return drawDay(t).at(15*rapid.IntRange(0, 95).Draw(t, "quarter"), c.zone).Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "ns")))
}

func drawClosings(t *rapid.T, c *Calendar) []Closing {
	var out []Closing
	for range rapid.IntRange(0, 3).Draw(t, "while running") {
		cl := Closing{From: drawMoment(t, c), Why: "snow"}
		if rapid.IntRange(0, 9).Draw(t, "further notice") > 0 {
			cl.Until = cl.From.Add(time.Duration(rapid.IntRange(-60, 5000).Draw(t, "minutes")) * time.Minute)
		}
		out = append(out, cl)
	}
	return out
}

// around lists the openings near a moment, in order.
func around(c *Calendar, t time.Time) []Opening {
	var out []Opening
	for i := -2; i <= 2; i++ {
		out = append(out, c.openings(dayOf(t.In(c.zone)).add(i))...)
	}
	return out
}

func TestOpeningsNeverOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCalendar(t)
		c = c.With(drawClosings(t, c)...)
		at := drawMoment(t, c)
		in := false
		var last time.Time
		for _, o := range around(c, at) {
			if o.From.Before(last) || !o.From.Before(o.Until) {
				t.Fatalf("%v begins before %v, or ends before it begins", o, last)
			}
			last = o.Until
			in = in || !at.Before(o.From) && at.Before(o.Until)
		}
		if h := c.At(at); h.Open != in {
			t.Fatalf("At(%v) = %+v; in an opening: %v", at, h, in)
		}
	})
}

// TestNextIsReachedByStepping: until Next nothing changes, and at Next it does.
func TestNextIsReachedByStepping(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCalendar(t)
		c = c.With(drawClosings(t, c)...)
		at := drawMoment(t, c)
		h := c.At(at)
		for i, s := 0, at; i < 400 && (h.Next.IsZero() || s.Before(h.Next)); i++ {
			if c.At(s).Open != h.Open {
				t.Fatalf("At(%v) = %+v, but at %v that has changed", at, h, s)
			}
			s = s.Add(15 * time.Minute)
		}
		if !h.Next.IsZero() && (c.At(h.Next).Open == h.Open || c.At(h.Next.Add(-1)).Open != h.Open || !h.Next.After(at)) {
			t.Fatalf("At(%v) = %+v, but nothing changes then", at, h)
		}
		if next := c.NextOpening(at); h.Open && !next.Equal(at) || !h.Open && !next.Equal(h.Next) {
			t.Fatalf("NextOpening(%v) = %v; At is %+v", at, next, h)
		}
		if soon := strings.HasPrefix(h.Why, "closing: "); h.Open && h.Why != "" && !soon || !h.Open && h.Why == "" {
			t.Fatalf("At(%v) = %+v", at, h)
		}
	})
}

// TestAtAgainstTheClockOnTheWall reads the week as a person does. On a day of a
// clock change, and the next, that is not so simple.
func TestAtAgainstTheClockOnTheWall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCalendar(t)
		c.closed, c.own = nil, nil
		at := drawMoment(t, c).In(c.zone)
		today := dayOf(at)
		if today.at(2*wholeDay, c.zone).Sub(today.add(-1).at(0, c.zone)) != 72*time.Hour {
			t.Skip("the clocks are set")
		}
		open := false
		for back, d := range []day{today, today.add(-1)} {
			for _, s := range c.week[d.weekday()] {
				m := at.Hour()*60 + at.Minute() + back*wholeDay
				open = open || s.from <= m && m < s.until && (c.holiday == nil || federal(d) == "")
			}
		}
		if got := c.At(at); got.Open != open {
			t.Fatalf("At(%v) = %+v; on the wall it is open: %v", at, got, open)
		}
	})
}

// TestClosingsOnlyClose: laid over a calendar they close what they hold, and
// nothing else.
func TestClosingsOnlyClose(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCalendar(t)
		closings := drawClosings(t, c)
		at := drawMoment(t, c)
		held := slices.ContainsFunc(closings, func(cl Closing) bool { return cl.holds(at) })
		before, after := c.At(at), c.With(closings...).At(at)
		if after.Open != (before.Open && !held) {
			t.Fatalf("At(%v) was %+v, is %+v; held: %v", at, before, after, held)
		}
		if held && after.Why != "closing: snow" {
			t.Fatalf("At(%v) = %+v", at, after)
		}
	})
}

func TestBusinessDaysAreCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCalendar(t)
		c = c.With(drawClosings(t, c)...)
		at, n := drawMoment(t, c), rapid.IntRange(1, 40).Draw(t, "n")
		due := c.AddBusinessDays(at, n)
		d, counted := dayOf(at.In(c.zone)), 0
		for range 400 {
			if d = d.add(1); c.business(d) {
				if counted++; counted == n {
					break
				}
			}
		}
		switch {
		case counted < n:
			if !due.IsZero() {
				t.Fatalf("%d business days from %v: %v, but only %d come", n, at, due, counted)
			}
			return
		case !due.Equal(c.endOf(d)) || !due.After(at):
			t.Fatalf("%d business days from %v: %v, but that is on %v", n, at, due, d)
		}
		if !c.At(due.Add(-1)).Open {
			t.Fatalf("due at %v, when nobody answers", due)
		}
		if more := c.AddBusinessDays(at, n+1); !more.IsZero() && !more.After(due) {
			t.Fatalf("%d days are due at %v, one more at %v", n, due, more)
		}
		if later := c.AddBusinessDays(at.Add(time.Hour), n); !later.IsZero() && later.Before(due) {
			t.Fatalf("due at %v, an hour later at %v", due, later)
		}
	})
}
