package evaltext

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

func (l layout) jsonLines(name string, text []byte) ([]Row, error) {
	var rows []Row
	n := 0
	for line := range bytes.Lines(text) {
		n++
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var object map[string]any
		if err := decode(line, &object); err != nil {
			return nil, l.error(name, problem{what: notObject, line: n, err: err})
		}
		row, err := l.jsonRow(name, n, object)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (l layout) jsonArray(name string, text []byte) ([]Row, error) {
	var objects []map[string]any
	if err := decode(text, &objects); err != nil {
		return nil, fmt.Errorf("%s: this is not an array of JSON objects: %w", name, err)
	}
	var rows []Row
	for i, object := range objects {
		row, err := l.jsonRow(name, i+1, object)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (l layout) jsonRow(name string, line int, object map[string]any) (Row, error) {
	row := Row{Line: line, Fields: map[string]string{}, Lists: map[string][]any{}}
	has := func(c Column) bool {
		v, ok := lookUp(object, c)
		return v != nil || ok && l.nulls
	}
	for _, c := range l.columns {
		v, _ := lookUp(object, c)
		if !has(c) {
			if !c.Optional && !l.has(c.Unless, func(j int) bool { return has(l.columns[j]) }) {
				return row, l.error(name, problem{what: noField, line: line, column: c})
			}
			continue
		}
		row.Fields[c.Name] = jsonText(v)
		switch v := v.(type) {
		case []any:
			row.Lists[c.Name] = v
		case map[string]any:
			row.Lists[c.Name] = []any{v}
		}
	}
	return row, nil
}

// lookUp returns the value of a column by the first of its names that has one
// which is not null, and whether any of its names is there.
func lookUp(object map[string]any, c Column) (value any, ok bool) {
	keys := slices.Sorted(maps.Keys(object))
	for _, called := range c.names() {
		for _, k := range keys {
			if plainName(k) != called {
				continue
			}
			if ok = true; object[k] != nil {
				return object[k], true
			}
		}
	}
	return nil, ok
}

// decode reads the one JSON value that text is. Numbers stay as they are written.
func decode(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is more behind it")
	}
	return nil
}

// jsonText is a value as a field of a table would have it: 5 for 5.0, nothing for null.
func jsonText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case json.Number:
		if f, err := v.Float64(); err == nil && strings.ContainsAny(v.String(), ".eE") {
			return strconv.FormatFloat(f, 'f', -1, 64)
		}
	}
	return fmt.Sprint(v)
}
