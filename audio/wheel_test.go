package audio

import (
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/civicline/civicline"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

type counter struct {
	n  atomic.Int64
	do func(now time.Time)
}

func (c *counter) Tick(now time.Time) {
	c.n.Add(1)
	if c.do != nil {
		c.do(now)
	}
}

func TestWheelTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := NewWheel()
		defer w.Close()
		start := time.Now()
		legs := make([]counter, 8)
		var mu sync.Mutex // the slots turn side by side
		phases := map[time.Duration]int{}
		for i := range legs {
			var once bool
			legs[i].do = func(now time.Time) {
				if !once {
					once = true
					mu.Lock()
					defer mu.Unlock()
					phases[now.Sub(start)%civicline.FrameTime]++
				}
			}
			w.Add(&legs[i])
		}
		time.Sleep(time.Second + time.Millisecond) // the bubble's clock
		synctest.Wait()
		for i := range legs {
			if n := legs[i].n.Load(); n < 50 || n > 51 {
				t.Errorf("leg %d was woken %d times in a second", i, n)
			}
		}
		for _, phase := range []time.Duration{0, 5, 10, 15} {
			if phases[phase*time.Millisecond] != 2 {
				t.Errorf("phases are %v, want two legs each 5 ms", phases)
			}
		}
	})
}

// TestWheelCatchesUp stalls one slot for a while: it may catch up by three turns
// and lets the rest go; the other slots do not notice.
func TestWheelCatchesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := NewWheel()
		defer w.Close()
		var slow, other counter
		var burst, most int
		var last time.Time
		slow.do = func(now time.Time) {
			if slow.n.Load() == 5 {
				time.Sleep(300 * time.Millisecond)
			}
			if burst++; !time.Now().Equal(last) {
				burst = 1
			}
			last, most = time.Now(), max(most, burst)
		}
		w.Add(&slow)
		w.Add(&other)
		time.Sleep(time.Second + time.Millisecond)
		synctest.Wait()
		if most > maxBurst {
			t.Errorf("%d turns at once", most)
		}
		if n := slow.n.Load(); n < 36 || n > 40 {
			t.Errorf("the slow leg was woken %d times, want about 38", n)
		}
		if n := other.n.Load(); n < 50 {
			t.Errorf("the other leg was woken only %d times", n)
		}
		if st := w.Stats(); st.Skipped < 11 || st.Longest != 300*time.Millisecond || st.Tickers != 2 {
			t.Errorf("stats are %+v", st)
		}
	})
}

func TestWheelByHand(t *testing.T) {
	w := NewManualWheel()
	defer w.Close()
	legs := make([]counter, 10)
	var remove []func()
	for i := range legs {
		remove = append(remove, w.Add(&legs[i]))
	}
	round := func() {
		for range slots {
			w.Step(time.Unix(0, 0))
		}
	}
	round()
	remove[3]()
	remove[3]() // twice does nothing
	round()
	for i := range legs {
		want := int64(2)
		if i == 3 {
			want = 1
		}
		if n := legs[i].n.Load(); n != want {
			t.Errorf("leg %d was woken %d times, want %d", i, n, want)
		}
	}
}

// TestWheelChangesFromATick: a leg may leave, and another come, in a Tick.
func TestWheelChangesFromATick(t *testing.T) {
	w := NewManualWheel()
	var leg, next counter
	var remove func()
	leg.do = func(time.Time) { remove(); w.Add(&next) }
	remove = w.Add(&leg)
	for range 3 * slots {
		w.Step(time.Unix(0, 0))
	}
	if leg.n.Load() != 1 || next.n.Load() < 2 {
		t.Errorf("woken %d and %d times", leg.n.Load(), next.n.Load())
	}
}

func TestWheelTurnsWithoutAllocation(t *testing.T) {
	w := NewManualWheel()
	for range 40 {
		w.Add(&counter{})
	}
	now := time.Unix(0, 0)
	if n := testing.AllocsPerRun(100, func() { w.Step(now) }); n != 0 {
		t.Errorf("a turn allocates %.0f times", n)
	}
}

// BenchmarkWheel is one round, 20 ms of a thousand legs that each exchange
// silence.
func BenchmarkWheel(b *testing.B) {
	w := NewManualWheel()
	for range 1000 {
		w.Add(&idleLeg{})
	}
	now := time.Now()
	b.ReportAllocs()
	for b.Loop() {
		for range slots {
			w.Step(now)
		}
	}
}

type idleLeg struct {
	Media
	heard, played civicline.Frame
}

func (l *idleLeg) Tick(time.Time) { l.Exchange(&l.heard, &l.played) }
