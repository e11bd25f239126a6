package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/desk"
)

func TestProblemsAreOneShape(t *testing.T) {
	r := newRig(t, time.Now, nil)
	cookie := r.signIn(t, "maria")
	for _, c := range []struct {
		name, method, path, body string
		status                   int
		kind                     civicline.Fault
	}{
		{"not JSON", "POST", "/api/session", `{`, 400, civicline.Invalid},
		{"a field is missing", "POST", "/api/session", `{"name":"x"}`, 422, civicline.Invalid},
		{"no such call", "GET", "/api/calls/none", ``, 404, civicline.NotFound},
		{"not now", "POST", "/api/calls/none/answer", `{"sdp":"v=0"}`, 404, civicline.NotFound},
		{"the rules say no", "GET", "/api/board", ``, 403, civicline.Refused},
	} {
		t.Run(c.name, func(t *testing.T) {
			resp, body := r.ask(t, cookie, c.method, c.path, c.body)
			var p desk.Problem
			if err := json.Unmarshal([]byte(body), &p); err != nil || resp.StatusCode != c.status || p.Kind != c.kind || p.Message == "" {
				t.Errorf("%d %s (%v), want %d %s", resp.StatusCode, body, err, c.status, c.kind)
			}
			if got := resp.Header.Get("Content-Type"); got != "application/json" {
				t.Errorf("Content-Type %q", got)
			}
		})
	}
}

func TestGuessingPasswordsIsStopped(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	r := newRig(t, func() time.Time { return now }, nil)
	try := func(password string) (int, string) {
		resp, body := r.ask(t, "", "POST", "/api/session", `{"name":"Maria","password":"`+password+`"}`)
		return resp.StatusCode, body
	}
	for range 5 {
		if status, body := try("guess"); status != 401 || !strings.Contains(body, "do not match") {
			t.Fatal(status, body)
		}
	}
	if status, body := try("open sesame"); status != 429 || !strings.Contains(body, "wait 10 min") && !strings.Contains(body, "wait 11 min") {
		t.Errorf("after five wrong tries: %d %s", status, body)
	}
}

func TestCookieIsForThisSiteAlone(t *testing.T) {
	r := newRig(t, time.Now, func(o *desk.Options) { o.Secure = true })
	resp, _ := r.ask(t, "", "POST", "/api/session", `{"name":"maria","password":"open sesame"}`)
	c := resp.Cookies()[0]
	if !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteStrictMode || c.Path != "/" {
		t.Errorf("cookie %+v", c)
	}
	if resp.Header.Get("Content-Security-Policy") == "" || resp.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("headers %v", resp.Header)
	}
}

func TestAnotherSiteMayNotCommand(t *testing.T) {
	r := newRig(t, time.Now, nil)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.srv.URL+"/api/me/ready", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	req.AddCookie(&http.Cookie{Name: "civicline", Value: r.signIn(t, "maria")})
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("%d, want 403", resp.StatusCode)
	}
}

func TestRecordingByRange(t *testing.T) {
	r := newRig(t, time.Now, nil)
	cookie := r.signIn(t, "maria")
	r.ask(t, cookie, "POST", "/api/me/ready", "")
	r.c.ring("mine", "maria", nil)
	r.ask(t, cookie, "POST", "/api/calls/mine/answer", `{"sdp":"v=0"}`)
	r.c.callerHangsUp("mine")
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.srv.URL+"/api/calls/mine/recording", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Range", "bytes=8-11")
	req.AddCookie(&http.Cookie{Name: "civicline", Value: cookie})
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b := make([]byte, 10)
	n, _ := resp.Body.Read(b)
	if resp.StatusCode != http.StatusPartialContent || string(b[:n]) != "WAVE" || resp.Header.Get("Content-Type") != "audio/wav" {
		t.Errorf("%d %q %v", resp.StatusCode, b[:n], resp.Header)
	}
}

// lateDoor refuses to let a call be accepted: someone was quicker.
type lateDoor struct{ desk.Door }

func (d lateDoor) Do(ctx context.Context, who civicline.Actor, cmd civicline.Command) (civicline.Result, error) {
	if _, ok := cmd.(civicline.Accept); ok {
		return civicline.Result{}, fault(civicline.Conflict, "Too late.")
	}
	return d.Door.Do(ctx, who, cmd)
}

// keptPhones remembers the leg it gave.
type keptPhones struct{ leg *deafLeg }

func (p *keptPhones) Accept(_ context.Context, _ string, party civicline.Party) (civicline.Leg, string, error) {
	p.leg = newDeafLeg(party)
	return p.leg, "v=0 answer", nil
}

// noJoin cannot bring legs together.
type noJoin struct{}

func (noJoin) Join(context.Context, civicline.CallID, civicline.Agent, civicline.Leg) error {
	return errors.New("the line is gone")
}

func TestAnswerThatFailsHangsUpItsLeg(t *testing.T) {
	for name, c := range map[string]struct {
		shape  func(*desk.Options)
		status int
		agent  civicline.AgentState
	}{
		"too late":  {func(o *desk.Options) { o.Door = lateDoor{o.Door} }, 409, civicline.Alerting},
		"no bridge": {func(o *desk.Options) { o.Phones = noJoin{} }, 500, civicline.WrappingUp},
	} {
		t.Run(name, func(t *testing.T) {
			phones := &keptPhones{}
			r := newRig(t, time.Now, func(o *desk.Options) {
				o.Webphones = phones
				c.shape(o)
			})
			cookie := r.signIn(t, "maria")
			r.ask(t, cookie, "POST", "/api/me/ready", "")
			r.c.ring("c1", "maria", nil)
			resp, body := r.ask(t, cookie, "POST", "/api/calls/c1/answer", `{"sdp":"v=0"}`)
			if resp.StatusCode != c.status {
				t.Errorf("%d %s", resp.StatusCode, body)
			}
			if phones.leg.ctx.Err() == nil {
				t.Error("the leg is left on")
			}
			if got := r.c.agents["maria"].State; got != c.agent {
				t.Errorf("Maria is %s, want %s", got, c.agent)
			}
		})
	}
}

func TestPageIsServedOrSaysWhatIsMissing(t *testing.T) {
	r := newRig(t, time.Now, nil)
	for path, want := range map[string]int{"/desk/": 200, "/desk/assets/a.js": 200, "/desk/assets/": 404, "/desk/assets/none.js": 404, "/desk/../go.mod": 404, "/desk/other": 404} {
		if resp, _ := r.ask(t, "", "GET", path, ""); resp.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, resp.StatusCode, want)
		}
	}
}

func TestOpenAPIKnowsEveryRoute(t *testing.T) {
	r := newRig(t, time.Now, nil)
	_, body := r.ask(t, "", "GET", "/api/openapi.json", "")
	var doc struct {
		Paths      map[string]map[string]any
		Components struct{ Schemas map[string]any }
	}
	if err := json.Unmarshal([]byte(body), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Paths) != 31 {
		t.Errorf("%d paths, want 31", len(doc.Paths))
	}
	for _, name := range []string{"Problem", "Me", "Sheet", "NewLines", "Board", "Story"} {
		if doc.Components.Schemas[name] == nil {
			t.Errorf("there is no schema of %s", name)
		}
	}
}
