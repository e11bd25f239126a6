package civicline

import (
	"fmt"
	"time"
)

// An Agent is a person who takes calls.
type Agent struct {
	ID     AgentID
	Name   string // as callers are told it: "Maria R."
	Tier   Tier
	Speaks []Language
	State  AgentState
	Since  time.Time // of State
	Idle   time.Time // since when without a call: whoever is longest idle is offered first
	Reason string    // of NotReady
	Call   CallID    // set while Reserved, Alerting, Talking, Holding or WrappingUp
	// Consult is an officer on a call beside the agent who has it: asked, talking
	// with that agent, or wrapping up after it.
	Consult bool
	Until   time.Time // while WrappingUp: when it ends by itself, zero is never; while Lost: when they count as not ready; while Alerting for a Consult: when it counts as not answered
	Desk    string    // the node that has, or had, their desktop
	Gone    time.Time // since when no desktop of theirs is connected; zero while one is, or none was yet

	Skills   map[string]int // levels from 1 to 5, beside the languages' or for them: "es": 3; a language spoken and not named is 3
	Capacity int            // calls at a time; 0 is 1. Who may take more stays Ready while there is room for one more
	Contacts int            // calls under way, offers not counted; only told where Capacity is above 1
	Began    time.Time      // of the working day: they signed in
	Worked   time.Duration  // on calls and their wrap-ups since Began, those under way not counted
}

// Level is how good an agent is at a skill: 1 to 5, 0 is not at all.
func (a Agent) Level(skill string) int {
	if l, ok := a.Skills[skill]; ok {
		return l
	}
	for _, l := range a.Speaks {
		if string(l) == skill {
			return 3
		}
	}
	return 0
}

// Occupancy is the share of the working day, 0 to 1, that an agent has been at
// work on calls.
func (a Agent) Occupancy(now time.Time) float64 {
	day := now.Sub(a.Began)
	if a.Began.IsZero() || day <= 0 {
		return 0
	}
	worked := a.Worked
	if a.State.Working() {
		worked += now.Sub(a.Since)
	}
	return min(1, worked.Seconds()/day.Seconds())
}

// AgentState says whether a call may be offered.
type AgentState string

// The states of an agent.
const (
	SignedOut  AgentState = "signed out"
	NotReady   AgentState = "not ready"
	Ready      AgentState = "ready"
	Reserved   AgentState = "reserved" // a caller is being rung for them
	Alerting   AgentState = "ringing"  // a call is being offered
	Talking    AgentState = "talking"
	Holding    AgentState = "on hold" // has put the caller on hold
	WrappingUp AgentState = "wrapping up"
	Lost       AgentState = "connection lost" // was ready; kept so for a while, and never offered
)

// Working reports whether an agent in state s is at work on a call.
func (s AgentState) Working() bool { return s == Talking || s == Holding || s == WrappingUp }

// agentMoves is the whole day of an agent. What it does not list cannot happen.
var agentMoves = map[AgentState]map[Kind]AgentState{
	SignedOut:  {AgentSignedIn: NotReady},
	NotReady:   {AgentReady: Ready, AgentNotReady: NotReady, AgentSignedOut: SignedOut, AgentSignedIn: NotReady},
	Ready:      {OfferMade: Alerting, AgentKept: Reserved, ConsultAsked: Alerting, DeskLost: Lost, AgentNotReady: NotReady, AgentSignedOut: SignedOut, AgentSignedIn: Ready, AgentReady: Ready},
	Reserved:   {CallbackReached: Alerting, CallbackMissed: Ready, CallbackLost: Ready, OfferWithdrawn: Ready, OfferRefused: NotReady, AgentSignedIn: Reserved},
	Alerting:   {OfferTaken: Talking, DialStarted: Talking, OfferRefused: NotReady, OfferWithdrawn: Ready, ConsultJoined: Talking, ConsultFailed: NotReady, ConsultWithdrawn: Ready, AgentSignedOut: SignedOut, AgentSignedIn: Alerting},
	Talking:    {CallbackAnswered: Talking, CallbackMissed: Ready, CallbackLost: Ready, AgentLeft: WrappingUp, CallEnded: WrappingUp, CallQueued: NotReady, CallHeld: Holding, CallTransferred: Talking, ConsultEnded: WrappingUp, ConsultFailed: NotReady, AgentSignedIn: Talking},
	Holding:    {CallResumed: Talking, AgentLeft: WrappingUp, CallEnded: WrappingUp, CallQueued: NotReady, CallHandedOver: WrappingUp, AgentDropped: NotReady, AgentSignedIn: Holding},
	WrappingUp: {WrapUpDone: Ready, WrapUpExtended: WrappingUp, AgentNotReady: NotReady, AgentSignedOut: SignedOut, AgentSignedIn: WrappingUp},
	Lost:       {DeskBack: Ready, AgentReady: Ready, AgentNotReady: NotReady, AgentSignedOut: SignedOut, AgentSignedIn: Lost},
}

// AgentStates lists every state, in the order of a day.
var AgentStates = []AgentState{SignedOut, NotReady, Ready, Reserved, Alerting, Talking, Holding, WrappingUp, Lost}

// Next returns the state that follows s once what has happened, or a Conflict
// error naming the move that the table does not have.
func (s AgentState) Next(what Kind) (AgentState, error) {
	next, ok := agentMoves[s][what]
	if !ok {
		return s, &Error{Kind: Conflict, Op: "move an agent", Message: fmt.Sprintf("An agent who is %s cannot have %q happen.", s, what)}
	}
	return next, nil
}
