package flow

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/civicline/civicline"
)

// verbs are what a step may do, each with the name that it takes: one of a
// list, any text, or words.
var verbs = map[string]struct {
	names func() []string // nil: any text
	words bool            // it takes words, no name
	waits bool            // the call is at rest until something comes in
	last  bool            // nothing may follow
}{
	"say":                     {words: true},
	"say one of":              {words: true},
	"answer":                  {},
	"refuse":                  {},
	"invite":                  {words: true},
	"ask":                     {names: func() []string { return sortedKeys(questions) }, waits: true},
	"look up":                 {names: services, waits: true},
	"when":                    {names: func() []string { return sortedKeys(conditions) }},
	"sort by":                 {names: one("what was said")},
	"go to":                   {last: true},
	"hand over":               {names: tiers, waits: true, last: true},
	"take back":               {names: one("the place", "the place of the call we owe", "the place of their reference"), waits: true, last: true},
	"promise a callback":      {names: one("to their own number", "to the number given", "to the number agreed"), waits: true, last: true},
	"move the call we owe":    {names: one("to the time chosen"), waits: true, last: true},
	"give up the call we owe": {names: one("yes")},
	"connect":                 {names: one("the caller")},
	"not reached":             {names: one(misses...)},
	"keep helping":            {names: one("yes")},
	"leave the line":          {names: one("yes")},
	"wait in line":            {names: one("yes"), waits: true, last: true},
	"give time":               {names: one("yes"), waits: true, last: true},
	"say again":               {names: one("as before", "slower", "louder"), waits: true, last: true},
	"go on with":              {names: one("the task set aside"), waits: true, last: true},
	"drop":                    {names: one("the task")},
	"speak":                   {names: one("en", "es", "other")},
	"remember":                {words: true},
	"forget":                  {names: func() []string { return sortedKeys(questions) }},
	"hang up":                 {waits: true, last: true},
}

func services() []string {
	var out []string
	for _, s := range civicline.Services {
		out = append(out, s.Name)
	}
	return out
}

func one(names ...string) func() []string { return func() []string { return names } }

func tiers() []string {
	return []string{string(civicline.Tier1), string(civicline.Tier2), string(civicline.Supervisor)}
}

func (r *reader) steps(n *yaml.Node) []*step {
	if n.Kind != yaml.SequenceNode {
		r.wrong(n.Line, "steps must be a list, each line beginning with a dash")
		return nil
	}
	var out []*step
	for i, v := range n.Content {
		s := r.step(v)
		if s == nil {
			continue
		}
		if verbs[s.verb].last && i < len(n.Content)-1 {
			r.wrong(n.Content[i+1].Line, "this step is never reached: %q, before it, ends the flow; move it or drop it", s.verb)
		}
		out = append(out, s)
	}
	return out
}

func (r *reader) step(n *yaml.Node) *step {
	if n.Kind != yaml.MappingNode || len(n.Content) < 2 {
		r.wrong(n.Line, "a step must be written \"- verb: …\"; the verbs are: %s", strings.Join(sortedKeys(verbs), ", "))
		return nil
	}
	s := &step{file: r.file, line: n.Line, verb: n.Content[0].Value}
	verb, ok := verbs[s.verb]
	if !ok {
		r.wrong(n.Line, "there is no verb %q; the verbs are: %s", s.verb, strings.Join(sortedKeys(verbs), ", "))
		return nil
	}
	r.fields(n, s.verb, r.parts(s))
	names := verb.names
	switch s.verb {
	case "answer":
		names = func() []string { return sortedKeys(r.known.Answers) }
	case "refuse":
		names = func() []string { return sortedKeys(r.known.Refusals) }
	}
	if !verb.words && names != nil && s.facts == nil && !slices.Contains(names(), s.name) {
		r.wrong(n.Line, "%s: nothing is called %q; there is: %s", s.verb, s.name, strings.Join(names(), ", "))
	}
	r.stepComplete(s)
	return s
}

// parts are what stands beside each verb.
func (r *reader) parts(s *step) map[string]func(*yaml.Node) {
	name := func(v *yaml.Node) { s.name = r.text(v) }
	words := func(to *civicline.Words, what string) func(*yaml.Node) {
		return func(v *yaml.Node) { *to = r.words(v, what) }
	}
	steps := func(to *[]*step) func(*yaml.Node) { return func(v *yaml.Node) { *to = r.steps(v) } }
	switch s.verb {
	case "say":
		return map[string]func(*yaml.Node){"say": words(&s.say, "say"), "firm": func(v *yaml.Node) { s.firm = r.yes(v) }, "once": func(v *yaml.Node) { s.once = r.yes(v) }}
	case "invite":
		return map[string]func(*yaml.Node){"invite": words(&s.say, "invite")}
	case "say one of":
		return map[string]func(*yaml.Node){"say one of": func(v *yaml.Node) {
			if v.Kind != yaml.SequenceNode {
				r.wrong(v.Line, "say one of must be a list")
				return
			}
			for _, w := range v.Content {
				s.oneOf = append(s.oneOf, r.words(w, "say one of"))
			}
		}, "firm": func(v *yaml.Node) { s.firm = r.yes(v) }}
	case "ask":
		return map[string]func(*yaml.Node){
			"ask": name, "say": words(&s.say, "say"), "once more": func(v *yaml.Node) { s.onceMore = r.several(v, "once more") }, "again": words(&s.again, "again"), "keypad": words(&s.keypad, "keypad"),
			"confirm": words(&s.confirm, "confirm"), "wrong": words(&s.wrong, "wrong"),
			"choices": func(v *yaml.Node) { s.choices = r.choices(v) },
			"if yes":  func(v *yaml.Node) { s.yes, s.hasYes = r.branch(v), true },
			"if no":   func(v *yaml.Node) { s.no, s.hasNo = r.branch(v), true },
			"if not answered": func(v *yaml.Node) {
				if v.Value == "go on" {
					s.goOn = true
				} else {
					s.unanswered = r.branch(v)
				}
			},
		}
	case "look up":
		return map[string]func(*yaml.Node){"look up": name, "found": steps(&s.found), "not found": steps(&s.notFound), "if it fails": steps(&s.fails)}
	case "when":
		when := func(v *yaml.Node) {
			if v.Kind == yaml.MappingNode {
				s.facts = r.facts(v, "when")
				return
			}
			s.name = r.text(v)
		}
		return map[string]func(*yaml.Node){"when": when, "like": func(v *yaml.Node) { s.like = r.phrases(v) }, "then": steps(&s.then), "otherwise": steps(&s.otherwise)}
	case "sort by":
		return map[string]func(*yaml.Node){"sort by": name, "choices": func(v *yaml.Node) { s.choices = r.choices(v) }, "otherwise": steps(&s.otherwise)}
	case "remember":
		return map[string]func(*yaml.Node){"remember": func(v *yaml.Node) { s.facts = r.facts(v, "remember") }}
	}
	return map[string]func(*yaml.Node){s.verb: name}
}

// facts reads {name: value, …}.
func (r *reader) facts(v *yaml.Node, what string) civicline.Facts {
	out := civicline.Facts{}
	if v.Kind != yaml.MappingNode {
		r.wrong(v.Line, "%s must be written {name: value}", what)
		return out
	}
	for i := 0; i+1 < len(v.Content); i += 2 {
		out[v.Content[i].Value] = r.text(v.Content[i+1])
	}
	return out
}

// branch is a list of steps, or the name of a flow to go to.
func (r *reader) branch(v *yaml.Node) []*step {
	if v.Kind == yaml.ScalarNode {
		return []*step{{file: r.file, line: v.Line, verb: "go to", name: r.text(v)}}
	}
	return r.steps(v)
}

// stepComplete refuses a step that would leave a caller without an answer.
func (r *reader) stepComplete(s *step) {
	switch s.verb {
	case "ask":
		q, ok := questions[s.name]
		if !ok {
			return
		}
		for _, w := range []struct {
			words civicline.Words
			name  string
			why   string
		}{{s.say, "say", "what the caller is asked"}, {s.again, "again", "the same question in other words, for when it was not understood"}, {s.keypad, "keypad", "how to answer with keys"}} {
			if w.words == nil {
				r.wrong(s.line, "ask %s: write \"%s:\", %s", s.name, w.name, w.why)
			}
		}
		if q.confirm && (s.confirm == nil || s.wrong == nil) {
			r.wrong(s.line, "ask %s: a number must be read back; write \"confirm:\" and \"wrong:\"", s.name)
		}
		if (s.name == "which one") != (len(s.choices) >= 2) {
			r.wrong(s.line, "ask %s: \"choices:\" with two or more belong to \"ask: which one\", and to no other question", s.name)
		}
		if s.name == "yes or no" && !s.hasYes && !s.hasNo {
			r.wrong(s.line, "ask yes or no: it makes no difference what the caller answers; write \"if yes:\" or \"if no:\"")
		}
		if s.again != nil && sameAny(s.say, s.again) {
			r.wrong(s.line, "ask %s: \"again\" must not be the same as \"say\"; say it differently", s.name)
		}
	case "look up":
		if s.found == nil || s.notFound == nil || s.fails == nil {
			r.wrong(s.line, "look up %s: what then? Write \"found:\", \"not found:\" and \"if it fails:\", each with steps", s.name)
		}
	case "when":
		if (s.name == saidLike) != (s.like != nil) {
			r.wrong(s.line, "when: \"like:\" with words in every language belongs to \"when: %s\", and to nothing else", saidLike)
		}
		if s.then == nil {
			r.wrong(s.line, "when %s: write \"then:\" with steps", s.name)
		}
	case "sort by":
		if len(s.choices) == 0 {
			r.wrong(s.line, "sort by %s: write \"choices:\", each with en:, es: and then:", s.name)
		}
	case "say one of":
		if len(s.oneOf) < 2 {
			r.wrong(s.line, "say one of: write at least two, or use say")
		}
	}
}

func sameAny(a, b civicline.Words) bool {
	for _, l := range civicline.Languages {
		if a[l] != "" && a[l] == b[l] {
			return true
		}
	}
	return false
}
