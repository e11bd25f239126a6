package audio

import (
	"errors"
	"io"
	"sync"
	"testing"

	"github.com/civicline/civicline"
)

type collector struct {
	mu  sync.Mutex
	got []civicline.Frame
}

func (c *collector) WriteFrame(f *civicline.Frame) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.got = append(c.got, *f)
	return nil
}

type tapFunc func(heard, played *civicline.Frame)

func (f tapFunc) Tap(heard, played *civicline.Frame) { f(heard, played) }

func read(t *testing.T, src civicline.Source, n int) []civicline.Frame {
	t.Helper()
	fs := make([]civicline.Frame, n)
	for i := range fs {
		if err := src.ReadFrame(&fs[i]); err != nil {
			t.Fatalf("frame %d: %v", i, err)
		}
	}
	return fs
}

// numbered gives frames that tell which they are.
func numbered(n int) []civicline.Frame {
	fs := make([]civicline.Frame, n)
	for i := range fs {
		for k := range fs[i] {
			fs[i][k] = int16(i + 1)
		}
	}
	return fs
}

func TestExchange(t *testing.T) {
	var m Media
	var heard, played civicline.Frame
	heard[0] = 7
	played[0] = 99
	m.Exchange(&heard, &played)
	if played != (civicline.Frame{}) {
		t.Error("nothing to play is not silence")
	}

	var sink collector
	var seen [][2]int16
	m.Feed(&sink)
	m.Play(Frames(numbered(2)))
	remove := m.Tap(tapFunc(func(h, p *civicline.Frame) { seen = append(seen, [2]int16{h[0], p[0]}) }))
	for range 3 {
		m.Exchange(&heard, &played)
	}
	want := [][2]int16{{7, 1}, {7, 2}, {7, 0}}
	for i, s := range seen {
		if s != want[i] {
			t.Errorf("frame %d: the tap saw %v, want %v", i, s, want[i])
		}
	}
	if len(seen) != 3 || len(sink.got) != 3 || sink.got[0][0] != 7 {
		t.Errorf("%d frames tapped, %d fed", len(seen), len(sink.got))
	}
	remove()
	m.Feed(nil)
	m.Exchange(&heard, &played)
	if len(seen) != 3 || len(sink.got) != 3 {
		t.Error("a removed tap or sink was still shown a frame")
	}
}

// TestPlayAgainWhileOneEnds: a source that is put in place while the one before
// comes to its end must not be thrown out with it.
func TestPlayAgainWhileOneEnds(t *testing.T) {
	var m Media
	var heard, played civicline.Frame
	m.Play(sourceFunc(func(*civicline.Frame) error {
		m.Play(Frames(numbered(1)))
		return io.EOF
	}))
	m.Exchange(&heard, &played)
	m.Exchange(&heard, &played)
	if played[0] != 1 {
		t.Error("the new source was lost")
	}
}

func TestSinkThatFails(t *testing.T) {
	var m Media
	n := 0
	m.Feed(sinkFunc(func(*civicline.Frame) error { n++; return errors.New("behind") }))
	var heard, played civicline.Frame
	m.Exchange(&heard, &played)
	m.Exchange(&heard, &played)
	if n != 2 {
		t.Error("a sink that failed once was fed no more")
	}
}

type sourceFunc func(*civicline.Frame) error

func (f sourceFunc) ReadFrame(fr *civicline.Frame) error { return f(fr) }

type sinkFunc func(*civicline.Frame) error

func (f sinkFunc) WriteFrame(fr *civicline.Frame) error { return f(fr) }

func TestPipe(t *testing.T) {
	p := NewPipe()
	var f civicline.Frame
	if err := p.ReadFrame(&f); err != nil || f[0] != 0 {
		t.Fatalf("an empty pipe gives %d, %v", f[0], err)
	}
	in := numbered(5)
	for i := range in {
		_ = p.WriteFrame(&in[i])
	}
	if p.Dropped() != 2 {
		t.Errorf("dropped %d, want 2", p.Dropped())
	}
	for _, want := range []int16{3, 4, 5, 0} {
		if _ = p.ReadFrame(&f); f[0] != want {
			t.Errorf("read %d, want %d", f[0], want)
		}
	}
	_ = p.WriteFrame(&in[0])
	_ = p.Close()
	if err := p.WriteFrame(&f); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("writing to a closed pipe: %v", err)
	}
	if err := p.ReadFrame(&f); err != nil || f[0] != 1 {
		t.Errorf("a closed pipe keeps back what it held: %d, %v", f[0], err)
	}
	if err := p.ReadFrame(&f); !errors.Is(err, io.EOF) {
		t.Errorf("at its end: %v", err)
	}
}

// TestPipeCatchesUp: a writer that began early must not leave the bridge late
// for good.
func TestPipeCatchesUp(t *testing.T) {
	p := NewPipe()
	var f civicline.Frame
	for range 2 {
		_ = p.WriteFrame(&f)
	}
	for range 200 {
		_ = p.WriteFrame(&f)
		_ = p.ReadFrame(&f)
	}
	if p.held != 0 {
		t.Errorf("after 4 s the pipe still holds back %d frames", p.held)
	}
}

func TestSources(t *testing.T) {
	one, two := numbered(2), numbered(3)
	s := Sequence(Frames(one), Frames(nil), Frames(two))
	for i, f := range read(t, s, 5) {
		if want := []int16{1, 2, 1, 2, 3}[i]; f[0] != want {
			t.Errorf("sequence frame %d is %d, want %d", i, f[0], want)
		}
	}
	var f civicline.Frame
	if err := s.ReadFrame(&f); !errors.Is(err, io.EOF) {
		t.Errorf("at the end of a sequence: %v", err)
	}
	for i, f := range read(t, Loop(one), 5) {
		if want := int16(i%2 + 1); f[0] != want {
			t.Errorf("loop frame %d is %d, want %d", i, f[0], want)
		}
	}
	if err := Loop(nil).ReadFrame(&f); !errors.Is(err, io.EOF) {
		t.Errorf("a loop of nothing: %v", err)
	}
}

func TestMixer(t *testing.T) {
	var m Mixer
	if fs := read(t, &m, 1); fs[0] != (civicline.Frame{}) {
		t.Error("an empty mixer is not silent")
	}
	remove := m.Add(Tone(500), 1)
	m.Add(Tone(1500), 0.5)
	fs := read(t, &m, 10)
	if a, b := ToneLevel(fs, 500), ToneLevel(fs, 1500); a < 0.75 || a > 0.85 || b < 0.15 || b > 0.25 {
		t.Errorf("shares are %.2f and %.2f, want 0.8 and 0.2", a, b)
	}
	remove()
	if b := ToneLevel(read(t, &m, 10), 1500); b < 0.98 {
		t.Errorf("after the first was removed the second is %.2f of the sound", b)
	}
	m.Add(Frames(numbered(1)), 1)
	read(t, &m, 3)
	if len(m.inputs) != 1 {
		t.Errorf("%d inputs are left, want the one that goes on", len(m.inputs))
	}
	for range 8 {
		m.Add(Tone(1500), 1)
	}
	read(t, &m, 5) // saturates rather than wrapping; round16 is its own proof
}

func TestToneLevel(t *testing.T) {
	tone := read(t, Tone(440), 50)
	silence := make([]civicline.Frame, 50)
	for _, c := range []struct {
		name     string
		fs       []civicline.Frame
		freq     float64
		low, top float64
	}{
		{"its own", tone, 440, 0.98, 1}, {"another", tone, 880, 0, 0.02}, {"one near", tone, 560, 0, 0.05}, {"silence", silence, 440, 0, 0},
	} {
		if v := ToneLevel(c.fs, c.freq); v < c.low || v > c.top {
			t.Errorf("%s: %.3f, want %.2f to %.2f", c.name, v, c.low, c.top)
		}
	}
	if a := Goertzel(tone[0][:], civicline.Rate, 440); a < 7800 || a > 8200 {
		t.Errorf("amplitude %.0f, want 8000", a)
	}
	if l := Loudness(tone); l < -15.5 || l > -15 {
		t.Errorf("loudness %.1f dBFS, want -15.3", l)
	}
	if l := Loudness(silence); l != -96 {
		t.Errorf("silence is %.1f dBFS", l)
	}
}

// TestNoAllocationOnTheClock is the promise that keeps a thousand calls smooth.
func TestNoAllocationOnTheClock(t *testing.T) {
	var m Media
	p := NewPipe()
	m.Feed(p)
	m.Play(p)
	m.Tap(tapFunc(func(_, _ *civicline.Frame) {}))
	var heard, played civicline.Frame
	var mix Mixer
	mix.Add(Tone(300), 1)
	energy := NewActivity(NewEnergyVAD(), ActivityConfig{})
	for name, f := range map[string]func(){
		"exchange": func() { m.Exchange(&heard, &played) },
		"mixer":    func() { _ = mix.ReadFrame(&played) },
		"activity": func() { energy.Step(&played) },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s allocates %.0f times", name, n)
		}
	}
}

func BenchmarkExchange(b *testing.B) {
	var m Media
	p := NewPipe()
	m.Feed(p)
	m.Play(p)
	m.Tap(tapFunc(func(_, _ *civicline.Frame) {}))
	var heard, played civicline.Frame
	b.ReportAllocs()
	for b.Loop() {
		m.Exchange(&heard, &played)
	}
}
