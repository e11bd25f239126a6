package rehearse

import (
	"github.com/civicline/civicline"
)

// Stereo interleaves what a person heard (left) and said (right), 16 kHz.
func (l *Line) Stereo() []int16 {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := make([]int16, 0, 2*len(l.heard)*civicline.FrameSize)
	for i := range l.heard {
		for s := range civicline.FrameSize {
			out = append(out, l.heard[i][s], l.said[i][s])
		}
	}
	return out
}
