package flow

import (
	"strings"
	"testing"

	"github.com/civicline/civicline"
)

const asksWhichOne = `flow: visit
when the caller says: {en: [visit], es: [visita]}
steps:
  - ask: which one
    say: {en: "A stamp or a trip?", es: "¿Un sello o un viaje?"}
    again: {en: "Is it a stamp, or a trip?", es: "¿Es un sello, o un viaje?"}
    keypad: {en: For a stamp press 1. For a trip press 2., es: Para un sello oprima uno. Para un viaje oprima dos.}
    choices:
      - {en: [stamp, passport stamp], es: [sello], then: [{answer: stamps}]}
      - {en: [trip, travel], es: viaje, then: [{refuse: advice}, {answer: stamps}]}
`

var stamps = Known{
	Refusals: map[string]civicline.Words{"advice": {"en": "I may not advise.", "es": "No puedo aconsejar."}},
	Answers:  map[string]Answer{"stamps": {Words: civicline.Words{"en": "Stamps are mailed.", "es": "Los sellos van por correo."}, Source: civicline.Words{"en": "the book", "es": "el libro"}}},
}

// TestWhichOne plays a question with choices, by words in each language and by key.
func TestWhichOne(t *testing.T) {
	b, err := Read(files(map[string]string{"visit.yaml": asksWhichOne}), stamps)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		in   Input
		want string
	}{
		"stamp->the first":  {Input{What: Said, Reading: civicline.Reading{Language: "en", Text: "The passport stamp, please"}}, "Stamps are mailed. From the book."},
		"viaje->the second": {Input{What: Said, Reading: civicline.Reading{Language: "es", Text: "¡el VIAJE!"}}, "No puedo aconsejar."},
		"key 2->the second": {Input{What: Keyed, Keys: "2"}, "I may not advise."},
		"neither->again":    {Input{What: Said, Reading: civicline.Reading{Language: "en", Text: "the dog"}}, "Sorry. Is it a stamp, or a trip?"},
	} {
		t.Run(name, func(t *testing.T) {
			p, _ := b.Next(Place{}, Input{What: Began})
			p, _ = b.Next(p, Input{What: Said, Reading: civicline.Reading{Language: tt.in.Reading.Language, Text: "visit", Intent: "visit", Confidence: 1}})
			_, orders := b.Next(p, tt.in)
			var said []string
			for _, o := range orders {
				if s, ok := o.(civicline.Say); ok {
					said = append(said, s.Text)
				}
			}
			if got := strings.Join(said, " "); !strings.HasPrefix(got, tt.want) {
				t.Errorf("said %q, want %q", got, tt.want)
			}
		})
	}
}

// TestWhichOneSaidAtOnce does not ask what the caller has just said.
func TestWhichOneSaidAtOnce(t *testing.T) {
	b, err := Read(files(map[string]string{"visit.yaml": asksWhichOne}), stamps)
	if err != nil {
		t.Fatal(err)
	}
	if got := saidTo(b, civicline.Reading{Language: "en", Text: "a visit for a passport stamp", Intent: "visit", Confidence: 1}); !strings.HasPrefix(got, "Stamps are mailed.") {
		t.Errorf("said %q", got)
	}
}

const sorts = `flow: visit
when the caller says: {en: [visit], es: [visita]}
steps:
  - sort by: what was said
    choices:
      - {en: [stamp], es: [sello], then: [{answer: stamps}]}
      - {en: [new stamp, trip], es: [viaje], then: [{refuse: advice}, {answer: stamps}]}
    otherwise:
      - say: {en: "Visits are by appointment.", es: "Las visitas son con cita."}
  - say: {en: "Is that so?", es: "¿Es así?"}
`

// TestSortBy takes one of several ways by the words just said, the longest
// first, and then goes on.
func TestSortBy(t *testing.T) {
	b, err := Read(files(map[string]string{"visit.yaml": sorts}), stamps)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"a visit for a stamp":     "Stamps are mailed. From the book. Is that so?",
		"a visit for a new stamp": "I may not advise. Stamps are mailed. From the book. Is that so?",
		"a visit":                 "Visits are by appointment. Is that so?",
		"a visit for stampings":   "Visits are by appointment. Is that so?",
	} {
		if got := saidTo(b, civicline.Reading{Language: "en", Text: text, Intent: "visit", Confidence: 1}); !strings.HasPrefix(got, want) {
			t.Errorf("%q: said %q, want %q", text, got, want)
		}
	}
}

func TestSortByNothingIsRefused(t *testing.T) {
	_, err := Read(files(map[string]string{"visit.yaml": `flow: visit
when the caller says: {en: [visit], es: [visita]}
steps:
  - sort by: what was said
    otherwise:
      - say: {en: "Visits are by appointment.", es: "Las visitas son con cita."}
`}), stamps)
	if err == nil || !strings.Contains(err.Error(), `visit.yaml:4: sort by what was said: write "choices:"`) {
		t.Errorf("err = %v", err)
	}
}

// saidTo is what the bot says to a reading at the greeting.
func saidTo(b *Book, r civicline.Reading) string {
	p, _ := b.Next(Place{}, Input{What: Began})
	_, orders := b.Next(p, Input{What: Said, Reading: r})
	var said []string
	for _, o := range orders {
		if s, ok := o.(civicline.Say); ok {
			said = append(said, s.Text)
		}
	}
	return strings.Join(said, " ")
}

func TestAFormIsKeyedByItsDigits(t *testing.T) {
	for keys, want := range map[string]string{"485": "I-485", "400": "N-400", "1450": "G-1450", "90": "I-90", "11": "AR-11", "0": "", "48500": "", "4*": ""} {
		got := ""
		if f := keyedForm(keys); len(f) > 0 {
			got = f[0]["form"]
		}
		if got != want {
			t.Errorf("%s: %q, want %q", keys, got, want)
		}
	}
}
