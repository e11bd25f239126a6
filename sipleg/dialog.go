package sipleg

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"strconv"

	"github.com/emiago/sipgo/sip"
)

// A dialogID finds a dialog by what every request in it carries of ours. Our
// tag is random; the far end's is checked beside it.
type dialogID struct{ callID, ourTag string }

// A dialog is one call as SIP sees it (RFC 3261 §12). Its goroutine runs one
// state function after another; nobody else touches it, but for mail.
type dialog struct {
	s    *Server
	id   dialogID
	leg  *Leg
	mail chan mail
	done chan struct{} // closed when mail is read no more

	us, them  party
	routes    []sip.Uri // §12.1.1, §12.1.2: the first is the next hop
	target    sip.Uri   // §12.2: their Contact
	source    string    // address of their last request, host:port
	transport string    // "UDP", "TCP"
	ourSeq    uint32
	theirSeq  uint32
	deferred  []mail // came before the ACK that was sent earlier

	in  *inbound  // of a call that we answer
	out *outbound // of a call that we place
	owe owed      // the 2xx that is not acknowledged yet
}

// A party is a From or To header's address and tag.
type party struct {
	uri sip.Uri
	tag string
}

// state is a state of RFC 3261 (or the part of one that is not sipgo's): it
// waits for what may happen in it, and returns the state that follows.
type state func() state

func (d *dialog) run(st state) {
	for st != nil {
		st = st()
	}
	d.release()
	d.s.forget(d)
	for _, m := range d.deferred {
		d.answer(m, 481, "Call/Transaction Does Not Exist")
	}
	close(d.done)
	d.refuseRest()
}

// terminated ends the chain.
func (d *dialog) terminated() state { return nil }

// theirTag is safe to call from any goroutine: the tag of a dialog that can be
// found never changes, but for a client dialog, found only by requests that
// follow its response.
func (d *dialog) theirTag() string {
	d.s.mu.Lock()
	defer d.s.mu.Unlock()
	return d.them.tag
}

func (d *dialog) setTheirTag(tag string) {
	d.s.mu.Lock()
	defer d.s.mu.Unlock()
	d.them.tag = tag
}

// release frees what the call uses besides the dialog itself: sockets, its
// place among MaxCalls. A second release does nothing.
func (d *dialog) release() {
	if !d.leg.close() {
		return
	}
	d.s.release()
	st := d.leg.Stats()
	d.s.log.Info("a line was freed", "leg", d.leg.id, "why", context.Cause(d.leg.ctx), "transport", d.transport, "codec", st.Codec,
		"sent", st.Sent, "received", st.Received, "lost", st.Lost, "late", st.Late, "jitter", st.Jitter, "round trip", st.RoundTrip)
}

// request builds a request within the dialog (§12.2.1.1). An ACK has the
// sequence number that the caller sets; all others the next.
func (d *dialog) request(method sip.RequestMethod) *sip.Request {
	target, routes := d.target, d.routes
	if len(routes) > 0 && !routes[0].UriParams.Has("lr") { // strict routing
		target, routes = routes[0], append(slices.Clone(routes[1:]), d.target)
	}
	if method != sip.ACK && method != sip.CANCEL {
		d.ourSeq++
	}
	req := sip.NewRequest(method, target)
	d.s.fill(req, d.transport, d.next())
	for _, r := range routes {
		req.AppendHeader(&sip.RouteHeader{Address: r})
	}
	from := &sip.FromHeader{Address: d.us.uri}
	from.Params.Add("tag", d.us.tag)
	to := &sip.ToHeader{Address: d.them.uri}
	if d.them.tag != "" {
		to.Params.Add("tag", d.them.tag)
	}
	callID := sip.CallIDHeader(d.id.callID)
	req.AppendHeader(from)
	req.AppendHeader(to)
	req.AppendHeader(&callID)
	req.AppendHeader(&sip.CSeqHeader{SeqNo: d.ourSeq, MethodName: method})
	req.AppendHeader(d.contact())
	req.SetBody(nil)
	return req
}

// fill puts on what any request of ours has on its way to next (§8.1.1).
func (s *Server) fill(req *sip.Request, transport, next string) {
	peer, _ := netip.ParseAddrPort(next)
	via := &sip.ViaHeader{
		ProtocolName: "SIP", ProtocolVersion: "2.0", Transport: transport,
		Host: s.reaching(peer.Addr()).String(), Port: s.lines.port(transport),
	}
	if peer.Addr().Is6() {
		via.Host = "[" + via.Host + "]"
	}
	via.Params.Add("branch", sip.GenerateBranch())
	via.Params.Add("rport", "")
	hops := sip.MaxForwardsHeader(70)
	req.AppendHeader(via)
	req.AppendHeader(&hops)
	req.AppendHeader(sip.NewHeader("User-Agent", "Civicline"))
	req.SetTransport(transport)
	req.SetDestination(next)
	if udp, _ := s.lines.addr(); transport == "UDP" && udp != nil {
		a := udp.(*net.UDPAddr)
		req.Laddr = sip.Addr{IP: a.IP, Port: a.Port} // from the port that we listen on
	}
}

// next is where requests of this dialog are sent. A route set is obeyed. A TCP
// peer is sent to over the connection that it opened; a UDP peer that names
// another host than it sends from is behind a NAT, and is answered there.
func (d *dialog) next() string {
	if len(d.routes) > 0 {
		return hostPort(d.routes[0])
	}
	contact := hostPort(d.target)
	from, err := netip.ParseAddrPort(d.source)
	if err != nil {
		return contact
	}
	to, err := netip.ParseAddrPort(contact)
	if d.transport != "UDP" || err != nil || to.Addr() != from.Addr() {
		return d.source
	}
	return contact
}

// contact is where the far end finds us again (§8.1.1.8).
func (d *dialog) contact() *sip.ContactHeader {
	peer, _ := netip.ParseAddrPort(d.source)
	c := &sip.ContactHeader{Address: sip.Uri{Scheme: "sip", User: "civicline", Host: d.s.reaching(peer.Addr()).String(), Port: d.s.lines.port(d.transport)}}
	if peer.Addr().Is6() {
		c.Address.Host = "[" + c.Address.Host + "]"
	}
	if d.transport != "UDP" {
		c.Address.UriParams.Add("transport", sip.NetworkToLower(d.transport))
	}
	return c
}

// heardFrom follows the far end to a new Contact or address (§12.2.2: target refresh).
func (d *dialog) heardFrom(msg interface {
	Contact() *sip.ContactHeader
	Source() string
}) {
	if c := msg.Contact(); c != nil && c.Address.Host != "" && !c.Address.Wildcard {
		d.target = *c.Address.Clone()
	}
	d.source = msg.Source()
}

func hostPort(u sip.Uri) string {
	port := u.Port
	if port == 0 {
		port = sip.DefaultUdpPort
	}
	if host, ok := u.UriParams.Get("maddr"); ok && host != "" {
		return net.JoinHostPort(trimBrackets(host), strconv.Itoa(port))
	}
	return net.JoinHostPort(trimBrackets(u.Host), strconv.Itoa(port))
}

func trimBrackets(host string) string {
	if len(host) > 1 && host[0] == '[' {
		return host[1 : len(host)-1]
	}
	return host
}
