package callers

import (
	"cmp"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/talks"
)

// MostTurns is how many turns of their own callers have patience for: who has
// not come to an end by then is stuck.
const MostTurns = 60

// Options say which callers ring.
type Options struct {
	N        int
	First    int                 // the number of the first caller; the others follow
	Language civicline.Language  // "" is half of them in each
	Seed     uint64              // the same callers again
	Examples int                 // transcripts to keep of each kind of failure
	Progress io.Writer           // nil is nowhere
	Each     func(Caller, error) // told of each call, its fault or nil; nil is nobody
}

// A Caller is one who rang, and how it went.
type Caller struct {
	Number     int // by which the same caller can be played again
	Language   civicline.Language
	Goal       string        // the intent that they rang for
	Ended      talks.Outcome // "" if in nothing that helps
	Turns      int           // of their own
	Questions  int           // that they were asked
	Faults     []Fault
	Transcript string // as a talk

	personAsked, personReached int
	goalMet                    bool
	aside, returned            int // questions in the middle of a task, and those after which the task went on
	wrongLanguage              int // turns of the bot in the other language
}

// A Fault is something that must not happen to a caller.
type Fault struct {
	Kind string `json:"kind"`
	What string `json:"what,omitempty"` // the sentence, the question
}

// The kinds of faults.
const (
	Stuck        = "stuck"                     // no end after MostTurns
	LeftWithout  = "the bot hung up"           // and the caller had nothing
	NoAnswer     = "left without an answer"    // something came in, and the bot neither asks, waits nor ends
	ThreeTimes   = "same sentence three times" // of the bot, not asked for
	SaidAsBefore = "said as before"            // the bot began it with "Once more"
	AskedAgain   = "asked again"               // for something that was given
	PersonLate   = "no person within two turns"
	WrongOutcome = "the caller gave up" // they were content with less than they wanted; no failure of a call that ended well
)

// Run plays the callers one after another.
func Run(c *talks.Centre, o Options) (Figures, error) {
	w, err := newWorld(c, o.Language)
	if err != nil {
		return Figures{}, err
	}
	f := Figures{Seed: o.Seed, Language: string(o.Language), Ended: map[talks.Outcome]int{}}
	if o.Language == "" {
		f.Language = "en, es"
	}
	for _, out := range talks.Outcomes {
		f.Ended[out] = 0
	}
	for i := range o.N {
		if o.Progress != nil && i > 0 && i%1000 == 0 {
			fmt.Fprintf(o.Progress, "%d of %d callers have rung\n", i, o.N)
		}
		n := o.First + i
		caller := w.ring(n, rand.New(rand.NewPCG(o.Seed, uint64(n)))) //nolint:gosec // the same callers again are what is wanted
		f.add(caller, o.Examples)
		if o.Each != nil {
			o.Each(caller, caller.err())
		}
	}
	f.finish()
	return f, nil
}

// err is what was wrong with a call, nil if nothing was.
func (c *Caller) err() error {
	if len(c.Faults) == 0 {
		return nil
	}
	return fmt.Errorf("caller %d: %s %q\n%s", c.Number, c.Faults[0].Kind, c.Faults[0].What, c.Transcript)
}

// Figures are what came of many callers.
type Figures struct {
	N        int                   `json:"n"`
	Language string                `json:"lang"`
	Seed     uint64                `json:"seed"`
	Ended    map[talks.Outcome]int `json:"ended"`
	Stuck    int                   `json:"stuck"`
	HungUp   int                   `json:"hung_up_on"` // by the bot, with nothing
	OK       int                   `json:"ok"`
	OKRate   float64               `json:"ok_rate"`
	// GoalRate is the share of callers who got what they came for from the bot,
	// or a person or a callback: no answer to another question counts.
	GoalRate float64 `json:"goal_rate"`

	ThreeTimes          int     `json:"same_sentence_three_times"` // callers
	SaidAsBefore        int     `json:"said_as_before"`            // callers to whom the bot said that it had said so ("Once more: …")
	AskedAgain          int     `json:"asked_again"`               // callers
	NoAnswer            int     `json:"no_answer"`                 // callers
	PersonAsked         int     `json:"person_asked"`              // times
	PersonWithinTwo     float64 `json:"person_within_two_turns"`   // share of them
	LanguageMismatches  int     `json:"language_mismatches"`       // turns of the bot
	DigressionsReturned float64 `json:"digressions_returned"`      // share
	Digressions         int     `json:"digressions"`
	TurnsP50            int     `json:"turns_p50"`
	TurnsP95            int     `json:"turns_p95"`
	Questions           float64 `json:"questions_per_call"`

	Kinds    []Kind    `json:"kinds"`
	Examples []Example `json:"failures"`

	personReached, goals, questions, returned int
	turns                                     []int
	kinds                                     map[Fault]int
}

// A Kind is a Fault and how many callers it happened to.
type Kind struct {
	Fault
	Callers int `json:"callers"`
}

// An Example is a call that went wrong.
type Example struct {
	Caller int `json:"caller"`
	Fault
	Transcript string `json:"transcript"`
}

func (f *Figures) add(c Caller, examples int) {
	f.N++
	if c.Ended != "" {
		f.Ended[c.Ended]++
		f.OK++
	}
	if c.goalMet {
		f.goals++
	}
	f.turns = append(f.turns, c.Turns)
	f.questions += c.Questions
	f.PersonAsked += c.personAsked
	f.personReached += c.personReached
	f.Digressions += c.aside
	f.returned += c.returned
	f.LanguageMismatches += c.wrongLanguage
	if f.kinds == nil {
		f.kinds = map[Fault]int{}
	}
	seen := map[string]bool{}
	for _, fault := range c.Faults {
		f.kinds[fault]++
		if seen[fault.Kind] {
			continue
		}
		seen[fault.Kind] = true
		f.count(fault.Kind)
		if f.examplesOf(fault.Kind) < examples {
			f.Examples = append(f.Examples, Example{c.Number, fault, c.Transcript})
		}
	}
}

func (f *Figures) count(kind string) {
	switch kind {
	case Stuck:
		f.Stuck++
	case LeftWithout:
		f.HungUp++
	case ThreeTimes:
		f.ThreeTimes++
	case SaidAsBefore:
		f.SaidAsBefore++
	case AskedAgain:
		f.AskedAgain++
	case NoAnswer:
		f.NoAnswer++
	}
}

func (f *Figures) examplesOf(kind string) int {
	n := 0
	for _, e := range f.Examples {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

func (f *Figures) finish() {
	share := func(n, of int) float64 {
		if of == 0 {
			return 1
		}
		return float64(n) / float64(of)
	}
	f.OKRate, f.GoalRate = share(f.OK, f.N), share(f.goals, f.N)
	f.PersonWithinTwo = share(f.personReached, f.PersonAsked)
	f.DigressionsReturned = share(f.returned, f.Digressions)
	f.Questions = float64(f.questions) / float64(max(1, f.N))
	slices.Sort(f.turns)
	if n := len(f.turns); n > 0 {
		f.TurnsP50, f.TurnsP95 = f.turns[n/2], f.turns[min(n-1, n*95/100)]
	}
	f.Kinds = []Kind{}
	for fault, n := range f.kinds {
		f.Kinds = append(f.Kinds, Kind{fault, n})
	}
	slices.SortFunc(f.Kinds, func(a, b Kind) int {
		return cmp.Or(cmp.Compare(b.Callers, a.Callers), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.What, b.What))
	})
	if f.Examples == nil {
		f.Examples = []Example{}
	}
}
