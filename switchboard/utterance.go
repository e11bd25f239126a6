package switchboard

import (
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

const (
	// preRoll is how much sound from before the voice was noticed is given to
	// the recogniser, so that the first word is whole.
	preRoll = 400 * time.Millisecond
	// windDown is how long after the voice has ended the ears still get the
	// line, when nobody ends the utterance.
	windDown = 3 * time.Second

	preFrames  = int(preRoll / civicline.FrameTime)
	windFrames = int(windDown / civicline.FrameTime)
)

// An utterance is what the party is saying now.
type utterance struct {
	live   bool // frames go to the recognisers
	voice  bool // the party is speaking
	quiet  int  // frames since they stopped
	frames int  // given to the recognisers
	span
}

// over reports whether the words so far are a turn: after a pause; or, when
// somebody goes on and on, at the next breath, or at last in the middle of it.
func (u *utterance) over(pause int) bool {
	switch {
	case u.frames > longestTurn:
		return true
	case u.frames > longTurn:
		return u.quiet > 0
	}
	return u.quiet >= pause
}

const (
	longTurn    = int(10 * time.Second / civicline.FrameTime)
	longestTurn = int(25 * time.Second / civicline.FrameTime)
)

// A span is when someone's voice began and ended.
type span struct {
	began, ended time.Time
	free         bool // of a talk between people, which the bot leaves alone
}

func (e *ears) listen() {
	var f civicline.Frame
	for e.in.read(&f) {
		e.hear(&f)
	}
}

// hear is the frame path: no allocation in a steady state.
func (e *ears) hear(f *civicline.Frame) {
	changed, on := e.voice.Step(f)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.judge != nil {
		if found := e.judge.Step(on, audio.PureTone(f)); found != "" {
			e.post(screened{found})
		}
	}
	if e.shut {
		e.utter = utterance{voice: on}
		if on {
			e.utter.began = e.now()
		}
		e.since.clear()
		return
	}
	e.since.add(f)
	if changed {
		e.turned(on)
	}
	u := &e.utter
	if !u.live {
		if !u.voice {
			e.since.keep(preFrames)
			return
		}
		u.live = true
		for i := range e.since.count {
			e.give(e.since.at(i))
		}
		return
	}
	e.give(f)
	u.frames++
	if !u.voice {
		u.quiet++
	}
	switch {
	case e.pause > 0 && u.over(e.pause):
		e.finish()
	case u.quiet >= windFrames:
		u.live = false // what was heard stays with the recognisers, and joins the next words
		e.since.clear()
	}
}

func (e *ears) turned(on bool) {
	now := e.now()
	edge := now.Add(e.voice.Began() - e.voice.Now())
	if !on {
		edge = now.Add(e.voice.Ended() - e.voice.Now())
	}
	u := &e.utter
	u.voice, u.quiet = on, 0
	if !on {
		u.ended = edge
	} else if !u.live && u.began.IsZero() {
		u.began = edge
	}
	e.post(voiceEdge{e.who, on, now, edge})
}

func (e *ears) give(f *civicline.Frame) {
	for _, s := range e.slots {
		if s.ear != nil {
			_ = s.ear.WriteFrame(f) // an engine that is gone says so in Heard
		}
	}
}

// endUtterance asks every recogniser for its final words. One that is not there
// answers at once with an error.
func (e *ears) endUtterance() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.finish()
}

func (e *ears) finish() {
	u := e.utter.span
	u.free = e.pause > 0
	if u.ended.Before(u.began) {
		u.ended = e.now()
	}
	e.utter.live, e.utter.frames = false, 0
	e.utter.began, e.utter.ended = time.Time{}, time.Time{}
	if e.utter.voice {
		e.utter.began = e.now()
	}
	e.since.clear()
	for _, s := range e.slots {
		if s.ear == nil {
			e.post(heard{e.who, s, e.now(), u, civicline.Hearing{Final: true, Err: errNoEar}})
			continue
		}
		s.owe(u)
		s.ear.EndUtterance()
	}
}
