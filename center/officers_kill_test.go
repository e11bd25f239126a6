package center

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// officerSteps is a consultation that ends in a transfer, and then a service
// item: what the child does before it says the next line.
var officerSteps = []struct {
	name string
	who  civicline.Actor
	cmd  civicline.Command
	// Where the next run finds who asked, and the officer, once it has begun.
	maria, elena string
}{
	{"ask", maria, civicline.Consult{Call: "c1", Note: "an RFE"}, "wrapping up", "connection lost"},
	{"join", elena, civicline.Accept{Call: "c1"}, "wrapping up", "wrapping up"},
	{"transfer", maria, civicline.Transfer{Call: "c1"}, "wrapping up", "wrapping up"},
	{"open an item", maria, civicline.OpenItem{Call: "c1", Topic: "RFE", Urgent: true, Texts: true}, "wrapping up", "wrapping up"},
	{"hang up", bot, civicline.End{Call: "c1"}, "wrapping up", "wrapping up"},
	{"wrap up", elena, civicline.WrapUp{Call: "c1", Note: "told", Outcome: civicline.ResultAnswered, Ready: true}, "wrapping up", "connection lost"},
}

// officersChild goes through the steps up to one, and says each once it is done.
func officersChild(ctx context.Context, o Options, until string) error {
	officerHours(&o)
	o.Now = func() time.Time { return monday }
	c, err := Open(ctx, o)
	if err != nil {
		return err
	}
	do := func(who civicline.Actor, cmds ...civicline.Command) error {
		for _, cmd := range cmds {
			if _, err := c.Do(ctx, who, cmd); err != nil {
				return fmt.Errorf("%T: %w", cmd, err)
			}
		}
		return nil
	}
	if err := do(bot, civicline.Arrive{Call: "c1", From: number, Channel: civicline.Phone}, civicline.PickUp{Call: "c1"}, civicline.Enqueue{Call: "c1", Tier: civicline.Tier1}); err != nil {
		return err
	}
	for _, a := range []civicline.Actor{elena, maria} {
		if err := do(a, civicline.SignIn{}, civicline.GoReady{}); err != nil {
			return err
		}
	}
	if err := do(maria, civicline.Accept{Call: "c1"}); err != nil {
		return err
	}
	for _, s := range officerSteps {
		if err := do(s.who, s.cmd); err != nil {
			return err
		}
		fmt.Fprintln(os.Stdout, s.name)
		if s.name == until {
			break
		}
	}
	select {}
}

// TestOfficersKilledAtEachStep kills the centre after each step: nobody is left
// on a call that is not there, and an item that was promised is called about.
func TestOfficersKilledAtEachStep(t *testing.T) {
	for n, s := range officerSteps {
		t.Run(s.name+"->killed", func(t *testing.T) {
			at := place(t)
			killed(t, at, "officers until "+s.name, n+1)
			h := openAt(t, monday.Add(time.Minute), at, officerHours)
			h.told = h.events()
			h.stands("c1", ended, "maria", s.maria, "elena", s.elena)
			var open []civicline.Consultation
			h.see(func(v *store.View) (err error) { open, err = v.OpenConsults(); return err })
			if len(open) != 0 {
				t.Errorf("still conferring: %+v", open)
			}
			items, err := h.Items(t.Context(), h.ask(elena, civicline.WorkItems), civicline.ItemFilter{Owed: true})
			if err != nil || len(items) != map[bool]int{true: 1}[n >= 3] {
				t.Fatalf("owed are %v, %v", items, err)
			}
			h.well()
			if len(items) == 0 {
				return
			}
			h.do(maria, civicline.GoNotReady{Reason: "a break"})
			h.pass(items[0].From.Sub(h.now()))
			h.do(elena, civicline.RegainDesk{})
			if a := h.agent(elena); a.State == civicline.WrappingUp {
				h.do(elena, civicline.WrapUp{Call: a.Call, Outcome: civicline.ResultOther, Ready: true})
			} else if a.State == civicline.NotReady {
				h.do(elena, civicline.GoReady{})
			}
			for range 2 { // the talk that was cut off may be called back as well
				id := h.agent(elena).Call
				if id == "" {
					break
				}
				h.do(elena, civicline.Accept{Call: id})
				h.do(bot, civicline.Reach{Call: id})
				h.do(bot, civicline.End{Call: id})
				h.do(elena, civicline.WrapUp{Call: id, Outcome: civicline.ResultAnswered, Ready: true})
			}
			if i := h.item(items[0].Code); i.State != civicline.ItemSpoken || i.Officer != "elena" {
				t.Errorf("the item is %+v; the line is %q", i, h.line())
			}
			h.well()
		})
	}
}
