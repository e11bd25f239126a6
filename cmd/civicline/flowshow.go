package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/civicline/civicline"
)

const flowShowWords = `Prints flows with their words in both languages side by side. A FLOW is named by its name or by an intent.
Without a name, lists all flows. FOLDER is an agency's; without it, the demonstration's.`

// runFlowShow prints flows.
func runFlowShow(ctx context.Context, c *console, args []string) error {
	f := c.flags("flow show", "[FLOW …] [FOLDER]", flowShowWords)
	width := f.Int("width", 0, "columns to print in; without it, the terminal's, or 100")
	words, err := parse(f, args)
	if err != nil {
		return err
	}
	folder := ""
	if n := len(words); n > 0 && isAgency(words[n-1]) {
		folder, words = words[n-1], words[:n-1]
	}
	files, _, err := agencyFiles(folder)
	if err != nil {
		return err
	}
	b, err := readBook(files)
	if err != nil {
		return err
	}
	if *width == 0 {
		*width = columns(ctx, c.out)
	}
	if len(words) == 0 {
		b.list(c.out, *width)
		return nil
	}
	found, err := b.named(words)
	if err != nil {
		return err
	}
	for _, flow := range found {
		p := &printer{b, c.out, max(*width, 40)}
		p.flow(flow)
	}
	return nil
}

// isAgency tells a folder of an agency from the name of a flow, which another
// folder may have too.
func isAgency(word string) bool {
	info, err := os.Stat(filepath.Join(word, "flows")) //nolint:gosec // whoever runs the command names it
	return err == nil && info.IsDir()
}

// named finds flows by their names, or by intents; a name of several words may
// stand without quotes.
func (b *book) named(words []string) ([]writtenFlow, error) {
	if f := b.flowNamed(strings.Join(words, " ")); f != nil {
		return []writtenFlow{*f}, nil
	}
	var out []writtenFlow
	for _, w := range words {
		f := b.flowNamed(w)
		if f == nil {
			var names []string
			for _, f := range b.flows {
				names = append(names, f.name)
			}
			return nil, fmt.Errorf("there is no flow %q; there is: %s", w, strings.Join(names, ", "))
		}
		out = append(out, *f)
	}
	return out, nil
}

func (b *book) flowNamed(name string) *writtenFlow {
	for i, f := range b.flows {
		if f.name == name || slices.Contains(intentsOf(f), name) {
			return &b.flows[i]
		}
	}
	return nil
}

func intentsOf(f writtenFlow) []string {
	n := field(f.node, "intent")
	switch {
	case n == nil:
		return nil
	case n.Kind == yaml.ScalarNode:
		return []string{n.Value}
	}
	var out []string
	for _, v := range n.Content {
		out = append(out, v.Value)
	}
	return out
}

// list prints a line for each flow.
func (b *book) list(out io.Writer, width int) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "FLOW\tBEGINS WHEN\tENDS IN")
	for _, f := range b.flows {
		var when []string
		intents := intentsOf(f)
		switch {
		case len(intents) > 2:
			when = append(when, count(len(intents), "intent"))
		case len(intents) > 0:
			when = append(when, strings.Join(intents, ", "))
		case field(f.node, "when the caller says") != nil:
			when = append(when, "the caller says so")
		}
		if key := field(f.node, "key"); key != nil {
			when = append(when, "key "+key.Value)
		}
		if on := field(f.node, "on"); on != nil {
			when = append(when, "on "+on.Value)
		}
		switch {
		case field(f.node, "flow") == nil:
			when = append(when, "at any moment")
		case len(when) == 0:
			when = append(when, "another goes to it")
		}
		ends := b.ends(f.name, map[string]bool{})
		if len(ends) == 0 {
			ends = append(ends, "the call goes on")
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", f.name, clip(strings.Join(when, "; "), width/2), strings.Join(ends, ", "))
	}
	_ = w.Flush() // it writes to out
}

func clip(s string, width int) string {
	if utf8.RuneCountInString(s) <= width {
		return s
	}
	return string([]rune(s)[:max(1, width-1)]) + "…"
}

// A printer prints flows on paper of a width.
type printer struct {
	*book
	out   io.Writer
	width int
}

func (p *printer) flow(f writtenFlow) {
	fmt.Fprintf(p.out, "%s  (%s:%d)\n", strings.ToUpper(f.name), f.file, f.node.Line)
	for i := 0; i+1 < len(f.node.Content); i += 2 {
		key, v := f.node.Content[i].Value, f.node.Content[i+1]
		if key != "flow" {
			p.value(key, v, 2)
		}
	}
	fmt.Fprintln(p.out)
}

// value prints one field, by what it looks like: words, a text, a list of
// steps, a list of texts, or fields of its own.
func (p *printer) value(key string, v *yaml.Node, indent int) {
	lead := strings.Repeat(" ", indent)
	switch w := wordsOf(v); {
	case w != nil && field(v, "then") == nil:
		p.words(key, w, indent)
		for i := 0; i+1 < len(v.Content); i += 2 { // what else stands there
			if k := v.Content[i].Value; !civicline.Language(k).Known() {
				p.value(k, v.Content[i+1], indent+2)
			}
		}
	case v.Kind == yaml.ScalarNode:
		p.wrapped(lead+key+": ", v.Value)
		p.named(key, v.Value, indent)
	case v.Kind == yaml.SequenceNode && plainList(v):
		var texts []string
		for _, t := range v.Content {
			texts = append(texts, t.Value)
		}
		p.wrapped(lead+key+": ", strings.Join(texts, " | "))
	case v.Kind == yaml.SequenceNode:
		fmt.Fprintln(p.out, lead+key+":")
		for i, s := range v.Content {
			p.step(i+1, s, indent+2)
		}
	default:
		fmt.Fprintln(p.out, lead+key+":")
		for i := 0; i+1 < len(v.Content); i += 2 {
			p.value(v.Content[i].Value, v.Content[i+1], indent+2)
		}
	}
}

// named prints what an answer or a refusal says.
func (p *printer) named(key, name string, indent int) {
	of := map[string]map[string]civicline.Words{"answer": p.answers, "refuse": p.refusals}[key]
	if w := of[name]; w != nil {
		p.words("", w, indent+2)
	}
}

func plainList(v *yaml.Node) bool {
	return !slices.ContainsFunc(v.Content, func(n *yaml.Node) bool { return n.Kind != yaml.ScalarNode })
}

// step prints one step: its number, and its fields below one another.
func (p *printer) step(n int, s *yaml.Node, indent int) {
	number := strconv.Itoa(n) + ". "
	if s.Kind != yaml.MappingNode {
		p.wrapped(strings.Repeat(" ", indent)+number, s.Value)
		return
	}
	if w := wordsOf(s); w != nil && field(s, "then") == nil {
		p.words(strings.TrimSpace(number), w, indent)
		return
	}
	for i := 0; i+1 < len(s.Content); i += 2 {
		key, v := s.Content[i].Value, s.Content[i+1]
		if i == 0 {
			p.value(number+key, v, indent)
			p.named(key, v.Value, indent)
		} else {
			p.value(key, v, indent+len(number))
		}
	}
}

// words prints both languages side by side.
func (p *printer) words(label string, w civicline.Words, indent int) {
	const least = 12
	lead := strings.Repeat(" ", indent)
	if label != "" {
		label += ":"
	}
	col := (p.width - indent - least - 4) / 2
	if n := utf8.RuneCountInString(label) + 1; n > least {
		fmt.Fprintln(p.out, lead+label)
		label = ""
	}
	en, es := wrap(w[civicline.English], col), wrap(w[civicline.Spanish], col)
	for i := range max(len(en), len(es)) {
		at := func(lines []string) string {
			if i < len(lines) {
				return lines[i]
			}
			return ""
		}
		line := fmt.Sprintf("%s%-*s%-*s    %s", lead, least, label, col, at(en), at(es))
		fmt.Fprintln(p.out, strings.TrimRight(line, " "))
		label = ""
	}
}

// wrapped prints text after a lead, with the lines that follow under its first word.
func (p *printer) wrapped(lead, text string) {
	n := utf8.RuneCountInString(lead)
	for i, line := range wrap(text, p.width-n) {
		if i > 0 {
			lead = strings.Repeat(" ", n)
		}
		fmt.Fprintln(p.out, lead+line)
	}
}

// wrap breaks text into lines of at most width runes, longer words apart.
func wrap(text string, width int) []string {
	width = max(width, 8)
	var out []string
	line := ""
	for _, w := range strings.Fields(text) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(w) > width {
			out = append(out, line)
			line = ""
		}
		for utf8.RuneCountInString(w) > width {
			r := []rune(w)
			out, w = append(out, string(r[:width])), string(r[width:])
		}
		line = strings.TrimSpace(line + " " + w)
	}
	return append(out, line)
}

// columns is the width of the terminal.
func columns(ctx context.Context, out io.Writer) int {
	const usual = 100
	if !terminal(out) {
		return usual
	}
	cmd := exec.CommandContext(ctx, "stty", "size")
	cmd.Stdin = os.Stdin
	size, err := cmd.Output()
	if fields := strings.Fields(string(size)); err == nil && len(fields) == 2 {
		if n, err := strconv.Atoi(fields[1]); err == nil && n > 0 {
			return n
		}
	}
	return usual
}
