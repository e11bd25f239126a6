package acdtest

import (
	"testing"

	"github.com/civicline/civicline"
)

// TestALargeFloor has lines long enough to be kept in many blocks, which those
// of a rehearsal are not.
func TestALargeFloor(t *testing.T) {
	s := Load{Queues: 2, Agents: 200, Waiting: 5000, Seed: 3, Explain: true}.Open()
	for i := range 4000 {
		offers := s.AgentFree(s.Free())
		for _, o := range offers {
			if o.Because == "" {
				t.Fatal("no reason is given")
			}
		}
		s.Taken(offers)
		if i%1000 == 0 {
			checkFloor(t, s)
		}
	}
	checkFloor(t, s)
	for _, p := range s.Floor.Line() { // to the last
		s.Floor.Drop(p.Call)
	}
	checkFloor(t, s)
}

func checkFloor(t *testing.T, s *Stage) {
	t.Helper()
	if err := s.Floor.Check(); err != nil {
		t.Fatal(err)
	}
	ahead := map[civicline.QueueID]int{}
	for _, p := range s.Floor.Line() {
		want := ahead[p.Queue] + 1
		if p.Offered != "" {
			want = 1
		}
		if got := s.Floor.Position(p.Call); got != want {
			t.Fatalf("%s is number %d; the floor says %d", p.Call, want, got)
		}
		if p.Present && p.Offered == "" {
			ahead[p.Queue]++
		}
	}
}
