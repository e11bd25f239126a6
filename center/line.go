package center

import (
	"cmp"
	"time"

	"github.com/civicline/civicline"
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
		return civicline.Result{Call: call}, nil
	}
	if _, err := call.State.Next(civicline.CallQueued); err != nil {
		return civicline.Result{Call: call}, err
	}
	if call.State == civicline.WithAgent || call.State == civicline.OnHold {
		if over, err := t.takenOver(&call, civicline.AgentDropped); over || err != nil {
			return civicline.Result{Call: call}, err
		}
		return t.requeue(call)
	}
	if call.State == civicline.Dialing { // as with an agent: their line was lost while the caller was rung
		return t.agentGone(call, LineLost)
	}
	if res, owed, err := t.stayAfterAll(call); owed || err != nil {
		return res, err
	}
	topic := call.Facts["topic"]
	queue, ok := t.c.queueFor(cmd.Tier, call.Language, topic)
	if !ok {
		return civicline.Result{Call: call}, invalid(op, "There is no line for "+string(cmd.Tier)+" in "+call.Language.Name()+".")
	}
	open, err := t.hours(queue, t.now)
	if err != nil {
		return civicline.Result{}, err
	}
	if !open.Open {
		return civicline.Result{Call: call, Hours: open}, refused(op, "Nobody answers now. Offer to ring the caller back.")
	}
	if cmd.Reason != "" {
		call.Reason = clean(cmd.Reason, longestReason)
	}
	if late, err := t.tooLate(queue, open, t.c.waitOfNext(queue.ID)); err != nil {
		return civicline.Result{Call: call, Hours: late}, err
	}
	call.Queue, call.Entered = queue.ID, t.now
	place := civicline.Place{Entered: t.now, Topic: topic}
	if queue.Sticky > 0 {
		if place.Last, err = t.LastAgentOf(call.From, t.now.Add(-remembered)); err != nil {
			return civicline.Result{}, err
		}
	}
	if err := t.take(civicline.CallQueued, &call, nil, place, civicline.Detail{}); err != nil {
		return civicline.Result{}, err
	}
	return civicline.Result{Call: call}, nil
}

// LineLost is why an agent is not ready whose line was lost in a call.
const LineLost = "line lost"

// requeue puts a caller whose agent was lost at the head of the line they came
// from, with the place they had: after closing time too, for it was given
// before. The agent is not ready until they say so: their line has just failed.
func (t *change) requeue(call civicline.Call) (civicline.Result, error) {
	queue, ok := t.c.queueByID(call.Queue)
	if !ok || queue.Language != call.Language { // the agency closed that line down, or they changed language
		queue, ok = t.c.queueFor(cmp.Or(queue.Tier, civicline.Tier1), call.Language, call.Facts["topic"])
	}
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
	if err := t.take(civicline.CallQueued, &call, &agent, civicline.Place{Entered: call.Entered, Topic: call.Facts["topic"], Returned: true}, civicline.Detail{}); err != nil {
		return civicline.Result{}, err
	}
	return civicline.Result{Call: call}, nil
}

// take gives call its place: as was says, but of this call, and its caller
// there. The agent, if there is one, loses the call to the line.
func (t *change) take(how civicline.Kind, call *civicline.Call, agent *civicline.Agent, was civicline.Place, d civicline.Detail) error {
	was.Call, was.Queue, was.Language, was.From = call.ID, call.Queue, call.Language, call.From
	was.Present, was.Offered, was.Until = true, "", time.Time{}
	t.stirred = true
	d.Queue, d.Language, d.Entered, d.Returned, d.Reason, d.Facts = was.Queue, was.Language, was.Entered, was.Returned, call.Reason, call.Facts
	if err := t.step(how, call, agent, d); err != nil {
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
	old, place, err := t.lostPlace(op, call, cmd)
	if err != nil {
		return civicline.Result{Call: call}, err
	}
	if err := t.needNone(call.ID); err != nil {
		return civicline.Result{Call: call}, err
	}
	call.Queue, call.Entered, call.Language = place.Queue, place.Entered, place.Language
	call.Reason, call.Facts = old.Reason, old.Facts.With(call.Facts)
	if err := t.DropPlace(old.ID); err != nil {
		return civicline.Result{}, err
	}
	if err := t.untextKept(old.ID); err != nil {
		return civicline.Result{}, err
	}
	if err := t.take(civicline.PlaceResumed, &call, nil, place, civicline.Detail{Other: old.ID}); err != nil {
		return civicline.Result{}, err
	}
	if err := t.finish(&old, nil, civicline.Detail{Reason: "the caller rang back", Other: call.ID}); err != nil {
		return civicline.Result{}, err
	}
	return civicline.Result{Call: call}, nil
}

func (t *change) dequeue(cmd civicline.Dequeue) (civicline.Result, error) {
	call, err := t.Call(cmd.Call)
	if err != nil {
		return civicline.Result{}, err
	}
	if call.State == civicline.WithBot { // the callback that was booked gave the place up
		if _, err := t.CallbackOf(call.ID); civicline.FaultOf(err) != civicline.NotFound {
			return civicline.Result{Call: call}, err
		}
	}
	if call.State != civicline.Waiting && call.State != civicline.Offered {
		_, err := call.State.Next(civicline.CallDequeued)
		return civicline.Result{Call: call}, err
	}
	if err := t.onTheLine("leave the line", call); err != nil {
		return civicline.Result{Call: call}, err
	}
	place, err := t.Place(call.ID)
	if err != nil {
		return civicline.Result{}, err
	}
	err = t.leavePlace(&call, place, civicline.Detail{})
	return civicline.Result{Call: call}, err
}

// leavePlace takes a waiting call out of the line.
func (t *change) leavePlace(call *civicline.Call, place civicline.Place, d civicline.Detail) error {
	if place.Offered != "" {
		if err := t.withdraw(call, &place); err != nil {
			return err
		}
	}
	if err := t.DropPlace(call.ID); err != nil {
		return err
	}
	d.Queue, d.Entered, d.Waited = place.Queue, place.Entered, t.now.Sub(place.Entered)
	return t.step(civicline.CallDequeued, call, nil, d)
}

// lostPlace finds the place that a call may take up: that of a call from its
// own number, or of one whose reference the caller knows.
func (t *change) lostPlace(op string, call civicline.Call, cmd civicline.ResumePlace) (old civicline.Call, place civicline.Place, err error) {
	gone := conflict(op, "This place in line is not kept any more.")
	if cmd.From == "" && cmd.Code != "" {
		if err := t.c.slips.mayTry(string(call.ID), t.now); err != nil {
			return old, place, err
		}
		old, err = t.CallByReference(cmd.Code)
	} else {
		old, err = t.Call(cmd.From)
	}
	if err == nil {
		place, err = t.Place(old.ID)
	}
	if err != nil && civicline.FaultOf(err) != civicline.NotFound {
		return old, place, err
	}
	_, served := t.c.queueByID(place.Queue) // or the agency closed that line
	mine := cmd.From == "" || call.From != "" && place.From == call.From
	if err != nil || !served || !mine || place.Present || !place.Until.After(t.now) {
		if cmd.From == "" {
			t.c.slips.wrong(string(call.ID), t.now)
		}
		return old, place, gone
	}
	return old, place, nil
}
