package speech

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/civicline/civicline"
)

// A Voice speaks one language, a sentence at a time.
type Voice interface {
	Name() string // of program and voice, for people
	Language() civicline.Language

	// Check says what is missing and how to get it; nil if the voice can speak.
	Check(ctx context.Context) error

	// Render speaks one sentence, as mono PCM at rate hertz. It stops when ctx ends.
	Render(ctx context.Context, text string, slower bool) (pcm []int16, rate int, err error)

	// Note says what to expect of the voice, for the report.
	Note() string
}

const (
	phraseBytes  = 64 << 20 // of the phrases that are kept, about half an hour
	renderAtOnce = 4
	renderWithin = 10 * time.Second // a sentence takes tens of milliseconds
)

// findVoices keeps the voices that can speak, best first, and reports on them.
func (e *Engines) findVoices(ctx context.Context) []Finding {
	var out []Finding
	for _, l := range e.options.Languages {
		f := Finding{Language: l, Missing: "no voice is configured"}
		var missing []string
		for _, v := range e.options.Voices {
			if v.Language() != l {
				continue
			}
			if err := v.Check(ctx); err != nil {
				missing = append(missing, err.Error())
				continue
			}
			if e.voices[l] == nil {
				f = Finding{Language: l, Engine: strings.Fields(v.Name())[0], Model: v.Name(), Note: v.Note()}
			}
			e.voices[l] = append(e.voices[l], v)
		}
		if missing != nil {
			f.Missing = strings.Join(missing, ". ")
		}
		out = append(out, f)
	}
	return out
}

// Speak implements civicline.Synthesizer. It makes the first sentence, or finds it
// in the cache, and the others while that is played: when ctx ends, no more are
// made. To fill the cache use Prepare.
func (e *Engines) Speak(ctx context.Context, what civicline.Utterance) (civicline.Source, error) {
	voices := e.voices[what.Language]
	if len(voices) == 0 {
		return nil, &civicline.Error{Kind: civicline.Unavailable, Op: "speak", Message: "no voice speaks " + name(what.Language)}
	}
	sentences := Sentences(what.Text)
	s := &spoken{}
	for len(sentences) > 0 {
		frames, ok := e.phrases.get(phrase{voices[0].Name(), sentences[0], what.Slower})
		if !ok {
			break
		}
		s.frames = append(s.frames, frames...)
		sentences = sentences[1:]
	}
	if len(sentences) == 0 {
		s.whole = true
		return s, nil
	}
	begun := len(s.frames) > 0
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(e.life, cancel)
	first := make(chan error, 1)
	e.running.Go(func() {
		defer cancel()
		defer stop()
		for _, text := range sentences {
			frames, err := e.sentence(ctx, voices, phrase{voices[0].Name(), text, what.Slower})
			s.add(frames, err)
			select {
			case first <- err:
			default:
			}
			if err != nil {
				return
			}
		}
		s.end()
	})
	if begun {
		return s, nil // it can be heard while the rest is made
	}
	select {
	case err := <-first:
		if err != nil {
			return nil, &civicline.Error{Kind: civicline.Unavailable, Op: "speak", Message: "the voice failed", Err: err}
		}
		return s, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// sentence renders one, by the first voice that manages it.
func (e *Engines) sentence(ctx context.Context, voices []Voice, p phrase) ([]civicline.Frame, error) {
	if frames, ok := e.phrases.get(p); ok {
		return frames, nil
	}
	select {
	case e.rendering <- struct{}{}:
		defer func() { <-e.rendering }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	var all []error
	for _, v := range voices {
		limited, cancel := context.WithTimeout(ctx, renderWithin)
		pcm, rate, err := v.Render(limited, p.text, p.slower)
		cancel()
		if err == nil {
			frames := finish(pcm, rate)
			if v.Name() == p.voice {
				e.phrases.put(p, frames)
			}
			return frames, nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		e.options.Log.Warn("a voice failed", "voice", v.Name(), "why", err)
		all = append(all, err)
	}
	return nil, errors.Join(all...)
}

// Prepare speaks utterances that will be needed, so that they are in the cache.
func (e *Engines) Prepare(ctx context.Context, what []civicline.Utterance) error {
	for _, u := range what {
		voices := e.voices[u.Language]
		if len(voices) == 0 {
			continue
		}
		for _, text := range Sentences(u.Text) {
			if _, err := e.sentence(ctx, voices, phrase{voices[0].Name(), text, u.Slower}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Frames speaks what whole: for files, and for scripted callers.
func (e *Engines) Frames(ctx context.Context, what civicline.Utterance) ([]civicline.Frame, error) {
	src, err := e.Speak(ctx, what)
	if err != nil {
		return nil, err
	}
	s := src.(*spoken)
	if err := s.wait(ctx); err != nil {
		return nil, err
	}
	return s.frames, nil
}

// spoken is the Source of one utterance: frames that are there, and perhaps more
// to come.
type spoken struct {
	mu     sync.Mutex
	frames []civicline.Frame
	next   int
	whole  bool // nothing more comes
	err    error
	ended  chan struct{} // made by wait
}

// ReadFrame implements civicline.Source.
func (s *spoken) ReadFrame(f *civicline.Frame) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.next < len(s.frames):
		*f = s.frames[s.next]
		s.next++
		return nil
	case s.whole:
		return io.EOF
	}
	*f = civicline.Frame{}
	return nil
}

func (s *spoken) add(frames []civicline.Frame, err error) {
	s.mu.Lock()
	s.frames = append(s.frames, frames...)
	s.err = err
	s.mu.Unlock()
	if err != nil {
		s.end()
	}
}

func (s *spoken) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.whole = true
	if s.ended != nil {
		close(s.ended)
		s.ended = nil
	}
}

func (s *spoken) wait(ctx context.Context) error {
	s.mu.Lock()
	if s.whole {
		s.mu.Unlock()
		return s.err
	}
	done := make(chan struct{})
	s.ended = done
	s.mu.Unlock()
	select {
	case <-done:
		return s.err
	case <-ctx.Done():
		return ctx.Err()
	}
}
