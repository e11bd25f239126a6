package app

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/audio"
)

// A keeper deletes what the agency keeps no longer: once at the start, and then
// every day. Its log has counts alone.
type keeper struct {
	keep       agency.Keep
	recordings string // folder
	forget     func(ctx context.Context, ended time.Time) (calls int, err error)
	now        func() time.Time
	log        *slog.Logger
}

// run returns when ctx ends. It asks the clock every hour, so that a machine
// that slept is not a day late.
func (k keeper) run(ctx context.Context) {
	last := k.now()
	k.sweep(ctx)
	hourly := time.NewTicker(time.Hour)
	defer hourly.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-hourly.C:
			if now := k.now(); now.Sub(last) >= 24*time.Hour {
				last = now
				k.sweep(ctx)
			}
		}
	}
}

func (k keeper) sweep(ctx context.Context) {
	files, err := deleteOlder(k.recordings, k.now().Add(-k.keep.Recordings))
	if err != nil {
		k.log.Error("old recordings could not all be deleted", "err", err)
	}
	calls, err := k.forget(ctx, k.now().Add(-k.keep.Transcripts))
	if err != nil && ctx.Err() == nil {
		k.log.Error("old transcripts could not all be deleted", "err", err)
	}
	if files+calls > 0 {
		k.log.Info("what is kept no longer was deleted", "recordings", files, "transcripts", calls)
	}
}

// deleteOlder deletes the recordings of a folder that were written last at a
// time or before, and returns how many.
func deleteOlder(dir string, than time.Time) (n int, err error) {
	err = eachRecording(dir, func(path string, info fs.FileInfo) error {
		if info.ModTime().After(than) {
			return nil
		}
		if err := os.Remove(path); err != nil {
			return err
		}
		n++
		return nil
	})
	return n, err
}

// eachRecording calls do with every recording of a folder, and joins the errors.
func eachRecording(dir string, do func(path string, info fs.FileInfo) error) error {
	entries, err := os.ReadDir(dir)
	errs := []error{err}
	for _, e := range entries {
		if !e.Type().IsRegular() || filepath.Ext(e.Name()) != ".wav" {
			continue
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // somebody else has deleted it
		}
		if err == nil {
			err = do(filepath.Join(dir, e.Name()), info)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// repairRecordings gives the recordings of a former run that was killed their
// proper headers. No call may be live.
func repairRecordings(dir string, log *slog.Logger) {
	repaired, bad := 0, 0
	_ = eachRecording(dir, func(path string, info fs.FileInfo) error { // what fails is counted
		did, err := audio.RepairWAV(path)
		if did && err == nil {
			repaired++
			err = os.Chtimes(path, time.Time{}, info.ModTime()) // its age is the sound's
		}
		if err != nil {
			bad++
		}
		return nil
	})
	if repaired > 0 {
		log.Warn("a former run left recordings unfinished", "repaired", repaired)
	}
	if bad > 0 {
		log.Warn("files in the recordings folder are no recordings, or cannot be read", "files", bad)
	}
}

// takeUpRecordings repairs what a former run left, and links it to its calls.
func (a *App) takeUpRecordings(ctx context.Context) error {
	repairRecordings(a.recordings(), a.Log)
	pass, err := a.center.Ask(civicline.Bot, civicline.RunCalls)
	if err != nil {
		return err
	}
	calls, err := a.center.Unrecorded(ctx, pass)
	if err != nil {
		return err
	}
	for _, id := range calls {
		file := string(id) + ".wav"
		if strings.ContainsAny(file, `/\`) {
			continue
		}
		if info, err := os.Lstat(filepath.Join(a.recordings(), file)); err != nil || !info.Mode().IsRegular() {
			continue
		}
		if _, err := a.center.Do(ctx, civicline.Bot, civicline.Recorded{Call: id, File: file}); err != nil {
			return err
		}
	}
	return nil
}

// keepNoLonger starts to delete what is old.
func (a *App) keepNoLonger(context.Context) error {
	k := keeper{keep: a.agency.Keep, recordings: a.recordings(), forget: a.center.Forget, now: a.Now, log: a.Log}
	a.work.Go(func() error { k.run(a.workctx); return nil })
	return nil
}
