package desk

import (
	"cmp"
	"context"
	"time"

	"github.com/civicline/civicline"
)

// A Board is how the whole line stands: a supervisor's view.
type Board struct {
	Open       bool           `json:"open" doc:"people answer now"`
	Next       time.Time      `json:"next,omitzero" doc:"the closing time when open, the next opening when closed"`
	Queues     []BoardQueue   `json:"queues" nullable:"false"`
	Agents     []BoardAgent   `json:"agents" nullable:"false"`
	Callbacks  []BoardPledge  `json:"callbacks" nullable:"false" doc:"owed, the first due first"`
	CannotRing string         `json:"cannot_ring,omitempty" doc:"why callbacks wait although they are due: nothing to ring them by"`
	Closings   []BoardClosing `json:"closings" nullable:"false" doc:"lines that somebody closed"`
	Offers     []BoardOffer   `json:"offers" nullable:"false" doc:"the last, the newest first"`
	Items      BoardItems     `json:"items"`
	Repairs    []BoardRepair  `json:"repairs" nullable:"false" doc:"states that could not be and were put right in the last day, the newest first"`
}

// A BoardQueue is one queue and who waits in it, in the order of service.
type BoardQueue struct {
	ID        civicline.QueueID  `json:"id"`
	Name      civicline.Words    `json:"name"`
	Language  civicline.Language `json:"language"`
	Tier      civicline.Tier     `json:"tier"`
	Target    float64            `json:"target" doc:"answer within this many seconds"`
	Goal      float64            `json:"goal" doc:"the share of callers, 0 to 1, to be answered within it"`
	Waiting   []Waiter           `json:"waiting" nullable:"false"`
	Today     BoardDay           `json:"today"`
	Estimates *BoardEstimates    `json:"estimates,omitempty" doc:"how good they have been; not there before the first"`
}

// A BoardDay is what became today of those who joined a queue: offered is the
// sum of answered, abandoned, promised, left and waiting.
type BoardDay struct {
	Offered   int      `json:"offered"`
	Answered  int      `json:"answered"`
	Within    int      `json:"within" doc:"answered within the target"`
	Abandoned int      `json:"abandoned"`
	Promised  int      `json:"promised" doc:"left for a callback"`
	Left      int      `json:"left"`
	Waiting   int      `json:"waiting"`
	ASA       float64  `json:"asa" doc:"average speed of answer, in seconds"`
	Level     *float64 `json:"level,omitempty" doc:"service level: within over answered and abandoned; not there before the first"`
}

// BoardEstimates are how good the estimates of a queue have been, in seconds.
type BoardEstimates struct {
	Count    int     `json:"count"`
	Coverage float64 `json:"coverage" doc:"the share who waited as long as the range said"`
	Nominal  float64 `json:"nominal" doc:"the share who should have"`
	Error    float64 `json:"error" doc:"mean absolute error"`
	Last     float64 `json:"last" doc:"had the wait of the caller answered last been told"`
	Oldest   float64 `json:"oldest" doc:"had the wait of the first in line been told"`
}

// A Waiter is one caller in line.
type Waiter struct {
	Call     civicline.CallID  `json:"call"`
	From     string            `json:"from" doc:"all but its end hidden; empty when withheld"`
	Entered  time.Time         `json:"entered"`
	Present  bool              `json:"present" doc:"on the line; else the place is kept"`
	Callback bool              `json:"callback,omitempty" doc:"to be rung back: no line is open"`
	Until    time.Time         `json:"until,omitzero" doc:"the place is kept, or it rings at an agent, until then"`
	Offered  civicline.AgentID `json:"offered,omitempty" doc:"at whom it rings"`
	Returned bool              `json:"returned,omitempty" doc:"not answered once: it goes first"`
	Position int               `json:"position,omitempty"`
	Low      float64           `json:"low,omitempty" doc:"seconds still to wait, at least"`
	High     float64           `json:"high,omitempty" doc:"at most; 0 when there is too little to go by"`
}

// A BoardAgent is one agent who is signed in.
type BoardAgent struct {
	ID     civicline.AgentID    `json:"id"`
	Name   string               `json:"name"`
	Tier   civicline.Tier       `json:"tier"`
	Speaks []civicline.Language `json:"speaks" nullable:"false"`
	Skills map[string]int       `json:"skills,omitempty" doc:"levels from 1 to 5"`
	State  civicline.AgentState `json:"state"`
	Since  time.Time            `json:"since"`
	Until  time.Time            `json:"until,omitzero" doc:"when a wrap-up, or the patience with a lost connection, ends"`
	Reason string               `json:"reason,omitempty"`
	Busy   float64              `json:"busy" doc:"the share of their day, 0 to 1, at work on calls"`
}

// A BoardPledge is a callback that we owe.
type BoardPledge struct {
	Reference string                  `json:"reference"`
	Number    string                  `json:"number" doc:"to ring; hidden from those who may not read all calls"`
	Language  civicline.Language      `json:"language"`
	Reason    string                  `json:"reason,omitempty" doc:"not told to those who may not read all calls"`
	Due       time.Time               `json:"due"`
	Until     time.Time               `json:"until,omitzero" doc:"the end of a time that the caller chose"`
	State     civicline.CallbackState `json:"state"`
	Attempts  int                     `json:"attempts"`
}

// A BoardClosing is a line that somebody closed.
type BoardClosing struct {
	Queue civicline.QueueID `json:"queue,omitempty" doc:"empty is all of them"`
	From  time.Time         `json:"from"`
	Until time.Time         `json:"until,omitzero"`
	Why   civicline.Words   `json:"why"`
	Who   string            `json:"who" doc:"the name of whoever closed it"`
}

// A BoardOffer is a call that was put before an agent, and why them.
type BoardOffer struct {
	At      time.Time         `json:"at"`
	Call    civicline.CallID  `json:"call"`
	Agent   civicline.AgentID `json:"agent"`
	Queue   civicline.QueueID `json:"queue"`
	Waited  float64           `json:"waited" doc:"seconds, until then"`
	Because string            `json:"because"`
}

// A BoardRepair is a state that could not be, and was put right.
type BoardRepair struct {
	At    time.Time         `json:"at"`
	Rule  string            `json:"rule" doc:"what it was"`
	Call  civicline.CallID  `json:"call,omitempty"`
	Agent civicline.AgentID `json:"agent,omitempty"`
}

type boardOutput struct{ Body Board }

func (d *Desk) board(ctx context.Context, who civicline.Agent, _ *Asking) (*boardOutput, error) {
	b, err := d.readBoard(ctx, actor(who))
	if err != nil {
		return nil, err
	}
	return &boardOutput{b}, nil
}

// repairsOf is how far back repairs are shown.
const repairsOf = 24 * time.Hour

func (d *Desk) readBoard(ctx context.Context, who civicline.Actor) (Board, error) {
	b := Board{Queues: []BoardQueue{}, Agents: []BoardAgent{}, Callbacks: []BoardPledge{}, Closings: []BoardClosing{}, Offers: []BoardOffer{}, Repairs: []BoardRepair{}}
	p, err := d.Grants.Ask(who, civicline.SeeQueues)
	if err != nil {
		return b, err
	}
	if d.Hours != nil {
		h := d.Hours(d.Now())
		b.Open, b.Next = h.Open, h.Next
	}
	_, refused := d.Grants.Ask(who, civicline.ReadAllCalls)
	for _, read := range []func(context.Context, civicline.Pass, *Board) error{
		d.boardQueues, d.boardAgents, d.boardWatch,
		func(ctx context.Context, p civicline.Pass, b *Board) error {
			return d.boardPledges(ctx, p, b, refused == nil)
		},
		d.boardItems,
	} {
		if err := read(ctx, p, &b); err != nil {
			return b, err
		}
	}
	return b, nil
}

func (d *Desk) boardQueues(ctx context.Context, p civicline.Pass, b *Board) error {
	places, err := d.Reads.Waiting(ctx, p)
	if err != nil {
		return err
	}
	today, err := d.Watch.Today(ctx, p)
	if err != nil {
		return err
	}
	estimates, err := d.Watch.Estimates(ctx, p)
	if err != nil {
		return err
	}
	for _, q := range d.Queues {
		row := BoardQueue{ID: q.ID, Name: q.Name, Language: q.Language, Tier: q.Tier, Target: q.Target.Seconds(), Goal: q.Goal,
			Waiting: d.waiters(ctx, q.ID, places), Today: dayOf(today[q.ID])}
		if row.Goal == 0 {
			row.Goal = 0.8
		}
		if e := estimates[q.ID]; e.Count > 0 {
			row.Estimates = &BoardEstimates{Count: e.Count, Coverage: percent(e.Coverage), Nominal: e.Nominal,
				Error: e.Error.Seconds(), Last: e.Last.Seconds(), Oldest: e.Oldest.Seconds()}
		}
		b.Queues = append(b.Queues, row)
	}
	return nil
}

func dayOf(f civicline.Figures) BoardDay {
	out := BoardDay{Offered: f.Offered, Answered: f.Answered, Within: f.AnsweredWithin, Abandoned: f.Abandoned,
		Promised: f.Promised, Left: f.Left, Waiting: f.Waiting, ASA: f.ASA().Round(time.Second).Seconds()}
	if level, told := f.Level(); told {
		level = percent(level)
		out.Level = &level
	}
	return out
}

func (d *Desk) boardAgents(ctx context.Context, p civicline.Pass, b *Board) error {
	agents, err := d.Reads.Agents(ctx, p)
	if err != nil {
		return err
	}
	closings, err := d.Watch.Closings(ctx, p)
	if err != nil {
		return err
	}
	names := map[civicline.AgentID]string{}
	for _, a := range agents {
		names[a.ID] = a.Name
		if a.State != civicline.SignedOut {
			b.Agents = append(b.Agents, BoardAgent{ID: a.ID, Name: a.Name, Tier: a.Tier, Speaks: a.Speaks, Skills: a.Skills,
				State: a.State, Since: a.Since, Until: a.Until, Reason: a.Reason, Busy: percent(a.Occupancy(d.Now()))})
		}
	}
	for _, c := range closings {
		b.Closings = append(b.Closings, BoardClosing{c.Queue, c.From, c.Until, c.Why, cmp.Or(names[c.Who], string(c.Who))})
	}
	return nil
}

func (d *Desk) boardWatch(ctx context.Context, p civicline.Pass, b *Board) error {
	offers, err := d.Watch.Offers(ctx, p)
	if err != nil {
		return err
	}
	for _, e := range offers {
		b.Offers = append(b.Offers, BoardOffer{e.At, e.Call, e.Agent, e.Data.Queue, e.Data.Waited.Seconds(), e.Data.Because})
	}
	repairs, err := d.Watch.Unwell(ctx, p, d.Now().Add(-repairsOf))
	if err != nil {
		return err
	}
	for _, e := range repairs {
		b.Repairs = append(b.Repairs, BoardRepair{e.At, e.Data.Reason, e.Call, e.Agent})
	}
	return nil
}

// boardPledges shows what a caller said, and their number, only to those who may
// read all calls.
func (d *Desk) boardPledges(ctx context.Context, p civicline.Pass, b *Board, all bool) error {
	pledges, err := d.Reads.Callbacks(ctx, p)
	if err != nil {
		return err
	}
	if r, ok := d.Reads.(interface{ CannotRing() string }); ok {
		b.CannotRing = r.CannotRing()
	}
	for _, c := range pledges {
		row := BoardPledge{Reference: c.Reference.String(), Number: hidden(c.Number), Language: c.Language,
			Due: c.Due, Until: c.Until, State: c.State, Attempts: c.Attempts}
		if all {
			row.Reason = c.Reason
			if row.Number != "" {
				row.Number = string(c.Number)
			}
		}
		b.Callbacks = append(b.Callbacks, row)
	}
	return nil
}

func (d *Desk) waiters(ctx context.Context, q civicline.QueueID, places []civicline.Place) []Waiter {
	out := []Waiter{}
	for _, p := range places {
		if p.Queue != q {
			continue
		}
		w := Waiter{Call: p.Call, Entered: p.Entered, Present: p.Present, Callback: p.Callback != "", Until: p.Until, Offered: p.Offered, Returned: p.Returned}
		w.From = hidden(p.From)
		// A place that moved on meanwhile has no wait to tell.
		if wait, err := d.Reads.WaitOf(ctx, p.Call); err == nil {
			w.Position, w.Low, w.High = wait.Position, wait.Low.Seconds(), wait.High.Seconds()
		}
		out = append(out, w)
	}
	return out
}
