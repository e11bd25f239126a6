package sipleg

import (
	"net/netip"
	"strings"
	"testing"
)

func TestAnswer(t *testing.T) {
	from := netip.MustParseAddr("198.51.100.9")
	const head = "v=0\r\no=a 1 1 IN IP4 203.0.113.5\r\ns=-\r\nc=IN IP4 203.0.113.5\r\nt=0 0\r\n"
	for name, c := range map[string]struct{ offer, media, rtp, rtcp string }{
		"theirs come first": {head + "m=audio 4000 RTP/AVP 18 8 0 96\r\na=rtpmap:96 telephone-event/8000\r\n",
			"m=audio 5000 RTP/AVP 8 96|a=rtpmap:8 PCMA/8000|a=rtpmap:96 telephone-event/8000|a=fmtp:96 0-15|a=ptime:20|a=sendrecv", "203.0.113.5:4000", "203.0.113.5:4001"},
		"no keys": {head + "m=audio 4000 RTP/AVP 0\r\n",
			"m=audio 5000 RTP/AVP 0|a=rtpmap:0 PCMU/8000|a=ptime:20|a=sendrecv", "203.0.113.5:4000", "203.0.113.5:4001"},
		"keys of the wrong clock": {head + "m=audio 4000 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/48000\r\n",
			"m=audio 5000 RTP/AVP 0|a=rtpmap:0 PCMU/8000|a=ptime:20|a=sendrecv", "203.0.113.5:4000", "203.0.113.5:4001"},
		"a dynamic type": {head + "m=audio 4000 RTP/AVP 97\r\na=rtpmap:97 pcmu/8000/1\r\n",
			"m=audio 5000 RTP/AVP 97|a=rtpmap:97 PCMU/8000|a=ptime:20|a=sendrecv", "203.0.113.5:4000", "203.0.113.5:4001"},
		"one port for both": {head + "m=audio 4000 RTP/AVP 0\r\na=rtcp-mux\r\n",
			"m=audio 5000 RTP/AVP 0|a=rtpmap:0 PCMU/8000|a=ptime:20|a=rtcp-mux|a=sendrecv", "203.0.113.5:4000", "203.0.113.5:4000"},
		"another port for RTCP": {head + "m=audio 4000 RTP/AVP 0\r\na=rtcp:4444 IN IP4 203.0.113.5\r\n",
			"m=audio 5000 RTP/AVP 0|a=rtpmap:0 PCMU/8000|a=ptime:20|a=sendrecv", "203.0.113.5:4000", "203.0.113.5:4444"},
		"video beside it": {head + "m=video 4004 RTP/AVP 99\r\nm=audio 4000 RTP/AVP 0\r\nc=IN IP4 203.0.113.6\r\na=sendonly\r\n",
			"m=video 0 RTP/AVP 99|m=audio 5000 RTP/AVP 0|a=rtpmap:0 PCMU/8000|a=ptime:20|a=recvonly", "203.0.113.6:4000", "203.0.113.6:4001"},
		"plain and encrypted": {head + "m=audio 4002 RTP/SAVP 0\r\nm=audio 4000 RTP/AVP 0\r\n",
			"m=audio 0 RTP/SAVP 0|m=audio 5000 RTP/AVP 0|a=rtpmap:0 PCMU/8000|a=ptime:20|a=sendrecv", "203.0.113.5:4000", "203.0.113.5:4001"},
		"a host by name": {strings.ReplaceAll(head, "203.0.113.5", "pbx.example") + "m=audio 4000 RTP/AVP 0\r\n",
			"m=audio 5000 RTP/AVP 0|a=rtpmap:0 PCMU/8000|a=ptime:20|a=sendrecv", "198.51.100.9:4000", "198.51.100.9:4001"},
		"IPv6": {strings.ReplaceAll(head, "IP4 203.0.113.5", "IP6 2001:db8::5") + "m=audio 4000 RTP/AVP 0\r\n",
			"m=audio 5000 RTP/AVP 0|a=rtpmap:0 PCMU/8000|a=ptime:20|a=sendrecv", "[2001:db8::5]:4000", "[2001:db8::5]:4001"},
		"old hold": {strings.ReplaceAll(head, "c=IN IP4 203.0.113.5", "c=IN IP4 0.0.0.0") + "m=audio 4000 RTP/AVP 0\r\na=recvonly\r\n",
			"m=audio 5000 RTP/AVP 0|a=rtpmap:0 PCMU/8000|a=ptime:20|a=inactive", "invalid AddrPort", "invalid AddrPort"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := readSDP([]byte(c.offer), from)
			if err != nil {
				t.Fatal(err)
			}
			a, err := agree(d, allCodecs)
			if err != nil {
				t.Fatal(err)
			}
			if a.rtp.String() != c.rtp || a.rtcp.String() != c.rtcp {
				t.Errorf("sends to %v and %v", a.rtp, a.rtcp)
			}
			w := &describer{ip: netip.MustParseAddr("192.0.2.1"), port: 5000, session: 7}
			want := "v=0|o=civicline 7 1 IN IP4 192.0.2.1|s=-|c=IN IP4 192.0.2.1|t=0 0|" + c.media + "|"
			if got := strings.ReplaceAll(string(w.answer(d, a)), "\r\n", "|"); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if again := string(w.answer(d, a)); !strings.Contains(again, "civicline 7 1 ") {
				t.Error("a new version of the same")
			}
		})
	}
}

func TestOfferIsReadBack(t *testing.T) {
	w := &describer{ip: netip.MustParseAddr("192.0.2.1"), port: 5000, session: 7}
	d, err := readSDP(w.offer([]*codec{pcma, pcmu}, direction{send: true}), netip.Addr{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := agree(d, allCodecs)
	if err != nil || a.format.codec != pcma || a.keys != keysType || !a.mux || a.dir != (direction{recv: true}) || a.rtp.String() != "192.0.2.1:5000" {
		t.Errorf("%+v, %v", a, err)
	}
}

func FuzzReadSDP(f *testing.F) {
	f.Add([]byte(session(4000, "a=sendonly", "a=rtcp:1")))
	f.Add([]byte("v=0\r\no=- 0 0 IN IP4 1\r\ns=-\r\nt=0 0\r\nm=audio 1 RTP/AVP 0"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if d, err := readSDP(b, netip.Addr{}); err == nil {
			if a, err := agree(d, allCodecs); err == nil {
				(&describer{}).answer(d, a)
			}
		}
	})
}
