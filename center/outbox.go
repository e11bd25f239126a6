package center

import (
	"sync"

	"github.com/civicline/civicline"
)

// An outbox tells events in the order in which they were added, from whichever
// goroutine comes first; a publisher may itself cause more.
type outbox struct {
	publish func(civicline.Event)
	mu      sync.Mutex
	waiting []civicline.Event
	busy    bool
}

func (o *outbox) add(events []civicline.Event) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.waiting = append(o.waiting, events...)
}

func (o *outbox) flush() {
	o.mu.Lock()
	if o.busy {
		o.mu.Unlock()
		return
	}
	o.busy = true
	for len(o.waiting) > 0 {
		batch := o.waiting
		o.waiting = nil
		o.mu.Unlock()
		for _, e := range batch {
			o.publish(e)
		}
		o.mu.Lock()
	}
	o.busy = false
	o.mu.Unlock()
}
