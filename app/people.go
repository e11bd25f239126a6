package app

import (
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/center"
)

func people(ag *agency.Agency) []center.Person {
	var out []center.Person
	for _, p := range ag.People {
		out = append(out, center.Person{ID: p.ID, Name: p.Name, Tier: p.Tier, Speaks: p.Speaks, Skills: p.Skills, Password: p.Password})
	}
	return out
}
