package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd/waits"
	"github.com/civicline/civicline/calllog"
)

// runEvalWaits measures the wait estimates on a call log.
func runEvalWaits(_ context.Context, c *console, args []string) error {
	f := c.flags("eval waits", "--calls FILE [--json] [--nominal 0.8] [--from DATE|HH:MM] [--to DATE|HH:MM]",
		"Plays a call log through the wait estimates in the order of time, and asks one for each\ncaller who has to wait, when they enter the line. Tells how often the wait fell into the\ninterval, and how far the estimate was off, beside the two simple ways of estimating: the\nlast caller's wait (LES) and how long the first of the line has waited (HOL).\n\nThe log is tab- or comma-separated: arrival,wait,outcome,handle (and, if there are such,\nqueue,server,priority), times in seconds, outcome answered or abandoned; or the bank's\nlog of 1999 as it is. docs/waits.md has the columns.")
	path := f.String("calls", "", "`file` of calls")
	nominal := f.Float64("nominal", 0.8, "the share of waits that is to fall into the interval")
	head := f.Duration("head", 90*time.Second, "head start in the line of callers of priority 2")
	asJSON := f.Bool("json", false, "print one JSON object")
	var w window
	f.Func("from", "measure from this `day or time` of day on; what comes before is learned from", w.begin)
	f.Func("to", "measure until before this `day or time` of day", w.end)
	words, err := parse(f, args)
	if err != nil {
		return err
	}
	switch {
	case len(words) > 0:
		return fmt.Errorf("eval waits: %q is no flag; write --calls FILE", words[0])
	case *path == "":
		return errors.New("eval waits: which calls? Write --calls FILE")
	case math.IsNaN(*nominal) || *nominal < 0.5 || *nominal > 0.99:
		return fmt.Errorf("eval waits: --nominal %v: write a share from 0.5 to 0.99", *nominal)
	}
	file, err := os.Open(*path)
	if err != nil {
		return fmt.Errorf("eval waits: %w", err)
	}
	defer file.Close()
	calls, err := calllog.Read(*path, file)
	if err != nil {
		return err
	}
	report := evalWaits(calls, *nominal, *head, w)
	if *asJSON {
		return json.NewEncoder(c.out).Encode(report)
	}
	return report.table(c.out)
}

// A window is the part of a log that is measured.
type window struct {
	first, last time.Time     // days; last is not in it
	open, close time.Duration // times of day; close is not in it, 0 is the day's end
}

func (w *window) begin(s string) (err error) { return parseWindow(s, &w.first, &w.open) }
func (w *window) end(s string) (err error)   { return parseWindow(s, &w.last, &w.close) }

func parseWindow(s string, day *time.Time, clock *time.Duration) error {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		*day = t
		return nil
	}
	t, err := time.Parse("15:04", s)
	if err != nil {
		return errors.New("write a day as 1999-02-06, or a time of day as 09:30")
	}
	*clock = t.Sub(t.Truncate(24 * time.Hour))
	return nil
}

func (w window) has(t time.Time) bool {
	clock := t.Sub(t.Truncate(24 * time.Hour))
	return !t.Before(w.first) && (w.last.IsZero() || t.Before(w.last)) && clock >= w.open && (w.close == 0 || clock < w.close)
}

// A waitsReport is what was measured. Times are in seconds.
type waitsReport struct {
	Calls   int     `json:"calls"`
	Nominal float64 `json:"nominal"`
	waitFigures
	Again  waitFigures   `json:"again"`
	Queues []waitFigures `json:"by_queue"`
	Days   []waitFigures `json:"by_day"`
	Hours  []waitFigures `json:"by_hour"`
}

type waitFigures struct {
	Of        string  `json:"of,omitempty"`
	N         int     `json:"n"`
	Answered  int     `json:"answered"`
	Abandoned int     `json:"abandoned"`
	Untold    int     `json:"untold"`
	Coverage  float64 `json:"coverage"`
	Censored  float64 `json:"coverage_km"`
	Below     float64 `json:"below"`
	Width     float64 `json:"mean_width_s"`
	MAE       float64 `json:"mae_s"`
	MAELast   float64 `json:"mae_les_s"`
	MAEOldest float64 `json:"mae_hol_s"`
	Bias      float64 `json:"median_bias_s"`
	BiasLast  float64 `json:"median_bias_les_s"`
	BiasHOL   float64 `json:"median_bias_hol_s"`
}

// A tally is the scores of the groups of one sort.
type tally map[string]*group

type group struct {
	waits.Score
	untold int
}

func (t tally) of(name string) *group {
	if t[name] == nil {
		t[name] = &group{Score: waits.Score{Most: math.MaxInt}}
	}
	return t[name]
}

func (t tally) figures() []waitFigures {
	out := []waitFigures{}
	for name, g := range t {
		out = append(out, g.summary(name))
	}
	slices.SortFunc(out, func(a, b waitFigures) int {
		if a.Of < b.Of {
			return -1
		}
		return 1
	})
	return out
}

func (g *group) summary(name string) waitFigures {
	f := g.Figures()
	return waitFigures{Of: name, N: f.Count, Answered: f.Answered, Abandoned: f.Abandoned, Untold: g.untold,
		Coverage: round(f.Coverage, 4), Censored: round(f.Censored, 4), Below: round(f.Below, 4), Width: round(f.Width.Seconds(), 2),
		MAE: round(f.Model.MAE.Seconds(), 2), MAELast: round(f.Last.MAE.Seconds(), 2), MAEOldest: round(f.Oldest.MAE.Seconds(), 2),
		Bias: round(f.Model.Bias.Seconds(), 2), BiasLast: round(f.Last.Bias.Seconds(), 2), BiasHOL: round(f.Oldest.Bias.Seconds(), 2)}
}

func round(x float64, digits int) float64 {
	p := math.Pow10(digits)
	return math.Round(x*p) / p
}

// callMinute names the estimates of one call apart that were asked later.
func callMinute(call civicline.CallID, n int) civicline.CallID {
	return civicline.CallID(fmt.Sprintf("%s again %d", call, n+1))
}

func evalWaits(calls []calllog.Call, nominal float64, head time.Duration, w window) *waitsReport {
	all, queues, days, hours := tally{}, tally{}, tally{}, tally{}
	groups := func(c calllog.Call) []*group {
		return []*group{all.of(""), queues.of(c.Kind), days.of(c.Entered.Format(time.DateOnly)), hours.of(c.Entered.Format("15"))}
	}
	again, asked := tally{}, map[civicline.CallID]int{}
	r := replay{calls: calls, nominal: nominal, head: head,
		told: func(c calllog.Call, t waits.Told) {
			if !w.has(t.At) {
				return
			}
			for _, g := range groups(c) {
				if t.Wait.High <= 0 {
					g.untold++
				}
				g.Keep(t)
			}
		},
		again: func(c calllog.Call, t waits.Told) {
			if w.has(t.At) {
				minute := callMinute(t.Call, asked[t.Call])
				asked[t.Call]++
				t.Call = minute
				again.of("").Keep(t)
			}
		},
		became: func(c calllog.Call, at time.Time, call civicline.CallID, kind waits.Kind) {
			for _, g := range groups(c) {
				g.Became(call, kind, at)
			}
			for n := range asked[call] {
				again.of("").Became(callMinute(call, n), kind, at)
			}
		},
	}
	r.run()
	for _, t := range []tally{queues, days, hours} {
		for name, g := range t {
			if f := g.Figures(); f.Count == 0 && g.untold == 0 {
				delete(t, name)
			}
		}
	}
	return &waitsReport{Calls: len(calls), Nominal: nominal, waitFigures: all.of("").summary(""), Again: again.of("").summary(""),
		Queues: queues.figures(), Days: days.figures(), Hours: hours.figures()}
}

func (r *waitsReport) table(out io.Writer) error {
	fmt.Fprintf(out, "%d calls; %d had to wait and were told how long (%d before there was enough to go by)\n\n", r.Calls, r.N, r.Untold)
	fmt.Fprintf(out, "share of waits inside the interval   %.1f %%   promised: %.0f %%\n", 100*r.Coverage, 100*r.Nominal)
	fmt.Fprintf(out, "  the same, had nobody hung up       %.1f %%   (Kaplan-Meier)\n", 100*r.Censored)
	fmt.Fprintf(out, "mean width of the interval           %.0f s\n", r.Width)
	fmt.Fprintf(out, "asked again at each full minute      %.1f %%   of %d, mean absolute error %.1f s (LES less the time waited: %.1f s)\n\n",
		100*r.Again.Coverage, r.Again.N, r.Again.MAE, r.Again.MAELast)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "of those answered\tmean absolute error\tmedian bias\t\n")
	fmt.Fprintf(w, "our estimate\t%.1f s\t%+.1f s\t\n", r.MAE, r.Bias)
	fmt.Fprintf(w, "last caller's wait (LES)\t%.1f s\t%+.1f s\t\n", r.MAELast, r.BiasLast)
	fmt.Fprintf(w, "head-of-line delay (HOL)\t%.1f s\t%+.1f s\t\n", r.MAEOldest, r.BiasHOL)
	for _, part := range []struct {
		name string
		rows []waitFigures
	}{{"queue", r.Queues}, {"day", r.Days}, {"hour", r.Hours}} {
		fmt.Fprintf(w, "\n%s\ttold\tanswered\tinside\tKM\twidth\tMAE\tLES\tHOL\tbias\t\n", part.name)
		for _, f := range part.rows {
			fmt.Fprintf(w, "%s\t%d\t%d\t%.1f %%\t%.1f %%\t%.0f s\t%.1f s\t%.1f s\t%.1f s\t%+.1f s\t\n",
				f.Of, f.N, f.Answered, 100*f.Coverage, 100*f.Censored, f.Width, f.MAE, f.MAELast, f.MAEOldest, f.Bias)
		}
	}
	return w.Flush()
}
