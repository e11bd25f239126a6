package site

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/civicline/civicline"
)

type receipts map[civicline.Reference]civicline.CallReceipt

func (r receipts) Receipt(_ context.Context, p civicline.Pass, ref civicline.Reference) (civicline.CallReceipt, error) {
	if err := p.For(civicline.ReadReceipts); err != nil {
		return civicline.CallReceipt{}, err
	}
	if found, ok := r[ref]; ok {
		return found, nil
	}
	return civicline.CallReceipt{}, &civicline.Error{Kind: civicline.NotFound, Op: "find a receipt", Message: "None."}
}

type leg struct {
	civicline.Leg
	party civicline.Party
	ctx   context.Context
	end   context.CancelCauseFunc
}

func (l *leg) Party() civicline.Party   { return l.party }
func (l *leg) Context() context.Context { return l.ctx }
func (l *leg) Hangup(cause error)       { l.end(cause) }

type phones struct{ last atomic.Pointer[leg] }

func (p *phones) Accept(_ context.Context, offer string, party civicline.Party) (civicline.Leg, string, error) {
	if !strings.HasPrefix(offer, "v=0") {
		return nil, "", &civicline.Error{Kind: civicline.Invalid, Op: "answer a page", Message: "no offer"}
	}
	l := &leg{party: party}
	l.ctx, l.end = context.WithCancelCause(context.Background())
	p.last.Store(l)
	return l, "v=0 answer", nil
}

// Handle waits until the call is over, as the switchboard does.
func (p *phones) Handle(ctx context.Context, l civicline.Leg) {
	select {
	case <-ctx.Done():
	case <-l.Context().Done():
	}
}

var ref = civicline.NewReference(48277130)

func newSite(t *testing.T, shape func(*Options)) (*Site, *phones) {
	t.Helper()
	eastern, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	p := &phones{}
	o := Options{Grants: civicline.Grants{civicline.ReadReceipts: {civicline.Public}},
		Receipts: receipts{ref: {Reference: ref, AgentID: "maria", AgentName: "Maria R.",
			At: time.Date(2026, 7, 3, 23, 30, 0, 0, time.UTC), Duration: 61 * time.Second}},
		Webphones: p, Switchboard: p, Line: civicline.Words{"en": "Line", "es": "Línea"}, Number: "800-555-0100", Zone: eastern, Tokens: true,
		Now:    func() time.Time { return time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC) },
		Assets: fstest.MapFS{"site.css": {Data: []byte("a{}")}, "site.js": {Data: []byte("1")}}}
	if shape != nil {
		shape(&o)
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s, p
}

func get(s *Site, method, target, body string) (int, string, http.Header) {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Code, w.Body.String(), w.Header()
}

func TestPages(t *testing.T) {
	s, _ := newSite(t, nil)
	for _, c := range []struct {
		target string
		status int
		has    string
	}{
		{"/", 200, "Call now"},
		{"/es", 200, "Llamar ahora"},
		{"/receipt", 200, "Reference number"},
		{"/es/receipt", 200, "Número de referencia"},
		{"/receipt?ref=" + ref.String(), 200, "7:30 p.m. Eastern time"},
		{"/receipt?ref=" + string(ref), 200, "1 minute 1 second"},
		{"/es/receipt?ref=" + string(ref), 200, "viernes 3 de julio de 2026"},
		{"/receipt?ref=12", 422, "nine digits"},
		{"/receipt?ref=482771300", 422, "One of these digits is not right"},
		{"/receipt?ref=" + string(civicline.NewReference(1)), 404, "no receipt with this number"},
		{"/receipt?ref=%3Cscript%3E", 422, "&lt;script&gt;"},
		{"/nowhere", 404, "no such page"},
		{"/es/nada", 404, "no existe"},
		{"/site/site.css", 200, "a{}"},
		{"/site/", 404, ""},
	} {
		status, body, h := get(s, "GET", c.target, "")
		if status != c.status || !strings.Contains(body, c.has) {
			t.Errorf("%s: %d, want %d with %q in\n%s", c.target, status, c.status, c.has, body)
		}
		if !strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: headers %v", c.target, h)
		}
	}
}

func TestNoWordsAreMissing(t *testing.T) {
	for name, w := range words {
		if m := w.Missing(); len(m) > 0 {
			t.Errorf("%q has no words in %v", name, m)
		}
	}
	for _, l := range civicline.Languages {
		s, _ := newSite(t, nil)
		path := map[civicline.Language]string{"en": "/receipt?ref=", "es": "/es/receipt?ref="}[l]
		if _, body, _ := get(s, "GET", path+string(ref), ""); strings.Contains(body, "<dt></dt>") || strings.Contains(body, "%!") {
			t.Errorf("%s: a phrase is missing", l)
		}
	}
}

func TestGuessingIsStopped(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	s, _ := newSite(t, func(o *Options) { o.Now = func() time.Time { return now } })
	look := func(n uint64) int {
		status, _, _ := get(s, "GET", "/receipt?ref="+string(civicline.NewReference(n)), "")
		return status
	}
	for n := range uint64(6) {
		if got := look(n); got != 404 {
			t.Fatalf("guess %d: %d", n, got)
		}
	}
	if got := look(48277130); got != 429 {
		t.Errorf("after six misses a right number gives %d, want 429", got)
	}
	now = now.Add(10 * time.Minute)
	if got := look(48277130); got != 200 {
		t.Errorf("ten minutes later: %d, want 200", got)
	}
}

func TestReceiptsAreNotForAllEverywhere(t *testing.T) {
	s, _ := newSite(t, func(o *Options) { o.Grants = civicline.Grants{} })
	if status, _, _ := get(s, "GET", "/receipt?ref="+string(ref), ""); status != 403 {
		t.Errorf("without the rule: %d, want 403", status)
	}
}

func TestStanding(t *testing.T) {
	zone := time.FixedZone("EST", -5*3600)
	now := time.Date(2026, 11, 25, 18, 0, 0, 0, zone) // a Wednesday
	for _, c := range []struct {
		name string
		h    civicline.OpenHours
		en   string
		es   string
	}{
		{"open", civicline.OpenHours{Open: true, Next: now.Add(2 * time.Hour)}, "answering now, until 8:00 p.m. Eastern time", "ahora, hasta las 8:00 p. m. (hora del Este)"},
		{"closed until Friday", civicline.OpenHours{Next: now.Add(38 * time.Hour)}, "again on Friday, November 27, at 8:00 a.m.", "de nuevo el viernes 27 de noviembre, a las 8:00 a. m."},
		{"closed until later today", civicline.OpenHours{Next: now.Add(time.Hour)}, "again today at 7:00 p.m.", "de nuevo hoy a las 7:00 p. m."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := standing(civicline.English, c.h, now, zone); !strings.Contains(got, c.en) {
				t.Error(got)
			}
			if got := standing(civicline.Spanish, c.h, now, zone); !strings.Contains(got, c.es) {
				t.Error(got)
			}
		})
	}
}

func TestCall(t *testing.T) {
	s, p := newSite(t, nil)
	status, body, _ := get(s, "POST", "/call", `{"sdp":"v=0","language":"es"}`)
	if status != 200 || !strings.Contains(body, "v=0 answer") {
		t.Fatalf("%d %s", status, body)
	}
	first := p.last.Load().party
	if first.Channel != civicline.Web || first.Dialled != "page-es" || !strings.HasPrefix(string(first.Number), "web-") {
		t.Errorf("party %+v", first)
	}
	token := strings.TrimPrefix(string(first.Number), "web-")
	get(s, "POST", "/call", `{"sdp":"v=0","language":"es","resume":"`+token+`"}`)
	if again := p.last.Load().party; again.Number != first.Number {
		t.Errorf("ringing back is %q, not %q", string(again.Number), string(first.Number))
	}
	get(s, "POST", "/call", `{"sdp":"v=0","resume":"guess"}`)
	if other := p.last.Load().party; other.Number == "web-guess" {
		t.Error("a made-up token was taken")
	}
	for _, bad := range []string{`{`, `{}`, `{"sdp":"hello"}`} {
		if status, _, _ := get(s, "POST", "/call", bad); status != 400 && status != 422 {
			t.Errorf("%s: %d", bad, status)
		}
	}
	s.Close()
	if p.last.Load().ctx.Err() == nil {
		t.Error("closing the site left a call")
	}
	if status, _, _ := get(s, "POST", "/call", `{"sdp":"v=0"}`); status != 503 {
		t.Errorf("a call to a closed site: %d", status)
	}
}

func TestAnotherSiteMayNotCall(t *testing.T) {
	s, _ := newSite(t, nil)
	r := httptest.NewRequest(http.MethodPost, "/call", strings.NewReader(`{"sdp":"v=0"}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != 403 {
		t.Errorf("%d, want 403", w.Code)
	}
}
