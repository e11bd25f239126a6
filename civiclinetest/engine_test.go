package civiclinetest

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/app"
	"github.com/civicline/civicline/rehearse"
)

// TestEngineCrash kills every speech worker in the middle of a call. The keypad
// goes on, the next words are heard by the workers that follow, and a person is
// reached.
func TestEngineCrash(t *testing.T) {
	Need(t, "espeak-ng", "flite")
	var log tail
	c := Start(t, app.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	ctx := within(t, 2*patience)
	rep := c.Desk(ctx, "maria")
	if err := rep.Ready(ctx); err != nil {
		t.Fatal(err)
	}
	caller := c.Ring(ctx, number(0))
	if err := caller.Do(ctx, rehearse.Sound(patience)); err != nil {
		t.Fatal(err)
	}
	workers := speechWorkers(t)
	if len(workers) < len(civicline.Languages) {
		t.Fatalf("the centre has the speech workers %v; want one a language", workers)
	}
	for _, pid := range workers {
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
	}
	from := c.after()
	if err := caller.Do(ctx, rehearse.Keys("3")); err != nil {
		t.Fatalf("%v; so far:\n%s", err, c.story())
	}
	log.await(ctx, t, "a speech worker died and is started again", len(workers))
	log.await(ctx, t, "a speech worker is ready", 2*len(workers))

	quiet := rehearse.Quiet(700*time.Millisecond, patience)
	if err := caller.Do(ctx, rehearse.Sound(patience), rehearse.After(time.Second), // in the middle of the hours
		rehearse.PlayRecorded(civicline.English, rehearse.LiveAgent), quiet,
		rehearse.PlayRecorded(civicline.English, rehearse.CardLost)); err != nil {
		t.Fatalf("%v; so far:\n%s", err, c.story())
	}
	sheet, err := rep.Ring(ctx)
	if err != nil {
		t.Fatalf("%v; so far:\n%s", err, c.story())
	}
	c.Await(ctx, "the hours, asked for by key", func(e civicline.Event) bool {
		return since(from, civicline.TurnTaken)(e) && e.Data.Turn.Who == civicline.ByBot && strings.Contains(e.Data.Turn.Text, "People are here")
	})
	if !containsAny(sheet.Reason, []string{"card", "lost"}) {
		t.Errorf("the desk shows the reason %q; so far:\n%s", sheet.Reason, c.story())
	}
	agent, hangUp, err := rep.Answer(ctx, sheet.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = hangUp() }()
	bothHear(ctx, t, caller, agent)
}

// speechWorkers are the speech workers that this process started.
func speechWorkers(t *testing.T) (pids []int) {
	t.Helper()
	lists, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lists {
		children, err := os.ReadFile(l)
		if err != nil {
			continue // a thread that is gone
		}
		for _, child := range strings.Fields(string(children)) {
			words, err := os.ReadFile("/proc/" + child + "/cmdline")
			if err != nil || !bytes.Contains(words, []byte("\x00speech-worker\x00")) {
				continue
			}
			pid, err := strconv.Atoi(child)
			if err != nil {
				t.Fatal(err)
			}
			pids = append(pids, pid)
		}
	}
	return pids
}

// TestRestartKeepsCallbacks rings on a Sunday: the caller is promised a
// callback, and the supervisor still sees it when the centre was started again.
func TestRestartKeepsCallbacks(t *testing.T) {
	sunday := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	began := time.Now()
	o := quick()
	o.Data, o.Now = t.TempDir(), func() time.Time { return sunday.Add(time.Since(began)) }
	ctx := within(t, patience)
	c := Start(t, o)
	caller := c.Ring(ctx, "2025550142")
	if err := caller.Do(ctx, askByKeys()...); err != nil {
		t.Fatalf("%v; so far:\n%s", err, c.story())
	}
	var asked civicline.Event
	for _, question := range []string{"Shall we call you back?", "ends in"} {
		asked = c.Await(ctx, "the question", func(e civicline.Event) bool {
			return since(asked.ID, civicline.TurnTaken)(e) && e.Data.Turn.Who == civicline.ByBot && strings.Contains(e.Data.Turn.Text, question)
		})
		if err := caller.Do(ctx, rehearse.Keys("1")); err != nil {
			t.Fatalf("%v; so far:\n%s", err, c.story())
		}
	}
	booked := c.Await(ctx, "the callback to be booked", Of(civicline.CallbackBooked))
	if n := strings.Count(c.story(), "what is it about?"); n != 1 {
		t.Errorf("the reason was asked %d times; so far:\n%s", n, c.story())
	}
	if err := caller.Do(ctx, rehearse.HangUp()); err != nil {
		t.Fatal(err)
	}
	c.Await(ctx, "the call to end", Of(civicline.CallEnded))
	if err := c.Close(ctx); err != nil {
		t.Fatal(err)
	}

	var board struct {
		Open      bool
		Callbacks []struct {
			Reference, Number, State string
			Due                      time.Time
		}
	}
	if err := Start(t, o).Desk(ctx, "sofia").Get(ctx, "/api/board", &board); err != nil {
		t.Fatal(err)
	}
	if board.Open || len(board.Callbacks) != 1 {
		t.Fatalf("the board is %+v; want closed, with one callback", board)
	}
	monday := time.Date(2026, 11, 23, 13, 0, 0, 0, time.UTC) // eight in Washington
	b := board.Callbacks[0]
	if b.Number != "2025550142" || b.State != "promised" || b.Due.Before(monday) || b.Due.After(monday.Add(12*time.Hour)) || b.Reference != booked.Data.Reference.String() {
		t.Errorf("the callback is %+v; booked was %+v", b, booked)
	}
}
