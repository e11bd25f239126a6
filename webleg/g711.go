package webleg

import (
	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// g711 is 8 kHz on the wire, a byte a sample. Its jitter buffer cuts what comes
// into frames, whatever the length of the packets.
type g711 struct {
	law  law
	up   audio.Upsampler
	down audio.Downsampler
	hide audio.Concealer

	sent, heard [audio.WireSize]int16
}

// law is one of the two of G.711.
type law struct {
	encode func(dst []byte, pcm []int16)
	decode func(dst []int16, b []byte)
	quiet  func(b []byte) bool
}

var (
	muLaw = law{audio.EncodeULaw, audio.DecodeULaw, audio.QuietULaw}
	aLaw  = law{audio.EncodeALaw, audio.DecodeALaw, audio.QuietALaw}
)

func (c *g711) jitter() *audio.Jitter {
	return audio.NewJitter(audio.JitterOptions{Clock: 8000, Cut: true, Quiet: c.law.quiet})
}

func (c *g711) encode(dst []byte, f *civicline.Frame) (int, error) {
	c.down.Process(c.sent[:], f[:])
	c.law.encode(dst, c.sent[:])
	return len(c.sent), nil
}

func (c *g711) decode(pcm []int16, payload []byte) (int, error) {
	n := min(len(payload), len(c.heard))
	clear(c.heard[n:])
	c.law.decode(c.heard[:n], payload[:n])
	f := (*civicline.Frame)(pcm)
	c.up.Process(f[:], c.heard[:])
	c.hide.Heard(f)
	return len(f), nil
}

func (c *g711) conceal(pcm []int16) int {
	f := (*civicline.Frame)(pcm)
	c.hide.Conceal(f)
	return len(f)
}

func (c *g711) silence(pcm []int16) int {
	f := (*civicline.Frame)(pcm)
	clear(f[:])
	c.hide.Heard(f)
	return len(f)
}
