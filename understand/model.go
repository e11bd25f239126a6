package understand

import (
	"math"

	"github.com/civicline/civicline"
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
type Place struct {
	City, State string
	Also        []string
}

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
	places  []place
}

// A tongue is what the model knows of one language.
type tongue struct {
	language civicline.Language
	phrases  []phrase
	weight   map[string]float64 // of a stem: how much it tells
	unknown  float64            // the weight of a stem that is in no phrase
}

// A phrase is one way to say an intent.
type phrase struct {
	intent  string
	urgent  bool
	key     bool // one of a Lesson's Words: it must stand there whole
	stems   []string
	heavy   float64 // the sum of the weights of its stems
	telling int     // its stems that are not light
}

// New returns a Model of lessons.
func New(lessons Lessons) *Model {
	m := &Model{tongues: map[civicline.Language]*tongue{}}
	for _, l := range civicline.Languages {
		m.tongues[l] = learn(l, lessons.Intents)
	}
	for _, p := range lessons.Places {
		m.places = append(m.places, learnPlace(p)...)
	}
	return m
}

func learn(l civicline.Language, lessons []Lesson) *tongue {
	t := &tongue{language: l, weight: map[string]float64{}}
	for _, lesson := range lessons {
		for _, said := range lesson.Phrases[l] {
			t.phrases = append(t.phrases, phrase{intent: lesson.Intent, urgent: lesson.Urgent, stems: stems(plain(said))})
		}
		for _, said := range lesson.Words[l] {
			t.phrases = append(t.phrases, phrase{intent: lesson.Intent, urgent: lesson.Urgent, key: true, stems: stems(plain(said))})
		}
	}
	t.weigh(len(lessons))
	return t
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
		for _, s := range t.phrases[i].stems {
			t.phrases[i].heavy += t.weight[s]
			if !light[t.language][s] {
				t.phrases[i].telling++
			}
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
