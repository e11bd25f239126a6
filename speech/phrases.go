package speech

import (
	"container/list"
	"sync"
	"unsafe"

	"github.com/civicline/civicline"
)

// A phrase is one sentence by one voice.
type phrase struct {
	voice, text string
	slower      bool
}

// phrases keeps what was spoken, up to a number of bytes; what was not used for
// the longest time goes first.
type phrases struct {
	mu    sync.Mutex
	room  int
	order *list.List // of *kept, the latest used in front
	by    map[phrase]*list.Element
}

type kept struct {
	phrase phrase
	frames []civicline.Frame
}

const frameBytes = int(unsafe.Sizeof(civicline.Frame{}))

func newPhrases(bytes int) *phrases {
	return &phrases{room: bytes, order: list.New(), by: map[phrase]*list.Element{}}
}

// get returns frames that must not be changed.
func (p *phrases) get(what phrase) ([]civicline.Frame, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at, ok := p.by[what]
	if !ok {
		return nil, false
	}
	p.order.MoveToFront(at)
	return at.Value.(*kept).frames, true
}

func (p *phrases) put(what phrase, frames []civicline.Frame) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.by[what] != nil {
		return
	}
	p.by[what] = p.order.PushFront(&kept{what, frames})
	p.room -= len(frames) * frameBytes
	for p.room < 0 {
		last := p.order.Back()
		k := p.order.Remove(last).(*kept)
		delete(p.by, k.phrase)
		p.room += len(k.frames) * frameBytes
	}
}
