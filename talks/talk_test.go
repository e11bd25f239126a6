package talks_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
	"github.com/civicline/civicline/talks"
)

func TestReadRefuses(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"nobody", "at: 2026-11-23 10:15\n", "x.talk:1: nobody says anything"},
		{"a stranger", "caller: agent\ncustomer: hi\n", `x.talk:2: who is "customer"? Write caller, keys,`},
		{"no colon", "hello there\n", `x.talk:1: "hello there" is no line of a talk`},
		{"nothing said", "caller:\n", `x.talk:1: nothing stands after "caller:"`},
		{"a wrong time", "at: noon\ncaller: agent\n", "x.talk:1: at: \"noon\" is no time; write it like 2026-11-23 10:15"},
		{"letters as keys", "keys: abc\n", `x.talk:1: keys: "abc" cannot be pressed`},
		{"an unknown sound", "caller: (sneeze)\n", "(silence) or (cough) or (unheard)"},
		{"an unknown event", "centre: on fire\n", "centre: what happened?"},
		{"place zero", "centre: number 0\n", "centre: what happened?"},
		{"a language not spoken", "bot (fr): Bonjour\n", `the bot does not speak "fr"`},
		{"an unknown end", "caller: agent\nends: well\n", `x.talk:2: ends: "well" is not known; write person or`},
		{"two mistakes", "keys: x\ncaller:\n", "x.talk:2:"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := talks.Read("x.talk", tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("err = %v\nwant %s", err, tt.want)
			}
		})
	}
}

// receipt is the question of the demonstration's case status, in Spanish.
const receipt = "¿Cuál es su número de recibo?"

// TestPlayHoldsOrDiffers plays short talks, right and wrong; want is the error,
// "" if the talk holds.
func TestPlayHoldsOrDiffers(t *testing.T) {
	c := centre(t)
	for _, tt := range []struct{ name, text, want string }{
		{"the example of the guide", "caller: estado de mi caso\nbot: … " + receipt + " …\ncaller: (silence)\nbot: ¿Sigue ahí?\n", ""},
		{"anything -> at the end", "keys: 0\nbot: Sure. …\n", ""},
		{"anything -> in the middle", "keys: 0\nbot: Sure. … is it about?\n", ""},
		{"anything -> a whole line", "keys: 0\nbot: …\n", ""},
		{"anything -> whole lines before and after", "caller: hola quiero una persona\nbot: … For English …\n", ""},
		{"anything -> lines in their order", "caller: hola quiero una persona\nbot: … se trata? …\nbot: … For English …\n", "x.talk:3:"},
		{"anything -> but not these words", "keys: 0\nbot: … elephant …\n", "x.talk:2: the talk and the bot differ\n\twritten: bot: … elephant …"},
		{"anything -> the end is another", "keys: 0\nbot: Sure. … is it for?\n", "x.talk:2:"},
		{"the words alone -> any language", "keys: 0\nbot: Sure. In a few words, what is it about?\n", ""},
		{"the words alone -> some are missing", "keys: 0\nbot: Sure.\n", "x.talk:2:"},
		{"the wrong language", "keys: 0\nbot (es): Sure. …\n", "x.talk:2:"},
		{"what it did -> need not be written", "caller: goodbye\nbot: Thank you …\n", ""},
		{"what it did -> written", "caller: goodbye\nbot: …\nbot: (hangs up: the caller said goodbye)\n", ""},
		{"what it did -> something else", "caller: goodbye\nbot: …\nbot: (hangs up: it was bored)\n", "x.talk:3:"},
		{"exact -> an action is missing", "caller: goodbye\nbot (en): Thank you for calling. Goodbye.\n", "x.talk:2:"},
		{"a turn without the bot's lines -> differs", "keys: 0\nbot: …\nkeys: 1\n", "written: nothing"},
		{"ends -> person", "caller: agent\ncaller: my case\nends: person\n", ""},
		{"ends -> goodbye", "caller: goodbye\nends: goodbye\n", ""},
		{"ends -> answer", "keys: 3\nends: answer\n", ""},
		{"ends -> booking", "at: 2026-11-22 20:30\nnumber: +13055550142\ncaller: agent\ncaller: my case\nkeys: 1\nkeys: 1\nkeys: 2\nkeys: 1\nends: booking\n", ""},
		{"ends -> another way", "caller: goodbye\nends: person\n", "x.talk:2: the talk and the bot differ\n\twritten: ends: person\n\tin fact: ends: goodbye"},
		{"understood -> that", "caller: case status\nunderstood: case_status_check\n", ""},
		{"understood -> nothing", "caller: purple seven elephants\nunderstood: nothing\n", ""},
		{"understood -> another", "caller: case status\nunderstood: office_locator\n", "in fact: understood: case_status_check"},
		{"nothing is checked", "caller: agent\n", "this talk checks nothing; write"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			talk, err := talks.Read("x.talk", tt.text)
			if err != nil {
				t.Fatal(err)
			}
			got, err := c.Play(talk)
			if tt.want == "" && (err != nil || got != tt.text) {
				t.Errorf("err = %v\ngot %s", err, got)
			}
			if tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("err = %v\nwant %s", err, tt.want)
			}
		})
	}
}

// TestATranscriptHolds puts talks right by their transcript: played again, it
// holds, and keeps what held before.
func TestATranscriptHolds(t *testing.T) {
	c := centre(t)
	for _, text := range []string{
		"caller: agent\n",
		"# a note\nat: 2026-11-22 20:30\ncaller: agent\nbot: wrong\n# another\nlook-ups: fail\nkeys: 3\n",
		"caller: agent\nbot: … about?\ncaller: my case\nbot: wrong …\n",
	} {
		talk, err := talks.Read("x.talk", text)
		if err != nil {
			t.Fatal(err)
		}
		first, err := c.Play(talk)
		if err == nil {
			t.Errorf("%q holds", text)
		}
		if talk, err = talks.Read("x.talk", first); err != nil {
			t.Fatal(err)
		}
		if second, err := c.Play(talk); err != nil || second != first {
			t.Errorf("%v\nfirst:\n%s\nsecond:\n%s", err, first, second)
		}
		if strings.Contains(text, "… about?") && !strings.Contains(first, "bot: … about?\n") {
			t.Errorf("the line that held was not kept:\n%s", first)
		}
	}
}

func TestReadFiles(t *testing.T) {
	dir := t.TempDir()
	if _, err := talks.ReadFiles(dir, filepath.Join(dir, "none.talk")); err == nil || !strings.Contains(err.Error(), "no file ends in .talk") || !strings.Contains(err.Error(), "cannot be read") {
		t.Error(err)
	}
	for name, text := range map[string]string{"b.talk": "caller: b\n", "a.talk": "caller: a\n", "notes.txt": "nothing"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	all, err := talks.ReadFiles(dir)
	if err != nil || len(all) != 2 || filepath.Base(all[0].File) != "a.talk" {
		t.Errorf("%v, %v", all, err)
	}
}

// TestACallTellsWhatIsAsked follows a call by its question.
func TestACallTellsWhatIsAsked(t *testing.T) {
	call := centre(t).Call()
	for _, step := range []struct {
		name, words, question string
		readBack              bool
	}{
		{"began->what you want", "", "what you want", false},
		{"case status->receipt number", "case status", "receipt number", false},
		{"a number->read back", "i o e nine nine nine nine nine oh oh one oh two", "receipt number", true},
		{"yes->what you want", "yes", "what you want", false},
		{"goodbye->nothing", "goodbye", "", false},
	} {
		t.Run(step.name, func(t *testing.T) {
			if step.words == "" {
				call.Begin()
			} else {
				call.Say(step.words)
			}
			asked := call.Asking()
			if asked.Question != step.question || (asked.ReadBack != nil) != step.readBack {
				t.Errorf("%+v", asked)
			}
		})
	}
	if !call.Over() || call.Reached(talks.Answer) != 1 || call.Reached(talks.Goodbye) != 1 || call.Reached(talks.Person) != 0 {
		t.Error("the call did not end as it should")
	}
	if lines := call.Give(flow.Input{What: flow.Silence}); len(lines) != 0 {
		t.Errorf("after the end: %v", lines)
	}
}

// TestReadingsAreKept: asking twice is the same as asking once.
func TestReadingsAreKept(t *testing.T) {
	c := centre(t)
	heard := []civicline.Hypothesis{{Language: "en", Text: "case status", Confidence: 0.6}}
	first := c.Read(heard, civicline.Expectation{Question: civicline.OpenQuestion})
	again := c.Read(heard, civicline.Expectation{Question: civicline.OpenQuestion})
	digits := c.Read([]civicline.Hypothesis{{Language: "en", Text: "one two"}}, civicline.Expectation{Question: civicline.Digits})
	other := c.Read([]civicline.Hypothesis{{Language: "en", Text: "one two"}}, civicline.Expectation{Question: civicline.OpenQuestion})
	if first.Intent != "case_status_check" || again.Intent != first.Intent {
		t.Errorf("%+v, then %+v", first, again)
	}
	if digits.Entities["digits"] != "12" || other.Entities["digits"] != "" {
		t.Errorf("what is expected makes no difference: %+v, %+v", digits, other)
	}
}

// TestAnyTextIsReadOrRefused: a line that is taken is written as it was read,
// and a talk that is taken can be played.
func TestAnyTextIsReadOrRefused(t *testing.T) {
	c := centre(t)
	who := rapid.SampledFrom([]string{"caller", "keys", "centre", "bot", "bot (en)", "at", "number", "kept", "ends", "understood", "look-ups", "#", "x", ""})
	what := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"(silence)", "0", "*", "a minute", "number 2", "Maria R. left", "answer", "fail", "es", "…", "Sure. …", "2026-11-22 20:30", "2026-13-45 99:99"}))
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		for range rapid.IntRange(1, 8).Draw(t, "lines") {
			line := who.Draw(t, "who") + ": " + what.Draw(t, "what")
			text.WriteString(line + "\n")
			if l, err := talks.ParseLine(line); err == nil {
				if again, err := talks.ParseLine(l.String()); err != nil || again != l {
					t.Fatalf("%q is %q, and that is %q: %v", line, l, again, err)
				}
			}
		}
		talk, err := talks.Read("x.talk", text.String())
		if err != nil {
			return
		}
		if got, _ := c.Play(talk); got == "" {
			t.Fatalf("%q plays to nothing", text.String())
		}
	})
}
