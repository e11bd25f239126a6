package main

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
)

func TestBenchACD(t *testing.T) {
	for _, tc := range []struct{ name, args, want string }{
		{"a table", "bench acd --agents 50 --waiting 200 --queues 6 --decisions 100", "an agent comes free, with reasons"},
		{"with a rehearsal", "bench acd --agents 5 --waiting 20 --queues 6 --decisions 10 --steps 5000", "5000 steps in 3 days"},
		{"no agents", "bench acd --agents 0", "!--agents 0: write a number from 1 to 1000000"},
		{"a word too many", "bench acd now", "!bench acd takes flags alone"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var out bytes.Buffer
			err := dispatch(t.Context(), &console{strings.NewReader(""), &out, io.Discard}, strings.Fields(tc.args))
			if want, fails := strings.CutPrefix(tc.want, "!"); fails {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("error %v; want %q", err, want)
				}
				return
			}
			if err != nil || !strings.Contains(out.String(), tc.want) {
				t.Errorf("%v, and printed\n%s\nwithout %q", err, out.String(), tc.want)
			}
		})
	}
}

func TestBenchACDAsJSON(t *testing.T) {
	var out bytes.Buffer
	err := dispatch(t.Context(), &console{strings.NewReader(""), &out, io.Discard},
		strings.Fields("bench acd --agents 50 --waiting 200 --decisions 100 --steps 4000 --disk=false --json"))
	if err != nil {
		t.Fatal(err)
	}
	var got benchACD
	dec := json.NewDecoder(&out)
	if err := dec.Decode(&got); err != nil || dec.More() {
		t.Fatalf("not one object: %v", err)
	}
	if got.Rehearsal == nil || got.Rehearsal.Steps != 4000 || got.Rehearsal.Breaches != 0 || len(got.Figures) != 4 || got.Waiting != 200 {
		t.Errorf("%+v", got)
	}
	for _, f := range got.Figures {
		if f.N != 100 || f.PerSecond <= 0 || f.P50 > f.P99 || f.P99 > f.Max {
			t.Errorf("%+v", f)
		}
	}
}
