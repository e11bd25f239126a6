package desk

import (
	"context"
	"time"

	"github.com/civicline/civicline"
)

// A Board is how the whole line stands: a supervisor's view.
type Board struct {
	Open      bool          `json:"open" doc:"people answer now"`
	Next      time.Time     `json:"next,omitzero" doc:"the closing time when open, the next opening when closed"`
	Queues    []BoardQueue  `json:"queues" nullable:"false"`
	Agents    []BoardAgent  `json:"agents" nullable:"false"`
	Callbacks []BoardPledge `json:"callbacks" nullable:"false" doc:"promised, the first due first"`
}

// A BoardQueue is one queue and who waits in it, in the order of service.
type BoardQueue struct {
	ID       civicline.QueueID  `json:"id"`
	Name     civicline.Words    `json:"name"`
	Language civicline.Language `json:"language"`
	Target   float64            `json:"target" doc:"answer within this many seconds"`
	Waiting  []Waiter           `json:"waiting" nullable:"false"`
}

// A Waiter is one caller in line.
type Waiter struct {
	Call     civicline.CallID  `json:"call"`
	From     string            `json:"from" doc:"all but its end hidden; empty when withheld"`
	Entered  time.Time         `json:"entered"`
	Present  bool              `json:"present" doc:"on the line; else the place is kept"`
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
	State  civicline.AgentState `json:"state"`
	Since  time.Time            `json:"since"`
	Reason string               `json:"reason,omitempty"`
}

// A BoardPledge is a callback that we have promised.
type BoardPledge struct {
	Reference string             `json:"reference"`
	Number    string             `json:"number" doc:"to ring; hidden from those who may not read all calls"`
	Language  civicline.Language `json:"language"`
	Reason    string             `json:"reason"`
	Due       time.Time          `json:"due"`
	State     string             `json:"state"`
}

type boardOutput struct{ Body Board }

func (d *Desk) board(ctx context.Context, who civicline.Agent, _ *Asking) (*boardOutput, error) {
	b, err := d.readBoard(ctx, actor(who))
	if err != nil {
		return nil, err
	}
	return &boardOutput{b}, nil
}

func (d *Desk) readBoard(ctx context.Context, who civicline.Actor) (Board, error) {
	b := Board{Queues: []BoardQueue{}, Agents: []BoardAgent{}, Callbacks: []BoardPledge{}}
	p, err := d.Grants.Ask(who, civicline.SeeQueues)
	if err != nil {
		return b, err
	}
	if d.Hours != nil {
		h := d.Hours(d.Now())
		b.Open, b.Next = h.Open, h.Next
	}
	places, err := d.Reads.Waiting(ctx, p)
	if err != nil {
		return b, err
	}
	for _, q := range d.Queues {
		b.Queues = append(b.Queues, BoardQueue{q.ID, q.Name, q.Language, q.Target.Seconds(), d.waiters(ctx, q.ID, places)})
	}
	agents, err := d.Reads.Agents(ctx, p)
	if err != nil {
		return b, err
	}
	for _, a := range agents {
		if a.State != civicline.SignedOut {
			b.Agents = append(b.Agents, BoardAgent{a.ID, a.Name, a.Tier, a.Speaks, a.State, a.Since, a.Reason})
		}
	}
	pledges, err := d.Reads.Callbacks(ctx, p)
	if err != nil {
		return b, err
	}
	_, refused := d.Grants.Ask(who, civicline.ReadAllCalls)
	for _, c := range pledges {
		number := hidden(c.Number)
		if refused == nil && number != "" {
			number = string(c.Number)
		}
		b.Callbacks = append(b.Callbacks, BoardPledge{c.Reference.String(), number, c.Language, c.Reason, c.Due, c.State})
	}
	return b, nil
}

func (d *Desk) waiters(ctx context.Context, q civicline.QueueID, places []civicline.Place) []Waiter {
	out := []Waiter{}
	for _, p := range places {
		if p.Queue != q {
			continue
		}
		w := Waiter{Call: p.Call, Entered: p.Entered, Present: p.Present, Until: p.Until, Offered: p.Offered, Returned: p.Returned}
		w.From = hidden(p.From)
		// A place that moved on meanwhile has no wait to tell.
		if wait, err := d.Reads.WaitOf(ctx, p.Call); err == nil {
			w.Position, w.Low, w.High = wait.Position, wait.Low.Seconds(), wait.High.Seconds()
		}
		out = append(out, w)
	}
	return out
}
