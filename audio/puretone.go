package audio

import "github.com/civicline/civicline"

// What PureTone takes for a tone.
const (
	lowestTone  = 350.0
	highestTone = 2200.0 // a fax machine answers at 2100 Hz
	coarseStep  = 50.0   // between the tones that are tried first; a frame of 20 ms tells no less apart
	fineStep    = 10.0
	faintest    = 60 * 60 // mean square, about -55 dBFS: less is nothing
	purest      = 0.8     // of the power that must lie in the tone; a vowel has less, two tones at once have half
)

// PureTone returns the pitch, in hertz, of the one tone that f holds, to 10 Hz;
// 0 if it holds speech, noise, several tones or nothing. It knows tones from 350
// to 2200 Hz: the beeps of answering machines, the tones of the network, and a
// fax machine's.
func PureTone(f *civicline.Frame) float64 {
	all := power(f[:])
	if all < faintest {
		return 0
	}
	best, pitch := 0.0, 0.0
	try := func(from, to, step float64) {
		for hz := from; hz <= to; hz += step {
			if a := Goertzel(f[:], civicline.Rate, hz); a > best {
				best, pitch = a, hz
			}
		}
	}
	try(lowestTone, highestTone, coarseStep)
	try(pitch-coarseStep/2, pitch+coarseStep/2, fineStep)
	if best*best/2 < purest*all {
		return 0
	}
	return pitch
}
