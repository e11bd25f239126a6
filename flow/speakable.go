package flow

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/civicline/civicline"
)

// What a sentence may be at most: longer or harder is not understood by ear.
const (
	mostWords = 25
	mostGrade = 8.0
	fewWords  = 20 // of less than this no grade can be told
)

// unspeakable says what of a text cannot be spoken, and what to write; "" if
// nothing.
func unspeakable(text string) string {
	plain := braced.ReplaceAllString(text, "")
	if m := link.FindString(plain); m != "" {
		return fmt.Sprintf("%q is an address, and cannot be spoken; name the place (\"the agency's website\") and put the address in \"link:\" of an answer", m)
	}
	for _, r := range plain {
		if strings.ContainsRune("()[]<>*_#@^~|\\`/=+", r) || r > unicode.MaxLatin1 && !strings.ContainsRune("’‘“”–—…", r) {
			return fmt.Sprintf("%q cannot be spoken; write it in words", r)
		}
	}
	return ""
}

// doubtfulToSay says what of a text is better written otherwise.
func doubtfulToSay(text string) []string {
	var out []string
	plain := braced.ReplaceAllString(text, "it")
	if m := longNumber.FindString(plain); m != "" {
		out = append(out, fmt.Sprintf("%q is read as one number; write its digits apart (\"9 1 1\"), or put it into a value", m))
	}
	for _, w := range capitals.FindAllString(plain, -1) {
		if !slices.Contains(acronyms, w) {
			out = append(out, fmt.Sprintf("%q is spelled letter by letter; write it in small letters, or as it is said", w))
		}
	}
	for _, s := range sentenceEnd.Split(plain, -1) {
		if n := len(strings.Fields(s)); n > mostWords {
			out = append(out, fmt.Sprintf("a sentence of %d words is not understood by ear; write at most %d: %q", n, mostWords, strings.TrimSpace(s)))
		}
	}
	return out
}

var (
	link       = regexp.MustCompile(`(?i)(https?:|www\.)\S*|\b[a-z0-9-]+\.(gov|com|org|net)\b\S*`)
	longNumber = regexp.MustCompile(`\d{6,}`)
	capitals   = regexp.MustCompile(`\b[A-Z]{4,}\b`)
	acronyms   = []string{"USCIS", "FOIA", "VAWA", "DACA", "EOIR", "SAVE", "SEVIS", "ICAO", "PERM", "ADIT", "NOID", "NATO"}
)

// checkWords refuses what cannot be spoken, and warns of what is hard to
// understand: words that stand at a line of a file.
func (r *reader) checkWords(line int, what string, w civicline.Words) {
	for _, l := range civicline.Languages {
		if bad := unspeakable(w[l]); bad != "" {
			r.wrong(line, "%s: %s: %s", what, l, bad)
		}
		for _, bad := range doubtfulToSay(w[l]) {
			r.warn(line, "%s: %s: %s", what, l, bad)
		}
	}
	text := w[civicline.English]
	if n, _, _ := reading(text); n >= fewWords {
		if g := Grade(text); g > mostGrade {
			r.warn(line, "%s: en: this takes %.1f years of school to understand; use shorter words and sentences, for at most %.0f: %q", what, g, mostGrade, text)
		}
	}
}

// checkSpeech goes through all that the bot can say.
func (r *reader) checkSpeech() {
	b := r.book
	for _, name := range sortedKeys(b.flows) {
		s := b.flows[name]
		r.file = s.file
		r.checkWords(s.line, "called", s.called)
		for _, o := range s.ops {
			if o.step == nil || o.verb == "jump" {
				continue
			}
			for part, w := range o.step.words() {
				r.checkWords(o.step.line, o.step.verb+part, w)
			}
		}
	}
	a := &b.always
	r.file = a.file
	for _, ladder := range [][]repair{a.notUnderstood, a.silence, a.deaf} {
		for _, rung := range ladder {
			for _, w := range rung.say {
				r.checkWords(rung.line, "a rung", w)
			}
		}
	}
	for _, w := range slices.Concat(a.now, a.holdOn, a.takesLong, []civicline.Words{a.heard, a.wayBack, a.source, a.alsoAsked, a.soFar, a.whichYear}) {
		r.checkWords(1, "always", w)
	}
	r.file = "intents.yaml"
	for _, name := range sortedKeys(r.known.Refusals) {
		r.checkWords(1, "refusal "+name, r.known.Refusals[name])
	}
	r.file = "answers"
	for _, name := range sortedKeys(r.known.Answers) {
		r.checkWords(1, "answer "+name, r.known.Answers[name].Words)
	}
	if g := Grade(b.english()); g > mostGrade {
		r.file = "flows"
		r.warn(1, "all that the bot says takes %.1f years of school to understand; at most %.0f", g, mostGrade)
	}
}

// words lists what a step says, by the part of it.
func (s *step) words() map[string]civicline.Words {
	out := map[string]civicline.Words{"": s.say, ", again": s.again, ", keypad": s.keypad, ", confirm": s.confirm, ", wrong": s.wrong}
	for i, w := range slices.Concat(s.oneOf, s.onceMore) {
		out[fmt.Sprintf(", %d", i+1)] = w
	}
	for part, w := range out {
		if w == nil {
			delete(out, part)
		}
	}
	return out
}

// english is all that the bot can say in English.
func (b *Book) english() string {
	var out strings.Builder
	add := func(w civicline.Words) { out.WriteString(w[civicline.English] + ". ") }
	for _, name := range sortedKeys(b.flows) {
		for _, o := range b.flows[name].ops {
			if o.step == nil || o.verb == "jump" {
				continue
			}
			for _, w := range o.step.words() {
				add(w)
			}
		}
	}
	for _, w := range b.known.Refusals {
		add(w)
	}
	for _, a := range b.known.Answers {
		add(a.Words)
	}
	return out.String()
}

// Grade is the reading grade of all that the bot says in English.
func (b *Book) Grade() float64 { return Grade(b.english()) }

// Warnings lists what in the files is allowed, and would be better otherwise:
// each with file and line, what is wrong and what to write.
func (b *Book) Warnings() []string { return slices.Clone(b.warnings) }
