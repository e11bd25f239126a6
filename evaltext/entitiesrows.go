package evaltext

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

var (
	entityText = Column{Name: "text", Also: []string{"utterance", "transcript", "transcription", "sentence", "input", "heard", "said"}, Unless: "nbest"}
	// entityColumns are what a file of entities may have.
	entityColumns = []Column{
		entityText,
		{Name: "nbest", Also: []string{"hypotheses", "alternatives"}, Optional: true},
		{Name: "type", Also: []string{"entity", "entitytype", "slot", "item", "kind"}},
		{Name: "expected", Also: []string{"value", "expectedvalue", "gold", "answer", "truth", "target"}},
		{Name: "lang", Also: []string{"language", "locale"}, Optional: true},
	}
)

// ReadEntities reads rows of CSV or TSV with a header, of JSONL, or of one JSON
// list. name is for errors, which tell the line.
func ReadEntities(name string, r io.Reader) ([]EntityRow, error) {
	l := layout{columns: entityColumns, leftmost: true, quoted: true, nulls: true}
	l.wrong = func(p problem) string { return wrongEntities(l, p) }
	rows, err := readRows(name, r, l)
	if err != nil {
		return nil, err
	}
	var out []EntityRow
	for _, row := range rows {
		if row.table && strings.TrimSpace(row.Fields["type"]) == "" {
			return nil, fmt.Errorf("%s: line %d: there is no type; write what is to be found, as date or receipt", name, row.Line)
		}
		e := EntityRow{Line: row.Line, Type: row.Fields["type"], Language: row.Fields["lang"], Expected: []string{row.Fields["expected"]}}
		if list := row.Lists["expected"]; len(list) > 0 {
			e.Expected = nil
			for _, one := range list {
				e.Expected = append(e.Expected, jsonText(one))
			}
		} else if list != nil {
			e.Expected = []string{""}
		}
		for _, c := range []string{"nbest", "text"} {
			if list, ok := row.Lists[c]; len(e.Heard) == 0 && ok {
				e.hearList(list)
			} else if len(e.Heard) == 0 {
				e.hear(row.Fields[c])
			}
		}
		out = append(out, e)
	}
	return out, nil
}

func wrongEntities(l layout, p problem) string {
	switch p.what {
	case emptyFile:
		return "the file is empty; write a header text,type,expected and a row for each example"
	case noColumn:
		return fmt.Sprintf("there is no column %q; the header should be text,type,expected", p.column.Name)
	case shortLine:
		return fmt.Sprintf("the row has %d of the header's %d fields; a text with a comma in it needs quotes around it", p.fields, len(p.header))
	case notObject:
		return fmt.Sprintf("this is no JSON object: %v", p.err)
	case noField:
		return fmt.Sprintf("there is no column %q; write %s", p.column.Name, l.sample())
	}
	return ""
}

// hear takes a text, or a JSON list of hypotheses.
func (r *EntityRow) hear(text string) {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "[") {
		var list []any
		if decode([]byte(text), &list) == nil {
			r.hearList(list)
			return
		}
	}
	if text != "" {
		r.Heard = append(r.Heard, text)
	}
}

func (r *EntityRow) hearList(list []any) {
	for _, one := range list {
		switch h := one.(type) {
		case nil:
		case []any:
			r.hearList(h[:min(len(h), 1)])
		case map[string]any:
			if said, _ := lookUp(h, entityText); said != nil {
				r.Heard = append(r.Heard, jsonText(said))
				n, _ := h["confidence"].(json.Number)
				sure, _ := n.Float64()
				r.Sure = append(r.Sure, sure)
			}
		default:
			r.Heard = append(r.Heard, jsonText(h))
		}
	}
}
