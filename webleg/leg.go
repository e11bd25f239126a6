package webleg

import (
	"context"
	"crypto/rand"
	"log/slog"
	"sync"
	"time"

	"github.com/pion/webrtc/v4"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// A Leg is one party's end of a call over WebRTC. It ends by itself when the
// page goes or never comes, so whoever accepts one need not answer it.
type Leg struct {
	id    civicline.LegID
	party civicline.Party
	opts  Options
	log   *slog.Logger

	pc    *webrtc.PeerConnection
	media audio.Media
	in    listening
	out   *outbound
	keys  *keypad
	lines channels

	ctx       context.Context
	cancel    context.CancelCauseFunc
	connected chan struct{}
	connect   sync.Once
	close     sync.Once

	mu     sync.Mutex
	ending bool
	unwind []func() // undoes what Answer did
	tasks  sync.WaitGroup
	gone   chan struct{} // closed when the connection is
	forget func(*Leg)    // told at the very end; nil is nobody
	ended  chan struct{} // closed when nothing of the leg runs any more

	heard, played civicline.Frame // of the media clock
}

var _ civicline.Leg = (*Leg)(nil)

// newLeg makes a leg and its peer connection, not yet connected to anything.
func (e *engine) newLeg(party civicline.Party, prefer []Codec, forget func(*Leg)) (*Leg, error) {
	pc, err := e.api.NewPeerConnection(webrtc.Configuration{ICEServers: e.iceServers()})
	if err != nil {
		return nil, err
	}
	if party.Channel == "" {
		party.Channel = civicline.Web
	}
	l := &Leg{
		id: civicline.LegID("web-" + rand.Text()[:12]), party: party, opts: e.opts,
		pc: pc, out: newOutbound(prefer), keys: newKeypad(),
		gone: make(chan struct{}), forget: forget,
		lines: channels{opened: make(chan struct{})}, connected: make(chan struct{}), ended: make(chan struct{}),
	}
	l.log = e.opts.Log.With("leg", l.id)
	l.ctx, l.cancel = context.WithCancelCause(context.Background())
	if err := l.voice(prefer); err != nil {
		_ = pc.GracefulClose()
		return nil, err
	}
	pc.OnTrack(func(t *webrtc.TrackRemote, _ *webrtc.RTPReceiver) { l.task(func() { l.receive(t) }) })
	pc.OnDataChannel(l.channel)
	pc.OnConnectionStateChange(l.changed)
	late := time.AfterFunc(e.opts.ConnectTime, func() {
		if !l.isConnected() {
			l.end(civicline.ErrLineLost, false)
		}
	})
	context.AfterFunc(l.ctx, func() { late.Stop() })
	return l, nil
}

func (l *Leg) isConnected() bool {
	select {
	case <-l.connected:
		return true
	default:
		return false
	}
}

// voice adds the one track we send, with the codecs in order.
func (l *Leg) voice(prefer []Codec) error {
	tr, err := l.pc.AddTransceiverFromTrack(l.out)
	if err != nil {
		return err
	}
	if err := tr.SetCodecPreferences(parameters(prefer)); err != nil {
		return err
	}
	l.tasks.Go(func() { l.out.reports(tr.Sender()) })
	return nil
}

// task runs do, unless the leg is ending, and makes the end wait for it.
func (l *Leg) task(do func()) {
	l.mu.Lock()
	if l.ending {
		l.mu.Unlock()
		return
	}
	l.tasks.Add(1)
	l.mu.Unlock()
	defer l.tasks.Done()
	do()
}

// ID names the leg.
func (l *Leg) ID() civicline.LegID { return l.id }

// Party is who Accept was told is calling.
func (l *Leg) Party() civicline.Party { return l.party }

// Context ends with the leg.
func (l *Leg) Context() context.Context { return l.ctx }

// Answer waits for the page to be connected, and starts the sound. It returns
// the cause if the leg or ctx ends first.
func (l *Leg) Answer(ctx context.Context) error {
	select {
	case <-l.connected:
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-l.ctx.Done():
		return context.Cause(l.ctx)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ending {
		return context.Cause(l.ctx)
	}
	if l.unwind == nil {
		l.unwind = append(l.unwind, l.opts.Wheel.Add(l))
	}
	return nil
}

// Tick is one turn of the media clock: it hears a frame and sends a frame.
func (l *Leg) Tick(time.Time) {
	if in := l.in.now.Load(); in != nil {
		in.frame(&l.heard)
	} else {
		clear(l.heard[:])
	}
	l.media.Exchange(&l.heard, &l.played)
	l.out.send(&l.played)
}

// Play makes src what the party hears; nil is silence.
func (l *Leg) Play(src civicline.Source) { l.media.Play(src) }

// Feed makes sink receive what the party says; nil is nobody.
func (l *Leg) Feed(sink civicline.Sink) { l.media.Feed(sink) }

// Tap adds t, until remove is called.
func (l *Leg) Tap(t civicline.Tap) (remove func()) { return l.media.Tap(t) }

// Keys delivers each key the party presses, and is closed when the leg ends.
func (l *Leg) Keys() <-chan rune { return l.keys.ch }

// Hangup ends the leg and tells the page why. It waits for nothing; Ended says
// when all is put away.
func (l *Leg) Hangup(cause error) {
	if cause == nil {
		cause = civicline.ErrDone
	}
	l.end(cause, true)
}

// Ended is closed when no goroutine, socket or timer of the leg is left.
func (l *Leg) Ended() <-chan struct{} { return l.ended }

// changed follows the connection's states.
func (l *Leg) changed(s webrtc.PeerConnectionState) {
	l.log.Debug("connection", "state", s.String())
	switch s {
	case webrtc.PeerConnectionStateConnected:
		l.connect.Do(func() { close(l.connected) })
	case webrtc.PeerConnectionStateFailed: // nothing was heard for Grace, or the keys did not fit
		l.log.Info("line lost")
		l.end(civicline.ErrLineLost, false)
	case webrtc.PeerConnectionStateClosed: // the page closed it (DTLS close_notify), or we did
		l.close.Do(func() { close(l.gone) })
		l.end(civicline.ErrPartyHungUp, false)
	}
}

// end is the one way out. The first cause counts.
func (l *Leg) end(cause error, tell bool) {
	l.mu.Lock()
	if l.ending {
		l.mu.Unlock()
		return
	}
	l.ending = true
	unwind := l.unwind
	l.mu.Unlock()
	l.cancel(cause)
	go func() {
		defer close(l.ended)
		for _, undo := range unwind {
			undo()
		}
		l.keys.close()
		l.lines.stop()
		if tell && l.isConnected() && l.lines.data {
			l.lines.bye(cause, l.gone)
		}
		_ = l.pc.GracefulClose()
		l.tasks.Wait()
		if l.forget != nil {
			l.forget(l)
		}
	}()
}
