package center

import (
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/internal/pgtest"
)

// TestTwoNodes: two centres on one PostgreSQL database. Either takes commands,
// one matches; when it is gone the other matches within its lease, and takes up
// the calls that had been at the first, in the order in which they had come.
func TestTwoNodes(t *testing.T) {
	if testing.Short() {
		t.Skip("it waits for leases to end, by the database's clock")
	}
	at := pgtest.Open(t)
	one := open(t, at, func(o *Options) { o.Node = "one" })
	two := open(t, at, func(o *Options) { o.Node = "two" })
	if !one.owns() || two.owns() {
		t.Fatalf("one matches: %v, two matches: %v; want the first alone", one.owns(), two.owns())
	}

	one.wait("c1", "1")
	one.pass(time.Minute)
	two.at = one.at
	two.wait("c2", "2")
	two.ready(maria) // her desktop is at the second node
	two.lined("c1 c2")
	for _, e := range two.events() {
		e.Node = "two"
		one.Heard(e)
	}
	one.pass(0)
	two.lined("c1(maria) c2")
	two.do(maria, civicline.Accept{Call: "c1"})
	two.ready(ana)
	one.pass(0) // a hint that was lost costs a beat
	two.lined("c2(ana)")
	two.do(ana, civicline.Decline{Call: "c2"})
	two.begin("c3", "3")

	one.store.Close() // it is killed: nothing is put in order
	two.do(bot, civicline.Enqueue{Call: "c3", Tier: civicline.Tier1})
	two.lined("c2 c3")
	two.do(ana, civicline.GoReady{})
	until := time.Now().Add(30 * time.Second)
	for !two.owns() || two.call("c1").State != civicline.Ended {
		if time.Now().After(until) {
			t.Fatalf("two matches: %v; c1 is %s", two.owns(), two.call("c1").State)
		}
		<-time.After(50 * time.Millisecond) // the database's clock cannot be set
		two.pass(0)
	}
	two.lined("c2(ana) c3")
	two.stands("c1", ended, "maria", "wrapping up") // her caller's leg was at the first
	two.do(ana, civicline.Accept{Call: "c2"})
	two.do(maria, civicline.WrapUp{Call: "c1", Outcome: civicline.ResultDropped, Ready: true})
	two.lined("c3(maria)")

	again := openAt(t, two.at, at, func(o *Options) { o.Node = "one" })
	if again.owns() {
		t.Error("a node that comes back takes the domain from one that is alive")
	}
	two.stands("c3", offered, "ana", "talking") // and leaves the others' calls alone
	if err := two.Leave(t.Context()); err != nil {
		t.Fatal(err)
	}
	again.pass(0)
	if !again.owns() {
		t.Error("a node that leaves does not hand the domain over at once")
	}
	two.told = two.events()
	reconcile(two)
}

func (h *house) owns() bool {
	for _, d := range h.routing.domains {
		if !d.mine {
			return false
		}
	}
	return true
}

// TestANodeOfTheSameName finds out that it has been replaced, and matches nothing.
func TestANodeOfTheSameName(t *testing.T) {
	at := pgtest.Open(t)
	one := open(t, at)
	open(t, at) // by the same name
	if _, err := one.Tick(t.Context()); err == nil {
		t.Error("a node does not see that another runs by its name")
	}
}

// TestAnothersCallsAreNoGhosts: the checker of one node knows the legs of its own
// calls alone, and leaves those of another be.
func TestAnothersCallsAreNoGhosts(t *testing.T) {
	at := pgtest.Open(t)
	none := func(civicline.CallID) bool { return false }
	one := open(t, at, func(o *Options) { o.Node = "one" })
	two := open(t, at, func(o *Options) { o.Node, o.Alive = "two", none })
	one.wait("c1", "1")
	two.wait("c2", "2")
	two.at = two.at.Add(settled)
	if _, err := two.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	two.lined("c1 c2(away)")
}
