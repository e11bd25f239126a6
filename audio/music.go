package audio

import (
	"math"
	"slices"

	"github.com/civicline/civicline"
)

// The waiting music is ours and made on the spot: eight slow bars, a warm chord
// under a plucked figure and a few long notes above. All of it lies between
// 200 and 2000 Hz, so a telephone carries it as it is; nothing in it is sudden,
// and it ends where it begins.

const (
	musicTempo = 64 // beats a minute: 32 beats are 30 s
	musicBeats = 32
	musicPeak  = 6500 // of 32767: softer than the voice that breaks in
)

// bars are the chords, each of four notes by their MIDI numbers (69 is 440 Hz),
// in the order that the figure plucks them.
var bars = [musicBeats / 4][4]int{
	{65, 69, 72, 76}, // F major seventh
	{64, 67, 71, 74}, // E minor seventh
	{62, 65, 69, 72}, // D minor seventh
	{60, 64, 67, 71}, // C major seventh
	{65, 69, 72, 79}, // F, with the ninth
	{67, 71, 74, 76}, // G sixth
	{69, 72, 76, 79}, // A minor seventh
	{60, 67, 71, 74}, // C major ninth, leading back
}

// tune is the melody: beat, MIDI number, beats held.
var tune = []struct {
	beat float64
	note int
	held float64
}{
	{0, 81, 3}, {3, 79, 1}, {4, 76, 3.5}, {8, 77, 2}, {10, 76, 1}, {11, 74, 1}, {12, 76, 4},
	{16, 81, 2}, {18, 84, 2}, {20, 83, 2.5}, {23, 79, 1}, {24, 76, 3.5},
}

// Music returns the waiting music: 30 s, to be given to Loop. It takes some
// tens of milliseconds to make, so make it once and share it.
func Music() []civicline.Frame {
	s := make(score, musicBeats*60*civicline.Rate/musicTempo)
	for bar, chord := range bars {
		beat := float64(4 * bar)
		for i, note := range chord {
			s.pad(beat, note, 4)
			s.pluck(beat+float64(i), note, 0.16)
			s.pluck(beat+float64(i)+0.5, chord[(i+2)%4], 0.10)
		}
	}
	for _, n := range tune {
		s.sing(n.beat, n.note, n.held)
	}
	return ToFrames(s.master())
}

// A score is the sound in the making. Whatever rings past its end rings on at
// its beginning, which is what makes the loop seamless.
type score []float32

func (s score) at(beat float64) int { return int(beat * 60 * civicline.Rate / musicTempo) }

func pitchOf(note int) float64 { return 440 * math.Pow(2, float64(note-69)/12) }

// pluck is a soft string: its overtones die sooner than it does.
func (s score) pluck(beat float64, note int, gain float64) {
	for k, strength := range []float64{1, 0.3, 0.12, 0.04} {
		overtone := float64(k + 1)
		s.partial(s.at(beat), pitchOf(note)*overtone, gain*strength, 0.012, 0, 0.75/overtone)
	}
}

// pad is a chord note that swells and fades, of two slightly different pitches.
func (s score) pad(beat float64, note int, beats float64) {
	held := beats*60/musicTempo - 0.9
	for _, detune := range []float64{0.9985, 1.0015} {
		s.partial(s.at(beat), pitchOf(note)*detune, 0.055, 0.9, held, 0.5)
		s.partial(s.at(beat), pitchOf(note)*detune*2, 0.014, 1.1, held, 0.4)
	}
}

// sing is a note of the melody, like a soft flute.
func (s score) sing(beat float64, note int, beats float64) {
	held := beats*60/musicTempo - 0.15
	for k, strength := range []float64{1, 0.22, 0.06} {
		s.partial(s.at(beat), pitchOf(note)*float64(k+1), 0.14*strength, 0.09, held, 0.22)
	}
}

// partial adds one sine: it rises over attack, is held, and then falls to a
// 1/e in fall; all in seconds.
func (s score) partial(at int, freq, gain, attack, held, fall float64) {
	const rate = civicline.Rate
	// A rotating pointer gives the sine without calling for each sample.
	sin, cos := math.Sincos(2 * math.Pi * freq / rate)
	re, im := 1.0, 0.0
	env, decay := 1.0, math.Exp(-1/(fall*rate))
	for n := 0; env > 1e-3; n++ {
		t := float64(n) / rate
		rise := 1.0
		if t < attack {
			rise = 0.5 - 0.5*math.Cos(math.Pi*t/attack)
		}
		if t > held && t > attack {
			env *= decay
		}
		s[(at+n)%len(s)] += float32(gain * rise * env * im)
		re, im = re*cos-im*sin, re*sin+im*cos
	}
}

// master adds a little room and brings the peak to musicPeak.
func (s score) master() []int16 {
	dry, delay := slices.Clone(s), s.at(0.75)
	for i := range s {
		s[i] += 0.2*dry[(i+len(s)-delay)%len(s)] + 0.08*dry[(i+len(s)-2*delay)%len(s)]
	}
	peak := float32(0)
	for _, v := range s {
		peak = max(peak, v, -v)
	}
	pcm := make([]int16, len(s))
	for i, v := range s {
		pcm[i] = round16(v * musicPeak / peak)
	}
	return pcm
}
