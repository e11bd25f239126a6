package switchboard

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/flow"
)

// busy is how a trunk says that a line is.
type busy struct{}

func (busy) Error() string        { return "SIP 486" }
func (busy) Miss() civicline.Miss { return civicline.MissBusy }

// calledBack is the conversation with whom we ring.
func calledBack(in flow.Input) []civicline.Order {
	switch in.What {
	case flow.CallbackAnswered:
		return []civicline.Order{say("This is the agency with your call"), ask(civicline.YesNo)}
	case flow.CallbackUnsure:
		return []civicline.Order{say("Are you there"), ask(civicline.YesNo)}
	case flow.CallbackMachine:
		return []civicline.Order{firm("We called as agreed"), civicline.HangUp{Why: "a machine"}}
	case flow.Said, flow.Keyed:
		if in.Reading.Text == "no" {
			return []civicline.Order{civicline.NotReached{Why: civicline.MissDeclined}, say("Another time then"), civicline.HangUp{Why: "not now"}}
		}
		return []civicline.Order{civicline.Connect{}, civicline.PlayMusic{}}
	case flow.Silence:
		return []civicline.Order{civicline.NotReached{Why: civicline.MissNoAnswer}, civicline.HangUp{Why: "silence"}}
	}
	return courtesy(in)
}

// toRing makes a world from which the callee is rung, who picks up after a while.
func (w *world) toRing(callee *party, after time.Duration) {
	w.book = calledBack
	w.board.Promises = w.door
	w.board.Dial = func(ctx context.Context, n civicline.PhoneNumber) (civicline.Leg, error) {
		w.dialled = append(w.dialled, n)
		select {
		case <-time.After(after):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		return callee, callee.Answer(ctx)
	}
}

// due has the centre begin a call that keeps a callback, and have it rung.
func (w *world) due(what civicline.Kind) civicline.CallID {
	w.door.mu.Lock()
	defer w.door.mu.Unlock()
	c := &civicline.Call{ID: "back", Reference: civicline.NewReference(7), State: civicline.Waiting, Callback: "482771305", Language: civicline.English}
	w.door.calls[c.ID] = c
	if what == civicline.DialStarted {
		c.State = civicline.Offered
	}
	if _, err := w.door.move(c.ID, what, maria.ID); err != nil {
		w.t.Errorf("%s: %v", what, err)
	}
	return c.ID
}

// joins has Maria wait for the caller, and returns what becomes of it.
func (w *world) joins(id civicline.CallID) (*party, <-chan error) {
	agent := w.party("maria")
	told := make(chan error, 1)
	go func() { told <- w.board.Join(context.Background(), id, maria, agent) }()
	return agent, told
}

func TestAgentFirst(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		callee := w.party("callee", utter{300 * time.Millisecond, 500 * time.Millisecond, "hello"})
		w.toRing(callee, 6*time.Second)
		id := w.due(civicline.DialStarted)
		agent, told := w.joins(id)
		pass(5 * time.Second)
		if _, ok := agent.find("(sound)"); !ok {
			t.Error("the agent does not hear it ring")
		}
		pass(6 * time.Second)
		greeted, ok := callee.find("This is the agency with your call")
		if !ok || greeted.began() > 2*time.Second {
			t.Fatalf("who answered is greeted after %s (%v); want 2 s at most", greeted.began(), ok)
		}
		if silence := longestSilence(callee, 0, greeted.ended()); silence > 2*time.Second {
			t.Errorf("they hear nothing for %s", silence)
		}
		callee.says("yes", 400*time.Millisecond)
		pass(5 * time.Second)
		if err := <-told; err != nil {
			t.Fatal(err)
		}
		callee.plays(audio.Tone(callerTone))
		agent.plays(audio.Tone(agentTone))
		pass(2 * time.Second)
		hears(t, callee, agentTone, true)
		hears(t, agent, callerTone, true)
		if got := w.door.done(); got != "Reach" {
			t.Errorf("commands: %s", got)
		}
		do(t, w, civicline.Leave{Call: id})
		pass(10 * time.Second)
		if s := w.door.state(id); s != civicline.Ended {
			t.Errorf("the call is %s", s)
		}
	})
}

func TestCallerFirst(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		callee := w.party("callee", utter{300 * time.Millisecond, 500 * time.Millisecond, "hello"})
		w.toRing(callee, time.Second)
		id := w.due(civicline.AgentKept)
		pass(5 * time.Second)
		callee.says("yes", 400*time.Millisecond)
		pass(3 * time.Second)
		if s := w.door.state(id); s != civicline.Offered {
			t.Fatalf("the call is %s; want offered", s)
		}
		if runs := callee.heardRuns(); runs[len(runs)-1].text != "(music)" {
			t.Errorf("who waits for the agent hears %q; want music", runs[len(runs)-1].text)
		}
		accept(t, w, id)
		agent := w.party("maria")
		if err := w.board.Join(t.Context(), id, maria, agent); err != nil {
			t.Fatal(err)
		}
		callee.plays(audio.Tone(callerTone))
		pass(2 * time.Second)
		hears(t, agent, callerTone, true)
	})
}

// TestNotReached rings those who are not there, are busy, are a machine or do
// not want to talk.
func TestNotReached(t *testing.T) {
	for name, c := range map[string]struct {
		callee func(t *testing.T, w *world, p *party)
		after  time.Duration
		want   civicline.Miss
		hears  string
	}{
		"rings->nobody picks up": {func(*testing.T, *world, *party) { pass(26 * time.Second) }, time.Hour, civicline.MissNoAnswer, ""},
		"rings->busy":            {func(t *testing.T, w *world, _ *party) { pass(2 * time.Second) }, 0, civicline.MissBusy, ""},
		"rings->a machine->a beep->a message": {func(t *testing.T, w *world, p *party) {
			p.says("leave a message after the tone", 5*time.Second)
			pass(6 * time.Second)
			p.plays(audio.Tone(1000))
			pass(400 * time.Millisecond)
			p.plays(nil)
			pass(10 * time.Second)
		}, 0, civicline.MissVoicemail, "We called as agreed"},
		"rings->a machine without a beep->a message": {func(t *testing.T, w *world, p *party) {
			p.says("I am not here", 5*time.Second)
			pass(15 * time.Second)
		}, 0, civicline.MissVoicemail, "We called as agreed"},
		"rings->somebody->not now": {func(t *testing.T, w *world, p *party) {
			p.says("hello", 500*time.Millisecond)
			pass(5 * time.Second)
			p.says("no", 500*time.Millisecond)
			pass(6 * time.Second)
		}, 0, civicline.MissDeclined, "Another time then"},
		"rings->somebody->hangs up": {func(t *testing.T, w *world, p *party) {
			p.says("hello", 500*time.Millisecond)
			pass(2 * time.Second)
			p.Hangup(civicline.ErrPartyHungUp)
			pass(time.Second)
		}, 0, civicline.MissDeclined, ""},
		"rings->silence->asked->silence": {func(*testing.T, *world, *party) { pass(20 * time.Second) }, 0, civicline.MissNoAnswer, "Are you there"},
		"rings->a fax machine": {func(_ *testing.T, _ *world, p *party) {
			p.plays(audio.Tone(2100))
			pass(3 * time.Second)
		}, 0, civicline.MissFailed, ""},
	} {
		t.Run(name, func(t *testing.T) {
			scene(t, func(t *testing.T, w *world) {
				callee := w.party("callee")
				w.toRing(callee, c.after)
				if c.want == civicline.MissBusy {
					w.board.Dial = func(context.Context, civicline.PhoneNumber) (civicline.Leg, error) { return nil, errors.Join(busy{}) }
				}
				id := w.due(civicline.DialStarted)
				agent, told := w.joins(id)
				pass(100 * time.Millisecond)
				c.callee(t, w, callee)
				select {
				case err := <-told:
					if err == nil || agent.ctx.Err() == nil {
						t.Errorf("the agent is told %v", err)
					}
				default:
					t.Fatal("the agent is still kept")
				}
				if got := w.door.missed(); len(got) != 1 || got[0] != c.want {
					t.Errorf("the centre was told %q; want %q once", got, c.want)
				}
				if got := w.door.done(); got != "Missed" {
					t.Errorf("commands: %s", got)
				}
				if _, ok := callee.find(c.hears); c.hears != "" && !ok {
					t.Errorf("they did not hear %q", c.hears)
				}
				if n := w.board.Calls(); n != 0 {
					t.Errorf("%d calls are left", n)
				}
			})
		})
	}
}

// TestTheMessageComesAfterTheBeep leaves nothing on a machine that does not
// record yet, and frees the agent as soon as it is known for one.
func TestTheMessageComesAfterTheBeep(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		callee := w.party("callee", utter{0, 8 * time.Second, "leave a message after the tone"})
		w.toRing(callee, time.Second)
		_, told := w.joins(w.due(civicline.DialStarted))
		pass(5 * time.Second)
		select {
		case <-told:
		default:
			t.Error("the agent waits for a machine")
		}
		pass(5 * time.Second)
		callee.plays(audio.Tone(880))
		pass(500 * time.Millisecond)
		callee.plays(nil)
		pass(5 * time.Second)
		for _, r := range callee.heardRuns() {
			if r.text != "" && r.began() < 9*time.Second {
				t.Errorf("it hears %q after %s, before its beep is over", r.text, r.began())
			}
		}
		if _, ok := callee.find("We called as agreed"); !ok {
			t.Error("no message was left")
		}
	})
}

// TestASilentPersonPressesOne is somebody who waits to be spoken to.
func TestASilentPersonPressesOne(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		callee := w.party("callee")
		w.toRing(callee, 0)
		_, told := w.joins(w.due(civicline.DialStarted))
		pass(5 * time.Second)
		if r, ok := callee.find("Are you there"); !ok || r.began() > 3*time.Second {
			t.Errorf("they are asked after %s (%v); want 3 s at most", r.began(), ok)
		}
		callee.keys <- '1'
		pass(3 * time.Second)
		if err := <-told; err != nil {
			t.Error(err)
		}
	})
}

func TestTheAgentHangsUpWhileItRings(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		callee := w.party("callee")
		w.toRing(callee, 20*time.Second)
		id := w.due(civicline.DialStarted)
		agent, told := w.joins(id)
		pass(3 * time.Second)
		agent.Hangup(civicline.ErrPartyHungUp)
		pass(time.Second)
		if err := <-told; err == nil {
			t.Error("the agent was joined")
		}
		if s := w.door.state(id); s != civicline.Waiting {
			t.Errorf("the call is %s; want it back in line", s)
		}
		pass(30 * time.Second)
		if got := w.door.done(); got != "Enqueue" || callee.ctx.Err() == nil && !callee.answered.IsZero() {
			t.Errorf("commands: %s; the caller was rung to the end", got)
		}
	})
}

// TestTheAgentIsLostWhileTheCallerIsAsked: who wants to talk then heads the line,
// and is not rung again when another agent is free.
func TestTheAgentIsLostWhileTheCallerIsAsked(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		callee := w.party("callee", utter{300 * time.Millisecond, 500 * time.Millisecond, "hello"})
		w.toRing(callee, 0)
		id := w.due(civicline.DialStarted)
		agent, _ := w.joins(id)
		pass(3 * time.Second)
		agent.Hangup(civicline.ErrLineLost)
		pass(time.Second)
		callee.says("yes", 400*time.Millisecond)
		pass(3 * time.Second)
		if runs := callee.heardRuns(); w.door.state(id) != civicline.Waiting || runs[len(runs)-1].text != "(music)" {
			t.Fatalf("the call is %s, and they hear %q", w.door.state(id), runs[len(runs)-1].text)
		}
		w.door.offer(id)
		pass(time.Second)
		w.door.mu.Lock()
		_, err := w.door.move(id, civicline.DialStarted, maria.ID)
		w.door.mu.Unlock()
		if err != nil {
			t.Fatal(err)
		}
		again, told := w.joins(id)
		pass(3 * time.Second)
		if err := <-told; err != nil {
			t.Fatal(err)
		}
		callee.plays(audio.Tone(callerTone))
		pass(2 * time.Second)
		hears(t, again, callerTone, true)
		if len(w.dialled) != 1 {
			t.Errorf("they were rung %d times", len(w.dialled))
		}
	})
}

// TestWhoRings: an event has somebody rung once, by one node, and not when it is
// old.
func TestWhoRings(t *testing.T) {
	for name, c := range map[string]struct {
		event func(e *civicline.Event)
		twice bool
		want  int
	}{
		"an event->rung":                 {func(*civicline.Event) {}, false, 1},
		"the same event twice->once":     {func(*civicline.Event) {}, true, 1},
		"another node's->not by us":      {func(e *civicline.Event) { e.Data.Node = "elsewhere" }, false, 0},
		"from before a restart->not now": {func(e *civicline.Event) { e.At = e.At.Add(-time.Minute) }, false, 0},
		"another kind->not":              {func(e *civicline.Event) { e.Kind = civicline.OfferMade }, false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			scene(t, func(t *testing.T, w *world) {
				w.toRing(w.party("callee"), time.Second)
				w.door.calls["back"] = &civicline.Call{ID: "back", State: civicline.Dialing}
				e := civicline.Event{ID: 9, Seq: 3, At: time.Now(), Kind: civicline.DialStarted, Call: "back", Agent: maria.ID}
				c.event(&e)
				w.board.Deliver(e)
				pass(500 * time.Millisecond)
				if c.twice {
					pass(25 * time.Second)
					w.board.Deliver(e)
					pass(time.Second)
				}
				if len(w.dialled) != c.want {
					t.Errorf("rung %d times; want %d", len(w.dialled), c.want)
				}
			})
		})
	}
}

func TestNoTrunkFreesTheAgent(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		_, told := w.joins(w.due(civicline.DialStarted))
		pass(time.Second)
		if err := <-told; err == nil {
			t.Error("the agent was joined to nobody")
		}
		if got := w.door.missed(); len(got) != 1 || got[0] != civicline.MissFailed {
			t.Errorf("the centre was told %q", got)
		}
	})
}

// TestAnAgentComesInMidSentence: the bot ends its clause, and says no more.
func TestAnAgentComesInMidSentence(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		const long = "The office is on Main Street, and it opens at nine every day of the week but Sunday"
		p := w.party("caller")
		id := toLine(t, w, p)
		w.book = func(in flow.Input) []civicline.Order {
			if in.What == flow.Said {
				return []civicline.Order{say(long), say("There is more."), ask(civicline.OpenQuestion)}
			}
			return courtesy(in)
		}
		p.says("where is the office", time.Second)
		pass(2300 * time.Millisecond)
		answer(t, w, id)
		pass(3 * time.Second)
		if _, ok := p.find("There is more."); ok {
			t.Error("the bot goes on though somebody is there")
		}
		got := w.door.transcript()
		if !strings.Contains(got, "bot: The office is on Main Street, -") && !strings.Contains(got, "bot: "+long) {
			t.Errorf("the clause was not ended:\n%s", got)
		}
		if _, ok := p.find("Connecting you to Maria R."); !ok {
			t.Error("the caller was not told")
		}
	})
}
