package desk_test

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/desk"
)

// Here smallCenter has what a supervisor watches, and calls that it places.

func (c *smallCenter) switchLines(who civicline.Actor, cmd civicline.Command) (civicline.Result, error) {
	if _, err := c.grants.Ask(who, civicline.CloseTheLines); err != nil {
		return civicline.Result{}, err
	}
	switch cmd := cmd.(type) {
	case civicline.CloseLines:
		if len(cmd.Why.Missing()) > 0 {
			return civicline.Result{}, fault(civicline.Invalid, "Say in English and in Spanish why: callers are told.")
		}
		c.closings = append(c.closings, desk.Closing{Queue: cmd.Queue, From: c.now(), Until: cmd.Until, Why: cmd.Why, Who: who.ID})
		c.note(civicline.Event{Kind: civicline.LinesClosed, Agent: who.ID, Who: who})
	case civicline.OpenLines:
		c.closings = slices.DeleteFunc(c.closings, func(o desk.Closing) bool { return cmd.Queue == "" || o.Queue == cmd.Queue })
		c.note(civicline.Event{Kind: civicline.LinesOpened, Agent: who.ID, Who: who})
	}
	return civicline.Result{}, nil
}

// reached reports whether the caller of a callback is on the line; the lock is held.
func (c *smallCenter) reached(id civicline.CallID) bool {
	return slices.ContainsFunc(c.events, func(e civicline.Event) bool { return e.Call == id && e.Kind == civicline.CallbackReached })
}

// fallDue makes a callback: it rings at the agent, or, with the caller first,
// the agent is kept for it.
func (c *smallCenter) fallDue(id civicline.CallID, agent civicline.AgentID, callerFirst bool) {
	c.ring(id, "", func(call *civicline.Call) {
		call.Callback, call.Agent = call.Reference, agent
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	call := c.calls[id]
	d := civicline.Detail{Callback: call.Callback, Attempt: 1, Until: c.now().Add(time.Minute), Because: "longest idle, speaks Spanish"}
	c.note(civicline.Event{Kind: civicline.CallbackDue, Call: id, Who: civicline.Bot, Data: d})
	kind := civicline.OfferMade
	if callerFirst {
		kind = civicline.AgentKept
	}
	if err := c.move(call, kind, civicline.Bot, d); err != nil {
		panic(err)
	}
}

// dialled tells what came of ringing a caller: an empty miss is that they
// answered.
func (c *smallCenter) dialled(id civicline.CallID, miss civicline.Miss) {
	c.mu.Lock()
	defer c.mu.Unlock()
	call := c.calls[id]
	d := civicline.Detail{Callback: call.Callback, Attempt: 1, Until: c.now().Add(20 * time.Second)}
	kind := civicline.CallbackAnswered
	switch {
	case miss != "":
		kind, d.Miss, d.Until = civicline.CallbackMissed, miss, c.now().Add(15*time.Minute)
	case c.agents[call.Agent].State == civicline.Reserved:
		kind = civicline.CallbackReached
	default:
		call.Answered = c.now()
	}
	if err := c.move(call, kind, civicline.Bot, d); err != nil {
		panic(err)
	}
}

// wrapUpEnds is a wrap-up that nobody extended.
func (c *smallCenter) wrapUpEnds(id civicline.AgentID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.moveAgent(c.agents[id], civicline.WrapUpDone, ""); err != nil {
		panic(err)
	}
}

func (c *smallCenter) Today(_ context.Context, p civicline.Pass) (map[civicline.QueueID]civicline.Figures, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.figures), p.For(civicline.SeeQueues)
}

func (c *smallCenter) Estimates(_ context.Context, p civicline.Pass) (map[civicline.QueueID]desk.Estimates, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.scores), p.For(civicline.SeeQueues)
}

func (c *smallCenter) Offers(_ context.Context, p civicline.Pass) ([]civicline.Event, error) {
	return c.eventsOf(p, civicline.OfferMade)
}

func (c *smallCenter) Unwell(_ context.Context, p civicline.Pass, _ time.Time) ([]civicline.Event, error) {
	return c.eventsOf(p, civicline.Repaired)
}

func (c *smallCenter) eventsOf(p civicline.Pass, kind civicline.Kind) (out []civicline.Event, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range c.events {
		if e.Kind == kind {
			out = append([]civicline.Event{e}, out...)
		}
	}
	return out, p.For(civicline.SeeQueues)
}

func (c *smallCenter) WhyWaiting(_ context.Context, p civicline.Pass, id civicline.CallID) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.calls[id] == nil {
		return "", fault(civicline.NotFound, "This call has no place in line.")
	}
	return "Of 3 agents who may take it, 1 is talking, 1 is in wrap-up and 1 is not ready.", p.For(civicline.SeeQueues)
}

func (c *smallCenter) Closings(_ context.Context, p civicline.Pass) ([]desk.Closing, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.closings), p.For(civicline.SeeQueues)
}
