package center

import (
	"cmp"
	"context"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd"
	"github.com/civicline/civicline/store"
)

// nobodyFree is what the agent of a call may do when no officer is free.
const nobodyFree = "No officer is free now. Open a service item: an officer will ring the caller, and they are told when."

// consult asks an officer into a call: whoever the floor would offer it to. The
// caller is on hold from now on. Officer and state are looked at, and changed, in
// this one change: nobody can be asked twice, or be offered a call as well.
func (t *change) consult(cmd civicline.Consult) (civicline.Result, error) {
	const op = "ask an officer"
	call, asker, err := t.own(op, cmd.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	if now, err := t.consultOf(call.ID); now != nil || err != nil {
		return civicline.Result{Call: call, Agent: asker, Consult: deref(now)}, err
	}
	if call.State != civicline.WithAgent && call.State != civicline.OnHold {
		return civicline.Result{Call: call}, conflict(op, "You have no caller on the line.")
	}
	queue, ok := t.c.queueFor(civicline.Tier2, call.Language, call.Facts["topic"])
	if !ok {
		return civicline.Result{Call: call}, conflict(op, "No officers here speak "+call.Language.Name()+". Offer the caller a callback.")
	}
	officer, because, err := t.freeOfficer(queue, call.Facts["topic"])
	if err != nil {
		return civicline.Result{}, err
	}
	if officer == nil {
		return civicline.Result{Call: call}, conflict(op, nobodyFree)
	}
	if call.State == civicline.WithAgent {
		if err := t.step(civicline.CallHeld, &call, &asker, civicline.Detail{}); err != nil {
			return civicline.Result{}, err
		}
	}
	before, err := t.Consults(call.ID)
	if err != nil {
		return civicline.Result{}, err
	}
	at := t.now
	if n := len(before); n > 0 && !before[n-1].Asked.Before(at) { // each has a time of its own
		at = before[n-1].Asked.Add(time.Microsecond)
	}
	c := civicline.Consultation{Call: call.ID, Asked: at, Asker: asker.ID, Officer: officer.ID, Note: clean(cmd.Note, longestNote)}
	officer.Call, officer.Consult = call.ID, true
	if err := t.beside(civicline.ConsultAsked, call, officer, civicline.Detail{Queue: queue.ID, Language: call.Language, Asker: asker.ID,
		Note: c.Note, Because: because, Until: t.now.Add(cmp.Or(queue.Ring, t.c.o.RingTime))}); err != nil {
		return civicline.Result{}, err
	}
	t.stirred = true // something new is due
	return civicline.Result{Call: call, Agent: asker, Consult: c}, t.PutConsult(c)
}

// own returns the call that who asks has, and themselves.
func (t *change) own(op string, id civicline.CallID) (civicline.Call, civicline.Agent, error) {
	call, err := t.Call(id)
	if err != nil {
		return call, civicline.Agent{}, err
	}
	agent, err := t.Agent(t.who.ID)
	if err == nil && (call.Agent != agent.ID || agent.Call != call.ID) {
		err = refused(op, "You are not on this call.")
	}
	return call, agent, err
}

// freeOfficer is whom a call of this queue would be offered to; nil if nobody is
// free.
func (t *change) freeOfficer(queue civicline.Queue, topic string) (*civicline.Agent, string, error) {
	agents, err := t.Agents()
	if err != nil {
		return nil, "", err
	}
	floor := acd.New([]civicline.Queue{queue}, t.c.o.RingTime)
	byID := map[civicline.AgentID]civicline.Agent{}
	for _, a := range agents {
		floor.Set(a)
		byID[a.ID] = a
	}
	id, because, ok := floor.Best(queue.ID, topic, t.now)
	officer := byID[id]
	if !ok || officer.State != civicline.Ready || officer.ID == t.who.ID {
		return nil, "", nil
	}
	return &officer, because, nil
}

// beside moves an officer who is on a call, or is to be, beside its agent; the
// call stays as it is.
func (t *change) beside(kind civicline.Kind, call civicline.Call, agent *civicline.Agent, d civicline.Detail) error {
	next, err := agent.State.Next(kind)
	if err != nil {
		return err
	}
	d.AgentWas, d.AgentIs = agent.State, next
	t.becomes(agent, next, &call)
	if next == civicline.Alerting {
		agent.Until = d.Until
	}
	if err := t.PutAgent(*agent); err != nil {
		return err
	}
	if err := t.tell(civicline.Event{At: t.now, Kind: kind, Who: t.who, Call: call.ID, Agent: agent.ID, Data: d}); err != nil {
		return err
	}
	return t.mayBeLost(agent)
}

// A consulting is everything that takes part in a consultation.
type consulting struct {
	c       civicline.Consultation
	call    civicline.Call
	asker   civicline.Agent
	officer civicline.Agent
}

func (x consulting) result(who civicline.AgentID) civicline.Result {
	res := civicline.Result{Call: x.call, Agent: x.asker, Consult: x.c}
	if who == x.officer.ID {
		res.Agent = x.officer
	}
	return res
}

// consultOf is the consultation under way in a call; nil if there is none.
func (t *change) consultOf(call civicline.CallID) (*civicline.Consultation, error) {
	c, err := t.Consult(call)
	switch civicline.FaultOf(err) {
	case "":
		return &c, nil
	case civicline.NotFound:
		return nil, nil
	}
	return nil, err
}

func deref(c *civicline.Consultation) civicline.Consultation {
	if c == nil {
		return civicline.Consultation{}
	}
	return *c
}

// consulting returns what belongs to the consultation of a call; nil if there is
// none.
func (t *change) consulting(id civicline.CallID) (*consulting, error) {
	c, err := t.consultOf(id)
	if c == nil || err != nil {
		return nil, err
	}
	x := &consulting{c: *c}
	if x.call, err = t.Call(id); err != nil {
		return nil, err
	}
	if x.asker, err = t.Agent(c.Asker); err != nil {
		return nil, err
	}
	x.officer, err = t.Agent(c.Officer)
	return x, err
}

// joinConsult is an officer answering; it is false if they are asked into no call.
func (t *change) joinConsult(id civicline.CallID) (res civicline.Result, asked bool, err error) {
	x, err := t.asked(id, t.who.ID)
	if x == nil || err != nil {
		return res, false, err
	}
	x.c.Joined = t.now
	if err := t.beside(civicline.ConsultJoined, x.call, &x.officer, civicline.Detail{Asker: x.asker.ID, Waited: t.now.Sub(x.c.Asked)}); err != nil {
		return res, true, err
	}
	return x.result(x.officer.ID), true, t.PutConsult(x.c)
}

// asked returns the consultation for which a call rings at an officer; nil if it
// does not.
func (t *change) asked(id civicline.CallID, officer civicline.AgentID) (*consulting, error) {
	x, err := t.consulting(id)
	if x == nil || err != nil || x.c.Officer != officer || x.officer.State != civicline.Alerting {
		return nil, err
	}
	return x, nil
}

// declineConsult gives the caller back to who asked, because the officer cannot
// come; it is false if they are asked into no call.
func (t *change) declineConsult(id civicline.CallID, officer civicline.AgentID, how civicline.ConsultEnd, why string) (res civicline.Result, asked bool, err error) {
	x, err := t.asked(id, officer)
	if x == nil || err != nil {
		return res, false, err
	}
	err = t.failConsult(x, how, why)
	return x.result(officer), true, err
}

// howDeclined is how a consultation ended at which an officer was declined for.
func howDeclined(why string) civicline.ConsultEnd {
	if why == NoAnswer {
		return civicline.ConsultNoAnswer
	}
	return civicline.ConsultDeclined
}

// failConsult frees an officer who did not come, or did not stay: they are not
// ready. The caller is back with who asked.
func (t *change) failConsult(x *consulting, how civicline.ConsultEnd, why string) error {
	x.officer.Reason, x.officer.Call = why, ""
	if err := t.beside(civicline.ConsultFailed, x.call, &x.officer, civicline.Detail{Asker: x.asker.ID, How: how, Reason: why}); err != nil {
		return err
	}
	if err := t.overConsult(x, how); err != nil {
		return err
	}
	return t.step(civicline.CallResumed, &x.call, &x.asker, civicline.Detail{})
}

func (t *change) overConsult(x *consulting, how civicline.ConsultEnd) error {
	x.c.Ended, x.c.How = t.now, how
	t.stirred = true
	return t.PutConsult(x.c)
}

// letOfficerGo ends a consultation for the officer's part: one at whom it rang
// has lost nothing, and one who spoke has a wrap-up.
func (t *change) letOfficerGo(x *consulting, how civicline.ConsultEnd) error {
	kind := civicline.ConsultEnded
	if x.officer.State == civicline.Alerting {
		kind = civicline.ConsultWithdrawn
		x.officer.Call = ""
	}
	if err := t.beside(kind, x.call, &x.officer, civicline.Detail{Asker: x.asker.ID, How: how}); err != nil {
		return err
	}
	return t.overConsult(x, how)
}

// endConsult gives the caller back to who asked.
func (t *change) endConsult(cmd civicline.EndConsult) (civicline.Result, error) {
	const op = "end a consultation"
	x, err := t.consulting(cmd.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	if x == nil {
		call, err := t.Call(cmd.Call)
		if err == nil {
			err = conflict(op, "No officer is on this call.")
		}
		return civicline.Result{Call: call}, err
	}
	bot := t.who.Tier == civicline.BotTier
	switch {
	case !bot && t.who.ID != x.asker.ID && t.who.ID != x.officer.ID:
		return civicline.Result{}, refused(op, "You are not on this call.")
	case bot || cmd.Lost:
		if !bot {
			return civicline.Result{}, refused(op, "Only the switchboard knows of a lost line. Hang up instead.")
		}
		err = t.failConsult(x, civicline.ConsultLostLine, LineLost)
		return x.result(x.asker.ID), err
	case t.who.ID == x.officer.ID && x.officer.State == civicline.Alerting:
		err = t.failConsult(x, civicline.ConsultDeclined, "declined")
		return x.result(t.who.ID), err
	}
	if err := t.letOfficerGo(x, civicline.ConsultReturned); err != nil {
		return civicline.Result{}, err
	}
	err = t.step(civicline.CallResumed, &x.call, &x.asker, civicline.Detail{})
	return x.result(t.who.ID), err
}

// transfer makes the caller the officer's, at the wish of who asked.
func (t *change) transfer(cmd civicline.Transfer) (civicline.Result, error) {
	const op = "hand a caller over"
	if _, _, err := t.own(op, cmd.Call); err != nil {
		return civicline.Result{}, err
	}
	x, err := t.consulting(cmd.Call)
	switch {
	case err != nil:
		return civicline.Result{}, err
	case x == nil:
		return civicline.Result{}, conflict(op, "Ask an officer first: a caller is handed over once the two of you have spoken.")
	case !x.c.Joins():
		return civicline.Result{}, conflict(op, "The officer has not answered yet. Wait a moment, or take the caller back.")
	}
	err = t.handOver(x, civicline.CallHandedOver)
	return x.result(t.who.ID), err
}

// handOver makes the officer the agent of the call: the one who had it has left
// it to them, or was dropped from it.
func (t *change) handOver(x *consulting, how civicline.Kind) error {
	queue, ok := t.c.queueFor(civicline.Tier2, x.call.Language, x.call.Facts["topic"])
	if !ok {
		return conflict("hand a caller over", "The officers' line is closed.")
	}
	if err := t.parted(x.call.ID); err != nil {
		return err
	}
	if how == civicline.AgentDropped {
		x.asker.Call, x.asker.Reason = "", LineLost
		if err := t.freed(x.call.ID, x.asker.ID); err != nil {
			return err
		}
	}
	if err := t.beside(how, x.call, &x.asker, civicline.Detail{Reason: x.asker.Reason}); err != nil {
		return err
	}
	x.officer.Consult = false
	x.call.Agent, x.call.Queue, x.call.Answered = x.officer.ID, queue.ID, t.now
	x.call.Note, x.call.Outcome = "", ""
	if err := t.step(civicline.CallTransferred, &x.call, &x.officer, civicline.Detail{Queue: queue.ID, Language: x.call.Language, Asker: x.asker.ID}); err != nil {
		return err
	}
	if err := t.overConsult(x, civicline.ConsultTransfer); err != nil {
		return err
	}
	return t.met(x.call)
}

// takenOver gives a caller whose agent's line is gone to the officer who had
// joined; one who had not is let go, and it is false.
func (t *change) takenOver(call *civicline.Call, how civicline.Kind) (bool, error) {
	x, err := t.consulting(call.ID)
	if x == nil || err != nil {
		return false, err
	}
	if x.c.Joins() && x.officer.State == civicline.Talking {
		err := t.handOver(x, how)
		*call = x.call
		return true, err
	}
	return false, t.letOfficerGo(x, civicline.ConsultOver)
}

// consultOver lets the officer of a call go whose caller has gone.
func (t *change) consultOver(call civicline.CallID) error {
	x, err := t.consulting(call)
	if x == nil || err != nil {
		return err
	}
	return t.letOfficerGo(x, civicline.ConsultOver)
}

// leaveConsult is an officer, or who asked them, hanging up in a consultation:
// it ends, or the caller is the officer's. It is false if there is none, or
// nobody has joined it yet.
func (t *change) leaveConsult(id civicline.CallID) (res civicline.Result, done bool, err error) {
	x, err := t.consulting(id)
	if x == nil || err != nil {
		return res, false, err
	}
	switch {
	case t.who.ID == x.officer.ID:
		res, err = t.endConsult(civicline.EndConsult{Call: id})
		return res, true, err
	case t.who.ID != x.asker.ID:
		return res, false, nil
	case x.c.Joins():
		err = t.handOver(x, civicline.CallHandedOver)
		return x.result(t.who.ID), true, err
	}
	return res, false, t.letOfficerGo(x, civicline.ConsultOver)
}

// ConsultOf returns the last consultation of a call, for a pass to read it as
// Call wants it; NotFound if there was none.
func (c *Center) ConsultOf(ctx context.Context, p civicline.Pass, id civicline.CallID) (last civicline.Consultation, err error) {
	const op = "read a consultation"
	err = c.look(ctx, op, func(v *store.View) error {
		if _, err := c.readable(v, p, id, civicline.ReadAllCalls, civicline.RunCalls); err != nil {
			return err
		}
		all, err := v.Consults(id)
		if err == nil && len(all) == 0 {
			err = &civicline.Error{Kind: civicline.NotFound, Op: op, Message: "No officer was asked in this call."}
		}
		if err == nil {
			last = all[len(all)-1]
			for i, who := range []civicline.AgentID{last.Asker, last.Officer} {
				a, err := v.Agent(who)
				if err != nil {
					return err
				}
				last.Names[i] = a.Name
			}
		}
		return err
	})
	return last, err
}
