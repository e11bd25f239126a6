package center

import (
	"time"

	"github.com/civicline/civicline"
)

// ConnectionLost is why an agent is not ready whose desktop did not come back.
const ConnectionLost = "connection lost"

// loseDesk notes that no desktop of an agent is connected. Whoever is ready is
// offered nothing from now on; a call that rings goes on ringing, for it has an
// end of its own; a talk goes on, for its sound takes another way.
func (t *change) loseDesk() (civicline.Result, error) {
	agent, err := t.Agent(t.who.ID)
	if err != nil || agent.State == civicline.SignedOut || !agent.Gone.IsZero() || agent.Desk != t.c.o.Node {
		return civicline.Result{Agent: agent}, err // or it is connected to another node by now
	}
	agent.Gone = t.now
	if agent.State == civicline.Ready {
		err = t.mayBeLost(&agent)
	} else {
		err = t.PutAgent(agent)
	}
	return civicline.Result{Agent: agent}, err
}

// regainDesk undoes loseDesk: who was ready is so again, and as long idle as
// before.
func (t *change) regainDesk() (civicline.Result, error) {
	agent, err := t.Agent(t.who.ID)
	if err != nil || agent.Gone.IsZero() && agent.Desk == t.c.o.Node {
		return civicline.Result{Agent: agent}, err
	}
	agent.Gone, agent.Desk = time.Time{}, t.c.o.Node
	if agent.State == civicline.Lost {
		t.stirred = true
		err = t.step(civicline.DeskBack, nil, &agent, civicline.Detail{})
	} else {
		err = t.PutAgent(agent)
	}
	return civicline.Result{Agent: agent}, err
}

// mayBeLost keeps an agent who has become ready, but has no desktop, from being
// offered anything.
func (t *change) mayBeLost(agent *civicline.Agent) error {
	if agent.State != civicline.Ready || agent.Gone.IsZero() {
		return nil
	}
	t.stirred = true // something new is due
	return t.step(civicline.DeskLost, nil, agent, civicline.Detail{})
}

// agentDue ends a wrap-up that nobody extended, or the patience with a desktop
// that is gone.
func (t *change) agentDue(id civicline.AgentID) error {
	agent, err := t.Agent(id)
	if err != nil || agent.Until.IsZero() || agent.Until.After(t.now) {
		return err
	}
	switch agent.State {
	case civicline.Lost:
		agent.Reason = ConnectionLost
		return t.step(civicline.AgentNotReady, nil, &agent, civicline.Detail{Reason: agent.Reason})
	case civicline.WrappingUp:
		call, err := t.Call(agent.Call)
		if err != nil {
			return err
		}
		_, err = t.wrapped(call, agent, true)
		return err
	case civicline.Alerting:
		_, asked, err := t.declineConsult(agent.Call, id, civicline.ConsultNoAnswer, NoAnswer)
		if asked || err != nil {
			return err
		}
	}
	agent.Until = time.Time{}
	return t.PutAgent(agent)
}

// leastExtension is how much longer a wrap-up lasts where the queue names no
// time of its own.
const leastExtension = time.Minute

func (t *change) extendWrapUp() (civicline.Result, error) {
	agent, err := t.Agent(t.who.ID)
	if err != nil {
		return civicline.Result{}, err
	}
	if agent.State != civicline.WrappingUp {
		return civicline.Result{Agent: agent}, conflict("extend a wrap-up", "You are not in a wrap-up.")
	}
	if agent.Until.IsZero() {
		return civicline.Result{Agent: agent}, nil // it lasts as long as it likes
	}
	call, err := t.Call(agent.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	q, _ := t.c.queueByID(call.Queue)
	agent.Until = t.now.Add(max(q.WrapUp, leastExtension))
	t.stirred = true
	err = t.step(civicline.WrapUpExtended, nil, &agent, civicline.Detail{Until: agent.Until})
	return civicline.Result{Agent: agent}, err
}

// draft keeps a note as far as it is written. One that has its outcome is not
// touched any more.
func (t *change) draft(cmd civicline.Draft) (civicline.Result, error) {
	call, err := t.Call(cmd.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	talks, err := t.Talks(call.ID)
	if err != nil {
		return civicline.Result{}, err
	}
	mine := lastOf(talks, t.who.ID)
	switch {
	case mine == nil:
		return t.draftBeside(call, cmd)
	case mine.Outcome != "":
		return civicline.Result{Call: noted(call, mine)}, nil
	}
	mine.Note = clean(cmd.Note, longestNote)
	if err := t.PutTalk(*mine); err != nil {
		return civicline.Result{}, err
	}
	if talks[len(talks)-1].Agent == mine.Agent {
		call.Note = mine.Note
		err = t.PutCall(call)
	}
	return civicline.Result{Call: noted(call, mine)}, err
}

// draftBeside keeps the note of an officer who was asked into a call.
func (t *change) draftBeside(call civicline.Call, cmd civicline.Draft) (civicline.Result, error) {
	const op = "keep a note"
	c, err := t.joined(op, call.ID)
	if err != nil {
		return civicline.Result{}, err
	}
	call.Note, call.Outcome = clean(cmd.Note, longestNote), ""
	return civicline.Result{Call: call}, t.PutConsultNote(c, call.Note)
}
