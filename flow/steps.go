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
	"say":                {words: true},
	"say one of":         {words: true},
	"invite":             {words: true},
	"ask":                {names: func() []string { return sortedKeys(questions) }, waits: true},
	"look up":            {names: func() []string { return sortedKeys(lookUps) }, waits: true},
	"when":               {names: func() []string { return sortedKeys(conditions) }},
	"go to":              {last: true},
	"hand over":          {names: tiers, waits: true, last: true},
	"take back":          {names: one("the place"), waits: true, last: true},
	"promise a callback": {names: one("to their own number", "to the number given"), waits: true, last: true},
	"leave the line":     {names: one("yes")},
	"wait in line":       {names: one("yes"), waits: true, last: true},
	"give time":          {names: one("yes"), waits: true, last: true},
	"say again":          {names: one("as before", "slower"), waits: true, last: true},
	"speak":              {names: one("en", "es", "other")},
	"remember":           {words: true},
	"forget":             {names: func() []string { return sortedKeys(questions) }},
	"hang up":            {waits: true, last: true},
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
	if !verb.words && verb.names != nil && !slices.Contains(verb.names(), s.name) {
		r.wrong(n.Line, "%s: nothing is called %q; there is: %s", s.verb, s.name, strings.Join(verb.names(), ", "))
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
		return map[string]func(*yaml.Node){"say": words(&s.say, "say"), "firm": func(v *yaml.Node) { s.firm = r.yes(v) }}
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
		}}
	case "ask":
		return map[string]func(*yaml.Node){
			"ask": name, "say": words(&s.say, "say"), "once more": words(&s.onceMore, "once more"), "again": words(&s.again, "again"), "keypad": words(&s.keypad, "keypad"),
			"confirm": words(&s.confirm, "confirm"), "wrong": words(&s.wrong, "wrong"),
			"if yes": func(v *yaml.Node) { s.yes, s.hasYes = r.branch(v), true },
			"if no":  func(v *yaml.Node) { s.no, s.hasNo = r.branch(v), true },
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
		return map[string]func(*yaml.Node){"when": name, "then": steps(&s.then), "otherwise": steps(&s.otherwise)}
	case "remember":
		return map[string]func(*yaml.Node){"remember": func(v *yaml.Node) {
			s.facts = civicline.Facts{}
			if v.Kind != yaml.MappingNode {
				r.wrong(v.Line, "remember must be written {name: value}")
				return
			}
			for i := 0; i+1 < len(v.Content); i += 2 {
				s.facts[v.Content[i].Value] = r.text(v.Content[i+1])
			}
		}}
	}
	return map[string]func(*yaml.Node){s.verb: name}
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
		if s.then == nil {
			r.wrong(s.line, "when %s: write \"then:\" with steps", s.name)
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
