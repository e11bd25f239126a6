package entity

import (
	"strings"
	"testing"

	"github.com/civicline/civicline"
	"pgregory.net/rapid"
)

// speaker says receipt numbers in a random style.
type speaker struct {
	t    *rapid.T
	lang civicline.Language
}

func (s speaker) pick(of ...string) string { return rapid.SampledFrom(of).Draw(s.t, "way") }

var digitWords = map[civicline.Language][]string{
	civicline.English: strings.Fields("zero one two three four five six seven eight nine"),
	civicline.Spanish: strings.Fields("cero uno dos tres cuatro cinco seis siete ocho nueve"),
}

func (s speaker) digit(d byte) string {
	if d == '0' && s.lang == civicline.English {
		return s.pick("zero", "oh")
	}
	return digitWords[s.lang][d-'0']
}

// number says two or three digits as a number; "" if that would be said otherwise.
func (s speaker) number(text string) string {
	if text[0] == '0' {
		return ""
	}
	for _, words := range numberWords(s.lang) {
		if n := numberAt(words, s.lang); n.used == len(words) && n.text == text {
			return strings.Join(words, " ")
		}
	}
	return ""
}

var numbered = map[civicline.Language][][]string{}

func numberWords(l civicline.Language) [][]string {
	if numbered[l] != nil {
		return numbered[l]
	}
	var low [][]string
	if l == civicline.English {
		for w := range strings.FieldsSeq("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen") {
			low = append(low, []string{w})
		}
		for t := range strings.FieldsSeq("twenty thirty forty fifty sixty seventy eighty ninety") {
			low = append(low, []string{t})
			for _, u := range digitWords[l][1:] {
				low = append(low, []string{t, u})
			}
		}
	} else {
		for w := range strings.FieldsSeq("diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve") {
			low = append(low, []string{w})
		}
		for t := range strings.FieldsSeq("treinta cuarenta cincuenta sesenta setenta ochenta noventa") {
			low = append(low, []string{t})
			for _, u := range digitWords[l][1:] {
				low = append(low, []string{t, "y", u})
			}
		}
	}
	out := low
	for h := 1; h < 10; h++ {
		head := []string{digitWords[l][h], "hundred"}
		if l == civicline.Spanish {
			head = []string{strings.Fields("ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos")[h-1]}
		}
		for _, n := range low {
			out = append(out, append(append([]string{}, head...), n...))
		}
		for _, u := range digitWords[l][1:] {
			out = append(out, append(append([]string{}, head...), u))
		}
	}
	numbered[l] = out
	return out
}

func (s speaker) digits(text string) string {
	var out []string
	for i := 0; i < len(text); {
		if rapid.IntRange(0, 9).Draw(s.t, "filler") == 0 && i > 0 {
			out = append(out, s.pick("uh", "um", "dash", "eh"))
		}
		same := 1
		for i+same < len(text) && text[i+same] == text[i] && same < 3 {
			same++
		}
		style := rapid.IntRange(0, 5).Draw(s.t, "style")
		switch {
		case style == 1 && same >= 2:
			n := min(same, 2)
			out = append(out, map[civicline.Language]string{"en": "double", "es": "doble"}[s.lang], s.digit(text[i]))
			i += n
		case style == 2 && same == 3:
			out = append(out, "triple", s.digit(text[i]))
			i += 3
		case style == 3 && i+2 <= len(text) && s.number(text[i:i+2]) != "" && text[i+1] != '0':
			out = append(out, s.number(text[i:i+2]))
			i += 2
		case style == 4 && i+3 <= len(text) && s.number(text[i:i+3]) != "" && text[i+2] != '0' && s.lang == civicline.Spanish:
			out = append(out, s.number(text[i:i+3]))
			i += 3
		case style == 5 && i+2 <= len(text):
			out = append(out, text[i:i+2])
			i += 2
		default:
			out = append(out, s.digit(text[i]))
			i++
		}
	}
	return strings.Join(out, " ")
}

var natoWords = strings.Fields("alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu")

func (s speaker) letters(text string) string {
	var out []string
	style := rapid.IntRange(0, 3).Draw(s.t, "letters")
	for i := range len(text) {
		l := strings.ToLower(text[i : i+1])
		nato := natoWords[text[i]-'A']
		switch style {
		case 0:
			out = append(out, l)
		case 1:
			out = append(out, nato)
		case 2:
			if s.lang == civicline.Spanish {
				out = append(out, l, s.pick("de", "como", "como en"), nato)
			} else {
				out = append(out, l, s.pick("as in", "like", "for"), nato)
			}
		default:
			out = append(out, strings.ToUpper(l))
		}
	}
	return strings.Join(out, s.pick(" ", " "))
}

func (s speaker) receipt(n string) string {
	if rapid.IntRange(0, 7).Draw(s.t, "written") == 0 {
		return s.pick(n, strings.ToLower(n), n[:3]+" "+n[3:5]+" "+n[5:7]+"-"+n[7:], n[:3]+"-"+n[3:6]+"-"+n[6:9]+"-"+n[9:], n[:3]+"."+n[3:])
	}
	lead := s.pick("", "it is", "my receipt number is", "yes it's", "um")
	if s.lang == civicline.Spanish {
		lead = s.pick("", "es", "mi número de recibo es", "sí es el", "este")
	}
	return strings.TrimSpace(lead + " " + s.letters(n[:3]) + " " + s.digits(n[3:]))
}

func drawReceipt(t *rapid.T) string {
	return rapid.SampledFrom(Prefixes).Draw(t, "prefix") + rapid.StringMatching(`[0-9]{10}`).Draw(t, "digits")
}

func TestAnyReceiptSpokenInAnyStyleComesBack(t *testing.T) {
	f := New(Gazette{})
	for _, l := range civicline.Languages {
		t.Run(string(l), rapid.MakeCheck(func(t *rapid.T) {
			n := drawReceipt(t)
			text := speaker{t, l}.receipt(n)
			got := f.Find([]civicline.Hypothesis{{Language: l, Text: text}}, civicline.Expectation{Question: civicline.ReceiptNumber})
			if got[Receipt] != n {
				t.Errorf("%q: %v; want %s", text, got, n)
			}
		}))
	}
}

func TestAReceiptInPiecesComesTogether(t *testing.T) {
	f := New(Gazette{})
	for _, l := range civicline.Languages {
		t.Run(string(l), rapid.MakeCheck(func(t *rapid.T) {
			n := drawReceipt(t)
			s := speaker{t, l}
			cut1 := rapid.IntRange(3, 7).Draw(t, "first")
			cut2 := rapid.IntRange(cut1+1, 12).Draw(t, "second")
			pieces := []string{strings.TrimSpace(s.letters(n[:3]) + " " + s.digits(n[3:cut1])), s.digits(n[cut1:cut2]), s.digits(n[cut2:])}
			sofar := ""
			for i, p := range pieces {
				got := f.Find([]civicline.Hypothesis{{Language: l, Text: p}}, civicline.Expectation{Question: civicline.ReceiptNumber, SoFar: sofar})
				if i == len(pieces)-1 {
					if got[Receipt] != n {
						t.Errorf("%q: %v; want %s", pieces, got, n)
					}
					return
				}
				sofar = got[ReceiptPart]
			}
		}))
	}
}

func TestOneDigitTakenBackIsReplaced(t *testing.T) {
	f := New(Gazette{})
	for _, l := range civicline.Languages {
		t.Run(string(l), rapid.MakeCheck(func(t *rapid.T) {
			n := drawReceipt(t)
			i := rapid.IntRange(3, 12).Draw(t, "at")
			wrong := byte('0' + (int(n[i]-'0')+rapid.IntRange(1, 9).Draw(t, "off"))%10)
			s := speaker{t, l}
			one := func(text string) string {
				var out []string
				for j := range len(text) {
					out = append(out, s.digit(text[j]))
				}
				return strings.Join(out, " ")
			}
			sorry := s.pick("no", "sorry", "no sorry", "i mean", "scratch that")
			if l == civicline.Spanish {
				sorry = s.pick("no", "perdón", "no perdón", "digo", "quise decir")
			}
			text := strings.ToLower(n[:1]+" "+n[1:2]+" "+n[2:3]) + " " + one(n[3:i]+string(wrong)) + " " + sorry + " " + one(n[i:])
			got := f.Find([]civicline.Hypothesis{{Language: l, Text: text}}, civicline.Expectation{Question: civicline.ReceiptNumber})
			if got[Receipt] != n {
				t.Errorf("%q: %v; want %s", text, got, n)
			}
		}))
	}
}

func TestWordSaladHoldsNoReceipt(t *testing.T) {
	f := New(Gazette{})
	salad := map[civicline.Language][]string{
		civicline.English: strings.Fields("i a my case you see why are be the card two four to for one no not office it is and when can work permit double first may be done well mail three oh please hotel mike"),
		civicline.Spanish: strings.Fields("el la de y a e mi caso se te que un una dos no por para cuatro si me ve be ya es doble trabajo permiso tarjeta lima primero cuando india favor"),
	}
	for _, l := range civicline.Languages {
		t.Run(string(l), rapid.MakeCheck(func(t *rapid.T) {
			words := rapid.SliceOfN(rapid.SampledFrom(salad[l]), 1, 25).Draw(t, "words")
			text := strings.Join(words, " ")
			for _, q := range []civicline.Question{civicline.OpenQuestion, civicline.FreeSpeech} {
				got := f.Find([]civicline.Hypothesis{{Language: l, Text: text}}, civicline.Expectation{Question: q})
				for _, e := range []string{Receipt, Phone, Alien, Email, Name, Postcode} {
					if got[e] != "" {
						t.Errorf("%q: %s %q", text, e, got[e])
					}
				}
			}
		}))
	}
}

func FuzzFind(f *testing.F) {
	f.Add("i o e nine nine not five", "nueve no, perdón ciento cuatro", "IOE99", 0)
	f.Add("I-485 05/04/1998 ½ ²", "\u0301\ufeff ñandú @ a.b@c.d", "--05-04", 5)
	find := New(Gazette{Places: Cities()[:20]})
	uk := New(Gazette{British: true, DayFirst: true})
	f.Fuzz(func(t *testing.T, a, b, sofar string, q int) {
		questions := civicline.Questions
		x := civicline.Expectation{Question: questions[(q%len(questions)+len(questions))%len(questions)], SoFar: sofar, Refused: []string{b, sofar}}
		for _, l := range civicline.Languages {
			heard := []civicline.Hypothesis{{Language: l, Text: a}, {Language: l, Text: b, Confidence: 0.4}}
			uk.Find(heard, x)
			got := find.Find(heard, x)
			if n := got[Receipt]; n != "" && !IsReceipt(n) {
				t.Errorf("%q, %q: %q is no receipt number", a, b, n)
			}
			if n := got[Alien]; n != "" && len(n) != 10 {
				t.Errorf("%q is no A-number", n)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	f := New(Gazette{Places: Cities()})
	for name, text := range map[string]string{"receipt": "my receipt number is i o e nine nine nine nine nine oh oh one oh one", "open": "hi i moved last month and i want to know about my work permit and if you have my new address"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f.Find([]civicline.Hypothesis{{Language: civicline.English, Text: text}}, civicline.Expectation{Question: civicline.OpenQuestion})
			}
		})
	}
}
