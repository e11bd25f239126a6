package acd

import (
	"fmt"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// ExplainWaiting tells a supervisor why a call has not been offered: "" if it
// has no place. It changes nothing, so that several may ask at once.
func (f *Floor) ExplainWaiting(call civicline.CallID, now time.Time) string {
	s := f.places[call]
	switch {
	case s == nil:
		return ""
	case s.offered != nil:
		return fmt.Sprintf("It is being offered to %s.", name(s.offered))
	case !s.place.Present:
		kept := ""
		if left := s.place.Until.Sub(now); !s.place.Until.IsZero() && left > 0 {
			kept = " for another " + span(left)
		}
		return "The caller is away from the line. Their place is kept" + kept + "; nobody is offered it before they are back."
	case !s.lane.known:
		return fmt.Sprintf("No queue %q is served here.", s.place.Queue)
	}
	at := max(f.now, nanos(now))
	shape := f.chain(s.lane, s.place.Topic)[s.lane.step(s.entered, at)]
	if f.isHeld(s, shape, at) {
		m := s.last
		left := time.Duration(s.entered + int64(s.lane.queue.Sticky) - nanos(now))
		if m.ready {
			return fmt.Sprintf("It goes to %s, who spoke with this caller last and is ready.", name(m))
		}
		return fmt.Sprintf("It waits for %s, who spoke with this caller last, for another %s at most. %s is %s.", name(m), span(left), name(m), doing(m))
	}
	return f.unserved(s, shape, now)
}

// unserved tells what the agents do who may take a place.
func (f *Floor) unserved(s *standing, shape *shape, now time.Time) string {
	counts := map[string]int{}
	able := 0
	for _, m := range f.agents {
		if !m.here || m.agent.State == civicline.SignedOut || !shape.want.met(m.profile) {
			continue
		}
		able++
		if m.ready {
			counts["ready"]++
			continue
		}
		counts[busy(m)]++
	}
	var b strings.Builder
	switch {
	case counts["ready"] > 0:
		fmt.Fprintf(&b, "Somebody who may take it is ready: it is offered in its turn, %d in its queue.", f.Position(s.place.Call))
	case able == 0:
		fmt.Fprintf(&b, "Nobody is signed in who may take it: %s.", f.wanted(shape))
	default:
		fmt.Fprintf(&b, "Nobody who may take it (%s) is ready:", f.wanted(shape))
		sep := " "
		for _, what := range []string{"on a call", "being rung", "kept for a callback", "in wrap-up", "not ready", "connection lost", "with as many calls as they may"} {
			if n := counts[what]; n > 0 {
				fmt.Fprintf(&b, "%s%d %s", sep, n, what)
				sep = ", "
			}
		}
		b.WriteByte('.')
	}
	if later := shape.later; later != nil {
		left := time.Duration(s.entered + later.after - nanos(now))
		fmt.Fprintf(&b, " In %s others may take it too: %s.", span(left), f.wanted(later))
	}
	return b.String()
}

func busy(m *member) string {
	switch m.agent.State {
	case civicline.NotReady:
		return "not ready"
	case civicline.Ready:
		return "with as many calls as they may"
	}
	return doing(m)
}

// wanted says who may take the calls of a shape: "tier 1 or tier 2 with Spanish at 2 or more".
func (f *Floor) wanted(shape *shape) string {
	var b strings.Builder
	for i, t := range shape.want.tiers {
		if i > 0 {
			b.WriteString(" or ")
		}
		b.WriteString(string(t))
	}
	b.WriteString(" with ")
	for i, s := range shape.want.skills {
		if s.level == 0 {
			continue
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(skillName(f.skills[s.number]))
		if s.level > 1 {
			fmt.Fprintf(&b, " at %d or more", s.level)
		}
	}
	return b.String()
}
