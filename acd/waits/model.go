package waits

import (
	"time"

	"github.com/civicline/civicline"
)

// Options of a Model. The zero value is good.
type Options struct {
	Nominal float64       // the share of waits that are to fall between Low and High, between 0.5 and 0.99; 0 is 0.8
	Handle  time.Duration // how long calls are thought to take before any has been seen; 0 tells nothing until some have
	Memory  Memory        // of an earlier Model of the same queue; zero has learned nothing
}

// A Model learns one queue's waits from what happens in it, and tells how long a
// caller will wait. It is not safe for concurrent use.
type Model struct {
	z    float64 // how far Low and High are from the middle, in standard deviations
	line map[civicline.CallID]entry
	last time.Duration
	any  bool
	mem  Memory
}

// New returns a Model that knows what its options tell it.
func New(o Options) *Model {
	nominal := 0.8
	if o.Nominal > 0 {
		nominal = min(max(o.Nominal, 0.5), 0.99)
	}
	m := &Model{z: normalQuantile((1 + nominal) / 2), line: make(map[civicline.CallID]entry), mem: o.Memory}
	if m.mem.Handle.N == 0 && o.Handle > 0 {
		m.mem.Handle = Average{N: enough, Mean: o.Handle.Seconds()}
	}
	if m.mem.Width.Below == 0 {
		m.mem.Width = firstWidth
	}
	if m.mem.Fit.Weights == (vector{}) {
		m.mem.Fit = firstFit
	}
	return m
}

// A Memory is what a Model has learned, fit to be kept as JSON. It is plain
// data, and means nothing to anything but a Model.
type Memory struct {
	Handle   Average // seconds that calls keep an agent
	Quick    Average // seconds that callers waited who found an agent ready
	Patience Patience
	Drift    float64 // how much longer callers waited lately than the fit says: the logarithm of the ratio
	Noise    Average // how far single callers are from the fit, either way, in the same measure
	Fit      Fit
	Width    Width
}

// Memory is what the model has learned so far, without those now in line.
func (m *Model) Memory() Memory { return m.mem }

// A Kind is what happened.
type Kind string

// What may happen in a queue.
const (
	Entered   Kind = "entered"   // a caller joined the line
	Answered  Kind = "answered"  // a caller of the line has a person
	Abandoned Kind = "abandoned" // a caller hung up in the line
	Left      Kind = "left"      // a caller left the line otherwise: a place lost or given up, a callback booked instead
	Finished  Kind = "finished"  // an agent is free again after a call of this queue, notes included
)

// An Event is something that happened in the queue. Events come in the order of
// their times. Every call that Entered is to be heard of again.
type Event struct {
	At     time.Time
	Kind   Kind
	Call   civicline.CallID // of all but Finished
	Ask    Ask              // of Entered: how things stood for this caller, as for an estimate at this moment
	Wait   time.Duration    // of Answered, Abandoned and Left: since the caller Entered
	Handle time.Duration    // of Finished: since the call was answered
}

// An Ask is how things stand for one caller. Ahead and Agents belong together:
// both of this queue alone (Agents from Share, Ahead 0), or both of all that
// share its agents.
type Ask struct {
	Position int           // 1 is next in the queue
	Ahead    float64       // callers who go before, of other queues too: each as the share of agents who may serve them that may serve this caller; at least Position−1
	Agents   float64       // at work on calls or ready for them, for this queue: shared ones in part (see Share)
	Free     int           // of the agents, those ready for this queue's calls and not being offered one
	Waited   time.Duration // so far
	From     int           // the position at which the caller entered the line; 0 is the present one
	Oldest   time.Duration // how long the first of the line has waited, for Told: the estimate does better without; 0 if nobody is before this caller
}

// Last is the wait of the caller answered last, and whether there was one.
func (m *Model) Last() (time.Duration, bool) { return m.last, m.any }

// entry is a caller in line whose wait will be learned from.
type entry struct {
	quick bool
	guess guess
}

// Observe learns from what happened.
func (m *Model) Observe(e Event) {
	switch e.Kind {
	case Entered:
		if g, ok := m.guess(e.Ask); ok {
			m.line[e.Call] = entry{quick: quick(e.Ask), guess: g}
		}
	case Answered:
		m.last, m.any = e.Wait, true
		m.mem.Patience.stayed(e.Wait.Seconds())
		m.settle(e.Call, e.Wait.Seconds(), false)
	case Abandoned:
		m.mem.Patience.left(e.Wait.Seconds())
		m.settle(e.Call, e.Wait.Seconds(), true)
	case Left:
		m.mem.Patience.stayed(e.Wait.Seconds())
		delete(m.line, e.Call)
	case Finished:
		m.mem.Handle.addHandle(e.Handle.Seconds())
	}
}

// settle learns from what became of an entry.
func (m *Model) settle(call civicline.CallID, wait float64, censored bool) {
	e, ok := m.line[call]
	delete(m.line, call)
	switch {
	case !ok:
	case e.quick && !censored:
		m.mem.Quick.add(wait, 0.02)
	case !e.quick:
		m.mem.learn(e.guess, wait, censored, m.z, len(m.line))
	}
}

// Estimate tells how long the caller will wait from now on, to the nanosecond:
// Low ≤ Likely ≤ High. High is zero when there is too little to go by: then say
// that we cannot tell yet.
func (m *Model) Estimate(_ time.Time, in Ask) civicline.Wait {
	w := civicline.Wait{Position: in.Position}
	g, ok := m.guess(in)
	if !ok {
		return w
	}
	low, likely, high := g.low, g.likely, g.high
	if quick(in) {
		usual := m.mem.Handle.Mean / 20
		if m.mem.Quick.N > 0 {
			usual = m.mem.Quick.Mean
		}
		low, likely, high = 0, min(likely, usual), min(high, 3*usual)
	}
	w.Low, w.Likely, w.High = seconds(low), seconds(likely), max(1, seconds(high))
	return w
}

// quick reports whether an agent is ready for this caller and all before them.
func quick(in Ask) bool { return float64(in.Free) > in.ahead() }

func (in Ask) ahead() float64 { return max(in.Ahead, float64(in.Position-1)) }

// seconds is a span no longer than a year: nobody is told more.
func seconds(s float64) time.Duration {
	return time.Duration(min(s, 365*24*3600) * float64(time.Second))
}
