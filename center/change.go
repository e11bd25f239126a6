package center

import (
	"context"
	"time"

	"github.com/civicline/civicline"
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
}

// change carries out op: all or nothing. op may be run more than once, and
// starts afresh each time.
func (c *Center) change(ctx context.Context, who civicline.Actor, op func(*change) error) error {
	select {
	case c.turn <- struct{}{}:
	case <-ctx.Done():
		return &civicline.Error{Kind: civicline.Unavailable, Op: "wait for a turn", Message: "This took too long and was given up. Please try again.", Err: ctx.Err()}
	}
	defer c.told.flush() // once the next has its turn
	defer func() { <-c.turn }()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()

	var t *change
	err := c.o.Store.Change(ctx, func(tx *store.Tx) error {
		t = &change{Tx: tx, c: c, who: who, now: c.now()}
		return op(t)
	})
	if err != nil {
		return err
	}
	c.told.add(t.events)
	if t.stirred {
		select {
		case c.wake <- struct{}{}:
		default:
		}
	}
	return nil
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
		if agent.State != next {
			agent.State, agent.Since = next, t.now
		}
		if err := t.PutAgent(*agent); err != nil {
			return err
		}
		e.Agent = agent.ID
	}
	e.Data = d
	return t.tell(e)
}

// note tells of something that moved nobody.
func (t *change) note(kind civicline.Kind, call civicline.Call, d civicline.Detail) error {
	return t.tell(civicline.Event{At: t.now, Kind: kind, Who: t.who, Call: call.ID, Agent: call.Agent, Data: d})
}

func (t *change) tell(e civicline.Event) error {
	if err := t.Append(&e); err != nil {
		return err
	}
	t.events = append(t.events, e)
	return nil
}
