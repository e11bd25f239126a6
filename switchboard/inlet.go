package switchboard

import (
	"sync"

	"github.com/civicline/civicline"
)

// inletSize is how many frames may wait for the ears: 640 ms. A machine that
// falls further behind loses the oldest sound and keeps the call.
const inletSize = 32

// An inlet carries a party's frames from the media clock to the goroutine that
// listens. Writing neither blocks nor allocates.
type inlet struct {
	mu     sync.Mutex
	frames [inletSize]civicline.Frame
	first  int
	count  int
	lost   int
	closed bool
	bell   chan struct{}
}

func newInlet() *inlet { return &inlet{bell: make(chan struct{}, 1)} }

// WriteFrame makes the inlet a Sink.
func (in *inlet) WriteFrame(f *civicline.Frame) error {
	in.mu.Lock()
	if in.count == inletSize {
		in.first, in.count = (in.first+1)%inletSize, in.count-1
		in.lost++
	}
	in.frames[(in.first+in.count)%inletSize] = *f
	in.count++
	in.mu.Unlock()
	in.ring()
	return nil
}

// read waits for the next frame. It reports false once the inlet is closed.
func (in *inlet) read(f *civicline.Frame) bool {
	for {
		in.mu.Lock()
		switch {
		case in.closed:
			in.mu.Unlock()
			return false
		case in.count > 0:
			*f = in.frames[in.first]
			in.first, in.count = (in.first+1)%inletSize, in.count-1
			in.mu.Unlock()
			return true
		}
		in.mu.Unlock()
		<-in.bell
	}
}

func (in *inlet) close() {
	in.mu.Lock()
	in.closed = true
	in.mu.Unlock()
	in.ring()
}

func (in *inlet) ring() {
	select {
	case in.bell <- struct{}{}:
	default:
	}
}
