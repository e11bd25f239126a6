package limit

import (
	"fmt"
	"testing"
	"time"
)

func TestLimit(t *testing.T) {
	now := time.Unix(0, 0)
	l := New(2, time.Minute, func() time.Time { return now })
	take := func(key string, want time.Duration) {
		t.Helper()
		if got := l.Take(key); got != want {
			t.Errorf("at %v %s waits %v, want %v", now.Unix(), key, got, want)
		}
	}
	take("a", 0)
	now = now.Add(20 * time.Second)
	take("a", 0)
	take("a", 40*time.Second)
	take("b", 0) // others are not held up
	now = now.Add(40 * time.Second)
	take("a", 0)
	take("a", 20*time.Second)
	l.Forget("a")
	take("a", 0)
}

func TestLimitForgetsUnderFlood(t *testing.T) {
	l := New(1, time.Minute, time.Now)
	for i := range 3 * most {
		l.Take(fmt.Sprint(i))
	}
	if len(l.past) > most {
		t.Errorf("remembers %d keys", len(l.past))
	}
}
