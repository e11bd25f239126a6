package audio

import (
	"testing"

	"github.com/civicline/civicline"
)

// TestG711KeepsItsCodes: what a code stands for must encode to that very code,
// so that passing through several hops changes nothing.
func TestG711KeepsItsCodes(t *testing.T) {
	for _, law := range laws {
		for c := range 256 {
			if law.name == "µ-law" && c == 0x7f {
				continue // negative zero
			}
			code, again, pcm := []byte{byte(c)}, make([]byte, 1), make([]int16, 1)
			law.decode(pcm, code)
			law.encode(again, pcm)
			if again[0] != byte(c) {
				t.Errorf("%s: %#02x stands for %d, which encodes to %#02x", law.name, c, pcm[0], again[0])
			}
		}
	}
}

// TestG711KnownCodes are from the tables of the recommendation.
func TestG711KnownCodes(t *testing.T) {
	for _, c := range []struct {
		law  string
		pcm  int16
		code byte
	}{
		{"µ-law", 0, 0xff}, {"µ-law", 32767, 0x80}, {"µ-law", -32768, 0x00}, {"µ-law", 8, 0xfe}, {"µ-law", -8, 0x7e}, {"µ-law", 1000, 0xce},
		{"A-law", 0, 0xd5}, {"A-law", -1, 0x55}, {"A-law", 32767, 0xaa}, {"A-law", -32768, 0x2a}, {"A-law", 1000, 0xfa},
	} {
		for _, law := range laws {
			if law.name != c.law {
				continue
			}
			got := make([]byte, 1)
			if law.encode(got, []int16{c.pcm}); got[0] != c.code {
				t.Errorf("%s of %d is %#02x, want %#02x", c.law, c.pcm, got[0], c.code)
			}
		}
	}
}

// TestG711Error: no sample is off by more than one part in 30, or 8.
func TestG711Error(t *testing.T) {
	for _, law := range laws {
		for v := -32768; v <= 32767; v++ {
			code, pcm := make([]byte, 1), make([]int16, 1)
			law.encode(code, []int16{int16(v)})
			law.decode(pcm, code)
			if off := abs(int(pcm[0]) - v); off > 8+abs(v)/30 {
				t.Fatalf("%s: %d comes back as %d", law.name, v, pcm[0])
			}
		}
	}
}

func TestQuiet(t *testing.T) {
	tone, hush, code := make([]int16, WireSize), make([]int16, WireSize), make([]byte, WireSize)
	var f civicline.Frame
	_ = Tone(440).ReadFrame(&f)
	copy(tone, f[:])
	for i := range hush {
		hush[i] = tone[i] / 64
	}
	if EncodeULaw(code, tone); QuietULaw(code) {
		t.Error("a loud tone is quiet")
	}
	if EncodeULaw(code, hush); !QuietULaw(code) {
		t.Error("line noise in µ-law is not quiet")
	}
	if EncodeALaw(code, hush); !QuietALaw(code) {
		t.Error("line noise in A-law is not quiet")
	}
}

var laws = []struct {
	name   string
	encode func([]byte, []int16)
	decode func([]int16, []byte)
}{{"µ-law", EncodeULaw, DecodeULaw}, {"A-law", EncodeALaw, DecodeALaw}}

func BenchmarkG711(b *testing.B) {
	var pcm [WireSize]int16
	var code [WireSize]byte
	b.ReportAllocs()
	for b.Loop() {
		EncodeULaw(code[:], pcm[:])
		DecodeULaw(pcm[:], code[:])
	}
}
