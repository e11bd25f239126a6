package understand

import (
	"math"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/understand/entity"
	"github.com/civicline/civicline/understand/learn"
)

// Lessons are what a Model learns from.
type Lessons struct {
	Intents []Lesson
	Places  []Place
}

// A Lesson is one intent and how people say it.
type Lesson struct {
	Intent  string
	Phrases map[civicline.Language][]string
	// Words are words or short phrases that give the intent away wherever they
	// stand: "agent", "infopass".
	Words map[civicline.Language][]string
	// Urgent intents win over every other that is heard beside them.
	Urgent bool
}

// A Place is a city with an office. Other names for it may be said.
type Place = entity.Place

// The entities of a Reading, by name.
const (
	Receipt   = "receipt number"   // 13 characters: IOE9999900101
	Receipt2  = "receipt number 2" // the next likely reading of the same words
	ZIP       = "zip"              // 5 digits
	City      = "city"             // as the agency's files write it
	State     = "state"            // two letters
	YesNo     = "yes or no"        // "yes" or "no"
	DigitsRun = "digits"           // all digits said, in order
	Phone     = "phone number"     // 10 digits
	Reason    = "reason"           // the whole turn, when it says more than the intent asks
)

// A Model reads turns.
type Model struct {
	tongues map[civicline.Language]*tongue
	finder  *entity.Finder
	scales  scales
}

// A tongue is what the model knows of one language.
type tongue struct {
	language civicline.Language
	learner  *learn.Model
	phrases  []phrase
	with     map[string][]int   // the phrases that have a stem; of a light one, those that have no other
	long     map[byte][]string  // the stems of six letters and more, by their first
	said     map[string][]int   // the phrases that are these words, but for the light ones before and after
	urgent   map[string]bool    // the urgent intents
	weight   map[string]float64 // of a stem: how much it tells
	unknown  float64            // the weight of a stem that is in no phrase
}

// A phrase is one way to say an intent.
type phrase struct {
	intent  string
	key     bool // one of a Lesson's Words: it must stand there whole
	stems   []string
	heavy   float64 // the sum of the weights of its stems
	weights []float64
	telling int // its stems that are not light
}

// New returns a Model of lessons.
func New(lessons Lessons) *Model {
	m := &Model{tongues: map[civicline.Language]*tongue{}, finder: entity.New(entity.Gazette{Places: lessons.Places})}
	for _, l := range civicline.Languages {
		m.tongues[l] = newTongue(l, lessons.Intents)
	}
	m.scales = newScales(m.tongues)
	return m
}

// Threshold is the least confidence, as the learner of l has it, of what is not
// out of scope.
func (m *Model) Threshold(l civicline.Language) float64 { return m.tongues[l].learner.Threshold() }

func newTongue(l civicline.Language, lessons []Lesson) *tongue {
	t := &tongue{language: l, with: map[string][]int{}, long: map[byte][]string{}, said: map[string][]int{}, urgent: map[string]bool{}, weight: map[string]float64{}}
	var examples []learn.Example
	for _, lesson := range lessons {
		if lesson.Urgent {
			t.urgent[lesson.Intent] = true
		}
		for _, said := range lesson.Phrases[l] {
			t.add(phrase{intent: lesson.Intent, stems: stems(plain(said))})
			examples = append(examples, learn.Example{Text: said, Label: lesson.Intent})
		}
		for _, said := range lesson.Words[l] {
			t.add(phrase{intent: lesson.Intent, key: true, stems: stems(plain(said))})
			examples = append(examples, learn.Example{Text: said, Label: lesson.Intent})
		}
	}
	t.weigh(len(lessons))
	t.learner = learn.New(examples, learn.Options{Language: l})
	return t
}

// add takes a phrase in, and where to find it.
func (t *tongue) add(p phrase) {
	n := len(t.phrases)
	for _, s := range p.stems {
		if !light[t.language][s] {
			p.telling++
		}
	}
	t.phrases = append(t.phrases, p)
	for _, s := range p.stems {
		if light[t.language][s] && p.telling > 0 {
			continue
		}
		if len(t.with[s]) == 0 && len(s) >= 5 {
			t.long[s[0]] = append(t.long[s[0]], s)
		}
		if in := t.with[s]; len(in) == 0 || in[len(in)-1] != n {
			t.with[s] = append(in, n)
		}
	}
	if !p.key {
		key := t.core(p.stems)
		t.said[key] = append(t.said[key], n)
	}
}

// weigh gives each stem the weight of its rarity: a word of one intent tells
// much, a word of all tells nothing.
func (t *tongue) weigh(intents int) {
	of := map[string]map[string]bool{}
	for _, p := range t.phrases {
		for _, s := range p.stems {
			if of[s] == nil {
				of[s] = map[string]bool{}
			}
			of[s][p.intent] = true
		}
	}
	most := math.Log(1 + float64(max(intents, 1)))
	for s, in := range of {
		w := math.Log(1+float64(intents)/float64(len(in))) / most
		if light[t.language][s] {
			w *= 0.15
		}
		t.weight[s] = max(w, 0.02)
	}
	t.unknown = 0.6
	for i := range t.phrases {
		p := &t.phrases[i]
		for _, s := range p.stems {
			p.weights = append(p.weights, t.weight[s])
			p.heavy += t.weight[s]
		}
	}
}

func (t *tongue) heft(stem string) float64 {
	if w, ok := t.weight[stem]; ok {
		return w
	}
	if light[t.language][stem] || len(stem) < 3 {
		return 0.05
	}
	return t.unknown
}
