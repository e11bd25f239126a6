package sipleg

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/emiago/sipgo/sip"

	"github.com/civicline/civicline"
)

// ringing is a Handle that lets the phone ring until told to answer.
func ringing(came chan *Leg) func(*Options) {
	return func(o *Options) {
		o.Handle = func(ctx context.Context, leg civicline.Leg) {
			came <- leg.(*Leg)
			<-ctx.Done()
		}
	}
}

func TestInvite(t *testing.T) {
	t.Parallel()
	for name, play := range map[string]func(t *testing.T, p *phone, came chan *Leg){
		"ringing->cancel->487": func(t *testing.T, p *phone, came chan *Leg) {
			p.send("INVITE", session(4000))
			p.expect("INVITE", 180)
			leg := receive(t, came, "a call")
			p.to = ""
			p.send("CANCEL", "")
			p.expect("CANCEL", 200)
			res := p.expect("INVITE", 487)
			p.to = tagOf(res.To())
			p.write(p.text("ACK", ""))
			ended(t, leg, civicline.ErrPartyHungUp)
			if err := leg.Answer(t.Context()); !errors.Is(err, civicline.ErrPartyHungUp) {
				t.Errorf("answered a cancelled call: %v", err)
			}
		},
		"answered->cancel->call goes on": func(t *testing.T, p *phone, came chan *Leg) {
			p.send("INVITE", session(4000))
			leg := receive(t, came, "a call")
			if err := leg.Answer(t.Context()); err != nil {
				t.Fatal(err)
			}
			p.expect("INVITE", 200)
			to := p.to
			p.to = ""
			p.send("CANCEL", "")
			p.expect("CANCEL", 200) // §9.2: too late to matter
			p.to = to
			p.send("ACK", "")
			p.send("OPTIONS", "")
			p.expect("OPTIONS", 200)
			p.send("BYE", "")
			p.expect("BYE", 200)
			ended(t, leg, civicline.ErrPartyHungUp)
		},
		"ringing->bye->487": func(t *testing.T, p *phone, came chan *Leg) {
			p.send("INVITE", session(4000))
			p.expect("INVITE", 180)
			leg := receive(t, came, "a call")
			p.send("BYE", "")
			p.expect("BYE", 200)
			p.expect("INVITE", 487)
			ended(t, leg, civicline.ErrPartyHungUp)
		},
		"ringing->hung up by us->480": func(t *testing.T, p *phone, came chan *Leg) {
			p.send("INVITE", session(4000))
			receive(t, came, "a call").Hangup(civicline.ErrDone)
			p.expect("INVITE", 480)
		},
		"answered->no ack->200 again and again->bye": func(t *testing.T, p *phone, came chan *Leg) {
			p.send("INVITE", session(4000))
			leg := receive(t, came, "a call")
			if err := leg.Answer(t.Context()); err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			for range 5 { // 0, T1, 3·T1, 7·T1, 15·T1: 50 ms is T1 here
				p.expect("INVITE", 200)
			}
			if took := time.Since(began); took < 15*50*time.Millisecond {
				t.Errorf("five 200 within %v: too many", took)
			}
			p.ok(p.expectRequest("BYE"))
			if took := time.Since(began); took < 64*50*time.Millisecond {
				t.Errorf("given up after %v: too soon", took)
			}
			ended(t, leg, civicline.ErrLineLost)
		},
		"answered->ack lost->ack to a repeated 200->talking": func(t *testing.T, p *phone, came chan *Leg) {
			p.send("INVITE", session(4000))
			leg := receive(t, came, "a call")
			if err := leg.Answer(t.Context()); err != nil {
				t.Fatal(err)
			}
			p.expect("INVITE", 200)
			p.expect("INVITE", 200)
			p.send("ACK", "")
			p.send("BYE", "")
			p.expect("BYE", 200)
			ended(t, leg, civicline.ErrPartyHungUp)
		},
		"answered->ack with the branch of the invite->talking": func(t *testing.T, p *phone, came chan *Leg) {
			p.send("INVITE", session(4000))
			leg := receive(t, came, "a call")
			if err := leg.Answer(t.Context()); err != nil {
				t.Fatal(err)
			}
			p.expect("INVITE", 200)
			p.write(p.text("ACK", ""))
			leg.Hangup(civicline.ErrDone) // no BYE may go out before the ACK is here: §15
			p.ok(p.expectRequest("BYE"))
		},
		"hung up before the ack->bye only after it": func(t *testing.T, p *phone, came chan *Leg) {
			p.send("INVITE", session(4000))
			leg := receive(t, came, "a call")
			if err := leg.Answer(t.Context()); err != nil {
				t.Fatal(err)
			}
			leg.Hangup(civicline.ErrDone)
			p.expect("INVITE", 200)
			if req, ok := p.read().(*sip.Request); ok { // the 200 again
				t.Errorf("%s before the ACK", req.Method)
			}
			p.send("ACK", "")
			p.ok(p.expectRequest("BYE"))
		},
		"bye before ack->bye counts": func(t *testing.T, p *phone, came chan *Leg) {
			p.send("INVITE", session(4000))
			leg := receive(t, came, "a call")
			if err := leg.Answer(t.Context()); err != nil {
				t.Fatal(err)
			}
			p.expect("INVITE", 200)
			ack := p.text("ACK", "", "Via: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bKack")
			p.send("BYE", "")
			p.write(ack)
			p.expect("BYE", 200)
			ended(t, leg, civicline.ErrPartyHungUp)
		},
		"re-invite before ack->waits for it": func(t *testing.T, p *phone, came chan *Leg) {
			p.send("INVITE", session(4000))
			leg := receive(t, came, "a call")
			if err := leg.Answer(t.Context()); err != nil {
				t.Fatal(err)
			}
			p.expect("INVITE", 200)
			ack := p.text("ACK", "", "Via: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bKack")
			p.send("INVITE", session(4000, "a=sendonly"))
			p.write(ack)
			for { // repeated 200 for the first, then the second's
				if res := p.expect("INVITE", 200); int(res.CSeq().SeqNo) == p.seq {
					break
				}
			}
			p.send("ACK", "")
			p.send("BYE", "")
			p.expect("BYE", 200)
		},
		"both say bye at once": func(t *testing.T, p *phone, came chan *Leg) {
			p.send("INVITE", session(4000))
			leg := receive(t, came, "a call")
			if err := leg.Answer(t.Context()); err != nil {
				t.Fatal(err)
			}
			p.expect("INVITE", 200)
			p.send("ACK", "")
			leg.Hangup(civicline.ErrDone)
			p.expectRequest("BYE")
			p.send("BYE", "")
			p.expect("BYE", 200)
			ended(t, leg, civicline.ErrDone)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			came := make(chan *Leg, 1)
			s := listen(t, ringing(came))
			play(t, newPhone(t, s), came)
		})
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	s := listen(t, answering(440).option)
	talking := newPhone(t, s)
	talking.call(session(4000))
	for name, c := range map[string]struct {
		method, body string
		more         []string
		code         int
		header       string // that the answer must have
	}{
		"options":                {"OPTIONS", "", nil, 200, "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, INFO"},
		"options, accept":        {"OPTIONS", "", nil, 200, "Accept: application/sdp"},
		"bye for no call":        {"BYE", "", nil, 481, ""},
		"bye for another's call": {"BYE", "", []string{"To: <sip:100@127.0.0.1>;tag=" + talking.to}, 481, ""},
		"invite in no call":      {"INVITE", session(4000), []string{"To: <sip:100@127.0.0.1>;tag=none"}, 481, ""},
		"cancel of nothing":      {"CANCEL", "", []string{"Via: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bKnone"}, 481, ""},
		"refer":                  {"REFER", "", nil, 405, "Allow: INVITE"},
		"register":               {"REGISTER", "", nil, 405, "Allow: INVITE"},
		"a word of no standard":  {"DANCE", "", nil, 501, "Allow: INVITE"},
		"only G.729":             {"INVITE", strings.ReplaceAll(session(4000), "AVP 0 8", "AVP 18"), nil, 488, "Warning: 305"},
		"only video":             {"INVITE", strings.ReplaceAll(session(4000), "m=audio", "m=video"), nil, 488, ""},
		"only encrypted":         {"INVITE", strings.ReplaceAll(session(4000), "RTP/AVP", "RTP/SAVP"), nil, 488, ""},
		"no session description": {"INVITE", "hello", nil, 488, ""},
		"another body":           {"INVITE", "hello", []string{"Content-Type: text/plain"}, 415, "Accept: application/sdp"},
		"a packed body":          {"INVITE", session(4000), []string{"Content-Encoding: gzip"}, 415, ""},
		"an extension":           {"INVITE", session(4000), []string{"Require: 100rel, timer"}, 420, "Unsupported: 100rel"},
		"a mailbox":              {"OPTIONS", "", []string{"CSeq: 77 INVITE"}, 400, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPhone(t, s)
			p.send(c.method, c.body, c.more...)
			for {
				res, ok := p.read().(*sip.Response)
				if !ok || res.StatusCode == 100 {
					continue
				}
				if res.StatusCode != c.code || !strings.Contains(res.String(), c.header) {
					t.Errorf("got %s\nwant %d with %q", res, c.code, c.header)
				}
				return
			}
		})
	}
	t.Run("after all of it the call goes on", func(t *testing.T) {
		talking.send("BYE", "")
		talking.expect("BYE", 200)
	})
}

func TestTheSameInviteByTwoWays(t *testing.T) {
	t.Parallel()
	s := listen(t, ringing(make(chan *Leg, 2)))
	p := newPhone(t, s)
	p.send("INVITE", session(4000))
	p.expect("INVITE", 180)
	p.to, p.seq = "", p.seq-1
	p.send("INVITE", session(4000)) // another branch, all else the same
	p.expect("INVITE", 482)
}

func TestAllLinesTaken(t *testing.T) {
	t.Parallel()
	came := make(chan *Leg, 2)
	s := listen(t, ringing(came), func(o *Options) { o.MaxCalls = 1 })
	first, second := newPhone(t, s), newPhone(t, s)
	first.send("INVITE", session(4000))
	leg := receive(t, came, "a call")
	second.send("INVITE", session(4002))
	second.expect("INVITE", 486)
	leg.Hangup(nil)
	first.expect("INVITE", 480)
	for s.Calls() > 0 {
		<-time.After(time.Millisecond)
	}
	third := newPhone(t, s)
	third.send("INVITE", session(4004))
	third.expect("INVITE", 180)
}

func TestWithheldNumbers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		headers []string
		number  civicline.PhoneNumber
	}{
		"from":                  {nil, "+12025550123"},
		"asserted":              {[]string{"P-Asserted-Identity: \"A\" <sip:+12025550199@carrier.example;user=phone>"}, "+12025550199"},
		"asserted, a tel URI":   {[]string{"P-Asserted-Identity: <tel:+1-202-555-0198>"}, "+12025550198"},
		"anonymous":             {[]string{"From: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=x"}, ""},
		"asserted, but private": {[]string{"P-Asserted-Identity: <sip:+12025550199@c.example>", "Privacy: id"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			came := make(chan *Leg, 1)
			p := newPhone(t, listen(t, ringing(came)))
			p.send("INVITE", session(4000), c.headers...)
			if got := receive(t, came, "a call").Party().Number; got != c.number {
				t.Errorf("the number is %q, not %q", string(got), string(c.number))
			}
		})
	}
}

func TestSessionTimersAreBorne(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ asks, gets string }{
		"caller refreshes":  {"Session-Expires: 1800", "Session-Expires: 1800;refresher=uac"},
		"we should refresh": {"Session-Expires: 1800;refresher=uas", ""},
		"in compact form":   {"x: 90;refresher=uac", "Session-Expires: 90;refresher=uac"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPhone(t, listen(t, answering(440).option))
			p.send("INVITE", session(4000), c.asks, "Supported: timer")
			res := p.expect("INVITE", 200)
			if has := strings.Contains(res.String(), "Session-Expires"); has != (c.gets != "") || !strings.Contains(res.String(), c.gets) {
				t.Errorf("got %s", res)
			}
			p.send("ACK", "")
			p.send("UPDATE", "", c.asks, "Supported: timer") // a refresh
			p.expect("UPDATE", 200)
			p.send("INVITE", session(4000)) // and the other kind
			p.expect("INVITE", 200)
			p.send("ACK", "")
		})
	}
}

func TestInfoKeys(t *testing.T) {
	t.Parallel()
	calls := answering(440)
	p := newPhone(t, listen(t, calls.option))
	p.call(session(4000))
	here := calls.next(t)
	for _, c := range []struct {
		kind, body string
		want       rune
	}{{"application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", '5'}, {"application/dtmf", "#", '#'}} {
		p.send("INFO", c.body, "Content-Type: "+c.kind)
		p.expect("INFO", 200)
		if got := receive(t, here.Keys(), "key"); got != c.want {
			t.Errorf("%s: %c", c.kind, got)
		}
	}
}

func TestMultipartOffer(t *testing.T) {
	t.Parallel()
	p := newPhone(t, listen(t, answering(440).option))
	body := fmt.Sprintf("--b\r\nContent-Type: application/isup\r\n\r\n\x01\x02\r\n--b\r\nContent-Type: application/sdp\r\n\r\n%s\r\n--b--\r\n", session(4000))
	p.send("INVITE", body, `Content-Type: multipart/mixed;boundary="b"`)
	if res := p.expect("INVITE", 200); !strings.Contains(string(res.Body()), "RTP/AVP 0 101") {
		t.Errorf("got %s", res)
	}
	p.send("ACK", "")
}
