package sipleg

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/emiago/sipgo"
	"github.com/emiago/sipgo/sip"

	"github.com/civicline/civicline"
)

// socketBuffer holds the bursts of a busy trunk: with the system's default, ACK
// and BYE are what gets lost.
const socketBuffer = 4 << 20

// listeners are the sockets that SIP comes in by, and the goroutines that read them.
type listeners struct {
	udp     *net.UDPConn
	tcp     net.Listener
	conns   sync.WaitGroup // TCP connections not yet closed
	reading sync.WaitGroup
}

func newUserAgent() (*sipgo.UserAgent, error) {
	tune()
	return sipgo.NewUA(
		sipgo.WithUserAgent("Civicline"),
		sipgo.WithUserAgentTransactionLayerOptions(sip.WithTransactionLayerUnhandledResponseHandler(func(*sip.Response) {})),
	)
}

// tune sets what sipgo has for the whole process. It logs messages that it
// cannot parse, callers' numbers and all: it must not. And it refuses to send
// by UDP what is longer than a packet, such as a 200 that passed a few proxies;
// IP fragments it, as every peer expects.
var tune = sync.OnceFunc(func() {
	sip.SetDefaultLogger(slog.New(slog.DiscardHandler))
	sip.UDPMTUSize = 65000
})

func (l *listeners) open(udp, tcp string) error {
	if udp != "" {
		conn, err := new(net.ListenConfig).ListenPacket(context.Background(), family("udp", udp), udp)
		if err != nil {
			return busy("UDP", udp, err)
		}
		l.udp = conn.(*net.UDPConn)
		_ = l.udp.SetReadBuffer(socketBuffer) // as much of it as the system allows
		_ = l.udp.SetWriteBuffer(socketBuffer)
	}
	if tcp == "" {
		return nil
	}
	var err error
	if l.tcp, err = l.openTCP(tcp); err != nil {
		return errors.Join(busy("TCP", tcp, err), l.close())
	}
	l.tcp = &counted{l.tcp, &l.conns}
	return nil
}

// openTCP takes the number of the UDP port if any will do and it is free.
func (l *listeners) openTCP(addr string) (net.Listener, error) {
	var config net.ListenConfig
	host, port, err := net.SplitHostPort(addr)
	if err == nil && port == "0" && l.udp != nil {
		same := net.JoinHostPort(host, fmt.Sprint(l.udp.LocalAddr().(*net.UDPAddr).Port))
		if t, err := config.Listen(context.Background(), family("tcp", addr), same); err == nil {
			return t, nil
		}
	}
	return config.Listen(context.Background(), family("tcp", addr), addr)
}

// family keeps an IPv4 address from becoming a dual-stack socket, whose peers
// would be called ::ffff:192.0.2.1.
func family(network, addr string) string {
	if host, _, err := net.SplitHostPort(addr); err == nil && strings.Contains(host, ":") {
		return network + "6"
	}
	return network + "4"
}

// busy says in plain words why a port could not be opened.
func busy(network, addr string, err error) error {
	out := &civicline.Error{Kind: civicline.Unavailable, Op: "open the phone line", Err: err}
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		out.Message = fmt.Sprintf("Another program already uses %s %s. Stop it (\"ss -lpn\" names it), or choose another SIP address.", network, addr)
	case errors.Is(err, syscall.EACCES):
		out.Message = fmt.Sprintf("This user may not open %s %s. Choose a port above 1023.", network, addr)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		out.Kind = civicline.Invalid
		out.Message = fmt.Sprintf("%s %s is not an address of this machine. 0.0.0.0 is all of them.", network, addr)
	default:
		out.Kind = civicline.Invalid
		out.Message = fmt.Sprintf("%s %s cannot be opened. Write it as address:port, like 0.0.0.0:5060.", network, addr)
	}
	return out
}

func (l *listeners) addr() (udp, tcp net.Addr) {
	if l.udp != nil {
		udp = l.udp.LocalAddr()
	}
	if l.tcp != nil {
		tcp = l.tcp.Addr()
	}
	return udp, tcp
}

// bound is the host address of the listeners.
func (l *listeners) bound() netip.Addr {
	udp, tcp := l.addr()
	for _, a := range []net.Addr{udp, tcp} {
		if a != nil {
			ap, _ := netip.ParseAddrPort(a.String())
			return ap.Addr().Unmap()
		}
	}
	return netip.Addr{}
}

func (l *listeners) port(network string) int {
	udp, tcp := l.addr()
	switch {
	case network == "TCP" && tcp != nil:
		return tcp.(*net.TCPAddr).Port
	case udp != nil:
		return udp.(*net.UDPAddr).Port
	}
	return 0
}

func (l *listeners) serve(tp *sip.TransportLayer, log *slog.Logger) {
	if l.udp != nil {
		ready := make(chan struct{})
		l.reading.Go(func() {
			f := &filtered{UDPConn: l.udp, ready: sync.OnceFunc(func() { close(ready) })}
			for serveUDP(tp, f, log) {
			}
		})
		<-ready // before that, sipgo would open a second socket to send by
	}
	if l.tcp != nil {
		l.reading.Go(func() { _ = tp.ServeTCP(l.tcp) })
	}
}

// serveUDP reads until the socket is closed, which is when it returns false.
// sipgo remembers every source address while it reads, so it is made to begin
// afresh from time to time; so it is when a message was too much for its parser.
func serveUDP(tp *sip.TransportLayer, f *filtered, log *slog.Logger) (again bool) {
	defer func() {
		if r := recover(); r != nil {
			log.Error("a SIP message broke the parser", "panic", r, "stack", string(debug.Stack()))
			again = true
		}
	}()
	f.last, f.sources = "", 0
	_ = tp.ServeUDP(f)
	return !f.closed
}

// close ends the reading; connections that were accepted stay open.
func (l *listeners) close() error {
	var err error
	if l.tcp != nil {
		err = l.tcp.Close()
	}
	if l.udp != nil {
		_ = l.udp.SetReadDeadline(time.Unix(1, 0))
	}
	l.reading.Wait()
	if l.udp != nil {
		err = errors.Join(err, l.udp.Close())
	}
	return err
}
