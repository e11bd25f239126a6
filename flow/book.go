package flow

import (
	"time"

	"github.com/civicline/civicline"
)

// A Book is the agency's whole conversation. It is only read, by any number of
// calls at once.
type Book struct {
	Zone *time.Location // in which times are spoken; nil is UTC
	News []News         // the newest that is told now is the greeting's one line

	flows  map[string]*script
	on     map[Happening]*script
	keys   map[string]*script
	always always
}

// A News is one line that callers hear while it is new.
type News struct {
	Headline    civicline.Words // at most a dozen words: the greeting tells it
	Words       civicline.Words // the whole of it
	Source      civicline.Words
	Date        time.Time // it was published
	From, Until time.Time // it is told; a zero Until is for good
}

// Current returns the newest of news that is told at now, nil if there is none.
func Current(news []News, now time.Time) *News {
	var best *News
	for i := range news {
		n := &news[i]
		if now.Before(n.From) || !n.Until.IsZero() && !now.Before(n.Until) {
			continue
		}
		if best == nil || n.Date.After(best.Date) {
			best = n
		}
	}
	return best
}

// An Intent is what a flow waits to hear.
type Intent struct {
	Name    string
	Phrases map[civicline.Language][]string
	Words   map[civicline.Language][]string // that give it away wherever they stand
	Urgent  bool
}

// Intents lists what the flows wait to hear, by name.
func (b *Book) Intents() []Intent {
	var out []Intent
	for _, name := range sortedKeys(b.flows) {
		s := b.flows[name]
		if len(s.phrases) > 0 || len(s.words) > 0 {
			out = append(out, Intent{s.name, s.phrases, s.words, s.urgent})
		}
	}
	return out
}

// A script is one flow, compiled: a list of operations with jumps.
type script struct {
	name      string
	file      string
	line      int
	on        Happening
	key       string
	phrases   map[civicline.Language][]string
	words     map[civicline.Language][]string
	urgent    bool
	comesBack *bool // nil: the flow does not say; false: it changes nothing and is not remembered
	steps     []*step
	ops       []op
}

// An op is one operation. Only those whose step waits leave the call at rest.
type op struct {
	verb string
	step *step
	next int // where it goes on
	alt  int // when: the condition does not hold; ask: no; look up: not found
	fail int // look up: it failed; ask: not answered
}

// always is what holds at any moment.
type always struct {
	notUnderstood []repair
	silence       []repair
	deaf          []repair
	heard         civicline.Words // the caller spoke the other language
	wayBack       civicline.Words
	after         string // the flow for when nothing is left to say
	other         string // the flow for what no flow is for
	file          string
}

// A repair is one rung of a ladder: words, the question's keypad words, or a flow.
type repair struct {
	say    civicline.Words
	keypad bool
	goTo   string
	line   int
}

// A step is one line of a flow file.
type step struct {
	file string
	line int
	verb string
	name string // what the verb names: a question, a look-up, a condition, a flow, a tier …
	say  civicline.Words
	// of ask
	onceMore, again, keypad, confirm, wrong civicline.Words
	yes, no, unanswered                     []*step
	goOn, hasYes, hasNo                     bool
	// of when and look up
	then, otherwise, found, notFound, fails []*step
	// of say
	oneOf []civicline.Words
	firm  bool
	facts civicline.Facts
}
