package center

import (
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// What an officer wrote, and what a caller said to them, is not for those who may
// not give case-specific information, though they took part in the call before.

// mayKnow reports whether a tier may know what officers write.
func (c *Center) mayKnow(tier civicline.Tier) bool {
	_, err := c.o.Grants.Ask(civicline.Actor{ID: "anyone", Tier: tier}, civicline.GiveCase)
	return err == nil
}

// veiled is a call as one who took part in it may see it: with their own note.
func (c *Center) veiled(call civicline.Call, who civicline.Actor, talks []store.Talk) civicline.Call {
	if c.mayKnow(who.Tier) || len(talks) == 0 || talks[len(talks)-1].Agent == who.ID {
		return call
	}
	return noted(call, lastOf(talks, who.ID))
}

// withOfficers are the parts of a call in which an officer had the caller, if
// they are hidden from who asks: from one who had the caller before, and from one
// who comes after.
func (c *Center) withOfficers(v *store.View, who civicline.Actor, call civicline.CallID) (hidden []store.Talk, err error) {
	if c.mayKnow(who.Tier) {
		return nil, nil
	}
	talks, err := v.Talks(call)
	if err != nil {
		return nil, err
	}
	for _, k := range talks {
		other, err := v.Agent(k.Agent)
		if err != nil {
			return nil, err
		}
		if k.Agent != who.ID && c.mayKnow(other.Tier) {
			hidden = append(hidden, k)
		}
	}
	return hidden, nil
}

func within(talks []store.Talk, at time.Time) bool {
	for _, k := range talks {
		if !at.Before(k.Answered) && (k.Left.IsZero() || !at.After(k.Left)) {
			return true
		}
	}
	return false
}

// hiddenFrom is since when a call is hidden from one who took part in it: they
// had left it, and an officer spoke with the caller after that. It is zero if
// nothing is hidden.
func (c *Center) hiddenFrom(v *store.View, who civicline.Actor, call civicline.CallID) (time.Time, error) {
	if c.mayKnow(who.Tier) {
		return time.Time{}, nil
	}
	talks, err := v.Talks(call)
	if err != nil {
		return time.Time{}, err
	}
	mine := lastOf(talks, who.ID)
	for _, k := range talks {
		if mine == nil || mine.Left.IsZero() || k.Answered.Before(mine.Left) {
			continue
		}
		other, err := v.Agent(k.Agent)
		if err != nil {
			return time.Time{}, err
		}
		if c.mayKnow(other.Tier) {
			return mine.Left, nil
		}
	}
	return time.Time{}, nil
}

// veiledEvents are the events of a call as one who took part in it may see them.
func (c *Center) veiledEvents(v *store.View, who civicline.Actor, call civicline.CallID, events []civicline.Event) ([]civicline.Event, error) {
	hidden, err := c.hiddenFrom(v, who, call)
	if err != nil || c.mayKnow(who.Tier) {
		return events, err
	}
	officers, err := c.withOfficers(v, who, call)
	if err != nil {
		return nil, err
	}
	left := len(events)
	for i, e := range events {
		if !hidden.IsZero() && e.Agent == who.ID && onLine(e.Data.AgentWas) && !onLine(e.Data.AgentIs) {
			left = i
		}
	}
	out := events[:0]
	for i, e := range events {
		said := e.Kind == civicline.TurnTaken || e.Kind == civicline.FactsLearned
		if said && (i > left || e.Agent != who.ID && within(officers, e.At)) {
			continue
		}
		if e.Kind == civicline.WrapUpDone && e.Agent != who.ID {
			e.Data.Note, e.Data.Outcome = "", ""
		}
		out = append(out, e)
	}
	return out, nil
}

func onLine(s civicline.AgentState) bool { return s == civicline.Talking || s == civicline.Holding }
