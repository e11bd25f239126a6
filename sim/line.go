package sim

import (
	"math"
	"slices"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd/waits"
)

// arrive is somebody ringing for the first time.
func (w *world) arrive(n newcomer) {
	i := w.newCaller()
	c := &w.callers[i]
	c.tongue, c.topic = n.tongue, n.topic
	if n.row > 0 {
		w.preset(c, n.row)
		w.tell(&w.tally.calls)
		w.enter(i)
		return
	}
	w.greet(i, n.ends)
}

// ring is somebody ringing again.
func (w *world) ring(i int32) {
	c := &w.callers[i]
	if c.is(wantsOne) {
		w.greet(i, !w.desk.at(w.time()).Open)
		return
	}
	w.greet(i, !w.desk.at(w.time()).Open || w.who.happens(w.endsAgain()))
}

// endsAgain is the share of those who gave the assistant up and ring again that
// it then serves.
func (w *world) endsAgain() float64 {
	if e := w.p.Assistant.EndsHere; e >= 0 {
		return e
	}
	return w.o.Table.rows[w.begun.Weekday()][w.slot].ending
}

// greet puts a call before the assistant.
func (w *world) greet(i int32, ends bool) {
	c := &w.callers[i]
	w.tell(&w.tally.calls)
	c.state = assisted
	c.turn++
	if !ends {
		w.agenda.add(w.now+w.who.length(w.laws.goesOn), assistantDone, i, c.turn)
		return
	}
	w.tell(&w.tally.contained)
	if !w.who.happens(w.p.Assistant.GivesUp * w.p.Assistant.Redials) {
		w.gone(i)
		return
	}
	w.agenda.add(w.now+w.who.length(w.laws.ends)+moment(w.who.Float64()*float64(hour)), redialDue, i, c.turn)
}

// leaveAssistant is a caller who wants a person.
func (w *world) leaveAssistant(i int32) {
	if !w.desk.at(w.time()).Open {
		w.tell(&w.tally.late)
		w.gone(i)
		return
	}
	w.enter(i)
}

// enter puts a caller in line, and tells them of it if nobody answers at once.
func (w *world) enter(i int32) {
	c := &w.callers[i]
	if !c.is(preset) {
		c.queue = tier1English
		if c.tongue == inSpanish {
			c.queue = tier1Spanish
		}
		c.handle = w.work.length(w.laws.handle[c.topic][c.tongue])
		c.wrap = w.work.length(w.laws.wrap)
	}
	c.id, c.entered, c.state, c.slot, c.day = w.callID(i), w.now, waiting, w.slot, w.day
	c.turn++
	if w.counts() {
		c.flags |= counted
	}
	w.tally.offered(c)
	w.put(i)
	w.match(w.lines[c.queue].Floor)
	c = &w.callers[i]
	if c.state == waiting {
		w.inform(i)
	} else {
		w.observe(c, waits.Entered, 0)
	}
}

// put tells the floor of a place.
func (w *world) put(i int32) {
	c := &w.callers[i]
	l := &w.lines[c.queue]
	p := civicline.Place{
		Call: c.id, Queue: l.Queue.ID, Language: l.Tongue, Entered: w.at(c.entered),
		Head: time.Duration(c.head), Present: true,
	}
	if c.is(callback | item) {
		p.Callback = "100000001" // any; the matching only asks whether there is one
	}
	c.state = waiting
	l.waiting++
	w.queued[l.Floor]++
	w.floors[l.Floor].Put(p)
}

// unput takes a place that may be offered out of the line.
func (w *world) unput(c *caller) {
	l := &w.lines[c.queue]
	if c.state == waiting {
		l.waiting--
		w.queued[l.Floor]--
	}
	w.floors[l.Floor].Drop(c.id)
}

// inform tells a caller the wait; they hang up, take a callback, or wait.
func (w *world) inform(i int32) {
	c := &w.callers[i]
	if c.is(preset) {
		w.estimate(c)
		if !c.is(patient) {
			w.agenda.add(w.now+c.patience, patienceOver, i, c.turn)
		}
		return
	}
	w.estimate(c)
	if w.who.happens(w.p.Waiting.Balks) {
		w.tally.balked(c)
		w.seen(c, true, 0, "")
		w.leaveLine(i)
		return
	}
	if c.told.High > 0 && c.told.Likely.Minutes() > w.p.Waiting.CallbackAfter && w.who.happens(w.p.Waiting.TakesCallback) {
		w.promise(i)
		return
	}
	if w.laws.scale > 0 {
		w.agenda.add(w.now+w.who.weibull(w.p.Waiting.Shape, w.laws.scale), patienceOver, i, c.turn)
	}
	if w.who.happens(w.p.Calls.Drop / 2) {
		w.agenda.add(w.now+moment(w.who.Float64()*float64(10*minute)), lineLost, i, c.turn)
	}
}

// promise lets a caller hang up and be rung back on the place they hold.
func (w *world) promise(i int32) {
	c := &w.callers[i]
	w.tally.promised(c)
	w.became(c, waits.Left)
	c.flags |= callback | quiet
	c.turn++
	w.unput(c)
	w.put(i)
}

// estimate asks the model, and keeps what it told.
func (w *world) estimate(c *caller) {
	if w.o.Silent {
		return
	}
	l := &w.lines[c.queue]
	ask := w.ask(l)
	now := w.time()
	c.told = l.model.Estimate(now, ask)
	l.model.Observe(waits.Event{At: now, Kind: waits.Entered, Call: c.id, Ask: ask})
	last, _ := l.model.Last()
	l.score.Keep(waits.Told{Call: c.id, At: now, Wait: c.told, Last: last, Oldest: ask.Oldest})
	w.tally.told(c)
}

// ask is how things stand for the last of a queue: before all agents who may
// take its calls, with those ahead of other queues who share them.
func (w *world) ask(l *line) waits.Ask {
	if w.now-w.shared > minute/2 {
		w.share()
	}
	ahead := float64(max(0, l.waiting-1))
	for i, part := range l.shared {
		ahead += part * float64(w.lines[i].waiting)
	}
	return waits.Ask{Position: max(1, l.waiting), Ahead: ahead, Agents: l.agents}
}

// observe tells the model of what happened to a caller.
func (w *world) observe(c *caller, k waits.Kind, wait moment) {
	if w.o.Silent || c.is(quiet) {
		return
	}
	l := &w.lines[c.queue]
	e := waits.Event{At: w.time(), Kind: k, Call: c.id, Wait: time.Duration(wait)}
	if k == waits.Entered {
		e.Ask = w.ask(l)
		e.Ask.Free = w.ready[l.Floor] + 1
	}
	l.model.Observe(e)
}

// became settles what a caller was told.
func (w *world) became(c *caller, k waits.Kind) {
	if w.o.Silent {
		return
	}
	w.observe(c, k, w.now-c.entered)
	w.lines[c.queue].score.Became(c.id, k, w.time())
}

// share counts, for each queue of the representatives, the agents at work who may
// take its calls, and of those of each other queue the share who may.
func (w *world) share() {
	w.shared = w.now
	for i := range w.lines {
		l := &w.lines[i]
		if l.Floor != 0 {
			continue
		}
		l.agents = w.atWork(l.Queue.ID, l.Queue.ID)
		if l.shared == nil {
			l.shared = make([]float64, len(w.lines))
		}
		for k := range w.lines {
			if o := &w.lines[k]; k != i && o.Floor == 0 {
				l.shared[k] = share(w.atWork(l.Queue.ID, o.Queue.ID), w.atWork(o.Queue.ID, o.Queue.ID))
			}
		}
	}
}

// atWork counts the agents who may take calls of both queues.
func (w *world) atWork(a, b civicline.QueueID) float64 {
	n := 0
	for i := range w.teams {
		if t := &w.teams[i]; t.here > 0 && slices.Contains(t.queues, a) && slices.Contains(t.queues, b) {
			n += t.here
		}
	}
	return float64(n)
}

// leaveLine is a caller who is in line no more, and perhaps rings again later.
func (w *world) leaveLine(i int32) {
	c := &w.callers[i]
	w.became(c, waits.Abandoned)
	w.unput(c)
	w.again(i)
}

// abandon is a caller whose patience is over.
func (w *world) abandon(i int32) {
	c := &w.callers[i]
	agent := c.agent
	switch c.state {
	case ringing:
		w.unring(agent)
	case waiting:
	default:
		return
	}
	w.tally.abandoned(c, w.now)
	w.seen(c, true, 0, "")
	w.leaveLine(i)
	if agent >= 0 {
		w.free(agent)
		w.match(w.agents[agent].floor)
	}
}

// again decides whether someone who hung up rings again, and when.
func (w *world) again(i int32) {
	c := &w.callers[i]
	if c.is(preset) {
		w.gone(i)
		return
	}
	c.turn++
	c.state = elsewhere
	r, x := w.p.Redials, w.who.Float64()
	var at moment
	switch {
	case x < r.Soon:
		at = w.now + moment(w.who.Float64()*float64(30*minute))
	case x < r.Soon+r.SameDay:
		left := w.moment(w.desk.at(w.time()).Next) - w.now - hour
		at = w.now + 30*minute + moment(w.who.Float64()*float64(max(left, 30*minute)))
	case x < r.Soon+r.SameDay+r.NextDay:
		at = w.nextDay()
	default:
		w.gone(i)
		return
	}
	c.flags = wantsOne
	c.agent, c.attempts, c.told = -1, 0, civicline.Wait{}
	w.agenda.add(at, redialDue, i, c.turn)
}

// nextDay is a time of the next working day, near the present one.
func (w *world) nextDay() moment {
	t := w.time().In(w.zone)
	y, m, d := t.Date()
	for add := 1; add < 10; add++ {
		open := w.ahead.at(time.Date(y, m, d+add, 12, 0, 0, 0, w.zone))
		if !open.Open {
			continue
		}
		then := time.Date(y, m, d+add, t.Hour(), t.Minute(), 0, 0, w.zone)
		return w.moment(then) + moment((w.who.Float64()-.5)*float64(2*hour))
	}
	return moment(math.MaxInt64 / 2)
}

// loseLine is a caller who is cut off while waiting: their place is kept.
func (w *world) loseLine(i int32) {
	c := &w.callers[i]
	switch c.state {
	case ringing:
		agent := c.agent
		w.unring(agent)
		w.depart(c)
		w.free(agent)
		defer w.match(w.agents[agent].floor)
	case waiting:
		w.depart(c)
	default:
		return
	}
	c.turn++
	w.became(c, waits.Left)
	c.flags |= quiet
	if w.who.happens(w.p.Waiting.RingsBack) {
		if in := w.who.length(w.laws.back); in < seconds(w.p.Waiting.Kept*60) {
			w.agenda.add(w.now+in, lineBack, i, c.turn)
			return
		}
	}
	w.agenda.add(w.now+seconds(w.p.Waiting.Kept*60), placeOver, i, c.turn)
}

// depart leaves a place in the line that may not be offered.
func (w *world) depart(c *caller) {
	l := &w.lines[c.queue]
	if c.state == waiting {
		l.waiting--
		w.queued[l.Floor]--
	}
	c.state = away
	w.floors[l.Floor].Put(civicline.Place{
		Call: c.id, Queue: l.Queue.ID, Language: l.Tongue, Entered: w.at(c.entered), Head: time.Duration(c.head),
		Until: w.time().Add(time.Duration(w.p.Waiting.Kept * float64(time.Minute))),
	})
}

// comeBack is a caller who was cut off and has their place again.
func (w *world) comeBack(i int32) {
	c := &w.callers[i]
	c.turn++
	w.tell(&w.tally.calls)
	w.put(i)
	if w.laws.scale > 0 {
		w.agenda.add(w.now+w.who.weibull(w.p.Waiting.Shape, w.laws.scale), patienceOver, i, c.turn)
	}
	w.match(w.lines[c.queue].Floor)
}

// giveUp is a place that nobody came back to.
func (w *world) giveUp(i int32) {
	c := &w.callers[i]
	if c.is(resumed) {
		w.gone(i)
		return
	}
	w.tally.lost(c)
	w.unput(c)
	w.gone(i)
}

// rearm lets a callback that was missed be offered again.
func (w *world) rearm(i int32) {
	w.callers[i].turn++
	if !w.desk.at(w.time()).Open {
		w.held = append(w.held, i)
		return
	}
	w.put(i)
	w.match(w.lines[w.callers[i].queue].Floor)
}

// hold keeps the callbacks of representatives for the next opening: nobody is
// rung after closing.
func (w *world) hold() {
	for i := range w.callers {
		if c := &w.callers[i]; c.state == waiting && c.is(callback) {
			w.depart(c)
			w.held = append(w.held, int32(i)) //nolint:gosec // far fewer
		}
	}
}

// letGo puts those callbacks in line again.
func (w *world) letGo() {
	for _, i := range w.held {
		w.put(i)
	}
	w.held = w.held[:0]
}
