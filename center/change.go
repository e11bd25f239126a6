package center

import (
	"context"
	"slices"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd/waits"
	"github.com/civicline/civicline/store"
)

// clock is who does what nobody asked for.
var clock = civicline.Actor{ID: "center", Tier: civicline.BotTier}

// patience is how long a change may take in all, busy disks included.
const patience = 15 * time.Second

// A change is one transaction under way. What it did to copies of calls and
// agents counts once it is written; its events are told once it is committed.
type change struct {
	*store.Tx
	c       *Center
	who     civicline.Actor
	now     time.Time
	events  []civicline.Event
	stirred bool // a place or an agent came free: there may be a match, or something new is due

	places  map[civicline.CallID]*civicline.Place // written; nil is one that was dropped
	agents  map[civicline.AgentID]civicline.Agent // written
	handled []store.Talk                          // that ended, wrap-up and all
	keeping int                                   // estimates that are written with it
	learned map[civicline.QueueID]waits.Memory    // that is written with it
}

// change carries out op: all or nothing. op may be run more than once, and
// starts afresh each time. The matches that come of it are made before the next
// change.
func (c *Center) change(ctx context.Context, who civicline.Actor, op func(*change) error) error {
	if err := c.take(ctx); err != nil {
		return err
	}
	defer c.told.flush() // once the next has its turn
	defer func() { <-c.turn }()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()

	var t *change
	err := c.o.Store.Change(ctx, func(tx *store.Tx) error {
		t = c.begin(tx, who)
		if err := t.keepEstimates(); err != nil {
			return err
		}
		return op(t)
	})
	if err != nil {
		if f := civicline.FaultOf(err); f == civicline.Unavailable || f == civicline.Internal {
			c.routing.stale = true // nobody knows whether it was committed
		}
		return err
	}
	c.committed(t)
	if t.stirred {
		_ = c.plain("match calls and agents", c.match(ctx)) // Run tries again
		c.rouse()
	}
	return nil
}

// take waits for the turn.
func (c *Center) take(ctx context.Context) error {
	select {
	case c.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return &civicline.Error{Kind: civicline.Unavailable, Op: "wait for a turn", Message: "This took too long and was given up. Please try again.", Err: ctx.Err()}
	}
}

func (c *Center) begin(tx *store.Tx, who civicline.Actor) *change {
	return &change{Tx: tx, c: c, who: who, now: c.now(), places: map[civicline.CallID]*civicline.Place{}, agents: map[civicline.AgentID]civicline.Agent{}}
}

// committed lets everybody know of a change that is done.
func (c *Center) committed(t *change) {
	c.routing.apply(t)
	c.told.add(t.events)
}

// keepEstimates writes what callers were told since the last change.
func (t *change) keepEstimates() error {
	r := t.c.routing
	r.mu.RLock() // nobody who asks for a wait waits for the disk
	unkept := slices.Clone(r.unkept)
	r.mu.RUnlock()
	for _, e := range unkept {
		if err := t.PutEstimate(e); err != nil {
			return err
		}
	}
	t.keeping = len(unkept)
	return nil
}

// PutPlace writes a place as it now stands.
func (t *change) PutPlace(p civicline.Place) error {
	t.places[p.Call] = &p
	return t.Tx.PutPlace(p)
}

// DropPlace removes the place of a call, whose wait is over. Whatever was told
// of it has then not come true by an answer, unless that was said before.
func (t *change) DropPlace(call civicline.CallID) error {
	t.places[call] = nil
	if err := t.EndEstimates(call, t.now, false); err != nil {
		return err
	}
	return t.Tx.DropPlace(call)
}

// PutAgent writes an agent as they now stand.
func (t *change) PutAgent(a civicline.Agent) error {
	t.agents[a.ID] = a
	return t.Tx.PutAgent(a)
}

// step moves a call, an agent, or both by the tables, and tells it. Either may
// be nil: then it stays as it is.
func (t *change) step(kind civicline.Kind, call *civicline.Call, agent *civicline.Agent, d civicline.Detail) error {
	e := civicline.Event{At: t.now, Kind: kind, Who: t.who}
	if call != nil {
		next, err := call.State.Next(kind)
		if err != nil {
			return err
		}
		d.From, d.To = call.State, next
		if call.State != next {
			call.State, call.Since = next, t.now
		}
		if err := t.PutCall(*call); err != nil {
			return err
		}
		e.Call, e.Agent = call.ID, call.Agent
	}
	if agent != nil {
		next, err := agent.State.Next(kind)
		if err != nil {
			return err
		}
		d.AgentWas, d.AgentIs = agent.State, next
		t.becomes(agent, next, call)
		if err := t.PutAgent(*agent); err != nil {
			return err
		}
		e.Agent = agent.ID
	}
	e.Data = d
	if err := t.tell(e); err != nil || agent == nil {
		return err
	}
	return t.mayBeLost(agent)
}

// becomes puts an agent into a state, and sets the clocks that go with it. The
// call is the one that they come from, if there is one.
func (t *change) becomes(agent *civicline.Agent, next civicline.AgentState, call *civicline.Call) {
	if agent.State == next {
		return
	}
	if agent.State.Working() {
		agent.Worked += t.now.Sub(agent.Since)
	}
	agent.State, agent.Since, agent.Until = next, t.now, time.Time{}
	switch next {
	case civicline.WrappingUp:
		if call == nil {
			break
		}
		if q, ok := t.c.queueByID(call.Queue); ok && q.WrapUp > 0 {
			agent.Until = t.now.Add(q.WrapUp)
		}
	case civicline.Lost:
		agent.Until = t.now.Add(t.c.o.KeepAgent)
		agent.Consult = false
	case civicline.Ready, civicline.NotReady, civicline.SignedOut:
		agent.Consult = false
	}
}

// note tells of something that moved nobody.
func (t *change) note(kind civicline.Kind, call civicline.Call, d civicline.Detail) error {
	return t.tell(civicline.Event{At: t.now, Kind: kind, Who: t.who, Call: call.ID, Agent: call.Agent, Data: d})
}

func (t *change) tell(e civicline.Event) error {
	if err := t.Append(&e); err != nil {
		return err
	}
	e.Node = t.c.o.Node
	t.events = append(t.events, e)
	return nil
}
