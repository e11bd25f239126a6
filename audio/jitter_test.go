package audio

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// A trace is a network in a test: packets sent every 20 ms by the sender's
// clock, of which each comes when the network pleases, against a reader that
// takes a piece every 20 ms by ours.
type trace struct {
	opts   JitterOptions
	send   []sent
	length time.Duration
}

type sent struct {
	seq  uint16
	ts   uint32
	at   time.Duration // of arrival
	mark uint32        // what the payload says
	size int           // of the payload in samples
}

// outcome is what the reader got.
type outcome struct {
	kinds [3]int
	marks []uint32 // of the packets, in order
	last  []Kind   // in order
	stats JitterStats
}

func (tr trace) play() outcome {
	j := NewJitter(tr.opts)
	buf := make([]byte, 2000)
	var out outcome
	epoch := time.Unix(1000, 0)
	// Arrivals in the order of arriving.
	queue := append([]sent(nil), tr.send...)
	sortByArrival(queue)
	for now := 7 * time.Millisecond; now < tr.length; now += 20 * time.Millisecond {
		for len(queue) > 0 && queue[0].at <= now {
			p := queue[0]
			queue = queue[1:]
			payload := make([]byte, p.size)
			for i := 0; i+4 <= len(payload); i += 4 {
				binary.BigEndian.PutUint32(payload[i:], p.mark)
			}
			j.Put(p.seq, p.ts, payload, epoch.Add(p.at))
		}
		n, kind := j.Get(buf)
		out.kinds[kind]++
		out.last = append(out.last, kind)
		if kind == Packet {
			out.marks = append(out.marks, binary.BigEndian.Uint32(buf[:n]))
		}
	}
	out.stats = j.Stats()
	return out
}

func sortByArrival(q []sent) {
	for i := 1; i < len(q); i++ {
		for k := i; k > 0 && q[k].at < q[k-1].at; k-- {
			q[k], q[k-1] = q[k-1], q[k]
		}
	}
}

// steady is n packets without a fault, 20 ms each.
func steady(n int, seq uint16, ts uint32) []sent {
	out := make([]sent, n)
	for i := range out {
		out[i] = sent{seq + uint16(i), ts + uint32(160*i), time.Duration(i) * 20 * time.Millisecond, uint32(i), 160}
	}
	return out
}

func g711() JitterOptions { return JitterOptions{Cut: true} }

func TestJitter(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		name  string
		send  func() []sent
		check func(t *testing.T, o outcome)
	}{
		{"steady->all of it, at once", func() []sent { return steady(500, 1, 1) }, func(t *testing.T, o outcome) {
			if o.kinds[Packet] < 498 || o.kinds[Lost] > 0 || o.stats.Delay > 41*time.Millisecond {
				t.Error("a perfect network is not passed on as it is")
			}
		}},
		{"sequence and timestamp wrap->unnoticed", func() []sent { return steady(500, 65400, 1<<32-20000) }, func(t *testing.T, o outcome) {
			if o.kinds[Packet] < 498 || o.kinds[Lost] > 0 {
				t.Error("a wrap cost sound")
			}
		}},
		{"neighbours swapped->in order", func() []sent {
			s := steady(500, 1, 1)
			for i := 0; i+1 < len(s); i += 10 {
				s[i].at += 25 * time.Millisecond
			}
			return s
		}, func(t *testing.T, o outcome) {
			if o.kinds[Packet] < 480 || o.stats.Late > 3 {
				t.Error("reordered packets were lost")
			}
		}},
		{"each packet twice->once", func() []sent { s := steady(300, 1, 1); return append(s, s...) }, func(t *testing.T, o outcome) {
			if o.kinds[Packet] < 298 || o.stats.Duplicates != 300 {
				t.Error("duplicates were not recognised")
			}
		}},
		{"one in ten lost->as many concealed", func() []sent {
			var s []sent
			for i, p := range steady(500, 1, 1) {
				if i%10 != 5 {
					s = append(s, p)
				}
			}
			return s
		}, func(t *testing.T, o outcome) {
			if o.kinds[Packet] < 449 || o.kinds[Lost] != 50 {
				t.Error("losses were not concealed one for one")
			}
		}},
		{"jitter of 60 ms->few late, delay adapted", func() []sent {
			s := steady(1500, 1, 1)
			for i := range s {
				s[i].at += time.Duration(r.IntN(60)) * time.Millisecond
			}
			return s
		}, func(t *testing.T, o outcome) {
			if late := o.stats.Late; late > 40 {
				t.Error("too many late packets")
			}
			if o.stats.Delay < 40*time.Millisecond || o.stats.Delay > 110*time.Millisecond {
				t.Error("the delay did not adapt")
			}
		}},
		{"jitter that ends->delay shrinks again", func() []sent {
			s := steady(2000, 1, 1)
			for i := range s[:500] {
				s[i].at += time.Duration(r.IntN(100)) * time.Millisecond
			}
			return s
		}, func(t *testing.T, o outcome) {
			if o.stats.Delay > 50*time.Millisecond || o.stats.Dropped == 0 {
				t.Error("the delay stayed")
			}
		}},
		{"a stall of half a second->goes on, delay bounded", func() []sent {
			s := steady(1000, 1, 1)
			for i := 200; i < 225; i++ {
				s[i].at = s[225].at
			}
			return s
		}, func(t *testing.T, o outcome) {
			if o.stats.Delay > 60*time.Millisecond || o.kinds[Packet] < 960 {
				t.Error("a stall was not overcome")
			}
		}},
		{"silence suppressed->silence, then at once again", func() []sent {
			s := steady(500, 1, 1)
			for i := range s[250:] {
				s[250+i].ts += 160 * 100
				s[250+i].at += 2 * time.Second
			}
			return s
		}, func(t *testing.T, o outcome) {
			if o.kinds[Packet] < 495 || o.kinds[Lost] > 8 || o.kinds[Silence] < 90 {
				t.Error("the gap was not taken for silence")
			}
		}},
		{"timestamps leap forward->re-anchored", func() []sent {
			s := steady(500, 1, 1)
			for i := range s[250:] {
				s[250+i].ts += 1 << 30
			}
			return s
		}, reanchored},
		{"timestamps leap back->re-anchored", func() []sent {
			s := steady(500, 1, 1<<20)
			for i := range s[250:] {
				s[250+i].ts -= 160 * 500
			}
			return s
		}, reanchored},
		{"timestamps slip back by 300 ms->re-anchored", func() []sent {
			s := steady(500, 1, 1<<20)
			for i := range s[250:] {
				s[250+i].ts -= 160 * 15
			}
			return s
		}, reanchored},
		{"timestamps slip forward by 300 ms->no more delay for long", func() []sent {
			s := steady(1500, 1, 1)
			for i := range s[250:] {
				s[250+i].ts += 160 * 15
			}
			return s
		}, func(t *testing.T, o outcome) {
			if o.stats.Delay > 60*time.Millisecond || o.kinds[Packet] < 1460 {
				t.Error("the delay stayed")
			}
		}},
		{"sender 500 ppm fast->followed", func() []sent { return drifting(15000, 1-500e-6) }, func(t *testing.T, o outcome) {
			if o.stats.Dropped < 3 || o.stats.Delay > 60*time.Millisecond || o.stats.Late > 3 {
				t.Error("the drift was not followed")
			}
		}},
		{"sender 500 ppm slow->followed", func() []sent { return drifting(15000, 1+500e-6) }, func(t *testing.T, o outcome) {
			if o.kinds[Lost] < 3 || o.kinds[Lost] > 30 || o.stats.Late > 3 || o.kinds[Silence] > 2 {
				t.Error("the drift was not followed")
			}
		}},
		{"packets of 30 ms->pieces of 20", func() []sent { return packed(400, 240) }, wholeSound(600)},
		{"packets of 10 ms->pieces of 20", func() []sent { return packed(1200, 80) }, wholeSound(600)},
		{"packets of 60 ms->pieces of 20", func() []sent { return packed(200, 480) }, wholeSound(600)},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := c.send()
			end := s[0].at
			for _, p := range s {
				end = max(end, p.at)
			}
			o := trace{g711(), s, end + 25*time.Millisecond}.play()
			inOrder(t, o.marks)
			c.check(t, o)
			if t.Failed() {
				t.Logf("silence %d, packets %d, lost %d; %+v", o.kinds[Silence], o.kinds[Packet], o.kinds[Lost], o.stats)
			}
		})
	}
}

func reanchored(t *testing.T, o outcome) {
	if o.kinds[Packet] < 485 || o.last[len(o.last)-1] != Packet {
		t.Error("the stream was not taken up again")
	}
}

func wholeSound(pieces int) func(*testing.T, outcome) {
	return func(t *testing.T, o outcome) {
		if o.kinds[Packet] < pieces-4 || o.kinds[Lost] > 1 {
			t.Error("packets were not cut or joined without loss")
		}
	}
}

// packed is n packets of so many samples each.
func packed(n, samples int) []sent {
	s := steady(n, 1, 1)
	for i := range s {
		s[i].ts, s[i].size = uint32(i*samples), samples
		s[i].at = time.Duration(i*samples) * time.Second / 8000
	}
	return s
}

func drifting(n int, pace float64) []sent {
	s := steady(n, 1, 1)
	for i := range s {
		s[i].at = time.Duration(float64(s[i].at) * pace)
	}
	return s
}

func inOrder(t interface{ Errorf(string, ...any) }, marks []uint32) {
	for i := 1; i < len(marks); i++ {
		if marks[i] < marks[i-1] {
			t.Errorf("packet %d came out after %d", marks[i], marks[i-1])
			return
		}
	}
}

// TestJitterAnyNetwork: whatever the network does, pieces come out in order, each
// at most once, and once it is well again the sound flows.
func TestJitterAnyNetwork(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s []sent
		jitter := rapid.IntRange(0, 150).Draw(t, "jitter")
		loss := rapid.IntRange(0, 30).Draw(t, "loss %")
		twice := rapid.IntRange(0, 20).Draw(t, "duplicated %")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		all := steady(400, rapid.Uint16().Draw(t, "seq"), rapid.Uint32().Draw(t, "ts"))
		for _, p := range all[:300] {
			if r.IntN(100) < loss {
				continue
			}
			p.at += time.Duration(r.IntN(jitter+1)) * time.Millisecond
			s = append(s, p)
			if r.IntN(100) < twice {
				p.at += time.Duration(r.IntN(50)) * time.Millisecond
				s = append(s, p)
			}
		}
		s = append(s, all[300:]...)
		o := trace{g711(), s, 8 * time.Second}.play()
		for i := 1; i < len(o.marks); i++ {
			if o.marks[i] <= o.marks[i-1] {
				t.Fatalf("packet %d came out after %d", o.marks[i], o.marks[i-1])
			}
		}
		for i, k := range o.last[len(o.last)-40:] {
			if k != Packet {
				t.Fatalf("long after the network is well piece %d is of kind %d; %+v", i, k, o.stats)
			}
		}
	})
}

// TestJitterAnyBytes: garbage on the port must neither panic nor block.
func TestJitterAnyBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		opts := JitterOptions{Cut: rapid.Bool().Draw(t, "cut"), Clock: rapid.SampledFrom([]int{8000, 48000}).Draw(t, "clock"), Quiet: QuietULaw}
		j := NewJitter(opts)
		buf, now := make([]byte, 4000), time.Unix(0, 0)
		for range rapid.IntRange(1, 200).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "put") {
				payload := make([]byte, rapid.IntRange(0, 1500).Draw(t, "size"))
				now = now.Add(time.Duration(rapid.IntRange(0, 100).Draw(t, "ms")) * time.Millisecond)
				j.Put(rapid.Uint16().Draw(t, "seq"), rapid.Uint32().Draw(t, "ts"), payload, now)
			}
			j.Get(buf)
		}
		j.Reset()
		if _, kind := j.Get(buf); kind != Silence {
			t.Fatalf("after Reset: kind %d", kind)
		}
	})
}

// TestJitterOpaque: Opus packets come out whole, however long each is.
func TestJitterOpaque(t *testing.T) {
	j := NewJitter(JitterOptions{Clock: 48000, Span: func(p []byte) time.Duration { return time.Duration(p[0]) * time.Millisecond }})
	now, buf := time.Unix(0, 0), make([]byte, 100)
	ts, got := uint32(0), 0
	for i := range 50 {
		span := []byte{20, 40, 60, 10}[i%4]
		j.Put(uint16(i), ts, []byte{span, byte(i)}, now)
		ts += uint32(span) * 48
		now = now.Add(time.Duration(span) * time.Millisecond)
		for range 2 {
			if n, kind := j.Get(buf); kind == Packet {
				if n != 2 || int(buf[1]) != got {
					t.Fatalf("packet %d is %v", got, buf[:n])
				}
				got++
			}
		}
	}
	if got < 48 {
		t.Errorf("%d of 50 packets came out", got)
	}
}

func TestJitterAllocatesNothing(t *testing.T) {
	j := NewJitter(g711())
	payload, buf, now := make([]byte, 160), make([]byte, 160), time.Unix(0, 0)
	i := 0
	step := func() {
		j.Put(uint16(i), uint32(160*i), payload, now)
		j.Get(buf)
		i++
		now = now.Add(20 * time.Millisecond)
	}
	for range 100 {
		step()
	}
	if n := testing.AllocsPerRun(100, step); n != 0 {
		t.Errorf("put and get allocate %.0f times", n)
	}
}

func BenchmarkJitter(b *testing.B) {
	j := NewJitter(JitterOptions{Cut: true, Quiet: QuietULaw})
	payload, buf, now := make([]byte, 160), make([]byte, 160), time.Unix(0, 0)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		j.Put(uint16(i), uint32(160*i), payload, now)
		j.Get(buf)
		i++
		now = now.Add(20 * time.Millisecond)
	}
}
