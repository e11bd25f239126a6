package sipleg

import "net/netip"

// latchAfter is how many packets in a row make us believe an address.
const latchAfter = 3

// A latch decides whose RTP is believed and where ours is sent (symmetric RTP,
// RFC 4961). The SDP says an address; behind a NAT, packets come from another.
// Until locked, the address of the SDP outranks any other; once latchAfter
// packets of one source have come, nobody else is heard until it is armed again.
type latch struct {
	said      netip.AddrPort // by the SDP
	to        netip.AddrPort // where to send: as said, then as latched
	candidate netip.AddrPort
	ssrc      uint32
	count     int
	locked    bool
}

// arm begins anew with the address of a new SDP. One that repeats the old goes
// on being answered where it was latched.
func (l *latch) arm(said netip.AddrPort) {
	to := said
	if said == l.said && l.to.IsValid() {
		to = l.to
	}
	*l = latch{said: said, to: to}
}

// believe takes a packet that is right in form and payload type, and reports
// whether to use it.
func (l *latch) believe(from netip.AddrPort, ssrc uint32) bool {
	switch {
	case l.locked:
		return from == l.candidate
	case l.count > 0 && l.candidate == l.said && from != l.said:
		return false
	case l.count == 0 || from != l.candidate || ssrc != l.ssrc:
		l.candidate, l.ssrc, l.count = from, ssrc, 0
	}
	if l.count++; l.count >= latchAfter {
		l.locked, l.to = true, from
	}
	return true
}
