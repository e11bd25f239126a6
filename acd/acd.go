package acd

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/civicline/civicline"
)

// Match pairs the places that wait with the agents who may take them. Whoever
// heads the line comes first (those sent back to the line, then the longest
// waiting, over all queues); each goes to the agent, ready and of the queue's
// tier and language, who has been idle longest. The offers ring until now+ring.
func Match(queues []civicline.Queue, places []civicline.Place, agents []civicline.Agent, now time.Time, ring time.Duration) []civicline.Offer {
	byID := make(map[civicline.QueueID]civicline.Queue, len(queues))
	for _, q := range queues {
		byID[q.ID] = q
	}
	free := slices.DeleteFunc(slices.Clone(agents), func(a civicline.Agent) bool { return a.State != civicline.Ready })
	slices.SortFunc(free, func(a, b civicline.Agent) int {
		return cmp.Or(a.Idle.Compare(b.Idle), cmp.Compare(a.ID, b.ID))
	})

	var offers []civicline.Offer
	for _, p := range Line(places) {
		if len(free) == 0 {
			break
		}
		q, known := byID[p.Queue]
		if !known || !p.Present || p.Offered != "" {
			continue
		}
		i := slices.IndexFunc(free, func(a civicline.Agent) bool { return Fits(q, a) })
		if i < 0 {
			continue
		}
		offers = append(offers, civicline.Offer{
			Call: p.Call, Agent: free[i].ID, Until: now.Add(ring), Because: because(q, p, free[i], now),
		})
		free = slices.Delete(free, i, i+1)
	}
	return offers
}

// Line returns the places in the order in which they are to be served.
func Line(places []civicline.Place) []civicline.Place {
	return slices.SortedFunc(slices.Values(places), func(a, b civicline.Place) int {
		if a.Returned != b.Returned {
			if a.Returned {
				return -1
			}
			return 1
		}
		return cmp.Or(a.Entered.Compare(b.Entered), cmp.Compare(a.Call, b.Call))
	})
}

// Fits reports whether an agent, ready or not, serves a queue.
func Fits(q civicline.Queue, a civicline.Agent) bool {
	return a.Tier == q.Tier && slices.Contains(a.Speaks, q.Language)
}

func because(q civicline.Queue, p civicline.Place, a civicline.Agent, now time.Time) string {
	first := "Longest waiting"
	if p.Returned {
		first = "Sent back to the line, so first in it"
	}
	return fmt.Sprintf("%s for %s in %s (%s). %s speaks it and has been idle longest (%s).",
		first, q.Tier, q.Language.Name(), span(now.Sub(p.Entered)), a.Name, span(now.Sub(a.Idle)))
}

// span says a length of time as people do: "45 s", "4 min 10 s", "2 h 5 min".
func span(d time.Duration) string {
	s := max(0, int(d.Round(time.Second)/time.Second))
	switch {
	case s < 60:
		return fmt.Sprintf("%d s", s)
	case s < 3600:
		return fmt.Sprintf("%d min %d s", s/60, s%60)
	}
	return fmt.Sprintf("%d h %d min", s/3600, s%3600/60)
}
