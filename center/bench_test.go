package center

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
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

func BenchmarkOnPostgreSQL(b *testing.B) {
	b.Run("call", BenchmarkCall)
	b.Run("match", BenchmarkMatch)
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
			if a.State != civicline.Alerting {
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

// BenchmarkMatches is many matches at once, written through to the disk: as
// after an opening, when a long line meets many agents.
func BenchmarkMatches(b *testing.B) {
	const agents, callers = 2000, 5000
	h := newHouse(b, func(o *Options) { o.People = nil })
	h.crowd(agents, callers)
	for b.Loop() {
		b.StopTimer()
		h.spoilAll()
		b.StartTimer()
		h.routing.stale = true
		if _, err := h.Tick(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		rung := 0
		for _, p := range h.places() {
			if p.Offered != "" {
				rung++
			}
		}
		if rung != agents {
			b.Fatalf("%d of %d agents were offered a call", rung, agents)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(b.N*agents)/b.Elapsed().Seconds(), "matches/s")
}

// crowd fills the tables with ready agents and waiting callers.
func (h *house) crowd(agents, callers int) {
	h.t.Helper()
	h.spoil(func(tx *store.Tx) error {
		for i := range agents {
			id := civicline.AgentID(fmt.Sprintf("agent-%05d", i))
			if err := tx.PutAgent(civicline.Agent{ID: id, Name: string(id), Tier: civicline.Tier1, Speaks: civicline.Languages,
				State: civicline.Ready, Since: monday, Idle: monday.Add(time.Duration(i) * time.Millisecond)}); err != nil {
				return err
			}
		}
		for i := range callers {
			id, at := civicline.CallID(fmt.Sprintf("c%06d", i)), monday.Add(time.Duration(i)*time.Millisecond)
			q := queues[i%len(queues)]
			if err := tx.PutCall(civicline.Call{ID: id, Reference: civicline.NewReference(uint64(i)), Channel: civicline.Phone, Language: q.Language,
				State: civicline.Waiting, Since: at, Arrived: at, Queue: q.ID, Entered: at}); err != nil {
				return err
			}
			if err := tx.PutPlace(civicline.Place{Call: id, Queue: q.ID, Language: q.Language, Entered: at, Present: true}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (h *house) places() (places []civicline.Place) {
	h.t.Helper()
	if err := h.store.Look(h.t.Context(), func(v *store.View) (err error) { places, err = v.Places(); return err }); err != nil {
		h.t.Fatal(err)
	}
	return places
}

// spoilAll takes every offer back.
func (h *house) spoilAll() {
	h.t.Helper()
	for _, p := range h.places() {
		if p.Offered == "" {
			continue
		}
		h.spoil(func(tx *store.Tx) error {
			c, err := tx.Call(p.Call)
			if err != nil {
				return err
			}
			a, err := tx.Agent(p.Offered)
			if err != nil {
				return err
			}
			p.Offered, p.Until = "", time.Time{}
			c.State, c.Agent, a.State, a.Call = civicline.Waiting, "", civicline.Ready, ""
			return errors.Join(tx.PutPlace(p), tx.PutCall(c), tx.PutAgent(a))
		})
	}
}
