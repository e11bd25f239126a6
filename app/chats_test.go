package app

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

// A page is somebody's chat page.
type page struct {
	t     *testing.T
	url   string
	token string
	n     int
}

type said struct {
	Session  string
	Message  string
	Language civicline.Language
	Expects  civicline.Question
	Over     bool
	N        int
	Turns    []struct {
		N    int
		Who  civicline.Speaker
		Text string
	}
}

func (p *page) ask(method, path string, body any, want int) said {
	p.t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		p.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(p.t.Context(), method, p.url+path, bytes.NewReader(b))
	if err != nil {
		p.t.Fatal(err)
	}
	if p.token != "" {
		r.Header.Set("Authorization", "Bearer "+p.token)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer answer.Body.Close()
	var out said
	if answer.StatusCode != http.StatusNoContent {
		if err := json.NewDecoder(answer.Body).Decode(&out); err != nil {
			p.t.Fatal(err)
		}
	}
	if answer.StatusCode != want {
		p.t.Fatalf("%s %s %s: %d %+v, want %d", method, path, b, answer.StatusCode, out, want)
	}
	if out.Session != "" {
		p.token = out.Session
	}
	if out.N > 0 {
		p.n = out.N
	}
	return out
}

// post sends a text, and does not mind the answer.
func (p *page) post(text string) {
	r, err := http.NewRequestWithContext(p.t.Context(), http.MethodPost, p.url+"/api/chat/turns", strings.NewReader(`{"text": "`+text+`"}`))
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+p.token)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	answer.Body.Close()
}

// write sends a text and returns what the bot answers.
func (p *page) write(text string) string {
	p.t.Helper()
	return bot(p.ask("POST", "/api/chat/turns", map[string]any{"text": text, "n": p.n}, http.StatusOK))
}

func bot(s said) string {
	var out []string
	for _, t := range s.Turns {
		if t.Who == civicline.ByBot {
			out = append(out, t.Text)
		}
	}
	return strings.Join(out, " ")
}

// noon is a Monday when people answer.
func noon() time.Time { return time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC) }

// TestChat types what others say: a status, in pieces, over a restart; then a
// person, who calls back.
func TestChat(t *testing.T) {
	data := t.TempDir()
	o := quiet(data)
	o.Now = noon
	a, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	p := &page{t: t, url: a.PageURL()}
	greeting := bot(p.ask("POST", "/api/chat", map[string]string{"language": "en"}, http.StatusCreated))
	if !strings.Contains(greeting, "not a government service") || strings.Contains(greeting, "español") {
		t.Errorf("the greeting is %q", greeting)
	}
	if got := p.write("check my case status"); !strings.Contains(got, "receipt number") {
		t.Errorf("answered %q", got)
	}
	seen := p.n
	first := p.write("IOE9999900103")
	p.n = seen // the answer was lost on the way: the page sends it again
	if again := p.write("IOE9999900103"); again != first || !strings.Contains(first, "IOE-999-990-0103") {
		t.Errorf("answered %q, and then %q", first, again)
	}
	closeApp(t, a)

	if a, err = Open(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	defer closeApp(t, a)
	p.url = a.PageURL()
	if all := p.ask("GET", "/api/chat", nil, http.StatusOK); len(all.Turns) != 5 || all.Expects != civicline.YesNo {
		t.Errorf("after the restart the page sees %+v", all)
	}
	if got := p.write("yes"); !strings.Contains(got, "The status is") {
		t.Errorf("answered %q", got)
	}
	got := p.write("I want to talk to a person about my lost card")
	if !strings.Contains(got, "call") {
		t.Errorf("asked for a person, answered %q", got)
	}
	p.write("yes")
	p.write("713 555 0142")
	p.write("yes")
	p.write("no") // text messages
	if got := p.write("that is good"); !strings.Contains(got, "reference number") {
		t.Errorf("asked for a callback, answered %q", got)
	}
	pass, err := a.center.Ask(civicline.Actor{ID: "sofia", Tier: civicline.Supervisor}, civicline.SeeQueues)
	if err != nil {
		t.Fatal(err)
	}
	if booked, err := a.center.Callbacks(t.Context(), pass); err != nil || len(booked) != 1 || booked[0].Number != "7135550142" {
		t.Errorf("booked %+v, %v", booked, err)
	}
	p.ask("DELETE", "/api/chat", nil, http.StatusNoContent)
	p.ask("POST", "/api/chat/turns", map[string]any{"text": "hello"}, http.StatusConflict)
}

// TestChatRefuses what makes no sense, in words for the person.
func TestChatRefuses(t *testing.T) {
	a, err := Open(t.Context(), quiet(t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	defer closeApp(t, a)
	p := &page{t: t, url: a.PageURL()}
	p.ask("POST", "/api/chat", map[string]string{"language": "fr"}, http.StatusUnprocessableEntity)
	p.ask("POST", "/api/chat/turns", map[string]string{"text": "hi"}, http.StatusUnauthorized)
	p.token = "a-token-that-nobody-was-given"
	p.ask("GET", "/api/chat", nil, http.StatusNotFound)
	p.token = ""
	p.ask("POST", "/api/chat", nil, http.StatusCreated)
	for name, body := range map[string]any{"nothing": map[string]string{"text": " "}, "too long": map[string]string{"text": strings.Repeat("a", 1001)}, "no keys": map[string]string{"keys": "A"}} {
		if s := p.ask("POST", "/api/chat/turns", body, http.StatusUnprocessableEntity); s.Message == "" {
			t.Errorf("%s: refused without a word", name)
		}
	}
	p.ask("POST", "/api/chat/turns", "hi", http.StatusBadRequest)
	p.ask("GET", "/api/chat/elsewhere", nil, http.StatusNotFound)
	for range 30 {
		p.post("repeat")
	}
	p.ask("POST", "/api/chat/turns", map[string]string{"text": "repeat"}, http.StatusTooManyRequests)
}
