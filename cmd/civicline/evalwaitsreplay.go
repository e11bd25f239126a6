package main

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd/waits"
	"github.com/civicline/civicline/calllog"
)

// A replay plays a call log through the wait estimates in the order of time, with
// nothing known that was not known then.
type replay struct {
	calls   []calllog.Call
	head    time.Duration // head start of callers of priority 2
	named   bool          // the log says who answered
	models  map[string]*waits.Model
	nominal float64
	waiting []int // of calls, in the order in which they are to be served
	agents  map[string]*seenAgent
	kept    map[int]string // who has a call, in a log that does not say
	from    map[int]int    // the position at which a call entered
	told    func(c calllog.Call, t waits.Told)
	again   func(c calllog.Call, t waits.Told) // the same, a full minute and more after entering
	became  func(c calllog.Call, at time.Time, call civicline.CallID, kind waits.Kind)
}

// seenAgent is what the log has shown of an agent so far.
type seenAgent struct {
	calls  int                  // under way
	active time.Time            // last, when not on a call
	serves map[string]time.Time // kinds, and when last
}

// An agent who had a call within atWork is at work; one who took a kind of call
// within skilled may be given that kind.
const (
	atWork  = 10 * time.Minute
	skilled = 7 * 24 * time.Hour
)

func (a *seenAgent) here(now time.Time) bool { return a.calls > 0 || now.Sub(a.active) < atWork }

func (a *seenAgent) takes(kind string, now time.Time) bool {
	at, ok := a.serves[kind]
	return ok && now.Sub(at) < skilled
}

// A step is one thing that happens in a log.
type step struct {
	at   time.Time
	what int // at the same time, in this order
	call int
}

const (
	agentFree = iota
	leavesLine
	entersLine
	asksAgain
)

// run plays the whole log.
func (r *replay) run() {
	var steps []step
	for i, c := range r.calls {
		r.named = r.named || c.Server != ""
		if c.Entered.IsZero() {
			continue
		}
		waits := c.Wait() > 0
		if waits {
			steps = append(steps, step{c.Entered, entersLine, i})
			for again := time.Minute; again < c.Wait(); again += time.Minute {
				steps = append(steps, step{c.Entered.Add(again), asksAgain, i})
			}
		}
		switch {
		case !c.Abandoned:
			steps = append(steps, step{c.Answered, leavesLine, i})
			if c.Handle() > 0 {
				steps = append(steps, step{c.Ended, agentFree, i})
			}
		case waits:
			steps = append(steps, step{c.Ended, leavesLine, i})
		}
	}
	slices.SortStableFunc(steps, func(a, b step) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.what, b.what)) })
	r.models, r.agents, r.kept, r.from = map[string]*waits.Model{}, map[string]*seenAgent{}, map[int]string{}, map[int]int{}
	for _, s := range steps {
		c := r.calls[s.call]
		if r.models[c.Kind] == nil {
			r.models[c.Kind] = waits.New(waits.Options{Nominal: r.nominal})
		}
		switch s.what {
		case agentFree:
			r.freed(s, c)
		case leavesLine:
			r.leaves(s, c)
		case entersLine:
			r.enters(s, c)
		case asksAgain:
			r.tell(r.again, s, c)
		}
	}
}

func callID(i int) civicline.CallID { return civicline.CallID(strconv.Itoa(i)) }

func (r *replay) enters(s step, c calllog.Call) {
	ask := r.tell(r.told, s, c)
	r.from[s.call] = ask.Position
	r.models[c.Kind].Observe(waits.Event{At: s.at, Kind: waits.Entered, Call: callID(s.call), Ask: ask})
	i, _ := slices.BinarySearchFunc(r.waiting, s.call, r.order)
	r.waiting = slices.Insert(r.waiting, i, s.call)
}

// tell asks for an estimate, and hands it on.
func (r *replay) tell(to func(calllog.Call, waits.Told), s step, c calllog.Call) waits.Ask {
	ask := r.ask(s, c)
	m := r.models[c.Kind]
	t := waits.Told{Call: callID(s.call), At: s.at, Wait: m.Estimate(s.at, ask), Oldest: ask.Oldest}
	t.Last, _ = m.Last()
	t.Last = max(0, t.Last-ask.Waited)
	to(c, t)
	return ask
}

// order is who of two calls is served first.
func (r *replay) order(a, b int) int {
	return cmp.Or(r.counts(a).Compare(r.counts(b)), cmp.Compare(a, b))
}

// counts is since when a call counts as waiting.
func (r *replay) counts(i int) time.Time {
	if c := r.calls[i]; c.Priority == 2 {
		return c.Entered.Add(-r.head)
	}
	return r.calls[i].Entered
}

// ask is how things stand for a call that enters now, or waits.
func (r *replay) ask(s step, c calllog.Call) waits.Ask {
	ask := waits.Ask{Position: 1, Waited: s.at.Sub(c.Entered), From: r.from[s.call]}
	share := map[string]float64{} // of a kind's agents, those who take this call's kind too
	var mine int
	all, both := map[string]int{}, map[string]int{}
	for _, a := range r.agents {
		if !a.here(s.at) {
			continue
		}
		takes := a.takes(c.Kind, s.at)
		if takes {
			mine++
		}
		for kind := range a.serves {
			if a.takes(kind, s.at) {
				all[kind]++
				if takes {
					both[kind]++
				}
			}
		}
	}
	for kind, n := range all {
		share[kind] = float64(both[kind]) / float64(n)
	}
	share[c.Kind] = 1
	ask.Agents = float64(mine)
	for _, j := range r.waiting {
		if r.order(j, s.call) >= 0 {
			break
		}
		other := r.calls[j]
		ask.Ahead += share[other.Kind]
		if other.Kind == c.Kind {
			ask.Position++
			ask.Oldest = max(ask.Oldest, s.at.Sub(other.Entered))
		}
	}
	return ask
}

func (r *replay) leaves(s step, c calllog.Call) {
	if i := slices.Index(r.waiting, s.call); i >= 0 {
		r.waiting = slices.Delete(r.waiting, i, i+1)
	}
	kind := waits.Answered
	if c.Abandoned {
		kind = waits.Abandoned
	}
	m := r.models[c.Kind]
	m.Observe(waits.Event{At: s.at, Kind: kind, Call: callID(s.call), Wait: c.Wait()})
	r.became(c, s.at, callID(s.call), kind)
	if c.Handle() == 0 {
		return
	}
	if a := r.answerer(s, c); a != nil {
		a.calls++
		a.serves[c.Kind] = s.at
	}
}

// answerer is who has a call. In a log that names nobody they are numbered: the
// first who is free.
func (r *replay) answerer(s step, c calllog.Call) *seenAgent {
	name := c.Server
	if !r.named {
		name = r.kept[s.call]
		for n := 1; name == ""; n++ {
			if a := r.agents[strconv.Itoa(n)]; a == nil || a.calls == 0 {
				name = strconv.Itoa(n)
			}
		}
		r.kept[s.call] = name
	}
	if name == "" {
		return nil
	}
	name = strings.ToUpper(name)
	if r.agents[name] == nil {
		r.agents[name] = &seenAgent{serves: map[string]time.Time{}}
	}
	return r.agents[name]
}

func (r *replay) freed(s step, c calllog.Call) {
	if a := r.answerer(s, c); a != nil {
		a.calls--
		a.active = s.at
	}
	delete(r.kept, s.call)
	delete(r.from, s.call)
	r.models[c.Kind].Observe(waits.Event{At: s.at, Kind: waits.Finished, Handle: c.Handle()})
}
