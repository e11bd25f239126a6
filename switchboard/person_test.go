package switchboard

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// toLine has a caller ask for a person, and returns them waiting.
func toLine(t *testing.T, w *world, p *party) civicline.CallID {
	t.Helper()
	w.ring(p)
	pass(time.Second)
	p.says("live agent", time.Second)
	pass(4 * time.Second)
	p.says("my card never came", 1500*time.Millisecond)
	pass(7 * time.Second)
	id := w.door.only()
	if s := w.door.state(id); s != civicline.Waiting {
		t.Fatalf("the call is %s; want waiting:\n%s", s, w.door.transcript())
	}
	return id
}

// answer has Maria take the call, and returns her leg.
func answer(t *testing.T, w *world, id civicline.CallID) *party {
	t.Helper()
	agent := w.party("maria")
	w.door.offer(id)
	pass(3 * time.Second)
	accept(t, w, id)
	if err := w.board.Join(t.Context(), id, maria, agent); err != nil {
		t.Fatalf("Join: %v", err)
	}
	return agent
}

func accept(t *testing.T, w *world, id civicline.CallID) {
	t.Helper()
	do(t, w, civicline.Accept{Call: id})
}

// do has Maria give a command.
func do(t *testing.T, w *world, cmd civicline.Command) {
	t.Helper()
	if _, err := w.door.Do(t.Context(), civicline.Actor{ID: maria.ID, Tier: maria.Tier}, cmd); err != nil {
		t.Fatalf("%s: %v", nameOf(cmd), err)
	}
}

func (p *party) plays(src civicline.Source) {
	p.mu.Lock()
	p.src = src
	p.mu.Unlock()
}

const callerTone, agentTone = 450.0, 1000.0

func hears(t *testing.T, who *party, tone float64, want bool) {
	t.Helper()
	level := audio.ToneLevel(who.lately(time.Second), tone)
	if want && level < 0.9 || !want && level > 0.1 {
		t.Errorf("%s hears %.0f Hz at %.2f; want it heard: %v", who.name, tone, level, want)
	}
}

func TestCallerReachesAPerson(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		p := w.party("caller")
		id := toLine(t, w, p)
		if r, ok := p.find("(music)"); !ok || r.to-r.from < 50 {
			t.Error("no music while waiting")
		}
		p.plays(audio.Tone(callerTone))
		agent := answer(t, w, id)
		agent.plays(audio.Tone(agentTone))
		pass(2 * time.Second)
		if _, ok := p.find("Connecting you to Maria R."); !ok {
			t.Error("the caller was not told who answers")
		}
		hears(t, p, agentTone, true)
		hears(t, agent, callerTone, true)

		do(t, w, civicline.Hold{Call: id})
		pass(2 * time.Second)
		hears(t, p, agentTone, false)
		hears(t, agent, callerTone, false)
		if got := audio.Loudness(agent.lately(time.Second)); got > -90 {
			t.Errorf("the agent hears something on hold: %.0f dB", got)
		}
		if runs := p.heardRuns(); runs[len(runs)-1].text != "(music)" {
			t.Errorf("the caller on hold hears %q; want music", runs[len(runs)-1].text)
		}

		do(t, w, civicline.Unhold{Call: id})
		pass(2 * time.Second)
		hears(t, p, agentTone, true)
		hears(t, agent, callerTone, true)

		p.plays(nil)
		agent.plays(nil)
		pass(2 * time.Second)
		agent.says("how may I help you", time.Second)
		pass(2 * time.Second)
		p.says("where is my card", time.Second)
		pass(2 * time.Second)
		do(t, w, civicline.Leave{Call: id})
		<-agent.ctx.Done()
		pass(10 * time.Second)
		if p.ctx.Err() == nil {
			t.Error("the caller was not hung up after the receipt")
		}
		if _, ok := p.find("You spoke with Maria R. reference " + civicline.NewReference(1).String()); !ok {
			t.Errorf("no receipt was spoken:\n%s", w.door.transcript())
		}
		if s := w.door.state(id); s != civicline.Ended {
			t.Errorf("the call is %s", s)
		}
		want := []string{"agent: how may I help you", "caller: where is my card", "bot: You spoke with"}
		got := w.door.transcript()
		for _, line := range want {
			at := strings.Index(got, line)
			if at < 0 {
				t.Fatalf("no %q, in order, in the transcript:\n%s", line, w.door.transcript())
			}
			got = got[at:]
		}
	})
}

func TestTheCallerHangsUp(t *testing.T) {
	for name, at := range map[string]struct {
		until func(t *testing.T, w *world, p *party)
		want  civicline.CallState // a place in line is kept, whichever way the line ends
	}{
		"while it rings":  {func(t *testing.T, w *world, p *party) {}, civicline.Ended},
		"in the greeting": {func(t *testing.T, w *world, p *party) { pass(2 * time.Second) }, civicline.Ended},
		"while speaking": {func(t *testing.T, w *world, p *party) {
			pass(2 * time.Second)
			p.says("live agent", 2*time.Second)
			pass(time.Second)
		}, civicline.Ended},
		"in a look-up": {func(t *testing.T, w *world, p *party) {
			w.lookUp = lateAnswer(time.Hour)
			pass(2 * time.Second)
			p.says("case status", time.Second)
			pass(2500 * time.Millisecond)
		}, civicline.Ended},
		"waiting": {func(t *testing.T, w *world, p *party) { wait(t, w, p) }, civicline.Away},
		"offered": {func(t *testing.T, w *world, p *party) { w.door.offer(wait(t, w, p)) }, civicline.Away},
		"waiting, saying goodbye": {func(t *testing.T, w *world, p *party) {
			wait(t, w, p)
			p.says("goodbye", time.Second)
			pass(2500 * time.Millisecond)
		}, civicline.Ended},
		"out of the line, by their own wish": {func(t *testing.T, w *world, p *party) {
			wait(t, w, p)
			p.says("I would rather not wait", time.Second)
			pass(2500 * time.Millisecond)
		}, civicline.Ended},
		"taken, before the agent is there": {func(t *testing.T, w *world, p *party) {
			id := wait(t, w, p)
			w.door.offer(id)
			accept(t, w, id)
		}, civicline.Ended},
		"with the agent": {func(t *testing.T, w *world, p *party) { answer(t, w, wait(t, w, p)) }, civicline.Ended},
		"on hold": {func(t *testing.T, w *world, p *party) {
			id := wait(t, w, p)
			answer(t, w, id)
			do(t, w, civicline.Hold{Call: id})
			pass(time.Second)
		}, civicline.Ended},
		"in the receipt": {func(t *testing.T, w *world, p *party) {
			id := wait(t, w, p)
			answer(t, w, id)
			do(t, w, civicline.Leave{Call: id})
			pass(500 * time.Millisecond)
		}, civicline.Ended},
	} {
		for why, cause := range map[string]error{"the caller hung up": civicline.ErrPartyHungUp, "the caller's line was lost": civicline.ErrLineLost} {
			t.Run(name+"->"+why, func(t *testing.T) {
				scene(t, func(t *testing.T, w *world) {
					p := w.party("caller")
					over := w.ring(p)
					at.until(t, w, p)
					p.Hangup(cause)
					<-over
					if got := w.door.state(w.door.only()); got != at.want {
						t.Errorf("the call is %q; want %q", got, at.want)
					}
					if end := w.door.end(); end.Why != why {
						t.Errorf("the centre was told %+v; want %q", end, why)
					}
					if w.board.Calls() != 0 {
						t.Error("the switchboard still has the call")
					}
				})
			})
		}
	}
}

// wait is toLine for a caller who has rung already.
func wait(t *testing.T, w *world, p *party) civicline.CallID {
	t.Helper()
	pass(time.Second)
	p.keys <- '0'
	pass(4 * time.Second)
	return w.door.only()
}

func TestJoin(t *testing.T) {
	for name, c := range map[string]struct {
		call func(t *testing.T, w *world, p *party) civicline.CallID
		want civicline.Fault
	}{
		"no such call": {func(*testing.T, *world, *party) civicline.CallID { return "gone" }, civicline.NotFound},
		"with the bot": {func(t *testing.T, w *world, p *party) civicline.CallID {
			pass(time.Second)
			return w.door.only()
		}, civicline.Conflict},
		"someone else has it": {func(t *testing.T, w *world, p *party) civicline.CallID {
			id := wait(t, w, p)
			w.door.offer(id)
			accept(t, w, id)
			synctestJoin(t, w, id, civicline.Agent{ID: "pat", Name: "Pat"})
			return id
		}, civicline.Conflict},
	} {
		t.Run(name, func(t *testing.T) {
			scene(t, func(t *testing.T, w *world) {
				p := w.party("caller")
				w.ring(p)
				id := c.call(t, w, p)
				agent := w.party("maria")
				err := w.board.Join(t.Context(), id, maria, agent)
				if got := civicline.FaultOf(err); got != c.want {
					t.Errorf("Join: %v (%s); want %s", err, got, c.want)
				}
				if agent.ctx.Err() == nil {
					t.Error("the leg was not hung up")
				}
			})
		})
	}
}

// synctestJoin has another agent on the call already, by whatever mistake.
func synctestJoin(t *testing.T, w *world, id civicline.CallID, a civicline.Agent) {
	t.Helper()
	w.board.find(id).box.put(happened{civicline.Event{Kind: civicline.OfferTaken, At: time.Now(), Call: id, Agent: a.ID}})
	w.board.find(id).box.put(assume{a.ID})
	pass(time.Millisecond)
}

type assume struct{ id civicline.AgentID }

func (m assume) open(c *call) { c.queue.agent = m.id }

func TestAgentIsLost(t *testing.T) {
	for name, lose := range map[string]func(t *testing.T, w *world, id civicline.CallID){
		"line lost while talking": func(t *testing.T, w *world, id civicline.CallID) {
			answer(t, w, id).Hangup(civicline.ErrLineLost)
		},
		"line lost on hold": func(t *testing.T, w *world, id civicline.CallID) {
			agent := answer(t, w, id)
			do(t, w, civicline.Hold{Call: id})
			pass(time.Second)
			agent.Hangup(civicline.ErrLineLost)
		},
		"never joins": func(t *testing.T, w *world, id civicline.CallID) {
			w.door.offer(id)
			accept(t, w, id)
			pass(joinTime)
		},
		"gives up joining": func(t *testing.T, w *world, id civicline.CallID) {
			w.door.offer(id)
			accept(t, w, id)
			ctx, stop := context.WithCancel(t.Context())
			time.AfterFunc(100*time.Millisecond, stop)
			if err := w.board.Join(ctx, id, maria, w.party("maria")); err == nil {
				t.Error("Join: no error")
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			scene(t, func(t *testing.T, w *world) {
				p := w.party("caller")
				id := toLine(t, w, p)
				lose(t, w, id)
				pass(5 * time.Second)
				if s := w.door.state(id); s != civicline.Waiting {
					t.Errorf("the call is %s; want back in line", s)
				}
				if _, ok := p.find("You are still first in line"); !ok {
					t.Error("the caller was not told")
				}
				if runs := p.heardRuns(); runs[len(runs)-1].text != "(music)" {
					t.Errorf("then the caller hears %q; want music", runs[len(runs)-1].text)
				}
				agent := answer(t, w, id) // and can be answered again
				agent.plays(audio.Tone(agentTone))
				pass(2 * time.Second)
				hears(t, p, agentTone, true)
			})
		})
	}
}

func TestLastWordsAreWrittenDown(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		p := w.party("caller")
		id := toLine(t, w, p)
		agent := answer(t, w, id)
		pass(time.Second)
		p.says("I have to go", 2*time.Second)
		agent.says("wait please", 2*time.Second)
		pass(time.Second)
		p.Hangup(civicline.ErrPartyHungUp)
		pass(5 * time.Second)
		for _, want := range []string{"caller: I have to go", "agent: wait please"} {
			if got := w.door.transcript(); !strings.Contains(got, want) {
				t.Errorf("no %q in the transcript:\n%s", want, got)
			}
		}
	})
}

func TestAgentsPageCloses(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		p := w.party("caller")
		id := toLine(t, w, p)
		answer(t, w, id).Hangup(civicline.ErrPartyHungUp)
		<-p.ctx.Done()
		pass(time.Second)
		if got := w.door.done(); !strings.HasSuffix(got, "Accept Leave End") {
			t.Errorf("commands: %s", got)
		}
	})
}

func TestOfferIsRefused(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		p := w.party("caller")
		id := toLine(t, w, p)
		w.door.offer(id)
		do(t, w, civicline.Decline{Call: id})
		pass(4 * time.Second)
		if _, ok := p.find("You are still first in line"); !ok {
			t.Error("the caller was not told")
		}
	})
}

func TestPlaceIsTakenUpAgain(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		w.door.kept = &civicline.Place{Call: "before"}
		p := w.party("caller")
		w.ring(p)
		pass(4 * time.Second)
		if s := w.door.state(w.door.only()); s != civicline.Waiting {
			t.Errorf("the call is %s; want waiting", s)
		}
		if _, ok := p.find("You are number 1"); !ok {
			t.Error("the caller was not told")
		}
	})
}

func TestClosed(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		w.door.open = false
		p := w.party("caller")
		over := w.ring(p)
		pass(time.Second)
		p.keys <- '0'
		<-over
		if got := w.door.done(); got != "Arrive PickUp Enqueue BookCallback End" {
			t.Errorf("commands: %s", got)
		}
	})
}

func TestWaitChanges(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		w.door.line = []civicline.CallID{"other"}
		p := w.party("caller")
		toLine(t, w, p)
		if _, ok := p.find("You are number 2"); !ok {
			t.Error("the caller was not told the position")
		}
		w.door.mu.Lock()
		w.door.drop("other")
		w.door.mu.Unlock()
		pass(10 * time.Second)
		if _, ok := p.find("You are now number 1"); !ok {
			t.Error("the caller was not told that it moved")
		}
	})
}

func TestCallerLeavesTheLine(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		p := w.party("caller")
		id := toLine(t, w, p)
		p.says("I would rather not wait", 1500*time.Millisecond)
		pass(4 * time.Second)
		if s := w.door.state(id); s != civicline.WithBot {
			t.Errorf("the call is %s", s)
		}
		pass(20 * time.Second)
		if n := strings.Count(w.door.done(), "Enqueue"); n != 1 {
			t.Errorf("put in line %d times", n)
		}
	})
}

func TestRepresentativeWasQuicker(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		p := w.party("caller")
		id := toLine(t, w, p)
		w.door.deaf = true
		w.door.offer(id)
		p.says("I would rather not wait", 1500*time.Millisecond)
		pass(time.Second)
		accept(t, w, id)
		pass(2 * time.Second)
		agent := w.party("maria")
		if err := w.board.Join(t.Context(), id, maria, agent); err != nil {
			t.Fatal(err)
		}
		p.plays(audio.Tone(callerTone))
		pass(2 * time.Second)
		hears(t, agent, callerTone, true)
	})
}

func TestPlaceIsTakenFromUnderUs(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		id := toLine(t, w, w.party("caller"))
		w.door.deaf = true
		if _, err := w.door.Do(t.Context(), civicline.Bot, civicline.Dequeue{Call: id}); err != nil {
			t.Fatal(err)
		}
		pass(2 * pollTime)
		if s := w.door.state(id); s != civicline.Waiting {
			t.Errorf("the call is %s; want it back in line", s)
		}
	})
}

func TestAgentComesBackInAnotherWindow(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		p := w.party("caller")
		id := toLine(t, w, p)
		first := answer(t, w, id)
		second := w.party("maria again")
		if err := w.board.Join(t.Context(), id, maria, second); err != nil {
			t.Fatal(err)
		}
		p.plays(audio.Tone(callerTone))
		second.plays(audio.Tone(agentTone))
		pass(2 * time.Second)
		hears(t, p, agentTone, true)
		hears(t, second, callerTone, true)
		if first.ctx.Err() == nil {
			t.Error("the first leg was not hung up")
		}
		if s := w.door.state(id); s != civicline.WithAgent {
			t.Errorf("the call is %s", s)
		}
	})
}

func TestSomeoneGoesOnAndOn(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		p := w.party("caller")
		answer(t, w, toLine(t, w, p))
		p.says("and then", 40*time.Second)
		pass(30 * time.Second)
		if got := w.door.transcript(); !strings.Contains(got, "caller: and then") {
			t.Errorf("nothing is written down while they speak:\n%s", got)
		}
	})
}
