package center

import (
	"context"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// checkTime is how often Run looks for states that cannot be.
const checkTime = time.Minute

// settled is how long a call must have been as it is before the checker wonders
// whether anybody runs it.
const settled = 30 * time.Second

// A Repair is a state that could not be, and was put right.
type Repair struct {
	Rule  string // what was wrong, without a word about the caller
	Call  civicline.CallID
	Agent civicline.AgentID
}

// Check looks for states that no legal move leads to (a fault of ours, of a
// disk, of somebody's hand in the tables) and for calls whose line is gone
// though nobody said so, puts each right in favour of the caller's place, and
// tells each repair as an event. It is done when nothing is left to repair.
func (c *Center) Check(ctx context.Context) (repairs []Repair, err error) {
	for range 10 { // one repair may uncover another
		var found []Repair
		err = c.change(ctx, clock, func(t *change) (err error) {
			found, err = t.check()
			return err
		})
		repairs = append(repairs, found...)
		if err != nil || len(found) == 0 {
			break
		}
	}
	for _, r := range repairs {
		c.o.Log.Warn("a state that cannot be was repaired", "rule", r.Rule, "call", r.Call, "agent", r.Agent)
	}
	return repairs, c.plain("check the states", err)
}

// A survey is everything that must fit together.
type survey struct {
	*change
	calls   map[civicline.CallID]civicline.Call // live ones
	agents  map[civicline.AgentID]civicline.Agent
	places  map[civicline.CallID]civicline.Place
	rings   map[civicline.AgentID]civicline.CallID // whose place is offered to them
	asked   map[civicline.AgentID]civicline.Consultation
	repairs []Repair
}

func (t *change) check() ([]Repair, error) {
	s := &survey{change: t, calls: map[civicline.CallID]civicline.Call{}, agents: map[civicline.AgentID]civicline.Agent{},
		places: map[civicline.CallID]civicline.Place{}, rings: map[civicline.AgentID]civicline.CallID{}, asked: map[civicline.AgentID]civicline.Consultation{}}
	if err := s.read(); err != nil {
		return nil, err
	}
	for _, rule := range []func() error{s.checkPlaces, s.checkCalls, s.checkPromises, s.checkConsults, s.checkAgents, s.checkGhosts} {
		if err := rule(); err != nil || len(s.repairs) > 0 {
			return s.repairs, err // the rest is looked at again, as it then stands
		}
	}
	return nil, nil
}

func (s *survey) read() error {
	calls, err := s.LiveCalls()
	if err != nil {
		return err
	}
	agents, err := s.Agents()
	if err != nil {
		return err
	}
	places, err := s.Places()
	if err != nil {
		return err
	}
	consults, err := s.OpenConsults()
	if err != nil {
		return err
	}
	for _, c := range consults {
		s.asked[c.Officer] = c
	}
	for _, c := range calls {
		s.calls[c.ID] = c
	}
	for _, a := range agents {
		s.agents[a.ID] = a
	}
	for _, p := range places {
		s.places[p.Call] = p
		if p.Offered != "" {
			s.rings[p.Offered] = p.Call
		}
	}
	return nil
}

// repaired tells one repair. Whoever calls it has put the rows right.
func (s *survey) repaired(rule string, call civicline.CallID, agent civicline.AgentID, d civicline.Detail) error {
	s.repairs = append(s.repairs, Repair{rule, call, agent})
	s.stirred = true
	d.Reason = rule
	return s.tell(civicline.Event{At: s.now, Kind: civicline.Repaired, Who: s.who, Call: call, Agent: agent, Data: d})
}

// checkPlaces: every place is that of a call that waits, rings, is away or is
// rung back; one that is offered rings at an agent, and one that is kept ends.
func (s *survey) checkPlaces() error {
	for id, p := range s.places {
		call, live := s.calls[id]
		agent := s.agents[p.Offered]
		rings := (agent.State == civicline.Alerting || agent.State == civicline.Reserved || agent.State.Working()) && agent.Call == id
		fixed := p
		var rule string
		switch {
		case !live || !inLineStates[call.State]:
			if err := s.DropPlace(id); err != nil {
				return err
			}
			if err := s.repaired("a place of a call that does not wait", id, "", civicline.Detail{Queue: p.Queue, Entered: p.Entered}); err != nil {
				return err
			}
			continue
		case p.Offered != "" && !rings:
			fixed.Offered, fixed.Until, rule = "", time.Time{}, "a place that was offered to an agent at whom it does not ring"
		case p.Offered != "" && p.Until.IsZero():
			fixed.Until, rule = s.now.Add(s.c.o.RingTime), "an offer without an end"
		case call.State == civicline.Away && p.Present:
			fixed.Present, fixed.Offered, fixed.Until, rule = false, "", s.now.Add(s.c.o.KeepPlace), "a place that counted as on the line while the caller was away"
		case call.State != civicline.Away && !p.Present:
			fixed.Present, fixed.Until, rule = true, time.Time{}, "a place that counted as away while the caller was on the line"
		case !p.Present && p.Until.IsZero():
			fixed.Until, rule = s.now.Add(s.c.o.KeepPlace), "a kept place without an end"
		default:
			continue
		}
		if err := s.PutPlace(fixed); err != nil {
			return err
		}
		if err := s.repaired(rule, id, p.Offered, civicline.Detail{Queue: p.Queue, Entered: p.Entered, Until: fixed.Until}); err != nil {
			return err
		}
	}
	return nil
}

// inLineStates are the states of a call that may have a place.
var inLineStates = map[civicline.CallState]bool{civicline.Waiting: true, civicline.Offered: true, civicline.Away: true, civicline.Dialing: true}

// checkCalls: whoever waits has a place; whoever is offered or talks has the
// agent for it.
func (s *survey) checkCalls() error {
	for id, call := range s.calls {
		place, placed := s.places[id]
		agent := s.agents[call.Agent]
		mine := agent.Call == id
		switch call.State {
		case civicline.Waiting, civicline.Away:
			if placed {
				continue
			}
			if err := s.giveBack(call, "a caller who waited without a place"); err != nil {
				return err
			}
		case civicline.Offered:
			if placed && place.Offered == call.Agent && mine {
				continue
			}
			if err := s.giveBack(call, "a call that was offered to nobody"); err != nil {
				return err
			}
		case civicline.Dialing:
			if placed && place.Offered == call.Agent && mine {
				continue
			}
			if err := s.unmade(call); err != nil {
				return err
			}
			if err := s.giveBack(call, "a caller who was rung back for nobody"); err != nil {
				return err
			}
		case civicline.WithAgent, civicline.OnHold:
			if mine && agent.State.Working() {
				continue
			}
			if err := s.giveBack(call, "a caller whose agent was not there"); err != nil {
				return err
			}
		}
	}
	return nil
}

// unmade puts the promise that a call was to keep back in line, as its caller.
func (s *survey) unmade(call civicline.Call) error {
	cb, err := s.Callback(call.Callback)
	if err != nil || cb.State != civicline.CallbackBeingMade {
		return err
	}
	return s.promise(&cb, civicline.CallQueued)
}

// giveBack puts a call where its caller loses nothing: first in the line, with
// the time that they came.
func (s *survey) giveBack(call civicline.Call, rule string) error {
	was := call.State
	place, placed := s.places[call.ID]
	if !placed {
		q, ok := s.c.queueByID(call.Queue)
		if !ok {
			q, ok = s.c.queue(civicline.Tier1, call.Language)
		}
		if !ok {
			return s.finish(&call, nil, civicline.Detail{Reason: rule})
		}
		call.Queue = q.ID
		place = civicline.Place{Call: call.ID, Queue: q.ID, Language: call.Language, From: call.From, Entered: call.Entered, Callback: call.Callback, Returned: true}
		if place.Entered.IsZero() {
			place.Entered = call.Arrived
		}
	}
	place.Present, place.Offered, place.Until = true, "", time.Time{}
	if was == civicline.Away {
		place.Present, place.Until = false, s.now.Add(s.c.o.KeepPlace)
	} else {
		call.State = civicline.Waiting
	}
	call.Since = s.now
	if err := s.PutCall(call); err != nil {
		return err
	}
	if err := s.PutPlace(place); err != nil {
		return err
	}
	return s.repaired(rule, call.ID, call.Agent, civicline.Detail{From: was, To: call.State, Queue: place.Queue, Entered: place.Entered, Until: place.Until})
}

// checkAgents: whoever rings, is kept for a call or talks has that call; whoever
// wraps up had one.
func (s *survey) checkAgents() error {
	for id, a := range s.agents {
		call, live := s.calls[a.Call]
		var rule string
		next := civicline.Ready
		switch a.State {
		case civicline.Reserved, civicline.Alerting:
			if s.consults(a) || s.rings[id] == a.Call && a.Call != "" && !a.Consult || call.State == civicline.Dialing && call.Agent == id {
				continue
			}
			rule = "an agent at whom nothing rings"
		case civicline.Talking, civicline.Holding:
			if live && call.Agent == id && !a.Consult && (call.State == civicline.WithAgent || call.State == civicline.OnHold || call.State == civicline.Dialing) || s.consults(a) {
				continue
			}
			rule = "an agent who talks with nobody"
			if a.Call != "" {
				next = civicline.WrappingUp
			}
		case civicline.WrappingUp:
			if a.Call != "" {
				continue
			}
			rule = "a wrap-up of no call"
		default:
			continue
		}
		was := a.State
		s.becomes(&a, next, nil)
		if next == civicline.Ready {
			a.Call, a.Reason = "", ""
		}
		if err := s.PutAgent(a); err != nil {
			return err
		}
		if err := s.repaired(rule, "", id, civicline.Detail{AgentWas: was, AgentIs: next}); err != nil {
			return err
		}
		if err := s.mayBeLost(&a); err != nil {
			return err
		}
	}
	return nil
}

// checkGhosts: a call of ours whose leg nobody has is a lost line.
func (s *survey) checkGhosts() error {
	if s.c.o.Alive == nil {
		return nil
	}
	for id, call := range s.calls {
		if call.State == civicline.Away || call.Channel == civicline.Chat || s.now.Sub(call.Since) < settled || s.c.o.Alive(id) ||
			s.c.o.Store.Shared() && call.Node != s.c.o.Node ||
			call.Callback != "" && (call.State == civicline.Waiting || call.State == civicline.Offered || call.State == civicline.Dialing) {
			continue
		}
		const rule = "a call whose line was gone"
		if err := s.repaired(rule, id, call.Agent, civicline.Detail{}); err != nil {
			return err
		}
		if err := s.lostLine(call, rule); err != nil {
			return err
		}
	}
	return nil
}

// lostLine does what the loss of a caller's line means where the call stands.
func (t *change) lostLine(call civicline.Call, why string) error {
	if ours, err := t.endRing(&call, true, why); ours || err != nil {
		return err
	}
	switch call.State {
	case civicline.Waiting, civicline.Offered:
		return t.leaveLine(&call, true, why)
	case civicline.WithAgent, civicline.OnHold:
		return t.endTalk(&call, true, why)
	}
	return t.finish(&call, nil, civicline.Detail{Reason: why})
}

// Unwell returns the repairs that were made since a time, the newest first, for
// a pass to see the queues.
func (c *Center) Unwell(ctx context.Context, p civicline.Pass, since time.Time) (out []civicline.Event, err error) {
	if err := p.For(civicline.SeeQueues); err != nil {
		return nil, err
	}
	err = c.look(ctx, "see the repairs", func(v *store.View) (err error) {
		out, err = v.Repairs(since, 100)
		return err
	})
	return out, err
}
