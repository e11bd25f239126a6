package postgres

import (
	"bytes"
	"io"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/internal/pgtest"
	"github.com/civicline/civicline/store"
)

func TestNumbered(t *testing.T) {
	for query, want := range map[string]string{
		``:                               ``,
		`SELECT 1`:                       `SELECT 1`,
		`a = ? AND b IN (?,?)`:           `a = $1 AND b IN ($2,$3)`,
		`a = '?' AND "b?" = ?`:           `a = '?' AND "b?" = $1`,
		`a = 'it''s ?' AND b = ? || '"'`: `a = 'it''s ?' AND b = $1 || '"'`,
		`'¿' || ? -- ñ`:                  `'¿' || $1 -- ñ`,
		strings.Repeat(`?`, 10):          `$1$2$3$4$5$6$7$8$9$10`,
	} {
		if got := numbered(query); got != want {
			t.Errorf("%s: %s; want %s", query, got, want)
		}
	}
}

func TestCodes(t *testing.T) {
	for code, want := range map[string]store.Trouble{
		"40001": store.Busy, "40P01": store.Busy, "55P03": store.Busy, "57014": store.Busy, "53300": store.Busy,
		"53100": store.Full, "53200": store.Broken, "58030": store.Broken, "XX001": store.Broken, "28P01": store.Broken, "3D000": store.Broken, "57P04": store.Broken,
		"25006": store.Lost, "25P03": store.Lost, "57P01": store.Lost, "57P02": store.Lost, "57P03": store.Lost, "08006": store.Lost,
		"23505": "", "42601": "", "22P02": "", "": "", "4": "",
	} {
		if got := sort(code); got != want {
			t.Errorf("%s is %q; want %q", code, got, want)
		}
	}
}

// TestBecomesStandby writes on a connection whose server may not be written to
// any more: it takes another.
func TestBecomesStandby(t *testing.T) {
	cfg, err := read(pgtest.Open(t))
	if err != nil {
		t.Fatal(err)
	}
	e, err := connect(t.Context(), cfg, false)
	if err != nil {
		t.Fatal(err)
	}
	s := store.New(e)
	defer s.Close()
	if _, err := e.Write.Exec(`SET default_transaction_read_only = on`); err != nil {
		t.Fatal(err)
	}
	tried := 0
	err = s.Change(t.Context(), func(tx *store.Tx) error { tried++; return tx.PutCall(civicline.Call{ID: "c1"}) })
	if err != nil || tried != 2 {
		t.Errorf("%v after %d tries", err, tried)
	}
}

// TestLostInTheCommit cuts the line when the commit is on its way: it may have
// been done or not, so it is neither tried again nor called undone.
func TestLostInTheCommit(t *testing.T) {
	at, err := url.Parse(pgtest.Open(t))
	if err != nil {
		t.Fatal(err)
	}
	through := cut(t, filepath.Join(at.Query().Get("host"), ".s.PGSQL.5432"), []byte("commit\x00")) // not the setting of that name
	cfg, err := read(at.String() + "&application_name=cut")
	if err != nil {
		t.Fatal(err)
	}
	whole, err := connect(t.Context(), cfg, false) // migrates it
	if err != nil {
		t.Fatal(err)
	}
	defer whole.Close()
	cfg.Host, cfg.Port = "127.0.0.1", through
	e := whole
	e.Write = pool(cfg, writing, 1)
	s := store.New(e)
	defer e.Write.Close()
	tried := 0
	err = s.Change(t.Context(), func(tx *store.Tx) error { tried++; return tx.PutCall(civicline.Call{ID: "c1"}) })
	if civicline.FaultOf(err) != civicline.Unavailable || !strings.Contains(err.Error(), "not certain") || tried != 1 {
		t.Errorf("%v after %d tries", err, tried)
	}
	if err := store.New(whole).Change(t.Context(), func(tx *store.Tx) error { _, err := tx.Call("c1"); return err }); err != nil {
		t.Errorf("this commit was done: %v", err)
	}
}

// cut passes connections on to a socket until the words come; it passes these
// on, and then cuts the connection.
func cut(t *testing.T, socket string, words []byte) (port uint16) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	t.Cleanup(func() { l.Close(); all.Wait() })
	all.Go(func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("unix", socket)
			if err != nil {
				t.Error(err)
				near.Close()
				return
			}
			all.Go(func() { io.Copy(near, far); near.Close() })
			all.Go(func() {
				defer near.Close()
				defer far.Close()
				for buf := make([]byte, 1<<16); ; {
					n, err := near.Read(buf)
					if err != nil {
						return
					}
					if bytes.Contains(buf[:n], words) {
						near.Close() // whatever the server answers is not heard
						far.Write(buf[:n])
						far.(*net.UnixConn).CloseWrite() // the server ends once it has done that
						io.Copy(io.Discard, far)
						return
					}
					if _, err := far.Write(buf[:n]); err != nil {
						return
					}
				}
			})
		}
	})
	return uint16(l.Addr().(*net.TCPAddr).Port)
}
