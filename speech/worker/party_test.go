package worker

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/speech/wire"
)

// counter is a decoder whose words are the number of frames that it took.
type counter struct {
	frames int
	gate   chan struct{} // if not nil, each frame waits for it
	fail   bool
}

func (d *counter) Expect(civicline.Expectation) error { return nil }
func (d *counter) Close()                             {}
func (d *counter) Hear(*civicline.Frame) error {
	if d.gate != nil {
		<-d.gate
	}
	d.frames++
	if d.fail {
		return errors.New("out of order")
	}
	return nil
}
func (d *counter) SoFar() civicline.Hypothesis { return said(d.frames) }
func (d *counter) End() (civicline.Hypothesis, []civicline.Hypothesis, error) {
	n := d.frames
	d.frames = 0
	return said(n), nil, nil
}

func said(n int) civicline.Hypothesis {
	h := civicline.Hypothesis{Text: strings.TrimSpace(strings.Repeat("x ", n/100)), Confidence: 0.5}
	return h
}

// begin runs a party whose ears are made by engine, and returns what it answers.
func begin(t *testing.T, engine Engine) (*party, *wire.Reader) {
	t.Helper()
	r, w := io.Pipe()
	p := newParty(engine, wire.NewWriter(w), 1)
	t.Cleanup(func() { w.Close(); p.end(); r.Close() })
	return p, wire.NewReader(r)
}

func frame(ear uint32) wire.Message { return wire.FrameMessage(ear, new(civicline.Frame), nil) }

// next waits for an answer of a kind.
func next(t *testing.T, r *wire.Reader, kind wire.Kind) wire.Message {
	t.Helper()
	found := make(chan wire.Message, 1)
	go func() {
		for {
			m, err := r.Next()
			if err != nil {
				return
			}
			if m.Kind == kind && kind != wire.Heard {
				found <- m
				return
			}
			var h wire.Hearing
			if m.Kind == kind && m.Into(&h) == nil && h.Final {
				found <- m
				return
			}
		}
	}()
	select {
	case m := <-found:
		return m
	case <-time.After(5 * time.Second):
		t.Fatalf("no message of kind %d", kind)
		return wire.Message{}
	}
}

func TestLongUtteranceInPieces(t *testing.T) {
	p, r := begin(t, func() (Decoder, error) { return &counter{}, nil })
	total := int(longest) + 500
	go func() {
		p.take(wire.JSON(wire.Open, 1, wire.Opening{Utterance: 4}))
		e := p.ears[1]
		for range total {
			e.inbox <- frame(1) // waits, where take would give up
		}
		e.inbox <- wire.Message{Kind: wire.End, Ear: 1}
	}()
	var h wire.Hearing
	if err := next(t, r, wire.Heard).Into(&h); err != nil {
		t.Fatal(err)
	}
	if got := len(strings.Fields(h.Best.Text)); got != total/100 || h.Utterance != 4 {
		t.Errorf("%d words of utterance %d, want %d of 4", got, h.Utterance, total/100)
	}
}

func TestEarThatFallsBehindIsLost(t *testing.T) {
	gate := make(chan struct{})
	p, r := begin(t, func() (Decoder, error) { return &counter{gate: gate}, nil })
	defer close(gate)
	sent := make(chan struct{})
	go func() {
		defer close(sent)
		p.take(wire.JSON(wire.Open, 1, wire.Opening{}))
		for range inboxFrames + 2 {
			p.take(frame(1))
		}
		p.take(wire.Message{Kind: wire.End, Ear: 1}) // of an ear that is no more
	}()
	if m := next(t, r, wire.Fault); m.Ear != 1 || !strings.Contains(string(m.Body), "3s") {
		t.Errorf("%d: %s", m.Ear, m.Body)
	}
	<-sent
}

func TestFailedUtteranceIsAnswered(t *testing.T) {
	d := &counter{fail: true}
	p, r := begin(t, func() (Decoder, error) { return d, nil })
	go func() {
		p.take(wire.JSON(wire.Open, 1, wire.Opening{}))
		p.take(frame(1))
		p.take(wire.Message{Kind: wire.End, Ear: 1})
	}()
	var h wire.Hearing
	if err := next(t, r, wire.Heard).Into(&h); err != nil || h.Err != "out of order" {
		t.Errorf("%+v %v", h, err)
	}
}

func TestServe(t *testing.T) {
	if err := serve(strings.NewReader(""), io.Discard); err != nil {
		t.Errorf("an end before the beginning: %v", err)
	}
	if err := serve(strings.NewReader("INFO: this is not the protocol at all\n"), io.Discard); err == nil {
		t.Error("nonsense was taken")
	}
}

func TestNothingToHearWith(t *testing.T) {
	engine, found := find(wire.Setup{Language: "fr", Folders: []string{t.TempDir()}}, wire.NewWriter(io.Discard))
	if engine != nil || found.Engine != "" {
		t.Errorf("French is heard with %+v", found)
	}
}
