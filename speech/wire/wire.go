package wire

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/civicline/civicline"
)

// Kind says what a message is about.
type Kind byte

// From the main program to the worker.
const (
	Set    Kind = iota + 1 // Setup; once, first
	Open                   // Opening; begins an ear
	Frame                  // PCM, little-endian
	Expect                 // civicline.Expectation, from the next utterance on
	End                    // asks for the final hearing of the utterance
	Close                  // of an ear
	Ping
)

// From the worker to the main program.
const (
	Loading Kind = iota + 64 // text: what is being loaded, so that a crash can be blamed on it
	Ready                    // Found: ears may be opened
	Failed                   // Found without engine: this language cannot be heard
	Heard                    // Hearing
	Fault                    // text: the ear is lost, the worker goes on
	Pong
)

// FrameBytes is the size of a Frame message's body.
const FrameBytes = 2 * civicline.FrameSize

// maxBody bounds a message: a corpus is the largest thing sent.
const maxBody = 64 << 20

// A Message is one thing said. Ear is 0 for the worker as a whole.
type Message struct {
	Kind Kind
	Ear  uint32
	Body []byte
}

// A Setup tells a worker what to hear.
type Setup struct {
	Language civicline.Language
	Folders  []string // with models, best first
	CacheDir string
	Corpus   map[civicline.Question][]string
	Spare    int      // ears to keep warm
	Skip     []string // models that killed a worker before
}

// An Opening begins an ear.
type Opening struct {
	What      civicline.Expectation
	Utterance uint32 // the number of its first utterance: not 0 after a restart
}

// Found says what a worker will use, or why there is nothing to use.
type Found struct {
	Engine, Model, Note, Missing string
}

// A Hearing is a civicline.Hearing on the wire.
type Hearing struct {
	Utterance uint32 // counts from 0 with each End
	Final     bool
	Best      civicline.Hypothesis
	More      []civicline.Hypothesis `json:",omitempty"`
	Err       string                 `json:",omitempty"`
}

// JSON makes a message of v, which must be marshallable.
func JSON(k Kind, ear uint32, v any) Message {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("wire: %T: %v", v, err)) // our own types only
	}
	return Message{k, ear, b}
}

// Into reads the body of m into v.
func (m Message) Into(v any) error { return json.Unmarshal(m.Body, v) }

// A Writer sends messages; it may be used by many goroutines. What is written is
// flushed when Send is called with nothing else under way.
type Writer struct {
	mu  sync.Mutex
	w   *bufio.Writer
	err error
}

// NewWriter returns a Writer on w.
func NewWriter(w io.Writer) *Writer { return &Writer{w: bufio.NewWriterSize(w, 32<<10)} }

// Send writes m. After an error every further Send returns it.
func (w *Writer) Send(m Message) error { return w.send(m, true) }

// SendMore writes m and leaves it in the buffer, because more follows at once.
func (w *Writer) SendMore(m Message) error { return w.send(m, false) }

func (w *Writer) send(m Message, flush bool) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err != nil {
		return w.err
	}
	var head [9]byte
	binary.LittleEndian.PutUint32(head[:], uint32(len(m.Body)))
	head[4] = byte(m.Kind)
	binary.LittleEndian.PutUint32(head[5:], m.Ear)
	_, _ = w.w.Write(head[:]) // the next Write tells
	_, w.err = w.w.Write(m.Body)
	if flush && w.err == nil {
		w.err = w.w.Flush()
	}
	return w.err
}

// A Reader receives messages.
type Reader struct{ r *bufio.Reader }

// NewReader returns a Reader on r.
func NewReader(r io.Reader) *Reader { return &Reader{bufio.NewReaderSize(r, 64<<10)} }

var errTooLong = errors.New("wire: a message is too long: the pipe carries something else")

// Next returns the next message. Its body is the caller's to keep.
func (r *Reader) Next() (Message, error) {
	var head [9]byte
	if _, err := io.ReadFull(r.r, head[:]); err != nil {
		return Message{}, err
	}
	n := binary.LittleEndian.Uint32(head[:])
	if n > maxBody {
		return Message{}, errTooLong
	}
	m := Message{Kind(head[4]), binary.LittleEndian.Uint32(head[5:]), make([]byte, n)}
	_, err := io.ReadFull(r.r, m.Body)
	return m, err
}

// FrameMessage carries f, in b if that is large enough.
func FrameMessage(ear uint32, f *civicline.Frame, b []byte) Message {
	if len(b) != FrameBytes {
		b = make([]byte, FrameBytes)
	}
	for i, s := range f {
		binary.LittleEndian.PutUint16(b[2*i:], uint16(s))
	}
	return Message{Frame, ear, b}
}

// ReadFrame takes the frame out of m.
func (m Message) ReadFrame(f *civicline.Frame) error {
	if len(m.Body) != FrameBytes {
		return fmt.Errorf("wire: a frame of %d bytes", len(m.Body))
	}
	for i := range f {
		f[i] = int16(binary.LittleEndian.Uint16(m.Body[2*i:]))
	}
	return nil
}
