package desk_test

import (
	"context"
	"errors"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"github.com/civicline/civicline"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"
)

// tonePhones stands in for webleg with a real WebRTC peer: it plays a tone to
// the page, and notes how loud the page's microphone is.
type tonePhones struct {
	api *webrtc.API

	mu   sync.Mutex
	legs []*toneLeg
}

func newTonePhones() (*tonePhones, error) {
	var m webrtc.MediaEngine
	if err := m.RegisterCodec(webrtc.RTPCodecParameters{
		RTPCodecCapability: webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypePCMU, ClockRate: 8000}, PayloadType: 0,
	}, webrtc.RTPCodecTypeAudio); err != nil {
		return nil, err
	}
	s := webrtc.SettingEngine{}
	s.SetIncludeLoopbackCandidate(true)
	return &tonePhones{api: webrtc.NewAPI(webrtc.WithMediaEngine(&m), webrtc.WithSettingEngine(s))}, nil
}

func (p *tonePhones) Accept(_ context.Context, offer string, _ civicline.Party) (civicline.Leg, string, error) {
	pc, err := p.api.NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		return nil, "", err
	}
	l := &toneLeg{deafLeg: newDeafLeg(civicline.Party{}), pc: pc}
	track, err := webrtc.NewTrackLocalStaticSample(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypePCMU, ClockRate: 8000}, "tone", "agency")
	if err != nil {
		return nil, "", err
	}
	if _, err := pc.AddTrack(track); err != nil {
		return nil, "", err
	}
	pc.OnTrack(l.listen)
	pc.OnDataChannel(l.channel)
	gathered := webrtc.GatheringCompletePromise(pc)
	if err := errors.Join(pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer})); err != nil {
		return nil, "", fault(civicline.Invalid, err.Error())
	}
	answer, err := pc.CreateAnswer(nil)
	if err != nil {
		return nil, "", err
	}
	if err := pc.SetLocalDescription(answer); err != nil {
		return nil, "", err
	}
	<-gathered
	p.mu.Lock()
	p.legs = append(p.legs, l)
	p.mu.Unlock()
	go l.play(track)
	return l, pc.LocalDescription().SDP, nil
}

// last is the leg that came last; nil if none did.
func (p *tonePhones) last() *toneLeg {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.legs) == 0 {
		return nil
	}
	return p.legs[len(p.legs)-1]
}

func (p *tonePhones) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, l := range p.legs {
		l.Hangup(civicline.ErrDone)
	}
}

type toneLeg struct {
	*deafLeg
	pc    *webrtc.PeerConnection
	loud  atomic.Int64 // packets with sound in them
	quiet atomic.Int64
	mu    sync.Mutex
	keys  string
}

func (l *toneLeg) Hangup(cause error) {
	l.deafLeg.Hangup(cause)
	_ = l.pc.Close()
}

// play sends a tone of 400 Hz until the leg ends.
func (l *toneLeg) play(track *webrtc.TrackLocalStaticSample) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	payload := make([]byte, 160)
	for i := range payload {
		payload[i] = ulaw(int16(8000 * math.Sin(2*math.Pi*400*float64(i)/8000)))
	}
	for {
		select {
		case <-l.Context().Done():
			return
		case <-tick.C:
			_ = track.WriteSample(media.Sample{Data: payload, Duration: 20 * time.Millisecond})
		}
	}
}

func (l *toneLeg) listen(track *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
	for {
		pkt, _, err := track.ReadRTP()
		if err != nil {
			return
		}
		peak := 0
		for _, b := range pkt.Payload {
			peak = max(peak, int(^b&0x7f)) // the magnitude of µ-law, roughly logarithmic
		}
		if peak > 40 {
			l.loud.Add(1)
		} else {
			l.quiet.Add(1)
		}
	}
}

func (l *toneLeg) channel(dc *webrtc.DataChannel) {
	switch dc.Label() {
	case "keys":
		dc.OnMessage(func(m webrtc.DataChannelMessage) {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.keys += string(m.Data)
		})
	case "captions":
		dc.OnOpen(func() { _ = dc.SendText("bot: Thank you for calling.") })
	}
}

func (l *toneLeg) pressed() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.keys
}

// ulaw encodes one sample as G.711 does.
func ulaw(s int16) byte {
	const bias, clip = 0x84, 32635
	sign, v := byte(0), int(s)
	if v < 0 {
		sign, v = 0x80, -v
	}
	v = min(v, clip) + bias
	exp := byte(7)
	for mask := 0x4000; exp > 0 && v&mask == 0; mask >>= 1 {
		exp--
	}
	return ^(sign | exp<<4 | byte(v>>(exp+3))&0x0f)
}
