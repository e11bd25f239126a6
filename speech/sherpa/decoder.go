package sherpa

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// A Recognizer is a loaded model, shared by all decoders.
type Recognizer struct {
	model Model
	rec   uintptr
}

// Open loads the library and a model.
func Open(m Model, folders []string) (*Recognizer, error) {
	if err := Load(folders); err != nil {
		return nil, err
	}
	if err := m.Check(); err != nil {
		return nil, err
	}
	var s cstrings
	defer s.pin.Unpin()
	conf := &config{sampleRate: civicline.Rate, featureDim: 80, decoding: s.of("greedy_search"), activePaths: 4}
	conf.model = modelConfig{
		encoder: s.of(m.Encoder), decoder: s.of(m.Decoder), joiner: s.of(m.Joiner),
		zipformer2CTC: s.of(m.Zipformer2CTC), nemoCTC: s.of(m.NemoCTC), tokens: s.of(m.Tokens),
		threads: 1, provider: s.of("cpu"),
	}
	s.pin.Pin(conf)
	rec := c.newRec(conf)
	if rec == 0 {
		return nil, fmt.Errorf("sherpa-onnx cannot load the model in %s", m.Folder)
	}
	return &Recognizer{m, rec}, nil
}

// New makes a decoder, which is cheap: only a stream.
func (r *Recognizer) New() (*Decoder, error) { return &Decoder{over: r}, nil }

// Close frees the model, once its decoders are closed.
func (r *Recognizer) Close() { c.freeRec(r.rec) }

// A Decoder hears one party, one utterance after another. It is for one
// goroutine at a time.
type Decoder struct {
	over   *Recognizer
	stream uintptr // of the utterance; 0 between utterances
	fed    time.Duration
	began  time.Duration
	buf    [civicline.FrameSize]float32
}

// Expect does nothing: these models hear anything.
func (d *Decoder) Expect(civicline.Expectation) error { return nil }

// Hear takes a frame.
func (d *Decoder) Hear(f *civicline.Frame) error {
	if d.stream == 0 {
		if d.stream = c.newStream(d.over.rec); d.stream == 0 {
			return fmt.Errorf("sherpa-onnx makes no stream")
		}
		d.began = d.fed
	}
	d.fed += civicline.FrameTime
	for i, s := range f {
		d.buf[i] = float32(s) / 32768
	}
	d.push()
	return nil
}

func (d *Decoder) push() {
	c.accept(d.stream, civicline.Rate, &d.buf[0], int32(len(d.buf)))
	for c.ready(d.over.rec, d.stream) != 0 {
		c.decode(d.over.rec, d.stream)
	}
}

// SoFar is the best guess until now.
func (d *Decoder) SoFar() civicline.Hypothesis {
	if d.stream == 0 {
		return civicline.Hypothesis{Language: d.over.model.Language}
	}
	return d.result()
}

// tail is the silence after the last frame that a streaming model needs to let go
// of its last word.
const tail = 500 * time.Millisecond

// End closes the utterance. There is one hypothesis only.
func (d *Decoder) End() (civicline.Hypothesis, []civicline.Hypothesis, error) {
	if d.stream == 0 {
		return civicline.Hypothesis{Language: d.over.model.Language}, nil, nil
	}
	d.buf = [civicline.FrameSize]float32{}
	for range tail / civicline.FrameTime {
		d.push()
	}
	c.finished(d.stream)
	for c.ready(d.over.rec, d.stream) != 0 {
		c.decode(d.over.rec, d.stream)
	}
	h := d.result()
	d.Close()
	return h, nil, nil
}

// Close frees the stream.
func (d *Decoder) Close() {
	if d.stream != 0 {
		c.freeStream(d.stream)
		d.stream = 0
	}
}

// told is a result as the library writes it.
type told struct {
	Text       string    `json:"text"`
	Tokens     []string  `json:"tokens"`
	Timestamps []float64 `json:"timestamps"` // seconds
	Logs       []float64 `json:"ys_probs"`   // of each token; not from every model
}

func (d *Decoder) result() civicline.Hypothesis {
	r := c.get(d.over.rec, d.stream)
	if r == nil {
		return civicline.Hypothesis{Language: d.over.model.Language}
	}
	raw := goString(r.json)
	var t told
	if json.Unmarshal([]byte(raw), &t) != nil {
		t = told{Text: goString(r.text)}
	}
	c.freeResult(r)
	return hypothesis(d.over.model.Language, t, d.began)
}

// usual is the confidence where the model gives none.
const usual = 0.8

// hypothesis makes words of tokens: one that begins with a blank or "▁" begins a
// word.
func hypothesis(l civicline.Language, t told, began time.Duration) civicline.Hypothesis {
	h := civicline.Hypothesis{Language: l, Text: strings.ToLower(strings.Join(strings.Fields(t.Text), " "))}
	if h.Text == "" {
		return h
	}
	logs := 0.0
	count := 0.0
	for i, token := range t.Tokens {
		bare := strings.TrimLeft(token, " ▁")
		at := began
		if i < len(t.Timestamps) {
			at += time.Duration(t.Timestamps[i] * float64(time.Second))
		}
		log := math.Log(usual)
		if i < len(t.Logs) {
			log = min(0, t.Logs[i])
		}
		if n := len(h.Words); n == 0 || bare != token {
			h.Words = append(h.Words, civicline.Word{Began: at})
			logs, count = 0, 0
		}
		logs, count = logs+log, count+1
		w := &h.Words[len(h.Words)-1]
		w.Text += strings.ToLower(bare)
		w.Ended = at + 80*time.Millisecond // tokens have a beginning only
		w.Confidence = math.Exp(logs / count)
	}
	if len(h.Words) == 0 {
		h.Confidence = usual
		return h
	}
	sum := 0.0
	for _, w := range h.Words {
		sum += math.Log(max(w.Confidence, 1e-6))
	}
	h.Confidence = math.Exp(sum / float64(len(h.Words)))
	return h
}
