package audio

import "github.com/civicline/civicline"

// A Concealer hides lost frames in the manner of G.711 Appendix I: it goes on
// with the last pitch period, ever more softly, and is silent after 60 ms. It
// adds no delay. The zero value is ready; one serves one stream.
type Concealer struct {
	past   [2 * civicline.FrameSize]int16 // the last good sound
	period [pitchMost]float32             // what is repeated
	lag    int                            // its length
	at     int                            // the next sample of it
	gone   int                            // samples concealed in a row
	step   float32                        // between the last good sample and the period
}

const (
	pitchLeast = civicline.Rate / 200 // samples
	pitchMost  = civicline.Rate / 66
	fadeFrom   = civicline.FrameSize / 2 // full strength for 10 ms
	fadeTo     = 3 * civicline.FrameSize
	seam       = civicline.Rate * 5 / 1000
)

// Heard takes a good frame; after a concealed one it changes its first 5 ms, so
// that the two flow into each other. Silence that the stream really has is
// shown to it too.
func (c *Concealer) Heard(f *civicline.Frame) {
	if c.gone > 0 {
		for i := range seam {
			w := float32(i) / seam
			f[i] = round16(c.sample()*(1-w) + float32(f[i])*w)
		}
		c.gone = 0
	}
	copy(c.past[:], c.past[civicline.FrameSize:])
	copy(c.past[civicline.FrameSize:], f[:])
}

// Conceal fills f with what may well have been there.
func (c *Concealer) Conceal(f *civicline.Frame) {
	if c.gone == 0 {
		c.learn()
	}
	for i := range f {
		f[i] = round16(c.sample())
	}
}

// sample goes on with the period, fading.
func (c *Concealer) sample() float32 {
	n := c.gone
	c.gone++
	if n >= fadeTo {
		return 0
	}
	v := c.period[c.at]
	if c.at++; c.at == c.lag {
		c.at = 0
	}
	const ease = 48
	if n < ease {
		v += c.step * float32(ease-n) / ease
	}
	if n > fadeFrom {
		v *= float32(fadeTo-n) / (fadeTo - fadeFrom)
	}
	return v
}

// learn takes the last pitch period from the past, its end blended with what
// came before its beginning, so that it can be repeated without a click.
func (c *Concealer) learn() {
	c.lag, c.at = c.pitch(), 0
	end := len(c.past)
	for i := range c.lag {
		c.period[i] = float32(c.past[end-c.lag+i])
	}
	quarter := c.lag / 4
	for i := range quarter {
		w := float32(i+1) / float32(quarter)
		k := c.lag - quarter + i
		c.period[k] = c.period[k]*(1-w) + float32(c.past[end-c.lag-quarter+i])*w
	}
	c.step = float32(c.past[end-1]) - float32(c.past[end-c.lag-1])
}

// pitch returns the lag at which the last 20 ms are most like what came before:
// first over every second sample, then exactly.
func (c *Concealer) pitch() int {
	best := c.likest(pitchLeast, pitchMost, 2)
	return c.likest(max(pitchLeast, best-1), min(pitchMost, best+1), 1)
}

func (c *Concealer) likest(from, to, step int) int {
	const window = civicline.FrameSize
	now := c.past[len(c.past)-window:]
	best, lag := float32(-1), from
	for l := from; l <= to; l += step {
		then := c.past[len(c.past)-window-l:]
		var cross, energy float32 = 0, 1
		for i := 0; i < window; i += step {
			cross += float32(now[i]) * float32(then[i])
			energy += float32(then[i]) * float32(then[i])
		}
		if like := cross * max(cross, 0) / energy; like > best {
			best, lag = like, l
		}
	}
	return lag
}
