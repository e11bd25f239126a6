package sipleg

import (
	"errors"
	"net"
	"os"
	"sync"
	"time"
)

// sourcesKept bounds what a flood from forged addresses can make sipgo remember.
const sourcesKept = 100_000

// settling is how long sipgo is given to finish with what was read last, which
// it does in goroutines that nobody can wait for: once it has forgotten the
// socket, it would open another to answer by, and never close it.
const settling = 20 * time.Millisecond

// filtered is the UDP socket as sipgo reads it: what cannot be SIP is dropped,
// and only the socket's end is an error.
type filtered struct {
	*net.UDPConn
	ready   func() // is called before the first read
	last    string
	sources int // changes of source seen
	closed  bool
}

func (f *filtered) ReadFrom(b []byte) (int, net.Addr, error) {
	f.ready()
	for {
		n, from, err := f.UDPConn.ReadFrom(b)
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded): // we close: see listeners.close
			<-time.After(settling)
			f.closed = true
			return 0, nil, net.ErrClosed
		case errors.Is(err, net.ErrClosed):
			f.closed = true
			return n, from, err
		case err != nil || !looksLikeSIP(b[:n]):
			continue
		}
		if from.String() != f.last {
			f.last = from.String()
			f.sources++
		}
		if f.sources > sourcesKept {
			return 0, nil, net.ErrClosed // this message comes again: SIP over UDP repeats
		}
		return n, from, nil
	}
}

// looksLikeSIP reports whether b begins as a method or "SIP/2.0" does (RFC 3261
// §7.1, §7.2: a token, a blank). Keep-alives, STUN and noise do not.
func looksLikeSIP(b []byte) bool {
	for i, c := range b {
		switch {
		case c == ' ':
			return i > 0
		case i > 32 || c <= ' ' || c >= 0x7F:
			return false
		}
	}
	return false
}

// counted is a TCP listener whose connections are counted until they are closed.
type counted struct {
	net.Listener
	open *sync.WaitGroup
}

func (c *counted) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	if err != nil {
		return nil, err
	}
	c.open.Add(1)
	return &countedConn{Conn: conn, once: sync.OnceFunc(c.open.Done)}, nil
}

type countedConn struct {
	net.Conn
	once func()
}

func (c *countedConn) Close() error {
	defer c.once()
	return c.Conn.Close()
}
