package center

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// callbackSteps is the life of one promise: what the child does before it says
// the next line. A step that begins with "tick" lets time pass.
var callbackSteps = []string{
	"wait", "book", "end", "tick 1s: due", "ready: offered or kept", "accept", "missed", "tick 15m: due again", "accept", "reach", "accept", "end the call",
}

// callbackChild goes through the steps, and says each once it is done.
func callbackChild(ctx context.Context, o Options, first civicline.DialOrder) error {
	at := monday
	o.Now = func() time.Time { return at }
	callerFirst(&o)
	o.Queues[0].Dial = first
	c, err := Open(ctx, o)
	if err != nil {
		return err
	}
	do := func(who civicline.Actor, cmds ...civicline.Command) error {
		for _, cmd := range cmds {
			if _, err := c.Do(ctx, who, cmd); err != nil {
				return err
			}
		}
		return nil
	}
	ring := func() (id civicline.CallID) {
		_ = c.o.Store.Look(ctx, func(v *store.View) error {
			cb, err := v.CallbackOf("c1")
			id = cb.Ring
			return err
		})
		return id
	}
	for _, step := range callbackSteps {
		kind, rest, _ := strings.Cut(step, " ")
		var err error
		switch strings.TrimSuffix(kind, ":") {
		case "wait":
			err = do(bot, civicline.Arrive{Call: "c1", From: eva, Channel: civicline.Phone}, civicline.PickUp{Call: "c1"}, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1})
		case "book":
			err = do(bot, civicline.BookCallback{Call: "c1", Texts: true})
		case "end":
			id := civicline.CallID("c1")
			if rest != "" {
				id = ring()
			}
			err = do(bot, civicline.End{Call: id})
		case "tick":
			d, _, _ := strings.Cut(rest, ":")
			pass, _ := time.ParseDuration(d)
			at = at.Add(pass)
			_, err = c.Tick(ctx)
		case "ready":
			err = do(maria, civicline.SignIn{}, civicline.GoReady{})
		case "accept":
			if a, e := c.Agent(ctx, maria.ID); e != nil || a.State == civicline.Alerting {
				err = do(maria, civicline.Accept{Call: a.Call})
			}
		case "missed":
			err = do(bot, civicline.Missed{Call: ring(), Why: civicline.MissNoAnswer})
		case "reach":
			err = do(bot, civicline.Reach{Call: ring()})
		}
		if err != nil {
			return fmt.Errorf("%s: %w", step, err)
		}
		fmt.Fprintln(os.Stdout, step)
	}
	fmt.Fprintln(os.Stdout, "done")
	select {}
}

// TestACallbackKilledAtEachStep kills the centre after each step of a promise's
// life: it is owed once or kept, its attempts are counted once each, and in the
// end the caller is reached, or was.
func TestACallbackKilledAtEachStep(t *testing.T) {
	for _, first := range []civicline.DialOrder{civicline.AgentFirst, civicline.CallerFirst} {
		for n := 1; n <= len(callbackSteps); n++ {
			t.Run(fmt.Sprintf("%s->%s->killed", first, callbackSteps[n-1]), func(t *testing.T) {
				file := place(t)
				killed(t, file, "callback, "+string(first), n)
				h := openAt(t, monday.Add(20*time.Minute), file, func(o *Options) {
					callerFirst(o)
					o.Queues[0].Dial = first
				})
				h.told = h.events()
				h.survives(n == 1)
			})
		}
	}
}

// survives checks what a killed centre has left of the promise to c1, and goes
// on with it until it is kept.
func (h *house) survives(mayBeAway bool) {
	h.t.Helper()
	if h.call("c1").State == civicline.Away { // not promised yet: the place is kept
		if !mayBeAway {
			h.t.Errorf("c1 is away, and was promised a call")
		}
		h.lined("c1(away)")
		h.begin("again", eva)
		h.do(bot, civicline.ResumePlace{Call: "again", From: "c1"})
		h.do(bot, civicline.BookCallback{Call: "again"})
		h.do(bot, civicline.End{Call: "again"})
	}
	for range 10 {
		h.pass(16 * time.Minute)
		var all []civicline.Callback
		h.look(func(v *store.View) error {
			for _, s := range civicline.CallbackStates {
				some, err := v.Callbacks(s)
				if all = append(all, some...); err != nil {
					return err
				}
			}
			return nil
		})
		if len(all) == 2 && all[1].State == civicline.CallbackKept && all[0].Call == all[1].Ring { // the talk was cut off, and is called back
			all = all[:1]
		}
		if len(all) == 2 && all[0].State == civicline.CallbackKept && all[1].State == civicline.CallbackKept {
			reconcile(h)
			return
		}
		if len(all) != 1 {
			h.t.Fatalf("promised are %+v", all)
		}
		dials := 0
		for _, e := range h.events() {
			if (e.Kind == civicline.DialStarted || e.Kind == civicline.AgentKept) && e.Data.Callback == all[0].Reference {
				dials++
			}
		}
		if cb := all[0]; cb.Attempts != dials || dials > civicline.MaxAttempts {
			h.t.Fatalf("rung %d times: %+v", dials, cb)
		}
		switch all[0].State {
		case civicline.CallbackKept:
			reconcile(h)
			return
		case civicline.CallbackUnreached: // rung twice, and the centre killed: they ring themselves
			h.begin("themselves", eva)
			h.do(bot, civicline.ResumeCallback{Call: "themselves"})
			continue
		}
		a := h.agent(maria)
		switch a.State {
		case civicline.WrappingUp:
			h.do(maria, civicline.WrapUp{Call: a.Call, Outcome: civicline.ResultDropped, Ready: true})
		case civicline.SignedOut, civicline.NotReady, civicline.Lost:
			h.ready(maria)
		}
		h.do(maria, civicline.RegainDesk{})
		h.acceptIfOffered(maria)
		if ring := h.callback(all[0].Reference).Ring; ring != "" && h.call(ring).State == civicline.Dialing {
			h.do(bot, civicline.Reach{Call: ring})
			h.acceptIfOffered(maria)
		}
	}
	h.t.Fatalf("it is never kept; the line is %s", h.line())
}
