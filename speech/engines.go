package speech

import (
	"context"
	"sync"

	"github.com/civicline/civicline"
)

// Engines are all that hears and speaks. They implement civicline.Recognizer and
// civicline.Synthesizer.
type Engines struct {
	options   Options
	listeners map[civicline.Language][]*supervisor
	voices    map[civicline.Language][]Voice
	phrases   *phrases
	rendering chan struct{} // a place for each voice program that may run at once
	report    Report
	life      context.Context
	end       context.CancelFunc
	running   sync.WaitGroup
}

// Open starts the workers and looks for the voices; ctx bounds the start only.
// That an engine or a model is missing is told by Report, not as an error.
func Open(ctx context.Context, o Options) (*Engines, error) {
	if err := o.setDefaults(); err != nil {
		return nil, err
	}
	e := &Engines{
		options: o, listeners: map[civicline.Language][]*supervisor{}, voices: map[civicline.Language][]Voice{},
		phrases: newPhrases(phraseBytes), rendering: make(chan struct{}, renderAtOnce),
	}
	e.life, e.end = context.WithCancel(context.Background())
	for _, l := range o.Languages {
		for range o.Workers {
			s := newSupervisor(l, &e.options)
			e.listeners[l] = append(e.listeners[l], s)
			e.running.Go(func() { s.run(e.life) })
		}
	}
	e.report.Speaks = e.findVoices(ctx)
	for _, l := range o.Languages {
		for i, s := range e.listeners[l] {
			if err := s.settled(ctx, o.Wait); err != nil {
				_ = e.Close()
				return nil, err
			}
			if i == 0 {
				e.report.Hears = append(e.report.Hears, s.finding())
			}
		}
	}
	return e, nil
}

// Report says what was found at the start.
func (e *Engines) Report() Report { return e.report }

// Close ends the workers and waits for them. Ears that are open are closed.
func (e *Engines) Close() error {
	e.end()
	e.running.Wait()
	return nil
}

// Listen implements civicline.Recognizer.
func (e *Engines) Listen(ctx context.Context, what civicline.Expectation) (civicline.Ear, error) {
	var best *supervisor
	least := 0
	for _, s := range e.listeners[what.Language] {
		if n, ok := s.load(); ok && (best == nil || n < least) {
			best, least = s, n
		}
	}
	if best == nil {
		return nil, &civicline.Error{Kind: civicline.Unavailable, Op: "listen", Message: "no engine hears " + name(what.Language) + " at the moment"}
	}
	return best.open(ctx, what), nil
}

func name(l civicline.Language) string {
	if n := names[l]; n != "" {
		return n
	}
	return string(l)
}
