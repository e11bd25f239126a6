package center

import (
	"slices"
	"time"

	"github.com/civicline/civicline"
)

// withdraw takes an offer back because of the caller: the agent has lost
// nothing, and stays as long idle as before.
func (t *change) withdraw(call *civicline.Call, place *civicline.Place) error {
	agent, err := t.unring(call, place)
	if err != nil {
		return err
	}
	return t.step(civicline.OfferWithdrawn, call, &agent, civicline.Detail{Queue: place.Queue, Entered: place.Entered})
}

// refuse takes an offer back because of the agent: the call goes to the head of
// the line, and the agent is not ready.
func (t *change) refuse(call *civicline.Call, place *civicline.Place, why string) (civicline.Agent, error) {
	place.Returned = true
	agent, err := t.unring(call, place)
	if err != nil {
		return agent, err
	}
	agent.Reason = why
	return agent, t.step(civicline.OfferRefused, call, &agent, civicline.Detail{Queue: place.Queue, Entered: place.Entered, Reason: why})
}

func (t *change) unring(call *civicline.Call, place *civicline.Place) (civicline.Agent, error) {
	agent, err := t.Agent(place.Offered)
	if err != nil {
		return agent, err
	}
	if call.Agent, err = t.lastAgent(call.ID); err != nil {
		return agent, err
	}
	agent.Call, place.Offered, place.Until = "", "", time.Time{}
	t.stirred = true
	return agent, t.PutPlace(*place)
}

// lastAgent is who spoke with the caller last; "" if nobody did.
func (t *change) lastAgent(call civicline.CallID) (civicline.AgentID, error) {
	talks, err := t.Talks(call)
	if err != nil || len(talks) == 0 {
		return "", err
	}
	return talks[len(talks)-1].Agent, nil
}

func (t *change) accept(cmd civicline.Accept) (civicline.Result, error) {
	const op = "answer a call"
	if res, asked, err := t.joinConsult(cmd.Call); asked || err != nil {
		return res, err
	}
	call, place, err := t.offered(op, cmd.Call, t.who.ID)
	if err != nil {
		return civicline.Result{}, err
	}
	agent, err := t.Agent(t.who.ID)
	if err != nil {
		return civicline.Result{}, err
	}
	if dialing, err := t.dial(&call, &place, &agent); dialing || err != nil {
		return civicline.Result{Call: call, Agent: agent}, err
	}
	call.Agent, call.Answered = agent.ID, t.now
	if err := t.EndEstimates(call.ID, t.now, true); err != nil {
		return civicline.Result{}, err
	}
	if err := t.DropPlace(call.ID); err != nil {
		return civicline.Result{}, err
	}
	if err := t.step(civicline.OfferTaken, &call, &agent, civicline.Detail{
		Queue: place.Queue, Language: place.Language, Entered: place.Entered, Waited: t.now.Sub(place.Entered), Callback: place.Callback}); err != nil {
		return civicline.Result{}, err
	}
	if err := t.kept(place); err != nil {
		return civicline.Result{}, err
	}
	err = t.met(call)
	return civicline.Result{Call: call, Agent: agent}, err
}

func (t *change) decline(cmd civicline.Decline) (civicline.Result, error) {
	who := cmd.Agent
	if who == "" {
		who = t.who.ID
	}
	why := clean(cmd.Why, longestReason)
	if why == "" {
		why = "declined"
	}
	if res, asked, err := t.declineConsult(cmd.Call, who, howDeclined(why), why); asked || err != nil {
		return res, err
	}
	if res, reserved, err := t.declineKept(cmd.Call, who, why); reserved || err != nil {
		return res, err
	}
	call, place, err := t.offered("decline a call", cmd.Call, who)
	if err != nil {
		return civicline.Result{}, err
	}
	agent, err := t.refuse(&call, &place, why)
	return civicline.Result{Call: call, Agent: agent}, err
}

// offered returns the call and the place that are being offered to an agent.
func (t *change) offered(op string, id civicline.CallID, to civicline.AgentID) (civicline.Call, civicline.Place, error) {
	call, err := t.Call(id)
	if err != nil {
		return call, civicline.Place{}, err
	}
	late := conflict(op, "This call does not ring for you any more: the caller has gone, or it was too late.")
	if call.State != civicline.Offered {
		return call, civicline.Place{}, late
	}
	place, err := t.Place(id)
	if err == nil && place.Offered != to {
		err = late
	}
	return call, place, err
}

// agentMove is a move that the agent of a call makes, and nobody else.
func (t *change) agentMove(kind civicline.Kind, id civicline.CallID) (civicline.Result, error) {
	call, err := t.Call(id)
	if err != nil {
		return civicline.Result{}, err
	}
	agent, err := t.Agent(t.who.ID)
	if err != nil {
		return civicline.Result{}, err
	}
	if call.Agent != agent.ID || agent.Call != call.ID {
		return civicline.Result{}, refused("steer a call", "You are not on this call.")
	}
	if now, err := t.consultOf(call.ID); now != nil || err != nil {
		if err == nil {
			err = conflict("steer a call", "You are asking an officer. Hand the caller over, or end that first: the caller is then back with you.")
		}
		return civicline.Result{Call: call, Agent: agent}, err
	}
	err = t.step(kind, &call, &agent, civicline.Detail{})
	return civicline.Result{Call: call, Agent: agent}, err
}

func (t *change) leave(cmd civicline.Leave) (civicline.Result, error) {
	if res, dialing, err := t.leaveDialing(cmd.Call); dialing || err != nil {
		return res, err
	}
	if res, done, err := t.leaveConsult(cmd.Call); done || err != nil {
		return res, err
	}
	res, err := t.agentMove(civicline.AgentLeft, cmd.Call)
	if err == nil {
		err = t.parted(cmd.Call)
	}
	return res, err
}

func speaks(a civicline.Agent, l civicline.Language) bool { return slices.Contains(a.Speaks, l) }
