package sim

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// Write prints the result as tables.
func (r *Result) Write(to io.Writer) error {
	p := &printer{to: to}
	title := ""
	if r.Scenario != "" {
		title = "  scenario " + r.Scenario
	}
	p.line("%d days from %s%s, seed %d, %.1f s\n", r.Simulated, r.From, title, r.Seed, r.Seconds)
	p.line("%-34s %10.1f %%  within %g s, of offered%s", "service level", 100*r.ServiceLevel, r.Target, r.plusMinus("service_level", 100))
	p.line("%-34s %10.1f s  mean wait of those answered%s", "ASA", r.ASA, r.plusMinus("asa_s", 1))
	p.line("%-34s %10.0f s%s", "p90 wait", r.P90, r.plusMinus("p90_wait_s", 1))
	p.line("%-34s %10.1f %%  of offered; %d balked%s", "abandonment", 100*r.Abandon, r.Balked, r.plusMinus("abandon_rate", 100))
	p.line("%-34s %10.1f %%  officers %.1f %%%s", "occupancy", 100*r.Occupancy, 100*r.Officers, r.plusMinus("occupancy", 100))
	if r.Coverage != nil {
		p.line("%-34s %10.1f %%  of %d told; %.0f %% is meant%s", "waits inside the range told", 100**r.Coverage, r.Told, 100*r.Nominal, r.plusMinus("estimate_coverage", 100))
	}
	p.line("%-34s %10d    answered %d, abandoned %d, balked %d, called back instead %d, lost %d, waiting at the end %d", "offered", r.Offered, r.Answered, r.Abandoned, r.Balked, r.Promised, r.Lost, r.Waiting)
	p.line("%-34s %10d    kept %d, missed %d, still owed %d", "callbacks that keep the place", r.Promised, r.Kept, r.Missed, r.Promised-r.Kept-r.Missed)
	p.line("%-34s %10d    ended with the assistant %d, too late for the line %d", "calls", r.Calls, r.Contained, r.Late)
	if i := r.Items; i.First+i.Opened > 0 {
		p.line("%-34s %10d    first attempts %d, in time %.1f %%, reached %d, not reached %d, waiting %d, overdue %d", "officers' items opened", i.Opened, i.First, 100*i.OnTime, i.Reached, i.Missed, i.Waiting, i.Overdue)
		p.line("%-34s %10.1f d  urgent %.1f days; %d calls about overdue items", "days to the first attempt, regular", i.MeanDays, i.UrgentDays, i.Repeats)
	}
	p.gaps(r)
	p.queues(r)
	p.slots(r)
	p.days(r)
	return p.err
}

// printer keeps the first error.
type printer struct {
	to  io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.to, format+"\n", args...)
	}
}

func (r *Result) plusMinus(name string, unit float64) string {
	s, ok := r.Spread[name]
	if !ok {
		return ""
	}
	return fmt.Sprintf("  ± %.2g (95 %%, %d runs)", unit*s.Half, r.Reps)
}

func (p *printer) table(f func(w *tabwriter.Writer)) {
	if p.err != nil {
		return
	}
	w := tabwriter.NewWriter(p.to, 0, 4, 2, ' ', tabwriter.AlignRight)
	f(w)
	p.err = w.Flush()
}

func (p *printer) gaps(r *Result) {
	en, es := r.Gaps["service_level"].English, r.Gaps["service_level"].Spanish
	if en == 0 || es == 0 {
		return
	}
	p.line("")
	p.table(func(w *tabwriter.Writer) {
		fmt.Fprintln(w, "\tEnglish\tSpanish\tSpanish − English\t")
		for _, g := range []struct {
			name, key, unit string
			by              float64
		}{
			{"service level", "service_level", "%", 100},
			{"ASA", "asa_s", "s", 1},
			{"p90 wait", "p90_wait_s", "s", 1},
			{"abandonment", "abandon_rate", "%", 100},
			{"take a callback", "callback_rate", "%", 100},
			{"callbacks kept", "callback_kept", "%", 100},
			{"waits inside the range told", "estimate_coverage", "%", 100},
		} {
			x := r.Gaps[g.key]
			fmt.Fprintf(w, "%s, %s\t%.1f\t%.1f\t%+.1f\t\n", g.name, g.unit, g.by*x.English, g.by*x.Spanish, g.by*x.Gap)
		}
	})
}

func (p *printer) queues(r *Result) {
	p.line("")
	p.table(func(w *tabwriter.Writer) {
		fmt.Fprintln(w, "queue\toffered\tservice level %\tASA s\tp90 s\tabandoned %\tcallbacks\tkept %\tcoverage %\t")
		for _, q := range r.Queues {
			fmt.Fprintf(w, "%s\t%d\t%.1f\t%.1f\t%.0f\t%.1f\t%d\t%.1f\t%s\t\n", q.Queue, q.Offered, 100*q.ServiceLevel, q.ASA, q.P90, 100*q.Abandon, q.Promised, 100*share(float64(q.Kept), float64(q.Kept+q.Missed)), percentOr(q.Coverage))
		}
	})
}

func percentOr(x *float64) string {
	if x == nil {
		return "–"
	}
	return fmt.Sprintf("%.1f", 100**x)
}

func (p *printer) slots(r *Result) {
	p.line("")
	p.table(func(w *tabwriter.Writer) {
		fmt.Fprintln(w, "from\toffered a day\tservice level %\tASA s\tabandoned %\tcallbacks\tagents\tbusy\toccupancy %\ttold, min\t")
		for _, s := range r.Slots {
			if s.Offered == 0 && s.Agents < .01 {
				continue
			}
			told := "–"
			if s.Told > 0 {
				told = fmt.Sprintf("%.1f–%.1f", s.Low/60, s.High/60)
			}
			fmt.Fprintf(w, "%s\t%.0f\t%.1f\t%.1f\t%.1f\t%d\t%.1f\t%.1f\t%.1f\t%s\t\n", s.Start, float64(s.Offered)/float64(max(1, r.Simulated)), 100*s.ServiceLevel, s.ASA, 100*s.Abandon, s.Promised, s.Agents, s.Busy, 100*s.Occupancy, told)
		}
	})
}

// beside prints what a log says, and what its replay says, day by day.
func (p *printer) beside(r *Result) {
	p.line("\neach pair: the log, its replay")
	p.table(func(w *tabwriter.Writer) {
		fmt.Fprint(w, "day\toffered\tASA s\t\tabandoned %\t\t")
		for _, s := range r.Within {
			fmt.Fprintf(w, "≤ %g s %%\t\t", s)
		}
		fmt.Fprintln(w)
		row := func(a, b DayFigures) {
			fmt.Fprintf(w, "%s\t%d\t%.1f\t%.1f\t%.1f\t%.1f\t", a.Date, a.Offered, a.ASA, b.ASA, 100*a.Abandon, 100*b.Abandon)
			for i := range r.Within {
				fmt.Fprintf(w, "%.1f\t%.1f\t", 100*a.Within[i], 100*b.Within[i])
			}
			fmt.Fprintln(w)
		}
		for _, a := range r.ByDay {
			for _, b := range r.Days {
				if a.Date == b.Date {
					row(a, b)
				}
			}
		}
		row(*r.Observed, *r.Total)
	})
}

func (p *printer) days(r *Result) {
	if r.Observed != nil {
		p.beside(r)
		return
	}
	if len(r.Days) < 2 || len(r.Days) > 62 {
		return
	}
	p.line("")
	p.table(func(w *tabwriter.Writer) {
		fmt.Fprint(w, "day\toffered\tanswered\tservice level %\tASA s\tabandoned %\tcallbacks\t")
		for _, s := range r.Within {
			fmt.Fprintf(w, "≤ %g s %%\t", s)
		}
		fmt.Fprintln(w)
		for _, d := range r.Days {
			if d.Offered == 0 {
				continue
			}
			fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t%.1f\t%.1f\t%d\t", d.Date, d.Offered, d.Answered, 100*d.ServiceLevel, d.ASA, 100*d.Abandon, d.Promised)
			for _, s := range d.Within {
				fmt.Fprintf(w, "%.1f\t", 100*s)
			}
			fmt.Fprintln(w)
		}
	})
}
