package desk

import (
	"context"
	"sync"
	"time"

	"github.com/civicline/civicline"
)

// presence knows which agents have a desktop open, and tells when the last one
// of an agent has been closed for a while. A page that is loaded anew, or a
// network that blinks, is not a departure.
type presence struct {
	grace time.Duration
	gone  func(context.Context, civicline.Actor)

	mu      sync.Mutex
	open    map[civicline.AgentID]int
	leaving map[civicline.AgentID]*time.Timer
	closed  bool
	working sync.WaitGroup
}

func newPresence(grace time.Duration, gone func(context.Context, civicline.Actor)) *presence {
	return &presence{grace: grace, gone: gone, open: map[civicline.AgentID]int{}, leaving: map[civicline.AgentID]*time.Timer{}}
}

// Enter notes one desktop of who; call leave when it closes.
func (p *presence) Enter(who civicline.Actor) (leave func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open[who.ID]++
	if t := p.leaving[who.ID]; t != nil {
		t.Stop()
		delete(p.leaving, who.ID)
	}
	return sync.OnceFunc(func() { p.leave(who) })
}

func (p *presence) leave(who civicline.Actor) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open[who.ID]--; p.open[who.ID] > 0 {
		return
	}
	delete(p.open, who.ID)
	if !p.closed {
		p.leaving[who.ID] = time.AfterFunc(p.grace, func() { p.expire(who) })
	}
}

func (p *presence) expire(who civicline.Actor) {
	p.mu.Lock()
	if p.closed || p.open[who.ID] > 0 {
		p.mu.Unlock()
		return
	}
	delete(p.leaving, who.ID)
	p.working.Add(1)
	p.mu.Unlock()
	defer p.working.Done()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	p.gone(ctx, who)
}

// Close forgets whoever is leaving: when we stop, it is not they who go.
func (p *presence) Close() {
	p.mu.Lock()
	p.closed = true
	for _, t := range p.leaving {
		t.Stop()
	}
	p.mu.Unlock()
	p.working.Wait()
}
