package audio

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

// detectors are those that every voice test is run with: the network only where
// its model is.
func detectors(t *testing.T) map[string]func() VoiceDetector {
	all := map[string]func() VoiceDetector{"energy": NewEnergyVAD}
	if folder := os.Getenv("CIVICLINE_MODELS"); folder != "" {
		m, err := LoadSilero(filepath.Join(folder, "silero-vad", "silero_vad_16k.safetensors"))
		if err != nil {
			t.Fatal(err)
		}
		all["silero"] = m.New
	}
	return all
}

// edge is what an Activity told, and when.
type edge struct {
	on       bool
	told, at time.Duration
}

func edgesOf(v VoiceDetector, fs []civicline.Frame) (es []edge) {
	a := NewActivity(v, ActivityConfig{})
	for i := range fs {
		changed, on := a.Step(&fs[i])
		switch {
		case changed && on:
			es = append(es, edge{true, a.Now(), a.Began()})
		case changed:
			es = append(es, edge{false, a.Now(), a.Ended()})
		}
	}
	return es
}

// caller is a phrase from testdata between a second and a half of silence and a
// second of it, with line noise of so many dBFS.
func caller(t *testing.T, name string, noise float64) (fs []civicline.Frame, from, to time.Duration) {
	t.Helper()
	speech, err := LoadFrames(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	fs = make([]civicline.Frame, 75, 75+len(speech)+50)
	fs = append(append(fs, speech...), make([]civicline.Frame, 50)...)
	from, to = extent(fs)
	hiss(fs, noise)
	return fs, from, to
}

// extent is where the sound of fs lies by its energy: above 25 dB under its
// loudest.
func extent(fs []civicline.Frame) (from, to time.Duration) {
	pcm, loudest := Samples(fs), 0.0
	const ten = civicline.Rate / 100
	for i := 0; i < len(pcm); i += ten {
		loudest = max(loudest, power(pcm[i:i+ten]))
	}
	for i := 0; i < len(pcm); i += ten {
		if power(pcm[i:i+ten]) > loudest/300 {
			if from == 0 {
				from = time.Duration(i/16) * time.Millisecond
			}
			to = time.Duration((i+ten)/16) * time.Millisecond
		}
	}
	return from, to
}

// hiss adds noise.
func hiss(fs []civicline.Frame, db float64) {
	r := rand.New(rand.NewPCG(7, 7))
	amplitude, low := 32768*math.Pow(10, db/20), 0.0
	for i := range fs {
		for k := range fs[i] {
			low = 0.9*low + 0.436*r.NormFloat64()*amplitude
			fs[i][k] = round16(float32(fs[i][k]) + float32(low))
		}
	}
}

func TestVoiceOfCallers(t *testing.T) {
	for name, detector := range detectors(t) {
		for _, file := range []string{"en-agent.wav", "en-no.wav", "es-agent.wav"} {
			for _, noise := range []float64{-90, -50} {
				fs, from, to := caller(t, file, noise)
				es := edgesOf(detector(), fs)
				if len(es) == 0 || len(es)%2 != 0 {
					t.Errorf("%s, %s, noise %.0f: edges %v", name, file, noise, es)
					continue
				}
				first, last := es[0], es[len(es)-1]
				if lag := first.told - from; lag < 0 || lag > 190*time.Millisecond {
					t.Errorf("%s, %s, noise %.0f: the beginning was told after %v", name, file, noise, lag)
				}
				if off := first.at - from; off < -60*time.Millisecond || off > 100*time.Millisecond {
					t.Errorf("%s, %s, noise %.0f: the beginning was placed %v off", name, file, noise, off)
				}
				if off := last.at - to; off < -200*time.Millisecond || off > 280*time.Millisecond {
					t.Errorf("%s, %s, noise %.0f: the end was placed %v off", name, file, noise, off)
				}
			}
		}
	}
}

func TestNoVoice(t *testing.T) {
	quiet := func(n int, noise float64) []civicline.Frame {
		fs := make([]civicline.Frame, n)
		hiss(fs, noise)
		return fs
	}
	softer := func(fs []civicline.Frame, by int16) []civicline.Frame {
		for i := range fs {
			for k := range fs[i] {
				fs[i][k] /= by
			}
		}
		return fs
	}
	hum := Samples(quiet(500, -60))
	for i := range hum {
		x := 2 * math.Pi * 60 * float64(i) / civicline.Rate
		hum[i] += int16(600*math.Sin(x) + 300*math.Sin(3*x) + 100*math.Sin(5*x))
	}
	for name, detector := range detectors(t) {
		for what, fs := range map[string][]civicline.Frame{
			"a dead line":                   make([]civicline.Frame, 500),
			"line noise":                    quiet(1000, -50),
			"loud noise":                    quiet(1000, -30),
			"mains hum":                     ToFrames(hum),
			"our music coming back, -20 dB": softer(Music(), 10),
			"our music coming back, -30 dB": softer(Music(), 32),
		} {
			if es := edgesOf(detector(), fs); len(es) > 0 {
				t.Errorf("%s took %s for a voice: %v", name, what, es)
			}
		}
		if name == "silero" {
			if es := edgesOf(detector(), Music()); len(es) > 0 {
				t.Errorf("%s took hold music at full strength for a voice: %v", name, es)
			}
		}
	}
}

// TestCough: bursts of breath and short sounds begin nothing.
func TestCough(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for name, detector := range detectors(t) {
		for _, length := range []int{20, 40, 80} {
			for range 20 {
				pcm, low := make([]int16, 2*civicline.Rate), 0.0
				at, n := civicline.Rate+r.IntN(civicline.FrameSize), length*civicline.Rate/1000
				for i := range n {
					low = 0.7*low + 0.7*r.NormFloat64()
					pcm[at+i] = round16(float32(11000 * low * math.Exp(-3*float64(i)/float64(n))))
				}
				if es := edgesOf(detector(), ToFrames(pcm)); len(es) > 0 {
					t.Errorf("%s took a cough of %d ms for a voice", name, length)
					break
				}
			}
		}
	}
}

// probs is a VoiceDetector that says what the test wants.
type probs struct{ left []float64 }

func (p *probs) Voice(*civicline.Frame) float64 {
	v := p.left[0]
	p.left = p.left[1:]
	return v
}

func TestActivity(t *testing.T) {
	ms := func(n int) time.Duration { return time.Duration(n) * time.Millisecond }
	for _, c := range []struct {
		name string
		said string // a frame each: '.' none, '-' perhaps (halfway), '#' voice
		want []edge
	}{
		{"click->nothing", "....#....", nil},
		{"three frames->nothing", "....###.............", nil},
		{"four frames->begun, told at once", "....####", []edge{{true, ms(160), ms(80)}}},
		{"voice with a gap->begun where it began", "..##.###", []edge{{true, ms(160), ms(40)}}},
		{"perhaps twice->counts for one", "..--###", []edge{{true, ms(140), ms(40)}}},
		{"gap of 180 ms->goes on", "####.........####", []edge{{true, ms(80), 0}}},
		{"gap of 200 ms->ended where it ended", "#####..........", []edge{{true, ms(80), 0}, {false, ms(300), ms(100)}}},
		{"twice->two of each", "####..........####..........", []edge{{true, ms(80), 0}, {false, ms(280), ms(80)}, {true, ms(360), ms(280)}, {false, ms(560), ms(360)}}},
		{"clicks far apart->nothing", "#...#...#...#...#...#...#...#...", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var p probs
			for _, r := range c.said {
				p.left = append(p.left, map[rune]float64{'.': 0, '-': 0.4, '#': 0.9}[r])
			}
			got := edgesOf(&p, make([]civicline.Frame, len(c.said)))
			if len(got) != len(c.want) {
				t.Fatalf("edges %v, want %v", got, c.want)
			}
			for i := range got {
				if got[i] != c.want[i] {
					t.Errorf("edge %d is %v, want %v", i, got[i], c.want[i])
				}
			}
		})
	}
}

func silero(t testing.TB) (*SileroModel, tensors) {
	folder := os.Getenv("CIVICLINE_MODELS")
	if folder == "" {
		t.Skip("CIVICLINE_MODELS is not set: there is no Silero model to test with")
	}
	path := filepath.Join(folder, "silero-vad", "silero_vad_16k.safetensors")
	m, err := LoadSilero(path)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := readTensors(path)
	if err != nil {
		t.Fatal(err)
	}
	return m, raw
}

// TestSileroAgainstThePlainNetwork computes some windows of speech the slow and
// obvious way, too.
func TestSileroAgainstThePlainNetwork(t *testing.T) {
	m, raw := silero(t)
	fs, _, _ := caller(t, "en-agent.wav", -50)
	pcm := Samples(fs)
	fast, slow := m.New().(*sileroVAD), plainSilero{t: raw}
	for at := 60 * sileroWindow; at < 100*sileroWindow; at += sileroWindow {
		var in [sileroWindow]float32
		for i := range in {
			in[i] = float32(pcm[at+i]) / 32768
		}
		copy(fast.input[sileroContext:], in[:])
		got, want := float64(fast.window()), slow.window(in[:])
		if math.Abs(got-want) > 1e-3 {
			t.Fatalf("window at %d: %.5f, want %.5f", at, got, want)
		}
	}
}

type plainSilero struct {
	t       tensors
	context [64]float32
	h, c    [128]float64
}

func (p *plainSilero) window(in []float32) float64 {
	x := append(append([]float32{}, p.context[:]...), in...)
	copy(p.context[:], in[448:])
	for i := range 64 {
		x = append(x, x[574-i])
	}
	basis := p.t.get("stft_conv.weight", 258, 1, 256)
	y := make([][]float64, 129)
	for k := range y {
		for t := range 4 {
			var re, im float64
			for i := range 256 {
				re += float64(x[128*t+i] * basis[k*256+i])
				im += float64(x[128*t+i] * basis[(k+129)*256+i])
			}
			y[k] = append(y[k], math.Hypot(re, im))
		}
	}
	y = p.conv(y, "conv1", 128, 129, 1)
	y = p.conv(y, "conv2", 64, 128, 2)
	y = p.conv(y, "conv3", 64, 64, 2)
	y = p.conv(y, "conv4", 128, 64, 1)
	wi, wh := p.t.get("lstm_cell.weight_ih", 512, 128), p.t.get("lstm_cell.weight_hh", 512, 128)
	bi, bh := p.t.get("lstm_cell.bias_ih", 512), p.t.get("lstm_cell.bias_hh", 512)
	var g [512]float64
	for i := range g {
		g[i] = float64(bi[i] + bh[i])
		for k := range 128 {
			g[i] += float64(wi[i*128+k])*y[k][0] + float64(wh[i*128+k])*p.h[k]
		}
	}
	sig := func(v float64) float64 { return 1 / (1 + math.Exp(-v)) }
	out, last := float64(p.t.get("final_conv.bias", 1)[0]), p.t.get("final_conv.weight", 1, 128, 1)
	for i := range 128 {
		p.c[i] = sig(g[128+i])*p.c[i] + sig(g[i])*math.Tanh(g[256+i])
		p.h[i] = sig(g[384+i]) * math.Tanh(p.c[i])
		out += float64(last[i]) * max(0, p.h[i])
	}
	return sig(out)
}

func (p *plainSilero) conv(x [][]float64, name string, out, in, stride int) [][]float64 {
	w, b := p.t.get(name+".weight", out, in, 3), p.t.get(name+".bias", out)
	n := (len(x[0])-1)/stride + 1
	y := make([][]float64, out)
	for o := range y {
		for t := range n {
			v := float64(b[o])
			for c := range in {
				for k := range 3 {
					if i := t*stride + k - 1; i >= 0 && i < len(x[c]) {
						v += x[c][i] * float64(w[(o*in+c)*3+k])
					}
				}
			}
			y[o] = append(y[o], max(0, v))
		}
	}
	return y
}

func TestSileroAllocatesNothing(t *testing.T) {
	m, _ := silero(t)
	v := m.New()
	fs := voiced(1)
	if n := testing.AllocsPerRun(50, func() { v.Voice(&fs[0]) }); n != 0 {
		t.Errorf("a frame allocates %.0f times", n)
	}
}

// TestLoadSileroRefuses: what is no model is refused in words, never with a panic.
func TestLoadSileroRefuses(t *testing.T) {
	header := func(s string, more int) []byte {
		b := binary.LittleEndian.AppendUint64(nil, uint64(len(s)))
		return append(append(b, s...), make([]byte, more)...)
	}
	for name, content := range map[string][]byte{
		"empty":                nil,
		"short":                {1, 2, 3},
		"header past the end":  binary.LittleEndian.AppendUint64(nil, 1<<62),
		"not JSON":             header("hello", 0),
		"not arrays":           header(`{"conv1.weight": 3}`, 0),
		"nothing in it":        header(`{}`, 0),
		"array past the end":   header(`{"conv1.weight":{"dtype":"F32","shape":[128,129,3],"data_offsets":[0,198144]}}`, 10),
		"array before the one": header(`{"conv1.weight":{"dtype":"F32","shape":[128,129,3],"data_offsets":[-198144,0]}}`, 10),
	} {
		path := filepath.Join(t.TempDir(), "model.safetensors")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := LoadSilero(path); civicline.FaultOf(err) != civicline.Unavailable {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := LoadSilero("there is none"); civicline.FaultOf(err) != civicline.Unavailable {
		t.Errorf("no file: %v", err)
	}
}

func TestMusic(t *testing.T) {
	fs := Music()
	if len(fs) != 1500 {
		t.Errorf("%d frames, want 30 s", len(fs))
	}
	if l := Loudness(fs); l < -32 || l > -20 {
		t.Errorf("%.1f dBFS: not a loudness to wait with", l)
	}
	for i := 0; i+50 <= len(fs); i += 50 {
		if l := Loudness(fs[i : i+50]); l < -38 || l > -18 {
			t.Errorf("second %d is at %.1f dBFS", i/50, l)
		}
	}
	// What a telephone leaves of it is nearly all of it.
	var down Downsampler
	var up Upsampler
	var wire [WireSize]int16
	heard := make([]civicline.Frame, len(fs))
	for i := range fs {
		down.Process(wire[:], fs[i][:])
		up.Process(heard[i][:], wire[:])
	}
	if lost := Loudness(fs) - Loudness(heard); lost > 0.5 {
		t.Errorf("the telephone takes %.1f dB of it", lost)
	}
	// No click, above all not where the loop closes.
	pcm := Samples(fs)
	for i := range pcm {
		if step := abs(int(pcm[i]) - int(pcm[(i+1)%len(pcm)])); step > 2500 {
			t.Fatalf("a step of %d at sample %d", step, i)
		}
	}
}

// BenchmarkEnergyVAD is a frame of someone who speaks half of the time.
func BenchmarkEnergyVAD(b *testing.B) {
	fs, err := LoadFrames(filepath.Join("testdata", "en-agent.wav"))
	if err != nil {
		b.Fatal(err)
	}
	v, i := NewEnergyVAD(), 0
	fs = append(fs, make([]civicline.Frame, len(fs))...)
	b.ReportAllocs()
	for b.Loop() {
		v.Voice(&fs[i%len(fs)])
		i++
	}
}

// BenchmarkSilero is one window of 32 ms.
func BenchmarkSilero(b *testing.B) {
	m, _ := silero(b)
	v := m.New().(*sileroVAD)
	b.ReportAllocs()
	for b.Loop() {
		v.window()
	}
}

func BenchmarkMusic(b *testing.B) {
	for b.Loop() {
		Music()
	}
}
