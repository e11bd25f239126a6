package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// A View reads one state of the store. It is good until the function that was
// given it returns, and in its goroutine only.
type View struct {
	ctx     context.Context
	tx      *sql.Tx
	rewrite func(string) string
}

// A Tx reads and writes in one transaction.
type Tx struct{ View }

func (v *View) query(query string, args ...any) (*sql.Rows, error) {
	return v.tx.QueryContext(v.ctx, v.rewrite(query), args...)
}

func (v *View) row(query string, args ...any) *sql.Row {
	return v.tx.QueryRowContext(v.ctx, v.rewrite(query), args...)
}

// exec returns how many rows it touched.
func (t *Tx) exec(query string, args ...any) (int64, error) {
	res, err := t.tx.ExecContext(t.ctx, t.rewrite(query), args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// scanner is a *sql.Row or *sql.Rows.
type scanner interface{ Scan(...any) error }

// all reads each row with one.
func all[T any](v *View, one func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := v.query(query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells what went wrong
	var out []T
	for rows.Next() {
		item, err := one(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, item)
	}
	return out, rows.Err()
}

// only reads the one row that the query may give.
func only[T any](v *View, one func(scanner) (T, error), what, query string, args ...any) (T, error) {
	item, err := one(v.row(query, args...))
	if errors.Is(err, sql.ErrNoRows) {
		err = missing(what)
	}
	return item, err
}

// moment keeps a time as microseconds since 1970; 0 is the zero time.
type moment struct{ at *time.Time }

func (m moment) Scan(src any) error {
	n, ok := src.(int64)
	if !ok {
		return fmt.Errorf("store: a time is kept as %T", src)
	}
	*m.at = time.Time{}
	if n != 0 {
		*m.at = time.UnixMicro(n).UTC()
	}
	return nil
}

func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// document keeps a value as JSON text.
type document struct{ v any }

func (d document) Scan(src any) error {
	switch s := src.(type) {
	case string:
		return json.Unmarshal([]byte(s), d.v)
	case []byte:
		return json.Unmarshal(s, d.v)
	}
	return fmt.Errorf("store: a document is kept as %T", src)
}

func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // all our documents are plain data
	}
	return string(b)
}

// flag keeps a bool as 0 or 1, which every engine has.
type flag struct{ on *bool }

func (f flag) Scan(src any) error {
	n, ok := src.(int64)
	if !ok {
		return fmt.Errorf("store: a flag is kept as %T", src)
	}
	*f.on = n != 0
	return nil
}

func bit(on bool) int {
	if on {
		return 1
	}
	return 0
}
