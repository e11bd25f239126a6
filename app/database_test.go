package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/internal/pgtest"
)

// TestOnPostgreSQL starts a centre on a database, stops it in the middle of a
// call, and starts it again.
func TestOnPostgreSQL(t *testing.T) {
	o := quiet(t.TempDir())
	o.Database = pgtest.Open(t)
	a, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, cmd := range []civicline.Command{civicline.Arrive{Call: "c1", Channel: civicline.Phone}, civicline.PickUp{Call: "c1"}} {
		if _, err := a.center.Do(t.Context(), civicline.Bot, cmd); err != nil {
			t.Error(err)
		}
	}
	closeApp(t, a)
	a, err = Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer closeApp(t, a)
	pass, err := a.center.Ask(civicline.Bot, civicline.RunCalls)
	if err != nil {
		t.Fatal(err)
	}
	call, err := a.center.Call(t.Context(), pass, "c1")
	if err != nil || call.State != civicline.Ended || call.Why != "the center restarted" {
		t.Errorf("the call is %+v, %v; want it ended by the restart", call, err)
	}
	if _, err := os.Stat(filepath.Join(o.Data, "civicline.db")); err == nil {
		t.Error("there is a file too")
	}
}

func TestNoSuchDatabase(t *testing.T) {
	o := quiet(t.TempDir())
	o.Database = "postgres://civicline:s3cret@/civicline?host=" + t.TempDir()
	_, err := Open(t.Context(), o)
	if err == nil || !strings.Contains(err.Error(), "does not answer") || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("%v; want it to say that the server does not answer", err)
	}
}
