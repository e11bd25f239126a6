package store

import (
	"context"
	"database/sql"
	"errors"
	"sync/atomic"
	"time"

	"github.com/civicline/civicline"
)

// A Store is the centre's memory. Its methods may be called from any goroutine.
type Store struct {
	engine  Engine
	closed  atomic.Bool
	writes  *prepared
	lookups *prepared
}

// An Engine is one sort of database, opened and migrated.
type Engine struct {
	Write   *sql.DB        // its transactions exclude each other, once Begin has run
	Read    *sql.DB        // sees what was committed; may be Write
	Looking *sql.TxOptions // of transactions that only read, so that they see one state; nil is the default
	Begin   string         // run at the begin of each change; "" is nothing
	Alone   bool           // no other process uses it as long as this one does
	Clock   string         // selects the database's own time; "" where this process has the only clock
	Lock    string         // ends a SELECT of a row that must not change before the commit; "" is nothing
	Prepare bool           // whether statements used before are worth keeping
	Rewrite func(query string) string
	// Explain sorts the engine's errors; "" is none of the known troubles.
	Explain func(error) Trouble
	Close   func() error
}

// Trouble is a sort of failure that has nothing to do with what was asked.
type Trouble string

// The troubles that a store tells apart.
const (
	Busy   Trouble = "busy"   // someone else is writing: try again
	Full   Trouble = "full"   // there is no room left
	Broken Trouble = "broken" // the database cannot be read or written
	Lost   Trouble = "lost"   // the connection is gone, and what it had not committed: try again on another
)

// New makes a store of an open engine.
func New(e Engine) *Store {
	s := &Store{engine: e}
	if e.Prepare {
		s.writes, s.lookups = newPrepared(e.Write), newPrepared(e.Read)
	}
	return s
}

// Shared reports whether other processes may use the same database.
func (s *Store) Shared() bool { return s.engine.Clock != "" && !s.engine.Alone }

// Close closes the database, once those who use it are done. A change or a look
// that comes later is Unavailable.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	return s.engine.Close()
}

// tries is how often a change is begun before Busy is given back.
const tries = 5

// Change runs op in one transaction that excludes every other, in this process
// and any: all that op did is committed, or, if it returns an error, nothing is.
// When the database is busy op is run again, so it must not change anything
// outside the Tx. An error that is the database's own comes back as Unavailable;
// one of op's, as it is. ctx bounds the wait and op, but never the commit: once
// that has begun its outcome is waited for.
func (s *Store) Change(ctx context.Context, op func(*Tx) error) error {
	for try := 1; ; try++ {
		err := s.change(ctx, op)
		if err == nil {
			s.writes.learn(ctx)
		}
		if err == nil || try == tries || !s.again(err) {
			return s.plain("save a change", err)
		}
		select {
		case <-time.After(time.Duration(try*try) * 10 * time.Millisecond):
		case <-ctx.Done():
			return s.plain("save a change", err)
		}
	}
}

func (s *Store) change(ctx context.Context, op func(*Tx) error) error {
	conn, err := s.engine.Write.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }() // back to the pool
	tx, err := conn.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	t := &Tx{View{ctx, context.WithoutCancel(ctx), tx, &s.engine, s.writes}}
	if s.engine.Begin != "" {
		if _, err := t.exec(s.engine.Begin); err != nil {
			return err
		}
	}
	if err := op(t); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return &uncommitted{err}
	}
	return nil
}

// uncommitted is a commit that failed. If the connection was lost meanwhile,
// nobody here knows whether it was done.
type uncommitted struct{ error }

func (u *uncommitted) Unwrap() error { return u.error }

// again reports whether a change that failed may be tried again: nothing of it
// can have been committed, and it may do better.
func (s *Store) again(err error) bool {
	switch s.trouble(err) {
	case Busy:
		return true
	case Lost:
		return !errors.As(err, new(*uncommitted))
	}
	return false
}

// Look runs op on one state of the store, as it was committed last. Its errors
// are those of Change.
func (s *Store) Look(ctx context.Context, op func(*View) error) error {
	tx, err := s.engine.Read.BeginTx(ctx, s.engine.Looking)
	if s.trouble(err) == Lost {
		tx, err = s.engine.Read.BeginTx(ctx, s.engine.Looking)
	}
	if err != nil {
		return s.plain("read the records", err)
	}
	defer func() { _ = tx.Rollback() }() // it was only read
	if err := op(&View{ctx, context.WithoutCancel(ctx), tx, &s.engine, s.lookups}); err != nil {
		return s.plain("read the records", err)
	}
	_ = tx.Rollback() // it was only read, and its connection is wanted
	s.lookups.learn(ctx)
	return nil
}

func (s *Store) trouble(err error) Trouble {
	if err == nil {
		return ""
	}
	if ours := new(civicline.Error); errors.As(err, &ours) {
		return ""
	}
	return s.engine.Explain(err)
}

// plain gives the database's own errors words for a person.
func (s *Store) plain(op string, err error) error {
	if err == nil {
		return nil
	}
	if ours := new(civicline.Error); errors.As(err, &ours) {
		return err
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return &civicline.Error{Kind: civicline.Unavailable, Op: op, Message: "This took too long and was given up. Please try again.", Err: err}
	}
	out := &civicline.Error{Kind: civicline.Unavailable, Op: op, Err: err}
	if s.closed.Load() {
		out.Message = "The center is shutting down."
		return out
	}
	switch s.engine.Explain(err) {
	case Busy:
		out.Message = "The records are busy. Please try again."
	case Full:
		out.Message = "The disk that holds the records is full, so nothing was changed. Free some room on it, then try again."
	case Broken, Lost:
		if s.engine.Clock != "" && errors.As(err, new(*uncommitted)) { // of a file that could not be written nothing is kept
			out.Message = "The records went away while a change was written, so it is not certain that it was. Please look whether it is there before you try again."
			return out
		}
		out.Message = "The records cannot be read or written now, so nothing was changed. Please tell whoever runs this centre, then try again."
	default:
		out.Kind, out.Message = civicline.Internal, "Something went wrong on our side, and nothing was changed. The log says more."
	}
	return out
}

func missing(what string) error {
	return &civicline.Error{Kind: civicline.NotFound, Op: "find " + what, Message: "There is no such " + what + "."}
}
