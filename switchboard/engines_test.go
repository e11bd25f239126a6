package switchboard

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/civicline/civicline/audio"

	"github.com/civicline/civicline"
)

// recognizer hears the phrases that the frames carry: well in their own
// language, badly in the other.
type recognizer struct{ w *world }

func (r recognizer) Listen(ctx context.Context, what civicline.Expectation) (civicline.Ear, error) {
	if r.w.listen != nil {
		if err := r.w.listen(what.Language); err != nil {
			return nil, err
		}
	}
	e := &ear{w: r.w, language: what.Language, out: make(chan civicline.Hearing, 64)}
	context.AfterFunc(ctx, func() { e.Close() })
	return e, nil
}

type ear struct {
	w        *world
	language civicline.Language
	mu       sync.Mutex
	text     []string
	closed   bool
	out      chan civicline.Hearing
}

func (e *ear) WriteFrame(f *civicline.Frame) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	text := e.w.words.read(f)
	if text == "" && *f != (civicline.Frame{}) {
		text = "noise"
	}
	if n := len(e.text); text != "" && (n == 0 || e.text[n-1] != text) {
		e.text = append(e.text, text)
		e.send(civicline.Hearing{Best: e.guess()})
	}
	return nil
}

func (e *ear) guess() civicline.Hypothesis {
	h := civicline.Hypothesis{Language: e.language, Text: strings.Join(e.text, " "), Confidence: 0.9}
	if spanish := strings.Contains(h.Text, "español"); h.Text != "" && spanish != (e.language == civicline.Spanish) {
		h.Text, h.Confidence = "mumble", 0.2
	}
	for i, word := range strings.Fields(h.Text) {
		at := time.Duration(i) * 200 * time.Millisecond
		h.Words = append(h.Words, civicline.Word{Text: word, Began: at, Ended: at + 200*time.Millisecond, Confidence: h.Confidence})
	}
	return h
}

// EndUtterance answers 80 ms later, as a final pass takes.
func (e *ear) EndUtterance() {
	e.mu.Lock()
	defer e.mu.Unlock()
	h := civicline.Hearing{Final: true, Best: e.guess(), Took: 80 * time.Millisecond}
	if e.w.hear != nil {
		if err := e.w.hear(h.Best.Text); err != nil {
			h = civicline.Hearing{Final: true, Err: err}
		}
	}
	e.text = nil
	time.AfterFunc(80*time.Millisecond, func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.send(h)
	})
}

func (e *ear) send(h civicline.Hearing) {
	if !e.closed {
		e.out <- h
	}
}

func (e *ear) Expect(civicline.Expectation)    {}
func (e *ear) Heard() <-chan civicline.Hearing { return e.out }
func (e *ear) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.closed {
		e.closed = true
		close(e.out)
	}
	return nil
}

// model means what it hears, from the surest ear.
type model struct{}

func (model) Read(heard []civicline.Hypothesis, _ civicline.Expectation) civicline.Reading {
	best := slices.MaxFunc(heard, func(a, b civicline.Hypothesis) int {
		return int(100 * (a.Confidence - b.Confidence))
	})
	return civicline.Reading{Language: best.Language, Text: best.Text, Intent: best.Text, Confidence: best.Confidence}
}

// voice speaks three frames a letter, after 30 ms.
type voice struct{ w *world }

func (v voice) Speak(ctx context.Context, u civicline.Utterance) (civicline.Source, error) {
	if v.w.speak != nil {
		if err := v.w.speak(u); err != nil {
			return nil, err
		}
	}
	select {
	case <-time.After(30 * time.Millisecond):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return audio.Frames(slices.Repeat([]civicline.Frame{v.w.words.frame(u.Text)}, 3*len([]rune(u.Text)))), nil
}

// spare is another voice.
type spare struct{ w *world }

func (s spare) Speak(_ context.Context, u civicline.Utterance) (civicline.Source, error) {
	return audio.Frames(slices.Repeat([]civicline.Frame{s.w.words.frame("spare: " + u.Text)}, 3*len([]rune(u.Text)))), nil
}
