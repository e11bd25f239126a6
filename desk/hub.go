package desk

import (
	"sync"

	"github.com/civicline/civicline"
)

// part is a piece of what a desktop is told, as a bit.
type part uint8

const (
	partMe part = 1 << iota
	partCall
	partBoard

	allParts = partMe | partCall | partBoard
)

// hub passes the bus's hints on to the streams they concern. A hint says only
// that something may have changed: the stream reads the truth.
type hub struct {
	mu      sync.Mutex
	streams map[*listener]bool
}

// listener is a stream's mailbox: what may have changed since it last looked.
type listener struct {
	wake chan struct{} // holds one

	mu    sync.Mutex
	agent civicline.AgentID
	call  civicline.CallID // the agent's, as last read
	board bool             // they may see it
	stale part
}

// Deliver takes an event from the bus. It never blocks.
func (d *Desk) Deliver(e civicline.Event) {
	d.hub.mu.Lock()
	defer d.hub.mu.Unlock()
	for l := range d.hub.streams {
		l.hint(e)
	}
}

func (h *hub) add(l *listener) (remove func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.streams == nil {
		h.streams = map[*listener]bool{}
	}
	h.streams[l] = true
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.streams, l)
	}
}

func (l *listener) hint(e civicline.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	mine := e.Agent == l.agent || e.Who.ID == l.agent || l.call != "" && e.Call == l.call
	said := e.Kind == civicline.TurnTaken || e.Kind == civicline.FactsLearned
	switch {
	case mine && said:
		l.stale |= partCall
	case mine:
		l.stale |= partMe | partCall
	}
	if l.board && !said {
		l.stale |= partBoard
	}
	if l.stale == 0 {
		return
	}
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// take returns what may have changed, and forgets it.
func (l *listener) take() part {
	l.mu.Lock()
	defer l.mu.Unlock()
	stale := l.stale
	l.stale = 0
	return stale
}

func (l *listener) follow(call civicline.CallID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.call = call
}
