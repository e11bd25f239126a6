package switchboard

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/civicline/civicline"
)

// scene runs a test in fast time, and ends what the world still has running.
func scene(t *testing.T, play func(t *testing.T, w *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer func() {
			if err := w.board.Close(context.Background()); err != nil {
				t.Error(err)
			}
			synctest.Wait()
		}()
		play(t, w)
	})
}

// pass lets time go by.
func pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

func TestCallerTalksOverTheGreeting(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		p := w.party("caller", utter{2 * time.Second, 1500 * time.Millisecond, "what are your hours"})
		w.ring(p)
		pass(8 * time.Second)
		r, ok := p.find(greeting)
		if !ok {
			t.Fatal("the caller heard no greeting")
		}
		if late := r.ended() - 2*time.Second; late > 200*time.Millisecond {
			t.Errorf("the voice stopped %s after the caller's began; want 200 ms at most", late)
		}
		turns := w.door.turns()
		if len(turns) < 2 {
			t.Fatalf("transcript: %q", w.door.transcript())
		}
		cut := turns[0].Turn
		if !cut.Interrupted || cut.Text == "" || !strings.HasPrefix(greeting, cut.Text) {
			t.Errorf("the record of the greeting is %+v; want its first words, interrupted", cut)
		}
		if want := float64(r.to-r.from) / float64(3*len([]rune(greeting))) * float64(len(greeting)); float64(len(cut.Text)) < want-12 || float64(len(cut.Text)) > want {
			t.Errorf("the record has %d letters of the greeting; about %.0f were played", len(cut.Text), want)
		}
		if said := turns[1].Turn; said.Text != "what are your hours" || said.Who != civicline.ByCaller {
			t.Errorf("then %+v", said)
		}
	})
}

func TestAnswerLatency(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		p := w.party("caller", utter{500 * time.Millisecond, time.Second, "live agent"})
		w.ring(p)
		pass(6 * time.Second)
		var l *civicline.Latency
		for _, turn := range w.door.turns() {
			if turn.Latency != nil {
				l = turn.Latency
			}
		}
		if l == nil {
			t.Fatalf("no turn has a latency:\n%s", w.door.transcript())
		}
		if l.Pause <= 0 || l.Words < l.Pause || l.Decided < l.Words || l.Sound < l.Decided || l.Sound > 700*time.Millisecond {
			t.Errorf("latency %+v; want a growing chain, and under 700 ms", *l)
		}
	})
}

func TestSpanish(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		p := w.party("caller", utter{time.Second, time.Second, "español por favor"})
		w.ring(p)
		pass(5 * time.Second)
		if _, ok := p.find("Muy bien, en qué le ayudo"); !ok {
			t.Errorf("no Spanish answer:\n%s", w.door.transcript())
		}
		if got := w.door.done(); !strings.Contains(got, "SetLanguage") {
			t.Errorf("the record was not told: %s", got)
		}
		c := w.board.find(w.door.only())
		if n := c.side.ears.count(); n != 1 {
			t.Errorf("%d ears listen once the language is known; want 1", n)
		}
		p.says("necesito español", time.Second)
		pass(5 * time.Second)
		if !strings.Contains(w.door.transcript(), "caller: necesito español") {
			t.Errorf("Spanish is not heard:\n%s", w.door.transcript())
		}
	})
}

func TestSilenceLadder(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		done := w.ring(w.party("caller"))
		<-done
		want := "bot: " + greeting + "\nbot: Are you still there\nbot: Are you still there\nbot: Goodbye"
		if got := w.door.transcript(); got != want {
			t.Errorf("transcript:\n%s\nwant:\n%s", got, want)
		}
		if got := w.door.done(); got != "Arrive PickUp End" {
			t.Errorf("commands: %s", got)
		}
	})
}

func TestKeypad(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		p := w.party("caller")
		w.ring(p)
		pass(2 * time.Second)
		p.keys <- '0'
		pass(3 * time.Second)
		if got := w.door.state(w.door.only()); got != civicline.Waiting {
			t.Errorf("after 0 the call is %s; want waiting", got)
		}
	})
}

func TestSlowLookUpIsNotSilent(t *testing.T) {
	for name, slow := range map[string]time.Duration{"answers late": 2300 * time.Millisecond, "never answers": time.Hour} {
		t.Run(name, func(t *testing.T) {
			scene(t, func(t *testing.T, w *world) {
				w.lookUp = lateAnswer(slow)
				p := w.party("caller", utter{500 * time.Millisecond, time.Second, "case status"})
				w.ring(p)
				pass(12 * time.Second)
				quiet := longestSilence(p, 1500*time.Millisecond, 5*time.Second)
				if quiet > 3*time.Second {
					t.Errorf("%s of dead air", quiet)
				}
				_, found := p.find("your case is pending")
				_, failed := p.find("I cannot see that now")
				if found == failed || found != (slow < time.Hour) {
					t.Errorf("found %v, failed %v", found, failed)
				}
				if _, ok := p.find("(sound)"); !ok {
					t.Error("no soft sound while it was looked up")
				}
			})
		})
	}
}

func TestGoodbyeWaitsForTheCaller(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		p := w.party("caller", utter{500 * time.Millisecond, time.Second, "goodbye"},
			utter{2500 * time.Millisecond, 2 * time.Second, "what are your hours"})
		over := w.ring(p)
		pass(10 * time.Second)
		if p.ctx.Err() != nil {
			t.Errorf("hung up on a caller who spoke:\n%s", w.door.transcript())
		}
		p.Hangup(civicline.ErrPartyHungUp)
		<-over
		if got := w.door.transcript(); !strings.Contains(got, "bot: You said what are your hours") {
			t.Errorf("the caller was not answered:\n%s", got)
		}
	})
}
