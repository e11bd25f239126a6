package scripted

import (
	"errors"
	"io"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

func TestLines(t *testing.T) {
	r := &Recognizer{Answer: Lines("hello", "goodbye"), Languages: []civicline.Language{civicline.English}}
	ear, err := r.Listen(t.Context(), civicline.Expectation{Language: civicline.English})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"hello", "goodbye", ""} {
		ear.WriteFrame(new(civicline.Frame))
		ear.EndUtterance()
		if h := <-ear.Heard(); !h.Final || h.Best.Text != want || h.Best.Language != civicline.English {
			t.Errorf("%+v, want %q", h, want)
		}
	}
	ear.Close()
	if _, open := <-ear.Heard(); open {
		t.Error("the channel is open after Close")
	}
	if _, err := r.Listen(t.Context(), civicline.Expectation{Language: civicline.Spanish}); civicline.FaultOf(err) != civicline.Unavailable {
		t.Errorf("Spanish: %v", err)
	}
}

func TestTones(t *testing.T) {
	r := &Recognizer{Answer: Tones(map[float64]string{600: "yes", 900: "no"})}
	for hz, want := range map[float64]string{600: "yes", 900: "no"} {
		ear, _ := r.Listen(t.Context(), civicline.Expectation{Language: civicline.English})
		src := audio.Tone(hz)
		for range 20 {
			var f civicline.Frame
			src.ReadFrame(&f)
			ear.WriteFrame(&f)
		}
		ear.EndUtterance()
		if h := <-ear.Heard(); h.Best.Text != want {
			t.Errorf("%v Hz: %q", hz, h.Best.Text)
		}
	}
}

func TestSynthesizer(t *testing.T) {
	s := &Synthesizer{PerRune: 20 * time.Millisecond}
	src, err := s.Speak(t.Context(), civicline.Utterance{Text: "hello"})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for !errors.Is(src.ReadFrame(new(civicline.Frame)), io.EOF) {
		n++
	}
	if n != 5 || s.Said()[0].Text != "hello" {
		t.Errorf("%d frames of %v", n, s.Said())
	}
}
