package center

import (
	"slices"
	"time"

	"github.com/civicline/civicline"
)

func (t *change) signIn() (civicline.Result, error) {
	agent, err := t.Agent(t.who.ID)
	if err != nil || agent.State != civicline.SignedOut {
		return civicline.Result{Agent: agent}, err // signed in already: a second browser
	}
	agent.Reason, agent.Began, agent.Worked, agent.Gone, agent.Desk = "signed in", t.now, 0, time.Time{}, t.c.o.Node
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
	case civicline.Alerting:
		return civicline.Result{Agent: agent}, conflict(op, "A call is ringing for you. Answer it, or decline it.")
	case civicline.Reserved:
		return civicline.Result{Agent: agent}, conflict(op, "We are ringing a caller for you. It takes a few seconds.")
	case civicline.Talking, civicline.Holding:
		return civicline.Result{Agent: agent}, conflict(op, "You are talking with a caller. Hang up first.")
	case civicline.WrappingUp:
		return civicline.Result{Agent: agent}, conflict(op, "Finish the wrap-up of your last call first.")
	}
	agent.Reason, agent.Idle, agent.Gone = "", t.now, time.Time{}
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
	case civicline.Talking, civicline.Holding:
		return civicline.Result{Agent: agent}, conflict("take a break", "You are talking with a caller. Hang up first, then take your break in the wrap-up.")
	case civicline.Reserved:
		return civicline.Result{Agent: agent}, conflict("take a break", "We are ringing a caller for you. It takes a few seconds: take your break after the call.")
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
	case civicline.Alerting:
		if res, asked, err := t.declineConsult(agent.Call, agent.ID, civicline.ConsultDeclined, why); asked || err != nil {
			return res.Agent, err
		}
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
	switch agent.State {
	case civicline.Talking, civicline.Holding:
		return civicline.Result{Agent: agent}, conflict("sign out", "You are talking with a caller. Hang up first, then sign out.")
	case civicline.Reserved:
		return civicline.Result{Agent: agent}, conflict("sign out", "We are ringing a caller for you. It takes a few seconds: sign out after the call.")
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
	mine := lastOf(talks, agent.ID)
	if mine == nil {
		return t.wrapUpBeside(call, agent, cmd)
	}
	if agent.Call == call.ID && agent.State != civicline.WrappingUp {
		return civicline.Result{}, conflict(op, "You are still talking with the caller. Hang up first.")
	}
	mine.Note, mine.Outcome = clean(cmd.Note, longestNote), cmd.Outcome
	if err := t.PutTalk(*mine); err != nil {
		return civicline.Result{}, err
	}
	if talks[len(talks)-1].Agent == agent.ID { // whoever had the caller last says what came of the call
		call.Note, call.Outcome = mine.Note, mine.Outcome
		if err := t.PutCall(call); err != nil {
			return civicline.Result{}, err
		}
	}
	if agent.State != civicline.WrappingUp || agent.Call != call.ID {
		err := t.tellNote(call, agent, civicline.Detail{})
		return civicline.Result{Call: noted(call, mine), Agent: agent}, err
	}
	agent, err = t.wrapped(call, agent, cmd.Ready)
	return civicline.Result{Call: noted(call, mine), Agent: agent}, err
}

// wrapUpBeside writes the note of an officer who was asked into a call, and did
// not get the caller.
func (t *change) wrapUpBeside(call civicline.Call, agent civicline.Agent, cmd civicline.WrapUp) (civicline.Result, error) {
	const op = "write a wrap-up"
	c, err := t.joined(op, call.ID)
	if err != nil {
		return civicline.Result{}, err
	}
	if agent.Call == call.ID && agent.State != civicline.WrappingUp {
		return civicline.Result{}, conflict(op, "You are still on this call. Hang up first.")
	}
	note := clean(cmd.Note, longestNote)
	if err := t.PutConsultNote(c, note); err != nil {
		return civicline.Result{}, err
	}
	if agent.State == civicline.WrappingUp && agent.Call == call.ID {
		agent, err = t.wrapped(call, agent, cmd.Ready)
	}
	call.Note, call.Outcome = note, cmd.Outcome
	return civicline.Result{Call: call, Agent: agent}, err
}

// tellNote tells the note of a call, if this agent wrote it: one who is not the
// last to have spoken with the caller keeps theirs apart.
func (t *change) tellNote(call civicline.Call, agent civicline.Agent, d civicline.Detail) error {
	last, err := t.lastAgent(call.ID)
	if err != nil {
		return err
	}
	if last == agent.ID {
		d.Note, d.Outcome = call.Note, call.Outcome
	}
	return t.tell(civicline.Event{At: t.now, Kind: civicline.WrapUpDone, Who: t.who, Call: call.ID, Agent: agent.ID, Data: d})
}

// wrapped makes an agent ready, or not ready, after the wrap-up of a call.
func (t *change) wrapped(call civicline.Call, agent civicline.Agent, ready bool) (civicline.Agent, error) {
	next, err := agent.State.Next(civicline.WrapUpDone)
	if err != nil {
		return agent, err
	}
	d := civicline.Detail{AgentWas: agent.State, AgentIs: next}
	t.becomes(&agent, next, nil)
	agent.Idle, agent.Call, agent.Reason = t.now, "", ""
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
		return agent, t.mayBeLost(&agent)
	}
	agent.Reason = "after a call"
	return agent, t.step(civicline.AgentNotReady, nil, &agent, civicline.Detail{Reason: agent.Reason})
}
