package sim

import (
	"math"
	"slices"
	"time"

	"github.com/civicline/civicline"
)

// planStaff puts the times of a day at which other numbers may be wanted on the
// agenda: shifts begin and end, the lines open and close.
func (w *world) planStaff() {
	if w.o.Roster != nil {
		return
	}
	w.shifts = w.o.Schedule.on(w.begun)
	y, m, d := w.begun.Date()
	tomorrow := time.Date(y, m, d+1, 0, 0, 0, 0, w.zone)
	var times []moment
	add := func(t time.Time) {
		if t.Before(tomorrow) && !t.Before(w.begun) {
			times = append(times, w.moment(t))
		}
	}
	add(w.begun)
	for _, s := range w.shifts {
		add(time.Date(y, m, d, 0, s.from, 0, 0, w.zone))
		add(time.Date(y, m, d, 0, s.until, 0, 0, w.zone))
	}
	for _, c := range []*calendar{&w.desk, &w.officer} {
		for t := w.begun; !t.IsZero() && t.Before(tomorrow); t = c.at(t).Next {
			add(t)
		}
	}
	if w.o.Scenario != nil {
		for _, a := range w.o.Scenario.Staff {
			add(a.from)
			add(a.until)
		}
	}
	slices.Sort(times)
	for _, t := range slices.Compact(times) {
		w.agenda.add(t, staffDue, 0, 0)
	}
}

// staff brings every team to its number.
func (w *world) staff(int) {
	t := w.time().In(w.zone)
	desk, officers := w.desk.at(t).Open, w.officer.at(t).Open
	if !desk && w.p.Waiting.AtClosing == "call back first" {
		w.callBackFirst()
	}
	if desk {
		w.letGo()
	} else {
		w.hold()
	}
	late := false
	for i := range w.teams {
		open := desk
		if w.teams[i].tier == civicline.Tier2 {
			open = officers
		}
		want := 0
		if open {
			want = w.wanted(i, t)
		} else if w.teams[i].tier == civicline.Tier1 && w.p.Waiting.AtClosing == "serve all" {
			want = min(w.teams[i].here, w.leftOver(&w.teams[i])) // to the last caller
			late = late || want > 0
		}
		w.bring(i, want)
	}
	if late {
		w.agenda.add(w.now+minute, staffDue, 0, 0)
	}
}

// wanted is how many of a team the schedule has at work at a time.
func (w *world) wanted(team int, t time.Time) int {
	n, m := 0, t.Hour()*60+t.Minute()
	for _, s := range w.shifts {
		if s.team == team && s.from <= m && m < s.until {
			n += s.agents
		}
	}
	if w.o.Scenario == nil {
		return n
	}
	f := 1.0
	for _, a := range w.o.Scenario.Staff {
		if (a.Tier == 2) == (w.teams[team].tier == civicline.Tier2) && !t.Before(a.from) && t.Before(a.until) {
			f *= a.Factor
		}
	}
	return int(math.Round(float64(n) * f))
}

// leftOver counts those who wait for a team.
func (w *world) leftOver(t *roll) int {
	n := 0
	for i := range w.lines {
		if l := &w.lines[i]; slices.Contains(t.queues, l.Queue.ID) {
			n += l.waiting
		}
	}
	return n
}

// bring signs agents of a team in or out: those who were about to leave stay
// first, those without a call go first.
func (w *world) bring(team, want int) {
	t := &w.teams[team]
	for _, keep := range []bool{true, false} {
		for k := 0; t.here < want && k < len(t.members); k++ {
			i := t.members[k]
			if a := &w.agents[i]; a.leaving == keep && (keep || a.State == civicline.SignedOut) {
				w.arriveAtWork(i)
			}
		}
	}
	for t.here < want {
		w.arriveAtWork(w.newAgent(team))
		t = &w.teams[team]
	}
	for _, busy := range []bool{false, true} {
		for k := 0; t.here > want && k < len(t.members); k++ {
			i := t.members[k]
			a := &w.agents[i]
			idle := a.State == civicline.Ready || a.State == civicline.NotReady
			if a.State != civicline.SignedOut && !a.leaving && (busy || idle) {
				w.release(i)
			}
		}
	}
}

// callBackFirst turns those who still wait at closing into callbacks: they are
// rung when the line opens again, before anyone who comes then.
func (w *world) callBackFirst() {
	for i := range w.callers {
		if c := &w.callers[i]; c.state == waiting && !c.is(callback|item|preset) {
			w.promise(int32(i)) //nolint:gosec // far fewer
		}
	}
}
