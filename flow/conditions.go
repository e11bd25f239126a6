package flow

// conditions are what "when" may ask.
var conditions = map[string]func(b *Book, p *Place) bool{
	"a place is kept":                  func(_ *Book, p *Place) bool { return p.told.kept },
	"the caller rang before":           func(_ *Book, p *Place) bool { return p.told.known },
	"there is news":                    func(b *Book, p *Place) bool { return Current(b.News, p.at) != nil },
	"the caller is in line":            func(_ *Book, p *Place) bool { return p.line.in },
	"the caller was with a person":     func(_ *Book, p *Place) bool { return p.rest == bridged },
	"the caller is first in line":      func(_ *Book, p *Place) bool { return p.line.wait.Position <= 1 },
	"the position is better":           func(_ *Book, p *Place) bool { return p.line.better },
	"the wait is known":                func(_ *Book, p *Place) bool { return p.line.wait.High > 0 },
	"the reason is known":              func(_ *Book, p *Place) bool { return p.reason() != "" },
	"the caller's number is known":     func(_ *Book, p *Place) bool { return lastFour(p.told.number) != "" },
	"the caller is in danger":          func(_ *Book, p *Place) bool { return p.facts["danger"] != "" },
	"nobody could be reached":          func(_ *Book, p *Place) bool { return p.told.closed },
	"people answer now":                func(_ *Book, p *Place) bool { return p.told.hours.Open },
	"one office was found":             func(_ *Book, p *Place) bool { return p.facts["offices en"] == "" },
	"it failed":                        func(_ *Book, p *Place) bool { return p.told.failed },
	"the caller's words are not heard": func(_ *Book, p *Place) bool { return p.keypadOnly },
}
