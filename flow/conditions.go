package flow

import "strings"

// saidLike is the condition that goes by the caller's own words.
const saidLike = "the caller said"

// conditions are what "when" may ask.
var conditions = map[string]func(b *Book, p *Place) bool{
	"a place is kept":                      func(_ *Book, p *Place) bool { return p.told.kept },
	"the caller rang before":               func(_ *Book, p *Place) bool { return p.told.known },
	"there is news":                        func(b *Book, p *Place) bool { return Current(b.News, p.at) != nil },
	"the caller is in line":                func(_ *Book, p *Place) bool { return p.line.in },
	"the caller was with a person":         func(_ *Book, p *Place) bool { return p.rest == bridged },
	"the caller is first in line":          func(_ *Book, p *Place) bool { return p.line.wait.Position <= 1 },
	"the position is better":               func(_ *Book, p *Place) bool { return p.line.better },
	"the wait is known":                    func(_ *Book, p *Place) bool { return p.line.wait.High > 0 },
	"the caller's number is known":         func(_ *Book, p *Place) bool { return lastFour(p.told.number) != "" },
	"the caller is in danger":              func(_ *Book, p *Place) bool { return p.facts["danger"] != "" },
	"nobody could be reached":              func(_ *Book, p *Place) bool { return p.closed() },
	"a callback is booked":                 func(_ *Book, p *Place) bool { return p.told.callback.Reference != "" },
	"the wait is long":                     func(b *Book, p *Place) bool { return p.line.in && b.long(p.line.wait) },
	"the wait has changed":                 func(_ *Book, p *Place) bool { return p.line.moved },
	"the wait is longer than told":         func(_ *Book, p *Place) bool { return p.line.moved && p.line.longer },
	"the caller is being helped":           func(_ *Book, p *Place) bool { return p.line.helping },
	"they were in the middle of something": func(_ *Book, p *Place) bool { return p.told.middle },
	"a call is owed":                       func(_ *Book, p *Place) bool { return p.told.owed.Reference != "" },
	"they missed our call":                 func(_ *Book, p *Place) bool { return p.told.owed.Attempts > 0 },
	"the call is about a service item":     func(_ *Book, p *Place) bool { return p.told.callback.Item != "" },
	"we rang them":                         func(_ *Book, p *Place) bool { return p.told.rung },
	"texts were spoken of":                 func(_ *Book, p *Place) bool { return p.facts["texts"] != "" },
	"a number was given":                   func(_ *Book, p *Place) bool { return p.facts["phone number"] != "" },
	"the call comes in its turn":           func(_ *Book, p *Place) bool { return inTurn(p) },
	"a time was chosen":                    func(_ *Book, p *Place) bool { return p.facts[callbackTime] != "" },
	"it is too late to wait":               func(_ *Book, p *Place) bool { return strings.HasPrefix(p.told.hours.Why, "too late:") },
	"an answer was given":                  func(_ *Book, p *Place) bool { return p.facts["source en"] != "" },
	saidLike:                               func(_ *Book, _ *Place) bool { return false }, // its words say
	"people answer now":                    func(_ *Book, p *Place) bool { return p.told.hours.Open },
	"one office was found":                 func(_ *Book, p *Place) bool { return p.facts["offices en"] == "" },
	"it failed":                            func(_ *Book, p *Place) bool { return p.told.failed },
	"a form was named":                     func(_ *Book, p *Place) bool { return p.offered.Entities["form"] != "" },
	// Just now, by its number or by a name that is its alone.
	"one form was named": func(_ *Book, p *Place) bool {
		return p.offered.Entities["form"] != "" && p.offered.Entities["form 2"] == ""
	},
	"the caller types":                 func(_ *Book, p *Place) bool { return p.told.typed },
	"the caller's words are not heard": func(_ *Book, p *Place) bool { return p.keypadOnly },
}
