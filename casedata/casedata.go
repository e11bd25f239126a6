package casedata

import (
	"context"
	"fmt"
	"time"

	"github.com/civicline/civicline"
)

// Data answers look-ups. It is only read, by any number of calls at once.
type Data struct {
	tables   Tables
	cases    map[string]Case
	statuses map[string]Status
}

// Open returns Data that looks up in tables.
func Open(tables Tables) (*Data, error) {
	if err := tables.Check(); err != nil {
		return nil, err
	}
	if tables.Now == nil {
		tables.Now = time.Now
	}
	d := &Data{tables, map[string]Case{}, map[string]Status{}}
	for _, c := range tables.Cases {
		d.cases[c.Receipt] = c
	}
	for _, s := range tables.Statuses {
		d.statuses[s.Code] = s
	}
	return d, nil
}

// The look-ups.
const (
	CaseStatus    = "case status"    // needs: receipt number
	NearestOffice = "nearest office" // needs: zip, or city and state, or state
	Hours         = "hours"
	NewsNow       = "news"
)

// Needs returns the act that a look-up is: whoever asks must have a pass for it.
func Needs(what string) civicline.Act {
	if what == CaseStatus {
		return civicline.GivePublicStatus
	}
	return civicline.GiveGeneral
}

// LookUp answers what, given with, to the holder of a pass for Needs(what). No
// facts and no error means that there is no such thing, or that it may not be
// spoken of: the two cannot be told apart.
func (d *Data) LookUp(ctx context.Context, pass civicline.Pass, what string, with civicline.Facts) (civicline.Facts, error) {
	if err := pass.For(Needs(what)); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, &civicline.Error{Kind: civicline.Unavailable, Op: "look up " + what, Message: "This took too long. Please try again.", Err: err}
	}
	switch what {
	case CaseStatus:
		return d.caseStatus(with["receipt number"]), nil
	case NearestOffice:
		return d.office(with), nil
	case Hours:
		return d.hours(), nil
	case NewsNow:
		return d.news(), nil
	}
	return nil, &civicline.Error{Kind: civicline.Invalid, Op: "look up", Message: fmt.Sprintf("There is no look-up called %q.", what)}
}

// caseStatus tells only what is public. A protected case is answered as one
// that does not exist, by the same steps.
func (d *Data) caseStatus(receipt string) civicline.Facts {
	number, _ := Normalize(receipt)
	c, found := d.cases[number]
	s := d.statuses[c.Status]
	facts := civicline.Facts{"form": c.Form, "status date": c.Date.Format(time.DateOnly)}
	put(facts, "status", s.Title)
	put(facts, "meaning", s.Meaning)
	put(facts, "next step", s.Next)
	from(facts, d.tables.CaseSource)
	if !found || c.Protected {
		return nil
	}
	return facts
}

func (d *Data) hours() civicline.Facts {
	if d.tables.Hours == nil {
		return nil
	}
	h := d.tables.Hours(d.tables.Now())
	facts := civicline.Facts{"open": yesNo(h.Open), "why closed": h.Why}
	if !h.Next.IsZero() {
		facts["next opening or closing"] = h.Next.Format(time.RFC3339)
	}
	from(facts, d.tables.HoursSource)
	return facts
}

func (d *Data) news() civicline.Facts {
	now := d.tables.Now()
	var best *News
	for i := range d.tables.News {
		n := &d.tables.News[i]
		if now.Before(n.From) || !n.Until.IsZero() && !now.Before(n.Until) {
			continue
		}
		if best == nil || n.Source.Date.After(best.Source.Date) {
			best = n
		}
	}
	if best == nil {
		return nil
	}
	facts := civicline.Facts{}
	put(facts, "news", best.Words)
	from(facts, best.Source)
	return facts
}

func put(f civicline.Facts, name string, w civicline.Words) {
	for l, text := range w {
		f[name+" "+string(l)] = text
	}
}

func from(f civicline.Facts, s Source) {
	put(f, "source", s.Name)
	if !s.Date.IsZero() {
		f["source date"] = s.Date.Format(time.DateOnly)
	}
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
