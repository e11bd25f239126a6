//go:build !linux

package postgres

import (
	"syscall"
	"time"
)

// giveUpAfter leaves it at keep-alives.
func giveUpAfter(syscall.RawConn, time.Duration) error { return nil }
