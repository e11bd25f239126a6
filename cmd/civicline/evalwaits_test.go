package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd/waits"
	"github.com/civicline/civicline/calllog"
)

// aDay writes a call log of one agent or more, first come, first served, calls
// of two minutes, from nine o'clock on.
func aDay(seed uint64, agents, calls int, named bool) string {
	draw := rand.New(rand.NewPCG(seed, 2))
	var b strings.Builder
	b.WriteString("arrival,wait,outcome,handle,queue,server\n")
	free := make([]float64, agents)
	now := 9 * 3600.0
	for range calls {
		now += draw.ExpFloat64() * 120 / float64(agents)
		who := 0
		for i := range free {
			if free[i] < free[who] {
				who = i
			}
		}
		wait, handle, patience := max(0, free[who]-now), draw.ExpFloat64()*120, draw.ExpFloat64()*600
		at := fmt.Sprintf("2026-11-23 %02d:%02d:%02d", int(now)/3600, int(now)/60%60, int(now)%60)
		if patience < wait {
			fmt.Fprintf(&b, "%s,%.0f,abandoned,,en,\n", at, patience)
			continue
		}
		free[who] = now + wait + handle
		server := ""
		if named {
			server = fmt.Sprint("agent ", who)
		}
		fmt.Fprintf(&b, "%s,%.0f,answered,%.0f,en,%s\n", at, wait, handle, server)
	}
	return b.String()
}

func TestEvalWaits(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	run := func(args ...string) (string, error) {
		var out bytes.Buffer
		err := dispatch(context.Background(), &console{strings.NewReader(""), &out, &bytes.Buffer{}}, append([]string{"eval", "waits"}, args...))
		return out.String(), err
	}
	for _, named := range []bool{true, false} {
		path := file("day.csv", aDay(4, 4, 1500, named))
		out, err := run("--calls", path, "--json", "--nominal", "0.7")
		var got waitsReport
		if err != nil || json.Unmarshal([]byte(out), &got) != nil || strings.Count(out, "\n") != 1 {
			t.Fatalf("%v: %s", err, out)
		}
		if got.Calls != 1500 || got.N < 400 || got.Answered+got.Abandoned != got.N || len(got.Queues) != 1 || got.Queues[0].Of != "en" {
			t.Errorf("counts: %s", out)
		}
		if got.Coverage < 0.65 || got.Coverage > 0.75 || got.MAE <= 0 || got.MAE >= got.MAELast || got.MAE >= got.MAEOldest {
			t.Errorf("named %v: coverage %v, off by %v, LES %v, HOL %v", named, got.Coverage, got.MAE, got.MAELast, got.MAEOldest)
		}
		if part, err := run("--calls", path, "--from", "10:00", "--to", "11:00"); err != nil || !strings.Contains(part, "\n    10 ") || strings.Contains(part, "\n    09 ") || strings.Contains(part, "\n    11 ") {
			t.Errorf("one hour: %v\n%s", err, part)
		}
		if none, err := run("--calls", path, "--from", "2026-11-24"); err != nil || !strings.Contains(none, "; 0 had to wait") {
			t.Errorf("a day that is not there: %v\n%s", err, none)
		}
	}

	for _, tt := range []struct {
		name string
		args []string
		say  string
	}{
		{"no file", nil, "Write --calls FILE"},
		{"no such file", []string{"--calls", filepath.Join(dir, "none.csv")}, "none.csv"},
		{"a bad row", []string{"--calls", file("bad.csv", "arrival,wait,outcome,handle\n9:00,1,gone,1\n")}, "bad.csv: line 2: outcome"},
		{"nominal", []string{"--calls", "x", "--nominal", "80"}, "write a share from 0.5 to 0.99"},
		{"a word", []string{"x"}, "is no flag"},
	} {
		if _, err := run(tt.args...); err == nil || !strings.Contains(err.Error(), tt.say) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.say)
		}
	}
	if _, err := run("--calls", "x", "--from", "monday"); err == nil {
		t.Error("--from monday is taken")
	}
}

// TestReplayDoesNotLookAhead cuts a log short: what was told before is the same.
func TestReplayDoesNotLookAhead(t *testing.T) {
	whole, err := calllog.Read("day", strings.NewReader(aDay(9, 3, 600, true)))
	if err != nil {
		t.Fatal(err)
	}
	told := func(calls []calllog.Call) (out []string) {
		r := replay{calls: calls, nominal: 0.8,
			told:   func(c calllog.Call, w waits.Told) { out = append(out, fmt.Sprint(c.Line, w.Wait, w.Last, w.Oldest)) },
			again:  func(calllog.Call, waits.Told) {},
			became: func(calllog.Call, time.Time, civicline.CallID, waits.Kind) {},
		}
		r.run()
		return out
	}
	cut := whole[:300]
	until := cut[len(cut)-1].Entered
	short := make([]calllog.Call, len(cut))
	copy(short, cut)
	for i, c := range short { // what comes after the cut goes otherwise
		switch {
		case !c.Ended.After(until):
		case c.Answered.After(until):
			short[i].Answered, short[i].Ended = c.Answered.Add(time.Hour), c.Ended.Add(time.Hour)
		default:
			short[i].Ended = c.Ended.Add(time.Hour)
		}
	}
	a, b := told(short), told(whole)
	if len(a) < 50 || strings.Join(a, "\n") != strings.Join(b[:len(a)], "\n") {
		t.Errorf("%d estimates differ when the future does", len(a))
	}
}
