package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// A View reads one state of the store. It is good until the function that was
// given it returns, and in its goroutine only.
type View struct {
	ctx    context.Context
	calm   context.Context // the same, without its end
	tx     *sql.Tx
	engine *Engine
	stmts  *prepared
}

// A Tx reads and writes in one transaction.
type Tx struct{ View }

func (v *View) query(query string, args ...any) (*sql.Rows, error) {
	ctx, query := v.within(), v.engine.Rewrite(query)
	if st := v.stmts.of(ctx, v.tx, query); st != nil { //nolint:sqlclosecheck // it goes with the transaction
		return st.QueryContext(ctx, tidy(args)...)
	}
	return v.tx.QueryContext(ctx, query, tidy(args)...)
}

func (v *View) row(query string, args ...any) *sql.Row {
	ctx, query := v.within(), v.engine.Rewrite(query)
	if st := v.stmts.of(ctx, v.tx, query); st != nil { //nolint:sqlclosecheck // it goes with the transaction
		return st.QueryRowContext(ctx, tidy(args)...)
	}
	return v.tx.QueryRowContext(ctx, query, tidy(args)...)
}

// within is the context that a statement runs in. Where the database is in this
// process a statement is over in microseconds, and one that could be interrupted
// would have a goroutine of its own for that: it is not begun once ctx has ended.
func (v *View) within() context.Context {
	if !v.engine.Prepare || v.ctx.Err() != nil {
		return v.ctx
	}
	return v.calm
}

// Clock is the time that leases go by: the database's own where several
// machines share it, to the microsecond; otherwise fallback.
func (v *View) Clock(fallback time.Time) (now time.Time, err error) {
	if v.engine.Clock == "" {
		return fallback, nil
	}
	return now, v.row(v.engine.Clock).Scan(moment{&now})
}

// exec returns how many rows it touched.
func (t *Tx) exec(query string, args ...any) (int64, error) {
	query = t.engine.Rewrite(query)
	res, err := t.run(query, tidy(args))
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

func (t *Tx) run(query string, args []any) (sql.Result, error) {
	ctx := t.within()
	if st := t.stmts.of(ctx, t.tx, query); st != nil { //nolint:sqlclosecheck // it goes with the transaction
		return st.ExecContext(ctx, args...)
	}
	return t.tx.ExecContext(ctx, query, args...)
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
	if !bytes.Contains(b, []byte(`\u0000`)) {
		return string(b)
	}
	out := b[:0]
	for i := 0; i < len(b); i++ {
		switch {
		case b[i] != '\\':
			out = append(out, b[i])
		case bytes.HasPrefix(b[i:], []byte(`\u0000`)): // no engine but SQLite keeps it
			i += len(`u0000`)
		default: // what is escaped cannot begin an escape
			out = append(out, b[i], b[i+1])
			i++
		}
	}
	return string(out)
}

// tidy makes text of what came from outside something that every engine keeps:
// UTF-8 without NUL.
func tidy(args []any) []any {
	for i, a := range args {
		if s, ok := a.(string); ok && (strings.IndexByte(s, 0) >= 0 || !utf8.ValidString(s)) {
			args[i] = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
		}
	}
	return args
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
