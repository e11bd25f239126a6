package sipleg

import (
	"crypto/rand"
	"errors"
	"runtime/debug"
	"time"

	"github.com/emiago/sipgo/sip"

	"github.com/civicline/civicline"
)

// inbound is the INVITE of a call that we answer.
type inbound struct {
	invite    *sip.Request
	tx        *sip.ServerTx
	offer     *described // nil: they want ours in the 200
	agreed    agreement
	cancelled chan struct{}
}

// owed is a 2xx that has no ACK yet (§13.3.1.4).
type owed struct {
	tx      *sip.ServerTx
	res     *sip.Response
	seq     uint32
	codecs  []*codec // of our offer in res, which the ACK answers; nil if res was an answer
	initial bool     // the INVITE began the call
}

// ring takes a new INVITE (§13.3.1): it is refused, or gets a dialog.
func (s *Server) ring(req *sip.Request, tx *sip.ServerTx) {
	if s.opts.Handle == nil {
		s.reply(req, tx, 480, "Temporarily Unavailable")
		return
	}
	if s.merged(req) { // §8.2.2.2
		s.reply(req, tx, 482, "Loop Detected")
		return
	}
	req.To().Params.Add("tag", rand.Text()) // so that every response has it, sipgo's 487 too
	s.reply(req, tx, 100, "Trying")
	in := &inbound{invite: req, tx: tx, cancelled: make(chan struct{})}
	if body := sdpOf(req); body != nil {
		var err error
		if in.offer, err = readSDP(body, hostOf(req.Source())); err == nil {
			in.agreed, err = agree(in.offer, allCodecs)
		}
		if err != nil {
			s.reply(req, tx, 488, "Not Acceptable Here", sip.NewHeader("Warning", `305 civicline "PCMU or PCMA over RTP/AVP is needed"`))
			return
		}
	}
	leg, err := s.newLeg(partyOf(req), hostOf(req.Source()))
	if err != nil {
		s.log.Error("no line for a caller", "err", err)
		s.reply(req, tx, 503, "Service Unavailable", sip.NewHeader("Retry-After", "10"))
		return
	}
	d := s.newInbound(in, leg)
	if !tx.OnCancel(func(*sip.Request) { close(in.cancelled) }) {
		leg.close() // sipgo has answered with 487
		return
	}
	switch err := s.add(d, d.proceeding); {
	case errors.Is(err, errFull): // §21.4.21: the caller hears the busy tone
		leg.close()
		s.reply(req, tx, 486, "Busy Here")
	case err != nil:
		leg.close()
		s.reply(req, tx, 503, "Service Unavailable", sip.NewHeader("Retry-After", "30"))
	}
}

// newInbound makes the server's side of a dialog (§12.1.1).
func (s *Server) newInbound(in *inbound, leg *Leg) *dialog {
	req := in.invite
	d := &dialog{
		s: s, id: dialogID{req.CallID().Value(), tagOf(req.To())}, leg: leg, in: in,
		mail: make(chan mail, 8), done: make(chan struct{}),
		us:        party{*req.To().Address.Clone(), tagOf(req.To())},
		them:      party{*req.From().Address.Clone(), tagOf(req.From())},
		transport: req.Transport(), theirSeq: req.CSeq().SeqNo,
		routes: routesOf(req), target: *req.From().Address.Clone(),
	}
	d.heardFrom(req)
	return d
}

// merged reports whether the same INVITE has come to us by another way.
func (s *Server) merged(req *sip.Request) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, d := range s.dialogs {
		if id.callID == req.CallID().Value() && d.in != nil &&
			d.them.tag == tagOf(req.From()) && d.in.invite.CSeq().SeqNo == req.CSeq().SeqNo {
			return true
		}
	}
	return false
}

// proceeding rings until the call is answered, refused or cancelled (§13.3.1.1;
// the INVITE transaction is in the state of this name, §17.2.1).
func (d *dialog) proceeding() state {
	in := d.in
	d.s.reply(in.invite, in.tx, 180, "Ringing", d.contact(), allow())
	d.handle()
	still := time.NewTicker(time.Minute) // proxies give up on silence after three
	defer still.Stop()
	for {
		select {
		case <-in.cancelled:
			d.leg.end(civicline.ErrPartyHungUp)
			return d.terminated
		case <-in.tx.Done():
			d.leg.end(civicline.ErrLineLost)
			return d.terminated
		case <-d.leg.ctx.Done(): // hung up unanswered
			d.s.reply(in.invite, in.tx, 480, "Temporarily Unavailable")
			return d.terminated
		case <-d.leg.pickUp:
			return d.pickedUp
		case <-still.C:
			d.s.reply(in.invite, in.tx, 180, "Ringing", d.contact(), allow())
		case m := <-d.mail:
			if m.req != nil && m.req.Method == sip.BYE { // §15.1.2, of an early dialog
				d.answer(m, 200, "OK")
				d.s.reply(in.invite, in.tx, 487, "Request Terminated")
				d.leg.end(civicline.ErrPartyHungUp)
				return d.terminated
			}
			d.early(m)
		}
	}
}

// early answers what may come before the call is answered.
func (d *dialog) early(m mail) {
	switch {
	case m.req == nil:
	case m.req.IsInvite(): // §14.2
		d.answer(m, 500, "Server Internal Error", sip.NewHeader("Retry-After", "5"))
	case m.req.Method == sip.UPDATE: // RFC 3311 §5.2
		d.answer(m, 500, "Server Internal Error", sip.NewHeader("Retry-After", "5"))
	case m.req.Method == sip.INFO || m.req.Method == sip.OPTIONS:
		d.answer(m, 200, "OK", allow(), accept())
	default:
		d.answer(m, 481, "Call/Transaction Does Not Exist")
	}
}

// handle runs the call: its function is its life.
func (d *dialog) handle() {
	leg, s := d.leg, d.s
	s.handlers.Go(func() {
		defer leg.Hangup(civicline.ErrDone)
		defer func() {
			if r := recover(); r != nil { // one call's, not all of them
				s.log.Error("a call's handler panicked", "leg", leg.id, "panic", r, "stack", string(debug.Stack()))
			}
		}()
		s.opts.Handle(leg.ctx, leg)
	})
}

// pickedUp sends the 200 (§13.3.1.4).
func (d *dialog) pickedUp() state {
	in := d.in
	var body []byte
	o := owed{tx: in.tx, seq: in.invite.CSeq().SeqNo, initial: true}
	if in.offer != nil {
		body = d.leg.sdp.answer(in.offer, in.agreed)
		d.leg.apply(in.agreed)
	} else {
		o.codecs = allCodecs
		body = d.leg.sdp.offer(allCodecs, bothWays)
	}
	return d.accept(o, in.invite, body)
}

// accept sends a 2xx with a session description and waits for its ACK.
func (d *dialog) accept(o owed, req *sip.Request, body []byte) state {
	o.res = sip.NewResponseFromRequest(req, 200, "OK", body)
	o.res.AppendHeader(sip.NewHeader("Server", "Civicline"))
	o.res.AppendHeader(sip.NewHeader("Content-Type", "application/sdp"))
	o.res.AppendHeader(d.contact())
	o.res.AppendHeader(allow())
	for _, h := range timerHeaders(req) {
		o.res.AppendHeader(h)
	}
	if err := o.tx.Respond(o.res); err != nil {
		cause := civicline.ErrLineLost
		if errors.Is(err, sip.ErrTransactionCanceled) { // the CANCEL was quicker
			cause = civicline.ErrPartyHungUp
			d.s.reply(req, o.tx, 487, "Request Terminated") // or sipgo would repeat our 200 in its place
		}
		d.leg.end(cause)
		return d.terminated
	}
	if o.codecs == nil {
		d.leg.markUp() // else the ACK brings what is missing
	}
	d.owe = o
	return d.accepted
}

// accepted repeats the 2xx until its ACK comes (§13.3.1.4, §14.2; the state of
// this name is RFC 6026 §7.1). What the far end sent after the ACK may get here
// before it: a BYE is as good as the ACK, all else waits.
func (d *dialog) accepted() state {
	t1 := d.s.opts.Timing.T1
	pause := t1
	again, giveUp := time.NewTimer(pause), time.NewTimer(64*t1)
	defer again.Stop()
	defer giveUp.Stop()
	for {
		select {
		case <-again.C:
			pause = min(2*pause, 8*t1) // T2 is 8·T1
			again.Reset(pause)
			_ = d.owe.tx.Respond(d.owe.res)
		case <-giveUp.C:
			d.leg.end(civicline.ErrLineLost)
			return d.byeing
		case ack := <-d.owe.tx.Acks(): // with the branch of the INVITE, as old clients send it
			return d.acknowledged(ack)
		case m := <-d.mail:
			switch {
			case m.req == nil:
			case m.req.IsAck() && m.req.CSeq().SeqNo == d.owe.seq:
				m.tx.Terminate()
				return d.acknowledged(m.req)
			case m.req.IsAck():
				m.tx.Terminate()
			case m.req.Method == sip.BYE:
				return d.byed(m)
			default:
				d.deferred = append(d.deferred, m)
			}
		case <-d.s.cut:
			d.leg.end(civicline.ErrDone)
			return d.byeing
		}
	}
}

// acknowledged reads the answer that the ACK to our offer brings (§13.2.1).
func (d *dialog) acknowledged(ack *sip.Request) state {
	o := d.owe
	d.owe = owed{}
	if o.codecs == nil {
		return d.confirmed
	}
	a, err := d.readAnswer(sdpOf(ack), hostOf(ack.Source()), o.codecs)
	switch {
	case err == nil:
		d.leg.apply(a)
		d.leg.markUp()
	case o.initial: // nothing to talk by
		d.leg.end(civicline.ErrLineLost)
		return d.byeing
	}
	return d.confirmed
}
