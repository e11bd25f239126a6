package site

import (
	"context"
	"embed"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/internal/limit"
)

// Grants says who may do what: civicline.Grants.
type Grants interface {
	Ask(who civicline.Actor, act civicline.Act) (civicline.Pass, error)
}

// Receipts finds what a caller left with: center.Center.
type Receipts interface {
	Receipt(ctx context.Context, p civicline.Pass, ref civicline.Reference) (civicline.CallReceipt, error)
}

// Webphones turns a browser's WebRTC offer into a leg and our answer: webleg.
type Webphones interface {
	Accept(ctx context.Context, offer string, party civicline.Party) (leg civicline.Leg, answer string, err error)
}

// Switchboard runs one caller's call, from the first ring to its end.
type Switchboard interface {
	Handle(ctx context.Context, leg civicline.Leg)
}

// Options is what the site is made of. The ports and Assets are required.
type Options struct {
	Grants      Grants
	Receipts    Receipts
	Webphones   Webphones
	Switchboard Switchboard
	Hours       func(time.Time) civicline.OpenHours

	Line   civicline.Words        // the agency's name
	Number string                 // to ring, as people write it; "" shows none
	SIP    string                 // "sip:line@192.0.2.7:5060"; "" shows none
	News   func() civicline.Words // one line; nil or empty is none
	Zone   *time.Location         // of every time that is shown; nil is UTC
	Assets fs.FS                  // "site.css", "site.js" and what they need

	// Tokens gives each browser a number of its own, "web-…", which only it
	// knows, so that a caller who lost the line finds their place again.
	Tokens bool

	// Chats says that people may type instead, at /api/chat: there is a page for it.
	Chats bool

	Callbacks Callbacks     // nil has no page for the links that callers are sent
	Estimates Estimates     // nil does not publish how good they are
	Kept      time.Duration // how long the place of a caller is kept whose line was lost; 0 is 30 minutes

	Log       *slog.Logger
	Now       func() time.Time           // nil is time.Now
	AddressOf func(*http.Request) string // who asks; nil is the address of the connection
}

//go:embed pages
var pages embed.FS

// A Site is an http.Handler for everything that is not the desk's.
type Site struct {
	Options
	handler http.Handler
	looks   *limit.Limit // at receipts
	misses  *limit.Limit // at receipts that are not there
	rings   *limit.Limit
	links   *limit.Limit // looks at callbacks, and changes
	strays  *limit.Limit // links that are not good

	ctx   context.Context // of the calls
	stop  context.CancelFunc
	mu    sync.Mutex
	done  bool
	calls sync.WaitGroup
}

// New returns a Site. Close it after the server.
func New(o Options) (*Site, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.AddressOf == nil {
		o.AddressOf = remoteHost
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Kept == 0 {
		o.Kept = 30 * time.Minute
	}
	s := &Site{Options: o,
		looks:  limit.New(60, 10*time.Minute, o.Now),
		misses: limit.New(6, 10*time.Minute, o.Now),
		rings:  limit.New(10, 5*time.Minute, o.Now),
		links:  limit.New(60, 10*time.Minute, o.Now),
		strays: limit.New(6, 10*time.Minute, o.Now)}
	s.ctx, s.stop = context.WithCancel(context.Background())
	mux := http.NewServeMux()
	if err := s.routes(mux); err != nil {
		return nil, err
	}
	s.handler = http.NewCrossOriginProtection().Handler(guarded(mux))
	return s, nil
}

func remoteHost(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

func (s *Site) routes(mux *http.ServeMux) error {
	v, err := newViews(s.Assets)
	if err != nil {
		return err
	}
	mux.Handle("GET /{$}", s.home(v, civicline.English))
	mux.Handle("GET /es", s.home(v, civicline.Spanish))
	if s.Chats {
		mux.Handle("GET /chat", s.chat(v, civicline.English))
		mux.Handle("GET /es/chat", s.chat(v, civicline.Spanish))
	}
	if s.Callbacks != nil {
		for _, method := range []string{"GET ", "POST "} {
			mux.Handle(method+"/callback/{token}", s.callback(v, civicline.English))
			mux.Handle(method+"/es/callback/{token}", s.callback(v, civicline.Spanish))
		}
	}
	if s.Estimates != nil {
		mux.Handle("GET /waits", s.waits(v, civicline.English))
		mux.Handle("GET /es/esperas", s.waits(v, civicline.Spanish))
	}
	mux.Handle("GET /receipt", s.receipt(v, civicline.English))
	mux.Handle("GET /es/receipt", s.receipt(v, civicline.Spanish))
	mux.HandleFunc("POST /call", s.call)
	mux.Handle("GET /site/", http.StripPrefix("/site/", assets(s.Assets)))
	mux.Handle("/", s.lost(v))
	return nil
}

func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Close ends the calls that came by the page, and waits for them. Close the
// switchboard first: it takes leave of callers in good order.
func (s *Site) Close() {
	s.mu.Lock()
	s.done = true
	s.mu.Unlock()
	s.stop()
	s.calls.Wait()
}

const csp = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", csp)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer") // a reference number must not travel in one
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "microphone=(self), camera=(), geolocation=()")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// assets serves the style and the script. Their addresses carry a hash of what
// they hold (see views), so they may be kept.
func assets(files fs.FS) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fi, err := fs.Stat(files, r.URL.Path)
		if err != nil || fi.IsDir() {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=86400")
		http.ServeFileFS(w, r, files, r.URL.Path) //nolint:gosec // an fs.FS has no way out
	})
}
