package flow

import (
	"crypto/sha256"
	"encoding/hex"
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

// Read reads every *.yaml file of fsys as flows, one or several to a file, and
// always.yaml as what holds at any moment. They may name what is known. It refuses a conversation that could
// leave a caller stuck. The error names file and line, and says what to write;
// it may join several.
func Read(fsys fs.FS, known Known) (*Book, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, errors.New("*.yaml: there are no flows: write at least greeting.yaml and always.yaml")
	}
	r := &reader{known: known, book: &Book{known: known, intents: map[string]*script{}, flows: map[string]*script{}, on: map[Happening]*script{}, keys: map[string]*script{}}}
	all := sha256.New()
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		_, _ = fmt.Fprintf(all, "%s\n%d\n%s", name, len(text), text) // it never fails
		r.read(name, string(text))
	}
	for _, i := range known.Intents {
		_, _ = fmt.Fprintln(all, i.Name)
	}
	r.book.version = hex.EncodeToString(all.Sum(nil)[:8])
	if len(r.errs) == 0 {
		r.check()
	}
	return r.book, errors.Join(r.errs...)
}

type reader struct {
	book  *Book
	known Known
	file  string
	errs  []error
}

// wrong notes an error at a line: what is wrong, and what to write.
func (r *reader) wrong(line int, format string, args ...any) {
	r.errs = append(r.errs, fmt.Errorf("%s:%d: %s", r.file, line, fmt.Sprintf(format, args...)))
}

// warn notes what is allowed, and would be better otherwise.
func (r *reader) warn(line int, format string, args ...any) {
	r.book.warnings = append(r.book.warnings, fmt.Sprintf("%s:%d: %s", r.file, line, fmt.Sprintf(format, args...)))
}

func (r *reader) read(name, text string) {
	r.file = name
	dec := yaml.NewDecoder(strings.NewReader(text))
	for {
		var doc yaml.Node
		err := dec.Decode(&doc)
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			r.errs = append(r.errs, fmt.Errorf("%s: %w", name, err))
			return
		}
		if len(doc.Content) == 0 {
			continue
		}
		if path.Base(name) == "always.yaml" {
			r.readAlways(doc.Content[0])
		} else {
			r.readFlow(doc.Content[0])
		}
	}
}

// fields calls one of the readers for each key of a mapping; another key is an
// error that lists those there are.
func (r *reader) fields(n *yaml.Node, what string, read map[string]func(*yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		r.wrong(n.Line, "%s must be written as \"key: value\" lines", what)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		f, ok := read[key.Value]
		switch {
		case !ok:
			r.wrong(key.Line, "%s has no %q; it may have: %s", what, key.Value, strings.Join(sortedKeys(read), ", "))
		case seen[key.Value]:
			r.wrong(key.Line, "%q is written twice", key.Value)
		default:
			f(n.Content[i+1])
		}
		seen[key.Value] = true
	}
}

func (r *reader) readFlow(n *yaml.Node) {
	s := &script{file: r.file, line: n.Line}
	r.fields(n, "a flow", map[string]func(*yaml.Node){
		"flow":                 func(v *yaml.Node) { s.name = r.text(v) },
		"on":                   func(v *yaml.Node) { s.on = Happening(r.text(v)) },
		"key":                  func(v *yaml.Node) { s.key = r.text(v) },
		"urgent":               func(v *yaml.Node) { s.urgent = r.yes(v) },
		"comes back":           func(v *yaml.Node) { b := r.yes(v); s.comesBack = &b },
		"intent":               func(v *yaml.Node) { s.intents = r.list(v) },
		"when the caller says": func(v *yaml.Node) { s.phrases = r.phrases(v) },
		"or a word like":       func(v *yaml.Node) { s.words = r.phrases(v) },
		"called":               func(v *yaml.Node) { s.called = r.words(v, "called") },
		"steps":                func(v *yaml.Node) { s.steps = r.steps(v) },
	})
	switch old := r.book.flows[s.name]; {
	case s.name == "":
		r.wrong(n.Line, "this flow has no name; write \"flow: a short name\"")
		return
	case old != nil:
		r.wrong(n.Line, "there are two flows called %q (the other is at %s:%d); give one another name", s.name, old.file, old.line)
		return
	case len(s.steps) == 0:
		r.wrong(n.Line, "flow %q does nothing; write its steps", s.name)
	}
	r.book.flows[s.name] = s
	if s.on != "" {
		if !slices.Contains(happenings, s.on) {
			r.wrong(n.Line, "nothing ever happens that is called %q; a flow may be on: %s", s.on, join(happenings))
		} else if old := r.book.on[s.on]; old != nil {
			r.wrong(n.Line, "two flows are on %q: %q and %q; keep one", s.on, old.name, s.name)
		}
		r.book.on[s.on] = s
	}
	if s.key != "" {
		if len(s.key) != 1 || !strings.ContainsAny(s.key, "0123456789*") {
			r.wrong(n.Line, "key %q is on no telephone; write one of 0 to 9, or *", s.key)
		} else if old := r.book.keys[s.key]; old != nil {
			r.wrong(n.Line, "key %s is used by %q and by %q; give one of them another", s.key, old.name, s.name)
		}
		r.book.keys[s.key] = s
	}
}

// happenings are the Inputs that a flow may be on.
var happenings = []Happening{Began, Queued, NotQueued, Resumed, WaitChanged, Woken, OfferFailed, AgentAnswered, AgentLeft, CallbackBooked, BookingFailed, EngineLost, NoPlace, ClosedInLine, CallbackAnswered, CallbackUnsure, CallbackMachine}

func (r *reader) readAlways(n *yaml.Node) {
	a := &r.book.always
	a.file = r.file
	r.fields(n, "always.yaml", map[string]func(*yaml.Node){
		"not understood":      func(v *yaml.Node) { a.notUnderstood = r.ladder(v, "not understood") },
		"silence":             func(v *yaml.Node) { a.silence = r.ladder(v, "silence") },
		"deaf":                func(v *yaml.Node) { a.deaf = r.ladder(v, "deaf") },
		"source":              func(v *yaml.Node) { a.source = r.words(v, "source") },
		"nothing more to say": func(v *yaml.Node) { a.after = r.text(v) },
		"takes long":          func(v *yaml.Node) { a.takesLong = r.several(v, "takes long") },
		"helped in line":      func(v *yaml.Node) { a.inLine = r.text(v) },
		"something else":      func(v *yaml.Node) { a.other = r.text(v) },
		"back to a question":  func(v *yaml.Node) { a.now = r.several(v, "back to a question") },
		"also asked":          func(v *yaml.Node) { a.alsoAsked = r.words(v, "also asked") },
		"so far":              func(v *yaml.Node) { a.soFar = r.words(v, "so far") },
		"which year":          func(v *yaml.Node) { a.whichYear = r.words(v, "which year") },
		"hold on":             func(v *yaml.Node) { a.holdOn = r.several(v, "hold on") },
		"which of these":      func(v *yaml.Node) { a.which = r.text(v) },
		"task set aside":      func(v *yaml.Node) { a.setAside = r.text(v) },
		"language heard": func(v *yaml.Node) {
			a.heard = civicline.Words{}
			read := map[string]func(*yaml.Node){"way back": func(v *yaml.Node) { a.wayBack = r.words(v, "way back") }}
			for _, l := range civicline.Languages {
				read[string(l)] = func(v *yaml.Node) { a.heard[l] = r.text(v) }
			}
			r.fields(v, "language heard", read)
			r.complete(v, "language heard", a.heard)
		},
	})
}

func (r *reader) ladder(n *yaml.Node, what string) []repair {
	if n.Kind != yaml.SequenceNode {
		r.wrong(n.Line, "%s must be a list: first what is done the first time, then the second", what)
		return nil
	}
	var out []repair
	for _, v := range n.Content {
		rung := repair{line: v.Line}
		switch {
		case v.Kind == yaml.ScalarNode && v.Value == "keypad":
			rung.keypad = true
		case v.Kind == yaml.MappingNode && len(v.Content) == 2 && v.Content[0].Value == "go to":
			rung.goTo = r.text(v.Content[1])
		default:
			rung.say = r.several(v, what)
		}
		out = append(out, rung)
	}
	if len(out) == 0 || out[len(out)-1].goTo == "" {
		r.wrong(n.Line, "%s ends nowhere; write a last line \"- go to: \" and a flow that hands over or hangs up", what)
	}
	return out
}

// several reads words, or a list of them to choose from.
func (r *reader) several(n *yaml.Node, what string) []civicline.Words {
	if n.Kind == yaml.MappingNode && len(n.Content) == 2 && n.Content[0].Value == "one of" {
		n = n.Content[1]
	}
	if n.Kind != yaml.SequenceNode {
		return []civicline.Words{r.words(n, what)}
	}
	var out []civicline.Words
	for _, v := range n.Content {
		out = append(out, r.words(v, what))
	}
	return out
}

func (r *reader) text(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || strings.TrimSpace(n.Value) == "" {
		r.wrong(n.Line, "a word or a sentence should stand here")
		return ""
	}
	return strings.Join(strings.Fields(n.Value), " ")
}

// list reads one text, or a list of them.
func (r *reader) list(n *yaml.Node) []string {
	if n.Kind != yaml.SequenceNode {
		return []string{r.text(n)}
	}
	var out []string
	for _, v := range n.Content {
		out = append(out, r.text(v))
	}
	return out
}

func (r *reader) yes(n *yaml.Node) bool {
	switch n.Value {
	case "yes", "true":
		return true
	case "no", "false":
	default:
		r.wrong(n.Line, "write yes or no here, not %q", n.Value)
	}
	return false
}

func (r *reader) words(n *yaml.Node, what string) civicline.Words {
	w := civicline.Words{}
	read := map[string]func(*yaml.Node){}
	for _, l := range civicline.Languages {
		read[string(l)] = func(v *yaml.Node) { w[l] = r.text(v) }
	}
	r.fields(n, what, read)
	r.complete(n, what, w)
	return w
}

// complete refuses words that lack a language, or use a value that nobody knows.
func (r *reader) complete(n *yaml.Node, what string, w civicline.Words) {
	for _, l := range w.Missing() {
		r.wrong(n.Line, "%s: no words in %s; write a line \"%s: …\"", what, l, l)
	}
	for _, l := range civicline.Languages {
		for _, v := range variables(w[l]) {
			if values[v] == nil {
				r.wrong(n.Line, "%s: nothing is called {%s}; there is: %s", what, v, strings.Join(sortedKeys(values), ", "))
			}
		}
	}
}

func (r *reader) phrases(n *yaml.Node) map[civicline.Language][]string {
	out := map[civicline.Language][]string{}
	read := map[string]func(*yaml.Node){}
	for _, l := range civicline.Languages {
		read[string(l)] = func(v *yaml.Node) {
			if v.Kind != yaml.SequenceNode {
				r.wrong(v.Line, "phrases must be a list: [one, another]")
				return
			}
			for _, p := range v.Content {
				out[l] = append(out[l], r.text(p))
			}
		}
	}
	r.fields(n, "when the caller says", read)
	for _, l := range civicline.Languages {
		if len(out[l]) == 0 {
			r.wrong(n.Line, "when the caller says: no phrases in %s; write a line \"%s: […]\"", l, l)
		}
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func join[T ~string](list []T) string {
	var b strings.Builder
	for i, v := range list {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(string(v))
	}
	return b.String()
}
