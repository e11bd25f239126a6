package audio

import "math"

// A Resampler turns one sample rate into another: what a synthesiser, a file or
// a browser brings into what the house speaks. One serves one stream.
type Resampler struct {
	up, down int // the ratio in lowest terms: up/down
	taps     int // of each phase
	bank     []float32
	past     []float32 // the last taps-1 samples, then what is being worked on
	phase    int       // of the next sample to come out, in 1/up of an input sample
}

// NewResampler returns a Resampler from one rate to another, both in hertz and
// positive. It keeps the band up to nine tenths of what both rates can carry.
func NewResampler(from, to int) *Resampler {
	g := gcd(from, to)
	r := &Resampler{up: to / g, down: from / g}
	if r.up == r.down {
		return r
	}
	const half = 16 // zero crossings each side
	cut := 0.92 * min(1, float64(to)/float64(from))
	r.taps = 2 * int(math.Ceil(half/cut))
	r.bank = make([]float32, r.up*r.taps)
	for p := range r.up {
		row, sum := r.bank[p*r.taps:(p+1)*r.taps], 0.0
		for i := range row {
			// The distance, in input samples, of tap i from the wanted moment.
			x := float64(i-r.taps/2+1) - float64(p)/float64(r.up)
			v := cut * sinc(cut*x) * kaiser(x/float64(r.taps/2), 7)
			row[i], sum = float32(v), sum+v
		}
		for i := range row {
			row[i] /= float32(sum)
		}
	}
	r.past = make([]float32, r.lead(), r.taps+4096)
	return r
}

// Process appends to dst what src becomes, and returns it. It keeps what it
// needs of src for the next call, so pieces of any size give the same sound as
// the whole.
func (r *Resampler) Process(dst, src []int16) []int16 {
	if r.up == r.down {
		return append(dst, src...)
	}
	for _, s := range src {
		r.past = append(r.past, float32(s))
	}
	at := 0
	for at+r.taps <= len(r.past) {
		row := r.bank[r.phase*r.taps : (r.phase+1)*r.taps]
		dst = append(dst, round16(dot(r.past[at:at+r.taps], row)))
		r.phase += r.down
		at += r.phase / r.up
		r.phase %= r.up
	}
	r.past = append(r.past[:0], r.past[at:]...)
	return dst
}

// Flush appends the end of the sound, which Process was still holding back, and
// begins anew.
func (r *Resampler) Flush(dst []int16) []int16 {
	if r.up == r.down {
		return dst
	}
	dst = r.Process(dst, make([]int16, r.taps/2))
	r.past = r.past[:r.lead()]
	clear(r.past)
	r.phase = 0
	return dst
}

// lead is how many taps lie before the middle one: with so much silence before
// it the first sample in is the first one out.
func (r *Resampler) lead() int { return r.taps/2 - 1 }

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// dot is the inner product of a and b, which must be at least as long as a.
func dot(a, b []float32) float32 {
	b = b[:len(a)]
	var s, t, u, v float32
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s += a[i] * b[i]
		t += a[i+1] * b[i+1]
		u += a[i+2] * b[i+2]
		v += a[i+3] * b[i+3]
	}
	for ; i < len(a); i++ {
		s += a[i] * b[i]
	}
	return s + t + u + v
}
