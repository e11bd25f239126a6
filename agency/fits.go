package agency

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/civicline/civicline"
)

// fits refuses queues that do not go with the hours, the people, or each other.
func (r *reader) fits(a *Agency) {
	if a.Calendars == nil || a.Queues == nil || a.People == nil {
		return // and that has been said
	}
	for _, l := range civicline.Languages {
		if !slices.ContainsFunc(a.Queues, func(q civicline.Queue) bool { return q.Language == l && q.Tier == civicline.Tier1 }) {
			r.wrong(queuesFile, "nobody waits for tier 1 in %s; write a queue with \"tier: tier 1\" and \"language: %s\"", l, l)
		}
	}
	for _, q := range a.Queues {
		what := fmt.Sprintf("queue %q", q.ID)
		if _, ok := a.Calendars[q.Hours]; !ok {
			r.wrong(queuesFile, "%s: hours.yaml has no calendar %q; write %s, or leave it out for the agency's own hours", what, q.Hours, names(a))
		}
		r.shared(what, q, a.Queues)
		r.served(what, q, a.People)
	}
}

// names lists the calendars that a queue can name.
func names(a *Agency) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(a.Calendars)) {
		if name != "" {
			out = append(out, name)
		}
	}
	if len(out) == 0 {
		return "one there, under \"calendars:\""
	}
	return strings.Join(out, " or ")
}

// shared refuses queues between which a call could not choose.
func (r *reader) shared(what string, q civicline.Queue, all []civicline.Queue) {
	for _, o := range all {
		if o.Tier != q.Tier || o.Language != q.Language {
			continue
		}
		if o.ID == q.ID {
			break // each pair is looked at once
		}
		if len(o.Topics)+len(q.Topics) == 0 {
			r.wrong(queuesFile, "%s: queue %q already takes all calls of %s in %s; write topics for one of them", what, o.ID, q.Tier, q.Language)
		}
		for _, topic := range q.Topics {
			if slices.Contains(o.Topics, topic) {
				r.wrong(queuesFile, "%s: queue %q already takes the topic %q; leave it out of one", what, o.ID, topic)
			}
		}
	}
	if !slices.ContainsFunc(all, func(o civicline.Queue) bool {
		return o.Tier == q.Tier && o.Language == q.Language && len(o.Topics) == 0
	}) {
		r.wrong(queuesFile, "%s: no queue takes the other topics of %s in %s; write one without topics", what, q.Tier, q.Language)
	}
	if slices.ContainsFunc(q.Topics, func(t string) bool { return strings.TrimSpace(t) == "" }) {
		r.wrong(queuesFile, "%s: a topic has no name; write it, or leave it out", what)
	}
}

// served refuses a queue whose calls nobody may ever take, and warns of a time
// in which nobody may.
func (r *reader) served(what string, q civicline.Queue, people []Person) {
	steps := q.Steps
	if len(steps) == 0 {
		steps = []civicline.Step{{}}
	}
	var idle []string
	for i, s := range steps {
		if !slices.ContainsFunc(people, func(p Person) bool { return p.takes(q, s) }) {
			from := fmt.Sprintf("from %v on", s.After)
			if i+1 < len(steps) {
				from = fmt.Sprintf("from %v to %v", s.After, steps[i+1].After)
			}
			idle = append(idle, from)
		}
	}
	switch {
	case len(idle) == len(steps):
		r.wrong(queuesFile, "%s: nobody in people.yaml may take its calls; write someone of %s there who speaks %s, or want less of them", what, q.Tier, q.Language)
	case len(idle) > 0:
		r.warnings = append(r.warnings, fmt.Sprintf("%s: %s: nobody in people.yaml has what \"who takes it\" wants %s of waiting, so callers wait in vain for that time", queuesFile, what, strings.Join(idle, " and ")))
	}
}

// takes reports whether a step lets a person take a queue's calls.
func (p Person) takes(q civicline.Queue, s civicline.Step) bool {
	if p.Tier != q.Tier && !slices.Contains(s.Also, p.Tier) || p.level(string(q.Language)) < lowest {
		return false
	}
	for name, level := range s.Skills {
		if p.level(name) < level {
			return false
		}
	}
	return !slices.ContainsFunc(q.Topics, func(topic string) bool { return p.level(topic) < s.Topic })
}
