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
		Door: a.center, Grants: a.center, Reads: history{a.center}, Signer: a.center, Phones: joiner{a}, Webphones: a.web,
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
		Tokens: true, Chats: true, Log: a.Log, Now: a.Now, AddressOf: a.trusted.addressOf,
	})
	if err != nil {
		return err
	}
	a.site = s
	a.stops.on("the public's pages", func(context.Context) error { s.Close(); return nil })
	return nil
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
