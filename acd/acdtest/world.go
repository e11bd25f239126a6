package acdtest

import (
	"strconv"
	"time"

	"github.com/civicline/civicline"
)

var morning = time.Date(2026, 11, 23, 13, 0, 0, 0, time.UTC)

const ring = 20 * time.Second

// A world is one random centre, as those who tell the floor of it know it.
type world struct {
	dice
	floor   Floor
	create  func([]civicline.Queue, time.Duration) Floor
	explain bool
	now     time.Time
	wake    time.Time // as the floor last said
	queues  []civicline.Queue
	staff   []*agent
	calls   []*call
	born    int
	step    int
	made    int
	moves   [nMoves]int
	checks  [13]int
	breach  *Breach
	seed    uint64

	crowd int          // calls at most
	kinds []kind       // of agents
	can   [][][][]bool // queue, step, topic, kind: may take
	line  []*call      // scratch
}

// A kind is what some agents have in common.
type kind struct {
	tier   civicline.Tier
	speaks []civicline.Language
	skills map[string]int
}

type agent struct {
	civicline.Agent
	kind int
	here bool
	room int // of the model: further calls they may be offered
}

type call struct {
	civicline.Place
	queue, topic int
	last         *agent // nil: nobody
	order        int    // scratch: of its offer, 0 is none
}

var topics = []string{"", "fees", "status"}

func newWorld(seed uint64, create func([]civicline.Queue, time.Duration) Floor) *world {
	w := &world{dice: dice(seed * 0x2545f4914f6cdd1d), create: create, now: morning, seed: seed}
	for range 2 + w.below(4) {
		w.queues = append(w.queues, w.aQueue(len(w.queues)))
	}
	for range 1 + w.below(6) {
		w.kinds = append(w.kinds, w.aKind())
	}
	w.judge()
	for i := range 1 + w.below(9) {
		a := &agent{Agent: civicline.Agent{ID: civicline.AgentID("a" + strconv.Itoa(i)), State: civicline.SignedOut}, here: true}
		a.Capacity = max(0, w.below(6)-2) // one in two 0, else 1 to 3
		w.dress(a)
		w.staff = append(w.staff, a)
	}
	w.crowd = 4 + w.below(20)
	w.explain = w.one(16)
	w.floor = create(w.queues, ring)
	w.floor.Explain(w.explain)
	for _, a := range w.staff {
		w.floor.Set(a.Agent)
	}
	return w
}

func (w *world) aQueue(i int) civicline.Queue {
	q := civicline.Queue{
		ID:       civicline.QueueID("q" + strconv.Itoa(i)),
		Tier:     pick(w, civicline.Tier1, civicline.Tier1, civicline.Tier2),
		Language: pick(w, civicline.Languages...),
		Strategy: pick(w, append(civicline.Strategies, "", "")...),
		Head:     pick(w, 0, 0, 0, 30*time.Second),
		Sticky:   pick(w, 0, 0, 20*time.Second, time.Minute),
		Ring:     pick(w, 0, 0, 15*time.Second),
	}
	if w.one(3) {
		return q
	}
	for j := range 1 + w.below(3) {
		s := civicline.Step{After: time.Duration(j) * time.Duration(1+w.below(40)) * time.Second}
		if j > 0 && s.After <= q.Steps[j-1].After {
			s.After = q.Steps[j-1].After + time.Second
		}
		if w.one(2) {
			s.Skills = map[string]int{pick(w, "en", "es", "fees"): w.below(5)}
		}
		s.Topic = pick(w, 0, 0, 1, 3)
		if w.one(3) {
			s.Also = []civicline.Tier{pick(w, civicline.Tier1, civicline.Tier2, civicline.Supervisor)}
		}
		q.Steps = append(q.Steps, s)
	}
	return q
}

func (w *world) aKind() kind {
	k := kind{tier: pick(w, civicline.Tier1, civicline.Tier1, civicline.Tier1, civicline.Tier2, civicline.Supervisor)}
	k.speaks = pick(w, civicline.Languages, civicline.Languages, civicline.Languages[:1], civicline.Languages[1:])
	for _, s := range []string{"en", "es", "fees", "status"} {
		if w.one(3) {
			if k.skills == nil {
				k.skills = map[string]int{}
			}
			k.skills[s] = w.below(6)
		}
	}
	return k
}

// dress gives an agent another kind.
func (w *world) dress(a *agent) {
	a.kind = w.below(len(w.kinds))
	k := w.kinds[a.kind]
	a.Tier, a.Speaks, a.Skills = k.tier, k.speaks, k.skills
}

func pick[T any](w *world, from ...T) T { return from[w.below(len(from))] }

// judge reads from the queues' words, once, which kinds may take what.
func (w *world) judge() {
	for _, q := range w.queues {
		steps := q.Steps
		if len(steps) == 0 {
			steps = []civicline.Step{{}}
		}
		bySteps := make([][][]bool, len(steps))
		for i, s := range steps {
			for _, topic := range topics {
				var may []bool
				for _, k := range w.kinds {
					may = append(may, mayTake(q, s, topic, k))
				}
				bySteps[i] = append(bySteps[i], may)
			}
		}
		w.can = append(w.can, bySteps)
	}
}

func mayTake(q civicline.Queue, s civicline.Step, topic string, k kind) bool {
	a := civicline.Agent{Speaks: k.speaks, Skills: k.skills}
	tier := k.tier == q.Tier
	for _, t := range s.Also {
		tier = tier || k.tier == t
	}
	if !tier || a.Level(string(q.Language)) < 1 {
		return false
	}
	for name, level := range s.Skills {
		if a.Level(name) < level {
			return false
		}
	}
	return topic == "" || a.Level(topic) >= s.Topic
}
