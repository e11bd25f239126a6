package center

import (
	"context"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// shown finds the callback that somebody wants to change: by the token of its
// link, or by its reference and its number. Staff need no number.
func (t *change) shown(op string, ref civicline.Reference, number civicline.PhoneNumber, token string) (civicline.Callback, error) {
	none := &civicline.Error{Kind: civicline.NotFound, Op: op, Message: "We owe no call under this number. Please check the number you wrote down."}
	var cb civicline.Callback
	var err error
	mine := true
	switch {
	case token != "":
		cb, err = t.CallbackByToken(hashToken(token))
	case t.who.Tier == civicline.Public || ref == "":
		return cb, none
	default:
		guesses := t.who.Tier == civicline.BotTier // for somebody: staff may have any
		if guesses {
			if err := t.c.slips.mayTry("callback "+string(ref), t.now); err != nil {
				return cb, err
			}
		}
		cb, err = t.Callback(ref)
		mine = !guesses || sameNumber(cb.Number, number)
	}
	switch {
	case civicline.FaultOf(err) == civicline.NotFound, err == nil && !cb.State.Open():
		return cb, none
	case err == nil && !mine:
		t.c.slips.wrong("callback "+string(ref), t.now)
		return cb, none
	}
	return cb, err
}

// rebook gives a callback that is still owed another time; its place in line
// stays, and attempts are counted anew.
func (t *change) rebook(cmd civicline.Rebook) (civicline.Result, error) {
	const op = "choose another time"
	cb, err := t.shown(op, cmd.Reference, cmd.Number, cmd.Token)
	if err != nil {
		return civicline.Result{}, err
	}
	if err := t.takeBack(op, &cb); err != nil {
		return civicline.Result{}, err
	}
	queue, ok := t.callbackQueue(cb)
	if !ok {
		return civicline.Result{}, conflict(op, "Nobody here rings back in "+cb.Language.Name()+".")
	}
	was := cb
	if cb.Item != "" {
		err := t.rebookItem(op, &cb, cmd.At)
		return civicline.Result{Callback: public(cb)}, err
	}
	cb.Due, cb.Until = t.now, t.now // it does not count among those of its slot
	if err := t.PutCallback(cb); err != nil {
		return civicline.Result{}, err
	}
	if late, err := t.setTime(op, &cb, queue, cmd.At); err != nil {
		return civicline.Result{Callback: was, Hours: late}, err
	}
	cb.Attempts = 0
	err = t.promisedAnew(&cb)
	return civicline.Result{Callback: public(cb)}, err
}

// dropCallback takes a promise back that the caller does not want any more.
func (t *change) dropCallback(cmd civicline.DropCallback) (civicline.Result, error) {
	const op = "take a callback back"
	cb, err := t.shown(op, cmd.Reference, cmd.Number, cmd.Token)
	if err != nil {
		return civicline.Result{}, err
	}
	if err := t.takeBack(op, &cb); err != nil {
		return civicline.Result{}, err
	}
	err = t.withdrawn(&cb)
	return civicline.Result{Callback: public(cb)}, err
}

func (t *change) withdrawn(cb *civicline.Callback) error {
	if err := t.promise(cb, civicline.CallbackDropped); err != nil {
		return err
	}
	call, err := t.Call(cb.Call)
	if err != nil {
		return err
	}
	return t.note(civicline.CallbackDropped, call, civicline.Detail{Callback: cb.Reference, Reference: cb.Reference})
}

// needNone withdraws the promise that was made in a call which now gets another
// place in line: nobody has both.
func (t *change) needNone(call civicline.CallID) error {
	cb, err := t.CallbackOf(call)
	switch {
	case civicline.FaultOf(err) == civicline.NotFound:
		return nil
	case err != nil || !cb.State.Open():
		return err
	}
	if err := t.takeBack("take up a place in line", &cb); err != nil {
		return err
	}
	return t.withdrawn(&cb)
}

// takeBack ends the call that waits to keep a promise, and takes back what was
// to be texted about it. A caller who is being rung must be told then.
func (t *change) takeBack(op string, cb *civicline.Callback) error {
	if cb.State == civicline.CallbackBeingMade {
		return conflict(op, "We are ringing this number now. Please answer, or try again in a few minutes.")
	}
	if err := t.cancelText(*cb); err != nil {
		return err
	}
	if cb.State != civicline.CallbackInLine {
		return nil
	}
	return t.unqueue(cb.Ring, "the callback was changed")
}

// unqueue ends a call that waits for its turn to be placed.
func (t *change) unqueue(ring civicline.CallID, why string) error {
	call, err := t.Call(ring)
	if err != nil {
		return err
	}
	place, err := t.Place(ring)
	if err != nil {
		return err
	}
	if place.Offered != "" {
		if err := t.withdraw(&call, &place); err != nil {
			return err
		}
	}
	if err := t.DropPlace(ring); err != nil {
		return err
	}
	t.stirred = true
	return t.finish(&call, nil, civicline.Detail{Reason: why, Queue: place.Queue, Entered: place.Entered, Callback: place.Callback})
}

// resumeCallback gives a caller who rings themselves the place that was kept for
// their callback, and ends the promise: at the head of the line if it was due.
func (t *change) resumeCallback(cmd civicline.ResumeCallback) (civicline.Result, error) {
	const op = "take up a callback"
	call, err := t.Call(cmd.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	cb, err := t.owedTo(op, call, cmd)
	if err != nil {
		return civicline.Result{Call: call}, err
	}
	return t.takeUp(op, call, cb)
}

// owedTo finds what is owed to a caller, by their own number or by the reference
// and the number to be rung.
func (t *change) owedTo(op string, call civicline.Call, cmd civicline.ResumeCallback) (civicline.Callback, error) {
	none := conflict(op, "We owe this caller no call.")
	if cmd.Reference == "" {
		cb, err := t.owed(call.From)
		if err == nil && cb == nil {
			err = none
		}
		if err != nil {
			return civicline.Callback{}, err
		}
		return *cb, nil
	}
	if err := t.c.slips.mayTry(string(call.ID), t.now); err != nil {
		return civicline.Callback{}, err
	}
	number := cmd.Number
	if number == "" {
		number = call.From
	}
	cb, err := t.Callback(cmd.Reference)
	switch {
	case civicline.FaultOf(err) == civicline.NotFound, err == nil && (!cb.State.Open() || !sameNumber(cb.Number, number)):
		t.c.slips.wrong(string(call.ID), t.now)
		return cb, none
	case err == nil && cb.Item != "":
		return cb, conflict(op, "An officer rings this caller about a service item. Offer another time for it.")
	}
	return cb, err
}

// takeUp makes a live place of a promise.
func (t *change) takeUp(op string, call civicline.Call, cb civicline.Callback) (civicline.Result, error) {
	if _, err := call.State.Next(civicline.PlaceResumed); err != nil {
		return civicline.Result{Call: call}, err
	}
	queue, ok := t.callbackQueue(cb)
	if !ok {
		return civicline.Result{Call: call}, conflict(op, "Nobody here answers in "+cb.Language.Name()+".")
	}
	open, err := t.hours(queue, t.now)
	if err != nil {
		return civicline.Result{}, err
	}
	if !open.Open {
		return civicline.Result{Call: call, Hours: open}, refused(op, "Nobody answers now. The callback stays as it was promised.")
	}
	due := cb.Returned || cb.State != civicline.CallbackPromised || !cb.Due.After(t.now)
	if err := t.stopRinging(op, &cb); err != nil {
		return civicline.Result{Call: call}, err
	}
	if err := t.promise(&cb, civicline.PlaceResumed); err != nil {
		return civicline.Result{}, err
	}
	if err := t.needNone(call.ID); err != nil {
		return civicline.Result{Call: call}, err
	}
	first, err := t.Call(cb.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	call.Queue, call.Entered, call.Language = queue.ID, cb.Entered, cb.Language
	if cb.Reason != "" {
		call.Reason = cb.Reason
	}
	call.Facts = first.Facts.With(call.Facts)
	place := civicline.Place{Entered: cb.Entered, Head: cb.Head, Topic: cb.Topic, Returned: due}
	if place.Last, err = t.lastAgent(first.ID); err != nil {
		return civicline.Result{}, err
	}
	if err := t.take(civicline.PlaceResumed, &call, nil, place, civicline.Detail{Callback: cb.Reference, Other: first.ID}); err != nil {
		return civicline.Result{}, err
	}
	return civicline.Result{Call: call, Callback: cb}, nil
}

// stopRinging takes back the call that was to keep a promise, whether it waits,
// or rings at an agent, or at the caller, who has rung us meanwhile.
func (t *change) stopRinging(op string, cb *civicline.Callback) error {
	if err := t.cancelText(*cb); err != nil {
		return err
	}
	switch cb.State {
	case civicline.CallbackInLine:
		return t.unqueue(cb.Ring, "the caller rang")
	case civicline.CallbackBeingMade:
		a, err := t.dialing(op, cb.Ring)
		if err != nil {
			return conflict(op, "This caller is on the line with us already.")
		}
		a.spare = true
		if err := t.miss(&a, civicline.MissBusy); err != nil {
			return err
		}
		*cb = a.cb
	}
	return nil
}

// stayAfterAll is a caller who books a callback and then wants to wait: the
// promise becomes a place again.
func (t *change) stayAfterAll(call civicline.Call) (res civicline.Result, owed bool, err error) {
	if call.Callback != "" { // whom we rang, and who left the line
		cb, err := t.Callback(call.Callback)
		if err != nil || cb.Ring != call.ID || cb.State != civicline.CallbackBeingMade {
			return res, false, err
		}
		place := civicline.Place{Entered: call.Entered, Head: cb.Head, Topic: cb.Topic, Returned: true, Callback: cb.Reference}
		if err := t.take(civicline.CallQueued, &call, nil, place, civicline.Detail{Callback: cb.Reference}); err != nil {
			return res, true, err
		}
		return civicline.Result{Call: call}, true, nil
	}
	cb, err := t.CallbackOf(call.ID)
	switch {
	case civicline.FaultOf(err) == civicline.NotFound:
		return res, false, nil
	case err != nil || !cb.State.Open() || cb.State == civicline.CallbackBeingMade:
		return res, false, err
	}
	res, err = t.takeUp("put a caller in line", call, cb)
	return res, true, err
}

// public is a callback as whoever it is promised to may see it on a page.
func public(cb civicline.Callback) civicline.Callback {
	cb.Reason, cb.Topic, cb.Call, cb.Ring = "", "", "", ""
	return cb
}

// CallbackByToken returns the callback whose link has this token, without what
// it is about; NotFound if there is none, or nothing is owed any more.
func (c *Center) CallbackByToken(ctx context.Context, token string) (cb civicline.Callback, err error) {
	const op = "find a callback"
	err = c.look(ctx, op, func(v *store.View) (err error) {
		cb, err = v.CallbackByToken(hashToken(token))
		if civicline.FaultOf(err) == civicline.NotFound || err == nil && !cb.State.Open() {
			return &civicline.Error{Kind: civicline.NotFound, Op: op, Message: "This link is not good any more: the call was made, or a newer link was sent."}
		}
		return err
	})
	if err != nil {
		return civicline.Callback{}, err
	}
	return public(cb), nil
}

// CannotRing says why nobody is rung back, in words for supervisors; "" if they are.
func (c *Center) CannotRing() string {
	if c.o.NoDial {
		return "there is no trunk to ring on"
	}
	return ""
}

// CallbackToRing returns the callback that a call is being placed for, its
// number among it, for a pass to run live calls; a Conflict error if nobody is to
// be rung in it now. Only the node that the event named may ring.
func (c *Center) CallbackToRing(ctx context.Context, p civicline.Pass, id civicline.CallID) (cb civicline.Callback, err error) {
	const op = "ring a caller back"
	if err := p.For(civicline.RunCalls); err != nil {
		return cb, err
	}
	err = c.look(ctx, op, func(v *store.View) error {
		call, err := v.Call(id)
		if err != nil {
			return err
		}
		if call.State != civicline.Dialing {
			return conflict(op, "This caller is not to be rung any more.")
		}
		cb, err = v.Callback(call.Callback)
		return err
	})
	return cb, err
}
