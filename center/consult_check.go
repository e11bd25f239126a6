package center

import "github.com/civicline/civicline"

// consults reports whether an agent is on a call beside the agent who has it, or
// is asked to be.
func (s *survey) consults(a civicline.Agent) bool {
	c, asked := s.asked[a.ID]
	return a.Consult && asked && c.Call == a.Call && s.consultStands(c)
}

// consultStands reports whether a consultation has all who take part in it.
func (s *survey) consultStands(c civicline.Consultation) bool {
	call, live := s.calls[c.Call]
	asker, officer := s.agents[c.Asker], s.agents[c.Officer]
	there := civicline.Alerting
	if !c.Joined.IsZero() {
		there = civicline.Talking
	}
	return live && call.State == civicline.OnHold && call.Agent == c.Asker && asker.Call == c.Call && asker.State == civicline.Holding &&
		officer.Consult && officer.Call == c.Call && officer.State == there
}

// checkConsults: a consultation that is under way has an asker who holds the
// caller, and an officer at whom it rings, or who has joined. One that has not is
// over; a caller whom it left on hold is back with who asked.
func (s *survey) checkConsults() error {
	for id, c := range s.asked {
		if s.consultStands(c) {
			if a := s.agents[id]; a.State == civicline.Alerting && a.Until.IsZero() {
				a.Until = s.now.Add(s.c.o.RingTime)
				if err := s.PutAgent(a); err != nil {
					return err
				}
				if err := s.repaired("an officer asked without an end", c.Call, id, civicline.Detail{Until: a.Until}); err != nil {
					return err
				}
			}
			continue
		}
		c.Ended, c.How = s.now, civicline.ConsultOver
		if err := s.PutConsult(c); err != nil {
			return err
		}
		if err := s.repaired("a consultation of which somebody was missing", c.Call, id, civicline.Detail{Asker: c.Asker, How: c.How}); err != nil {
			return err
		}
		if err := s.takeBack(c); err != nil {
			return err
		}
	}
	return nil
}

// takeBack gives a caller who is on hold back to who asked, if they are there.
func (s *survey) takeBack(c civicline.Consultation) error {
	call, live := s.calls[c.Call]
	asker := s.agents[c.Asker]
	if !live || call.State != civicline.OnHold || call.Agent != asker.ID || asker.Call != call.ID || asker.State != civicline.Holding {
		return nil
	}
	return s.step(civicline.CallResumed, &call, &asker, civicline.Detail{})
}
