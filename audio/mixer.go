package audio

import (
	"math"
	"slices"
	"sync"

	"github.com/civicline/civicline"
)

// A Mixer is a Source of the sum of others, each at its own strength: a voice
// over soft music, a third party on the line. The zero value is silence. It never
// ends; what ends in it is forgotten.
type Mixer struct {
	mu     sync.Mutex
	inputs []*input
	sum    [civicline.FrameSize]float32
}

type input struct {
	src  civicline.Source
	gain float32
	done bool
}

// Add mixes src in, from the next frame on and until remove is called: 1 is its
// own strength, 0.5 is 6 dB softer.
func (m *Mixer) Add(src civicline.Source, gain float64) (remove func()) {
	in := &input{src: src, gain: float32(gain)}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.inputs = append(m.inputs, in)
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.inputs = slices.DeleteFunc(m.inputs, func(o *input) bool { return o == in })
	}
}

// ReadFrame fills f with the sum, saturating. It never fails.
func (m *Mixer) ReadFrame(f *civicline.Frame) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.sum[:])
	for _, in := range m.inputs {
		if in.src.ReadFrame(f) != nil {
			in.done = true
			continue
		}
		for i, v := range f {
			m.sum[i] += in.gain * float32(v)
		}
	}
	m.inputs = slices.DeleteFunc(m.inputs, func(in *input) bool { return in.done })
	for i, v := range m.sum {
		f[i] = round16(min(max(v, math.MinInt16), math.MaxInt16))
	}
	return nil
}
