package speech

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/speech/wire"
)

// A supervisor keeps one worker process for one language running: it starts it,
// asks every second whether it lives, and starts it again when it died, soon at
// first and later less often.
type supervisor struct {
	language civicline.Language
	options  *Options
	log      *slog.Logger
	settle   chan struct{} // closed when the first start came out one way or the other

	mu     sync.Mutex
	proc   *process // nil while there is none that is ready
	gone   bool     // there is no engine, or the house is closing: it will not start again
	found  Finding
	skip   []string // models that killed a worker while they were loaded
	ears   map[uint32]*ear
	lastID uint32
}

const (
	pingEvery  = time.Second
	pongWithin = 3 * time.Second
	firstPause = 50 * time.Millisecond // before a restart
	lastPause  = 10 * time.Second
	healthy    = 30 * time.Second // a worker that lived so long starts again at once
)

func newSupervisor(l civicline.Language, o *Options) *supervisor {
	return &supervisor{
		language: l, options: o, log: o.Log.With("worker", string(l)), settle: make(chan struct{}), ears: map[uint32]*ear{},
		found: Finding{Language: l, Missing: "the speech worker did not start"},
	}
}

// run is the life of the supervisor.
func (s *supervisor) run(life context.Context) {
	defer s.leave()
	pause := firstPause
	for life.Err() == nil {
		began := time.Now()
		if s.once(life) {
			return
		}
		if time.Since(began) > healthy {
			pause = firstPause
		}
		select {
		case <-life.Done():
		case <-time.After(pause):
		}
		pause = min(2*pause, lastPause)
	}
}

// leave closes what is left when the supervisor ends.
func (s *supervisor) leave() {
	s.mu.Lock()
	s.gone = true
	ears := make([]*ear, 0, len(s.ears))
	for _, e := range s.ears {
		ears = append(ears, e)
	}
	s.mu.Unlock()
	for _, e := range ears {
		_ = e.Close()
	}
	s.settleNow()
}

func (s *supervisor) settleNow() {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.settle:
	default:
		close(s.settle)
	}
}

// once runs one process from start to end, and reports whether there is no use
// in another.
func (s *supervisor) once(life context.Context) (done bool) {
	p, err := startProcess(s.options.Worker)
	if err != nil {
		s.mu.Lock()
		s.found = Finding{Language: s.language, Missing: "the speech worker cannot be started: " + err.Error()}
		s.mu.Unlock()
		s.settleNow()
		return true
	}
	stop := context.AfterFunc(life, p.kill)
	defer stop()
	p.send(wire.JSON(wire.Set, 0, wire.Setup{
		Language: s.language, Folders: s.options.folders(), CacheDir: s.options.CacheDir,
		Corpus: s.options.Corpus[s.language], Spare: s.options.Spare, Skip: s.skipped(),
	}))
	loading, failed := s.serve(p)
	why := p.wait()
	s.lose(why)
	if life.Err() != nil || failed {
		return true
	}
	if loading != "" {
		s.blame(loading, why)
		return false
	}
	s.log.Warn("a speech worker died and is started again", "why", why)
	return false
}

// serve takes what the process says, until it says no more. It returns what was
// being loaded at that moment, and whether there is nothing to hear with.
func (s *supervisor) serve(p *process) (loading string, failed bool) {
	watch := time.AfterFunc(s.options.Wait, func() { p.giveUp(errors.New("it did not load in time")) })
	defer func() { watch.Stop() }()
	var pinging sync.WaitGroup
	stop := make(chan struct{})
	defer pinging.Wait()
	defer close(stop)
	for {
		m, err := p.in.Next()
		if err != nil {
			p.kill()
			return loading, failed
		}
		switch m.Kind {
		case wire.Loading:
			loading = string(m.Body)
		case wire.Ready, wire.Failed:
			loading = ""
			var f wire.Found
			if err := m.Into(&f); err != nil {
				p.giveUp(err)
				continue
			}
			failed = m.Kind == wire.Failed
			s.tell(f)
			if !failed {
				watch.Stop()
				watch = time.AfterFunc(pongWithin, func() { p.giveUp(errors.New("it does not answer")) })
				pinging.Go(func() { p.ping(stop) })
				s.adopt(p)
				s.log.Info("a speech worker is ready", "engine", f.Engine, "model", f.Model)
			}
			s.settleNow()
		case wire.Pong:
			watch.Reset(pongWithin)
		case wire.Heard:
			var h wire.Hearing
			if e := s.ear(m.Ear); e != nil && m.Into(&h) == nil {
				e.hear(h)
			}
		case wire.Fault:
			if e := s.ear(m.Ear); e != nil {
				e.lost(errors.New(string(m.Body)))
			}
		}
	}
}

func (s *supervisor) skipped() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.skip)
}

// blame remembers a model that the worker died of while loading it.
func (s *supervisor) blame(model string, why error) {
	s.log.Error("a speech model cannot be loaded", "model", model, "why", why)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.skip = append(s.skip, model)
}

// tell keeps what the worker found, and what was skipped on the way.
func (s *supervisor) tell(f wire.Found) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.found = Finding{Language: s.language, Engine: f.Engine, Model: f.Model, Note: f.Note, Missing: f.Missing}
	for _, model := range s.skip {
		s.found.Missing = join(s.found.Missing, fmt.Sprintf("The model %s could not be loaded: it is damaged or not what its name says; `civicline models check` tells more", model))
	}
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + ". " + b
}

// settled waits until the first start came out.
func (s *supervisor) settled(ctx context.Context, wait time.Duration) error {
	limit := time.NewTimer(wait)
	defer limit.Stop()
	select {
	case <-s.settle:
	case <-limit.C:
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}

func (s *supervisor) finding() Finding {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.found
}

// load is the number of ears; false if there will be no process for them.
func (s *supervisor) load() (int, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.ears), !s.gone && s.found.Engine != ""
}

func (s *supervisor) ear(id uint32) *ear {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ears[id]
}

func (s *supervisor) open(ctx context.Context, what civicline.Expectation) *ear {
	s.mu.Lock()
	s.lastID++
	e := newEar(s, s.lastID, what)
	s.ears[e.id] = e
	p, gone := s.proc, s.gone
	s.mu.Unlock()
	e.connect(p)
	e.until(ctx)
	if gone {
		_ = e.Close()
	}
	return e
}

func (s *supervisor) drop(id uint32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.ears, id)
}

// adopt gives all ears to a process that is ready.
func (s *supervisor) adopt(p *process) {
	s.mu.Lock()
	s.proc = p
	ears := make([]*ear, 0, len(s.ears))
	for _, e := range s.ears {
		ears = append(ears, e)
	}
	s.mu.Unlock()
	for _, e := range ears {
		e.connect(p)
	}
}

// lose takes the process from all ears.
func (s *supervisor) lose(why error) {
	s.mu.Lock()
	s.proc = nil
	ears := make([]*ear, 0, len(s.ears))
	for _, e := range s.ears {
		ears = append(ears, e)
	}
	s.mu.Unlock()
	for _, e := range ears {
		e.connect(nil)
		e.lost(fmt.Errorf("the speech worker ended: %w", why))
	}
}
