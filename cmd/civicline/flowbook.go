package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/civicline/civicline"
)

// A book is an agency's flows as they are written, for showing and counting;
// what they mean, package flow knows.
type book struct {
	flows    []writtenFlow
	answers  map[string]civicline.Words
	refusals map[string]civicline.Words
	said     []saying
}

// A writtenFlow is one document of a flow file.
type writtenFlow struct {
	name, file string
	node       *yaml.Node
}

// A saying is something that the bot may say.
type saying struct {
	file  string
	line  int
	words civicline.Words
}

func readBook(files fs.FS) (*book, error) {
	b := &book{answers: map[string]civicline.Words{}, refusals: map[string]civicline.Words{}}
	var errs []error
	each := func(pattern string, do func(file string, n *yaml.Node)) {
		names, _ := fs.Glob(files, pattern) //nolint:errcheck // the pattern is fixed
		for _, file := range names {
			if err := documents(files, file, do); err != nil {
				errs = append(errs, err)
			}
		}
	}
	each("flows/*.yaml", func(file string, n *yaml.Node) {
		name := field(n, "flow")
		if name == nil {
			name = &yaml.Node{Value: strings.TrimSuffix(path.Base(file), ".yaml")} // always.yaml
		}
		b.flows = append(b.flows, writtenFlow{name.Value, file, n})
		b.gather(file, n)
	})
	each("answers/*.yaml", func(file string, n *yaml.Node) {
		b.gather(file, n)
		for i := 0; i+1 < len(n.Content); i += 2 {
			b.answers[n.Content[i].Value] = wordsOf(n.Content[i+1])
		}
	})
	each("intents.yaml", func(file string, n *yaml.Node) {
		refusals := field(field(n, "common"), "refusals")
		b.gather(file, refusals)
		for i := 0; refusals != nil && i+1 < len(refusals.Content); i += 2 {
			b.refusals[refusals.Content[i].Value] = wordsOf(refusals.Content[i+1])
		}
	})
	each("news.yaml", func(file string, n *yaml.Node) { b.gather(file, n) })
	return b, errors.Join(errs...)
}

func documents(files fs.FS, file string, do func(string, *yaml.Node)) error {
	f, err := files.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read
	dec := yaml.NewDecoder(f)
	for {
		var doc yaml.Node
		switch err := dec.Decode(&doc); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("%s: %w", file, err)
		case len(doc.Content) > 0:
			do(file, doc.Content[0])
		}
	}
}

// field is the value of a key, nil if there is none.
func field(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// wordsOf are the words of a mapping {en: …, es: …}; nil if it is none.
func wordsOf(n *yaml.Node) civicline.Words {
	w := civicline.Words{}
	for _, l := range civicline.Languages {
		v := field(n, string(l))
		if v == nil || v.Kind != yaml.ScalarNode {
			return nil
		}
		w[l] = strings.Join(strings.Fields(v.Value), " ")
	}
	return w
}

// gather finds all that is said below n. Choices are said by callers.
func (b *book) gather(file string, n *yaml.Node) {
	if n == nil {
		return
	}
	if w := wordsOf(n); w != nil && field(n, "then") == nil {
		b.said = append(b.said, saying{file, n.Line, w})
	}
	for _, child := range n.Content {
		b.gather(file, child)
	}
}

// warnings are for what works and could be better.
func (b *book) warnings() []problem {
	var out []problem
	taken := map[string]string{}
	for _, f := range b.flows {
		says := field(f.node, "when the caller says")
		for _, l := range civicline.Languages {
			phrases := field(says, string(l))
			for i := 0; phrases != nil && i < len(phrases.Content); i++ {
				p := phrases.Content[i]
				key := string(l) + strings.ToLower(p.Value)
				if other := taken[key]; other != "" && other != f.name {
					out = append(out, problem{f.file, p.Line, fmt.Sprintf("flows %q and %q both wait to hear %q; keep it in one", other, f.name, p.Value)})
				}
				taken[key] = f.name
			}
		}
		if intents := field(f.node, "intent"); intents != nil && len(intents.Content) > 3 {
			out = append(out, problem{f.file, intents.Line, fmt.Sprintf("%d intents share flow %q and get the same answer; write flows of their own", len(intents.Content), f.name)})
		}
	}
	return out
}

// ends are what a flow may end in, with those it goes to.
func (b *book) ends(name string, seen map[string]bool) []string {
	i := slices.IndexFunc(b.flows, func(f writtenFlow) bool { return f.name == name })
	if i < 0 || seen[name] {
		return nil
	}
	seen[name] = true
	found := map[string]bool{}
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		for j := 0; n.Kind == yaml.MappingNode && j+1 < len(n.Content); j += 2 {
			key, v := n.Content[j].Value, n.Content[j+1]
			if end := endings[key]; end != "" {
				found[end] = true
			}
			next := key == "go to" || v.Kind == yaml.ScalarNode && slices.Contains([]string{"then", "if yes", "if no", "if not answered"}, key)
			if next {
				for _, e := range b.ends(v.Value, seen) {
					found[e] = true
				}
			}
		}
		for _, child := range n.Content {
			walk(child)
		}
	}
	walk(b.flows[i].node)
	return slices.SortedFunc(maps.Keys(found), func(a, c string) int {
		return cmp.Or(cmp.Compare(slices.Index(endOrder, a), slices.Index(endOrder, c)), cmp.Compare(a, c))
	})
}

// endings are the verbs that bring a caller something.
var (
	endings  = map[string]string{"answer": "answer", "look up": "answer", "hand over": "person", "take back": "person", "promise a callback": "booking", "hang up": "goodbye", "speak": "language"}
	endOrder = []string{"answer", "person", "booking", "language", "goodbye"}
)
