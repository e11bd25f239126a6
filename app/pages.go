package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"syscall"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/center"
	"github.com/civicline/civicline/desk"
	"github.com/civicline/civicline/desk/web"
	"github.com/civicline/civicline/site"
	"github.com/civicline/civicline/webleg"
)

// history gives the desk pages of calls in its own words.
type history struct{ *center.Center }

func (h history) Calls(ctx context.Context, p civicline.Pass, which desk.Page) ([]civicline.Call, error) {
	return h.Center.Calls(ctx, p, center.Filter{Before: which.Before, Limit: which.Limit})
}

// WaitOf is what a board shows: nobody tells it the caller.
func (h history) WaitOf(ctx context.Context, id civicline.CallID) (civicline.Wait, error) {
	return h.WaitShown(ctx, id)
}

// nominal is the share of callers who are to wait as long as the range says that
// they are told.
const nominal = 0.8

// watch tells a supervisor's board in the desk's words.
type watch struct{ *center.Center }

func (w watch) Estimates(ctx context.Context, p civicline.Pass) (map[civicline.QueueID]desk.Estimates, error) {
	all, err := w.Center.Estimates(ctx, p)
	out := make(map[civicline.QueueID]desk.Estimates, len(all))
	for id, f := range all {
		out[id] = desk.Estimates{Count: f.Count, Coverage: f.Coverage, Nominal: nominal,
			Error: f.Model.MAE, Last: f.Last.MAE, Oldest: f.Oldest.MAE}
	}
	return out, err
}

func (w watch) Closings(ctx context.Context, p civicline.Pass) ([]desk.Closing, error) {
	all, err := w.Center.Closings(ctx, p)
	out := make([]desk.Closing, 0, len(all))
	for _, c := range all {
		out = append(out, desk.Closing{Queue: c.Queue, From: c.From, Until: c.Until, Why: c.Why, Who: c.Who})
	}
	return out, err
}

func (a *App) openDesk(context.Context) error {
	host, _, err := net.SplitHostPort(a.HTTP)
	if err != nil {
		return fmt.Errorf("--http %q is not an address; write HOST:PORT, like 127.0.0.1:8080", a.HTTP)
	}
	ip := net.ParseIP(host)
	o := webleg.Options{Wheel: a.wheel, Log: a.Log, Loopback: host == "localhost" || ip != nil && ip.IsLoopback(), UDP: a.WebRTCUDP}
	if a.Advertise != "" {
		o.PublicIPs = []string{a.Advertise}
	}
	for _, s := range a.STUN {
		o.ICEServers = append(o.ICEServers, webleg.ICEServer{URL: s})
	}
	if a.web, err = webleg.New(o); err != nil {
		return err
	}
	a.stops.on("the browsers' lines", a.web.Close)
	a.desk = desk.New(desk.Options{
		Door: a.center, Grants: a.center, Reads: history{a.center}, Watch: watch{a.center}, Officers: a.center, Signer: a.center, Phones: joiner{a}, Webphones: a.web,
		Hours: a.center.Hours, Queues: a.agency.Queues, Line: a.agency.Name, Recordings: os.DirFS(a.recordings()),
		Pages: web.Pages(), Log: a.Log, Now: a.Now, Secure: a.Secure, AddressOf: a.trusted.addressOf,
	})
	a.stops.on("the desk", func(context.Context) error { a.desk.Close(); return nil })
	return nil
}

// openPages serves the desk and the public's pages.
func (a *App) openPages(ctx context.Context) error {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", a.HTTP)
	if err != nil {
		if errors.Is(err, syscall.EADDRINUSE) {
			return fmt.Errorf("the pages' address %s is taken by another program, perhaps another centre; stop it, or name another with --http", a.HTTP)
		}
		return fmt.Errorf("the pages: %w", err)
	}
	a.pages = l
	if err := a.openSite(); err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/desk/", a.desk)
	mux.Handle("/desk", a.desk)
	mux.Handle("/api/", a.desk)
	mux.Handle("/api/chat", a.chat)
	mux.Handle("/api/chat/", a.chat)
	mux.Handle("/", a.site)
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	srv.RegisterOnShutdown(a.desk.StopStreams)
	a.work.Go(func() error {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("the pages: %w", err)
		}
		return nil
	})
	a.stops.on("the pages", srv.Shutdown)
	return nil
}

func (a *App) openSite() error {
	assets, err := fs.Sub(web.Pages(), "site")
	if err != nil {
		return err
	}
	number := string(a.agency.Number)
	if a.agency.TestPeople {
		number = "" // the demonstration's rings nowhere
	}
	s, err := site.New(site.Options{
		Number: number,
		Grants: a.center, Receipts: a.center, Webphones: a.web, Switchboard: a.board, Hours: a.center.Hours,
		Line: a.agency.Name, SIP: "sip:help@" + a.SIPAddr(), News: a.newsNow, Zone: a.agency.Book.Zone, Assets: assets,
		Tokens: true, Chats: true, Callbacks: a.center, Estimates: a.published, Kept: a.agency.Keep.Place,
		Log: a.Log, Now: a.Now, AddressOf: a.trusted.addressOf,
	})
	if err != nil {
		return err
	}
	a.site = s
	a.stops.on("the public's pages", func(context.Context) error { s.Close(); return nil })
	return nil
}

// published are the estimates' figures in the site's words.
func (a *App) published(ctx context.Context) ([]site.Estimate, error) {
	all, err := a.center.Published(ctx)
	var out []site.Estimate
	for _, q := range a.agency.Queues {
		f := all[q.ID]
		out = append(out, site.Estimate{Line: q.Name, Count: f.Count, Coverage: f.Coverage, Error: f.Model.MAE})
	}
	return out, err
}

// newsNow is the news that callers hear now; nil if there is none.
func (a *App) newsNow() civicline.Words {
	now := a.Now()
	for _, n := range a.scripts.current().agency.News() {
		if !now.Before(n.From) && (n.Until.IsZero() || now.Before(n.Until)) {
			return n.Words
		}
	}
	return nil
}
