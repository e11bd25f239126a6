package agency

import (
	"slices"
	"strings"

	"github.com/civicline/civicline/understand"
)

// learn makes lessons of what the flows wait to hear and of the cities of
// offices and doctors.
func (a *Agency) learn() {
	for _, i := range a.Book.Intents() {
		a.lessons.Intents = append(a.lessons.Intents, understand.Lesson{Intent: i.Name, Phrases: i.Phrases, Words: i.Words, Urgent: i.Urgent})
	}
	for _, o := range a.Tables.Offices {
		p := understand.Place{City: o.City, State: o.State}
		if !o.Field || o.City == "" || slices.ContainsFunc(a.lessons.Places, func(q understand.Place) bool { return q.City == p.City && q.State == p.State }) {
			continue
		}
		// The office is often known by another city's name: Irving's is Dallas.
		if name := strings.TrimSuffix(o.Name, " Field Office"); name != o.City && !strings.ContainsAny(name, "(") && !strings.Contains(name, "County") {
			p.Also = append(p.Also, name)
		}
		a.lessons.Places = append(a.lessons.Places, p)
	}
	for _, d := range a.Tables.Doctors { // in their cities, the nearest office is found by ZIP code
		named := func(p understand.Place) bool {
			return p.State == d.State && (p.City == d.City || slices.Contains(p.Also, d.City))
		}
		if !slices.ContainsFunc(a.lessons.Places, named) {
			a.lessons.Places = append(a.lessons.Places, understand.Place{City: d.City, State: d.State})
		}
	}
}
