package webleg

import (
	"slices"
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// Codec is a way to put sound on the wire.
type Codec string

// The codecs that browsers and we have in common.
const (
	Opus Codec = "opus" // wide band; only in a build with the tag "opus"
	PCMU Codec = "PCMU" // G.711 as trunks speak it in the Americas
	PCMA Codec = "PCMA" // G.711 as they do elsewhere
)

// Codecs lists those of this build, in the order of how well they sound.
func Codecs() []Codec {
	if newOpus == nil {
		return []Codec{PCMU, PCMA}
	}
	return []Codec{Opus, PCMU, PCMA}
}

// inOrder returns this build's codecs, those of first before the rest.
func inOrder(first []Codec) []Codec {
	var out []Codec
	for _, c := range append(slices.Clone(first), Codecs()...) {
		if slices.Contains(Codecs(), c) && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// named returns the Codec of a MIME type or an SDP encoding name.
func named(name string) (Codec, bool) {
	name = strings.TrimPrefix(strings.ToLower(name), "audio/")
	for _, c := range Codecs() {
		if strings.ToLower(string(c)) == name {
			return c, true
		}
	}
	return "", false
}

// clock is the rate of the codec's RTP timestamps: Opus counts 48,000 a second
// whatever it carries (RFC 7587 section 4.1).
func (c Codec) clock() uint32 {
	if c == Opus {
		return 48000
	}
	return 8000
}

// step is how far timestamps go in a frame.
func (c Codec) step() uint32 { return c.clock() / 50 }

// maxPacket is the most samples, at Rate, that one packet may hold: 120 ms.
const maxPacket = 6 * civicline.FrameSize

// A coder turns frames into payloads and back, for one party. The two
// directions may be used at the same time, each by one goroutine.
type coder interface {
	// encode returns how much of dst it filled; 0 sends nothing.
	encode(dst []byte, f *civicline.Frame) (int, error)
	// decode fills the front of pcm, which has room for maxPacket, and returns
	// how many samples it is.
	decode(pcm []int16, payload []byte) (int, error)
	// conceal makes up a Frame's worth of sound that was lost.
	conceal(pcm []int16) int
	// silence is a Frame's worth of nothing: the party sends none.
	silence(pcm []int16) int
	// jitter returns the buffer that this codec's packets want.
	jitter() *audio.Jitter
}

// newOpus is nil in a build without Opus.
var newOpus func() (coder, error)

func newCoder(c Codec) (coder, error) {
	switch c {
	case Opus:
		return newOpus()
	case PCMA:
		return &g711{law: aLaw}, nil
	}
	return &g711{law: muLaw}, nil
}
