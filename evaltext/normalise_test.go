package evaltext

import (
	"strings"
	"testing"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/spoken"
)

func TestNormaliseRowsAreRead(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		inverse    bool
		want       string // written=spoken|spoken
	}{
		{"a.txt", "\ufeff5~five\n\n7~seven~a seven\r\n", false, "5=five 7=seven|a seven"},
		{"a.txt", "five~5\n", true, "5=five"},
		{"a.csv", "id,written,spoken\n1,\"1,440\",many\n", false, "1,440=many"},
		{"a.JSONL", "{\"written\":\"5\",\"spoken\":\"five\"}\n\n", false, "5=five"},
	} {
		rows, err := ReadNormaliseRows(tt.name, strings.NewReader(tt.text), tt.inverse)
		var got []string
		for _, r := range rows {
			got = append(got, r.Written+"="+strings.Join(r.Spoken, "|"))
		}
		if err != nil || strings.Join(got, " ") != tt.want {
			t.Errorf("%s %q: %q, %v", tt.name, tt.text, got, err)
		}
	}
}

func TestBadNormaliseRowsAreNamed(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"a.txt", "5~five\nsix\n", "a.txt:2: there is no \"~\""},
		{"a.csv", "text,intent\n", "a.csv:1: the header has no columns written and spoken"},
		{"a.csv", "", "a.csv"},
		{"a.csv", "written,spoken\n5\n", "a.csv: record on line 2"},
		{"a.csv", "written,spoken\n1,440,many\n", "a.csv: record on line 2"},
		{"a.jsonl", "{\"written\":\"5\",\"spoken\":\"five\"}\n{\"written\":\"5\"}\n", "a.jsonl:2: write {"},
		{"a.jsonl", "five\n", "a.jsonl:1: "},
	} {
		if _, err := ReadNormaliseRows(tt.name, strings.NewReader(tt.text), false); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v", tt.text, err)
		}
	}
}

func TestNormaliseIsScored(t *testing.T) {
	rows := []NormaliseRow{{"5", []string{"five"}}, {"25", []string{"Twenty, five"}}, {"105", []string{"one hundred and five"}}, {"6", []string{"half a dozen", "six"}}, {"7", []string{"eight"}}}
	got := ScoreNormalise("f", civicline.English, rows, spoken.Conventional)
	if got.N != 5 || got.Exact != 0.6 || got.ExactLight != 0.8 || got.AsProduct != 0.6 || len(got.Missed) != 1 || got.Missed[0] != (NormaliseMiss{"7", "eight", "seven"}) {
		t.Errorf("%+v", got)
	}
	all := MergeNormalise([]NormaliseScore{got, {N: 5, Exact: 1, ExactLight: 1, AsProduct: 1}})
	if all.N != 10 || all.Exact != 0.8 || all.ExactLight != 0.9 || all.AsProduct != 0.8 {
		t.Errorf("%+v", all)
	}
	if none := MergeNormalise([]NormaliseScore{ScoreNormalise("f", civicline.English, nil, spoken.Style{})}); none.Exact != 0 || none.N != 0 {
		t.Errorf("of no rows: %+v", none)
	}
}

func TestThePathNamesTheLanguage(t *testing.T) {
	for path, want := range map[string]civicline.Language{
		"data/es/cardinal.txt": civicline.Spanish, "cardinal_es.txt": civicline.Spanish, "en/x.csv": civicline.English, "tests/dates.txt": "", "essays.txt": "",
	} {
		if got := NormaliseLanguage(path); got != want {
			t.Errorf("%s: %q", path, got)
		}
	}
}
