package sim

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/calllog"
)

// A Replay sets a run up to play a call log again: its calls come when they
// came, need the conversation that they had, and hang up when their patience is
// over. That is known of those who hung up; of those who were answered it is
// only known to have been longer than they waited, so it is drawn from the law
// of Kaplan and Meier (1958), given that.
type Replay struct {
	Staff   bool                  // the options have a Schedule that is to be kept; else the agents are inferred
	Head    map[int]time.Duration // by priority: a head start in the line
	Seed    uint64
	Profile *Profile // instead of Plain
	Told    string   // what was inferred, in words
}

// Fill sets o up. Calls that never reached the line are left out.
func (x *Replay) Fill(o *Options, calls []calllog.Call) error {
	log := slices.DeleteFunc(slices.Clone(calls), func(c calllog.Call) bool { return c.Entered.IsZero() })
	if len(log) == 0 {
		return errors.New("no call in it reached a line")
	}
	slices.SortStableFunc(log, func(a, b calllog.Call) int { return a.Entered.Compare(b.Entered) })
	o.Log = log
	if x.Profile != nil {
		o.Profile = *x.Profile
	} else {
		target := o.Profile.Targets
		o.Profile = Plain(0, 0)
		o.Profile.Targets = target
	}
	o.Profile.Waiting.AtClosing = "serve all"
	if o.From.IsZero() {
		o.From = log[0].Entered
	}
	if y, m, d := o.From.Date(); o.Days == 0 {
		last := log[len(log)-1].Entered
		o.Days = int(last.Sub(time.Date(y, m, d, 0, 0, 0, 0, time.UTC)).Hours()/24) + 1
	}
	o.WarmUp = 0
	o.Queues = x.queues(log, time.Duration(o.Profile.Targets.Representatives*float64(time.Second)))
	o.Heads = x.Head
	if x.Staff {
		x.Told = "agents as given"
		return nil
	}
	r := inferRoster(log, newChance(x.Seed, 5))
	if len(r.sessions) == 0 {
		return errors.New("it does not say who answered (a column server): give the agents with --staff")
	}
	o.Roster, o.Wraps = r.sessions, r.wraps
	x.Told = fmt.Sprintf("%d agent days inferred", r.agents)
	return nil
}

// kindOf names the queue of a call.
func kindOf(c calllog.Call) civicline.QueueID {
	return civicline.QueueID(cmp.Or(c.Kind, "all"))
}

func (x *Replay) queues(log []calllog.Call, target time.Duration) []Line {
	seen := map[civicline.QueueID]bool{}
	for _, c := range log {
		seen[kindOf(c)] = true
	}
	var out []Line
	for id := range seen {
		q := civicline.Queue{ID: id, Tier: civicline.Tier1, Language: civicline.English, Target: target}
		if !x.Staff {
			q.Steps = []civicline.Step{{Skills: map[string]int{string(id): 1}}}
		}
		out = append(out, Line{q, 0, civicline.English})
	}
	slices.SortFunc(out, func(a, b Line) int { return cmp.Compare(a.Queue.ID, b.Queue.ID) })
	return out
}

// logSource gives the calls of a log.
type logSource struct {
	w    *world
	next int
}

func newLogSource(w *world) *logSource {
	s := &logSource{w: w}
	for s.next < len(w.o.Log) && w.moment(w.o.Log[s.next].Entered) < 0 {
		s.next++
	}
	w.rows = make([]logRow, len(w.o.Log))
	patience := newPatience(w.o.Log)
	lots := newChance(w.o.Seed, 4)
	queue := map[civicline.QueueID]int16{}
	for i := range w.lines {
		queue[w.lines[i].Queue.ID] = int16(i) //nolint:gosec // few queues
	}
	for i, c := range w.o.Log {
		r := logRow{queue: queue[kindOf(c)], head: moment(w.o.Heads[c.Priority]), handle: moment(c.Handle())}
		r.patience, r.forever = patience.draw(c, lots)
		if c.Abandoned { // in the log nobody served them
			r.handle = w.anyHandle(c, lots)
		}
		if w.o.Wraps != nil {
			r.wrap = w.o.Wraps[i]
		}
		w.rows[i] = r
	}
	return s
}

// logRow is what a call of the log brings with it.
type logRow struct {
	queue                        int16
	forever                      bool
	patience, handle, wrap, head moment
}

// anyHandle is the conversation of some other call of the same kind.
func (w *world) anyHandle(c calllog.Call, lots chance) moment {
	if w.handles == nil {
		w.handles = map[civicline.QueueID][]moment{}
		for _, o := range w.o.Log {
			if !o.Abandoned {
				w.handles[kindOf(o)] = append(w.handles[kindOf(o)], moment(o.Handle()))
			}
		}
	}
	if of := w.handles[kindOf(c)]; len(of) > 0 {
		return of[lots.IntN(len(of))]
	}
	return 3 * minute
}

func (s *logSource) peek() (moment, bool) {
	if s.next >= len(s.w.o.Log) {
		return 0, false
	}
	return s.w.moment(s.w.o.Log[s.next].Entered), true
}

func (s *logSource) take() newcomer {
	s.next++
	return newcomer{row: s.next}
}

// preset gives a caller what their row of the log says.
func (w *world) preset(c *caller, row int) {
	r := &w.rows[row-1]
	c.flags |= preset
	if r.forever {
		c.flags |= patient
	}
	c.queue, c.patience, c.handle, c.wrap, c.head = r.queue, r.patience, r.handle, r.wrap, r.head
}

// patience is the Kaplan-Meier law of how long callers stay in the line.
type patience struct {
	at   []time.Duration // when some hung up, ascending
	stay []float64       // the share that stays longer than that
}

func newPatience(log []calllog.Call) patience {
	type end struct {
		at   time.Duration
		left bool
	}
	var ends []end
	for _, c := range log {
		switch {
		case c.Known:
			ends = append(ends, end{c.Patience, true})
		case c.Wait() > 0:
			ends = append(ends, end{c.Wait(), false})
		}
	}
	slices.SortFunc(ends, func(a, b end) int { return cmp.Compare(a.at, b.at) })
	var p patience
	stay := 1.0
	for i := 0; i < len(ends); {
		j, left := i, 0
		for ; j < len(ends) && ends[j].at == ends[i].at; j++ {
			if ends[j].left {
				left++
			}
		}
		if left > 0 {
			stay *= 1 - float64(left)/float64(len(ends)-i)
			p.at, p.stay = append(p.at, ends[i].at), append(p.stay, stay)
		}
		i = j
	}
	return p
}

// draw returns the patience of a call, or true if it has no end that the log
// could show.
func (p patience) draw(c calllog.Call, lots chance) (moment, bool) {
	if c.Known {
		return moment(c.Patience), false
	}
	from, whole := 0, 1.0
	for from < len(p.at) && p.at[from] <= c.Wait() {
		whole = p.stay[from]
		from++
	}
	u := whole * lots.Float64()
	i := from + firstBelow(p.stay[from:], u)
	if i >= len(p.at) {
		return 0, true
	}
	return moment(p.at[i]), false
}

// firstBelow is the index of the first value not above u in a falling list.
func firstBelow(falling []float64, u float64) int {
	i, _ := slices.BinarySearchFunc(falling, u, func(x, u float64) int { return cmp.Compare(u, x) })
	return i
}
