package sipleg

import "github.com/emiago/sipgo/sip"

// mail is what comes to a dialog from the network.
type mail struct {
	req   *sip.Request
	tx    *sip.ServerTx
	again *sip.Response // in place of a request: a 2xx of ours has come once more
}

// post puts m in the mailbox. It is false if the dialog reads no more.
func (d *dialog) post(m mail) bool {
	select {
	case d.mail <- m:
	case <-d.done:
		return false
	}
	select {
	case <-d.done: // meanwhile: perhaps nobody has seen it
		d.refuseRest()
	default:
	}
	return true
}

// postAgain does the same for a 2xx that came again, and does not wait: another follows.
func (d *dialog) postAgain(res *sip.Response) {
	select {
	case d.mail <- mail{again: res}:
	default:
	}
}

// refuseRest answers what came too late. Any goroutine may call it.
func (d *dialog) refuseRest() {
	for {
		select {
		case m := <-d.mail:
			d.answer(m, 481, "Call/Transaction Does Not Exist")
		default:
			return
		}
	}
}

// answer answers mail without a body. An ACK has no answer.
func (d *dialog) answer(m mail, code int, reason string, more ...sip.Header) {
	switch {
	case m.req == nil:
	case m.req.IsAck():
		m.tx.Terminate()
	default:
		d.s.reply(m.req, m.tx, code, reason, more...)
	}
}

// inOrder reports whether a request follows those before it (§12.2.2), and
// counts it. ACK and CANCEL have no number of their own.
func (d *dialog) inOrder(req *sip.Request) bool {
	n := req.CSeq().SeqNo
	if n <= d.theirSeq {
		return false
	}
	d.theirSeq = n
	return true
}
