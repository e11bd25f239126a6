package evaltext

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/civicline/civicline/understand/entity"
)

func TestEntityFiles(t *testing.T) {
	for name, file := range map[string]string{
		"csv":           "text,type,expected\n\"the third of May, 2004\",Date of birth,2004-05-03\ni o e nine nine nine nine nine oh oh one oh one,receipt-number,ioe 9999900101\nyes,yes_no,true\n",
		"other columns": "Entity_Type,Expected_Value,Language,Transcript\ndob,05/03/2004,en,the third of May 2004\nRECEIPT,IOE9999900101,en,ioe9999900101\nboolean,yes,es,simón\n",
		"tsv, n-best":   "nbest\ttype\texpected\n\"[\"\"3rd of may 2004\"\", \"\"third of mate\"\"]\"\tdate\t2004-05-03\n\"[\"\"IOE9999900101\"\"]\"\treceipt\tIOE9999900101\n[\"yes\"]\tyesno\tyes\n",
		"jsonl":         "{\"text\":[\"third of mate\",\"3rd of may 2004\"],\"type\":\"date\",\"expected\":\"May 3, 2004\"}\n\n{\"n_best\":[{\"text\":\"IOE9999900101\",\"confidence\":0.9}],\"type\":\"receipt\",\"expected\":\"IOE9999900101\"}\n{\"text\":\"yes\",\"type\":\"yes no\",\"expected\":true}\n",
		"json list":     "[{\"text\":\"3rd of may 2004\",\"type\":\"date\",\"expected\":\"2004-05-03\"},{\"text\":\"IOE9999900101\",\"type\":\"receipt\",\"expected\":\"IOE9999900101\"},{\"text\":\"yes\",\"type\":\"boolean\",\"expected\":\"yes\"}]",
	} {
		t.Run(name, func(t *testing.T) {
			rows, err := ReadEntities(name, strings.NewReader(file))
			if err != nil {
				t.Fatal(err)
			}
			r := Entities(rows, EntityOptions{})
			if r.N != 3 || r.Exact != 1 || r.Types["date"].N != 1 || r.Types["receipt"].N != 1 || r.Types["yes_no"].N != 1 {
				t.Errorf("%+v", r)
			}
		})
	}
}

// TestEntityFilesAreForgiven: what is said to be nothing, quotes of a TSV that
// span lines, the first of columns that are named alike, and an n-best list
// that stands for a text which is not there.
func TestEntityFilesAreForgiven(t *testing.T) {
	for _, tt := range []struct{ name, file, heard, expected string }{
		{"a.json", `[{"text": "no sé", "type": "date", "expected": null}]`, "no sé", ""},
		{"list.csv", "[ {\"text\": 94105, \"type\": \"zip\", \"expected\": [94105, \"94106\"]}]", "94105", "94105|94106"},
		{"a.jsonl", `{"nbest": {"transcript": "yes", "confidence": 0.5}, "type": "yesno", "expected": true}`, "yes", "true"},
		{"a.tsv", "type\tvalue\tsaid\nyesno\tyes\t\"well,\nyes\tthen\"\n", "well,\nyes\tthen", "yes"},
		{"a.csv", "type,said,text,value,expected\nyesno,yes,no,yes,no\n", "yes", "yes"},
		{"a.csv", "type,expected,n-best,text\nyesno,yes,\"[\"\"yes\"\", \"\"yet\"\"]\"\n", "yes|yet", "yes"},
	} {
		rows, err := ReadEntities(tt.name, strings.NewReader(tt.file))
		if err != nil || len(rows) != 1 || strings.Join(rows[0].Heard, "|") != tt.heard || strings.Join(rows[0].Expected, "|") != tt.expected {
			t.Errorf("%s %q: %+v, %v", tt.name, tt.file, rows, err)
		}
	}
}

func TestEntityFilesThatAreWrong(t *testing.T) {
	for file, want := range map[string]string{
		"":                                 "the file is empty",
		"text,expected\nyes,yes\n":         "line 1: there is no column \"type\"",
		"text,type,expected\nyes,yesno\n":  "line 2: the row has 2",
		"text,type,expected\nyes, ,yes\n":  "line 2: there is no type; write",
		"{\"text\":\"a\",\"type\":\"x\"}":  "line 1: there is no column \"expected\"",
		"{\"text\":\"a\",\n\"type\":\"x\"": "line 1: this is no JSON object",
	} {
		if _, err := ReadEntities("rows.csv", strings.NewReader(file)); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "rows.csv: ") {
			t.Errorf("%q: %v; want %q", file, err, want)
		}
	}
}

func TestEntityScores(t *testing.T) {
	rows := []EntityRow{
		{Heard: []string{"may fourth nineteen ninety eight"}, Type: "dob", Expected: []string{"1998-05-04"}},
		{Heard: []string{"5/4/1998"}, Type: "dob", Expected: []string{"1998-04-05"}}, // only the other order has it
		{Heard: []string{"seven one three five five five one two one two"}, Type: "telephone", Expected: []string{"+1 (713) 555-1212"}},
		{Heard: []string{"i have two kids"}, Type: "phone", Expected: []string{""}},
		{Heard: []string{"soy su abogado"}, Type: "relationship", Expected: []string{"attorney"}},
		{Heard: []string{"en houston tejas"}, Type: "state", Expected: []string{"Texas"}},
		{Heard: []string{"half past eight"}, Type: "time", Expected: []string{"8:30 AM"}},
		{Heard: []string{"x"}, Type: "shoe size", Expected: []string{"44"}},
	}
	r := Entities(rows, EntityOptions{Places: entity.Cities()})
	if r.N != 7 || r.Unknown["shoe size"] != 1 || r.Types["date"].Exact != 0.5 || r.Types["date"].Any != 1 || r.Exact != 6.0/7 {
		b, _ := json.Marshal(r.Object())
		t.Errorf("%s", b)
	}
	if dmy := Entities(rows[:2], EntityOptions{DateOrder: "dmy"}); dmy.Exact != 1 {
		t.Errorf("day first: %+v", dmy.Types["date"])
	}
	o := r.Object()
	if o["date_exact"] != 0.5 || o["dob_n"] != 2 || o["n"] != 7 {
		t.Errorf("%v", o)
	}
}
