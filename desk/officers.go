package desk

import (
	"context"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/danielgtaylor/huma/v2"
)

// The officers' part of the API. Errors are Problems as everywhere: 409 with
// words that name the next lawful step where nobody is free or it is too late,
// 403 where the rules say no, 404 for an item or a call that is none of one's own.
//
//	POST /api/calls/{id}/consult      {"note"}         ConsultSheet  ask an officer who is free; the caller hears music from now on. 409: nobody is free, open a service item
//	POST /api/calls/{id}/end-consult                   {"state"}     by asker or officer: the caller is back with the asker
//	POST /api/calls/{id}/transfer                      {"state"}     by the asker, once the officer has joined
//	     /api/calls/{id}/answer, decline, leave                      by the officer who is asked, as for a call that rings; leave ends the consultation
//	GET  /api/calls/{id}/windows?urgent=true           {"windows":[Window]}  when an officer could ring this caller, the first free ones
//	POST /api/calls/{id}/item         {"urgent","topic","note","number","window","texts"}  ItemSheet  opens a service item, or shows the one that is open
//	GET  /api/items?which=owed&limit=100               {"items":[ItemSheet],"overdue":n}   which: owed (default), overdue, spoken, over, all
//	GET  /api/items/{code}                             ItemSheet     the code as it is read aloud, dashes or not
//	GET  /api/items/{code}/windows                     {"windows":[Window]}
//	POST /api/items/{code}/window     {"from"}         ItemSheet     another window; its clock goes on as it was
//	POST /api/items/{code}/withdraw                    ItemSheet     the caller wants it no more
//	POST /api/items/{code}/close      {"outcome","note"} ItemSheet   by an officer
//
// Beside these, Me has "consult": true for an officer who is on a call beside the
// agent who has it; a Sheet has "consult" (ConsultSheet) from the first question
// to an officer on, and "item" (ItemSheet) of a call that keeps an item's
// promise: its code is what the officer says first. The Board has "items", a
// BoardItems. What may be done with an item is in its "may"; whoever may not
// "work service items" never gets "outcome" and "officer_note".
type (
	// A ConsultSheet is an officer being asked, as asker and officer see it.
	ConsultSheet struct {
		State   string               `json:"state" enum:"ringing,joined,over"`
		Role    string               `json:"role" enum:"asker,officer,other" doc:"whose desktop this is"`
		Officer string               `json:"officer" doc:"the officer's name, as callers are told it"`
		Asker   string               `json:"asker" doc:"the name of who asked"`
		Note    string               `json:"note" doc:"the asker's, for the officer"`
		Asked   time.Time            `json:"asked"`
		Joined  time.Time            `json:"joined,omitzero"`
		Ended   time.Time            `json:"ended,omitzero"`
		Until   time.Time            `json:"until,omitzero" doc:"while it rings: when it counts as not answered"`
		How     civicline.ConsultEnd `json:"how,omitempty" enum:"transferred,ended,declined,no answer,line lost,caller gone"`
		Words   civicline.Words      `json:"words,omitempty" doc:"for the asker, once it is over: what happened and what may be done next"`
	}

	// An ItemSheet is one service item as a desktop shows it.
	ItemSheet struct {
		Code        string              `json:"code" doc:"as it is read aloud: K7PM-2QX9"`
		State       civicline.ItemState `json:"state" enum:"open,planned,spoken,unreached,closed,withdrawn"`
		Since       time.Time           `json:"since" doc:"of state"`
		Urgent      bool                `json:"urgent"`
		Topic       string              `json:"topic"`
		Note        string              `json:"note" doc:"of whoever opened it"`
		Language    civicline.Language  `json:"language"`
		Number      string              `json:"number" doc:"to be rung; all but its end hidden from those who may not work on items"`
		Call        civicline.CallID    `json:"call" doc:"in which it was opened"`
		By          civicline.AgentID   `json:"by" doc:"who opened it"`
		Opened      time.Time           `json:"opened"`
		Due         time.Time           `json:"due" doc:"an officer has spoken with the caller by then"`
		Overdue     bool                `json:"overdue" doc:"nobody had, and due has passed"`
		From        time.Time           `json:"from,omitzero" doc:"the window that is planned"`
		Until       time.Time           `json:"until,omitzero"`
		Texts       bool                `json:"texts" doc:"the caller is texted the day before"`
		Officer     civicline.AgentID   `json:"officer,omitempty" doc:"who spoke with the caller"`
		Spoken      time.Time           `json:"spoken,omitzero"`
		Closed      time.Time           `json:"closed,omitzero"`
		Outcome     civicline.Outcome   `json:"outcome,omitempty" doc:"what came of it: for officers alone"`
		OfficerNote string              `json:"officer_note,omitempty" doc:"for officers alone"`
		Existed     bool                `json:"existed,omitempty" doc:"of POST item: it was open already"`
		May         []string            `json:"may" nullable:"false" doc:"what whoever asks may do with it: window, withdraw, close"`
	}

	// A Window is two hours in which an officer may ring.
	Window struct {
		From  time.Time `json:"from"`
		Until time.Time `json:"until"`
	}

	// BoardItems counts the service items.
	BoardItems struct {
		Owed    int `json:"owed" doc:"callers who still wait for an officer's call"`
		Urgent  int `json:"urgent" doc:"of those"`
		Overdue int `json:"overdue" doc:"of those"`
	}
)

type (
	consultInput struct {
		Asking
		ID   civicline.CallID `path:"id" maxLength:"64"`
		Body struct {
			Note string `json:"note,omitempty" maxLength:"8000" doc:"for the officer"`
		}
	}
	consultOutput struct{ Body ConsultSheet }
	windowsInput  struct {
		Asking
		ID     civicline.CallID `path:"id" maxLength:"64"`
		Urgent bool             `query:"urgent"`
	}
	windowsOutput struct {
		Body struct {
			Windows []Window `json:"windows" nullable:"false" doc:"the first that are free"`
		}
	}
	openItemInput struct {
		Asking
		ID   civicline.CallID `path:"id" maxLength:"64"`
		Body struct {
			Urgent bool      `json:"urgent,omitempty"`
			Topic  string    `json:"topic,omitempty" maxLength:"100"`
			Note   string    `json:"note,omitempty" maxLength:"8000"`
			Number string    `json:"number,omitempty" maxLength:"40" doc:"to be rung; empty is the caller's own"`
			Window time.Time `json:"window,omitzero" doc:"the beginning of one that was offered; none is the first"`
			Texts  bool      `json:"texts,omitempty" doc:"the caller agreed to text messages about it"`
		}
	}
	itemOutput struct{ Body ItemSheet }
	itemsInput struct {
		Asking
		Which string `query:"which" enum:"owed,overdue,spoken,over,all" default:"owed"`
		Limit int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
	}
	itemsOutput struct {
		Body struct {
			Items   []ItemSheet `json:"items" nullable:"false" doc:"the first due first"`
			Overdue int         `json:"overdue" doc:"of all whose callers still wait"`
		}
	}
	itemInput struct {
		Asking
		Code string `path:"code" maxLength:"20"`
	}
	planItemInput struct {
		Asking
		Code string `path:"code" maxLength:"20"`
		Body struct {
			From time.Time `json:"from,omitzero" doc:"the beginning of a window that was offered; none is the first"`
		}
	}
	closeItemInput struct {
		Asking
		Code string `path:"code" maxLength:"20"`
		Body struct {
			Outcome civicline.Outcome `json:"outcome" minLength:"1" maxLength:"40"`
			Note    string            `json:"note,omitempty" maxLength:"8000"`
		}
	}
)

// offered is how many windows a caller may be offered.
const offered = 12

func (d *Desk) registerOfficers(api huma.API) {
	if d.Officers == nil {
		return
	}
	huma.Register(api, op("POST", "/api/calls/{id}/consult", "consult", "Ask an officer who is free; the caller hears music", 0), private(d, d.consult))
	huma.Register(api, op("POST", "/api/calls/{id}/end-consult", "end-consult", "Take the caller back from a consultation", 0), private(d, d.endConsult))
	huma.Register(api, op("POST", "/api/calls/{id}/transfer", "transfer", "Hand the caller over to the officer who has joined", 0), private(d, d.transfer))
	huma.Register(api, op("GET", "/api/calls/{id}/windows", "windows", "When an officer could ring this caller", 0), private(d, d.windows))
	huma.Register(api, op("POST", "/api/calls/{id}/item", "open-item", "Open a service item, or show the one that is open", 0), private(d, d.openItem))
	huma.Register(api, op("GET", "/api/items", "items", "Service items", 0), private(d, d.items))
	huma.Register(api, op("GET", "/api/items/{code}", "item", "One service item", 0), private(d, d.item))
	huma.Register(api, op("GET", "/api/items/{code}/windows", "item-windows", "When an officer could ring about it", 0), private(d, d.windowsOf))
	huma.Register(api, op("POST", "/api/items/{code}/window", "plan-item", "Plan another window", 0), private(d, d.planItem))
	huma.Register(api, op("POST", "/api/items/{code}/withdraw", "withdraw-item", "The caller wants it no more", 0), private(d, d.withdrawItem))
	huma.Register(api, op("POST", "/api/items/{code}/close", "close-item", "What came of it", 0), private(d, d.closeItem))
}

func (d *Desk) consult(ctx context.Context, who civicline.Agent, in *consultInput) (*consultOutput, error) {
	if _, err := d.Door.Do(ctx, actor(who), civicline.Consult{Call: in.ID, Note: strings.TrimSpace(in.Body.Note)}); err != nil {
		return nil, err
	}
	p, _, err := d.readPass(who)
	if err != nil {
		return nil, err
	}
	events, err := d.Reads.Events(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	sheet, err := d.consultSheet(ctx, p, who, in.ID, events)
	if err != nil {
		return nil, err
	}
	return &consultOutput{*sheet}, nil
}

func (d *Desk) endConsult(ctx context.Context, who civicline.Agent, in *callInput) (*standsOutput, error) {
	return d.doToCall(ctx, who, civicline.EndConsult{Call: in.ID})
}

func (d *Desk) transfer(ctx context.Context, who civicline.Agent, in *callInput) (*standsOutput, error) {
	return d.doToCall(ctx, who, civicline.Transfer{Call: in.ID})
}

// addOfficers adds the officers' part to a call's sheet.
func (d *Desk) addOfficers(ctx context.Context, who civicline.Agent, s *Sheet, events []civicline.Event) error {
	if d.Officers == nil {
		return nil
	}
	p, _, err := d.readPass(who)
	if err != nil {
		return err
	}
	if s.Consult, err = d.consultSheet(ctx, p, who, s.ID, events); err != nil && civicline.FaultOf(err) != civicline.NotFound {
		return err
	}
	p, _, err = d.itemPass(who)
	if err != nil {
		return nil //nolint:nilerr // the rest of the call may still be read
	}
	item, err := d.Officers.ItemOf(ctx, p, s.ID)
	switch {
	case civicline.FaultOf(err) == civicline.NotFound:
		return nil
	case err != nil:
		return err
	}
	sheet := d.itemSheet(who, item)
	s.Item = &sheet
	return nil
}

func (d *Desk) consultSheet(ctx context.Context, p civicline.Pass, who civicline.Agent, id civicline.CallID, events []civicline.Event) (*ConsultSheet, error) {
	c, err := d.Officers.ConsultOf(ctx, p, id)
	if err != nil {
		return nil, err
	}
	s := &ConsultSheet{State: "ringing", Role: "other", Asker: c.Names[0], Officer: c.Names[1], Note: c.Note, Asked: c.Asked, Joined: c.Joined, Ended: c.Ended, How: c.How}
	switch who.ID {
	case c.Asker:
		s.Role, s.Words = "asker", consultWords[c.How]
	case c.Officer:
		s.Role = "officer"
	}
	switch {
	case !c.Ended.IsZero():
		s.State = "over"
	case c.Joins():
		s.State = "joined"
	default:
		for _, e := range events {
			if e.Kind == civicline.ConsultAsked {
				s.Until = e.Data.Until
			}
		}
	}
	return s, nil
}

// consultWords tell who asked what happened, and what may be done next.
var consultWords = map[civicline.ConsultEnd]civicline.Words{
	civicline.ConsultDeclined: {
		civicline.English: "The officer cannot come now. The caller is back with you: ask again, or open a service item.",
		civicline.Spanish: "El oficial no puede venir ahora. La persona está de nuevo con usted: pregunte otra vez o abra un asunto.",
	},
	civicline.ConsultNoAnswer: {
		civicline.English: "The officer did not answer. The caller is back with you: ask again, or open a service item.",
		civicline.Spanish: "El oficial no contestó. La persona está de nuevo con usted: pregunte otra vez o abra un asunto.",
	},
	civicline.ConsultLostLine: {
		civicline.English: "The officer's line was lost. The caller is back with you: ask again, or open a service item.",
		civicline.Spanish: "Se cortó la línea del oficial. La persona está de nuevo con usted: pregunte otra vez o abra un asunto.",
	},
	civicline.ConsultReturned: {
		civicline.English: "The caller is back with you.",
		civicline.Spanish: "La persona está de nuevo con usted.",
	},
	civicline.ConsultTransfer: {
		civicline.English: "The officer has the caller now. Write your wrap-up.",
		civicline.Spanish: "El oficial tiene ahora la llamada. Escriba su cierre.",
	},
	civicline.ConsultOver: {
		civicline.English: "The caller has gone. The officer is free again.",
		civicline.Spanish: "La persona colgó. El oficial está libre otra vez.",
	},
}
