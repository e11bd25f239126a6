package switchboard

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
)

func TestMomentsAreInEveryLanguage(t *testing.T) {
	for _, m := range Moments {
		if missing := m.Missing(); len(missing) > 0 {
			t.Errorf("%q is not said in %v", m[civicline.English], missing)
		}
	}
}

// TestSlowAnswersAreExcused: while we owe an answer the caller hears a soft
// sound, then words, each time others.
func TestSlowAnswersAreExcused(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		w.lookUp = lateAnswer(5500 * time.Millisecond)
		p := w.party("caller", utter{500 * time.Millisecond, time.Second, "case status"})
		w.ring(p)
		pass(14 * time.Second)
		words, ok := p.find(Moments[0][civicline.English])
		if !ok || words.began() > 5*time.Second {
			t.Fatalf("the caller was not told to wait: %v", p.heardRuns())
		}
		answer, ok := p.find("your case is pending")
		if !ok || answer.began() < words.ended() {
			t.Errorf("the answer did not come after it: %v", p.heardRuns())
		}
	})
}

// TestAConversationThatStandsStill is a flow that says nothing and asks nothing.
func TestAConversationThatStandsStill(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		w.book = func(in flow.Input) []civicline.Order {
			if in.What == flow.Silence {
				return []civicline.Order{say("Are you still there"), ask(civicline.OpenQuestion)}
			}
			return nil
		}
		p := w.party("caller")
		w.ring(p)
		pass(6 * time.Second)
		if r, ok := p.find("Are you still there"); !ok || r.began() > 3*time.Second {
			t.Errorf("the caller heard %v", p.heardRuns())
		}
	})
}

// A storm is what goes wrong, and how slow all things are, in one call.
type storm struct {
	lookUp, voice, door time.Duration
	ear                 int // one in so many utterances fails; 0: none
	cues                []utter
	keys                []time.Duration
}

func anyStorm(t *rapid.T) storm {
	seconds := func(label string, of ...float64) time.Duration {
		return time.Duration(rapid.SampledFrom(of).Draw(t, label)*1000) * time.Millisecond
	}
	s := storm{
		lookUp: seconds("look-up", 0.1, 0.9, 1.7, 2.4, 4, 5.9, 3600),
		voice:  seconds("voice", 0.03, 0.3, 0.9, 1.7, 2.3),
		ear:    rapid.SampledFrom([]int{0, 0, 2, 3}).Draw(t, "ears fail"),
		door:   seconds("door", 0, 0, 0.4, 5),
	}
	at := time.Duration(0)
	for range rapid.IntRange(0, 6).Draw(t, "utterances") {
		at += time.Duration(rapid.IntRange(3, 80).Draw(t, "pause")) * 100 * time.Millisecond
		u := utter{at, time.Duration(rapid.IntRange(1, 30).Draw(t, "long")) * 100 * time.Millisecond,
			rapid.SampledFrom([]string{"case status", "case status", "live agent", "what are your hours", "okay", "[cough]", "uh huh", "español por favor", "and my", "goodbye"}).Draw(t, "text")}
		s.cues = append(s.cues, u)
		at += u.long
	}
	for range rapid.IntRange(0, 2).Draw(t, "keys") {
		s.keys = append(s.keys, time.Duration(rapid.IntRange(5, 400).Draw(t, "key"))*100*time.Millisecond)
	}
	return s
}

// TestNoDeadAir: in any call, with any delays and faults, the time in which the
// caller hears nothing though it is our move is less than three seconds.
func TestNoDeadAir(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s, wrong := anyStorm(rt), ""
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			defer func() {
				if err := w.board.Close(context.Background()); err != nil {
					t.Error(err)
				}
				synctest.Wait()
			}()
			if longest, when, p := w.weather(s); longest >= 3*time.Second {
				wrong = fmt.Sprintf("%s of dead air at %s\n%+v\n%v", longest, when, s, p.heardRuns())
			}
		})
		if wrong != "" {
			rt.Fatal(wrong)
		}
	})
}

// weather plays a call in a storm and returns the longest time of nothing while
// it was our move.
func (w *world) weather(s storm) (longest, when time.Duration, p *party) {
	w.lookUp = lateAnswer(s.lookUp)
	w.speak = func(civicline.Utterance) error {
		<-time.After(s.voice)
		return nil
	}
	n := 0
	w.hear = func(string) error {
		if n++; s.ear > 0 && n%s.ear == 0 {
			return errBroken
		}
		return nil
	}
	w.door.fail = func(cmd civicline.Command) error {
		if _, ok := cmd.(civicline.Enqueue); ok && w.at() < s.door+5*time.Second && s.door > 0 {
			return &civicline.Error{Kind: civicline.Unavailable, Op: "write", Message: "The disk is busy.", Err: errors.New("busy")}
		}
		return nil
	}
	p = w.party("caller", s.cues...)
	over := w.ring(p)
	var still time.Duration
	for w.at() < 45*time.Second {
		select {
		case <-over:
			return longest, when, p
		case <-time.After(civicline.FrameTime):
		}
		synctest.Wait()
		for _, k := range s.keys {
			if k == w.at() && p.ctx.Err() == nil { // a leg that has ended takes no keys
				p.keys <- '0'
			}
		}
		if still = p.silentFor(still); w.ourMove(p) {
			if still > longest {
				longest, when = still, w.at()
			}
		} else {
			still = 0
		}
	}
	p.Hangup(civicline.ErrPartyHungUp)
	<-over
	return longest, when, p
}

// silentFor adds the last frame to how long nothing was heard.
func (p *party) silentFor(so time.Duration) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.played); n > 0 && p.played[n-1] == (civicline.Frame{}) {
		return so + civicline.FrameTime
	}
	return 0
}

// ourMove reports whether the caller neither speaks nor is expected to: we owe
// an answer, or have something to say, or have said nothing yet.
func (w *world) ourMove(p *party) bool {
	if p.sounds() != (civicline.Frame{}) {
		return false
	}
	c := w.board.find(w.door.only())
	if c == nil {
		return false
	}
	if c.floor.CallerSpeaks() && !c.floor.Awaits() {
		return false // in mid-turn, or in a pause of it
	}
	return c.owed > 0 || c.floor.Awaits() || !c.mouth.silent() || c.state != civicline.WithBot || !c.floor.Listens()
}
