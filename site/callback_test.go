package site

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

const link = "a-token-that-only-the-caller-was-sent-00001"

// promises is a centre that owes one call.
type promises struct {
	cb    civicline.Callback
	did   []civicline.Command
	fails error
	full  bool
}

func (p *promises) CallbackByToken(_ context.Context, token string) (civicline.Callback, error) {
	if token != link {
		return civicline.Callback{}, &civicline.Error{Kind: civicline.NotFound, Op: "find a callback", Message: "None."}
	}
	return p.cb, nil
}

func (p *promises) SlotsByToken(_ context.Context, _ string, n int) (out []civicline.Slot, _ error) {
	for i := range min(n, 3) {
		at := time.Date(2026, 11, 24, 1+i, 0, 0, 0, time.UTC)
		out = append(out, civicline.Slot{From: at, Until: at.Add(time.Hour), Free: 1})
	}
	return out, nil
}

func (p *promises) Do(_ context.Context, who civicline.Actor, cmd civicline.Command) (civicline.Result, error) {
	if who != (civicline.Actor{Tier: civicline.Public}) {
		return civicline.Result{}, &civicline.Error{Kind: civicline.Internal, Op: "test", Message: "not as the public"}
	}
	if p.full {
		return civicline.Result{Hours: civicline.OpenHours{Next: time.Unix(1, 0)}}, p.fails
	}
	p.did = append(p.did, cmd)
	return civicline.Result{}, p.fails
}

func owing() *promises {
	return &promises{cb: civicline.Callback{Reference: ref, Number: "+12025550143", Language: civicline.English, Queue: "tier1-en", Reason: "SECRET", Topic: "SECRET",
		Due: time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC), State: civicline.CallbackUnreached, Attempts: 2}}
}

func form(s *Site, target string, fields url.Values) (int, string, http.Header) {
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(fields.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Code, w.Body.String(), w.Header()
}

func TestCallbackSaysWhenWeCall(t *testing.T) {
	due := time.Date(2026, 11, 24, 15, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		name  string
		shape func(*civicline.Callback)
		en    string
		es    string
		open  bool
	}{
		{"unreached", func(*civicline.Callback) {}, "called you twice", "Le llamamos dos veces", true},
		{"promised, for a time", func(c *civicline.Callback) {
			c.State, c.Due, c.Until = civicline.CallbackPromised, due, due.Add(time.Hour)
		}, "on Tuesday, November 24, from 10:00 a.m. to 11:00 a.m. Eastern time.", "el martes 24 de noviembre, de 10:00 a. m. a 11:00 a. m. (hora del Este).", true},
		{"promised, from an opening on", func(c *civicline.Callback) { c.State, c.Due = civicline.CallbackPromised, due }, "from Tuesday, November 24, 10:00 a.m. Eastern time on", "a partir del martes 24 de noviembre", true},
		{"in line", func(c *civicline.Callback) { c.State = civicline.CallbackInLine }, "as soon as your turn comes", "en cuanto llegue su turno", true},
		{"being made", func(c *civicline.Callback) { c.State = civicline.CallbackBeingMade }, "We are ringing you now", "Le estamos llamando ahora", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := owing()
			tc.shape(&p.cb)
			s, _ := newSite(t, func(o *Options) { o.Callbacks = p })
			for path, want := range map[string]string{"/callback/": tc.en, "/es/callback/": tc.es} {
				status, body, h := get(s, "GET", path+link, "")
				if status != 200 || !strings.Contains(body, want) || strings.Contains(body, "<select") != tc.open {
					t.Errorf("%s: %d, want %q in\n%s", path, status, want, body)
				}
				if strings.Contains(body, "SECRET") || strings.Contains(body, "5550143") || strings.Contains(body, string(ref)) {
					t.Errorf("%s tells more than it may:\n%s", path, body)
				}
				if h.Get("Cache-Control") != "no-store" || !strings.Contains(h.Get("X-Robots-Tag"), "noindex") || h.Get("Referrer-Policy") != "no-referrer" {
					t.Errorf("%s: headers %v", path, h)
				}
			}
		})
	}
}

func TestCallbackOpensInTheCallersLanguage(t *testing.T) {
	p := owing()
	p.cb.Language = civicline.Spanish
	s, _ := newSite(t, func(o *Options) { o.Callbacks = p })
	if status, _, h := get(s, "GET", "/callback/"+link, ""); status != 303 || h.Get("Location") != "/es/callback/"+link {
		t.Errorf("%d %v", status, h)
	}
	_, body, _ := get(s, "GET", "/es/callback/"+link, "")
	if !strings.Contains(body, `href="/callback/`+link+`?lang=en"`) {
		t.Errorf("no way to English:\n%s", body)
	}
	if status, _, _ := get(s, "GET", "/callback/"+link+"?lang=en", ""); status != 200 {
		t.Errorf("in English after all: %d", status)
	}
}

func TestCallbackIsChanged(t *testing.T) {
	at := time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)
	p := owing()
	s, _ := newSite(t, func(o *Options) { o.Callbacks = p })
	status, _, h := form(s, "/callback/"+link, url.Values{"do": {"rebook"}, "at": {"1795482000"}})
	if status != 303 || h.Get("Location") != "/callback/"+link+"?lang=en&done=1" {
		t.Errorf("another time: %d %v", status, h)
	}
	if _, body, _ := get(s, "GET", h.Get("Location"), ""); !strings.Contains(body, `role="status"`) {
		t.Error("that it is done is not said")
	}
	form(s, "/es/callback/"+link, url.Values{"do": {"rebook"}, "at": {""}})
	status, body, _ := form(s, "/es/callback/"+link, url.Values{"do": {"drop"}})
	if status != 200 || !strings.Contains(body, "No le llamaremos") || strings.Contains(body, "<form") {
		t.Errorf("no call: %d %s", status, body)
	}
	want := []civicline.Command{civicline.Rebook{Token: link, At: at}, civicline.Rebook{Token: link}, civicline.DropCallback{Token: link}}
	if len(p.did) != 3 || p.did[0] != want[0] || p.did[1] != want[1] || p.did[2] != want[2] {
		t.Errorf("did %+v, want %+v", p.did, want)
	}
}

func TestCallbackThatCannotBeChangedSaysWhy(t *testing.T) {
	fail := func(kind civicline.Fault) error { return &civicline.Error{Kind: kind, Op: "test", Message: "no"} }
	for _, tc := range []struct {
		name   string
		fails  error
		full   bool
		at     string
		status int
		has    string
	}{
		{"taken meanwhile", fail(civicline.Refused), true, "1", 409, "taken this time"},
		{"the rules say no", fail(civicline.Refused), false, "1", 403, "cannot be changed"},
		{"in the past", fail(civicline.Invalid), false, "1", 422, "cannot call at this time"},
		{"no time at all", nil, false, "soon", 422, "cannot call at this time"},
		{"being rung", fail(civicline.Conflict), false, "1", 409, "ringing you now"},
		{"made meanwhile", fail(civicline.NotFound), false, "1", 404, "not good any more"},
		{"trouble of ours", fail(civicline.Unavailable), false, "1", 503, "try again soon"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := owing()
			p.fails, p.full = tc.fails, tc.full
			s, _ := newSite(t, func(o *Options) { o.Callbacks = p })
			status, body, _ := form(s, "/callback/"+link, url.Values{"do": {"rebook"}, "at": {tc.at}})
			if status != tc.status || !strings.Contains(body, tc.has) || !strings.Contains(body, "800-555-0100") {
				t.Errorf("%d, want %d with %q in\n%s", status, tc.status, tc.has, body)
			}
		})
	}
}

func TestGuessingAtLinksIsStopped(t *testing.T) {
	s, _ := newSite(t, func(o *Options) { o.Callbacks = owing() })
	for _, wrong := range []string{"x", link + "x", strings.Repeat("a", 43), "..%2f..", "b" + link, "c" + link} {
		if status, body, _ := get(s, "GET", "/callback/"+wrong, ""); status != 404 || !strings.Contains(body, "800-555-0100") {
			t.Fatalf("%s: %d", wrong, status)
		}
	}
	if status, _, _ := get(s, "GET", "/callback/"+link, ""); status != 429 {
		t.Errorf("after six wrong links a right one gives %d, want 429", status)
	}
}

func TestAnotherSiteMayNotChangeACallback(t *testing.T) {
	p := owing()
	s, _ := newSite(t, func(o *Options) { o.Callbacks = p })
	r := httptest.NewRequest(http.MethodPost, "/callback/"+link, strings.NewReader("do=drop"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != 403 || len(p.did) > 0 {
		t.Errorf("%d, %v", w.Code, p.did)
	}
}

func TestEstimatesArePublished(t *testing.T) {
	s, _ := newSite(t, func(o *Options) {
		o.Kept = 45 * time.Minute
		o.Estimates = func(context.Context) ([]Estimate, error) {
			return []Estimate{{civicline.Words{"en": "English line", "es": "línea en inglés"}, 212, 0.834, 131 * time.Second},
				{civicline.Words{"en": "Spanish line", "es": "línea en español"}, 3, 1, 0}}, nil
		}
	})
	for path, want := range map[string][]string{
		"/waits":      {"83 of 100", "2 minutes 11 seconds", "212", "too few"},
		"/es/esperas": {"83 de cada 100", "2 minutos 11 segundos", "Línea en español", "muy pocas"},
	} {
		status, body, _ := get(s, "GET", path, "")
		for _, w := range want {
			if status != 200 || !strings.Contains(body, w) {
				t.Errorf("%s: %d, want %q in\n%s", path, status, w, body)
			}
		}
	}
	if _, body, _ := get(s, "GET", "/", ""); !strings.Contains(body, "for 45 minutes") || !strings.Contains(body, `href="/waits"`) {
		t.Error("the first page does not tell how long a place is kept, or leads nowhere")
	}
	s, _ = newSite(t, nil)
	if status, body, _ := get(s, "GET", "/waits", ""); status != 404 || strings.Contains(body, `href="/waits"`) {
		t.Errorf("not published: %d", status)
	}
}
