package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/civicline/civicline/erlang"
)

const staffWords = `Tells how many agents keep a promise to callers, and what other numbers would do: by Erlang C where
everybody waits, Erlang A where callers hang up (--patience), Erlang B where they find a busy line.

  civicline staff --calls 100 --aht 3m --patience 5m --shrinkage 30%
  civicline staff --arrivals arrivals.csv --day Mon --aht 9m30s --patience 40m --out staff.csv

--arrivals takes CSV under a line of names: dow or day (Mon to Sun, or a date), start_et or start
(HH:MM), calls or a column that begins with calls (--column says which), and if they are there
end_et or end, es_share, live_open (0: nobody answers), ivr_end_share (the share that never reaches
people). docs/staffing.md has the formulas and the definitions.`

// A staffAsk is what is asked of the formulas. Times are in seconds.
type staffAsk struct {
	model         string // b, c or a
	aht, ahtES    float64
	patience      float64
	goal          erlang.Target
	blocked       float64 // Erlang B: the most calls that may find a busy line
	shrinkage     float64
	agents, width int // one interval: show these agents, or 0 those needed; and so many rows to each side
}

// staffFlags are the words of the command line before they are understood.
type staffFlags struct {
	calls                                                 float64
	interval, aht, ahtES, patience, asa                   time.Duration
	target, occupancy, abandon, blocked, shrinkage, model string
	agents, rows                                          int
	asJSON                                                bool
	file                                                  staffFile
	given                                                 map[string]bool // the flags that were written
}

// A staffFile is where calls by half-hours come from, and where agents go.
type staffFile struct {
	arrivals, column, share, day string
	out, plot                    string
	pooled                       bool
	tier                         int
}

func runStaff(_ context.Context, c *console, args []string) error {
	var w staffFlags
	f := c.flags("staff", "--calls N --aht 3m | --arrivals FILE --aht 3m [flags]", staffWords)
	f.Float64Var(&w.calls, "calls", 0, "calls in one interval")
	f.DurationVar(&w.interval, "interval", 30*time.Minute, "the interval; with --arrivals, of rows that do not say when they end")
	f.DurationVar(&w.aht, "aht", 0, "mean time that a call takes an agent, wrap-up included")
	f.DurationVar(&w.ahtES, "aht-es", 0, "the same for calls in Spanish (with --arrivals); default --aht")
	f.StringVar(&w.target, "target", "80%/20s", "share of all callers to be answered, and in which time; none: no such target")
	f.DurationVar(&w.patience, "patience", 0, "mean time that callers wait before they hang up; 0: they never do")
	f.StringVar(&w.occupancy, "max-occupancy", "", "the most of their time that agents may be busy, such as 85%")
	f.StringVar(&w.abandon, "max-abandon", "", "the most callers who may hang up, such as 5%")
	f.DurationVar(&w.asa, "max-asa", 0, "the longest mean wait")
	f.StringVar(&w.blocked, "max-blocked", "1%", "Erlang B: the most callers who may find a busy line")
	f.StringVar(&w.shrinkage, "shrinkage", "0%", "share of paid time that agents are away: breaks, leave, training")
	f.StringVar(&w.model, "model", "", "b, c or a; default a with --patience, else c")
	f.IntVar(&w.agents, "agents", 0, "show what so many agents do, instead of how many are needed")
	f.IntVar(&w.rows, "rows", 3, "rows to each side of the answer")
	f.StringVar(&w.file.arrivals, "arrivals", "", "calls by half-hours: a CSV file")
	f.StringVar(&w.file.column, "column", "", "its column of calls; default calls, else the first that begins with calls")
	f.StringVar(&w.file.share, "share", "", "share of its calls that reach people, such as 48%; default by its ivr_end_share, else all")
	f.StringVar(&w.file.day, "day", "", "only this day of it, such as Mon")
	f.StringVar(&w.file.out, "out", "", "write the agents as a staff file, for civicline simulate")
	f.BoolVar(&w.file.pooled, "pooled", false, "write one bilingual staff there, not one for each language")
	f.IntVar(&w.file.tier, "tier", 1, "the tier written there")
	f.StringVar(&w.file.plot, "plot", "", "draw the agents over the day, into FILE.svg or FILE.png")
	f.BoolVar(&w.asJSON, "json", false, "print one JSON object")
	words, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(words) > 0 {
		return fmt.Errorf("staff: %q is no flag; write --calls N or --arrivals FILE", words[0])
	}
	w.given = map[string]bool{}
	f.Visit(func(f *flag.Flag) { w.given[f.Name] = true })
	ask, err := w.understand()
	if err != nil {
		return err
	}
	if w.file.arrivals != "" {
		return staffArrivals(c, w, ask)
	}
	return staffOne(c, w, ask)
}

// understand turns the flags into what is asked, or says what to write instead.
func (w staffFlags) understand() (staffAsk, error) {
	a := staffAsk{model: strings.ToLower(w.model), aht: w.aht.Seconds(), ahtES: w.ahtES.Seconds(), patience: w.patience.Seconds(), agents: w.agents, width: w.rows}
	if a.ahtES == 0 {
		a.ahtES = a.aht
	}
	a.goal.ASA = w.asa.Seconds()
	if a.model == "" {
		a.model = map[bool]string{true: "a", false: "c"}[a.patience > 0]
	}
	var errs [6]error
	if w.target != "none" {
		a.goal.Answered, a.goal.Within, errs[0] = promise(w.target)
	}
	a.goal.Occupancy, errs[1] = shareOf("--max-occupancy", w.occupancy)
	a.goal.Abandoned, errs[2] = shareOf("--max-abandon", w.abandon)
	a.blocked, errs[3] = shareOf("--max-blocked", w.blocked)
	a.shrinkage, errs[4] = shareOf("--shrinkage", w.shrinkage)
	errs[5] = w.check(a)
	for _, err := range errs {
		if err != nil {
			return a, err
		}
	}
	if a.model != "a" {
		a.patience = 0
	}
	return a, nil
}

// check finds flags that do not go together.
func (w staffFlags) check(a staffAsk) error {
	switch {
	case w.given["calls"] == (w.file.arrivals != ""):
		return errors.New("staff: write either --calls N, for one interval, or --arrivals FILE")
	case w.calls < 0 || math.IsInf(w.calls, 0) || math.IsNaN(w.calls):
		return fmt.Errorf("--calls %v: write a number from zero", w.calls)
	case w.aht <= 0:
		return errors.New("--aht: how long does a call take an agent, wrap-up included? Write such as --aht 3m")
	case w.ahtES < 0 || w.asa < 0 || w.patience < 0:
		return errors.New("--aht-es, --max-asa and --patience are times from zero")
	case w.interval <= 0:
		return fmt.Errorf("--interval %v: write a time above zero, such as 30m", w.interval)
	case a.model != "a" && a.model != "b" && a.model != "c":
		return fmt.Errorf("--model %s: write b (busy lines), c (everybody waits) or a (callers hang up)", w.model)
	case a.model == "a" && a.patience == 0:
		return errors.New("--model a: how long do callers wait before they hang up? Write such as --patience 5m")
	case a.model != "a" && w.patience > 0:
		return fmt.Errorf("--model %s knows no patience: leave out --patience, or write --model a", a.model)
	case a.model == "c" && w.abandon != "":
		return errors.New("--max-abandon: nobody hangs up in Erlang C; write --patience, such as 5m")
	case a.model == "b" && (w.given["target"] || w.occupancy != "" || w.abandon != "" || w.asa != 0):
		return errors.New("--model b: nobody waits there; its one target is --max-blocked")
	case a.model != "b" && w.given["max-blocked"]:
		return errors.New("--max-blocked belongs to --model b")
	case a.model == "b" && w.file.arrivals != "":
		return errors.New("--arrivals is for people, who can be waited for: write --model c or a")
	case w.agents < 0 || w.agents > 0 && w.file.arrivals != "":
		return errors.New("--agents is a number from 1, with --calls")
	case w.rows < 0 || w.rows > 1000:
		return fmt.Errorf("--rows %d: write 0 to 1000", w.rows)
	case w.file.arrivals == "" && (w.file.out != "" || w.file.plot != "" || w.file.day != "" || w.file.column != "" || w.file.share != "" || w.ahtES != 0 || w.file.pooled):
		return errors.New("--out, --plot, --day, --column, --share, --aht-es and --pooled go with --arrivals")
	case w.file.tier != 1 && w.file.tier != 2:
		return fmt.Errorf("--tier %d: write 1 or 2", w.file.tier)
	}
	return nil
}

// shareOf reads 85% or 0.85; "" is 0.
func shareOf(flag, text string) (float64, error) {
	if text == "" {
		return 0, nil
	}
	number, percent := strings.CutSuffix(strings.TrimSpace(text), "%")
	v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if percent {
		v /= 100
	}
	if err != nil || !(v >= 0 && v <= 1) {
		return 0, fmt.Errorf("%s %q: write a share such as 30%% or 0.3", flag, text)
	}
	return v, nil
}

// promise reads 80%/20s, and the trade's 80/20.
func promise(text string) (answered, within float64, err error) {
	share, limit, ok := strings.Cut(text, "/")
	answered, err = shareOf("--target", share)
	if v, e := strconv.ParseFloat(share, 64); e == nil && v > 1 && v < 100 {
		answered, err = v/100, nil
	}
	d, e := time.ParseDuration(limit)
	if v, number := strconv.ParseFloat(limit, 64); number == nil {
		d, e = time.Duration(v*float64(time.Second)), nil
	}
	if !ok || err != nil || e != nil || d < 0 || !(answered > 0 && answered < 1) {
		return 0, 0, fmt.Errorf("--target %q: write a share below all and a time, such as 80%%/20s", text)
	}
	return answered, d.Seconds(), nil
}
