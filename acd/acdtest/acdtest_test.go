package acdtest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd"
)

// TestRehearse is the proof of the order: ten million random steps, each rule
// looked at often, none broken.
func TestRehearse(t *testing.T) {
	steps := 10_000_000
	if testing.Short() {
		steps = 200_000
	}
	r := Rehearse(Options{Steps: steps, Seed: 1})
	for _, b := range r.First {
		t.Error(b)
	}
	for _, m := range moves {
		if r.Moves[m.name] < steps/1000 {
			t.Errorf("%q happened %d times: too rare to prove anything", m.name, r.Moves[m.name])
		}
	}
	for _, rule := range Rules {
		if r.Checks[rule] < steps/2000 {
			t.Errorf("%q was looked at %d times: too rare to prove anything", rule, r.Checks[rule])
		}
	}
	t.Logf("%d steps, %d days, %d offers\n%v\n%v", r.Steps, r.Days, r.Offers, r.Moves, r.Checks)
}

// broken is a floor with one fault.
type broken struct {
	Floor
	put  func(*civicline.Place)
	set  func(*civicline.Agent)
	next func(f Floor, now time.Time, limit int) ([]civicline.Offer, time.Time)
	err  error
}

func (b *broken) Put(p civicline.Place) {
	if b.put != nil {
		b.put(&p)
	}
	b.Floor.Put(p)
}

func (b *broken) Set(a civicline.Agent) {
	if b.set != nil {
		b.set(&a)
	}
	b.Floor.Set(a)
}

func (b *broken) Next(now time.Time, limit int) ([]civicline.Offer, time.Time) {
	if b.next != nil {
		return b.next(b.Floor, now, limit)
	}
	return b.Floor.Next(now, limit)
}

func (b *broken) Check() error { return b.err }

// TestEachBreachIsSeen breaks floors on purpose, one for each rule: a rehearsal
// that did not see it would prove nothing.
func TestEachBreachIsSeen(t *testing.T) {
	next := func(change func([]civicline.Offer, time.Time) ([]civicline.Offer, time.Time)) *broken {
		return &broken{next: func(f Floor, now time.Time, limit int) ([]civicline.Offer, time.Time) {
			return change(f.Next(now, limit))
		}}
	}
	for _, tc := range []struct {
		name, rule string
		fault      broken
	}{
		{"last come, first served", Overtaken, broken{put: func(p *civicline.Place) { p.Entered = morning.Add(morning.Sub(p.Entered)) }}},
		{"a second's worth of wrong order", Overtaken, broken{put: func(p *civicline.Place) {
			if strings.HasSuffix(string(p.Call), "3") {
				p.Entered = p.Entered.Add(-time.Second)
			}
		}}},
		{"it forgets that a call rings", Twice, broken{put: func(p *civicline.Place) { p.Offered = "" }}},
		{"the caller's line is not looked at", Ghost, broken{put: func(p *civicline.Place) { p.Present = true }}},
		{"everyone at work is ready", Unready, broken{set: func(a *civicline.Agent) {
			if acd.AtWork(a.State) {
				a.State = civicline.Ready
			}
		}}},
		{"one more than they may", Unready, broken{set: func(a *civicline.Agent) { a.Capacity = max(1, a.Capacity) + 1 }}},
		{"everyone speaks everything", Unfit, broken{set: func(a *civicline.Agent) { a.Skills, a.Speaks = nil, civicline.Languages }}},
		{"nobody is waited for", Unfit, broken{put: func(p *civicline.Place) { p.Last = "" }}},
		{"one at a time", Stuck, broken{next: func(f Floor, now time.Time, _ int) ([]civicline.Offer, time.Time) { return f.Next(now, 1) }}},
		{"a call is overlooked", Lost, broken{put: func(p *civicline.Place) {
			if strings.HasSuffix(string(p.Call), "7") {
				p.Queue = "nowhere"
			}
		}}},
		{"sent back, to the end", Returned, broken{put: func(p *civicline.Place) { p.Returned = false }}},
		{"it never wakes", Unwoken, *next(func(o []civicline.Offer, _ time.Time) ([]civicline.Offer, time.Time) { return o, time.Time{} })},
		{"it oversleeps", Unwoken, *next(func(o []civicline.Offer, wake time.Time) ([]civicline.Offer, time.Time) {
			if !wake.IsZero() {
				wake = wake.Add(time.Millisecond)
			}
			return o, wake
		})},
		{"who is idle shortest", Otherwise, broken{set: func(a *civicline.Agent) { a.Idle = morning.Add(morning.Sub(a.Idle)) }}},
		{"its books are wrong", Unsound, broken{err: errors.New("wrong")}},
		{"no reason is given", Unexplained, *next(func(o []civicline.Offer, wake time.Time) ([]civicline.Offer, time.Time) {
			for i := range o {
				o[i].Because = ""
			}
			return o, wake
		})},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := Rehearse(Options{Steps: 100_000, Seed: 5, New: func(queues []civicline.Queue, ring time.Duration) Floor {
				b := tc.fault
				b.Floor = acd.New(queues, ring)
				return &b
			}})
			if r.Breaches[tc.rule] == 0 {
				t.Errorf("nobody saw %q; only %v", tc.rule, r.Breaches)
			}
		})
	}
	t.Run("after a restart it is another", func(t *testing.T) {
		r := Rehearse(Options{Steps: 50_000, Seed: 5, New: func(queues []civicline.Queue, ring time.Duration) Floor {
			asked := false
			b := next(func(o []civicline.Offer, wake time.Time) ([]civicline.Offer, time.Time) {
				if !asked {
					o = nil
				}
				asked = true
				return o, wake
			})
			b.Floor = acd.New(queues, ring)
			return b
		}})
		if r.Breaches[Unsteady] == 0 {
			t.Errorf("nobody saw it; only %v", r.Breaches)
		}
	})
}
