// Package civiclinetest runs a whole centre inside a test: real SIP and RTP,
// real WebRTC, real SQLite, real recognisers, on ports of the system's choice.
package civiclinetest

import (
	"context"
	"log/slog"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/app"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/rehearse"
	"github.com/civicline/civicline/sipleg"
	"github.com/civicline/civicline/speech/espeak"
	"github.com/civicline/civicline/speech/flite"
	"github.com/civicline/civicline/speech/worker"
	"github.com/civicline/civicline/webleg"
)

// Main lets the test binary be its own speech worker. Call it first in TestMain.
func Main() {
	if len(os.Args) > 1 && os.Args[1] == "speech-worker" {
		os.Exit(worker.Main(os.Args[2:]))
	}
}

// Need skips the test where a tool is missing, or fails it where every tool is
// required (CIVICLINE_REQUIRE_TOOLS=1, as "make test" sets).
func Need(t testing.TB, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err == nil {
			continue
		}
		if os.Getenv("CIVICLINE_REQUIRE_TOOLS") == "1" {
			t.Fatalf("%s is not installed; run make setup-test", tool)
		}
		t.Skipf("%s is not installed", tool)
	}
}

// A Centre is one under test.
type Centre struct {
	*app.App
	t     testing.TB
	phone *sipleg.Server
	wheel *audio.Wheel

	mu      sync.Mutex
	events  []civicline.Event
	changed chan struct{}
}

// Start opens a centre on ports of the system's choice; it is closed with the
// test. What o leaves open is set for tests: its data in a folder of the test's,
// and people who answer at any hour, unless the test has a clock of its own.
func Start(t testing.TB, o app.Options) *Centre {
	t.Helper()
	c := &Centre{t: t, changed: make(chan struct{})}
	if o.Data == "" {
		o.Data = t.TempDir()
	}
	o.HTTP, o.SIP, o.AlwaysOpen, o.Watch = "127.0.0.1:0", "127.0.0.1:0", o.Now == nil, c.see
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(logWriter{t}, &slog.HandlerOptions{Level: slog.LevelWarn}))
	}
	a, err := app.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	c.App = a
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if err := a.Close(ctx); err != nil {
			t.Errorf("closing the centre: %v", err)
		}
	})
	c.openPhones()
	return c
}

// openPhones makes what callers and representatives of the test speak through.
func (c *Centre) openPhones() {
	c.t.Helper()
	c.wheel = audio.NewWheel()
	c.t.Cleanup(c.wheel.Close)
	var err error
	if c.phone, err = sipleg.Listen(sipleg.Options{UDP: "127.0.0.1:0", TCP: "127.0.0.1:0"}); err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = c.phone.Close(ctx)
	})
}

type logWriter struct{ t testing.TB }

func (w logWriter) Write(b []byte) (int, error) {
	w.t.Logf("%s", b)
	return len(b), nil
}

func (c *Centre) see(e civicline.Event) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.events = append(c.events, e)
	close(c.changed)
	c.changed = make(chan struct{})
}

// Await returns the first event, past or to come, of which ok is true.
func (c *Centre) Await(ctx context.Context, what string, ok func(civicline.Event) bool) civicline.Event {
	c.t.Helper()
	from := 0
	for {
		c.mu.Lock()
		events, changed := c.events[from:], c.changed
		from = len(c.events)
		c.mu.Unlock()
		for _, e := range events {
			if ok(e) {
				return e
			}
		}
		select {
		case <-changed:
		case <-ctx.Done():
			c.t.Fatalf("waited in vain for %s; so far:\n%s", what, c.story())
		}
	}
}

// Of is true of events of a kind.
func Of(kind civicline.Kind) func(civicline.Event) bool {
	return func(e civicline.Event) bool { return e.Kind == kind }
}

func (c *Centre) story() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []byte
	for _, e := range c.events {
		out = append(out, e.At.Format("05.000 ")...)
		out = append(out, e.Kind...)
		if e.Data.Turn != nil {
			out = append(out, (": " + string(e.Data.Turn.Who) + ": " + e.Data.Turn.Text)...)
		}
		out = append(out, '\n')
	}
	return string(out)
}

// Events returns what has happened so far.
func (c *Centre) Events() []civicline.Event {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]civicline.Event(nil), c.events...)
}

// People speak for scripted callers and representatives.
var People = rehearse.Voices{civicline.English: flite.RMS(), civicline.Spanish: espeak.Spanish()}

// Ring rings the centre from a number over SIP, and returns the answered line.
func (c *Centre) Ring(ctx context.Context, number string) *rehearse.Line {
	c.t.Helper()
	return c.ring(ctx, c.SIPAddr(), number)
}

func (c *Centre) ring(ctx context.Context, addr, number string) *rehearse.Line {
	c.t.Helper()
	leg, err := c.phone.Dial(ctx, "sip:help@"+addr, sipleg.DialOptions{From: number})
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { leg.Hangup(civicline.ErrDone) })
	return rehearse.NewLine(leg, People, true)
}

// Desk signs a demonstration representative in.
func (c *Centre) Desk(ctx context.Context, login string) *rehearse.Representative {
	c.t.Helper()
	p, err := c.DemoPerson(login)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.sit(ctx, c.PageURL(), p.Login, p.Password)
}

func (c *Centre) sit(ctx context.Context, base, login, password string) *rehearse.Representative {
	c.t.Helper()
	r, err := rehearse.SignIn(ctx, base, login, password, webleg.Options{Wheel: c.wheel, Loopback: true}, People, true)
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(r.Close)
	return r
}
