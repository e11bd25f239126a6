package center

import (
	"github.com/civicline/civicline"
	"github.com/civicline/civicline/acd"
)

// settle offers whoever heads the lines to whoever is ready, if anything has
// changed about either.
func (t *change) settle() error {
	if !t.stirred {
		return nil
	}
	ready, err := t.AgentsIn(civicline.Ready)
	if err != nil || len(ready) == 0 {
		return err
	}
	var heads []civicline.Place
	for _, q := range t.c.o.Queues {
		n := 0
		for _, a := range ready {
			if acd.Fits(q, a) {
				n++
			}
		}
		if n == 0 {
			continue
		}
		places, err := t.Heads(q.ID, n) // no more than n of one queue can be matched
		if err != nil {
			return err
		}
		heads = append(heads, places...)
	}
	asked := t.who
	t.who = clock
	defer func() { t.who = asked }()
	for _, o := range acd.Match(t.c.o.Queues, heads, ready, t.now, t.c.o.RingTime) {
		if err := t.offer(o); err != nil {
			return err
		}
	}
	return nil
}

func (t *change) offer(o civicline.Offer) error {
	call, err := t.Call(o.Call)
	if err != nil {
		return err
	}
	place, err := t.Place(o.Call)
	if err != nil {
		return err
	}
	agent, err := t.Agent(o.Agent)
	if err != nil {
		return err
	}
	place.Offered, place.Until = o.Agent, o.Until
	call.Agent, agent.Call = o.Agent, o.Call
	if err := t.PutPlace(place); err != nil {
		return err
	}
	return t.step(civicline.OfferMade, &call, &agent, civicline.Detail{
		Queue: place.Queue, Language: place.Language, Entered: place.Entered, Until: o.Until,
		Because: o.Because, Reason: call.Reason, Waited: t.now.Sub(place.Entered),
	})
}
