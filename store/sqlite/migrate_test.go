package sqlite_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"github.com/civicline/civicline/store"
	"github.com/pressly/goose/v3"
)

// TestPromisesOfBefore takes over the callbacks of a file from before they had a
// line, two of them to one number, and places one.
func TestPromisesOfBefore(t *testing.T) {
	at := filepath.Join(t.TempDir(), "center.db")
	db, err := sql.Open("sqlite", "file:"+at+"?_pragma=foreign_keys(1)")
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, os.DirFS("migrations"), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), 6); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"c1", "c2"} {
		if _, err := db.ExecContext(t.Context(), `INSERT INTO call (id, reference, number, channel, language, state, since, arrived, reason, facts,
			queue_id, entered, agent_id, answered, ended, why, note, outcome, recording) VALUES (?,?,'+1','phone','es','ended',1,1,'','{}','',0,'',0,1,'','','','')`, id, "r-"+id); err != nil {
			t.Fatal(err)
		}
		if _, err := db.ExecContext(t.Context(), `INSERT INTO callback (reference, call_id, number, language, reason, due, entered, state)
			VALUES (?,?,'+1','es','my card',2,1,'promised')`, "b-"+id, id); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s := openAt(t, at)
	err = s.Change(t.Context(), func(tx *store.Tx) error {
		all, err := tx.OpenCallbacks()
		if err != nil {
			return err
		}
		if len(all) != 2 || all[0].Call != "c1" || all[0].Reason != "my card" || all[0].Queue != "" || all[1].Number != "+1" {
			t.Errorf("taken over: %+v", all)
		}
		all[0].Queue, all[0].State, all[0].Ring = "t1-es", "in line", "c2"
		return tx.PutCallback(all[0])
	})
	if err != nil {
		t.Error(err)
	}
}
