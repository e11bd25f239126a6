package acdtest

import (
	"strconv"
	"time"

	"github.com/civicline/civicline"
)

const nMoves = 20

// moves are what happens in a centre; each reports whether it could.
var moves = [nMoves]struct {
	name   string
	weight int
	do     func(w *world) bool
}{
	{"arrives", 20, (*world).arrives},
	{"hangs up", 2, (*world).hangsUp},
	{"goes away or comes back", 3, (*world).awayOrBack},
	{"changes the language", 2, (*world).changesQueue},
	{"the offer is taken", 24, (*world).taken},
	{"the offer is refused, or nobody answers", 3, (*world).refused},
	{"the offer is withdrawn", 2, (*world).withdrawn},
	{"the talk ends", 20, (*world).talkEnds},
	{"the agent is lost, and the call sent back", 2, (*world).sentBack},
	{"the wrap-up ends", 20, (*world).wrapUpEnds},
	{"ready", 10, (*world).getsReady},
	{"not ready", 2, (*world).getsUnready},
	{"signs out or is removed", 1, (*world).leaves},
	{"learns", 1, (*world).learns},
	{"holds, or resumes", 4, (*world).holds},
	{"is kept for a callback, or not any more", 3, (*world).isKept},
	{"the desktop is lost, or back", 3, (*world).deskLost},
	{"told again", 1, (*world).toldAgain},
	{"the floor wakes", 10, (*world).wakes},
	{"time goes on", 9, (*world).timeGoesOn},
}

var ofWeight = func() (total int) {
	for _, m := range moves {
		total += m.weight
	}
	return total
}()

// move makes one random move, and every other time asks the floor what is next.
func (w *world) move() {
	i := w.drawn()
	for !moves[i].do(w) { // time always can go on
		i = w.drawn()
	}
	w.moves[i]++
	if w.one(2) {
		w.ask()
	}
}

func (w *world) drawn() int {
	i, at := 0, w.below(ofWeight)
	for at >= moves[i].weight {
		at -= moves[i].weight
		i++
	}
	return i
}

func (w *world) arrives() bool {
	if len(w.calls) >= w.crowd {
		return false
	}
	c := &call{queue: w.below(len(w.queues)), topic: w.below(len(topics))}
	w.born++
	c.Call = civicline.CallID("c" + strconv.Itoa(w.born))
	c.Queue, c.Topic = w.queues[c.queue].ID, topics[c.topic]
	c.Entered, c.Present = w.now, !w.one(12)
	if w.one(4) { // takes up a place it had
		c.Entered = w.now.Add(-time.Duration(w.below(90)) * time.Second)
	}
	if w.one(8) {
		c.Head = time.Duration(w.below(30)) * time.Second
	}
	if w.one(5) {
		c.Callback = "123456789"
	}
	if w.one(3) {
		c.last = pick(w, w.staff...)
		c.Last = c.last.ID
	}
	w.calls = append(w.calls, c)
	w.floor.Put(c.Place)
	return true
}

// some finds a random call of a sort; nil if there is none.
func (w *world) some(which func(*call) bool) *call {
	if len(w.calls) == 0 {
		return nil
	}
	from := w.below(len(w.calls))
	for i := range w.calls {
		if c := w.calls[(from+i)%len(w.calls)]; which(c) {
			return c
		}
	}
	return nil
}

func (w *world) someone(which func(*agent) bool) *agent {
	from := w.below(len(w.staff))
	for i := range w.staff {
		if a := w.staff[(from+i)%len(w.staff)]; which(a) {
			return a
		}
	}
	return nil
}

func (w *world) agent(id civicline.AgentID) *agent {
	for _, a := range w.staff {
		if a.ID == id {
			return a
		}
	}
	return nil
}

func anyCall(*call) bool   { return true }
func waits(c *call) bool   { return c.Offered == "" }
func rings(c *call) bool   { return c.Offered != "" }
func isHere(a *agent) bool { return a.here }
func is(s civicline.AgentState) func(*agent) bool {
	return func(a *agent) bool { return a.here && a.State == s }
}

func (w *world) drop(c *call) {
	for i := range w.calls {
		if w.calls[i] == c {
			w.calls[i] = w.calls[len(w.calls)-1]
			w.calls = w.calls[:len(w.calls)-1]
			break
		}
	}
	w.floor.Drop(c.Call)
}

func (w *world) turn(a *agent, s civicline.AgentState) {
	a.State, a.Since = s, w.now
	w.floor.Set(a.Agent)
}

func (w *world) hangsUp() bool {
	c := w.some(anyCall)
	if c == nil {
		return false
	}
	w.drop(c)
	if a := w.agent(c.Offered); a != nil {
		w.back(a)
	}
	return true
}

// back is an agent whose offer has gone away.
func (w *world) back(a *agent) {
	if a.here && a.State == civicline.Alerting {
		w.turn(a, civicline.Ready)
	}
}

func (w *world) awayOrBack() bool {
	c := w.some(waits)
	if c == nil {
		return false
	}
	c.Present = !c.Present
	w.floor.Put(c.Place)
	return true
}

func (w *world) changesQueue() bool {
	c := w.some(waits)
	if c == nil {
		return false
	}
	c.queue = w.below(len(w.queues))
	c.Queue = w.queues[c.queue].ID
	w.floor.Put(c.Place)
	return true
}

func (w *world) taken() bool {
	c := w.some(rings)
	if c == nil {
		return false
	}
	w.drop(c)
	a := w.agent(c.Offered)
	if a == nil || !a.here || a.State == civicline.SignedOut {
		return true
	}
	if a.Capacity < 2 {
		w.turn(a, civicline.Talking)
		return true
	}
	a.Contacts++
	if a.Contacts >= a.Capacity {
		w.turn(a, civicline.Talking)
	} else {
		w.turn(a, civicline.Ready)
	}
	return true
}

func (w *world) refused() bool {
	c := w.some(rings)
	if c == nil {
		return false
	}
	a := w.agent(c.Offered)
	c.Offered, c.Until, c.Returned = "", time.Time{}, true
	w.floor.Put(c.Place)
	if a.here && a.State != civicline.SignedOut {
		w.turn(a, civicline.NotReady)
	}
	return true
}

func (w *world) withdrawn() bool {
	c := w.some(rings)
	if c == nil {
		return false
	}
	a := w.agent(c.Offered)
	c.Offered, c.Until, c.Present = "", time.Time{}, w.one(2)
	if w.one(2) { // whichever is told first
		w.back(a)
		w.floor.Put(c.Place)
		return true
	}
	w.floor.Put(c.Place)
	w.back(a)
	return true
}

func (w *world) talkEnds() bool {
	a := w.someone(func(a *agent) bool { return is(civicline.Talking)(a) || a.here && a.Contacts > 0 })
	if a == nil {
		return false
	}
	if a.State == civicline.Talking {
		a.Worked += w.now.Sub(a.Since)
	}
	a.Idle = w.now
	if a.Capacity < 2 {
		w.turn(a, civicline.WrappingUp)
		return true
	}
	a.Contacts--
	if a.State == civicline.Talking {
		w.turn(a, civicline.Ready)
	} else {
		w.floor.Set(a.Agent)
	}
	return true
}

// sentBack is a talk cut short by the agent's end: its place is as it was, and first.
func (w *world) sentBack() bool {
	a := w.someone(is(civicline.Talking))
	if a == nil || !w.arrives() {
		return false
	}
	c := w.calls[len(w.calls)-1]
	c.Returned = true
	c.Entered = w.now.Add(-time.Duration(w.below(200)) * time.Second)
	w.floor.Put(c.Place)
	a.Contacts = 0
	w.turn(a, civicline.NotReady)
	return true
}

func (w *world) wrapUpEnds() bool {
	a := w.someone(is(civicline.WrappingUp))
	if a == nil {
		return false
	}
	a.Idle = w.now
	w.turn(a, civicline.Ready)
	return true
}

func (w *world) getsReady() bool {
	a := w.someone(func(a *agent) bool { return !a.here || a.State == civicline.NotReady || a.State == civicline.SignedOut })
	if a == nil {
		return false
	}
	if a.State == civicline.SignedOut || !a.here {
		a.Began, a.Worked, a.Contacts = w.now, 0, 0
	}
	a.here = true
	if w.one(3) {
		w.turn(a, civicline.NotReady)
		return true
	}
	if w.one(2) {
		a.Idle = w.now
	}
	w.turn(a, civicline.Ready)
	return true
}

func (w *world) getsUnready() bool {
	a := w.someone(is(civicline.Ready))
	if a == nil {
		return false
	}
	w.turn(a, civicline.NotReady)
	return true
}

func (w *world) leaves() bool {
	a := w.someone(isHere)
	if a == nil {
		return false
	}
	if w.one(2) {
		w.turn(a, civicline.SignedOut)
		return true
	}
	a.here = false
	w.floor.Remove(a.ID)
	return true
}

func (w *world) learns() bool {
	a := w.someone(isHere)
	if a == nil {
		return false
	}
	w.dress(a)
	w.floor.Set(a.Agent)
	return true
}

func (w *world) holds() bool    { return w.swap(civicline.Talking, civicline.Holding) }
func (w *world) isKept() bool   { return w.swap(civicline.Ready, civicline.Reserved) }
func (w *world) deskLost() bool { return w.swap(civicline.Ready, civicline.Lost) }

// swap turns an agent of one state to the other, or back.
func (w *world) swap(a, b civicline.AgentState) bool {
	if x := w.someone(is(b)); x != nil {
		w.turn(x, a)
		return true
	}
	x := w.someone(is(a))
	if x == nil {
		return false
	}
	w.turn(x, b)
	return true
}

// toldAgain is what changed nothing.
func (w *world) toldAgain() bool {
	if c := w.some(anyCall); c != nil {
		w.floor.Put(c.Place)
	}
	if a := w.someone(isHere); a != nil {
		w.floor.Set(a.Agent)
	}
	return true
}

func (w *world) timeGoesOn() bool {
	w.now = w.now.Add(time.Duration(w.below(8000)) * time.Millisecond)
	return true
}

// wakes goes to when the floor asked to be asked, if that is ahead.
func (w *world) wakes() bool {
	if !w.wake.After(w.now) {
		return false
	}
	w.now = w.wake
	w.ask()
	return true
}
