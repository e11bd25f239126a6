package sipleg

import (
	"context"
	"crypto/rand"
	"errors"
	"math/big"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// A Leg is a party on the telephone. It is a civicline.Leg.
type Leg struct {
	s      *Server
	id     civicline.LegID
	party  civicline.Party
	ctx    context.Context
	cancel context.CancelCauseFunc

	media  audio.Media
	stream *stream
	sdp    *describer
	onTick func() // takes it off the media clock; nil before the first agreement

	keys    chan rune
	pickUp  chan struct{} // an order to the dialog
	changes chan change   // orders to the dialog
	up      chan struct{} // closed when frames flow
	once    sync.Once     // of up
	closed  atomic.Bool
}

var _ civicline.Leg = (*Leg)(nil)

// newLeg opens the sockets of a call with a party at peer.
func (s *Server) newLeg(party civicline.Party, peer netip.Addr) (*Leg, error) {
	ip := s.lines.bound()
	rtp, rtcp, err := s.ports.open(ip)
	if err != nil {
		return nil, err
	}
	session, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	if err != nil {
		return nil, errors.Join(err, rtp.Close(), rtcp.Close())
	}
	l := &Leg{
		s: s, id: civicline.LegID("sip-" + strings.ToLower(rand.Text()[:12])), party: party,
		keys: make(chan rune, 64), pickUp: make(chan struct{}, 1), changes: make(chan change), up: make(chan struct{}),
	}
	l.ctx, l.cancel = context.WithCancelCause(context.Background())
	l.stream = newStream(rtp, rtcp, s.opts.Timing, l.pressed, func() { l.end(civicline.ErrLineLost) })
	l.sdp = &describer{ip: s.reaching(peer), port: l.stream.port(), session: session.Uint64()}
	return l, nil
}

// ID names the leg.
func (l *Leg) ID() civicline.LegID { return l.id }

// Party is who the INVITE says is calling, or who was dialled.
func (l *Leg) Party() civicline.Party { return l.party }

// Context ends with the leg.
func (l *Leg) Context() context.Context { return l.ctx }

// Play makes src what the party hears.
func (l *Leg) Play(src civicline.Source) { l.media.Play(src) }

// Feed makes sink receive what the party says.
func (l *Leg) Feed(sink civicline.Sink) { l.media.Feed(sink) }

// Tap shows t both directions, until remove is called.
func (l *Leg) Tap(t civicline.Tap) (remove func()) { return l.media.Tap(t) }

// Keys delivers each key the party presses, until the leg ends.
func (l *Leg) Keys() <-chan rune { return l.keys }

// Answer picks up; on a leg that is up already, or was dialled, it does nothing.
func (l *Leg) Answer(ctx context.Context) error {
	select {
	case l.pickUp <- struct{}{}:
	default:
	}
	select {
	case <-l.up:
		return nil
	case <-l.ctx.Done():
		return context.Cause(l.ctx)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Hangup ends the leg; a nil cause is ErrDone.
func (l *Leg) Hangup(cause error) {
	if cause == nil {
		cause = civicline.ErrDone
	}
	l.end(cause)
}

// end is the end of the leg, whoever wants it; the first cause stays. The
// dialog sees it, and tells the far end if that does not know.
func (l *Leg) end(cause error) { l.cancel(cause) }

// SendKeys presses keys (0-9, *, #, A-D; a comma waits half a second) and
// returns when all have been sent.
func (l *Leg) SendKeys(ctx context.Context, keys string) error {
	l.stream.mu.Lock()
	can := l.stream.agreed.keys != 0
	l.stream.mu.Unlock()
	if !can {
		return &civicline.Error{Kind: civicline.Unavailable, Op: "press keys", Message: "The far end takes no keys (telephone-event was not agreed on)."}
	}
	for _, key := range strings.ToUpper(keys) {
		if err := l.sendKey(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

func (l *Leg) sendKey(ctx context.Context, key rune) error {
	p := &press{done: make(chan struct{})}
	switch at := strings.IndexRune(keyNames, key); {
	case key == ',':
		p.wait = true
	case at < 0:
		return &civicline.Error{Kind: civicline.Invalid, Op: "press keys", Message: "The keys are 0-9, *, # and A-D."}
	default:
		p.event = byte(at)
	}
	select {
	case l.stream.presses <- p:
	case <-l.ctx.Done():
		return context.Cause(l.ctx)
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-p.done:
		return nil
	case <-l.ctx.Done():
		return context.Cause(l.ctx)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// pressed delivers a key of the party's; 0 is none. Nobody presses 64 keys that
// nobody reads: those after are dropped.
func (l *Leg) pressed(key rune) {
	if key == 0 {
		return
	}
	select {
	case l.keys <- key:
	default:
	}
}

// apply puts an agreement into force. The dialog calls it.
func (l *Leg) apply(a agreement) {
	l.stream.apply(a)
	if l.onTick == nil {
		l.onTick = l.s.wheel.Add(l)
	}
}

// markUp lets Answer return.
func (l *Leg) markUp() { l.once.Do(func() { close(l.up) }) }

// close frees what the leg holds, and waits for its goroutines. It reports
// whether this was the first time. The dialog calls it.
func (l *Leg) close() (first bool) {
	if l.closed.Swap(true) {
		return false
	}
	l.end(civicline.ErrDone) // unless it has ended already
	if l.onTick != nil {
		l.onTick()
	}
	l.stream.close()
	close(l.keys)
	return true
}

// Stats are the figures of a leg's sound so far.
type Stats struct {
	Codec     string
	Sent      uint64 // packets, as all that follows
	Received  uint64
	Lost      int64         // on the way to us; below zero if some came twice
	Late      uint64        // came, but too late to be heard
	Dropped   uint64        // of unknown origin or type
	Jitter    time.Duration // of RFC 3550 §6.4.1
	Buffered  time.Duration // that sound now waits in the jitter buffer
	RoundTrip time.Duration // zero before the far end's first report
	FarLost   float64       // share of what we sent that the far end missed lately, 0 to 1
}

// Stats may be asked at any time, after the end too.
func (l *Leg) Stats() Stats {
	s := l.stream
	s.mu.Lock()
	defer s.mu.Unlock()
	j := s.in.jitter.Stats()
	st := Stats{
		Sent: uint64(s.out.sent), Received: uint64(s.in.reception.received), Lost: s.in.reception.lost(), Late: j.Late, Dropped: s.in.dropped,
		Jitter:    time.Duration(s.in.reception.jitter * float64(time.Second) / wireRate),
		Buffered:  j.Delay,
		RoundTrip: s.report.roundTrip, FarLost: s.report.farLost,
	}
	if s.agreed.format.codec != nil {
		st.Codec = s.agreed.format.name
	}
	return st
}
