package speech

import (
	"math"
	"slices"
	"testing"

	"github.com/civicline/civicline"
)

func TestSentences(t *testing.T) {
	for text, want := range map[string][]string{
		"Hello. How can I help you?":             {"Hello.", "How can I help you?"},
		"Wait: one moment; done!":                {"Wait:", "one moment;", "done!"},
		"We open at 8 a.m. Eastern. Call again.": {"We open at 8 a.m.", "Eastern.", "Call again."},
		"Go to 4.5 Main St. today.":              {"Go to 4.5 Main St. today."},
		"I. O. E. 1 2 3":                         {"I. O. E. 1 2 3"},
		"  ¿Sí?  ¡No! ":                          {"¿Sí?", "¡No!"},
		"...":                                    {},
		"":                                       {},
	} {
		if got := Sentences(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestPhrasesForgetTheOldest(t *testing.T) {
	p := newPhrases(10 * frameBytes)
	for _, text := range []string{"a", "b", "c"} {
		p.put(phrase{text: text}, make([]civicline.Frame, 4))
		p.get(phrase{text: "a"})
	}
	for text, want := range map[string]bool{"a": true, "b": false, "c": true} {
		if _, ok := p.get(phrase{text: text}); ok != want {
			t.Errorf("%s is kept: %v", text, ok)
		}
	}
	if _, ok := p.get(phrase{text: "a", slower: true}); ok {
		t.Error("the slower one is another phrase")
	}
	p.put(phrase{text: "huge"}, make([]civicline.Frame, 20))
	if p.room != 10*frameBytes || len(p.by) != 0 {
		t.Errorf("room for %d bytes, %d phrases", p.room, len(p.by))
	}
}

// TestFinish: silence is cut in front, evened behind, and two voices of different
// loudness come out alike.
func TestFinish(t *testing.T) {
	for _, amplitude := range []float64{500, 20000} {
		pcm := make([]int16, 22050)
		for i := 6000; i < 16000; i++ {
			pcm[i] = int16(amplitude * math.Sin(float64(i)*0.05))
		}
		frames := finish(pcm, 22050)
		length := float64(len(frames)) * 0.02
		if length < 0.6 || length > 0.72 {
			t.Errorf("%v s are left of 0.45 s of sound", length)
		}
		sum := 0.0
		for _, f := range frames[5:20] {
			for _, s := range f {
				sum += float64(s) * float64(s)
			}
		}
		if rms := math.Sqrt(sum / (15 * civicline.FrameSize)); math.Abs(rms-loudness) > 0.15*loudness {
			t.Errorf("the loudness of %v becomes %v", amplitude, rms)
		}
	}
	if frames := finish(nil, 16000); len(frames) > 10 {
		t.Errorf("%d frames of nothing", len(frames))
	}
}

func TestReadWAV(t *testing.T) {
	head := func(format, channels, bits byte, size byte) []byte {
		b := append([]byte("RIFF\xff\xff\xff\x7fWAVEfmt \x10\x00\x00\x00"), format, 0, channels, 0, 0x40, 0x1f, 0, 0, 0, 0, 0, 0, 2, 0, bits, 0)
		return append(append(b, "data"...), size, 0xff, 0xff, 0x7f)
	}
	pcm, rate, err := ReadWAV(append(head(1, 1, 16, 0xff), 1, 0, 2, 0))
	if err != nil || rate != 8000 || !slices.Equal(pcm, []int16{1, 2}) {
		t.Errorf("a pipe's: %v %v %v", pcm, rate, err)
	}
	pcm, _, err = ReadWAV(append(head(1, 2, 16, 0xff), 1, 0, 9, 0, 2, 0, 9, 0))
	if err != nil || !slices.Equal(pcm, []int16{1, 2}) {
		t.Errorf("two channels: %v %v", pcm, err)
	}
	pcm, _, err = ReadWAV(append(head(7, 1, 8, 0xff), 0xff, 0x00))
	if err != nil || len(pcm) != 2 || pcm[0] != 0 || pcm[1] > -30000 {
		t.Errorf("µ-law: %v %v", pcm, err)
	}
	for _, bad := range [][]byte{nil, []byte("RIFF"), head(1, 1, 24, 0), head(1, 0, 16, 0), []byte("RIFF....WAVEfmt \xff\xff\xff\x7f")} {
		if _, _, err := ReadWAV(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}
