package audio

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	pcm "github.com/go-audio/audio"
	"github.com/go-audio/wav"

	"github.com/civicline/civicline"
)

// The WAVE format codes that ReadWAV knows.
const (
	wavePCM        = 1
	waveALaw       = 6
	waveULaw       = 7
	waveExtensible = 0xfffe
)

// ReadWAV reads a WAV file of 8, 16, 24 or 32-bit PCM or of G.711: its samples
// as 16-bit, those of several channels side by side, its rate in hertz, and how
// many channels it has.
func ReadWAV(path string) (samples []int16, rate, channels int, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, 0, 0, err
	}
	samples, rate, channels, err = parseWAV(b)
	if err != nil {
		return nil, 0, 0, fmt.Errorf("%s: %w", path, err)
	}
	return samples, rate, channels, nil
}

func parseWAV(b []byte) (samples []int16, rate, channels int, err error) {
	if len(b) < 12 || string(b[:4]) != "RIFF" || string(b[8:12]) != "WAVE" {
		return nil, 0, 0, errors.New("this is not a WAV file")
	}
	d := wav.NewDecoder(bytes.NewReader(b))
	buf, err := d.FullPCMBuffer()
	if err != nil {
		return nil, 0, 0, fmt.Errorf("this WAV file is damaged: %w", err)
	}
	if d.NumChans == 0 || d.SampleRate == 0 {
		return nil, 0, 0, errors.New("this WAV file has no format")
	}
	samples, err = narrow(buf.Data, int(d.WavAudioFormat), int(d.BitDepth))
	return samples, int(d.SampleRate), int(d.NumChans), err
}

// narrow brings samples of any depth to 16 bits.
func narrow(data []int, format, depth int) ([]int16, error) {
	out := make([]int16, len(data))
	var law *[256]int16
	switch {
	case format == waveULaw && depth == 8:
		law = pcmOfULaw
	case format == waveALaw && depth == 8:
		law = pcmOfALaw
	case format != wavePCM && format != waveExtensible:
		return nil, fmt.Errorf("this WAV file is of format %d; PCM and G.711 can be read", format)
	}
	for i, v := range data {
		switch {
		case law != nil:
			out[i] = law[v&0xff]
		case depth == 8:
			out[i] = int16((v - 128) << 8)
		case depth > 16:
			out[i] = int16(v >> (depth - 16))
		default:
			out[i] = int16(v)
		}
	}
	return out, nil
}

// WriteWAV writes samples, those of several channels side by side, as a 16-bit
// WAV file, replacing what was there.
func WriteWAV(path string, samples []int16, rate, channels int) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	e := wav.NewEncoder(f, rate, 16, channels, wavePCM)
	data := make([]int, len(samples))
	for i, s := range samples {
		data[i] = int(s)
	}
	err = e.Write(&pcm.IntBuffer{Data: data, Format: &pcm.Format{NumChannels: channels, SampleRate: rate}, SourceBitDepth: 16})
	return errors.Join(err, e.Close(), f.Close())
}

// LoadFrames reads a WAV file of any rate and number of channels as frames, the
// channels mixed to one.
func LoadFrames(path string) ([]civicline.Frame, error) {
	samples, rate, channels, err := ReadWAV(path)
	if err != nil {
		return nil, err
	}
	r := NewResampler(rate, civicline.Rate)
	return ToFrames(r.Flush(r.Process(nil, Mono(samples, channels)))), nil
}

// Mono mixes channels that lie side by side to one.
func Mono(samples []int16, channels int) []int16 {
	if channels <= 1 {
		return samples
	}
	out := make([]int16, len(samples)/channels)
	for i := range out {
		sum := 0
		for _, s := range samples[i*channels : (i+1)*channels] {
			sum += int(s)
		}
		out[i] = int16(sum / channels)
	}
	return out
}
