package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
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
	"github.com/civicline/civicline/store"
	"github.com/civicline/civicline/store/postgres"
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
	endWork  func(context.Context) error
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
		a.openDesk, a.openChat, a.subscribe, a.openTexts, a.openLines, a.openPages, a.watchFiles,
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
	if folder != "" {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return nil, fmt.Errorf("there is no folder %s with an agency's files. Name another with --agency", folder)
		}
	}
	ag, err := agency.Load(agencyFiles(folder))
	if err != nil {
		return nil, fmt.Errorf("the agency's files: %w", err)
	}
	return ag, nil
}

func agencyFiles(folder string) fs.FS {
	if folder == "" {
		return agency.Demo()
	}
	return os.DirFS(folder)
}

// startWork owns every goroutine that lives as long as the centre.
func (a *App) startWork(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	a.work, a.workctx = errgroup.WithContext(ctx)
	a.endWork = func(ctx context.Context) error {
		cancel(context.Canceled)
		ended := make(chan error, 1)
		go func() { ended <- a.work.Wait() }()
		select {
		case err := <-ended:
			if !errors.Is(err, context.Canceled) {
				return err
			}
			return nil
		case <-ctx.Done(): // the rest is to be stopped all the same
			return ctx.Err()
		}
	}
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
	st, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	a.stops.on("the store", func(context.Context) error { return st.Close() })
	calendar, others, err := a.calendars()
	if err != nil {
		return err
	}
	a.center, err = center.Open(ctx, center.Options{
		Store: st, Grants: a.agency.Grants, Queues: a.agency.Queues, Calendar: calendar, Calendars: others, People: people(a.agency),
		Alive:   func(id civicline.CallID) bool { return a.board.Runs(id) },
		Publish: a.bus.Publish, Now: a.Now, Log: a.Log, RingTime: a.RingTime, KeepPlace: a.agency.Keep.Place,
		Node: node, NoDial: a.trunk() == "", Texts: a.texts(),
		RetryAfter: a.agency.Promises.RingAgain, CallBackDropped: new(!a.agency.Promises.LeaveDropped),
		Items: center.ItemOptions{Urgent: a.agency.Items.Urgent, Regular: a.agency.Items.Regular},
	})
	if err != nil {
		return err
	}
	a.stops.on("the routing", a.center.Leave)
	a.stops.on("the work", a.endWork) // before the records are closed that it writes
	return nil
}

func (a *App) openStore(ctx context.Context) (*store.Store, error) {
	if a.Database != "" {
		return postgres.Open(ctx, postgres.Options{URL: a.Database, Alone: true})
	}
	return sqlite.Open(ctx, sqlite.Options{Path: filepath.Join(a.Data, "civicline.db")})
}

func (a *App) openBoard(context.Context) error {
	a.tapes = audio.NewRecorderPool(2)
	a.stops.on("the recorders", func(context.Context) error { a.tapes.Close(); return nil })
	music, err := a.music()
	if err != nil {
		return err
	}
	o := switchboard.Options{
		Door: a.center, Reads: a.center, Recognizer: a.voices.ears, Synthesizer: a.voices.mouth,
		Script: a.script, Manners: turntaking.Polite,
		Voice: a.voices.detector, Music: audio.Music(), MusicOf: music, Record: switchboard.RecordTo(a.recordings(), a.tapes, 0), Now: a.Now, Log: a.Log,
		RingOut: a.RingOut, Node: node,
	}
	if err := a.ringing(&o); err != nil {
		return err
	}
	a.board = switchboard.New(o)
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
		a.center.Heard(e)
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
	a.work.Go(func() error { return a.center.Run(a.workctx) })
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
