package sim

import (
	"fmt"
	"math"
	"path/filepath"

	"github.com/civicline/civicline/plot"
)

// Plot draws the result into a folder, each picture as PNG and SVG, and returns
// their names: waits by time of day with the range told, agents and load, the
// gap between English and Spanish, callbacks, and for a log its days beside
// their replay. A picture that would be empty is left out.
func (r *Result) Plot(dir string) ([]string, error) {
	var names []string
	for _, p := range []struct {
		name  string
		chart func() (plot.Chart, bool)
	}{{"waits", r.waitsChart}, {"agents", r.agentsChart}, {"gap", r.gapChart}, {"callbacks", r.callbacksChart}, {"replay", r.replayChart}} {
		c, some := p.chart()
		if !some {
			continue
		}
		c.Note = r.note()
		for _, kind := range []string{".png", ".svg"} {
			name := filepath.Join(dir, p.name+kind)
			if err := plot.Save(name, c); err != nil {
				return names, err
			}
			names = append(names, name)
		}
	}
	return names, nil
}

func (r *Result) note() string {
	n := fmt.Sprintf("%d days from %s, %d offered, seed %d", r.Simulated, r.From, r.Offered, r.Seed)
	if r.Scenario != "" {
		n = r.Scenario + ": " + n
	}
	return n
}

// open are the half-hours in which somebody rang or was at work.
func (r *Result) open() (from, until int) {
	from, until = len(r.Slots), 0
	for i, s := range r.Slots {
		if s.Offered > 0 || s.Agents > .05 {
			from, until = min(from, i), i+1
		}
	}
	return from, until
}

// byTime is a series over the open half-hours; NaN is a gap.
func (r *Result) byTime(name string, kind plot.Kind, of func(SlotFigures) float64) plot.Series {
	from, until := r.open()
	s := plot.Series{Name: name, Kind: kind}
	for i := from; i < until; i++ {
		at := float64(i * 1800)
		if kind == plot.Line || kind == plot.Band {
			at += 900
		}
		s.X, s.Y = append(s.X, at), append(s.Y, of(r.Slots[i]))
	}
	if kind == plot.Step {
		s.X = append(s.X, float64(until*1800))
	}
	return s
}

var timeOfDay = plot.Axis{Label: "time of day", Unit: plot.Clock}

func (r *Result) waitsChart() (plot.Chart, bool) {
	minutes := func(of func(SlotFigures) float64, some func(SlotFigures) bool) func(SlotFigures) float64 {
		return func(s SlotFigures) float64 {
			if !some(s) {
				return math.NaN()
			}
			return of(s) / 60
		}
	}
	told := func(s SlotFigures) bool { return s.Told > 0 }
	band := r.byTime("told, from low to high", plot.Band, minutes(func(s SlotFigures) float64 { return s.High }, told))
	band.Low = r.byTime("", plot.Band, minutes(func(s SlotFigures) float64 { return s.Low }, told)).Y
	c := plot.Chart{
		Title: "Waits by the time of entry", X: timeOfDay, Y: plot.Axis{Label: "minutes"},
		Series: []plot.Series{
			band,
			r.byTime("mean wait of those answered", plot.Line, minutes(func(s SlotFigures) float64 { return s.ASA }, func(s SlotFigures) bool { return s.Answered > 0 })),
		},
	}
	return c, r.Answered > 0
}

func (r *Result) agentsChart() (plot.Chart, bool) {
	c := plot.Chart{
		Title: "Agents and load", X: timeOfDay, Y: plot.Axis{Label: "representatives"},
		Series: []plot.Series{
			r.byTime("signed in", plot.Step, func(s SlotFigures) float64 { return s.Agents }),
			r.byTime("of them, not on a pause", plot.Step, func(s SlotFigures) float64 { return s.Ready }),
			r.byTime("busy with calls", plot.Step, func(s SlotFigures) float64 { return s.Busy }),
			r.byTime("load offered (erlangs)", plot.Line, func(s SlotFigures) float64 { return s.Load }),
		},
	}
	from, until := r.open()
	return c, from < until
}

func (r *Result) gapChart() (plot.Chart, bool) {
	some := func(of func(SlotFigures) float64) func(SlotFigures) float64 {
		return func(s SlotFigures) float64 {
			if s.Answered == 0 {
				return math.NaN()
			}
			return of(s)
		}
	}
	c := plot.Chart{
		Title: "English and Spanish: mean wait of those answered", X: timeOfDay, Y: plot.Axis{Label: "seconds"},
		Series: []plot.Series{
			r.byTime("English", plot.Line, some(func(s SlotFigures) float64 { return s.English })),
			r.byTime("Spanish", plot.Line, some(func(s SlotFigures) float64 { return s.Spanish })),
		},
	}
	return c, r.Gaps["asa_s"].Spanish > 0
}

func (r *Result) callbacksChart() (plot.Chart, bool) {
	c := plot.Chart{
		Title: "Callbacks that keep the place, by the time of entry", X: timeOfDay, Y: plot.Axis{Label: "callers"},
		Series: []plot.Series{
			r.byTime("promised", plot.Bars, func(s SlotFigures) float64 { return float64(s.Promised) }),
			r.byTime("kept", plot.Bars, func(s SlotFigures) float64 { return float64(s.Kept) }),
			r.byTime("nobody reached", plot.Bars, func(s SlotFigures) float64 { return float64(s.Missed) }),
		},
	}
	return c, r.Promised > 0
}

func (r *Result) replayChart() (plot.Chart, bool) {
	if r.Observed == nil || len(r.Within) == 0 {
		return plot.Chart{}, false
	}
	c := plot.Chart{Title: fmt.Sprintf("Answered within %g s, and hung up: the log and its replay", r.Within[0]), X: plot.Axis{Label: "day"}, Y: plot.Axis{Label: "share", Unit: plot.Percent}}
	series := [4]plot.Series{{Name: "log: answered in time"}, {Name: "replay", Dashed: true}, {Name: "log: hung up"}, {Name: "replay", Dashed: true}}
	for i, a := range r.ByDay {
		for _, b := range r.Days {
			if a.Date != b.Date {
				continue
			}
			for k, y := range [4]float64{a.Within[0], b.Within[0], a.Abandon, b.Abandon} {
				series[k].X, series[k].Y = append(series[k].X, float64(i)), append(series[k].Y, y)
			}
		}
		c.X.Names = append(c.X.Names, a.Date[5:])
	}
	c.Series = series[:]
	return c, len(series[0].X) > 0
}
