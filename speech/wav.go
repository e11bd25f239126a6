package speech

import (
	"encoding/binary"
	"errors"

	"github.com/civicline/civicline/audio"
)

var errNotWAV = errors.New("this is no WAV of 16-bit or µ-law samples")

// ReadWAV takes the sound out of a WAV as programs write it on a pipe, where the
// lengths in the header are wrong because they were not known. Of several
// channels it takes the first.
func ReadWAV(b []byte) (pcm []int16, rate int, err error) {
	if len(b) < 12 || string(b[:4]) != "RIFF" || string(b[8:12]) != "WAVE" {
		return nil, 0, errNotWAV
	}
	channels, ulaw := 0, false
	for b = b[12:]; len(b) >= 8; {
		id, size := string(b[:4]), int(binary.LittleEndian.Uint32(b[4:]))
		b = b[8:]
		if size > len(b) || id == "data" && size == 0 {
			size = len(b)
		}
		switch id {
		case "fmt ":
			if size < 16 || len(b) < 16 {
				return nil, 0, errNotWAV
			}
			format, bits := binary.LittleEndian.Uint16(b), binary.LittleEndian.Uint16(b[14:])
			ulaw = format == 7 && bits == 8
			if !ulaw && bits != 16 {
				return nil, 0, errNotWAV
			}
			channels = int(binary.LittleEndian.Uint16(b[2:]))
			rate = int(binary.LittleEndian.Uint32(b[4:]))
		case "data":
			if channels < 1 || rate < 1 {
				return nil, 0, errNotWAV
			}
			return samples(b[:size], channels, ulaw), rate, nil
		}
		b = b[min(len(b), size+size&1):]
	}
	return nil, 0, errNotWAV
}

func samples(b []byte, channels int, ulaw bool) []int16 {
	if ulaw {
		pcm := make([]int16, len(b)/channels)
		for i := range pcm {
			audio.DecodeULaw(pcm[i:i+1], b[i*channels:i*channels+1])
		}
		return pcm
	}
	pcm := make([]int16, len(b)/2/channels)
	for i := range pcm {
		pcm[i] = int16(binary.LittleEndian.Uint16(b[2*i*channels:]))
	}
	return pcm
}
