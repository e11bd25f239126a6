package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd/acdtest"
)

const benchACDWords = `Measures how fast calls find agents in a centre of the size given, in memory: all agents differ in
their skills, every queue has steps, and as many wait at the end as at the beginning. With --steps it
first rehearses so many random steps of callers and agents, each checked against the rules of the
line and a plain model; any breach is printed, and is an error. docs/routing.md tells of the rules.`

// A benchFigure is one kind of work, done often.
type benchFigure struct {
	What      string  `json:"what"`
	N         int     `json:"n"`
	PerSecond float64 `json:"per_second"`
	P50       float64 `json:"p50_ms"`
	P99       float64 `json:"p99_ms"`
	Max       float64 `json:"max_ms"`
	Allocs    float64 `json:"allocs"` // for each
}

type benchACD struct {
	Agents    int              `json:"agents"`
	Waiting   int              `json:"waiting"`
	Queues    int              `json:"queues"`
	Seed      uint64           `json:"seed"`
	Figures   []benchFigure    `json:"figures"`
	MemoryMB  float64          `json:"memory_mb"`
	LoadMS    float64          `json:"load_ms"` // to tell an empty floor of all
	Rehearsal *rehearsalResult `json:"rehearsal,omitempty"`
}

type rehearsalResult struct {
	Steps    int            `json:"steps"`
	Days     int            `json:"days"`
	Offers   int            `json:"offers"`
	Seconds  float64        `json:"seconds"`
	Checks   map[string]int `json:"checks"`
	Breaches int            `json:"breaches"`
	First    []string       `json:"first,omitempty"`
}

var errBreach = errors.New("a rule of the line was broken")

func runBenchACD(ctx context.Context, c *console, args []string) error {
	f := c.flags("bench acd", "[flags]", benchACDWords)
	agents := f.Int("agents", 10_000, "how many agents")
	waiting := f.Int("waiting", 100_000, "how many callers wait")
	queues := f.Int("queues", 24, "in how many queues")
	each := f.Int("decisions", 20_000, "how many of each kind are measured")
	steps := f.Int("steps", 0, "rehearse so many random steps first")
	disk := f.Bool("disk", true, "also match on a whole centre, written through to the disk")
	database := f.String("database", "", "URL of an empty PostgreSQL database for that; default is a SQLite file")
	seed := f.Uint64("seed", 1, "the same seed makes the same centre, and the same steps")
	asJSON := f.Bool("json", false, "print one JSON object")
	if words, err := parse(f, args); err != nil {
		return err
	} else if len(words) > 0 {
		return fmt.Errorf("bench acd takes flags alone, and %q is none", words[0])
	}
	for _, n := range []struct {
		flag               string
		value, least, most int
	}{{"agents", *agents, 1, 1_000_000}, {"waiting", *waiting, 0, 5_000_000}, {"queues", *queues, 1, 10_000}, {"decisions", *each, 1, 100_000_000}, {"steps", *steps, 0, 1 << 40}} {
		if n.value < n.least || n.value > n.most {
			return fmt.Errorf("--%s %d: write a number from %d to %d", n.flag, n.value, n.least, n.most)
		}
	}
	out := benchACD{Agents: *agents, Waiting: *waiting, Queues: *queues, Seed: *seed}
	if *steps > 0 {
		r := rehearseFloor(ctx, c, *steps, *seed)
		out.Rehearsal = &r
	}
	if ctx.Err() == nil {
		out.measure(ctx, c, *each)
	}
	if ctx.Err() == nil && *disk {
		if err := out.measureDurable(ctx, c, *database); err != nil {
			return err
		}
	}
	err := out.print(c, *asJSON)
	if out.Rehearsal != nil && out.Rehearsal.Breaches > 0 {
		err = errors.Join(err, errBreach)
	}
	return errors.Join(err, ctx.Err())
}

// rehearseFloor ends early when ctx does.
func rehearseFloor(ctx context.Context, c *console, steps int, seed uint64) rehearsalResult {
	began := time.Now()
	told := began
	r := acdtest.Rehearse(acdtest.Options{Steps: steps, Seed: seed, Progress: func(done int) bool {
		if now := time.Now(); now.Sub(told) > time.Second {
			told = now
			fmt.Fprintf(c.err, "%d of %d steps, %.0f a second …\n", done, steps, float64(done)/now.Sub(began).Seconds())
		}
		return ctx.Err() == nil
	}})
	out := rehearsalResult{Steps: r.Steps, Days: r.Days, Offers: r.Offers, Seconds: time.Since(began).Seconds(), Checks: r.Checks}
	for _, n := range r.Breaches {
		out.Breaches += n
	}
	for _, b := range r.First {
		out.First = append(out.First, b.String())
	}
	return out
}

// measure fills the figures of the floor in memory.
func (b *benchACD) measure(ctx context.Context, c *console, each int) {
	load := acdtest.Load{Queues: b.Queues, Agents: b.Agents, Waiting: b.Waiting, Seed: b.Seed, Explain: true}
	fmt.Fprintf(c.err, "%d agents, %d waiting, %d queues …\n", b.Agents, b.Waiting, b.Queues)
	before := heapMB()
	began := time.Now()
	s := load.Open()
	b.LoadMS = ms(time.Since(began))
	b.MemoryMB = heapMB() - before
	free := func() ([]civicline.Offer, time.Duration) {
		a := s.Free()
		began := time.Now()
		offers := s.AgentFree(a)
		return offers, time.Since(began)
	}
	b.add(ctx, c, "an agent comes free, with reasons", each, func() time.Duration {
		offers, took := free()
		s.Taken(offers)
		return took
	})
	s.Floor.Explain(false)
	b.add(ctx, c, "an agent comes free", each, func() time.Duration {
		offers, took := free()
		s.Taken(offers)
		return took
	})
	s.Floor.Explain(true)
	b.add(ctx, c, "a caller's position", each, func() time.Duration {
		call := s.Someone()
		began := time.Now()
		s.Floor.Position(call)
		return time.Since(began)
	})
	runtime.KeepAlive(s)

	load.Waiting = 0
	s = load.Open()
	s.AllReady()
	b.add(ctx, c, "a call comes, all agents ready", each, func() time.Duration {
		p := s.Come()
		began := time.Now()
		offers := s.CallComes(p)
		took := time.Since(began)
		s.Over(offers)
		return took
	})
}

// add measures what does one piece of work and says how long it took.
func (b *benchACD) add(ctx context.Context, c *console, what string, n int, do func() time.Duration) {
	fmt.Fprintf(c.err, "%s …\n", what)
	took := make([]time.Duration, 0, n)
	var sum time.Duration
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range n {
		if ctx.Err() != nil {
			return
		}
		d := do()
		took = append(took, d)
		sum += d
	}
	runtime.ReadMemStats(&after)
	slices.Sort(took)
	b.Figures = append(b.Figures, benchFigure{
		What: what, N: n, PerSecond: float64(n) / max(sum.Seconds(), 1e-9),
		P50: ms(took[n/2]), P99: ms(took[n*99/100]), Max: ms(took[n-1]),
		Allocs: float64(after.Mallocs-before.Mallocs) / float64(n),
	})
}

func (b *benchACD) print(c *console, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(c.out).Encode(b)
	}
	if r := b.Rehearsal; r != nil {
		fmt.Fprintf(c.out, "%d steps in %d days, %d offers, %.0f s: %d breaches\n", r.Steps, r.Days, r.Offers, r.Seconds, r.Breaches)
		w := tabwriter.NewWriter(c.out, 0, 4, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintln(w, "looked at\t  rule, named by its breach")
		for _, rule := range acdtest.Rules {
			fmt.Fprintf(w, "%d\t  %s\n", r.Checks[rule], rule)
		}
		if err := w.Flush(); err != nil {
			return err
		}
		for _, breach := range r.First {
			fmt.Fprintln(c.out, breach)
		}
		fmt.Fprintln(c.out)
	}
	fmt.Fprintf(c.out, "%d agents, %d waiting, %d queues: %.0f MB, told in %.0f ms\n", b.Agents, b.Waiting, b.Queues, b.MemoryMB, b.LoadMS)
	w := tabwriter.NewWriter(c.out, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "what\ttimes\tper second\tp50 ms\tp99 ms\tmax ms\tallocations\t")
	for _, f := range b.Figures {
		fmt.Fprintf(w, "%s\t%d\t%.0f\t%.3f\t%.3f\t%.2f\t%.1f\t\n", f.What, f.N, f.PerSecond, f.P50, f.P99, f.Max, f.Allocs)
	}
	return w.Flush()
}

func ms(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }

// heapMB is what the heap holds once everything unused is freed.
func heapMB() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}
