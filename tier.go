package civicline

import (
	"fmt"
	"slices"
)

// A Tier is how far someone is trusted.
type Tier string

// The tiers, from the least trusted.
const (
	Public     Tier = "public"     // whoever rings or opens the page
	BotTier    Tier = "bot"        // the automated service
	Tier1      Tier = "tier 1"     // customer service representative
	Tier2      Tier = "tier 2"     // immigration services officer
	Supervisor Tier = "supervisor" // answers for a team of representatives
)

// Tiers lists every Tier that a permissions file may name.
var Tiers = []Tier{Public, BotTier, Tier1, Tier2, Supervisor}

// An Act is one thing that the rules speak of, in the agency's own words.
type Act string

// Every act there is.
const (
	GiveGeneral      Act = "give general information"
	GivePublicStatus Act = "give public case status"
	GiveCase         Act = "give case-specific information"
	RunCalls         Act = "run live calls"       // move a call through its states
	QueueCalls       Act = "put a caller in line" // and keep, or give up, the place
	BookCallbacks    Act = "book a callback"
	ChangeCallbacks  Act = "change a callback" // choose another time, or take it back
	CloseTheLines    Act = "open and close the lines"
	TakeCalls        Act = "take calls" // be ready, answer, hold, wrap up
	ReadOwnCalls     Act = "read own calls"
	ReadAllCalls     Act = "read all calls"
	HearRecordings   Act = "hear recordings"
	SeeQueues        Act = "see the queues"
	ReadReceipts     Act = "read a call receipt" // agent, date and time, by reference number
	AskOfficers      Act = "ask an officer"      // in a call, and hand it over to them
	OpenItems        Act = "open a service item"
	SeeItems         Act = "see service items"  // but not what an officer wrote
	WorkItems        Act = "work service items" // and write, read and close them
)

// Acts lists every Act, so that no permissions file can forget one.
var Acts = []Act{
	GiveGeneral, GivePublicStatus, GiveCase, RunCalls, QueueCalls, BookCallbacks,
	ChangeCallbacks, CloseTheLines, TakeCalls, ReadOwnCalls, ReadAllCalls, HearRecordings, SeeQueues, ReadReceipts,
	AskOfficers, OpenItems, SeeItems, WorkItems,
}

// An Actor is whoever does something: an agent, the bot, or the public.
type Actor struct {
	ID   AgentID
	Tier Tier
}

// Bot is the automated service as an actor.
var Bot = Actor{ID: "bot", Tier: BotTier}

// Grants says which tiers may do each act. What it does not say is refused.
type Grants map[Act][]Tier

// Ask returns a Pass for who to do act, or a Refused error that names the rule
// and who may do it: the next lawful step.
func (g Grants) Ask(who Actor, act Act) (Pass, error) {
	if act == "" || !slices.Contains(g[act], who.Tier) {
		return Pass{}, &Error{Kind: Refused, Op: string(act),
			Message: fmt.Sprintf("The rule %q does not allow %s. %s", act, who.Tier, g.next(act))}
	}
	return Pass{who, act}, nil
}

func (g Grants) next(act Act) string {
	if len(g[act]) == 0 {
		return "Nobody may do this here."
	}
	last := g[act][len(g[act])-1]
	return fmt.Sprintf("Ask someone of %s.", last)
}

// A Pass proves that the rules were asked and said yes. Only Grants.Ask makes
// one; the zero Pass opens nothing. A getter of protected data takes a Pass, so
// that forgetting to ask does not compile.
type Pass struct {
	who Actor
	act Act
}

// Who says to whom the pass was given.
func (p Pass) Who() Actor { return p.who }

// For returns nil if p is a pass for act, and a Refused error otherwise.
func (p Pass) For(act Act) error {
	if act == "" || p.act != act {
		return &Error{Kind: Refused, Op: string(act), Message: "There is no pass to " + string(act) + "."}
	}
	return nil
}
