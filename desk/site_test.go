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
	s, err := site.New(site.Options{Grants: r.c.grants, Receipts: r.c, Webphones: phones, Switchboard: untilHungUp{},
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
	cmd := exec.CommandContext(t.Context(), "node", "web/tests/site.mjs", srv.URL, stage.URL, fmt.Sprint(r.c.calls["past"].Reference))
	cmd.Env = append(os.Environ(), "CHROMIUM="+chromium)
	steps(t, cmd)
}
