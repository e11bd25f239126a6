package webleg

import (
	"context"
	"encoding/binary"
	"strings"
	"sync"

	"github.com/civicline/civicline"
)

// How a key is pressed, in frames: held for 100 ms, then 60 ms of nothing.
const (
	keyHeld = 5
	keyGap  = 3
)

// A dialer presses keys towards the far end, as telephone events in place of
// sound.
type dialer struct {
	mu    sync.Mutex
	queue []pressing

	// The press now on the wire; only the media clock touches it.
	event byte
	start uint32
	count int // frames since its start; 0 is none
}

type pressing struct {
	event byte
	done  chan<- struct{} // closed when it is all out; nil but for the last of a call
}

// SendKeys presses keys (0-9, *, #, A-D) towards the party and returns when the
// last is out. It returns an Invalid error for anything else, a Conflict error
// if the party takes no telephone events, and the cause if the leg ends.
func (l *Leg) SendKeys(ctx context.Context, keys string) error {
	const op = "send keys"
	keys = strings.ToUpper(keys)
	if keys == "" || len(keys) > 64 || strings.Trim(keys, keyNames) != "" {
		return &civicline.Error{Kind: civicline.Invalid, Op: op, Message: "Keys are 0 to 9, *, # and A to D, at most 64 of them."}
	}
	if b := l.out.bound.Load(); b != nil && !b.hasKeys {
		return &civicline.Error{Kind: civicline.Conflict, Op: op, Message: "The far end does not take keys."}
	}
	done := make(chan struct{})
	l.out.keys.add(keys, done)
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-l.ctx.Done():
		return context.Cause(l.ctx)
	}
}

func (d *dialer) add(keys string, done chan<- struct{}) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range len(keys) {
		d.queue = append(d.queue, pressing{event: byte(strings.IndexByte(keyNames, keys[i]))})
	}
	d.queue[len(d.queue)-1].done = done
}

// next is asked once a frame. It returns how many times payload, filled here,
// is to be sent as an event that started at start: 0 when sound may go out,
// else 1, or 3 at the end of a press.
func (d *dialer) next(payload *[4]byte, now, step uint32) (times int, start uint32, first bool) {
	if d.count == 0 {
		d.mu.Lock()
		defer d.mu.Unlock()
		if len(d.queue) == 0 {
			return 0, 0, false
		}
		d.event, d.start = d.queue[0].event, now
	}
	d.count++
	if d.count > keyHeld {
		if d.count > keyHeld+keyGap {
			d.finish()
		}
		return 0, 0, false
	}
	const volume = 10 // -10 dBm0
	payload[0], payload[1], times = d.event, volume, 1
	if d.count == keyHeld {
		payload[1], times = volume|0x80, 3
	}
	binary.BigEndian.PutUint16(payload[2:], uint16(uint32(d.count)*step))
	return times, d.start, d.count == 1
}

func (d *dialer) finish() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.count = 0
	if done := d.queue[0].done; done != nil {
		close(done)
	}
	d.queue = d.queue[1:]
}
