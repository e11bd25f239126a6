package lang

import (
	"slices"

	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/civicline/civicline"
)

//go:embed sentences
var own embed.FS

// agencyWeight is how often an agency's own sentence counts against one of the
// general ones: it was written because callers say it.
const agencyWeight = 3

// Sentences lists what may be said in answer to a question: the general
// sentences of this package, those of the agency, and the hints. The same input
// gives the same sentences. A question that is none of civicline.Questions has no
// general sentences.
func Sentences(l civicline.Language, q civicline.Question, agency map[civicline.Question][]string, hints []string) []string {
	g := grammar(l)
	out := g.answers(q)
	use := func(in []string, weight int) {
		for _, text := range in {
			for _, way := range Ways(l, text) {
				for range weight {
					if way != "" {
						out = append(out, way)
					}
				}
			}
		}
	}
	general := slices.Clone(out)
	use(agency[q], agencyWeight)
	// An agency with many sentences must not drown what all callers say.
	for own := len(out) - len(general); len(general) > 0 && own > len(general); own -= len(general) {
		out = append(out, general...)
	}
	if q == civicline.FreeSpeech {
		use(agency[civicline.OpenQuestion], agencyWeight)
	}
	if q == civicline.OpenQuestion || q == civicline.FreeSpeech {
		use(agency[civicline.PlaceName], 1)
	}
	if len(hints) > 0 {
		use(hints, min(max(len(out)/(hintShare*len(hints)), leastHint), mostHint))
	}
	return out
}

// What the hints make up of everything that is expected: a quarter, but each of
// them not less than leastHint sentences and not more than mostHint.
const (
	hintShare = 4
	leastHint = 10
	mostHint  = 1000
)

// files are the sets of sentences that may answer each question, with the number
// of times that a set counts. A caller may always ask for a person or for the
// other language, and may answer another question than the one asked.
var files = map[civicline.Question][]struct {
	name   string
	weight int
}{
	civicline.OpenQuestion:  {{"open", 1}, {"always", 4}, {"yesno", 3}, {"receipt-in-passing", 1}},
	civicline.YesNo:         {{"yesno", 40}, {"always", 10}, {"letters", 10}},
	civicline.ReceiptNumber: {{"receipt", 1}, {"always", 3}, {"yesno", 1}},
	civicline.Digits:        {{"digits", 1}, {"always", 2}, {"yesno", 1}},
	civicline.PlaceName:     {{"place", 2}, {"always", 3}, {"yesno", 1}},
	civicline.DateSaid:      {{"date", 1}, {"always", 2}, {"yesno", 1}},
	civicline.PersonName:    {{"name", 1}, {"letters", 5}, {"always", 3}, {"yesno", 1}},
	civicline.FormName:      {{"form", 2}, {"open", 1}, {"always", 3}, {"yesno", 1}},
	civicline.FreeSpeech:    {{"open", 1}, {"free", 3}, {"always", 1}, {"yesno", 3}, {"receipt-in-passing", 1}},
}

// grammar reads the embedded sentences of l.
func grammar(l civicline.Language) *templates {
	t := &templates{language: l, classes: map[string][]string{}, chance: 7}
	t.read("classes")
	return t
}

func (t *templates) answers(q civicline.Question) []string {
	var out []string
	for _, f := range files[q] {
		lines := t.read(f.name)
		for range f.weight {
			out = append(out, lines...)
		}
	}
	return out
}

func (t *templates) read(name string) []string {
	b, err := fs.ReadFile(own, fmt.Sprintf("sentences/%s.%s.txt", t.language, name))
	if err != nil {
		panic(err) // embedded: a test reads them all
	}
	var out []string
	for _, line := range strings.Split(string(b), "\n") {
		out = append(out, t.line(line)...)
	}
	return out
}
