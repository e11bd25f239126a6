package switchboard

import "sync"

// A tray holds things in the order they were put, for one taker. Putting never
// blocks, so the media clock and the bus may do it.
type tray[T any] struct {
	mu     sync.Mutex
	things []T
	closed bool
	bell   chan struct{} // rung when there is something new; holds one ring
}

func newTray[T any]() *tray[T] { return &tray[T]{bell: make(chan struct{}, 1)} }

func (b *tray[T]) put(t T) {
	b.mu.Lock()
	b.things = append(b.things, t)
	b.mu.Unlock()
	b.ring()
}

// close lets take return false once the tray is empty.
func (b *tray[T]) close() {
	b.mu.Lock()
	b.closed = true
	b.mu.Unlock()
	b.ring()
}

// take waits for the next thing.
func (b *tray[T]) take() (T, bool) {
	for {
		b.mu.Lock()
		if len(b.things) > 0 {
			t := b.things[0]
			clear(b.things[:1])
			b.things = b.things[1:]
			b.mu.Unlock()
			return t, true
		}
		b.things = nil
		closed := b.closed
		b.mu.Unlock()
		if closed {
			var none T
			return none, false
		}
		<-b.bell
	}
}

func (b *tray[T]) ring() {
	select {
	case b.bell <- struct{}{}:
	default:
	}
}
