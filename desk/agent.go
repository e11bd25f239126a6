package desk

import (
	"context"
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
		Since: a.Since, Reason: a.Reason, Call: a.Call, May: []civicline.Act{}, Outcomes: civicline.Outcomes, Line: d.Line}
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

func (d *Desk) me(_ context.Context, who civicline.Agent, _ *Asking) (*meOutput, error) {
	return &meOutput{d.describe(who)}, nil
}

func (d *Desk) ready(ctx context.Context, who civicline.Agent, _ *Asking) (*meOutput, error) {
	return d.doAsMe(ctx, who, civicline.GoReady{})
}

func (d *Desk) notReady(ctx context.Context, who civicline.Agent, in *notReadyInput) (*meOutput, error) {
	return d.doAsMe(ctx, who, civicline.GoNotReady{Reason: strings.TrimSpace(in.Body.Reason)})
}

func (d *Desk) doAsMe(ctx context.Context, who civicline.Agent, cmd civicline.Command) (*meOutput, error) {
	done, err := d.Door.Do(ctx, actor(who), cmd)
	if err != nil {
		return nil, err
	}
	return &meOutput{d.describe(done.Agent)}, nil
}
