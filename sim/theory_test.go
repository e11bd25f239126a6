package sim_test

import (
	"flag"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/civicline/civicline/erlang"
	"github.com/civicline/civicline/sim"
)

var longer = flag.Int("sim.longer", 1, "make the comparisons with theory so many times as long, and add those that need it")

var monday = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

// A theoryCase is calls of three minutes before so many agents.
type theoryCase struct {
	load     float64 // erlangs
	agents   int
	patience float64 // mean, seconds; 0 is without end
	days     int
	long     bool // only when the runs are made longer
}

const handle = 180.0

func (c theoryCase) String() string {
	if c.patience == 0 {
		return fmt.Sprintf("%g erlangs to %d agents", c.load, c.agents)
	}
	return fmt.Sprintf("%g erlangs to %d agents, patience %g s", c.load, c.agents, c.patience)
}

// play runs the case and asks the theory.
func (c theoryCase) play(t *testing.T) (*sim.Result, erlang.Queue) {
	t.Helper()
	if c.long && *longer == 1 {
		t.Skip("needs a longer run: go test ./sim -sim.longer 5")
	}
	q, err := erlang.Traffic{Rate: c.load / handle, Handle: handle, Patience: c.patience}.With(c.agents)
	if err != nil {
		t.Fatal(err)
	}
	r, err := sim.Run(t.Context(), sim.Options{
		Profile: sim.Plain(handle, c.patience), Table: sim.Flat(c.load * 3600 / handle), Schedule: sim.Staff(c.agents),
		From: monday, Days: c.days * *longer, WarmUp: 2, Seed: 1, Silent: true, Within: []float64{0, 20},
	})
	if err != nil {
		t.Fatal(err)
	}
	return r, q
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	off := math.Abs(got-want) / want
	t.Logf("%s %.5g, theory %.5g: %.2f %% off", what, got, want, 100*off)
	if !(off <= .02) {
		t.Errorf("%s is %.5g, theory says %.5g: %.2f %% off", what, got, want, 100*off)
	}
}

func TestErlangC(t *testing.T) {
	for _, tt := range []theoryCase{
		{load: 0.5, agents: 1, days: 1500},
		{load: 3.5, agents: 5, days: 500},
		{load: 16, agents: 20, days: 250},
		{load: 0.8, agents: 1, days: 1500, long: true},
		{load: 18, agents: 20, days: 240, long: true},
		{load: 92, agents: 100, days: 100, long: true},
	} {
		t.Run(tt.String(), func(t *testing.T) {
			r, q := tt.play(t)
			near(t, "mean wait", r.ASA, q.ASA)
			near(t, "share that waits", 1-answeredWithin(r, 0), q.Waiting)
			near(t, "share answered within 20 s", answeredWithin(r, 1), q.ServiceLevel(20))
			near(t, "occupancy", r.Occupancy, q.Occupancy)
		})
	}
}

func TestErlangA(t *testing.T) {
	for _, tt := range []theoryCase{
		{load: 4, agents: 5, patience: 120, days: 400},
		{load: 22, agents: 20, patience: 300, days: 100},
		{load: 95, agents: 90, patience: 600, days: 30},
		{load: 95, agents: 100, patience: 180, days: 40, long: true},
	} {
		t.Run(tt.String(), func(t *testing.T) {
			r, q := tt.play(t)
			near(t, "share that hangs up", r.Abandon, q.Abandoned)
			near(t, "mean wait of those answered", r.ASA, q.AnsweredWait)
			near(t, "share answered within 20 s", answeredWithin(r, 1), q.ServiceLevel(20))
			near(t, "occupancy", r.Occupancy, q.Occupancy)
		})
	}
}

// answeredWithin is the share of offered that was answered within a limit.
func answeredWithin(r *sim.Result, limit int) float64 {
	var sum, n float64
	for _, d := range r.Days {
		sum, n = sum+d.Within[limit]*float64(d.Answered), n+float64(d.Offered)
	}
	return sum / n
}
