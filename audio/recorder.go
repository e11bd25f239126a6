package audio

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/civicline/civicline"
)

// A RecorderPool writes the files of many Recorders with a few goroutines.
type RecorderPool struct {
	due     chan *Recorder
	writers sync.WaitGroup
	closing sync.RWMutex // held to write by Close, so that nothing is sent after it
	closed  bool
}

// NewRecorderPool starts a pool of n writers; two do for hundreds of calls on
// a disk that keeps up. Close it after its Recorders.
func NewRecorderPool(n int) *RecorderPool {
	p := &RecorderPool{due: make(chan *Recorder, 4096)}
	for range max(1, n) {
		p.writers.Go(func() {
			for r := range p.due {
				r.queued.Store(false)
				r.drain()
			}
		})
	}
	return p
}

// Close waits until the writers have stopped. Recorders still open write the
// rest of what they hold when they are closed.
func (p *RecorderPool) Close() {
	p.closing.Lock()
	if !p.closed {
		p.closed = true
		close(p.due)
	}
	p.closing.Unlock()
	p.writers.Wait()
}

// wake asks for r to be drained; it never waits.
func (p *RecorderPool) wake(r *Recorder) {
	if !p.closing.TryRLock() {
		return
	}
	defer p.closing.RUnlock()
	if p.closed || !r.queued.CompareAndSwap(false, true) {
		return
	}
	select {
	case p.due <- r:
	default:
		r.queued.Store(false)
	}
}

// RecorderOptions say how a call is recorded.
type RecorderOptions struct {
	// Rate is that of the file: civicline.Rate when zero, or 8000 for half the space.
	Rate int
	// Failed, if not nil, is called once, from a writer's goroutine, if the file
	// cannot be written any more (the disk is full). The recording stops there;
	// the call goes on.
	Failed func(error)
}

// A Recorder is a Tap that writes what it sees to a stereo WAV file: the party
// on the left, what was played to them on the right, aligned to the sample.
// What the disk cannot take in time is replaced by silence, and counted: the clock
// never waits.
type Recorder struct {
	pool *RecorderPool
	opts RecorderOptions
	path string

	mu   sync.Mutex // of the ring; held for no longer than a copy
	ring [ringFrames]stereo
	head int // the oldest
	held int
	gap  int // frames lost since the newest in the ring
	shut bool

	queued  atomic.Bool
	seen    atomic.Int64 // frames
	dropped atomic.Int64

	writing sync.Mutex // of what follows
	file    recordingFile
	block   []byte
	size    int64 // of the samples in the file
	down    [2]Downsampler
	err     error
}

const (
	ringFrames = 64 // 1.28 s
	ringFull   = 16 // from so many on a writer is asked for
)

// stereo is one frame of both sides, and how many were lost just before it.
type stereo struct {
	heard, played civicline.Frame
	gap           int
}

// recordingFile is what a Recorder needs of an *os.File.
type recordingFile interface {
	io.Writer
	io.WriterAt
	Sync() error
	Close() error
}

// Record begins a recording in a new file, which only this user may read. The
// Recorder is to be given to a leg's Tap, and closed after it is removed.
func (p *RecorderPool) Record(path string, opts RecorderOptions) (*Recorder, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, &civicline.Error{Kind: civicline.Unavailable, Op: "begin a recording",
			Message: "The recording " + path + " cannot be made. Look to the folder's space and permissions.", Err: err}
	}
	r, err := p.record(f, path, opts)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return r, nil
}

func (p *RecorderPool) record(f recordingFile, path string, opts RecorderOptions) (*Recorder, error) {
	if opts.Rate == 0 {
		opts.Rate = civicline.Rate
	}
	if opts.Rate != civicline.Rate && opts.Rate != civicline.Rate/2 {
		return nil, fmt.Errorf("a recording has %d or %d samples a second, not %d", civicline.Rate, civicline.Rate/2, opts.Rate)
	}
	r := &Recorder{pool: p, opts: opts, path: path, file: f}
	if _, err := f.Write(waveHeader(opts.Rate, 2, 0)); err != nil {
		return nil, &civicline.Error{Kind: civicline.Unavailable, Op: "begin a recording",
			Message: "The recording " + path + " cannot be written. Look to the folder's space.", Err: err}
	}
	return r, nil
}

// Tap takes one frame of both sides. It neither waits nor allocates.
func (r *Recorder) Tap(heard, played *civicline.Frame) {
	r.mu.Lock()
	if r.shut {
		r.mu.Unlock()
		return
	}
	r.seen.Add(1)
	if r.held == ringFrames {
		r.gap++
		r.dropped.Add(1)
	} else {
		s := &r.ring[(r.head+r.held)%ringFrames]
		s.heard, s.played, s.gap = *heard, *played, r.gap
		r.gap = 0
		r.held++
	}
	full := r.held >= ringFull
	r.mu.Unlock()
	if full {
		r.pool.wake(r)
	}
}

// Close writes what is left, completes the header, and returns the first error
// there was. It may wait for the disk.
func (r *Recorder) Close() error {
	r.stop()
	r.drain()
	r.writing.Lock()
	defer r.writing.Unlock()
	if r.file == nil {
		return r.err
	}
	if r.err == nil {
		r.silence(r.gap)
		r.flush()
	}
	// Even a recording that broke off is to be playable.
	_, err := r.file.WriteAt(waveHeader(r.opts.Rate, 2, r.size), 0)
	err = errors.Join(r.err, err, r.file.Sync(), r.file.Close())
	r.file, r.err = nil, err
	return err
}

// Path is where the file is.
func (r *Recorder) Path() string { return r.path }

// Duration is how much was recorded so far.
func (r *Recorder) Duration() time.Duration {
	return time.Duration(r.seen.Load()) * civicline.FrameTime
}

// Dropped tells how many frames are silence because the disk was too slow.
func (r *Recorder) Dropped() int { return int(r.dropped.Load()) }

func (r *Recorder) stop() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.shut = true
}

// drain writes all that the ring holds, and tells of a failure.
func (r *Recorder) drain() {
	if err := r.write(); err != nil && r.opts.Failed != nil {
		r.opts.Failed(err)
	}
}

// write returns an error only if it is the one that ends the recording.
func (r *Recorder) write() error {
	r.writing.Lock()
	defer r.writing.Unlock()
	for r.file != nil && r.err == nil {
		if r.fill() == 0 {
			return nil
		}
		if r.flush(); r.err != nil {
			return r.err
		}
	}
	return nil
}

// fill moves up to ringFull frames from the ring to the block.
func (r *Recorder) fill() (n int) {
	var s stereo
	for n < ringFull {
		r.mu.Lock()
		if r.held == 0 {
			r.mu.Unlock()
			break
		}
		s = r.ring[r.head]
		r.head, r.held = (r.head+1)%ringFrames, r.held-1
		r.mu.Unlock()
		r.silence(s.gap)
		r.interleave(&s.heard, &s.played)
		n++
	}
	return n
}

// silence adds n frames of it to the block.
func (r *Recorder) silence(n int) {
	var none civicline.Frame
	for range n {
		r.interleave(&none, &none)
		if len(r.block) > 1<<20 {
			r.flush()
		}
	}
}

func (r *Recorder) interleave(heard, played *civicline.Frame) {
	left, right := heard[:], played[:]
	if r.opts.Rate != civicline.Rate {
		var narrow [2][WireSize]int16
		r.down[0].Process(narrow[0][:], left)
		r.down[1].Process(narrow[1][:], right)
		left, right = narrow[0][:], narrow[1][:]
	}
	for i, l := range left {
		v := right[i]
		r.block = append(r.block, byte(l), byte(l>>8), byte(v), byte(v>>8))
	}
}

// flush writes the block. At the first error the recording stops.
func (r *Recorder) flush() {
	if r.err != nil || len(r.block) == 0 {
		return
	}
	n, err := r.file.Write(r.block)
	r.size += int64(n - n%4)
	r.block = r.block[:0]
	if err == nil {
		return
	}
	r.err = &civicline.Error{Kind: civicline.Unavailable, Op: "write a recording",
		Message: "The recording " + r.path + " breaks off: it could not be written. Look to the folder's space.", Err: err}
	r.stop()
}
