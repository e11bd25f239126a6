package agency

import (
	"slices"
	"strings"

	"github.com/civicline/civicline/understand"
)

// learn makes lessons of what the flows wait to hear and of the offices' cities.
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
}
