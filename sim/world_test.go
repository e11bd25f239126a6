package sim

import (
	"testing"
	"time"

	"github.com/civicline/civicline"
)

// crowd is a small agency in which everything happens: nobody is idle, people
// hang up, are cut off, are rung back, ring again, and items wait.
func crowd(seed uint64) Options {
	p := DefaultProfile()
	p.Calls.Scale = .03
	p.Calls.Drop = .1
	p.Service.Missed = .03
	p.Waiting.Reached = .5
	s := Schedule{}
	for d := time.Monday; d <= time.Friday; d++ {
		for _, r := range []struct {
			t team
			n int
		}{
			{team{civicline.Tier1, []civicline.Language{civicline.English}}, 4},
			{team{civicline.Tier1, []civicline.Language{civicline.English, civicline.Spanish}}, 3},
			{team{civicline.Tier2, []civicline.Language{civicline.English, civicline.Spanish}}, 3},
		} {
			s.rows = append(s.rows, shift{weekday: d, from: 8 * 60, until: 18 * 60, team: s.teamOf(r.t), agents: r.n})
		}
	}
	return Options{Profile: p, Table: DefaultTable(), Schedule: s, From: time.Date(2026, 10, 12, 0, 0, 0, 0, time.UTC), Days: 5, WarmUp: 3, Seed: seed}
}

// audit compares what the world keeps beside the floors with what is there.
func (w *world) audit(t *testing.T) {
	t.Helper()
	var waits, serves [4]int
	owed := 0
	for i := range w.callers {
		c := &w.callers[i]
		switch c.state {
		case waiting:
			waits[c.queue]++
		case served:
			serves[c.queue]++
		case nowhere, assisted, away, ringing, elsewhere:
		}
		reached := c.is(callback) && c.state == served && !c.is(unreached)
		if c.state != nowhere && c.is(counted) && !c.is(reckoned) && !reached {
			owed++
		}
		if (c.state == ringing || c.state == served) && w.agents[c.agent].caller != int32(i) { //nolint:gosec // few
			t.Fatalf("%v: caller %d has agent %d, who has caller %d", w.time(), i, c.agent, w.agents[c.agent].caller)
		}
	}
	ready, here := [2]int{}, [2]int{}
	for i := range w.agents {
		a := &w.agents[i]
		if a.State == civicline.Ready {
			ready[a.floor]++
		}
		if a.State != civicline.SignedOut {
			here[a.floor]++
		}
	}
	for i := range w.lines {
		if w.lines[i].waiting != waits[i] || w.lines[i].served != serves[i] {
			t.Fatalf("%v: queue %d counts %d and %d, has %d waiting and %d served", w.time(), i, w.lines[i].waiting, w.lines[i].served, waits[i], serves[i])
		}
	}
	for f := range w.floors {
		if w.ready[f] != ready[f] || w.tally.crews[f].here != here[f] || w.queued[f] != waits[2*f]+waits[2*f+1] {
			t.Fatalf("%v: floor %d counts %d ready, %d here, %d queued; has %d, %d, %v", w.time(), f, w.ready[f], w.tally.crews[f].here, w.queued[f], ready[f], here[f], waits)
		}
		present := 0
		for _, p := range w.floors[f].Line() {
			if p.Present && p.Offered == "" {
				present++
			}
		}
		if present != w.queued[f] {
			t.Fatalf("%v: floor %d has %d who wait, the world has %d", w.time(), f, present, w.queued[f])
		}
	}
	if owed != w.tally.owed {
		t.Fatalf("%v: %d callers are owed something, the tally has %d", w.time(), owed, w.tally.owed)
	}
}

func TestNobodyIsLost(t *testing.T) {
	w, err := newWorld(crowd(3))
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; ; n++ {
		h, ok := w.agenda.next()
		if !ok || h.at >= w.stop {
			break
		}
		if h.at < w.now {
			t.Fatalf("time went back from %d to %d", w.now, h.at)
		}
		w.now = h.at
		w.do(h)
		if n%200 == 0 {
			w.audit(t)
		}
	}
	w.closeBooks()
	w.audit(t)
	r := w.result()
	if r.Abandoned == 0 || r.Balked == 0 || r.Promised == 0 || r.Kept == 0 || r.Missed == 0 || r.Lost == 0 || r.Items.Reached == 0 {
		t.Errorf("something never happened: %+v %+v", r.Figures, r.Items)
	}
	check := func(what string, f Figures) {
		t.Helper()
		if sum := f.Answered + f.Abandoned + f.Balked + f.Promised + f.Lost + f.Waiting; f.Offered != sum || f.Waiting < 0 || f.Kept+f.Missed > f.Promised {
			t.Errorf("%s: %+v", what, f)
		}
	}
	check("all", r.Figures)
	if owed := r.Waiting + r.Promised - r.Kept - r.Missed; owed != w.tally.owed {
		t.Errorf("%d owed by the figures, %d by the tally", owed, w.tally.owed)
	}
	var queues, slots, days int
	for _, q := range r.Queues {
		check(q.Queue, q.Figures)
		queues += q.Offered
	}
	for _, s := range r.Slots {
		check(s.Start, s.Figures)
		slots += s.Offered
	}
	for _, d := range r.Days {
		check(d.Date, d.Figures)
		days += d.Offered
	}
	if queues != r.Offered || slots != r.Offered || days != r.Offered {
		t.Errorf("offered %d: by queues %d, by half-hours %d, by days %d", r.Offered, queues, slots, days)
	}
}

func TestWhatIsOwedIsSettled(t *testing.T) {
	r, err := Run(t.Context(), crowd(4))
	if err != nil {
		t.Fatal(err)
	}
	if r.Waiting != 0 || r.Promised != r.Kept+r.Missed {
		t.Errorf("waiting %d, promised %d, kept %d, missed %d", r.Waiting, r.Promised, r.Kept, r.Missed)
	}
}

// TestAgentsStayFromRowToRow: half-hour rows are the same staff as one long row.
func TestAgentsStayFromRowToRow(t *testing.T) {
	one := crowd(5)
	many := one
	many.Schedule.rows = nil
	for _, r := range one.Schedule.rows {
		for m := r.from; m < r.until; m += 30 {
			half := r
			half.from, half.until = m, m+30
			many.Schedule.rows = append(many.Schedule.rows, half)
		}
	}
	a, err := Run(t.Context(), one)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Run(t.Context(), many)
	if err != nil {
		t.Fatal(err)
	}
	if a.Offered != b.Offered || a.ASA != b.ASA || a.Occupancy != b.Occupancy {
		t.Errorf("in one row %+v, in many %+v", a.Figures, b.Figures)
	}
}

func TestDayFactor(t *testing.T) {
	o := crowd(1)
	o.Profile.Calls.Scale = 1
	w, err := newWorld(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		date string
		want float64
		like time.Weekday
	}{
		{"2026-11-18", .96, time.Wednesday},
		{"2026-11-25", .96 * .85, time.Wednesday}, // before Thanksgiving
		{"2026-11-26", .96, time.Sunday},          // Thanksgiving
		{"2026-11-27", .96, time.Friday},          // a lone working day
		{"2026-11-30", .96 * 1.25, time.Monday},
		{"2026-12-01", .87, time.Tuesday},
		{"2026-09-04", .98, time.Friday}, // the Monday after it is Labor Day
		{"2026-09-08", .98 * 1.25, time.Tuesday},
		{"2026-07-06", 1.25, time.Monday}, // the Friday before it, Independence Day is observed
		{"2026-10-10", 1, time.Saturday},
	} {
		day, err := time.ParseInLocation(time.DateOnly, tt.date, w.zone)
		if err != nil {
			t.Fatal(err)
		}
		if got, like := w.dayFactor(day); got != tt.want || like != tt.like {
			t.Errorf("%s: %g like %s, want %g like %s", tt.date, got, like, tt.want, tt.like)
		}
	}
}

func TestClockOfAnItem(t *testing.T) {
	o := crowd(1) // its first day is Friday, 9 October; Monday the 12th is Columbus Day
	w, err := newWorld(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		opened int32
		days   int
		want   int32
	}{{0, 1, 4}, {0, 3, 6}, {4, 1, 5}, {1, 1, 4}, {4, 4, 10}} {
		if got := w.dueDay(tt.opened, tt.days); got != tt.want {
			t.Errorf("opened on day %d, %d business days: due on day %d, want %d", tt.opened, tt.days, got, tt.want)
		}
	}
}

func TestAgenda(t *testing.T) {
	c := newChance(1, 1)
	var a agenda
	due := 0
	for range 5000 {
		if c.happens(.55) {
			a.add(moment(c.IntN(50)), wake, 0, 0)
			due++
		} else if _, ok := a.next(); ok {
			due--
		}
	}
	last := happening{at: -1}
	for ; due > 0; due-- {
		h, ok := a.next()
		if !ok || h.before(&last) {
			t.Fatalf("%+v after %+v", h, last)
		}
		last = h
	}
	if h, ok := a.next(); ok {
		t.Errorf("%+v is left", h)
	}
}
