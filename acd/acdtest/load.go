package acdtest

import (
	"strconv"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd"
)

// A Load is how large a centre is.
type Load struct {
	Queues, Agents, Waiting int
	Seed                    uint64
	Explain                 bool
}

// subjects are the topics that a Load's agents know and its calls are about.
var subjects = []string{"", "fees", "status", "appointment", "address", "travel", "work"}

// A Stage is a centre of some size on which the same thing can happen again
// and again: it stays as large as it was.
type Stage struct {
	Floor  *acd.Floor
	Now    time.Time
	dice   dice
	queues []civicline.Queue
	agents []civicline.Agent
	at     map[civicline.AgentID]int
	born   int
	load   Load
}

// Open makes a stage: so many wait, all agents talk.
func (l Load) Open() *Stage {
	s := &Stage{Now: morning, dice: dice(l.Seed), load: l, at: make(map[civicline.AgentID]int, l.Agents)}
	for i := range l.Queues {
		s.queues = append(s.queues, s.queue(i))
	}
	s.Floor = acd.New(s.queues, ring)
	s.Floor.Explain(l.Explain)
	for i := range l.Agents {
		a := s.agent(i)
		s.at[a.ID] = i
		s.agents = append(s.agents, a)
		s.Floor.Set(a)
	}
	for range l.Waiting {
		s.Floor.Put(s.place(s.Now.Add(-time.Duration(s.dice.below(7200_000)) * time.Millisecond)))
	}
	s.Floor.Next(s.Now, 0)
	return s
}

// queue is of either tier and language, with one of the strategies, and relaxes
// its skills after two minutes, its topics after five and its tier after ten.
func (s *Stage) queue(i int) civicline.Queue {
	q := civicline.Queue{
		ID:       civicline.QueueID("q" + strconv.Itoa(i)),
		Tier:     []civicline.Tier{civicline.Tier1, civicline.Tier1, civicline.Tier2}[i/2%3],
		Language: civicline.Languages[i%2],
		Strategy: []civicline.Strategy{civicline.LongestIdle, civicline.LeastOccupied, civicline.MostSkilled, civicline.FewestSkills}[i/4%4],
		Head:     time.Duration(i/6%3) * time.Minute,
		Sticky:   time.Duration(i%3) * 30 * time.Second,
	}
	q.Steps = []civicline.Step{
		{Skills: map[string]int{string(q.Language): 3}, Topic: 2},
		{After: 2 * time.Minute, Skills: map[string]int{string(q.Language): 2}, Topic: 1},
		{After: 5 * time.Minute},
		{After: 10 * time.Minute, Also: []civicline.Tier{civicline.Tier1, civicline.Tier2}},
	}
	return q
}

// agent has levels that hardly another has.
func (s *Stage) agent(i int) civicline.Agent {
	a := civicline.Agent{
		ID: civicline.AgentID("a" + strconv.Itoa(i)), Name: "Agent " + strconv.Itoa(i), State: civicline.Talking,
		Tier:   []civicline.Tier{civicline.Tier1, civicline.Tier1, civicline.Tier1, civicline.Tier2}[s.dice.below(4)],
		Began:  s.Now.Add(-4 * time.Hour),
		Worked: time.Duration(s.dice.below(240)) * time.Minute,
		Idle:   s.Now.Add(-time.Duration(s.dice.below(600_000)) * time.Millisecond),
		Skills: map[string]int{},
	}
	speaks := s.dice.below(10) // of ten one speaks Spanish alone, two both, seven English
	if speaks < 3 {
		a.Skills["es"] = 1 + s.dice.below(5)
	}
	if speaks > 0 {
		a.Skills["en"] = 1 + s.dice.below(5)
	}
	for range 2 {
		a.Skills[subjects[1+s.dice.below(len(subjects)-1)]] = 1 + s.dice.below(5)
	}
	return a
}

func (s *Stage) place(entered time.Time) civicline.Place {
	s.born++
	q := s.queues[s.dice.below(len(s.queues))]
	p := civicline.Place{
		Call: civicline.CallID("c" + strconv.Itoa(s.born)), Queue: q.ID, Language: q.Language,
		Entered: entered, Present: !s.dice.one(50), Topic: subjects[s.dice.below(len(subjects))],
	}
	if s.dice.one(10) {
		p.Last = s.agents[s.dice.below(len(s.agents))].ID
	}
	return p
}

// Free is what AgentFree is told of: time goes on, and one agent is done.
func (s *Stage) Free() civicline.Agent {
	s.Now = s.Now.Add(36 * time.Millisecond) // as 10,000 agents with calls of six minutes
	a := &s.agents[s.dice.below(len(s.agents))]
	a.State, a.Since, a.Idle = civicline.Ready, s.Now, s.Now
	return *a
}

// AgentFree is the decision: the agent is ready, who is next?
func (s *Stage) AgentFree(a civicline.Agent) []civicline.Offer {
	s.Floor.Set(a)
	offers, _ := s.Floor.Next(s.Now, 0)
	return offers
}

// Come is what CallComes is told of: time goes on, and somebody rings.
func (s *Stage) Come() civicline.Place {
	s.Now = s.Now.Add(36 * time.Millisecond)
	return s.place(s.Now)
}

// CallComes is the decision: a call waits, who takes it?
func (s *Stage) CallComes(p civicline.Place) []civicline.Offer {
	s.Floor.Put(p)
	offers, _ := s.Floor.Next(s.Now, 0)
	return offers
}

// Taken lets the offers be taken and others come in their place, so that as
// many wait as before.
func (s *Stage) Taken(offers []civicline.Offer) {
	for _, o := range offers {
		s.Floor.Drop(o.Call)
		s.Talk(o.Agent)
		s.Floor.Put(s.place(s.Now))
	}
}

// Over lets the offers be taken and the calls be over at once.
func (s *Stage) Over(offers []civicline.Offer) {
	for _, o := range offers {
		s.Floor.Drop(o.Call)
		a := &s.agents[s.at[o.Agent]]
		a.State, a.Idle = civicline.Ready, s.Now
		s.Floor.Set(*a)
	}
}

// Talk lets an agent talk.
func (s *Stage) Talk(id civicline.AgentID) {
	a := &s.agents[s.at[id]]
	a.State, a.Since = civicline.Talking, s.Now
	s.Floor.Set(*a)
}

// AllReady lets every agent be ready and gives back the offers.
func (s *Stage) AllReady() []civicline.Offer {
	for i := range s.agents {
		s.agents[i].State = civicline.Ready
		s.Floor.Set(s.agents[i])
	}
	offers, _ := s.Floor.Next(s.Now, 0)
	return offers
}

// Someone is a call that waits, or did not long ago.
func (s *Stage) Someone() civicline.CallID {
	return civicline.CallID("c" + strconv.Itoa(s.born-s.dice.below(max(1, s.load.Waiting/2))))
}
