package worker

import (
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/speech/wire"
)

// A party is all the ears of one worker.
type party struct {
	engine Engine
	out    *wire.Writer
	spare  chan Decoder  // warm, for the next ears
	made   chan struct{} // asks for another spare
	closed chan struct{}
	wait   sync.WaitGroup
	ears   map[uint32]*ear // of the reading goroutine alone
}

func newParty(engine Engine, out *wire.Writer, spare int) *party {
	p := &party{engine: engine, out: out, spare: make(chan Decoder, spare), made: make(chan struct{}, spare), closed: make(chan struct{}), ears: map[uint32]*ear{}}
	for range spare {
		p.made <- struct{}{}
	}
	p.wait.Go(p.warm)
	return p
}

// warm makes decoders before they are needed, ready for the first question.
func (p *party) warm() {
	for {
		select {
		case <-p.closed:
			return
		case <-p.made:
			d, err := p.fresh()
			if err != nil {
				fmt.Fprintln(os.Stderr, err)
				continue
			}
			p.spare <- d
		}
	}
}

func (p *party) fresh() (Decoder, error) {
	d, err := p.engine()
	if err == nil {
		err = d.Expect(civicline.Expectation{Question: civicline.OpenQuestion})
	}
	return d, err
}

// decoder takes a warm one, or makes one. A decoder serves one ear only: it
// learns the loudness and the line of whom it hears.
func (p *party) decoder() (Decoder, error) {
	select {
	case d := <-p.spare:
		p.made <- struct{}{}
		return d, nil
	default:
		return p.fresh()
	}
}

// take acts on a message; an error means that the pipe carries nonsense.
func (p *party) take(m wire.Message) error {
	e := p.ears[m.Ear]
	switch {
	case m.Kind == wire.Ping:
		return p.out.Send(wire.Message{Kind: wire.Pong})
	case m.Kind == wire.Open:
		var o wire.Opening
		if err := m.Into(&o); err != nil {
			return err
		}
		if e != nil {
			close(e.inbox)
		}
		e = &ear{id: m.Ear, party: p, inbox: make(chan wire.Message, inboxFrames), what: o.What, utterance: o.Utterance}
		p.ears[m.Ear] = e
		p.wait.Go(e.run)
	case e == nil: // it was lost; the main program knows
	case m.Kind == wire.Close:
		close(e.inbox)
		delete(p.ears, m.Ear)
	default:
		select {
		case e.inbox <- m:
		default:
			close(e.inbox)
			delete(p.ears, m.Ear)
			return p.fault(m.Ear, fmt.Errorf("more than %v of speech wait to be heard", inboxFrames*civicline.FrameTime))
		}
	}
	return nil
}

func (p *party) fault(ear uint32, err error) error {
	return p.out.Send(wire.Message{Kind: wire.Fault, Ear: ear, Body: []byte(err.Error())})
}

// end closes all ears and waits for them.
func (p *party) end() {
	for _, e := range p.ears {
		close(e.inbox)
	}
	close(p.closed)
	p.wait.Wait()
}

const (
	// inboxFrames bounds how far an ear may fall behind: three seconds.
	inboxFrames = 150
	// partialEvery is how often a partial hearing is looked for.
	partialEvery = 10 // frames
	// longest is what an engine is given in one go; a longer utterance is put
	// together from pieces.
	longest = 40 * time.Second / civicline.FrameTime
	// hung is how long one call into the engine may take.
	hung = 5 * time.Second
)

// An ear is one party heard, in its own goroutine.
type ear struct {
	id        uint32
	party     *party
	inbox     chan wire.Message
	what      civicline.Expectation
	utterance uint32
	decoder   Decoder
	frames    int                    // of the piece under way
	before    []civicline.Hypothesis // pieces of this utterance that are done
	last      string
}

func (e *ear) run() {
	err := e.guard(func() error {
		d, err := e.party.decoder()
		if err != nil {
			return err
		}
		e.decoder = d
		return d.Expect(e.what)
	})
	if e.decoder != nil {
		defer e.decoder.Close()
	}
	for m := range e.inbox {
		if err == nil {
			err = e.guard(func() error { return e.act(m) })
		}
		if err != nil && m.Kind == wire.End { // every End is answered
			_ = e.party.out.Send(wire.JSON(wire.Heard, e.id, wire.Hearing{Utterance: e.utterance, Final: true, Err: err.Error()}))
			e.utterance++
			err = nil
		}
	}
}

// guard ends the process if f does not come back.
func (e *ear) guard(f func() error) error {
	dog := time.AfterFunc(hung, func() {
		fmt.Fprintln(os.Stderr, "the engine hangs")
		os.Exit(3)
	})
	defer dog.Stop()
	return f()
}

func (e *ear) act(m wire.Message) error {
	switch m.Kind {
	case wire.Frame:
		return e.hear(m)
	case wire.Expect:
		if err := m.Into(&e.what); err != nil {
			return err
		}
		if e.frames == 0 && e.before == nil {
			return e.decoder.Expect(e.what)
		}
	case wire.End:
		best, more, err := e.decoder.End()
		if err != nil {
			return err
		}
		best, more = e.whole(best, more)
		err = e.party.out.Send(wire.JSON(wire.Heard, e.id, wire.Hearing{Utterance: e.utterance, Final: true, Best: best, More: more}))
		e.utterance++
		e.frames, e.before, e.last = 0, nil, ""
		if err != nil {
			return err
		}
		return e.decoder.Expect(e.what) // free when it has not changed
	}
	return nil
}

func (e *ear) hear(m wire.Message) error {
	var f civicline.Frame
	if err := m.ReadFrame(&f); err != nil {
		return err
	}
	if err := e.decoder.Hear(&f); err != nil {
		return err
	}
	e.frames++
	if e.frames >= int(longest) {
		piece, _, err := e.decoder.End()
		if err != nil {
			return err
		}
		if piece.Text != "" {
			e.before = append(e.before, piece)
		}
		e.frames = 0
	}
	if e.frames%partialEvery != 0 || len(e.inbox) > partialEvery {
		return nil
	}
	far, _ := e.whole(e.decoder.SoFar(), nil)
	if far.Text == e.last {
		return nil
	}
	e.last = far.Text
	return e.party.out.Send(wire.JSON(wire.Heard, e.id, wire.Hearing{Utterance: e.utterance, Best: far}))
}

// whole puts the pieces of a long utterance together.
func (e *ear) whole(best civicline.Hypothesis, more []civicline.Hypothesis) (civicline.Hypothesis, []civicline.Hypothesis) {
	if len(e.before) == 0 {
		return best, more
	}
	out := civicline.Hypothesis{Language: best.Language, Confidence: 1}
	for _, h := range append(e.before[:len(e.before):len(e.before)], best) {
		if h.Text == "" {
			continue
		}
		if out.Text != "" {
			out.Text += " "
		}
		out.Text += h.Text
		out.Words = append(out.Words, h.Words...)
		out.Confidence = min(out.Confidence, h.Confidence)
	}
	return out, nil
}
