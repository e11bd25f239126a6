package sim

import (
	"cmp"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd/waits"
	"github.com/civicline/civicline/calllog"
)

// Figures say how those who entered some queues fared. Shares are from 0 to 1,
// times are seconds. Offered is every call that entered the queues:
// answered + abandoned + balked + callbacks promised + lost + still waiting.
type Figures struct {
	ServiceLevel float64  `json:"service_level"`       // answered within the target, of offered
	LevelShort   float64  `json:"service_level_short"` // the same, of offered without those who hung up within the target
	ASA          float64  `json:"asa_s"`               // mean wait of those answered on the line
	P90          float64  `json:"p90_wait_s"`          // nine in ten of those answered waited no longer
	Abandon      float64  `json:"abandon_rate"`        // abandoned and balked, of offered
	Coverage     *float64 `json:"estimate_coverage"`   // of the waits told, those that ended in the range told; null if none was told
	Offered      int      `json:"offered"`
	Answered     int      `json:"answered"`
	Abandoned    int      `json:"abandoned"`
	Balked       int      `json:"balked"`
	Promised     int      `json:"callbacks_promised"` // that keep the place
	Kept         int      `json:"callbacks_kept"`     // reached
	Missed       int      `json:"callbacks_missed"`   // two attempts, nobody there
	Lost         int      `json:"lost"`               // cut off while waiting, and not back in time
	Waiting      int      `json:"waiting_at_end"`
	Told         int      `json:"estimates"`
}

// A QueueFigures is one queue's.
type QueueFigures struct {
	Queue    string `json:"queue"`
	Language string `json:"language"`
	Figures
}

// A SlotFigures is one half-hour of the day, over all queues of
// representatives and all days reported.
type SlotFigures struct {
	Start string `json:"start"`
	Figures
	Agents    float64 `json:"agents"`       // signed in, mean
	Ready     float64 `json:"available"`    // of them not on a pause
	Busy      float64 `json:"busy"`         // on calls and notes: the load in erlangs that was carried
	Load      float64 `json:"offered_load"` // erlangs that the callers who entered would bring
	Occupancy float64 `json:"occupancy"`
	Low       float64 `json:"told_low_s"` // means of what was told
	Likely    float64 `json:"told_likely_s"`
	High      float64 `json:"told_high_s"`
	English   float64 `json:"asa_en_s"`
	Spanish   float64 `json:"asa_es_s"`
	officers  [2]float64
}

// A DayFigures is one day, over all queues of representatives.
type DayFigures struct {
	Date string `json:"date"`
	Figures
	Within []float64 `json:"within,omitempty"` // the share of those answered who waited no longer than each of Result.Within
}

// A Gap is English beside Spanish, and Spanish less English.
type Gap struct {
	English float64 `json:"en"`
	Spanish float64 `json:"es"`
	Gap     float64 `json:"gap"`
}

// A Result is what a run found. The figures of the whole are of the queues of
// representatives.
type Result struct {
	Figures
	Occupancy float64           `json:"occupancy"` // of representatives: busy, of signed in and not on a pause
	Officers  float64           `json:"officer_occupancy"`
	Target    float64           `json:"target_s"`
	Nominal   float64           `json:"estimate_nominal"`
	Calls     int               `json:"calls"`     // all of the days reported: those that stay with the assistant too, and those who ring again
	Contained int               `json:"contained"` // of them, those that ended with the assistant
	Late      int               `json:"too_late"`  // and those that wanted a person after closing
	Items     ItemFigures       `json:"officer_items"`
	Gaps      map[string]Gap    `json:"gap_en_es"`
	Queues    []QueueFigures    `json:"queues"`
	Slots     []SlotFigures     `json:"half_hours"`
	Days      []DayFigures      `json:"by_day"`
	Within    []float64         `json:"within_s,omitempty"`
	Observed  *DayFigures       `json:"observed,omitempty"` // what the log says of the same calls
	ByDay     []DayFigures      `json:"observed_by_day,omitempty"`
	Total     *DayFigures       `json:"replayed,omitempty"` // what the simulation says, in the same form
	From      string            `json:"from"`
	Simulated int               `json:"days"` // reported
	WarmUp    int               `json:"warm_up_days"`
	Seed      uint64            `json:"seed"`
	Scenario  string            `json:"scenario,omitempty"`
	Seconds   float64           `json:"seconds"` // that it took
	Spread    map[string]Spread `json:"spread,omitempty"`
	Reps      int               `json:"reps,omitempty"`
}

func newScore() waits.Score { return waits.Score{Most: 1 << 20} }

func (w *world) result() *Result {
	t := &w.tally
	t.settle(w)
	r := &Result{
		Occupancy: t.crews[0].occupancy(), Officers: t.crews[1].occupancy(),
		Target: w.p.Targets.Representatives, Nominal: w.p.Targets.Nominal,
		Calls: t.calls, Contained: t.contained, Late: t.late,
		From: w.at(w.warm).In(w.zone).Format(time.DateOnly), Simulated: w.o.Days, WarmUp: w.o.WarmUp, Seed: w.o.Seed, Within: w.o.Within,
	}
	if w.o.Scenario != nil {
		r.Scenario = w.o.Scenario.Name
	}
	var all group
	byTongue := map[civicline.Language]*group{civicline.English: {}, civicline.Spanish: {}}
	for i := range w.lines {
		l := &w.lines[i]
		if l.Floor != 0 {
			continue
		}
		var one group
		for s := range t.slots[i] {
			one.cell.add(&t.slots[i][s])
		}
		one.coverage = t.queueCoverage[i]
		all.add(&one)
		if g := byTongue[l.Tongue]; g != nil {
			g.add(&one)
		}
		r.Queues = append(r.Queues, QueueFigures{string(l.Queue.ID), string(l.Tongue), one.figures()})
	}
	r.Figures = all.figures()
	r.Gaps = gaps(byTongue[civicline.English].figures(), byTongue[civicline.Spanish].figures())
	w.slotFigures(r)
	w.dayFigures(r)
	r.Items = w.itemFigures()
	return r
}

// group sums queues up.
type group struct {
	cell
	coverage weighted
}

func (g *group) add(o *group) {
	g.cell.add(&o.cell)
	g.coverage.add(share(o.coverage.sum, o.coverage.weight), o.coverage.weight)
}

func (c *cell) add(o *cell) {
	c.offered += o.offered
	c.answered += o.answered
	c.within += o.within
	c.abandoned += o.abandoned
	c.balked += o.balked
	c.promised += o.promised
	c.kept += o.kept
	c.missed += o.missed
	c.lost += o.lost
	c.wait += o.wait
	c.work += o.work
	c.told += o.told
	c.low += o.low
	c.likely += o.likely
	c.high += o.high
	c.hungUpSoon += o.hungUpSoon
	for s, n := range o.waits {
		if n > 0 {
			c.waits.add(s, n)
		}
	}
	for i, n := range o.upTo {
		if len(c.upTo) < len(o.upTo) {
			c.upTo = make([]int, len(o.upTo))
		}
		c.upTo[i] += n
	}
}

func (g *group) figures() Figures {
	c := &g.cell
	n := float64(c.offered)
	f := Figures{
		ServiceLevel: share(float64(c.within), n), LevelShort: share(float64(c.within), n-float64(c.hungUpSoon)),
		ASA: share(c.wait, float64(c.answered)), P90: quantile(g.waits, .9),
		Abandon: share(float64(c.abandoned+c.balked), n),
		Offered: c.offered, Answered: c.answered, Abandoned: c.abandoned, Balked: c.balked,
		Promised: c.promised, Kept: c.kept, Missed: c.missed, Lost: c.lost, Told: c.told,
		Waiting: c.offered - c.answered - c.abandoned - c.balked - c.promised - c.lost,
	}
	if g.coverage.weight > 0 {
		x := g.coverage.sum / g.coverage.weight
		f.Coverage = &x
	}
	return f
}

// quantile of waits counted by full seconds.
func quantile(waits waitCounts, q float64) float64 {
	var n, sum float64
	for _, k := range waits {
		n += float64(k)
	}
	for s, k := range waits {
		if sum += float64(k); sum >= q*n && n > 0 {
			return float64(s)
		}
	}
	return 0
}

func gaps(en, es Figures) map[string]Gap {
	out := map[string]Gap{}
	for name, of := range map[string]func(Figures) float64{
		"service_level": func(f Figures) float64 { return f.ServiceLevel },
		"asa_s":         func(f Figures) float64 { return f.ASA },
		"p90_wait_s":    func(f Figures) float64 { return f.P90 },
		"abandon_rate":  func(f Figures) float64 { return f.Abandon },
		"callback_rate": func(f Figures) float64 { return share(float64(f.Promised), float64(f.Offered)) },
		"callback_kept": func(f Figures) float64 { return share(float64(f.Kept), float64(f.Kept+f.Missed)) },
		"estimate_coverage": func(f Figures) float64 {
			if f.Coverage == nil {
				return 0
			}
			return *f.Coverage
		},
	} {
		out[name] = Gap{of(en), of(es), of(es) - of(en)}
	}
	return out
}

func (w *world) slotFigures(r *Result) {
	t := &w.tally
	for s := range 48 {
		var all group
		var by [2]cell
		for i := range w.lines {
			if l := &w.lines[i]; l.Floor == 0 {
				all.cell.add(&t.slots[i][s])
				if l.Tongue == civicline.Spanish {
					by[1].add(&t.slots[i][s])
				} else {
					by[0].add(&t.slots[i][s])
				}
			}
		}
		c := &all.cell
		told := float64(max(1, c.told))
		f := SlotFigures{Start: clock(s * 30), Figures: all.figures(), Low: c.low / told, Likely: c.likely / told, High: c.high / told}
		f.English, f.Spanish = share(by[0].wait, float64(by[0].answered)), share(by[1].wait, float64(by[1].answered))
		whole := float64(max(1, t.slotDays[s])) * float64(30*minute)
		x := t.crews[0].slots[s]
		f.Agents, f.Busy, f.Ready, f.Occupancy = x[0]/whole, x[1]/whole, (x[0]-x[2])/whole, share(x[1], x[0]-x[2])
		f.officers = [2]float64{t.crews[1].slots[s][0] / whole, t.crews[1].slots[s][1] / whole}
		f.Load = c.work * float64(second) / whole
		r.Slots = append(r.Slots, f)
	}
}

func clock(minutes int) string {
	return time.Date(2000, 1, 1, 0, minutes, 0, 0, time.UTC).Format("15:04")
}

func (w *world) dayFigures(r *Result) {
	for d, cells := range w.tally.days {
		if d < w.o.WarmUp || d >= w.o.WarmUp+w.o.Days {
			continue
		}
		var all group
		for i := range cells {
			if w.lines[i].Floor == 0 {
				all.cell.add(&cells[i])
			}
		}
		y, m, day := w.base.In(w.zone).Date()
		f := DayFigures{Date: time.Date(y, m, day+d, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), Figures: all.figures()}
		for _, n := range all.upTo {
			f.Within = append(f.Within, share(float64(n), float64(all.answered)))
		}
		r.Days = append(r.Days, f)
	}
}

// observe puts what the log says beside what was found.
func (r *Result) observe(o *Options, w *world) {
	var log []calllog.Call
	for _, c := range o.Log {
		if m := w.moment(c.Entered); m >= w.warm && m < w.end {
			log = append(log, c)
		}
	}
	all, days := Observed(log, o.Within, r.Target)
	r.Observed, r.ByDay = &all, days
	total := DayFigures{Date: all.Date, Figures: r.Figures, Within: make([]float64, len(o.Within))}
	for i := range o.Within {
		for _, d := range r.Days {
			total.Within[i] += d.Within[i] * float64(d.Answered)
		}
		total.Within[i] = share(total.Within[i], float64(r.Answered))
	}
	r.Total = &total
}

func (w *world) itemFigures() ItemFigures {
	f := w.tally.items
	f.Repeats = w.tally.repeats
	f.OnTime = share(float64(f.InTime), float64(f.First))
	f.ReachRate = share(float64(f.Reached), float64(f.Reached+f.Missed))
	f.MeanDays = share(f.regular.sum, f.regular.weight)
	f.UrgentDays = share(f.fast.sum, f.fast.weight)
	return f
}

// A Spread is a figure over several runs.
type Spread struct {
	Mean float64 `json:"mean"`
	Half float64 `json:"half_width"` // of the 95 % confidence interval
}

// Together sums runs of other seeds up: the shares and waits of the whole become
// means, and Spread says how far they and a few more differ. Counts and tables
// stay those of the first run.
func Together(runs []*Result) *Result {
	out := *runs[0]
	out.Reps, out.Spread = len(runs), map[string]Spread{}
	for name, of := range map[string]func(*Result) *float64{
		"service_level":     func(r *Result) *float64 { return &r.ServiceLevel },
		"asa_s":             func(r *Result) *float64 { return &r.ASA },
		"p90_wait_s":        func(r *Result) *float64 { return &r.P90 },
		"abandon_rate":      func(r *Result) *float64 { return &r.Abandon },
		"occupancy":         func(r *Result) *float64 { return &r.Occupancy },
		"estimate_coverage": func(r *Result) *float64 { return cmp.Or(r.Coverage, new(float64)) },
	} {
		var xs []float64
		for _, r := range runs {
			xs = append(xs, *of(r))
		}
		s := spreadOf(xs)
		out.Spread[name] = s
		if name == "estimate_coverage" {
			out.Coverage = &s.Mean
			continue
		}
		*of(&out) = s.Mean
	}
	for name, of := range map[string]func(*Result) float64{
		"offered":            func(r *Result) float64 { return float64(r.Offered) },
		"callbacks_promised": func(r *Result) float64 { return float64(r.Promised) },
		"callbacks_kept":     func(r *Result) float64 { return share(float64(r.Kept), float64(r.Promised)) },
		"gap_service_level":  func(r *Result) float64 { return r.Gaps["service_level"].Gap },
		"gap_asa_s":          func(r *Result) float64 { return r.Gaps["asa_s"].Gap },
		"items_on_time":      func(r *Result) float64 { return r.Items.OnTime },
		"items_waiting":      func(r *Result) float64 { return float64(r.Items.Waiting) },
		"items_mean_days":    func(r *Result) float64 { return r.Items.MeanDays },
	} {
		var xs []float64
		for _, r := range runs {
			xs = append(xs, of(r))
		}
		out.Spread[name] = spreadOf(xs)
	}
	out.Seconds = 0
	for _, r := range runs {
		out.Seconds += r.Seconds
	}
	return &out
}

// spreadOf uses the t distribution's 97.5 % points for up to 30 runs.
func spreadOf(xs []float64) Spread {
	n := float64(len(xs))
	var mean, square float64
	for _, x := range xs {
		mean += x / n
	}
	for _, x := range xs {
		square += (x - mean) * (x - mean)
	}
	if n < 2 {
		return Spread{Mean: mean}
	}
	t := 1.96
	if i := len(xs) - 2; i < len(student) {
		t = student[i]
	}
	return Spread{mean, t * sqrt(square/(n-1)/n)}
}

var student = []float64{12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.20, 2.18, 2.16, 2.14, 2.13, 2.12, 2.11, 2.10, 2.09, 2.09, 2.08, 2.07, 2.07, 2.06, 2.06, 2.06, 2.05, 2.05, 2.05}
