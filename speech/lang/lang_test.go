package lang

import (
	"math"
	"os"
	"strings"
	"testing"

	"github.com/civicline/civicline"
)

func TestSentences(t *testing.T) {
	for _, l := range civicline.Languages {
		for _, q := range civicline.Questions {
			s := Sentences(l, q, nil, nil)
			if len(s) < 200 {
				t.Errorf("%s, %s: only %d sentences", l, q, len(s))
			}
			for _, line := range s {
				if strings.ContainsAny(line, "<>()|~=#") || strings.Contains(line, "  ") || line != strings.TrimSpace(line) {
					t.Fatalf("%s, %s: %q is not expanded", l, q, line)
				}
			}
			t.Logf("%s %s: %d sentences, %d words", l, q, len(s), len(Words(s)))
		}
	}
}

func TestSameSentencesEachTime(t *testing.T) {
	a := Sentences(civicline.English, civicline.ReceiptNumber, nil, nil)
	b := Sentences(civicline.English, civicline.ReceiptNumber, nil, nil)
	if strings.Join(a, "\n") != strings.Join(b, "\n") {
		t.Error("two starts give different sentences: the models could not be kept")
	}
}

func TestAgencySentencesAndHints(t *testing.T) {
	s := Sentences(civicline.English, civicline.OpenQuestion,
		map[civicline.Question][]string{civicline.OpenQuestion: {"I lost my I-551, what now?"}}, []string{"Frobisher Hall"})
	all := "\n" + strings.Join(s, "\n") + "\n"
	for _, want := range []string{"i lost my i five hundred fifty one what now", "i lost my i five five one what now", "i lost my i five fifty one what now", "frobisher hall"} {
		if !strings.Contains(all, "\n"+want+"\n") {
			t.Errorf("missing %q", want)
		}
	}
}

func TestModelSumsToOne(t *testing.T) {
	m := Count([]string{"yes please", "yes", "no thank you", "no", "yes thank you"})
	for _, h := range []string{"", "yes", "<s> yes", "<s> no", "no thank"} {
		sum := 0.0
		for _, w := range []string{"yes", "no", "please", "thank", "you", "</s>", "<s>"} {
			sum += m.Prob(h, w)
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Errorf("after %q the probabilities sum to %v", h, sum)
		}
	}
}

func TestARPA(t *testing.T) {
	var b strings.Builder
	if err := Count([]string{"yes", "no"}).WriteARPA(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\\data\\\nngram 1=4\nngram 2=4\nngram 3=2\n", "\n\\1-grams:\n", "\n-99.0000 <s> ", "<s> yes </s>\n", "\\end\\\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

func TestSpanishSounds(t *testing.T) {
	for word, want := range map[string]string{
		"quiero": "k i e r o", "cheque": "ch e k e", "guerra": "g e rr a", "cigüeña": "s i g u e gn a", "hola": "o l a", "llamo": "ll a m o", "rey": "rr e i",
		"enrique": "e n rr i k e", "perro": "p e rr o", "gente": "j e n t e", "acción": "a k s i o n", "w": "d o b l e b e", "j": "j o t a", "y": "i", "examen": "e k s a m e n",
	} {
		if got := (SpanishSounds{}).Sounds(word); !contains(got, want) {
			t.Errorf("%s: %q, want %q among them", word, got, want)
		}
	}
}

func TestSpanishOnEnglish(t *testing.T) {
	for word, want := range map[string]string{"sí": "S IY", "cero": "S EH D OW", "agente": "AA HH EH N T EH", "año": "AA N Y OW", "seis": "S EY S"} {
		if got := (OnEnglish{}).Sounds(word); !contains(got, want) {
			t.Errorf("%s: %q, want %q among them", word, got, want)
		}
	}
}

func TestEnglishSounds(t *testing.T) {
	s := EnglishSounds{Known: Dict{"card": {"K AA R D"}, "wife": {"W AY F"}, "case": {"K EY S"}, "t": {"T IY"}, "p": {"P IY"}, "s": {"EH S"}}}
	for word, want := range map[string]string{
		"card": "K AA R D", "cards": "K AA R D Z", "wife's": "W AY F S", "cases": "K EY S IH Z", "a": "EY",
		"knox": "N AA K S", "harville": "HH AA R V IH L", "tps": "T IY P IY EH S",
	} {
		got := s.Sounds(word)
		if !contains(got, want) {
			t.Errorf("%s: %q, want %q among them", word, got, want)
		}
	}
}

func TestNormal(t *testing.T) {
	for _, c := range []struct {
		l        civicline.Language
		in, want string
	}{
		{"en", "What's going on with MY case?", "what's going on with my case"},
		{"en", "It costs $4,225.", "it costs four thousand two hundred twenty five"},
		{"en", "Since 1985 — call 20500", "since nineteen eighty five call two zero five zero zero"},
		{"en", "IOE0912345678", "ioe zero nine one two three four five six seven eight"},
		{"es", "¿Cuánto cuesta? Son 31 días, 2026", "cuánto cuesta son treinta y uno días dos mil veintiséis"},
		{"es", "ADIÓS", "adiós"},
		{"en", "'tis John’s", "tis john's"},
	} {
		if got := Normal(c.l, c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestDict(t *testing.T) {
	d, err := ReadDict(strings.NewReader(";;; comment\nread R IY D\nread(2) R EH D\nwrite R AY T\n"), func(w string) bool { return w == "read" })
	if err != nil || len(d) != 1 || len(d["read"]) != 2 {
		t.Fatal(d, err)
	}
	var b strings.Builder
	if err := d.Write(&b, []string{"read", "nothing"}); err != nil || b.String() != "read R IY D\nread(2) R EH D\n" {
		t.Errorf("%q %v", b.String(), err)
	}
}

// TestEveryWordHasASound looks at the words that the English dictionary lacks.
func TestEveryWordHasASound(t *testing.T) {
	f, err := os.Open("/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict")
	if err != nil {
		t.Skip("needs Debian's pocketsphinx-en-us: ", err)
	}
	defer f.Close()
	known, err := ReadDict(f, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range civicline.Questions {
		for _, w := range Words(Sentences(civicline.English, q, nil, nil)) {
			if len((EnglishSounds{known}).Sounds(w)) == 0 {
				t.Errorf("%q has no sound", w)
			}
			if _, ok := known[w]; !ok && englishMore[w] == nil {
				t.Logf("guessed: %s %v", w, (EnglishSounds{known}).Sounds(w))
			}
		}
	}
}
