package sipleg

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emiago/sipgo/sip"
	"github.com/icholy/digest"

	"github.com/civicline/civicline"
)

// A far end answers by hand what a Server dials.
type far struct {
	t    testing.TB
	conn *net.UDPConn
	from *net.UDPAddr
}

func newFar(t testing.TB) *far {
	return &far{t: t, conn: bareSocket(t)}
}

func (f *far) uri() string { return "sip:200@" + f.conn.LocalAddr().String() }

// next waits for the next request of method, passing over others.
func (f *far) next(method sip.RequestMethod) *sip.Request {
	f.t.Helper()
	b := make([]byte, 65536)
	for {
		f.conn.SetReadDeadline(time.Now().Add(patience))
		n, from, err := f.conn.ReadFromUDP(b)
		if err != nil {
			f.t.Errorf("no %s came: %v", method, err)
			return sip.NewRequest(method, sip.Uri{})
		}
		msg, err := sip.ParseMessage(b[:n])
		if err != nil {
			f.t.Errorf("%v in %q", err, b[:n])
		}
		if req, ok := msg.(*sip.Request); ok && req.Method == method {
			f.from = from
			req.SetSource(from.String())
			return req
		}
	}
}

func (f *far) reply(req *sip.Request, code int, body string, more ...string) {
	res := sip.NewResponse(code, "Because")
	for _, name := range []string{"Via", "From", "Call-ID", "CSeq"} {
		sip.CopyHeaders(name, req, res)
	}
	to := req.To().Value()
	if code > 100 && tagOf(req.To()) == "" {
		to += ";tag=far"
	}
	res.AppendHeader(sip.NewHeader("To", to))
	res.AppendHeader(sip.NewHeader("Contact", "<"+f.uri()+">"))
	for _, h := range more {
		name, value, _ := strings.Cut(h, ": ")
		res.AppendHeader(sip.NewHeader(name, value))
	}
	if body != "" {
		res.AppendHeader(sip.NewHeader("Content-Type", "application/sdp"))
	}
	res.SetBody([]byte(body))
	f.conn.WriteToUDP([]byte(res.String()), f.from)
}

func TestDial(t *testing.T) {
	t.Parallel()
	const challenge = `Digest realm="pbx", nonce="%s", algorithm=MD5, qop="auth"%s`
	authorized := func(req *sip.Request, password string) bool {
		for _, name := range []string{"Authorization", "Proxy-Authorization"} {
			h := req.GetHeader(name)
			if h == nil {
				continue
			}
			c, err := digest.ParseCredentials(h.Value())
			if err != nil {
				return false
			}
			want, err := digest.Digest(&digest.Challenge{Realm: c.Realm, Nonce: c.Nonce, Algorithm: c.Algorithm, QOP: []string{"auth"}},
				digest.Options{Method: string(req.Method), URI: c.URI, Username: "ana", Password: password, Cnonce: c.Cnonce, Count: c.Nc})
			return err == nil && want.Response == c.Response
		}
		return false
	}
	rang := make(chan struct{})
	type outcome struct {
		leg *Leg
		err error
	}
	for name, c := range map[string]struct {
		opts DialOptions
		far  func(f *far)
		says string // the error; "" if the call comes up
		end  func(f *far, leg *Leg)
	}{
		"password asked for->given": {opts: DialOptions{User: "ana", Password: "secret"}, far: func(f *far) {
			invite := f.next(sip.INVITE)
			f.reply(invite, 401, "", "WWW-Authenticate: "+fmt.Sprintf(challenge, "one", ""))
			f.next(sip.ACK)
			if invite = f.next(sip.INVITE); !authorized(invite, "secret") {
				f.t.Errorf("no right answer in %s", invite)
			}
			f.reply(invite, 401, "", "WWW-Authenticate: "+fmt.Sprintf(challenge, "two", ", stale=true"))
			invite = f.next(sip.INVITE)
			if !authorized(invite, "secret") || invite.CSeq().SeqNo != 3 {
				f.t.Errorf("no right answer in %s", invite)
			}
			f.reply(invite, 200, session(4000))
		}, end: func(f *far, leg *Leg) {
			f.next(sip.ACK)
			leg.Hangup(nil)
			bye := f.next(sip.BYE)
			f.reply(bye, 407, "", "Proxy-Authenticate: "+fmt.Sprintf(challenge, "three", ""))
			if bye = f.next(sip.BYE); !authorized(bye, "secret") {
				f.t.Errorf("no right answer in %s", bye)
			}
			f.reply(bye, 200, "")
		}},
		"wrong password": {opts: DialOptions{User: "ana", Password: "guess"}, far: func(f *far) {
			f.reply(f.next(sip.INVITE), 407, "", "Proxy-Authenticate: "+fmt.Sprintf(challenge, "one", ""))
			f.reply(f.next(sip.INVITE), 407, "", "Proxy-Authenticate: "+fmt.Sprintf(challenge, "two", ""))
		}, says: "The far end does not let us call: check the user name and password."},
		"no such number": {far: func(f *far) { f.reply(f.next(sip.INVITE), 404, "") }, says: "That number is not in use."},
		"moved":          {far: func(f *far) { f.reply(f.next(sip.INVITE), 302, "") }, says: "The call could not be put through."},
		"an answer without our codecs->acknowledged, then bye": {far: func(f *far) {
			f.reply(f.next(sip.INVITE), 200, strings.ReplaceAll(session(4000), "AVP 0 8", "AVP 18"))
			f.next(sip.ACK)
			f.reply(f.next(sip.BYE), 200, "")
		}, says: "The far end speaks neither PCMU nor PCMA."},
		"183 with the answer->200 without": {opts: DialOptions{Ringing: func(int) { close(rang) }}, far: func(f *far) {
			invite := f.next(sip.INVITE)
			f.reply(invite, 183, session(4000))
			receive(f.t, wrap(rang), "ringing")
			f.reply(invite, 200, "")
		}, end: func(f *far, leg *Leg) {
			f.next(sip.ACK)
			leg.Hangup(nil)
			f.reply(f.next(sip.BYE), 200, "")
		}},
		"our ack is lost->sent again for each 200": {far: func(f *far) {
			invite := f.next(sip.INVITE)
			f.reply(invite, 200, session(4000))
			f.next(sip.ACK)
			f.reply(invite, 200, session(4000))
			f.next(sip.ACK)
			f.reply(invite, 200, session(4000))
		}, end: func(f *far, leg *Leg) {
			f.next(sip.ACK)
			leg.Hangup(nil)
			f.reply(f.next(sip.BYE), 200, "")
		}},
		"through proxies->routes reversed": {far: func(f *far) {
			at := f.conn.LocalAddr().String()
			f.reply(f.next(sip.INVITE), 200, session(4000), "Record-Route: <sip:"+at+";lr;n=2>", "Record-Route: <sip:"+at+";lr;n=1>")
		}, end: func(f *far, leg *Leg) {
			ack := f.next(sip.ACK)
			leg.Hangup(nil)
			bye := f.next(sip.BYE)
			f.reply(bye, 200, "")
			for _, req := range []*sip.Request{ack, bye} {
				text := req.String()
				if one, two := strings.Index(text, "n=1>"), strings.Index(text, "n=2>"); one < 0 || two < one {
					f.t.Errorf("routes of %s", text)
				}
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, client := newFar(t), listen(t)
			t.Cleanup(func() { f.conn.Close() })
			done := make(chan outcome, 1)
			go func() {
				leg, err := client.Dial(t.Context(), f.uri(), c.opts)
				if err != nil {
					done <- outcome{nil, err}
					return
				}
				done <- outcome{leg.(*Leg), nil}
			}()
			c.far(f)
			got := receive(t, done, "outcome")
			var e *civicline.Error
			switch {
			case c.says == "" && got.err != nil, c.says != "" && (!errors.As(got.err, &e) || e.Message != c.says):
				t.Fatalf("got %v", got.err)
			case c.end != nil:
				c.end(f, got.leg)
			}
		})
	}
}

// TestCancelCrossesThe200 is the race of RFC 3261 §9.1: the call is up before
// the CANCEL is there, and must be acknowledged and hung up.
func TestCancelCrossesThe200(t *testing.T) {
	t.Parallel()
	f, client := newFar(t), listen(t)
	defer f.conn.Close()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan error, 1)
	go func() {
		_, err := client.Dial(ctx, f.uri(), DialOptions{Ringing: func(int) { cancel() }})
		done <- err
	}()
	invite := f.next(sip.INVITE)
	f.reply(invite, 180, "")
	req := f.next(sip.CANCEL)
	f.reply(invite, 200, session(4000))
	f.reply(req, 481, "")
	f.next(sip.ACK)
	f.reply(f.next(sip.BYE), 200, "")
	if err := receive(t, done, "outcome"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
