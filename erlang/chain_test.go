package erlang

import (
	"math"
	"testing"
)

// A chain is the same queue reckoned by brute force: every state up to a far one,
// weighed by logarithms, and the fates of callers by first steps and by adding up
// a density. It shares nothing with the package.
type chain struct {
	t      Traffic
	agents int
	p      []float64 // of each state
	ln     []float64 // its logarithm, which small ones need
}

func newChain(t Traffic, agents, states int) chain {
	ln := make([]float64, states)
	top := 0.0
	for k := 1; k < states; k++ {
		end := float64(min(k, agents)) / t.Handle
		if t.Patience > 0 {
			end += float64(max(0, k-agents)) / t.Patience
		}
		ln[k] = ln[k-1] + math.Log(t.Rate) - math.Log(end)
		top = max(top, ln[k])
	}
	c := chain{t, agents, make([]float64, states), ln}
	all := 0.0
	for _, l := range ln {
		all += math.Exp(l - top)
	}
	for k := range ln {
		ln[k] -= top + math.Log(all)
		c.p[k] = math.Exp(ln[k])
	}
	return c
}

// means adds up what the states say at once.
func (c chain) means() (waiting, abandoned, length, busy float64) {
	for k, p := range c.p {
		if k >= c.agents {
			waiting += p
		}
		length += p * float64(max(0, k-c.agents))
		busy += p * float64(min(k, c.agents))
	}
	if c.t.Patience > 0 {
		abandoned = length / c.t.Patience / c.t.Rate
	}
	return waiting, abandoned, length, busy
}

// fates steps a caller through the line: the mean waits of those answered, and
// of those who hang up, as sums over all callers, and the share answered.
func (c chain) fates() (answered, answeredWait, goneWait float64) {
	mu, theta := float64(c.agents)/c.t.Handle, 1/c.t.Patience
	reach, wait := 1.0, 0.0 // with none before them: of being next, and its time so far
	gone, goneTime := 0.0, 0.0
	for k, p := range c.p {
		if k < c.agents {
			answered += p
			continue
		}
		j := float64(k - c.agents)
		// One step: somebody of the line goes at this rate. The caller's own end comes
		// with theta; else they are where a caller with one fewer before them begins.
		rate := mu + (j+1)*theta
		on := (mu + j*theta) / rate
		if j == 0 {
			on = mu / rate
		}
		gone, goneTime = theta/rate+on*gone, theta/rate/rate+on*(goneTime+gone/rate)
		wait = on * (wait + reach/rate)
		reach *= on
		answered += p * reach
		answeredWait += p * wait
		goneWait += p * goneTime
	}
	return answered, answeredWait, goneWait
}

// within adds up the density of the offered wait, by the middle of each of many strips.
func (c chain) within(t float64) (answered, offered float64) {
	const strips = 200_000
	mu, theta, h := float64(c.agents)/c.t.Handle, 1/c.t.Patience, t/strips
	for k, p := range c.p {
		if k < c.agents {
			answered += p
		}
	}
	offered = answered
	for i := range strips {
		u := (float64(i) + 0.5) * h
		f := math.Exp(c.ln[c.agents]+math.Log(mu)+c.t.Rate*(1-math.Exp(-theta*u))/theta-mu*u) * h
		answered += f * math.Exp(-theta*u)
		offered += f
	}
	return answered, offered
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within*math.Abs(want)+1e-15 || math.IsNaN(got) {
		t.Errorf("%s: %.12g, by brute force %.12g", what, got, want)
	}
}

func TestErlangAAgainstTheChain(t *testing.T) {
	for name, tt := range map[string]struct {
		t      Traffic
		agents int
		states int
	}{
		"one agent":             {Traffic{1, 1, 1}, 1, 200},
		"quiet":                 {Traffic{0.1, 1, 3}, 4, 200},
		"a small centre":        {Traffic{100. / 30, 3, 5}, 14, 400},
		"critical":              {Traffic{10, 1, 2}, 10, 800},
		"overloaded":            {Traffic{30, 1, 0.5}, 10, 800},
		"hardly patient":        {Traffic{10, 1, 0.01}, 12, 400},
		"very patient, stable":  {Traffic{10, 1, 1000}, 12, 3000},
		"very patient, swamped": {Traffic{20, 1, 1000}, 10, 20_000},
		"no agents":             {Traffic{5, 1, 2}, 0, 400},
		"Monday peak":           {Traffic{418. / 570, 570, 2400}, 430, 4000},
		"Monday peak, half":     {Traffic{418. / 570, 570, 2400}, 209, 5000},
		"5,000 agents":          {Traffic{5000, 1, 2}, 5000, 20_000},
		"far too many":          {Traffic{10, 1, 2}, 60, 400},
		"100,000 agents":        {Traffic{100_200, 1, 1}, 100_000, 110_000},
	} {
		t.Run(name, func(t *testing.T) {
			q, err := tt.t.With(tt.agents)
			if err != nil {
				t.Fatal(err)
			}
			c := newChain(tt.t, tt.agents, tt.states)
			if last := c.p[len(c.p)-1]; last > 1e-18 {
				t.Fatalf("the chain is cut off too soon: %v", last)
			}
			waiting, abandoned, length, busy := c.means()
			near(t, "waiting", q.Waiting, waiting, 1e-8)
			near(t, "abandoned", q.Abandoned, abandoned, 1e-8)
			near(t, "length", q.Length, length, 1e-8)
			near(t, "ASA", q.ASA, length/tt.t.Rate, 1e-8)
			near(t, "ASA of those who wait", q.ASAWaiting(), length/tt.t.Rate/waiting, 1e-8)
			if tt.agents == 0 {
				if !math.IsNaN(q.AnsweredWait) || q.Occupancy != 0 || q.ServiceLevel(1) != 0 || !math.IsNaN(q.AnsweredQuantile(0.9)) {
					t.Errorf("nobody is there to answer: %+v", q)
				}
				near(t, "p90 without agents", q.WaitQuantile(0.9), tt.t.Patience*math.Log(10), 1e-8)
				return
			}
			near(t, "occupancy", q.Occupancy, busy/float64(tt.agents), 1e-8)
			answered, answeredWait, goneWait := c.fates()
			near(t, "answered", 1-q.Abandoned, answered, 1e-8)
			near(t, "answered wait", q.AnsweredWait, answeredWait/answered, 1e-7)
			near(t, "abandoned wait", q.AbandonedWait, goneWait/abandoned, 1e-7)
			for _, within := range []float64{0, 0.02, 0.2, 1, 3} {
				within *= min(tt.t.Handle, tt.t.Patience)
				answered, offered := c.within(within)
				beyond := math.Exp(-within/tt.t.Patience) * (1 - offered)
				near(t, "service level", q.ServiceLevel(within), answered, 1e-6)
				near(t, "net service level", q.NetServiceLevel(within), answered/(answered+beyond), 1e-5)
				if math.Abs(q.Beyond(within)-beyond) > 1e-6 {
					t.Errorf("beyond %v: %v, by brute force %v", within, q.Beyond(within), beyond)
				}
				if gone := 1 - beyond - answered; math.Abs(q.AbandonedWithin(within)-gone) > 2e-6 {
					t.Errorf("abandoned within %v: %v, by brute force %v", within, q.AbandonedWithin(within), gone)
				}
			}
			for _, share := range []float64{0.5, 0.9, 0.99} {
				if w := q.WaitQuantile(share); w > 0 {
					near(t, "quantile", 1-q.Beyond(w), share, 1e-8)
				} else if q.Waiting > 1-share {
					t.Errorf("quantile %v is 0 and %v wait", share, q.Waiting)
				}
			}
		})
	}
}

func TestErlangCAgainstTheChain(t *testing.T) {
	for name, tt := range map[string]struct {
		t      Traffic
		agents int
		states int
	}{
		"one agent":      {Traffic{0.5, 1, 0}, 1, 200},
		"a small centre": {Traffic{100. / 30, 3, 0}, 14, 400},
		"nearly full":    {Traffic{9.9, 1, 0}, 10, 8000},
		"Monday peak":    {Traffic{418. / 570, 570, 0}, 425, 6000},
		"5,000 agents":   {Traffic{4950, 1, 0}, 5000, 20_000},
	} {
		q, err := tt.t.With(tt.agents)
		if err != nil {
			t.Fatal(err)
		}
		waiting, _, length, busy := newChain(tt.t, tt.agents, tt.states).means()
		near(t, name+": waiting", q.Waiting, waiting, 1e-8)
		near(t, name+": length", q.Length, length, 1e-8)
		near(t, name+": occupancy", q.Occupancy, busy/float64(tt.agents), 1e-8)
		near(t, name+": p90 of those who wait", q.Beyond(q.WaitQuantile(1-q.Waiting/10)), q.Waiting/10, 1e-8)
	}
}

func TestErlangBAgainstTheSum(t *testing.T) {
	for _, tt := range []struct {
		load  float64
		lines int
	}{{1, 1}, {1, 2}, {10, 17}, {418, 430}, {5000, 4000}, {5000, 5100}, {100_000, 100_300}, {10, 120}} {
		last, _ := math.Lgamma(float64(tt.lines) + 1)
		last = float64(tt.lines)*math.Log(tt.load) - last
		all := 0.0
		for k := range tt.lines + 1 {
			f, _ := math.Lgamma(float64(k) + 1)
			all += math.Exp(float64(k)*math.Log(tt.load) - f - last)
		}
		near(t, "blocking", Blocking(tt.load, tt.lines), 1/all, 1e-8)
	}
}
