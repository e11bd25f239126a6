package wire

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"sync"
	"testing"

	"github.com/civicline/civicline"
)

func TestRoundTrip(t *testing.T) {
	var f civicline.Frame
	for i := range f {
		f[i] = int16(i*200 - 32000)
	}
	sent := []Message{
		JSON(Set, 0, Setup{Language: civicline.Spanish, Folders: []string{"/a"}, Corpus: map[civicline.Question][]string{civicline.YesNo: {"sí"}}}),
		FrameMessage(7, &f, nil),
		FrameMessage(8, &f, make([]byte, FrameBytes)),
		{Kind: End, Ear: 7},
		JSON(Heard, 7, Hearing{Utterance: 3, Final: true, Best: civicline.Hypothesis{Text: "sí"}, Err: "oh"}),
	}
	var b bytes.Buffer
	w := NewWriter(&b)
	for i, m := range sent {
		send := w.Send
		if i < len(sent)-1 {
			send = w.SendMore
		}
		if err := send(m); err != nil {
			t.Fatal(err)
		}
	}
	r := NewReader(&b)
	for _, want := range sent {
		got, err := r.Next()
		if err != nil || got.Kind != want.Kind || got.Ear != want.Ear || !bytes.Equal(got.Body, want.Body) {
			t.Fatalf("%v %v, want %v", got, err, want)
		}
		if got.Kind == Frame {
			var g civicline.Frame
			if err := got.ReadFrame(&g); err != nil || g != f {
				t.Errorf("another frame: %v", err)
			}
		}
	}
	if _, err := r.Next(); !errors.Is(err, io.EOF) {
		t.Errorf("after the last: %v", err)
	}
	var h Hearing
	if err := sent[4].Into(&h); err != nil || !reflect.DeepEqual(h.Best.Text, "sí") || h.Utterance != 3 {
		t.Errorf("%+v %v", h, err)
	}
}

func TestGarbage(t *testing.T) {
	for name, in := range map[string]string{"a library that prints": "INFO: loading model\n", "cut short": "\x10\x00\x00\x00\x01\x00\x00\x00\x00abc"} {
		if _, err := NewReader(bytes.NewReader([]byte(in))).Next(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if err := (Message{Kind: Frame, Body: []byte{1}}).ReadFrame(new(civicline.Frame)); err == nil {
		t.Error("a frame of one byte was taken")
	}
}

func TestManySenders(t *testing.T) {
	var b bytes.Buffer
	w := NewWriter(&b)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for range 100 {
				w.Send(Message{Kind: Fault, Ear: uint32(i), Body: []byte("x")})
			}
		})
	}
	wg.Wait()
	r := NewReader(&b)
	for range 800 {
		if m, err := r.Next(); err != nil || m.Kind != Fault || string(m.Body) != "x" {
			t.Fatal(m, err)
		}
	}
}
