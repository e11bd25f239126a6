package audio

import (
	"errors"
	"io"

	"github.com/civicline/civicline"
)

// Frames returns a Source of the frames of fs, in order, then io.EOF. It does
// not copy fs, so many may share the same.
func Frames(fs []civicline.Frame) civicline.Source { return &frames{fs: fs} }

// Loop returns a Source of the frames of fs over and over. An empty fs gives
// io.EOF.
func Loop(fs []civicline.Frame) civicline.Source { return &frames{fs: fs, again: true} }

type frames struct {
	fs    []civicline.Frame
	next  int
	again bool
}

func (s *frames) ReadFrame(f *civicline.Frame) error {
	if s.next == len(s.fs) && s.again {
		s.next = 0
	}
	if s.next == len(s.fs) {
		return io.EOF
	}
	*f = s.fs[s.next]
	s.next++
	return nil
}

// Sequence returns a Source of all that the first of srcs has, then the next.
func Sequence(srcs ...civicline.Source) civicline.Source { return &sequence{srcs} }

type sequence struct{ srcs []civicline.Source }

func (s *sequence) ReadFrame(f *civicline.Frame) error {
	for len(s.srcs) > 0 {
		err := s.srcs[0].ReadFrame(f)
		if err == nil {
			return nil
		}
		if !errors.Is(err, io.EOF) {
			return err
		}
		s.srcs = s.srcs[1:]
	}
	return io.EOF
}

// ToFrames cuts 16 kHz mono samples into frames, filling the last with silence.
func ToFrames(pcm []int16) []civicline.Frame {
	fs := make([]civicline.Frame, (len(pcm)+civicline.FrameSize-1)/civicline.FrameSize)
	for i := range fs {
		copy(fs[i][:], pcm[i*civicline.FrameSize:])
	}
	return fs
}

// Samples joins frames to one row of samples.
func Samples(fs []civicline.Frame) []int16 {
	pcm := make([]int16, 0, len(fs)*civicline.FrameSize)
	for i := range fs {
		pcm = append(pcm, fs[i][:]...)
	}
	return pcm
}
