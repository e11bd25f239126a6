package acd

import (
	"math"
	"time"

	"github.com/civicline/civicline"
)

// Next returns the offers to be made now, in order, at most limit (0: all), each
// once: the floor stands as if they were made, the place offered until then, the
// agent Alerting (or still Ready, while they have room for more).
//
// Whoever heads the line of the domain comes first. A place that nobody ready
// may take waits, and those behind it pass; so an offer never goes to an agent
// whom an earlier place could have had.
//
// Wake is when to ask again although nothing changes: a step, or the end of a
// wait for one agent, may then bring an offer. It is now where limit left
// offers to be made, and zero if only a change can bring one. A now before an
// earlier one counts as that one, except in what offers say.
func (f *Floor) Next(now time.Time, limit int) (offers []civicline.Offer, wake time.Time) {
	f.advance(nanos(now))
	for limit <= 0 || len(offers) < limit {
		if f.open.len() == 0 {
			return offers, f.wake()
		}
		offers = append(offers, f.offer(now))
	}
	if f.open.len() > 0 {
		return offers, now
	}
	return offers, f.wake()
}

// offer makes the first offer there is.
func (f *Floor) offer(now time.Time) civicline.Offer {
	l := f.open.top()
	s, m := l.waiting.top(), l.keeper
	shape := l.shape
	if m == nil {
		m = f.choose(shape, now)
	} else {
		shape = f.chain(s.lane, s.place.Topic)[s.step]
	}
	ring := s.lane.queue.Ring
	if ring <= 0 {
		ring = f.ring
	}
	o := civicline.Offer{Call: s.place.Call, Agent: m.agent.ID, Until: now.Add(ring)}
	if f.explain {
		o.Because = f.because(s, m, shape, l.keeper != nil, now)
	}
	f.unsettle(s)
	s.lane.wait.remove(s)
	s.place.Offered, s.place.Until = o.Agent, o.Until
	if m.agent.Contacts+m.ringing+1 >= m.capacity() {
		m.agent.State, m.agent.Since, m.agent.Call = civicline.Alerting, now, o.Call
	}
	f.ringAt(s, m)
	return o
}

// choose finds the agent for the calls of a shape, by the strategy of its queue;
// nil if nobody is ready who may take them.
func (f *Floor) choose(shape *shape, now time.Time) *member {
	if shape.ready == 0 {
		return nil
	}
	var best *member
	var most float64
	try := func(m *member) {
		if v := merit(shape, m, now); best == nil || v > most || v == most && idleFirst(m, best) {
			best, most = m, v
		}
	}
	f.each(shape.open, func(p *profile) {
		if shape.lane.queue.Strategy != civicline.LeastOccupied {
			try(p.ready.top())
			return
		}
		for _, m := range p.ready.items {
			try(m)
		}
	})
	return best
}

// merit is what a strategy goes by, the more the better; those alike go by how
// long they have been idle. All of a profile are alike, but for LeastOccupied.
func merit(shape *shape, m *member, now time.Time) float64 {
	switch shape.lane.queue.Strategy {
	case civicline.MostSkilled:
		return float64(shape.want.score(m.profile))
	case civicline.FewestSkills:
		return -float64(m.profile.skilled)
	case civicline.LeastOccupied:
		return -m.agent.Occupancy(now)
	}
	return 0
}

// advance moves the places whose step, or whose time to be held, has come.
func (f *Floor) advance(now int64) {
	if now <= f.now {
		return
	}
	f.now = now
	for _, shape := range f.stepping {
		for shape.coming.len() > 0 && shape.coming.top().entered+shape.later.after <= now {
			s := shape.coming.top()
			f.unsettle(s)
			f.settle(s)
		}
	}
	for f.held.len() > 0 && f.held.top().ends <= now {
		s := f.held.top()
		f.unsettle(s)
		f.settle(s)
	}
}

// wake is when time alone may bring the next offer.
func (f *Floor) wake() time.Time {
	if f.ready == 0 {
		return time.Time{}
	}
	at := int64(math.MaxInt64)
	for _, shape := range f.stepping {
		if shape.coming.len() == 0 {
			continue
		}
		for later := shape.later; later != nil; later = later.later {
			if later.ready > 0 {
				at = min(at, shape.coming.top().entered+later.after)
				break
			}
		}
	}
	if f.held.len() > 0 {
		at = min(at, f.held.top().ends)
	}
	if at == math.MaxInt64 {
		return time.Time{}
	}
	return time.Unix(0, at).UTC()
}

// Best says who would be offered a call of a queue and topic that comes now,
// once all who wait have been offered to whom there is; and why. It changes
// nothing on the floor.
func (f *Floor) Best(queue civicline.QueueID, topic string, now time.Time) (civicline.AgentID, string, bool) {
	l := f.lanes[queue]
	if l == nil || !l.known {
		return "", "", false
	}
	shape := f.chain(l, topic)[0]
	m := f.choose(shape, now)
	if m == nil {
		return "", "", false
	}
	why := ""
	if f.explain {
		why = f.chosen(m, shape, now) + "."
	}
	return m.agent.ID, why, true
}
