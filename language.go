package civicline

import "slices"

// Language is one the centre speaks, as an ISO 639-1 code.
type Language string

// The languages of the centre.
const (
	English Language = "en"
	Spanish Language = "es"
)

// Languages lists every language that Words must have.
var Languages = []Language{English, Spanish}

// Name is what l is called in English, for staff.
func (l Language) Name() string {
	switch l {
	case English:
		return "English"
	case Spanish:
		return "Spanish"
	}
	return string(l)
}

// Known reports whether the centre speaks l.
func (l Language) Known() bool { return slices.Contains(Languages, l) }

// Words are one utterance in every language the centre speaks.
type Words map[Language]string

// Missing lists the languages in which w has nothing to say.
func (w Words) Missing() []Language {
	var out []Language
	for _, l := range Languages {
		if w[l] == "" {
			out = append(out, l)
		}
	}
	return out
}
