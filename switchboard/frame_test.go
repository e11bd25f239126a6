package switchboard

import (
	"slices"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// deafEar takes frames and hears nothing.
type deafEar struct{ civicline.Ear }

func (deafEar) WriteFrame(*civicline.Frame) error { return nil }

func newEars(voice audio.VoiceDetector) *ears {
	return &ears{
		who: civicline.ByCaller, voice: audio.NewActivity(voice, audio.ActivityConfig{}),
		post: func(mail) {}, now: time.Now, in: newInlet(), paid: make(chan struct{}, 1),
		slots: []*slot{{language: civicline.English, ear: deafEar{}}, {language: civicline.Spanish, ear: deafEar{}}},
	}
}

// BenchmarkFrame is what one call costs every 20 ms, the engines and the wire
// left out.
func BenchmarkFrame(b *testing.B) {
	speech, silence := civicline.Frame{0: marked}, civicline.Frame{}
	for name, c := range map[string]struct {
		heard civicline.Frame
		under civicline.Source
	}{
		"the caller speaks": {speech, nil},
		"the caller waits":  {silence, audio.Loop([]civicline.Frame{speech})},
		"bridged":           {speech, audio.NewPipe()},
	} {
		b.Run(name, func(b *testing.B) {
			m := &mouth{post: func(mail) {}, now: time.Now, comfort: comfort(), under: c.under}
			e := newEars(loud{})
			s := &side{in: e.in, ears: e}
			if p, ok := c.under.(*audio.Pipe); ok {
				s.to.Store(p)
			}
			var f, played civicline.Frame
			b.ReportAllocs()
			for b.Loop() {
				s.WriteFrame(&c.heard)
				e.in.read(&f)
				e.hear(&f)
				m.ReadFrame(&played)
			}
		})
	}
}

func TestFramesAreFreeOfAllocations(t *testing.T) {
	m := &mouth{post: func(mail) {}, now: time.Now, comfort: comfort()}
	m.lay(audio.Loop([]civicline.Frame{{0: marked}}))
	e := newEars(loud{})
	s := &side{in: e.in, ears: e}
	s.to.Store(audio.NewPipe())
	speech := civicline.Frame{0: marked}
	var f, played civicline.Frame
	step := func() {
		s.WriteFrame(&speech)
		e.in.read(&f)
		e.hear(&f)
		m.ReadFrame(&played)
	}
	for range 100 {
		step()
	}
	if n := testing.AllocsPerRun(1000, step); n != 0 {
		t.Errorf("%v allocations a frame; want none", n)
	}
}

func TestFirstWordsAreWhole(t *testing.T) {
	e := newEars(loud{})
	var got []civicline.Frame
	e.slots = []*slot{{language: civicline.English, ear: keepingEar{got: &got}}}
	for i := range 100 {
		e.hear(&civicline.Frame{0: 0, 1: int16(i)})
	}
	for range 50 {
		e.hear(&civicline.Frame{0: marked})
	}
	first := slices.IndexFunc(got, func(f civicline.Frame) bool { return f[0] == marked })
	if first < 12 || first > preFrames {
		t.Errorf("%d frames from before the voice were given; want 240 to 400 ms", first)
	}
	if n := len(got) - first; n != 50 {
		t.Errorf("%d frames of the voice were given; want all 50", n)
	}
}

type keepingEar struct {
	civicline.Ear
	got *[]civicline.Frame
}

func (e keepingEar) WriteFrame(f *civicline.Frame) error { *e.got = append(*e.got, *f); return nil }

func TestWordsPlayed(t *testing.T) {
	for _, c := range []struct {
		text string
		part float64
		want string
	}{
		{"thank you for calling", 0, ""},
		{"thank you for calling", 0.2, ""},
		{"thank you for calling", 0.25, "thank"},
		{"thank you for calling", 0.5, "thank you"},
		{"thank you for calling", 0.99, "thank you for"},
		{"thank you for calling", 1, "thank you for calling"},
		{"¿en qué le ayudo?", 0.5, "¿en qué"},
		{"", 0.5, ""},
	} {
		if got := firstWords(c.text, c.part); got != c.want {
			t.Errorf("firstWords(%q, %v) = %q; want %q", c.text, c.part, got, c.want)
		}
	}
}
