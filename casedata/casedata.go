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

	StatusMeaning  = "status meaning"  // needs: status title
	ProcessingTime = "processing time" // needs: form; better with a place
	InquiryDate    = "inquiry date"    // needs: form and received date; better with a place
	PriorityDate   = "priority date"   // needs: category, country and priority date
)

// Needs returns the act that a look-up is: whoever asks must have a pass for it.
func Needs(what string) civicline.Act {
	if s, ok := civicline.ServiceNamed(what); ok {
		return s.Act
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
	if answer := d.services()[what]; answer != nil {
		return answer(with), nil
	}
	return nil, &civicline.Error{Kind: civicline.Invalid, Op: "look up", Message: fmt.Sprintf("There is no look-up called %q.", what)}
}

// services are the look-ups that these tables answer.
func (d *Data) services() map[string]func(civicline.Facts) civicline.Facts {
	return map[string]func(civicline.Facts) civicline.Facts{
		CaseStatus:    func(with civicline.Facts) civicline.Facts { return d.caseStatus(with["receipt number"]) },
		NearestOffice: d.office,
		Hours:         func(civicline.Facts) civicline.Facts { return d.hours() },
		NewsNow:       func(civicline.Facts) civicline.Facts { return d.news() },

		StatusMeaning:    func(with civicline.Facts) civicline.Facts { return d.meaning(with["status title"]) },
		ProcessingTime:   d.processingTime,
		InquiryDate:      d.inquiryDate,
		PriorityDate:     d.priorityDate,
		"form":           d.form,
		"filing fee":     d.filingFee,
		"filing address": d.filingAddress,
		"civil surgeons": d.surgeons,
	}
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
