package flow

import (
	"slices"
	"time"

	"github.com/civicline/civicline"
)

// A Book is the agency's whole conversation. It is only read, by any number of
// calls at once.
type Book struct {
	Name civicline.Words // the agency's, as it is said
	Zone *time.Location  // in which times are spoken; nil is UTC
	News []News          // the newest that is told now is the greeting's one line
	// OpeningHours say when people answer in any week, and Kept for how long the
	// place of a caller who was cut off is kept.
	OpeningHours civicline.Words
	Kept         time.Duration
	Number       civicline.PhoneNumber // the line's own, as people write it
	LongWait     time.Duration         // a longer one is long; 0 is 10 minutes

	known   Known
	intents map[string]*script // by the name of a known intent
	flows   map[string]*script
	on      map[Happening]*script
	keys    map[string]*script
	always  always
	version string

	warnings []string
}

// TakesLong is what callers hear when an answer takes long, in this order; none
// leaves it to whoever runs the call.
func (b *Book) TakesLong() []civicline.Words { return b.always.takesLong }

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
	Called  civicline.Words // as callers are told it: "Change of address"
	Phrases map[civicline.Language][]string
	Words   map[civicline.Language][]string // that give it away wherever they stand
	Urgent  bool
	// Protected is a wish that no page may show: neither it nor the words that
	// told of it are kept as why the caller wants a person (8 U.S.C. 1367).
	Protected bool
}

// Intents lists what the flows wait to hear, by name.
func (b *Book) Intents() []Intent {
	var out []Intent
	for _, name := range sortedKeys(b.flows) {
		s := b.flows[name]
		own := Intent{Name: s.name, Called: s.called, Phrases: s.phrases, Words: s.words, Urgent: s.urgent}
		for i, id := range s.intents {
			in := *b.known.intent(id)
			in.Urgent = s.urgent
			if i == 0 { // what the flow itself says belongs to its first intent
				in.Phrases, in.Words = joined(in.Phrases, own.Phrases), own.Words
			}
			out = append(out, in)
		}
		if len(s.intents) == 0 && (len(s.phrases) > 0 || len(s.words) > 0) {
			out = append(out, own)
		}
	}
	return out
}

// joined returns the phrases of both.
func joined(a, b map[civicline.Language][]string) map[civicline.Language][]string {
	out := map[civicline.Language][]string{}
	for _, l := range civicline.Languages {
		out[l] = slices.Concat(a[l], b[l])
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
	intents   []string        // of intents.yaml
	called    civicline.Words // what it does, as callers are told it
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
	next int   // where it goes on
	alt  int   // when: the condition does not hold; ask: no; look up: not found
	pick []int // ask which one: where each choice goes on
	fail int   // look up: it failed; ask: not answered
}

// always is what holds at any moment.
type always struct {
	notUnderstood []repair
	silence       []repair
	deaf          []repair
	heard         civicline.Words // the caller spoke the other language
	wayBack       civicline.Words
	source        civicline.Words   // said after an answer: where it is from
	after         string            // the flow for when nothing is left to say
	other         string            // the flow for what no flow is for
	now           []civicline.Words // back to the question that was left
	alsoAsked     civicline.Words   // {task} is what comes next
	soFar         civicline.Words   // {so far} of a number is there: the rest is asked for
	whichYear     civicline.Words
	holdOn        []civicline.Words // something is being looked up
	takesLong     []civicline.Words // said when an answer takes long, in their order
	which         string            // the flow that asks "do you mean"
	inLine        string            // the flow that a caller is helped on with while their place is kept
	setAside      string            // the flow that offers the task that was left
	file          string
}

// A repair is one rung of a ladder: words, the question's keypad words, or a flow.
type repair struct {
	say    []civicline.Words // the one heard least
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
	again, keypad, confirm, wrong civicline.Words
	onceMore                      []civicline.Words
	yes, no, unanswered           []*step
	goOn, hasYes, hasNo           bool
	// of when and look up
	then, otherwise, found, notFound, fails []*step
	// of say
	oneOf []civicline.Words
	firm  bool
	once  bool                            // said but once in a call
	facts civicline.Facts                 // of remember; of when, instead of a condition
	like  map[civicline.Language][]string // of when: the caller's words
	// of ask which one
	choices []choice
}

// A choice is one answer to "which one", by how callers may say it.
type choice struct {
	phrases map[civicline.Language][]string
	then    []*step
}
