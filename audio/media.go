package audio

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/civicline/civicline"
)

// Media is the part that every leg has in common: what is played to the party,
// who is fed with what the party says, and who looks on. Its Play, Feed and Tap
// are those of a civicline.Leg; the leg calls Exchange once every 20 ms. The zero
// value plays silence to nobody.
type Media struct {
	source atomic.Pointer[civicline.Source]
	sink   atomic.Pointer[civicline.Sink]
	taps   atomic.Pointer[[]*tapped]
	mu     sync.Mutex // of whoever changes taps
}

type tapped struct{ civicline.Tap }

// Play makes src what the party hears, from the next frame on; nil is silence.
func (m *Media) Play(src civicline.Source) {
	if src == nil {
		m.source.Store(nil)
		return
	}
	m.source.Store(&src)
}

// Feed makes sink receive what the party says; nil is nobody.
func (m *Media) Feed(sink civicline.Sink) {
	if sink == nil {
		m.sink.Store(nil)
		return
	}
	m.sink.Store(&sink)
}

// Tap adds t, until remove is called.
func (m *Media) Tap(t civicline.Tap) (remove func()) {
	mine := &tapped{t}
	m.change(func(all []*tapped) []*tapped { return append(all, mine) })
	return func() {
		m.change(func(all []*tapped) []*tapped {
			return slices.DeleteFunc(all, func(o *tapped) bool { return o == mine })
		})
	}
}

func (m *Media) change(f func([]*tapped) []*tapped) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []*tapped
	if old := m.taps.Load(); old != nil {
		all = slices.Clone(*old)
	}
	all = f(all)
	m.taps.Store(&all)
}

// Exchange does the work of one tick: feeds heard to the sink, fills played
// from the source (silence when there is none, or at its end), and shows both to
// the taps. An error of the sink is its own affair: the line goes on. Exchange
// is for one goroutine at a time, and allocates nothing.
func (m *Media) Exchange(heard, played *civicline.Frame) {
	if sink := m.sink.Load(); sink != nil {
		_ = (*sink).WriteFrame(heard)
	}
	src := m.source.Load()
	if src == nil {
		clear(played[:])
	} else if err := (*src).ReadFrame(played); err != nil {
		clear(played[:])
		m.source.CompareAndSwap(src, nil) // unless another was put in its place meanwhile
	}
	if taps := m.taps.Load(); taps != nil {
		for _, t := range *taps {
			t.Tap.Tap(heard, played)
		}
	}
}
