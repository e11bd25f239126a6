package webleg

import (
	"context"

	"github.com/pion/webrtc/v4"

	"github.com/civicline/civicline"
)

// A Peer is the page's end of one call, without a browser: it offers, and its
// Leg speaks to the one that Accept returned.
type Peer struct {
	engine   *engine
	leg      *Leg
	captions chan string
}

// NewPeer makes the far end of one call. Close it, or hang up its leg.
func NewPeer(opts Options) (*Peer, error) {
	e, err := newEngine(opts)
	if err != nil {
		return nil, err
	}
	l, err := e.newLeg(civicline.Party{}, inOrder(opts.Prefer), nil)
	if err != nil {
		_ = e.close()
		return nil, err
	}
	p := &Peer{engine: e, leg: l, captions: make(chan string, captionsMax)}
	l.lines.caption = func(text string) {
		select {
		case p.captions <- text:
		default:
		}
	}
	l.lines.data = true
	for _, label := range []string{keysLabel, captionsLabel} {
		dc, err := l.pc.CreateDataChannel(label, nil)
		if err != nil {
			_ = p.Close()
			return nil, err
		}
		l.channel(dc)
	}
	return p, nil
}

// Offer is what a page would post to the server.
func (p *Peer) Offer(ctx context.Context) (string, error) {
	d, err := p.leg.pc.CreateOffer(nil)
	if err != nil {
		return "", err
	}
	return p.leg.settle(ctx, d)
}

// Answered takes the server's answer and returns the leg, which is connecting:
// its Answer waits for that, and then sound flows.
func (p *Peer) Answered(answer string) (*Leg, error) {
	p.leg.out.prefer = inOrder(answered(answer)) // as browsers do
	if err := p.leg.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer}); err != nil {
		return nil, &civicline.Error{Kind: civicline.Invalid, Op: "take the answer", Message: "The server's answer could not be used.", Err: err}
	}
	return p.leg, nil
}

// Captions delivers the lines that the server sends; at most 32 wait to be read.
func (p *Peer) Captions() <-chan string { return p.captions }

// TypeKeys sends keys as a page's keypad does: as text on the data channel.
// SendKeys of the leg sends them in the sound, as a telephone does.
func (p *Peer) TypeKeys(ctx context.Context, keys string) error {
	select {
	case <-p.leg.lines.opened:
		return p.leg.lines.keys.SendText(keys)
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-p.leg.ctx.Done():
		return context.Cause(p.leg.ctx)
	}
}

// Goodbye is the reason that the server gave as it hung up: "" if none.
func (p *Peer) Goodbye() string { return p.leg.lines.goodbye() }

// Close hangs up and waits until nothing of the peer is left.
func (p *Peer) Close() error {
	p.leg.Hangup(civicline.ErrDone)
	<-p.leg.ended
	return p.engine.close()
}
