package switchboard

import (
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

var elena = civicline.Agent{ID: "elena", Name: "Elena V.", Tier: civicline.Tier2}

// consult is what a door knows of consultations, as the centre does it.
func (d *door) consult(who civicline.Actor, cmd civicline.Command) (res civicline.Result, done bool, err error) {
	tell := func(id civicline.CallID, what civicline.Kind) {
		d.world.board.Deliver(civicline.Event{At: time.Now(), Kind: what, Call: id, Agent: d.asked})
	}
	over := func(id civicline.CallID, what civicline.Kind) (civicline.Result, bool, error) {
		tell(id, what)
		d.asked, d.joined = "", false
		res, err := d.move(id, civicline.CallResumed, d.asker)
		return res, true, err
	}
	take := func(id civicline.CallID) (civicline.Result, bool, error) {
		to := d.asked
		d.asked, d.joined = "", false
		res, err := d.move(id, civicline.CallTransferred, to)
		return res, true, err
	}
	switch m := cmd.(type) {
	case civicline.Consult:
		if d.calls[m.Call].State == civicline.WithAgent {
			if _, err := d.move(m.Call, civicline.CallHeld, who.ID); err != nil {
				return res, true, err
			}
		}
		d.asked, d.asker, d.joined = elena.ID, who.ID, false
		tell(m.Call, civicline.ConsultAsked)
		return civicline.Result{Call: *d.calls[m.Call]}, true, nil
	case civicline.Accept:
		if d.asked == "" || who.ID != d.asked {
			return res, false, nil
		}
		d.joined = true
		tell(m.Call, civicline.ConsultJoined)
		return civicline.Result{Call: *d.calls[m.Call]}, true, nil
	case civicline.Decline:
		if d.asked == "" {
			return res, false, nil
		}
		return over(m.Call, civicline.ConsultFailed)
	case civicline.EndConsult:
		if d.asked == "" {
			return res, true, &civicline.Error{Kind: civicline.Conflict, Message: "No officer is on this call."}
		}
		return over(m.Call, civicline.ConsultEnded)
	case civicline.Transfer:
		return take(m.Call)
	case civicline.Leave:
		if d.joined && who.ID == d.asker {
			return take(m.Call)
		}
	case civicline.Enqueue:
		if d.joined {
			return take(m.Call)
		}
	}
	return res, false, nil
}

const officerTone = 1700.0

// A conference is a caller whose agent asks an officer.
type conference struct {
	id                     civicline.CallID
	caller, agent, officer *party
}

// confers brings Elena on the line, beside Maria; each has a tone of their own.
func confers(t *testing.T, w *world) conference {
	t.Helper()
	x := asks(t, w)
	x.joins(t, w)
	pass(3 * time.Second)
	return x
}

func asks(t *testing.T, w *world) conference {
	t.Helper()
	x := conference{caller: w.party("caller"), officer: w.party("elena")}
	x.id = toLine(t, w, x.caller)
	x.agent = answer(t, w, x.id)
	pass(2 * time.Second)
	x.caller.plays(audio.Tone(callerTone))
	x.agent.plays(audio.Tone(agentTone))
	x.officer.plays(audio.Tone(officerTone))
	pass(2 * time.Second)
	do(t, w, civicline.Consult{Call: x.id})
	return x
}

func (x conference) joins(t *testing.T, w *world) {
	t.Helper()
	if _, err := w.door.Do(t.Context(), civicline.Actor{ID: elena.ID, Tier: elena.Tier}, civicline.Accept{Call: x.id}); err != nil {
		t.Fatal(err)
	}
	e := elena
	e.Consult = true
	if err := w.board.Join(t.Context(), x.id, e, x.officer); err != nil {
		t.Fatalf("Join: %v", err)
	}
}

// hear checks who hears whom: "caller agent officer", each the tones they hear.
func (x conference) hear(t *testing.T, caller, agent, officer []float64) {
	t.Helper()
	for _, k := range []struct {
		who  *party
		want []float64
	}{{x.caller, caller}, {x.agent, agent}, {x.officer, officer}} {
		if k.want == nil && k.who.ctx.Err() != nil {
			continue // hung up
		}
		for _, tone := range []float64{callerTone, agentTone, officerTone} {
			want := false
			for _, w := range k.want {
				want = want || w == tone
			}
			hears(t, k.who, tone, want)
		}
	}
}

func (x conference) music(t *testing.T) {
	t.Helper()
	if runs := x.caller.heardRuns(); runs[len(runs)-1].text != "(music)" {
		t.Errorf("the caller hears %q; want music", runs[len(runs)-1].text)
	}
}

// told checks that the caller was told something.
func (x conference) told(t *testing.T, words string) {
	t.Helper()
	if _, ok := x.caller.find(words); !ok {
		t.Errorf("the caller was not told %q", words)
	}
}

func tones(t ...float64) []float64 { return t }

// TestWhoHearsWhom is a consultation by what the three hear at each step.
func TestWhoHearsWhom(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		x := asks(t, w)
		pass(5 * time.Second)
		x.told(t, "One moment, I am asking an officer.")
		x.music(t)
		x.hear(t, tones(), tones(), tones())
		if audio.Loudness(x.agent.lately(5*time.Second)) < -60 {
			t.Error("the agent does not hear it ring")
		}

		x.joins(t, w)
		pass(3 * time.Second)
		x.music(t)
		x.hear(t, tones(), tones(officerTone), tones(agentTone))

		do(t, w, civicline.Transfer{Call: x.id})
		<-x.agent.ctx.Done()
		pass(5 * time.Second)
		x.told(t, "Officer Elena V. will help you now.")
		x.hear(t, tones(officerTone), nil, tones(callerTone))
		if x.officer.ctx.Err() != nil {
			t.Error("the officer was hung up")
		}

		x.caller.plays(nil)
		x.officer.plays(nil)
		pass(2 * time.Second)
		x.officer.says("I have your file", time.Second)
		pass(2 * time.Second)
		if got := w.door.transcript(); !strings.Contains(got, "agent: I have your file") {
			t.Errorf("what the officer says is not written down:\n%s", got)
		}
	})
}

func TestTheCallerComesBack(t *testing.T) {
	for name, end := range map[string]func(*testing.T, *world, conference){
		"the agent ends it":       func(t *testing.T, w *world, x conference) { do(t, w, civicline.EndConsult{Call: x.id}) },
		"the officer hangs up":    func(_ *testing.T, _ *world, x conference) { x.officer.Hangup(civicline.ErrPartyHungUp) },
		"the officer's line goes": func(_ *testing.T, _ *world, x conference) { x.officer.Hangup(civicline.ErrLineLost) },
	} {
		t.Run(name, func(t *testing.T) {
			scene(t, func(t *testing.T, w *world) {
				x := confers(t, w)
				end(t, w, x)
				pass(6 * time.Second)
				x.told(t, "Thank you for waiting. Maria R. is back with you.")
				x.hear(t, tones(agentTone), tones(callerTone), nil)
				if x.officer.ctx.Err() == nil {
					t.Error("the officer was not hung up")
				}
				if s := w.door.state(x.id); s != civicline.WithAgent {
					t.Errorf("the call is %s", s)
				}
			})
		})
	}
}

func TestOfficerDoesNotCome(t *testing.T) {
	for name, fail := range map[string]func(*testing.T, *world, conference){
		"declines": func(t *testing.T, w *world, x conference) {
			if _, err := w.door.Do(t.Context(), civicline.Actor{ID: elena.ID, Tier: elena.Tier}, civicline.Decline{Call: x.id}); err != nil {
				t.Fatal(err)
			}
		},
		"accepts, and their leg never comes": func(t *testing.T, w *world, x conference) {
			if _, err := w.door.Do(t.Context(), civicline.Actor{ID: elena.ID, Tier: elena.Tier}, civicline.Accept{Call: x.id}); err != nil {
				t.Fatal(err)
			}
			pass(joinTime)
		},
	} {
		t.Run(name, func(t *testing.T) {
			scene(t, func(t *testing.T, w *world) {
				x := asks(t, w)
				pass(4 * time.Second)
				fail(t, w, x)
				pass(6 * time.Second)
				x.told(t, "Thank you for waiting. Maria R. is back with you.")
				x.hear(t, tones(agentTone), tones(callerTone), nil)
			})
		})
	}
}

// TestTheAgentGoes: the caller is never dropped, and has the officer.
func TestTheAgentGoes(t *testing.T) {
	for name, cause := range map[string]error{"their line is lost": civicline.ErrLineLost, "they hang up": civicline.ErrPartyHungUp} {
		t.Run(name, func(t *testing.T) {
			scene(t, func(t *testing.T, w *world) {
				x := confers(t, w)
				x.agent.Hangup(cause)
				pass(6 * time.Second)
				x.told(t, "Officer Elena V. will help you now.")
				x.hear(t, tones(officerTone), nil, tones(callerTone))
				if s := w.door.state(x.id); s != civicline.WithAgent {
					t.Errorf("the call is %s", s)
				}
			})
		})
	}
}

// TestTheCallerGoes: both legs are given back, whoever was there.
func TestTheCallerGoes(t *testing.T) {
	for name, begin := range map[string]func(*testing.T, *world) conference{"while it rings": asks, "while they confer": confers} {
		t.Run(name, func(t *testing.T) {
			scene(t, func(t *testing.T, w *world) {
				x := begin(t, w)
				x.caller.Hangup(civicline.ErrPartyHungUp)
				pass(2 * time.Second)
				for _, p := range []*party{x.agent, x.officer} {
					if p.ctx.Err() == nil && (p == x.agent || name == "while they confer") {
						t.Errorf("%s was not hung up", p.name)
					}
				}
				x.officer.Hangup(civicline.ErrDone)
				if s := w.door.state(x.id); s != civicline.Ended {
					t.Errorf("the call is %s", s)
				}
			})
		})
	}
}

// TestOfficerJoinsTooLate: the caller is back with the agent, and stays there.
func TestOfficerJoinsTooLate(t *testing.T) {
	scene(t, func(t *testing.T, w *world) {
		x := asks(t, w)
		pass(4 * time.Second)
		do(t, w, civicline.EndConsult{Call: x.id})
		pass(4 * time.Second)
		e := elena
		e.Consult = true
		if err := w.board.Join(t.Context(), x.id, e, x.officer); civicline.FaultOf(err) != civicline.Conflict {
			t.Errorf("Join: %v; want a conflict", err)
		}
		pass(2 * time.Second)
		x.hear(t, tones(agentTone), tones(callerTone), nil)
	})
}
