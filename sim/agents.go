package sim

import (
	"fmt"
	"slices"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd/waits"
)

// An agent of the simulation.
type agent struct {
	civicline.Agent
	floor   int
	team    int
	turn    uint32
	caller  int32
	queue   int16  // of the present or last call
	begun   moment // the present call was taken
	wants   bool   // a pause, when free
	leaving bool   // when free
	resting uint32 // the turn of their pauses: goes up when they leave
}

// A roll is the agents of a team, those at work and those who may be called.
type roll struct {
	team
	queues  []civicline.QueueID // that they serve
	members []int32
	here    int // signed in and not leaving
}

// A Session is one agent's time at work.
type Session struct {
	Agent       string
	Queues      []civicline.QueueID // whose calls they take
	From, Until time.Time
}

// hire makes the teams. Agents are made when they are first wanted.
func (w *world) hire() {
	if w.o.Roster != nil {
		w.hireRoster()
		return
	}
	for _, t := range w.o.Schedule.teams {
		r := roll{team: t}
		for i := range w.lines {
			if q := &w.lines[i].Queue; q.Tier == t.tier && slices.Contains(t.speaks, q.Language) {
				r.queues = append(r.queues, q.ID)
			}
		}
		w.teams = append(w.teams, r)
	}
}

// newAgent makes one more of a team.
func (w *world) newAgent(team int) int32 {
	t := &w.teams[team]
	i := int32(len(w.agents)) //nolint:gosec // far fewer
	a := agent{team: team, caller: -1}
	a.ID = civicline.AgentID(fmt.Sprintf("a%05d", i))
	a.Name, a.Tier, a.Speaks, a.State = string(a.ID), t.tier, t.speaks, civicline.SignedOut
	if t.tier == civicline.Tier2 {
		a.floor = 1
	}
	w.agents = append(w.agents, a)
	t.members = append(t.members, i)
	return i
}

func (w *world) agentOf(id civicline.AgentID) int32 {
	var n int32
	for i := 1; i < len(id); i++ {
		n = n*10 + int32(id[i]-'0')
	}
	return n
}

// set moves an agent to a state and tells the floor.
func (w *world) set(i int32, s civicline.AgentState) {
	a := &w.agents[i]
	w.tally.move(w, a, s)
	if a.State == civicline.Ready {
		w.ready[a.floor]--
	}
	if s == civicline.Ready {
		w.ready[a.floor]++
		a.Idle = w.time()
	}
	a.State, a.Since = s, w.time()
	if s == civicline.SignedOut {
		w.floors[a.floor].Remove(a.ID)
		return
	}
	w.floors[a.floor].Set(a.Agent)
}

// arriveAtWork signs an agent in.
func (w *world) arriveAtWork(i int32) {
	a := &w.agents[i]
	if a.State != civicline.SignedOut && !a.leaving {
		return
	}
	w.teams[a.team].here++
	if a.leaving {
		a.leaving = false
		return
	}
	a.turn++
	a.wants, a.leaving, a.Began, a.Worked = false, false, w.time(), 0
	w.set(i, civicline.Ready)
	if w.laws.between.mean > 0 {
		w.agenda.add(w.now+w.work.length(w.laws.between), breakDue, i, a.resting)
	}
	w.match(a.floor)
}

// release lets an agent go, when their call is finished.
func (w *world) release(i int32) {
	a := &w.agents[i]
	if a.State == civicline.SignedOut || a.leaving {
		return
	}
	w.teams[a.team].here--
	switch a.State {
	case civicline.Ready, civicline.NotReady:
		w.leave(i)
	default:
		a.leaving = true
	}
}

func (w *world) leave(i int32) {
	a := &w.agents[i]
	a.turn++
	a.resting++
	a.leaving, a.wants = false, false
	w.set(i, civicline.SignedOut)
}

// pause is when an agent would like one.
func (w *world) pause(i int32) {
	a := &w.agents[i]
	switch a.State {
	case civicline.SignedOut:
	case civicline.Ready:
		w.rest(i)
	default:
		a.wants = true
	}
}

func (w *world) rest(i int32) {
	a := &w.agents[i]
	a.turn++
	a.wants = false
	w.set(i, civicline.NotReady)
	in := w.work.length(w.laws.rest)
	w.agenda.add(w.now+in, breakOver, i, a.turn)
	w.agenda.add(w.now+in+w.work.length(w.laws.between), breakDue, i, a.resting)
}

// offer rings an agent for a caller. The floor has marked both.
func (w *world) offer(caller, i int32) {
	c, a := &w.callers[caller], &w.agents[i]
	l := &w.lines[c.queue]
	l.waiting--
	w.queued[l.Floor]--
	w.ready[a.floor]--
	w.tally.move(w, a, civicline.Alerting)
	a.State, a.Since, a.Call, a.caller = civicline.Alerting, w.time(), c.id, caller
	c.state, c.agent = ringing, i
	a.turn++
	switch {
	case w.work.happens(w.p.Service.Missed):
		w.agenda.add(w.now+seconds(w.p.Service.Ring), offerMissed, i, a.turn)
	case w.p.Service.Answer > 0:
		w.agenda.add(w.now+seconds(w.p.Service.Answer), offerTaken, i, a.turn)
	default:
		w.take(i)
	}
}

// take is an agent answering.
func (w *world) take(i int32) {
	a := &w.agents[i]
	c := &w.callers[a.caller]
	l := &w.lines[c.queue]
	w.floors[a.floor].Drop(c.id)
	l.served++
	a.queue = c.queue
	c.turn++
	a.turn++
	c.state = served
	a.begun = w.now
	w.set(i, civicline.Talking)
	switch {
	case c.is(item):
		w.ringOut(i)
	case c.is(callback):
		w.ringBack(i)
	default:
		w.tally.answered(c, w.now)
		w.became(c, waits.Answered)
		w.talk(i)
	}
}

// talk is the conversation, perhaps cut off.
func (w *world) talk(i int32) {
	a := &w.agents[i]
	c := &w.callers[a.caller]
	length := c.handle
	if !c.is(preset) && w.who.happens(w.p.Calls.Drop/2) {
		c.flags |= cut
		length = moment(w.who.Float64() * float64(length))
	}
	if !c.is(callback | resumed) {
		w.seen(c, false, length+c.wrap, a.ID)
	}
	w.agenda.add(w.now+length, talkOver, i, a.turn)
}

// ringBack rings a caller who holds a place without a phone in hand.
func (w *world) ringBack(i int32) {
	a := &w.agents[i]
	c := &w.callers[a.caller]
	if w.who.happens(w.p.Waiting.Reached) {
		w.tally.kept(c)
		w.talk(i)
		return
	}
	c.attempts++
	c.flags |= unreached
	w.agenda.add(w.now+seconds(30), talkOver, i, a.turn)
}

// notReached is a callback that nobody answered: once more later, then no more.
func (w *world) notReached(i int32) {
	a := &w.agents[i]
	n := a.caller
	c := &w.callers[n]
	c.flags &^= unreached
	if c.attempts < 2 {
		w.depart(c)
		c.turn++
		w.agenda.add(w.now+seconds(w.p.Waiting.Again*60), tryAgain, n, c.turn)
	} else {
		w.tally.missed(c)
		w.gone(n)
	}
	w.free(i)
	w.match(a.floor)
}

// cutOff is a caller who was cut off in conversation. Who rings back has their
// place again.
func (w *world) cutOff(n int32) {
	c := &w.callers[n]
	if !w.who.happens(w.p.Waiting.RingsBack) {
		w.gone(n)
		return
	}
	c.turn++
	c.agent, c.state = -1, away
	c.flags = c.flags&^(cut|counted|callback) | resumed | quiet
	c.handle = w.work.length(w.laws.handle[c.topic][c.tongue])
	w.agenda.add(w.now+w.who.length(w.laws.back), lineBack, n, c.turn)
}

// unring takes an offer back from an agent; the caller stays as they are.
func (w *world) unring(i int32) {
	a := &w.agents[i]
	a.turn++
	w.callers[a.caller].agent = -1
	a.caller, a.Call = -1, ""
}

// miss is an offer that rang out: the caller is first again, the agent not ready.
func (w *world) miss(i int32) {
	a := &w.agents[i]
	n := a.caller
	c := &w.callers[n]
	w.unring(i)
	l := &w.lines[c.queue]
	p := civicline.Place{Call: c.id, Queue: l.Queue.ID, Language: l.Tongue, Entered: w.at(c.entered), Head: time.Duration(c.head), Present: true, Returned: true}
	if c.is(callback | item) {
		p.Callback = "100000001"
	}
	c.state = waiting
	l.waiting++
	w.queued[l.Floor]++
	w.floors[l.Floor].Put(p)
	if a.leaving {
		w.leave(i)
	} else {
		w.rest(i)
	}
	w.match(l.Floor)
}

// hangUp is a conversation, or an attempt at one, that ends.
func (w *world) hangUp(i int32) {
	a := &w.agents[i]
	n := a.caller
	c := &w.callers[n]
	w.lines[c.queue].served--
	a.turn++
	switch {
	case c.is(item):
		w.itemOver(i)
		return
	case c.is(unreached):
		w.notReached(i)
		return
	}
	w.set(i, civicline.WrappingUp)
	w.agenda.add(w.now+c.wrap, wrapOver, i, a.turn)
	if c.is(cut) {
		w.cutOff(n)
		return
	}
	if !c.is(preset) && w.who.happens(w.p.Officers.Items) {
		w.openItem(c)
	}
	w.gone(n)
}

// finish is an agent free again after a call.
func (w *world) finish(i int32) {
	a := &w.agents[i]
	if a.floor == 0 && !w.o.Silent {
		w.observeFinished(i)
	}
	w.free(i)
	w.match(a.floor)
}

func (w *world) observeFinished(i int32) {
	a := &w.agents[i]
	w.lines[a.queue].model.Observe(waits.Event{At: w.time(), Kind: waits.Finished, Handle: time.Duration(w.now - a.begun)})
}

// free makes an agent ready, unless they are to leave or want a pause.
func (w *world) free(i int32) {
	a := &w.agents[i]
	a.turn++
	a.Worked += time.Duration(w.now - a.begun)
	a.caller, a.Call = -1, ""
	switch {
	case a.leaving:
		w.leave(i)
	case a.wants:
		w.rest(i)
	default:
		w.set(i, civicline.Ready)
	}
}
