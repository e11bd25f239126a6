package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSimulate(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	run := func(args ...string) (string, error) {
		var out, errs bytes.Buffer
		err := dispatch(t.Context(), &console{strings.NewReader(""), &out, &errs}, append([]string{"simulate"}, args...))
		return out.String(), err
	}
	arrivals := file("arrivals.csv", "dow,start_et,calls_first_attempt,es_share\nWed,09:00,400,.3\nWed,09:30,400,.3\n")
	staff := file("staff.csv", "day,start,end,tier,languages,agents\nWed,08:00,12:00,1,en+es,100\nWed,08:00,12:00,2,en+es,5\n")
	log := filepath.Join(dir, "log.csv")

	text, err := run("--arrivals", arrivals, "--staff", staff, "--json", "--log", log)
	var got map[string]any
	if jsonErr := json.Unmarshal([]byte(text), &got); err != nil || jsonErr != nil {
		t.Fatalf("%v %v %s", err, jsonErr, text)
	}
	for _, key := range []string{"service_level", "asa_s", "p90_wait_s", "abandon_rate", "occupancy", "estimate_coverage", "offered", "answered", "seconds", "days", "callbacks_promised", "callbacks_kept", "gap_en_es", "queues", "half_hours"} {
		if _, ok := got[key]; !ok {
			t.Errorf("no %s", key)
		}
	}
	if n := got["offered"].(float64); n < 650 || n > 950 {
		t.Errorf("%v offered", n)
	}
	text, err = run("--calls", log, "--target", "20", "--plots", filepath.Join(dir, "plots"))
	if err != nil || !strings.Contains(text, "the log, its replay") {
		t.Errorf("%v %s", err, text)
	}
	if names, _ := filepath.Glob(filepath.Join(dir, "plots", "*.svg")); len(names) < 3 {
		t.Errorf("pictures: %v", names)
	}
	if text, err := run("--arrivals", arrivals, "--staff", staff, "--reps", "3"); err != nil || !strings.Contains(text, "3 runs") {
		t.Errorf("%v %s", err, text)
	}
	if text, err := run("--scenario", "list"); err != nil || !strings.Contains(text, "6  tier2-half") {
		t.Errorf("%v %s", err, text)
	}
	if text, err := run("--show-profile"); err != nil || !strings.Contains(text, "balks:") {
		t.Errorf("%v %s", err, text)
	}
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"wednesday"}, `takes no "wednesday"`},
		{[]string{"--scenario", "7"}, "--scenario list"},
		{[]string{"--from", "today"}, "--from"},
		{[]string{"--reps", "0"}, "--reps 0"},
		{[]string{"--days", "-1"}, "--days -1"},
		{[]string{"--within", "soon"}, "--within"},
		{[]string{"--arrivals", staff}, "staff.csv: line 1: there is no column dow"},
		{[]string{"--staff", filepath.Join(dir, "none.csv")}, "none.csv"},
		{[]string{"--staff", arrivals}, "arrivals.csv: line 1"},
		{[]string{"--profile", staff}, "staff.csv"},
		{[]string{"--calls", staff}, "staff.csv"},
		{[]string{"--calls", log, "--scenario", "1"}, "leave out"},
		{[]string{"--calls", log, "--head", "2"}, "--head"},
	} {
		if _, err := run(tt.args...); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v, want %q", tt.args, err, tt.want)
		}
	}
}
