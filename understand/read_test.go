package understand_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/understand"
)

const en, es = civicline.English, civicline.Spanish

// counter is a small agency's lessons.
var counter = understand.New(understand.Lessons{Intents: []understand.Lesson{
	lesson("status", "I want to check on my case; what is going on with my case; I want to know about my case; any news on my application; case status; has my case moved; update on my petition; did you approve my case",
		"quiero saber cómo va mi caso; cómo va mi trámite; estado de mi caso; quiero saber de mi caso; qué pasó con mi solicitud; ya aprobaron mi caso; alguna novedad de mi petición"),
	lesson("address", "I moved and need to update my address; how do I change my address; I moved; change of address; I have a new address; I am moving next week; I moved to a new apartment",
		"me mudé y quiero cambiar mi dirección; cómo cambio de dirección; me mudé; cambio de domicilio; tengo nueva dirección; me voy a mudar; me cambié de casa"),
	lesson("lost card", "I lost my green card; my card was stolen; I can not find my card; someone stole my wallet with my card; my green card is lost; replace my lost card",
		"se me perdió la green card; me robaron la tarjeta; no encuentro mi mica; perdí mi tarjeta; me robaron la cartera con la mica; extravié la tarjeta"),
	lesson("expedite", "I need to expedite my case; can you speed this up; it is an emergency; how do I make an expedite request; please hurry my case; expedite",
		"necesito que apuren mi caso; cómo pido un expedite; es una emergencia; quiero pedir un expedite; pueden acelerar mi caso; expedite por favor"),
	lesson("hours", "what time do you open; are you open on Saturday; when do you close; what are your hours; opening hours", "a qué hora abren; atienden los sábados; a qué hora cierran; cuál es su horario; horario"),
	{Intent: "person", Phrases: phrases("I want to talk to a person; representative; agent; talk to a human; get me someone", "quiero hablar con una persona; representante; agente; comuníqueme con alguien; un ser humano"),
		Words: phrases("representative; agent", "representante; agente")},
	lesson("repeat", "repeat that; what did you say; say that again; what; pardon; come again", "repita por favor; qué dijo; otra vez; mande; cómo dijo; no le oí"),
	lesson("goodbye", "goodbye; that is all; bye; nothing else; thank you goodbye; I am done", "adiós; eso es todo; nada más; gracias adiós; hasta luego; ya terminé"),
	{Intent: "danger", Urgent: true, Phrases: phrases("he is going to hurt me; I am in danger; someone is threatening me; I want to die; I do not feel safe", "me va a hacer daño; estoy en peligro; me están amenazando; me quiero morir; tengo miedo")},
}})

func lesson(intent, en, es string) understand.Lesson {
	return understand.Lesson{Intent: intent, Phrases: phrases(en, es)}
}

func phrases(english, spanish string) map[civicline.Language][]string {
	return map[civicline.Language][]string{en: strings.Split(english, "; "), es: strings.Split(spanish, "; ")}
}

func said(l civicline.Language, texts ...string) []civicline.Hypothesis {
	var out []civicline.Hypothesis
	for i, text := range texts {
		out = append(out, civicline.Hypothesis{Language: l, Text: text, Confidence: 0.8 - 0.1*float64(i)})
	}
	return out
}

func TestSeveralInOneBreath(t *testing.T) {
	for _, tt := range []struct {
		l    civicline.Language
		text string
		want string
	}{
		{en, "I moved, and I want to know about my case", "address status"},
		{en, "i moved and i want to check on my case", "address status"},
		{en, "i lost my green card and also what time do you open", "lost card hours"},
		{en, "i moved and i lost my green card and what are your hours", "address lost card hours"},
		{en, "i want my case status and a representative", "status person"},
		{en, "what time do you open and someone is threatening me", "danger hours"}, // urgent first
		{en, "I moved and need to change my address", "address"},
		{en, "my card was stolen with my wallet and I can not find it", "lost card"},
		{en, "it is an emergency and I need to expedite my case", "expedite"},
		{en, "I lost my green card, what now?", "lost card"},
		{es, "me mudé y quiero saber de mi caso", "address status"},
		{es, "Se me perdió la green card. Y además quiero saber cómo va mi trámite.", "lost card status"},
		{es, "quiero pedir un expedite y también a qué hora abren", "expedite hours"},
		{es, "Me mudé y quiero cambiar mi dirección", "address"},
		{es, "me robaron la cartera con la mica y la tarjeta", "lost card"},
	} {
		t.Run(tt.text, func(t *testing.T) {
			r := counter.Read(said(tt.l, tt.text), civicline.Expectation{})
			if got := strings.Join(append([]string{r.Intent}, r.Also...), " "); got != tt.want {
				t.Errorf("got %q (%.2f), want %q", got, r.Confidence, tt.want)
			}
		})
	}
}

func TestWholePhrasesAreCertain(t *testing.T) {
	for _, tt := range []struct {
		l            civicline.Language
		text, intent string
	}{
		{en, "what", "repeat"}, {en, "um, please, what did you say?", "repeat"}, {en, "I moved.", "address"}, {es, "mande", "repeat"}, {es, "Hola, horario por favor", "hours"}, {es, "nada más", "goodbye"},
	} {
		r := counter.Read(said(tt.l, tt.text), civicline.Expectation{})
		if r.Intent != tt.intent || r.Confidence < 0.9 {
			t.Errorf("%q is %q (%.2f), want %q", tt.text, r.Intent, r.Confidence, tt.intent)
		}
	}
}

func TestOutOfScopeIsNothing(t *testing.T) {
	for l, texts := range map[civicline.Language][]string{
		en: {"purple monkey dishwasher sideways", "how many calories are in a banana", "play some jazz", "no", "is it you"},
		es: {"zapatos morados bailando", "cuántas calorías tiene un plátano", "pon música de jazz", "no", "es esto"},
	} {
		for _, text := range texts {
			if r := counter.Read(said(l, text), civicline.Expectation{}); r.Confidence >= 0.55 || len(r.Also) > 0 {
				t.Errorf("%q is %q (%.2f) and %q", text, r.Intent, r.Confidence, r.Also)
			}
		}
	}
}

func TestSecondAndWhy(t *testing.T) {
	r := counter.Read(said(en, "something about my case and a card"), civicline.Expectation{})
	if r.Second == "" || r.Second == r.Intent {
		t.Errorf("there is a second beside %q, not %q", r.Intent, r.Second)
	}
	r = counter.Read(said(en, "hello I would like to know what time you open tomorrow"), civicline.Expectation{})
	if r.Intent != "hours" || len(r.Why) == 0 || !slices.Contains(r.Why[:min(2, len(r.Why))], "open") {
		t.Errorf("%q because of %q", r.Intent, r.Why)
	}
}

func TestHypothesesTogether(t *testing.T) {
	for _, tt := range []struct {
		name  string
		heard []civicline.Hypothesis
		want  string
	}{
		{"a worse hearing that makes sense wins over one that makes none", said(en, "eye loft mike rheen guard", "i lost my green card"), "lost card"},
		{"a worse hearing does not win over a good one", said(en, "i lost my green card", "what time do you open"), "lost card"},
		{"urgent in a worse hearing is believed", said(en, "he is going to her me", "he is going to hurt me"), "danger"},
		{"two that agree", said(en, "opening ours", "open in hours", "opening hours"), "hours"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if r := counter.Read(tt.heard, civicline.Expectation{}); r.Intent != tt.want || r.Confidence < 0.5 {
				t.Errorf("got %q (%.2f) from %q", r.Intent, r.Confidence, r.Text)
			}
		})
	}
}

// TestLanguageOfTyped reads words of which nobody says what language they are in.
func TestLanguageOfTyped(t *testing.T) {
	for _, tt := range []struct {
		text  string
		sofar civicline.Language
		want  civicline.Language
	}{
		{"I lost my green card", "", en},
		{"se me perdió la green card", "", es},
		{"necesito un expedite", en, es},
		{"quiero pedir un expedite para el RFE", "", es},
		{"necesito ayuda con el work permit", "", es},
		{"how do I expedite", es, en},
		{"my abuela has a question", "", en},
		{"dónde está mi cheque", "", es},
		{"where is the nearest office", "", en},
		{"quisiera hablar con alguien por favor", "", es},
		{"no", es, es},
		{"no", en, en},
		{"expedite", es, es},
		{"expedite", en, en},
		{"IOE9999900101", es, es},
		{"IOE9999900101", en, en},
		{"gracias", en, es},
		{"thank you", es, en},
	} {
		t.Run(tt.text+" so far "+string(tt.sofar), func(t *testing.T) {
			typed := []civicline.Hypothesis{{Text: tt.text, Confidence: 1}}
			if r := counter.Read(typed, civicline.Expectation{Language: tt.sofar}); r.Language != tt.want {
				t.Errorf("%q, want %q", r.Language, tt.want)
			}
			both := []civicline.Hypothesis{{Language: es, Text: tt.text, Confidence: 1}, {Language: en, Text: tt.text, Confidence: 1}}
			if r := counter.Read(both, civicline.Expectation{Language: tt.sofar}); r.Language != tt.want {
				t.Errorf("with both ears: %q, want %q", r.Language, tt.want)
			}
		})
	}
}

func TestAnythingIsRead(t *testing.T) {
	words := strings.Fields("i moved and also my case agent what hurt me y también perdí mi mica , . ¿ ? í ́ i o e nine 99 é́")
	questions := append([]civicline.Question{""}, civicline.Questions...)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOfN(rapid.SampledFrom(words), 0, 300), func(w []string) string { return strings.Join(w, " ") }))
		var heard []civicline.Hypothesis
		for range rapid.IntRange(0, 4).Draw(t, "hypotheses") {
			heard = append(heard, civicline.Hypothesis{
				Language:   rapid.SampledFrom([]civicline.Language{"", en, es, "fr"}).Draw(t, "language"),
				Text:       text.Draw(t, "text"),
				Confidence: rapid.Float64Range(0, 1).Draw(t, "confidence"),
			})
		}
		r := counter.Read(heard, civicline.Expectation{Question: rapid.SampledFrom(questions).Draw(t, "question"), Language: rapid.SampledFrom([]civicline.Language{"", en, es}).Draw(t, "so far")})
		if !(r.Confidence >= 0 && r.Confidence <= 1) || (r.Intent == "") != (r.Confidence == 0) {
			t.Fatalf("%q with confidence %v", r.Intent, r.Confidence)
		}
		if slices.Contains(r.Also, r.Intent) || slices.Contains(r.Also, "") || r.Second == r.Intent && r.Second != "" {
			t.Fatalf("%q, also %q, second %q", r.Intent, r.Also, r.Second)
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add("I moved, and I want to know about my case", "me mudé")
	f.Add("\xff\xfe", "¿?")
	f.Fuzz(func(t *testing.T, first, second string) {
		counter.Read([]civicline.Hypothesis{{Text: first}, {Language: es, Text: second}}, civicline.Expectation{})
	})
}

// TestWorseHearingsAddNoReason: a plain wish stays one though some hypotheses of
// it hold words that are no part of it.
func TestWorseHearingsAddNoReason(t *testing.T) {
	m := understand.New(understand.Lessons{Intents: []understand.Lesson{
		{Intent: "person", Phrases: map[civicline.Language][]string{"en": {"i want to speak to a live agent", "agent please"}, "es": {"quiero un agente"}},
			Words: map[civicline.Language][]string{"en": {"agent"}, "es": {"agente"}}},
		{Intent: "hours", Phrases: map[civicline.Language][]string{"en": {"what are your hours"}, "es": {"a qué hora abren"}}},
	}})
	heard := []civicline.Hypothesis{
		{Language: "en", Text: "i want to speak to a live agent", Confidence: 0.68}, {Language: "en", Text: "i want a to a live agent", Confidence: 0.03},
		{Language: "en", Text: "i want to speed a live lizard agent", Confidence: 0.03},
	}
	if r := m.Read(heard, civicline.Expectation{Question: civicline.OpenQuestion}); r.Intent != "person" || r.Entities[understand.Reason] != "" {
		t.Errorf("read as %q, for the reason %q", r.Intent, r.Entities[understand.Reason])
	}
	if r := m.Read([]civicline.Hypothesis{{Language: "en", Text: "agent my lizard ate the green card", Confidence: 0.7}}, civicline.Expectation{Question: civicline.OpenQuestion}); r.Intent != "person" || r.Entities[understand.Reason] == "" {
		t.Errorf("read as %q, without its reason", r.Intent)
	}
}
