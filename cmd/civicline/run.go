package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/civicline/civicline/app"
	"github.com/civicline/civicline/speech/worker"
)

// runCentre starts the centre and stays until it is told to stop.
func runCentre(ctx context.Context, c *console, args []string) error {
	f := c.flags("run", "[flags]", "Starts the centre. Without flags: this machine alone, the demonstration agency, offline speech.")
	var o app.Options
	f.StringVar(&o.Data, "data", "", "folder of the database and recordings (default "+app.DefaultData()+")")
	f.StringVar(&o.Database, "database", "", "`URL` of a PostgreSQL database, postgres://USER:PASSWORD@HOST:PORT/DATABASE; default $CIVICLINE_DATABASE, which others on this machine cannot read, or a SQLite file in --data")
	f.StringVar(&o.Agency, "agency", "", "folder of the agency's own files; empty is the demonstration agency")
	f.StringVar(&o.Models, "models", "", "folder of speech models; default $CIVICLINE_MODELS")
	f.StringVar(&o.HTTP, "http", "127.0.0.1:8080", "address of the pages and the desk")
	f.StringVar(&o.SIP, "sip", "127.0.0.1:5060", "address of SIP, UDP and TCP")
	f.StringVar(&o.Advertise, "advertise", "", "IP address that others reach this machine by, behind a NAT")
	f.StringVar(&o.Trunk, "trunk", "", "SIP trunk that callers are rung back by, `sip:HOST[:PORT]`; without one, nobody is rung back")
	f.StringVar(&o.Public, "public", "", "web `address` that callers reach the pages by, for links in texts, like https://calls.agency.gov; without it texts have no links")
	f.StringVar(&o.TextGateway, "text-gateway", "", "web `address` of the service that sends texts; without one they are only written to a folder in --data")
	f.StringVar(&o.TextSecret, "text-secret", "", "file with the secret that texts are signed with; default is what $"+app.SecretVariable+" holds")
	f.StringVar(&o.NATS, "nats", "", "URL of a NATS cluster; empty is a server in this process")
	f.BoolVar(&o.Secure, "secure", false, "cookies by HTTPS only: set it behind a TLS proxy")
	f.StringVar(&o.TrustProxy, "trust-proxy", "", "networks or addresses, with commas between, of proxies whose X-Forwarded-For is believed")
	f.Func("rtp-ports", "UDP ports `LOW-HIGH` for the sound of telephone calls, two for each; any free ones by default", func(text string) error {
		return readPorts(text, &o.RTPPorts)
	})
	f.StringVar(&o.WebRTCUDP, "webrtc-udp", "", "one UDP address HOST:PORT, or :PORT, for the sound of all browsers; any free ports by default")
	f.Func("stun", "ask this server, `stun:HOST:PORT`, for the address that browsers reach this machine by; may be repeated; nobody is asked by default", func(url string) error {
		o.STUN = append(o.STUN, url)
		return nil
	})
	f.BoolVar(&o.AlwaysOpen, "always-open", false, "representatives may answer at any hour, to try the desk at night")
	verbose := f.Bool("verbose", false, "log what happens, without what was said")
	if _, err := parse(f, args); err != nil {
		return err
	}
	if o.Database == "" {
		o.Database = os.Getenv("CIVICLINE_DATABASE")
	}
	level := slog.LevelWarn
	if *verbose {
		level = slog.LevelInfo
	}
	o.Log = slog.New(slog.NewTextHandler(c.err, &slog.HandlerOptions{Level: level}))
	o.Tell = func(line string) { fmt.Fprintln(c.err, line) }
	began := time.Now()
	fmt.Fprintln(c.err, "Starting the centre; building the language models takes a few seconds the first time.")
	a, err := app.Open(ctx, o)
	if err != nil {
		return err
	}
	welcome(c.out, a, time.Since(began))
	defer reloadOn(a, o.Tell)()
	err = a.Wait(ctx)
	fmt.Fprintln(c.err, "Stopping. Places in line are kept.")
	closing, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	if e := a.Close(closing); e != nil {
		return e
	}
	return err
}

// reloadOn reads the agency's files again on SIGHUP, until the returned function
// is called. They are also read again by themselves when they change.
func reloadOn(a *app.App, tell func(string)) (stop func()) {
	asked, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(asked, syscall.SIGHUP)
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-done:
				return
			case <-asked:
				if err := a.Reload(context.Background()); err != nil {
					tell(err.Error())
				} else {
					tell("The agency's files were read again: new calls use them.")
				}
			}
		}
	})
	return func() {
		signal.Stop(asked)
		close(done)
		wg.Wait()
	}
}

// readPorts reads LOW-HIGH.
func readPorts(text string, into *[2]int) error {
	low, high, _ := strings.Cut(text, "-")
	var err, err2 error
	into[0], err = strconv.Atoi(strings.TrimSpace(low))
	into[1], err2 = strconv.Atoi(strings.TrimSpace(high))
	if err != nil || err2 != nil || into[0] < 1 {
		return errors.New("write LOW-HIGH, like 16384-20479")
	}
	return nil
}

// welcome says where to call, where to answer, and what hears and speaks.
func welcome(w io.Writer, a *app.App, took time.Duration) {
	fmt.Fprintf(w, "\n%s is open for calls (%.1f s).\n\n", a.Name(), took.Seconds())
	fmt.Fprintf(w, "  Call    in a browser       %s/\n", a.PageURL())
	fmt.Fprintf(w, "          by a softphone     sip:help@%s (UDP or TCP)\n", a.SIPAddr())
	fmt.Fprintf(w, "          in the terminal    bin/civicline call sip:help@%s --say \"what are your hours\"\n", a.SIPAddr())
	fmt.Fprintf(w, "  Answer  at the desk        %s\n", a.DeskURL())
	for _, p := range a.DemoPeople() {
		fmt.Fprintf(w, "                             %-8s password %-18s %s\n", p.Login, p.Password, p.About)
	}
	fmt.Fprintf(w, "  Hear    a whole call       make demo\n")
	fmt.Fprintf(w, "  Hours   %s\n", a.HoursNow())
	for i, line := range a.Speech() {
		label := "        "
		if i == 0 {
			label = "  Speech"
		}
		fmt.Fprintf(w, "%s  %s\n", label, line)
	}
	fmt.Fprintf(w, "  Data    %s\n\nStop with Ctrl-C.\n", a.Data)
}

// runSpeechWorker is the child process in which native engines run.
func runSpeechWorker(_ context.Context, _ *console, args []string) error {
	if code := worker.Main(args); code != 0 {
		return fmt.Errorf("the speech worker ended with %d", code)
	}
	return nil
}
