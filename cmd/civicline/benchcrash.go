package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"text/tabwriter"

	"github.com/civicline/civicline/crashtest"
)

const crashWords = `Kills a centre at random moments (SIGKILL) while callers and agents are at work in it, starts it again on
the same records, and counts after each kill what must never happen: a place or a callback that was promised and is
gone, a call at two agents, a caller overtaken. The records are a SQLite file in a folder of its own, or a PostgreSQL
database that must be empty and is left full of made-up calls.`

func runBenchCrash(ctx context.Context, c *console, args []string) error {
	f := c.flags("bench crash", "[flags]", crashWords)
	kills := f.Int("kills", 200, "how often")
	database := f.String("database", "", "URL of an empty PostgreSQL database; default is a SQLite file")
	seed := f.Uint64("seed", 1, "of the moments and the load")
	asJSON := f.Bool("json", false, "print one JSON object")
	if _, err := parse(f, args); err != nil {
		return err
	}
	if *kills < 1 || *kills > 100_000 {
		return fmt.Errorf("--kills %d: write a number from 1 to 100000", *kills)
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "civicline-crash-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	at := *database
	if at == "" {
		at = filepath.Join(dir, "civicline.db")
	}
	r, err := crashtest.Run(ctx, crashtest.Options{At: at, Kills: *kills, Seed: *seed,
		Child: func(ctx context.Context, at, run string, seed uint64) *exec.Cmd {
			cmd := exec.CommandContext(ctx, self, "crash-child", run, strconv.FormatUint(seed, 10)) //nolint:gosec // ourselves
			cmd.Env = append(os.Environ(), crashAt+"="+at)                                          // it may hold a password
			cmd.Stderr = os.Stderr
			return cmd
		},
		Told: func(kill int, f crashtest.Findings) {
			fmt.Fprintf(c.err, "\r%d of %d kills, %d findings ", kill, *kills, f.Bad())
		}})
	fmt.Fprintln(c.err)
	if err != nil {
		return err
	}
	for _, n := range r.Notes {
		fmt.Fprintln(c.err, n)
	}
	if err := printCrash(c, r, *asJSON); err != nil {
		return err
	}
	if r.Bad() > 0 {
		return errors.New("something that was promised was lost or made twice")
	}
	return nil
}

func printCrash(c *console, r crashtest.Report, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(c.out).Encode(r)
	}
	w := tabwriter.NewWriter(c.out, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "kills\tpromises\toffers\trings\tevents\tlost places\tmoved\tdouble offers\tovertakings\tlost callbacks\tmade twice\tillegal\tseconds\t")
	fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%.0f\t\n", r.Kills, r.Promises, r.Offers, r.Rings, r.Events,
		r.LostPlaces, r.MovedPlaces, r.DoubleOffers, r.Overtakings, r.LostCallbacks, r.MadeTwice, r.Illegal, r.Seconds)
	return w.Flush()
}

// crashAt names the variable that tells a child where the records are.
const crashAt = "CIVICLINE_CRASH_AT"

// runCrashChild is the process that is killed.
func runCrashChild(ctx context.Context, c *console, args []string) error {
	if len(args) != 2 || os.Getenv(crashAt) == "" {
		return errUsage
	}
	seed, err := strconv.ParseUint(args[1], 10, 64)
	if err != nil {
		return err
	}
	return crashtest.Work(ctx, os.Getenv(crashAt), args[0], seed, c.out)
}
