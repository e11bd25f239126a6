package calllog

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Read reads a log, by its columns either of two shapes, divided by tabs, commas
// or semicolons, with a row of names first:
//
//   - the bank's: type, priority, date (yymmdd), vru_entry, vru_exit, q_start,
//     q_exit, outcome (AGENT, HANG; PHANTOM is left out), ser_start, ser_exit,
//     server, times of day as h:mm:ss;
//   - plain: arrival (2026-11-23T09:30:00Z, 2026-11-23 09:30:00, 09:30:00, or
//     seconds), wait (seconds), outcome (answered or abandoned), handle (seconds;
//     may be empty for abandoned calls), and if there are such queue, server,
//     priority, patience (seconds).
//
// Columns may stand in any order, and others beside them. The calls come back in
// the order in which they arrived. Errors name the file and the line.
func Read(name string, r io.Reader) ([]Call, error) {
	br := bufio.NewReader(r)
	head, err := br.Peek(4096)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	rows := csv.NewReader(br)
	rows.Comma = divider(string(head))
	rows.LazyQuotes = true
	rows.FieldsPerRecord = -1
	rows.ReuseRecord = true
	names, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: it is empty; the first line names the columns, such as arrival,wait,outcome,handle", name)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	col := columns(names)
	parse, err := col.shape()
	if err != nil {
		return nil, fmt.Errorf("%s: line 1: %w", name, err)
	}
	var calls []Call
	for {
		fields, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		line, _ := rows.FieldPos(0)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		c, keep, err := parse(row{col, fields})
		if err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", name, line, err)
		}
		if keep {
			c.Line = line
			calls = append(calls, c)
		}
	}
	slices.SortStableFunc(calls, func(a, b Call) int {
		return cmp.Or(a.Arrived.Compare(b.Arrived), a.Entered.Compare(b.Entered))
	})
	return calls, nil
}

// divider is what stands between the names of the first line.
func divider(text string) rune {
	first, _, _ := strings.Cut(text, "\n")
	best, most := ',', 0
	for _, d := range ",\t;" {
		if n := strings.Count(first, string(d)); n > most {
			best, most = d, n
		}
	}
	return best
}

// columnSet says where each named column stands.
type columnSet map[string]int

func columns(names []string) columnSet {
	set := make(columnSet, len(names))
	for i, n := range names {
		n = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(n, "\ufeff")))
		n = strings.NewReplacer(".", "_", " ", "_", "-", "_").Replace(n)
		if _, twice := set[n]; !twice {
			set[n] = i
		}
	}
	return set
}

var (
	bankColumns  = []string{"type", "date", "vru_entry", "vru_exit", "q_start", "q_exit", "outcome", "ser_start", "ser_exit", "server"}
	plainColumns = []string{"arrival", "wait", "outcome", "handle"}
)

// shape chooses how the rows are read.
func (c columnSet) shape() (func(row) (Call, bool, error), error) {
	_, bank := c["vru_entry"]
	want, parse := plainColumns, plainCall
	if bank {
		want, parse = bankColumns, bankCall
	}
	var missing []string
	for _, n := range want {
		if _, ok := c[n]; !ok {
			missing = append(missing, n)
		}
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("there is no column %s; write %s", strings.Join(missing, ", "), strings.Join(want, ","))
	}
	return parse, nil
}

// A row is one line under its names.
type row struct {
	col    columnSet
	fields []string
}

// get is a field, "" if the row has none of that name.
func (r row) get(name string) string {
	i, ok := r.col[name]
	if !ok || i >= len(r.fields) {
		return ""
	}
	return strings.TrimSpace(r.fields[i])
}
