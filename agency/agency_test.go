package agency

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
)

func load(t testing.TB) *Agency {
	t.Helper()
	a, err := Load(Demo())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestTheDemonstrationAgency(t *testing.T) {
	a := load(t)
	if n := len(a.People); n != 5 || !a.TestPeople {
		t.Errorf("%d people, for demonstration: %v", n, a.TestPeople)
	}
	if len(a.Tables.Cases) != 20 || len(a.Tables.Offices) < 100 || len(a.Tables.Areas) < 900 {
		t.Errorf("%d cases, %d offices, %d areas", len(a.Tables.Cases), len(a.Tables.Offices), len(a.Tables.Areas))
	}
	for _, l := range civicline.Languages {
		if n := len(a.Prompts()[l]); n < 80 {
			t.Errorf("%s: %d prompts", l, n)
		}
		for _, q := range civicline.Questions {
			c := a.Corpus(l, q)
			if len(c) < 100 || !slices.Equal(c, a.Corpus(l, q)) {
				t.Errorf("%s, %s: %d sentences, or not the same each time", l, q, len(c))
			}
			for _, s := range c {
				if s != strings.ToLower(s) || strings.ContainsAny(s, ".,;?!¿¡") {
					t.Fatalf("%s, %s: %q is not as recognisers write", l, q, s)
				}
			}
		}
	}
}

// TestTheGreetingIsShort: people hang up. At 160 words a minute the question
// must come within 15 seconds, for a caller who rang before within 10.
func TestTheGreetingIsShort(t *testing.T) {
	a := load(t)
	for known, most := range map[bool]int{false: 40, true: 28} {
		_, orders := a.Book.Next(flow.Place{}, flow.Input{At: a.News()[0].Date.AddDate(0, 0, 1), What: flow.Began, Known: known})
		words := 0
		for _, o := range orders {
			s, ok := o.(civicline.Say)
			if !ok || strings.HasPrefix(s.Text, "How can I help?") {
				continue
			}
			text, _, _ := strings.Cut(s.Text, "How can I help?")
			words += len(strings.Fields(text))
		}
		if words > most {
			t.Errorf("known %v: %d words before the question; at most %d", known, words, most)
		}
	}
}

// TestNoSentenceIsHard keeps what is said short: no sentence of more than 25 words.
func TestNoSentenceIsHard(t *testing.T) {
	for l, prompts := range load(t).Prompts() {
		for _, p := range prompts {
			for s := range strings.SplitSeq(strings.NewReplacer("? ", ". ", "! ", ". ").Replace(p), ". ") {
				if n := len(strings.Fields(s)); n > 25 {
					t.Errorf("%s: %d words: %s", l, n, s)
				}
			}
		}
	}
}

// TestTheDemonstrationIsPlain: nothing in it is warned of, and all that the bot
// says in English is read with eight years of school.
func TestTheDemonstrationIsPlain(t *testing.T) {
	b := load(t).Book
	for _, w := range b.Warnings() {
		t.Error(w)
	}
	if g := b.Grade(); g > 8 {
		t.Errorf("grade %.1f", g)
	}
}

// changed is the demonstration agency with one file changed, or gone.
func changed(t *testing.T, file, old, new string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(Demo(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(Demo(), p)
		out[p] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if old == "" && new == "" {
		delete(out, file)
		return out
	}
	text := string(out[file].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("%s: %q is not there to be changed", file, old)
	}
	out[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
	return out
}

func TestLoadRefuses(t *testing.T) {
	for _, tt := range []struct{ name, file, old, new, want string }{
		{"no agency.yaml", "agency.yaml", "", "", "agency.yaml: the file is missing; copy the demonstration agency's and change it"},
		{"no name in Spanish", "agency.yaml", "  es: demostración de Civicline\n", "", `agency.yaml: name: no words in es; write a line "es: …"`},
		{"no length", "agency.yaml", "90 days", "ages", `agency.yaml: keep recordings: "ages" is no length of time; write it like "90 days" or "30 minutes"`},
		{"a source without a date", "agency.yaml", "date: 2026-11-20", "date: lately", `agency.yaml: sources: cases: "lately" is no date; write YYYY-MM-DD`},
		{"a source left out", "agency.yaml", "  offices:", "  office:", `agency.yaml: sources: nothing is said about "offices"`},
		{"an unknown key", "agency.yaml", "number:", "numbr:", "agency.yaml: line 5: field numbr not found"},
		{"not YAML", "queues.yaml", "- id", "\t- id", "queues.yaml:"},
		{"a wrong day", "hours.yaml", "monday:", "lunedi:", "hours.yaml: hours: \"lunedi\" is not a day"},
		{"an act left out", "permissions.yaml", "take calls:", "#", `permissions.yaml: permissions: nothing is said about "take calls"`},
		{"a bot that may nothing", "permissions.yaml", "run live calls:                 [bot]", "run live calls: []", `permissions.yaml: the bot must be allowed to "run live calls"`},
		{"nobody for Spanish", "queues.yaml", "language: es", "language: en", "queues.yaml: nobody waits for tier 1 in es"},
		{"a queue for nobody", "queues.yaml", "tier: tier 1", "tier: public", `queues.yaml: queue "tier1-en": there is no tier "public" of people`},
		{"an open password", "people.yaml", "demonstration: yes", "demonstration: no", `people.yaml: person "john": the password stands in the open`},
		{"the same person twice", "people.yaml", "id: maria", "id: john", `people.yaml: person "john": is there twice`},
		{"news of one language", "news.yaml", "    es: \"Aviso: nunca pedimos dinero por teléfono.\"\n", "", `news.yaml: news 2: headline: no words in es`},
		{"long news", "news.yaml", "News: we never ask for money by phone.", strings.Repeat("and ", 17), "the headline in en has 17 words; callers hang up"},
		{"a case of no status", "statuses.csv", "SENT_TO_DOS,", "SENT,", `cases.csv: a case has status "SENT_TO_DOS", and statuses.csv has none of that code`},
		{"a flow that is wrong", "flows/hours.yaml", "look up: hours", "look up: tides", `flows/hours.yaml:40: look up: nothing is called "tides"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(changed(t, tt.file, tt.old, tt.new))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("err = %v\nwant %s", err, tt.want)
			}
		})
	}
}

// TestPromisesAreRead: what an agency says about them, and what it may not.
func TestPromisesAreRead(t *testing.T) {
	a := load(t)
	if want := (Promises{RingAgain: 15 * time.Minute}); a.Promises != want {
		t.Errorf("the promises are %+v; want %+v", a.Promises, want)
	}
	for _, tc := range []struct{ was, is, want string }{
		{"cut off from a person: yes", "cut off from a person: perhaps", "into bool"},
		{"ring again after: 15 minutes", "ring again after: soon", "is no length of time"},
	} {
		files := changed(t, "agency.yaml", tc.was, tc.is)
		if _, err := Load(files); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v; want %q", tc.is, err, tc.want)
		}
	}
}
