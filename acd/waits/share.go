package waits

import (
	"cmp"
	"slices"

	"github.com/civicline/civicline"
)

// A Group is agents at work who may take the calls of the same queues.
type Group struct {
	Agents float64
	Queues []civicline.QueueID
}

// Share splits agents over the queues that they serve, so that nobody is counted
// twice: each group is poured where the need is least met, until the queues it
// shares are equally well served, or those left over have enough of their own.
// need is the work that each queue brings, in any unit (those waiting and being
// served, or arrivals times handle time); a queue without need counts as one
// with very little. The shares add up to all agents.
func Share(groups []Group, need map[civicline.QueueID]float64) map[civicline.QueueID]float64 {
	got := make(map[civicline.QueueID]float64, len(need))
	given := make([]map[civicline.QueueID]float64, len(groups))
	var most float64
	for _, n := range need {
		most = max(most, n)
	}
	least := max(most/100, 1e-9)
	wants := func(q civicline.QueueID) float64 { return max(need[q], least) }
	for i := range groups {
		given[i] = make(map[civicline.QueueID]float64, len(groups[i].Queues))
	}
	for range 20 {
		for i, g := range groups {
			for q, n := range given[i] {
				got[q] -= n
			}
			given[i] = pour(g, got, wants)
			for q, n := range given[i] {
				got[q] += n
			}
		}
	}
	for q, n := range got {
		got[q] = max(0, n)
	}
	return got
}

// pour gives one group's agents to its queues, the worst served first, until
// those given any stand level.
func pour(g Group, got map[civicline.QueueID]float64, wants func(civicline.QueueID) float64) map[civicline.QueueID]float64 {
	queues := slices.Compact(slices.Sorted(slices.Values(g.Queues)))
	served := func(q civicline.QueueID) float64 { return got[q] / wants(q) }
	slices.SortStableFunc(queues, func(a, b civicline.QueueID) int { return cmp.Compare(served(a), served(b)) })
	var have, want, level float64
	n := 0
	for _, q := range queues {
		if n > 0 && served(q) >= level {
			break
		}
		have, want, n = have+got[q], want+wants(q), n+1
		level = (have + g.Agents) / want
	}
	out := make(map[civicline.QueueID]float64, n)
	for _, q := range queues[:n] {
		out[q] = level*wants(q) - got[q]
	}
	return out
}
