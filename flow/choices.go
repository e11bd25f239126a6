package flow

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/civicline/civicline"
)

// choices reads the answers to "which one", or what to sort by: each with how it may be said in
// every language, and steps or the name of a flow. Key 1 is the first.
func (r *reader) choices(n *yaml.Node) []choice {
	if n.Kind != yaml.SequenceNode || len(n.Content) > 9 {
		r.wrong(n.Line, "choices must be a list of at most nine, each with en:, es: and then:")
		return nil
	}
	var out []choice
	for _, v := range n.Content {
		c := choice{phrases: map[civicline.Language][]string{}}
		read := map[string]func(*yaml.Node){"then": func(v *yaml.Node) { c.then = r.branch(v) }}
		for _, l := range civicline.Languages {
			read[string(l)] = func(v *yaml.Node) { c.phrases[l] = r.list(v) }
		}
		r.fields(v, "a choice", read)
		for _, l := range civicline.Languages {
			if len(c.phrases[l]) == 0 {
				r.wrong(v.Line, "a choice: no words in %s; write a line \"%s: […]\"", l, l)
			}
		}
		if c.then == nil {
			r.wrong(v.Line, "a choice leads nowhere; write \"then:\" with steps, or the name of a flow")
		}
		out = append(out, c)
	}
	return out
}

// oneOfThem is the fact that holds which of several was meant, from "0".
const oneOfThem = "one of them"

// chosen finds the choice whose phrase is said, the longest first.
func (s *step) chosen(text string, l civicline.Language) []civicline.Facts {
	said := " " + strings.Join(bare(text), " ") + " "
	best, long := -1, 0
	for i, c := range s.choices {
		for _, p := range c.phrases[l] {
			words := bare(p)
			if len(words) > long && strings.Contains(said, " "+strings.Join(words, " ")+" ") {
				best, long = i, len(words)
			}
		}
	}
	if best < 0 {
		return nil
	}
	return []civicline.Facts{{oneOfThem: strconv.Itoa(best)}}
}

// keyedChoice is the choice that a key stands for.
func (s *step) keyedChoice(keys string) []civicline.Facts {
	if n, err := strconv.Atoi(keys); err == nil && len(keys) == 1 && n >= 1 && n <= len(s.choices) {
		return []civicline.Facts{{oneOfThem: strconv.Itoa(n - 1)}}
	}
	return nil
}

// bare returns the words of text, lower case and without accents.
func bare(text string) []string {
	return strings.FieldsFunc(unaccent.Replace(strings.ToLower(text)), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}

var unaccent = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ü", "u", "ñ", "n", "'", "", "’", "")
