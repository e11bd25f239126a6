package center

import (
	"fmt"
	"sync"
	"time"

	"github.com/civicline/civicline"
)

const (
	freeTries   = 5                // wrong passwords before a name has to wait
	longestWait = 15 * time.Minute // however many more
	mostNames   = 10_000           // remembered
)

// tries counts the wrong passwords at each name, known or not: after five the
// name has to wait for a minute, then two, then four, up to fifteen.
type tries struct {
	mu    sync.Mutex
	names map[string]*try
}

type try struct {
	wrong int
	last  time.Time
}

func (t *try) until() time.Time {
	if t.wrong < freeTries {
		return t.last
	}
	return t.last.Add(min(longestWait, time.Minute<<min(10, t.wrong-freeTries)))
}

// begin counts a try as wrong until it is known to be right, so that many at
// once are no way around the wait.
func (t *tries) begin(name string, now time.Time) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.names == nil {
		t.names = map[string]*try{}
	}
	one := t.names[name]
	if one != nil && now.Sub(one.last) > 2*longestWait {
		one = nil // long ago
	}
	if one == nil {
		t.forget()
		one = &try{}
		t.names[name] = one
	}
	if wait := one.until().Sub(now); one.wrong >= freeTries && wait > 0 {
		return &civicline.Error{Kind: civicline.Refused, Op: "sign in",
			Message: fmt.Sprintf("There were too many wrong tries at this name. Wait %s, then try again.", minutes(wait))}
	}
	one.wrong++
	one.last = now
	return nil
}

func (t *tries) right(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.names, name)
}

// forget makes room: the oldest of a few names taken at random goes.
func (t *tries) forget() {
	if len(t.names) < mostNames {
		return
	}
	var oldest string
	looked := 0
	for name, one := range t.names {
		if looked == 0 || one.last.Before(t.names[oldest].last) {
			oldest = name
		}
		if looked++; looked == 32 {
			break
		}
	}
	delete(t.names, oldest)
}

func minutes(d time.Duration) string {
	n := int((d + time.Minute - 1) / time.Minute)
	if n == 1 {
		return "a minute"
	}
	return fmt.Sprintf("%d minutes", n)
}
