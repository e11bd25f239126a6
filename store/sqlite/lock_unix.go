//go:build unix

package sqlite

import (
	"errors"
	"os"
	"syscall"
)

// lock keeps a second program away from the same records: each would end the
// calls of the other. The lock goes with the process, however that ends.
func lock(path string) (release func() error, err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, errors.New("another program has them open; stop it first, or choose another file")
		}
		return nil, err
	}
	return f.Close, nil
}
