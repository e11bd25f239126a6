package scripted

import (
	"context"
	"io"
	"math"
	"sync"
	"time"

	"github.com/civicline/civicline"
)

// A Synthesizer is a civicline.Synthesizer whose voice is a tone. It remembers
// what it was asked to say.
type Synthesizer struct {
	PerRune time.Duration // how long a letter takes; 0 is 50 ms, negative says everything in one frame
	Hz      float64       // of the tone; 0 is 440
	Err     error         // returned by Speak

	mu   sync.Mutex
	said []civicline.Utterance
}

// Said lists what was spoken so far.
func (s *Synthesizer) Said() []civicline.Utterance {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]civicline.Utterance(nil), s.said...)
}

// Speak implements civicline.Synthesizer.
func (s *Synthesizer) Speak(ctx context.Context, what civicline.Utterance) (civicline.Source, error) {
	if s.Err != nil {
		return nil, s.Err
	}
	s.mu.Lock()
	s.said = append(s.said, what)
	s.mu.Unlock()
	per, hz := s.PerRune, s.Hz
	if per == 0 {
		per = 50 * time.Millisecond
	}
	if hz == 0 {
		hz = 440
	}
	frames := 1
	if per > 0 {
		frames = max(1, int(time.Duration(len([]rune(what.Text)))*per/civicline.FrameTime))
	}
	return &voice{left: frames, step: 2 * math.Pi * hz / civicline.Rate}, nil
}

type voice struct {
	left        int
	phase, step float64
}

func (v *voice) ReadFrame(f *civicline.Frame) error {
	if v.left == 0 {
		return io.EOF
	}
	v.left--
	for i := range f {
		f[i] = int16(6000 * math.Sin(v.phase))
		v.phase += v.step
	}
	return nil
}
