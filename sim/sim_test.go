package sim_test

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/calllog"
	"github.com/civicline/civicline/sim"
)

// wednesday is the demonstration's day, without what was not asked for.
func wednesday(seed uint64) sim.Options {
	return sim.Options{
		Profile: sim.DefaultProfile(), Table: sim.DefaultTable(), Schedule: sim.DefaultSchedule(),
		From: time.Date(2026, 10, 7, 0, 0, 0, 0, time.UTC), Days: 1, WarmUp: 1, Seed: seed,
	}
}

func run(t *testing.T, o sim.Options) *sim.Result {
	t.Helper()
	r, err := sim.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	r.Seconds = 0
	return r
}

func TestSameSeedSameDay(t *testing.T) {
	var first []byte
	for seed, same := range map[uint64]bool{1: true, 2: false} {
		a, err := json.Marshal(run(t, wednesday(1)))
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(run(t, wednesday(seed)))
		if err != nil {
			t.Fatal(err)
		}
		if first = a; bytes.Equal(first, b) != same {
			t.Errorf("seeds 1 and %d: the same is %v", seed, !same)
		}
	}
}

// TestFirstComeFirstServed: of a queue, nobody is answered before somebody who
// came earlier and still waited.
func TestFirstComeFirstServed(t *testing.T) {
	o := wednesday(1)
	o.Profile.Calls.Drop, o.Profile.Service.Missed = 0, 0 // who rings back after being cut off, or was not answered, goes first
	o.Table = sim.Flat(1900)
	o.Profile.Service.CV = 2
	last, overtaken, answered := map[civicline.QueueID]time.Time{}, 0, 0
	o.Each = func(s sim.Seen) {
		if s.Abandoned {
			return
		}
		answered++
		if s.Entered.Before(last[s.Queue]) {
			overtaken++
		}
		last[s.Queue] = s.Entered
	}
	r := run(t, o)
	if overtaken > 0 || answered != r.Answered || r.ASA < 60 {
		t.Errorf("%d of %d overtook; %d answered, mean wait %.0f s", overtaken, answered, r.Answered, r.ASA)
	}
}

// TestEstimatesHold: the range told is right about as often as it says, on an
// ordinary day and on a bad one.
func TestEstimatesHold(t *testing.T) {
	for _, name := range []string{"wednesday", "thanksgiving"} {
		s, ok := sim.FindScenario(name)
		if !ok {
			t.Fatal(name)
		}
		o := wednesday(1)
		o.Scenario, o.WarmUp = &s, s.WarmUp
		o.From, _ = time.Parse(time.DateOnly, s.From)
		r := run(t, o)
		if r.Coverage == nil || math.Abs(*r.Coverage-.8) > .07 || r.Told < 1000 {
			t.Errorf("%s: %v of %d", name, r.Coverage, r.Told)
		}
	}
}

func TestScenarios(t *testing.T) {
	all := sim.Scenarios()
	if len(all) != 6 {
		t.Fatalf("%d scenarios", len(all))
	}
	plain := run(t, wednesday(1))
	for i, s := range all {
		if i == 0 {
			continue
		}
		o := wednesday(1)
		o.Scenario = &s
		o.From, _ = time.Parse(time.DateOnly, s.From)
		r := run(t, o)
		switch worse := r.ServiceLevel < plain.ServiceLevel-.2; {
		case i < 5 && !worse:
			t.Errorf("%s: service level %.3f, on a plain day %.3f", s.Name, r.ServiceLevel, plain.ServiceLevel)
		case i == 5:
			s.Staff = nil
			if whole := run(t, o); r.Items.First >= whole.Items.First*6/10 {
				t.Errorf("%s: %d first attempts, with all officers %d", s.Name, r.Items.First, whole.Items.First)
			}
		}
	}
}

func TestOverdueItemsBringCalls(t *testing.T) {
	s, _ := sim.FindScenario("tier2-half")
	for days, some := range map[float64]bool{0: false, 40: true} {
		o := wednesday(1)
		o.Scenario, o.Profile.Officers.Backlog = &s, days
		o.From, _ = time.Parse(time.DateOnly, s.From)
		if r := run(t, o); (r.Items.Repeats > 0) != some || (r.Items.Overdue > 0) != some {
			t.Errorf("a backlog of %g days: %d overdue, %d rang again", days, r.Items.Overdue, r.Items.Repeats)
		}
	}
}

func TestAtClosing(t *testing.T) {
	for at, back := range map[string]bool{"serve all": false, "call back first": true} {
		o := wednesday(1)
		o.Profile.Waiting.AtClosing = at
		o.Profile.Waiting.CallbackAfter = math.Inf(1)
		o.Profile.Calls.Scale = 1.2
		r := run(t, o)
		if (r.Promised > 0) != back || r.Waiting != 0 {
			t.Errorf("%s: %d promised, %d still waiting", at, r.Promised, r.Waiting)
		}
	}
}

func TestMistakesInFiles(t *testing.T) {
	read := map[string]func(string) error{
		"arrivals": func(s string) error { _, err := sim.ReadTable("f.csv", strings.NewReader(s)); return err },
		"staff":    func(s string) error { _, err := sim.ReadSchedule("f.csv", strings.NewReader(s)); return err },
		"profile":  func(s string) error { _, err := sim.ReadProfile("f.yaml", strings.NewReader(s)); return err },
		"scenario": func(s string) error { _, err := sim.ReadScenario("f.yaml", strings.NewReader(s)); return err },
	}
	const staff = "day,start,end,tier,languages,agents\n"
	const arrivals = "dow,start_et,calls_first_attempt\n"
	for _, tt := range []struct{ file, text, want string }{
		{"arrivals", "", "it is empty"},
		{"arrivals", "dow,calls_first_attempt\n", "no column start_et"},
		{"arrivals", arrivals + "Mon,08:10,3\n", "line 2: start_et is"},
		{"arrivals", arrivals + "Mon,08:00,3\nMoon,08:00,3\n", "line 3: dow is"},
		{"arrivals", arrivals + "Mon,08:00,many\n", "calls_first_attempt is"},
		{"arrivals", arrivals + "Mon,08:00,3\n", ""},
		{"staff", "", "nobody is at work"},
		{"staff", "Mon,08:00,16:00,1,en,3\n", "line 1: the first line must be"},
		{"staff", staff + "# early\nMon,8,16:00,1,en,3\n", "line 3: \"8\" is no time"},
		{"staff", staff + "Mon,16:00,08:00,1,en,3\n", "as two rows"},
		{"staff", staff + "Mon,08:00,16:00,3,en,3\n", "tier is"},
		{"staff", staff + "Mon,08:00,16:00,1,fr,3\n", "write en, es or en+es"},
		{"staff", staff + "Mon,08:00,16:00,1,en,-3\n", "agents is"},
		{"staff", staff + "2026-13-01,08:00,16:00,1,en,3\n", "day is"},
		{"staff", staff + "2026-11-30,08:00,24:00,tier 2,es+en,3\n", ""},
		{"profile", "calls: {month: [1, 2]}", "write twelve"},
		{"profile", "calls: {mouth: [1, 2]}", "mouth"},
		{"profile", "waiting: {balks: 1.5}", "waiting: balks"},
		{"profile", "service: {law: weibull}", "log-normal or exponential"},
		{"profile", "topics: {status: {share: .9, handle: 3}}", "add up"},
		{"profile", "hours: {officers: {time zone: Mars}}", "hours: officers"},
		{"profile", "", ""},
		{"scenario", "from: soon\ndays: 1", "write a date"},
		{"scenario", "from: 2026-10-07\ndays: 1\nsurges: [{from: 2026-10-07 10:00, until: 2026-10-07 09:00, factor: 2}]", "the earlier first"},
		{"scenario", "from: 2026-10-07\ndays: 1\nstaff: [{tier: 3}]", "staff 1"},
	} {
		err := read[tt.file](tt.text)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "f.")) {
			t.Errorf("%s %q: %v, want %q", tt.file, tt.text, err, tt.want)
		}
	}
}

func TestProfileKeepsWhatItDoesNotName(t *testing.T) {
	p, err := sim.ReadProfile("f.yaml", strings.NewReader("topics: {status: {share: .1, handle: 200}}\nwaiting: {balks: .1}"))
	if err != nil {
		t.Fatal(err)
	}
	want := sim.DefaultProfile()
	want.Topics["status"] = sim.Topic{Share: .1, Handle: 200}
	want.Waiting.Balks = .1
	if !reflect.DeepEqual(p, want) {
		t.Errorf("%+v", p)
	}
}

// TestReplayOfItself: a simulated day, written as a log and replayed with agents
// inferred from it, comes out about the same.
func TestReplayOfItself(t *testing.T) {
	o := wednesday(1)
	o.Profile.Calls.Scale = 1.03
	o.Profile.Calls.Drop = 0
	o.Profile.Service.Answer = 0 // a log does not tell ringing from waiting
	o.Profile.Waiting.CallbackAfter = math.Inf(1)
	var log []calllog.Call
	o.Each = func(s sim.Seen) {
		c := calllog.Call{Kind: string(s.Queue), Arrived: s.Entered, Entered: s.Entered, Server: string(s.Agent), Abandoned: s.Abandoned}
		if c.Answered = s.Entered.Add(s.Wait); s.Abandoned {
			c.Ended, c.Patience, c.Known, c.Answered = c.Answered, s.Wait, true, time.Time{}
		} else {
			c.Ended = c.Answered.Add(s.Handle)
		}
		log = append(log, c)
	}
	first := run(t, o)
	again := sim.Options{Profile: sim.DefaultProfile(), Seed: 1, Within: []float64{20, 60}}
	x := sim.Replay{Seed: 1}
	if err := x.Fill(&again, log); err != nil {
		t.Fatal(err)
	}
	r := run(t, again)
	if r.Offered != first.Offered || first.Abandon < .01 {
		t.Errorf("offered %d and %d, abandonment %.3f", first.Offered, r.Offered, first.Abandon)
	}
	compare(t, "all", *r.Observed, *r.Total, .03)
}

// compare wants shares within so much of each other.
func compare(t *testing.T, name string, log, replay sim.DayFigures, most float64) {
	t.Helper()
	t.Logf("%s: abandonment %.3f and %.3f, mean wait %.1f and %.1f s, answered within %.3f and %.3f", name, log.Abandon, replay.Abandon, log.ASA, replay.ASA, log.Within, replay.Within)
	if !(math.Abs(log.Abandon-replay.Abandon) <= most) {
		t.Errorf("%s: abandonment is %.3f, in the replay %.3f", name, log.Abandon, replay.Abandon)
	}
	for i := range log.Within {
		if !(math.Abs(log.Within[i]-replay.Within[i]) <= most) {
			t.Errorf("%s: answered within %d: %.3f, in the replay %.3f", name, i, log.Within[i], replay.Within[i])
		}
	}
}

// TestReplayOfTheBank: fourteen days of the log that docs/simulating.md tells of
// come out within three points.
func TestReplayOfTheBank(t *testing.T) {
	name := os.Getenv("CIVICLINE_BANK_CALLS")
	if name == "" {
		t.Skip("CIVICLINE_BANK_CALLS does not name the bank's log, which is not ours to ship; docs/simulating.md tells where it is from")
	}
	in, err := os.Open(filepath.Clean(name))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	calls, err := calllog.Read(name, in)
	if err != nil {
		t.Fatal(err)
	}
	for _, head := range []time.Duration{0, 90 * time.Second} {
		o := sim.Options{Profile: sim.DefaultProfile(), Seed: 1, Within: []float64{20, 60, 180}}
		x := sim.Replay{Seed: 1, Head: map[int]time.Duration{2: head}}
		if err := x.Fill(&o, calls); err != nil {
			t.Fatal(err)
		}
		r := run(t, o)
		compare(t, "fourteen days", *r.Observed, *r.Total, .03)
		for _, a := range r.ByDay {
			for _, b := range r.Days {
				if a.Date == b.Date {
					compare(t, a.Date, a, b, .10)
				}
			}
		}
	}
}

func TestPlots(t *testing.T) {
	s, _ := sim.FindScenario("outage")
	o := wednesday(1)
	o.Scenario = &s
	names, err := run(t, o).Plot(t.TempDir())
	if err != nil || len(names) != 8 {
		t.Errorf("%v %v", names, err)
	}
	for _, n := range names {
		if info, err := os.Stat(n); err != nil || info.Size() < 1000 {
			t.Errorf("%s: %v", n, err)
		}
	}
}

func TestTogether(t *testing.T) {
	a, b := &sim.Result{}, &sim.Result{}
	a.ASA, b.ASA = 10, 20
	r := sim.Together([]*sim.Result{a, b})
	if got := r.Spread["asa_s"]; r.ASA != 15 || math.Abs(got.Half-12.71*5) > .1 || r.Reps != 2 {
		t.Errorf("%g %+v", r.ASA, got)
	}
}
