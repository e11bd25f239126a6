package waits

import (
	"encoding/json"
	"math"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

var noon = time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC)

// taught is a model that has seen so many calls of five minutes.
func taught(calls int) *Model {
	m := New(Options{})
	for range calls {
		m.Observe(Event{At: noon, Kind: Finished, Handle: 5 * time.Minute})
	}
	return m
}

func TestEstimate(t *testing.T) {
	seen := taught(20)
	quick := taught(20)
	quick.Observe(Event{At: noon, Kind: Entered, Call: "a", Ask: Ask{Position: 1, Agents: 5, Free: 2}})
	quick.Observe(Event{At: noon, Kind: Answered, Call: "a", Wait: 8 * time.Second})
	for _, tc := range []struct {
		name              string
		m                 *Model
		ask               Ask
		low, likely, high time.Duration // to the second
	}{
		{"nothing seen->cannot tell", New(Options{}), Ask{Position: 1, Agents: 5}, 0, 0, 0},
		{"four calls seen->cannot tell", taught(4), Ask{Position: 1, Agents: 5}, 0, 0, 0},
		{"nobody at work->cannot tell", seen, Ask{Position: 1}, 0, 0, 0},
		{"not in line->cannot tell", seen, Ask{Agents: 5}, 0, 0, 0},
		{"agents beyond reckoning->cannot tell", seen, Ask{Position: 1, Agents: math.NaN()}, 0, 0, 0},
		{"nothing seen, but told how long calls take", New(Options{Handle: 5 * time.Minute}), Ask{Position: 1, Agents: 5}, 6 * time.Second, 41 * time.Second, 139 * time.Second},
		{"next, one agent", seen, Ask{Position: 1, Agents: 1}, 34 * time.Second, 207 * time.Second, 697 * time.Second},
		{"next, five agents", seen, Ask{Position: 1, Agents: 5}, 6 * time.Second, 41 * time.Second, 139 * time.Second},
		{"next, ahead of them callers of another line", seen, Ask{Position: 1, Ahead: 1, Agents: 5}, 22 * time.Second, 95 * time.Second, 249 * time.Second},
		{"a tenth", seen, Ask{Position: 10, Agents: 5}, 213 * time.Second, 548 * time.Second, 1000 * time.Second},
		{"somebody is ready->in a moment", seen, Ask{Position: 1, Agents: 5, Free: 1}, 0, 15 * time.Second, 45 * time.Second},
		{"somebody is ready, as was seen before", quick, Ask{Position: 1, Agents: 5, Free: 1}, 0, 8 * time.Second, 24 * time.Second},
		{"somebody is ready, but others go before", seen, Ask{Position: 2, Agents: 5, Free: 1}, 22 * time.Second, 95 * time.Second, 249 * time.Second},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := tc.m.Estimate(noon, tc.ask)
			near := func(a, b time.Duration) bool { return (a - b).Abs() <= time.Second }
			if w.Position != tc.ask.Position || !near(w.Low, tc.low) || !near(w.Likely, tc.likely) || !near(w.High, tc.high) {
				t.Errorf("%v to %v, likely %v; want %v to %v, likely %v", w.Low, w.High, w.Likely, tc.low, tc.high, tc.likely)
			}
		})
	}
}

func TestLast(t *testing.T) {
	m := taught(1)
	if _, ok := m.Last(); ok {
		t.Error("a last caller before any")
	}
	m.Observe(Event{At: noon, Kind: Answered, Call: "a", Wait: time.Minute})
	if d, ok := m.Last(); d != time.Minute || !ok {
		t.Errorf("last caller waited %v", d)
	}
}

// TestMemory keeps what a model has learned, and goes on from it.
func TestMemory(t *testing.T) {
	m, _ := play(newBank(1, 6, 1.2), 500, Options{})
	text, err := json.Marshal(m.Memory())
	if err != nil {
		t.Fatal(err)
	}
	var kept Memory
	if err := json.Unmarshal(text, &kept); err != nil {
		t.Fatal(err)
	}
	ask := Ask{Position: 3, Agents: 4}
	if got, want := New(Options{Memory: kept}).Estimate(noon, ask), m.Estimate(noon, ask); got != want || got == (civicline.Wait{Position: 3}) {
		t.Errorf("from memory %v; before %v", got, want)
	}
}

func TestSteps(t *testing.T) {
	for _, tc := range []struct {
		name                string
		ahead, serve, leave float64
		mean, variance      float64
	}{
		{"next", 0, 2, 1, 0.5, 0.25},
		{"behind one", 1, 2, 1, 0.5 + 1.0/3, 0.25 + 1.0/9},
		{"behind half a one", 0.5, 2, 1, 0.5 + 0.5/3, 0.25 + 0.5/9},
		{"nobody hangs up", 4, 0.5, 0, 10, 20},
		{"behind ten thousand who stay", 9999, 10, 0, 1000, 100},
	} {
		mean, variance := steps(tc.ahead, tc.serve, tc.leave)
		if math.Abs(mean-tc.mean) > 1e-6*tc.mean || math.Abs(variance-tc.variance) > 1e-6*tc.variance {
			t.Errorf("%s: %v, %v; want %v, %v", tc.name, mean, variance, tc.mean, tc.variance)
		}
	}
	var mean, variance float64
	for i := range 5000 {
		rate := 3 + float64(i)*0.01
		mean += 1 / rate
		variance += 1 / (rate * rate)
	}
	if m, v := steps(4999, 3, 0.01); math.Abs(m/mean-1) > 1e-5 || math.Abs(v/variance-1) > 1e-5 {
		t.Errorf("a long line: %v, %v; want %v, %v", m, v, mean, variance)
	}
}

func TestSpoken(t *testing.T) {
	for _, tc := range []struct {
		name, low, high, saidLow, saidHigh string
	}{
		{"nothing to go by", "0s", "0s", "0s", "0s"},
		{"moments", "2s", "50s", "0s", "1m"},
		{"outward", "2m59s", "7m1s", "2m", "8m"},
		{"whole minutes stay", "3m", "7m", "3m", "7m"},
	} {
		d := func(s string) time.Duration { v, _ := time.ParseDuration(s); return v }
		low, high := Spoken(civicline.Wait{Low: d(tc.low), High: d(tc.high)})
		if low != d(tc.saidLow) || high != d(tc.saidHigh) {
			t.Errorf("%s: %v to %v", tc.name, low, high)
		}
	}
}
