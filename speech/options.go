package speech

import (
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/civicline/civicline"
)

// A Corpus holds sentences that callers of this agency may say, for each
// language and question. Engines with closed language models are built from it,
// together with the general sentences they know; others may ignore it.
type Corpus map[civicline.Language]map[civicline.Question][]string

// Options say where to look and what to use. The zero value works wherever
// Debian's packages are installed, apart from Voices, which has no default.
type Options struct {
	ModelsDir string // looked into first; may be empty
	CacheDir  string // where built language models are kept, and pulled models looked for; default DefaultCacheDir
	Corpus    Corpus
	Voices    []Voice              // in order of preference
	Languages []civicline.Language // default civicline.Languages
	Worker    []string             // the command of a worker; default this program with "speech-worker"
	Workers   int                  // processes for each language, default 1
	Spare     int                  // ears of each language kept warm, default 2
	Wait      time.Duration        // how long Open waits for a worker to load, default 30 s
	Log       *slog.Logger
}

// DefaultCacheDir is civicline's folder in the user's cache.
func DefaultCacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	return filepath.Join(dir, "civicline")
}

func (o *Options) setDefaults() error {
	if o.CacheDir == "" {
		o.CacheDir = DefaultCacheDir()
	}
	if o.Languages == nil {
		o.Languages = civicline.Languages
	}
	if len(o.Worker) == 0 {
		self, err := os.Executable()
		if err != nil {
			return err
		}
		o.Worker = []string{self, "speech-worker"}
	}
	if o.Workers < 1 {
		o.Workers = 1
	}
	if o.Spare < 1 {
		o.Spare = 2
	}
	if o.Wait <= 0 {
		o.Wait = 30 * time.Second
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return nil
}

// folders are where models are looked for, in order, before Debian's own.
func (o *Options) folders() []string {
	var out []string
	if o.ModelsDir != "" {
		out = append(out, o.ModelsDir)
	}
	return append(out, filepath.Join(o.CacheDir, "models"))
}
