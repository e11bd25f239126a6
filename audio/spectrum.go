package audio

import (
	"math"
	"math/bits"
)

// A spectrum is the short-time Fourier transform that the Silero network begins
// with: 256 samples under a Hann window, a column every 128, magnitudes only.
type spectrum struct {
	hann   [spectrumSize]float32
	cos    [spectrumSize / 2]float32
	sin    [spectrumSize / 2]float32
	mirror [spectrumSize]uint8 // bit-reversed indices
}

const (
	spectrumSize = 256
	spectrumBins = spectrumSize/2 + 1
	spectrumHop  = spectrumSize / 2
)

// spectrumRoom is what one transform works in.
type spectrumRoom struct{ re, im [spectrumSize]float32 }

func newSpectrum() *spectrum {
	s := new(spectrum)
	for i := range spectrumSize {
		s.hann[i] = float32(0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/spectrumSize))
		s.mirror[i] = bits.Reverse8(uint8(i))
	}
	for i := range spectrumSize / 2 {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / spectrumSize)
		s.cos[i], s.sin[i] = float32(cos), float32(sin)
	}
	return s
}

// matches tells whether basis, rows of cosines then rows of sines, is this very
// transform.
func (s *spectrum) matches(basis []float32) bool {
	for k := range spectrumBins {
		for i := range spectrumSize {
			sin, cos := math.Sincos(2 * math.Pi * float64(k*i%spectrumSize) / spectrumSize)
			w := float64(s.hann[i])
			re, im := basis[k*spectrumSize+i], basis[(spectrumBins+k)*spectrumSize+i]
			if math.Abs(float64(re)-w*cos) > 1e-4 || math.Abs(float64(im)+w*sin) > 1e-4 {
				return false
			}
		}
	}
	return true
}

// columns writes the four columns of x to dst, spectrumBins each. Two real
// columns go through one complex transform.
func (s *spectrum) columns(r *spectrumRoom, x, dst []float32) {
	for pair := range 2 {
		a := x[2*pair*spectrumHop:][:spectrumSize]
		b := x[(2*pair+1)*spectrumHop:][:spectrumSize]
		for i, w := range s.hann {
			r.re[s.mirror[i]], r.im[s.mirror[i]] = w*a[i], w*b[i]
		}
		s.transform(r)
		first, second := dst[2*pair*spectrumBins:][:spectrumBins], dst[(2*pair+1)*spectrumBins:][:spectrumBins]
		for k := range spectrumBins {
			n := (spectrumSize - k) % spectrumSize
			first[k] = hypot(r.re[k]+r.re[n], r.im[k]-r.im[n]) / 2
			second[k] = hypot(r.im[k]+r.im[n], r.re[n]-r.re[k]) / 2
		}
	}
}

// transform is the radix-2 fast Fourier transform, in place, its input in
// bit-reversed order.
func (s *spectrum) transform(r *spectrumRoom) {
	for half := 1; half < spectrumSize; half *= 2 {
		turn := spectrumSize / 2 / half
		for at := 0; at < spectrumSize; at += 2 * half {
			for k := range half {
				c, d := s.cos[k*turn], s.sin[k*turn]
				i, j := at+k, at+k+half
				re := r.re[j]*c + r.im[j]*d
				im := r.im[j]*c - r.re[j]*d
				r.re[j], r.im[j] = r.re[i]-re, r.im[i]-im
				r.re[i], r.im[i] = r.re[i]+re, r.im[i]+im
			}
		}
	}
}

func hypot(x, y float32) float32 { return float32(math.Sqrt(float64(x*x + y*y))) }
