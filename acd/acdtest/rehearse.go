package acdtest

import (
	"fmt"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd"
)

// A Floor is what is rehearsed: an acd.Floor, or one broken on purpose.
type Floor interface {
	Put(civicline.Place)
	Drop(civicline.CallID)
	Set(civicline.Agent)
	Remove(civicline.AgentID)
	Next(now time.Time, limit int) ([]civicline.Offer, time.Time)
	Position(civicline.CallID) int
	Line() []civicline.Place
	Explain(bool)
	Check() error
}

// Options of a rehearsal.
type Options struct {
	Steps    int                                                      // how many, over all days
	Seed     uint64                                                   // the same seed rehearses the same
	New      func(queues []civicline.Queue, ring time.Duration) Floor // nil is acd.New
	Progress func(steps int) bool                                     // told of the steps done now and then; false ends it; may be nil
}

// The rules, each by what its breach is.
const (
	Overtaken   = "overtaken by an equal, or though the agent could take it"
	Twice       = "offered twice"
	Ghost       = "offered while the caller is away"
	Unready     = "offered to an agent who is not ready, or has no room"
	Unfit       = "offered to an agent who may not take it"
	Stuck       = "waits while an agent is ready who may take it"
	Lost        = "lost, or counted wrongly in its line"
	Returned    = "sent back, and not first"
	Unwoken     = "due before the floor would have woken"
	Unsteady    = "another offer for the same floor"
	Otherwise   = "not as the plain model offers"
	Unsound     = "the floor's own books do not add up"
	Unexplained = "offered without a reason, or with one unasked"
)

// Rules lists every one.
var Rules = []string{Overtaken, Twice, Ghost, Unready, Unfit, Stuck, Lost, Returned, Unwoken, Unsteady, Otherwise, Unsound, Unexplained}

// A Breach is one rule broken.
type Breach struct {
	Rule string
	Day  uint64 // rehearse it again with Options{Seed: Day, Steps: Step}
	Step int    // of that day
	What string
}

func (b Breach) String() string {
	return fmt.Sprintf("%s: %s (seed %d, step %d)", b.Rule, b.What, b.Day, b.Step)
}

// A Report is what a rehearsal came to.
type Report struct {
	Steps, Days, Offers int
	Moves               map[string]int // how many of each, by name
	Checks              map[string]int // how often each rule was looked at
	Breaches            map[string]int // of each rule
	First               []Breach       // at most ten
}

// stepsADay is how long one random world lasts.
const stepsADay = 2000

// Rehearse plays random days until so many steps are done. A day with a breach
// ends there.
func Rehearse(o Options) Report {
	if o.New == nil {
		o.New = func(queues []civicline.Queue, ring time.Duration) Floor { return acd.New(queues, ring) }
	}
	r := Report{Moves: map[string]int{}, Checks: map[string]int{}, Breaches: map[string]int{}}
	for seed := o.Seed; r.Steps < o.Steps; seed++ {
		w := newWorld(seed, o.New)
		steps := min(stepsADay, o.Steps-r.Steps)
		for w.step = 1; w.step <= steps && w.breach == nil; w.step++ {
			w.move()
		}
		r.Days++
		r.Steps += w.step - 1
		r.Offers += w.made
		for i, n := range w.moves {
			if n > 0 {
				r.Moves[moves[i].name] += n
			}
		}
		for i, n := range w.checks {
			r.Checks[Rules[i]] += n
		}
		if w.breach != nil {
			r.Breaches[w.breach.Rule]++
			if len(r.First) < 10 {
				r.First = append(r.First, *w.breach)
			}
		}
		if o.Progress != nil && !o.Progress(r.Steps) {
			break
		}
	}
	return r
}

// dice are small, quick and always the same (splitmix64: Steele, Lea and Flood, 2014).
type dice uint64

func (d *dice) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below is a number from 0 to n-1.
func (d *dice) below(n int) int { return int(d.next() >> 33 * uint64(n) >> 31) }

// one is true once in n.
func (d *dice) one(n int) bool { return d.below(n) == 0 }
