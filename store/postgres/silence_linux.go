package postgres

import (
	"syscall"
	"time"
)

// tcpUserTimeout is TCP_USER_TIMEOUT of tcp(7), in milliseconds, which package
// syscall does not name.
const tcpUserTimeout = 18

// giveUpAfter ends a connection on which what was sent is not acknowledged for
// so long; the system's default is a quarter of an hour.
func giveUpAfter(c syscall.RawConn, after time.Duration) (err error) {
	ctl := c.Control(func(fd uintptr) {
		err = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, tcpUserTimeout, int(after.Milliseconds()))
	})
	if err == nil {
		err = ctl
	}
	return err
}
