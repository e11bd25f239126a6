package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func staff(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out, errs bytes.Buffer
	err := dispatch(t.Context(), &console{strings.NewReader(""), &out, &errs}, append([]string{"staff"}, args...))
	return out.String(), err
}

// The published example of another implementation (pyworkforce, its guide to
// Erlang A): 13 agents, 19 positions.
func TestStaffOfOneInterval(t *testing.T) {
	args := []string{"--calls", "100", "--aht", "3m", "--patience", "5m", "--max-occupancy", "85%", "--max-abandon", "0.05", "--shrinkage", "30%"}
	text, err := staff(t, args...)
	if err != nil || !strings.Contains(text, "Needed: 13 agents at work, so 19 positions") || !strings.Contains(text, ">      13         19        22.6%   85.8%") {
		t.Errorf("%v\n%s", err, text)
	}
	text, err = staff(t, append(args, "--json")...)
	var got struct {
		Model             string
		Agents, Positions int
		Answer            map[string]any
		Rows              []map[string]any
	}
	if jsonErr := json.Unmarshal([]byte(text), &got); err != nil || jsonErr != nil || got.Model != "a" || got.Agents != 13 || got.Positions != 19 || len(got.Rows) != 7 {
		t.Fatalf("%v %v %s", err, jsonErr, text)
	}
	for name, want := range map[string]float64{"service_level": 0.858, "occupancy": 0.750, "abandon_rate": 0.025, "p_wait": 0.226, "asa_s": 7.489} {
		if v, ok := got.Answer[name].(float64); !ok || math.Abs(v-want) > 0.0005 {
			t.Errorf("%s is %v, want %v", name, got.Answer[name], want)
		}
	}
}

func TestStaffModels(t *testing.T) {
	for name, tt := range map[string]struct{ args, want string }{
		"C, the trade's way to write a target": {"--calls 100 --aht 3m --max-occupancy 85% --target 80/20 --shrinkage 0.3", "14 agents at work, so 20 positions"},
		"B":                                    {"--calls 100 --aht 3m --model b --max-blocked 2%", "Needed: 17 agents"},
		"mean wait alone":                      {"--calls 100 --aht 3m --target none --max-asa 10s", "Needed: 14 agents"},
		"C, too few":                           {"--calls 100 --aht 12m --agents 38", "With 40 agents or fewer the line grows without end"},
		"A, too few":                           {"--calls 100 --aht 12m --agents 38 --patience 5m", "hang up after 5m on average"},
		"nobody calls":                         {"--calls 0 --aht 3m", "Needed: 0 agents"},
		"large":                                {"--calls 1319 --aht 570s --patience 40m", "417.68 Erlangs"},
		"an interval of a quarter":             {"--calls 50 --interval 15m --aht 3m --max-occupancy 85%", "Needed: 14 agents"},
		"as many rows as are asked":            {"--calls 100 --aht 3m --rows 0", ">      14         14"},
		"seconds and shares in words":          {"--calls 100 --aht 3m --target 95%/1m30s", "95 % of all callers answered in 1m30s"},
	} {
		if text, err := staff(t, strings.Fields(tt.args)...); err != nil || !strings.Contains(text, tt.want) {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
	}
}

// A line without end has no times: null in JSON, which has no infinity.
func TestStaffJSONWithoutEnd(t *testing.T) {
	text, err := staff(t, "--calls", "100", "--aht", "12m", "--agents", "38", "--json")
	var got struct{ Answer map[string]any }
	if jsonErr := json.Unmarshal([]byte(text), &got); err != nil || jsonErr != nil || got.Answer["asa_s"] != nil || got.Answer["stable"] != false || got.Answer["occupancy"] != 1.0 {
		t.Errorf("%v %v %s", err, jsonErr, text)
	}
}

const someArrivals = `# calls of a week
dow,start_et,end_et,live_open,calls,es_share,ivr_end_share
Mon,07:30,08:00,0,80,0.27,1
Mon,23:30,00:00,1,40,0,0.5
Mon,08:00,08:30,1,400,0.25,0.5
Tue,08:00,08:30,1,100,1,0.5
`

func arrivalsFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "calls.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestStaffOfADay(t *testing.T) {
	file, dir := arrivalsFile(t, someArrivals), t.TempDir()
	type part struct {
		Erlangs float64
		Agents  int
		Level   *float64 `json:"service_level"`
	}
	var got struct {
		Intervals []struct {
			Day, Start, End string
			Calls           float64
			EN, ES, Pooled  part
			Even            part `json:"es_prorata"`
		}
		Totals map[string]any
	}
	text, err := staff(t, "--arrivals", file, "--aht", "9m", "--aht-es", "10m", "--out", filepath.Join(dir, "staff.csv"), "--plot", filepath.Join(dir, "day.svg"), "--json")
	if jsonErr := json.Unmarshal([]byte(text), &got); err != nil || jsonErr != nil || len(got.Intervals) != 3 {
		t.Fatalf("%v %v %s", err, jsonErr, text)
	}
	morning := got.Intervals[0]
	if morning.Calls != 200 || math.Abs(morning.EN.Erlangs-45) > 1e-9 || math.Abs(morning.ES.Erlangs-50.*10/30) > 1e-9 {
		t.Errorf("%+v", morning)
	}
	if morning.EN.Agents < 46 || morning.ES.Agents < 17 || morning.Pooled.Agents >= morning.EN.Agents+morning.ES.Agents || morning.Even.Agents >= morning.ES.Agents || *morning.Even.Level >= *morning.ES.Level || *morning.ES.Level < 0.8 {
		t.Errorf("the gap between the languages does not show: %+v", morning)
	}
	if night, spanish := got.Intervals[1], got.Intervals[2]; night.End != "24:00" || night.ES.Agents != 0 || spanish.EN.Agents != 0 || spanish.ES.Agents < 17 || spanish.Day != "Tue" {
		t.Errorf("%+v %+v", night, spanish)
	}
	if gap, ok := got.Totals["prorata_gap_points"].(float64); !ok || !(gap > 0) {
		t.Errorf("%v", got.Totals)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "day.svg")); err != nil || !bytes.Contains(b, []byte("one bilingual staff")) {
		t.Errorf("%v", err)
	}
	f, err := os.Open(filepath.Join(dir, "staff.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil || len(rows) != 5 || strings.Join(rows[0], ",") != "day,start,end,tier,languages,agents" || strings.Join(rows[2][:5], ",") != "Mon,08:00,08:30,1,es" || strings.Join(rows[3][:5], ",") != "Mon,23:30,24:00,1,en" {
		t.Errorf("%v %v", rows, err)
	}
}

func TestStaffDayByFlags(t *testing.T) {
	file := arrivalsFile(t, someArrivals)
	for name, tt := range map[string]struct{ args, want, not string }{
		"one day":         {"--day tuesday", "Tue", "Mon"},
		"another share":   {"--share 100% --day Mon", "   400 ", "   200 "},
		"with patience":   {"--patience 5m", "Erlang A", "Erlang C"},
		"with the absent": {"--shrinkage 32%", "Paid hours with 32 %", "NaN"},
		"English alone":   {"--day Mon --share 0.5", "a gap of", "NaN"},
		"Spanish alone":   {"--day Tue", "Tue", "NaN"},
	} {
		text, err := staff(t, append([]string{"--arrivals", file, "--aht", "9m"}, strings.Fields(tt.args)...)...)
		if err != nil || !strings.Contains(text, tt.want) || strings.Contains(text, tt.not) {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
	}
	out := filepath.Join(t.TempDir(), "both.csv")
	if _, err := staff(t, "--arrivals", file, "--aht", "9m", "--out", out, "--pooled", "--tier", "2"); err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(out); !strings.Contains(string(b), "Mon,08:00,08:30,2,en+es,") || strings.Contains(string(b), ",es,") {
		t.Errorf("%s", b)
	}
	other := arrivalsFile(t, "day,start,calls_a,calls_b\n2026-11-30,09:15,10,40\n")
	if text, err := staff(t, "--arrivals", other, "--aht", "3m", "--interval", "15m", "--column", "calls_b"); err != nil || !strings.Contains(text, "2026-11-30  09:15     40") {
		t.Errorf("%v\n%s", err, text)
	}
}

func TestStaffRefuses(t *testing.T) {
	one := "--calls 100 --aht 3m "
	for args, want := range map[string]string{
		"":                                         "either --calls N",
		"--calls 1 --arrivals x --aht 3m":          "either --calls N",
		"--calls 100":                              "--aht",
		"--calls -1 --aht 3m":                      "--calls -1",
		"--calls NaN --aht 3m":                     "--calls NaN",
		one + "--target 80":                        "80%/20s",
		one + "--target 100%/20s":                  "80%/20s",
		one + "--target 80%/soon":                  "80%/20s",
		one + "--target none":                      "target of nothing",
		one + "--model d":                          "--model d",
		one + "--model a":                          "--patience 5m",
		one + "--model c --patience 5m":            "no patience",
		one + "--max-abandon 5%":                   "nobody hangs up in Erlang C",
		one + "--max-blocked 5%":                   "belongs to --model b",
		one + "--model b --target 80/20":           "--max-blocked",
		one + "--shrinkage 30":                     "30% or 0.3",
		one + "--shrinkage 100%":                   "--shrinkage",
		one + "--max-occupancy 120%":               "--max-occupancy",
		one + "--interval 0s":                      "--interval",
		one + "--out x":                            "go with --arrivals",
		one + "--agents -2":                        "--agents",
		one + "--tier 3":                           "--tier 3",
		one + "more":                               `"more"`,
		"--arrivals /none.csv --aht 3m":            "/none.csv",
		"--arrivals FILE --aht 3m --model b":       "--model c or a",
		"--arrivals FILE --aht 3m --day x":         "--day",
		"--arrivals FILE --aht 3m --day Sun":       "no row of it is open on Sun",
		"--arrivals FILE --aht 3m --column x":      "no column x",
		"--arrivals FILE --aht 3m --plot x.gif":    ".svg or .png",
		"--arrivals FILE --aht 3m --out /none/x/y": "--out",
	} {
		file := arrivalsFile(t, someArrivals)
		if _, err := staff(t, strings.Fields(strings.ReplaceAll(args, "FILE", file))...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", args, err)
		}
	}
}

func TestStaffNamesTheLine(t *testing.T) {
	head := "dow,start_et,end_et,calls,es_share\n"
	for text, want := range map[string]string{
		"":                 "it is empty",
		"dow,start_et\n":   "line 1: there is no column that begins with calls",
		"start_et,calls\n": "line 1: there is no column dow",
		"dow,calls\n":      "line 1: there is no column start_et",
		head:               "no row of it is open",
		head + "Mon,08:00,08:30,1,0\nXxx,08:00,08:30,1,0\n":    `line 3: the day is "Xxx"`,
		head + "Mon,8 am,08:30,1,0\n":                          `line 2: the start is "8 am"`,
		head + "Mon,08:00,25:00,1,0\n":                         `line 2: the end is "25:00"`,
		head + "Mon,08:00,07:30,1,0\n":                         "line 2: it starts at 08:00 and ends at 07:30",
		head + "Mon,08:00,08:30,many,0\n":                      `line 2: the number of calls is "many"`,
		head + "Mon,08:00,08:30,1,1.5\n":                       `line 2: the es_share is "1.5"`,
		head + "# all\nMon,08:00,08:30,1\n":                    "line 3",
		head + "Mon,08:00,08:30,1,0\nmonday,08:00,08:30,2,0\n": "line 3: Mon 08:00 is in line 2 already",
		head + "Mon,08:30,09:00,1,0\nMon,08:00,08:45,2,0\n":    "line 3: Mon 08:30 is in line 2 already",
	} {
		file := arrivalsFile(t, text)
		if _, err := staff(t, "--arrivals", file, "--aht", "3m"); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), file) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// The page on staffing shows what the command prints.
func TestStaffingPageIsTrue(t *testing.T) {
	b, err := os.ReadFile("../../docs/staffing.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(b), "    $ civicline staff ")[1:]
	if len(blocks) < 2 {
		t.Fatalf("%d blocks", len(blocks))
	}
	for _, block := range blocks {
		args, shown, _ := strings.Cut(block, "\n")
		text, err := staff(t, strings.Fields(args)...)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
			var want string
			want, shown, _ = strings.Cut(shown, "\n")
			if got := strings.TrimRight(line, " "); got != strings.TrimPrefix(want, "    ") {
				t.Errorf("%s: line %d is\n%s, the page has\n%s", args, i+1, got, want)
			}
		}
	}
}
