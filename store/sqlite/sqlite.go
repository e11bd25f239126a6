package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/civicline/civicline/store"
	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	lite "modernc.org/sqlite/lib"
)

// Options say where the file is.
type Options struct {
	Path     string // of the file, made if it is not there
	MaxBytes int64  // the file grows no larger; 0 is no limit
}

//go:embed migrations/*.sql
var migrations embed.FS

// readers is how many connections read beside the one that writes.
const readers = 4

// Open opens the file, made and migrated as needed. Its errors name the file
// and say what to do.
func Open(ctx context.Context, o Options) (*store.Store, error) {
	if o.Path == "" {
		return nil, errors.New("open the records: no file is named")
	}
	path, err := filepath.Abs(o.Path)
	if err != nil {
		return nil, fmt.Errorf("open the records: %w", err)
	}
	if err := ownerOnly(path); err != nil {
		return nil, fmt.Errorf("open the records: %w; choose a folder that this program may write to", err)
	}
	release, err := lock(path + ".lock")
	if err != nil {
		return nil, fmt.Errorf("open the records in %s: %w", path, err)
	}
	e, err := connect(ctx, path, o.MaxBytes)
	if err != nil {
		return nil, fmt.Errorf("open the records in %s: %w", path, errors.Join(err, release()))
	}
	shut := e.Close
	e.Close = func() error { return errors.Join(shut(), release()) }
	return store.New(e), nil
}

// ownerOnly makes the file, if need be, for the eyes of its owner alone; the
// files that SQLite puts beside it take after it.
func ownerOnly(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

func connect(ctx context.Context, path string, maxBytes int64) (store.Engine, error) {
	write, err := open(path, "immediate", 1)
	if err != nil {
		return store.Engine{}, err
	}
	read, err := open(path, "deferred", readers, "query_only(1)")
	if err != nil {
		return store.Engine{}, errors.Join(err, write.Close())
	}
	e := store.Engine{
		Write: write, Read: read, Prepare: true,
		Rewrite: func(query string) string { return query },
		Explain: explain,
		Close:   func() error { return errors.Join(read.Close(), write.Close()) },
	}
	if err := prepare(ctx, write, maxBytes); err != nil {
		return store.Engine{}, errors.Join(err, e.Close())
	}
	return e, nil
}

func open(path, begin string, conns int, more ...string) (*sql.DB, error) {
	pragmas := append([]string{"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "secure_delete(1)"}, more...)
	at := url.URL{Scheme: "file", Path: path, RawQuery: url.Values{"_pragma": pragmas, "_txlock": {begin}}.Encode()}
	db, err := sql.Open("sqlite", at.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	db.SetConnMaxLifetime(0)
	return db, nil
}

func prepare(ctx context.Context, db *sql.DB, maxBytes int64) error {
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, dir, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return err
	}
	if maxBytes <= 0 {
		return nil
	}
	var page int64
	if err := db.QueryRowContext(ctx, "PRAGMA page_size").Scan(&page); err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", max(1, maxBytes/page)))
	return err
}

// explain sorts by SQLite's own result codes.
func explain(err error) store.Trouble {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		if errors.Is(err, sql.ErrConnDone) || errors.Is(err, os.ErrClosed) {
			return store.Broken
		}
		return ""
	}
	switch e.Code() & 0xff { // the rest of the code is detail
	case lite.SQLITE_BUSY, lite.SQLITE_LOCKED:
		return store.Busy
	case lite.SQLITE_FULL:
		return store.Full
	case lite.SQLITE_IOERR, lite.SQLITE_CORRUPT, lite.SQLITE_CANTOPEN, lite.SQLITE_NOTADB, lite.SQLITE_READONLY, lite.SQLITE_PERM, lite.SQLITE_AUTH:
		return store.Broken
	}
	return ""
}
