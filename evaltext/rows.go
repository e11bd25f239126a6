package evaltext

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Row is one example of a file.
type Row struct {
	Line   int               // where it begins, from 1; in one JSON list, which example it is
	Fields map[string]string // as the file has them; numbers and booleans of JSON as text
	Lists  map[string][]any  // the fields that are lists in JSON; an object is a list of one
	table  bool              // it is a line of CSV or TSV
}

// A Column is something that each row has.
type Column struct {
	Name     string
	Also     []string // other names it may go by, in lower case and without blanks, _ and -
	Optional bool     // a file may do without it
	Unless   string   // a file, or a JSON object, that has this column may do without it
}

// names are all that it may be called.
func (c Column) names() []string { return append([]string{c.Name}, c.Also...) }

// A layout is how one kind of file is read.
type layout struct {
	columns  []Column
	place    string               // how errors name a line: " line %d:" if it is empty
	wrong    func(problem) string // other words for a problem than the usual; "" leaves those
	leftmost bool                 // of a table's columns that have a name of one Column the first counts, not the first name
	quoted   bool                 // quotes around a field of TSV may hold tabs and lines, as in CSV
	strict   bool                 // each line of CSV has as many fields as the header, and quotes as the standard wants them
	nulls    bool                 // null in JSON is an empty field, not a missing one
}

// ReadRows reads a file of examples: JSONL (one object a line, or one array of
// objects), or else CSV or TSV with a header. Columns may stand in any order
// and beside others; capitals, blanks, _ and - in their names do not count. Rows
// come back with the fields of columns by their first names. An error names file and line.
func ReadRows(path string, columns ...Column) ([]Row, error) {
	file, err := os.Open(path) //nolint:gosec // the file that was asked for
	if err != nil {
		return nil, err
	}
	defer file.Close()
	rows, err := readRows(path, file, layout{columns: columns})
	if err == nil && len(rows) == 0 {
		err = fmt.Errorf("%s: there are no rows; write at least one example", path)
	}
	return rows, err
}

// readRows reads rows as ReadRows does, of a file called name; there may be none.
func readRows(name string, in io.Reader, l layout) ([]Row, error) {
	text, err := io.ReadAll(in)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(text) {
		return nil, l.error(name, problem{what: notUTF8, line: 1 + bytes.Count(text[:firstInvalid(text)], []byte("\n"))})
	}
	ext := strings.ToLower(filepath.Ext(name))
	start := bytes.TrimSpace(text)
	switch {
	case len(start) == 0:
		return nil, l.error(name, problem{what: emptyFile})
	case start[0] == '[' && (ext != ".csv" && ext != ".tsv" || bytes.HasPrefix(bytes.TrimSpace(start[1:]), []byte("{"))):
		return l.jsonArray(name, start)
	case start[0] == '{' || ext == ".jsonl" || ext == ".ndjson":
		return l.jsonLines(name, text)
	}
	head, _, _ := bytes.Cut(start, []byte("\n"))
	tabs, commas, semicolons := bytes.Count(head, []byte("\t")), bytes.Count(head, []byte(",")), bytes.Count(head, []byte(";"))
	comma := ','
	if tabs > commas {
		comma = '\t'
	} else if semicolons > commas {
		comma = ';'
	}
	return l.table(name, text, comma)
}

func firstInvalid(text []byte) int {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return len(text)
}

// plainName is the name of a column as names are compared.
func plainName(name string) string {
	return strings.NewReplacer(" ", "", "_", "", "-", "").Replace(strings.ToLower(strings.TrimSpace(name)))
}

// A problem is what is wrong with a file of rows.
type problem struct {
	what   what
	line   int      // 0 if it is the whole file
	column Column   // of noColumn, shortLine and noField
	header []string // of noColumn and shortLine
	at     int      // of shortLine: where the header has the column, from 1
	fields int      // of shortLine: where the line ends
	err    error    // of notObject
}

type what int

const (
	emptyFile what = iota
	notUTF8
	noColumn  // the header of a table lacks one
	shortLine // a line of a table ends before one
	notObject // a line of JSONL is something else
	noField   // an object of JSON lacks one
)

// error words a problem: what is wrong where, and what to write.
func (l layout) error(name string, p problem) error {
	where := name + ":"
	if p.line > 0 && l.place == "" {
		where += fmt.Sprintf(" line %d:", p.line)
	} else if p.line > 0 {
		where += fmt.Sprintf(l.place, p.line)
	}
	say := ""
	if l.wrong != nil {
		say = l.wrong(p)
	}
	if say == "" {
		say = l.usual(p)
	}
	return fmt.Errorf("%s %s", where, say)
}

func (l layout) usual(p problem) string {
	called := strings.Join(p.column.names(), " or ")
	switch p.what {
	case emptyFile:
		return "the file is empty"
	case notUTF8:
		return "this is not UTF-8; save the file as UTF-8"
	case noColumn:
		return fmt.Sprintf("no column is called %s; the header has %q", called, p.header)
	case shortLine:
		return fmt.Sprintf("there is no %q; the header has it as column %d and this line ends at column %d", p.column.Name, p.at, p.fields)
	case notObject:
		return "this is not a JSON object; write " + l.sample()
	}
	return fmt.Sprintf("there is no %s; write %s", called, l.sample())
}

// sample is a row as JSONL has it.
func (l layout) sample() string {
	var parts []string
	for _, c := range l.columns {
		if !c.Optional {
			parts = append(parts, fmt.Sprintf("%q: …", c.Name))
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// has reports whether there is a column of that name among those found.
func (l layout) has(name string, found func(int) bool) bool {
	i := slices.IndexFunc(l.columns, func(c Column) bool { return c.Name == name })
	return i >= 0 && found(i)
}
