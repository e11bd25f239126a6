package center

import (
	"fmt"
	"time"

	"github.com/civicline/civicline"
)

// fallDue puts a promise that is due into the line, by a call of its own that
// waits there for its turn, if people answer now. It may be asked twice.
func (t *change) fallDue(ref civicline.Reference) error {
	cb, err := t.Callback(ref)
	if err != nil || cb.State != civicline.CallbackPromised || cb.Due.After(t.now) {
		return err
	}
	queue, ok := t.callbackQueue(cb)
	if !ok {
		return nil // until the agency has a line for it again
	}
	if open, err := t.hours(queue, t.now); err != nil || !open.Open {
		return err
	}
	if queue.ID != cb.Queue && cb.Item == "" {
		if other, err := t.owedIn(cb.Number, queue.ID); err != nil {
			return err
		} else if other != nil {
			return t.oneOf(*other, cb)
		}
	}
	first, err := t.Call(cb.Call)
	if err != nil {
		return err
	}
	id, err := t.newRing()
	if err != nil {
		return err
	}
	call := civicline.Call{
		ID: id, Reference: cb.Reference, Callback: cb.Reference, From: cb.Number, Channel: civicline.Phone, Language: cb.Language,
		State: civicline.Waiting, Since: t.now, Arrived: t.now, Reason: cb.Reason, Facts: first.Facts, Queue: queue.ID, Entered: cb.Entered,
	}
	place := civicline.Place{
		Call: id, Queue: queue.ID, Language: cb.Language, From: cb.Number, Entered: cb.Entered, Head: cb.Head, Topic: cb.Topic,
		Callback: cb.Reference, Present: true, Returned: cb.Returned,
	}
	if place.Last, err = t.lastAgent(first.ID); err != nil {
		return err
	}
	cb.Ring, cb.Queue = id, queue.ID
	if err := t.promise(&cb, civicline.CallbackDue); err != nil {
		return err
	}
	if err := t.PutCall(call); err != nil {
		return err
	}
	if err := t.PutPlace(place); err != nil {
		return err
	}
	t.stirred = true
	return t.note(civicline.CallbackDue, call, civicline.Detail{
		To: call.State, Reference: cb.Reference, Callback: cb.Reference, Language: cb.Language, Queue: queue.ID, Entered: cb.Entered,
		Reason: call.Reason, Facts: call.Facts, Other: first.ID, Returned: place.Returned, Attempt: cb.Attempts + 1})
}

// oneOf makes one promise of two to the same number, whose lines have become one:
// the one that stays has the better place, and the earlier time.
func (t *change) oneOf(stays, goes civicline.Callback) error {
	if err := t.cancelText(goes); err != nil {
		return err
	}
	if err := t.withdrawn(&goes); err != nil {
		return err
	}
	switch stays.State {
	case civicline.CallbackUnreached:
		if err := t.cancelText(stays); err != nil {
			return err
		}
		stays.Attempts = 0
	case civicline.CallbackPromised:
	default:
		return nil // its turn comes, or has come
	}
	if goes.Entered.Before(stays.Entered) {
		stays.Entered = goes.Entered
	}
	stays.Due, stays.Until, stays.Returned = t.now, time.Time{}, stays.Returned || goes.Returned
	return t.promisedAnew(&stays)
}

// newRing draws an ID for a call that we place.
func (t *change) newRing() (civicline.CallID, error) {
	for range 50 {
		id := civicline.CallID(fmt.Sprintf("callback-%016x", t.c.o.Rand()))
		if _, err := t.Call(id); civicline.FaultOf(err) == civicline.NotFound {
			return id, nil
		} else if err != nil {
			return "", err
		}
	}
	return "", fmt.Errorf("center: 50 call IDs in a row were taken")
}

// keep is what becomes of an offer whose caller is to be rung first: the agent
// is kept for them, and nothing rings at the desktop until they answer. It is
// for the matcher, which must ask it before it makes an offer: if kept is true
// all is done, and no offer is to be made. It is false for every other call,
// for callbacks whose agents come first, and for a caller who was rung and is on
// the line already.
func (t *change) keep(o civicline.Offer, call civicline.Call, place civicline.Place, agent civicline.Agent) (kept bool, err error) {
	if place.Callback == "" {
		return false, nil
	}
	queue, _ := t.c.queueByID(place.Queue)
	cb, err := t.Callback(place.Callback)
	if err != nil || queue.Dial != civicline.CallerFirst || cb.State != civicline.CallbackInLine {
		return false, err
	}
	agent.Call = call.ID
	return true, t.ring(civicline.AgentKept, &call, &place, &agent, &cb, o.Because)
}

// dial has a caller rung whose callback an agent accepts; it is false if they
// are on the line already, or if it is no callback.
func (t *change) dial(call *civicline.Call, place *civicline.Place, agent *civicline.Agent) (bool, error) {
	if place.Callback == "" {
		return false, nil
	}
	cb, err := t.Callback(place.Callback)
	if err != nil || cb.State != civicline.CallbackInLine {
		return false, err
	}
	return true, t.ring(civicline.DialStarted, call, place, agent, &cb, "")
}

// ring begins an attempt: the switchboard of this node rings the caller, and
// must say what came of it before the place's Until.
func (t *change) ring(how civicline.Kind, call *civicline.Call, place *civicline.Place, agent *civicline.Agent, cb *civicline.Callback, because string) error {
	cb.Attempts, cb.Ring = cb.Attempts+1, call.ID
	if err := t.promise(cb, how); err != nil {
		return err
	}
	place.Offered, place.Until = agent.ID, t.now.Add(t.c.o.DialTime)
	call.Agent, call.Node = agent.ID, t.c.o.Node
	t.stirred = true // something new is due
	if err := t.PutPlace(*place); err != nil {
		return err
	}
	d := civicline.Detail{
		Queue: place.Queue, Language: place.Language, Entered: place.Entered, Until: place.Until, Waited: t.now.Sub(place.Entered),
		Because: because, Callback: cb.Reference, Attempt: cb.Attempts, Node: call.Node}
	if how == civicline.AgentKept {
		d.Reason = call.Reason
	}
	return t.step(how, call, agent, d)
}

// An attempt is everything that takes part in ringing a caller back.
type attempt struct {
	call  civicline.Call
	place civicline.Place
	agent civicline.Agent
	cb    civicline.Callback
	spare bool // it does not count as the last
}

// dialing returns the attempt that a call is; a Conflict error if the caller is
// not being rung in it, or not any more.
func (t *change) dialing(op string, id civicline.CallID) (a attempt, err error) {
	if a.call, err = t.Call(id); err != nil {
		return a, err
	}
	if a.call.State != civicline.Dialing {
		return a, conflict(op, "This caller is not being rung any more.")
	}
	return a, t.rest(&a)
}

// rest fills in what belongs to a's call.
func (t *change) rest(a *attempt) (err error) {
	if a.place, err = t.Place(a.call.ID); err != nil {
		return err
	}
	if a.cb, err = t.Callback(a.call.Callback); err != nil {
		return err
	}
	a.agent, err = t.Agent(a.place.Offered)
	return err
}

// reach gives whom we rang to the agent who took it, or lets it ring at the one
// who was kept.
func (t *change) reach(cmd civicline.Reach) (civicline.Result, error) {
	a, err := t.dialing("give an agent the caller", cmd.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	d := civicline.Detail{Queue: a.place.Queue, Language: a.place.Language, Entered: a.place.Entered,
		Waited: t.now.Sub(a.place.Entered), Callback: a.cb.Reference, Attempt: a.cb.Attempts}
	if a.agent.State == civicline.Reserved {
		a.place.Until = t.now.Add(t.c.o.RingTime)
		d.Until, d.Reason = a.place.Until, a.call.Reason
		t.stirred = true
		if err = t.PutPlace(a.place); err == nil {
			err = t.step(civicline.CallbackReached, &a.call, &a.agent, d)
		}
		return a.result(), err
	}
	a.call.Answered = t.now
	if err := t.DropPlace(a.call.ID); err != nil {
		return civicline.Result{}, err
	}
	if err := t.promise(&a.cb, civicline.CallbackAnswered); err != nil {
		return civicline.Result{}, err
	}
	if err := t.step(civicline.CallbackAnswered, &a.call, &a.agent, d); err != nil {
		return civicline.Result{}, err
	}
	return a.result(), t.met(a.call)
}

func (a attempt) result() civicline.Result {
	return civicline.Result{Call: a.call, Agent: a.agent, Callback: a.cb}
}

// kept ends the promise of a caller who was rung first, and whom an agent now
// has.
func (t *change) kept(place civicline.Place) error {
	if place.Callback == "" {
		return nil
	}
	cb, err := t.Callback(place.Callback)
	if err != nil {
		return err
	}
	return t.promise(&cb, civicline.OfferTaken)
}

var misses = []civicline.Miss{civicline.MissNoAnswer, civicline.MissBusy, civicline.MissVoicemail, civicline.MissDeclined, civicline.MissFailed}

// missed ends an attempt that did not reach the caller. The agent loses nothing
// by it, and stays as long idle as before.
func (t *change) missed(cmd civicline.Missed) (civicline.Result, error) {
	const op = "note that a caller was not reached"
	known := false
	for _, m := range misses {
		known = known || m == cmd.Why
	}
	if !known {
		return civicline.Result{}, invalid(op, "Say why: no answer, busy, voicemail, declined or failed.")
	}
	a, err := t.dialing(op, cmd.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	err = t.miss(&a, cmd.Why)
	return a.result(), err
}

// miss ends the call of an attempt, and frees its agent.
func (t *change) miss(a *attempt, why civicline.Miss) error {
	if err := t.DropPlace(a.call.ID); err != nil {
		return err
	}
	what, d, err := t.counted(&a.cb, why, a.spare)
	if err != nil {
		return err
	}
	a.call.Ended, a.call.Why = t.now, "not reached: "+string(why)
	d.Reason, d.Queue, d.Entered = a.call.Why, a.place.Queue, a.place.Entered
	a.agent.Call = ""
	t.stirred = true
	return t.step(what, &a.call, &a.agent, d)
}

// counted moves a promise after an attempt that failed: it is tried again after
// a while, in opening hours, or waits for the caller. It returns what happened.
func (t *change) counted(cb *civicline.Callback, why civicline.Miss, spare bool) (civicline.Kind, civicline.Detail, error) {
	d := civicline.Detail{Callback: cb.Reference, Attempt: cb.Attempts, Miss: why}
	if cb.Attempts >= civicline.MaxAttempts && !spare {
		if err := t.promise(cb, civicline.CallbackLost); err != nil {
			return "", d, err
		}
		return civicline.CallbackLost, d, t.textUnreached(*cb)
	}
	queue, _ := t.callbackQueue(*cb)
	at := t.now.Add(t.c.o.RetryAfter)
	open, err := t.hours(queue, at)
	if err != nil {
		return "", d, err
	}
	if !open.Open && !open.Next.IsZero() {
		at = open.Next.UTC()
	}
	cb.Due, d.Until = at, at
	return civicline.CallbackMissed, d, t.promise(cb, civicline.CallbackMissed)
}
