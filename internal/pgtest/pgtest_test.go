//go:build unix

package pgtest

import (
	"bufio"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// childOf is set in a process that TestTheServerGoesWithItsTest starts.
const childOf = "CIVICLINE_TEST_PGTEST_CHILD"

// TestTheServerGoesWithItsTest kills a test with no chance to tidy up: whoever
// is connected to its server is thrown out.
func TestTheServerGoesWithItsTest(t *testing.T) {
	if os.Getenv(childOf) != "" {
		fmt.Println("url", Open(t))
		select {} // until it is killed
	}
	Open(t) // skips where there is no server
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), childOf+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var at string
	for in := bufio.NewScanner(out); at == "" && in.Scan(); {
		at, _ = strings.CutPrefix(in.Text(), "url ")
	}
	db, err := sql.Open("pgx", at)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.PingContext(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	if _, err := db.ExecContext(t.Context(), `SELECT pg_sleep(60)`); err == nil {
		t.Error("the server outlived its test by a minute")
	}
}

func TestReuseIsEmpty(t *testing.T) {
	for range 2 {
		t.Run("", func(t *testing.T) {
			db, err := sql.Open("pgx", Reuse(t))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			var n int
			for _, do := range []string{`CREATE TABLE IF NOT EXISTS t (id BIGINT GENERATED ALWAYS AS IDENTITY, x TEXT)`, `INSERT INTO t (x) VALUES ('x')`} {
				if _, err := db.Exec(do); err != nil {
					t.Fatal(err)
				}
			}
			if err := db.QueryRow(`SELECT sum(id) FROM t`).Scan(&n); err != nil || n != 1 {
				t.Errorf("the only row is %d, %v; want 1", n, err)
			}
		})
	}
}
