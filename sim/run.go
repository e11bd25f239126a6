package sim

import (
	"context"
	"fmt"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/calllog"
)

// Options are what a run is of.
type Options struct {
	Profile  Profile
	Table    Table
	Schedule Schedule
	Roster   []Session             // agents by name and hours, instead of Schedule
	Log      []calllog.Call        // real calls, instead of Table: see Replay
	Wraps    []moment              // by call of Log
	Heads    map[int]time.Duration // by priority of Log
	Queues   []Line                // instead of the four of the agency
	Scenario *Scenario
	From     time.Time // the first day reported, in any zone: only its date counts
	Days     int       // reported
	WarmUp   int       // days played before
	Seed     uint64
	Within   []float64  // seconds: the share answered within each is reported too
	Silent   bool       // no wait estimates, which take most of the time that is not the matching's
	Each     func(Seen) // told of every call of the days reported that was answered on the line or given up, as that happens
	Progress func(done, of int)
}

// A Seen is what became of a call.
type Seen struct {
	Queue     civicline.QueueID
	Entered   time.Time
	Wait      time.Duration
	Abandoned bool          // or balked
	Handle    time.Duration // conversation and notes
	Agent     civicline.AgentID
}

// seen tells of a call, if it counts and someone listens.
func (w *world) seen(c *caller, abandoned bool, handle moment, agent civicline.AgentID) {
	if w.o.Each != nil && c.is(counted) {
		w.o.Each(Seen{w.lines[c.queue].Queue.ID, w.at(c.entered), time.Duration(w.now - c.entered), abandoned, time.Duration(handle), agent})
	}
}

// Run plays the days. It returns the context's error if that ends before.
func Run(ctx context.Context, o Options) (*Result, error) {
	began := time.Now()
	if o.Scenario != nil {
		s := *o.Scenario
		if err := s.apply(&o.Profile); err != nil {
			return nil, err
		}
		o.Scenario = &s
	}
	w, err := newWorld(o)
	if err != nil {
		return nil, err
	}
	if err := w.play(ctx); err != nil {
		return nil, err
	}
	r := w.result()
	if o.Log != nil {
		r.observe(&o, w)
	}
	r.Seconds = time.Since(began).Seconds()
	return r, nil
}

// play goes through the agenda until the last day is over and whatever is owed
// to its callers is settled.
func (w *world) play(ctx context.Context) error {
	for n := 0; ; n++ {
		h, ok := w.agenda.next()
		if !ok || h.at >= w.end || h.at >= w.stop && w.tally.owed == 0 {
			break
		}
		if h.at >= w.stop && w.now < w.stop {
			w.closeBooks()
		}
		w.now = h.at
		if n&0xffff == 0 && ctx.Err() != nil {
			return fmt.Errorf("stopped at %s: %w", w.time().In(w.zone).Format(time.DateTime), ctx.Err())
		}
		w.do(h)
	}
	if w.now < w.stop {
		w.closeBooks()
	}
	return nil
}

// do lets one thing happen.
func (w *world) do(h happening) {
	switch h.kind {
	case arrivalDue:
		w.arrive(w.source.take())
		w.expectArrival()
	case dayBegun:
		w.beginDay()
	case slotOver:
		w.beginSlot()
	case staffDue:
		w.staff(int(h.who))
	case wake:
		w.wakes[h.who] = 0
		w.match(int(h.who))
	case signIn, signOut, breakDue, breakOver, offerTaken, offerMissed, talkOver, wrapOver:
		if w.agents[h.who].turn == h.turn || h.kind == signIn || h.kind == signOut || h.kind == breakDue {
			w.doAgent(h)
		}
	default:
		if w.callers[h.who].turn == h.turn {
			w.doCaller(h)
		}
	}
}

func (w *world) doAgent(h happening) {
	a := &w.agents[h.who]
	switch h.kind {
	case signIn:
		w.arriveAtWork(h.who)
	case signOut:
		w.release(h.who)
	case breakDue:
		w.pause(h.who)
	case breakOver:
		w.free(h.who)
		w.match(a.floor)
	case offerTaken:
		w.take(h.who)
	case offerMissed:
		w.miss(h.who)
	case talkOver:
		w.hangUp(h.who)
	case wrapOver:
		w.finish(h.who)
	}
}

func (w *world) doCaller(h happening) {
	switch h.kind {
	case redialDue, lineBack:
		if w.callers[h.who].state == away {
			w.comeBack(h.who)
			return
		}
		w.ring(h.who)
	case assistantDone:
		w.leaveAssistant(h.who)
	case patienceOver:
		w.abandon(h.who)
	case lineLost:
		w.loseLine(h.who)
	case placeOver:
		w.giveUp(h.who)
	case tryAgain:
		w.rearm(h.who)
	}
}
