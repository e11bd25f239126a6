package center

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd"
	"github.com/civicline/civicline/acd/waits"
	"github.com/civicline/civicline/store"
)

// A routing is what this node knows of the lines, in memory: a mirror of the
// tables, brought up to date by each change once it is committed, and read anew
// when in doubt. The tables are the truth: a match that they do not bear out is
// not made.
type routing struct {
	mu      sync.RWMutex // held for writing only by whoever has the turn
	domains map[civicline.DomainID]*domain
	of      map[civicline.QueueID]*domain
	models  map[civicline.QueueID]*waits.Model
	scores  map[civicline.QueueID]*waits.Score
	kept    map[civicline.QueueID]waits.Memory  // of the models, as last written; with the turn held
	told    map[civicline.CallID]civicline.Wait // the last estimate kept of each call
	joined  map[civicline.CallID]joined         // callers in line whose waits are learned from
	unkept  []store.Estimate                    // told, and to be written with the next change
	stale   bool                                // the tables know more
}

// joined is which line a caller joined, and when.
type joined struct {
	queue civicline.QueueID
	at    time.Time
}

// A domain is the queues that share agents, and whether this node matches them.
type domain struct {
	id    civicline.DomainID
	floor *acd.Floor
	epoch int64
	mine  bool
	wake  time.Time // when there may be a match though nothing changes
}

func newRouting(o Options) *routing {
	r := &routing{domains: map[civicline.DomainID]*domain{}, of: map[civicline.QueueID]*domain{},
		models: map[civicline.QueueID]*waits.Model{}, scores: map[civicline.QueueID]*waits.Score{},
		kept: map[civicline.QueueID]waits.Memory{}, joined: map[civicline.CallID]joined{}, stale: true}
	for _, q := range o.Queues {
		id := domainOf(q)
		if r.domains[id] == nil {
			r.domains[id] = &domain{id: id}
		}
		r.of[q.ID] = r.domains[id]
		r.models[q.ID], r.scores[q.ID] = waits.New(waits.Options{}), &waits.Score{}
	}
	r.empty(o)
	return r
}

func domainOf(q civicline.Queue) civicline.DomainID {
	if q.Domain == "" {
		return civicline.MainDomain
	}
	return q.Domain
}

func (r *routing) empty(o Options) {
	for _, d := range r.domains {
		var queues []civicline.Queue
		for _, q := range o.Queues {
			if domainOf(q) == d.id {
				queues = append(queues, q)
			}
		}
		d.floor = acd.New(queues, o.RingTime)
	}
	r.told = map[civicline.CallID]civicline.Wait{}
}

// load makes the mirror anew from the tables, if it may be behind.
func (c *Center) load(ctx context.Context) error {
	r := c.routing
	if !r.stale {
		return nil
	}
	var places []civicline.Place
	var agents []civicline.Agent
	err := c.o.Store.Look(ctx, func(v *store.View) (err error) {
		if places, err = v.Places(); err != nil {
			return err
		}
		agents, err = v.Agents()
		return err
	})
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.empty(c.o)
	for _, p := range places {
		r.put(p)
	}
	for _, a := range agents {
		r.set(a)
	}
	for call := range r.joined { // what became of them was told to another, or to nobody
		if !r.placed(call) {
			r.leaves(call, waits.Left, c.now())
		}
	}
	r.stale = false
	return nil
}

func (r *routing) put(p civicline.Place) {
	for _, d := range r.domains {
		if d == r.of[p.Queue] {
			d.floor.Put(p)
		} else {
			d.floor.Drop(p.Call) // it may have moved
		}
	}
}

func (r *routing) drop(call civicline.CallID) {
	for _, d := range r.domains {
		d.floor.Drop(call)
	}
	delete(r.told, call)
}

// placed reports whether a call has a place, as far as is known.
func (r *routing) placed(call civicline.CallID) bool {
	for _, d := range r.domains {
		if _, ok := d.floor.Place(call); ok {
			return true
		}
	}
	return false
}

func (r *routing) set(a civicline.Agent) {
	for _, d := range r.domains {
		d.floor.Set(a)
	}
}

// apply brings the mirror up to date with a change that was committed.
func (r *routing) apply(t *change) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for id, p := range t.places {
		if p == nil {
			r.drop(id)
		} else {
			r.put(*p)
		}
	}
	for _, a := range t.agents {
		r.set(a)
	}
	for _, e := range t.events {
		r.learn(e)
	}
	for id, p := range t.places {
		if p == nil { // if no event told what became of it
			r.leaves(id, waits.Left, t.now)
		}
	}
	for _, k := range t.handled {
		if m := r.models[k.Queue]; m != nil {
			m.Observe(waits.Event{At: t.now, Kind: waits.Finished, Handle: k.Freed.Sub(k.Answered)})
		}
	}
	maps.Copy(r.kept, t.learned)
	if t.keeping > 0 { // what was told meanwhile stays
		r.unkept = slices.Delete(r.unkept, 0, t.keeping)
	}
}

// learn lets the estimates learn from what happened in a line. They learn from
// those who stand in it from the beginning to the end: not from promises to ring
// back, nor from places that were kept or given back, whose times are others.
func (r *routing) learn(e civicline.Event) {
	switch e.Kind {
	case civicline.CallQueued:
		if m := r.models[e.Data.Queue]; m != nil && e.Data.From == civicline.WithBot && e.Data.Callback == "" {
			r.joined[e.Call] = joined{e.Data.Queue, e.At}
			m.Observe(waits.Event{At: e.At, Kind: waits.Entered, Call: e.Call, Ask: r.ask(e.Call, e.Data.Queue, e.At)})
		}
	case civicline.OfferTaken:
		r.leaves(e.Call, waits.Answered, e.At)
	case civicline.CallEnded:
		if e.Data.From == civicline.Waiting || e.Data.From == civicline.Offered {
			r.leaves(e.Call, waits.Abandoned, e.At)
		}
	case civicline.LanguageSet:
		if e.Data.Queue != "" {
			r.leaves(e.Call, waits.Left, e.At)
		}
	case civicline.CallDequeued, civicline.CallerAway:
		r.leaves(e.Call, waits.Left, e.At)
	}
}

// leaves tells what became of a caller's wait, and of what they were told of it.
func (r *routing) leaves(call civicline.CallID, kind waits.Kind, at time.Time) {
	if j, ok := r.joined[call]; ok {
		delete(r.joined, call)
		r.models[j.queue].Observe(waits.Event{At: at, Kind: kind, Call: call, Wait: at.Sub(j.at)})
	}
	for _, s := range r.scores { // they may have been told it in more than one line
		s.Became(call, kind, at)
	}
	delete(r.told, call)
}

// ask is how things stand for a call in a line.
func (r *routing) ask(call civicline.CallID, queue civicline.QueueID, now time.Time) waits.Ask {
	d := r.of[queue]
	if d == nil {
		return waits.Ask{}
	}
	place, _ := d.floor.Place(call)
	serving := d.floor.Serving(queue)
	in := waits.Ask{Position: d.floor.Position(call), Agents: serving.Share, Free: serving.Ready, Waited: max(0, now.Sub(place.Entered))}
	if head, ok := d.floor.Head(queue); ok && in.Position > 1 {
		in.Oldest = max(0, now.Sub(head.Entered))
	}
	return in
}

// waitOf is what a caller in a line may be told, in whole minutes. If it is told, it is kept to be
// scored, should it be news to them. False if the call has no place.
func (c *Center) waitOf(call civicline.CallID, told bool) (civicline.Wait, bool) {
	r := c.routing
	now := c.now()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, d := range r.domains {
		place, ok := d.floor.Place(call)
		if !ok {
			continue
		}
		m := r.models[place.Queue]
		if m == nil || place.Offered != "" {
			return civicline.Wait{Position: max(1, d.floor.Position(call))}, true
		}
		in := r.ask(call, place.Queue, now)
		w := m.Estimate(now, in)
		if told {
			r.keep(call, place, w, in, now)
		}
		w.Low, w.High = waits.Spoken(w)
		return w, true
	}
	return civicline.Wait{}, false
}

// waitOfNext is how long somebody would wait who came into a line now.
func (c *Center) waitOfNext(queue civicline.QueueID) civicline.Wait {
	r := c.routing
	r.mu.Lock() // counting who serves a queue takes notes
	defer r.mu.Unlock()
	d, m := r.of[queue], r.models[queue]
	if d == nil || m == nil {
		return civicline.Wait{}
	}
	serving := d.floor.Serving(queue)
	in := waits.Ask{Position: serving.Waiting + 1, Agents: serving.Share, Free: serving.Ready}
	return m.Estimate(c.now(), in)
}

// keep keeps what a caller is told, if it differs from what they were told last
// by a place or by a quarter of the range.
func (r *routing) keep(call civicline.CallID, place civicline.Place, w civicline.Wait, in waits.Ask, now time.Time) {
	last, told := r.told[call]
	if w.High == 0 || told && last.Position == w.Position && near(last.High, w.High) && near(last.Low, w.Low) {
		return
	}
	r.told[call] = w
	les, _ := r.models[place.Queue].Last()
	r.scores[place.Queue].Keep(waits.Told{Call: call, At: now, Wait: w, Last: les, Oldest: in.Oldest})
	r.unkept = append(r.unkept, store.Estimate{Call: call, Queue: place.Queue, At: now, Entered: place.Entered, Wait: w})
}

func near(a, b time.Duration) bool { return (a - b).Abs() <= max(max(a, b)/4, time.Minute) }

// Estimates tells how good the estimates of each queue have been since this node
// was started, for a pass to see the queues.
func (c *Center) Estimates(_ context.Context, p civicline.Pass) (map[civicline.QueueID]waits.Figures, error) {
	if err := p.For(civicline.SeeQueues); err != nil {
		return nil, err
	}
	c.routing.mu.RLock()
	defer c.routing.mu.RUnlock()
	out := map[civicline.QueueID]waits.Figures{}
	for id, s := range c.routing.scores {
		out[id] = s.Figures()
	}
	return out, nil
}

// WhyWaiting tells why a call has not been offered to anybody, for a pass to see
// the queues.
func (c *Center) WhyWaiting(_ context.Context, p civicline.Pass, call civicline.CallID) (string, error) {
	if err := p.For(civicline.SeeQueues); err != nil {
		return "", err
	}
	c.routing.mu.Lock() // explaining brings the lines up to now
	defer c.routing.mu.Unlock()
	for _, d := range c.routing.domains {
		if _, ok := d.floor.Place(call); ok {
			return d.floor.ExplainWaiting(call, c.now()), nil
		}
	}
	return "", &civicline.Error{Kind: civicline.NotFound, Op: "tell why a call waits", Message: "This call has no place in line."}
}
