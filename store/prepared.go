package store

import (
	"context"
	"database/sql"
	"sync"
)

// mostPrepared bounds how many statements are kept: every query that this
// package has, and no more should one be made up of ever new parts.
const mostPrepared = 400

// prepared keeps the statements of one database that have been used before, for
// an engine that would otherwise read each anew: on SQLite that is most of the
// work. A nil one keeps none.
type prepared struct {
	db    *sql.DB
	mu    sync.Mutex
	known map[string]*sql.Stmt
	fresh []string // used for the first time, and not prepared yet
}

func newPrepared(db *sql.DB) *prepared { return &prepared{db: db, known: map[string]*sql.Stmt{}} }

// of returns the statement of a query within a transaction; nil if it is to be
// run as it is.
func (p *prepared) of(ctx context.Context, tx *sql.Tx, query string) *sql.Stmt {
	if p == nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	st, known := p.known[query]
	switch {
	case st != nil:
		return tx.StmtContext(ctx, st)
	case !known && len(p.known) < mostPrepared:
		p.known[query] = nil
		p.fresh = append(p.fresh, query)
	}
	return nil
}

// learn prepares what was used for the first time. No connection may be held.
// What cannot be prepared is run as it is, as before.
func (p *prepared) learn(ctx context.Context) {
	if p == nil {
		return
	}
	p.mu.Lock()
	fresh := p.fresh
	p.fresh = nil
	p.mu.Unlock()
	for _, query := range fresh {
		st, err := p.db.PrepareContext(ctx, query) //nolint:sqlclosecheck // it is kept, and goes with the database
		if err != nil {
			continue
		}
		p.mu.Lock()
		p.known[query] = st
		p.mu.Unlock()
	}
}
