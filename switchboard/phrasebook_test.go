package switchboard

import (
	"sync"

	"github.com/civicline/civicline"
)

// A phrasebook gives each phrase a number, which a frame can carry.
type phrasebook struct {
	mu   sync.Mutex
	ids  map[string]int16
	text []string
}

func (b *phrasebook) frame(text string) civicline.Frame {
	b.mu.Lock()
	defer b.mu.Unlock()
	id, ok := b.ids[text]
	if !ok {
		id = int16(len(b.text))
		b.ids[text], b.text = id, append(b.text, text)
	}
	return civicline.Frame{0: marked, 1: id}
}

func (b *phrasebook) read(f *civicline.Frame) string {
	if f[0] != marked {
		return ""
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text[f[1]]
}

// loud is a voice detector for marked frames and tones.
type loud struct{}

func (loud) Voice(f *civicline.Frame) float64 {
	for _, v := range f {
		if v > 3000 || v < -3000 {
			return 1
		}
	}
	return 0
}
