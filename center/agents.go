package center

import (
	"slices"

	"github.com/civicline/civicline"
)

func (t *change) signIn() (civicline.Result, error) {
	agent, err := t.Agent(t.who.ID)
	if err != nil || agent.State != civicline.SignedOut {
		return civicline.Result{Agent: agent}, err // signed in already: a second browser
	}
	agent.Reason = "signed in"
	err = t.step(civicline.AgentSignedIn, nil, &agent, civicline.Detail{Reason: agent.Reason})
	return civicline.Result{Agent: agent}, err
}

func (t *change) goReady() (civicline.Result, error) {
	const op = "get ready"
	agent, err := t.Agent(t.who.ID)
	if err != nil {
		return civicline.Result{}, err
	}
	switch agent.State {
	case civicline.Ready:
		return civicline.Result{Agent: agent}, nil
	case civicline.SignedOut:
		return civicline.Result{Agent: agent}, conflict(op, "Sign in first.")
	case civicline.Reserved:
		return civicline.Result{Agent: agent}, conflict(op, "A call is ringing for you. Answer it, or decline it.")
	case civicline.Talking:
		return civicline.Result{Agent: agent}, conflict(op, "You are talking with a caller. Hang up first.")
	case civicline.WrappingUp:
		return civicline.Result{Agent: agent}, conflict(op, "Finish the wrap-up of your last call first.")
	}
	agent.Reason, agent.Idle = "", t.now
	t.stirred = true
	err = t.step(civicline.AgentReady, nil, &agent, civicline.Detail{})
	return civicline.Result{Agent: agent}, err
}

// goNotReady declines a call that rings, and leaves a wrap-up to be written
// later: the note of a call can be written in any state.
func (t *change) goNotReady(cmd civicline.GoNotReady) (civicline.Result, error) {
	agent, err := t.Agent(t.who.ID)
	if err != nil {
		return civicline.Result{}, err
	}
	why := clean(cmd.Reason, longestReason)
	switch agent.State {
	case civicline.SignedOut:
		return civicline.Result{Agent: agent}, conflict("take a break", "Sign in first.")
	case civicline.Talking:
		return civicline.Result{Agent: agent}, conflict("take a break", "You are talking with a caller. Hang up first, then take your break in the wrap-up.")
	case civicline.NotReady:
		if agent.Reason == why {
			return civicline.Result{Agent: agent}, nil
		}
	}
	if agent, err = t.letGo(agent, why); err != nil {
		return civicline.Result{}, err
	}
	agent.Reason = why
	err = t.step(civicline.AgentNotReady, nil, &agent, civicline.Detail{Reason: why})
	return civicline.Result{Agent: agent}, err
}

// letGo frees an agent from the call that rings, or that wants its wrap-up.
func (t *change) letGo(agent civicline.Agent, why string) (civicline.Agent, error) {
	switch agent.State {
	case civicline.Reserved:
		call, place, err := t.offered("decline a call", agent.Call, agent.ID)
		if err != nil {
			return agent, err
		}
		return t.refuse(&call, &place, why)
	case civicline.WrappingUp:
		if err := t.freed(agent.Call, agent.ID); err != nil {
			return agent, err
		}
		agent.Call = ""
	}
	return agent, nil
}

func (t *change) signOut() (civicline.Result, error) {
	agent, err := t.Agent(t.who.ID)
	if err != nil {
		return civicline.Result{}, err
	}
	if agent.State == civicline.Talking {
		return civicline.Result{Agent: agent}, conflict("sign out", "You are talking with a caller. Hang up first, then sign out.")
	}
	if err := t.DropSessionsOf(agent.ID); err != nil || agent.State == civicline.SignedOut {
		return civicline.Result{Agent: agent}, err
	}
	if agent, err = t.letGo(agent, "signed out"); err != nil {
		return civicline.Result{}, err
	}
	agent.Reason = ""
	err = t.step(civicline.AgentSignedOut, nil, &agent, civicline.Detail{})
	return civicline.Result{Agent: agent}, err
}

// wrapUp writes the note. It frees the agent if that is what they are doing;
// one written later, or corrected, changes nothing but the note.
func (t *change) wrapUp(cmd civicline.WrapUp) (civicline.Result, error) {
	const op = "write a wrap-up"
	if !slices.Contains(civicline.Outcomes, cmd.Outcome) {
		return civicline.Result{}, invalid(op, "Choose what came of the call.")
	}
	call, err := t.Call(cmd.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	talks, err := t.Talks(call.ID)
	if err != nil {
		return civicline.Result{}, err
	}
	agent, err := t.Agent(t.who.ID)
	if err != nil {
		return civicline.Result{}, err
	}
	mine := false
	for _, k := range talks {
		mine = mine || k.Agent == agent.ID
	}
	switch {
	case !mine:
		return civicline.Result{}, refused(op, "You did not answer this call.")
	case agent.State == civicline.Talking && agent.Call == call.ID:
		return civicline.Result{}, conflict(op, "You are still talking with the caller. Hang up first.")
	}
	call.Note, call.Outcome = clean(cmd.Note, longestNote), cmd.Outcome
	if err := t.PutCall(call); err != nil {
		return civicline.Result{}, err
	}
	if agent.State != civicline.WrappingUp || agent.Call != call.ID {
		err := t.tellNote(call, agent, civicline.Detail{})
		return civicline.Result{Call: call, Agent: agent}, err
	}
	agent, err = t.wrapped(call, agent, cmd.Ready)
	return civicline.Result{Call: call, Agent: agent}, err
}

func (t *change) tellNote(call civicline.Call, agent civicline.Agent, d civicline.Detail) error {
	d.Note, d.Outcome = call.Note, call.Outcome
	return t.tell(civicline.Event{At: t.now, Kind: civicline.WrapUpDone, Who: t.who, Call: call.ID, Agent: agent.ID, Data: d})
}

// wrapped makes an agent ready, or not ready, after the wrap-up of a call.
func (t *change) wrapped(call civicline.Call, agent civicline.Agent, ready bool) (civicline.Agent, error) {
	next, err := agent.State.Next(civicline.WrapUpDone)
	if err != nil {
		return agent, err
	}
	d := civicline.Detail{AgentWas: agent.State, AgentIs: next}
	agent.State, agent.Since, agent.Idle, agent.Call, agent.Reason = next, t.now, t.now, "", ""
	if err := t.PutAgent(agent); err != nil {
		return agent, err
	}
	if err := t.freed(call.ID, agent.ID); err != nil {
		return agent, err
	}
	if err := t.tellNote(call, agent, d); err != nil {
		return agent, err
	}
	if ready {
		t.stirred = true
		return agent, nil
	}
	agent.Reason = "after a call"
	return agent, t.step(civicline.AgentNotReady, nil, &agent, civicline.Detail{Reason: agent.Reason})
}
