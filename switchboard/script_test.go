package switchboard

import (
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
)

// worded is a world's conversation with other words for what was said.
type worded struct {
	*world
	answer string
}

func (b worded) Next(p flow.Place, in flow.Input) (flow.Place, []civicline.Order) {
	if in.What == flow.Said {
		return p, []civicline.Order{say(b.answer), ask(civicline.OpenQuestion)}
	}
	return b.world.Next(p, in)
}

// TestACallFinishesOnItsScript: the agency's files are read again in the middle
// of a call. It goes on with the words that it began with; the next has the new.
func TestACallFinishesOnItsScript(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		script := func(answer string) func() Script {
			return func() Script {
				return Script{Book: worded{w, answer}, Model: model{}, LookUp: w.answer}
			}
		}
		question := utter{12 * time.Second, time.Second, "what are your hours"}
		w.board.Script = script("The old words")
		before := w.party("before", question)
		w.ring(before)
		pass(5 * time.Second)
		w.board.Script = script("The new words")
		after := w.party("after", question)
		w.ring(after)
		pass(25 * time.Second)
		for who, tt := range map[*party][2]string{before: {"The old words", "The new words"}, after: {"The new words", "The old words"}} {
			if _, ok := who.find(tt[0]); !ok {
				t.Errorf("%s did not hear %q", who.Party().Number, tt[0])
			}
			if _, ok := who.find(tt[1]); ok {
				t.Errorf("%s heard %q", who.Party().Number, tt[1])
			}
		}
	})
}
