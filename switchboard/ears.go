package switchboard

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// Ears hear one party: they notice the voice, and give what is said, from a
// little before it began, to one recogniser for each language that may be
// spoken. What they make of it goes to the call as mail.
type ears struct {
	who    civicline.Speaker
	rec    civicline.Recognizer
	voice  *audio.Activity
	post   func(mail)
	now    func() time.Time
	in     *inlet
	ctx    context.Context // of all that the ears start
	cancel context.CancelFunc
	wg     sync.WaitGroup
	paid   chan struct{} // rung at each Final; holds one ring

	mu    sync.Mutex
	slots []*slot
	want  civicline.Expectation
	since backlog // the utterance's frames so far, or those before the next
	utter utterance
	pause int              // frames of quiet that end an utterance by themselves; 0: they do not
	shut  bool             // on hold: nothing is listened to
	judge *audio.Screening // who answered; nil when that is known
}

// What the ears tell by mail.
type (
	voiceEdge struct {
		who  civicline.Speaker
		on   bool
		at   time.Time // it was noticed
		edge time.Time // it happened
	}
	heard struct {
		who     civicline.Speaker
		slot    *slot
		at      time.Time
		span    span // of a Final
		hearing civicline.Hearing
	}
	earLost struct {
		who  civicline.Speaker
		slot *slot
		at   time.Time
		err  error
	}
)

// open makes the ears listen until close. Frames come by e.in.
func (e *ears) open(ctx context.Context) {
	e.ctx, e.cancel = context.WithCancel(ctx)
	e.wg.Go(e.listen)
}

// close ends listening, and waits until all that the ears started has ended.
func (e *ears) close() {
	e.in.close()
	e.cancel()
	e.attend(nil)
	e.wg.Wait()
}

// attend makes the ears listen for these languages and no others. A recogniser
// that is already open stays open.
func (e *ears) attend(languages []civicline.Language) {
	e.mu.Lock()
	var keep []*slot
	var out []civicline.Ear
	for _, l := range languages {
		s := e.find(l)
		if s == nil {
			s = &slot{language: l}
			e.wg.Go(func() { e.sit(s) })
		}
		keep = append(keep, s)
	}
	for _, s := range e.slots {
		if !slices.Contains(keep, s) {
			s.gone = true
			if s.ear != nil {
				out = append(out, s.ear)
			}
		}
	}
	e.slots = keep
	e.mu.Unlock()
	for _, ear := range out {
		e.wg.Go(func() { _ = ear.Close() }) // an engine may take its time
	}
}

// expect tells every recogniser what is likely to be said next.
func (e *ears) expect(what civicline.Expectation) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.want = what
	for _, s := range e.slots {
		if s.ear != nil {
			s.ear.Expect(s.expecting(what))
		}
	}
}

// count is how many recognisers listen, or are about to.
func (e *ears) count() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.slots)
}

// byThemselves makes the ears end an utterance whenever the party has paused
// this long; 0 leaves it to endUtterance.
func (e *ears) byThemselves(pause time.Duration) {
	e.mu.Lock()
	e.pause = int(pause / civicline.FrameTime)
	e.mu.Unlock()
}

// screen has j judge, frame by frame, who or what is on the line; nil ends it.
func (e *ears) screen(j *audio.Screening) {
	e.mu.Lock()
	e.judge = j
	e.mu.Unlock()
}

// shutOut stops listening, and begins again.
func (e *ears) shutOut(yes bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if yes && e.utter.live {
		e.finish()
	}
	e.shut = yes
}
