package evaltext

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// table reads CSV; or TSV, of which each line is a row and a quote is a plain
// character unless a field has one at both ends.
func (l layout) table(name string, text []byte, comma rune) ([]Row, error) {
	next := l.csvLines(name, text, comma)
	if comma == '\t' && !l.quoted {
		next = tsvLines(text)
	}
	var head []string
	var at []int // of each column, -1 if the file has it not
	var rows []Row
	for {
		line, fields, err := next()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		if at == nil {
			head = fields
			if at, err = l.header(name, line, head); err != nil {
				return nil, err
			}
			continue
		}
		if len(fields) == 1 && strings.TrimSpace(fields[0]) == "" {
			continue
		}
		row := Row{Line: line, Fields: map[string]string{}, table: true}
		for i, c := range l.columns {
			if at[i] >= 0 && at[i] < len(fields) {
				row.Fields[c.Name] = fields[at[i]]
			} else if at[i] >= 0 && !c.Optional && !l.has(c.Unless, func(j int) bool { return at[j] >= 0 && at[j] < len(fields) }) {
				return nil, l.error(name, problem{what: shortLine, line: line, column: c, header: head, at: at[i] + 1, fields: len(fields)})
			}
		}
		rows = append(rows, row)
	}
}

// header finds the columns in the first line.
func (l layout) header(name string, line int, fields []string) ([]int, error) {
	names, shown := make([]string, len(fields)), make([]string, len(fields))
	for i, f := range fields {
		names[i], shown[i] = plainName(f), strings.ToLower(strings.TrimSpace(f))
	}
	at := make([]int, len(l.columns))
	for i, c := range l.columns {
		at[i] = -1
		for _, called := range c.names() {
			if j := slices.Index(names, called); j >= 0 && (at[i] < 0 || l.leftmost && j < at[i]) {
				at[i] = j
			}
		}
	}
	for i, c := range l.columns {
		if at[i] < 0 && !c.Optional && !l.has(c.Unless, func(j int) bool { return at[j] >= 0 }) {
			return nil, l.error(name, problem{what: noColumn, line: line, column: c, header: shown})
		}
	}
	return at, nil
}

// csvLines gives the fields of one row after another, and the line it begins on.
func (l layout) csvLines(name string, text []byte, comma rune) func() (int, []string, error) {
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.LazyQuotes = comma, !l.strict
	if !l.strict {
		r.FieldsPerRecord = -1
	}
	return func() (int, []string, error) {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return 0, nil, err
		}
		if err != nil {
			return 0, nil, fmt.Errorf("%s: %w", name, err)
		}
		line, _ := r.FieldPos(0)
		return line, fields, nil
	}
}

func tsvLines(text []byte) func() (int, []string, error) {
	lines := strings.Split(strings.TrimRight(string(text), "\r\n"), "\n")
	n := 0
	return func() (int, []string, error) {
		if n == len(lines) {
			return 0, nil, io.EOF
		}
		fields := strings.Split(strings.TrimSuffix(lines[n], "\r"), "\t")
		for i, f := range fields {
			if len(f) > 1 && f[0] == '"' && f[len(f)-1] == '"' {
				fields[i] = strings.ReplaceAll(f[1:len(f)-1], `""`, `"`)
			}
		}
		n++
		return n, fields, nil
	}
}
