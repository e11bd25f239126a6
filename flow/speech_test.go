package flow

import (
	"strings"
	"testing"

	"github.com/civicline/civicline"
)

// known is a refusal and an answer, for the reader's tests.
var knownForSpeech = Known{
	Refusals: map[string]civicline.Words{"advice": {"en": "I may not advise.", "es": "No puedo aconsejar."}},
	Answers:  map[string]Answer{"stamps": {Words: civicline.Words{"en": "Stamps are mailed.", "es": "Los sellos van por correo."}}},
}

const says = "flow: x\nwhen the caller says: {en: [x], es: [x]}\nsteps:\n"

// uses gives the answer, so that nothing else is warned of.
const uses = "---\nflow: y\nwhen the caller says: {en: [y], es: [y]}\nsteps: [{answer: stamps}]\n"

func TestReadRefusesBareNoAndSilence(t *testing.T) {
	for name, tt := range map[string]struct{ steps, want string }{
		"a refusal at the end":        {"- refuse: advice\n", `x.yaml:4: refuse advice: the caller is told no, and nothing else; let an answer, a question, a look-up or a person follow`},
		"a refusal, and more words":   {"- refuse: advice\n- say: {en: Sorry., es: Perdón.}\n", `x.yaml:4: refuse advice: the caller is told no`},
		"a refusal on one way":        {"- when: people answer now\n  then: [{hand over: tier 1}]\n  otherwise: [{refuse: advice}]\n", `x.yaml:6: refuse advice: the caller is told no`},
		"a last step to nowhere":      {"- remember: {a: b}\n", `x.yaml:1: flow "x" can end without a word to the caller; say, ask or answer something on every way through it`},
		"a condition with one way":    {"- when: people answer now\n  then: [{say: {en: Yes., es: Sí.}}]\n", `flow "x" can end without a word to the caller`},
		"sorting, with one way":       {"- sort by: what was said\n  choices: [{en: [a], es: [a], then: [{answer: stamps}]}]\n", `flow "x" can end without a word to the caller`},
		"an unknown refusal":          {"- refuse: all\n", `x.yaml:4: refuse: nothing is called "all"; there is: advice`},
		"an unknown answer":           {"- answer: all\n", `x.yaml:4: answer: nothing is called "all"; there is: stamps`},
		"an address in words":         {"- say: {en: See www.example.gov/form., es: Vea la página.}\n", `x.yaml:4: say: en: "www.example.gov/form." is an address, and cannot be spoken; name the place`},
		"brackets":                    {"- say: {en: Form (new)., es: Forma.}\n", `x.yaml:4: say: en: '(' cannot be spoken; write it in words`},
		"a picture":                   {"- say: {en: Hi., es: \"Hola \U0001F600.\"}\n", `x.yaml:4: say: es: '` + "\U0001F600" + `' cannot be spoken; write it in words`},
		"like, without its condition": {"- when: people answer now\n  like: {en: [a], es: [a]}\n  then: [{hang up: x}]\n", `x.yaml:4: when: "like:" with words in every language belongs to "when: the caller said", and to nothing else`},
		"the condition without like":  {"- when: the caller said\n  then: [{hang up: x}]\n", `x.yaml:4: when: "like:" with words in every language belongs to`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(files(map[string]string{"x.yaml": says + tt.steps + uses}), knownForSpeech)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("err = %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestReadRefusesAlways(t *testing.T) {
	for name, tt := range map[string]struct{ more, want string }{
		"no such flow for doubts":     {"which of these: nowhere\n", `always.yaml:1: which of these: there is no flow "nowhere"; name one`},
		"a flow that asks otherwise":  {"which of these: more\n", `which of these: flow "more" must begin with "ask: which of these"`},
		"a flow that does not offer":  {"task set aside: more\n", `task set aside: flow "more" must begin with "ask: yes or no"`},
		"words in one language alone": {"so far: {en: \"I have {so far}.\"}\n", `so far: no words in es; write a line "es: …"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(files(map[string]string{"always.yaml": least["always.yaml"] + tt.more}), Known{})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("err = %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestReadWarns(t *testing.T) {
	const long = "We will look at the form that you sent and then we will write to you at the place where you live now or where you lived before."
	for name, tt := range map[string]struct{ steps, want string }{
		"nothing":           {"- say: {en: We got it., es: Lo tenemos.}\n" + uses, ""},
		"a long number":     {"- say: {en: Call 8005550100., es: Llame.}\n" + uses, `x.yaml:4: say: en: "8005550100" is read as one number; write its digits apart ("9 1 1"), or put it into a value`},
		"shouting":          {"- say: {en: PLEASE wait., es: Espere.}\n" + uses, `x.yaml:4: say: en: "PLEASE" is spelled letter by letter; write it in small letters, or as it is said`},
		"a long sentence":   {"- say: {en: " + long + ", es: Espere.}\n" + uses, `x.yaml:4: say: en: a sentence of 28 words is not understood by ear; write at most 25`},
		"a hard step":       {"- say: {en: \"Preliminary adjudication of your immigration application necessitates considerable additional administrative documentation. Notwithstanding subsequent acknowledgement, supplementary correspondence is unavoidable in individual circumstances, regrettably.\", es: Espere.}\n" + uses, `years of school to understand; use shorter words and sentences, for at most 8`},
		"an answer unasked": {"- say: {en: We got it., es: Lo tenemos.}\n", `answers:1: answer "stamps" is given by no flow; write "- answer: stamps" in one, or drop it`},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := Read(files(map[string]string{"x.yaml": says + tt.steps}), knownForSpeech)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(b.Warnings(), "\n"); tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("warnings:\n%s\nwant %s", got, tt.want)
			}
		})
	}
}
