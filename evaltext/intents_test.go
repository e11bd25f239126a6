package evaltext

import (
	"math"
	"strings"
	"testing"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/understand"
)

// TestMeasures counts five answers by hand: a right, b called out of scope, b
// taken for a, and of two texts out of scope one called so.
func TestMeasures(t *testing.T) {
	r := &IntentsReport{answers: []answer{
		{want: "a", got: "a", first: "a", confidence: 0.95},
		{want: "b", got: "oos", first: "b", confidence: 0.15},
		{want: "b", got: "a", first: "a", second: "b", confidence: 0.55},
		{want: "oos", got: "oos", first: "a", confidence: 0.05},
		{want: "oos", got: "b", first: "b", confidence: 0.65},
	}}
	r.measure()
	for _, m := range []struct {
		name      string
		got, want float64
	}{
		{"in scope", *r.InScopeAccuracy, 1.0 / 3},
		{"before the threshold", *r.Unthresholded, 2.0 / 3},
		{"first or second", *r.Top2Accuracy, 1},
		{"all", r.Accuracy, 2.0 / 5},
		{"out of scope recall", *r.OOSRecall, 1.0 / 2},
		{"out of scope precision", *r.OOSPrecision, 1.0 / 2},
		{"macro F1 of a, b and oos", r.MacroF1, (2.0/3 + 0 + 1.0/2) / 3},
		{"calibration", r.ECE, (0.05 + 0.85 + 0.55 + 0.05 + 0.65) / 5},
	} {
		if math.Abs(m.got-m.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", m.name, m.got, m.want)
		}
	}
	if r.N != 5 || r.NOOS != 2 {
		t.Errorf("%d texts, %d out of scope", r.N, r.NOOS)
	}
}

func TestNothingOutOfScopeHasNoRecall(t *testing.T) {
	r := &IntentsReport{answers: []answer{{want: "a", got: "oos", first: "a"}}}
	if r.measure(); r.OOSRecall != nil || r.OOSPrecision != nil {
		t.Error("there was nothing to find out of scope")
	}
}

func TestLanguages(t *testing.T) {
	u := func(text, intent string, l civicline.Language) Utterance { return Utterance{text, intent, l} }
	train := []Utterance{u("where is my card", "card", "en"), u("what time is it", "time", "en"), u("dónde está mi tarjeta", "card", "es"), u("qué hora es", "time", "es")}
	test := []Utterance{u("my card", "card", "en"), u("mi tarjeta", "card", "es"), u("hora", "time", "es")}
	for _, tt := range []struct {
		name    string
		l       civicline.Language
		n       int
		trained int
		several bool
	}{
		{"each in its own", "", 3, 4, true},
		{"all in the one that was asked for", civicline.Spanish, 3, 2, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := EvalIntents(train, test, tt.l)
			if r.N != tt.n || r.NTrain != tt.trained || (len(r.ByLanguage) > 1) != tt.several {
				t.Errorf("%d texts, learned from %d, in %d languages", r.N, r.NTrain, len(r.ByLanguage))
			}
			if tt.several && r.ByLanguage[civicline.Spanish].Accuracy != 1 {
				t.Errorf("Spanish: %+v", r.ByLanguage[civicline.Spanish])
			}
		})
	}
}

// TestHoldOut takes the same utterance out wherever it stands and however it is
// written, and about one in five.
func TestHoldOut(t *testing.T) {
	var lessons understand.Lessons
	var held string
	for i := range 40 {
		said := strings.Repeat("word ", i+1)
		if heldOut(said) {
			held = said
		}
		lessons.Intents = append(lessons.Intents, understand.Lesson{Intent: "a", Phrases: map[civicline.Language][]string{
			civicline.English: {said, "¡" + strings.ToUpper(said) + "!"}, civicline.Spanish: {said},
		}})
	}
	if held == "" {
		t.Fatal("none of forty is held out")
	}
	kept, out := HoldOut(lessons, civicline.English)
	if len(out) < 6 || len(out) > 30 || len(out)%2 != 0 {
		t.Errorf("%d of 80 are held out", len(out))
	}
	for _, l := range kept.Intents {
		for _, p := range l.Phrases[civicline.English] {
			if heldOut(p) {
				t.Errorf("%q is held out and learned", p)
			}
		}
		if len(l.Phrases[civicline.Spanish]) != 1 {
			t.Error("Spanish was not asked about")
		}
	}
}
