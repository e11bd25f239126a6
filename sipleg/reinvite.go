package sipleg

import (
	"context"
	"errors"
	"fmt"

	"github.com/emiago/sipgo/sip"

	"github.com/civicline/civicline"
)

// A change is a re-INVITE that we want sent.
type change struct {
	offer []byte // nil: they offer in the 200, and we answer in the ACK
	done  chan error
}

// reinviting offers the far end another session within the call (§14.1).
func (d *dialog) reinviting(c change) state {
	if d.out == nil {
		d.out = &outbound{codecs: allCodecs}
	}
	req := d.request(sip.INVITE)
	req.AppendHeader(allow())
	if d.out.auth != nil {
		req.AppendHeader(d.out.auth)
	}
	if c.offer != nil {
		req.AppendHeader(sip.NewHeader("Content-Type", "application/sdp"))
		req.SetBody(c.offer)
	}
	tx, err := d.invite(req)
	if err != nil {
		c.done <- err
		return d.confirmed
	}
	tx.OnRetransmission(d.postAgain)
	for {
		select {
		case res := <-tx.Responses():
			if !res.IsProvisional() {
				return d.reanswered(c, req, res)
			}
		case <-tx.Done(): // §14.1: no answer ends the call
			c.done <- tx.Err()
			d.leg.end(civicline.ErrLineLost)
			return d.byeing
		case <-d.s.cut:
			tx.Terminate()
			c.done <- errClosing
			return d.byeing
		case m := <-d.mail:
			switch {
			case m.req != nil && m.req.Method == sip.BYE:
				tx.Terminate()
				c.done <- civicline.ErrPartyHungUp
				return d.byed(m)
			case m.req != nil && m.req.IsInvite(): // §14.2: glare
				d.answer(m, 491, "Request Pending")
			default:
				d.deferred = append(d.deferred, m)
			}
		}
	}
}

// reanswered reads the final response to our re-INVITE.
func (d *dialog) reanswered(c change, req *sip.Request, res *sip.Response) state {
	switch code := res.StatusCode; {
	case code == 408 || code == 481: // §12.2.1.2: the far end knows of no call
		c.done <- refused(res)
		d.leg.end(civicline.ErrLineLost)
		return d.byeing
	case code >= 300:
		c.done <- fmt.Errorf("the far end keeps the session as it was: SIP %d %s", code, res.Reason)
		return d.confirmed
	}
	d.heardFrom(res)
	a, answer, err := d.settle(sdpOf(res), res, allCodecs, c.offer == nil)
	d.buildACK(req.CSeq().SeqNo, answer)
	d.acknowledge(res)
	if err == nil {
		d.leg.apply(a)
	}
	c.done <- err
	return d.confirmed
}

// reinvite asks for another session: by offer, or for the far end's if offer is nil.
func (l *Leg) reinvite(ctx context.Context, offer []byte) error {
	c := change{offer: offer, done: make(chan error, 1)}
	select {
	case l.changes <- c:
	case <-l.ctx.Done():
		return context.Cause(l.ctx)
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-c.done:
		return err
	case <-ctx.Done():
		return errors.Join(ctx.Err(), context.Cause(l.ctx))
	}
}
