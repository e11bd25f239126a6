package postgres_test

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/internal/pgtest"
	"github.com/civicline/civicline/store"
	"github.com/civicline/civicline/store/postgres"
	"github.com/civicline/civicline/store/storetest"
)

func TestMain(m *testing.M) {
	storetest.Main(m, func(ctx context.Context, at string) (*store.Store, error) {
		return postgres.Open(ctx, postgres.Options{URL: at})
	})
}

func open(t testing.TB, at string) *store.Store {
	t.Helper()
	s, err := postgres.Open(t.Context(), postgres.Options{URL: at})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// beside is a connection that knows nothing of stores.
func beside(t *testing.T, at string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", at)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	return db
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) *store.Store { return open(t, pgtest.Reuse(t)) })
}

func TestShared(t *testing.T) {
	storetest.Shared(t, func(t *testing.T) (a, b *store.Store) {
		at := pgtest.Reuse(t)
		return open(t, at), open(t, at)
	})
}

func TestKillNine(t *testing.T) {
	at := pgtest.Open(t)
	storetest.KillNine(t, at, func(t *testing.T) *store.Store { return open(t, at) })
}

func BenchmarkStore(b *testing.B) {
	storetest.Bench(b, func(t testing.TB) *store.Store { return open(t, pgtest.OpenDurable(t)) })
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	at, err := url.Parse(pgtest.Open(t))
	if err != nil {
		t.Fatal(err)
	}
	with := func(change func(u *url.URL, q url.Values)) string {
		u, q := *at, at.Query()
		change(&u, q)
		u.RawQuery = q.Encode()
		return u.String()
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close() // nobody listens there now
	for at, want := range map[string]string{
		"":                            "no database is named; write postgres://",
		"mysql://u:s3cret@host/db":    "cannot be read; write postgres://",
		"postgres://u:s3/cret@host/d": "with %40 for @",
		"postgres://u:s3cret@host:port/db?connect_timeout=never":              "cannot be read; write postgres://",
		"postgres://u:s3cret@" + l.Addr().String() + "/db":                    "the database server at " + l.Addr().String() + " does not answer: ",
		with(func(_ *url.URL, q url.Values) { q.Set("host", "/no/such") }):    "the database server at /no/such does not answer: ",
		with(func(u *url.URL, _ url.Values) { u.Path = "/none" }):             `has no database "none". Make it: createdb -E UTF8 none`,
		with(func(u *url.URL, q url.Values) { q.Set("user", "eve s3cret?") }): "Check the user and the password",
	} {
		_, err := postgres.Open(t.Context(), postgres.Options{URL: at})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "open the records: ") {
			t.Errorf("%q: %v; want %q", at, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "s3") && !strings.Contains(err.Error(), "eve") || strings.Contains(err.Error(), "\n") {
			t.Errorf("it says too much: %v", err)
		}
	}
}

// TestMayNotMakeTables opens a database that is somebody else's.
func TestMayNotMakeTables(t *testing.T) {
	at := pgtest.Open(t)
	db := beside(t, at)
	for _, do := range []string{`CREATE ROLE stranger LOGIN`, `REVOKE CREATE ON SCHEMA public FROM PUBLIC`} {
		if _, err := db.Exec(do); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { beside(t, at).Exec(`DROP ROLE stranger`) })
	_, err := postgres.Open(t.Context(), postgres.Options{URL: strings.Replace(at, "user=postgres", "user=stranger", 1)})
	if err == nil || !strings.Contains(err.Error(), `the user "stranger" may not make tables`) || !strings.Contains(err.Error(), "OWNER TO stranger") {
		t.Error(err)
	}
}

// TestWordsSortByBytes: an order must not depend on how a database was made.
func TestWordsSortByBytes(t *testing.T) {
	at := pgtest.Open(t)
	open(t, at)
	rows, err := beside(t, at).Query(`SELECT table_name || '.' || column_name FROM information_schema.columns
		WHERE table_schema = 'public' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var column string
		if err := rows.Scan(&column); err != nil {
			t.Fatal(err)
		}
		t.Errorf(`%s sorts as the database is set to: write TEXT COLLATE "C"`, column)
	}
	if err := rows.Err(); err != nil {
		t.Error(err)
	}
}

// TestMigrationsAreTwins compares the two engines' folders; that the queries run
// on both is for the suite to find.
func TestMigrationsAreTwins(t *testing.T) {
	names := func(dir string) (names []string) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return names
	}
	ours, theirs := names("migrations"), names(filepath.Join("..", "sqlite", "migrations"))
	if !slices.Equal(ours, theirs) || len(ours) == 0 {
		t.Errorf("the migrations are\n%v, and of SQLite\n%v", ours, theirs)
	}
}

// TestOnlyWordsAreForgotten: words may be taken out of what happened; nothing
// may be put in, and no figure changed.
func TestOnlyWordsAreForgotten(t *testing.T) {
	at := pgtest.Open(t)
	s := open(t, at)
	if err := s.Change(t.Context(), func(tx *store.Tx) error {
		return tx.Append(&civicline.Event{Kind: civicline.TurnTaken, At: time.Now(), Data: civicline.Detail{Waited: time.Second,
			Facts: civicline.Facts{"zip": "20001"}, Turn: &civicline.Turn{Who: civicline.ByCaller, Text: "hello <there>", Keys: "12", Confidence: 0.1}}})
	}); err != nil {
		t.Fatal(err)
	}
	db := beside(t, at)
	for _, set := range slices.Sorted(maps.Keys(edits)) {
		tx, err := db.Begin()
		if err != nil {
			t.Fatal(err)
		}
		_, err = tx.Exec("UPDATE call_event SET " + set)
		if (err == nil) != edits[set] || err != nil && !strings.Contains(err.Error(), "an event is never changed") && !strings.Contains(set, "null") {
			t.Errorf("%s: %v; allowed should be %v", set, err, edits[set])
		}
		if err := tx.Rollback(); err != nil {
			t.Fatal(err)
		}
	}
}

// edits are changes of an event, and whether they are allowed.
var edits = map[string]bool{
	`at = 1`:                   false,
	`kind = 'agent not ready'`: false,
	`call_id = 'x'`:            false,
	`detail = '{}'`:            false,
	`detail = 'null'`:          false,
	`detail = jsonb_set(detail::jsonb, '{turn,text}', '"goodbye"')`:                                       false,
	`detail = jsonb_set(detail::jsonb, '{reason}', '"because"')`:                                          false,
	`detail = jsonb_set(detail::jsonb, '{note}', '"a lie"')`:                                              false,
	`detail = jsonb_set(detail::jsonb, '{waited}', '1')`:                                                  false,
	`detail = detail::jsonb #- '{turn,began}'`:                                                            false,
	`detail = jsonb_set(detail::jsonb - 'facts', '{turn,who}', '"bot"')`:                                  false,
	`detail = jsonb_set(detail::jsonb - 'facts' #- '{turn,keys}', '{turn,text}', '""')`:                   true,
	`detail = jsonb_set(detail::jsonb - 'facts' #- '{turn,keys}', '{turn,text}', '""'), seq = seq + 1`:    false,
	`detail = jsonb_set(detail::jsonb - 'facts' #- '{turn,keys}', '{turn,text}', '""'), who_id = 'maria'`: false,
}

// TestAlone: two centres that do not know of each other would end each other's
// calls.
func TestAlone(t *testing.T) {
	t.Parallel() // it waits, in case the other is just being stopped
	at := pgtest.Open(t)
	s, err := postgres.Open(t.Context(), postgres.Options{URL: at, Alone: true})
	if err != nil {
		t.Fatal(err)
	}
	var others sync.WaitGroup
	for _, alone := range []bool{true, false} {
		others.Go(func() {
			if _, err := postgres.Open(t.Context(), postgres.Options{URL: at, Alone: alone}); err == nil || !strings.Contains(err.Error(), "another program has the records") {
				t.Errorf("another, alone %v: %v", alone, err)
			}
		})
	}
	others.Wait()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, at)
	open(t, at)
}

// put writes a call and an event, and counts how often it was tried.
func put(s *store.Store, t *testing.T, id civicline.CallID, tried *int, meanwhile func()) error {
	return s.Change(t.Context(), func(tx *store.Tx) error {
		*tried++
		if err := tx.PutCall(civicline.Call{ID: id, Reference: civicline.Reference(id)}); err != nil {
			return err
		}
		if *tried == 1 {
			meanwhile()
		}
		return tx.Append(&civicline.Event{Call: id})
	})
}

func written(t *testing.T, s *store.Store, id civicline.CallID) (n int) {
	t.Helper()
	if err := s.Look(t.Context(), func(v *store.View) error {
		events, err := v.Events(id)
		n = len(events)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestFrozen stops in the middle of a change, as a machine does that hangs:
// others go on, and what it had begun is undone.
func TestFrozen(t *testing.T) {
	t.Parallel()
	at := pgtest.Open(t)
	a, b := open(t, at), open(t, at)
	tried, other := 0, 0
	if err := put(a, t, "slow", &tried, func() {
		if err := put(b, t, "quick", &other, func() {}); err != nil { // waits until the server throws a out
			t.Error(err)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if tried != 2 || other != 1 || written(t, a, "slow") != 1 || written(t, a, "quick") != 1 {
		t.Errorf("tried %d and %d times; written %d and %d", tried, other, written(t, a, "slow"), written(t, a, "quick"))
	}
}

// TestConnectionsAreLost ends every connection in the middle of a change and
// between two: nobody notices.
func TestConnectionsAreLost(t *testing.T) {
	at := pgtest.Open(t)
	s, db := open(t, at), beside(t, at)
	lose := func() {
		if _, err := db.Exec(`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`); err != nil {
			t.Error(err)
		}
	}
	tried := 0
	if err := put(s, t, "c1", &tried, lose); err != nil || tried != 2 {
		t.Errorf("lost in the middle: %v after %d tries", err, tried)
	}
	lose()
	tried = 0
	if err := put(s, t, "c2", &tried, func() {}); err != nil || tried != 1 {
		t.Errorf("lost before a change: %v after %d tries", err, tried)
	}
	lose()
	if n := written(t, s, "c1") + written(t, s, "c2"); n != 2 {
		t.Errorf("lost before a look: %d of 2 are there", n)
	}
}

// TestBackupsDoNotDisturb changes something while another program reads all.
func TestBackupsDoNotDisturb(t *testing.T) {
	at := pgtest.Open(t)
	s, db := open(t, at), beside(t, at)
	tx, err := db.BeginTx(t.Context(), &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}) // as pg_dump does
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := tx.QueryRow(`SELECT count(*) FROM call_event`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	tried := 0
	if err := errors.Join(put(s, t, "c1", &tried, func() {}), tx.Rollback()); err != nil || tried != 1 {
		t.Errorf("%v after %d tries", err, tried)
	}
}
