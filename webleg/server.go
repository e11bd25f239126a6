package webleg

import (
	"context"
	"net"
	"slices"
	"strings"
	"sync"

	"github.com/pion/webrtc/v4"

	"github.com/civicline/civicline"
)

// A Server takes calls from browsers.
type Server struct {
	engine *engine
	prefer []Codec

	mu     sync.Mutex
	legs   map[*Leg]struct{}
	closed bool
}

// New opens what the options ask for. It returns an Unavailable error that
// names the port if that is taken.
func New(opts Options) (*Server, error) {
	if err := checkPublicIPs(opts.PublicIPs); err != nil {
		return nil, err
	}
	e, err := newEngine(opts)
	if err != nil {
		return nil, err
	}
	return &Server{engine: e, prefer: inOrder(opts.Prefer), legs: map[*Leg]struct{}{}}, nil
}

// Accept takes a page's offer and returns the leg and the answer for the page,
// complete with addresses. The leg lives on after ctx, which is the request's.
// It returns an Invalid error if the offer makes no sense, and Unavailable if
// there are too many legs already or the server is closing. The leg is a *Leg.
func (s *Server) Accept(ctx context.Context, offer string, party civicline.Party) (civicline.Leg, string, error) {
	return s.AcceptPreferring(ctx, offer, party)
}

// AcceptPreferring is Accept for a call whose other side is known: with the
// codecs of a trunk first, a bridge need not convert.
func (s *Server) AcceptPreferring(ctx context.Context, offer string, party civicline.Party, codecs ...Codec) (civicline.Leg, string, error) {
	if err := checkOffer(offer); err != nil {
		return nil, "", err
	}
	prefer := s.prefer
	if len(codecs) > 0 {
		prefer = inOrder(slices.Concat(codecs, s.prefer))
	}
	l, err := s.open(party, prefer)
	if err != nil {
		return nil, "", err
	}
	answer, err := l.answer(ctx, offer)
	if err != nil {
		l.Hangup(err)
		return nil, "", err
	}
	return l, answer, nil
}

// open makes a leg and remembers it until it has ended.
func (s *Server) open(party civicline.Party, prefer []Codec) (*Leg, error) {
	const op = "accept a call from a browser"
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, &civicline.Error{Kind: civicline.Unavailable, Op: op, Message: "The service is closing. Please call again in a minute."}
	}
	if len(s.legs) >= s.engine.opts.MaxLegs {
		return nil, &civicline.Error{Kind: civicline.Unavailable, Op: op, Message: "All lines are busy. Please call again in a few minutes."}
	}
	l, err := s.engine.newLeg(party, prefer, s.forget)
	if err != nil {
		return nil, &civicline.Error{Kind: civicline.Internal, Op: op, Message: "The call could not be set up.", Err: err}
	}
	s.legs[l] = struct{}{}
	return l, nil
}

func (s *Server) forget(l *Leg) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.legs, l)
}

// answer settles the call with the page's offer.
func (l *Leg) answer(ctx context.Context, offer string) (string, error) {
	if err := l.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer}); err != nil {
		return "", badOffer("The call's offer could not be used. Please reload the page and try again.", err)
	}
	l.lines.data = strings.Contains(offer, "m=application")
	answer, err := l.pc.CreateAnswer(nil)
	if err != nil {
		return "", badOffer("The call's offer could not be answered. Please reload the page and try again.", err)
	}
	return l.settle(ctx, answer)
}

// settle makes d our side of the call, and returns it with every address in it.
func (l *Leg) settle(ctx context.Context, d webrtc.SessionDescription) (string, error) {
	gathered := webrtc.GatheringCompletePromise(l.pc)
	if err := l.pc.SetLocalDescription(d); err != nil {
		return "", badOffer("The call's offer could not be answered. Please reload the page and try again.", err)
	}
	select {
	case <-gathered:
		return l.pc.LocalDescription().SDP, nil
	case <-ctx.Done():
		return "", context.Cause(ctx)
	case <-l.ctx.Done():
		return "", context.Cause(l.ctx)
	}
}

// Legs is how many are on now.
func (s *Server) Legs() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.legs)
}

// Addr is the one port of all legs; nil when each has its own.
func (s *Server) Addr() net.Addr {
	if s.engine.mux == nil {
		return nil
	}
	for _, a := range s.engine.mux.GetListenAddresses() {
		return a
	}
	return nil
}

// Close hangs up every leg, and waits until all is put away or ctx ends.
func (s *Server) Close(ctx context.Context) error {
	s.mu.Lock()
	s.closed = true
	var legs []*Leg
	for l := range s.legs {
		legs = append(legs, l)
	}
	s.mu.Unlock()
	for _, l := range legs {
		l.Hangup(civicline.ErrDone)
	}
	for _, l := range legs {
		select {
		case <-l.ended:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return s.engine.close()
}
