package acd

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// because tells a supervisor why a place goes to an agent: why this place is
// first, why this agent is, and who would have come before but could not.
func (f *Floor) because(s *standing, m *member, shape *shape, held bool, now time.Time) string {
	var b strings.Builder
	b.WriteString(first(s, now))
	b.WriteByte(' ')
	if held {
		fmt.Fprintf(&b, "%s has %s and spoke with this caller last.", name(m), f.has(m, shape))
		return b.String()
	}
	b.WriteString(f.chosen(m, shape, now))
	for _, o := range f.skipped(m, shape, now) {
		fmt.Fprintf(&b, "; %s skipped: %s", name(o), doing(o))
	}
	b.WriteByte('.')
	if _, after, ok := f.reach(m, s.lane, s.place.Topic); ok && after > 0 {
		fmt.Fprintf(&b, " %s may take it as it has waited over %s.", name(m), span(after))
	}
	return b.String()
}

// first says why a place is.
func first(s *standing, now time.Time) string {
	q, p := s.lane.queue, s.place
	waited := now.Sub(p.Entered)
	length := span(waited)
	why := "Longest waiting"
	switch head := q.Head + p.Head; {
	case p.Returned:
		why = "Sent back to the line, so first in it,"
	case head != 0:
		why = "First in line"
		length += ", counted as " + span(waited+head)
	}
	if p.Callback != "" {
		length += ", to be rung back"
	}
	return fmt.Sprintf("%s for %s in %s (%s).", why, q.Tier, q.Language.Name(), length)
}

// chosen says what an agent has, and by what the strategy preferred them.
func (f *Floor) chosen(m *member, shape *shape, now time.Time) string {
	idle := span(now.Sub(m.agent.Idle))
	switch shape.lane.queue.Strategy {
	case civicline.MostSkilled:
		return fmt.Sprintf("%s has %s, the most of those ready (idle for %s)", name(m), f.has(m, shape), idle)
	case civicline.LeastOccupied:
		return fmt.Sprintf("%s has %s and has been least busy today (%.0f %% of the time)", name(m), f.has(m, shape), 100*m.agent.Occupancy(now))
	case civicline.FewestSkills:
		return fmt.Sprintf("%s has %s and the fewest skills of those ready (idle for %s)", name(m), f.has(m, shape), idle)
	}
	return fmt.Sprintf("%s has %s and has been idle longest (%s)", name(m), f.has(m, shape), idle)
}

// has names the levels that count for a shape: "Spanish 3, form-n400 2".
func (f *Floor) has(m *member, shape *shape) string {
	var b strings.Builder
	for _, s := range shape.want.skills {
		if s.level == 0 {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s %d", skillName(f.skills[s.number]), m.profile.level(s.number))
	}
	return b.String()
}

func skillName(s string) string {
	if l := civicline.Language(s); l.Known() {
		return l.Name()
	}
	return s
}

func name(m *member) string { return cmp.Or(m.agent.Name, string(m.agent.ID)) }

// mostSkipped is how many agents who were passed over are named.
const mostSkipped = 3

// skipped finds agents who fit and would have been chosen before, had they been
// ready: those who are there and on no call.
func (f *Floor) skipped(chosen *member, shape *shape, now time.Time) []*member {
	bar := merit(shape, chosen, now)
	type passed struct {
		m     *member
		merit float64
	}
	var out []passed
	f.each(shape.passed, func(p *profile) {
		p.passed.first(mostSkipped, func(m *member) bool {
			v := merit(shape, m, now)
			if v < bar || v == bar && !idleFirst(m, chosen) {
				return shape.lane.queue.Strategy == civicline.LeastOccupied // the others may have a better one further on
			}
			out = append(out, passed{m, v})
			return true
		})
	})
	slices.SortFunc(out, func(a, b passed) int {
		switch {
		case a.merit != b.merit:
			return cmp.Compare(b.merit, a.merit)
		case idleFirst(a.m, b.m):
			return -1
		}
		return 1
	})
	names := make([]*member, 0, mostSkipped)
	for _, p := range out[:min(len(out), mostSkipped)] {
		names = append(names, p.m)
	}
	return names
}

// doing says why an agent is not offered a call now.
func doing(m *member) string {
	switch m.agent.State {
	case civicline.Alerting:
		return "being rung"
	case civicline.WrappingUp:
		return "in wrap-up"
	case civicline.NotReady:
		if m.agent.Reason != "" {
			return "not ready (" + m.agent.Reason + ")"
		}
		return "not ready"
	case civicline.Talking, civicline.Holding:
		return "on a call"
	case civicline.Reserved:
		return "kept for a callback"
	case civicline.Ready:
		return "has as many calls as they may"
	}
	return string(m.agent.State)
}
