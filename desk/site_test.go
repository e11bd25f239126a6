package desk_test

import (
	"context"
	"fmt"
	"io/fs"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/desk"
	"github.com/civicline/civicline/desk/web"
	"github.com/civicline/civicline/site"
)

// untilHungUp is a switchboard that lets the caller listen.
type untilHungUp struct{}

func (untilHungUp) Handle(ctx context.Context, leg civicline.Leg) {
	select {
	case <-ctx.Done():
	case <-leg.Context().Done():
	}
}

// promises is a centre that owes one call, to whoever has the link.
type promises struct {
	civicline.Callback
	gone bool
}

func (p *promises) CallbackByToken(_ context.Context, token string) (civicline.Callback, error) {
	if token != linkToken || p.gone {
		return civicline.Callback{}, fault(civicline.NotFound, "This link is not good any more.")
	}
	return p.Callback, nil
}

func (p *promises) SlotsByToken(_ context.Context, _ string, n int) (out []civicline.Slot, _ error) {
	for at := time.Now().Truncate(time.Hour).Add(time.Hour); len(out) < n; at = at.Add(time.Hour) {
		out = append(out, civicline.Slot{From: at, Until: at.Add(time.Hour), Free: 2})
	}
	return out, nil
}

func (p *promises) Do(_ context.Context, _ civicline.Actor, cmd civicline.Command) (civicline.Result, error) {
	switch cmd := cmd.(type) {
	case civicline.Rebook:
		p.State, p.Due, p.Until = civicline.CallbackPromised, cmd.At, cmd.At.Add(time.Hour)
	case civicline.DropCallback:
		p.gone = true
	}
	return civicline.Result{}, nil
}

const linkToken = "a-token-that-only-the-caller-was-sent-00001"

// TestSiteInBrowser drives the public's pages in Chromium. The steps are in
// web/tests/site.mjs.
func TestSiteInBrowser(t *testing.T) {
	chromium := needs(t)
	phones, err := newTonePhones()
	if err != nil {
		t.Fatal(err)
	}
	r := newRig(t, time.Now, func(o *desk.Options) { o.Pages = web.Pages() })
	r.signIn(t, "maria")
	r.c.agents["maria"].State = civicline.Ready
	r.c.ring("past", "maria", nil)
	if _, err := r.c.Do(t.Context(), civicline.Actor{ID: "maria", Tier: civicline.Tier1}, civicline.Accept{Call: "past"}); err != nil {
		t.Fatal(err)
	}
	r.c.calls["past"].Answered = time.Date(2026, 11, 23, 15, 4, 0, 0, time.UTC)
	r.c.callerHangsUp("past")
	r.c.calls["past"].Ended = r.c.calls["past"].Answered.Add(4*time.Minute + 12*time.Second)

	assets, err := fs.Sub(web.Pages(), "site")
	if err != nil {
		t.Fatal(err)
	}
	eastern, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	owed := &promises{Callback: civicline.Callback{Number: "+12025550143", Language: civicline.English, State: civicline.CallbackUnreached, Attempts: 2}}
	s, err := site.New(site.Options{Callbacks: owed,
		Estimates: func(context.Context) ([]site.Estimate, error) {
			return []site.Estimate{{Line: queues[0].Name, Count: 1204, Coverage: 0.81, Error: 94 * time.Second}, {Line: queues[1].Name, Count: 3}}, nil
		},
		Grants: r.c.grants, Receipts: r.c, Webphones: phones, Switchboard: untilHungUp{},
		Hours: func(now time.Time) civicline.OpenHours {
			return civicline.OpenHours{Open: true, Next: now.Add(time.Hour)}
		},
		Line:   civicline.Words{"en": "Model Agency Contact Line", "es": "Línea de la Agencia Modelo"},
		Number: "800-555-0100", SIP: "sip:line@127.0.0.1:5060", Zone: eastern, Assets: assets, Tokens: true,
		News: func() civicline.Words {
			return civicline.Words{"en": "We never ask for money by phone.", "es": "Nunca pedimos dinero por teléfono."}
		}})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(s)
	defer func() {
		phones.Close()
		srv.Close()
		s.Close()
	}()
	stage := httptest.NewServer(stageHands(r, phones))
	defer stage.Close()
	cmd := exec.CommandContext(t.Context(), "node", "web/tests/site.mjs", srv.URL, stage.URL, fmt.Sprint(r.c.calls["past"].Reference), linkToken)
	cmd.Env = append(os.Environ(), "CHROMIUM="+chromium)
	steps(t, cmd)
}
