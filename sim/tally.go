package sim

import (
	"github.com/civicline/civicline"
)

// A cell counts what became of those who entered a queue in a half-hour, or on a
// day. Sums of times are seconds.
type cell struct {
	offered, answered, within, abandoned, balked, promised, kept, missed, lost int
	wait                                                                       float64 // of those answered
	work                                                                       float64 // that they all would bring
	told, hungUpSoon                                                           int     // the latter within the target
	low, likely, high                                                          float64
	waits                                                                      waitCounts
	upTo                                                                       []int // answered within each of Options.Within
}

// most is the longest wait, in seconds, that the histograms tell apart.
const most = 24 * 3600

// waitCounts counts waits by their full seconds.
type waitCounts []uint32

func (w *waitCounts) add(second int, n uint32) {
	if second = min(second, most); second >= len(*w) {
		*w = append(*w, make([]uint32, second+1-len(*w))...)
	}
	(*w)[second] += n
}

// crew integrates what the agents of a floor do, in agent-nanoseconds.
type crew struct {
	here, busy, resting    int
	since                  moment
	sumHere, sumBusy, rest float64
	slots                  [48][3]float64
}

// tally counts a run. Only callers who entered after the warm-up count, and
// agents' time after it.
type tally struct {
	calls, contained, late, repeats int // all calls, those that ended with the assistant, those that were too late for the line
	slots                           [][48]cell
	days                            [][]cell // by day, by queue
	targets                         []moment
	within                          []moment
	crews                           [2]crew
	slotDays                        [48]int
	coverage                        weighted
	queueCoverage                   []weighted
	items                           ItemFigures
	owed                            int // callers who count and are neither answered nor gone, and callbacks owed to them
	warm                            moment
}

// weighted is a mean under way.
type weighted struct{ sum, weight float64 }

func (m *weighted) add(x, weight float64) { m.sum, m.weight = m.sum+x*weight, m.weight+weight }

func (t *tally) begin(w *world) {
	n := len(w.lines)
	t.slots, t.queueCoverage = make([][48]cell, n), make([]weighted, n)
	for i := range w.lines {
		t.targets = append(t.targets, moment(w.lines[i].Queue.Target))
	}
	for _, s := range w.o.Within {
		t.within = append(t.within, seconds(s))
	}
	t.warm = w.warm
}

// beginDay makes room for a day, and settles the estimates of the last.
func (t *tally) beginDay(w *world) {
	cells := make([]cell, len(w.lines))
	for i := range cells {
		cells[i].upTo = make([]int, len(t.within))
	}
	t.days = append(t.days, cells)
	t.settle(w)
}

// settle takes in what the estimates were worth so far.
func (t *tally) settle(w *world) {
	for i := range w.lines {
		l := &w.lines[i]
		f := l.score.Figures()
		if n := float64(f.Answered + f.Abandoned); n > 0 && w.now > w.warm && w.now <= w.stop {
			t.coverage.add(f.Coverage, n)
			t.queueCoverage[i].add(f.Coverage, n)
		}
		*l.score = newScore()
	}
}

// of calls f for the cells of a caller who counts.
func (t *tally) of(c *caller, f func(*cell)) {
	if c.is(counted) {
		f(&t.slots[c.queue][c.slot])
		f(&t.days[c.day][c.queue])
	}
}

// tell counts one more, if it is within the days reported.
func (w *world) tell(n *int) {
	if w.counts() {
		*n++
	}
}

// settled is of, for what ends the waiting.
func (t *tally) settled(c *caller, f func(*cell)) {
	if c.is(counted) {
		t.owed--
	}
	t.of(c, f)
}

func (t *tally) offered(c *caller) {
	if c.is(counted) {
		t.owed++
	}
	t.of(c, func(x *cell) {
		x.offered++
		x.work += (c.handle + c.wrap).seconds()
	})
}

func (t *tally) balked(c *caller)   { t.settled(c, func(x *cell) { x.balked++; x.hungUpSoon++ }) }
func (t *tally) promised(c *caller) { t.of(c, func(x *cell) { x.promised++ }) }
func (t *tally) kept(c *caller)     { t.settled(c, func(x *cell) { x.kept++ }) }
func (t *tally) missed(c *caller)   { t.settled(c, func(x *cell) { x.missed++ }) }
func (t *tally) lost(c *caller)     { t.settled(c, func(x *cell) { x.lost++ }) }

func (t *tally) abandoned(c *caller, now moment) {
	t.settled(c, func(x *cell) {
		x.abandoned++
		if now-c.entered <= t.targets[c.queue] {
			x.hungUpSoon++
		}
	})
}

func (t *tally) told(c *caller) {
	if c.told.High <= 0 {
		return
	}
	t.of(c, func(x *cell) {
		x.told++
		x.low += c.told.Low.Seconds()
		x.likely += c.told.Likely.Seconds()
		x.high += c.told.High.Seconds()
	})
}

func (t *tally) answered(c *caller, now moment) {
	if !c.is(counted) {
		return
	}
	wait := now - c.entered
	t.settled(c, func(x *cell) {
		x.answered++
		x.wait += wait.seconds()
		x.waits.add(int(wait/second), 1)
		if wait <= t.targets[c.queue] {
			x.within++
		}
	})
	for i, w := range t.within {
		if wait <= w {
			t.days[c.day][c.queue].upTo[i]++
		}
	}
	c.flags |= reckoned
}

// move is an agent going from one state to another.
func (t *tally) move(w *world, a *agent, to civicline.AgentState) {
	c := &t.crews[a.floor]
	c.advance(w)
	c.count(a.State, -1)
	c.count(to, 1)
}

func (c *crew) count(s civicline.AgentState, n int) {
	switch s {
	case civicline.SignedOut:
		return
	case civicline.NotReady:
		c.resting += n
	case civicline.Alerting, civicline.Talking, civicline.WrappingUp:
		c.busy += n
	}
	c.here += n
}

func (c *crew) advance(w *world) {
	d := float64(w.now - c.since)
	if c.since = w.now; w.now <= w.warm || w.now > w.stop {
		return
	}
	c.sumHere += d * float64(c.here)
	c.sumBusy += d * float64(c.busy)
	c.rest += d * float64(c.resting)
	s := &c.slots[w.slot]
	s[0] += d * float64(c.here)
	s[1] += d * float64(c.busy)
	s[2] += d * float64(c.resting)
}

// closeSlot ends a half-hour.
func (t *tally) closeSlot(w *world) {
	for i := range t.crews {
		t.crews[i].advance(w)
	}
	if w.now > w.warm && w.now <= w.stop {
		t.slotDays[w.slot]++
	}
}

// occupancy is the share of their time ready that agents were at work on calls.
func (c *crew) occupancy() float64 { return share(c.sumBusy, c.sumHere-c.rest) }

func share(part, whole float64) float64 {
	if whole <= 0 {
		return 0
	}
	return part / whole
}

// ItemFigures are what became of the officers' items. Attempts count when they
// are made, whenever the item was opened.
type ItemFigures struct {
	Opened      int     `json:"opened"`
	First       int     `json:"first_attempts"`
	InTime      int     `json:"first_attempts_in_time"`
	UrgentFirst int     `json:"urgent_first_attempts"`
	UrgentIn    int     `json:"urgent_first_attempts_in_time"`
	Reached     int     `json:"reached"`
	Missed      int     `json:"missed"` // no attempt was answered
	Waiting     int     `json:"waiting_at_end"`
	Overdue     int     `json:"overdue_at_end"`
	OnTime      float64 `json:"on_time"`      // of the first attempts
	ReachRate   float64 `json:"reach_rate"`   // of the items done with
	MeanDays    float64 `json:"mean_days"`    // calendar days to the first attempt, regular
	UrgentDays  float64 `json:"urgent_days"`  // urgent
	Repeats     int     `json:"repeat_calls"` // about overdue items

	regular, fast weighted
}

func (f *ItemFigures) attempt(c *caller, today int32, now moment) {
	f.First++
	in := today <= c.dueDay
	if in {
		f.InTime++
	}
	days := (now - c.entered).seconds() / 86400
	if !c.is(urgent) {
		f.regular.add(days, 1)
		return
	}
	f.fast.add(days, 1)
	f.UrgentFirst++
	if in {
		f.UrgentIn++
	}
}
