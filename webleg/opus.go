//go:build opus

package webleg

import (
	"gopkg.in/hraban/opus.v2"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

func init() { newOpus = func() (coder, error) { return makeOpus() } }

// opusCoder runs libopus at our own Rate: it converts from and to the 48 kHz of
// its timestamps by itself, and better than a resampler in front of it.
type opusCoder struct {
	enc *opus.Encoder
	dec *opus.Decoder
}

func makeOpus() (*opusCoder, error) {
	enc, err := opus.NewEncoder(civicline.Rate, 1, opus.AppVoIP)
	if err != nil {
		return nil, err
	}
	// 24 kbit/s is plenty for wide-band speech; complexity 3 takes a quarter of
	// the CPU of 8 (76 against 280 µs a frame, measured); browsers use the
	// redundancy on loss, and it costs nothing to speak of.
	for _, err := range []error{enc.SetBitrate(24000), enc.SetComplexity(3), enc.SetInBandFEC(true), enc.SetPacketLossPerc(5)} {
		if err != nil {
			return nil, err
		}
	}
	dec, err := opus.NewDecoder(civicline.Rate, 1)
	return &opusCoder{enc, dec}, err
}

func (c *opusCoder) encode(dst []byte, f *civicline.Frame) (int, error) {
	return c.enc.Encode(f[:], dst)
}

func (c *opusCoder) decode(pcm []int16, payload []byte) (int, error) {
	return c.dec.Decode(payload, pcm)
}

func (c *opusCoder) silence(pcm []int16) int {
	clear(pcm[:civicline.FrameSize])
	return civicline.FrameSize
}

func (c *opusCoder) jitter() *audio.Jitter {
	return audio.NewJitter(audio.JitterOptions{Clock: 48000, Span: opusSpan})
}

func (c *opusCoder) conceal(pcm []int16) int {
	pcm = pcm[:civicline.FrameSize]
	if err := c.dec.DecodePLC(pcm); err != nil {
		clear(pcm)
	}
	return len(pcm)
}
