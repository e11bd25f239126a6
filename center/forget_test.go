package center

import (
	"fmt"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// TestForget takes the words out of calls that are old enough, and leaves what
// happened: the story told from the events alone is the same.
func TestForget(t *testing.T) {
	h := newHouse(t)
	for i := range forgetAtOnce + 5 { // more than one change
		id := civicline.CallID(fmt.Sprintf("c%02d", i))
		h.begin(id, "+12025550101")
		h.do(bot, civicline.TakeTurn{Call: id, Turn: civicline.Turn{Who: civicline.ByCaller, Text: "my name is Eva", Keys: "12"}})
		h.do(bot, civicline.Learn{Call: id, Facts: civicline.Facts{"zip": "20001"}})
		h.do(bot, civicline.End{Call: id, Why: "the caller hung up"})
	}
	h.talk("c90", maria)
	h.do(bot, civicline.End{Call: "c90", Why: "the caller hung up"})
	h.do(maria, civicline.WrapUp{Call: "c90", Note: "a form is on its way", Outcome: civicline.ResultAnswered})
	h.wait("c91", "+12025550102") // still there
	h.pass(time.Hour)
	h.begin("c92", "+12025550103")
	h.do(bot, civicline.TakeTurn{Call: "c92", Turn: civicline.Turn{Who: civicline.ByCaller, Text: "my name is Ida"}})
	h.do(bot, civicline.End{Call: "c92"})

	told := len(h.told)
	if n, err := h.Forget(t.Context(), h.now().Add(-time.Hour)); n != forgetAtOnce+6 || err != nil {
		t.Errorf("Forget = %d, %v; want %d calls", n, err, forgetAtOnce+6)
	}
	if n, err := h.Forget(t.Context(), h.now().Add(-time.Hour)); n != 0 || err != nil {
		t.Errorf("a second time: %d, %v", n, err)
	}
	if len(h.told) != told {
		t.Error("it was told to listeners")
	}
	for _, e := range h.events() {
		words := ""
		if e.Data.Turn != nil {
			words = e.Data.Turn.Text + e.Data.Turn.Keys
		}
		for _, f := range e.Data.Facts {
			words += f
		}
		if e.Kind != civicline.CallEnded && e.Kind != civicline.AgentNotReady && e.Kind != civicline.AgentSignedIn {
			words += e.Data.Reason
		}
		if kept := e.Call == "c91" || e.Call == "c92"; !kept && words != "" {
			t.Errorf("%s, %q: still has %q", e.Call, e.Kind, words)
		} else if e.Call == "c92" && e.Kind == civicline.TurnTaken && words != "my name is Ida" {
			t.Errorf("a young call has %q", words)
		}
	}
	if c := h.call("c90"); c.Reason != "" || c.Note != "a form is on its way" || c.Why != "the caller hung up" || c.Answered.IsZero() {
		t.Errorf("the call is %+v", c)
	}
	if c := h.call("c91"); c.Reason != "my card is late" {
		t.Errorf("a waiting caller's reason is %q", c.Reason)
	}
	h.told = h.events() // what listeners heard they keep
	reconcile(h)
}

// TestForgetCallbacks takes the words out of the calls that we place, too.
func TestForgetCallbacks(t *testing.T) {
	h := newHouse(t, callerFirst)
	h.begin("c1", eva)
	h.do(bot, civicline.Learn{Call: "c1", Facts: civicline.Facts{"zip": "20001"}})
	h.do(bot, civicline.BookCallback{Call: "c1", Reason: "my card is late", Texts: true})
	h.do(bot, civicline.End{Call: "c1"})
	h.pass(time.Second)
	h.ready(maria)
	for range 2 {
		ring := h.agent(maria).Call
		h.do(bot, civicline.Reach{Call: ring})
		h.do(bot, civicline.End{Call: ring}) // before she came
		h.pass(15 * time.Minute)
	}
	words := func() (n int) {
		for _, e := range h.events() {
			switch e.Kind {
			case civicline.CallbackBooked, civicline.CallbackDue, civicline.AgentKept, civicline.CallbackReached:
				if e.Data.Reason != "" || e.Data.Facts != nil {
					n++
				}
			}
		}
		return n
	}
	if n := words(); n != 7 {
		t.Errorf("%d events have words; want 7", n)
	}
	h.pass(time.Hour)
	if _, err := h.Forget(t.Context(), h.now()); err != nil {
		t.Error(err)
	}
	if n := words(); n != 0 {
		t.Errorf("%d events still have words", n)
	}
	var open []civicline.Callback
	h.look(func(v *store.View) (err error) { open, err = v.OpenCallbacks(); return err })
	if len(open) != 1 || open[0].Reason != "" || open[0].State != civicline.CallbackUnreached {
		t.Errorf("owed are %+v", open)
	}
	h.told = h.events()
	reconcile(h)
}

func TestUnrecorded(t *testing.T) {
	h := newHouse(t)
	h.begin("c1", "")
	h.begin("c2", "")
	h.do(bot, civicline.End{Call: "c2"})
	h.do(bot, civicline.Recorded{Call: "c2", File: "c2.wav"})
	h.open() // as after a crash
	got, err := h.Unrecorded(t.Context(), h.ask(bot, civicline.RunCalls))
	if err != nil || len(got) != 1 || got[0] != "c1" {
		t.Errorf("Unrecorded = %v, %v; want c1", got, err)
	}
	h.do(bot, civicline.Recorded{Call: "c1", File: "c1.wav"}) // of a call that has ended
	if _, err := h.Unrecorded(t.Context(), h.ask(boss, civicline.SeeQueues)); civicline.FaultOf(err) != civicline.Refused {
		t.Errorf("with another pass: %v", err)
	}
}

// TestForgetTexts: however many texts were given up, none keeps its number.
func TestForgetTexts(t *testing.T) {
	h := newHouse(t)
	const many = 2*textsAtOnce + 1
	err := h.store.Change(t.Context(), func(tx *store.Tx) error {
		for i := range many {
			if _, err := tx.Plan(textTask, fmt.Sprint("a text ", i), monday, textPlan{To: string(eva), Words: "hello"}, monday); err != nil {
				return err
			}
		}
		tasks, err := tx.Claim([]string{textTask}, "sender", monday, time.Minute, many)
		for _, one := range tasks {
			if err := tx.Fail(one.ID, "sender", one.Attempt, monday, "no answer"); err != nil {
				return err
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Forget(t.Context(), monday); err != nil {
		t.Fatal(err)
	}
	var left []store.Task
	h.look(func(v *store.View) (err error) { left, err = v.Tasks(textTask, store.Failed, many); return err })
	if len(left) > 0 {
		t.Errorf("%d texts still say to whom they were to go", len(left))
	}
}
