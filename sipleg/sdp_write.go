package sipleg

import (
	"bytes"
	"fmt"
	"net/netip"
	"strings"
)

// A describer writes our SDP of one call.
type describer struct {
	ip      netip.Addr
	port    int
	session uint64
	version uint64
	last    []byte // without its version, so as to see a change
}

const keysType = 101 // of telephone-event in our offers

// offer describes what we would like (RFC 3264 §5).
func (w *describer) offer(codecs []*codec, dir direction) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "m=audio %d RTP/AVP", w.port)
	for _, c := range codecs {
		fmt.Fprintf(&b, " %d", c.pt)
	}
	fmt.Fprintf(&b, " %d\r\n", keysType)
	for _, c := range codecs {
		fmt.Fprintf(&b, "a=rtpmap:%d %s/8000\r\n", c.pt, c.name)
	}
	writeKeys(&b, keysType)
	fmt.Fprintf(&b, "a=ptime:20\r\na=rtcp-mux\r\na=%s\r\n", dir)
	return w.whole(b.String())
}

// answer says what we take of an offer (RFC 3264 §6): one stream, every other
// line refused with port 0.
func (w *describer) answer(to *described, a agreement) []byte {
	var b strings.Builder
	for i, line := range to.lines {
		part := strings.SplitN(line, " ", 3)
		if i != to.audio {
			fmt.Fprintf(&b, "m=%s 0 %s %s\r\n", part[0], part[1], part[2])
			continue
		}
		fmt.Fprintf(&b, "m=audio %d RTP/AVP %d", w.port, a.format.pt)
		if a.keys != 0 {
			fmt.Fprintf(&b, " %d", a.keys)
		}
		fmt.Fprintf(&b, "\r\na=rtpmap:%d %s/8000\r\n", a.format.pt, a.format.name)
		if a.keys != 0 {
			writeKeys(&b, a.keys)
		}
		b.WriteString("a=ptime:20\r\n")
		if a.mux {
			b.WriteString("a=rtcp-mux\r\n")
		}
		fmt.Fprintf(&b, "a=%s\r\n", a.dir)
	}
	return w.whole(b.String())
}

func writeKeys(b *strings.Builder, pt uint8) {
	fmt.Fprintf(b, "a=rtpmap:%d telephone-event/8000\r\na=fmtp:%d 0-15\r\n", pt, pt)
}

// whole puts the session's lines before the media's. The version grows by
// one when, and only when, something else changed (RFC 3264 §8).
func (w *describer) whole(media string) []byte {
	family := "IP4"
	if w.ip.Is6() {
		family = "IP6"
	}
	rest := fmt.Appendf(nil, "s=-\r\nc=IN %s %s\r\nt=0 0\r\n%s", family, w.ip, media)
	if !bytes.Equal(rest, w.last) {
		w.version++
		w.last = rest
	}
	return fmt.Appendf(nil, "v=0\r\no=civicline %d %d IN %s %s\r\n%s", w.session, w.version, family, w.ip, rest)
}
