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
	"testing"
	"testing/synctest"
	"time"

	"github.com/civicline/civicline/agency"
)

func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

func TestWhatIsOldIsDeleted(t *testing.T) {
	dir, elsewhere := t.TempDir(), filepath.Join(t.TempDir(), "secret.wav")
	synctest.Test(t, func(t *testing.T) {
		const day = 24 * time.Hour
		start := time.Now()
		write := func(path string, age time.Duration) {
			if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Chtimes(path, start.Add(-age), start.Add(-age))); err != nil {
				t.Fatal(err)
			}
		}
		for name, age := range map[string]time.Duration{"a.wav": 91 * day, "b.wav": 90 * day, "c.wav": 89*day + time.Hour, "d.wav": 0, "notes.txt": 999 * day} {
			write(filepath.Join(dir, name), age)
		}
		write(elsewhere, 999*day)
		if err := errors.Join(os.Symlink(elsewhere, filepath.Join(dir, "link.wav")), os.MkdirAll(filepath.Join(dir, "folder.wav"), 0o700)); err != nil {
			t.Fatal(err)
		}

		var log bytes.Buffer
		var forgot []string
		k := keeper{
			keep: agency.Keep{Recordings: 90 * day, Transcripts: 365 * day}, recordings: dir, now: time.Now,
			log: slog.New(slog.NewTextHandler(&log, nil)),
			forget: func(_ context.Context, ended time.Time) (int, error) {
				forgot = append(forgot, fmt.Sprint(start.Sub(ended).Hours()/24))
				return 2, nil
			},
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); k.run(ctx) }()
		expect := func(files string, sweeps ...string) {
			t.Helper()
			synctest.Wait()
			if got := names(t, dir); got != files {
				t.Errorf("there are %q; want %q", got, files)
			}
			if strings.Join(forgot, " ") != strings.Join(sweeps, " ") {
				t.Errorf("words were forgotten that are %v days old; want %v", forgot, sweeps)
			}
		}
		expect("c.wav d.wav folder.wav link.wav notes.txt", "365")
		if got := log.String(); !strings.Contains(got, "recordings=2 transcripts=2") || strings.Contains(got, "a.wav") {
			t.Errorf("the log has\n%s", got)
		}
		<-time.After(day - time.Second)
		expect("c.wav d.wav folder.wav link.wav notes.txt", "365")
		<-time.After(2 * time.Second)
		expect("d.wav folder.wav link.wav notes.txt", "365", "364")
		cancel()
		<-done
	})
	if _, err := os.Stat(elsewhere); err != nil {
		t.Errorf("a file elsewhere: %v", err)
	}
}

// TestRepairing: the age of a recording stays that of its sound, and what is no
// recording is left alone.
func TestRepairing(t *testing.T) {
	dir := t.TempDir()
	path, other := filepath.Join(dir, "c1.wav"), filepath.Join(dir, "other.wav")
	unfinished(t, path)
	then := time.Now().Add(-time.Hour).Truncate(time.Second)
	if err := errors.Join(os.Chtimes(path, then, then), os.WriteFile(other, []byte("no sound"), 0o600)); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	repairRecordings(dir, slog.New(slog.NewTextHandler(&log, nil)))
	if info, err := os.Stat(path); err != nil || !info.ModTime().Equal(then) {
		t.Errorf("it was written %v, %v; want %v", info.ModTime(), err, then)
	}
	if b, err := os.ReadFile(other); err != nil || string(b) != "no sound" {
		t.Errorf("another file is %q, %v", b, err)
	}
	if got := log.String(); !strings.Contains(got, "repaired=1") || !strings.Contains(got, "files=1") {
		t.Errorf("the log has\n%s", got)
	}
}
