package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/civicline/civicline/agency"
)

// run gives a command as a person would, and returns what it printed.
func run(t *testing.T, stdin string, args ...string) (string, error) {
	t.Helper()
	var out, errs strings.Builder
	err := dispatch(t.Context(), &console{strings.NewReader(stdin), &out, &errs}, args)
	return out.String(), err
}

// agencyFolder is a copy of the demonstration's, with one file changed, or
// added if there is nothing to change.
func agencyFolder(t *testing.T, file, old, new string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, agency.Demo()); err != nil {
		t.Fatal(err)
	}
	if old != "" {
		text, err := fs.ReadFile(agency.Demo(), file)
		if err != nil || !strings.Contains(string(text), old) {
			t.Fatalf("%s has no %q: %v", file, old, err)
		}
		new = strings.Replace(string(text), old, new, 1)
	}
	if err := os.WriteFile(filepath.Join(dir, file), []byte(new), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// extra is a flow of one step.
func extra(step string) string {
	return "flow: extra\nwhen the caller says:\n  en: [elephants]\n  es: [elefantes]\nsteps:\n" + step + "\n"
}

func TestFlowCheck(t *testing.T) {
	out, err := run(t, "", "flow", "check")
	if err != nil || !strings.Contains(out, "the demonstration agency: every file is in order") || !strings.Contains(out, "sentences in Spanish") {
		t.Errorf("%v\n%s", err, out)
	}
	out, err = run(t, "", "flow", "check", "--json")
	var r flowReport
	if jsonErr := json.Unmarshal([]byte(out), &r); err != nil || jsonErr != nil {
		t.Fatal(err, jsonErr)
	}
	if !r.OK || r.Flows < 30 || r.Intents < 60 || r.Sentences["en"] < 200 || r.Sentences["en"] > 2*r.Sentences["es"] || r.GradeMean <= 0 || r.GradeWorst < r.GradeMean || r.Hardest == "" {
		t.Errorf("%+v", r)
	}
}

func TestFlowCheckSays(t *testing.T) {
	for _, tt := range []struct{ name, file, old, new, want string }{
		{"no such look-up", "flows/extra.yaml", "", extra("  - look up: tides\n    found: []\n    not found: []\n    if it fails: []"), `error:    flows/extra.yaml:6: look up: nothing is called "tides"; there is:`},
		{"no such key", "agency.yaml", "number:", "numbr:", "error:    agency.yaml:5: field numbr not found"},
		{"no date", "agency.yaml", "date: 2026-11-20", "date: soon", `error:    agency.yaml: sources: cases: "soon" is no date`},
		{"a language is missing", "flows/extra.yaml", "", extra("  - say: {en: Elephants are big.}"), "error:    flows/extra.yaml:6: say: no words in es"},
		{"hard words", "flows/extra.yaml", "", extra("  - say: {en: Elephants necessitate supplementary administrative consideration., es: Son grandes.}"), "warning:  flows/extra.yaml:6: reading grade"},
		{"a long sentence", "flows/extra.yaml", "", extra("  - say: {en: Is there" + strings.Repeat(" or is there", 9) + " more., es: Son grandes.}"), "warning:  flows/extra.yaml:6: a sentence of 30 words (en) is hard to follow"},
		{"two flows wait for the same", "flows/extra2.yaml", "", strings.Replace(extra("  - say: {en: Big., es: Grandes.}"), "elephants", "main menu", 1), `both wait to hear "main menu"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := agencyFolder(t, tt.file, tt.old, tt.new)
			out, err := run(t, "", "flow", "check", dir)
			if !strings.Contains(out, tt.want) {
				t.Errorf("want %s\ngot %s", tt.want, out)
			}
			if wrong := !strings.HasPrefix(tt.want, "warning") && strings.Contains(out, "error:  "); wrong != (err != nil) {
				t.Errorf("err = %v\n%s", err, out)
			}
			if _, other := run(t, "", "agency", "check", dir); (other != nil) != (err != nil) {
				t.Errorf("flow check: %v, agency check: %v", err, other)
			}
		})
	}
	if _, err := run(t, "", "flow", "check", "/no/such/folder"); err == nil || !strings.Contains(err.Error(), "/no/such/folder is no folder") {
		t.Error(err)
	}
}

func TestFlowShow(t *testing.T) {
	list, err := run(t, "", "flow", "show")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"case_status_check; key 1", "on not queued", "answer, person"} {
		if !strings.Contains(list, want) {
			t.Errorf("the list has no %q:\n%s", want, list)
		}
	}
	for _, columns := range []int{60, 100, 160} {
		width := strconv.Itoa(columns)
		out, err := run(t, "", "flow", "show", "case", "status", "--width", width)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"CASE STATUS  (flows/case-status.yaml:", "1. ask: receipt number", "What is your", "¿Cuál es su", "2. look up: case status", "not found:"} {
			if !strings.Contains(out, want) {
				t.Errorf("width %s: no %q in\n%s", width, want, out)
			}
		}
		for line := range strings.Lines(out) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > columns {
				t.Errorf("width %s: %d columns: %s", width, n, line)
			}
		}
	}
	byIntent, err := run(t, "", "flow", "show", "office_locator")
	if err != nil || !strings.HasPrefix(byIntent, "NEAREST OFFICE") {
		t.Errorf("%v\n%s", err, byIntent)
	}
	folder := agencyFolder(t, "flows/extra.yaml", "", extra("  - say: {en: Elephants are big., es: Son grandes.}"))
	if out, err := run(t, "", "flow", "show", "extra", folder); err != nil || !strings.Contains(out, "Elephants are big.") {
		t.Errorf("%v\n%s", err, out)
	}
	if _, err := run(t, "", "flow", "show", "weather"); err == nil || !strings.Contains(err.Error(), `there is no flow "weather"; there is:`) {
		t.Error(err)
	}
}

// TestFlowTry chats from a pipe; what was saved plays as a talk.
func TestFlowTry(t *testing.T) {
	file := filepath.Join(t.TempDir(), "chat.talk")
	script := "case status\n/why\n\nIOE 9999900102\nyes\n/key 0\n/silence\nmy card is lost\n/agent\n/agent\nno\nnever read\n"
	out, err := run(t, script, "flow", "try", "--at", "2026-11-23 11:00", "--number", "+13055550142", "--save", file)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"at: 2026-11-23 11:00\n", "caller: case status\n", "# understood: case_status_check, confidence", "# the bot asks: receipt number", "Being Actively Reviewed", "keys: 0\n", "caller: (silence)\n", "centre: Maria R. answers\n", "centre: Maria R. left\n", "bot: (hangs up"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if strings.Contains(out, "never read") {
		t.Error("the chat went on after the bot had hung up")
	}
	if out, err := run(t, "", "eval", "talks", file); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestFlowTryIn(t *testing.T) {
	if out, err := run(t, "/quit\n", "flow", "try", "--lang", "es"); err != nil || !strings.Contains(out, "Seguimos en español") {
		t.Errorf("%v\n%s", err, out)
	}
	for _, tt := range []struct{ name, stdin, want string }{
		{"a representative for nobody", "/agent\n", "nobody waits in line"},
		{"an unknown word", "/sing\n", "there is no /sing; write /key"},
		{"a key that is none", "/key x\n", `keys: "x" cannot be pressed`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := run(t, tt.stdin, "flow", "try"); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Error(err)
			}
		})
	}
	if _, err := run(t, "", "flow", "try", "--at", "noon"); err == nil || !strings.Contains(err.Error(), "write it like") {
		t.Error(err)
	}
	if _, err := run(t, "", "flow", "try", "--lang", "fr"); err == nil || !strings.Contains(err.Error(), "write en or es") {
		t.Error(err)
	}
}

func TestEvalTalks(t *testing.T) {
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "a.talk"), filepath.Join(dir, "b.talk")
	for file, text := range map[string]string{good: "keys: 0\nbot: Sure. …\n", bad: "keys: 0\nbot: Sure. …\ncaller: my case\nbot: Nonsense.\nends: person\n"} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := run(t, "", "eval", "talks", dir)
	if err == nil || !strings.Contains(err.Error(), "1 of 2 talks") || !strings.Contains(out, "passed "+good) || !strings.Contains(out, bad+":4: the talk and the bot differ") {
		t.Errorf("%v\n%s", err, out)
	}
	out, err = run(t, "", "eval", "talks", dir, "--json")
	var r talkResults
	if jsonErr := json.Unmarshal([]byte(out), &r); jsonErr != nil || err == nil {
		t.Fatal(jsonErr, err)
	}
	if r.N != 2 || r.Passed != 1 || r.Failed != 1 || len(r.Failures) != 1 || r.Failures[0].File != bad || r.Failures[0].Line != 4 || r.Failures[0].Want != "bot: Nonsense." {
		t.Errorf("%+v", r)
	}
	if out, err = run(t, "", "eval", "talks", dir, "--update"); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	if text, err := os.ReadFile(bad); err != nil || !strings.HasPrefix(string(text), "keys: 0\nbot: Sure. …\ncaller: my case\nbot (en): ") && !strings.HasPrefix(string(text), "keys: 0\nbot: Sure. …\ncaller: my case\nbot: (") {
		t.Errorf("%v\n%s", err, text)
	}
	if out, err = run(t, "", "eval", "talks", dir); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	if _, err = run(t, "", "eval", "talks", filepath.Join(dir, "none")); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Error(err)
	}
}

func TestEvalCallers(t *testing.T) {
	out, err := run(t, "", "eval", "callers", "--n", "60", "--lang", "en", "--json")
	if err != nil {
		t.Fatal(err)
	}
	var r struct {
		N      int            `json:"n"`
		Lang   string         `json:"lang"`
		Ended  map[string]int `json:"ended"`
		OKRate float64        `json:"ok_rate"`
	}
	if err := json.Unmarshal([]byte(out), &r); err != nil || r.N != 60 || r.Lang != "en" || len(r.Ended) != 5 || r.OKRate < 0.8 {
		t.Errorf("%v: %+v", err, r)
	}
	if out, err = run(t, "", "eval", "callers", "--n", "1", "--first", "17", "--transcripts"); err != nil || !strings.Contains(out, "# caller 17 wants ") || !strings.Contains(out, "ended in: person") {
		t.Errorf("%v\n%s", err, out)
	}
	for _, tt := range []struct {
		args []string
		want string
	}{{[]string{"--n", "0"}, "--n 0: write how many"}, {[]string{"--lang", "fr"}, "write en or es"}, {[]string{"--agency", "/no/such"}, "is no folder"}} {
		if _, err := run(t, "", append([]string{"eval", "callers"}, tt.args...)...); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v", tt.args, err)
		}
	}
	if _, err := run(t, "", "eval", "callers", "many"); !errors.Is(err, errUsage) {
		t.Error(err)
	}
}
