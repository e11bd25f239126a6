package center

import (
	"fmt"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

// BenchmarkCall is one caller's way to a person and out again, each command
// written through to the disk: arrive, pick up, enqueue and be offered, accept,
// leave, end, wrap up.
func BenchmarkCall(b *testing.B) {
	h := newHouse(b)
	h.ready(maria)
	n := 0
	for b.Loop() {
		id := civicline.CallID(fmt.Sprintf("c%d", n))
		n++
		h.wait(id, "+12025550101")
		h.do(maria, civicline.Accept{Call: id})
		h.do(maria, civicline.Leave{Call: id})
		h.do(bot, civicline.End{Call: id})
		h.do(maria, civicline.WrapUp{Call: id, Outcome: civicline.ResultAnswered, Ready: true})
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(n)/7, "µs/command")
}

// BenchmarkMatch is one match in a line of a thousand: an agent gets ready and
// is offered the head, whose caller hangs up; another joins at the end.
func BenchmarkMatch(b *testing.B) {
	h := newHouse(b)
	for i := range 1000 {
		h.wait(civicline.CallID(fmt.Sprintf("c%d", i)), "")
		h.at = h.at.Add(time.Microsecond)
	}
	h.do(maria, civicline.SignIn{})
	n := 1000
	b.Run("get ready and be offered", func(b *testing.B) {
		for b.Loop() {
			h.do(maria, civicline.GoReady{})
			b.StopTimer()
			a := h.agent(maria)
			if a.State != civicline.Reserved {
				b.Fatal("no offer was made")
			}
			h.do(maria, civicline.GoNotReady{Reason: "bench"})
			h.do(bot, civicline.End{Call: a.Call})
			h.wait(civicline.CallID(fmt.Sprintf("c%d", n)), "")
			n++
			b.StartTimer()
		}
	})
	b.Run("be told the wait at the end", func(b *testing.B) {
		last := civicline.CallID(fmt.Sprintf("c%d", n-1))
		for b.Loop() {
			if w, err := h.WaitOf(b.Context(), last); err != nil || w.Position < 900 {
				b.Fatal(w, err)
			}
		}
	})
}
