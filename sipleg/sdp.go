package sipleg

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"github.com/pion/sdp/v3"
)

// direction is who speaks on a stream, seen from the writer of an SDP (RFC 3264
// §5.1).
type direction struct{ send, recv bool }

var bothWays = direction{send: true, recv: true}

// mirrored is the same stream seen from the other end.
func (d direction) mirrored() direction { return direction{send: d.recv, recv: d.send} }

func (d direction) String() string {
	switch d {
	case bothWays:
		return "sendrecv"
	case direction{send: true}:
		return "sendonly"
	case direction{recv: true}:
		return "recvonly"
	}
	return "inactive"
}

var directions = map[string]direction{
	"sendrecv": bothWays, "sendonly": {send: true}, "recvonly": {recv: true}, "inactive": {},
}

// A described is what one end's SDP says of its audio stream.
type described struct {
	rtp, rtcp netip.AddrPort // invalid when nothing may be sent there (RFC 3264 §8.4: 0.0.0.0)
	mux       bool
	dir       direction
	formats   []format // those that we have, in the order of the writer's liking
	keys      uint8    // payload type of telephone-event; 0 if there is none
	lines     []string // every m= line as "media proto formats": an answer has as many
	audio     int      // which of lines is ours
}

// A format is a codec under the payload type that this call gives it.
type format struct {
	*codec
	pt uint8
}

// An agreement is what offer and answer settle, from our side.
type agreement struct {
	rtp, rtcp netip.AddrPort // where to send
	mux       bool
	dir       direction // ours
	format    format
	keys      uint8
}

// readSDP reads an offer or an answer. from is whence it came: an address that
// is not an IP address is taken to be that one, and latching does the rest.
func readSDP(body []byte, from netip.Addr) (*described, error) {
	var s sdp.SessionDescription
	if err := s.Unmarshal(body); err != nil {
		return nil, fmt.Errorf("read SDP: %w", err)
	}
	d := &described{audio: -1, dir: bothWays}
	for _, a := range s.Attributes {
		if dir, ok := directions[a.Key]; ok {
			d.dir = dir
		}
	}
	for i, m := range s.MediaDescriptions {
		d.lines = append(d.lines, fmt.Sprintf("%s %s %s", m.MediaName.Media,
			strings.Join(m.MediaName.Protos, "/"), strings.Join(m.MediaName.Formats, " ")))
		if d.audio >= 0 || m.MediaName.Media != "audio" || m.MediaName.Port.Value == 0 ||
			strings.Join(m.MediaName.Protos, "/") != "RTP/AVP" {
			continue
		}
		d.audio = i
		d.readAudio(m, address(from, m.ConnectionInformation, s.ConnectionInformation))
	}
	if d.audio < 0 {
		return nil, errNoCodec
	}
	return d, nil
}

func (d *described) readAudio(m *sdp.MediaDescription, ip netip.Addr) {
	port := uint16(m.MediaName.Port.Value)
	d.rtp, d.rtcp = netip.AddrPortFrom(ip, port), netip.AddrPortFrom(ip, port+1)
	names := map[string]string{"0": "PCMU", "8": "PCMA"} // RFC 3551 §6
	for _, a := range m.Attributes {
		if dir, ok := directions[a.Key]; ok {
			d.dir = dir
		}
		switch a.Key {
		case "rtpmap":
			pt, name, _ := strings.Cut(a.Value, " ")
			names[pt] = strings.ToUpper(name)
		case "rtcp-mux":
			d.mux, d.rtcp = true, d.rtp
		case "rtcp": // RFC 3605
			if p, err := strconv.ParseUint(firstWord(a.Value), 10, 16); err == nil && p > 0 && !d.mux {
				d.rtcp = netip.AddrPortFrom(ip, uint16(p))
			}
		}
	}
	for _, f := range m.MediaName.Formats {
		pt, err := strconv.ParseUint(f, 10, 7)
		if err != nil {
			continue
		}
		name, rest, _ := strings.Cut(names[f], "/")
		rate, _, _ := strings.Cut(rest, "/")
		switch c := codecNamed(name); {
		case c != nil && (rate == "" || rate == "8000"):
			d.formats = append(d.formats, format{c, uint8(pt)})
		case name == "TELEPHONE-EVENT" && rate == "8000" && d.keys == 0:
			d.keys = uint8(pt)
		}
	}
	if ip.IsUnspecified() { // RFC 3264 §8.4, the hold of RFC 2543
		d.rtp, d.rtcp = netip.AddrPort{}, netip.AddrPort{}
		d.dir.recv = false
	}
}

// address is the first c= line that is there, the stream's own before the session's.
func address(from netip.Addr, lines ...*sdp.ConnectionInformation) netip.Addr {
	for _, c := range lines {
		if c == nil || c.Address == nil {
			continue
		}
		if ip, err := netip.ParseAddr(firstOf(c.Address.Address, "/")); err == nil {
			return ip.Unmap()
		}
		return from
	}
	return from
}

func firstWord(s string) string    { return firstOf(strings.TrimSpace(s), " ") }
func firstOf(s, sep string) string { head, _, _ := strings.Cut(s, sep); return head }

// agree settles what is used: the first format of theirs that is also among
// ours. (RFC 3264 §6.1 lets either end choose; theirs costs them no transcoding.)
func agree(theirs *described, ours []*codec) (agreement, error) {
	for _, f := range theirs.formats {
		for _, c := range ours {
			if f.codec == c {
				return agreement{
					rtp: theirs.rtp, rtcp: theirs.rtcp, mux: theirs.mux,
					dir: theirs.dir.mirrored(), format: f, keys: theirs.keys,
				}, nil
			}
		}
	}
	return agreement{}, errNoCodec
}
