package chat

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/internal/limit"
)

// Door makes changes: center.Center.
type Door interface {
	Do(ctx context.Context, actor civicline.Actor, cmd civicline.Command) (civicline.Result, error)
}

// Reads is what a chat asks of the centre: center.Center.
type Reads interface {
	Ask(who civicline.Actor, act civicline.Act) (civicline.Pass, error)
	Hours(at time.Time) civicline.OpenHours
	Chat(ctx context.Context, p civicline.Pass, token string) (civicline.TypedChat, error)
	SaveChat(ctx context.Context, p civicline.Pass, chat civicline.TypedChat) error
}

// A Book knows what to say and do next: flow.Book.
type Book interface {
	Next(p flow.Place, in flow.Input) (flow.Place, []civicline.Order)
	Version() string
}

// A Model knows what words mean: understand.Model.
type Model interface {
	Read(heard []civicline.Hypothesis, expecting civicline.Expectation) civicline.Reading
}

// A Script is one version of the conversation. A chat finishes on the version
// that it began with, as long as that is remembered.
type Script struct {
	Book  Book
	Model Model
	// LookUp asks a service. No facts and no error means that there is no such thing.
	LookUp func(ctx context.Context, what string, with civicline.Facts) (civicline.Facts, error)
}

// Options is what the chat is made of. All but those said to be optional must
// be set.
type Options struct {
	Door  Door
	Reads Reads
	// Script returns the version of a name, or the newest if there is none of
	// that name.
	Script    func(version string) Script
	Now       func() time.Time           // optional
	AddressOf func(*http.Request) string // who asks; nil is the address of the connection
	Log       *slog.Logger               // optional; it is never given a word that was written
}

// A Chat is an http.Handler for /api/chat and what is below it.
type Chat struct {
	Options
	handler http.Handler
	begins  *limit.Limit
	turns   *limit.Limit

	mu   sync.Mutex
	busy map[string]*line // by token
}

// A line lets one turn of a chat through at a time.
type line struct {
	sync.Mutex
	waits int
}

// New returns a Chat.
func New(o Options) *Chat {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.AddressOf == nil {
		o.AddressOf = func(r *http.Request) string {
			host, _, _ := net.SplitHostPort(r.RemoteAddr)
			return host
		}
	}
	c := &Chat{Options: o, busy: map[string]*line{},
		begins: limit.New(20, 10*time.Minute, o.Now),
		turns:  limit.New(30, time.Minute, o.Now)}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/chat", c.begin)
	mux.HandleFunc("POST /api/chat/turns", c.turn)
	mux.HandleFunc("GET /api/chat", c.read)
	mux.HandleFunc("DELETE /api/chat", c.end)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		refuse(w, r, http.StatusNotFound, civicline.NotFound, "nowhere")
	})
	c.handler = http.NewCrossOriginProtection().Handler(mux)
	return c
}

func (c *Chat) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	c.handler.ServeHTTP(w, r)
}

// alone lets nobody else touch the chat of a token until the returned function
// is called.
func (c *Chat) alone(token string) (done func()) {
	c.mu.Lock()
	l := c.busy[token]
	if l == nil {
		l = &line{}
		c.busy[token] = l
	}
	l.waits++
	c.mu.Unlock()
	l.Lock()
	return func() {
		l.Unlock()
		c.mu.Lock()
		if l.waits--; l.waits == 0 {
			delete(c.busy, token)
		}
		c.mu.Unlock()
	}
}

func newID() string { return strings.ToLower(rand.Text()) } // 130 bits
