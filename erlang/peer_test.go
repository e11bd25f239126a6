package erlang

import (
	"math"
	"testing"
)

// The figures here are those that another implementation, pyworkforce (MIT), has
// in its tests and guide, to the places that it gives them.
func TestAgainstPyworkforce(t *testing.T) {
	c := Traffic{Rate: 100. / 30, Handle: 3} // minutes
	a := Traffic{Rate: 100. / 30, Handle: 3, Patience: 5}
	with := func(t Traffic, n int) Queue { q, _ := t.With(n); return q }
	for name, tt := range map[string]struct{ got, want, within float64 }{
		"C, 14: waiting":       {with(c, 14).Waiting, 0.174, 0.0005},
		"C, 14: service level": {with(c, 14).ServiceLevel(0.33), 0.888, 0.0005},
		"C, 14: occupancy":     {with(c, 14).Occupancy, 0.714, 0.0005},
		"C, 15: waiting":       {with(c, 15).Waiting, 0.102, 0.0005},
		"C, 15: service level": {with(c, 15).ServiceLevel(0.33), 0.941, 0.0005},
		"C, 15: occupancy":     {with(c, 15).Occupancy, 0.667, 0.0005},
		"A, 14: waiting":       {with(a, 14).Waiting, 0.14526, 0.000005},
		"A, 14: abandoned":     {with(a, 14).Abandoned, 0.013984, 0.0000005},
		"A, 14: occupancy":     {with(a, 14).Occupancy, 0.704297, 0.0000005},
		"A, 14: ASA":           {with(a, 14).ASA, 0.069919, 0.0000005},
		"A, 14: service level": {with(a, 14).ServiceLevel(1. / 3), 0.916792, 0.0000005},
		"A, 13: waiting":       {with(a, 13).Waiting, 0.226, 0.0005},
		"A, 13: abandoned":     {with(a, 13).Abandoned, 0.025, 0.0005},
		"A, 13: occupancy":     {with(a, 13).Occupancy, 0.75, 0.005},
		"A, 13: ASA":           {with(a, 13).ASA, 0.125, 0.0005},
		"A, 13: service level": {with(a, 13).ServiceLevel(1. / 3), 0.858, 0.0005},
		"B, 1 of 1":            {Blocking(1, 1), 0.5, 0},
		"B, 2 of 1":            {Blocking(1, 2), 0.2, 1e-15},
	} {
		if !(math.Abs(tt.got-tt.want) <= tt.within) {
			t.Errorf("%s: %v, published %v", name, tt.got, tt.want)
		}
	}
}

func TestStaffingAgainstPyworkforce(t *testing.T) {
	for name, tt := range map[string]struct {
		t                Traffic
		goal             Target
		agents, rostered int
	}{
		"C: 80% in 0.33 min, occupancy 85%": {Traffic{100. / 30, 3, 0}, Target{Answered: 0.8, Within: 0.33, Occupancy: 0.85}, 14, 20},
		"A: 80% in 20 s, abandoned 5%":      {Traffic{100. / 30, 3, 5}, Target{Answered: 0.8, Within: 1. / 3, Occupancy: 0.85, Abandoned: 0.05}, 13, 19},
	} {
		n, err := tt.t.Least(tt.goal)
		if err != nil || n != tt.agents {
			t.Errorf("%s: %d agents, published %d (%v)", name, n, tt.agents, err)
		}
		if r, err := Rostered(n, 0.3); err != nil || r != tt.rostered {
			t.Errorf("%s: %d rostered, published %d (%v)", name, r, tt.rostered, err)
		}
	}
	if n, err := Lines(10, 0.02); err != nil || n != 17 {
		t.Errorf("B: %d lines, published 17 (%v)", n, err)
	}
}
