package switchboard

import (
	"math"
	"testing"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// TestLouder raises what is soft most, and nothing beyond what there is.
func TestLouder(t *testing.T) {
	frames := func(amplitude int16) []civicline.Frame {
		var f civicline.Frame
		for i := range f {
			f[i] = int16(float64(amplitude) * math.Sin(float64(i)/3))
		}
		return []civicline.Frame{f}
	}
	peak := func(amplitude int16, louder bool) (most int) {
		p := &piece{say: civicline.Say{Louder: louder}, src: audio.Loop(frames(amplitude))}
		var f civicline.Frame
		if err := p.read(&f); err != nil {
			t.Fatal(err)
		}
		for _, v := range f {
			most = max(most, int(v))
		}
		return most
	}
	for _, tt := range []struct {
		amplitude  int16
		least, max int
	}{{1000, 2400, 2500}, {8000, 16000, 20000}, {32000, 32000, 32767}} {
		if was := peak(tt.amplitude, false); was > int(tt.amplitude) {
			t.Errorf("a voice of %d came out with %d", tt.amplitude, was)
		}
		if got := peak(tt.amplitude, true); got < tt.least || got > tt.max {
			t.Errorf("a voice of %d, louder, came out with %d; want %d to %d", tt.amplitude, got, tt.least, tt.max)
		}
	}
}
