package speech

import (
	"fmt"

	"github.com/civicline/civicline"
)

// A Finding says what hears or speaks one language.
type Finding struct {
	Language civicline.Language `json:"language"`
	Engine   string             `json:"engine,omitempty"`  // empty: nothing was found
	Model    string             `json:"model,omitempty"`   // a folder, or a voice's name
	Note     string             `json:"note,omitempty"`    // what to expect of it
	Missing  string             `json:"missing,omitempty"` // what would be better, or what went wrong, and how to get it
}

// A Report is what was found at the start.
type Report struct {
	Hears  []Finding `json:"hears"`
	Speaks []Finding `json:"speaks"`
}

var names = map[civicline.Language]string{civicline.English: "English", civicline.Spanish: "Spanish"}

// Lines are the report in words, for the start-up page.
func (r Report) Lines() []string {
	var out []string
	for _, f := range r.Hears {
		out = append(out, f.line("hears", "cannot hear", "callers use the keypad, or ask for a person with 0"))
	}
	for _, f := range r.Speaks {
		out = append(out, f.line("speaks", "cannot speak", "callers who want it go straight to a person"))
	}
	return out
}

func (f Finding) line(does, not, instead string) string {
	lang := name(f.Language)
	if f.Engine == "" {
		return fmt.Sprintf("%s %s: %s. Until then %s.", not, lang, f.Missing, instead)
	}
	s := fmt.Sprintf("%s %s with %s, %s", does, lang, f.Engine, f.Model)
	if f.Note != "" {
		s += ": " + f.Note
	}
	if f.Missing != "" {
		s += ". " + f.Missing
	}
	return s
}

// Find returns the finding of one language.
func Find(in []Finding, l civicline.Language) Finding {
	for _, f := range in {
		if f.Language == l {
			return f
		}
	}
	return Finding{Language: l}
}
