package acd

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"pgregory.net/rapid"
)

// TestAlways draws lines and agents of every sort and checks what must hold for
// whatever is drawn.
func TestAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places := rapid.SliceOfN(aPlace, 0, 12).Draw(t, "places")
		agents := rapid.SliceOfN(anAgent, 0, 8).Draw(t, "agents")
		for i := range places {
			places[i].Call = civicline.CallID("c" + strconv.Itoa(i))
		}
		for i := range agents {
			agents[i].ID = civicline.AgentID("a" + strconv.Itoa(i))
		}
		offers := Match(queues, places, agents, noon, 20*time.Second)
		check(t, places, agents, offers)

		shuffled := rapid.Permutation(places).Draw(t, "the same line, told in another order")
		if !slices.Equal(offers, Match(queues, shuffled, rapid.Permutation(agents).Draw(t, "agents too"), noon, 20*time.Second)) {
			t.Fatal("the order of the arguments matters")
		}
	})
}

func check(t *rapid.T, places []civicline.Place, agents []civicline.Agent, offers []civicline.Offer) {
	offered := map[civicline.CallID]bool{}
	busy := map[civicline.AgentID]bool{}
	for _, o := range offers {
		p := places[slices.IndexFunc(places, func(p civicline.Place) bool { return p.Call == o.Call })]
		a := agents[slices.IndexFunc(agents, func(a civicline.Agent) bool { return a.ID == o.Agent })]
		q := queues[slices.IndexFunc(queues, func(q civicline.Queue) bool { return q.ID == p.Queue })]
		switch {
		case offered[o.Call]:
			t.Fatalf("%s is offered twice", o.Call)
		case busy[o.Agent]:
			t.Fatalf("%s is offered two calls", o.Agent)
		case a.State != civicline.Ready:
			t.Fatalf("%s is %s", o.Agent, a.State)
		case !slices.Contains(a.Speaks, q.Language) || a.Tier != q.Tier:
			t.Fatalf("%s cannot serve %s", o.Agent, q.ID)
		case !p.Present || p.Offered != "":
			t.Fatalf("%s is away, or rings already", o.Call)
		case o.Because == "":
			t.Fatal("no reason is given")
		}
		offered[o.Call], busy[o.Agent] = true, true
	}

	line := Line(places)
	for i, p := range line {
		if offered[p.Call] || !p.Present || p.Offered != "" {
			continue
		}
		for _, later := range line[i+1:] {
			if offered[later.Call] && later.Queue == p.Queue {
				t.Fatalf("%s was overtaken by %s", p.Call, later.Call)
			}
		}
		q := queues[slices.IndexFunc(queues, func(q civicline.Queue) bool { return q.ID == p.Queue })]
		for _, a := range agents {
			if a.State == civicline.Ready && !busy[a.ID] && Fits(q, a) {
				t.Fatalf("%s waits while %s is idle", p.Call, a.ID)
			}
		}
	}
}

var (
	minutesAgo = rapid.Map(rapid.IntRange(0, 4), func(n int) time.Time { return noon.Add(-time.Duration(n) * time.Minute) })

	aPlace = rapid.Custom(func(t *rapid.T) civicline.Place {
		q := rapid.SampledFrom(queues).Draw(t, "queue")
		return civicline.Place{Queue: q.ID, Language: q.Language,
			Entered:  minutesAgo.Draw(t, "entered"),
			Present:  rapid.IntRange(0, 4).Draw(t, "present") > 0,
			Returned: rapid.IntRange(0, 4).Draw(t, "returned") == 0,
			Offered:  rapid.SampledFrom([]civicline.AgentID{"", "", "", "elsewhere"}).Draw(t, "offered"),
		}
	})

	anAgent = rapid.Custom(func(t *rapid.T) civicline.Agent {
		return civicline.Agent{
			Tier:   rapid.SampledFrom([]civicline.Tier{civicline.Tier1, civicline.Tier1, civicline.Tier2, civicline.Supervisor}).Draw(t, "tier"),
			Speaks: rapid.SliceOfNDistinct(rapid.SampledFrom(civicline.Languages), 1, 2, rapid.ID[civicline.Language]).Draw(t, "speaks"),
			State:  rapid.SampledFrom(append([]civicline.AgentState{civicline.Ready, civicline.Ready}, civicline.AgentStates...)).Draw(t, "state"),
			Idle:   minutesAgo.Draw(t, "idle"),
		}
	})
)
