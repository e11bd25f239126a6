package acd

import (
	"fmt"

	"github.com/civicline/civicline"
)

// Check recounts the floor from what it was told, and returns an error naming
// the first thing that is not where it belongs. It takes as long as the floor
// is large, and is for tests.
func (f *Floor) Check() error {
	ringing := map[*member]int{}
	waiting := map[*line]int{}
	coming := map[*heap[*standing]]int{}
	inLane := map[*lane]int{}
	for call, s := range f.places {
		if err := f.checkPlace(call, s); err != nil {
			return err
		}
		if s.offered != nil {
			ringing[s.offered]++
		}
		if s.line != nil {
			waiting[s.line]++
		}
		if s.calendar != nil {
			coming[s.calendar]++
		}
		if s.place.Present && s.place.Offered == "" {
			inLane[s.lane]++
		}
	}
	ready := 0
	for id, m := range f.agents {
		if err := f.checkAgent(id, m, ringing[m]); err != nil {
			return err
		}
		if m.ready {
			ready++
		}
		if m.kept != nil {
			if err := f.checkLine(m.kept, waiting[m.kept]); err != nil {
				return err
			}
		}
	}
	if ready != f.ready {
		return fmt.Errorf("%d agents are ready; the floor counts %d", ready, f.ready)
	}
	if err := f.held.check(coming[&f.held]); err != nil {
		return fmt.Errorf("places held for an agent: %w", err)
	}
	if err := f.checkShapes(waiting, coming, inLane); err != nil {
		return err
	}
	open := 0
	for l := range waiting {
		if l.served() {
			open++
		}
	}
	return f.open.check(open)
}

func (f *Floor) checkPlace(call civicline.CallID, s *standing) error {
	offerable := s.place.Present && s.place.Offered == "" && s.lane.known
	var right *line
	if offerable {
		step := s.lane.step(s.entered, f.now)
		shape := f.chain(s.lane, s.place.Topic)[step]
		right = &shape.line
		if f.isHeld(s, shape, f.now) {
			right = s.last.kept
		}
	}
	switch {
	case s.place.Call != call || s.rank != rankOf(s.place, s.lane.queue.Head):
		return fmt.Errorf("%s is kept as another", call)
	case s.line != right:
		return fmt.Errorf("%s is in the wrong line", call)
	case (s.offered != nil) != (s.place.Offered != ""):
		return fmt.Errorf("%s is offered to %q; the floor says otherwise", call, s.place.Offered)
	case s.offered != nil && s.offered.agent.ID != s.place.Offered:
		return fmt.Errorf("%s is offered to %q and to %q", call, s.place.Offered, s.offered.agent.ID)
	case s.last != nil && s.last.mine[s.mine] != s:
		return fmt.Errorf("%s is not among those %s spoke with", call, s.last.agent.ID)
	}
	return nil
}

func (f *Floor) checkAgent(id civicline.AgentID, m *member, ringing int) error {
	ready := m.here && m.agent.State == civicline.Ready && m.agent.Contacts+ringing < m.capacity()
	switch {
	case m.agent.ID != id:
		return fmt.Errorf("agent %s is kept as another", id)
	case m.ringing != ringing:
		return fmt.Errorf("agent %s is rung by %d calls; the floor counts %d", id, ringing, m.ringing)
	case m.ready != ready:
		return fmt.Errorf("agent %s (%s) is ready: %t; the floor says otherwise", id, m.agent.State, ready)
	case m.ready && (m.among != &m.profile.ready || m.profile.ready.items[m.slot-1] != m):
		return fmt.Errorf("agent %s is ready and in no list", id)
	case !m.here && m.ringing == 0 && len(m.mine) == 0:
		return fmt.Errorf("agent %s is gone and not forgotten", id)
	}
	return nil
}

func (f *Floor) checkShapes(waiting map[*line]int, coming map[*heap[*standing]]int, inLane map[*lane]int) error {
	for _, l := range f.order {
		for _, s := range l.shapes {
			if err := f.checkShape(s, waiting[&s.line], coming[&s.coming]); err != nil {
				return fmt.Errorf("%s, step %d, topic %q: %w", l.queue.ID, s.step, s.topic, err)
			}
		}
		if l.wait.n != inLane[l] {
			return fmt.Errorf("%s: %d wait; the floor counts %d", l.queue.ID, inLane[l], l.wait.n)
		}
		if err := l.wait.check(); err != nil {
			return fmt.Errorf("%s: %w", l.queue.ID, err)
		}
	}
	for _, p := range f.profiles {
		working := 0
		for _, m := range f.agents {
			if m.profile == p && m.atWork() {
				working++
			}
		}
		if working != p.working {
			return fmt.Errorf("%d of a profile are at work; the floor counts %d", working, p.working)
		}
		if err := p.ready.check(p.ready.len()); err != nil {
			return err
		}
	}
	return nil
}

func (f *Floor) checkShape(s *shape, waiting, coming int) error {
	if err := f.checkLine(&s.line, waiting); err != nil {
		return err
	}
	if err := s.coming.check(coming); err != nil {
		return fmt.Errorf("steps to come: %w", err)
	}
	ready := 0
	for _, p := range f.profiles {
		met := s.lane.known && s.want.met(p)
		open, passed := marks(s.open, p.number), marks(s.passed, p.number)
		if open {
			ready++
		}
		if open != (met && p.ready.len() > 0) || passed != (met && p.passed.len() > 0) {
			return fmt.Errorf("profile %d may take it: %t, with %d ready; the floor says otherwise", p.number, met, p.ready.len())
		}
	}
	if ready != s.ready {
		return fmt.Errorf("%d profiles are ready; the floor counts %d", ready, s.ready)
	}
	return nil
}

func marks(set []uint64, bit int) bool {
	return bit/64 < len(set) && set[bit/64]&(1<<(bit%64)) != 0
}

func (f *Floor) checkLine(l *line, n int) error {
	if err := l.waiting.check(n); err != nil {
		return err
	}
	if open := n > 0 && l.served(); open != (l.slot > 0) {
		return fmt.Errorf("a line of %d, served: %t, is among the open ones: %t", n, l.served(), l.slot > 0)
	}
	return nil
}

// check that a heap has n things, each where it thinks it is, none before its parent.
func (h *heap[T]) check(n int) error {
	if len(h.items) != n {
		return fmt.Errorf("%d are in order that should be %d", len(h.items), n)
	}
	for i, x := range h.items {
		if *h.slot(x) != i+1 {
			return fmt.Errorf("what is number %d thinks it is %d", i+1, *h.slot(x))
		}
		if i > 0 && h.before(x, h.items[(i-1)/2]) {
			return fmt.Errorf("number %d should be before its parent", i+1)
		}
	}
	return nil
}

func (l *ledger) check() error {
	n := 0
	var last *standing
	for _, b := range l.blocks {
		for _, s := range b {
			if last != nil && !last.rank.before(s.rank) {
				return fmt.Errorf("%s is counted before %s", last.place.Call, s.place.Call)
			}
			last = s
			n++
		}
	}
	if n != l.n {
		return fmt.Errorf("%d are counted, and %d said", n, l.n)
	}
	return nil
}
