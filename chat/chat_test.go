package chat

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/understand"
)

// A centre is what a chat needs of one, in memory.
type centre struct {
	mu     sync.Mutex
	grants civicline.Grants
	chats  map[string]civicline.TypedChat
	turns  []civicline.Turn
	breaks bool // changes fail
}

func (c *centre) Do(_ context.Context, _ civicline.Actor, cmd civicline.Command) (civicline.Result, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.breaks {
		return civicline.Result{}, errors.New("the disk is gone")
	}
	if t, ok := cmd.(civicline.TakeTurn); ok {
		c.turns = append(c.turns, t.Turn)
	}
	return civicline.Result{Callback: civicline.Callback{Reference: "482771305"}}, nil
}

func (c *centre) Ask(who civicline.Actor, act civicline.Act) (civicline.Pass, error) {
	return c.grants.Ask(who, act)
}

func (c *centre) Hours(at time.Time) civicline.OpenHours {
	return civicline.OpenHours{Open: true, Next: at.Add(time.Hour)}
}

func (c *centre) Chat(_ context.Context, _ civicline.Pass, token string) (civicline.TypedChat, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	chat, ok := c.chats[token]
	if !ok {
		return chat, &civicline.Error{Kind: civicline.NotFound}
	}
	return chat, nil
}

func (c *centre) SaveChat(_ context.Context, _ civicline.Pass, chat civicline.TypedChat) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.breaks {
		return errors.New("the disk is gone")
	}
	c.chats[chat.Token] = chat
	return nil
}

// A version is the agency's book under another name.
type version struct {
	Book
	name string
}

func (v version) Version() string { return v.name }

// A rig is a chat with the demonstration's words.
type rig struct {
	*Chat
	t      *testing.T
	centre *centre
	script Script
	token  string
}

func newRig(t *testing.T) *rig {
	a, err := agency.Load(agency.Demo())
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{t: t, centre: &centre{grants: a.Grants, chats: map[string]civicline.TypedChat{}}}
	r.script = Script{Book: a.Book, Model: understand.New(a.Lessons()), LookUp: func(context.Context, string, civicline.Facts) (civicline.Facts, error) {
		return nil, errors.New("the table is gone")
	}}
	r.Chat = New(Options{Door: r.centre, Reads: r.centre, Script: func(string) Script { return r.script }})
	return r
}

func (r *rig) ask(method, path, body string) (int, reply) {
	r.t.Helper()
	req := httptest.NewRequestWithContext(r.t.Context(), method, path, strings.NewReader(body))
	req.Header.Set("Authorization", "Bearer "+r.token)
	w := httptest.NewRecorder()
	r.ServeHTTP(w, req)
	var out reply
	if w.Code < 300 && w.Code != http.StatusNoContent {
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
			r.t.Fatalf("%v: %s", err, w.Body)
		}
	}
	return w.Code, out
}

func (r *rig) begin(language string) reply {
	r.t.Helper()
	code, out := r.ask("POST", "/api/chat", `{"language": "`+language+`"}`)
	if code != http.StatusCreated {
		r.t.Fatalf("began with %d", code)
	}
	r.token = out.Session
	return out
}

func (r *rig) write(body string) string {
	r.t.Helper()
	code, out := r.ask("POST", "/api/chat/turns", body)
	if code != http.StatusOK {
		r.t.Fatalf("%s: %d", body, code)
	}
	var said []string
	for _, t := range out.Turns {
		if t.Who == civicline.ByBot {
			said = append(said, t.Text)
		}
	}
	return strings.Join(said, " ")
}

// TestBothLanguages: who writes Spanish on the English page is answered in it.
func TestBothLanguages(t *testing.T) {
	r := newRig(t)
	if out := r.begin("es"); out.Language != civicline.Spanish || len(out.Turns) != 1 || !strings.Contains(out.Turns[0].Text, "asistente automático") {
		t.Errorf("the Spanish page begins with %+v", out)
	}
	r.begin("en")
	if got := r.write(`{"text": "español"}`); !strings.Contains(got, "Seguimos en español") {
		t.Errorf("asked for Spanish, answered %q", got)
	}
	r.begin("")
	if got := r.write(`{"text": "quiero saber cómo va mi caso"}`); !strings.Contains(got, "recibo") {
		t.Errorf("wrote Spanish, answered %q", got)
	}
}

// TestSentTwiceAtOnce: of one turn that comes twice at the same time, one is
// answered, and both get the answer.
func TestSentTwiceAtOnce(t *testing.T) {
	r := newRig(t)
	r.begin("en")
	var wg sync.WaitGroup
	answers := make([]string, 2)
	for i := range answers {
		wg.Go(func() { answers[i] = r.write(`{"text": "check my case status", "n": 1}`) })
	}
	wg.Wait()
	if answers[0] != answers[1] || !strings.Contains(answers[0], "receipt number") {
		t.Errorf("answered %q", answers)
	}
	if _, all := r.ask("GET", "/api/chat", ""); len(all.Turns) != 3 {
		t.Errorf("the chat is %+v", all.Turns)
	}
}

// TestFilesChangedMeanwhile: with the version gone, the conversation begins anew
// and what was written stays.
func TestFilesChangedMeanwhile(t *testing.T) {
	r := newRig(t)
	r.begin("en")
	r.write(`{"text": "check my case status"}`)
	r.script.Book = version{r.script.Book, "another"}
	if got := r.write(`{"text": "check my case status"}`); !strings.Contains(got, "automated assistant") || !strings.Contains(got, "receipt number") {
		t.Errorf("answered %q", got)
	}
	if _, all := r.ask("GET", "/api/chat", ""); len(all.Turns) != 6 || all.Language != civicline.English {
		t.Errorf("the chat is %+v", all)
	}
}

// TestTrouble: a look-up that fails gets words and a way on; a disk that is gone
// is said, and the page may send the turn again.
func TestTrouble(t *testing.T) {
	r := newRig(t)
	r.begin("en")
	if got := r.write(`{"text": "what are your hours"}`); !strings.Contains(got, "person") {
		t.Errorf("the look-up failed, answered %q", got)
	}
	r.begin("en")
	r.centre.breaks = true
	if code, _ := r.ask("POST", "/api/chat/turns", `{"text": "news", "n": 1}`); code != http.StatusInternalServerError {
		t.Errorf("the disk is gone: %d", code)
	}
	r.centre.breaks = false
	r.write(`{"text": "news", "n": 1}`)
	if _, all := r.ask("GET", "/api/chat", ""); len(all.Turns) != 3 {
		t.Errorf("sent again, the chat is %+v", all.Turns)
	}
}

// TestKeys: a key, sent as one or written as one, is a key.
func TestKeys(t *testing.T) {
	r := newRig(t)
	for _, body := range []string{`{"keys": "1"}`, `{"text": "1"}`} {
		r.begin("en")
		if got := r.write(body); !strings.Contains(got, "receipt number") {
			t.Errorf("%s: answered %q", body, got)
		}
	}
}
