package evaltext

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/understand"
	"github.com/civicline/civicline/understand/learn"
)

// An Utterance is a text, the intent it has, and its language if that was said.
type Utterance struct {
	Text     string
	Intent   string // learn.OutOfScope if it has none
	Language civicline.Language
}

// ReadUtterances reads a file of texts and intents.
func ReadUtterances(path string) ([]Utterance, error) {
	rows, err := ReadRows(path,
		Column{Name: "text", Also: []string{"utterance", "sentence", "query"}},
		Column{Name: "intent", Also: []string{"label", "category"}},
		Column{Name: "lang", Also: []string{"language", "locale"}, Optional: true})
	if err != nil {
		return nil, err
	}
	var out []Utterance
	for _, r := range rows {
		u := Utterance{Text: strings.TrimSpace(r.Fields["text"]), Intent: strings.TrimSpace(r.Fields["intent"])}
		if u.Intent == "" {
			return nil, fmt.Errorf("%s: line %d: there is no intent; write one, or oos if the text has none", path, r.Line)
		}
		if outOfScope(u.Intent) {
			u.Intent = learn.OutOfScope
		}
		if l := strings.ToLower(strings.TrimSpace(r.Fields["lang"])); l != "" {
			u.Language = civicline.Language(l[:min(2, len(l))]) // es-MX, en_US
			if !u.Language.Known() {
				return nil, fmt.Errorf("%s: line %d: the language is %q; write en or es", path, r.Line, l)
			}
		}
		out = append(out, u)
	}
	return out, nil
}

// outOfScope reports whether an intent's name says that there is none.
func outOfScope(intent string) bool {
	switch strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(intent)) {
	case "oos", "ood", "outofscope", "outofdomain":
		return true
	}
	return false
}

// An IntentsReport is what the learner made of texts it had not seen. The
// measures are those of Larson and others (2019), who made CLINC150.
type IntentsReport struct {
	N      int `json:"n"` // texts measured
	NTrain int `json:"n_train"`
	NOOS   int `json:"n_oos"` // of N, out of scope
	Intent int `json:"intents"`
	// InScopeAccuracy is the share of the texts in scope whose last answer,
	// which may be that they are out of scope, is right.
	InScopeAccuracy *float64 `json:"in_scope_accuracy"`
	Accuracy        float64  `json:"accuracy"` // of all texts
	MacroF1         float64  `json:"macro_f1"` // over the intents of the test; out of scope is one
	OOSRecall       *float64 `json:"oos_recall"`
	OOSPrecision    *float64 `json:"oos_precision"`
	Top2Accuracy    *float64 `json:"top2_accuracy"`      // in scope, the first or second guess, before the threshold
	Unthresholded   *float64 `json:"first_accuracy"`     // in scope, the first guess, before the threshold
	ECE             float64  `json:"calibration_error"`  // how far, on average, confidence is from being right; 0 to 1
	Threshold       float64  `json:"threshold"`          // chosen on the training side alone
	TrainSeconds    float64  `json:"train_seconds"`      // with the choice of the threshold
	PredictP50      float64  `json:"predict_us_p50"`     // microseconds
	PredictP99      float64  `json:"predict_us_p99"`     // microseconds
	Language        string   `json:"language,omitempty"` // of all texts
	// ByLanguage has a report for each language, if there are several.
	ByLanguage map[civicline.Language]*IntentsReport `json:"by_language,omitempty"`

	answers []answer
}

// An answer is what became of one text.
type answer struct {
	want, got, first, second string
	confidence               float64
	took                     time.Duration
}

// EvalIntents learns from train and reads test. Texts that do not say their
// language are in l; if l is "", in English. Each language has its own model,
// which learns from the examples of its language alone.
func EvalIntents(train, test []Utterance, l civicline.Language) *IntentsReport {
	spoken := []civicline.Language{cmp.Or(l, civicline.English)}
	if l == "" && saysLanguage(test) {
		spoken = civicline.Languages
	}
	all := &IntentsReport{}
	for _, l := range spoken {
		own := test
		if len(spoken) > 1 {
			own = in(test, l, civicline.English)
		}
		from := train
		if saysLanguage(train) {
			from = in(train, l, spoken[0])
		}
		if len(own) > 0 {
			all.add(l, evalLearner(from, own, l))
		}
	}
	return all.whole()
}

func saysLanguage(us []Utterance) bool {
	return slices.ContainsFunc(us, func(u Utterance) bool { return u.Language != "" })
}

// in returns those of a language; what does not say its own is in other.
func in(us []Utterance, l, other civicline.Language) []Utterance {
	return slices.DeleteFunc(slices.Clone(us), func(u Utterance) bool { return cmp.Or(u.Language, other) != l })
}

func evalLearner(train, test []Utterance, l civicline.Language) *IntentsReport {
	var examples []learn.Example
	for _, u := range train {
		examples = append(examples, learn.Example{Text: u.Text, Label: u.Intent})
	}
	began := time.Now()
	m := learn.New(examples, learn.Options{Language: l})
	r := &IntentsReport{NTrain: len(train), TrainSeconds: time.Since(began).Seconds(), Threshold: m.Threshold(), Intent: len(m.Labels())}
	for _, u := range test {
		began := time.Now()
		guesses := m.Predict(u.Text)
		a := answer{want: u.Intent, got: learn.OutOfScope, took: time.Since(began)}
		if len(guesses) > 0 {
			a.first, a.confidence = guesses[0].Label, guesses[0].Confidence
			if a.confidence >= r.Threshold {
				a.got = a.first
			}
		}
		if len(guesses) > 1 {
			a.second = guesses[1].Label
		}
		r.answers = append(r.answers, a)
	}
	return r
}

// EvalLessons measures a whole Model on what its own agency says that callers
// say: of each language one utterance in five, by a hash of its words, is kept
// out of what the Model learns from.
func EvalLessons(lessons understand.Lessons, l civicline.Language) *IntentsReport {
	all := &IntentsReport{}
	for _, spoken := range civicline.Languages {
		if l != "" && l != spoken {
			continue
		}
		kept, held := HoldOut(lessons, spoken)
		began := time.Now()
		m := understand.New(kept)
		r := &IntentsReport{TrainSeconds: time.Since(began).Seconds(), Threshold: m.Threshold(spoken), Intent: len(kept.Intents)}
		for _, lesson := range kept.Intents {
			r.NTrain += len(lesson.Phrases[spoken])
		}
		for _, u := range held {
			began := time.Now()
			reading := m.Read([]civicline.Hypothesis{{Language: spoken, Text: u.Text, Confidence: 1}}, civicline.Expectation{Question: civicline.OpenQuestion})
			first := cmp.Or(reading.Intent, reading.Second)
			a := answer{want: u.Intent, got: cmp.Or(reading.Intent, learn.OutOfScope), first: first, second: reading.Second, confidence: reading.Confidence, took: time.Since(began)}
			r.answers = append(r.answers, a)
		}
		all.add(spoken, r)
	}
	return all.whole()
}

// HoldOut takes one utterance in five of a language out of lessons, wherever it
// stands, and returns the rest and what was taken.
func HoldOut(lessons understand.Lessons, l civicline.Language) (understand.Lessons, []Utterance) {
	kept := understand.Lessons{Places: lessons.Places}
	var held []Utterance
	for _, lesson := range lessons.Intents {
		phrases := map[civicline.Language][]string{}
		for spoken, said := range lesson.Phrases {
			for _, p := range said {
				if spoken == l && heldOut(p) {
					held = append(held, Utterance{p, lesson.Intent, l})
				} else {
					phrases[spoken] = append(phrases[spoken], p)
				}
			}
		}
		lesson.Phrases = phrases
		kept.Intents = append(kept.Intents, lesson)
	}
	return kept, held
}

// heldOut tells by the letters of a phrase alone whether it is kept out.
func heldOut(phrase string) bool {
	h := fnv.New32a()
	for _, r := range strings.ToLower(phrase) {
		if r > ' ' && !strings.ContainsRune(".,;:!?¿¡'’\"", r) {
			_, _ = io.WriteString(h, string(r))
		}
	}
	return h.Sum32()%5 == 0
}
