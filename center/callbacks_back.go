package center

import (
	"time"

	"github.com/civicline/civicline"
)

// noWord is why a call back goes to the line again when the switchboard that
// was to ring the caller says nothing.
const noWord = "the call back could not be placed"

// back puts a caller who is being rung at the head of the line again. If it does
// not count it was no attempt. What happens to an agent who was only kept is
// what kept says: OfferRefused if it is because of them, or OfferWithdrawn; one
// who had taken it is not ready.
func (t *change) back(a *attempt, counts bool, why string, kept civicline.Kind) error {
	d := civicline.Detail{Queue: a.place.Queue, Language: a.place.Language, Entered: a.place.Entered, Reason: a.call.Reason, Facts: a.call.Facts,
		Callback: a.cb.Reference, Attempt: a.cb.Attempts, Because: why, Returned: true}
	if !counts {
		a.cb.Attempts--
	}
	if err := t.promise(&a.cb, civicline.CallQueued); err != nil {
		return err
	}
	a.place.Returned, a.place.Offered, a.place.Until = true, "", time.Time{}
	if err := t.PutPlace(a.place); err != nil {
		return err
	}
	last, err := t.lastAgent(a.call.ID)
	if err != nil {
		return err
	}
	t.stirred = true
	a.agent.Call, a.call.Agent = "", last
	if a.agent.State != civicline.Reserved {
		a.agent.Reason = why
		return t.step(civicline.CallQueued, &a.call, &a.agent, d)
	}
	if err := t.step(civicline.CallQueued, &a.call, nil, d); err != nil {
		return err
	}
	if kept == civicline.OfferRefused {
		a.agent.Reason = why
	}
	return t.step(kept, nil, &a.agent, civicline.Detail{Reason: a.agent.Reason, Other: a.call.ID})
}

// agentGone puts a caller who is being rung back in line because their agent has
// gone: the attempt does not count.
func (t *change) agentGone(call civicline.Call, why string) (civicline.Result, error) {
	a := attempt{call: call}
	if err := t.rest(&a); err != nil {
		return civicline.Result{}, err
	}
	err := t.back(&a, false, why, civicline.OfferRefused)
	return a.result(), err
}

// leaveDialing is an agent hanging up before the caller whom they have rung has
// answered.
func (t *change) leaveDialing(id civicline.CallID) (res civicline.Result, dialing bool, err error) {
	call, err := t.Call(id)
	if err != nil || call.State != civicline.Dialing || call.Agent != t.who.ID {
		return res, false, err
	}
	agent, err := t.Agent(t.who.ID)
	if err != nil || agent.State != civicline.Talking {
		return res, false, err
	}
	res, err = t.agentGone(call, "hung up before the caller answered")
	return res, true, err
}

// declineKept lets a caller wait again whose agent, kept for them, cannot take
// the call.
func (t *change) declineKept(id civicline.CallID, who civicline.AgentID, why string) (res civicline.Result, reserved bool, err error) {
	call, err := t.Call(id)
	if err != nil || call.State != civicline.Dialing || call.Agent != who {
		return res, false, err
	}
	agent, err := t.Agent(who)
	if err != nil || agent.State != civicline.Reserved {
		return res, false, err
	}
	res, err = t.agentGone(call, why)
	return res, true, err
}

// silent is an attempt of which nothing was heard in time, as when the node died
// that rang: the caller's phone may have rung, so it counts, and is in line again.
func (t *change) silent(call *civicline.Call, place civicline.Place, why string) error {
	a := attempt{call: *call, place: place}
	err := t.rest(&a)
	if err == nil {
		if a.cb.Attempts >= civicline.MaxAttempts {
			err = t.miss(&a, civicline.MissFailed)
		} else {
			err = t.back(&a, true, why, civicline.OfferWithdrawn)
		}
	}
	*call = a.call
	return err
}

// endRing does what the end of a caller's line means for a call that we place,
// and is false if it is none, or its promise is kept. One that only waits for
// its turn has no line that could end. A caller who was reached, and hung up
// before an agent came, was missed.
func (t *change) endRing(call *civicline.Call, lost bool, why string) (ours bool, err error) {
	if call.Callback == "" || call.State == civicline.Ended || call.State == civicline.Away {
		return false, nil
	}
	cb, err := t.Callback(call.Callback)
	if err != nil {
		return false, err
	}
	miss := civicline.MissDeclined
	if lost {
		miss = civicline.MissFailed
	}
	switch {
	case cb.Ring != call.ID:
		return false, nil
	case cb.State == civicline.CallbackInLine:
		return true, nil
	case cb.State != civicline.CallbackBeingMade:
		return false, nil
	case call.State == civicline.Dialing:
		a := attempt{call: *call}
		if err = t.rest(&a); err == nil {
			err = t.miss(&a, civicline.MissFailed)
		}
		*call = a.call
		return true, err
	}
	return true, t.reachedButLeft(call, &cb, miss, why)
}

// reachedButLeft ends the call of a caller who was reached before any agent had
// them.
func (t *change) reachedButLeft(call *civicline.Call, cb *civicline.Callback, miss civicline.Miss, why string) error {
	d := civicline.Detail{Reason: why}
	if place, err := t.placeOf(*call); err != nil {
		return err
	} else if place != nil {
		if place.Offered != "" {
			if err := t.withdraw(call, place); err != nil {
				return err
			}
		}
		if err := t.DropPlace(call.ID); err != nil {
			return err
		}
		d.Queue, d.Entered, d.Waited = place.Queue, place.Entered, t.now.Sub(place.Entered)
	}
	what, told, err := t.counted(cb, miss, false)
	if err != nil {
		return err
	}
	t.stirred = true
	if err := t.note(what, *call, told); err != nil {
		return err
	}
	return t.finish(call, nil, d)
}

// onTheLine is a Conflict error for a call whose caller is not there yet: it
// waits for its turn to be placed.
func (t *change) onTheLine(op string, call civicline.Call) error {
	if call.Callback == "" {
		return nil
	}
	cb, err := t.Callback(call.Callback)
	if err == nil && cb.Ring == call.ID && cb.State == civicline.CallbackInLine {
		err = conflict(op, "This caller is not on the line: they are to be rung back.")
	}
	return err
}

// recoverRing takes up a call that a former run was placing, or had placed; it
// is false if that is like any other by now. What only waits for its turn goes
// on waiting.
func (t *change) recoverRing(call *civicline.Call) (ours bool, err error) {
	if call.Callback == "" || call.State == civicline.Away {
		return false, nil
	}
	cb, err := t.Callback(call.Callback)
	if err != nil || cb.Ring != call.ID {
		return false, err
	}
	switch {
	case call.State == civicline.Dialing:
		place, err := t.Place(call.ID)
		if err != nil {
			return true, err
		}
		return true, t.silent(call, place, restarted)
	case cb.State == civicline.CallbackInLine && call.State == civicline.Offered:
		place, err := t.Place(call.ID)
		if err != nil {
			return true, err
		}
		return true, t.withdraw(call, &place)
	}
	return t.endRing(call, true, restarted)
}

// bookFromRing is a caller whom we rang, and who would rather be rung at another
// time: the promise that this call is to keep goes on, as if newly made.
func (t *change) bookFromRing(call civicline.Call, cmd civicline.BookCallback) (res civicline.Result, ours bool, err error) {
	if call.Callback == "" {
		return res, false, nil
	}
	cb, err := t.Callback(call.Callback)
	if err != nil || !cb.State.Open() || cb.Ring != call.ID {
		return res, false, err
	}
	if cb.State != civicline.CallbackBeingMade || call.State == civicline.Dialing {
		return civicline.Result{Call: call, Callback: cb}, true, nil
	}
	queue, _ := t.callbackQueue(cb)
	place, err := t.placeOf(call)
	if err != nil {
		return res, true, err
	}
	if err := t.outOfLine(&call, place, cb.Reference, "callback booked"); err != nil {
		return res, true, err
	}
	told := civicline.Detail{Callback: cb.Reference, Attempt: cb.Attempts, Miss: civicline.MissDeclined, Until: t.now}
	if err := t.promise(&cb, civicline.CallbackMissed); err != nil {
		return res, true, err
	}
	if err := t.note(civicline.CallbackMissed, call, told); err != nil {
		return res, true, err
	}
	if late, err := t.setTime("book a callback", &cb, queue, cmd.At); err != nil {
		return civicline.Result{Hours: late}, true, err
	}
	cb.Attempts, cb.Returned = 0, false
	err = t.promisedAnew(&cb)
	return civicline.Result{Call: call, Callback: cb}, true, err
}
