package acd

import "github.com/civicline/civicline"

// settle finds the line where a place waits now, and notes when that changes by
// time alone.
func (f *Floor) settle(s *standing) {
	if !s.place.Present || s.place.Offered != "" || !s.lane.known {
		return
	}
	s.step = s.lane.step(s.entered, f.now)
	shape := f.chain(s.lane, s.place.Topic)[s.step]
	if f.isHeld(s, shape, f.now) {
		m := s.last
		if m.kept == nil {
			l := newLine()
			l.keeper = m
			m.kept = &l
		}
		s.line = m.kept
		s.ends = s.entered + int64(s.lane.queue.Sticky)
		if shape.later != nil {
			s.ends = min(s.ends, s.entered+shape.later.after)
		}
		s.calendar = &f.held
	} else {
		s.line = &shape.line
		if shape.later != nil {
			s.calendar = &shape.coming
		}
	}
	s.line.waiting.push(s)
	if s.calendar != nil {
		s.calendar.push(s)
	}
	f.refresh(s.line)
}

func (f *Floor) unsettle(s *standing) {
	if s.calendar != nil {
		s.calendar.remove(s)
		s.calendar = nil
	}
	if l := s.line; l != nil {
		s.line = nil
		if l.slot > 0 { // before its head changes under the heap
			f.open.remove(l)
		}
		l.waiting.remove(s)
		f.refresh(l)
	}
}

// isHeld reports whether a place waits at a time for the one agent its caller knows: who
// is at work, may take it, and has not been waited for too long.
func (f *Floor) isHeld(s *standing, shape *shape, now int64) bool {
	m := s.last
	return m != nil && m.atWork() && now < s.entered+int64(s.lane.queue.Sticky) && shape.want.met(m.profile)
}

// resettle does so for all that may be held for an agent.
func (f *Floor) resettle(m *member) {
	for _, s := range m.mine {
		f.unsettle(s)
		f.settle(s)
	}
}

// refresh puts a line among the open ones, or takes it from them. Its head may
// have changed only to an earlier one while it was among them.
func (f *Floor) refresh(l *line) {
	open := l.waiting.len() > 0 && l.served()
	switch {
	case open && l.slot == 0:
		f.open.push(l)
	case open:
		f.open.fix(l)
	case l.slot > 0:
		f.open.remove(l)
	}
}

// leave takes an agent out of what their profile counts.
func (f *Floor) leave(m *member) {
	if m.atWork() {
		m.profile.working--
	}
	f.unseat(m)
}

// seat puts an agent where their state says: among those ready, among those
// passed over, or nowhere.
func (f *Floor) seat(m *member) {
	if !m.here {
		return
	}
	ready := m.agent.State == civicline.Ready && m.agent.Contacts+m.ringing < m.capacity()
	if ready && m.ready {
		return
	}
	f.unseat(m)
	p := m.profile
	switch {
	case ready:
		m.ready, m.among = true, &p.ready
		p.ready.push(m)
		f.ready++
		if p.ready.len() == 1 {
			f.serve(p, true)
		}
		if m.kept != nil {
			f.refresh(m.kept)
		}
	case f.explain && couldBeReady(m.agent.State):
		m.among = &p.passed
		p.passed.push(m)
		if p.passed.len() == 1 {
			p.pass(true)
		}
	}
}

// couldBeReady is of agents whom a supervisor may miss: they are there, and on no call.
func couldBeReady(s civicline.AgentState) bool {
	return s != civicline.SignedOut && s != civicline.Talking && s != civicline.Holding
}

func (f *Floor) unseat(m *member) {
	if m.among == nil {
		return
	}
	m.among.remove(m)
	m.among = nil
	if !m.ready {
		if m.profile.passed.len() == 0 {
			m.profile.pass(false)
		}
		return
	}
	m.ready = false
	f.ready--
	if m.profile.ready.len() == 0 {
		f.serve(m.profile, false)
	}
	if m.kept != nil {
		f.refresh(m.kept)
	}
}

// serve tells the shapes of a profile that it has somebody ready, or nobody.
func (f *Floor) serve(p *profile, on bool) {
	for _, s := range p.shapes {
		s.open = marked(s.open, p.number, on)
		if on {
			s.ready++
		} else {
			s.ready--
		}
		if s.ready == 0 || on && s.ready == 1 { // it ended, or began
			f.refresh(&s.line)
		}
	}
}

// pass tells them that it has somebody who was passed over, or nobody.
func (p *profile) pass(on bool) {
	for _, s := range p.shapes {
		s.passed = marked(s.passed, p.number, on)
	}
}
