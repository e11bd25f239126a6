package audio

import (
	"math"

	"github.com/civicline/civicline"
)

// Between the wire's 8 kHz and the house's 16 kHz stands one half-band filter:
// flat to 3.4 kHz, 60 dB down from 4.6 kHz. Every second of its taps is zero and
// the middle one is a half, so that half of the work is a copy.

const (
	halfTaps = 24 // taps beside the middle one, of 47
	// WireSize is the number of samples in 20 ms at 8 kHz.
	WireSize = civicline.FrameSize / 2
)

// halfband holds the taps at odd distances from the middle, in order, scaled
// to sum to 1.
var halfband = func() (h [halfTaps]float32) {
	sum := 0.0
	var exact [halfTaps]float64
	for i := range exact {
		n := float64(2*i - halfTaps + 1) // -23, -21 … 23
		exact[i] = math.Sin(math.Pi*n/2) / (math.Pi * n) * kaiser(n/halfTaps, 5.65)
		sum += exact[i]
	}
	for i := range h {
		h[i] = float32(exact[i] / sum)
	}
	return h
}()

// kaiser is the Kaiser window at x, -1 to 1.
func kaiser(x, beta float64) float64 {
	if x < -1 || x > 1 {
		return 0
	}
	return bessel(beta*math.Sqrt(1-x*x)) / bessel(beta)
}

// bessel is the modified Bessel function of the first kind, order zero.
func bessel(x float64) float64 {
	sum, term := 1.0, 1.0
	for k := 1.0; term > 1e-12*sum; k++ {
		term *= (x / 2 / k) * (x / 2 / k)
		sum += term
	}
	return sum
}

// An Upsampler turns 8 kHz into 16 kHz. The zero value is ready; one serves one
// stream. It delays by 1.5 ms.
type Upsampler struct {
	past [halfTaps - 1]float32
}

// Process fills dst with twice the samples of src, which may be at most
// WireSize long; dst must hold 2*len(src).
//
//nolint:gosec // the lengths are promised
func (u *Upsampler) Process(dst, src []int16) {
	const keep = halfTaps - 1
	var x [keep + WireSize]float32
	copy(x[:], u.past[:])
	for i, s := range src {
		x[keep+i] = float32(s)
	}
	dst = dst[:2*len(src)]
	for i := range src {
		w := x[i : i+halfTaps]
		dst[2*i] = round16(fir(w, &halfband))
		dst[2*i+1] = int16(w[halfTaps/2])
	}
	copy(u.past[:], x[len(src):len(src)+keep])
}

// A Downsampler turns 16 kHz into 8 kHz. The zero value is ready; one serves
// one stream. It delays by 1.4 ms.
type Downsampler struct {
	even, odd [halfTaps - 1]float32
}

// Process fills dst with half the samples of src, whose length must be even and
// at most a frame's; dst must hold len(src)/2.
//
//nolint:gosec // the lengths are promised
func (d *Downsampler) Process(dst, src []int16) {
	const keep = halfTaps - 1
	var even, odd [keep + WireSize]float32
	copy(even[:], d.even[:])
	copy(odd[:], d.odd[:])
	n := len(src) / 2
	for i := range n {
		even[keep+i] = float32(src[2*i])
		odd[keep+i] = float32(src[2*i+1])
	}
	dst = dst[:n]
	for i := range dst {
		dst[i] = round16((odd[i+halfTaps/2-1] + fir(even[i:i+halfTaps], &halfband)) / 2)
	}
	copy(d.even[:], even[n:n+keep])
	copy(d.odd[:], odd[n:n+keep])
}

// fir is the inner product of w and h, four sums at a time.
//
//nolint:gosec // halfTaps is a multiple of four
func fir(w []float32, h *[halfTaps]float32) float32 {
	w = w[:halfTaps]
	var a, b, c, d float32
	for i := 0; i < halfTaps; i += 4 {
		a += w[i] * h[i]
		b += w[i+1] * h[i+1]
		c += w[i+2] * h[i+2]
		d += w[i+3] * h[i+3]
	}
	return a + b + c + d
}

// round16 is the nearest sample to v, saturating.
func round16(v float32) int16 {
	switch {
	case v >= math.MaxInt16:
		return math.MaxInt16
	case v <= math.MinInt16:
		return math.MinInt16
	case v < 0:
		return int16(v - 0.5)
	}
	return int16(v + 0.5)
}
