package audio

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"

	"github.com/civicline/civicline"
	"pgregory.net/rapid"
)

func TestWAV(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.wav")
	for _, channels := range []int{1, 2} {
		in := sine(440, 22050, 2000)
		if err := WriteWAV(path, in, 22050, channels); err != nil {
			t.Fatal(err)
		}
		out, rate, n, err := ReadWAV(path)
		if err != nil || rate != 22050 || n != channels || len(out) != len(in) {
			t.Fatalf("%d samples at %d Hz in %d channels, %v", len(out), rate, n, err)
		}
		for i := range in {
			if in[i] != out[i] {
				t.Fatalf("sample %d is %d, want %d", i, out[i], in[i])
			}
		}
	}
}

func TestLoadFrames(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.wav")
	stereo := make([]int16, 0, 2*44100)
	for _, s := range sine(1000, 44100, 44100) {
		stereo = append(stereo, s, s)
	}
	if err := WriteWAV(path, stereo, 44100, 2); err != nil {
		t.Fatal(err)
	}
	fs, err := LoadFrames(path)
	if err != nil || len(fs) < 50 || len(fs) > 51 || ToneLevel(fs[1:49], 1000) < 0.99 {
		t.Errorf("%d frames, of which %.2f is the tone; %v", len(fs), ToneLevel(fs, 1000), err)
	}
}

// TestOtherFormats builds files by hand that our writer does not make.
func TestOtherFormats(t *testing.T) {
	build := func(format, bits int, data ...byte) []byte {
		h := waveHeader(8000, 1, int64(len(data)))
		binary.LittleEndian.PutUint16(h[20:], uint16(format))
		binary.LittleEndian.PutUint16(h[32:], uint16(bits/8))
		binary.LittleEndian.PutUint16(h[34:], uint16(bits))
		return append(h, data...)
	}
	for _, c := range []struct {
		name string
		file []byte
		want int16
	}{
		{"µ-law", build(waveULaw, 8, 0xce, 0xce), 988},
		{"A-law", build(waveALaw, 8, 0xfa, 0xfa), 1008},
		{"8 bits", build(wavePCM, 8, 129, 129), 256},
		{"24 bits", build(wavePCM, 24, 0, 1, 2, 0, 1, 2), 0x201},
		{"32 bits", build(wavePCM, 32, 0, 0, 3, 4), 0x403},
	} {
		got, _, _, err := parseWAV(c.file)
		if err != nil || len(got) == 0 || got[0] != c.want {
			t.Errorf("%s: %v, %v; want %d", c.name, got, err, c.want)
		}
	}
	for name, file := range map[string][]byte{
		"no WAV": []byte("hello, this is not sound"), "empty": nil, "cut off": build(wavePCM, 16)[:30], "MP3 inside": build(85, 16, 1, 2),
	} {
		if _, _, _, err := parseWAV(file); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := LoadFrames(filepath.Join(t.TempDir(), "none.wav")); !os.IsNotExist(err) {
		t.Errorf("no file: %v", err)
	}
}

// TestDamagedWAV: whatever the bytes, reading ends, and without a panic.
func TestDamagedWAV(t *testing.T) {
	good := append(waveHeader(8000, 1, 200), make([]byte, 200)...)
	rapid.Check(t, func(t *rapid.T) {
		b := append([]byte(nil), good...)
		for range rapid.IntRange(1, 12).Draw(t, "changes") {
			b[rapid.IntRange(0, 47).Draw(t, "at")] = rapid.Byte().Draw(t, "to")
		}
		_, _, _, _ = parseWAV(b[:rapid.IntRange(0, len(b)).Draw(t, "cut")])
	})
}

func TestMono(t *testing.T) {
	if got := Mono([]int16{10, 20, -30, 10, 5}, 2); len(got) != 2 || got[0] != 15 || got[1] != -10 {
		t.Errorf("two channels became %v", got)
	}
	if fs := ToFrames(make([]int16, civicline.FrameSize+1)); len(fs) != 2 {
		t.Errorf("%d frames", len(fs))
	}
}
