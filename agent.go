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
	Call   CallID    // set while Reserved, Talking or WrappingUp
}

// AgentState says whether a call may be offered.
type AgentState string

// The states of an agent.
const (
	SignedOut  AgentState = "signed out"
	NotReady   AgentState = "not ready"
	Ready      AgentState = "ready"
	Reserved   AgentState = "ringing" // a call is being offered
	Talking    AgentState = "talking" // hold included
	WrappingUp AgentState = "wrapping up"
)

// agentMoves is the whole day of an agent. What it does not list cannot happen.
var agentMoves = map[AgentState]map[Kind]AgentState{
	SignedOut:  {AgentSignedIn: NotReady},
	NotReady:   {AgentReady: Ready, AgentNotReady: NotReady, AgentSignedOut: SignedOut, AgentSignedIn: NotReady},
	Ready:      {OfferMade: Reserved, AgentNotReady: NotReady, AgentSignedOut: SignedOut, AgentSignedIn: Ready, AgentReady: Ready},
	Reserved:   {OfferTaken: Talking, OfferRefused: NotReady, OfferWithdrawn: Ready, AgentSignedOut: SignedOut, AgentSignedIn: Reserved},
	Talking:    {AgentLeft: WrappingUp, CallEnded: WrappingUp, CallQueued: NotReady, CallHeld: Talking, CallResumed: Talking, AgentSignedIn: Talking},
	WrappingUp: {WrapUpDone: Ready, AgentNotReady: NotReady, AgentSignedOut: SignedOut, AgentSignedIn: WrappingUp},
}

// AgentStates lists every state, in the order of a day.
var AgentStates = []AgentState{SignedOut, NotReady, Ready, Reserved, Talking, WrappingUp}

// Next returns the state that follows s once what has happened, or a Conflict
// error naming the move that the table does not have.
func (s AgentState) Next(what Kind) (AgentState, error) {
	next, ok := agentMoves[s][what]
	if !ok {
		return s, &Error{Kind: Conflict, Op: "move an agent", Message: fmt.Sprintf("An agent who is %s cannot have %q happen.", s, what)}
	}
	return next, nil
}
