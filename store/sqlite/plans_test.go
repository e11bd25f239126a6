package sqlite

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline/store"
)

// TestGrowingTablesAreNotRead: what the checker, the board and the nightly sweep
// ask again and again is found by an index, however many calls there have been.
func TestGrowingTablesAreNotRead(t *testing.T) {
	e, err := connect(t.Context(), filepath.Join(t.TempDir(), "center.db"), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	var asked string
	e.Rewrite = func(query string) string { asked = query; return query }
	s := store.New(e)
	now := time.Now()
	for index, ask := range map[string]func(*store.View) error{
		"call_live":           func(v *store.View) error { _, err := v.LiveCalls(); return err },
		"call_wordy":          func(v *store.View) error { _, err := v.Wordy(now, 20); return err },
		"call_event_repaired": func(v *store.View) error { _, err := v.Repairs(now, 100); return err },
		"estimate_queue":      func(v *store.View) error { _, err := v.Estimates("t1-en", 10); return err },
		"task_due":            func(v *store.View) error { _, err := v.NextDue("text"); return err },
		"callback_due":        func(v *store.View) error { _, err := v.CallbackLines(now); return err },
		"place_due":           func(v *store.View) error { _, _, err := v.Due(now); return err },
	} {
		if err := s.Look(t.Context(), ask); err != nil {
			t.Fatal(index, err)
		}
		if plan := explained(t.Context(), t, e, asked); !strings.Contains(plan, index) {
			t.Errorf("the index %s is of no use to %s\n%s", index, asked, plan)
		}
	}
}

func explained(ctx context.Context, t *testing.T, e store.Engine, query string) (plan string) {
	t.Helper()
	args := make([]any, strings.Count(query, "?"))
	rows, err := e.Read.QueryContext(ctx, "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		plan += step + "\n"
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan
}
