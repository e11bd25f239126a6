package waits

import (
	"fmt"
	"testing"
)

// TestAgainstErlang plays queues whose truth is known: the interval holds what it
// promises within 5 points, and the estimate is closer than the simple ways.
func TestAgainstErlang(t *testing.T) {
	for _, agents := range []int{1, 3, 12, 60} {
		for _, load := range []float64{0.8, 1, 1.4} {
			for _, nominal := range []float64{0.8, 0.9} {
				t.Run(fmt.Sprintf("%d agents, load %v, %v promised", agents, load, nominal), func(t *testing.T) {
					_, s := play(newBank(7, agents, load), 6000, Options{Nominal: nominal})
					f := s.Figures()
					t.Logf("coverage %.3f, had nobody hung up %.3f; off by %v, LES %v, HOL %v; bias %v", f.Coverage, f.Censored, f.Model.MAE, f.Last.MAE, f.Oldest.MAE, f.Model.Bias)
					for name, c := range map[string]float64{"coverage": f.Coverage, "coverage had nobody hung up": f.Censored} {
						if c < nominal-0.05 || c > nominal+0.05 {
							t.Errorf("%s is %.3f; promised %v", name, c, nominal)
						}
					}
					if f.Model.MAE >= f.Last.MAE || f.Model.MAE >= f.Oldest.MAE {
						t.Errorf("off by %v; LES %v, HOL %v", f.Model.MAE, f.Last.MAE, f.Oldest.MAE)
					}
				})
			}
		}
	}
}

// TestAgentsLeave halves the agents: the very next estimate knows if it was told,
// and within 100 callers if it was not.
func TestAgentsLeave(t *testing.T) {
	b := newBank(3, 10, 1.1)
	b.patience = 6
	m, s := play(b, 2000, Options{})
	ask := Ask{Position: 8, Agents: 10}
	before := m.Estimate(b.time(), ask).Likely
	told := m.Estimate(b.time(), Ask{Position: 8, Agents: 5}).Likely
	if told < before*3/2 || told > before*2 {
		t.Errorf("half the agents, and told so: %v after %v", told, before)
	}
	b.hidden = 5
	b.play(m, s, 100)
	after := m.Estimate(b.time(), ask).Likely
	if after < told*3/4 || after > told*4/3 {
		t.Errorf("half the agents, and nobody said: %v after %v; told, %v", after, before, told)
	}
	late := &Score{}
	b.play(m, late, 400)
	if f := late.Figures(); f.Censored < 0.7 || f.Model.MAE >= f.Last.MAE || f.Model.MAE >= f.Oldest.MAE {
		t.Errorf("then, %+v", f)
	}
	b.hidden = 0
	b.play(m, &Score{}, 100)
	if back := m.Estimate(b.time(), ask).Likely; back > after*3/4 {
		t.Errorf("all are back, and nobody said: %v after %v", back, after)
	}
}

// TestCallsTakeLonger follows handle times that double, to what the theory says
// of the place at the end of the line.
func TestCallsTakeLonger(t *testing.T) {
	b := newBank(5, 10, 0.9)
	m, s := play(b, 1000, Options{})
	b.slow = 2
	b.play(m, s, 300)
	ask := Ask{Position: len(b.line) + 1, Agents: 10}
	mean, _ := steps(ask.ahead(), 5, 1/b.patience)
	if got, want := m.Estimate(b.time(), ask).Likely, b.span(mean); got < want*3/4 || got > want*5/4 {
		t.Errorf("place %d: %v; theory %v", ask.Position, got, want)
	}
}

// TestRepeatable plays the same twice.
func TestRepeatable(t *testing.T) {
	one, _ := play(newBank(2, 4, 1), 500, Options{})
	two, _ := play(newBank(2, 4, 1), 500, Options{})
	if one.Memory() != two.Memory() {
		t.Error("the same events taught different things")
	}
}
