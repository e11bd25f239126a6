package speech

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/speech/wire"
)

// finalWithin is how long an ear waits for the worker's last word on an
// utterance: the two seconds that civicline.Ear promises, and some to spare.
const finalWithin = 1800 * time.Millisecond

// An ear hears one party by a worker, and outlives it: when the worker dies, the
// utterance under way is lost, and the next is heard by the one that follows.
type ear struct {
	id   uint32
	over *supervisor
	stop func() bool // of watching the context
	out  chan civicline.Hearing
	done chan struct{} // closed when the pump has ended

	mu        sync.Mutex
	proc      *process // nil while there is no worker
	what      civicline.Expectation
	utterance uint32 // that frames now belong to
	frames    int    // of it
	damage    error  // some of it was lost
	far       civicline.Hypothesis
	owed      []owed // finals that were asked for
	queue     []civicline.Hearing
	closed    bool
	more      chan struct{}
}

// owed is a final hearing that somebody waits for.
type owed struct {
	utterance uint32
	asked     time.Time
	damage    error
	far       civicline.Hypothesis
	late      *time.Timer
}

func newEar(s *supervisor, id uint32, what civicline.Expectation) *ear {
	e := &ear{
		id: id, over: s, what: what, out: make(chan civicline.Hearing), done: make(chan struct{}), more: make(chan struct{}, 1),
		stop: func() bool { return true }, far: civicline.Hypothesis{Language: what.Language},
	}
	go e.pump()
	return e
}

var (
	errDown   = errors.New("the speech worker is being started again")
	errBehind = errors.New("the speech worker falls behind")
	errLate   = errors.New("the speech worker gave no answer in time")
)

// connect gives the ear a worker, or takes it away.
func (e *ear) connect(p *process) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed || e.proc == p {
		return
	}
	if e.proc = p; p != nil {
		p.send(wire.JSON(wire.Open, e.id, wire.Opening{What: e.what, Utterance: e.utterance}))
	}
}

// until closes the ear when ctx ends.
func (e *ear) until(ctx context.Context) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.closed {
		e.stop = context.AfterFunc(ctx, func() { _ = e.Close() })
	}
}

// WriteFrame implements civicline.Sink. It never blocks.
func (e *ear) WriteFrame(f *civicline.Frame) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil
	}
	e.frames++
	switch {
	case e.proc == nil:
		e.damage = errDown
	case !e.proc.sendFrame(e.id, f):
		e.damage = errBehind
	}
	return nil
}

// Expect implements civicline.Ear.
func (e *ear) Expect(what civicline.Expectation) {
	e.mu.Lock()
	defer e.mu.Unlock()
	what.Language = e.what.Language // an ear keeps its language
	e.what = what
	if e.proc != nil && !e.closed {
		e.proc.send(wire.JSON(wire.Expect, e.id, what))
	}
}

// EndUtterance implements civicline.Ear.
func (e *ear) EndUtterance() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return
	}
	o := owed{utterance: e.utterance, asked: time.Now(), damage: e.damage, far: e.far}
	e.utterance++
	e.frames, e.damage, e.far = 0, nil, civicline.Hypothesis{Language: e.what.Language}
	if e.proc == nil {
		e.settle(o, civicline.Hearing{Err: errDown, Best: o.far})
		return
	}
	e.proc.send(wire.Message{Kind: wire.End, Ear: e.id})
	o.late = time.AfterFunc(finalWithin, func() { e.overdue(o.utterance) })
	e.owed = append(e.owed, o)
}

// Heard implements civicline.Ear.
func (e *ear) Heard() <-chan civicline.Hearing { return e.out }

// Close implements civicline.Ear.
func (e *ear) Close() error {
	e.mu.Lock()
	if !e.closed {
		e.closed = true
		e.stop()
		for _, o := range e.owed {
			o.late.Stop()
		}
		if e.proc != nil {
			e.proc.send(wire.Message{Kind: wire.Close, Ear: e.id})
		}
		e.over.drop(e.id)
	}
	e.mu.Unlock()
	e.wake()
	<-e.done
	return nil
}

// hear takes a hearing from the worker.
func (e *ear) hear(h wire.Hearing) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !h.Final {
		if h.Utterance == e.utterance {
			e.far = h.Best
			e.deliver(civicline.Hearing{Best: h.Best})
		}
		return
	}
	for i, o := range e.owed {
		if o.utterance != h.Utterance {
			continue
		}
		e.owed = append(e.owed[:i], e.owed[i+1:]...)
		o.late.Stop()
		out := civicline.Hearing{Best: h.Best, More: h.More, Err: o.damage}
		if h.Err != "" {
			out.Err = errors.New(h.Err)
		}
		e.settle(o, out)
		return
	}
}

// overdue ends the wait for a final.
func (e *ear) overdue(utterance uint32) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for i, o := range e.owed {
		if o.utterance == utterance {
			e.owed = append(e.owed[:i], e.owed[i+1:]...)
			e.settle(o, civicline.Hearing{Err: errLate, Best: o.far})
			return
		}
	}
}

// lost is told that the worker has this ear no more.
func (e *ear) lost(why error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return
	}
	if e.frames > 0 {
		e.damage = why
	}
	for _, o := range e.owed {
		o.late.Stop()
		e.settle(o, civicline.Hearing{Err: why, Best: o.far})
	}
	e.owed = nil
	if e.proc != nil { // the worker lives: it opens another
		e.proc.send(wire.JSON(wire.Open, e.id, wire.Opening{What: e.what, Utterance: e.utterance}))
	}
}

// settle delivers a final; e.mu is held.
func (e *ear) settle(o owed, h civicline.Hearing) {
	h.Final = true
	h.Took = time.Since(o.asked)
	if h.Err != nil {
		h.Best.Confidence, h.More = 0, nil
		e.over.log.Warn("an utterance was not heard", "why", h.Err)
	}
	e.deliver(h)
}

// deliver queues a hearing for the reader, in place of a partial one that it has
// not taken; e.mu is held.
func (e *ear) deliver(h civicline.Hearing) {
	if n := len(e.queue); n > 0 && !e.queue[n-1].Final {
		e.queue = e.queue[:n-1]
	}
	e.queue = append(e.queue, h)
	e.wake()
}

func (e *ear) wake() {
	select {
	case e.more <- struct{}{}:
	default:
	}
}

// pump hands the hearings to the reader; it ends, and closes the channel, after
// Close.
func (e *ear) pump() {
	defer close(e.done)
	defer close(e.out)
	for {
		e.mu.Lock()
		closed := e.closed
		var next civicline.Hearing
		have := len(e.queue) > 0
		if have {
			next = e.queue[0]
		}
		e.mu.Unlock()
		if closed {
			return
		}
		if !have {
			<-e.more
			continue
		}
		select {
		case e.out <- next:
			e.mu.Lock()
			if len(e.queue) > 0 && (next.Final || !e.queue[0].Final && e.queue[0].Best.Text == next.Best.Text) {
				e.queue = e.queue[1:]
			}
			e.mu.Unlock()
		case <-e.more: // something newer, or the end
		}
	}
}
