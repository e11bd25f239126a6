package switchboard

import "github.com/civicline/civicline"

// backlogSize is how much of the current utterance is kept for a recogniser
// that joins late: 1.28 s.
const backlogSize = 64

// A backlog holds the last frames, oldest first. The zero backlog is empty.
type backlog struct {
	frames [backlogSize]civicline.Frame
	first  int
	count  int
}

func (b *backlog) add(f *civicline.Frame) {
	if b.count == backlogSize {
		b.keep(backlogSize - 1)
	}
	b.frames[(b.first+b.count)%backlogSize] = *f
	b.count++
}

// keep drops all but the last n frames.
func (b *backlog) keep(n int) {
	if drop := b.count - n; drop > 0 {
		b.first, b.count = (b.first+drop)%backlogSize, n
	}
}

func (b *backlog) at(i int) *civicline.Frame { return &b.frames[(b.first+i)%backlogSize] }

func (b *backlog) clear() { b.first, b.count = 0, 0 }
