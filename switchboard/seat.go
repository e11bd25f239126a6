package switchboard

import (
	"errors"
	"sync"
	"time"

	"github.com/civicline/civicline"
)

// reseat is the pause before a recogniser that failed is tried anew, after the
// first, the second and the last failure in a row; then the seat is given up.
var reseat = [...]time.Duration{500 * time.Millisecond, 2 * time.Second, 5 * time.Second}

var (
	errNoEar   = errors.New("no recogniser is listening")
	errEarGone = errors.New("the recogniser went away")
)

// A slot is one recogniser's seat.
type slot struct {
	language civicline.Language
	ear      civicline.Ear // nil while it is being opened
	gone     bool          // replaced, or lost for good

	mu   sync.Mutex
	owed []span // one for each Final that is still to come
}

// sit fills a seat with a recogniser and reads what it hears, and fills it anew
// when the engine goes. It returns when the seat is gone.
func (e *ears) sit(s *slot) {
	for failed := 0; ; {
		ear, err := e.rec.Listen(e.ctx, s.expecting(e.wanted()))
		if err == nil {
			if !e.seat(s, ear) {
				_ = ear.Close()
				return
			}
			if e.attendTo(s, ear) {
				failed = 0
			}
			err = errEarGone
			e.unseat(s)
			_ = ear.Close()
		}
		if e.isGone(s) || e.ctx.Err() != nil {
			return
		}
		if failed == len(reseat) || civicline.FaultOf(err) == civicline.Unavailable {
			e.giveUp(s, err)
			return
		}
		t := time.NewTimer(reseat[failed])
		select {
		case <-t.C:
		case <-e.ctx.Done():
			t.Stop()
			return
		}
		failed++
	}
}

// attendTo passes on what an ear hears until it is closed, and reports whether
// it ever heard well.
func (e *ears) attendTo(s *slot, ear civicline.Ear) (well bool) {
	for h := range ear.Heard() {
		m := heard{who: e.who, slot: s, at: e.now(), hearing: h}
		if h.Final {
			m.span = s.paid(e.now())
			well = well || h.Err == nil
		}
		e.post(m)
		if h.Final {
			e.ringPaid()
		}
	}
	return well
}

// seat makes ear the slot's, and catches it up on the words being spoken.
func (e *ears) seat(s *slot, ear civicline.Ear) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if s.gone {
		return false
	}
	ear.Expect(s.expecting(e.want))
	s.ear = ear
	if e.utter.live {
		for i := range e.since.count {
			_ = ear.WriteFrame(e.since.at(i))
		}
	}
	return true
}

// unseat empties the slot, and answers for the Finals that will not come.
func (e *ears) unseat(s *slot) {
	e.mu.Lock()
	defer e.mu.Unlock()
	s.ear = nil
	s.mu.Lock()
	owed := s.owed
	s.owed = nil
	s.mu.Unlock()
	for _, u := range owed {
		e.post(heard{e.who, s, e.now(), u, civicline.Hearing{Final: true, Err: errEarGone}})
	}
	e.ringPaid()
}

func (e *ears) ringPaid() {
	select {
	case e.paid <- struct{}{}:
	default:
	}
}

func (e *ears) giveUp(s *slot, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if s.gone {
		return
	}
	s.gone = true
	for i, t := range e.slots {
		if t == s {
			e.slots = append(e.slots[:i:i], e.slots[i+1:]...)
			break
		}
	}
	e.post(earLost{e.who, s, e.now(), err})
}

func (e *ears) isGone(s *slot) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return s.gone
}

func (e *ears) wanted() civicline.Expectation {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.want
}

// owe notes that a Final for u is to come.
func (s *slot) owe(u span) {
	s.mu.Lock()
	s.owed = append(s.owed, u)
	s.mu.Unlock()
}

// paid takes the span of the utterance whose Final has come.
func (s *slot) paid(now time.Time) span {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.owed) == 0 {
		return span{began: now, ended: now}
	}
	u := s.owed[0]
	s.owed = s.owed[1:]
	return u
}

func (s *slot) expecting(what civicline.Expectation) civicline.Expectation {
	what.Language = s.language
	return what
}

// find returns the seat of a language that is taken.
func (e *ears) find(l civicline.Language) *slot {
	for _, s := range e.slots {
		if s.language == l {
			return s
		}
	}
	return nil
}

// has reports whether s is still listened with.
func (e *ears) has(s *slot) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return !s.gone
}
