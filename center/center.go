package center

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/hours"
	"github.com/civicline/civicline/store"
)

// Options are what a centre is made of. Store, Grants, Queues and Calendar are
// needed; the rest has a default.
type Options struct {
	Store     *store.Store
	Grants    civicline.Grants
	Queues    []civicline.Queue
	Calendar  *hours.Calendar            // the agency's own
	Calendars map[string]*hours.Calendar // others by name, for the queues that name them
	People    []Person                   // who may sign in; others lose it. None at all leaves everyone as they are
	Publish   func(civicline.Event)      // told each event once it is committed, in order; it must not block
	Now       func() time.Time           // nil is time.Now
	Rand      func() uint64              // for reference numbers; nil is crypto/rand
	Log       *slog.Logger               // nil is slog.Default

	// Node names this process among those that share the store; "" is "main".
	Node string

	RingTime  time.Duration // how long an offer rings; 0 is 20 s
	KeepPlace time.Duration // how long a lost caller's place is kept; 0 is 30 min
	// Alive reports whether the leg of a call is still here: a call that has
	// none, though nobody said so, is a lost line. Nil believes what was said.
	Alive func(civicline.CallID) bool

	KeepAgent       time.Duration // how long a ready agent may be without a desktop; 0 is 30 s
	RetryAfter      time.Duration // when a caller who was not reached is rung again; 0 is 15 min
	DialTime        time.Duration // after which a caller who is being rung counts as not reached, if nobody says more; 0 is 2 min
	NoDial          bool          // there is no line to ring callers on: what is promised does not fall due
	CallBackDropped *bool         // whether a caller is rung back whose line is lost while they talk with an agent; nil is yes
	Texts           TextOptions
	Items           ItemOptions
}

// A Center is the one door. Its methods may be called from any goroutine.
type Center struct {
	o       Options
	routing *routing
	epoch   int64            // of this run, among those of this node
	buried  map[string]int64 // nodes that are gone, and whose calls were taken up: their epochs
	gone    atomic.Bool      // it has left the other nodes
	doubt   atomic.Bool      // the tables do not bear themselves out: the checker is wanted at once
	hints   chan struct{}    // another node has changed something
	turn    chan struct{}    // held by the change under way: events are told in the order of commits
	wake    chan struct{}    // something may be due sooner than Run thinks
	told    outbox
	tries   tries
	hash    chan struct{} // a password takes 19 MiB to check: few at a time
	day     day           // the figures of today
	publish published
	slips   slips
	shut    atomic.Pointer[[]store.Closing] // the closings as they were last read, for when they cannot be
}

// Open opens the centre on its store: it enters the people, and takes care of
// the calls that a former run left behind. Whoever was waiting keeps the place;
// whoever was talking has ended; agents must make themselves ready again.
func Open(ctx context.Context, o Options) (*Center, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	c := &Center{
		o:      o.defaults(),
		turn:   make(chan struct{}, 1),
		wake:   make(chan struct{}, 1),
		hash:   make(chan struct{}, 2),
		hints:  make(chan struct{}, 1),
		buried: map[string]int64{},
	}
	c.routing = newRouting(c.o)
	c.told.publish = c.o.Publish
	if err := c.join(ctx); err != nil {
		return nil, fmt.Errorf("join the other nodes: %w", err)
	}
	if err := c.recover(ctx); err != nil {
		return nil, fmt.Errorf("take up the calls of the former run: %w", err)
	}
	if err := c.enter(ctx, o.People); err != nil {
		return nil, fmt.Errorf("enter the people: %w", err)
	}
	if _, err := c.Check(ctx); err != nil {
		return nil, fmt.Errorf("check the states that a former run left: %w", err)
	}
	if err := c.begun(ctx); err != nil {
		return nil, fmt.Errorf("take up the lines: %w", err)
	}
	return c, nil
}

// begun owns what it may, and knows the lines.
func (c *Center) begun(ctx context.Context) error {
	if err := c.take(ctx); err != nil {
		return err
	}
	defer c.told.flush()
	defer func() { <-c.turn }()
	if err := c.own(ctx); err != nil {
		return err
	}
	c.routing.stale = true
	if err := c.load(ctx); err != nil {
		return err
	}
	if err := c.remember(ctx); err != nil {
		return err
	}
	_ = c.plain("match calls and agents", c.match(ctx)) // Run tries again
	return nil
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
	for _, q := range o.Queues {
		if q.Hours != "" && o.Calendars[q.Hours] == nil {
			return fmt.Errorf("center: queue %q: there is no calendar %q", q.ID, q.Hours)
		}
	}
	seen := map[civicline.QueueID]bool{}
	served := map[string]bool{} // with and without a topic
	for _, q := range o.Queues {
		serves := fmt.Sprintf("%s in %s", q.Tier, q.Language.Name())
		switch {
		case q.ID == "" || seen[q.ID]:
			return fmt.Errorf("center: queue %q: its id is empty, or another's", q.ID)
		case !q.Language.Known():
			return fmt.Errorf("center: queue %q: the centre does not speak %q", q.ID, q.Language)
		case len(q.Topics) == 0 && served[serves]:
			return fmt.Errorf("center: queue %q: another already serves %s", q.ID, serves)
		}
		for _, topic := range q.Topics {
			about := serves + " on " + topic
			if served[about] {
				return fmt.Errorf("center: queue %q: another already serves %s", q.ID, about)
			}
			served[about] = true
		}
		seen[q.ID], served[serves] = true, served[serves] || len(q.Topics) == 0
	}
	for _, q := range o.Queues {
		if serves := fmt.Sprintf("%s in %s", q.Tier, q.Language.Name()); !served[serves] {
			return fmt.Errorf("center: queue %q: no queue serves the other topics of %s", q.ID, serves)
		}
	}
	return o.Texts.check()
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
	if o.Node == "" {
		o.Node = "main"
	}
	if o.RingTime == 0 {
		o.RingTime = 20 * time.Second
	}
	if o.KeepPlace == 0 {
		o.KeepPlace = 30 * time.Minute
	}
	if o.KeepAgent == 0 {
		o.KeepAgent = 30 * time.Second
	}
	if o.RetryAfter == 0 {
		o.RetryAfter = 15 * time.Minute
	}
	if o.DialTime == 0 {
		o.DialTime = 2 * time.Minute
	}
	return o
}

// now is the time as the store keeps it, so that what is written equals what is
// read back.
func (c *Center) now() time.Time { return c.o.Now().UTC().Truncate(time.Microsecond) }

// queue is the line of a tier in a language that takes all topics.
func (c *Center) queue(tier civicline.Tier, in civicline.Language) (civicline.Queue, bool) {
	for _, q := range c.o.Queues {
		if q.Tier == tier && q.Language == in && len(q.Topics) == 0 {
			return q, true
		}
	}
	return civicline.Queue{}, false
}

// queueFor is the line of a tier in a language for callers on a topic: one that
// is there for the topic, or else the one for all others.
func (c *Center) queueFor(tier civicline.Tier, in civicline.Language, topic string) (civicline.Queue, bool) {
	for _, q := range c.o.Queues {
		if topic != "" && q.Tier == tier && q.Language == in && slices.Contains(q.Topics, topic) {
			return q, true
		}
	}
	return c.queue(tier, in)
}

func (c *Center) queueByID(id civicline.QueueID) (civicline.Queue, bool) {
	for _, q := range c.o.Queues {
		if q.ID == id {
			return q, true
		}
	}
	return civicline.Queue{}, false
}
