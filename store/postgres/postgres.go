package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/civicline/civicline/store"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

// Options say which database.
type Options struct {
	// URL is postgres://USER:PASSWORD@HOST:PORT/DATABASE, with what libpq knows
	// besides. Of several hosts the one that may be written to is taken.
	URL string
	// Alone keeps every other program away for as long as this one's connection
	// lives: for a centre that shares its calls with nobody.
	Alone bool
}

//go:embed migrations/*.sql
var migrations embed.FS

// readers is how many connections read beside the one that writes.
const readers = 4

// The advisory locks of a database that holds a centre.
const (
	changing  = 0x6369_7669_0001 // held by the change under way, in any process
	using     = 0x6369_7669_0002 // held by every program; alone, by one that shares with nobody
	migrating = 0x6369_7669_0003 // held while the tables are made or changed
)

// Open opens the database, migrated as needed. Its errors name the server and
// say what to do; they never hold the password.
func Open(ctx context.Context, o Options) (*store.Store, error) {
	cfg, err := read(o.URL)
	if err != nil {
		return nil, fmt.Errorf("open the records: %w", err)
	}
	e, err := connect(ctx, cfg, o.Alone)
	if err != nil {
		return nil, fmt.Errorf("open the records: %w", inWords(cfg, err))
	}
	return store.New(e), nil
}

func connect(ctx context.Context, cfg *pgx.ConnConfig, alone bool) (store.Engine, error) {
	lock := `pg_advisory_lock_shared`
	if alone {
		lock = `pg_advisory_lock`
	}
	write := pool(cfg, fmt.Sprintf(`%s; SELECT %s(%d)`, writing, lock, using), 1)
	read := pool(cfg, reading, readers)
	e := store.Engine{
		Write: write, Read: read,
		Looking: &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
		Begin:   fmt.Sprintf(`SELECT pg_advisory_xact_lock(%d)`, changing),
		Alone:   alone,
		Clock:   `SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)`,
		Lock:    ` FOR UPDATE`,
		Rewrite: numbered,
		Explain: explain,
		Close:   func() error { return errors.Join(read.Close(), write.Close()) },
	}
	if err := prepare(ctx, cfg, e); err != nil {
		return store.Engine{}, errors.Join(err, e.Close())
	}
	return e, nil
}

// What a connection is told once. A program that stops in the middle of a change
// (it was frozen, or its network is gone) is thrown out, so that others go on;
// and what is committed is on the disk, whatever the server's own setting.
const (
	writing = `SET idle_in_transaction_session_timeout = '2s'; SET lock_timeout = '5s'; SET statement_timeout = '10s';
		SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;
		SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`
	reading = `SET idle_in_transaction_session_timeout = '60s'; SET statement_timeout = '30s'; SET default_transaction_read_only = on`
)

func pool(cfg *pgx.ConnConfig, settings string, conns int) *sql.DB {
	db := stdlib.OpenDB(*cfg, stdlib.OptionAfterConnect(func(ctx context.Context, c *pgx.Conn) error {
		return c.PgConn().Exec(ctx, settings).Close()
	}))
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	db.SetConnMaxLifetime(0)
	return db
}

// prepare migrates the tables, while no other program does.
func prepare(ctx context.Context, cfg *pgx.ConnConfig, e store.Engine) error {
	var encoding string
	if err := e.Write.QueryRowContext(ctx, `SHOW server_encoding`).Scan(&encoding); err != nil {
		return err
	}
	if encoding != "UTF8" {
		return fmt.Errorf("the database %s keeps its text as %s; make one that keeps it as UTF8: createdb -E UTF8 -T template0 NAME", cfg.Database, encoding)
	}
	db := pool(cfg, `SET idle_in_transaction_session_timeout = '60s'`, 2) // a migration may take its time
	defer func() { _ = db.Close() }()                                     // and with it the lock
	guard, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = guard.Close() }()
	if _, err := guard.ExecContext(ctx, fmt.Sprintf(`SELECT pg_advisory_lock(%d)`, migrating)); err != nil {
		return err
	}
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectPostgres, db, dir, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return err
	}
	return e.Read.PingContext(ctx)
}
