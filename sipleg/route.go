package sipleg

import (
	"mime"
	"slices"
	"strings"

	"github.com/emiago/sipgo/sip"
)

// allowed is what we do; known is what we at least have heard of (RFC 3261
// §21.4.6 and §21.5.2 tell the two apart).
var (
	allowed = []sip.RequestMethod{sip.INVITE, sip.ACK, sip.CANCEL, sip.BYE, sip.OPTIONS, sip.UPDATE, sip.INFO}
	known   = []sip.RequestMethod{sip.REGISTER, sip.SUBSCRIBE, sip.NOTIFY, sip.REFER, sip.MESSAGE, sip.PUBLISH, sip.PRACK}
)

func allow() sip.Header {
	names := make([]string, len(allowed))
	for i, m := range allowed {
		names[i] = string(m)
	}
	return sip.NewHeader("Allow", strings.Join(names, ", "))
}

func accept() sip.Header { return sip.NewHeader("Accept", "application/sdp") }

// receive is given every request by sipgo, each in a goroutine of its own, but
// for a CANCEL that found its INVITE (sipgo answers that, and the INVITE with 487).
func (s *Server) receive(req *sip.Request, tx *sip.ServerTx) {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return
	}
	s.requests.Add(1)
	s.mu.Unlock()
	defer s.requests.Done()

	switch code, reason, more := refuse(req); {
	case code != 0 && req.IsAck():
		tx.Terminate()
	case code != 0:
		s.reply(req, tx, code, reason, more...)
	case tagOf(req.To()) != "":
		s.within(req, tx)
	default:
		s.outside(req, tx)
	}
}

// refuse inspects a request before anything is done about it (RFC 3261 §8.2).
// It returns 0 if all is well.
func refuse(req *sip.Request) (code int, reason string, more []sip.Header) {
	cseq := req.CSeq()
	switch {
	case req.SipVersion != "SIP/2.0":
		return 505, "Version Not Supported", nil
	case req.From() == nil || req.To() == nil || req.CallID() == nil || cseq == nil || cseq.MethodName != req.Method || req.Via() == nil:
		return 400, "Bad Request", nil
	case req.IsAck():
		return 0, "", nil // never answered
	case !slices.Contains(allowed, req.Method) && !slices.Contains(known, req.Method):
		return 501, "Not Implemented", []sip.Header{allow()}
	case !slices.Contains(allowed, req.Method):
		return 405, "Method Not Allowed", []sip.Header{allow()}
	case req.Recipient.Scheme != "sip" && req.Recipient.Scheme != "sips" && req.Recipient.Scheme != "tel": // §8.2.2.1
		return 416, "Unsupported URI Scheme", nil
	}
	if odd := unsupported(req); odd != "" && req.Method != sip.CANCEL { // §8.2.2.3
		return 420, "Bad Extension", []sip.Header{sip.NewHeader("Unsupported", odd)}
	}
	if len(req.Body()) > 0 && (req.IsInvite() || req.Method == sip.UPDATE) { // §8.2.3
		if sdpOf(req) == nil {
			return 415, "Unsupported Media Type", []sip.Header{accept()}
		}
	}
	return 0, "", nil
}

// unsupported lists what the request requires and we have not. Session timers
// (RFC 4028) we bear: see timerHeaders.
func unsupported(req *sip.Request) string {
	var odd []string
	for _, h := range req.GetHeaders("require") {
		for option := range strings.SplitSeq(h.Value(), ",") {
			if option = strings.TrimSpace(option); option != "" && option != "timer" {
				odd = append(odd, option)
			}
		}
	}
	return strings.Join(odd, ", ")
}

// sdpOf is the session description that a message carries, alone or as a part
// of a multipart body; nil if there is none.
func sdpOf(msg interface {
	Body() []byte
	ContentType() *sip.ContentTypeHeader
	GetHeader(string) sip.Header
}) []byte {
	body := msg.Body()
	if len(body) == 0 || msg.GetHeader("content-encoding") != nil {
		return nil
	}
	ct := msg.ContentType()
	if ct == nil {
		return body // RFC 3261 §20.15 wants one; many a test set leaves it out
	}
	kind, params, err := mime.ParseMediaType(ct.Value())
	switch {
	case err != nil:
		return nil
	case kind == "application/sdp":
		return body
	case strings.HasPrefix(kind, "multipart/"):
		return sdpPart(body, params["boundary"])
	}
	return nil
}

// outside handles a request that belongs to no dialog.
func (s *Server) outside(req *sip.Request, tx *sip.ServerTx) {
	switch req.Method {
	case sip.INVITE:
		s.ring(req, tx)
	case sip.ACK:
		tx.Terminate() // there is nobody to tell
	case sip.OPTIONS: // §11.2
		s.reply(req, tx, 200, "OK", allow(), accept(),
			sip.NewHeader("Accept-Encoding", "identity"), sip.NewHeader("Accept-Language", "en, es"), sip.NewHeader("Supported", "timer"))
	default: // §12.2.2, §15.1.2, §9.2
		s.reply(req, tx, 481, "Call/Transaction Does Not Exist")
	}
}

// within hands a request to the mailbox of its dialog. sipgo gives each message
// its own goroutine, so mail may come in another order than it was sent: the
// dialog sees to that (see accepted).
func (s *Server) within(req *sip.Request, tx *sip.ServerTx) {
	d := s.find(dialogID{req.CallID().Value(), tagOf(req.To())})
	switch {
	case d != nil && d.theirTag() == tagOf(req.From()) && d.post(mail{req: req, tx: tx}):
	case req.IsAck():
		tx.Terminate()
	default:
		s.reply(req, tx, 481, "Call/Transaction Does Not Exist")
	}
}

// reply answers a request for good, or provisionally. Whether it arrives is the
// transaction's to know: a request whose answer was lost is sent again.
func (s *Server) reply(req *sip.Request, tx *sip.ServerTx, code int, reason string, more ...sip.Header) {
	s.replyWith(req, tx, code, reason, nil, more...)
}

func (s *Server) replyWith(req *sip.Request, tx *sip.ServerTx, code int, reason string, body []byte, more ...sip.Header) {
	res := sip.NewResponseFromRequest(req, code, reason, nil)
	res.SipVersion = "SIP/2.0"
	res.AppendHeader(sip.NewHeader("Server", "Civicline"))
	for _, h := range more {
		res.AppendHeader(h)
	}
	if body != nil {
		res.AppendHeader(sip.NewHeader("Content-Type", "application/sdp"))
		res.SetBody(body)
	}
	_ = tx.Respond(res)
}

// tagOf is the tag of a From or To header; "" if there is none, or no header.
func tagOf(h any) string {
	var params sip.HeaderParams
	switch h := h.(type) {
	case *sip.FromHeader:
		if h != nil {
			params = h.Params
		}
	case *sip.ToHeader:
		if h != nil {
			params = h.Params
		}
	}
	tag, _ := params.Get("tag")
	return tag
}
