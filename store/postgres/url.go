package postgres

import (
	"context"
	"errors"
	"net"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// errURL does not say what is wrong: the cause may hold a piece of the password.
var errURL = errors.New("the database's address cannot be read; write postgres://USER:PASSWORD@HOST:PORT/DATABASE, with %40 for @, %2F for / and so on in the password")

// read reads a database's URL.
func read(url string) (*pgx.ConnConfig, error) {
	if url == "" {
		return nil, errors.New("no database is named; write postgres://USER:PASSWORD@HOST:PORT/DATABASE")
	}
	if !strings.HasPrefix(url, "postgres://") && !strings.HasPrefix(url, "postgresql://") {
		return nil, errURL
	}
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, errURL
	}
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = 5 * time.Second
	}
	if cfg.ValidateConnect == nil { // of a server and its standbys
		cfg.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	}
	if cfg.RuntimeParams["application_name"] == "" {
		cfg.RuntimeParams["application_name"] = "civicline"
	}
	cfg.DialFunc = dial
	cfg.OnPgError = keep
	return cfg, nil
}

// silence is how long a server may be gone before its connection is. It bounds
// a commit, whose outcome is waited for without end otherwise.
const silence = 20 * time.Second

func dial(ctx context.Context, network, addr string) (net.Conn, error) {
	d := net.Dialer{KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: silence / 4, Interval: silence / 4, Count: 3}}
	if strings.HasPrefix(network, "tcp") {
		d.Control = func(_, _ string, c syscall.RawConn) error { return giveUpAfter(c, silence) }
	}
	return d.DialContext(ctx, network, addr)
}

// keep reports whether a connection is still good after an error: not when the
// server has ended it, nor when it may not be written to any more (the server
// has become another's standby).
func keep(_ *pgconn.PgConn, err *pgconn.PgError) bool {
	severity := err.SeverityUnlocalized
	if severity == "" {
		severity = err.Severity
	}
	return severity != "FATAL" && severity != "PANIC" && err.Code != readOnly
}
