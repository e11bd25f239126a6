package switchboard

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// A line of a party's part: they speak text from at on, for so long.
type utter struct {
	at, long time.Duration
	text     string
}

// A party is a leg whose owner keeps to a script, on a clock of 20 ms.
type party struct {
	audio.Media
	w      *world
	name   string
	number civicline.PhoneNumber
	ctx    context.Context
	end    context.CancelCauseFunc
	keys   chan rune
	once   sync.Once
	src    civicline.Source // instead of a script

	mu       sync.Mutex
	script   []utter
	played   []civicline.Frame // what they heard
	answered time.Time
}

func (w *world) party(name string, script ...utter) *party {
	p := &party{w: w, name: name, number: "+12025550123", keys: make(chan rune, 8), script: script}
	p.ctx, p.end = context.WithCancelCause(context.Background())
	return p
}

func (p *party) ID() civicline.LegID { return civicline.LegID(p.name) }
func (p *party) Party() civicline.Party {
	return civicline.Party{Number: p.number, Channel: civicline.Phone}
}
func (p *party) Context() context.Context { return p.ctx }
func (p *party) Keys() <-chan rune        { return p.keys }
func (p *party) Hangup(cause error)       { p.end(cause); p.once.Do(func() { close(p.keys) }) }
func (p *party) Answer(context.Context) error {
	p.mu.Lock()
	p.answered = time.Now()
	p.mu.Unlock()
	go p.tick()
	return nil
}

func (p *party) tick() {
	t := time.NewTicker(civicline.FrameTime)
	defer t.Stop()
	for {
		select {
		case <-p.ctx.Done():
			return
		case <-t.C:
			heard, played := p.sounds(), civicline.Frame{}
			p.Exchange(&heard, &played)
			p.mu.Lock()
			p.played = append(p.played, played)
			p.mu.Unlock()
		}
	}
}

// says adds to the script, from now on.
func (p *party) says(text string, long time.Duration) {
	p.mu.Lock()
	p.script = append(p.script, utter{time.Since(p.answered), long, text})
	p.mu.Unlock()
}

func (p *party) sounds() (f civicline.Frame) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := time.Since(p.answered)
	for _, u := range p.script {
		if at >= u.at && at < u.at+u.long {
			return p.w.words.frame(u.text)
		}
	}
	if p.src != nil {
		p.src.ReadFrame(&f)
	}
	return f
}

// heard returns what a party heard, as runs: "text×frames".
func (p *party) heardRuns() []run {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []run
	for i := range p.played {
		f := &p.played[i]
		text := p.w.words.read(f)
		if text == "" && *f != (civicline.Frame{}) {
			text = "(sound)"
		}
		if n := len(out); n > 0 && out[n-1].text == text {
			out[n-1].to = i + 1
			continue
		}
		out = append(out, run{text, i, i + 1})
	}
	return out
}

type run struct {
	text     string
	from, to int // frames since the leg was answered
}

func (r run) began() time.Duration { return time.Duration(r.from) * civicline.FrameTime }
func (r run) ended() time.Duration { return time.Duration(r.to) * civicline.FrameTime }

// find returns the first run of text.
func (p *party) find(text string) (run, bool) {
	for _, r := range p.heardRuns() {
		if r.text == text {
			return r, true
		}
	}
	return run{}, false
}

// lastSeconds returns the frames a party heard lately.
func (p *party) lately(d time.Duration) []civicline.Frame {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := int(d / civicline.FrameTime)
	return slices.Clone(p.played[max(0, len(p.played)-n):])
}

// longestSilence returns the longest time of nothing that a party heard between
// two times.
func longestSilence(p *party, from, to time.Duration) (longest time.Duration) {
	for _, r := range p.heardRuns() {
		if r.text == "" {
			longest = max(longest, min(r.ended(), to)-max(r.began(), from))
		}
	}
	return longest
}
