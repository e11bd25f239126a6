package sqlite_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/store"
	"github.com/civicline/civicline/store/sqlite"
	"github.com/civicline/civicline/store/storetest"
)

func TestMain(m *testing.M) {
	storetest.Main(m, func(ctx context.Context, at string) (*store.Store, error) {
		return sqlite.Open(ctx, sqlite.Options{Path: at})
	})
}

func openAt(t testing.TB, at string) *store.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), sqlite.Options{Path: at})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) *store.Store { return openAt(t, filepath.Join(t.TempDir(), "center.db")) })
}

func TestShared(t *testing.T) {
	storetest.Shared(t, func(t *testing.T) (a, b *store.Store) {
		a = openAt(t, filepath.Join(t.TempDir(), "center.db"))
		return a, a
	})
}

func TestKillNine(t *testing.T) {
	at := filepath.Join(t.TempDir(), "center.db")
	storetest.KillNine(t, at, func(t *testing.T) *store.Store { return openAt(t, at) })
}

func BenchmarkStore(b *testing.B) {
	storetest.Bench(b, func(t testing.TB) *store.Store { return openAt(t, filepath.Join(t.TempDir(), "center.db")) })
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	garbage := filepath.Join(dir, "garbage.db")
	if err := os.WriteFile(garbage, []byte(strings.Repeat("this is no database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"":                               "no file is named",
		garbage:                          "garbage.db: ",
		filepath.Join(dir, "no", "such"): "choose a folder that this program may write to",
		dir:                              "choose a folder",
	} {
		if _, err := sqlite.Open(t.Context(), sqlite.Options{Path: path}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v; want %q", path, err, want)
		}
	}
}

func open(t *testing.T, path string) (*store.Store, *sql.DB) {
	t.Helper()
	s := openAt(t, path)
	other, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	other.SetMaxOpenConns(1)
	t.Cleanup(func() { other.Close() })
	return s, other
}

// TestWrittenThrough checks what makes a commit survive a power failure, and
// that what happened cannot be told otherwise later.
func TestWrittenThrough(t *testing.T) {
	s, other := open(t, filepath.Join(t.TempDir(), "center.db"))
	var mode string
	if err := other.QueryRow("PRAGMA journal_mode").Scan(&mode); err != nil || mode != "wal" {
		t.Errorf("the journal is %q, %v; want wal", mode, err)
	}
	if err := s.Change(t.Context(), func(tx *store.Tx) error {
		return tx.Append(&civicline.Event{Kind: civicline.AgentReady, Agent: "ana", At: time.Now()})
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Exec("UPDATE call_event SET kind = 'agent not ready'"); err == nil || !strings.Contains(err.Error(), "an event is never changed") {
		t.Errorf("an event was changed: %v", err)
	}
}

// TestOnlyWordsAreForgotten: words may be taken out of what happened; nothing
// may be put in, and no figure changed.
func TestOnlyWordsAreForgotten(t *testing.T) {
	s, other := open(t, filepath.Join(t.TempDir(), "center.db"))
	if err := s.Change(t.Context(), func(tx *store.Tx) error {
		return tx.Append(&civicline.Event{Kind: civicline.TurnTaken, At: time.Now(), Data: civicline.Detail{Waited: time.Second,
			Facts: civicline.Facts{"zip": "20001"}, Turn: &civicline.Turn{Who: civicline.ByCaller, Text: "hello <there>", Keys: "12", Confidence: 0.1}}})
	}); err != nil {
		t.Fatal(err)
	}
	for change, allowed := range map[string]bool{
		"at = 1": false,
		"detail = json_set(detail, '$.turn.text', 'goodbye')":                    false,
		"detail = json_set(detail, '$.reason', 'because')":                       false,
		"detail = json_set(detail, '$.note', 'a lie')":                           false,
		"detail = json_set(detail, '$.waited', 1)":                               false,
		"detail = json_remove(detail, '$.turn.began')":                           false,
		"detail = json_set(json_remove(detail, '$.facts'), '$.turn.who', 'bot')": false,
		"detail = '{}'":   false,
		"detail = 'null'": false,
		"detail = json_set(json_remove(detail, '$.facts', '$.turn.keys'), '$.turn.text', '')": true,
	} {
		tx, err := other.Begin()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec("UPDATE call_event SET " + change); (err == nil) != allowed {
			t.Errorf("%s: %v; allowed should be %v", change, err, allowed)
		}
		if err := tx.Rollback(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestBusy lets another program, a backup say, hold the file while a change
// comes: the change waits, and is done.
func TestBusy(t *testing.T) {
	s, other := open(t, filepath.Join(t.TempDir(), "center.db"))
	if _, err := other.Exec("BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	began, done := make(chan bool), make(chan error)
	go func() {
		close(began)
		done <- s.Change(t.Context(), func(tx *store.Tx) error { return tx.Append(&civicline.Event{}) })
	}()
	<-began
	select {
	case err := <-done:
		t.Fatalf("it did not wait: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	if _, err := other.Exec("ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// TestReadersDoNotWait reads while a change is under way.
func TestReadersDoNotWait(t *testing.T) {
	s, _ := open(t, filepath.Join(t.TempDir(), "center.db"))
	err := s.Change(t.Context(), func(tx *store.Tx) error {
		if err := tx.Append(&civicline.Event{}); err != nil {
			return err
		}
		return s.Look(t.Context(), func(v *store.View) error {
			events, err := v.EventsAfter(0, 1)
			if len(events) != 0 {
				t.Error("a reader sees what is not committed")
			}
			return err
		})
	})
	if err != nil {
		t.Error(err)
	}
}
