package pocketsphinx

import (
	"math"

	"github.com/civicline/civicline"
)

// A line prepares sound for a decoder.
//
// The exact zeros that a network sends for silence are nothing that a model was
// trained on, and words are heard in them: a little noise is added, as quiet as
// that of a good telephone line (word errors on connected digits with silence
// behind: 19.4 % without, 2.0 % with).
//
// A 16 kHz model takes the empty upper half of a telephone's band for a strange
// sort of sound. There, the lower half is mirrored into the upper one, as a cheap
// converter would (word errors of Debian's English model on our callers: 30 %
// without, 10 % with; of the Spanish one: 10.5 and 4).
type line struct {
	chance uint32
	high   float64 // what is above 4 kHz, of late
	all    float64
	past   [highTaps - 1]float64
}

const (
	noise     = 24.0 // RMS: -63 dB of full scale
	mirror    = 0.9  // how strong the mirrored half is
	loud      = 60.0 // RMS of a frame that tells anything about the band
	narrow    = 1e-4 // of the energy, at most, is above 4 kHz on a telephone line
	forget    = 0.98 // a frame
	highTaps  = 31
	highStart = 0.54 // of the band
)

// highPass lets through what is well above 4 kHz.
var highPass = func() (t [highTaps]float64) {
	for i := range t {
		x := float64(i - highTaps/2)
		s := 1 - highStart
		if x != 0 {
			s = -math.Sin(math.Pi*x*highStart) / (math.Pi * x)
		}
		t[i] = s * (0.54 - 0.46*math.Cos(2*math.Pi*float64(i)/(highTaps-1)))
	}
	return t
}()

// quiet adds the noise.
func (l *line) quiet(f *civicline.Frame) {
	for i := range f {
		sum := 0.0
		for range 3 { // near enough to normal
			l.chance = l.chance*1664525 + 1013904223
			sum += float64(l.chance>>8)/(1<<23) - 1
		}
		f[i] = clip(float64(f[i]) + noise*sum)
	}
}

// widen fills the upper half of the band if the line leaves it empty.
func (l *line) widen(f *civicline.Frame) {
	l.measure(f)
	if l.high > narrow*l.all {
		return
	}
	for i := range f {
		if i%2 == 0 {
			f[i] = clip(float64(f[i]) * (1 + mirror))
		} else {
			f[i] = clip(float64(f[i]) * (1 - mirror))
		}
	}
}

// measure compares what is above 4 kHz with the whole, in loud frames.
func (l *line) measure(f *civicline.Frame) {
	var x [highTaps - 1 + civicline.FrameSize]float64
	copy(x[:], l.past[:])
	all := 0.0
	for i, s := range f {
		x[highTaps-1+i] = float64(s)
		all += float64(s) * float64(s)
	}
	copy(l.past[:], x[civicline.FrameSize:])
	if all < loud*loud*civicline.FrameSize {
		return
	}
	high := 0.0
	for i := range f {
		sum := 0.0
		for k, t := range highPass {
			sum += t * x[i+k]
		}
		high += sum * sum
	}
	l.high = l.high*forget + high
	l.all = l.all*forget + all
}

func clip(x float64) int16 { return int16(max(-32768, min(32767, math.Round(x)))) }
