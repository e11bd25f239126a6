package pocketsphinx

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unsafe"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// frame is how long one of the decoder's own frames is.
const frame = 10 * time.Millisecond

// A Decoder hears one party, one utterance after another. It is for one
// goroutine at a time.
type Decoder struct {
	model    Model
	built    *Built
	ps       uintptr
	down     *audio.Downsampler // nil for 16 kHz models
	searches map[string]bool
	search   string
	dynamic  []string // searches made of hints, oldest first
	in       bool     // an utterance is open
	fed      time.Duration
	began    time.Duration // of the utterance, in fed
	line     line
	whole    civicline.Frame
	small    [civicline.FrameSize / 2]int16
}

// maxDynamic bounds the searches that a decoder keeps for hints.
const maxDynamic = 6

// New makes a decoder: a few hundred milliseconds of work, so keep some ready.
func New(m Model, built *Built) (*Decoder, error) {
	if err := Load(); err != nil {
		return nil, err
	}
	if err := m.Check(); err != nil {
		return nil, err
	}
	ps, err := start(m.args(built.Dict))
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, m.Folder)
	}
	d := &Decoder{model: m, built: built, ps: ps, searches: map[string]bool{}}
	if m.Rate == 8000 {
		d.down = &audio.Downsampler{}
	}
	c.startStrm(ps)
	return d, nil
}

// Expect chooses the language model of the next utterances.
func (d *Decoder) Expect(what civicline.Expectation) error {
	lm, err := d.built.For(what)
	if err != nil {
		return err
	}
	if !d.searches[lm.Name] {
		for word, sounds := range lm.Words {
			if c.lookUp(d.ps, word) != "" {
				continue
			}
			for i, phones := range sounds {
				name := word
				if i > 0 {
					name += "(" + strconv.Itoa(i+1) + ")"
				}
				c.addWord(d.ps, name, phones, 0)
			}
		}
		if c.setLM(d.ps, lm.Name, lm.Path) != 0 {
			return fmt.Errorf("pocketsphinx cannot read the language model %s", lm.Path)
		}
		d.searches[lm.Name] = true
		if lm.Words != nil {
			d.forget(lm.Name)
		}
	}
	if lm.Name == d.search {
		return nil
	}
	if c.setSearch(d.ps, lm.Name) != 0 {
		return fmt.Errorf("pocketsphinx cannot use the language model %s", lm.Path)
	}
	d.search = lm.Name
	return nil
}

// forget drops the oldest searches made of hints.
func (d *Decoder) forget(newest string) {
	d.dynamic = append(d.dynamic, newest)
	for len(d.dynamic) > maxDynamic {
		old := d.dynamic[0]
		if old != d.search {
			c.unset(d.ps, old)
			delete(d.searches, old)
		}
		d.dynamic = d.dynamic[1:]
	}
}

var errNoWords = errors.New("pocketsphinx cannot begin an utterance")

// Hear takes a frame; the first one begins the utterance.
func (d *Decoder) Hear(f *civicline.Frame) error {
	if !d.in {
		if c.startUtt(d.ps) != 0 {
			return errNoWords
		}
		d.in, d.began = true, d.fed
	}
	d.fed += civicline.FrameTime
	d.whole = *f
	pcm := d.whole[:]
	if d.down != nil {
		d.line.quiet(&d.whole)
		d.down.Process(d.small[:], pcm)
		pcm = d.small[:]
	} else {
		d.line.widen(&d.whole)
		d.line.quiet(&d.whole)
	}
	if c.processRaw(d.ps, unsafe.Pointer(&pcm[0]), uintptr(len(pcm)), 0, 0) < 0 {
		return errors.New("pocketsphinx cannot go on with the utterance")
	}
	return nil
}

// SoFar is the best guess at the utterance until now. Its words have times but
// no confidence: that is known at the end only.
func (d *Decoder) SoFar() civicline.Hypothesis {
	h := civicline.Hypothesis{Language: d.model.Language}
	if !d.in {
		return h
	}
	var score int32
	h.Text = c.hyp(d.ps, &score)
	h.Words = d.words(false)
	return h
}

// maxMore bounds the other hypotheses of an utterance.
const maxMore = 4

// End closes the utterance and says what it was, best first. Without any frame
// it is empty.
func (d *Decoder) End() (best civicline.Hypothesis, more []civicline.Hypothesis, err error) {
	best.Language = d.model.Language
	if !d.in {
		return best, nil, nil
	}
	d.in = false
	if c.endUtt(d.ps) != 0 {
		return best, nil, errors.New("pocketsphinx cannot end the utterance")
	}
	var score int32
	best.Text = c.hyp(d.ps, &score)
	if best.Text == "" {
		return best, nil, nil
	}
	best.Words = d.words(true)
	best.Confidence = confidence(best.Words)
	return best, d.others(best, score), nil
}

// Close frees the decoder.
func (d *Decoder) Close() {
	if d.ps != 0 {
		c.free(d.ps)
		d.ps = 0
	}
}

// logBase is pocketsphinx's: its scores are logarithms to this base.
var logBase = math.Log(1.0001)

func (d *Decoder) words(final bool) []civicline.Word {
	var out []civicline.Word
	var score int32
	for seg := c.segIter(d.ps, &score); seg != 0; seg = c.segNext(seg) {
		word := c.segWord(seg)
		if i := strings.IndexByte(word, '('); i > 0 {
			word = word[:i]
		}
		if word == "" || strings.ContainsAny(word[:1], "<[+") {
			continue // silence, noise, breath
		}
		var from, to, acoustic, lm, back int32
		c.segFrames(seg, &from, &to)
		w := civicline.Word{Text: word, Began: d.began + time.Duration(from)*frame, Ended: d.began + time.Duration(to+1)*frame}
		if final {
			p := c.segProb(seg, &acoustic, &lm, &back)
			w.Confidence = min(1, math.Exp(float64(p)*logBase))
		}
		out = append(out, w)
	}
	return out
}

// confidence of an utterance: the geometric mean of that of its words.
func confidence(words []civicline.Word) float64 {
	if len(words) == 0 {
		return 0
	}
	sum := 0.0
	for _, w := range words {
		sum += math.Log(max(w.Confidence, 1e-6))
	}
	return math.Exp(sum / float64(len(words)))
}

// others lists the next best hypotheses. Their confidence falls with the distance
// of their score from the best one's.
func (d *Decoder) others(best civicline.Hypothesis, top int32) []civicline.Hypothesis {
	n := c.nbest(d.ps, 0, -1, 0, 0)
	if n == 0 {
		return nil
	}
	seen := map[string]bool{best.Text: true}
	var out []civicline.Hypothesis
	for range 40 {
		if n = c.nbestNext(n); n == 0 {
			return out
		}
		var score int32
		text := c.nbestHyp(n, &score)
		if text == "" || seen[text] {
			continue
		}
		seen[text] = true
		behind := float64(score-top) * logBase / 20 // as -ascale does
		out = append(out, civicline.Hypothesis{Language: best.Language, Text: text, Confidence: best.Confidence * math.Exp(min(0, behind))})
		if len(out) == maxMore {
			break
		}
	}
	c.nbestFree(n)
	return out
}
