package desk

import (
	"context"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/internal/limit"
	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// Options is what a desk is made of. The ports, Recordings and Pages are required.
type Options struct {
	Door      Door
	Grants    Grants
	Reads     Reads
	Watch     Watch
	Officers  Officers // optional
	Signer    Signer
	Phones    Phones
	Webphones Webphones

	Hours      func(time.Time) civicline.OpenHours
	Queues     []civicline.Queue
	Line       civicline.Words // the agency's name, in the page's head
	Recordings fs.FS           // WAV files; they must be able to seek, as os.DirFS's can
	Pages      fs.FS           // the built page: "index.html" and "assets/"

	Log *slog.Logger
	Now func() time.Time // nil is time.Now

	Secure    bool                       // cookies by HTTPS only
	AddressOf func(*http.Request) string // who asks; nil is the address of the connection

	Gone time.Duration // after so long without a desktop, an agent is offered nothing; 0 is 2 s
	Poll time.Duration // how often a stream reads the truth unasked; 0 is 5 s
}

// A Desk is an http.Handler for /desk/ and /api/.
type Desk struct {
	Options
	handler  http.Handler
	signIns  *limit.Limit
	presence *presence
	hub      hub

	closing chan struct{} // closed by StopStreams
	once    sync.Once
}

// New returns a Desk. Give Deliver every event of the bus, and StopStreams to
// http.Server.RegisterOnShutdown; Close it after the server.
func New(o Options) *Desk {
	o.fill()
	d := &Desk{Options: o, closing: make(chan struct{})}
	d.signIns = limit.New(5, 10*time.Minute, o.Now)
	d.presence = newPresence(o.Gone, d.gone)

	mux := http.NewServeMux()
	d.register(humago.New(mux, d.config()))
	mux.Handle("/desk/", pages(o.Pages))
	mux.Handle("/desk", http.RedirectHandler("/desk/", http.StatusMovedPermanently))
	d.handler = http.NewCrossOriginProtection().Handler(guarded(mux))
	return d
}

func (o *Options) fill() {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.AddressOf == nil {
		o.AddressOf = remoteHost
	}
	if o.Gone == 0 {
		o.Gone = 2 * time.Second
	}
	if o.Poll == 0 {
		o.Poll = 5 * time.Second
	}
}

func remoteHost(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

func (d *Desk) ServeHTTP(w http.ResponseWriter, r *http.Request) { d.handler.ServeHTTP(w, r) }

// StopStreams ends every event stream, now and from now on: without it
// http.Server.Shutdown would wait for them for ever.
func (d *Desk) StopStreams() { d.once.Do(func() { close(d.closing) }) }

// Close stops what the desk does on its own, and waits for it.
func (d *Desk) Close() {
	d.StopStreams()
	d.presence.Close()
}

func (d *Desk) config() huma.Config {
	c := huma.DefaultConfig("Civicline desk", "1")
	c.Info.Description = "The API behind the desktops of representatives and supervisors. " +
		"Sign in with POST /api/session, then follow GET /api/live."
	c.OpenAPIPath = "/api/openapi"
	c.DocsPath, c.SchemasPath, c.CreateHooks = "", "", nil
	c.Transformers = append(c.Transformers, ours)
	return c
}

// register lists every operation, so that this page is the table of contents.
func (d *Desk) register(api huma.API) {
	huma.Register(api, op("POST", "/api/session", "sign-in", "Sign in", 0), public(d, d.signIn))
	huma.Register(api, op("DELETE", "/api/session", "sign-out", "Sign out", 204), private(d, d.signOut))
	huma.Register(api, op("GET", "/api/me", "me", "Who is signed in, and how they stand", 0), private(d, d.me))
	huma.Register(api, op("POST", "/api/me/ready", "ready", "Take calls from now on", 0), private(d, d.ready))
	huma.Register(api, op("POST", "/api/me/not-ready", "not-ready", "Take no calls, for a reason", 0), private(d, d.notReady))

	huma.Register(api, op("POST", "/api/me/extend", "extend", "More time for the wrap-up", 0), private(d, d.extend))

	huma.Register(api, op("POST", "/api/calls/{id}/answer", "answer", "Answer the call that rings, with a WebRTC offer", 0), private(d, d.answer))
	huma.Register(api, op("POST", "/api/calls/{id}/decline", "decline", "Send the call that rings back to the head of the line", 0), private(d, d.decline))
	huma.Register(api, op("POST", "/api/calls/{id}/hold", "hold", "Put the caller on hold", 0), private(d, d.hold))
	huma.Register(api, op("POST", "/api/calls/{id}/unhold", "unhold", "Take the caller off hold", 0), private(d, d.unhold))
	huma.Register(api, op("POST", "/api/calls/{id}/leave", "leave", "Hang up; the service takes leave of the caller", 0), private(d, d.leave))
	huma.Register(api, op("POST", "/api/calls/{id}/draft", "draft", "Keep the note as far as it is written", 204), private(d, d.draft))
	huma.Register(api, op("POST", "/api/calls/{id}/wrap-up", "wrap-up", "Write the note and the outcome", 0), private(d, d.wrapUp))

	d.registerOfficers(api)
	huma.Register(api, op("GET", "/api/calls", "calls", "Calls of the past: one's own, or all for a supervisor", 0), private(d, d.calls))
	huma.Register(api, op("GET", "/api/calls/{id}", "call", "One call with its transcript, events and receipt", 0), private(d, d.call))
	huma.Register(api, op("GET", "/api/calls/{id}/recording", "recording", "The recording of a call, in whole or by range", 0), private(d, d.recording))
	huma.Register(api, op("GET", "/api/board", "board", "Queues, agents and promised callbacks as they stand", 0), private(d, d.board))
	huma.Register(api, op("GET", "/api/calls/{id}/why", "why", "Why a call has not been offered to anybody yet", 0), private(d, d.why))
	huma.Register(api, op("POST", "/api/lines/close", "close-lines", "Close a line, or all, from now on", 204), private(d, d.closeLines))
	huma.Register(api, op("POST", "/api/lines/open", "open-lines", "Open what was closed by hand", 204), private(d, d.openLines))
	huma.Register(api, liveOp(api), private(d, d.live))
}

func op(method, path, id, summary string, status int) huma.Operation {
	return huma.Operation{Method: method, Path: path, OperationID: id, Summary: summary, DefaultStatus: status,
		MaxBodyBytes: 256 << 10, Errors: nil,
		Responses: map[string]*huma.Response{"default": {Description: "What went wrong", Content: map[string]*huma.MediaType{
			"application/json": {Schema: &huma.Schema{Ref: "#/components/schemas/Problem"}},
		}}}}
}

// actor is who an agent is to the rules.
func actor(a civicline.Agent) civicline.Actor { return civicline.Actor{ID: a.ID, Tier: a.Tier} }

// gone is told when an agent has had no desktop open for a moment: a call must
// not ring where nobody sits.
func (d *Desk) gone(ctx context.Context, a civicline.Actor) {
	if _, err := d.Door.Do(ctx, a, civicline.LoseDesk{}); err != nil && civicline.FaultOf(err) != civicline.Conflict {
		d.Log.Warn("an agent whose desktop is lost could not be told of", "agent", a.ID, "err", err)
	}
}

// back is told when an agent who counts as gone has a desktop.
func (d *Desk) back(ctx context.Context, a civicline.Agent) civicline.Agent {
	res, err := d.Door.Do(ctx, actor(a), civicline.RegainDesk{})
	if err != nil {
		d.Log.Warn("an agent whose desktop is back could not be told of", "agent", a.ID, "err", err)
		return a
	}
	return res.Agent
}
