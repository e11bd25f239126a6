package sipleg

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"sync"

	"github.com/civicline/civicline"
)

// ports gives out pairs of UDP ports, RTP on the even and RTCP on the odd one
// (RFC 3550 §11). A pair comes round again as late as the range allows, so that
// the last call's stragglers do not meet the next.
type ports struct {
	low, high int // even; 0 for whatever the system has free
	mu        sync.Mutex
	next      int
}

func newPorts(r [2]int) (*ports, error) {
	if r == [2]int{} {
		return &ports{}, nil
	}
	p := &ports{low: (r[0] + 1) &^ 1, high: (r[1] - 1) &^ 1}
	p.next = p.low
	if p.low < 2 || p.high > 65534 || p.low > p.high {
		return nil, &civicline.Error{Kind: civicline.Invalid, Op: "open the phone line",
			Message: fmt.Sprintf("The RTP ports %d-%d are no range of at least two ports; write one like 16384-32767.", r[0], r[1])}
	}
	return p, nil
}

// open binds a pair on ip.
func (p *ports) open(ip netip.Addr) (rtp, rtcp *net.UDPConn, err error) {
	tries := 64
	if p.low != 0 {
		tries = (p.high-p.low)/2 + 1
	}
	for range tries {
		if rtp, rtcp, err = bindPair(ip, p.pick()); err == nil {
			return rtp, rtcp, nil
		}
	}
	return nil, nil, &civicline.Error{Kind: civicline.Unavailable, Op: "open a line for sound",
		Message: "No pair of UDP ports is free for the sound of another call.", Err: err}
}

func (p *ports) pick() int {
	if p.low == 0 {
		return 0
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	port := p.next
	if p.next += 2; p.next > p.high {
		p.next = p.low
	}
	return port
}

// bindPair binds port and the one after it; 0 lets the system name one of the two.
func bindPair(ip netip.Addr, port int) (rtp, rtcp *net.UDPConn, err error) {
	first, err := bind(ip, port)
	if err != nil {
		return nil, nil, err
	}
	got := first.LocalAddr().(*net.UDPAddr).Port
	second, err := bind(ip, got^1)
	if err != nil {
		return nil, nil, errors.Join(err, first.Close())
	}
	if got&1 == 0 {
		return first, second, nil
	}
	return second, first, nil
}

func bind(ip netip.Addr, port int) (*net.UDPConn, error) {
	network := "udp4"
	if ip.Is6() && !ip.Is4In6() {
		network = "udp6"
	}
	return net.ListenUDP(network, net.UDPAddrFromAddrPort(netip.AddrPortFrom(ip, uint16(port))))
}
