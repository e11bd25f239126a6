package center

import (
	"context"
	"database/sql"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/hours"
	"github.com/civicline/civicline/store"
)

// TestWhatEstimatesLearnFrom: only those who stand in a line from the beginning to
// the end teach it anything, and of each it is heard what became of them.
func TestWhatEstimatesLearnFrom(t *testing.T) {
	for _, tc := range []struct {
		name   string
		given  func(*house)
		last   time.Duration // of whom was answered last; 0 if nobody was
		left   float64       // who hung up
		waited float64       // seconds, all together
	}{
		{"queued->answered", func(h *house) {
			h.wait("c1", eva)
			h.pass(time.Minute)
			h.ready(maria)
			h.do(maria, civicline.Accept{Call: "c1"})
		}, time.Minute, 0, 60},
		{"queued->hung up", func(h *house) {
			h.wait("c1", eva)
			h.pass(time.Minute)
			h.do(bot, civicline.End{Call: "c1"})
		}, 0, 1, 60},
		{"queued->another language", func(h *house) {
			h.wait("c1", eva)
			h.pass(time.Minute)
			h.do(bot, civicline.SetLanguage{Call: "c1", Language: civicline.Spanish})
			h.pass(time.Minute)
			h.do(bot, civicline.End{Call: "c1"})
		}, 0, 0, 60},
		{"promised->rung back hours later->answered", func(h *house) {
			h.owe("c1", eva)
			h.pass(3 * time.Hour)
			h.ready(maria)
			ring := h.agent(maria).Call
			h.do(bot, civicline.Reach{Call: ring})
			h.do(maria, civicline.Accept{Call: ring})
		}, 0, 0, 0},
		{"promised->in line->rang themselves->answered", func(h *house) {
			h.owe("c1", eva)
			h.pass(3 * time.Hour)
			h.begin("c2", eva)
			h.do(bot, civicline.ResumeCallback{Call: "c2"})
			h.ready(maria)
			h.do(maria, civicline.Accept{Call: "c2"})
		}, 0, 0, 0},
		{"answered->agent's line lost->answered again", func(h *house) {
			h.wait("c1", eva)
			h.pass(time.Minute)
			h.ready(maria)
			h.do(maria, civicline.Accept{Call: "c1"})
			h.pass(time.Hour)
			h.do(bot, civicline.Enqueue{Call: "c1"})
			h.ready(ana)
			h.do(ana, civicline.Accept{Call: "c1"})
		}, time.Minute, 0, 60},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h := newHouse(t, callerFirst)
			tc.given(h)
			m := h.routing.models["t1-en"]
			last, any := m.Last()
			p := m.Memory().Patience
			if last != tc.last || any != (tc.last > 0) || p.Left != tc.left || int(p.Waited+0.5) != int(tc.waited) {
				t.Errorf("the last waited %v, %v left after %v s in all; want %v, %v, %v", last, p.Left, p.Waited, tc.last, tc.left, tc.waited)
			}
			if n := len(h.routing.joined); n > 0 {
				t.Errorf("of %d it was never heard what became of them", n)
			}
		})
	}
}

// TestOnlyWhatIsToldIsKept: a board that shows a wait, and a command that tells
// nobody, are no promises to score.
func TestOnlyWhatIsToldIsKept(t *testing.T) {
	h := newHouse(t)
	h.ready(maria)
	for _, id := range []civicline.CallID{"c1", "c2", "c3", "c4", "c5"} {
		h.wait(id, "")
		h.do(maria, civicline.Accept{Call: id})
		h.pass(6 * time.Minute)
		h.do(maria, civicline.Leave{Call: id})
		h.do(maria, civicline.WrapUp{Call: id, Outcome: civicline.ResultAnswered, Ready: true})
	}
	h.wait("c6", "")
	h.do(maria, civicline.Accept{Call: "c6"})
	if w := h.wait("c7", "").Wait; w.High == 0 {
		t.Fatalf("c7 is told %+v", w)
	}
	h.routing.told, h.routing.unkept = map[civicline.CallID]civicline.Wait{}, nil // as if none had been kept
	if w, err := h.WaitShown(t.Context(), "c7"); err != nil || w.High == 0 {
		t.Errorf("the board shows %+v, %v", w, err)
	}
	if w := h.do(bot, civicline.Learn{Call: "c7", Facts: civicline.Facts{"form": "I-90"}}).Wait; w.High == 0 {
		t.Errorf("c7 waits %+v", w)
	}
	if n := len(h.routing.unkept); n > 0 {
		t.Errorf("%d estimates were kept that nobody was told", n)
	}
	if _, err := h.WaitOf(t.Context(), "c7"); err != nil || len(h.routing.unkept) != 1 {
		t.Errorf("what c7 is told is kept %d times, %v", len(h.routing.unkept), err)
	}
}

// TestWhatWasNotWrittenIsNotForgotten: what was learned is written later if the
// disk does not take it now.
func TestWhatWasNotWrittenIsNotForgotten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "center.db")
	h := open(t, path)
	h.wait("c1", "")
	h.wait("c2", "")
	other, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.Exec(`CREATE TRIGGER full BEFORE INSERT ON queue_memory WHEN (SELECT count(*) FROM queue_memory) > 0
		BEGIN SELECT RAISE(ABORT, 'no more'); END`); err != nil {
		t.Fatal(err)
	}
	if err := h.memorize(t.Context()); err == nil {
		t.Fatal("it was written")
	}
	if _, err := other.Exec(`DROP TRIGGER full`); err != nil {
		t.Fatal(err)
	}
	if err := h.memorize(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, q := range queues {
		h.look(func(v *store.View) error { _, err := v.Memory(q.ID); return err })
	}
}

// TestLeavingIsForGood: the clock that still runs while the rest is stopped does
// not take back what was given up.
func TestLeavingIsForGood(t *testing.T) {
	h := newHouse(t)
	if err := h.Leave(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.pass(time.Minute)
	if h.owns() {
		t.Error("it matches again")
	}
}

// strand makes a row that no move leads to: a caller who is away, with a place
// that may be offered.
func (h *house) strand(id civicline.CallID) {
	h.t.Helper()
	err := h.store.Change(h.t.Context(), func(tx *store.Tx) error {
		c, err := tx.Call(id)
		if err != nil {
			return err
		}
		c.State = civicline.Away
		return tx.PutCall(c)
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// TestOneSpoiledRow does not hold up a line for longer than the checker takes,
// and the clock does not run hot over it.
func TestOneSpoiledRow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "center.db")
	synctest.Test(t, func(t *testing.T) {
		lines := new(counting)
		h := openAt(t, time.Now(), path, func(o *Options) {
			o.Now = time.Now
			o.Calendar = hours.Always()
			o.Log = slog.New(lines)
		})
		h.at = time.Now()
		h.wait("c1", "1")
		h.wait("c2", "2")
		h.strand("c1")
		if _, err := h.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		h.ready(maria)
		<-h.wake // of the last change
		if _, err := h.Tick(t.Context()); err == nil {
			t.Error("the clock sees nothing wrong")
		}
		select {
		case <-h.wake:
			t.Error("the clock looks again at once")
		default:
		}
		ctx, cancel := context.WithCancel(t.Context())
		var runs sync.WaitGroup
		runs.Go(func() { _ = h.Run(ctx) }) // it is nil
		defer runs.Wait()
		defer cancel()
		time.Sleep(5 * time.Second)
		synctest.Wait()
		h.stands("maria", "ringing", "c2", offered)
		if n := lines.n.Load(); n > 20 {
			t.Errorf("the log has %d lines", n)
		}
	})
}

// counting counts what is logged.
type counting struct{ n atomic.Int64 }

func (*counting) Enabled(context.Context, slog.Level) bool    { return true }
func (c *counting) Handle(context.Context, slog.Record) error { c.n.Add(1); return nil }
func (c *counting) WithAttrs([]slog.Attr) slog.Handler        { return c }
func (c *counting) WithGroup(string) slog.Handler             { return c }
