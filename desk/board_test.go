package desk_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/desk"
)

func (r *rig) board(t *testing.T, cookie string) (b desk.Board, body string) {
	t.Helper()
	resp, body := r.ask(t, cookie, "GET", "/api/board", "")
	if err := json.Unmarshal([]byte(body), &b); err != nil || resp.StatusCode != 200 {
		t.Fatalf("%d %s %v", resp.StatusCode, body, err)
	}
	return b, body
}

func TestBoardShowsTheDay(t *testing.T) {
	r := newRig(t, time.Now, nil)
	watched(r.c)
	cookie := r.signIn(t, "sam")
	b, _ := r.board(t, cookie)
	es := b.Queues[1]
	if d := es.Today; d.Offered != 10 || d.Within != 6 || d.ASA != 75 || d.Level == nil || *d.Level != 0.6 {
		t.Errorf("the day is %+v", d)
	}
	if en := b.Queues[0]; en.Today.Level != nil || en.Estimates != nil || en.Goal != 0.8 {
		t.Errorf("a queue of which there is nothing to tell: %+v", en)
	}
	if e := es.Estimates; e == nil || e.Coverage != 0.83 || e.Error != 130 || e.Last != 260 || e.Oldest != 210 || e.Nominal != 0.8 {
		t.Errorf("the estimates are %+v", e)
	}
	if len(b.Repairs) != 1 || b.Repairs[0].Rule == "" {
		t.Errorf("repairs %+v", b.Repairs)
	}
}

// TestBoardHidesCallers: whoever may see the queues, but not all calls, is shown
// neither numbers nor what callers said.
func TestBoardHidesCallers(t *testing.T) {
	for name, all := range map[string]bool{"may read all calls": true, "may not": false} {
		t.Run(name, func(t *testing.T) {
			grants := civicline.Grants{}
			for act, tiers := range everyone {
				grants[act] = tiers
			}
			if !all {
				delete(grants, civicline.ReadAllCalls)
			}
			r := newRig(t, time.Now, func(o *desk.Options) { o.Grants = grants })
			crowd(r.c)
			_, body := r.board(t, r.signIn(t, "sam"))
			if strings.Contains(body, "2025550188") != all || strings.Contains(body, "huellas") != all {
				t.Error(body)
			}
		})
	}
}

func TestLinesAreClosedByHand(t *testing.T) {
	r := newRig(t, time.Now, nil)
	cookie := r.signIn(t, "sam")
	if resp, body := r.ask(t, cookie, "POST", "/api/lines/close", `{"why":{"en":"snow"}}`); resp.StatusCode != 422 || !strings.Contains(body, "Spanish") {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	r.ask(t, cookie, "POST", "/api/lines/close", `{"queue":"tier1-es","why":{"en":"snow","es":"nieve"},"until":"2030-01-01T12:00:00Z"}`)
	b, _ := r.board(t, cookie)
	if len(b.Closings) != 1 || b.Closings[0].Queue != "tier1-es" || b.Closings[0].Who != "Sam W." || b.Closings[0].Why["es"] != "nieve" || b.Closings[0].Until.IsZero() {
		t.Errorf("%+v", b.Closings)
	}
	r.ask(t, cookie, "POST", "/api/lines/open", `{"queue":"tier1-es"}`)
	if b, _ := r.board(t, cookie); len(b.Closings) != 0 {
		t.Errorf("%+v", b.Closings)
	}
}

func TestWhyACallWaits(t *testing.T) {
	r := newRig(t, time.Now, nil)
	crowd(r.c)
	cookie := r.signIn(t, "sam")
	if resp, body := r.ask(t, cookie, "GET", "/api/calls/waiting-0/why", ""); resp.StatusCode != 200 || !strings.Contains(body, "1 is talking") {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	if resp, _ := r.ask(t, cookie, "GET", "/api/calls/none/why", ""); resp.StatusCode != 404 {
		t.Errorf("of no call: %d", resp.StatusCode)
	}
}

// TestCallbackAtTheDesk follows what an agent is told of a caller who is rung.
func TestCallbackAtTheDesk(t *testing.T) {
	for _, tc := range []struct {
		name        string
		callerFirst bool
		moves       func(*rig, *testing.T, string)
		me, call    string
	}{
		{"agent first->rings", false, nil, "ringing", `"attempt":1,"of":2}`},
		{"agent first->answered->the caller is rung", false, func(r *rig, t *testing.T, cookie string) {
			r.ask(t, cookie, "POST", "/api/calls/c1/answer", `{"sdp":"v=0"}`)
		}, "talking", `"attempt":1,"of":2}`},
		{"agent first->reached", false, func(r *rig, t *testing.T, cookie string) {
			r.ask(t, cookie, "POST", "/api/calls/c1/answer", `{"sdp":"v=0"}`)
			r.c.dialled("c1", "")
		}, "talking", `"reached":true}`},
		{"caller first->reserved", true, nil, "reserved", `"kept":true}`},
		{"caller first->reached->rings", true, func(r *rig, _ *testing.T, _ string) { r.c.dialled("c1", "") }, "ringing", `"kept":true,"reached":true}`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := newRig(t, time.Now, nil)
			cookie := r.signIn(t, "maria")
			r.ask(t, cookie, "POST", "/api/me/ready", "")
			r.c.fallDue("c1", "maria", tc.callerFirst)
			if tc.moves != nil {
				tc.moves(r, t, cookie)
			}
			s := r.follow(t, cookie)
			s.until("me", has(`"state":"`+tc.me+`"`))
			s.until("call", has(tc.call))
		})
	}
}

func TestAgentIsToldOfACallerWhoWasNotReached(t *testing.T) {
	r := newRig(t, time.Now, nil)
	cookie := r.signIn(t, "maria")
	r.ask(t, cookie, "POST", "/api/me/ready", "")
	r.c.fallDue("c1", "maria", false)
	s := r.follow(t, cookie)
	s.until("me", has(`"state":"ringing"`))
	s.until("call", has(`"id":"c1"`))
	r.ask(t, cookie, "POST", "/api/calls/c1/answer", `{"sdp":"v=0"}`)
	s.until("me", has(`"state":"talking"`))
	r.c.dialled("c1", civicline.MissVoicemail)
	s.until("me", has(`"state":"ready"`))
	var was desk.Sheet
	if err := json.Unmarshal([]byte(s.until("unreached", has("c1"))), &was); err != nil || was.Callback.Miss != civicline.MissVoicemail || was.Callback.Again.IsZero() {
		t.Errorf("%+v %v", was.Callback, err)
	}
}

func TestDraftIsKept(t *testing.T) {
	r := newRig(t, time.Now, nil)
	cookie := r.signIn(t, "maria")
	r.ask(t, cookie, "POST", "/api/me/ready", "")
	r.c.ring("c1", "maria", nil)
	r.ask(t, cookie, "POST", "/api/calls/c1/answer", `{"sdp":"v=0"}`)
	r.ask(t, cookie, "POST", "/api/calls/c1/draft", `{"note":"as far as it goes"}`)
	r.follow(t, cookie).until("call", has(`"note":"as far as it goes"`))
}

// watched gives the small centre a day to watch.
func watched(c *smallCenter) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.figures = map[civicline.QueueID]civicline.Figures{"tier1-es": {Offered: 10, Answered: 8, AnsweredWithin: 6, Abandoned: 2, Waited: 10 * time.Minute}}
	c.scores = map[civicline.QueueID]desk.Estimates{"tier1-es": {Count: 212, Coverage: 0.8349, Nominal: 0.8,
		Error: 130 * time.Second, Last: 260 * time.Second, Oldest: 210 * time.Second}}
	c.note(civicline.Event{Kind: civicline.Repaired, Agent: "james", Data: civicline.Detail{Reason: "an agent at whom nothing rings"}})
}
