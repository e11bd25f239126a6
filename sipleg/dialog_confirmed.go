package sipleg

import (
	"context"
	"net/netip"
	"time"

	"github.com/emiago/sipgo/sip"

	"github.com/civicline/civicline"
)

// confirmed is the talking (§12, §14): either end may change the session or say BYE.
func (d *dialog) confirmed() state {
	for len(d.deferred) > 0 {
		m := d.deferred[0]
		d.deferred = d.deferred[1:]
		if next := d.inDialog(m); next != nil {
			return next
		}
	}
	for {
		select {
		case <-d.leg.ctx.Done():
			return d.byeing
		case c := <-d.leg.changes:
			return d.reinviting(c)
		case m := <-d.mail:
			if next := d.inDialog(m); next != nil {
				return next
			}
		}
	}
}

// inDialog answers one request; nil is to stay (§12.2.2).
func (d *dialog) inDialog(m mail) state {
	switch {
	case m.again != nil: // our ACK was lost: §13.2.2.4
		d.acknowledge(m.again)
		return nil
	case m.req.Method == sip.BYE:
		return d.byed(m)
	case m.req.IsAck():
		m.tx.Terminate()
		return nil
	case !d.inOrder(m.req) && (m.req.IsInvite() || m.req.Method == sip.UPDATE):
		d.answer(m, 500, "Server Internal Error")
		return nil
	}
	switch m.req.Method {
	case sip.INVITE:
		return d.reinvited(m)
	case sip.UPDATE:
		d.updated(m)
	case sip.INFO:
		d.answer(m, 200, "OK")
		d.leg.pressed(infoKey(m.req))
	case sip.OPTIONS: // §11
		d.answer(m, 200, "OK", allow(), accept())
	default:
		d.answer(m, 405, "Method Not Allowed", allow())
	}
	return nil
}

// byed answers the far end's BYE (§15.1.2).
func (d *dialog) byed(m mail) state {
	d.answer(m, 200, "OK")
	d.leg.end(civicline.ErrPartyHungUp)
	return d.terminated
}

// reinvited answers an INVITE within the call (§14.2): hold, a new address, a
// session refresh, or the wish for an offer of ours. What cannot be agreed on
// leaves all as it was.
func (d *dialog) reinvited(m mail) state {
	d.heardFrom(m.req)
	o := owed{tx: m.tx, seq: m.req.CSeq().SeqNo}
	body := sdpOf(m.req)
	if body == nil {
		o.codecs = allCodecs
		return d.accept(o, m.req, d.leg.sdp.offer(allCodecs, bothWays))
	}
	answer, a, err := d.answerTo(body, hostOf(m.req.Source()))
	if err != nil {
		d.answer(m, 488, "Not Acceptable Here")
		return nil
	}
	d.leg.apply(a)
	return d.accept(o, m.req, answer)
}

// updated answers an UPDATE: a refresh, or an offer like a re-INVITE's without
// an ACK (RFC 3311 §5.2).
func (d *dialog) updated(m mail) {
	d.heardFrom(m.req)
	more := append(timerHeaders(m.req), d.contact(), allow())
	body := sdpOf(m.req)
	if body == nil {
		d.answer(m, 200, "OK", more...)
		return
	}
	answer, a, err := d.answerTo(body, hostOf(m.req.Source()))
	if err != nil {
		d.answer(m, 488, "Not Acceptable Here")
		return
	}
	d.leg.apply(a)
	d.s.replyWith(m.req, m.tx, 200, "OK", answer, more...)
}

func (d *dialog) answerTo(body []byte, from netip.Addr) ([]byte, agreement, error) {
	offer, err := readSDP(body, from)
	if err != nil {
		return nil, agreement{}, err
	}
	a, err := agree(offer, allCodecs)
	if err != nil {
		return nil, agreement{}, err
	}
	return d.leg.sdp.answer(offer, a), a, nil
}

// readAnswer reads the answer to an offer of ours.
func (d *dialog) readAnswer(body []byte, from netip.Addr, codecs []*codec) (agreement, error) {
	answer, err := readSDP(body, from)
	if err != nil {
		return agreement{}, err
	}
	return agree(answer, codecs)
}

// byeing says BYE and waits for its answer, or for the far end's own (§15.1.1).
// The line is free at once. Some want a password even for that.
func (d *dialog) byeing() state {
	d.release()
	req := d.request(sip.BYE)
	res := d.bye(req)
	if res != nil && (res.StatusCode == 401 || res.StatusCode == 407) && d.out != nil && d.out.authenticate(req, res) == nil {
		req = d.request(sip.BYE)
		req.AppendHeader(d.out.auth)
		d.bye(req)
	}
	return d.terminated
}

// bye sends a BYE and returns its final response; nil if none is to come.
func (d *dialog) bye(req *sip.Request) *sip.Response {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second) // to connect
	defer cancel()
	tx, err := d.s.ua.TransactionLayer().Request(ctx, req)
	if err != nil && d.transport != "UDP" { // the connection that they opened is gone
		req.SetDestination(hostPort(d.target))
		tx, err = d.s.ua.TransactionLayer().Request(ctx, req)
	}
	if err != nil {
		return nil
	}
	defer tx.Terminate()
	for {
		select {
		case res := <-tx.Responses():
			if !res.IsProvisional() {
				return res
			}
		case <-tx.Done():
			return nil
		case <-d.s.cut:
			return nil
		case m := <-d.mail:
			if m.req != nil && m.req.Method == sip.BYE { // both at once
				d.answer(m, 200, "OK")
				return nil
			}
			d.answer(m, 481, "Call/Transaction Does Not Exist")
		}
	}
}
