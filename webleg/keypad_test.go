package webleg_test

import (
	"encoding/binary"
	"testing"

	"github.com/civicline/civicline/webleg"
)

// event is the payload of a telephone event (RFC 4733 section 2.3).
func event(number byte, end bool, duration uint16) []byte {
	b := []byte{number, 10, 0, 0}
	if end {
		b[1] |= 0x80
	}
	binary.BigEndian.PutUint16(b[2:], duration)
	return b
}

func TestTelephoneEvents(t *testing.T) {
	t.Parallel()
	type packet struct {
		at      uint32
		payload []byte
	}
	for move, c := range map[string]struct {
		packets []packet
		want    string
	}{
		"one press, six packets -> one key": {[]packet{
			{1000, event(5, false, 160)}, {1000, event(5, false, 320)}, {1000, event(5, false, 480)},
			{1000, event(5, true, 640)}, {1000, event(5, true, 640)}, {1000, event(5, true, 640)}}, "5"},
		"the same key twice -> two keys": {[]packet{
			{1000, event(5, false, 160)}, {1000, event(5, true, 640)}, {3000, event(5, false, 160)}, {3000, event(5, true, 640)}}, "55"},
		"only its last end arrives -> the key": {[]packet{{1000, event(11, true, 800)}}, "#"},
		"all ends lost, then another -> two keys": {[]packet{
			{1000, event(1, false, 160)}, {1000, event(1, false, 320)}, {9000, event(2, false, 160)}}, "12"},
		"end of the one before comes late -> nothing more": {[]packet{
			{1000, event(1, false, 160)}, {3000, event(2, false, 160)}, {1000, event(1, true, 640)}}, "12"},
		"the clock turns over -> two keys": {[]packet{
			{0xfffffff0, event(1, true, 640)}, {2000, event(2, true, 640)}}, "12"},
		"held longer than the field counts -> one key": {[]packet{
			{1000, event(9, false, 480)}, {1000, event(9, false, 65535)}, {1000 + 65535, event(9, false, 480)}, {1000 + 65535, event(9, true, 960)}}, "9"},
		"star, pound, letters":    {[]packet{{1, event(10, true, 800)}, {2000, event(11, true, 800)}, {4000, event(12, true, 800)}, {6000, event(15, true, 800)}}, "*#AD"},
		"flash and tones -> none": {[]packet{{1, event(16, true, 800)}, {2000, event(32, true, 800)}}, ""},
		"cut short -> none":       {[]packet{{1, []byte{5, 0}}, {2, nil}}, ""},
	} {
		t.Run(move, func(t *testing.T) {
			var d webleg.DTMF
			var got string
			for _, p := range c.packets {
				if key := d.Packet(p.at, p.payload); key != 0 {
					got += string(key)
				}
			}
			if got != c.want {
				t.Errorf("got %q; want %q", got, c.want)
			}
		})
	}
}
