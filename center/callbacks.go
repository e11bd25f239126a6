package center

import (
	"cmp"
	"time"

	"github.com/civicline/civicline"
)

// bookCallback promises to ring back. A call that waits gives its place in line
// up in the same change, and the promise keeps the time it was entered: the
// caller has one or the other, whatever crashes. Asked again, by the same call
// or for the same number, it shows the promise already made.
func (t *change) bookCallback(cmd civicline.BookCallback) (civicline.Result, error) {
	const op = "book a callback"
	call, err := t.Call(cmd.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	if res, ours, err := t.bookFromRing(call, cmd); ours || err != nil {
		return res, err
	}
	booked, err := t.CallbackOf(call.ID)
	switch {
	case err == nil && booked.State.Open():
		return civicline.Result{Call: call, Callback: booked}, nil
	case err != nil && civicline.FaultOf(err) != civicline.NotFound:
		return civicline.Result{}, err
	}
	place, err := t.placeOf(call)
	if err != nil {
		return civicline.Result{}, err
	}
	booked, queue, err := t.wish(op, call, place, cmd)
	if err != nil {
		return civicline.Result{Call: call}, err
	}
	before, err := t.owedIn(booked.Number, queue.ID)
	if err != nil {
		return civicline.Result{}, err
	}
	if before != nil {
		booked, err = t.sameAgain(&call, place, *before, booked, queue)
		return civicline.Result{Call: call, Callback: booked}, err
	}
	if late, err := t.setTime(op, &booked, queue, cmd.At); err != nil {
		return civicline.Result{Call: call, Hours: late}, err
	}
	if booked.Reference, err = t.reference(); err != nil {
		return civicline.Result{}, err
	}
	err = t.exchange(&call, place, &booked, "callback booked")
	return civicline.Result{Call: call, Callback: booked}, err
}

// placeOf is the place of a call; nil if it has none.
func (t *change) placeOf(call civicline.Call) (*civicline.Place, error) {
	place, err := t.Place(call.ID)
	switch civicline.FaultOf(err) {
	case "":
		return &place, nil
	case civicline.NotFound:
		return nil, nil
	}
	return nil, err
}

// wish is the callback that a caller asks for, but for its time and reference.
func (t *change) wish(op string, call civicline.Call, place *civicline.Place, cmd civicline.BookCallback) (civicline.Callback, civicline.Queue, error) {
	cb := civicline.Callback{
		Call: call.ID, Language: call.Language, Queue: call.Queue, Topic: call.Facts["topic"], Texts: cmd.Texts,
		Reason: clean(cmp.Or(cmd.Reason, call.Reason), longestReason), Entered: t.now,
	}
	if !call.Entered.IsZero() {
		cb.Entered = call.Entered
	}
	if place != nil {
		cb.Queue, cb.Language, cb.Topic = place.Queue, place.Language, place.Topic
		cb.Entered, cb.Head, cb.Returned = place.Entered, place.Head, place.Returned
	}
	queue, ok := t.callbackQueue(cb)
	if cb.Queue == "" {
		queue, ok = t.c.queueFor(civicline.Tier1, cb.Language, cb.Topic)
	}
	if !ok {
		return cb, queue, conflict(op, "Nobody here rings back in "+cb.Language.Name()+".")
	}
	cb.Queue = queue.ID
	var err error
	cb.Number, err = dialable(op, cmp.Or(known(cmd.Number), call.From))
	return cb, queue, err
}

// callbackQueue is the line that a callback waits in: its own, or, if the agency
// has closed that one down, or it has none, the first tier's in its language.
func (t *change) callbackQueue(cb civicline.Callback) (civicline.Queue, bool) {
	return t.c.callbackQueue(cb.Queue, cb.Language)
}

func (c *Center) callbackQueue(id civicline.QueueID, in civicline.Language) (civicline.Queue, bool) {
	if q, ok := c.queueByID(id); ok {
		return q, true
	}
	return c.queue(civicline.Tier1, in)
}

// setTime gives a callback the time that the caller chose, or the time from
// which its turn may come. If the slot is full, the hours tell of one that is not.
func (t *change) setTime(op string, cb *civicline.Callback, queue civicline.Queue, at time.Time) (civicline.OpenHours, error) {
	if cb.Reference != "" { // it had another time
		if _, err := t.Cancel(tomorrowKey(*cb), t.now); err != nil {
			return civicline.OpenHours{}, err
		}
	}
	if !at.IsZero() {
		slot, instead, err := t.slot(op, queue, at)
		if err != nil {
			return instead, err
		}
		cb.Due, cb.Until = slot.From, slot.Until
		return civicline.OpenHours{}, nil
	}
	cb.Until = time.Time{}
	var err error
	cb.Due, err = t.soonest(queue)
	return civicline.OpenHours{}, err
}

// soonest is from when on a callback's turn may come.
func (t *change) soonest(queue civicline.Queue) (time.Time, error) {
	open, err := t.hours(queue, t.now)
	if err != nil {
		return time.Time{}, err
	}
	if open.Open && !open.Next.IsZero() && !t.now.Before(open.Next.Add(-queue.LastTalk)) {
		if open, err = t.hours(queue, open.Next); err != nil {
			return time.Time{}, err
		}
	}
	if open.Open || open.Next.IsZero() {
		return t.now, nil
	}
	return open.Next.UTC(), nil
}

// exchange writes a new promise, and takes the call out of the line for it.
func (t *change) exchange(call *civicline.Call, place *civicline.Place, cb *civicline.Callback, why string) error {
	if err := t.outOfLine(call, place, cb.Reference, why); err != nil {
		return err
	}
	cb.State = civicline.CallbackPromised
	t.stirred = true // it may be due at once
	if err := t.PutCallback(*cb); err != nil {
		return err
	}
	return t.tellBooked(*call, *cb, why)
}

func (t *change) tellBooked(call civicline.Call, cb civicline.Callback, why string) error {
	if err := t.textTomorrow(cb); err != nil {
		return err
	}
	return t.note(civicline.CallbackBooked, call, civicline.Detail{
		Reference: cb.Reference, Callback: cb.Reference, Until: cb.Due, Entered: cb.Entered, Reason: cb.Reason,
		Language: cb.Language, Queue: cb.Queue, Returned: cb.Returned, Because: why})
}

// outOfLine gives up the place of a call that is to be rung back. Whoever's line
// was lost has nothing more to come for: that call ends.
func (t *change) outOfLine(call *civicline.Call, place *civicline.Place, ref civicline.Reference, why string) error {
	switch {
	case place == nil:
		return nil
	case call.State == civicline.Away:
		if err := t.DropPlace(call.ID); err != nil {
			return err
		}
		return t.finish(call, nil, civicline.Detail{Reason: why, Callback: ref, Queue: place.Queue, Entered: place.Entered})
	}
	return t.leavePlace(call, *place, civicline.Detail{Callback: ref, Because: why})
}

// owedIn is the callback that is owed to a number in a queue; nil if none is.
// Those about a service item are another matter.
func (t *change) owedIn(number civicline.PhoneNumber, queue civicline.QueueID) (*civicline.Callback, error) {
	all, err := t.Owed(ways(number)...)
	for _, cb := range all {
		if cb.Queue == queue && cb.Item == "" {
			return &cb, err
		}
	}
	return nil, err
}

// owed is what is owed to a number first; nil if nothing is. An officer's call
// about a service item is another matter: its place is not for the line.
func (t *change) owed(number civicline.PhoneNumber) (*civicline.Callback, error) {
	all, err := t.Owed(ways(number)...)
	for _, cb := range all {
		if cb.Item == "" {
			return &cb, err
		}
	}
	return nil, err
}

// sameAgain is asked for a promise that was made before: it keeps the better of
// the two places, and if it was given up it is made anew.
func (t *change) sameAgain(call *civicline.Call, place *civicline.Place, before, wish civicline.Callback, queue civicline.Queue) (civicline.Callback, error) {
	if err := t.outOfLine(call, place, before.Reference, "callback booked"); err != nil {
		return before, err
	}
	better := wish.Entered.Before(before.Entered)
	switch {
	case before.State == civicline.CallbackUnreached:
		if _, err := t.setTime("book a callback", &before, queue, time.Time{}); err != nil {
			return before, err
		}
		before.Attempts = 0
		if err := t.cancelText(before); err != nil {
			return before, err
		}
	case before.State != civicline.CallbackPromised || !better:
		return before, nil
	}
	if better {
		before.Entered = wish.Entered
	}
	err := t.promisedAnew(&before)
	return before, err
}

// promisedAnew writes a promise that has another time or place, and tells it in
// the call in which it was made.
func (t *change) promisedAnew(cb *civicline.Callback) error {
	if err := t.promise(cb, civicline.CallbackBooked); err != nil {
		return err
	}
	t.stirred = true
	call, err := t.Call(cb.Call)
	if err != nil {
		return err
	}
	return t.tellBooked(call, *cb, "")
}

// promise moves a callback by its table, and writes it.
func (t *change) promise(cb *civicline.Callback, what civicline.Kind) error {
	next, err := cb.State.Next(what)
	if err != nil {
		return err
	}
	cb.State = next
	if err := t.PutCallback(*cb); err != nil {
		return err
	}
	return t.itemFollows(*cb, what)
}

// shortest is how long a call must have lasted to be missed when it is lost.
const shortest = 10 * time.Second

// LineDropped is why a callback was booked that nobody asked for.
const LineDropped = "the caller's line was lost"

// owe books a callback at the head of the line for a caller whose line was lost
// while they talked with an agent: once a call, and if their number is known.
func (t *change) owe(call *civicline.Call) error {
	if on := t.c.o.CallBackDropped; on != nil && !*on || call.Channel == civicline.Chat || t.now.Sub(call.Arrived) <= shortest {
		return nil
	}
	if _, err := t.CallbackOf(call.ID); civicline.FaultOf(err) != civicline.NotFound {
		return err
	}
	cb, queue, err := t.wish("", *call, nil, civicline.BookCallback{})
	if err != nil {
		return nil //nolint:nilerr // there is no number to ring, or nobody to ring it
	}
	if before, err := t.owedIn(cb.Number, queue.ID); err != nil || before != nil {
		return err
	}
	if _, err := t.setTime("", &cb, queue, time.Time{}); err != nil {
		return err
	}
	cb.Returned = true
	if call.Callback != "" { // what they agreed to holds for this one too
		before, err := t.Callback(call.Callback)
		if err != nil {
			return err
		}
		cb.Texts = before.Texts
	}
	if cb.Reference, err = t.reference(); err != nil {
		return err
	}
	return t.exchange(call, nil, &cb, LineDropped)
}

// hungUp wakes the clock for a callback that only waited for its caller to put
// down.
func (t *change) hungUp(call civicline.CallID) error {
	cb, err := t.CallbackOf(call)
	if civicline.FaultOf(err) == civicline.NotFound {
		return nil
	}
	t.stirred = t.stirred || cb.State == civicline.CallbackPromised
	return err
}
