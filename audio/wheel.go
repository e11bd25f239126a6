package audio

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/civicline/civicline"
)

const (
	slots    = 4
	slotTime = civicline.FrameTime / slots
	maxBurst = 3
)

// A Ticker is woken by a Wheel every 20 ms. It must not block: others share its
// slot.
type Ticker interface{ Tick(now time.Time) }

// A Wheel is the media clock that all legs share. Its tickers are spread over
// four slots, 5 ms apart, each turned by a goroutine of its own, so that the
// work of a thousand calls does not come all at once and may use four
// processors. Turning allocates nothing.
//
// A slot that comes late (the machine was busy) catches up by at most three
// turns at once, and lets the rest go: a burst of old sound helps nobody.
type Wheel struct {
	slots   [slots]slot
	next    atomic.Int64 // of Step
	stop    chan struct{}
	turning sync.WaitGroup
	closing sync.Once
}

type slot struct {
	mu      sync.Mutex // of whoever changes tickers
	tickers atomic.Pointer[[]*spoke]
	turns   atomic.Int64
	skipped atomic.Int64
	longest atomic.Int64
}

// A spoke makes two additions of the same Ticker two things.
type spoke struct{ Ticker }

// WheelStats tell whether a machine keeps up.
type WheelStats struct {
	Tickers int
	Turns   int64         // of all slots
	Skipped int64         // turns that were let go because the machine was late
	Longest time.Duration // that one turn of one slot took; near 20 ms is too many calls
}

// NewWheel returns a turning Wheel. Close stops it.
func NewWheel() *Wheel {
	w := NewManualWheel()
	start := time.Now()
	for i := range w.slots {
		s, first := &w.slots[i], start.Add(time.Duration(i)*slotTime)
		w.turning.Go(func() { s.run(first, w.stop) })
	}
	return w
}

// NewManualWheel returns a Wheel that turns only by Step, for tests.
func NewManualWheel() *Wheel { return &Wheel{stop: make(chan struct{})} }

// Step turns one slot, the next in order: four Steps wake every ticker once.
func (w *Wheel) Step(now time.Time) {
	w.slots[int(w.next.Add(1)-1)%slots].turn(now)
}

// Add has t woken from its next turn on, until remove is called. When remove
// returns, a Tick already under way may still be finishing, but no other will
// begin. Both may be called from anywhere, a Tick included.
func (w *Wheel) Add(t Ticker) (remove func()) {
	best := &w.slots[0]
	for i := range w.slots {
		if s := &w.slots[i]; s.len() < best.len() {
			best = s
		}
	}
	sp := &spoke{t}
	best.change(func(all []*spoke) []*spoke { return append(all, sp) })
	return func() {
		best.change(func(all []*spoke) []*spoke {
			return slices.DeleteFunc(all, func(o *spoke) bool { return o == sp })
		})
	}
}

// Close stops the wheel and waits until it stands still. It must not be called
// from a Tick.
func (w *Wheel) Close() {
	w.closing.Do(func() { close(w.stop) })
	w.turning.Wait()
}

// Stats returns the figures since the start.
func (w *Wheel) Stats() WheelStats {
	var st WheelStats
	for i := range w.slots {
		s := &w.slots[i]
		st.Tickers += s.len()
		st.Turns += s.turns.Load()
		st.Skipped += s.skipped.Load()
		st.Longest = max(st.Longest, time.Duration(s.longest.Load()))
	}
	return st
}

func (s *slot) len() int {
	if all := s.tickers.Load(); all != nil {
		return len(*all)
	}
	return 0
}

// change puts a changed copy in the place of the list, so that turn needs no lock.
func (s *slot) change(f func([]*spoke) []*spoke) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []*spoke
	if old := s.tickers.Load(); old != nil {
		all = slices.Clone(*old)
	}
	all = f(all)
	s.tickers.Store(&all)
}

func (s *slot) turn(now time.Time) {
	if all := s.tickers.Load(); all != nil {
		for _, sp := range *all {
			sp.Tick(now)
		}
	}
	s.turns.Add(1)
}

// run turns s at due and every 20 ms from there, until stop is closed.
func (s *slot) run(due time.Time, stop <-chan struct{}) {
	timer := time.NewTimer(time.Until(due))
	defer timer.Stop()
	for {
		select {
		case <-stop:
			return
		case <-timer.C:
		}
		now := time.Now()
		for n := 0; !due.After(now) && n < maxBurst; n++ {
			s.turn(now)
			due = due.Add(civicline.FrameTime)
			then := now
			now = time.Now()
			s.longest.Store(max(s.longest.Load(), int64(now.Sub(then))))
		}
		if !due.After(now) {
			lost := now.Sub(due)/civicline.FrameTime + 1
			s.skipped.Add(int64(lost))
			due = due.Add(lost * civicline.FrameTime)
		}
		timer.Reset(time.Until(due))
	}
}
