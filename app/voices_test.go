package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
)

// A mouth that speaks until it is closed; then it fails.
type mouth struct {
	speaking chan struct{} // a token for each call to Speak
	closed   atomic.Bool
	late     atomic.Int64
}

func (m *mouth) Speak(ctx context.Context, _ civicline.Utterance) (civicline.Source, error) {
	if m.closed.Load() {
		m.late.Add(1)
		return nil, errors.New("closed")
	}
	m.speaking <- struct{}{}
	<-ctx.Done()
	return nil, ctx.Err()
}

// TestPromptsStopBeforeTheEngines is a start that fails while the prompts are
// being spoken.
func TestPromptsStopBeforeTheEngines(t *testing.T) {
	ag, err := agency.Load(agency.Demo())
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		a := &App{Options: Options{Log: slog.New(slog.NewTextHandler(&log, nil))}, agency: ag}
		if err := a.startWork(t.Context()); err != nil {
			t.Fatal(err)
		}
		m := &mouth{speaking: make(chan struct{}, 1)}
		a.stops.on("the engines", func(context.Context) error { m.closed.Store(true); return nil })
		a.startPreparing(m)
		<-m.speaking
		closeApp(t, a)
		if log.Len() > 0 || m.late.Load() > 0 {
			t.Errorf("%d prompts went to closed engines; the log has\n%s", m.late.Load(), log.String())
		}
	})
}

type mute struct{}

func (mute) Speak(context.Context, civicline.Utterance) (civicline.Source, error) {
	return nil, errors.New("no voice")
}

func TestPromptsThatFailAreSaidOnce(t *testing.T) {
	var log bytes.Buffer
	prepare(t.Context(), mute{}, map[civicline.Language][]string{civicline.Spanish: {"uno", " ", "dos"}}, slog.New(slog.NewTextHandler(&log, nil)))
	if got := log.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, "prompts=2") || strings.Contains(got, "dos") {
		t.Errorf("the log has\n%s", got)
	}
}

func TestAFolderOfModelsThatIsNotThere(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"": "[]", dir: "[]", file: "no such folder", filepath.Join(dir, "gone"): "no such folder",
	} {
		a := &App{Options: Options{Models: path}}
		a.noModels()
		if got := fmt.Sprint(a.Speech()); !strings.Contains(got, want) || want != "[]" && !strings.Contains(got, path) {
			t.Errorf("%q: %s; want %q", path, got, want)
		}
	}
}
