package switchboard

import (
	"context"
	"crypto/rand"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/turntaking"
)

// Options are what every call needs. All but those said to be optional must be
// set.
type Options struct {
	Door        Door
	Reads       Reads
	Recognizer  civicline.Recognizer
	Synthesizer civicline.Synthesizer
	// Spare says what the Synthesizer failed to say. Optional.
	Spare civicline.Synthesizer
	// Script returns the conversation as it now is. A call asks once, and
	// finishes on what it began with.
	Script  func() Script
	Manners turntaking.Manners
	// Voice makes the voice detector of one party.
	Voice func() audio.VoiceDetector
	// Music is what waiting callers hear, over and over; MusicOf, if it is set and
	// has any for a queue, is what those hear who wait in that one.
	Music   []civicline.Frame
	MusicOf func(civicline.QueueID) []civicline.Frame
	// Dial rings a caller back, and returns their leg once they have picked up;
	// its errors may tell their Miss. Promises says whom to ring. Without these
	// nobody is rung. RingOut is how long; 0 is 25 s.
	Dial     func(ctx context.Context, number civicline.PhoneNumber) (civicline.Leg, error)
	Promises Promises
	RingOut  time.Duration
	// Node is this process among those that share the centre: it rings whom the
	// events of its name say.
	Node string
	// Record starts a recording; nothing is recorded without it. Optional.
	Record Recorder
	// NewCallID returns an ID that was never used. Optional.
	NewCallID func() civicline.CallID
	Now       func() time.Time // optional
	Log       *slog.Logger     // optional; it is never given a word that was said
}

// Reads is the truth about a call, as far as its conversation needs it;
// center.Center is one.
type Reads interface {
	Ask(who civicline.Actor, act civicline.Act) (civicline.Pass, error)
	Call(ctx context.Context, p civicline.Pass, id civicline.CallID) (civicline.Call, error)
	Receipt(ctx context.Context, p civicline.Pass, ref civicline.Reference) (civicline.CallReceipt, error)
	WaitOf(ctx context.Context, id civicline.CallID) (civicline.Wait, error)
	Hours(at time.Time) civicline.OpenHours
}

// A Script is one version of the conversation.
type Script struct {
	Book  Book
	Model Model
	// LookUp asks a service what the flow wants to know. No facts and no error
	// means that there is no such thing.
	LookUp func(ctx context.Context, what string, with civicline.Facts) (civicline.Facts, error)
}

// A Book knows what to say and do next; flow.Book is one.
type Book interface {
	Next(p flow.Place, in flow.Input) (flow.Place, []civicline.Order)
}

// A Model knows what words mean; understand.Model is one.
type Model interface {
	Read(heard []civicline.Hypothesis, expecting civicline.Expectation) civicline.Reading
}

// A Switchboard runs any number of live calls at once.
type Switchboard struct {
	Options
	comfort []civicline.Frame
	beep    []civicline.Frame
	ringing []civicline.Frame

	mu     sync.Mutex
	calls  map[civicline.CallID]*call
	came   chan struct{} // closed when there is another call
	rung   map[dialing]time.Time
	closed bool
	wg     sync.WaitGroup
}

// New returns a switchboard with no calls.
func New(o Options) *Switchboard {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.NewCallID == nil {
		o.NewCallID = func() civicline.CallID { return civicline.CallID(strings.ToLower(rand.Text())) }
	}
	if o.RingOut == 0 {
		o.RingOut = ringOut
	}
	return &Switchboard{Options: o, comfort: comfort(), beep: beep(), ringing: ringing(), calls: map[civicline.CallID]*call{}, came: make(chan struct{})}
}

// Handle runs one caller's call, from the ring to the end, and returns when all
// that it started has ended. The leg is hung up then. Ending ctx ends the call
// as a lost line would: a place in line is kept.
func (s *Switchboard) Handle(ctx context.Context, leg civicline.Leg) {
	c := s.newCall(leg)
	if !s.add(c) {
		leg.Hangup(civicline.ErrDone)
		return
	}
	defer s.remove(c)
	c.run(ctx)
}

// Calls returns how many calls are live.
func (s *Switchboard) Calls() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.calls)
}

// Close takes no more calls, ends those there are as a lost line would (places
// in line are kept), and waits for them until ctx ends.
func (s *Switchboard) Close(ctx context.Context) error {
	s.mu.Lock()
	s.closed = true
	for _, c := range s.calls {
		c.box.put(closing{})
	}
	s.mu.Unlock()
	done := make(chan struct{})
	go func() {
		s.wg.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Switchboard) add(c *call) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.calls[c.id] = c
	close(s.came)
	s.came = make(chan struct{})
	s.wg.Add(1)
	return true
}

func (s *Switchboard) remove(c *call) {
	s.mu.Lock()
	delete(s.calls, c.id)
	s.mu.Unlock()
	s.wg.Done()
}

// await is find, for a call that may be about to begin.
func (s *Switchboard) await(ctx context.Context, id civicline.CallID) *call {
	late := time.NewTimer(aboutToBegin)
	defer late.Stop()
	for {
		s.mu.Lock()
		c, came := s.calls[id], s.came
		s.mu.Unlock()
		if c != nil {
			return c
		}
		select {
		case <-came:
		case <-late.C:
			return nil
		case <-ctx.Done():
			return nil
		}
	}
}

// aboutToBegin is how much later than an agent the event may come that has their
// caller rung.
const aboutToBegin = 2 * time.Second

func (s *Switchboard) find(id civicline.CallID) *call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[id]
}
