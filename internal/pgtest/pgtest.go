//go:build unix

package pgtest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver
)

// Open gives a new, empty database, which is dropped at the end of the test, and
// returns its URL. Without a PostgreSQL server on this machine the test is
// skipped; it fails if CIVICLINE_REQUIRE_TOOLS is 1. What the database has
// committed is lost if the machine fails, so it is quick.
func Open(t testing.TB) (at string) { return open(t, &quick) }

// OpenDurable gives a database that writes each commit through to the disk: for
// measuring.
func OpenDurable(t testing.TB) (at string) { return open(t, &durable) }

// The servers of this test binary, each started when it is first needed.
var quick, durable = shared{durable: false}, shared{durable: true}

type shared struct {
	durable bool
	once    sync.Once
	server  *server // its keeper ends it when this process is gone
	err     error
	made    atomic.Int64 // databases

	mu   sync.Mutex
	free []string // databases for Reuse
}

func open(t testing.TB, s *shared) string {
	t.Helper()
	at := create(t, s)
	t.Cleanup(func() {
		name, _, _ := strings.Cut(strings.TrimPrefix(at, "postgres:///"), "?")
		if err := s.server.exec(`DROP DATABASE ` + name + ` WITH (FORCE)`); err != nil {
			t.Error(err)
		}
	})
	return at
}

// create makes a database that lasts as long as the server.
func create(t testing.TB, s *shared) (at string) {
	t.Helper()
	s.once.Do(func() { s.server, s.err = start(s.durable) })
	switch {
	case s.err == nil:
	case os.Getenv("CIVICLINE_REQUIRE_TOOLS") == "1":
		t.Fatal(s.err)
	default:
		t.Skip(s.err)
	}
	name := fmt.Sprintf("test%d", s.made.Add(1))
	statement := fmt.Sprintf(`CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8'`, name)
	// One that sorts as people do finds a query that counts on bytes.
	err := s.server.exec(statement + ` LOCALE_PROVIDER icu ICU_LOCALE 'en-US'`)
	if err != nil {
		err = s.server.exec(statement) // before version 15, or built without
	}
	if err != nil {
		t.Fatal(err)
	}
	return s.server.url(name)
}

// Reuse is Open for tests that do not mind tables: the database may have those
// of former tests, with nothing in them. That takes a tenth of the time.
func Reuse(t testing.TB) (at string) {
	t.Helper()
	quick.mu.Lock()
	defer quick.mu.Unlock()
	if n := len(quick.free); n > 0 {
		at, quick.free = quick.free[n-1], quick.free[:n-1]
		if err := Empty(at); err != nil {
			t.Fatal(err)
		}
	} else {
		at = create(t, &quick)
	}
	t.Cleanup(func() {
		quick.mu.Lock()
		defer quick.mu.Unlock()
		quick.free = append(quick.free, at)
	})
	return at
}

// Empty takes every row out of a database's tables, those of goose apart.
func Empty(at string) error {
	return run(at, `DO $$ DECLARE names text; BEGIN
		SELECT string_agg(quote_ident(tablename), ', ') INTO names FROM pg_tables WHERE schemaname = current_schema() AND tablename NOT LIKE 'goose%';
		IF names IS NOT NULL THEN EXECUTE 'TRUNCATE ' || names || ' RESTART IDENTITY'; END IF;
	END $$`)
}

func (s *server) url(database string) string {
	at := url.URL{Scheme: "postgres", Path: "/" + database, RawQuery: url.Values{"host": {s.dir}, "user": {superuser}}.Encode()}
	return at.String()
}

// exec runs one statement outside any test's database.
func (s *server) exec(statement string) error { return run(s.url("postgres"), statement) }

func run(at, statement string) error {
	db, err := sql.Open("pgx", at)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(context.Background(), statement) // a test's own context is over when it tidies up
	return errors.Join(err, db.Close())
}
