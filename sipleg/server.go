package sipleg

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"sync"

	"github.com/emiago/sipgo"
	"github.com/emiago/sipgo/sip"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// A Server answers and places calls on one UDP and one TCP address.
type Server struct {
	opts  Options
	log   *slog.Logger
	ua    *sipgo.UserAgent
	lines listeners
	ports *ports
	wheel *audio.Wheel
	own   bool // the wheel is ours to close

	mu      sync.Mutex
	dialogs map[dialogID]*dialog
	calls   int  // dialogs that have a line, of at most MaxCalls
	closing bool // takes no more calls
	closed  bool // takes no more requests

	cut      chan struct{} // closed when Close may wait no longer for far ends
	requests sync.WaitGroup
	running  sync.WaitGroup // dialogs
	handlers sync.WaitGroup // Options.Handle
}

// Listen opens the ports and answers. A port that is taken, or an address that
// is not this machine's, is an Unavailable or Invalid error that says so.
func Listen(opts Options) (*Server, error) {
	opts = opts.withDefaults()
	s := &Server{
		opts: opts, log: opts.Log, wheel: opts.Wheel,
		dialogs: map[dialogID]*dialog{}, cut: make(chan struct{}),
	}
	if opts.Advertise != "" {
		if _, err := netip.ParseAddr(opts.Advertise); err != nil {
			return nil, &civicline.Error{Kind: civicline.Invalid, Op: "open the phone line",
				Message: fmt.Sprintf("The address to advertise, %q, must be an IP address such as 203.0.113.7.", opts.Advertise)}
		}
	}
	var err error
	if s.ports, err = newPorts(opts.RTPPorts); err != nil {
		return nil, err
	}
	if err := s.lines.open(opts.UDP, opts.TCP); err != nil {
		return nil, err
	}
	if s.ua, err = newUserAgent(); err != nil {
		return nil, errors.Join(err, s.lines.close())
	}
	if s.wheel == nil {
		s.wheel, s.own = audio.NewWheel(), true
	}
	s.ua.TransactionLayer().OnRequest(s.receive)
	s.lines.serve(s.ua.TransportLayer(), s.log)
	return s, nil
}

// Addr tells where the Server listens: nil for what it does not.
func (s *Server) Addr() (udp, tcp net.Addr) { return s.lines.addr() }

// Calls is the number of calls that now have a line.
func (s *Server) Calls() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls
}

// Close takes no more calls, says BYE to all, and waits for every goroutine. It
// waits for far ends to answer their BYE until ctx ends, and returns ctx's
// error if a Handle then still runs.
func (s *Server) Close(ctx context.Context) error {
	s.mu.Lock()
	if s.closing {
		s.mu.Unlock()
		return nil
	}
	s.closing = true
	for _, d := range s.dialogs {
		d.leg.Hangup(civicline.ErrDone)
	}
	s.mu.Unlock()

	running, handled := finished(&s.running), finished(&s.handlers)
	select {
	case <-running:
	case <-ctx.Done():
	}
	close(s.cut)
	<-running
	var err error
	select {
	case <-handled:
	case <-ctx.Done():
		err = fmt.Errorf("calls are still being handled: %w", context.Cause(ctx))
	}
	select {
	case <-handled: // both may be true
		err = nil
	default:
	}

	closed := errors.Join(s.lines.close(), s.ua.Close())
	s.lines.conns.Wait()
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.requests.Wait()
	if s.own {
		s.wheel.Close()
	}
	return cmp.Or(err, closed)
}

// finished is closed when wg is done.
func finished(wg *sync.WaitGroup) <-chan struct{} {
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	return done
}

// errFull and errClosing are why no line was given.
var (
	errFull    = errors.New("all lines are busy")
	errClosing = errors.New("the line is closing")
)

// add gives d a line and starts its goroutine.
func (s *Server) add(d *dialog, first state) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closing:
		return errClosing
	case s.calls >= s.opts.MaxCalls:
		return errFull
	}
	s.calls++
	s.dialogs[d.id] = d
	s.running.Go(func() { d.run(first) })
	return nil
}

// release gives the line of d back; d may go on waiting for the answer to its BYE.
func (s *Server) release() {
	s.mu.Lock()
	s.calls--
	s.mu.Unlock()
}

func (s *Server) forget(d *dialog) {
	s.mu.Lock()
	delete(s.dialogs, d.id)
	s.mu.Unlock()
}

func (s *Server) find(id dialogID) *dialog {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dialogs[id]
}

// reaching is the address under which peer reaches us.
func (s *Server) reaching(peer netip.Addr) netip.Addr {
	if ip, err := netip.ParseAddr(s.opts.Advertise); err == nil {
		return ip
	}
	if ip := s.lines.bound(); ip.IsValid() && !ip.IsUnspecified() {
		return ip
	}
	c, err := new(net.Dialer).DialContext(context.Background(), "udp", netip.AddrPortFrom(peer, 9).String()) // sends nothing
	if err != nil {
		return netip.IPv4Unspecified()
	}
	defer c.Close()
	return c.LocalAddr().(*net.UDPAddr).AddrPort().Addr().Unmap()
}

// send writes a message outside any transaction: the ACK of a 2xx (RFC 3261 §13.2.2.4).
func (s *Server) send(req *sip.Request) error { return s.ua.TransportLayer().WriteMsg(req) }
