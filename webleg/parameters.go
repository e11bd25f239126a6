package webleg

import (
	"strings"

	"github.com/pion/webrtc/v4"
)

// mediaEngine knows every codec of this build, and telephone events at both
// clocks: at 48000 too, or browsers that speak Opus send too few of them.
func mediaEngine() (*webrtc.MediaEngine, error) {
	m := &webrtc.MediaEngine{}
	for _, p := range parameters(Codecs()) {
		p.PayloadType = offered(p)
		if err := m.RegisterCodec(p, webrtc.RTPCodecTypeAudio); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// parameters describes codecs to pion, in order, without payload types: in an
// answer those are the offer's.
func parameters(codecs []Codec) []webrtc.RTPCodecParameters {
	var out []webrtc.RTPCodecParameters
	add := func(mime string, clock uint32, channels uint16, fmtp string) {
		out = append(out, webrtc.RTPCodecParameters{RTPCodecCapability: webrtc.RTPCodecCapability{
			MimeType: mime, ClockRate: clock, Channels: channels, SDPFmtpLine: fmtp}})
	}
	wide := false
	for _, c := range codecs {
		switch c {
		case Opus: // "2" whatever is sent (RFC 7587 section 7)
			wide = true
			add(webrtc.MimeTypeOpus, 48000, 2, "minptime=10;useinbandfec=1")
		case PCMU:
			add(webrtc.MimeTypePCMU, 8000, 0, "")
		case PCMA:
			add(webrtc.MimeTypePCMA, 8000, 0, "")
		}
	}
	if wide {
		add(telephoneEvent, 48000, 0, "")
	}
	add(telephoneEvent, 8000, 0, "")
	return out
}

// offered is the payload type of a codec in our own offers.
func offered(p webrtc.RTPCodecParameters) webrtc.PayloadType {
	switch {
	case strings.EqualFold(p.MimeType, webrtc.MimeTypePCMU):
		return 0
	case strings.EqualFold(p.MimeType, webrtc.MimeTypePCMA):
		return 8
	case strings.EqualFold(p.MimeType, webrtc.MimeTypeOpus):
		return 111
	case p.ClockRate == 48000:
		return 110
	}
	return 101
}
