package switchboard

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/turntaking"
)

// A world is a centre without wires: legs that keep to a script, engines whose
// words travel in the frames, and a door that keeps state.
type world struct {
	t     *testing.T
	t0    time.Time
	board *Switchboard
	door  *door
	words phrasebook

	listen  func(l civicline.Language) error // may fail a recogniser's opening
	hear    func(text string) error          // may fail an utterance
	speak   func(civicline.Utterance) error  // may fail a voice
	lookUp  func(context.Context, string) (civicline.Facts, error)
	dialled []civicline.PhoneNumber
	book    func(flow.Input) []civicline.Order // the conversation; nil is courtesy
}

// marked is the amplitude that says: this frame is a word of the phrasebook.
const marked = 12345

func newWorld(t *testing.T) *world {
	w := &world{t: t, t0: time.Now(), words: phrasebook{ids: map[string]int16{}}}
	w.door = &door{world: w, calls: map[civicline.CallID]*civicline.Call{}, open: true}
	w.board = New(Options{
		Door: w.door, Reads: w.door, Recognizer: recognizer{w}, Synthesizer: voice{w},
		Script:  func() Script { return Script{Book: w, Model: model{}, LookUp: w.answer} },
		Manners: turntaking.Polite,
		Voice:   func() audio.VoiceDetector { return loud{} },
		Music:   slices.Repeat([]civicline.Frame{w.words.frame("(music)")}, 50),
	})
	return w
}

func (w *world) answer(ctx context.Context, what string, _ civicline.Facts) (civicline.Facts, error) {
	if w.lookUp != nil {
		return w.lookUp(ctx, what)
	}
	return civicline.Facts{"text": "your case is pending"}, nil
}

func (w *world) at() time.Duration { return time.Since(w.t0) }

// ring has a party call, and returns a channel that closes when the call is
// over.
func (w *world) ring(p *party) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.board.Handle(context.Background(), p)
	}()
	return done
}

var (
	errBroken = errors.New("the engine broke")
	maria     = civicline.Agent{ID: "maria", Name: "Maria R.", Tier: civicline.Tier1}
)

// lateAnswer is a service that needs d.
func lateAnswer(d time.Duration) func(context.Context, string) (civicline.Facts, error) {
	return func(ctx context.Context, _ string) (civicline.Facts, error) {
		select {
		case <-time.After(d):
			return civicline.Facts{"text": "your case is pending"}, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
