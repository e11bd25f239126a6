package rehearse

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/webleg"
)

// A Representative sits at a desk: the desk's own HTTP API and event stream,
// and a WebRTC leg for each call, as a browser would.
type Representative struct {
	base   string
	client *http.Client
	phone  webleg.Options
	voice  civicline.Synthesizer
	keep   bool

	mu      sync.Mutex
	changed chan struct{}
	now     Sheet
	me      Me
	stop    context.CancelFunc
	done    chan struct{}
	err     error
}

// Sheet is what the representative sees of the call before them.
type Sheet struct {
	ID      civicline.CallID    `json:"id"`
	State   civicline.CallState `json:"state"`
	Reason  string              `json:"reason"`
	Entered time.Time           `json:"entered"`
}

// Me is how the representative stands.
type Me struct {
	Name  string               `json:"name"`
	State civicline.AgentState `json:"state"`
	Call  civicline.CallID     `json:"call"`
}

// SignIn sits down at the desk at base ("http://127.0.0.1:8080") and follows
// its event stream until Close.
func SignIn(ctx context.Context, base, name, password string, phone webleg.Options, voice civicline.Synthesizer, keep bool) (*Representative, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	r := &Representative{base: base, client: &http.Client{Jar: jar}, phone: phone, voice: voice, keep: keep,
		changed: make(chan struct{}), done: make(chan struct{})}
	if err := r.post(ctx, "/api/session", map[string]string{"name": name, "password": password}, nil); err != nil {
		return nil, err
	}
	ctx, r.stop = context.WithCancel(context.WithoutCancel(ctx))
	resp, err := r.open(ctx) //nolint:bodyclose // follow closes it
	if err != nil {
		r.stop()
		return nil, err
	}
	go r.follow(resp)
	return r, nil
}

func (r *Representative) open(ctx context.Context) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.base+"/api/live", nil)
	if err != nil {
		return nil, err
	}
	resp, err := r.client.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, fmt.Errorf("the desk's event stream: %s", resp.Status)
	}
	return resp, nil
}

// follow reads the event stream until it ends.
func (r *Representative) follow(resp *http.Response) {
	defer close(r.done)
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 1<<20)
	var event string
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), ":")
		value = strings.TrimPrefix(value, " ")
		switch name {
		case "event":
			event = value
		case "data":
			r.see(event, []byte(value))
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.err = errors.New("the desk's event stream ended")
	r.tell()
}

func (r *Representative) see(event string, data []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch event {
	case "call":
		r.now = Sheet{}
		_ = json.Unmarshal(data, &r.now)
	case "me":
		_ = json.Unmarshal(data, &r.me)
	default:
		return
	}
	r.tell()
}

// tell is called with mu held.
func (r *Representative) tell() {
	close(r.changed)
	r.changed = make(chan struct{})
}

// Await waits until ok is true of what the desk shows.
func (r *Representative) Await(ctx context.Context, ok func(Me, Sheet) bool) (Sheet, error) {
	for {
		r.mu.Lock()
		me, sheet, changed, err := r.me, r.now, r.changed, r.err
		r.mu.Unlock()
		switch {
		case ok(me, sheet):
			return sheet, nil
		case err != nil:
			return Sheet{}, err
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return Sheet{}, fmt.Errorf("waiting at the desk as %s, %s, call %q %s: %w", me.Name, me.State, sheet.ID, sheet.State, context.Cause(ctx))
		}
	}
}

// Ready takes calls from now on.
func (r *Representative) Ready(ctx context.Context) error {
	return r.post(ctx, "/api/me/ready", nil, nil)
}

// Ring waits until a call rings at this desk.
func (r *Representative) Ring(ctx context.Context) (Sheet, error) {
	return r.Await(ctx, func(_ Me, s Sheet) bool { return s.State == civicline.Offered })
}

// Answer answers the call and returns the line to the caller. Close the line's
// peer with hangUp when done.
func (r *Representative) Answer(ctx context.Context, call civicline.CallID) (line *Line, hangUp func() error, err error) {
	peer, err := webleg.NewPeer(r.phone)
	if err != nil {
		return nil, nil, err
	}
	offer, err := peer.Offer(ctx)
	if err != nil {
		return nil, nil, errors.Join(err, peer.Close())
	}
	var answer struct {
		SDP string `json:"sdp"`
	}
	if err := r.post(ctx, "/api/calls/"+string(call)+"/answer", map[string]string{"sdp": offer}, &answer); err != nil {
		return nil, nil, errors.Join(err, peer.Close())
	}
	leg, err := peer.Answered(answer.SDP)
	if err != nil {
		return nil, nil, errors.Join(err, peer.Close())
	}
	line = NewLine(leg, r.voice, r.keep)
	if err := leg.Answer(ctx); err != nil {
		return nil, nil, errors.Join(err, peer.Close())
	}
	return line, peer.Close, nil
}

// Do asks the desk for something about a call: "hold", "unhold", "leave" or "decline".
func (r *Representative) Do(ctx context.Context, call civicline.CallID, what string) error {
	return r.post(ctx, "/api/calls/"+string(call)+"/"+what, nil, nil)
}

// WrapUp writes the note of an ended call, and is ready for the next, or not.
func (r *Representative) WrapUp(ctx context.Context, call civicline.CallID, note string, outcome civicline.Outcome, ready bool) error {
	return r.post(ctx, "/api/calls/"+string(call)+"/wrap-up", map[string]any{"note": note, "outcome": outcome, "ready": ready}, nil)
}

// Close leaves the desk without signing out, as closing the browser does.
func (r *Representative) Close() {
	r.stop()
	<-r.done
	r.client.CloseIdleConnections()
}

// Get reads something of the desk's, such as "/api/board", into into.
func (r *Representative) Get(ctx context.Context, path string, into any) error {
	return r.ask(ctx, http.MethodGet, path, nil, into)
}

func (r *Representative) post(ctx context.Context, path string, body, into any) error {
	return r.ask(ctx, http.MethodPost, path, body, into)
}

// ask sends one request to the desk, which says in plain words what is wrong.
func (r *Representative) ask(ctx context.Context, method, path string, body, into any) error {
	var b []byte
	if body != nil {
		var err error
		if b, err = json.Marshal(body); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, r.base+path, bytes.NewReader(b))
	if err != nil {
		return err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := r.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	reply, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return err
	}
	if resp.StatusCode/100 != 2 {
		var problem struct{ Message string }
		_ = json.Unmarshal(reply, &problem)
		return fmt.Errorf("%s: %s: %s", path, resp.Status, problem.Message)
	}
	if into != nil {
		return json.Unmarshal(reply, into)
	}
	return nil
}
