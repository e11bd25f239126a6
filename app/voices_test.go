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
	"github.com/civicline/civicline/speech/scripted"
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

func TestTheVoiceIsGivenWords(t *testing.T) {
	voice := &scripted.Synthesizer{PerRune: -1}
	for _, tt := range []struct {
		l              civicline.Language
		written, words string
	}{
		{civicline.English, "Form I-485 costs $1,440. Your number is 9 9 9, 0 1 0 1.", "Form I four eighty-five costs one thousand four hundred forty dollars. Your number is nine nine nine, zero one zero one."},
		{civicline.Spanish, "Espere 21 minutos.", "Espere veintiún minutos."},
	} {
		u := civicline.Utterance{Language: tt.l, Text: tt.written, Slower: true}
		if _, err := (inWords{voice}).Speak(t.Context(), u); err != nil {
			t.Fatal(err)
		}
		if err := once(t.Context(), inWords{voice}, u); err != nil {
			t.Fatal(err)
		}
		said := voice.Said()
		want := civicline.Utterance{Language: tt.l, Text: tt.words, Slower: true}
		if heard, kept := said[len(said)-2], said[len(said)-1]; heard != want || kept != want {
			t.Errorf("the voice was given %q, the cache %q; want %q", heard.Text, kept.Text, tt.words)
		}
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
