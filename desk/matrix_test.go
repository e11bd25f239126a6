package desk_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/desk"
)

var update = flag.Bool("update", false, "write the golden files anew")

// cannedPhones takes every offer and gives a leg without sound.
type cannedPhones struct{}

func (cannedPhones) Accept(_ context.Context, offer string, party civicline.Party) (civicline.Leg, string, error) {
	if !strings.HasPrefix(offer, "v=0") {
		return nil, "", fault(civicline.Invalid, "This is no offer.")
	}
	return newDeafLeg(party), "v=0 answer", nil
}

type deafLeg struct {
	civicline.Leg // what a test does not need is nil
	ctx           context.Context
	hangUp        context.CancelCauseFunc
}

func newDeafLeg(civicline.Party) *deafLeg {
	l := &deafLeg{}
	l.ctx, l.hangUp = context.WithCancelCause(context.Background())
	return l
}

func (l *deafLeg) Context() context.Context     { return l.ctx }
func (l *deafLeg) Answer(context.Context) error { return nil }
func (l *deafLeg) Hangup(cause error)           { l.hangUp(cause) }

var queues = []civicline.Queue{
	{ID: "tier1-en", Name: civicline.Words{"en": "Representatives, English", "es": "Representantes, inglés"}, Tier: civicline.Tier1, Language: civicline.English, Target: 2 * time.Minute},
	{ID: "tier1-es", Name: civicline.Words{"en": "Representatives, Spanish", "es": "Representantes, español"}, Tier: civicline.Tier1, Language: civicline.Spanish, Target: 2 * time.Minute},
}

type rig struct {
	c   *smallCenter
	d   *desk.Desk
	srv *httptest.Server
}

// newRig starts a desk on a small centre. Shape may change the options.
func newRig(t *testing.T, now func() time.Time, shape func(*desk.Options)) *rig {
	t.Helper()
	c := newSmallCenter(now)
	o := desk.Options{Door: c, Grants: c.grants, Reads: c, Watch: c, Officers: c, Signer: c, Phones: c, Webphones: cannedPhones{},
		Hours: func(time.Time) civicline.OpenHours {
			return civicline.OpenHours{Open: true, Next: now().Add(time.Hour)}
		},
		Queues: queues, Line: civicline.Words{"en": "Model Agency Contact Line", "es": "Línea de la Agencia Modelo"}, Now: now,
		Recordings: fstest.MapFS{"mine.wav": {Data: []byte("RIFF....WAVE")}, "other.wav": {Data: []byte("RIFF....WAVE")}},
		Pages:      fstest.MapFS{"index.html": {Data: []byte("<!doctype html>")}, "assets/a.js": {Data: []byte("1")}}}
	if shape != nil {
		shape(&o)
	}
	d := desk.New(o)
	c.publish = d.Deliver
	srv := httptest.NewServer(d)
	srv.Config.RegisterOnShutdown(d.StopStreams)
	t.Cleanup(func() {
		d.StopStreams()
		srv.Close()
		d.Close()
	})
	return &rig{c, d, srv}
}

// ask makes a request as whoever has the cookie.
func (r *rig) ask(t *testing.T, cookie, method, path, body string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(method, r.srv.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if cookie != "" {
		req.AddCookie(&http.Cookie{Name: "civicline", Value: cookie})
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	resp, err := http.DefaultClient.Do(req.WithContext(ctx))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.Header.Get("Content-Type") == "text/event-stream" {
		return resp, ""
	}
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(b)
}

// signIn returns the cookie of a new session.
func (r *rig) signIn(t *testing.T, name string) string {
	t.Helper()
	resp, body := r.ask(t, "", "POST", "/api/session", `{"name":"`+name+`","password":"open sesame"}`)
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("sign in: %d %s", resp.StatusCode, body)
	}
	return resp.Cookies()[0].Value
}

// TestEveryRouteAsEveryRole shows any change of who may do what in review: run
// with -update and read the difference.
func TestEveryRouteAsEveryRole(t *testing.T) {
	routes := []struct{ method, path, body string }{
		{"GET", "/api/me", ""},
		{"POST", "/api/me/not-ready", `{"reason":"lunch"}`},
		{"POST", "/api/me/ready", ""},
		{"POST", "/api/calls/mine/answer", `{"sdp":"v=0"}`},
		{"POST", "/api/calls/mine/hold", ""},
		{"POST", "/api/calls/mine/unhold", ""},
		{"POST", "/api/calls/mine/draft", `{"note":"n"}`},
		{"GET", "/api/calls/mine", ""},
		{"POST", "/api/calls/mine/consult", `{"note":"an RFE"}`},
		{"POST", "/api/calls/mine/transfer", ""},
		{"POST", "/api/calls/mine/end-consult", ""},
		{"GET", "/api/calls/mine/windows", ""},
		{"POST", "/api/calls/mine/item", `{"topic":"rfe","note":"asks"}`},
		{"POST", "/api/calls/mine/leave", ""},
		{"POST", "/api/me/extend", ""},
		{"POST", "/api/calls/mine/wrap-up", `{"note":"n","outcome":"answered","ready":false}`},
		{"GET", "/api/calls/mine/recording", ""},
		{"POST", "/api/calls/other/consult", `{}`},
		{"POST", "/api/calls/other/transfer", ""},
		{"POST", "/api/calls/other/item", `{}`},
		{"GET", "/api/items", ""},
		{"GET", "/api/items/K7PM-2QX9", ""},
		{"GET", "/api/items/K7PM-2QX8", ""},
		{"GET", "/api/items/K7PM-2QX9/windows", ""},
		{"POST", "/api/items/K7PM-2QX9/window", `{}`},
		{"POST", "/api/items/K7PM-2QX9/close", `{"outcome":"answered","note":"n"}`},
		{"POST", "/api/items/K7PM-2QX9/withdraw", ""},
		{"POST", "/api/calls/other/answer", `{"sdp":"v=0"}`},
		{"POST", "/api/calls/other/decline", ""},
		{"POST", "/api/calls/other/hold", ""},
		{"POST", "/api/calls/other/leave", ""},
		{"POST", "/api/calls/other/wrap-up", `{"note":"n","outcome":"answered","ready":false}`},
		{"POST", "/api/calls/other/draft", `{"note":"n"}`},
		{"GET", "/api/calls/other", ""},
		{"GET", "/api/calls/other/recording", ""},
		{"GET", "/api/calls", ""},
		{"GET", "/api/board", ""},
		{"GET", "/api/calls/other/why", ""},
		{"POST", "/api/lines/close", `{"why":{"en":"snow","es":"nieve"}}`},
		{"POST", "/api/lines/open", `{}`},
		{"GET", "/api/live", ""},
		{"GET", "/api/openapi.json", ""},
		{"GET", "/desk/", ""},
		{"DELETE", "/api/session", ""},
	}
	roles := []struct {
		title string
		agent civicline.AgentID
	}{{"public", ""}, {"tier 1", "maria"}, {"tier 2", "olga"}, {"supervisor", "sam"}}
	table := map[string][]string{}
	for _, role := range roles {
		r := newRig(t, time.Now, nil)
		// "other" is the call of somebody else, and over.
		r.signIn(t, "james")
		r.c.agents["james"].State = civicline.Ready
		r.c.ring("other", "james", nil)
		r.c.callerHangsUp("other")
		r.c.officerReady()
		r.c.addItem("K7PM2QX9")
		cookie := ""
		if role.agent != "" {
			cookie = r.signIn(t, string(role.agent))
		}
		for _, route := range routes {
			if strings.HasSuffix(route.path, "mine/answer") && (role.agent == "maria" || role.agent == "olga") {
				r.c.ring("mine", role.agent, nil)
			}
			resp, _ := r.ask(t, cookie, route.method, route.path, route.body)
			key := route.method + " " + route.path
			table[key] = append(table[key], fmt.Sprint(resp.StatusCode))
		}
	}
	var got bytes.Buffer
	fmt.Fprintf(&got, "%-38s %-8s %-8s %-8s %s\n", "", roles[0].title, roles[1].title, roles[2].title, roles[3].title)
	for _, route := range routes {
		key := route.method + " " + route.path
		row := table[key]
		fmt.Fprintf(&got, "%-38s %-8s %-8s %-8s %s\n", key, row[0], row[1], row[2], row[3])
	}
	golden(t, "testdata/matrix.txt", got.Bytes())
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; got\n%s", file, got)
	}
}
