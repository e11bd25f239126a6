package acd

import (
	"maps"
	"math"
	"slices"
	"time"

	"github.com/civicline/civicline"
)

// A Floor is one routing domain as it stands: who waits, and who is there. It
// is pure and deterministic: the same floor gives the same offers, in whatever
// order it was told of. It is not safe for concurrent use, but for Position,
// Place, Agent, Head, Line and ExplainWaiting, which change nothing.
//
// It keeps those who wait by what they need (a line for each queue, topic and
// step reached) and those who are ready by what they can do, so that a decision
// looks at needs and profiles, never at every call or agent.
type Floor struct {
	ring    time.Duration
	explain bool
	now     int64 // the latest time it was asked at; time does not go back

	lanes  map[civicline.QueueID]*lane
	order  []*lane
	places map[civicline.CallID]*standing
	agents map[civicline.AgentID]*member

	numbers  map[string]int // of each skill
	skills   []string       // their names, by number
	byKey    map[profileKey]*profile
	profiles []*profile
	stepping []*shape        // those that a step follows
	held     heap[*standing] // for the agent they know, by when that ends or a step comes due
	open     heap[*line]     // those whose head can be offered now, by their heads
	ready    int             // agents who may be offered a call
}

// New returns the empty floor of the queues that share agents. Offers ring for
// so long where their queue says nothing. A place in a queue that is not among
// these waits, and is never offered.
func New(queues []civicline.Queue, ring time.Duration) *Floor {
	f := &Floor{
		ring: ring, explain: true, now: math.MinInt64 / 2,
		lanes:  make(map[civicline.QueueID]*lane, len(queues)),
		places: map[civicline.CallID]*standing{},
		agents: map[civicline.AgentID]*member{},
		byKey:  map[profileKey]*profile{}, numbers: map[string]int{},
		held: heap[*standing]{before: endsFirst, slot: (*standing).comingSlot},
		open: heap[*line]{before: headFirst, slot: (*line).ownSlot},
	}
	for _, q := range queues {
		if f.lanes[q.ID] == nil {
			f.addLane(newLane(q, true))
		}
	}
	return f
}

func (f *Floor) addLane(l *lane) *lane {
	f.lanes[l.queue.ID] = l
	f.order = append(f.order, l)
	return l
}

// Explain says whether offers and Best tell why; at first they do. A floor that
// does not saves that work.
func (f *Floor) Explain(on bool) {
	if f.explain == on {
		return
	}
	f.explain = on
	for _, p := range f.profiles {
		for p.passed.len() > 0 {
			f.unseat(p.passed.top())
		}
	}
	if on {
		for _, m := range f.agents {
			f.seat(m)
		}
	}
}

// A standing is a place on the floor.
type standing struct {
	place   civicline.Place
	rank    rank
	entered int64
	lane    *lane
	step    int
	offered *member // to whom it is

	line     *line            // where it waits to be offered; nil if it may not be
	slot     int              // there
	calendar *heap[*standing] // where it waits for a step or for its hold to end; nil if nothing comes
	coming   int              // its slot there
	ends     int64            // in held: when

	last *member // whom it may be held for
	mine int     // its index there
}

func (s *standing) lineSlot() *int   { return &s.slot }
func (s *standing) comingSlot() *int { return &s.coming }

func rankFirst(a, b *standing) bool { return a.rank.before(b.rank) }

func enteredFirst(a, b *standing) bool {
	if a.entered != b.entered {
		return a.entered < b.entered
	}
	return a.place.Call < b.place.Call
}

func endsFirst(a, b *standing) bool {
	if a.ends != b.ends {
		return a.ends < b.ends
	}
	return a.place.Call < b.place.Call
}

// A line is places any of which the same agents may take.
type line struct {
	waiting heap[*standing]
	shape   *shape  // what they need; or
	keeper  *member // whom they are held for
	slot    int     // in Floor.open
}

func newLine() line {
	return line{waiting: heap[*standing]{before: rankFirst, slot: (*standing).lineSlot}}
}

func (l *line) ownSlot() *int { return &l.slot }

func (l *line) served() bool {
	if l.keeper != nil {
		return l.keeper.ready
	}
	return l.shape.ready > 0
}

func headFirst(a, b *line) bool { return rankFirst(a.waiting.top(), b.waiting.top()) }

// A member is an agent on the floor.
type member struct {
	agent   civicline.Agent
	here    bool // else it is only named by places
	profile *profile
	idle    int64
	ready   bool           // may be offered a call
	among   *heap[*member] // of the profile
	slot    int            // there
	ringing int            // places offered to them now
	kept    *line          // those held for them
	mine    []*standing    // those that may be
}

func (m *member) ownSlot() *int { return &m.slot }

func (m *member) capacity() int { return max(1, m.agent.Capacity) }

func (m *member) atWork() bool { return m.here && AtWork(m.agent.State) }

// AtWork reports whether an agent in a state takes calls, now or next.
func AtWork(s civicline.AgentState) bool {
	return s == civicline.Ready || s == civicline.Reserved || s == civicline.Alerting || s.Working()
}

func idleFirst(a, b *member) bool {
	if a.idle != b.idle {
		return a.idle < b.idle
	}
	return a.agent.ID < b.agent.ID
}

// Put tells of a new place, or of one that changed.
func (f *Floor) Put(p civicline.Place) {
	s := f.places[p.Call]
	switch {
	case s == nil:
		s = &standing{}
		f.places[p.Call] = s
	case s.place == p:
		return
	default:
		f.unlink(s)
	}
	f.link(s, p)
}

// Drop tells that a call has no place any more; nothing happens if it had none.
func (f *Floor) Drop(call civicline.CallID) {
	if s := f.places[call]; s != nil {
		f.unlink(s)
		delete(f.places, call)
	}
}

func (f *Floor) link(s *standing, p civicline.Place) {
	l := f.lanes[p.Queue]
	if l == nil {
		l = f.addLane(newLane(civicline.Queue{ID: p.Queue}, false))
	}
	l.all++
	s.place, s.lane = p, l
	s.rank, s.entered = rankOf(p, l.queue.Head), nanos(p.Entered)
	if p.Last != "" && l.queue.Sticky > 0 {
		s.last = f.member(p.Last)
		s.mine = len(s.last.mine)
		s.last.mine = append(s.last.mine, s)
	}
	if p.Offered != "" {
		f.ringAt(s, f.member(p.Offered))
	} else if p.Present {
		l.wait.add(s)
	}
	f.settle(s)
}

func (f *Floor) unlink(s *standing) {
	f.unsettle(s)
	if s.place.Present && s.place.Offered == "" {
		s.lane.wait.remove(s)
	}
	s.lane.all--
	if l := s.lane; l.all == 0 && !l.known {
		delete(f.lanes, l.queue.ID)
		f.order = slices.DeleteFunc(f.order, func(o *lane) bool { return o == l })
	}
	if m := s.offered; m != nil {
		m.ringing--
		s.offered = nil
		f.seat(m)
		f.forget(m)
	}
	if m := s.last; m != nil {
		end := len(m.mine) - 1
		m.mine[s.mine] = m.mine[end]
		m.mine[s.mine].mine = s.mine
		m.mine[end] = nil
		m.mine = m.mine[:end]
		s.last = nil
		f.forget(m)
	}
}

func (f *Floor) ringAt(s *standing, m *member) {
	s.offered = m
	m.ringing++
	f.seat(m)
}

// Set tells of a new agent, or of one that changed. An agent is offered a call
// while they are Ready and have fewer than Capacity contacts and offers.
func (f *Floor) Set(a civicline.Agent) {
	m := f.member(a.ID)
	before, worked := m.profile, m.atWork()
	f.leave(m)
	alike := m.here && m.agent.Tier == a.Tier && slices.Equal(m.agent.Speaks, a.Speaks) && maps.Equal(m.agent.Skills, a.Skills)
	speaks, skills := m.agent.Speaks, m.agent.Skills
	m.agent, m.idle, m.here = a, nanos(a.Idle), true
	if alike {
		m.agent.Speaks, m.agent.Skills = speaks, skills
	} else {
		m.agent.Speaks, m.agent.Skills = slices.Clone(a.Speaks), maps.Clone(a.Skills)
		m.profile = f.profileOf(a)
	}
	if m.atWork() {
		m.profile.working++
	}
	f.seat(m)
	if before != m.profile || worked != m.atWork() {
		f.resettle(m)
	}
}

// Remove tells that there is no such agent any more; nothing happens if there
// was none.
func (f *Floor) Remove(id civicline.AgentID) {
	m := f.agents[id]
	if m == nil || !m.here {
		return
	}
	f.leave(m)
	m.here, m.profile = false, nil
	m.agent = civicline.Agent{ID: id}
	f.resettle(m)
	f.forget(m)
}

// member finds or makes the one of an ID.
func (f *Floor) member(id civicline.AgentID) *member {
	m := f.agents[id]
	if m == nil {
		m = &member{agent: civicline.Agent{ID: id}}
		f.agents[id] = m
	}
	return m
}

func (f *Floor) forget(m *member) {
	if !m.here && m.ringing == 0 && len(m.mine) == 0 {
		delete(f.agents, m.agent.ID)
	}
}
