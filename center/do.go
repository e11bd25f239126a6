package center

import (
	"context"
	"errors"
	"fmt"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// Do carries out one command for actor: all of it, or nothing. The error, if
// any, is a *civicline.Error with words for whoever asked. Once begun a change
// is not abandoned, even if ctx ends.
func (c *Center) Do(ctx context.Context, actor civicline.Actor, cmd civicline.Command) (civicline.Result, error) {
	if err := c.may(actor, cmd); err != nil {
		return civicline.Result{}, err
	}
	var res civicline.Result
	stirred := false
	err := c.change(ctx, actor, func(t *change) (err error) {
		res, err = t.carryOut(cmd)
		res.At, stirred = t.now, t.stirred
		return err
	})
	if err == nil && stirred {
		c.refresh(ctx, actor, &res)
	}
	if err != nil {
		res = civicline.Result{Hours: res.Hours} // the rest did not come about
	} else if inLine(res.Call.State) {
		res.Wait, _ = c.waitOf(res.Call.ID, tellsWait(cmd))
	}
	return res, c.plain(fmt.Sprintf("%T", cmd), err)
}

// tellsWait reports whether the caller is told the wait that comes of a command.
func tellsWait(cmd civicline.Command) bool {
	switch cmd.(type) {
	case civicline.Enqueue, civicline.ResumePlace, civicline.ResumeCallback:
		return true
	}
	return false
}

func inLine(s civicline.CallState) bool { return s == civicline.Waiting || s == civicline.Offered }

// may asks the rules. A command that can be given in several roles is open to
// whoever may act in one of them.
func (c *Center) may(actor civicline.Actor, cmd civicline.Command) error {
	acts := actsOf(actor, cmd)
	if len(acts) == 0 {
		return &civicline.Error{Kind: civicline.Invalid, Op: "carry out a command", Message: "There is no such command."}
	}
	var refused error
	for _, act := range acts {
		_, err := c.o.Grants.Ask(actor, act)
		if err == nil {
			return nil
		}
		if refused == nil {
			refused = err
		}
	}
	return refused
}

func actsOf(actor civicline.Actor, cmd civicline.Command) []civicline.Act {
	switch cmd := cmd.(type) {
	case civicline.Arrive, civicline.PickUp, civicline.SetLanguage, civicline.TakeTurn, civicline.Learn, civicline.End, civicline.Recorded:
		return []civicline.Act{civicline.RunCalls}
	case civicline.Reach, civicline.Missed:
		return []civicline.Act{civicline.RunCalls}
	case civicline.Rebook, civicline.DropCallback:
		return []civicline.Act{civicline.ChangeCallbacks}
	case civicline.CloseLines, civicline.OpenLines:
		return []civicline.Act{civicline.CloseTheLines}
	case civicline.Enqueue, civicline.ResumePlace, civicline.ResumeCallback, civicline.Dequeue:
		return []civicline.Act{civicline.QueueCalls}
	case civicline.BookCallback:
		return []civicline.Act{civicline.BookCallbacks}
	case civicline.Decline:
		if cmd.Agent != "" && cmd.Agent != actor.ID {
			return []civicline.Act{civicline.RunCalls} // for an agent who cannot be reached
		}
		return []civicline.Act{civicline.TakeCalls}
	case civicline.Accept, civicline.Hold, civicline.Unhold, civicline.Leave, civicline.GoReady, civicline.GoNotReady, civicline.WrapUp, civicline.ExtendWrapUp, civicline.Draft:
		return []civicline.Act{civicline.TakeCalls}
	case civicline.Consult, civicline.Transfer:
		return []civicline.Act{civicline.AskOfficers}
	case civicline.EndConsult:
		return []civicline.Act{civicline.TakeCalls, civicline.RunCalls}
	case civicline.OpenItem:
		return []civicline.Act{civicline.OpenItems}
	case civicline.PlanItem, civicline.DropItem:
		if actor.Tier == civicline.BotTier { // for a caller who shows code and number
			return []civicline.Act{civicline.ChangeCallbacks}
		}
		return []civicline.Act{civicline.OpenItems}
	case civicline.CloseItem:
		return []civicline.Act{civicline.WorkItems}
	case civicline.SignIn, civicline.SignOut, civicline.LoseDesk, civicline.RegainDesk:
		return []civicline.Act{civicline.TakeCalls, civicline.SeeQueues} // supervisors have a desktop too
	}
	return nil
}

func (t *change) carryOut(cmd civicline.Command) (civicline.Result, error) {
	switch cmd := cmd.(type) {
	case civicline.Arrive:
		return t.arrive(cmd)
	case civicline.PickUp:
		return t.pickUp(cmd)
	case civicline.SetLanguage:
		return t.setLanguage(cmd)
	case civicline.TakeTurn:
		return t.takeTurn(cmd)
	case civicline.Learn:
		return t.learn(cmd)
	case civicline.Enqueue:
		return t.enqueue(cmd)
	case civicline.ResumePlace:
		return t.resumePlace(cmd)
	case civicline.Dequeue:
		return t.dequeue(cmd)
	case civicline.BookCallback:
		return t.bookCallback(cmd)
	case civicline.Rebook:
		return t.rebook(cmd)
	case civicline.DropCallback:
		return t.dropCallback(cmd)
	case civicline.ResumeCallback:
		return t.resumeCallback(cmd)
	case civicline.Reach:
		return t.reach(cmd)
	case civicline.Missed:
		return t.missed(cmd)
	case civicline.CloseLines:
		return t.closeLines(cmd)
	case civicline.OpenLines:
		return t.openLines(cmd)
	case civicline.Accept:
		return t.accept(cmd)
	case civicline.Decline:
		return t.decline(cmd)
	case civicline.Hold:
		return t.agentMove(civicline.CallHeld, cmd.Call)
	case civicline.Unhold:
		return t.agentMove(civicline.CallResumed, cmd.Call)
	case civicline.Leave:
		return t.leave(cmd)
	case civicline.Consult:
		return t.consult(cmd)
	case civicline.EndConsult:
		return t.endConsult(cmd)
	case civicline.Transfer:
		return t.transfer(cmd)
	case civicline.OpenItem:
		return t.openItem(cmd)
	case civicline.PlanItem:
		return t.planItem(cmd)
	case civicline.DropItem:
		return t.dropItem(cmd)
	case civicline.CloseItem:
		return t.closeItem(cmd)
	case civicline.End:
		return t.end(cmd)
	case civicline.Recorded:
		return t.recorded(cmd)
	case civicline.SignIn:
		return t.signIn()
	case civicline.GoReady:
		return t.goReady()
	case civicline.GoNotReady:
		return t.goNotReady(cmd)
	case civicline.SignOut:
		return t.signOut()
	case civicline.LoseDesk:
		return t.loseDesk()
	case civicline.RegainDesk:
		return t.regainDesk()
	case civicline.ExtendWrapUp:
		return t.extendWrapUp()
	case civicline.Draft:
		return t.draft(cmd)
	case civicline.WrapUp:
		return t.wrapUp(cmd)
	}
	return civicline.Result{}, &civicline.Error{Kind: civicline.Invalid, Op: "carry out a command", Message: "There is no such command."}
}

// refresh shows the result as it stands after the matches that followed. If it
// cannot be read, it is as it stood before them.
func (c *Center) refresh(ctx context.Context, actor civicline.Actor, res *civicline.Result) {
	now := *res
	err := c.o.Store.Look(ctx, func(v *store.View) (err error) {
		if now.Call.ID != "" {
			if now.Call, err = v.Call(now.Call.ID); err != nil {
				return err
			}
			if now.Agent.ID == actor.ID { // staff
				talks, err := v.Talks(now.Call.ID)
				if err != nil {
					return err
				}
				now.Call = c.veiled(now.Call, actor, talks)
			}
		}
		if now.Agent.ID != "" {
			now.Agent, err = v.Agent(now.Agent.ID)
		}
		return err
	})
	if err == nil {
		*res = now
	}
}

// plain makes sure that an error has words for a person, and that ours are in
// the log. Neither holds anything a caller said.
func (c *Center) plain(op string, err error) error {
	if err == nil {
		return nil
	}
	out := new(civicline.Error)
	if !errors.As(err, &out) {
		out = &civicline.Error{Kind: civicline.Internal, Op: op, Message: "Something went wrong on our side, and nothing was changed. The log says more.", Err: err}
	}
	if errors.Is(err, context.Canceled) {
		return out // who asked has gone
	}
	if out.Kind == civicline.Internal || out.Kind == civicline.Unavailable {
		c.o.Log.Error("a change failed", "change", op, "kind", out.Kind, "err", out)
	}
	return out
}
