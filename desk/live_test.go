package desk_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/desk"
)

// told reads one desktop's stream.
type told struct {
	t      *testing.T
	lines  *bufio.Scanner
	cancel context.CancelFunc
	over   chan struct{} // closed when the stream has ended
	events chan [2]string
}

func (r *rig) follow(t *testing.T, cookie string) *told {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.srv.URL+"/api/live", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.AddCookie(&http.Cookie{Name: "civicline", Value: cookie})
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	s := &told{t: t, lines: bufio.NewScanner(resp.Body), cancel: cancel, over: make(chan struct{}), events: make(chan [2]string, 1000)}
	s.lines.Buffer(nil, 1<<20)
	go func() {
		defer close(s.over)
		defer resp.Body.Close()
		event := ""
		for s.lines.Scan() {
			if e, ok := strings.CutPrefix(s.lines.Text(), "event: "); ok {
				event = e
			} else if data, ok := strings.CutPrefix(s.lines.Text(), "data: "); ok {
				s.events <- [2]string{event, data}
			}
		}
	}()
	t.Cleanup(cancel)
	return s
}

// until waits for an event of which so is true, and returns its data.
func (s *told) until(event string, so func(data string) bool) string {
	s.t.Helper()
	late := time.After(10 * time.Second)
	for {
		select {
		case e := <-s.events:
			if e[0] == event && so(e[1]) {
				return e[1]
			}
		case <-s.over:
			if len(s.events) == 0 {
				s.t.Fatalf("the stream ended before %q", event)
			}
		case <-late:
			s.t.Fatalf("no %q in time", event)
		}
	}
}

func has(word string) func(string) bool {
	return func(data string) bool { return strings.Contains(data, word) }
}

func TestStreamTellsHowThingsStandAndEveryChange(t *testing.T) {
	r := newRig(t, time.Now, func(o *desk.Options) { o.Poll = time.Hour }) // hints alone
	cookie := r.signIn(t, "maria")
	s := r.follow(t, cookie)
	s.until("now", has("20"))
	s.until("me", has(`"state":"not ready"`))
	s.until("call", has("null"))
	r.ask(t, cookie, "POST", "/api/me/ready", "")
	s.until("me", has(`"state":"ready"`))
	r.c.ring("c1", "maria", nil)
	s.until("me", has(`"state":"ringing"`))
	if data := s.until("call", has(`"id":"c1"`)); !strings.Contains(data, "Quiero saber") || strings.Contains(data, "2025550143") {
		t.Errorf("the sheet has no reason, or the whole number: %s", data)
	}
	r.c.say("c1", civicline.Turn{Who: civicline.ByCaller, Text: "one"})
	s.until("lines", has("one"))
	r.c.say("c1", civicline.Turn{Who: civicline.ByBot, Text: "two"})
	if data := s.until("lines", has("two")); strings.Contains(data, "one") {
		t.Errorf("a line was told twice: %s", data)
	}

	// Whoever connects anew is told all of it.
	again := r.follow(t, cookie)
	again.until("call", has(`"id":"c1"`))
	var fresh desk.NewLines
	if err := json.Unmarshal([]byte(again.until("lines", has("one"))), &fresh); err != nil || len(fresh.Lines) != 2 {
		t.Errorf("%+v, %v", fresh, err)
	}
}

func TestStreamPollsWhenHintsAreLost(t *testing.T) {
	r := newRig(t, time.Now, func(o *desk.Options) { o.Poll = 20 * time.Millisecond })
	r.c.publish = nil
	s := r.follow(t, r.signIn(t, "maria"))
	s.until("me", has("not ready"))
	r.c.mu.Lock()
	r.c.agents["maria"].State = civicline.Ready
	r.c.mu.Unlock()
	s.until("me", has(`"state":"ready"`))
}

func TestOthersCallsAreNotTold(t *testing.T) {
	r := newRig(t, time.Now, nil)
	cookie := r.signIn(t, "james")
	s := r.follow(t, cookie)
	s.until("call", has("null"))
	r.signIn(t, "maria")
	r.c.mu.Lock()
	r.c.agents["maria"].State = civicline.Ready
	r.c.mu.Unlock()
	r.c.ring("c1", "maria", nil)
	r.c.say("c1", civicline.Turn{Who: civicline.ByCaller, Text: "my secret"})
	r.ask(t, cookie, "POST", "/api/me/not-ready", `{"reason":"the end"}`)
	for {
		select {
		case e := <-s.events:
			if strings.Contains(e[1], "c1") || strings.Contains(e[1], "secret") || e[0] == "board" {
				t.Fatalf("James was told %v", e)
			}
			if strings.Contains(e[1], "the end") {
				return
			}
		case <-time.After(10 * time.Second):
			t.Fatal("no end")
		}
	}
}

func TestStreamEndsWithTheSession(t *testing.T) {
	r := newRig(t, time.Now, nil)
	cookie := r.signIn(t, "maria")
	s := r.follow(t, cookie)
	s.until("me", has("not ready"))
	if resp, _ := r.ask(t, cookie, "DELETE", "/api/session", ""); resp.StatusCode != http.StatusNoContent {
		t.Fatal(resp.StatusCode)
	}
	r.d.Deliver(civicline.Event{Agent: "maria"})
	s.until("bye", has("{}"))
	<-s.over
}

func TestShutdownDoesNotWaitForStreams(t *testing.T) {
	r := newRig(t, time.Now, nil)
	s := r.follow(t, r.signIn(t, "maria"))
	s.until("me", has("not ready"))
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := r.srv.Config.Shutdown(ctx); err != nil {
		t.Fatal(err)
	}
	<-s.over
}

func TestSupervisorsSeeTheBoardChange(t *testing.T) {
	r := newRig(t, time.Now, nil)
	s := r.follow(t, r.signIn(t, "sam"))
	s.until("board", has(`"waiting":[]`))
	crowd(r.c)
	data := s.until("board", has("+12025550188"))
	if strings.Contains(data, "1202555014") {
		t.Errorf("a waiting caller's whole number is told: %s", data)
	}
}

func TestAClosedDeskTakesNoCalls(t *testing.T) {
	r := newRig(t, time.Now, func(o *desk.Options) { o.Gone = 50 * time.Millisecond })
	cookie := r.signIn(t, "maria")
	first, second := r.follow(t, cookie), r.follow(t, cookie)
	first.until("me", has("not ready"))
	second.until("me", has("not ready"))
	r.ask(t, cookie, "POST", "/api/me/ready", "")
	watch := r.follow(t, r.signIn(t, "sam"))
	first.cancel()
	<-first.over
	second.until("me", has(`"state":"ready"`))
	second.cancel()
	watch.until("board", has(`"state":"connection lost"`))
	back := r.follow(t, cookie)
	back.until("me", has(`"state":"ready"`))
}
