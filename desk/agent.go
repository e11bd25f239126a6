package desk

import (
	"context"
	"math"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// Me is a signed-in agent as their own desktop shows them.
type Me struct {
	ID       civicline.AgentID    `json:"id"`
	Name     string               `json:"name" doc:"as callers are told it"`
	Role     string               `json:"role" enum:"representative,supervisor"`
	Tier     civicline.Tier       `json:"tier"`
	Speaks   []civicline.Language `json:"speaks" nullable:"false"`
	State    civicline.AgentState `json:"state"`
	Since    time.Time            `json:"since" doc:"of state"`
	Reason   string               `json:"reason,omitempty" doc:"of not being ready"`
	Call     civicline.CallID     `json:"call,omitempty"`
	Consult  bool                 `json:"consult,omitempty" doc:"on the call beside the agent who has it, or asked to be"`
	Until    time.Time            `json:"until,omitzero" doc:"in a wrap-up: when it ends by itself, if it does; while the connection counts as lost: how long it is waited for"`
	Began    time.Time            `json:"began,omitzero" doc:"of the working day"`
	Busy     float64              `json:"busy" doc:"the share of the day, 0 to 1, at work on calls"`
	May      []civicline.Act      `json:"may" nullable:"false" doc:"what the rules allow, so that a page shows no button in vain"`
	Outcomes []civicline.Outcome  `json:"outcomes" nullable:"false" doc:"to choose from in wrap-up"`
	Line     civicline.Words      `json:"line" doc:"the agency's name, by language"`
}

type meOutput struct{ Body Me }

type notReadyInput struct {
	Asking
	Body struct {
		Reason string `json:"reason" maxLength:"200"`
	}
}

func (d *Desk) describe(a civicline.Agent) Me {
	me := Me{ID: a.ID, Name: a.Name, Role: "representative", Tier: a.Tier, Speaks: a.Speaks, State: a.State,
		Since: a.Since, Reason: a.Reason, Call: a.Call, Consult: a.Consult, Until: a.Until, Began: a.Began, Busy: percent(a.Occupancy(d.Now())),
		May: []civicline.Act{}, Outcomes: civicline.Outcomes, Line: d.Line}
	if a.Tier == civicline.Supervisor {
		me.Role = "supervisor"
	}
	for _, act := range civicline.Acts {
		if _, err := d.Grants.Ask(actor(a), act); err == nil {
			me.May = append(me.May, act)
		}
	}
	return me
}

// percent keeps a share to the hundredth: more is not shown, and would be told
// anew all the time.
func percent(share float64) float64 { return math.Round(share*100) / 100 }

func (d *Desk) me(_ context.Context, who civicline.Agent, _ *Asking) (*meOutput, error) {
	return &meOutput{d.describe(who)}, nil
}

func (d *Desk) ready(ctx context.Context, who civicline.Agent, _ *Asking) (*meOutput, error) {
	return d.doAsMe(ctx, who, civicline.GoReady{})
}

func (d *Desk) notReady(ctx context.Context, who civicline.Agent, in *notReadyInput) (*meOutput, error) {
	return d.doAsMe(ctx, who, civicline.GoNotReady{Reason: strings.TrimSpace(in.Body.Reason)})
}

func (d *Desk) extend(ctx context.Context, who civicline.Agent, _ *Asking) (*meOutput, error) {
	return d.doAsMe(ctx, who, civicline.ExtendWrapUp{})
}

func (d *Desk) doAsMe(ctx context.Context, who civicline.Agent, cmd civicline.Command) (*meOutput, error) {
	done, err := d.Door.Do(ctx, actor(who), cmd)
	if err != nil {
		return nil, err
	}
	return &meOutput{d.describe(done.Agent)}, nil
}
