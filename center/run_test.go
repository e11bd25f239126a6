package center

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/hours"
	"github.com/civicline/civicline/store/sqlite"
	"go.uber.org/goleak"
)

// TestRun lets the clock run: nobody gives a command, and time does its work to
// the second.
func TestRun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "center.db")
	synctest.Test(t, func(t *testing.T) {
		h := openAt(t, time.Now(), path, func(o *Options) {
			o.Now = time.Now
			o.Calendar = hours.Always() // a bubble begins on a Saturday
		})
		h.at = time.Now()
		ctx, cancel := context.WithCancel(t.Context())
		var runs sync.WaitGroup
		runs.Go(func() {
			if err := h.Run(ctx); err != nil {
				t.Error(err)
			}
		})
		defer runs.Wait()
		defer cancel()

		h.wait("c1", "1")
		h.wait("c2", "2")
		h.ready(maria)
		synctest.Wait()
		time.Sleep(20*time.Second - time.Millisecond)
		synctest.Wait()
		h.lined("c1(maria) c2")
		time.Sleep(time.Millisecond)
		synctest.Wait()
		h.lined("c1 c2")
		h.stands("maria", "not ready")

		h.do(bot, civicline.End{Call: "c2", Lost: true})
		synctest.Wait()
		time.Sleep(30*time.Minute - time.Millisecond)
		synctest.Wait()
		h.lined("c1 c2(away)")
		time.Sleep(time.Millisecond)
		synctest.Wait()
		h.lined("c1")
		reconcile(h)
	})
}

func TestRunLeavesNothingBehind(t *testing.T) {
	before := goleak.IgnoreCurrent()
	h := newHouse(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := h.Run(ctx); err != nil {
		t.Error(err)
	}
	if err := h.store.Close(); err != nil {
		t.Error(err)
	}
	goleak.VerifyNone(t, before)
}

// TestAFullDisk lets the file grow no further: changes are refused in plain
// words and by no half, readers go on, and so do changes once there is room.
func TestAFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "center.db")
	st, err := sqlite.Open(t.Context(), sqlite.Options{Path: path, MaxBytes: 400 << 10})
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, store: st, at: monday}
	h.open()
	h.wait("c0", "1")
	long := strings.Repeat("my card is late ", 500)
	for i := 0; err == nil; i++ {
		if i == 1000 {
			t.Fatal("the file does not fill")
		}
		_, err = h.Do(t.Context(), bot, civicline.TakeTurn{Call: "c0", Turn: civicline.Turn{Who: civicline.ByCaller, Text: long}})
	}
	if civicline.FaultOf(err) != civicline.Unavailable || !strings.Contains(err.Error(), "The disk that holds the records is full, so nothing was changed.") {
		t.Errorf("err = %v", err)
	}
	if strings.Contains(err.Error(), "my card") {
		t.Error("the error says what the caller said")
	}
	h.fails(bot, civicline.TakeTurn{Call: "c0", Turn: civicline.Turn{Who: civicline.ByCaller, Text: long}}, civicline.Unavailable)
	h.lined("c0")
	reconcile(h)

	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, path) // with room
	again.told = again.events()
	again.begin("c1", "1")
	again.do(bot, civicline.TakeTurn{Call: "c1", Turn: civicline.Turn{Who: civicline.ByCaller, Text: long}})
	reconcile(again)
}

func TestABrokenStore(t *testing.T) {
	h := newHouse(t)
	h.begin("c1", "1")
	h.store.Close()
	_, err := h.Do(t.Context(), bot, civicline.End{Call: "c1"})
	if civicline.FaultOf(err) != civicline.Unavailable {
		t.Errorf("a change: %v", err)
	}
	if _, err := h.Call(t.Context(), h.ask(boss, civicline.ReadAllCalls), "c1"); civicline.FaultOf(err) != civicline.Unavailable {
		t.Errorf("a reader: %v", err)
	}
	if _, err := h.Tick(t.Context()); civicline.FaultOf(err) != civicline.Unavailable {
		t.Errorf("the clock: %v", err)
	}
}

// TestACanceledCaller ends the context that a command came with, as a call's is
// when its line goes: not begun, it is not done; begun, it is done whole.
func TestACanceledCaller(t *testing.T) {
	h := newHouse(t)
	h.begin("c1", "1")
	ctx, cancel := context.WithCancel(t.Context())
	h.turn <- struct{}{} // somebody else's change takes long
	failed := make(chan error)
	go func() {
		_, err := h.Do(ctx, bot, civicline.End{Call: "c1"})
		failed <- err
	}()
	cancel()
	if err := <-failed; civicline.FaultOf(err) != civicline.Unavailable || !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v", err)
	}
	<-h.turn
	h.stands("c1", withBot)
}

// TestManyAtOnce has many callers and two agents at it at the same time.
func TestManyAtOnce(t *testing.T) {
	const callers, each = 8, 10
	rings := make(chan civicline.Event, callers*each)
	h := newHouse(t, func(o *Options) {
		tell := o.Publish
		o.Publish = func(e civicline.Event) {
			tell(e)
			if e.Kind == civicline.OfferMade {
				rings <- e
			}
		}
	})
	h.ready(maria)
	h.ready(ana)
	var all sync.WaitGroup
	all.Go(func() {
		for range callers * each {
			e := <-rings
			who := civicline.Actor{ID: e.Agent, Tier: civicline.Tier1}
			all.Go(func() {
				h.all(who, civicline.Accept{Call: e.Call}, civicline.Leave{Call: e.Call}, civicline.WrapUp{Call: e.Call, Outcome: civicline.ResultAnswered, Ready: true})
			})
		}
	})
	for i := range callers {
		all.Go(func() {
			for j := range each {
				id := civicline.CallID(fmt.Sprintf("c%d-%d", i, j))
				h.all(bot, civicline.Arrive{Call: id, Channel: civicline.Web}, civicline.PickUp{Call: id}, civicline.Enqueue{Call: id, Tier: civicline.Tier1})
			}
		})
	}
	all.Wait()
	h.lined("")
	h.stands("maria", "ready", "ana", "ready")
	reconcile(h)
}

// all is do for any goroutine.
func (h *house) all(who civicline.Actor, cmds ...civicline.Command) {
	for _, cmd := range cmds {
		if _, err := h.Do(h.t.Context(), who, cmd); err != nil {
			h.t.Errorf("%T by %s: %v", cmd, who.ID, err)
		}
	}
}

// TestAPublisherMayActToo gives a command from inside Publish.
func TestAPublisherMayActToo(t *testing.T) {
	var h *house
	h = newHouse(t, func(o *Options) {
		tell := o.Publish
		o.Publish = func(e civicline.Event) {
			tell(e)
			if e.Kind == civicline.CallArrived {
				h.all(bot, civicline.PickUp{Call: e.Call})
			}
		}
	})
	h.do(bot, civicline.Arrive{Call: "c1", Channel: civicline.Web})
	h.stands("c1", withBot)
	reconcile(h)
}
