package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/civicline/civicline/talks"
)

const evalTalksWords = `Plays talks against an agency's bot: the caller's lines go in, and the bot's must come out as they are written.
Each FILE is a talk, each FOLDER is one of *.talk files. Without any, the folder talks of the agency is played; of the
demonstration, agency/testdata/talks in a checkout. docs/talks.md tells how to write one.
A talk that fails is shown with its first difference, and the command then fails too.`

// demoTalks are the demonstration's, in a checkout.
const demoTalks = "agency/testdata/talks"

// A talkFailure is a talk that did not go as written.
type talkFailure struct {
	File  string `json:"file"`
	Line  int    `json:"line"`
	Want  string `json:"want,omitempty"`
	Got   string `json:"got,omitempty"`
	Error string `json:"error"`
}

// talkResults are what came of all talks.
type talkResults struct {
	N        int           `json:"n"`
	Passed   int           `json:"passed"`
	Failed   int           `json:"failed"`
	Failures []talkFailure `json:"failures"`
}

// runEvalTalks plays talks and tells which did not go as written.
func runEvalTalks(ctx context.Context, c *console, args []string) error {
	f := c.flags("eval talks", "[FILE or FOLDER …]", evalTalksWords)
	folder := f.String("agency", "", "the agency's folder; without it, the demonstration's")
	update := f.Bool("update", false, "write into the talks what the bot says and does now; read the difference before you keep it")
	asJSON := f.Bool("json", false, "print one object")
	paths, err := parse(f, args)
	if err != nil {
		return err
	}
	switch {
	case len(paths) > 0:
	case *folder != "":
		paths = []string{filepath.Join(*folder, "talks")}
	default:
		paths = []string{demoTalks}
	}
	all, err := talks.ReadFiles(paths...)
	if err != nil {
		return err
	}
	centre, err := openTalks(*folder)
	if err != nil {
		return err
	}
	results := talkResults{N: len(all), Failures: []talkFailure{}}
	for _, t := range all {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		transcript, err := centre.Play(t)
		if *update && err != nil {
			if err = writeTalk(c, centre, t.File, transcript); err != nil {
				return err
			}
		}
		if err == nil {
			results.Passed++
		} else {
			results.Failed++
			results.Failures = append(results.Failures, failureOf(t.File, err))
		}
		if !*asJSON {
			fmt.Fprintf(c.out, "%-6s %s\n", map[bool]string{true: "passed", false: "FAILED"}[err == nil], t.File)
		}
	}
	if *asJSON {
		if err := printJSON(c.out, results); err != nil {
			return err
		}
	} else {
		printFailures(c, results)
	}
	if results.Failed > 0 {
		return fmt.Errorf("%d of %d talks did not go as written", results.Failed, results.N)
	}
	return nil
}

// writeTalk writes a transcript into its talk, and plays that again.
func writeTalk(c *console, centre *talks.Centre, file, transcript string) error {
	fmt.Fprintln(c.err, "writing", file)
	if err := os.WriteFile(file, []byte(transcript), 0o644); err != nil { //nolint:gosec // a talk is for everyone to read
		return err
	}
	t, err := talks.Read(file, transcript)
	if err != nil {
		return err
	}
	_, err = centre.Play(t)
	return err
}

func failureOf(file string, err error) talkFailure {
	out := talkFailure{File: file, Error: strings.SplitN(err.Error(), "\n", 2)[0]}
	var d *talks.Difference
	if errors.As(err, &d) {
		out.Line, out.Want, out.Got, out.Error = d.Line, d.Want, d.Got, d.Error()
	}
	return out
}

func printFailures(c *console, r talkResults) {
	for _, f := range r.Failures {
		fmt.Fprintf(c.out, "\n%s\n", f.Error)
	}
	fmt.Fprintf(c.out, "\n%d talks: %d passed, %d failed\n", r.N, r.Passed, r.Failed)
}
