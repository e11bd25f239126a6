package audio

import (
	"fmt"
	"math"
	"testing"

	"github.com/civicline/civicline"
	"pgregory.net/rapid"
)

func sine(freq float64, rate, n int) []int16 {
	pcm := make([]int16, n)
	for i := range pcm {
		pcm[i] = int16(math.Round(8000 * math.Sin(2*math.Pi*freq*float64(i)/float64(rate))))
	}
	return pcm
}

// TestWireRate passes tones through the telephone's rate and back: those of the
// phone band survive, and those above it are gone rather than folded down.
func TestWireRate(t *testing.T) {
	for _, c := range []struct {
		freq     float64
		low, top float64 // of the amplitude, of 8000
	}{
		{200, 7900, 8100}, {1000, 7900, 8100}, {3000, 7900, 8100}, {3400, 7700, 8100},
		{4700, 0, 15}, {6000, 0, 15}, {7800, 0, 15},
	} {
		t.Run(fmt.Sprintf("%.0f Hz", c.freq), func(t *testing.T) {
			var down Downsampler
			var up Upsampler
			var wire [WireSize]int16
			out := ToFrames(sine(c.freq, civicline.Rate, 10*civicline.FrameSize))
			for i := range out {
				down.Process(wire[:], out[i][:])
				up.Process(out[i][:], wire[:])
			}
			tail := Samples(out[2:])
			loudest := math.Sqrt(2 * power(tail)) // wherever it may have been folded to
			if loudest < c.low || loudest > c.top {
				t.Errorf("amplitude %.0f, want %.0f to %.0f", loudest, c.low, c.top)
			}
		})
	}
}

func TestResampler(t *testing.T) {
	for _, from := range []int{8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000} {
		t.Run(fmt.Sprint(from), func(t *testing.T) {
			r := NewResampler(from, civicline.Rate)
			got := r.Flush(r.Process(nil, sine(1000, from, from)))
			if off := len(got) - civicline.Rate; abs(off) > 2 {
				t.Errorf("a second became %d samples", len(got))
			}
			want, worst := sine(1000, civicline.Rate, len(got)), 0
			for i := 200; i < len(got)-200; i++ {
				worst = max(worst, abs(int(got[i])-int(want[i])))
			}
			if worst > 25 {
				t.Errorf("the tone is off by up to %d of 8000", worst)
			}
			if from > civicline.Rate {
				alias := r.Flush(r.Process(nil, sine(9500, from, from)))
				if loud := math.Sqrt(2 * power(alias)); loud > 80 {
					t.Errorf("9.5 kHz, which 16 kHz cannot carry, left %.0f of 8000", loud)
				}
			}
		})
	}
}

// TestResamplerInPieces: how a stream is cut makes no difference.
func TestResamplerInPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.SampledFrom([]int{8000, 22050, 24000, 44100, 48000}).Draw(t, "from")
		src := sine(700, from, 3000)
		whole := NewResampler(from, civicline.Rate)
		want := whole.Flush(whole.Process(nil, src))
		pieces := NewResampler(from, civicline.Rate)
		var got []int16
		for len(src) > 0 {
			n := min(len(src), rapid.IntRange(1, 900).Draw(t, "piece"))
			got = pieces.Process(got, src[:n])
			src = src[n:]
		}
		got = pieces.Flush(got)
		if len(got) != len(want) {
			t.Fatalf("%d samples, want %d", len(got), len(want))
		}
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("sample %d is %d, want %d", i, got[i], want[i])
			}
		}
	})
}

func BenchmarkUpsample(b *testing.B) {
	var u Upsampler
	var in [WireSize]int16
	var out civicline.Frame
	b.ReportAllocs()
	for b.Loop() {
		u.Process(out[:], in[:])
	}
}

func BenchmarkDownsample(b *testing.B) {
	var d Downsampler
	var in civicline.Frame
	var out [WireSize]int16
	b.ReportAllocs()
	for b.Loop() {
		d.Process(out[:], in[:])
	}
}

func BenchmarkResample48k(b *testing.B) {
	r := NewResampler(48000, civicline.Rate)
	in, out := make([]int16, 960), make([]int16, 0, 400)
	b.ReportAllocs()
	for b.Loop() {
		out = r.Process(out[:0], in)
	}
}
