package center

import (
	"context"
	"errors"
	"fmt"

	"github.com/civicline/civicline"
)

// Do carries out one command for actor: all of it, or nothing. The error, if
// any, is a *civicline.Error with words for whoever asked. Once begun a change
// is not abandoned, even if ctx ends.
func (c *Center) Do(ctx context.Context, actor civicline.Actor, cmd civicline.Command) (civicline.Result, error) {
	if err := c.may(actor, cmd); err != nil {
		return civicline.Result{}, err
	}
	var res civicline.Result
	err := c.change(ctx, actor, func(t *change) (err error) {
		res, err = t.carryOut(cmd)
		res.At = t.now
		if err != nil {
			return err
		}
		if err = t.settle(); err != nil {
			return err
		}
		return t.refresh(&res)
	})
	if err != nil {
		res = civicline.Result{Hours: res.Hours} // the rest did not come about
	}
	return res, c.plain(fmt.Sprintf("%T", cmd), err)
}

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
	case civicline.Enqueue, civicline.ResumePlace, civicline.Dequeue:
		return []civicline.Act{civicline.QueueCalls}
	case civicline.BookCallback:
		return []civicline.Act{civicline.BookCallbacks}
	case civicline.Decline:
		if cmd.Agent != "" && cmd.Agent != actor.ID {
			return []civicline.Act{civicline.RunCalls} // for an agent who cannot be reached
		}
		return []civicline.Act{civicline.TakeCalls}
	case civicline.Accept, civicline.Hold, civicline.Unhold, civicline.Leave, civicline.GoReady, civicline.GoNotReady, civicline.WrapUp:
		return []civicline.Act{civicline.TakeCalls}
	case civicline.SignIn, civicline.SignOut:
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
	case civicline.WrapUp:
		return t.wrapUp(cmd)
	}
	return civicline.Result{}, &civicline.Error{Kind: civicline.Invalid, Op: "carry out a command", Message: "There is no such command."}
}

// refresh shows the result as it stands after the matches that followed.
func (t *change) refresh(res *civicline.Result) (err error) {
	if !t.stirred {
		return nil
	}
	if res.Call.ID != "" {
		if res.Call, err = t.Call(res.Call.ID); err != nil {
			return err
		}
	}
	if res.Agent.ID != "" {
		res.Agent, err = t.Agent(res.Agent.ID)
	}
	return err
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
