package center

import (
	"slices"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd"
	"github.com/civicline/civicline/store"
)

// enqueue gives a call its place. A call that waits already keeps the one it
// has; one that is with an agent gets the one it had.
func (t *change) enqueue(cmd civicline.Enqueue) (civicline.Result, error) {
	const op = "put a caller in line"
	call, err := t.Call(cmd.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	if call.State == civicline.Waiting || call.State == civicline.Offered {
		wait, err := t.c.wait(&t.View, call)
		return civicline.Result{Call: call, Wait: wait}, err
	}
	if _, err := call.State.Next(civicline.CallQueued); err != nil {
		return civicline.Result{Call: call}, err
	}
	if call.State == civicline.WithAgent || call.State == civicline.OnHold {
		return t.requeue(call)
	}
	if open := t.c.o.Calendar.At(t.now); !open.Open {
		return civicline.Result{Call: call, Hours: open}, refused(op, "Nobody answers now. Offer to ring the caller back.")
	}
	queue, ok := t.c.queue(cmd.Tier, call.Language)
	if !ok {
		return civicline.Result{Call: call}, invalid(op, "There is no line for "+string(cmd.Tier)+" in "+call.Language.Name()+".")
	}
	if cmd.Reason != "" {
		call.Reason = clean(cmd.Reason, longestReason)
	}
	call.Queue, call.Entered = queue.ID, t.now
	if err := t.take(civicline.CallQueued, &call, nil, civicline.Place{Entered: t.now}, ""); err != nil {
		return civicline.Result{}, err
	}
	wait, err := t.c.wait(&t.View, call)
	return civicline.Result{Call: call, Wait: wait}, err
}

// LineLost is why an agent is not ready whose line was lost in a call.
const LineLost = "line lost"

// requeue puts a caller whose agent was lost at the head of the line they came
// from, with the place they had: after closing time too, for it was given
// before. The agent is not ready until they say so: their line has just failed.
func (t *change) requeue(call civicline.Call) (civicline.Result, error) {
	from, _ := t.c.queueByID(call.Queue)
	queue, ok := t.c.queue(from.Tier, call.Language)
	if !ok {
		return civicline.Result{Call: call}, conflict("put a caller back in line", "The line this caller came from is closed.")
	}
	agent, err := t.Agent(call.Agent)
	if err != nil {
		return civicline.Result{}, err
	}
	if err := t.parted(call.ID); err != nil {
		return civicline.Result{}, err
	}
	if err := t.freed(call.ID, agent.ID); err != nil {
		return civicline.Result{}, err
	}
	call.Queue = queue.ID
	agent.Call, agent.Reason = "", LineLost
	if err := t.take(civicline.CallQueued, &call, &agent, civicline.Place{Entered: call.Entered, Returned: true}, ""); err != nil {
		return civicline.Result{}, err
	}
	wait, err := t.c.wait(&t.View, call)
	return civicline.Result{Call: call, Wait: wait}, err
}

// take gives call its place: as was says, but of this call, and its caller
// there. The agent, if there is one, loses the call to the line.
func (t *change) take(how civicline.Kind, call *civicline.Call, agent *civicline.Agent, was civicline.Place, other civicline.CallID) error {
	was.Call, was.Queue, was.Language, was.From = call.ID, call.Queue, call.Language, call.From
	was.Present, was.Offered, was.Until = true, "", time.Time{}
	t.stirred = true
	if err := t.step(how, call, agent, civicline.Detail{
		Queue: was.Queue, Language: was.Language, Entered: was.Entered, Reason: call.Reason, Facts: call.Facts, Other: other,
	}); err != nil {
		return err
	}
	return t.PutPlace(was)
}

// resumePlace moves a kept place, and what was learned before it was lost, to
// the call that rang back. It is honored after closing time too: it was given
// in opening hours.
func (t *change) resumePlace(cmd civicline.ResumePlace) (civicline.Result, error) {
	const op = "take up a place in line"
	call, err := t.Call(cmd.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	gone := conflict(op, "This place in line is not kept any more.")
	place, err := t.Place(cmd.From)
	if civicline.FaultOf(err) == civicline.NotFound {
		return civicline.Result{Call: call}, gone
	} else if err != nil {
		return civicline.Result{}, err
	}
	if _, served := t.c.queueByID(place.Queue); !served {
		return civicline.Result{Call: call}, gone // the agency closed that line
	}
	if place.Present || !place.Until.After(t.now) || call.From == "" || place.From != call.From {
		return civicline.Result{Call: call}, gone
	}
	old, err := t.Call(cmd.From)
	if err != nil {
		return civicline.Result{}, err
	}
	call.Queue, call.Entered, call.Language = place.Queue, place.Entered, place.Language
	call.Reason, call.Facts = old.Reason, old.Facts.With(call.Facts)
	if err := t.DropPlace(old.ID); err != nil {
		return civicline.Result{}, err
	}
	if err := t.take(civicline.PlaceResumed, &call, nil, place, old.ID); err != nil {
		return civicline.Result{}, err
	}
	if err := t.finish(&old, nil, civicline.Detail{Reason: "the caller rang back", Other: call.ID}); err != nil {
		return civicline.Result{}, err
	}
	wait, err := t.c.wait(&t.View, call)
	return civicline.Result{Call: call, Wait: wait}, err
}

func (t *change) dequeue(cmd civicline.Dequeue) (civicline.Result, error) {
	call, err := t.Call(cmd.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	if call.State != civicline.Waiting && call.State != civicline.Offered {
		_, err := call.State.Next(civicline.CallDequeued)
		return civicline.Result{Call: call}, err
	}
	place, err := t.Place(call.ID)
	if err != nil {
		return civicline.Result{}, err
	}
	if place.Offered != "" {
		if err := t.withdraw(&call, &place); err != nil {
			return civicline.Result{}, err
		}
	}
	if err := t.DropPlace(call.ID); err != nil {
		return civicline.Result{}, err
	}
	err = t.step(civicline.CallDequeued, &call, nil, civicline.Detail{
		Queue: place.Queue, Entered: place.Entered, Waited: t.now.Sub(place.Entered)})
	return civicline.Result{Call: call}, err
}

// promised is the state of a callback that has still to be made.
const promised = "promised"

// bookCallback promises to ring back; asked again in the same call, it shows
// the promise already made.
func (t *change) bookCallback(cmd civicline.BookCallback) (civicline.Result, error) {
	const op = "book a callback"
	call, err := t.Call(cmd.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	booked, err := t.CallbackOf(call.ID)
	if civicline.FaultOf(err) != civicline.NotFound {
		return civicline.Result{Call: call, Callback: booked}, err
	}
	booked = civicline.Callback{Call: call.ID, Number: known(cmd.Number), Language: call.Language, Reason: cmd.Reason, State: promised, Entered: t.now}
	if booked.Number == "" {
		booked.Number = call.From
	}
	if booked.Reason == "" {
		booked.Reason = call.Reason
	}
	booked.Reason = clean(booked.Reason, longestReason)
	if booked.Number == "" {
		return civicline.Result{Call: call}, invalid(op, "Ask the caller for the number to ring.")
	}
	if !call.Entered.IsZero() {
		booked.Entered = call.Entered
	}
	booked.Due = t.now
	if open := t.c.o.Calendar.At(t.now); !open.Open && !open.Next.IsZero() {
		booked.Due = open.Next.UTC()
	}
	if booked.Reference, err = t.reference(); err != nil {
		return civicline.Result{}, err
	}
	if err := t.PutCallback(booked); err != nil {
		return civicline.Result{}, err
	}
	err = t.note(civicline.CallbackBooked, call, civicline.Detail{
		Reference: booked.Reference, Until: booked.Due, Entered: booked.Entered, Reason: booked.Reason, Language: booked.Language})
	return civicline.Result{Call: call, Callback: booked}, err
}

// wait tells where a call stands in its line.
func (c *Center) wait(v *store.View, call civicline.Call) (civicline.Wait, error) {
	place, err := v.Place(call.ID)
	if err != nil {
		return civicline.Wait{}, err
	}
	ahead, err := v.Ahead(place)
	if err != nil {
		return civicline.Wait{}, err
	}
	if place.Offered != "" {
		ahead = 0
	}
	queue, _ := c.queueByID(place.Queue)
	agents, err := v.Agents()
	if err != nil {
		return civicline.Wait{}, err
	}
	serving := 0
	for _, a := range agents {
		if acd.Fits(queue, a) && slices.Contains(atWork, a.State) {
			serving++
		}
	}
	recent, err := v.Handled(place.Queue, 30)
	if err != nil {
		return civicline.Wait{}, err
	}
	w := civicline.Wait{Position: ahead + 1}
	w.Low, w.High = acd.Estimate(w.Position, serving, recent)
	return w, nil
}

// atWork are the states of agents who take calls, now or next.
var atWork = []civicline.AgentState{civicline.Ready, civicline.Reserved, civicline.Talking, civicline.WrappingUp}
