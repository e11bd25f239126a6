package evaltext

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/civicline/civicline"
)

func TestReadUtterances(t *testing.T) {
	want := []Utterance{{Text: `pay, "now"`, Intent: "pay"}, {Text: "what a day", Intent: "oos"}}
	for _, tt := range []struct{ name, file, text string }{
		{"csv", "a.csv", "text,intent\n\"pay, \"\"now\"\"\",pay\nwhat a day,oos\n"},
		{"a byte order mark, Windows lines, empty lines", "a.csv", "\ufefftext,intent\r\n\r\n\"pay, \"\"now\"\"\",pay\r\nwhat a day,oos\r\n\r\n"},
		{"other order, columns beside, other names", "a.csv", "id,Label,Text,more\n1,pay,\"pay, \"\"now\"\"\",x\n2,out_of_scope,what a day,y\n"},
		{"semicolons", "a.csv", "text;category\npay, \"now\";pay\nwhat a day;Out-of-Scope\n"},
		{"tsv: a quote is a quote", "a.tsv", "text\tintent\npay, \"now\"\tpay\nwhat a day\toos\n"},
		{"tsv: quotes at both ends are its own", "a.tsv", "text\tintent\r\n\"pay, \"\"now\"\"\"\tpay\r\n\r\nwhat a day\toos\r\n"},
		{"jsonl", "a.jsonl", "{\"text\": \"pay, \\\"now\\\"\", \"intent\": \"pay\"}\n\n{\"intent\": \"oos\", \"text\": \"what a day\", \"n\": 3}\n"},
		{"jsonl by its looks", "a.txt", "{\"text\": \"pay, \\\"now\\\"\", \"label\": \"pay\"}\n{\"text\": \"what a day\", \"label\": \"OOD\"}"},
		{"an array", "a.json", `[{"text": "pay, \"now\"", "intent": "pay"}, {"text": "what a day", "intent": "oos"}]`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ReadUtterances(write(t, tt.file, tt.text))
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

// TestLooseQuotes: a quote that opens a field of a TSV does not swallow the rest.
func TestLooseQuotes(t *testing.T) {
	got, err := ReadUtterances(write(t, "a.tsv", "text\tintent\n\"oh\" she said\ta\nsecond\tb\n"))
	if err != nil || len(got) != 2 || got[0].Text != `"oh" she said` {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestReadUtterancesInTheirLanguage(t *testing.T) {
	got, err := ReadUtterances(write(t, "a.csv", "text,intent,lang\nhola,hi,es-MX\nhello,hi,EN\nhey,hi,\n"))
	if err != nil || got[0].Language != civicline.Spanish || got[1].Language != civicline.English || got[2].Language != "" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestBadFilesSayWhere(t *testing.T) {
	for _, tt := range []struct{ name, file, text, say string }{
		{"no column", "a.csv", "text,wish\nhello,x\n", `a.csv: line 1: no column is called intent or label or category; the header has ["text" "wish"]`},
		{"a short line", "a.csv", "id,text,intent\n1,hello,x\n2,hello\n", `a.csv: line 3: there is no "intent"; the header has it as column 3 and this line ends at column 2`},
		{"no intent", "a.csv", "text,intent\nhello,\n", "a.csv: line 2: there is no intent; write one, or oos if the text has none"},
		{"not an object", "a.jsonl", "{\"text\": \"a\", \"intent\": \"b\"}\n[1]\n", `a.jsonl: line 2: this is not a JSON object; write {"text": …, "intent": …}`},
		{"an object without intent", "a.jsonl", "{\"text\": \"a\"}\n", `a.jsonl: line 1: there is no intent or label or category; write {"text": …, "intent": …}`},
		{"another language", "a.csv", "text,intent,lang\nbonjour,hi,fr\n", `a.csv: line 2: the language is "fr"; write en or es`},
		{"no rows", "a.csv", "text,intent\n", "a.csv: there are no rows; write at least one example"},
		{"nothing", "a.csv", " \n", "a.csv: the file is empty"},
		{"not UTF-8", "a.csv", "text,intent\nma\xf1ana,x\n", "a.csv: line 2: this is not UTF-8; save the file as UTF-8"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ReadUtterances(write(t, tt.file, tt.text))
			if err == nil || !strings.HasSuffix(err.Error(), tt.say) {
				t.Errorf("got %v\nwant …%s", err, tt.say)
			}
		})
	}
	if _, err := ReadUtterances(filepath.Join(t.TempDir(), "none.csv")); err == nil {
		t.Error("a file that is not there was read")
	}
}

// TestValuesOfJSON: a number is a field as it is written, and an alternative
// that is null gives way to one that is not.
func TestValuesOfJSON(t *testing.T) {
	rows, err := ReadRows(write(t, "a.jsonl", `{"The_Text": 12345678901234567890, "text": null, "on": true}
{"text": 1e3, "the text": 2.50, "on": [1, "b", {"c": null}]}
`), Column{Name: "text", Also: []string{"thetext"}}, Column{Name: "on"}, Column{Name: "off", Optional: true})
	want := []map[string]string{{"text": "12345678901234567890", "on": "true"}, {"text": "1000", "on": "[1 b map[c:<nil>]]"}}
	if err != nil || len(rows) != 2 || !reflect.DeepEqual(rows[0].Fields, want[0]) || !reflect.DeepEqual(rows[1].Fields, want[1]) || len(rows[1].Lists["on"]) != 3 {
		t.Errorf("%+v, %v", rows, err)
	}
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
