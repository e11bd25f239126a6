package desk

import (
	"context"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

type (
	callInput struct {
		Asking
		ID civicline.CallID `path:"id" maxLength:"64"`
	}
	answerInput struct {
		Asking
		ID   civicline.CallID `path:"id" maxLength:"64"`
		Body struct {
			SDP string `json:"sdp" minLength:"1" maxLength:"65536" doc:"the browser's offer, all its candidates gathered"`
		}
	}
	answerOutput struct {
		Body struct {
			SDP string `json:"sdp" doc:"our answer"`
		}
	}
	wrapUpInput struct {
		Asking
		ID   civicline.CallID `path:"id" maxLength:"64"`
		Body struct {
			Note    string            `json:"note" maxLength:"8000"`
			Outcome civicline.Outcome `json:"outcome" minLength:"1" maxLength:"40"`
			Ready   bool              `json:"ready" doc:"take the next call at once"`
		}
	}
	draftInput struct {
		Asking
		ID   civicline.CallID `path:"id" maxLength:"64"`
		Body struct {
			Note string `json:"note" maxLength:"8000"`
		}
	}
	standsOutput struct {
		Body struct {
			State civicline.CallState `json:"state" doc:"of the call, now"`
		}
	}
)

// answer makes the leg first and takes the call only then: a browser whose
// offer we cannot use must not cost the caller their place.
func (d *Desk) answer(ctx context.Context, who civicline.Agent, in *answerInput) (*answerOutput, error) {
	if err := d.rings(ctx, who, in.ID); err != nil {
		return nil, err
	}
	leg, sdp, err := d.Webphones.Accept(ctx, in.Body.SDP, civicline.Party{Channel: civicline.Web, Dialled: "desk"})
	if err != nil {
		return nil, err
	}
	if _, err := d.Door.Do(ctx, actor(who), civicline.Accept{Call: in.ID}); err != nil {
		leg.Hangup(err)
		return nil, err
	}
	// From here the call is theirs, whether or not this request lives.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := d.Phones.Join(ctx, in.ID, who, leg); err != nil {
		leg.Hangup(err)
		if _, undo := d.Door.Do(ctx, actor(who), civicline.Leave{Call: in.ID}); undo != nil {
			d.Log.Error("a call whose legs could not be joined was not left", "call", in.ID, "err", undo)
		}
		return nil, err
	}
	out := &answerOutput{}
	out.Body.SDP = sdp
	return out, nil
}

// rings returns nil if the call is being offered to who.
func (d *Desk) rings(ctx context.Context, who civicline.Agent, id civicline.CallID) error {
	if _, err := d.Grants.Ask(actor(who), civicline.TakeCalls); err != nil {
		return err
	}
	own, err := d.Grants.Ask(actor(who), civicline.ReadOwnCalls)
	if err != nil {
		return err
	}
	c, err := d.Reads.Call(ctx, own, id)
	if err != nil {
		return err
	}
	asked := who.Consult && who.State == civicline.Alerting && who.Call == id
	if !asked && (c.State != civicline.Offered || c.Agent != who.ID) {
		return &civicline.Error{Kind: civicline.Conflict, Op: "answer a call", Message: "This call no longer rings here."}
	}
	return nil
}

func (d *Desk) decline(ctx context.Context, who civicline.Agent, in *callInput) (*standsOutput, error) {
	return d.doToCall(ctx, who, civicline.Decline{Call: in.ID, Agent: who.ID, Why: "declined"})
}

func (d *Desk) hold(ctx context.Context, who civicline.Agent, in *callInput) (*standsOutput, error) {
	return d.doToCall(ctx, who, civicline.Hold{Call: in.ID})
}

func (d *Desk) unhold(ctx context.Context, who civicline.Agent, in *callInput) (*standsOutput, error) {
	return d.doToCall(ctx, who, civicline.Unhold{Call: in.ID})
}

func (d *Desk) leave(ctx context.Context, who civicline.Agent, in *callInput) (*standsOutput, error) {
	return d.doToCall(ctx, who, civicline.Leave{Call: in.ID})
}

func (d *Desk) wrapUp(ctx context.Context, who civicline.Agent, in *wrapUpInput) (*standsOutput, error) {
	return d.doToCall(ctx, who, civicline.WrapUp{Call: in.ID, Note: strings.TrimSpace(in.Body.Note),
		Outcome: in.Body.Outcome, Ready: in.Body.Ready})
}

// draft keeps a note as it is being written: no browser, and no machine, can
// lose it then.
func (d *Desk) draft(ctx context.Context, who civicline.Agent, in *draftInput) (*struct{}, error) {
	_, err := d.Door.Do(ctx, actor(who), civicline.Draft{Call: in.ID, Note: in.Body.Note})
	return nil, err
}

func (d *Desk) doToCall(ctx context.Context, who civicline.Agent, cmd civicline.Command) (*standsOutput, error) {
	done, err := d.Door.Do(ctx, actor(who), cmd)
	if err != nil {
		return nil, err
	}
	out := &standsOutput{}
	out.Body.State = done.Call.State
	return out, nil
}
