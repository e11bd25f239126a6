package storetest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
)

// killMe says, in a process that KillNine starts, where its store is.
const killMe = "CIVICLINE_TEST_STORE_KILL"

// Main is the TestMain of a package that calls KillNine. open opens the store
// at a place that KillNine was given.
func Main(m *testing.M, open func(ctx context.Context, at string) (*store.Store, error)) {
	if at := os.Getenv(killMe); at != "" {
		s, err := open(context.Background(), at)
		if err == nil {
			err = busyChild(context.Background(), s)
		}
		log.Fatal(err)
	}
	os.Exit(m.Run())
}

// busyChild writes without end, one call, place, event and task a change, ends
// the task before, and says so when it is committed.
func busyChild(ctx context.Context, s *store.Store) error {
	var epoch int64
	var from int
	err := s.Change(ctx, func(tx *store.Tx) (err error) {
		places, err := tx.Places()
		if err != nil {
			return err
		}
		from = len(places)
		epoch, _, err = tx.Acquire("main", "child", noon, time.Hour)
		return err
	})
	for i := from; err == nil; i++ {
		id := civicline.CallID(fmt.Sprintf("c%06d", i))
		err = s.Change(ctx, func(tx *store.Tx) error {
			if mine, err := tx.Owns("main", "child", epoch); err != nil || !mine {
				return errors.Join(err, errors.New("the domain is another's"))
			}
			_, e1 := tx.Plan("ring", string(id), noon, nil, noon)
			e2 := errors.Join(tx.PutCall(call(id)), tx.PutPlace(civicline.Place{Call: id, Entered: noon, Present: true}), tx.Append(&civicline.Event{Call: id}))
			mine, e3 := tx.Claim([]string{"ring"}, "child", noon, time.Hour, 1)
			if err := errors.Join(e1, e2, e3); err != nil || i%10 == 0 {
				return err // each tenth is claimed, and then forgotten
			}
			for _, k := range mine {
				if err := errors.Join(add(tx, civicline.CallID(k.Key), "done"), tx.Finish(k.ID, "child", k.Attempt, noon)); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil {
			fmt.Println(i + 1)
		}
	}
	return err
}

// KillNine kills a program at work, again and again, with no chance to put
// anything in order: what it said it had written is there, and nothing is there
// by half. at is an empty store's place, which open opens.
func KillNine(t *testing.T, at string, open func(*testing.T) *store.Store) {
	for round := range 3 {
		said := killed(t, at, 25)
		s := open(t)
		change(t, s, func(tx *store.Tx) error { // once whatever the dead had begun is over
			calls, e1 := tx.LiveCalls()
			places, e2 := tx.Places()
			events, e3 := tx.EventsAfter(0, 1_000_000)
			finished, e4 := tx.Tasks("ring", store.Finished, 1_000_000)
			claimed, e5 := tx.Tasks("ring", store.Claimed, 1_000_000)
			planned, e6 := tx.Tasks("ring", store.Planned, 1_000_000)
			if n := len(places); len(calls) != n || len(events) != n || len(finished)+len(claimed)+len(planned) != n || n != said && n != said+1 {
				t.Errorf("%d were said; there are %d places, %d calls, %d events, tasks %d+%d+%d", said, n, len(calls), len(events), len(finished), len(claimed), len(planned))
			}
			done := map[civicline.CallID]bool{}
			for _, k := range finished {
				done[civicline.CallID(k.Key)] = true
			}
			for _, c := range calls {
				if done[c.ID] != (c.Note == "done") {
					t.Errorf("%s: its task is finished: %v; its effect is %q", c.ID, done[c.ID], c.Note)
				}
			}
			_, stolen, e7 := tx.Acquire("main", "another", noon, time.Hour)
			again, own, e8 := tx.Acquire("main", "child", noon, time.Hour)
			if stolen || !own || again != int64(2*round+2) {
				t.Errorf("the dead's domain goes to another: %v; to the same, started again: %v, epoch %d", stolen, own, again)
			}
			late, e9 := tx.Claim([]string{"ring"}, "another", noon.Add(time.Hour), 0, 1000)
			if len(late) != len(claimed)+len(planned) || len(claimed) < 2 || late[0].Attempt < 2 {
				t.Errorf("of the dead's %d claims and %d tasks %d may be taken over", len(claimed), len(planned), len(late))
			}
			for _, k := range late { // as it was for the next round
				e9 = errors.Join(e9, tx.Finish(k.ID, "another", k.Attempt, noon), add(tx, civicline.CallID(k.Key), "done"))
			}
			return errors.Join(e1, e2, e3, e4, e5, e6, e7, e8, e9)
		})
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// killed runs a child until it has said so many lines, kills it, and returns
// what it said last.
func killed(t *testing.T, at string, lines int) (said int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0]) //nolint:gosec // this test itself
	cmd.Env = append(os.Environ(), killMe+"="+at)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewScanner(out)
	for n := 0; n < lines && in.Scan(); n++ {
		if _, err := fmt.Sscan(in.Text(), &said); err != nil {
			t.Error(err)
		}
	}
	if err := cmd.Process.Kill(); err != nil { // SIGKILL
		t.Fatal(err)
	}
	for in.Scan() { // what it said before it died
		if _, err := fmt.Sscan(in.Text(), &said); err != nil {
			t.Error(err)
		}
	}
	_ = cmd.Wait() // it was killed
	return said
}
