package rehearse

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"sync"
	"time"

	"github.com/civicline/civicline"
)

// A Line is one end of a call as the person on it lives it: what they hear, and
// the means to speak and to press keys.
type Line struct {
	leg   civicline.Leg
	voice civicline.Synthesizer

	mu       sync.Mutex
	changed  chan struct{} // closed and replaced at each change of talking
	talking  bool          // the far end is making a sound now
	since    time.Time     // of talking
	spoken   int           // how many times the far end began
	loud     int           // frames in a row above the threshold
	soft     int
	keep     bool
	heard    []civicline.Frame
	said     []civicline.Frame
	untap    func()
	answered time.Time
}

// NewLine puts a person at the end of leg, who speaks with voice (which may be
// nil if they only play frames). If keep is set both directions are kept in
// memory, for Heard and Said.
func NewLine(leg civicline.Leg, voice civicline.Synthesizer, keep bool) *Line {
	l := &Line{leg: leg, voice: voice, keep: keep, changed: make(chan struct{}), since: time.Now(), answered: time.Now()}
	l.untap = leg.Tap(l)
	return l
}

// Tap implements civicline.Tap: it notes when the far end speaks and stops.
func (l *Line) Tap(heard, played *civicline.Frame) {
	const (
		threshold  = 260 // root mean square of a quiet telephone voice
		startAfter = 3   // frames
		stopAfter  = 15
	)
	loud := rms(heard) > threshold
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.keep {
		l.heard = append(l.heard, *heard)
		l.said = append(l.said, *played)
	}
	if loud {
		l.loud, l.soft = l.loud+1, 0
	} else {
		l.loud, l.soft = 0, l.soft+1
	}
	if !l.talking && l.loud >= startAfter {
		l.turn(true)
		l.spoken++
	} else if l.talking && l.soft >= stopAfter {
		l.turn(false)
	}
}

// turn is called with mu held.
func (l *Line) turn(on bool) {
	l.talking, l.since = on, time.Now()
	close(l.changed)
	l.changed = make(chan struct{})
}

func rms(f *civicline.Frame) float64 {
	var sum float64
	for _, s := range f {
		sum += float64(s) * float64(s)
	}
	return math.Sqrt(sum / float64(len(f)))
}

// Heard returns what the person heard so far; Said what they sent.
func (l *Line) Heard() []civicline.Frame { l.mu.Lock(); defer l.mu.Unlock(); return l.heard }

// Said returns what the person sent so far, aligned with Heard.
func (l *Line) Said() []civicline.Frame { l.mu.Lock(); defer l.mu.Unlock(); return l.said }

// Leg is the leg that the person is at the end of.
func (l *Line) Leg() civicline.Leg { return l.leg }

// A Step is one thing a person does on a call. It returns when it is done, or
// an error when the call ended first.
type Step func(ctx context.Context, l *Line) error

// Do takes the steps in turn. When the line ends before the last of them, it
// returns the cause.
func (l *Line) Do(ctx context.Context, steps ...Step) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stop := context.AfterFunc(l.leg.Context(), func() { cancel(context.Cause(l.leg.Context())) })
	defer stop()
	for i, s := range steps {
		if err := s(ctx, l); err != nil {
			return fmt.Errorf("step %d: %w", i+1, err)
		}
	}
	return nil
}

// Quiet waits until the far end has spoken since the step began (or is speaking
// now) and has then been quiet for d; if it says nothing for limit, an error.
func Quiet(d, limit time.Duration) Step {
	return func(ctx context.Context, l *Line) error {
		l.mu.Lock()
		began := l.spoken
		if l.talking {
			began--
		}
		l.mu.Unlock()
		return l.await(ctx, limit, "the far end to speak and stop", func() (bool, time.Duration) {
			if l.spoken <= began || l.talking {
				return false, 0
			}
			left := d - time.Since(l.since)
			return left <= 0, left
		})
	}
}

// Sound waits until the far end makes a sound, limit at most.
func Sound(limit time.Duration) Step {
	return func(ctx context.Context, l *Line) error {
		return l.await(ctx, limit, "the far end to make a sound", func() (bool, time.Duration) { return l.talking, 0 })
	}
}

// await waits until ok says so. ok is called with mu held, and may say after
// how long it wants to be asked again though nothing changed.
func (l *Line) await(ctx context.Context, limit time.Duration, what string, ok func() (bool, time.Duration)) error {
	timeout := time.NewTimer(limit)
	defer timeout.Stop()
	for {
		l.mu.Lock()
		done, again := ok()
		changed := l.changed
		l.mu.Unlock()
		if done {
			return nil
		}
		var wake <-chan time.Time
		if again > 0 {
			wake = time.After(again)
		}
		select {
		case <-changed:
		case <-wake:
		case <-timeout.C:
			return fmt.Errorf("waited %v for %s", limit, what)
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// After lets d pass.
func After(d time.Duration) Step {
	return func(ctx context.Context, _ *Line) error {
		select {
		case <-time.After(d):
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// Until waits for something outside the line: it returns when f does.
func Until(f func(ctx context.Context) error) Step {
	return func(ctx context.Context, _ *Line) error { return f(ctx) }
}

// Say speaks text in the line's voice, and returns when it is spoken.
func Say(lang civicline.Language, text string) Step {
	return func(ctx context.Context, l *Line) error {
		if l.voice == nil {
			return errors.New("this line has no voice")
		}
		src, err := l.voice.Speak(ctx, civicline.Utterance{Language: lang, Text: text})
		if err != nil {
			return err
		}
		return l.play(ctx, src)
	}
}

// Play plays frames, and returns when they are played.
func Play(frames []civicline.Frame) Step {
	return func(ctx context.Context, l *Line) error { return l.play(ctx, &frameSource{frames: frames}) }
}

func (l *Line) play(ctx context.Context, src civicline.Source) error {
	done := make(chan struct{})
	l.leg.Play(&notifying{Source: src, done: done})
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		l.leg.Play(nil)
		return context.Cause(ctx)
	}
}

// Keys presses keys on the keypad, if the leg can.
func Keys(keys string) Step {
	return func(ctx context.Context, l *Line) error {
		k, ok := l.leg.(interface {
			SendKeys(ctx context.Context, keys string) error
		})
		if !ok {
			return fmt.Errorf("this leg has no keypad: %T", l.leg)
		}
		return k.SendKeys(ctx, keys)
	}
}

// HangUp puts down.
func HangUp() Step {
	return func(_ context.Context, l *Line) error {
		l.leg.Hangup(civicline.ErrDone)
		return nil
	}
}

// Ended waits until the far end has put down, limit at most.
func Ended(limit time.Duration) Step {
	return func(_ context.Context, l *Line) error {
		select {
		case <-l.leg.Context().Done():
			return nil
		case <-time.After(limit):
			return fmt.Errorf("waited %v for the far end to hang up", limit)
		}
	}
}

type frameSource struct{ frames []civicline.Frame }

func (s *frameSource) ReadFrame(f *civicline.Frame) error {
	if len(s.frames) == 0 {
		return io.EOF
	}
	*f, s.frames = s.frames[0], s.frames[1:]
	return nil
}

// notifying closes done at the end of its Source.
type notifying struct {
	civicline.Source
	done chan struct{}
	once sync.Once
}

func (n *notifying) ReadFrame(f *civicline.Frame) error {
	err := n.Source.ReadFrame(f)
	if err != nil {
		n.once.Do(func() { close(n.done) })
	}
	return err
}
