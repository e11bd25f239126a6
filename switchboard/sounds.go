package switchboard

import (
	"math"
	"time"

	"github.com/civicline/civicline"
)

// beep is the short sound before two people hear each other.
func beep() []civicline.Frame {
	return frames(200*time.Millisecond, note{at: 20 * time.Millisecond, long: 160 * time.Millisecond, hertz: 880, loud: 4000})
}

// comfort is the soft sound that says we are still here: two low notes, and a
// rest, to be repeated.
func comfort() []civicline.Frame {
	return frames(1600*time.Millisecond,
		note{long: 180 * time.Millisecond, hertz: 523, loud: 1800},
		note{at: 220 * time.Millisecond, long: 220 * time.Millisecond, hertz: 659, loud: 1800})
}

// ringing is what an agent hears while their caller is rung: 440 and 480 Hz, 2 s
// in 6 (the ringback of ANSI T1.401).
func ringing() []civicline.Frame {
	return frames(6*time.Second, note{long: 2 * time.Second, hertz: 440, loud: 1800}, note{long: 2 * time.Second, hertz: 480, loud: 1800})
}

type note struct {
	at, long time.Duration
	hertz    float64
	loud     float64
}

// frames plays notes, each swelling and fading so that it does not click.
func frames(long time.Duration, notes ...note) []civicline.Frame {
	out := make([]civicline.Frame, long/civicline.FrameTime)
	for _, n := range notes {
		first, count := samples(n.at), samples(n.long)
		for i := range count {
			swell := math.Sin(math.Pi * float64(i) / float64(count))
			v := n.loud * swell * math.Sin(2*math.Pi*n.hertz*float64(i)/civicline.Rate)
			at := first + i
			out[at/civicline.FrameSize][at%civicline.FrameSize] += int16(v)
		}
	}
	return out
}

func samples(d time.Duration) int { return int(d * civicline.Rate / time.Second) }
