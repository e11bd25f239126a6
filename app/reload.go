package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"
)

// Reload reads the agency's files again. New calls begin with what they say
// now; calls under way finish on what they began with. If the files are wrong
// nothing changes, and the error says what to write.
//
// Queues, people, permissions and hours belong to the whole centre: they are
// taken at the next start, and the recognisers learn new words then too.
func (a *App) Reload(context.Context) error {
	ag, err := loadAgency(a.Agency)
	if err != nil {
		return fmt.Errorf("what callers hear stays as it was. %w", err)
	}
	now := a.scripts.current().agency
	ag.Tables.Hours, ag.Book.Zone = now.Tables.Hours, now.Book.Zone
	next, err := a.newScript(ag)
	if err != nil {
		return fmt.Errorf("what callers hear stays as it was. %w", err)
	}
	a.scripts.use(next)
	if a.prepared != nil {
		a.work.Go(func() error {
			prepare(a.workctx, a.voices.mouth, ag.Prompts(), a.Log)
			return nil
		})
	}
	return nil
}

// lookEvery is how often the agency's folder is looked at.
const lookEvery = 2 * time.Second

// watchFiles reads the agency's files again whenever one has changed and they
// have been at rest since the last look. The demonstration's never do.
func (a *App) watchFiles(context.Context) error {
	if a.Agency == "" {
		return nil
	}
	w := watcher{folder: os.DirFS(a.Agency)}
	w.used = w.stamp()
	a.work.Go(func() error {
		look := time.NewTicker(lookEvery)
		defer look.Stop()
		for {
			select {
			case <-a.workctx.Done():
				return nil
			case <-look.C:
				if w.changed() {
					a.reload(&w)
				}
			}
		}
	})
	return nil
}

func (a *App) reload(w *watcher) {
	if err := a.Reload(a.workctx); err != nil {
		a.Log.Error("the agency's files have changed and are not used", "err", err)
		a.Tell("The agency's files have changed and are not used: " + err.Error())
		return
	}
	a.Log.Info("the agency's files have changed: new calls use them", "version", a.scripts.current().agency.Book.Version())
	a.Tell("The agency's files have changed: new calls use them.")
	if old := w.needRestart(); len(old) > 0 {
		a.Tell(strings.Join(old, ", ") + " belong to the whole centre: they are used after the next start.")
	}
}

// A watcher notices that files have changed, by their names, sizes and times.
type watcher struct {
	folder fs.FS
	used   string // the stamp of what was last read
	seen   string // of the last look
	fixed  map[string]string
}

// wholeCentre are the files that only a start takes up.
var wholeCentre = []string{"queues.yaml", "people.yaml", "permissions.yaml", "hours.yaml"}

// changed reports whether the files are other than those last read, and were
// not still being written.
func (w *watcher) changed() bool {
	now := w.stamp()
	rest := now == w.seen
	w.seen = now
	if now == w.used || !rest {
		return false
	}
	w.used = now
	return true
}

// needRestart returns the files of the whole centre that are not as they were
// when this was first asked, or when the watch began.
func (w *watcher) needRestart() []string {
	var out []string
	for _, name := range wholeCentre {
		if w.fixed[name] != w.sum(name) {
			out = append(out, name)
		}
	}
	return out
}

// stamp is the same as long as no file is changed, added or taken away.
func (w *watcher) stamp() string {
	if w.fixed == nil {
		w.fixed = map[string]string{}
		for _, name := range wholeCentre {
			w.fixed[name] = w.sum(name)
		}
	}
	var out strings.Builder
	err := fs.WalkDir(w.folder, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") || strings.HasSuffix(d.Name(), "~") {
			return nil //nolint:nilerr // gone since the folder was listed: the next look sees it
		}
		if info, err := d.Info(); err == nil && !slices.Contains([]string{".tmp", ".swp"}, p[max(0, len(p)-4):]) {
			fmt.Fprintf(&out, "%s %d %d\n", p, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintln(&out, err)
	}
	return out.String()
}

func (w *watcher) sum(name string) string {
	f, err := w.folder.Open(name)
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }() // only read
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}
