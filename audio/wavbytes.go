package audio

import (
	"io"

	"github.com/civicline/civicline"
)

// DecodeFrames reads a whole WAV file from r as mono frames, as LoadFrames does
// from a path.
func DecodeFrames(r io.Reader) ([]civicline.Frame, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	samples, rate, channels, err := parseWAV(b)
	if err != nil {
		return nil, err
	}
	up := NewResampler(rate, civicline.Rate)
	return ToFrames(up.Flush(up.Process(nil, Mono(samples, channels)))), nil
}
