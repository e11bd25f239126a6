package bus

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"github.com/civicline/civicline"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// Options say where the hints travel.
type Options struct {
	URL string       // of a NATS cluster; "" starts a server in this process that listens on no port
	Log *slog.Logger // nil is slog.Default
}

// subject is where every event travels. It is told to every subscriber: they
// know best what concerns them.
const subject = "civicline.event"

// A Bus carries events as hints. Its methods may be called from any goroutine.
type Bus struct {
	log    *slog.Logger
	conn   *nats.Conn
	server *server.Server // nil when the cluster is elsewhere
	closed chan struct{}  // the connection's
}

// Open connects to the cluster, or starts the server in this process.
func Open(o Options) (*Bus, error) {
	b := &Bus{log: o.Log, closed: make(chan struct{})}
	if b.log == nil {
		b.log = slog.Default()
	}
	options := []nats.Option{
		nats.Name("civicline"),
		nats.MaxReconnects(-1),
		nats.ClosedHandler(func(*nats.Conn) { close(b.closed) }),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			b.log.Warn("hints were lost on the bus", "err", err)
		}),
	}
	at := o.URL
	if at == "" {
		if err := b.start(); err != nil {
			return nil, err
		}
		options = append(options, nats.InProcessServer(b.server))
	}
	conn, err := nats.Connect(at, options...)
	if err != nil {
		b.stop()
		return nil, fmt.Errorf("connect to the bus at %s: %w; check the address, or leave it empty to run alone", bare(at), err)
	}
	b.conn = conn
	return b, nil
}

// bare is an address without the password that may stand in it.
func bare(at string) string {
	if u, err := url.Parse(at); err == nil {
		return u.Redacted()
	}
	return "the address given"
}

func (b *Bus) start() error {
	s, err := server.NewServer(&server.Options{DontListen: true, NoLog: true, NoSigs: true})
	if err != nil {
		return fmt.Errorf("start the bus: %w", err)
	}
	go s.Start() // returns at once; WaitForShutdown is its owner
	b.server = s
	if !s.ReadyForConnections(10 * time.Second) {
		b.stop()
		return errors.New("start the bus: it was not ready within ten seconds")
	}
	return nil
}

func (b *Bus) stop() {
	if b.server != nil {
		b.server.Shutdown()
		b.server.WaitForShutdown()
	}
}

// Publish sends e to every subscriber, this process's included. It does not
// wait for them, and a failure is logged: a lost hint costs time, not truth.
func (b *Bus) Publish(e civicline.Event) {
	data, err := json.Marshal(e)
	if err == nil {
		err = b.conn.Publish(subject, data)
	}
	if err != nil {
		b.log.Warn("a hint was not sent", "kind", e.Kind, "call", e.Call, "err", err)
	}
}

// Subscribe calls f with each event published from now on, one at a time and in
// the order of publishing, until stop is called. f should not block for long:
// a subscriber that is half a million events behind loses some.
func (b *Bus) Subscribe(f func(civicline.Event)) (stop func(), err error) {
	sub, err := b.conn.Subscribe(subject, func(m *nats.Msg) {
		var e civicline.Event
		if err := json.Unmarshal(m.Data, &e); err != nil {
			b.log.Warn("a hint could not be read", "err", err)
			return
		}
		f(e)
	})
	if err != nil {
		return nil, fmt.Errorf("subscribe to the bus: %w", err)
	}
	if err := b.conn.Flush(); err != nil { // the server knows of it
		return nil, fmt.Errorf("subscribe to the bus: %w", err)
	}
	return func() { _ = sub.Unsubscribe() }, nil // it fails only when the bus is closed
}

// Close delivers what is under way, then closes the bus. Nothing may be
// published any more.
func (b *Bus) Close() error {
	err := b.conn.Drain()
	if err == nil {
		<-b.closed
	} else {
		b.conn.Close()
	}
	b.stop()
	return err
}
