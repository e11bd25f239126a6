package audio

import (
	"fmt"
	"math"

	"github.com/civicline/civicline"
)

// A SileroModel is the Silero voice activity network (16 kHz, v5 and v6; MIT),
// computed in plain Go. Its weights are read only, and shared by all detectors.
//
// Every 32 ms it sees 576 samples: a short-time spectrum of four columns, four
// convolutions over them, one step of an LSTM, and out comes a probability.
type SileroModel struct {
	conv [4]convolution
	gate []float32 // 512 rows of 256: input, forget, cell and output gates over (new, past)
	bias []float32
	out  []float32
	last float32
	fft  *spectrum
}

const (
	sileroWindow  = 512
	sileroContext = 64 // samples seen again
	sileroState   = 128
)

// LoadSilero reads the model from a safetensors file. The error says what is
// wrong with the file.
func LoadSilero(path string) (*SileroModel, error) {
	t, err := readTensors(path)
	if err != nil {
		return nil, &civicline.Error{Kind: civicline.Unavailable, Op: "load the voice activity model",
			Message: "The file " + path + " cannot be used. Fetch it again with: civicline models pull", Err: err}
	}
	m, err := newSilero(t)
	if err != nil {
		return nil, &civicline.Error{Kind: civicline.Unavailable, Op: "load the voice activity model",
			Message: "The file " + path + " holds another model. Fetch the right one with: civicline models pull", Err: err}
	}
	return m, nil
}

func newSilero(t tensors) (*SileroModel, error) {
	m := &SileroModel{fft: newSpectrum()}
	layers := [4]struct{ out, in, stride int }{{128, 129, 1}, {64, 128, 2}, {64, 64, 2}, {128, 64, 1}}
	for i, l := range layers {
		name := fmt.Sprintf("conv%d", i+1)
		m.conv[i] = newConvolution(t.get(name+".weight", l.out, l.in, 3), t.get(name+".bias", l.out), l.in, l.stride)
	}
	wi, wh := t.get("lstm_cell.weight_ih", 4*sileroState, sileroState), t.get("lstm_cell.weight_hh", 4*sileroState, sileroState)
	bi, bh := t.get("lstm_cell.bias_ih", 4*sileroState), t.get("lstm_cell.bias_hh", 4*sileroState)
	for g := range 4 * sileroState {
		m.gate = append(m.gate, wi[g*sileroState:(g+1)*sileroState]...)
		m.gate = append(m.gate, wh[g*sileroState:(g+1)*sileroState]...)
		m.bias = append(m.bias, bi[g]+bh[g])
	}
	m.out = t.get("final_conv.weight", 1, sileroState, 1)
	m.last = t.get("final_conv.bias", 1)[0]
	if basis := t.get("stft_conv.weight", 2*spectrumBins, 1, spectrumSize); !m.fft.matches(basis) {
		t.fail("stft_conv.weight is not a Hann-windowed Fourier transform")
	}
	return m, t.err()
}

// New returns a detector for one stream, about 14 kB. The network is asked only
// while the line is louder than its own noise: that spares most of the work, and
// it lets go of a voice when the voice ends and not, as the network alone would,
// a fifth of a second later.
func (m *SileroModel) New() VoiceDetector { return &sileroVAD{model: m, line: newLine()} }

type sileroVAD struct {
	model *SileroModel
	line  line
	quiet int // halves since the line was louder than its noise

	input  [sileroContext + sileroWindow + sileroContext]float32 // context, window, its mirrored end
	filled int                                                   // of the window
	prob   float64
	state  [2 * sileroState]float32 // of the LSTM: new input, then its last output
	cell   [sileroState]float32
	// The columns of each layer, with an empty one before and after.
	x0 [6 * spectrumBins]float32
	x1 [6 * 128]float32
	x2 [4 * 64]float32
	x3 [3 * 64]float32
	fx spectrumRoom
}

const (
	// Lower than for studio sound: a telephone has no treble.
	sileroOn    = 0.35
	sileroMaybe = 0.2
	sileroAbove = 3.0   // dB over the noise that the network is asked from
	sileroLeast = -56.0 // dBFS
	sileroHolds = 4     // halves that its answer holds on for: stops within a word
	sileroRests = 50    // halves after which it is asked no more
)

// thresholds are what Activity takes for voice, and for perhaps.
func (v *sileroVAD) thresholds() (on, maybe float64) { return sileroOn, sileroMaybe }

func (v *sileroVAD) Voice(f *civicline.Frame) float64 {
	v.line.take(f)
	loud := 0 // halves of this frame
	for h := range 2 {
		level := v.line.hear(h)
		if v.quiet++; level > max(v.line.floor.level+sileroAbove, sileroLeast) {
			v.quiet = 0
			loud++
		}
		v.line.floor.add(level, v.prob > 0.5)
	}
	for _, s := range f {
		v.input[sileroContext+v.filled] = float32(s) / 32768
		if v.filled++; v.filled == sileroWindow {
			v.filled = 0
			v.next()
		}
	}
	switch {
	case v.quiet >= 2+sileroHolds:
		return 0
	case loud == 2:
		return v.prob
	}
	return min(v.prob, sileroMaybe+float64(loud)*(sileroOn-sileroMaybe)/2)
}

// next deals with a complete window.
func (v *sileroVAD) next() {
	if v.quiet < sileroRests {
		v.prob = float64(v.window())
		return
	}
	v.prob = 0
	end := sileroContext + sileroWindow
	copy(v.input[:sileroContext], v.input[end-sileroContext:end])
}

// window runs the network over the complete window.
func (v *sileroVAD) window() float32 {
	m, end := v.model, sileroContext+sileroWindow
	for i := range sileroContext {
		v.input[end+i] = v.input[end-2-i]
	}
	m.fft.columns(&v.fx, v.input[:], v.x0[spectrumBins:])
	copy(v.input[:sileroContext], v.input[end-sileroContext:end])

	m.conv[0].apply(v.x1[128:], v.x0[:], 4)
	m.conv[1].apply(v.x2[64:], v.x1[:], 2)
	m.conv[2].apply(v.x3[64:], v.x2[:], 1)
	m.conv[3].apply(v.state[:sileroState], v.x3[:], 1)
	return v.step()
}

// step is one step of the LSTM, and the last layer over what it gives.
func (v *sileroVAD) step() float32 {
	const n = sileroState
	m := v.model
	var gates [4 * n]float32
	for g := range gates {
		gates[g] = m.bias[g] + dot(v.state[:], m.gate[g*2*n:(g+1)*2*n])
	}
	sum := m.last
	for i := range n {
		v.cell[i] = sigmoid(gates[n+i])*v.cell[i] + sigmoid(gates[i])*tanh(gates[2*n+i])
		h := sigmoid(gates[3*n+i]) * tanh(v.cell[i])
		v.state[n+i] = h
		sum += m.out[i] * max(h, 0)
	}
	return sigmoid(sum)
}

func sigmoid(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }

func tanh(x float32) float32 { return float32(math.Tanh(float64(x))) }

// A convolution is over three columns side by side, and cuts off below zero.
type convolution struct {
	weight  []float32 // a row for each output, the three columns one after the other
	bias    []float32
	in      int
	forward int // columns from one step to the next
}

// newConvolution brings weights from the file's order (output, input, column)
// into that of the columns in memory.
func newConvolution(weight, bias []float32, in, stride int) convolution {
	w := make([]float32, len(weight))
	for o := range bias {
		for c := range in {
			for k := range 3 {
				w[(o*3+k)*in+c] = weight[(o*in+c)*3+k]
			}
		}
	}
	return convolution{w, bias, in, stride}
}

// apply writes n columns to dst; x begins with an empty column.
func (l *convolution) apply(dst, x []float32, n int) {
	wide, out := 3*l.in, len(l.bias)
	for o, b := range l.bias {
		row := l.weight[o*wide : (o+1)*wide]
		if n == 4 { // the bulk of the work: read each weight once for four columns
			d := dot4(row, x, l.in*l.forward)
			for t, v := range d {
				dst[t*out+o] = max(0, b+v)
			}
			continue
		}
		for t := range n {
			at := t * l.forward * l.in
			dst[t*out+o] = max(0, b+dot(row, x[at:at+wide]))
		}
	}
}

// dot4 is the inner product of row with x at 0, step, 2*step and 3*step.
func dot4(row, x []float32, step int) (d [4]float32) {
	n := len(row)
	a, b := x[:n], x[step:][:n]
	e, f := x[2*step:][:n], x[3*step:][:n]
	var s, t, u, v float32
	for i, w := range row {
		s += w * a[i]
		t += w * b[i]
		u += w * e[i]
		v += w * f[i]
	}
	return [4]float32{s, t, u, v}
}
