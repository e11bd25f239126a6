package webleg

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync/atomic"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"github.com/civicline/civicline"
)

// outbound is the track we send: one stream of RTP that holds sound and, at the
// same numbering, telephone events. It is a webrtc.TrackLocal of our own
// because pion's puts one payload type on every packet.
type outbound struct {
	prefer []Codec
	bound  atomic.Pointer[binding]
	keys   dialer

	// Only the media clock touches these.
	header  rtp.Header
	payload []byte
	event   [4]byte
	wire    rtp.Header // the one being sent: here, it costs no allocation

	packets, failed, farLost atomic.Uint64
}

// binding is what was negotiated.
type binding struct {
	codec    Codec
	coder    coder
	writer   webrtc.TrackLocalWriter
	ssrc     uint32
	sound    uint8 // payload types
	event    uint8
	hasKeys  bool
	pionsRef string
}

func newOutbound(prefer []Codec) *outbound {
	var seed [6]byte
	_, _ = rand.Read(seed[:])
	o := &outbound{prefer: prefer, payload: make([]byte, 1275)} // RFC 6716: the largest Opus packet of one frame
	o.header = rtp.Header{
		Version: 2, Marker: true,
		SequenceNumber: binary.BigEndian.Uint16(seed[:]),
		Timestamp:      binary.BigEndian.Uint32(seed[2:]),
	}
	return o
}

// send puts one frame, or a part of a key press, on the wire. The timestamp
// goes on by one step whatever is sent, so that the far end's clock holds.
func (o *outbound) send(f *civicline.Frame) {
	b := o.bound.Load()
	if b == nil {
		return
	}
	step := b.codec.step()
	defer func() { o.header.Timestamp += step }()
	if b.hasKeys {
		if times, start, first := o.keys.next(&o.event, o.header.Timestamp, step); times > 0 {
			for range times {
				o.write(b, b.event, start, first, o.event[:])
			}
			return
		}
	}
	n, err := b.coder.encode(o.payload, f)
	if err != nil || n == 0 {
		return
	}
	o.write(b, b.sound, o.header.Timestamp, o.header.Marker, o.payload[:n])
	o.header.Marker = false
}

func (o *outbound) write(b *binding, kind uint8, timestamp uint32, marker bool, payload []byte) {
	o.wire = o.header
	o.wire.SSRC, o.wire.PayloadType, o.wire.Timestamp, o.wire.Marker = b.ssrc, kind, timestamp, marker
	o.header.SequenceNumber++
	if _, err := b.writer.WriteRTP(&o.wire, payload); err != nil {
		o.failed.Add(1)
		return
	}
	o.packets.Add(1)
}

// reports reads what the far end says of how we arrive (RFC 3550 section
// 6.4.1), until the sender stops.
func (o *outbound) reports(sender *webrtc.RTPSender) {
	buf := make([]byte, 1500)
	for {
		n, _, err := sender.Read(buf)
		if errors.Is(err, io.ErrShortBuffer) {
			continue
		}
		if err != nil {
			return
		}
		packets, err := rtcp.Unmarshal(buf[:n])
		if err != nil {
			continue
		}
		for _, p := range packets {
			for _, r := range receptions(p) {
				if b := o.bound.Load(); b != nil && r.SSRC == b.ssrc {
					o.farLost.Store(uint64(r.TotalLost))
				}
			}
		}
	}
}

func receptions(p rtcp.Packet) []rtcp.ReceptionReport {
	switch p := p.(type) {
	case *rtcp.ReceiverReport:
		return p.Reports
	case *rtcp.SenderReport:
		return p.Reports
	}
	return nil
}

// Bind is pion telling what was negotiated.
func (o *outbound) Bind(c webrtc.TrackLocalContext) (webrtc.RTPCodecParameters, error) {
	for _, want := range o.prefer {
		for _, have := range c.CodecParameters() {
			codec, ok := named(have.MimeType)
			if !ok || codec != want {
				continue
			}
			coder, err := newCoder(codec)
			if err != nil {
				return webrtc.RTPCodecParameters{}, fmt.Errorf("webleg: make a coder for %s: %w", codec, err)
			}
			b := &binding{codec: codec, coder: coder, writer: c.WriteStream(), ssrc: uint32(c.SSRC()), sound: uint8(have.PayloadType), pionsRef: c.ID()}
			b.event, b.hasKeys = eventType(c.CodecParameters(), codec.clock())
			o.bound.Store(b)
			return have, nil
		}
	}
	return webrtc.RTPCodecParameters{}, webrtc.ErrUnsupportedCodec
}

// eventType finds the telephone events that count time as the sound does.
func eventType(all []webrtc.RTPCodecParameters, clock uint32) (uint8, bool) {
	for _, c := range all {
		if c.MimeType == telephoneEvent && c.ClockRate == clock {
			return uint8(c.PayloadType), true
		}
	}
	return 0, false
}

// Unbind stops the sending.
func (o *outbound) Unbind(c webrtc.TrackLocalContext) error {
	if b := o.bound.Load(); b != nil && b.pionsRef == c.ID() {
		o.bound.CompareAndSwap(b, nil)
	}
	return nil
}

// ID, RID, StreamID and Kind name the track to pion, and in the SDP.
func (o *outbound) ID() string                { return "voice" }
func (o *outbound) RID() string               { return "" }
func (o *outbound) StreamID() string          { return "civicline" }
func (o *outbound) Kind() webrtc.RTPCodecType { return webrtc.RTPCodecTypeAudio }
