package switchboard

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"github.com/civicline/civicline"
)

// deadAir is how long the caller may hear nothing at all while it is our move;
// then comes a soft sound.
const deadAir = time.Second

// A mouth is all that the caller hears from us, as one Source for their leg:
// the sentences in their order; under them, whenever nothing is said, the music
// or the other leg; and when there is nothing to hear though it is our move, a
// soft sound that says we are still here.
type mouth struct {
	post    func(mail)
	now     func() time.Time
	comfort []civicline.Frame // the soft sound, over and over

	mu    sync.Mutex
	line  []*piece         // line[0] is at the caller's ear
	held  bool             // and waits: the caller may be speaking
	under civicline.Source // nil is silence
	live  bool             // under goes on while something is said, unheard
	lost  civicline.Frame  // what of it was not heard
	busy  bool             // it is our move
	still int              // frames of silence in a row, while it is our move
	news  []spoken
}

// A spoken is what became of a piece: it began, or it ended.
type spoken struct {
	p     *piece
	at    time.Time // its first frame went to the wire, or its last had gone
	ended bool
	last  bool  // nothing more is to be said, after it
	err   error // the voice failed
}

// mouthSpoke is the mail that says there is news.
type mouthSpoke struct{}

// take returns what has happened since it was last asked.
func (m *mouth) take() []spoken {
	m.mu.Lock()
	defer m.mu.Unlock()
	news := m.news
	m.news = nil
	return news
}

func (m *mouth) tell(s spoken) {
	s.at = m.now()
	m.news = append(m.news, s)
	m.post(mouthSpoke{})
}

// add puts a piece behind those already to be said.
func (m *mouth) add(p *piece) {
	m.mu.Lock()
	m.line = append(m.line, p)
	m.mu.Unlock()
}

// again puts a piece before all others.
func (m *mouth) again(p *piece) {
	m.mu.Lock()
	m.line = append([]*piece{p}, m.line...)
	m.mu.Unlock()
}

// begin notes that p is being given its sound, and how that is stopped.
func (m *mouth) begin(p *piece, cancel context.CancelFunc) {
	m.mu.Lock()
	p.cancel = cancel
	m.mu.Unlock()
}

// voiced gives a piece its sound.
func (m *mouth) voiced(p *piece, src civicline.Source) {
	length := 0
	if s, ok := src.(interface{ Len() int }); ok {
		length = s.Len()
	}
	m.mu.Lock()
	p.src, p.length, p.quiet = src, length, 0
	m.mu.Unlock()
}

// hush stops speaking at once. It returns what was at the caller's ear, as it
// stood, and false if nothing was said or to be said.
func (m *mouth) hush() (piece, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	cut := m.line
	m.line, m.held = nil, false
	for _, p := range cut {
		if p.cancel != nil {
			p.cancel()
		}
	}
	if len(cut) == 0 {
		return piece{}, false
	}
	return *cut[0], true
}

// atEar returns the speech that the caller is hearing, as it stands.
func (m *mouth) atEar() (piece, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.line) == 0 || m.held || m.line[0].frames == 0 || m.line[0].sound {
		return piece{}, false
	}
	return *m.line[0], true
}

// noMore forgets what was to be said after the piece that is at the caller's ear.
func (m *mouth) noMore() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.line) < 2 {
		return
	}
	for _, p := range m.line[1:] {
		if p.cancel != nil {
			p.cancel()
		}
	}
	m.line = m.line[:1:1]
}

// pause stops speaking until goOn or hush. It takes out the piece that was at
// the caller's ear, and returns it as it stood; nil if it had not begun, or is no
// speech.
func (m *mouth) pause() *piece {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.line) == 0 {
		return nil
	}
	m.held = true
	p := m.line[0]
	if p.frames == 0 || p.sound {
		return nil
	}
	m.line = m.line[1:]
	p.cancel()
	return p
}

// goOn speaks on after pause.
func (m *mouth) goOn() {
	m.mu.Lock()
	m.held, m.still = false, 0
	m.mu.Unlock()
}

// lay puts src under the speech, to be heard whenever nothing is said: nil is
// silence.
func (m *mouth) lay(src civicline.Source) { m.put(src, false) }

// layLive puts a live line under the speech. What comes while something is said
// is lost, and does not come late.
func (m *mouth) layLive(src civicline.Source) { m.put(src, true) }

func (m *mouth) put(src civicline.Source, live bool) {
	m.mu.Lock()
	m.under, m.live, m.still = src, live, 0
	m.mu.Unlock()
}

// owe says whether the next sound is ours to make.
func (m *mouth) owe(busy bool) {
	m.mu.Lock()
	m.busy = busy
	m.mu.Unlock()
}

// silent reports whether nothing is being said, nor to be said.
func (m *mouth) silent() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.line) == 0
}

// unvoiced returns those of the first n pieces that nobody has begun to voice.
func (m *mouth) unvoiced(n int) []*piece {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []*piece
	for i, p := range m.line {
		if i == n {
			break
		}
		if p.cancel == nil {
			out = append(out, p)
		}
	}
	return out
}

// ReadFrame makes the mouth a Source that never ends.
func (m *mouth) ReadFrame(f *civicline.Frame) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.live && len(m.line) > 0 {
		_ = m.under.ReadFrame(&m.lost) // of a pipe: no error
	}
	for len(m.line) > 0 && !m.held {
		p := m.line[0]
		err := p.read(f)
		switch {
		case errors.Is(err, errNotYet):
			m.breathe(f)
			return nil
		case err == nil:
			p.frames++
			m.still = 0
			if p.frames == 1 {
				m.tell(spoken{p: p, last: len(m.line) == 1})
			}
			return nil
		}
		if errors.Is(err, io.EOF) {
			err = nil
		}
		m.line[0] = nil
		m.line = m.line[1:]
		m.tell(spoken{p: p, ended: true, last: len(m.line) == 0, err: err})
	}
	if m.under != nil && m.under.ReadFrame(f) == nil {
		m.still = 0
		return nil
	}
	m.breathe(f)
	return nil
}

const deadFrames = int(deadAir / civicline.FrameTime)

// breathe gives silence, and after deadAir of it, while it is our move, the
// soft sound.
func (m *mouth) breathe(f *civicline.Frame) {
	*f = civicline.Frame{}
	if !m.busy && (len(m.line) == 0 || m.held) {
		m.still = 0
		return
	}
	m.still++
	if m.still > deadFrames && len(m.comfort) > 0 {
		*f = m.comfort[(m.still-deadFrames-1)%len(m.comfort)]
	}
}
