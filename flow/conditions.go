package flow

// saidLike is the condition that goes by the caller's own words.
const saidLike = "the caller said"

// conditions are what "when" may ask.
var conditions = map[string]func(b *Book, p *Place) bool{
	"a place is kept":              func(_ *Book, p *Place) bool { return p.told.kept },
	"the caller rang before":       func(_ *Book, p *Place) bool { return p.told.known },
	"there is news":                func(b *Book, p *Place) bool { return Current(b.News, p.at) != nil },
	"the caller is in line":        func(_ *Book, p *Place) bool { return p.line.in },
	"the caller was with a person": func(_ *Book, p *Place) bool { return p.rest == bridged },
	"the caller is first in line":  func(_ *Book, p *Place) bool { return p.line.wait.Position <= 1 },
	"the position is better":       func(_ *Book, p *Place) bool { return p.line.better },
	"the wait is known":            func(_ *Book, p *Place) bool { return p.line.wait.High > 0 },
	"the caller's number is known": func(_ *Book, p *Place) bool { return lastFour(p.told.number) != "" },
	"the caller is in danger":      func(_ *Book, p *Place) bool { return p.facts["danger"] != "" },
	"nobody could be reached":      func(_ *Book, p *Place) bool { return p.closed() },
	"a callback is booked":         func(_ *Book, p *Place) bool { return p.told.callback.Reference != "" },
	"an answer was given":          func(_ *Book, p *Place) bool { return p.facts["source en"] != "" },
	saidLike:                       func(_ *Book, _ *Place) bool { return false }, // its words say
	"people answer now":            func(_ *Book, p *Place) bool { return p.told.hours.Open },
	"one office was found":         func(_ *Book, p *Place) bool { return p.facts["offices en"] == "" },
	"it failed":                    func(_ *Book, p *Place) bool { return p.told.failed },
	"a form was named":             func(_ *Book, p *Place) bool { return p.offered.Entities["form"] != "" },
	// Just now, by its number or by a name that is its alone.
	"one form was named": func(_ *Book, p *Place) bool {
		return p.offered.Entities["form"] != "" && p.offered.Entities["form 2"] == ""
	},
	"the caller types":                 func(_ *Book, p *Place) bool { return p.told.typed },
	"the caller's words are not heard": func(_ *Book, p *Place) bool { return p.keypadOnly },
}
