package acd

import (
	"cmp"
	"maps"
	"slices"

	"github.com/civicline/civicline"
)

// A want is whom calls may go to at one step.
type want struct {
	tiers  []civicline.Tier
	skills []skill // the least levels; the language is the first
	topic  int     // number of the topic's skill, which counts for MostSkilled though no level is wanted; or none
}

// A skill is a level in what a number stands for: Floor.skills.
type skill struct {
	number, level int
}

const none = -1

func (w *want) met(p *profile) bool {
	if !slices.Contains(w.tiers, p.tier) {
		return false
	}
	for _, s := range w.skills {
		if p.level(s.number) < s.level {
			return false
		}
	}
	return true
}

// score adds the levels in all that is wanted and in the topic, for MostSkilled.
func (w *want) score(p *profile) int {
	sum := p.level(w.topic)
	for _, s := range w.skills {
		sum += p.level(s.number)
	}
	return sum
}

// number is what a skill is known by on this floor.
func (f *Floor) number(name string) int {
	n, ok := f.numbers[name]
	if !ok {
		n = len(f.skills)
		f.numbers[name] = n
		f.skills = append(f.skills, name)
	}
	return n
}

// A lane is one queue.
type lane struct {
	queue  civicline.Queue
	known  bool // else its calls wait for a queue that is not there
	steps  []civicline.Step
	topics bool // at some step calls on different topics differ in who may take them
	chains map[string][]*shape
	shapes []*shape // each once
	wait   ledger   // who waits, on the line
	all    int      // places of any sort
}

// newLane puts the steps in order: the first from 0 on, no two from the same time.
func newLane(q civicline.Queue, known bool) *lane {
	l := &lane{queue: q, known: known, chains: map[string][]*shape{}}
	steps := slices.Clone(q.Steps)
	slices.SortStableFunc(steps, func(a, b civicline.Step) int { return cmp.Compare(a.After, b.After) })
	if len(steps) == 0 || steps[0].After > 0 {
		steps = slices.Insert(steps, 0, civicline.Step{})
	}
	for _, s := range steps {
		s.After = max(0, s.After)
		if n := len(l.steps); n > 0 && l.steps[n-1].After == s.After {
			l.steps = l.steps[:n-1]
		}
		l.steps = append(l.steps, s)
	}
	l.topics = l.topical(0)
	return l
}

// topical reports whether the topic matters for who takes a call, at a step or
// at a later one.
func (l *lane) topical(step int) bool {
	return l.queue.Strategy == civicline.MostSkilled ||
		slices.ContainsFunc(l.steps[step:], func(s civicline.Step) bool { return s.Topic > 0 })
}

// step is the one reached at a time by a place that entered at another.
func (l *lane) step(entered, now int64) int {
	i := len(l.steps) - 1
	for i > 0 && now < entered+int64(l.steps[i].After) {
		i--
	}
	return i
}

func (f *Floor) want(l *lane, step int, topic string) want {
	s := l.steps[step]
	language := string(l.queue.Language)
	w := want{
		tiers:  append([]civicline.Tier{l.queue.Tier}, s.Also...),
		skills: []skill{{f.number(language), max(1, s.Skills[language])}},
		topic:  none,
	}
	for _, name := range slices.Sorted(maps.Keys(s.Skills)) {
		if name != language && name != topic {
			w.skills = append(w.skills, skill{f.number(name), s.Skills[name]})
		}
	}
	switch level := max(s.Topic, s.Skills[topic]); {
	case topic == "":
	case topic == language:
		w.skills[0].level = max(w.skills[0].level, level)
	case level > 0:
		w.skills = append(w.skills, skill{f.number(topic), level})
	default:
		w.topic = f.number(topic)
	}
	return w
}

// A shape is the calls of a queue that the same agents may take now: at one
// step, and of one topic if that matters there.
type shape struct {
	line
	lane   *lane
	want   want
	step   int
	topic  string
	after  int64  // of its step
	later  *shape // of the next step; nil at the last
	coming heap[*standing]
	open   []uint64 // the profiles that may take them and have somebody ready, a bit for each by its number
	passed []uint64 // and those that have somebody who was passed over
	ready  int      // how many bits are set in open
	draws  float64  // while Serving counts: its share of the agents it has in common with others
}

// chain is the shapes of a queue and topic, by step.
func (f *Floor) chain(l *lane, topic string) []*shape {
	if !l.topics {
		topic = ""
	}
	if c, ok := l.chains[topic]; ok {
		return c
	}
	c := make([]*shape, len(l.steps))
	for i := len(c) - 1; i >= 0; i-- {
		if l.topical(i) {
			c[i] = f.shape(l, i, topic)
		} else {
			c[i] = f.shape(l, i, "")
		}
		if i+1 < len(c) && c[i].later == nil {
			c[i].later = c[i+1]
			f.stepping = append(f.stepping, c[i])
		}
	}
	l.chains[topic] = c
	return c
}

func (f *Floor) shape(l *lane, step int, topic string) *shape {
	if i := slices.IndexFunc(l.shapes, func(s *shape) bool { return s.step == step && s.topic == topic }); i >= 0 {
		return l.shapes[i]
	}
	s := &shape{lane: l, want: f.want(l, step, topic), step: step, topic: topic, after: int64(l.steps[step].After), line: newLine()}
	s.shape = s
	s.coming = heap[*standing]{before: enteredFirst, slot: (*standing).comingSlot}
	l.shapes = append(l.shapes, s)
	for _, p := range f.profiles {
		pair(s, p)
	}
	return s
}
