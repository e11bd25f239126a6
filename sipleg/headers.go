package sipleg

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/emiago/sipgo/sip"

	"github.com/civicline/civicline"
)

// partyOf tells who rings, as the network says it: P-Asserted-Identity (RFC
// 3325) before From; nobody if they asked not to be shown.
func partyOf(req *sip.Request) civicline.Party {
	p := civicline.Party{Channel: civicline.Phone, Dialled: req.Recipient.User}
	if p.Dialled == "" {
		p.Dialled = req.To().Address.User
	}
	from := req.From().Address
	if h := req.GetHeader("p-asserted-identity"); h != nil {
		var u sip.Uri
		if _, err := sip.ParseAddressValue(h.Value(), &u, &sip.HeaderParams{}); err == nil {
			from = u
		}
	}
	privacy := req.GetHeader("privacy")
	hidden := privacy != nil && privacy.Value() != "none"
	if !hidden && from.Host != "anonymous.invalid" && from.User != "anonymous" {
		p.Number = civicline.PhoneNumber(numberOf(from))
	}
	return p
}

// timerHeaders bear with session timers (RFC 4028 §9): if the far end wants one
// and will refresh itself, it may. We never refresh; whether anyone is still
// there we know from the RTP.
func timerHeaders(req *sip.Request) []sip.Header {
	h := req.GetHeader("session-expires")
	if h == nil {
		h = req.GetHeader("x") // compact form
	}
	if h == nil || strings.Contains(h.Value(), "refresher=uas") || !mentions(req, "timer", "supported", "k", "require") {
		return nil
	}
	return []sip.Header{
		sip.NewHeader("Session-Expires", strings.TrimSpace(firstOf(h.Value(), ";"))+";refresher=uac"),
		sip.NewHeader("Require", "timer"),
	}
}

func mentions(req *sip.Request, option string, headers ...string) bool {
	for _, name := range headers {
		for _, h := range req.GetHeaders(name) {
			options := strings.Split(h.Value(), ",")
			if slices.ContainsFunc(options, func(o string) bool { return strings.TrimSpace(o) == option }) {
				return true
			}
		}
	}
	return false
}

// infoKey is the key in an INFO of the kind that many phones send instead of
// RFC 4733: "Signal=5", or the key alone. 0 if there is none.
func infoKey(req *sip.Request) rune {
	ct := req.ContentType()
	if ct == nil || !strings.HasPrefix(ct.Value(), "application/dtmf") {
		return 0
	}
	text := string(req.Body())
	for line := range strings.Lines(text) {
		if name, value, ok := strings.Cut(line, "="); ok && strings.EqualFold(strings.TrimSpace(name), "signal") {
			text = value
			break
		}
	}
	if text = strings.TrimSpace(text); len(text) == 1 && strings.Contains(keyNames, text) {
		return rune(text[0])
	}
	return 0
}

// routesOf is the route set that a request begins (§12.1.1).
func routesOf(msg interface{ GetHeaders(string) []sip.Header }) []sip.Uri {
	var out []sip.Uri
	for _, h := range msg.GetHeaders("record-route") {
		for one := range strings.SplitSeq(h.Value(), ",") {
			var u sip.Uri
			if _, err := sip.ParseAddressValue(strings.TrimSpace(one), &u, &sip.HeaderParams{}); err == nil {
				out = append(out, u)
			}
		}
	}
	return out
}

// hostOf is the IP address of host:port; the zero Addr if it is none.
func hostOf(hostPort string) netip.Addr {
	ap, _ := netip.ParseAddrPort(hostPort)
	return ap.Addr().Unmap()
}

// numberOf is how a party is reached: a telephone number without its marks, or
// the user part of an address.
func numberOf(u sip.Uri) string {
	user := u.User
	if u.Scheme == "tel" {
		user = firstOf(u.Raw(), ";")
		return strings.NewReplacer("-", "", ".", "", "(", "", ")", "").Replace(user)
	}
	return firstOf(user, ";")
}
