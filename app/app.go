package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/bus"
	"github.com/civicline/civicline/center"
	"github.com/civicline/civicline/chat"
	"github.com/civicline/civicline/desk"
	"github.com/civicline/civicline/sipleg"
	"github.com/civicline/civicline/site"
	"github.com/civicline/civicline/store/sqlite"
	"github.com/civicline/civicline/switchboard"
	"github.com/civicline/civicline/turntaking"
	"github.com/civicline/civicline/webleg"
)

// An App is one running centre.
type App struct {
	Options
	agency   *agency.Agency
	scripts  scripts
	wheel    *audio.Wheel
	center   *center.Center
	board    *switchboard.Switchboard
	bus      *bus.Bus
	web      *webleg.Server
	phone    *sipleg.Server
	desk     *desk.Desk
	site     *site.Site
	chat     *chat.Chat
	pages    net.Listener
	trusted  trusted
	voices   voices
	prepared chan struct{} // closed when the prompts are spoken; nil without engines
	tapes    *audio.RecorderPool
	stops    stops
	work     *errgroup.Group
	workctx  context.Context
}

// Open reads the agency's files, opens the store, the engines and the ports,
// and takes calls. What it had started is stopped again if it fails; its errors
// say what to do. Close the App when done.
func Open(ctx context.Context, o Options) (*App, error) {
	if err := o.fill(); err != nil {
		return nil, err
	}
	proxies, err := readTrusted(o.TrustProxy)
	if err != nil {
		return nil, err
	}
	a := &App{Options: o, trusted: proxies}
	if err := a.open(ctx); err != nil {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		return nil, errors.Join(err, a.Close(closing))
	}
	return a, nil
}

// open starts the rooms in the order in which they need each other.
func (a *App) open(ctx context.Context) error {
	steps := []func(context.Context) error{
		a.readAgency, a.startWork, a.openBus, a.openCenter, a.takeUpRecordings, a.keepNoLonger, a.openVoices, a.openBoard,
		a.openDesk, a.openChat, a.subscribe, a.openLines, a.openPages, a.watchFiles,
	}
	for _, s := range steps {
		if err := s(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Close takes no more calls, ends those there are (places in line are kept),
// and stops everything in reverse. It waits until ctx ends for what lingers.
func (a *App) Close(ctx context.Context) error { return a.stops.all(ctx) }

// Wait returns when something that the centre cannot do without has failed, or
// when ctx ends.
func (a *App) Wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return nil
	case <-a.workctx.Done():
		return context.Cause(a.workctx)
	}
}

func (a *App) readAgency(context.Context) error {
	ag, err := loadAgency(a.Agency)
	if err != nil {
		return err
	}
	a.agency = ag
	s, err := a.newScript(ag)
	if err == nil {
		a.scripts.use(s)
	}
	return err
}

// loadAgency reads the files in a folder; "" is the demonstration agency.
func loadAgency(folder string) (*agency.Agency, error) {
	files := agency.Demo()
	if folder != "" {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return nil, fmt.Errorf("there is no folder %s with an agency's files. Name another with --agency", folder)
		}
		files = os.DirFS(folder)
	}
	ag, err := agency.Load(files)
	if err != nil {
		return nil, fmt.Errorf("the agency's files: %w", err)
	}
	return ag, nil
}

// startWork owns every goroutine that lives as long as the centre.
func (a *App) startWork(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	a.work, a.workctx = errgroup.WithContext(ctx)
	a.stops.on("the work", func(context.Context) error {
		cancel(context.Canceled)
		if err := a.work.Wait(); err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
		return nil
	})
	a.wheel = audio.NewWheel()
	a.stops.on("the media clock", func(context.Context) error { a.wheel.Close(); return nil })
	return nil
}

func (a *App) openBus(context.Context) error {
	b, err := bus.Open(bus.Options{URL: a.NATS, Log: a.Log})
	if err != nil {
		return fmt.Errorf("the bus: %w", err)
	}
	a.bus = b
	a.stops.on("the bus", func(context.Context) error { return b.Close() })
	return nil
}

func (a *App) openCenter(ctx context.Context) error {
	st, err := sqlite.Open(ctx, sqlite.Options{Path: filepath.Join(a.Data, "civicline.db")})
	if err != nil {
		return err
	}
	a.stops.on("the store", func(context.Context) error { return st.Close() })
	calendar, err := a.calendar()
	if err != nil {
		return err
	}
	a.center, err = center.Open(ctx, center.Options{
		Store: st, Grants: a.agency.Grants, Queues: a.agency.Queues, Calendar: calendar, People: people(a.agency),
		Publish: a.bus.Publish, Now: a.Now, Log: a.Log, RingTime: a.RingTime, KeepPlace: a.agency.Keep.Place,
	})
	if err != nil {
		return err
	}
	a.work.Go(func() error { return a.center.Run(a.workctx) })
	return nil
}

func (a *App) openBoard(context.Context) error {
	a.tapes = audio.NewRecorderPool(2)
	a.stops.on("the recorders", func(context.Context) error { a.tapes.Close(); return nil })
	a.board = switchboard.New(switchboard.Options{
		Door: a.center, Reads: a.center, Recognizer: a.voices.ears, Synthesizer: a.voices.mouth,
		Script: a.script, Manners: turntaking.Polite,
		Voice: a.voices.detector, Music: audio.Music(), Record: switchboard.RecordTo(a.recordings(), a.tapes, 0), Now: a.Now, Log: a.Log,
	})
	return nil
}

// script is the conversation that a new call begins.
func (a *App) script() switchboard.Script {
	s := a.scripts.current()
	return switchboard.Script{Book: s.agency.Book, Model: s.model, LookUp: a.lookUp(s)}
}

// subscribe passes each event on to those who run calls and to those who watch.
func (a *App) subscribe(context.Context) error {
	stop, err := a.bus.Subscribe(func(e civicline.Event) {
		a.board.Deliver(e)
		a.desk.Deliver(e)
		if a.Watch != nil {
			a.Watch(e)
		}
	})
	if err != nil {
		return fmt.Errorf("the bus: %w", err)
	}
	a.stops.on("the subscription", func(context.Context) error { stop(); return nil })
	return nil
}

// openLines opens the lines: from here on callers come. The calls are ended
// before the lines are closed, so that each is known to have been lost.
func (a *App) openLines(context.Context) error {
	phone, err := sipleg.Listen(sipleg.Options{
		UDP: a.SIP, TCP: a.SIP, Advertise: a.Advertise, RTPPorts: a.RTPPorts, Wheel: a.wheel, Handle: a.board.Handle,
		Timing: a.Timing, Log: a.Log,
	})
	if err != nil {
		return fmt.Errorf("%w. Name another with --sip", err)
	}
	a.phone = phone
	a.stops.on("the telephone lines", phone.Close)
	a.stops.on("the calls", a.board.Close)
	a.work.Go(func() error { watchClock(a.workctx, a.SkippedTurns, a.Log); return nil })
	return nil
}
