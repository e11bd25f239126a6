package desk

import (
	"context"
	"io/fs"
	"net/http"
	"time"

	"github.com/civicline/civicline"
	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

type (
	callsInput struct {
		Asking
		Before time.Time `query:"before" doc:"calls that arrived earlier; for the next page the arrival of the last one shown"`
		Limit  int       `query:"limit" minimum:"1" maximum:"200" default:"50"`
	}
	callsOutput struct {
		Body struct {
			Calls []Sheet `json:"calls" nullable:"false" doc:"the latest first"`
			All   bool    `json:"all" doc:"everybody's calls, not only one's own"`
		}
	}
	// Story is all there is to read about one call.
	Story struct {
		Call       Sheet       `json:"call"`
		Lines      []Line      `json:"lines" nullable:"false"`
		Happenings []Happening `json:"happenings" nullable:"false"`
		Receipt    *Receipt    `json:"receipt,omitempty" doc:"what the caller was told; only of a call that reached a person"`
		MayHear    bool        `json:"may_hear" doc:"there is a recording, and the rules let you hear it"`
	}
	// Receipt is what the caller leaves with.
	Receipt struct {
		Reference string             `json:"reference"`
		Agent     civicline.AgentID  `json:"agent"`
		Name      string             `json:"name" doc:"the agent's, as the caller heard it"`
		At        time.Time          `json:"at" doc:"the agent answered"`
		Seconds   float64            `json:"seconds" doc:"how long they talked"`
		Language  civicline.Language `json:"language"`
	}
	callOutput struct{ Body Story }
)

// readPass returns the widest pass to read calls that the rules give who.
func (d *Desk) readPass(who civicline.Agent) (p civicline.Pass, all bool, err error) {
	if p, err = d.Grants.Ask(actor(who), civicline.ReadAllCalls); err == nil {
		return p, true, nil
	}
	p, err = d.Grants.Ask(actor(who), civicline.ReadOwnCalls)
	return p, false, err
}

func (d *Desk) calls(ctx context.Context, who civicline.Agent, in *callsInput) (*callsOutput, error) {
	p, all, err := d.readPass(who)
	if err != nil {
		return nil, err
	}
	calls, err := d.Reads.Calls(ctx, p, Page{Before: in.Before, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := &callsOutput{}
	out.Body.All, out.Body.Calls = all, make([]Sheet, 0, len(calls))
	for _, c := range calls {
		out.Body.Calls = append(out.Body.Calls, sheetOf(c, nil))
	}
	return out, nil
}

func (d *Desk) call(ctx context.Context, who civicline.Agent, in *callInput) (*callOutput, error) {
	p, _, err := d.readPass(who)
	if err != nil {
		return nil, err
	}
	c, err := d.Reads.Call(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	events, err := d.Reads.Events(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	story := Story{Call: sheetOf(c, events), Lines: linesOf(events), Happenings: happeningsOf(events)}
	if err := d.addOfficers(ctx, who, &story.Call, events); err != nil {
		return nil, err
	}
	if story.Receipt, err = d.receipt(ctx, who, c); err != nil {
		return nil, err
	}
	if _, err := d.file(ctx, who, in.ID); err == nil {
		story.MayHear = true
	}
	return &callOutput{story}, nil
}

func (d *Desk) receipt(ctx context.Context, who civicline.Agent, c civicline.Call) (*Receipt, error) {
	if c.Answered.IsZero() {
		return nil, nil
	}
	p, err := d.Grants.Ask(actor(who), civicline.ReadReceipts)
	if err != nil {
		return nil, nil //nolint:nilerr // the rest of the call may still be read
	}
	r, err := d.Reads.Receipt(ctx, p, c.Reference)
	switch {
	case civicline.FaultOf(err) == civicline.NotFound:
		return nil, nil // not yet
	case err != nil:
		return nil, err
	}
	return &Receipt{r.Reference.String(), r.AgentID, r.AgentName, r.At, r.Duration.Seconds(), r.Language}, nil
}

// file returns the name of a call's recording, for whoever may read the call.
// Whoever may not hear recordings in general may still hear their own calls.
func (d *Desk) file(ctx context.Context, who civicline.Agent, id civicline.CallID) (string, error) {
	p, _, err := d.readPass(who)
	if err != nil {
		return "", err
	}
	if _, err := d.Reads.Call(ctx, p, id); err != nil {
		return "", err
	}
	p, err = d.Grants.Ask(actor(who), civicline.HearRecordings)
	if err != nil {
		if p, err = d.Grants.Ask(actor(who), civicline.ReadOwnCalls); err != nil {
			return "", err
		}
	}
	return d.Reads.Recording(ctx, p, id)
}

func (d *Desk) recording(ctx context.Context, who civicline.Agent, in *callInput) (*huma.StreamResponse, error) {
	name, err := d.file(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	if _, err := fs.Stat(d.Recordings, name); err != nil {
		return nil, &civicline.Error{Kind: civicline.NotFound, Op: "hear a recording", Message: "The recording is no longer kept.", Err: err}
	}
	return &huma.StreamResponse{Body: func(hctx huma.Context) {
		r, w := humago.Unwrap(hctx)
		w.Header().Set("Content-Type", "audio/wav")
		http.ServeFileFS(w, r, d.Recordings, name)
	}}, nil
}
