package sim

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/calllog"
)

// Rules by which a log tells who was at work. They are for agents who are not
// in it but through their calls.
const (
	quick   = 8 * time.Second  // a wait up to this is the ringing, not a queue
	absence = 10 * time.Minute // whoever leaves callers waiting so long after a call was not at work
	shiftIs = 4 * time.Hour    // and whoever has no call for so long
)

// roster is who was at work.
type roster struct {
	sessions []Session
	wraps    []moment // by call of the log: how long its agent then took no other
	agents   int
}

// talk is one conversation of a server.
type logTalk struct {
	row        int
	kind       civicline.QueueID
	asked      time.Time // the caller entered the line
	from, till time.Time
}

// inferRoster tells, from the calls of each server on each day, when they were at
// work. After a call an agent is busy with notes until nobody waits any more whom
// they could have taken (by the kinds that they took that day), or until their
// next call, if its caller waited. Where nobody waited the log cannot tell, and
// the notes are as long as some other call's that would have fitted in.
func inferRoster(log []calllog.Call, lots chance) roster {
	r := roster{wraps: make([]moment, len(log))}
	queued := waitsOf(log)
	byServer := map[string][]logTalk{}
	for i, c := range log {
		if !c.Abandoned && c.Server != "" {
			key := c.Server + " " + dayOfWork(c.Answered)
			byServer[key] = append(byServer[key], logTalk{i, kindOf(c), c.Entered, c.Answered, c.Ended})
		}
	}
	var known []moment
	type open struct {
		row int
		gap moment
	}
	var unknown []open
	for _, name := range sorted(byServer) {
		talks := byServer[name]
		slices.SortFunc(talks, func(a, b logTalk) int { return a.from.Compare(b.from) })
		kinds := kindsOf(talks)
		r.agents++
		s := Session{Agent: name, Queues: kinds, From: beginning(talks[0])}
		for i, t := range talks {
			if i == len(talks)-1 {
				break
			}
			next := talks[i+1]
			gap := next.from.Sub(t.till)
			if gap <= 0 {
				continue
			}
			until := queued.last(kinds, t.till, next.from)
			notes := until.Sub(t.till)
			switch {
			case notes > absence || gap > shiftIs:
				s.Until = ending(t)
				r.sessions = append(r.sessions, s)
				s.From = until
				if gap > shiftIs && notes <= absence {
					s.From = beginning(next)
				}
			case notes > 0:
				r.wraps[t.row] = moment(notes)
				known = append(known, moment(notes))
			default:
				unknown = append(unknown, open{t.row, moment(gap)})
			}
		}
		s.Until = ending(talks[len(talks)-1])
		r.sessions = append(r.sessions, s)
	}
	slices.Sort(known)
	for _, u := range unknown {
		if n, _ := slices.BinarySearch(known, u.gap+1); n > 0 {
			r.wraps[u.row] = known[lots.IntN(n)]
		}
	}
	return r
}

// dayOfWork ends at four in the morning.
func dayOfWork(t time.Time) string { return t.Add(-4 * time.Hour).Format(time.DateOnly) }

// beginning is when an agent was there for a first call: before it rang, if
// nobody had waited; else not before they took it.
func beginning(t logTalk) time.Time {
	if t.from.Sub(t.asked) <= quick {
		return t.asked.Add(-time.Second)
	}
	return t.from
}

// ending is when an agent took no more: half-way through the last call, for
// whoever is on one when they should leave finishes it.
func ending(t logTalk) time.Time { return t.from.Add(t.till.Sub(t.from) / 2) }

func kindsOf(talks []logTalk) []civicline.QueueID {
	var out []civicline.QueueID
	for _, t := range talks {
		if !slices.Contains(out, t.kind) {
			out = append(out, t.kind)
		}
	}
	slices.Sort(out)
	return out
}

func sorted[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// queuedTimes are the times in which callers of a kind waited, by when they
// began.
type queuedTimes map[civicline.QueueID][][2]time.Time

func waitsOf(log []calllog.Call) queuedTimes {
	out := queuedTimes{}
	for _, c := range log {
		if c.Wait() > quick {
			out[kindOf(c)] = append(out[kindOf(c)], [2]time.Time{c.Entered.Add(quick), c.Entered.Add(c.Wait())})
		}
	}
	return out
}

// last is the last moment of a stretch at which somebody of the kinds waited; its
// beginning if nobody did.
func (q queuedTimes) last(kinds []civicline.QueueID, from, till time.Time) time.Time {
	last := from
	for _, k := range kinds {
		list := q[k]
		// No wait is longer than an hour, so older ones are over.
		i, _ := slices.BinarySearchFunc(list, from.Add(-time.Hour), func(w [2]time.Time, t time.Time) int { return w[0].Compare(t) })
		for ; i < len(list) && list[i][0].Before(till); i++ {
			if end := list[i][1]; end.After(last) {
				last = end
			}
		}
	}
	if last.After(till) {
		return till
	}
	return last
}

// hireRoster makes the agents of a roster, and puts their sessions on the agenda.
func (w *world) hireRoster() {
	byName := map[string]int32{}
	for _, s := range w.o.Roster {
		i, known := byName[s.Agent]
		if !known {
			i = w.newAgent(w.teamFor(s.Queues))
			byName[s.Agent] = i
			a := &w.agents[i]
			a.Skills = map[string]int{}
			for _, q := range s.Queues {
				a.Skills[string(q)] = 3
			}
		}
		if m := w.moment(s.From); m < w.end && w.moment(s.Until) > 0 {
			w.agenda.add(max(0, m), signIn, i, 0)
			w.agenda.add(w.moment(s.Until), signOut, i, 0)
		}
	}
}

// teamFor finds the team of those who serve the same queues.
func (w *world) teamFor(queues []civicline.QueueID) int {
	for i := range w.teams {
		if slices.Equal(w.teams[i].queues, queues) {
			return i
		}
	}
	w.teams = append(w.teams, roll{team: team{civicline.Tier1, []civicline.Language{civicline.English}}, queues: queues})
	return len(w.teams) - 1
}

// Observed is what a log says became of its calls, by day, in the words of a
// result.
func Observed(log []calllog.Call, within []float64, target float64) (all DayFigures, days []DayFigures) {
	by := map[string][]calllog.Call{}
	for _, c := range log {
		if !c.Entered.IsZero() {
			d := c.Entered.Format(time.DateOnly)
			by[d] = append(by[d], c)
		}
	}
	var every []calllog.Call
	for _, d := range sorted(by) {
		days = append(days, observed(d, by[d], within, target))
		every = append(every, by[d]...)
	}
	return observed(fmt.Sprintf("%d days", len(days)), every, within, target), days
}

func observed(name string, calls []calllog.Call, within []float64, target float64) DayFigures {
	f := DayFigures{Date: name, Within: make([]float64, len(within))}
	var waits []float64
	for _, c := range calls {
		f.Offered++
		if c.Abandoned {
			f.Abandoned++
			continue
		}
		f.Answered++
		w := c.Wait().Seconds()
		waits = append(waits, w)
		f.ASA += w
		if w <= target {
			f.ServiceLevel++
		}
		for i, s := range within {
			if w <= s {
				f.Within[i]++
			}
		}
	}
	slices.SortFunc(waits, cmp.Compare)
	if n := len(waits); n > 0 {
		f.P90 = waits[min(n-1, n*9/10)]
	}
	f.ServiceLevel = share(f.ServiceLevel, float64(f.Offered))
	f.ASA = share(f.ASA, float64(f.Answered))
	f.Abandon = share(float64(f.Abandoned), float64(f.Offered))
	for i := range f.Within {
		f.Within[i] = share(f.Within[i], float64(f.Answered))
	}
	return f
}
