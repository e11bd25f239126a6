package sim

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Table is how many first calls come in, by day of the week and half-hour of
// the agency's clock.
type Table struct {
	rows [7][48]tableRow // by time.Weekday
}

// A tableRow is one half-hour. Shares are from 0 to 1.
type tableRow struct {
	calls                  float64 // first calls in the half-hour
	spanish, other, ending float64
}

//go:embed arrivals.csv
var arrivalsCSV []byte

// DefaultTable returns the demonstration arrivals: 220,000 calls a week, 82 % of
// them first attempts.
func DefaultTable() Table {
	t, err := ReadTable("arrivals.csv", bytes.NewReader(arrivalsCSV))
	if err != nil {
		panic(err)
	}
	return t
}

var tableColumns = []string{"dow", "start_et", "calls_first_attempt"}

// ReadTable reads rows under a line of names: dow (Mon to Sun), start_et (HH:MM,
// a full or half hour), calls_first_attempt; and, if they are there, es_share,
// other_lang_share and ivr_end_share (the share of calls that ends in the
// assistant). A half-hour without a row has no calls. Errors name the file and
// the line.
func ReadTable(name string, r io.Reader) (Table, error) {
	var t Table
	rows := csv.NewReader(r)
	rows.Comment, rows.TrimLeadingSpace, rows.FieldsPerRecord = '#', true, -1
	names, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return t, fmt.Errorf("%s: it is empty; the first line is %s,es_share,ivr_end_share", name, strings.Join(tableColumns, ","))
	}
	if err != nil {
		return t, fmt.Errorf("%s: %w", name, err)
	}
	names[0] = strings.TrimPrefix(names[0], "\ufeff")
	for _, want := range tableColumns {
		if !slices.Contains(names, want) {
			return t, fmt.Errorf("%s: line 1: there is no column %s; write %s", name, want, strings.Join(tableColumns, ","))
		}
	}
	for {
		fields, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			return t, fmt.Errorf("%s: %w", name, err)
		}
		line, _ := rows.FieldPos(0)
		if err := t.add(names, fields); err != nil {
			return t, fmt.Errorf("%s: line %d: %w", name, line, err)
		}
	}
}

func (t *Table) add(names, fields []string) error {
	get := func(name string) string {
		if i := slices.Index(names, name); i >= 0 && i < len(fields) {
			return strings.TrimSpace(fields[i])
		}
		return ""
	}
	day, ok := weekdayOf(get("dow"))
	if !ok {
		return fmt.Errorf("dow is %q; write Mon, Tue, Wed, Thu, Fri, Sat or Sun", get("dow"))
	}
	at, err := minutesOf(get("start_et"))
	if err != nil || at%30 != 0 || at >= 24*60 {
		return fmt.Errorf("start_et is %q; write a full or half hour such as 08:30", get("start_et"))
	}
	var r tableRow
	for _, c := range []struct {
		name string
		into *float64
		most float64
	}{{"calls_first_attempt", &r.calls, 1e7}, {"es_share", &r.spanish, 1}, {"other_lang_share", &r.other, 1}, {"ivr_end_share", &r.ending, 1}} {
		text := get(c.name)
		if text == "" && c.most == 1 {
			continue
		}
		if *c.into, err = strconv.ParseFloat(text, 64); err != nil || !(*c.into >= 0 && *c.into <= c.most) {
			return fmt.Errorf("%s is %q; write a number from 0 to %g", c.name, text, c.most)
		}
	}
	t.rows[day][at/30] = r
	return nil
}

// Flat is a table of the same number of calls in every half-hour of the week.
func Flat(callsPerHour float64) Table {
	var t Table
	for d := range t.rows {
		for s := range t.rows[d] {
			t.rows[d][s].calls = callsPerHour / 2
		}
	}
	return t
}

// weekdayOf reads Mon, mon, Monday.
func weekdayOf(s string) (time.Weekday, bool) {
	for d := range time.Weekday(7) {
		if strings.EqualFold(s, d.String()) || strings.EqualFold(s, d.String()[:3]) {
			return d, true
		}
	}
	return 0, false
}

// minutesOf reads HH:MM, up to 24:00.
func minutesOf(s string) (int, error) {
	h, m, ok := strings.Cut(s, ":")
	hh, errH := strconv.Atoi(h)
	mm, errM := strconv.Atoi(m)
	if !ok || errH != nil || errM != nil || hh < 0 || mm < 0 || mm > 59 || hh*60+mm > 24*60 {
		return 0, fmt.Errorf("%q is no time of day; write it like 08:30", s)
	}
	return hh*60 + mm, nil
}
