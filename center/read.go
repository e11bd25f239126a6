package center

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// A Filter chooses calls of the history, newest first.
type Filter struct {
	Agent   civicline.AgentID // whom it was offered to or answered by; "" is anyone
	Live    bool              // only calls that have not ended
	Unnoted bool              // only calls that reached a person and still want their wrap-up
	Before  time.Time         // arrived before; zero is ever
	Limit   int               // 0 is 50; at most 500
}

// Ask asks the rules whether who may do act: the Pass that readers want.
func (c *Center) Ask(who civicline.Actor, act civicline.Act) (civicline.Pass, error) {
	return c.o.Grants.Ask(who, act)
}

// Grants are the rules themselves, for a desktop to draw its buttons by.
func (c *Center) Grants() civicline.Grants { return maps.Clone(c.o.Grants) }

// Queues are the lines of this centre.
func (c *Center) Queues() []civicline.Queue { return slices.Clone(c.o.Queues) }

// Hours tells whether people answer at a time; the zero time is now.
func (c *Center) Hours(at time.Time) civicline.OpenHours {
	if at.IsZero() {
		at = c.now()
	}
	return c.hoursOf(civicline.Queue{}, at, c.readClosings(context.Background()))
}

// Call returns one call. It takes a pass to run live calls or to read all
// calls; with one to read own calls, only a call that rings for its holder, or
// was answered by them.
func (c *Center) Call(ctx context.Context, p civicline.Pass, id civicline.CallID) (call civicline.Call, err error) {
	err = c.look(ctx, "read a call", func(v *store.View) (err error) {
		call, err = c.readable(v, p, id, civicline.ReadAllCalls, civicline.RunCalls)
		return err
	})
	return call, err
}

// readable returns the call if p is a pass for one of the acts, or a pass to
// read own calls and it is one. A call that is not is as good as none.
func (c *Center) readable(v *store.View, p civicline.Pass, id civicline.CallID, acts ...civicline.Act) (civicline.Call, error) {
	all := false
	for _, act := range acts {
		all = all || p.For(act) == nil
	}
	if !all {
		if err := p.For(civicline.ReadOwnCalls); err != nil {
			return civicline.Call{}, p.For(acts[0])
		}
	}
	call, err := v.Call(id)
	if err != nil || all {
		return call, err
	}
	who := p.Who()
	talks, err := v.Talks(id)
	if err != nil {
		return civicline.Call{}, err
	}
	mine := lastOf(talks, who.ID)
	if mine != nil || call.Agent == who.ID {
		return c.veiled(call, who, talks), nil
	}
	consults, err := v.Consults(id)
	if err != nil {
		return civicline.Call{}, err
	}
	for _, one := range consults {
		if one.Officer == who.ID && (one.Ended.IsZero() || !one.Joined.IsZero()) {
			return call, nil
		}
	}
	return civicline.Call{}, &civicline.Error{Kind: civicline.NotFound, Op: string(civicline.ReadOwnCalls), Message: "There is no such call among yours. Ask a supervisor."}
}

// Calls returns the history. It takes a pass to read all calls, or own calls:
// then the filter's Agent is the holder of the pass, whatever it says.
func (c *Center) Calls(ctx context.Context, p civicline.Pass, f Filter) (calls []civicline.Call, err error) {
	if err := p.For(civicline.ReadAllCalls); err != nil {
		if p.For(civicline.ReadOwnCalls) != nil {
			return nil, err
		}
		f.Agent = p.Who().ID
	}
	if f.Limit <= 0 {
		f.Limit = 50
	}
	err = c.look(ctx, "read the history", func(v *store.View) (err error) {
		calls, err = v.Calls(store.CallFilter{Agent: f.Agent, Live: f.Live, Unnoted: f.Unnoted, Before: f.Before, Limit: min(f.Limit, 500)})
		if err != nil || p.For(civicline.ReadAllCalls) == nil {
			return err
		}
		for i, call := range calls {
			talks, err := v.Talks(call.ID)
			if err != nil {
				return err
			}
			calls[i] = c.veiled(call, p.Who(), talks)
		}
		return nil
	})
	return calls, err
}

// Events returns what happened in a call, in order, its transcript included.
// The passes are those of Call.
func (c *Center) Events(ctx context.Context, p civicline.Pass, id civicline.CallID) (events []civicline.Event, err error) {
	err = c.look(ctx, "read a transcript", func(v *store.View) (err error) {
		if _, err = c.readable(v, p, id, civicline.ReadAllCalls, civicline.RunCalls); err != nil {
			return err
		}
		if events, err = v.Events(id); err != nil || p.For(civicline.ReadOwnCalls) != nil {
			return err
		}
		events, err = c.veiledEvents(v, p.Who(), id, events)
		return err
	})
	return events, err
}

// Recording returns the file name of a call's recording, for a pass to hear
// recordings, or to read own calls if it is one; NotFound if there is none.
func (c *Center) Recording(ctx context.Context, p civicline.Pass, id civicline.CallID) (file string, err error) {
	err = c.look(ctx, "hear a recording", func(v *store.View) error {
		call, err := c.readable(v, p, id, civicline.HearRecordings)
		if err != nil {
			return err
		}
		if p.For(civicline.ReadOwnCalls) == nil {
			if hidden, err := c.withOfficers(v, p.Who(), id); err != nil {
				return err
			} else if len(hidden) > 0 {
				return refused("hear a recording", "An officer spoke with this caller too. Ask a supervisor to hear it for you.")
			}
		}
		if file = call.Recording; file == "" {
			return &civicline.Error{Kind: civicline.NotFound, Op: "hear a recording", Message: "This call has no recording."}
		}
		return nil
	})
	return file, err
}

// Waiting returns every place in line, in the order of the line; Away ones
// among them. It takes a pass to see the queues.
func (c *Center) Waiting(ctx context.Context, p civicline.Pass) (places []civicline.Place, err error) {
	if err := p.For(civicline.SeeQueues); err != nil {
		return nil, err
	}
	err = c.look(ctx, "see the queues", func(v *store.View) (err error) {
		places, err = v.Places()
		return err
	})
	return places, err
}

// Agents returns every agent by name, for a pass to see the queues.
func (c *Center) Agents(ctx context.Context, p civicline.Pass) (agents []civicline.Agent, err error) {
	if err := p.For(civicline.SeeQueues); err != nil {
		return nil, err
	}
	err = c.look(ctx, "see the agents", func(v *store.View) (err error) {
		agents, err = v.Agents()
		return err
	})
	return agents, err
}

// Callbacks returns the callbacks that are still owed, first due first, for a
// pass to see the queues.
func (c *Center) Callbacks(ctx context.Context, p civicline.Pass) (out []civicline.Callback, err error) {
	if err := p.For(civicline.SeeQueues); err != nil {
		return nil, err
	}
	err = c.look(ctx, "see the callbacks", func(v *store.View) (err error) {
		out, err = v.OpenCallbacks()
		return err
	})
	return out, err
}

// Receipt returns what the caller left with, by its reference number, for a
// pass to read call receipts; NotFound if no such call reached a person. While
// they still talk, its Duration is the time so far.
func (c *Center) Receipt(ctx context.Context, p civicline.Pass, ref civicline.Reference) (r civicline.CallReceipt, err error) {
	if err := p.For(civicline.ReadReceipts); err != nil {
		return r, err
	}
	err = c.look(ctx, "read a call receipt", func(v *store.View) error {
		none := &civicline.Error{Kind: civicline.NotFound, Op: "read a call receipt", Message: "We have no receipt with this number. Please check the number you wrote down."}
		call, err := v.CallByReference(ref)
		if civicline.FaultOf(err) == civicline.NotFound {
			return none
		} else if err != nil {
			return err
		}
		talks, err := v.Talks(call.ID)
		if err != nil {
			return err
		}
		if len(talks) == 0 {
			return none
		}
		talk := talks[len(talks)-1]
		agent, err := v.Agent(talk.Agent)
		if err != nil {
			return err
		}
		until := talk.Left
		if until.IsZero() {
			until = c.now()
		}
		r = civicline.CallReceipt{Reference: ref, AgentID: agent.ID, AgentName: agent.Name,
			At: talk.Answered, Duration: until.Sub(talk.Answered), Language: call.Language}
		return nil
	})
	return r, err
}

// Agent returns one agent as they now stand.
func (c *Center) Agent(ctx context.Context, id civicline.AgentID) (agent civicline.Agent, err error) {
	err = c.look(ctx, "find an agent", func(v *store.View) (err error) {
		agent, err = v.Agent(id)
		return err
	})
	return agent, err
}

// WaitOf tells a waiting caller their position and how long it may take; a
// Conflict error if the call does not wait. Nothing is read but what this node
// has in memory.
func (c *Center) WaitOf(_ context.Context, id civicline.CallID) (w civicline.Wait, err error) {
	return c.wait(id, true)
}

// WaitShown is WaitOf for somebody who watches the line: the caller is told
// nothing, so that it is not kept as what they were told.
func (c *Center) WaitShown(_ context.Context, id civicline.CallID) (civicline.Wait, error) {
	return c.wait(id, false)
}

func (c *Center) wait(id civicline.CallID, told bool) (w civicline.Wait, err error) {
	w, ok := c.waitOf(id, told)
	if !ok {
		err = conflict("tell the wait", "This call does not wait.")
	}
	return w, err
}

// look reads one state of the store.
func (c *Center) look(ctx context.Context, op string, read func(*store.View) error) error {
	return c.plain(op, c.o.Store.Look(ctx, read))
}
