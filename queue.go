package civicline

import "time"

// A Queue is where calls wait for agents of one tier and one language. What the
// agency does not say is zero, and means what is written here.
type Queue struct {
	ID       QueueID
	Name     Words
	Domain   DomainID // the queues that share agents; "" is "main"
	Tier     Tier
	Language Language
	Topics   []string      // only calls on these come here, before any queue of the same tier and language without topics; none is all others
	Target   time.Duration // answer within this, to keep the promise
	Goal     float64       // the share of callers to be answered within Target, 0 to 1; 0 is 0.8
	Head     time.Duration // its priority class, as a head start: its callers count as having come so much sooner
	Strategy Strategy      // "" is LongestIdle
	Sticky   time.Duration // how long a caller waits for the agent they last spoke with, if that one is at work; 0 is not at all
	Steps    []Step        // who may take its calls, by how long they have waited; the first has After 0
	Ring     time.Duration // how long an offer rings; 0 is the centre's
	Hours    string        // the name of its calendar; "" is the agency's own
	WrapUp   time.Duration // after which a wrap-up ends by itself, unless extended; 0 is never
	Closing  AtClosing     // what becomes of those who wait at closing time; "" is ServeAll
	LastTalk time.Duration // nobody is let in who would hardly be answered so long before closing; 0 is the closing time itself
	Dial     DialOrder     // of its callbacks; "" is AgentFirst
	Slots    int           // callbacks that may be booked for one hour; 0 is any number
	Texts    bool          // whoever loses the line while waiting is told by text that the place is kept, asked or not
}

// A DomainID names the queues that share agents. One node at a time matches
// their calls: the one that holds the domain's lease.
type DomainID string

// MainDomain is the domain of queues that name none.
const MainDomain DomainID = "main"

// A Strategy chooses among the agents who may take a call.
type Strategy string

// The strategies. Where one leaves two agents equal, the longest idle is chosen,
// then the first by ID.
const (
	LongestIdle   Strategy = "longest idle"
	MostSkilled   Strategy = "most skilled"   // the highest levels in what the call wants
	LeastOccupied Strategy = "least occupied" // the smallest share of their day at work on calls
	FewestSkills  Strategy = "fewest skills"  // keeps those free who can do what others cannot
)

// Strategies lists every Strategy.
var Strategies = []Strategy{LongestIdle, MostSkilled, LeastOccupied, FewestSkills}

// A Step is whom the calls of a queue may go to from a time waited on, until
// the next step's: skills are relaxed, and calls flow over, by further steps.
// The queue's language is wanted at 1 at least, whatever a step says.
type Step struct {
	After  time.Duration
	Skills map[string]int // the least level in each; languages are skills by their code
	Topic  int            // the least level in the skill that has the name of the call's topic; 0 is none
	Also   []Tier         // who may take it beside the queue's own tier
}

// AtClosing is what becomes of those who wait when a queue closes.
type AtClosing string

// What becomes of them.
const (
	ServeAll      AtClosing = "serve all"       // they are served to the last
	CallBackFirst AtClosing = "call back first" // they are rung first when it opens again, in their order; whoever gave no number is served
)

// DialOrder is who is rung first of a callback.
type DialOrder string

// Who is rung first.
const (
	AgentFirst  DialOrder = "agent first"  // an agent takes it, then the caller is rung: whoever answers hears a person
	CallerFirst DialOrder = "caller first" // the caller is rung while an agent is kept for them: no agent hears a phone ring
)

// A Place is one call's standing in a queue. It outlives the caller's leg: a
// lost line, or our own restart, leaves it Away until it expires.
type Place struct {
	Call     CallID
	Queue    QueueID
	Language Language
	From     PhoneNumber
	Entered  time.Time     // never changes: ringing back keeps it
	Head     time.Duration // a head start of its own, beside its queue's
	Topic    string        // what it is about, if its queue sorts by that
	Last     AgentID       // whom the caller last spoke with about it; "" is nobody
	Callback Reference     // of a caller whom we ring back; "" is one on the line
	Present  bool          // the caller is on the line, or may be rung; only then may it be offered
	Offered  AgentID       // "" while nobody is being rung
	Until    time.Time     // while Offered: when no answer counts as refused; while not Present: when the place is given up
	Returned bool          // refused, unanswered, or lost by its agent: it goes ahead of the rest
}

// An Offer puts one waiting call before one ready agent. Because says why this
// agent, and why not others, in words a supervisor understands.
type Offer struct {
	Call    CallID
	Agent   AgentID
	Until   time.Time
	Because string
}

// A Wait is what a waiting caller may be told: four in five such callers wait
// between Low and High.
type Wait struct {
	Position int // 1 is next
	Low      time.Duration
	High     time.Duration // zero when there is too little to go by: then say so
	Likely   time.Duration // half wait longer, half less
}

// OpenHours tells whether people answer now, and when they next will.
type OpenHours struct {
	Open  bool
	Next  time.Time // the next opening when closed; the closing time when open
	Why   string    // of a closure: "night", "weekend", "holiday: NAME", "closing: WHY", "too late: …"; when open "closing: WHY", if Next is sooner than usual
	After string    // when closed: the name of a holiday that comes before Next
}
