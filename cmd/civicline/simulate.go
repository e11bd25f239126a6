package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/civicline/civicline/calllog"
	"github.com/civicline/civicline/sim"
)

const simulateWords = `Plays whole days of a contact centre in fast time: callers as they come and go, agents as they are
scheduled, through the centre's own matching, calendars and wait estimates. Without flags it plays
the demonstration's Wednesday. docs/simulating.md tells the shapes of the files and what each figure is.`

// simulateFlags are the words of the command line.
type simulateFlags struct {
	arrivals, staff, calls, profile, scenario, from, plots *string
	log                                                    *string
	days, warm, reps                                       *int
	seed                                                   *uint64
	within, head                                           *string
	target                                                 *float64
	asJSON, silent, showProfile                            *bool
}

func newSimulateFlags(f *flag.FlagSet) simulateFlags {
	return simulateFlags{
		arrivals:    f.String("arrivals", "", "CSV of first calls by day of the week and half-hour; default the demonstration's"),
		staff:       f.String("staff", "", "CSV of agents: day,start,end,tier,languages,agents; default the demonstration's"),
		calls:       f.String("calls", "", "a call log to replay instead of --arrivals; without --staff the agents are inferred from it"),
		profile:     f.String("profile", "", "YAML of what differs from the built-in profile"),
		scenario:    f.String("scenario", "", "a built-in scenario by number or name, or a file; \"list\" lists them"),
		from:        f.String("from", "", "first day reported, such as 2026-10-07; default the scenario's, or the log's first"),
		plots:       f.String("plots", "", "folder for pictures, as PNG and SVG"),
		log:         f.String("log", "", "file for the simulated calls, in a shape that --calls and \"eval waits\" read; callbacks are not in it"),
		days:        f.Int("days", 0, "days reported; default the scenario's, or the log's, or 1"),
		warm:        f.Int("warm-up", -1, "days played before and not reported; default the scenario's, or 1; a log has none"),
		reps:        f.Int("reps", 1, "runs of this seed and those after it: means, and 95 % confidence intervals"),
		seed:        f.Uint64("seed", 1, "of chance: the same seed gives the same days"),
		target:      f.Float64("target", 0, "seconds: the service level is the share of offered calls answered within it; default the profile's, 180"),
		head:        f.String("head", "", "with --calls: a head start in the line by priority, such as 2=90s"),
		within:      f.String("within", "20,60,180", "seconds: the share answered within each is reported by day"),
		asJSON:      f.Bool("json", false, "print one JSON object"),
		silent:      f.Bool("no-estimates", false, "make no wait estimates: faster; nobody is then offered a callback"),
		showProfile: f.Bool("show-profile", false, "print the built-in profile, to be changed, and stop"),
	}
}

func runSimulate(ctx context.Context, c *console, args []string) error {
	f := c.flags("simulate", "[flags]", simulateWords)
	flags := newSimulateFlags(f)
	words, err := parse(f, args)
	switch {
	case err != nil:
		return err
	case len(words) > 0:
		return fmt.Errorf("simulate takes no %q: give files by flags, as in --staff FILE", words[0])
	case *flags.showProfile:
		_, err = c.out.Write(sim.ProfileYAML())
		return err
	case *flags.scenario == "list":
		for i, s := range sim.Scenarios() {
			fmt.Fprintf(c.out, "%d  %-12s %s\n", i+1, s.Name, s.Title)
		}
		return nil
	}
	o, err := flags.options(c)
	if err != nil {
		return err
	}
	closeLog, err := writeLog(*flags.log, &o)
	if err != nil {
		return err
	}
	r, err := simulateAll(ctx, c, o, *flags.reps)
	if err = errors.Join(err, closeLog()); err != nil {
		return err
	}
	if *flags.plots != "" {
		if err := os.MkdirAll(*flags.plots, 0o750); err != nil {
			return err
		}
		names, err := r.Plot(*flags.plots)
		if err != nil {
			return err
		}
		fmt.Fprintf(c.err, "pictures: %s\n", strings.Join(names, ", "))
	}
	if *flags.asJSON {
		return json.NewEncoder(c.out).Encode(r)
	}
	return r.Write(c.out)
}

// options reads the files.
func (f simulateFlags) options(c *console) (sim.Options, error) {
	o := sim.Options{Profile: sim.DefaultProfile(), Table: sim.DefaultTable(), Schedule: sim.DefaultSchedule(), Seed: *f.seed, Days: *f.days, WarmUp: *f.warm, Silent: *f.silent}
	err := errors.Join(
		readFile(*f.profile, sim.ReadProfile, &o.Profile),
		readFile(*f.arrivals, sim.ReadTable, &o.Table),
		readFile(*f.staff, sim.ReadSchedule, &o.Schedule),
		f.readScenario(&o), f.readWithin(&o),
	)
	if err != nil {
		return o, err
	}
	if *f.target > 0 {
		o.Profile.Targets.Representatives = *f.target
	}
	from := *f.from
	if *f.reps < 1 || *f.reps > 1000 {
		return o, fmt.Errorf("--reps %d: write 1 to 1000", *f.reps)
	}
	if *f.calls != "" {
		if err := f.replay(c, &o); err != nil {
			return o, err
		}
	} else if o.Scenario != nil {
		if from == "" {
			from = o.Scenario.From
		}
		if o.Days == 0 {
			o.Days = o.Scenario.Days
		}
		if o.WarmUp < 0 {
			o.WarmUp = o.Scenario.WarmUp
		}
	}
	if from == "" && o.From.IsZero() {
		from = "2026-10-07"
	}
	if from != "" {
		if o.From, err = time.Parse(time.DateOnly, from); err != nil {
			return o, fmt.Errorf("--from %q: write a date such as 2026-10-07", from)
		}
	}
	if o.Days == 0 {
		o.Days = 1
	}
	if o.WarmUp < 0 {
		o.WarmUp = 1
	}
	if o.Days < 0 || o.Days > 3660 || o.WarmUp > 3660 {
		return o, fmt.Errorf("--days %d: write 1 to 3660", o.Days)
	}
	return o, nil
}

func (f simulateFlags) readWithin(o *sim.Options) error {
	for part := range strings.SplitSeq(*f.within, ",") {
		s, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || s < 0 || s > 86400 {
			return fmt.Errorf("--within %q: write seconds parted by commas, such as 20,60", *f.within)
		}
		o.Within = append(o.Within, s)
	}
	return nil
}

func (f simulateFlags) readScenario(o *sim.Options) error {
	if *f.scenario == "" {
		return nil
	}
	if s, ok := sim.FindScenario(*f.scenario); ok {
		o.Scenario = &s
		return nil
	}
	s := new(sim.Scenario)
	o.Scenario = s
	err := readFile(*f.scenario, sim.ReadScenario, s)
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("--scenario %s: it is neither built in (civicline simulate --scenario list) nor a file", *f.scenario)
	}
	return err
}

// replay reads the log, and infers the staff unless it is given.
func (f simulateFlags) replay(c *console, o *sim.Options) error {
	if *f.scenario != "" || *f.arrivals != "" {
		return errors.New("--calls replays a log as it was: leave out --arrivals and --scenario")
	}
	in, err := os.Open(*f.calls)
	if err != nil {
		return err
	}
	defer in.Close()
	calls, err := calllog.Read(*f.calls, in)
	if err != nil {
		return err
	}
	given := sim.Replay{Staff: *f.staff != "", Seed: *f.seed}
	if given.Head, err = readHeads(*f.head); err != nil {
		return err
	}
	if *f.profile != "" {
		given.Profile = &o.Profile
	}
	if err := given.Fill(o, calls); err != nil {
		return fmt.Errorf("%s: %w", *f.calls, err)
	}
	if len(o.Log) == 0 {
		return fmt.Errorf("%s: no call in it reached a line", *f.calls)
	}
	fmt.Fprintf(c.err, "%d calls of %d days, %s\n", len(o.Log), o.Days, given.Told)
	return nil
}

// writeLog lets a run write its calls to a file, in the plain shape of calllog.
func writeLog(name string, o *sim.Options) (func() error, error) {
	if name == "" {
		return func() error { return nil }, nil
	}
	file, err := os.Create(filepath.Clean(name))
	if err != nil {
		return nil, err
	}
	out := bufio.NewWriter(file)
	_, _ = out.WriteString("arrival,wait,outcome,handle,queue,server\n")
	o.Each = func(s sim.Seen) { // a Writer keeps its first error for Flush
		outcome, handle := "answered", strconv.FormatFloat(s.Handle.Seconds(), 'f', 3, 64)
		if s.Abandoned {
			outcome, handle = "abandoned", ""
		}
		_, _ = fmt.Fprintf(out, "%s,%.3f,%s,%s,%s,%s\n", s.Entered.Format("2006-01-02T15:04:05.000"), s.Wait.Seconds(), outcome, handle, s.Queue, s.Agent)
	}
	return func() error { return errors.Join(out.Flush(), file.Close()) }, nil
}

// readHeads reads "2=90s,1=30s".
func readHeads(text string) (map[int]time.Duration, error) {
	out := map[int]time.Duration{}
	for part := range strings.SplitSeq(text, ",") {
		if part == "" {
			continue
		}
		priority, head, _ := strings.Cut(part, "=")
		n, errN := strconv.Atoi(strings.TrimSpace(priority))
		d, errD := time.ParseDuration(strings.TrimSpace(head))
		if errN != nil || errD != nil {
			return nil, fmt.Errorf("--head %q: write a priority and its head start, such as 2=90s", text)
		}
		out[n] = d
	}
	return out, nil
}

// readFile reads a file by a reader of the simulator, if one is named.
func readFile[T any](name string, read func(string, io.Reader) (T, error), into *T) error {
	if name == "" {
		return nil
	}
	in, err := os.Open(filepath.Clean(name))
	if err != nil {
		return err
	}
	defer in.Close()
	v, err := read(name, in)
	if err == nil {
		*into = v
	}
	return err
}

// simulateAll runs every seed, with a bar on standard error.
func simulateAll(ctx context.Context, c *console, o sim.Options, reps int) (*sim.Result, error) {
	var runs []*sim.Result
	bar := newBar(c.err, reps)
	defer bar.done()
	o.Progress = bar.show
	for i := range reps {
		bar.run = i
		r, err := sim.Run(ctx, o)
		if err != nil {
			return nil, err
		}
		if reps == 1 {
			return r, nil
		}
		runs = append(runs, r)
		o.Seed++
	}
	return sim.Together(runs), nil
}

// A bar shows how far a long run is, if the console is a terminal or it takes
// more than a few days.
type bar struct {
	to        io.Writer
	run, runs int
	shown     int
	began     time.Time
}

func newBar(to io.Writer, runs int) *bar {
	return &bar{to: to, runs: runs, shown: -1, began: time.Now()}
}

func (b *bar) show(day, of int) {
	day = min(day, of) // what is owed at the end takes a little longer
	share := (float64(b.run) + float64(day)/float64(of)) / float64(b.runs)
	percent := int(share * 100)
	if of*b.runs < 8 || percent == b.shown {
		return
	}
	b.shown = percent
	left := ""
	if took := time.Since(b.began); share > .02 {
		left = fmt.Sprintf(", %s to go", time.Duration(float64(took)*(1-share)/share).Round(time.Second))
	}
	fmt.Fprintf(b.to, "\r[%-40s] %3d %%  day %d of %d%s   ", strings.Repeat("#", percent*40/100), percent, day, of, left)
}

func (b *bar) done() {
	if b.shown >= 0 {
		fmt.Fprintf(b.to, "\r[%s] 100 %%  %s%40s\n", strings.Repeat("#", 40), time.Since(b.began).Round(time.Millisecond), "")
	}
}
