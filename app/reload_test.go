package app

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/civicline/civicline/agency"
)

// TestReload changes a flow while a chat goes on: the chat finishes on the old
// words, a new one begins with the new, and a mistake changes nothing.
func TestReload(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, agency.Demo()); err != nil {
		t.Fatal(err)
	}
	o := quiet(t.TempDir())
	o.Agency = dir
	a, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer closeApp(t, a)
	change := func(old, new string) {
		t.Helper()
		path := filepath.Join(dir, "flows", "case-status.yaml")
		text, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(text), old) {
			t.Fatalf("%s has no %q (%v)", path, old, err)
		}
		if err := os.WriteFile(path, []byte(strings.ReplaceAll(string(text), old, new)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	begin := func() *page {
		p := &page{t: t, url: a.PageURL()}
		p.ask("POST", "/api/chat", map[string]string{"language": "en"}, http.StatusCreated)
		return p
	}
	before := begin()
	change("What is your receipt number?", "Which receipt, please?")
	if err := a.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	after := begin()
	if got := before.write("check my case status"); !strings.Contains(got, "What is your receipt number?") {
		t.Errorf("the older chat heard %q", got)
	}
	if got := after.write("check my case status"); !strings.Contains(got, "Which receipt, please?") {
		t.Errorf("the newer chat heard %q", got)
	}
	change("look up: case status", "look up: case statsu")
	err = a.Reload(t.Context())
	if err == nil || !strings.Contains(err.Error(), "case-status.yaml:") || !strings.Contains(err.Error(), "stays as it was") {
		t.Errorf("a mistake: %v", err)
	}
	if got := begin().write("check my case status"); !strings.Contains(got, "Which receipt, please?") {
		t.Errorf("after the mistake: %q", got)
	}
}

// TestWatcher sees changes once the files are at rest.
func TestWatcher(t *testing.T) {
	files := fstest.MapFS{"flows/a.yaml": {Data: []byte("one")}, "queues.yaml": {Data: []byte("q")}}
	w := &watcher{folder: files}
	w.used = w.stamp()
	look := func(move string, want bool) {
		t.Helper()
		if got := w.changed(); got != want {
			t.Errorf("%s: changed is %v", move, got)
		}
	}
	look("nothing", false)
	files["flows/a.yaml"] = &fstest.MapFile{Data: []byte("three")}
	look("written->at once", false)
	look("written->at rest", true)
	look("read again", false)
	files["flows/.a.yaml.swp"] = &fstest.MapFile{Data: []byte("x")}
	look("an editor's own file", false)
	look("an editor's own file->at rest", false)
	if old := w.needRestart(); len(old) != 0 {
		t.Errorf("a restart is needed for %q", old)
	}
	files["queues.yaml"] = &fstest.MapFile{Data: []byte("r")}
	if old := w.needRestart(); len(old) != 1 || old[0] != "queues.yaml" {
		t.Errorf("a restart is needed for %q", old)
	}
}
