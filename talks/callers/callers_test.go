package callers

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/talks"
	"github.com/civicline/civicline/understand"
)

func centre(t testing.TB) *talks.Centre {
	t.Helper()
	a, err := agency.Load(agency.Demo())
	if err != nil {
		t.Fatal(err)
	}
	c, err := talks.Open(a, understand.New(a.Lessons()))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Of this many in a thousand callers each thing may still happen. Nobody may ever
// be left without an answer.
const (
	mayEndWithout   = 5
	mayHearThrice   = 15 // a number that they give a third time is read back a third time
	mayBeAskedAgain = 5
	mayWaitLonger   = 5
)

// TestCallersComeToAnEnd has a few hundred callers of each language ring.
func TestCallersComeToAnEnd(t *testing.T) {
	c := centre(t)
	for _, l := range civicline.Languages {
		t.Run(string(l), func(t *testing.T) {
			f, err := Run(c, Options{N: 400, Language: l, Seed: 20261123, Examples: 1})
			if err != nil {
				t.Fatal(err)
			}
			few := func(what string, n, of, most int) {
				if n*1000 > of*most {
					t.Errorf("%s: %d of %d; at most %d in a thousand", what, n, of, most)
				}
			}
			few("ended in nothing", f.N-f.OK, f.N, mayEndWithout)
			few("one sentence three times", f.ThreeTimes, f.N, mayHearThrice)
			few("asked again", f.AskedAgain, f.N, mayBeAskedAgain)
			few("no person within two turns", f.PersonAsked-f.personReached, f.PersonAsked, mayWaitLonger)
			few("left without an answer", f.NoAnswer, f.N, 0)
			if f.PersonAsked < 20 || f.Digressions < 5 || f.Ended[talks.Answer] == 0 || f.Ended[talks.Person] == 0 || f.Ended[talks.Booking] == 0 {
				t.Errorf("these callers try too little: %+v", f)
			}
			if t.Failed() {
				for _, e := range f.Examples {
					t.Logf("caller %d: %s: %s\n%s", e.Caller, e.Kind, e.What, e.Transcript)
				}
			}
		})
	}
}

// TestTheSameSeedIsTheSameCallers, and a caller can be played alone.
func TestTheSameSeedIsTheSameCallers(t *testing.T) {
	c := centre(t)
	play := func(first, n int) (last string) {
		o := Options{First: first, N: n, Seed: 7, Each: func(caller Caller, _ error) { last = caller.Transcript }}
		if _, err := Run(c, o); err != nil {
			t.Fatal(err)
		}
		return last
	}
	if all, alone := play(0, 12), play(11, 1); all != alone {
		t.Errorf("caller 11 of twelve:\n%s\nalone:\n%s", all, alone)
	}
	if play(0, 1) == play(1, 1) {
		t.Error("two callers are the same")
	}
}

// TestATranscriptIsATalk: what a caller went through can be kept as a test.
func TestATranscriptIsATalk(t *testing.T) {
	o := Options{N: 40, Seed: 3, Each: func(caller Caller, _ error) {
		if _, err := talks.Read("caller", caller.Transcript); err != nil {
			t.Errorf("%v\n%s", err, caller.Transcript)
		}
	}}
	if _, err := Run(centre(t), o); err != nil {
		t.Fatal(err)
	}
}

// instead is the demonstration agency with another flow for case_status_check.
func instead(t *testing.T, steps string) *talks.Centre {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(agency.Demo(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(agency.Demo(), p)
		if strings.HasPrefix(p, "flows/") {
			text = bytes.ReplaceAll(text, []byte("intent: case_status_check\n"), nil)
		}
		files[p] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	files["flows/instead.yaml"] = &fstest.MapFile{Data: []byte("flow: instead\nintent: case_status_check\nsteps:\n" + steps)}
	a, err := agency.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	c, err := talks.Open(a, understand.New(a.Lessons()))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const (
	askReceipt = `  - ask: receipt number
    say: {en: "What is your receipt number?", es: "¿Cuál es su número de recibo?"}
    again: {en: "Which number is it?", es: "¿Qué número es?"}
    keypad: {en: Press the keys of the number., es: Oprima las teclas del número.}
    confirm: {en: "That is {receipt number}. Is that right?", es: "Es {receipt number}. ¿Está bien?"}
    wrong: {en: Please say it again., es: "Dígalo otra vez, por favor."}
`
	handOver = "  - hand over: tier 1\n"
)

// TestTheWatchSees that an agency which treats callers badly is found out.
func TestTheWatchSees(t *testing.T) {
	fair, err := Run(instead(t, handOver), Options{N: 150, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, steps string
		want        Fault
	}{
		{"hangs up", "  - hang up: we know nothing\n", Fault{LeftWithout, "we know nothing"}},
		{"repeats itself", "  - say: {en: I am only a machine. I am only a machine. I am only a machine., es: Soy solo una máquina. Soy solo una máquina. Soy solo una máquina.}\n" + handOver, Fault{ThreeTimes, "I am only a machine."}},
		{"forgets what it was told", askReceipt + "  - forget: receipt number\n" + askReceipt + handOver, Fault{AskedAgain, "receipt number"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, err := Run(instead(t, tt.steps), Options{N: 150, Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(f.Kinds, func(k Kind) bool { return k.Fault == tt.want && k.Callers > 3 }) {
				t.Errorf("not seen: %+v", f.Kinds)
			}
			if slices.ContainsFunc(fair.Kinds, func(k Kind) bool { return k.Fault == tt.want }) {
				t.Errorf("seen where it is not: %+v", fair.Kinds)
			}
		})
	}
}

// TestNoInputLeavesTheCallerWithoutAnAnswer gives a call anything at all, in any
// order: the bot asks, has the caller wait, is silent beside a person, or has
// hung up.
func TestNoInputLeavesTheCallerWithoutAnAnswer(t *testing.T) {
	c := centre(t)
	w, err := newWorld(c, "")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		call := c.Call()
		if rapid.Bool().Draw(t, "closed") {
			call.At = call.At.AddDate(0, 0, -1)
		}
		call.Begin()
		var log []string
		bridged := false
		for range rapid.IntRange(1, 30).Draw(t, "inputs") {
			call.LookUpsFail = rapid.IntRange(0, 9).Draw(t, "look-ups fail") == 0
			call.BookingsFail = rapid.IntRange(0, 9).Draw(t, "bookings fail") == 0
			call.QueueFails = rapid.IntRange(0, 9).Draw(t, "the queue fails") == 0
			l := anyInput(t, w, call, bridged)
			log = append(log, l.String())
			if strings.HasSuffix(l.What, "answers") {
				bridged = true
			} else if l.What == "Maria R. left" || l.What == "Maria R. is lost" {
				bridged = false
			}
			got, err := call.Do(l)
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range got {
				log = append(log, "  "+line.String())
			}
			if call.Over() {
				return
			}
			if call.Asking().Question == "" && !call.Place().Waiting() && !bridged {
				t.Fatalf("left without an answer\n%s", strings.Join(log, "\n"))
			}
		}
	})
}

func anyInput(t *rapid.T, w *world, call *talks.Call, bridged bool) talks.Line {
	if bridged {
		return talks.Line{Who: "centre", What: rapid.SampledFrom([]string{"Maria R. left", "Maria R. is lost"}).Draw(t, "centre")}
	}
	centre := []string{"engine lost"}
	if call.Place().Waiting() {
		centre = append(centre, "a minute", "number 2", "number 1", "no answer", "Maria R. answers")
	}
	l := civicline.Languages[rapid.IntRange(0, 1).Draw(t, "language")]
	switch rapid.SampledFrom([]string{"goal", "goal", "words", "number", "yes", "no", "keys", "noise", "text", "centre"}).Draw(t, "what") {
	case "goal":
		phrases := w.intents[rapid.SampledFrom(w.goals).Draw(t, "goal")].Phrases[l]
		return talks.Line{Who: "caller", What: asHeard(rapid.SampledFrom(phrases).Draw(t, "phrase"))}
	case "words":
		all := []said{fillers, person, again, slower, moment, tongue, asides, notThat, nonsense, callBack, bye, cannot}
		return talks.Line{Who: "caller", What: rapid.SampledFrom(rapid.SampledFrom(all).Draw(t, "kind")[l]).Draw(t, "words")}
	case "number":
		digits := rapid.StringMatching(`(IOE|EAC)?[0-9]{1,13}`).Draw(t, "number")
		return talks.Line{Who: "caller", What: spell(rand.New(rand.NewPCG(1, 1)), digits, l, 0)}
	case "yes":
		return talks.Line{Who: "caller", What: yes[l][0]}
	case "no":
		return talks.Line{Who: "caller", What: no[l][0]}
	case "keys":
		return talks.Line{Who: "keys", What: rapid.StringMatching(`[0-9*#]{1,13}`).Draw(t, "keys")}
	case "noise":
		return talks.Line{Who: "caller", What: rapid.SampledFrom([]string{"(silence)", "(cough)", "(unheard)"}).Draw(t, "noise")}
	case "text":
		if text := strings.TrimSpace(rapid.String().Draw(t, "text")); text != "" && !strings.ContainsAny(text, "()\n\r") {
			return talks.Line{Who: "caller", What: text}
		}
		return talks.Line{Who: "caller", What: "x"}
	}
	return talks.Line{Who: "centre", What: rapid.SampledFrom(centre).Draw(t, "centre")}
}

// TestFiguresAreOneObject with the names that are promised.
func TestFiguresAreOneObject(t *testing.T) {
	f, err := Run(centre(t), Options{N: 20, Language: civicline.Spanish, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"n", "lang", "seed", "ended", "ok_rate", "stuck", "same_sentence_three_times", "asked_again", "person_within_two_turns", "language_mismatches", "turns_p50", "turns_p95", "questions_per_call", "failures"} {
		if _, ok := got[name]; !ok {
			t.Errorf("there is no %q in %s", name, text)
		}
	}
	if got["lang"] != "es" || got["n"] != 20.0 {
		t.Errorf("lang %v, n %v", got["lang"], got["n"])
	}
}

func TestCorrectionNamesTheDigit(t *testing.T) {
	for _, tt := range []struct{ name, heard, truth, en, es string }{
		{"one digit", "IOE9999900105", "IOE9999900109", "no nine not five", "no nueve no cinco"},
		{"two digits", "IOE9999900155", "IOE9999900199", "", ""},
		{"a letter", "EOE9999900101", "IOE9999900101", "", ""},
		{"the same", "77036", "77036", "", ""},
		{"too short", "7703", "77036", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if en, es := correction(tt.heard, tt.truth, "en"), correction(tt.heard, tt.truth, "es"); en != tt.en || es != tt.es {
				t.Errorf("%q, %q", en, es)
			}
		})
	}
}

func TestNumbersAreKeyedAsThePhoneHasThem(t *testing.T) {
	for number, want := range map[string]string{"IOE9999900101": "9999900101", "EAC9999100508": "3229999100508", "7135550101": "7135550101", "YSC9999100919": "9729999100919"} {
		if got := keysOf(number); got != want {
			t.Errorf("%s: %s, want %s", number, got, want)
		}
	}
}

func TestSentencesAreCutWhereTheyEnd(t *testing.T) {
	for text, want := range map[string]int{
		"That is I O E, 9 9 9. Is that right?":                    1,
		"Sorry. Please say it again, slowly.":                     1,
		"Your card is on its way. Please wait for it. Thank you.": 2,
		"Goodbye.": 0,
	} {
		if got := sentences(text); len(got) != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// TestAWorldNeedsTables, from which callers take their numbers.
func TestAWorldNeedsTables(t *testing.T) {
	c := centre(t)
	c.Agency.Tables.Cases = nil
	if _, err := Run(c, Options{N: 1}); err == nil || !strings.Contains(err.Error(), "cases.csv") {
		t.Error(err)
	}
}

func BenchmarkCallers(b *testing.B) {
	c := centre(b)
	for i := 0; b.Loop(); i++ {
		if _, err := Run(c, Options{N: 1, First: i, Seed: 1}); err != nil {
			b.Fatal(err)
		}
	}
}
