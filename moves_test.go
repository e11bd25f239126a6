package civicline

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// TestCallMoves is every move that a call may make; any other is refused.
func TestCallMoves(t *testing.T) {
	checkMoves(t, CallStates, `
ringing -> call answered -> with the bot
ringing -> call ended -> ended
with the bot -> call queued -> waiting in a queue
with the bot -> place resumed -> waiting in a queue
with the bot -> call ended -> ended
waiting in a queue -> offer made -> offered to an agent
waiting in a queue -> call left the queue -> with the bot
waiting in a queue -> caller lost while waiting -> away from the line
waiting in a queue -> call ended -> ended
offered to an agent -> offer taken -> with an agent
offered to an agent -> offer refused -> waiting in a queue
offered to an agent -> offer withdrawn -> waiting in a queue
offered to an agent -> caller lost while waiting -> away from the line
offered to an agent -> call ended -> ended
waiting in a queue -> agent kept -> being rung back
offered to an agent -> caller rung back -> being rung back
being rung back -> callback answered -> with an agent
being rung back -> caller reached -> offered to an agent
being rung back -> callback missed -> ended
being rung back -> callback unreached -> ended
being rung back -> call queued -> waiting in a queue
being rung back -> call ended -> ended
with an agent -> call held -> on hold
with an agent -> call queued -> waiting in a queue
with an agent -> agent left -> with the bot
with an agent -> call ended -> ended
on hold -> call resumed -> with an agent
on hold -> call transferred -> with an agent
on hold -> call queued -> waiting in a queue
on hold -> agent left -> with the bot
on hold -> call ended -> ended
away from the line -> call ended -> ended`)
}

// TestAgentMoves is every move that an agent may make; any other is refused.
func TestAgentMoves(t *testing.T) {
	checkMoves(t, AgentStates, `
signed out -> agent signed in -> not ready
not ready -> agent signed in -> not ready
not ready -> agent ready -> ready
not ready -> agent not ready -> not ready
not ready -> agent signed out -> signed out
ready -> agent signed in -> ready
ready -> agent ready -> ready
ready -> agent not ready -> not ready
ready -> agent signed out -> signed out
ready -> offer made -> ringing
ready -> agent kept -> reserved
reserved -> agent signed in -> reserved
reserved -> caller reached -> ringing
reserved -> callback missed -> ready
reserved -> callback unreached -> ready
reserved -> offer withdrawn -> ready
reserved -> offer refused -> not ready
ringing -> caller rung back -> talking
talking -> callback answered -> talking
talking -> callback missed -> ready
talking -> callback unreached -> ready
ringing -> agent signed in -> ringing
ringing -> offer taken -> talking
ringing -> offer refused -> not ready
ringing -> offer withdrawn -> ready
ringing -> agent signed out -> signed out
talking -> agent signed in -> talking
talking -> call held -> on hold
on hold -> agent signed in -> on hold
on hold -> call resumed -> talking
on hold -> call queued -> not ready
on hold -> call handed over -> wrapping up
on hold -> agent dropped -> not ready
ready -> officer asked -> ringing
ringing -> officer joined -> talking
ringing -> officer not reached -> not ready
ringing -> officer not needed -> ready
talking -> officer not reached -> not ready
talking -> officer left -> wrapping up
talking -> call transferred -> talking
on hold -> agent left -> wrapping up
on hold -> call ended -> wrapping up
ready -> desktop lost -> connection lost
connection lost -> agent signed in -> connection lost
connection lost -> desktop back -> ready
connection lost -> agent ready -> ready
connection lost -> agent not ready -> not ready
connection lost -> agent signed out -> signed out
wrapping up -> wrap-up extended -> wrapping up
talking -> call queued -> not ready
talking -> agent left -> wrapping up
talking -> call ended -> wrapping up
wrapping up -> agent signed in -> wrapping up
wrapping up -> wrap-up done -> ready
wrapping up -> agent not ready -> not ready
wrapping up -> agent signed out -> signed out`)
}

// TestCallbackMoves is every move that a promise may make; any other is refused.
func TestCallbackMoves(t *testing.T) {
	checkMoves(t, CallbackStates, `
promised -> callback due -> in line
promised -> callback booked -> promised
promised -> callback withdrawn -> withdrawn
promised -> place resumed -> kept
in line -> caller rung back -> being made
in line -> agent kept -> being made
in line -> callback booked -> promised
in line -> callback withdrawn -> withdrawn
in line -> place resumed -> kept
being made -> callback answered -> kept
being made -> offer taken -> kept
being made -> callback missed -> promised
being made -> callback unreached -> unreached
being made -> call queued -> in line
unreached -> callback booked -> promised
unreached -> callback withdrawn -> withdrawn
unreached -> place resumed -> kept`)
}

// checkMoves tries every kind of event in every state: a line "from -> event ->
// to" is legal, and what has no line is a conflict that changes nothing.
func checkMoves[S interface {
	~string
	Next(what Kind) (S, error)
}](t *testing.T, states []S, lines string) {
	t.Helper()
	legal := map[string]S{}
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		part := strings.Split(line, " -> ")
		legal[part[0]+" -> "+part[1]] = S(part[2])
	}
	for _, from := range states {
		for _, what := range kinds {
			move := fmt.Sprintf("%s -> %s", from, what)
			to, err := from.Next(what)
			want, ok := legal[move]
			switch {
			case ok && (err != nil || to != want):
				t.Errorf("%s -> %s, %v; want %s", move, to, err, want)
			case !ok && (FaultOf(err) != Conflict || to != from):
				t.Errorf("%s -> %s, %v; want a conflict", move, to, err)
			}
			delete(legal, move)
		}
	}
	if len(legal) > 0 {
		t.Errorf("moves of no state or kind: %v", legal)
	}
}

var kinds = []Kind{
	CallArrived, CallAnswered, LanguageSet, TurnTaken, FactsLearned, CallQueued, CallDequeued, CallerAway, PlaceResumed,
	PlaceGivenUp, OfferMade, OfferTaken, OfferRefused, OfferWithdrawn, CallHeld, CallResumed, AgentLeft, CallEnded,
	CallRecorded, CallbackBooked, CallbackDue, DialStarted, AgentKept, CallbackAnswered, CallbackReached, CallbackMissed,
	CallbackLost, CallbackDropped, LinesClosed, LinesOpened, AgentSignedIn, AgentReady, AgentNotReady, WrapUpDone, AgentSignedOut,
	WrapUpExtended, DeskLost, DeskBack, Repaired,
	ConsultAsked, ConsultJoined, ConsultFailed, ConsultWithdrawn, ConsultEnded, CallHandedOver, AgentDropped, CallTransferred,
	ItemOpened, ItemWindowSet, ItemTaken, ItemMissed, ItemDropped, ItemDone, ItemBreached,
}

// TestReferencesFindSlips tries every single wrong digit and every swap of
// neighbours on a few hundred references.
func TestReferencesFindSlips(t *testing.T) {
	for n := uint64(0); n < 100_000_000; n += 312_337 {
		ref := string(NewReference(n))
		if got, err := ParseReference(Reference(ref).String()); err != nil || string(got) != ref {
			t.Fatalf("%s reads back as %s, %v", ref, got, err)
		}
		for i := range ref {
			for d := byte('0'); d <= '9'; d++ {
				if wrong := ref[:i] + string(d) + ref[i+1:]; wrong != ref {
					refuse(t, wrong)
				}
			}
			if i > 0 && ref[i] != ref[i-1] {
				refuse(t, ref[:i-1]+string(ref[i])+string(ref[i-1])+ref[i+1:])
			}
		}
	}
	for _, wrong := range []string{"", "48277130", "4827713055", "482-771-30O"} {
		refuse(t, wrong)
	}
}

func refuse(t *testing.T, wrong string) {
	t.Helper()
	if _, err := ParseReference(wrong); FaultOf(err) != Invalid {
		t.Errorf("%q was taken: %v", wrong, err)
	}
}

func TestNumbersStayOutOfLogs(t *testing.T) {
	var log strings.Builder
	l := slog.New(slog.NewTextHandler(&log, nil))
	l.Info(fmt.Sprint(PhoneNumber("2025550142")), "from", PhoneNumber("2025550142"), "short", PhoneNumber("42"))
	if s := log.String(); strings.Contains(s, "5550") || strings.Contains(s, "=42") || !strings.Contains(s, "••42") {
		t.Errorf("the log has %s", s)
	}
}

func TestPasses(t *testing.T) {
	g := Grants{GiveCase: {Tier2, Supervisor}}
	one, two := Actor{ID: "maria", Tier: Tier1}, Actor{ID: "lee", Tier: Tier2}
	if (Pass{}).For("") == nil || (Pass{}).For(GiveCase) == nil {
		t.Error("the zero pass opens something")
	}
	p, err := g.Ask(one, GiveCase)
	if FaultOf(err) != Refused || p.For(GiveCase) == nil {
		t.Errorf("tier 1: %v", err)
	}
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(e.Message, string(GiveCase)) || !strings.Contains(e.Message, string(Supervisor)) {
		t.Errorf("a denial names the rule and the next lawful step; it says %q", e.Message)
	}
	if p, err = g.Ask(two, GiveCase); err != nil || p.For(GiveCase) != nil || p.For(GiveGeneral) == nil || p.Who() != two {
		t.Errorf("tier 2: %v", err)
	}
	if _, err := g.Ask(two, ""); err == nil {
		t.Error("no act at all was allowed")
	}
}
