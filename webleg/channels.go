package webleg

import (
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/pion/webrtc/v4"

	"github.com/civicline/civicline"
)

// The labels of the data channels.
const (
	keysLabel     = "keys"
	captionsLabel = "captions"
)

// How long a page has to close the connection when told goodbye; and how many
// captions wait for a channel that is not yet open.
const (
	byeTime     = 250 * time.Millisecond
	captionsMax = 32
)

// channels are the data channels that the offering side opened.
type channels struct {
	mu       sync.Mutex
	keys     *webrtc.DataChannel
	captions *webrtc.DataChannel
	waiting  []string // captions
	closed   bool
	opened   chan struct{} // closed when keys is open
	data     bool          // the offer has data channels
	why      string        // the far end's goodbye
	caption  func(string)  // takes those that come to us; nil is nobody
}

func (c *channels) goodbye() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.why
}

// channel takes a channel that the far end opened. Those we do not know are closed.
func (l *Leg) channel(dc *webrtc.DataChannel) {
	switch dc.Label() {
	case keysLabel:
		l.lines.mu.Lock()
		second := l.lines.keys != nil
		if !second {
			l.lines.keys = dc
		}
		l.lines.mu.Unlock()
		if second {
			return
		}
		dc.OnOpen(func() { close(l.lines.opened) })
		dc.OnMessage(func(m webrtc.DataChannelMessage) { l.told(string(m.Data)) })
	case captionsLabel:
		l.lines.mu.Lock()
		l.lines.captions = dc
		l.lines.mu.Unlock()
		dc.OnOpen(l.lines.flush)
		dc.OnMessage(func(m webrtc.DataChannelMessage) {
			if l.lines.caption != nil {
				l.lines.caption(string(m.Data))
			}
		})
	default:
		_ = dc.Close()
	}
}

// told takes a message of the keys channel.
func (l *Leg) told(text string) {
	if why, ok := strings.CutPrefix(text, "bye"); ok {
		l.lines.mu.Lock()
		l.lines.why = strings.TrimPrefix(why, ":")
		l.lines.mu.Unlock()
		l.end(civicline.ErrPartyHungUp, false)
		return
	}
	l.keys.typed(text)
}

// Caption sends one line of text for the page to show. It does not block; a page
// without a "captions" channel gets none, and lines wait until the channel is open.
func (l *Leg) Caption(text string) {
	c := &l.lines
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return
	}
	if c.captions != nil && c.captions.ReadyState() == webrtc.DataChannelStateOpen && len(c.waiting) == 0 {
		_ = c.captions.SendText(text)
		return
	}
	if len(c.waiting) == captionsMax {
		c.waiting = c.waiting[1:]
	}
	c.waiting = append(c.waiting, text)
}

// flush sends what waited for the captions to open.
func (c *channels) flush() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, text := range c.waiting {
		_ = c.captions.SendText(text)
	}
	c.waiting = nil
}

// stop takes no more captions.
func (c *channels) stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
}

// bye says goodbye and waits until the far end has closed in answer, or byeTime
// is over. To wait for the acknowledgement only is not enough: the closing may
// overtake the message on its way to whoever reads it.
func (c *channels) bye(cause error, gone <-chan struct{}) {
	deadline := time.After(byeTime)
	select {
	case <-c.opened:
	case <-gone:
		return
	case <-deadline:
		return
	}
	c.mu.Lock()
	keys := c.keys
	c.mu.Unlock()
	if keys.SendText("bye:"+reason(cause)) != nil {
		return
	}
	select {
	case <-gone:
	case <-deadline:
	}
}

// reason is what the page is told: a code that it has words for, never the
// inside of an error.
func reason(cause error) string {
	var e *civicline.Error
	switch {
	case errors.Is(cause, civicline.ErrDone):
		return "done"
	case errors.Is(cause, civicline.ErrLineLost):
		return "lost"
	case errors.Is(cause, civicline.ErrPartyHungUp):
		return "hung up"
	case errors.As(cause, &e):
		return string(e.Kind)
	}
	return "ended"
}
