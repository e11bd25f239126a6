// Package limit says how often someone may try something.
package limit

import (
	"sync"
	"time"
)

// A Limit lets each key try so many times in a while. Its zero value lets
// nothing through; use New. Methods may be called from any goroutine.
type Limit struct {
	tries int
	in    time.Duration
	now   func() time.Time

	mu   sync.Mutex
	past map[string][]time.Time
}

// most is how many keys are remembered: beyond, those that have had their time
// are swept, and failing that everything is, so that a flood of addresses costs
// bounded memory.
const most = 20_000

// New returns a Limit of tries for each key in any stretch of the given length.
func New(tries int, in time.Duration, now func() time.Time) *Limit {
	return &Limit{tries: tries, in: in, now: now, past: map[string][]time.Time{}}
}

// Take notes a try by key. It returns zero if the try is within the limit, and
// else how long to wait for the next.
func (l *Limit) Take(key string) (wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if wait = l.waitLocked(key, now); wait > 0 {
		return wait
	}
	if len(l.past) >= most {
		l.sweep(now)
	}
	l.past[key] = append(l.past[key], now)
	return 0
}

// Wait returns how long key has to wait, without noting a try.
func (l *Limit) Wait(key string) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.waitLocked(key, l.now())
}

// Forget clears what is held against key.
func (l *Limit) Forget(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.past, key)
}

func (l *Limit) waitLocked(key string, now time.Time) time.Duration {
	past := l.past[key]
	for len(past) > 0 && now.Sub(past[0]) >= l.in {
		past = past[1:]
	}
	if len(past) == 0 {
		delete(l.past, key)
	} else {
		l.past[key] = past
	}
	if len(past) < l.tries {
		return 0
	}
	return l.in - now.Sub(past[0])
}

func (l *Limit) sweep(now time.Time) {
	for key := range l.past {
		l.waitLocked(key, now)
	}
	if len(l.past) >= most {
		clear(l.past)
	}
}
