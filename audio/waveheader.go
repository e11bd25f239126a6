package audio

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// headerSize is that of the plain WAV header which recordings begin with.
const headerSize = 44

// waveHeader returns the header of a 16-bit PCM file with dataSize bytes of
// samples.
func waveHeader(rate, channels int, dataSize int64) []byte {
	h := make([]byte, 0, headerSize)
	u32 := func(v int64) { h = binary.LittleEndian.AppendUint32(h, uint32(v)) }
	u16 := func(v int) { h = binary.LittleEndian.AppendUint16(h, uint16(v)) }
	h = append(h, "RIFF"...)
	u32(headerSize - 8 + dataSize)
	h = append(h, "WAVEfmt "...)
	u32(16)
	u16(wavePCM)
	u16(channels)
	u32(int64(rate))
	u32(int64(rate * channels * 2))
	u16(channels * 2)
	u16(16)
	h = append(h, "data"...)
	u32(dataSize)
	return h
}

// RepairWAV makes a recording playable whose program was killed: it sets the
// sizes in the header by the length of the file, and cuts off half a sample at
// the end. It tells whether anything had to be changed, and leaves alone any file
// that no Recorder wrote.
func RepairWAV(path string) (repaired bool, err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	old := make([]byte, headerSize)
	if _, err := io.ReadFull(f, old); err != nil {
		return false, fmt.Errorf("%s: this recording has no header: %w", path, err)
	}
	rate, channels := int(binary.LittleEndian.Uint32(old[24:])), int(binary.LittleEndian.Uint16(old[22:]))
	plain := waveHeader(rate, channels, 0)
	if channels == 0 || !bytes.Equal(old[:4], plain[:4]) || !bytes.Equal(old[8:40], plain[8:40]) {
		return false, fmt.Errorf("%s: this is not a recording", path)
	}
	info, err := f.Stat()
	if err != nil {
		return false, err
	}
	data := info.Size() - headerSize
	data -= data % int64(2*channels)
	right := waveHeader(rate, channels, data)
	if bytes.Equal(old, right) && info.Size() == headerSize+data {
		return false, nil
	}
	if err := f.Truncate(headerSize + data); err != nil {
		return false, err
	}
	_, err = f.WriteAt(right, 0)
	return true, errors.Join(err, f.Sync())
}
