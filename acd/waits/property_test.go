package waits

import (
	"testing"
	"time"

	"github.com/civicline/civicline"
	"pgregory.net/rapid"
)

// aModel has learned from a queue of any sort, or from little.
var aModel = rapid.Custom(func(t *rapid.T) *Model {
	b := newBank(rapid.Uint64().Draw(t, "seed"), rapid.IntRange(1, 12).Draw(t, "agents"), rapid.Float64Range(0.7, 2).Draw(t, "load"))
	b.patience = rapid.Float64Range(0.2, 20).Draw(t, "patience")
	b.hidden = rapid.IntRange(0, b.agents-1).Draw(t, "gone unsaid")
	b.unit = time.Duration(rapid.IntRange(20, 2000).Draw(t, "unit")) * time.Second
	o := Options{Handle: b.unit, Nominal: rapid.Float64Range(0.5, 0.99).Draw(t, "nominal")}
	m, _ := play(b, rapid.IntRange(0, 300).Draw(t, "callers"), o)
	return m
})

var anAsk = rapid.Custom(func(t *rapid.T) Ask {
	in := Ask{
		Position: rapid.OneOf(rapid.IntRange(1, 12), rapid.IntRange(1, 3000)).Draw(t, "position"),
		Agents:   rapid.OneOf(rapid.Float64Range(0.05, 3), rapid.Float64Range(1, 500)).Draw(t, "agents"),
		Waited:   time.Duration(rapid.IntRange(0, 3).Draw(t, "waited")) * 97 * time.Second,
	}
	in.From = in.Position + rapid.IntRange(0, 9).Draw(t, "moved")
	if rapid.Bool().Draw(t, "other lines") {
		in.Ahead = float64(in.Position-1) + rapid.Float64Range(0, 9).Draw(t, "ahead of them")
	}
	return in
})

// longer reports whether b is nowhere shorter than a. A nanosecond is forgiven.
func longer(a, b civicline.Wait) bool {
	return b.Low >= a.Low-1 && b.Likely >= a.Likely-1 && b.High >= a.High-1
}

func TestAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, in := aModel.Draw(t, "model"), anAsk.Draw(t, "ask")
		w := m.Estimate(noon, in)
		if w.Low < 0 || w.Low > w.Likely || w.Likely > w.High || w.High <= 0 {
			t.Fatalf("out of order: %+v", w)
		}
		if low, high := Spoken(w); low > w.Low || high < w.High || low%time.Minute != 0 || high%time.Minute != 0 {
			t.Fatalf("%+v is said as %v to %v", w, low, high)
		}

		further := in
		further.Position++
		further.Ahead = max(in.Ahead+1, in.ahead()+1)
		further.From = max(further.From, further.Position)
		if v := m.Estimate(noon, further); !longer(w, v) {
			t.Fatalf("one place further back is shorter: %+v after %+v", v, w)
		}
		more := in
		more.Agents *= rapid.Float64Range(1, 4).Draw(t, "times the agents")
		if v := m.Estimate(noon, more); !longer(v, w) {
			t.Fatalf("more agents take longer: %+v after %+v", v, w)
		}
		stuck := in
		stuck.Waited += time.Minute
		if in.Waited > 0 {
			if v := m.Estimate(noon, stuck); !longer(w, v) {
				t.Fatalf("a minute without moving makes it shorter: %+v after %+v", v, w)
			}
		}
		ready := in
		ready.Free = rapid.IntRange(0, 20).Draw(t, "ready")
		if v := m.Estimate(noon, ready); !longer(v, w) {
			t.Fatalf("agents who are ready make it longer: %+v after %+v", v, w)
		}
	})
}

// TestScale plays the same queue in minutes and in hours: everything is so many
// times longer, nothing else.
func TestScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed, in := rapid.Uint64().Draw(t, "seed"), anAsk.Draw(t, "ask")
		in.Waited = 0
		estimate := func(unit time.Duration) civicline.Wait {
			b := newBank(seed, 5, 1.1)
			b.unit = unit
			m, _ := play(b, 200, Options{Handle: unit})
			return m.Estimate(noon, in)
		}
		short, long := estimate(time.Minute), estimate(time.Hour)
		for _, pair := range [][2]time.Duration{{short.Low, long.Low}, {short.Likely, long.Likely}, {short.High, long.High}} {
			if ratio := pair[1].Seconds() / pair[0].Seconds(); pair[1] < 8000*time.Hour && (ratio < 59.9 || ratio > 60.1) {
				t.Fatalf("%+v in minutes, %+v in hours", short, long)
			}
		}
	})
}

// TestShareAlways: nobody is counted twice or left out, and nobody who serves one
// queue is lent to another.
func TestShareAlways(t *testing.T) {
	queues := []civicline.QueueID{"en", "es", "tax", "fr"}
	rapid.Check(t, func(t *rapid.T) {
		need := map[civicline.QueueID]float64{}
		for _, q := range queues {
			need[q] = rapid.Float64Range(0, 50).Draw(t, string(q))
		}
		var groups []Group
		total, own := 0.0, map[civicline.QueueID]float64{}
		for range rapid.IntRange(0, 6).Draw(t, "groups") {
			g := Group{Agents: float64(rapid.IntRange(0, 30).Draw(t, "agents")), Queues: rapid.SliceOfN(rapid.SampledFrom(queues), 1, 4).Draw(t, "serve")}
			groups = append(groups, g)
			total += g.Agents
			if len(g.Queues) == 1 {
				own[g.Queues[0]] += g.Agents
			}
		}
		sum := 0.0
		for q, n := range Share(groups, need) {
			sum += n
			if n < own[q]-1e-9 {
				t.Fatalf("%s has %v; %v serve it alone", q, n, own[q])
			}
		}
		if d := sum - total; d > 1e-6 || d < -1e-6 {
			t.Fatalf("%v agents shared as %v", total, sum)
		}
	})
}
