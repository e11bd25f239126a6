package app

import (
	"context"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/casedata"
	"github.com/civicline/civicline/center"
)

func people(ag *agency.Agency) []center.Person {
	var out []center.Person
	for _, p := range ag.People {
		out = append(out, center.Person{ID: p.ID, Name: p.Name, Tier: p.Tier, Speaks: p.Speaks, Password: p.Password})
	}
	return out
}

// lookUp asks the agency's tables, as the bot: what it may not have, it does
// not get.
func (a *App) lookUp(ctx context.Context, what string, with civicline.Facts) (civicline.Facts, error) {
	pass, err := a.center.Ask(civicline.Bot, casedata.Needs(what))
	if err != nil {
		return nil, err
	}
	return a.cases.LookUp(ctx, pass, what, with)
}
