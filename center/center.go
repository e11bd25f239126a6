package center

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/hours"
	"github.com/civicline/civicline/store"
)

// Options are what a centre is made of. Store, Grants, Queues and Calendar are
// needed; the rest has a default.
type Options struct {
	Store    *store.Store
	Grants   civicline.Grants
	Queues   []civicline.Queue
	Calendar *hours.Calendar
	People   []Person              // who may sign in; others lose it. None at all leaves everyone as they are
	Publish  func(civicline.Event) // told each event once it is committed, in order; it must not block
	Now      func() time.Time      // nil is time.Now
	Rand     func() uint64         // for reference numbers; nil is crypto/rand
	Log      *slog.Logger          // nil is slog.Default

	RingTime  time.Duration // how long an offer rings; 0 is 20 s
	KeepPlace time.Duration // how long a lost caller's place is kept; 0 is 30 min
}

// A Center is the one door. Its methods may be called from any goroutine.
type Center struct {
	o     Options
	turn  chan struct{} // held by the change under way: events are told in the order of commits
	wake  chan struct{} // something may be due sooner than Run thinks
	told  outbox
	tries tries
	hash  chan struct{} // a password takes 19 MiB to check: few at a time
}

// Open opens the centre on its store: it enters the people, and takes care of
// the calls that a former run left behind. Whoever was waiting keeps the place;
// whoever was talking has ended; agents must make themselves ready again.
func Open(ctx context.Context, o Options) (*Center, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	c := &Center{
		o:    o.defaults(),
		turn: make(chan struct{}, 1),
		wake: make(chan struct{}, 1),
		hash: make(chan struct{}, 2),
	}
	c.told.publish = c.o.Publish
	if err := c.recover(ctx); err != nil {
		return nil, fmt.Errorf("take up the calls of the former run: %w", err)
	}
	if err := c.enter(ctx, o.People); err != nil {
		return nil, fmt.Errorf("enter the people: %w", err)
	}
	return c, nil
}

func (o Options) check() error {
	switch {
	case o.Store == nil:
		return errors.New("center: no store is given")
	case o.Grants == nil:
		return errors.New("center: no grants are given")
	case o.Calendar == nil:
		return errors.New("center: no calendar is given")
	case len(o.Queues) == 0:
		return errors.New("center: no queue is given")
	}
	seen := map[civicline.QueueID]bool{}
	served := map[string]bool{}
	for _, q := range o.Queues {
		serves := fmt.Sprintf("%s in %s", q.Tier, q.Language.Name())
		switch {
		case q.ID == "" || seen[q.ID]:
			return fmt.Errorf("center: queue %q: its id is empty, or another's", q.ID)
		case !q.Language.Known():
			return fmt.Errorf("center: queue %q: the centre does not speak %q", q.ID, q.Language)
		case served[serves]:
			return fmt.Errorf("center: queue %q: another already serves %s", q.ID, serves)
		}
		seen[q.ID], served[serves] = true, true
	}
	return nil
}

func (o Options) defaults() Options {
	if o.Publish == nil {
		o.Publish = func(civicline.Event) {}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = func() uint64 {
			var b [8]byte
			rand.Read(b[:])
			return binary.LittleEndian.Uint64(b[:])
		}
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.RingTime == 0 {
		o.RingTime = 20 * time.Second
	}
	if o.KeepPlace == 0 {
		o.KeepPlace = 30 * time.Minute
	}
	return o
}

// now is the time as the store keeps it, so that what is written equals what is
// read back.
func (c *Center) now() time.Time { return c.o.Now().UTC().Truncate(time.Microsecond) }

// queue is the line of a tier in a language.
func (c *Center) queue(tier civicline.Tier, in civicline.Language) (civicline.Queue, bool) {
	for _, q := range c.o.Queues {
		if q.Tier == tier && q.Language == in {
			return q, true
		}
	}
	return civicline.Queue{}, false
}

func (c *Center) queueByID(id civicline.QueueID) (civicline.Queue, bool) {
	for _, q := range c.o.Queues {
		if q.ID == id {
			return q, true
		}
	}
	return civicline.Queue{}, false
}
