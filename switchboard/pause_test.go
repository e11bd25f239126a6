package switchboard

import (
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
)

// TestFalseAlarms: a cough and a nod make the bot pause, and it goes on by
// itself from its clause; the record holds each word once, and the flow hears
// nothing of it.
func TestFalseAlarms(t *testing.T) {
	for name, noise := range map[string]string{"a cough": "[cough]", "uh-huh": "uh huh", "a nod": "okay"} {
		t.Run(name, func(t *testing.T) {
			scene(t, func(t *testing.T, w *world) {
				var told []flow.Happening
				w.book = func(in flow.Input) []civicline.Order {
					told = append(told, in.What)
					return courtesy(in)
				}
				p := w.party("caller", utter{6 * time.Second, 300 * time.Millisecond, noise})
				w.ring(p)
				pass(11 * time.Second)
				first, ok := p.find(greeting)
				if !ok || first.ended() > 6200*time.Millisecond {
					t.Fatalf("the bot did not pause: %v", p.heardRuns())
				}
				rest, ok := p.find("This call may be recorded. In a few words, how can I help you today?")
				if !ok {
					t.Fatalf("the bot did not go on with its clause: %v", p.heardRuns())
				}
				if gap := rest.began() - first.ended(); gap > 700*time.Millisecond {
					t.Errorf("it was silent for %s", gap)
				}
				if got, want := w.door.transcript(), "bot: "+greeting; got != want {
					t.Errorf("the record is %q; want %q", got, want)
				}
				if len(told) != 1 {
					t.Errorf("the flow was told of %v", told)
				}
			})
		})
	}
}

// TestInterruptedWhilePaused: what the record has of a greeting that was paused,
// and then cut for good.
func TestInterruptedWhilePaused(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		p := w.party("caller", utter{6 * time.Second, 300 * time.Millisecond, "[cough]"}, utter{9 * time.Second, time.Second, "what are your hours"})
		w.ring(p)
		pass(16 * time.Second)
		turns := w.door.turns()
		if len(turns) < 3 {
			t.Fatalf("transcript: %q", w.door.transcript())
		}
		cut := turns[0].Turn
		if !cut.Interrupted || !strings.HasPrefix(greeting, cut.Text) || !strings.Contains(cut.Text, "recorded. In a") {
			t.Errorf("the record of the greeting is %+v", cut)
		}
		if late := cut.Ended - 9*time.Second; late < 0 || late > 200*time.Millisecond {
			t.Errorf("it ended %s after the caller began", late)
		}
		if _, ok := p.find("You said what are your hours"); !ok {
			t.Errorf("the caller was not answered: %s", w.door.transcript())
		}
	})
}

func TestClause(t *testing.T) {
	for _, c := range []struct{ text, played, want string }{
		{"Thank you for calling. How can I help?", "Thank you", "Thank you for calling. How can I help?"},
		{"Thank you for calling. How can I help?", "Thank you for calling. How can I", "How can I help?"},
		{"Thank you for calling. How can I help?", "Thank you for calling. How", "Thank you for calling. How can I help?"},
		{"I O E, nine nine nine, nine nine zero", "I O E, nine nine nine, nine nine", "nine nine zero"},
		{"¿Es el número? Dígame sí o no, por favor.", "¿Es el número? Dígame sí o", "Dígame sí o no, por favor."},
		{"Hello", "", "Hello"},
		{"Hello there", "Hello there", "Hello there"},
	} {
		if got := c.text[clause(c.text, c.played):]; got != c.want {
			t.Errorf("cut after %q it goes on with %q; want %q", c.played, got, c.want)
		}
	}
}

// TestKeysAndWordsInOneTurn: "my zip is", and the keys.
func TestKeysAndWordsInOneTurn(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		var got []flow.Input
		w.book = func(in flow.Input) []civicline.Order {
			if in.What == flow.Began {
				return []civicline.Order{say("What is your ZIP code?"), ask(civicline.PlaceName)}
			}
			got = append(got, in)
			return courtesy(in)
		}
		p := w.party("caller", utter{3 * time.Second, time.Second, "my zip is"})
		w.ring(p)
		pass(4200 * time.Millisecond)
		for _, k := range "77036" {
			p.keys <- k
			pass(150 * time.Millisecond)
		}
		pass(2 * time.Second)
		if len(got) != 1 || got[0].What != flow.Keyed || got[0].Keys != "77036" || got[0].Reading.Text != "my zip is" {
			t.Fatalf("the flow was told %+v", got)
		}
	})
}

// TestTimeToSearch: a caller who was given a minute hears a soft sound now and
// then, and is asked after it.
func TestTimeToSearch(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		var silences []time.Duration
		w.book = func(in flow.Input) []civicline.Order {
			switch in.What {
			case flow.Began:
				return []civicline.Order{say("Take your time"), civicline.Listen{To: civicline.Expectation{Question: civicline.ReceiptNumber}, Patience: time.Minute}}
			case flow.Silence:
				silences = append(silences, w.at())
			}
			return nil
		}
		p := w.party("caller")
		w.ring(p)
		pass(65 * time.Second)
		if len(silences) != 1 || silences[0] < 60*time.Second {
			t.Errorf("asked again at %v", silences)
		}
		n := 0
		for _, r := range p.heardRuns() {
			if r.text == "(sound)" {
				n++
			}
		}
		if n < 2 {
			t.Errorf("the caller heard %d soft sounds in a minute", n)
		}
	})
}
