package sipleg

import (
	"errors"

	"github.com/civicline/civicline/audio"
)

// A codec is one of the two that the telephone network speaks (ITU-T G.711).
type codec struct {
	name   string
	pt     uint8 // static payload type, RFC 3551 §6
	encode func(dst []byte, pcm []int16)
	decode func(dst []int16, b []byte)
	quiet  func(b []byte) bool
}

var (
	pcmu      = &codec{"PCMU", 0, audio.EncodeULaw, audio.DecodeULaw, audio.QuietULaw}
	pcma      = &codec{"PCMA", 8, audio.EncodeALaw, audio.DecodeALaw, audio.QuietALaw}
	allCodecs = []*codec{pcmu, pcma}
)

// errNoCodec is answered with 488 (RFC 3261 §13.3.1.3).
var errNoCodec = errors.New("no audio stream over RTP/AVP with PCMU or PCMA")

func codecNamed(name string) *codec {
	for _, c := range allCodecs {
		if c.name == name {
			return c
		}
	}
	return nil
}
