package audio

import (
	"math"

	"github.com/civicline/civicline"
)

// A line is the telephone line as a voice detector hears it: at 8 kHz, without
// hum, in halves of a frame, against its own noise.
type line struct {
	down  Downsampler
	wire  [WireSize]int16
	past  [linePast]float32 // the last 40 ms, without what is under 200 Hz
	high  [2]float32        // state of that filter
	floor noiseFloor
}

const (
	lineHalf = WireSize / 2
	linePast = 4 * lineHalf
)

func newLine() line { return line{floor: newNoiseFloor()} }

// take brings a new frame, of which hear then hears half 0 and half 1.
func (l *line) take(f *civicline.Frame) { l.down.Process(l.wire[:], f[:]) }

// hear adds half h to the past and returns its level in dBFS.
func (l *line) hear(h int) float64 {
	copy(l.past[:], l.past[lineHalf:])
	sum := float32(0)
	for i, s := range l.wire[h*lineHalf:][:lineHalf] {
		// One zero and one pole: y = x - x' + 0.85 y', 3 dB down at 200 Hz.
		x := float32(s)
		y := x - l.high[0] + 0.85*l.high[1]
		l.high = [2]float32{x, y}
		l.past[linePast-lineHalf+i] = y
		sum += y * y
	}
	return decibels(float64(sum) / lineHalf)
}

// pitch returns the lag, in samples, at which the last 20 ms best repeat what
// came before, within a voice's 70 to 400 Hz; 0 if they do not.
func (l *line) pitch() int {
	const window, least, most = 2 * lineHalf, 20, 114
	now := l.past[linePast-window:]
	own := dot(now, now)
	then := l.past[linePast-window-least:][:window]
	energy := dot(then, then)
	best, lag := float32(voicePitch*voicePitch), 0
	for n := least; n <= most; n++ {
		then := l.past[linePast-window-n:][:window]
		if cross := dot(now, then); cross > 0 && cross*cross > best*own*energy {
			best, lag = cross*cross/(own*energy), n
		}
		if n < most {
			first, last := l.past[linePast-window-n-1], then[window-1]
			energy = max(1, energy+first*first-last*last)
		}
	}
	return lag
}

// A noiseFloor learns how loud a line is when nobody speaks, in dBFS. That is the
// softest that it was in the last second and a half: in speech there is always a
// gap, in traffic there is none. A steady hiss is taken for noise much sooner.
type noiseFloor struct {
	level  float64
	smooth float64
	lows   [10]float64 // the softest of each of the last 150 ms
	now    int         // which of them is being filled
	halves int         // taken into it
	mean   float64     // of the last, pitchless, 200 ms or so
	spread float64     // about it
	steady int         // halves
}

const floorFirst = -58 // until the line is known

func newNoiseFloor() noiseFloor {
	n := noiseFloor{level: floorFirst, smooth: floorFirst, mean: floorFirst}
	for i := range n.lows {
		n.lows[i] = floorFirst
	}
	return n
}

// add takes the level of 10 ms, and whether they had a pitch.
func (n *noiseFloor) add(level float64, pitched bool) {
	n.smooth += (level - n.smooth) * 0.3
	n.lows[n.now] = min(n.lows[n.now], n.smooth)
	if n.halves++; n.halves == 15 {
		n.halves, n.now = 0, (n.now+1)%len(n.lows)
		n.lows[n.now] = math.Inf(1)
	}
	low := n.smooth
	for _, l := range n.lows {
		low = min(low, l)
	}
	n.mean += (level - n.mean) * 0.1
	n.spread += (math.Abs(level-n.mean) - n.spread) * 0.1
	if pitched || n.spread > 1.6 {
		n.steady = 0
	} else if n.steady++; n.steady > 15 {
		n.level += (n.mean - n.level) * 0.2 // hiss, a fan
		return
	}
	n.level = max(-75, min(low+2, n.level+0.5))
}
