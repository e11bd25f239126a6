package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"

	"github.com/civicline/civicline/store"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Some of the server's codes: PostgreSQL 15, appendix A.
const (
	readOnly      = "25006" // read_only_sql_transaction
	frozen        = "25P03" // idle_in_transaction_session_timeout
	wrongPassword = "28P01" // invalid_password
	wrongUser     = "28000" // invalid_authorization_specification
	noDatabase    = "3D000" // invalid_catalog_name
	mayNot        = "42501" // insufficient_privilege
	diskFull      = "53100"
	tooMany       = "53300" // too_many_connections
	locked        = "55P03" // lock_not_available
	cancelled     = "57014" // query_canceled: statement_timeout
	dropped       = "57P04" // database_dropped
)

// explain sorts by the server's codes.
func explain(err error) store.Trouble {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return ""
	}
	if pg := new(pgconn.PgError); errors.As(err, &pg) {
		return sort(pg.Code)
	}
	for _, gone := range []error{driver.ErrBadConn, sql.ErrConnDone, pgconn.ErrConnClosed, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed} {
		if errors.Is(err, gone) {
			return store.Lost
		}
	}
	if errors.As(err, new(*net.OpError)) || errors.As(err, new(*pgconn.ConnectError)) {
		return store.Lost
	}
	return ""
}

func sort(code string) store.Trouble {
	switch code {
	case locked, cancelled, tooMany:
		return store.Busy
	case diskFull:
		return store.Full
	case readOnly, frozen:
		return store.Lost
	case noDatabase, mayNot, dropped:
		return store.Broken
	}
	switch code[:min(2, len(code))] {
	case "40": // rolled back: serialization, deadlock
		return store.Busy
	case "08", "57": // the connection; an operator stops or starts the server
		return store.Lost
	case "28", "53", "58", "XX": // who we are; resources; the system; corruption
		return store.Broken
	}
	return ""
}

// inWords says why a database could not be opened, and what to do.
func inWords(cfg *pgx.ConnConfig, err error) error {
	if pg := new(pgconn.PgError); errors.As(err, &pg) {
		switch pg.Code {
		case wrongPassword, wrongUser:
			return fmt.Errorf("the database server at %s does not let %q in: %s. Check the user and the password in the database's address", server(cfg), cfg.User, pg.Message)
		case noDatabase:
			return fmt.Errorf("the database server at %s has no database %q. Make it: createdb -E UTF8 %s", server(cfg), cfg.Database, cfg.Database)
		case mayNot:
			return fmt.Errorf("the user %q may not make tables in the database %q: %s. Let it own the database: ALTER DATABASE %s OWNER TO %s", cfg.User, cfg.Database, pg.Message, cfg.Database, cfg.User)
		case locked:
			return fmt.Errorf("another program has the records in the database %q at %s open; stop it first, or choose another database", cfg.Database, server(cfg))
		}
		return fmt.Errorf("the database %q at %s: %w", cfg.Database, server(cfg), err)
	}
	if explain(err) == store.Lost || errors.Is(err, context.DeadlineExceeded) {
		cause := strings.Join(strings.Fields(err.Error()), " ")
		return fmt.Errorf("the database server at %s does not answer: %s. Check that it runs, and its address", server(cfg), cause)
	}
	return err
}

// server is where the server is: a host and port, or the folder of its socket.
func server(cfg *pgx.ConnConfig) string {
	at := func(host string, port uint16) string {
		if strings.HasPrefix(host, "/") {
			return host
		}
		return net.JoinHostPort(host, strconv.Itoa(int(port)))
	}
	all := []string{at(cfg.Host, cfg.Port)}
	for _, f := range cfg.Fallbacks { // also the same host without TLS
		if next := at(f.Host, f.Port); next != all[len(all)-1] {
			all = append(all, next)
		}
	}
	return strings.Join(all, " or ")
}
