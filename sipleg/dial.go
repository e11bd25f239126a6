package sipleg

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"strings"

	"github.com/emiago/sipgo/sip"

	"github.com/civicline/civicline"
)

// Dial rings uri ("sip:5551234@192.0.2.7:5060;transport=tcp") and returns the
// leg once it is answered: a *Leg, on which frames flow. If ctx ends before,
// the call is cancelled. An error says in plain words why there is no call.
func (s *Server) Dial(ctx context.Context, uri string, opts DialOptions) (civicline.Leg, error) {
	d, err := s.newOutbound(ctx, uri, opts)
	if err != nil {
		return nil, err
	}
	if err := s.add(d, d.calling); err != nil {
		d.leg.close()
		return nil, &civicline.Error{Kind: civicline.Unavailable, Op: "place a call", Message: "There is no free line.", Err: err}
	}
	select {
	case err := <-d.out.result:
		if err != nil {
			return nil, err
		}
		return d.leg, nil
	case <-ctx.Done():
		d.leg.Hangup(context.Cause(ctx))
		return nil, context.Cause(ctx)
	}
}

// outbound is the INVITE of a call that we place.
type outbound struct {
	opts   DialOptions
	codecs []*codec
	invite *sip.Request
	tx     *sip.ClientTx
	ack    *sip.Request
	early  []byte     // the session description of a provisional response
	auth   sip.Header // that was asked for, for the requests that follow
	stale  bool       // the last challenge was a new nonce only
	result chan error // one, when the call is up or is not to be
}

func (s *Server) newOutbound(ctx context.Context, uri string, opts DialOptions) (*dialog, error) {
	to, transport, err := readTarget(uri)
	if err != nil {
		return nil, err
	}
	out := &outbound{opts: opts, result: make(chan error, 1)}
	for _, name := range opts.Codecs {
		if c := codecNamed(strings.ToUpper(name)); c != nil {
			out.codecs = append(out.codecs, c)
		}
	}
	if out.codecs == nil {
		out.codecs = allCodecs
	}
	next, err := resolve(ctx, to)
	if err != nil {
		return nil, err
	}
	if udp, _ := s.lines.addr(); transport == "UDP" && udp == nil {
		return nil, cannotDial("This line has no UDP port: add ;transport=tcp to the address.", nil)
	}
	leg, err := s.newLeg(civicline.Party{Number: civicline.PhoneNumber(to.User), Channel: civicline.Phone, Dialled: to.User}, hostOf(next))
	if err != nil {
		return nil, err
	}
	us := sip.Uri{Scheme: "sip", User: cmp.Or(opts.From, "civicline"), Host: s.reaching(hostOf(next)).String()}
	if strings.Contains(us.Host, ":") {
		us.Host = "[" + us.Host + "]"
	}
	return &dialog{
		s: s, id: dialogID{rand.Text(), rand.Text()}, leg: leg, out: out,
		mail: make(chan mail, 8), done: make(chan struct{}),
		us: party{uri: us}, them: party{uri: sip.Uri{Scheme: "sip", User: to.User, Host: to.Host}},
		transport: transport, target: to, source: next,
	}, nil
}

// readTarget reads an address to ring, and by which transport.
func readTarget(uri string) (sip.Uri, string, error) {
	if !strings.Contains(uri, ":") || !strings.HasPrefix(uri, "sip:") {
		uri = "sip:" + uri
	}
	var to sip.Uri
	if err := sip.ParseUri(uri, &to); err != nil || to.Host == "" {
		return to, "", cannotDial("Write the address like sip:100@192.0.2.7:5060.", err)
	}
	transport := "UDP"
	if t, ok := to.UriParams.Get("transport"); ok {
		transport = strings.ToUpper(t)
	}
	if transport != "UDP" && transport != "TCP" {
		return to, "", cannotDial("Only ;transport=udp and ;transport=tcp can be rung.", nil)
	}
	return to, transport, nil
}

// resolve gives host:port as an IP address and port.
func resolve(ctx context.Context, to sip.Uri) (string, error) {
	at := hostPort(to)
	if hostOf(at).IsValid() {
		return at, nil
	}
	host, port, _ := net.SplitHostPort(at)
	ips, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil || len(ips) == 0 {
		return "", cannotDial(fmt.Sprintf("The host %q is not known.", host), err)
	}
	best := ips[0]
	for _, ip := range ips {
		if ip.Unmap().Is4() {
			best = ip.Unmap()
			break
		}
	}
	return net.JoinHostPort(best.String(), port), nil
}

func cannotDial(words string, err error) error {
	return &civicline.Error{Kind: civicline.Invalid, Op: "place a call", Message: words, Err: err}
}

// refused says in words what a final response means.
func refused(res *sip.Response) error {
	kind, words := civicline.Unavailable, "The call could not be put through."
	switch res.StatusCode {
	case 401, 403, 407:
		kind, words = civicline.Refused, "The far end does not let us call: check the user name and password."
	case 404, 410, 484, 604:
		kind, words = civicline.NotFound, "That number is not in use."
	case 408, 480, 487:
		words = "Nobody answered."
	case 486, 600:
		words = "The line is busy."
	case 488, 606:
		words = "The far end speaks neither PCMU nor PCMA."
	case 603:
		kind, words = civicline.Refused, "The call was declined."
	}
	return &civicline.Error{Kind: kind, Op: "place a call", Message: words, Err: &Refusal{res.StatusCode, res.Reason}}
}

// A Refusal is the final response with which the far end refused a call, within
// the errors of Dial.
type Refusal struct {
	Status int // RFC 3261, 21: 300 and above
	Reason string
}

func (r *Refusal) Error() string { return fmt.Sprintf("SIP %d %s", r.Status, r.Reason) }

// Miss is what the response says of whom we rang: 486 is busy, 480 no answer,
// 603 declined. What is no fault of theirs (the number, the trunk) is MissFailed.
func (r *Refusal) Miss() civicline.Miss {
	switch r.Status {
	case 408, 480, 487:
		return civicline.MissNoAnswer
	case 486, 600:
		return civicline.MissBusy
	case 603, 607:
		return civicline.MissDeclined
	}
	return civicline.MissFailed
}
