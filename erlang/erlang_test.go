package erlang

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func someTraffic(t *rapid.T) Traffic {
	return Traffic{
		Rate:     rapid.Float64Range(0.01, 50).Draw(t, "rate"),
		Handle:   rapid.Float64Range(0.1, 20).Draw(t, "handle"),
		Patience: rapid.Float64Range(0.01, 100).Draw(t, "patience"),
	}
}

func some(t *rapid.T, tr Traffic, agents int) Queue {
	q, err := tr.With(agents)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// slack is for the last digits.
const slack = 1e-9

func TestMoreAgentsNeverDoWorse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := someTraffic(t)
		if rapid.Bool().Draw(t, "endless") {
			tr.Patience = 0
		}
		n := rapid.IntRange(0, int(2*tr.Load())+5).Draw(t, "agents")
		at := rapid.Float64Range(0, 10).Draw(t, "within")
		few, more := some(t, tr, n), some(t, tr, n+1)
		falls := map[string][2]float64{
			"waiting": {few.Waiting, more.Waiting}, "abandoned": {few.Abandoned, more.Abandoned}, "ASA": {few.ASA, more.ASA},
			"length": {few.Length, more.Length}, "p90": {few.WaitQuantile(0.9), more.WaitQuantile(0.9)},
			"missed": {1 - few.ServiceLevel(at), 1 - more.ServiceLevel(at)}, "beyond": {few.Beyond(at), more.Beyond(at)},
		}
		if n > 0 {
			falls["occupancy"] = [2]float64{few.Occupancy, more.Occupancy}
		}
		for what, v := range falls {
			if !(v[1] <= v[0]*(1+slack)+slack) {
				t.Errorf("%s rises with an agent more: %v", what, v)
			}
		}
	})
}

func TestMoreCallsNeverDoBetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := someTraffic(t)
		n := rapid.IntRange(1, int(2*tr.Load())+5).Draw(t, "agents")
		busier := tr
		busier.Rate *= rapid.Float64Range(1, 3).Draw(t, "times")
		a, b := some(t, tr, n), some(t, busier, n)
		for what, v := range map[string][2]float64{"waiting": {a.Waiting, b.Waiting}, "abandoned": {a.Abandoned, b.Abandoned}, "ASA": {a.ASA, b.ASA}, "occupancy": {a.Occupancy, b.Occupancy}, "blocking": {Blocking(tr.Load(), n), Blocking(busier.Load(), n)}} {
			if !(v[0] <= v[1]*(1+slack)+slack) {
				t.Errorf("%s falls with more calls: %v", what, v)
			}
		}
	})
}

// What must hold between the quantities of one queue, and between the formulas.
func TestTheyAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := someTraffic(t)
		n := rapid.IntRange(1, int(2*tr.Load())+5).Draw(t, "agents")
		at := rapid.Float64Range(0, 10).Draw(t, "within")
		a := some(t, tr, n)
		same := func(what string, x, y float64) {
			if !(math.Abs(x-y) <= slack*(1+math.Abs(y))) {
				t.Errorf("%s: %v and %v", what, x, y)
			}
		}
		same("Little's law with patience", a.Abandoned*tr.Rate*tr.Patience, a.Length)
		same("waits of answered and gone make up all", a.ASA, a.AnsweredWait*(1-a.Abandoned)+zeroIfNone(a.AbandonedWait)*a.Abandoned)
		same("everybody is answered, gone or waiting", 1, a.ServiceLevel(at)+a.AbandonedWithin(at)+a.Beyond(at))
		if s, net := a.ServiceLevel(at), a.NetServiceLevel(at); !(net >= s-slack) {
			t.Errorf("net service level %v is under %v", net, s)
		}
		endless := tr
		endless.Patience = 0
		b, c := Blocking(tr.Load(), n), some(t, endless, n)
		if b > a.Waiting*(1+slack) || a.Waiting > c.Waiting*(1+slack) {
			t.Errorf("B %v, A %v, C %v are out of order", b, a.Waiting, c.Waiting)
		}
		if a.AnsweredQuantile(0.9) > 0 {
			same("p90 of the answered", (1-a.Abandoned-a.ServiceLevel(a.AnsweredQuantile(0.9)))/(1-a.Abandoned), 0.1)
		}
	})
}

func zeroIfNone(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}

func TestEndlessPatienceIsErlangC(t *testing.T) {
	for _, n := range []int{12, 14, 20} {
		a, _ := Traffic{10, 1, 1e7}.With(n)
		c, _ := Traffic{10, 1, 0}.With(n)
		for what, v := range map[string][2]float64{"waiting": {a.Waiting, c.Waiting}, "ASA": {a.ASA, c.ASA}, "length": {a.Length, c.Length}, "service level": {a.ServiceLevel(0.3), c.ServiceLevel(0.3)}, "p90": {a.WaitQuantile(0.9), c.WaitQuantile(0.9)}, "answered": {a.AnsweredWait, c.AnsweredWait}} {
			if math.Abs(v[0]-v[1]) > 1e-5*v[1] {
				t.Errorf("%d agents: %s %v, Erlang C %v", n, what, v[0], v[1])
			}
		}
	}
	// No patience at all is Erlang B: who must wait is gone.
	a, _ := Traffic{10, 1, 1e-7}.With(12)
	if b := Blocking(10, 12); math.Abs(a.Abandoned-b) > 1e-6 || math.Abs(a.Waiting-b) > 1e-6 {
		t.Errorf("abandoned %v, Erlang B %v", a.Abandoned, b)
	}
}

func TestOverload(t *testing.T) {
	for _, agents := range []int{0, 9, 10} {
		q, err := Traffic{10, 1, 0}.With(agents)
		if err != nil || q.Stable || q.Waiting != 1 || q.ASA != inf || q.Length != inf || q.ServiceLevel(1e9) != 0 || q.WaitQuantile(0.1) != inf || q.Beyond(1e9) != 1 {
			t.Errorf("%d agents for 10 Erlangs, endless patience: %+v %v", agents, q, err)
		}
	}
	q, err := Traffic{1000, 1, 1}.With(10) // 990 of 1,000 must go
	if err != nil || !q.Stable || math.Abs(q.Abandoned-0.99) > 1e-6 || math.Abs(q.Length-990) > 1e-3 || q.Occupancy < 0.999999 {
		t.Errorf("%+v %v", q, err)
	}
	quiet, err := Traffic{0, 1, 1}.With(3)
	if err != nil || quiet.Waiting != 0 || quiet.ServiceLevel(0) != 1 || quiet.Occupancy != 0 || quiet.WaitQuantile(0.99) != 0 || !math.IsNaN(quiet.ASAWaiting()) {
		t.Errorf("no calls: %+v %v", quiet, err)
	}
}

func TestLeastIsTheLeast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := someTraffic(t)
		if rapid.Bool().Draw(t, "endless") {
			tr.Patience = 0
		}
		g := Target{Answered: rapid.Float64Range(0.1, 0.99).Draw(t, "answered"), Within: rapid.Float64Range(0, 2).Draw(t, "within")}
		for _, of := range []*float64{&g.Occupancy, &g.Abandoned} {
			if rapid.Bool().Draw(t, "bounded") {
				*of = rapid.Float64Range(0.05, 0.95).Draw(t, "bound")
			}
		}
		if rapid.Bool().Draw(t, "asa") {
			g.ASA = rapid.Float64Range(0.01, 5).Draw(t, "asa")
		}
		n, err := tr.Least(g)
		if err != nil {
			t.Fatal(err)
		}
		if !g.Met(some(t, tr, n)) || n > 0 && g.Met(some(t, tr, n-1)) {
			t.Errorf("%d agents are not the least", n)
		}
	})
}

func TestLargeTargets(t *testing.T) {
	for load, want := range map[float64][2]int{418: {420, 470}, 5000: {5000, 5100}, 1e5: {100_000, 100_500}} {
		n, err := Traffic{Rate: load, Handle: 1}.Least(Target{Answered: 0.8, Within: 0.04})
		if err != nil || n < want[0] || n > want[1] {
			t.Errorf("%v Erlangs: %d agents, %v", load, n, err)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	good, goal := Traffic{1, 1, 1}, Target{Answered: 0.8}
	for name, tt := range map[string]struct {
		t    Traffic
		g    Target
		want string
	}{
		"rate":      {Traffic{-1, 1, 1}, goal, "calls per unit"},
		"no rate":   {Traffic{nan, 1, 1}, goal, "calls per unit"},
		"handle":    {Traffic{1, 0, 1}, goal, "handling time"},
		"patience":  {Traffic{1, 1, -1}, goal, "patience"},
		"for ever":  {Traffic{1, 1, 1e12}, goal, "write zero"},
		"all":       {good, Target{Answered: 1}, "answered"},
		"idle":      {good, Target{Occupancy: -0.1}, "occupancy"},
		"none":      {good, Target{}, "nothing"},
		"a time":    {good, Target{Answered: 0.8, Within: -1}, "within"},
		"abandoned": {good, Target{Abandoned: nan}, "abandoned"},
	} {
		if _, err := tt.t.Least(tt.g); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := good.With(-1); err == nil {
		t.Error("fewer than no agents")
	}
	for _, s := range []float64{-0.1, 1, nan} {
		if _, err := Rostered(1, s); err == nil {
			t.Errorf("shrinkage %v", s)
		}
	}
	for _, b := range []float64{0, 1, nan} {
		if _, err := Lines(1, b); err == nil {
			t.Errorf("blocked %v", b)
		}
	}
}

func TestManySteps(t *testing.T) {
	for _, x := range []float64{0, 0.5, 30, 1e5, 1e8} {
		const n = 200_000
		var slow, late float64
		for i := 1.0; i <= n; i++ {
			slow += 1 / (x + i)
			late += i / (x + i)
		}
		s, l := steps(x, n)
		near(t, "slow", s, slow, 1e-9)
		near(t, "late", l, late, 1e-6)
	}
}
