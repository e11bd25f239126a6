package learn

import (
	"strings"
	"testing"

	"github.com/civicline/civicline"
)

func TestWords(t *testing.T) {
	const en, es = civicline.English, civicline.Spanish
	for _, tt := range []struct {
		l          civicline.Language
		text, want string
	}{
		{en, "What's up?", "what is up"},
		{en, "I can’t, won't and shouldnt", "i can not will not and should not"},
		{en, "They'd say: my dog's I-485", "they would say my dog i 485"},
		{en, "wake me at 7am", "wake me at 7 am"},
		{en, "'quoted' rock'n'roll", "quoted rockn'roll"},
		{es, "¿Cómo va mi TRÁMITE?", "como va mi tramite"},
		{es, "el an\u0303o", "el ano"}, // the accent written apart
		{es, "l'aéroport", "laeroport"},
		{en, " \t\n—…", ""},
	} {
		if got := strings.Join(words(tt.text, tt.l), " "); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

// TestStem puts each line's words together, and apart from the next line's.
func TestStem(t *testing.T) {
	for l, lines := range map[civicline.Language][]string{
		civicline.English: {"cancel cancels cancelled cancelling canceled", "charge charges charged charging", "lose lost losing", "transfer transfers transferred transferring", "city cities", "pass passes passed"},
		civicline.Spanish: {"cancelar cancelo cancelando cancelado cancela", "tarjeta tarjetas", "renovar renovando renovado", "llegar llegando llegado"},
	} {
		seen := map[string]string{}
		for _, line := range lines {
			ws := strings.Fields(line)
			first := stem(ws[0], l)
			for _, w := range ws[1:] {
				if s := stem(w, l); s != first {
					t.Errorf("%s: %q is %q, and %q is %q", l, ws[0], first, w, s)
				}
			}
			if other, ok := seen[first]; ok {
				t.Errorf("%s: %q and %q are both %q", l, other, line, first)
			}
			seen[first] = line
		}
	}
}

// TestFamilies: a family of one word is a slip of the pen.
func TestFamilies(t *testing.T) {
	for l, text := range map[civicline.Language]string{
		civicline.English: phrasesEnglish + kinEnglish + fieldsEnglish,
		civicline.Spanish: phrasesSpanish + kinSpanish + fieldsSpanish,
	} {
		for line := range strings.Lines(text) {
			f := strings.Fields(line)
			stems := map[string]bool{}
			for _, w := range f {
				stems[stem(w, l)] = true
			}
			if len(f) > 0 && len(stems) < 2 {
				t.Errorf("%s: %q has but one word", l, strings.TrimSpace(line))
			}
			for _, w := range f {
				if n := strings.Count(w, "_"); n >= longestPhrase {
					t.Errorf("%s: %q has %d words; at most %d are compared", l, w, n+1, longestPhrase)
				}
			}
		}
	}
}
