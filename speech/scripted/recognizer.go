package scripted

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// Heard is one utterance as it came to an ear.
type Heard struct {
	Ear       int // counts from 0 as ears are opened
	Utterance int // of this ear, from 0
	What      civicline.Expectation
	Frames    []civicline.Frame
}

// A Recognizer is a civicline.Recognizer that answers what Answer says.
type Recognizer struct {
	// Answer makes the final hearing of an utterance; Final and the language are
	// filled in. It may be called from several goroutines.
	Answer func(Heard) civicline.Hearing
	// Partial, if not nil, is called with each frame; what is not empty is
	// delivered as a partial hearing when it changes.
	Partial func(Heard) string
	// Languages that it hears; nil is all.
	Languages []civicline.Language

	mu   sync.Mutex
	ears int
}

// Text is a hearing of text.
func Text(text string) civicline.Hearing {
	return civicline.Hearing{Best: Hypothesis(text)}
}

// Hypothesis is a sure one, its words a fifth of a second each.
func Hypothesis(text string) civicline.Hypothesis {
	h := civicline.Hypothesis{Text: text, Confidence: 0.9}
	for i, w := range strings.Fields(text) {
		at := time.Duration(i) * 200 * time.Millisecond
		h.Words = append(h.Words, civicline.Word{Text: w, Began: at, Ended: at + 200*time.Millisecond, Confidence: 0.9})
	}
	return h
}

// Lines answers the nth utterance of any ear with the nth line, and nothing after
// the last.
func Lines(lines ...string) func(Heard) civicline.Hearing {
	return func(h Heard) civicline.Hearing {
		if h.Utterance < len(lines) {
			return Text(lines[h.Utterance])
		}
		return civicline.Hearing{}
	}
}

// Tones answers by the loudest tone in the utterance: callers in tests may then
// speak in tones, over real lines. An utterance without any of them is empty.
func Tones(means map[float64]string) func(Heard) civicline.Hearing {
	return func(h Heard) civicline.Hearing {
		best, text := 0.1, ""
		for hz, say := range means {
			if level := audio.ToneLevel(h.Frames, hz); level > best {
				best, text = level, say
			}
		}
		return Text(text)
	}
}

// Listen implements civicline.Recognizer.
func (r *Recognizer) Listen(ctx context.Context, what civicline.Expectation) (civicline.Ear, error) {
	known := r.Languages == nil
	for _, l := range r.Languages {
		known = known || l == what.Language
	}
	if !known {
		return nil, &civicline.Error{Kind: civicline.Unavailable, Op: "listen", Message: "no engine hears " + string(what.Language)}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	e := &ear{over: r, now: Heard{Ear: r.ears, What: what}, out: make(chan civicline.Hearing, 64)}
	r.ears++
	e.stop = context.AfterFunc(ctx, func() { _ = e.Close() })
	return e, nil
}

type ear struct {
	over *Recognizer
	stop func() bool

	mu     sync.Mutex
	now    Heard
	next   *civicline.Expectation
	last   string
	closed bool
	out    chan civicline.Hearing
}

func (e *ear) WriteFrame(f *civicline.Frame) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil
	}
	e.now.Frames = append(e.now.Frames, *f)
	if e.over.Partial == nil {
		return nil
	}
	if text := e.over.Partial(e.now); text != e.last {
		e.last = text
		h := Text(text)
		h.Best.Language = e.now.What.Language
		select {
		case e.out <- h:
		default: // partial hearings may be skipped
		}
	}
	return nil
}

func (e *ear) Expect(what civicline.Expectation) {
	e.mu.Lock()
	defer e.mu.Unlock()
	what.Language = e.now.What.Language
	e.next = &what
	if len(e.now.Frames) == 0 {
		e.now.What = what
	}
}

func (e *ear) EndUtterance() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return
	}
	h := e.over.Answer(e.now)
	h.Final = true
	h.Best.Language = e.now.What.Language
	e.now.Utterance++
	e.now.Frames, e.last = nil, ""
	if e.next != nil {
		e.now.What, e.next = *e.next, nil
	}
	e.out <- h
}

func (e *ear) Heard() <-chan civicline.Hearing { return e.out }

func (e *ear) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.closed {
		e.closed = true
		e.stop()
		close(e.out)
	}
	return nil
}
