package audio

import (
	"math"

	"github.com/civicline/civicline"
)

// toneAmplitude is that of Tone: about -12 dBFS, the loudness of clear speech.
const toneAmplitude = 8000

// Tone returns an endless Source of a pure tone of freq hertz, for tests and
// measurements: a different one for each leg shows whose sound arrived where.
func Tone(freq float64) civicline.Source {
	return &tone{step: 2 * math.Pi * freq / civicline.Rate}
}

type tone struct{ phase, step float64 }

func (t *tone) ReadFrame(f *civicline.Frame) error {
	for i := range f {
		f[i] = int16(toneAmplitude * math.Sin(t.phase))
		t.phase += t.step
	}
	t.phase = math.Mod(t.phase, 2*math.Pi)
	return nil
}

// ToneLevel tells how much of the sound in fs is a tone of freq hertz: about 1
// for the pure tone, whatever its loudness, about 0 for anything else, and 0 for
// silence. It measures each frame by itself, so jumps in phase (a lost packet,
// a jitter buffer that moved) do not matter; tones told apart should lie 100 Hz
// or more from each other.
func ToneLevel(fs []civicline.Frame, freq float64) float64 {
	var at, all float64
	for i := range fs {
		a := Goertzel(fs[i][:], civicline.Rate, freq)
		at += a * a / 2
		all += power(fs[i][:])
	}
	if all < 1*float64(len(fs)) { // under one step of a sample: silence
		return 0
	}
	return min(1, at/all)
}

// Goertzel returns the amplitude, 0 to 32767, of the part of pcm that is a tone
// of freq hertz. It tells tones apart that differ by more than rate/len(pcm).
func Goertzel(pcm []int16, rate int, freq float64) float64 {
	if len(pcm) == 0 {
		return 0
	}
	w := 2 * math.Pi * freq / float64(rate)
	k := 2 * math.Cos(w)
	var s1, s2 float64
	for _, v := range pcm {
		s1, s2 = float64(v)+k*s1-s2, s1
	}
	p := s1*s1 + s2*s2 - k*s1*s2
	return 2 * math.Sqrt(max(0, p)) / float64(len(pcm))
}

// Loudness returns the mean level of fs in dBFS: 0 is a full-scale square wave,
// clear speech lies near -20, and silence is -96.
func Loudness(fs []civicline.Frame) float64 {
	sum := 0.0
	for i := range fs {
		sum += power(fs[i][:])
	}
	return decibels(sum / float64(max(1, len(fs))))
}

// power is the mean square of pcm.
func power(pcm []int16) float64 {
	sum := 0.0
	for _, v := range pcm {
		sum += float64(v) * float64(v)
	}
	return sum / float64(max(1, len(pcm)))
}

// decibels turns a mean square into dBFS, -96 at least.
func decibels(p float64) float64 {
	return max(-96, 10*math.Log10(p/(32768*32768)+1e-30))
}
