package acd

import (
	"slices"
	"time"

	"github.com/civicline/civicline"
)

// Position says how many of its queue are served up to and with a call: 1 is
// next, also while it is offered to somebody; 0 is a call that has no place.
// Callers who are away count only while they are asked about themselves.
func (f *Floor) Position(call civicline.CallID) int {
	s := f.places[call]
	switch {
	case s == nil:
		return 0
	case s.place.Offered != "":
		return 1
	}
	return s.lane.wait.before(s.rank) + 1
}

// Line returns every place in the order of service: those offered and those
// whose callers are away too.
func (f *Floor) Line() []civicline.Place {
	all := make([]*standing, 0, len(f.places))
	for _, s := range f.places {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b *standing) int { return a.rank.compare(b.rank) })
	out := make([]civicline.Place, len(all))
	for i, s := range all {
		out[i] = s.place
	}
	return out
}

// Place returns a call's place as it stands, and whether it has one.
func (f *Floor) Place(call civicline.CallID) (civicline.Place, bool) {
	s := f.places[call]
	if s == nil {
		return civicline.Place{}, false
	}
	return s.place, true
}

// Head returns the place that heads a queue's line, of callers who are there and
// are not being offered to anybody; false if nobody waits.
func (f *Floor) Head(queue civicline.QueueID) (civicline.Place, bool) {
	l := f.lanes[queue]
	if l == nil {
		return civicline.Place{}, false
	}
	s := l.wait.first()
	if s == nil {
		return civicline.Place{}, false
	}
	return s.place, true
}

// Agent returns an agent as they stand, and whether there is one. Its slices
// and maps are the floor's: do not change them.
func (f *Floor) Agent(id civicline.AgentID) (civicline.Agent, bool) {
	m := f.agents[id]
	if m == nil || !m.here {
		return civicline.Agent{}, false
	}
	return m.agent, true
}

// A Serving is the agents at work (ready, ringing, talking or in wrap-up) who
// may take the calls of a queue: those of the step that its head has reached.
type Serving struct {
	Agents  int     // at work
	Ready   int     // of these, could be offered a call now
	Share   float64 // of these, how many it has when each is shared among the queues they serve, by how many wait in each
	Waiting int     // callers in its line now, on the line and not being offered
}

// Serving tells who works for a queue now, calls on topics of their own set aside.
func (f *Floor) Serving(queue civicline.QueueID) Serving {
	l := f.lanes[queue]
	if l == nil {
		return Serving{}
	}
	out := Serving{Waiting: l.wait.n}
	if !l.known {
		return out
	}
	for _, o := range f.order {
		if o.known {
			f.headShape(o).draws = float64(1 + o.wait.n)
		}
	}
	mine := f.headShape(l)
	for _, p := range f.profiles {
		if p.working == 0 || !mine.want.met(p) {
			continue
		}
		sum := 0.0
		for _, s := range p.shapes {
			sum += s.draws
		}
		out.Agents += p.working
		out.Ready += p.ready.len()
		out.Share += float64(p.working) * mine.draws / sum
	}
	for _, o := range f.order {
		if o.known {
			f.headShape(o).draws = 0
		}
	}
	return out
}

// headShape is what a queue needs at the step of its head, calls on topics of
// their own set aside.
func (f *Floor) headShape(l *lane) *shape {
	step := 0
	if s := l.wait.first(); s != nil {
		step = s.step
	}
	return f.chain(l, "")[step]
}

// reach says from which step on, and after how long a wait, an agent may take
// the calls of a queue on a topic; false if never.
func (f *Floor) reach(m *member, l *lane, topic string) (int, time.Duration, bool) {
	for i, s := range f.chain(l, topic) {
		if m.here && s.want.met(m.profile) {
			return i, time.Duration(s.after), true
		}
	}
	return 0, 0, false
}
