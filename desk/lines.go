package desk

import (
	"context"
	"time"

	"github.com/civicline/civicline"
)

type (
	closeInput struct {
		Asking
		Body struct {
			Queue civicline.QueueID `json:"queue,omitempty" maxLength:"100" doc:"empty is all of them"`
			Until time.Time         `json:"until,omitzero" doc:"without it, until they are opened"`
			Why   civicline.Words   `json:"why" doc:"by language: callers are told"`
		}
	}
	openInput struct {
		Asking
		Body struct {
			Queue civicline.QueueID `json:"queue,omitempty" maxLength:"100" doc:"empty is all of them"`
		}
	}
	whyOutput struct {
		Body struct {
			Why string `json:"why" doc:"in words, in English"`
		}
	}
)

func (d *Desk) closeLines(ctx context.Context, who civicline.Agent, in *closeInput) (*struct{}, error) {
	_, err := d.Door.Do(ctx, actor(who), civicline.CloseLines{Queue: in.Body.Queue, Until: in.Body.Until, Why: in.Body.Why})
	return nil, err
}

func (d *Desk) openLines(ctx context.Context, who civicline.Agent, in *openInput) (*struct{}, error) {
	_, err := d.Door.Do(ctx, actor(who), civicline.OpenLines{Queue: in.Body.Queue})
	return nil, err
}

// why tells why a call waits, when somebody wants to know.
func (d *Desk) why(ctx context.Context, who civicline.Agent, in *callInput) (*whyOutput, error) {
	p, err := d.Grants.Ask(actor(who), civicline.SeeQueues)
	if err != nil {
		return nil, err
	}
	out := &whyOutput{}
	out.Body.Why, err = d.Watch.WhyWaiting(ctx, p, in.ID)
	return out, err
}
