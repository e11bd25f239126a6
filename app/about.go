package app

import (
	"context"
	"fmt"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/hours"
)

// Name is what the agency calls itself, in English.
func (a *App) Name() string { return a.agency.Name[civicline.English] }

// HoursNow says in English whether people answer now, and what to do if not.
func (a *App) HoursNow() string {
	h := a.center.Hours(a.Now())
	switch {
	case a.AlwaysOpen:
		return "Representatives may answer at any hour (--always-open)."
	case h.Open:
		return fmt.Sprintf("Open now, until %s.", h.Next.Format("Monday 15:04 MST"))
	}
	return fmt.Sprintf("Closed now (%s); opens %s. The service answers and books callbacks. To try the desk now: bin/civicline run --always-open", h.Why, h.Next.Format("Monday, January 2, 15:04 MST"))
}

// A Login is a demonstration sign-in, which may be shown.
type Login struct{ Login, Password, About string }

// DemoPeople lists the demonstration sign-ins; none where the agency's people
// are real.
func (a *App) DemoPeople() []Login {
	if !a.agency.TestPeople {
		return nil
	}
	var out []Login
	for _, p := range a.agency.People {
		out = append(out, Login{string(p.ID), p.Password, about(p)})
	}
	return out
}

// DemoPerson is one demonstration sign-in.
func (a *App) DemoPerson(login string) (Login, error) {
	for _, p := range a.DemoPeople() {
		if p.Login == login {
			return p, nil
		}
	}
	return Login{}, fmt.Errorf("there is no demonstration sign-in %q", login)
}

func about(p agency.Person) string {
	names := map[civicline.Language]string{civicline.English: "English", civicline.Spanish: "Spanish"}
	text := p.Name + ", " + string(p.Tier)
	for i, l := range p.Speaks {
		if i == 0 {
			text += ", " + names[l]
		} else {
			text += " and " + names[l]
		}
	}
	return text
}

// calendar is the agency's, or one that never closes.
func (a *App) calendars() (own *hours.Calendar, named map[string]*hours.Calendar, err error) {
	if !a.AlwaysOpen {
		return a.agency.Calendar, a.agency.Calendars, nil
	}
	week := map[string]string{}
	for _, day := range []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} {
		week[day] = "00:00-24:00"
	}
	own, err = hours.New(hours.Plan{Zone: a.agency.Book.Zone.String(), Week: week, Holidays: "none"})
	named = map[string]*hours.Calendar{}
	for name := range a.agency.Calendars {
		named[name] = own
	}
	return own, named, err
}

// Zone is the agency's, in which times are told.
func (a *App) Zone() *time.Location { return a.agency.Book.Zone }

// ReceiptOf is what the caller of a call left with.
func (a *App) ReceiptOf(ctx context.Context, id civicline.CallID) (civicline.CallReceipt, error) {
	run, err := a.center.Ask(civicline.Bot, civicline.RunCalls)
	if err != nil {
		return civicline.CallReceipt{}, err
	}
	call, err := a.center.Call(ctx, run, id)
	if err != nil {
		return civicline.CallReceipt{}, err
	}
	read, err := a.center.Ask(civicline.Bot, civicline.ReadReceipts)
	if err != nil {
		return civicline.CallReceipt{}, err
	}
	return a.center.Receipt(ctx, read, call.Reference)
}
