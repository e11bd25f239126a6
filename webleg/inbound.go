package webleg

import (
	"errors"
	"io"
	"sync/atomic"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// inbound is the sound of one payload type as it comes from the party. Packets
// go in as the network brings them; the media clock takes frames out.
type inbound struct {
	codec  Codec
	coder  coder
	jitter *audio.Jitter

	// Only the media clock touches these.
	packet []byte
	pcm    []int16
	have   int // samples in pcm that no frame has taken yet
}

// frame fills dst with the next 20 ms. Packets may be shorter or longer than a
// frame.
func (in *inbound) frame(dst *civicline.Frame) {
	for in.have < len(dst) {
		n, kind := in.jitter.Get(in.packet)
		room := in.pcm[in.have:]
		switch kind {
		case audio.Packet:
			got, err := in.coder.decode(room[:maxPacket], in.packet[:n])
			if err != nil || got == 0 {
				got = in.coder.conceal(room)
			}
			in.have += got
		case audio.Lost:
			in.have += in.coder.conceal(room)
		default:
			in.have += in.coder.silence(room)
		}
	}
	copy(dst[:], in.pcm)
	in.have = copy(in.pcm, in.pcm[len(dst):in.have])
}

// receive reads a track until it ends: sound for the jitter buffer, keys for
// the keypad. It runs in a goroutine of its own.
func (l *Leg) receive(track *webrtc.TrackRemote) {
	var (
		buf   = make([]byte, 1500)
		pkt   rtp.Packet
		keys  dtmf
		kind  = -1
		codec webrtc.RTPCodecParameters
		in    *inbound
	)
	for {
		n, _, err := track.Read(buf)
		if errors.Is(err, webrtc.ErrCodecNotFound) || errors.Is(err, io.ErrShortBuffer) {
			l.in.strange.Add(1)
			continue
		}
		if err != nil {
			return
		}
		if pkt.Unmarshal(buf[:n]) != nil || pkt.Version != 2 || len(pkt.Payload) == 0 { // Chromium starts with some empty ones
			l.in.strange.Add(1)
			continue
		}
		if int(pkt.PayloadType) != kind {
			kind, codec = int(pkt.PayloadType), track.Codec()
			if codec.MimeType != telephoneEvent {
				in = l.in.begin(codec)
			}
		}
		switch {
		case codec.MimeType == telephoneEvent:
			if key := keys.packet(pkt.Timestamp, pkt.Payload); key != 0 {
				l.keys.press(key)
			}
		case in != nil:
			l.in.packets.Add(1)
			in.jitter.Put(pkt.SequenceNumber, pkt.Timestamp, pkt.Payload, time.Now())
		}
	}
}

// listening holds the inbound that is now heard. A party may change codec in
// the middle of a call, among those agreed on.
type listening struct {
	now              atomic.Pointer[inbound]
	packets, strange atomic.Uint64
}

func (l *listening) begin(p webrtc.RTPCodecParameters) *inbound {
	codec, ok := named(p.MimeType)
	if !ok {
		return nil
	}
	if in := l.now.Load(); in != nil && in.codec == codec {
		return in // back from a key press
	}
	coder, err := newCoder(codec)
	if err != nil {
		return nil
	}
	in := &inbound{
		codec: codec, coder: coder, jitter: coder.jitter(),
		packet: make([]byte, 1500), pcm: make([]int16, civicline.FrameSize+maxPacket),
	}
	l.now.Store(in)
	return in
}

// telephoneEvent is the MIME type of keys on the wire (RFC 4733).
const telephoneEvent = "audio/telephone-event"
