package sipleg

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/emiago/sipgo/sip"

	"github.com/civicline/civicline"
)

// calling sends the INVITE and waits for any answer (§13.2.1; the transaction's
// state of this name, §17.1.1.2). Until there is one it cannot be cancelled (§9.1).
func (d *dialog) calling() state {
	out := d.out
	d.us.tag = d.id.ourTag
	req := d.request(sip.INVITE)
	req.AppendHeader(allow())
	if out.auth != nil {
		req.AppendHeader(out.auth)
	}
	if !out.opts.Offerless {
		req.AppendHeader(sip.NewHeader("Content-Type", "application/sdp"))
		req.SetBody(d.leg.sdp.offer(out.codecs, bothWays))
	}
	tx, err := d.invite(req)
	if err != nil {
		return d.noCall(cannotDial("The far end cannot be reached.", err))
	}
	out.invite, out.tx = req, tx
	for {
		select {
		case res := <-tx.Responses():
			return d.responded(res)
		case <-tx.Done():
			return d.noCall(&civicline.Error{Kind: civicline.Unavailable, Op: "place a call", Message: "The far end does not answer.", Err: tx.Err()})
		case <-d.s.cut:
			tx.Terminate()
			return d.noCall(errClosing)
		case m := <-d.mail:
			d.answer(m, 481, "Call/Transaction Does Not Exist")
		}
	}
}

// ringing waits for the final response (§13.2.2.1).
func (d *dialog) ringing() state {
	select {
	case res := <-d.out.tx.Responses():
		return d.responded(res)
	case <-d.out.tx.Done():
		return d.noCall(&civicline.Error{Kind: civicline.Unavailable, Op: "place a call", Message: "The far end went away.", Err: d.out.tx.Err()})
	case <-d.leg.ctx.Done():
		return d.cancelling
	case m := <-d.mail:
		if m.req != nil && m.req.Method == sip.BYE {
			return d.byed(m)
		}
		d.early(m)
		return d.ringing
	}
}

// responded reads one response to the INVITE (§13.2.2).
func (d *dialog) responded(res *sip.Response) state {
	out := d.out
	switch code := res.StatusCode; {
	case code < 200:
		if tag := tagOf(res.To()); tag != "" {
			d.setTheirTag(tag)
		}
		if body := sdpOf(res); body != nil {
			out.early = body
		}
		if out.opts.Ringing != nil && code != 100 {
			out.opts.Ringing(code)
		}
		return d.ringing
	case code < 300:
		return d.established(res)
	case (code == 401 || code == 407) && d.leg.ctx.Err() == nil:
		if err := out.authenticate(out.invite, res); err == nil {
			d.setTheirTag("")
			return d.calling
		}
	}
	return d.noCall(refused(res))
}

// established acknowledges the 2xx and begins to talk (§13.2.2.4, §12.1.2).
func (d *dialog) established(res *sip.Response) state {
	out := d.out
	d.setTheirTag(tagOf(res.To()))
	d.routes = routesOf(res)
	slices.Reverse(d.routes)
	d.heardFrom(res)
	body := sdpOf(res)
	if body == nil {
		body = out.early
	}
	a, answer, err := d.settle(body, res, out.codecs, out.opts.Offerless)
	d.buildACK(out.invite.CSeq().SeqNo, answer)
	out.tx.OnRetransmission(d.postAgain)
	d.acknowledge(res)
	switch {
	case err != nil:
		d.noCall(refused(sip.NewResponse(488, "Not Acceptable Here")))
		return d.byeing
	case d.leg.ctx.Err() != nil: // the CANCEL was too late (§9.1)
		d.noCall(context.Cause(d.leg.ctx))
		return d.byeing
	}
	d.leg.apply(a)
	d.leg.markUp()
	out.result <- nil
	return d.confirmed
}

// settle reads the session description of a 2xx: the answer to our offer, or an
// offer, which the ACK answers.
func (d *dialog) settle(body []byte, res *sip.Response, codecs []*codec, offerless bool) (agreement, []byte, error) {
	if !offerless {
		a, err := d.readAnswer(body, hostOf(res.Source()), codecs)
		return a, nil, err
	}
	answer, a, err := d.answerTo(body, hostOf(res.Source()))
	return a, answer, err
}

// buildACK builds the ACK of a 2xx, which is a transaction of its own and is
// sent again, unchanged, for each 2xx that comes again (§13.2.2.4).
func (d *dialog) buildACK(seq uint32, body []byte) {
	ack := d.request(sip.ACK)
	ack.CSeq().SeqNo = seq
	if d.out.auth != nil {
		ack.AppendHeader(d.out.auth)
	}
	if body != nil {
		ack.AppendHeader(sip.NewHeader("Content-Type", "application/sdp"))
		ack.SetBody(body)
	}
	d.out.ack = ack
}

// acknowledge sends the ACK; a 2xx from another branch of a fork is
// acknowledged too, and hung up by its own lack of RTP.
func (d *dialog) acknowledge(res *sip.Response) {
	if d.out == nil || d.out.ack == nil || res.CSeq().SeqNo != d.out.ack.CSeq().SeqNo {
		return
	}
	if err := d.s.send(d.out.ack); err != nil {
		d.s.log.Warn("an ACK could not be sent", "leg", d.leg.id, "err", err)
	}
}

// cancelling takes the INVITE back and waits for its end (§9.1). A 2xx may have
// crossed the CANCEL: then the call is acknowledged, and hung up.
func (d *dialog) cancelling() state {
	invite := d.out.tx
	giveUp := time.NewTimer(64 * d.s.opts.Timing.T1)
	defer giveUp.Stop()
	cancel, err := d.s.ua.TransactionLayer().Request(context.Background(), cancelOf(d.out.invite))
	if err != nil {
		invite.Terminate()
		return d.noCall(err)
	}
	defer cancel.Terminate()
	d.release()
	for {
		select {
		case <-cancel.Responses():
		case res := <-invite.Responses():
			switch {
			case res.IsSuccess():
				return d.established(res)
			case !res.IsProvisional():
				return d.noCall(context.Cause(d.leg.ctx))
			}
		case <-invite.Done():
			return d.noCall(context.Cause(d.leg.ctx))
		case <-giveUp.C:
			invite.Terminate()
			return d.noCall(context.Cause(d.leg.ctx))
		case <-d.s.cut:
			invite.Terminate()
			return d.noCall(errClosing)
		case m := <-d.mail:
			d.answer(m, 481, "Call/Transaction Does Not Exist")
		}
	}
}

// noCall ends a call that never was.
func (d *dialog) noCall(err error) state {
	if err == nil {
		err = errors.New("the call was given up")
	}
	d.leg.end(err)
	select {
	case d.out.result <- err:
	default: // Dial has returned
	}
	return d.terminated
}

// cancelOf is the CANCEL of an INVITE (§9.1): the same in all that matters.
func cancelOf(invite *sip.Request) *sip.Request {
	req := sip.NewRequest(sip.CANCEL, invite.Recipient)
	req.AppendHeader(invite.Via().Clone())
	for _, name := range []string{"Max-Forwards", "Route", "From", "To", "Call-ID"} {
		sip.CopyHeaders(name, invite, req)
	}
	req.AppendHeader(&sip.CSeqHeader{SeqNo: invite.CSeq().SeqNo, MethodName: sip.CANCEL})
	req.SetTransport(invite.Transport())
	req.SetDestination(invite.Destination())
	req.Laddr = invite.Laddr
	req.SetBody(nil)
	return req
}

func (d *dialog) invite(req *sip.Request) (*sip.ClientTx, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 64*d.s.opts.Timing.T1)
	defer cancel()
	return d.s.ua.TransactionLayer().Request(ctx, req)
}
