package agency

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/casedata"
	"github.com/civicline/civicline/flow"
)

// An intent is one line of intents.yaml: what callers want, how they say it,
// and what the agency has decided about it.
type intent struct {
	ID          string          `yaml:"id"`
	Group       string          `yaml:"group"`
	Name        civicline.Words `yaml:"name"`
	Tier        string          `yaml:"tier"`     // the lowest that can finish it
	Escalate    string          `yaml:"escalate"` // who is next
	SelfService struct {
		Available string `yaml:"available"`
		Tool      string `yaml:"tool"`
	} `yaml:"self_service"`
	Verify     string                          `yaml:"verify"`
	DataNeeded []string                        `yaml:"data_needed"`
	Request    string                          `yaml:"sr_type"`
	Refuse     []string                        `yaml:"refuse"`
	HandOff    civicline.Words                 `yaml:"handoff"`
	Share      float64                         `yaml:"share_assumed"` // of all calls, 0 to 1
	Utterances map[civicline.Language][]string `yaml:"utterances"`
}

// enhanced is the verification of protected cases.
const enhanced = "enhanced_1367"

// known reads intents.yaml and answers/*.yaml: what flows may name.
func (r *reader) known(sources map[string]casedata.Source) flow.Known {
	k := flow.Known{Answers: map[string]flow.Answer{}}
	r.shares = map[string]float64{}
	var f struct {
		Version   int      `yaml:"version"`
		Languages []string `yaml:"languages"`
		Common    struct {
			Refusals map[string]civicline.Words `yaml:"refusals"`
			Requests []string                   `yaml:"sr_types"`
		} `yaml:"common"`
		Intents []intent `yaml:"intents"`
	}
	const file = "intents.yaml"
	if r.yaml(file, &f) {
		k.Refusals = f.Common.Refusals
		for name, w := range k.Refusals {
			r.complete(file, "refusal "+name, w)
		}
		for _, i := range f.Intents {
			r.shares[i.ID] = i.Share
			for _, l := range civicline.Languages {
				if len(i.Utterances[l]) == 0 {
					r.errs = append(r.errs, fmt.Errorf("%s: intent %q: no utterances in %s; write how callers say it", file, i.ID, l))
				}
			}
			for _, name := range i.Refuse {
				if k.Refusals[name] == nil {
					r.errs = append(r.errs, fmt.Errorf("%s: intent %q refuses %q, and common: refusals: has no words for it; write them", file, i.ID, name))
				}
			}
			k.Intents = append(k.Intents, flow.Intent{Name: i.ID, Called: i.Name, Phrases: i.Utterances, Protected: i.Verify == enhanced})
		}
	}
	r.answers(k.Answers, sources)
	return k
}

// answers reads answers/*.yaml, each a map from a name to words in every
// language, the source (one of agency.yaml's) and the date from which it holds.
func (r *reader) answers(into map[string]flow.Answer, sources map[string]casedata.Source) {
	names, err := fs.Glob(r.fsys, "answers/*.yaml")
	if err != nil {
		r.errs = append(r.errs, err)
	}
	for _, file := range names {
		var f map[string]struct {
			EN     string `yaml:"en"`
			ES     string `yaml:"es"`
			Source string `yaml:"source"`
			Date   string `yaml:"date"` // "" is the source's
			Link   string `yaml:"link"`
		}
		if !r.yaml(file, &f) {
			continue
		}
		for name, a := range f {
			what := fmt.Sprintf("answer %q", name)
			from, ok := sources[a.Source]
			if !ok {
				r.errs = append(r.errs, fmt.Errorf("%s: %s: agency.yaml has no source %q; write it there, with its date", path.Base(file), what, a.Source))
			}
			if _, twice := into[name]; twice {
				r.errs = append(r.errs, fmt.Errorf("%s: %s: there is another of that name; give one a new name", path.Base(file), what))
			}
			date := from.Date
			if a.Date != "" {
				date = r.date(file, what+": date", a.Date)
			}
			words := civicline.Words{civicline.English: oneLine(a.EN), civicline.Spanish: oneLine(a.ES)}
			r.complete(file, what, words)
			into[name] = flow.Answer{Words: words, Source: from.Name, Date: date, Link: a.Link}
		}
	}
}

// oneLine takes the line breaks of a file out of words.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
