package switchboard

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

func TestRecognizerFails(t *testing.T) {
	for name, sick := range map[string]func(w *world){
		"in mid-turn": func(w *world) { w.hear = func(string) error { return errBroken } },
		"no engine": func(w *world) {
			w.listen = func(civicline.Language) error {
				return &civicline.Error{Kind: civicline.Unavailable, Op: "listen", Message: "There is no engine."}
			}
		},
		"will not open": func(w *world) { w.listen = func(civicline.Language) error { return errBroken } },
	} {
		t.Run(name, func(t *testing.T) {
			scene(t, func(t *testing.T, w *world) {
				sick(w)
				p := w.party("caller", utter{time.Second, time.Second, "live agent"})
				w.ring(p)
				pass(6 * time.Second)
				if _, ok := p.find("Please use the keypad"); !ok {
					t.Fatalf("the caller was not told:\n%v", p.heardRuns())
				}
				p.keys <- '0'
				pass(3 * time.Second)
				if s := w.door.state(w.door.only()); s != civicline.Waiting {
					t.Errorf("the keypad does not work: the call is %s", s)
				}
			})
		})
	}
}

func TestOneLanguageHasNoEngine(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		w.listen = func(l civicline.Language) error {
			if l == civicline.Spanish {
				return &civicline.Error{Kind: civicline.Unavailable, Op: "listen", Message: "There is no engine."}
			}
			return nil
		}
		p := w.party("caller", utter{time.Second, time.Second, "what are your hours"})
		w.ring(p)
		pass(5 * time.Second)
		if !strings.Contains(w.door.transcript(), "caller: what are your hours") {
			t.Errorf("the other language is not heard:\n%s", w.door.transcript())
		}
	})
}

func TestVoiceFails(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		w.speak = func(civicline.Utterance) error { return errBroken }
		p := w.party("caller")
		w.ring(p)
		pass(6 * time.Second)
		if s := w.door.state(w.door.only()); s != civicline.Waiting {
			t.Errorf("without a voice the call is %s; want it in line for a person", s)
		}
		if quiet := longestSilence(p, 0, 6*time.Second); quiet > 3*time.Second {
			t.Errorf("%s of dead air", quiet)
		}
	})
}

func TestSpareVoice(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		w.speak = func(civicline.Utterance) error { return errBroken }
		w.board.Spare = spare{w}
		p := w.party("caller")
		w.ring(p)
		pass(3 * time.Second)
		if _, ok := p.find("spare: " + greeting); !ok {
			t.Errorf("the spare voice did not speak: %v", p.heardRuns())
		}
	})
}

func TestDoorIsUnavailable(t *testing.T) {
	for name, until := range map[string]time.Duration{"for a moment": 500 * time.Millisecond, "for a while": 30 * time.Second} {
		t.Run(name, func(t *testing.T) {
			scene(t, func(t *testing.T, w *world) {
				p := w.party("caller")
				w.ring(p)
				pass(time.Second)
				back := time.Now().Add(until)
				w.door.fail = func(civicline.Command) error {
					if time.Now().Before(back) {
						return &civicline.Error{Kind: civicline.Unavailable, Op: "write", Message: "The disk is busy."}
					}
					return nil
				}
				p.keys <- '0'
				pass(until + 8*time.Second)
				if s := w.door.state(w.door.only()); s != civicline.Waiting {
					t.Errorf("the call is %s; want waiting", s)
				}
				if quiet := longestSilence(p, 0, until+5*time.Second); quiet > 3*time.Second {
					t.Errorf("%s of dead air: %v", quiet, p.heardRuns())
				}
			})
		})
	}
}

func TestArriveIsSlow(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		back := time.Now().Add(10 * time.Second)
		w.door.fail = func(civicline.Command) error {
			if time.Now().Before(back) {
				return &civicline.Error{Kind: civicline.Unavailable, Op: "write", Message: "The disk is busy."}
			}
			return nil
		}
		p := w.party("caller", utter{8 * time.Second, time.Second, "goodbye"})
		over := w.ring(p)
		pass(3 * time.Second)
		if _, ok := p.find(greeting); !ok {
			t.Error("the call was not answered")
		}
		<-over
		if s := w.door.state(w.door.only()); s != civicline.Ended {
			t.Errorf("the call is %s", s)
		}
	})
}

func TestClosingKeepsPlaces(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		p := w.party("caller")
		id := toLine(t, w, p)
		if err := w.board.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		if s := w.door.state(id); s != civicline.Away {
			t.Errorf("the call is %s; want its place kept", s)
		}
		late := w.party("late")
		<-w.ring(late)
		if late.ctx.Err() == nil {
			t.Error("a call was taken after Close")
		}
	})
}

func TestLostEvents(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		p := w.party("caller")
		id := toLine(t, w, p)
		w.door.deaf = true // the bus loses everything from here on
		agent := answer(t, w, id)
		pass(3 * time.Second)
		do(t, w, civicline.Hold{Call: id})
		pass(pollTime + time.Second)
		if runs := p.heardRuns(); runs[len(runs)-1].text != "(music)" {
			t.Errorf("the caller hears %v; want music on hold", runs[len(runs)-1])
		}
		do(t, w, civicline.Leave{Call: id})
		pass(pollTime + time.Second)
		if agent.ctx.Err() == nil {
			t.Error("the agent's leg was not hung up")
		}
		pass(10 * time.Second)
		if s := w.door.state(id); s != civicline.Ended {
			t.Errorf("the call is %s", s)
		}
	})
}

func TestFiftyCalls(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		var over []<-chan struct{}
		for i := range 50 {
			p := w.party(fmt.Sprint("caller ", i), utter{time.Second, time.Second, "live agent"},
				utter{5 * time.Second, time.Second, fmt.Sprint("something ", i)}, utter{9 * time.Second, time.Second, "goodbye"})
			over = append(over, w.ring(p))
		}
		for _, o := range over {
			<-o
		}
		said := w.door.transcript()
		for i := range 50 {
			if n := strings.Count(said, fmt.Sprintf("bot: You said something %d\n", i)); n != 1 {
				t.Errorf("something %d was answered %d times", i, n)
			}
		}
	})
}
