package crashtest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"time"
)

// Options say how often a centre is killed, and where.
type Options struct {
	At    string // a SQLite file, or the URL of a PostgreSQL database: empty, or left by an earlier run of this
	Kills int
	Seed  uint64
	// Child returns the command that calls Work with these words.
	Child func(ctx context.Context, at, run string, seed uint64) *exec.Cmd
	Told  func(kill int, f Findings) // told after each kill; optional
	// Enough reports whether so much has happened that its absence of findings
	// says something: a slow machine is killed more often until then, at most ten
	// times as often. Nil is enough.
	Enough func(Report) bool
}

// A Report is what came of it.
type Report struct {
	Kills    int     `json:"kills"`
	Promises int     `json:"promises"` // places and callbacks that were promised
	Offers   int     `json:"offers"`
	Rings    int     `json:"rings"` // of callers who were promised to be rung
	Events   int     `json:"events"`
	Seconds  float64 `json:"seconds"`
	Findings
}

// Run kills as often as it is told to, and looks after each kill. Its error is
// that it could not; what it found is in the report.
func Run(ctx context.Context, o Options) (Report, error) {
	began := time.Now()
	a := newAuditor()
	r := rand.New(rand.NewPCG(o.Seed, 0)) //nolint:gosec // a load, not a secret
	kills := 0
	report := func() Report {
		return Report{Kills: kills, Promises: a.Promises, Offers: a.Offers, Rings: a.Rings, Events: a.Events, Seconds: time.Since(began).Seconds(), Findings: a.Findings}
	}
	for kill := 0; kill < o.Kills || kill < 10*o.Kills && o.Enough != nil && !o.Enough(report()); kill++ {
		if err := ctx.Err(); err != nil {
			return Report{}, err
		}
		life := 30*time.Millisecond + time.Duration(r.Int64N(int64(500*time.Millisecond)))
		if err := once(ctx, o, kill, life, a); err != nil {
			return Report{}, fmt.Errorf("kill %d: %w", kill+1, err)
		}
		if err := audit(ctx, o.At, a); err != nil {
			return Report{}, fmt.Errorf("after kill %d: %w", kill+1, err)
		}
		if kills++; o.Told != nil {
			o.Told(kills, a.Findings)
		}
	}
	return report(), nil
}

// longestStart is how long a child may take to open its centre.
const longestStart = time.Minute

// once runs a child, kills it when it has been at work for so long, and takes
// all that it had said.
func once(ctx context.Context, o Options, kill int, life time.Duration, a *auditor) error {
	cmd := o.Child(ctx, o.At, fmt.Sprintf("run%d", kill), o.Seed+uint64(kill)) //nolint:gosec // small
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	stop := time.AfterFunc(longestStart, func() { _ = cmd.Process.Kill() })
	defer stop.Stop()
	opened := false
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if lines.Text() == "open" {
			opened = true
			stop.Reset(life) // SIGKILL: nothing is put in order
			continue
		}
		a.hear(lines.Text())
	}
	err = cmd.Wait()
	if !opened {
		return errors.Join(errors.New("the centre did not open"), err)
	}
	return nil
}

func audit(ctx context.Context, at string, a *auditor) error {
	st, err := openStore(ctx, at)
	if err != nil {
		return err
	}
	return errors.Join(a.look(ctx, st), st.Close())
}
