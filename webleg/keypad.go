package webleg

import (
	"encoding/binary"
	"strings"
	"sync"
)

// keyNames are the telephone events 0 to 15, by number (RFC 4733 section 3.2).
const keyNames = "0123456789*#ABCD"

// A keypad gathers what the party presses, by whichever way it comes.
type keypad struct {
	mu     sync.Mutex
	ch     chan rune
	closed bool
}

// newKeypad holds 64 presses that nobody has read; more are forgotten.
func newKeypad() *keypad { return &keypad{ch: make(chan rune, 64)} }

func (k *keypad) press(key rune) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed {
		return
	}
	select {
	case k.ch <- key:
	default:
	}
}

// typed takes a message of the "keys" channel; anything but keys is dropped.
func (k *keypad) typed(text string) {
	text = strings.ToUpper(strings.TrimSpace(text))
	if len(text) > 64 || strings.Trim(text, keyNames) != "" {
		return
	}
	for _, key := range text {
		k.press(key)
	}
}

func (k *keypad) close() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.closed {
		k.closed = true
		close(k.ch)
	}
}

// dtmf turns telephone events into presses. Every packet of one press has the
// timestamp of its start, and the last is sent three times: what tells presses
// apart is the timestamp, not the end bit, which may be lost (RFC 4733 section
// 2.5).
type dtmf struct {
	any      bool
	start    uint32
	event    byte
	duration uint16
	ended    bool
}

// packet returns the key that this packet is the first sign of; 0 if none.
func (d *dtmf) packet(timestamp uint32, payload []byte) rune {
	if len(payload) < 4 {
		return 0
	}
	event, end, duration := payload[0], payload[1]&0x80 != 0, binary.BigEndian.Uint16(payload[2:])
	since := int32(timestamp - d.start)
	switch {
	case d.any && since < 0: // a late packet of an earlier press
		return 0
	case d.any && since == 0:
		d.duration, d.ended = max(d.duration, duration), d.ended || end
		return 0
	case d.any && !d.ended && event == d.event && d.duration >= 0xf000 && since <= 0x11000:
		// A press longer than the duration field goes on in a new segment
		// (section 2.5.1.3): still the same press.
		d.start, d.duration, d.ended = timestamp, duration, end
		return 0
	}
	*d = dtmf{any: true, start: timestamp, event: event, duration: duration, ended: end}
	if int(event) >= len(keyNames) {
		return 0 // a flash, or a tone that is no key
	}
	return rune(keyNames[event])
}
