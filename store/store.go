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
	engine Engine
	closed atomic.Bool
}

// An Engine is one sort of database, opened and migrated.
type Engine struct {
	Write   *sql.DB // its transactions exclude each other
	Read    *sql.DB // sees what was committed; may be Write
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
)

// New makes a store of an open engine.
func New(e Engine) *Store { return &Store{engine: e} }

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

// Change runs op in one transaction that excludes every other: all that op did
// is committed, or, if it returns an error, nothing is. When the database is
// busy op is run again, so it must not change anything outside the Tx. An error
// that is the database's own comes back as Unavailable; one of op's, as it is.
func (s *Store) Change(ctx context.Context, op func(*Tx) error) error {
	for try := 1; ; try++ {
		err := s.change(ctx, op)
		if err == nil || try == tries || s.trouble(err) != Busy {
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
	tx, err := s.engine.Write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	if err := op(&Tx{View{ctx, tx, s.engine.Rewrite}}); err != nil {
		return err
	}
	return tx.Commit()
}

// Look runs op on one state of the store, as it was committed last. Its errors
// are those of Change.
func (s *Store) Look(ctx context.Context, op func(*View) error) error {
	tx, err := s.engine.Read.BeginTx(ctx, nil)
	if err != nil {
		return s.plain("read the records", err)
	}
	defer func() { _ = tx.Rollback() }() // it was only read
	return s.plain("read the records", op(&View{ctx, tx, s.engine.Rewrite}))
}

func (s *Store) trouble(err error) Trouble {
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
	case Broken:
		out.Message = "The records cannot be read or written now, so nothing was changed. Please tell whoever runs this centre, then try again."
	default:
		out.Kind, out.Message = civicline.Internal, "Something went wrong on our side, and nothing was changed. The log says more."
	}
	return out
}

func missing(what string) error {
	return &civicline.Error{Kind: civicline.NotFound, Op: "find " + what, Message: "There is no such " + what + "."}
}
