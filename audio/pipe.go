package audio

import (
	"io"
	"sync"

	"github.com/civicline/civicline"
)

const (
	pipeFrames = 3
	// pipePatience is how many reads in a row must leave something behind
	// before the pipe takes that for delay and lets a frame go.
	pipePatience = 50
)

// A Pipe carries frames from one leg to another: Feed the one with it, Play it
// to the other. It holds at most three frames; when the writer is ahead the
// oldest is dropped, and when there is none the reader gets silence, so neither
// end ever waits. Make one with NewPipe.
type Pipe struct {
	mu      sync.Mutex
	frames  [pipeFrames]civicline.Frame
	first   int
	held    int
	full    int // reads in a row that left a frame behind
	dropped int
	closed  bool
}

// NewPipe returns an empty, open pipe.
func NewPipe() *Pipe { return &Pipe{} }

// WriteFrame puts a copy of f in. It returns io.ErrClosedPipe after Close.
func (p *Pipe) WriteFrame(f *civicline.Frame) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return io.ErrClosedPipe
	}
	if p.held == pipeFrames {
		p.drop()
	}
	p.frames[(p.first+p.held)%pipeFrames] = *f
	p.held++
	return nil
}

// ReadFrame takes the oldest frame out; silence if there is none, and io.EOF
// once the pipe is closed and empty.
func (p *Pipe) ReadFrame(f *civicline.Frame) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.held == 0 {
		clear(f[:])
		p.full = 0
		if p.closed {
			return io.EOF
		}
		return nil
	}
	*f = p.frames[p.first]
	p.first, p.held = (p.first+1)%pipeFrames, p.held-1
	if p.held == 0 {
		p.full = 0
	} else if p.full++; p.full >= pipePatience {
		p.drop() // it has been late by a frame for a second: catch up
		p.full = 0
	}
	return nil
}

// Close ends the pipe: the reader gets what is left, then io.EOF.
func (p *Pipe) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	return nil
}

// Dropped tells how many frames were let go to keep the delay short.
func (p *Pipe) Dropped() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.dropped
}

func (p *Pipe) drop() {
	p.first, p.held = (p.first+1)%pipeFrames, p.held-1
	p.dropped++
}
