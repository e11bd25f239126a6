package sqlite

import (
	"path/filepath"
	"testing"
)

// TestPragmas asks the connections themselves: synchronous 2 is FULL.
func TestPragmas(t *testing.T) {
	e, err := connect(t.Context(), filepath.Join(t.TempDir(), "a b?c#d%.db"), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	for pragma, want := range map[string]int{"synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000} {
		var w, r int
		if err := e.Write.QueryRow("PRAGMA " + pragma).Scan(&w); err != nil || w != want {
			t.Errorf("%s is %d, %v; want %d", pragma, w, err, want)
		}
		if err := e.Read.QueryRow("PRAGMA " + pragma).Scan(&r); err != nil || r != want {
			t.Errorf("%s of readers is %d, %v; want %d", pragma, r, err, want)
		}
	}
	if _, err := e.Read.Exec("DELETE FROM call"); err == nil {
		t.Error("a reader writes")
	}
	if n := e.Write.Stats().MaxOpenConnections; n != 1 {
		t.Errorf("%d connections write", n)
	}
}
