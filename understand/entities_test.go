package understand

import (
	"testing"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/understand/entity"
)

var offices = New(Lessons{Places: []Place{{City: "Newark", State: "NJ"}, {City: "Portland", State: "OR"}, {City: "South Portland", State: "ME"}, {City: "Houston", State: "TX"},
	{City: "New York", State: "NY"}, {City: "Irving", State: "TX", Also: []string{"Dallas"}}, {City: "Washington", State: "DC"}}})

func read(l civicline.Language, q civicline.Question, texts ...string) map[string]string {
	var heard []civicline.Hypothesis
	for _, t := range texts {
		heard = append(heard, civicline.Hypothesis{Language: l, Text: t})
	}
	return offices.Read(heard, civicline.Expectation{Question: q}).Entities
}

func TestReceiptNumbers(t *testing.T) {
	const en, es = civicline.English, civicline.Spanish
	for _, tt := range []struct {
		name  string
		l     civicline.Language
		text  string
		first string
		next  string
	}{
		{"digit by digit", en, "i o e nine nine nine nine nine oh oh one oh one", "IOE9999900101", ""},
		{"as engines write letters", en, "eye oh ee nine nine nine nine nine zero zero one zero one", "IOE9999900101", ""},
		{"with words before", en, "yes my receipt number is i o e nine nine nine nine nine oh oh one oh one", "IOE9999900101", ""},
		{"NATO words", en, "india oscar echo nine nine nine nine nine oh oh one oh one", "IOE9999900101", ""},
		{"as in", en, "i as in india o as in oscar e as in echo nine nine nine nine nine oh oh one oh one", "IOE9999900101", ""},
		{"double and triple", en, "i o e triple nine double nine double oh one oh one", "IOE9999900101", ""},
		{"pairs", en, "i o e ninety nine ninety nine nine zero zero one zero four", "IOE9999900104", ""},
		{"another office", en, "l i n nine nine nine nine one oh oh three oh six", "LIN9999100306", ""},
		{"written in digits", en, "LIN 99-991-00306", "LIN9999100306", ""},
		{"written whole", en, "ioe9999900101", "IOE9999900101", ""},
		{"no letters: read back as IOE", en, "nine nine nine nine nine oh oh one oh one", "IOE9999900101", ""},
		{"a letter lost", en, "i e nine nine nine nine nine oh oh one oh one", "IOE9999900101", ""},
		{"letters that rhyme", en, "i o b nine nine nine nine nine oh oh one oh one", "IOE9999900101", ""},
		{"e heard as three", en, "y o e nine nine nine nine nine oh oh one oh one", "IOE9999900101", ""},
		{"two offices sound alike", en, "m s t nine nine nine nine one oh oh two oh five", "MSC9999100205", "NSC9999100205"},
		{"for and to among digits", en, "i o e to nine nine for nine oh oh one oh one", "IOE2994900101", ""},
		{"a digit short", en, "i o e nine nine nine nine nine oh oh one oh", "", ""},
		{"a digit too many", en, "i o e nine nine nine nine nine nine oh oh one oh one", "", ""},
		{"an A-number", en, "a one two three four five six seven eight nine", "", ""},
		{"español, de dos en dos", es, "i o e noventa y nueve noventa y nueve nueve cero cero ciento cuatro", "IOE9999900104", ""},
		{"español, letra por letra", es, "es el i o e nueve nueve nueve nueve nueve cero cero uno cero tres", "IOE9999900103", ""},
		{"español, nombres de letras", es, "eme ese ce nueve nueve nueve nueve uno cero cero dos cero cinco", "MSC9999100205", ""},
		{"español, doble ve", es, "doble ve a ce nueve nueve nueve nueve uno cero cero seis uno cero", "WAC9999100610", ""},
		{"español, veinticinco", es, "i o e veinticinco treinta y uno cero cero uno cero uno", "IOE2531001", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := read(tt.l, civicline.ReceiptNumber, tt.text)
			want := tt.first
			if len(want) != 13 {
				want = ""
			}
			if got[Receipt] != want || got[Receipt2] != tt.next {
				t.Errorf("%q: %q, %q; want %q, %q", tt.text, got[Receipt], got[Receipt2], want, tt.next)
			}
		})
	}
}

func TestTheNextHearingIsTheSecondGuess(t *testing.T) {
	got := read(civicline.English, civicline.ReceiptNumber, "i o e nine nine nine nine nine oh oh one oh one", "i o e nine nine nine nine five oh oh one oh one")
	if got[Receipt] != "IOE9999900101" || got[Receipt2] != "IOE9999500101" {
		t.Errorf("%v", got)
	}
}

func TestPlaces(t *testing.T) {
	const en, es = civicline.English, civicline.Spanish
	for _, tt := range []struct {
		l                      civicline.Language
		text, city, state, zip string
	}{
		{en, "newark new jersey", "Newark", "NJ", ""},
		{es, "en newark nueva jersey", "Newark", "NJ", ""},
		{en, "portland oregon", "Portland", "OR", ""},
		{en, "portland maine", "", "ME", ""},
		{en, "i live in dallas", "Irving", "TX", ""},
		{en, "new york", "New York", "NY", ""},
		{es, "nueva york", "", "NY", ""},
		{en, "west virginia", "", "WV", ""},
		{en, "seven seven zero three six", "", "", "77036"},
		{en, "77036", "", "", "77036"},
		{es, "mi código postal es cero siete uno cero dos", "", "", "07102"},
		{es, "setenta y siete cero treinta y seis", "", "", "77036"},
		{en, "seven seven zero three", "", "", ""},
		{en, "houstin texas", "Houston", "TX", ""},
		{en, "my cat", "", "", ""},
	} {
		got := read(tt.l, civicline.PlaceName, tt.text)
		if got[City] != tt.city || got[State] != tt.state || got[ZIP] != tt.zip {
			t.Errorf("%q: %q %q %q; want %q %q %q", tt.text, got[City], got[State], got[ZIP], tt.city, tt.state, tt.zip)
		}
	}
}

func TestYesNo(t *testing.T) {
	for text, want := range map[string]string{
		"yes": "yes", "yeah": "yes", "yes that is right": "yes", "that's right": "yes", "correct": "yes", "uh huh": "yes", "okay": "yes",
		"no": "no", "nope": "no", "no that's wrong": "no", "that is not correct": "no", "incorrect": "no", "no no no": "no", "not really": "no",
		"my case": "", "": "", "i would like to know if the office is right next to the river": "",
	} {
		if got := read(civicline.English, civicline.YesNo, text)[YesNo]; got != want {
			t.Errorf("%q: %q; want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"sí": "yes", "sí está bien": "yes", "así es": "yes", "correcto": "yes", "claro que sí": "yes", "de acuerdo": "yes", "cómo no": "yes", "ajá": "yes",
		"no": "no", "no está mal": "no", "no es correcto": "no", "claro que no": "no", "para nada no": "no", "mi caso": "",
	} {
		if got := read(civicline.Spanish, civicline.YesNo, text)[YesNo]; got != want {
			t.Errorf("%q: %q; want %q", text, got, want)
		}
	}
}

func TestPhoneNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"seven one three five five five oh one oh one":             "7135550101",
		"my number is seven thirteen five five five oh one oh one": "7135550101",
		"one seven one three five five five oh one oh one":         "7135550101",
		"seven one three": "",
	} {
		if got := read(civicline.English, civicline.Digits, text)[Phone]; got != want {
			t.Errorf("%q: %q; want %q", text, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("i o e nine nine", "quiero mi caso")
	f.Add("double triple hundred ciento", "y as in de como")
	m := New(Lessons{Intents: []Lesson{{Intent: "x", Phrases: map[civicline.Language][]string{"en": {"my case"}, "es": {"mi caso"}}, Words: map[civicline.Language][]string{"en": {"case"}}}}})
	f.Fuzz(func(t *testing.T, en, es string) {
		for _, q := range civicline.Questions {
			r := m.Read([]civicline.Hypothesis{{Language: "en", Text: en}, {Language: "es", Text: es}}, civicline.Expectation{Question: q})
			if n := r.Entities[Receipt]; n != "" && !entity.IsReceipt(n) {
				t.Errorf("%q is no receipt number", n)
			}
			if r.Confidence < 0 || r.Confidence > 1.0001 {
				t.Errorf("confidence %v", r.Confidence)
			}
		}
	})
}
