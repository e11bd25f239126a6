package sipleg

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/civicline/civicline"
)

func TestListenSaysWhatIsWrong(t *testing.T) {
	udp, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer udp.Close()
	tcp, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer tcp.Close()
	for name, c := range map[string]struct {
		opts Options
		kind civicline.Fault
		says string
	}{
		"busy UDP port": {Options{UDP: udp.LocalAddr().String()}, civicline.Unavailable,
			"Another program already uses UDP " + udp.LocalAddr().String() + ". Stop it (\"ss -lpn\" names it), or choose another SIP address."},
		"busy TCP port": {Options{UDP: "127.0.0.1:0", TCP: tcp.Addr().String()}, civicline.Unavailable,
			"Another program already uses TCP " + tcp.Addr().String()},
		"another machine's address": {Options{UDP: "192.0.2.1:5060"}, civicline.Invalid, "UDP 192.0.2.1:5060 is not an address of this machine."},
		"no port":                   {Options{TCP: "127.0.0.1"}, civicline.Invalid, "Write it as address:port, like 0.0.0.0:5060."},
		"a name to advertise":       {Options{UDP: "127.0.0.1:0", Advertise: "pbx"}, civicline.Invalid, "must be an IP address"},
		"upside-down RTP ports":     {Options{UDP: "127.0.0.1:0", RTPPorts: [2]int{20000, 10000}}, civicline.Invalid, "20000-10000 are no range"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Listen(c.opts)
			if err == nil {
				s.Close(t.Context())
				t.Fatal("listens")
			}
			var e *civicline.Error
			if !errors.As(err, &e) || e.Kind != c.kind || !strings.Contains(e.Message, c.says) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestCloseLeavesNothing(t *testing.T) {
	running := goleak.IgnoreCurrent()
	calls := answering(440)
	opts := Options{UDP: "127.0.0.1:0", TCP: "127.0.0.1:0"}
	client, err := Listen(opts)
	if err != nil {
		t.Fatal(err)
	}
	calls.option(&opts)
	server, err := Listen(opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, network := range []string{"udp", "tcp"} {
		dial(t, client, at(server, network), 1000)
		calls.next(t)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := errors.Join(client.Close(ctx), server.Close(ctx), server.Close(ctx)); err != nil {
		t.Error(err)
	}
	goleak.VerifyNone(t, running)
	if _, err := client.Dial(ctx, at(server, "udp"), DialOptions{}); civicline.FaultOf(err) != civicline.Unavailable {
		t.Errorf("dialled on a closed line: %v", err)
	}
}

func TestRTPPortsComeRound(t *testing.T) {
	calls := answering(440)
	free, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	low := free.LocalAddr().(*net.UDPAddr).Port &^ 1
	free.Close()
	if low > 65000 {
		t.Skip("no room above the free port")
	}
	server := listen(t, calls.option, func(o *Options) { o.RTPPorts = [2]int{low, low + 7} })
	client := listen(t)
	seen := map[int]bool{}
	for range 3 {
		there := dial(t, client, at(server, "udp"), 1000)
		here := calls.next(t)
		port := here.stream.port()
		if port < low || port > low+6 || port%2 != 0 || seen[port] {
			t.Errorf("port %d, of %d-%d, after %v", port, low, low+7, seen)
		}
		seen[port] = true
		there.Hangup(nil)
		ended(t, here, civicline.ErrPartyHungUp)
	}
}

// garbage is what should never come to a SIP port, and does.
func garbage(p *phone) []string {
	p.branch, p.seq = "z9hG4bKgarbage", 1
	invite := p.text("INVITE", session(4000))
	return []string{
		"", "\x00", "\r\n\r\n", "\x00\x01\x00\x08\x21\x12\xa4\x42", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", strings.Repeat("A", 9000),
		"INVITE", "INVITE ", "INVITE sip:x SIP/2.0", "INVITE sip:x SIP/2.0\r\n\r\n", " SIP/2.0\r\n\r\n", "SIP/2.0 200 OK\r\n\r\n", "SIP/2.0 999999999999999999999 X\r\n\r\n",
		"INVITE \xff\xfe SIP/2.0\r\nVia: \xff\r\n\r\n",
		"ACK sip:x SIP/2.0\r\nVia: SIP/2.0/UDP x\r\nCSeq: 1 ACK\r\n\r\n",
		"CANCEL sip:x SIP/2.0\r\nVia: SIP/2.0/UDP x;branch=z9hG4bKq\r\nCSeq: 1 CANCEL\r\n\r\n",
		"BYE sip:x SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:0;branch=z9hG4bKw\r\nCSeq: 1 BYE\r\nTo: <sip:x>;tag=y\r\nFrom: <sip:x>\r\nCall-ID: \r\n\r\n",
		invite[:len(invite)/2], invite[:len(invite)-20],
		strings.ReplaceAll(invite, "Via: ", "Via: ,,;;"),
		strings.ReplaceAll(invite, "CSeq: 1", "CSeq: 99999999999"),
		strings.ReplaceAll(invite, "CSeq: 1 INVITE", "CSeq: INVITE 1"),
		strings.ReplaceAll(invite, "Content-Length: ", "Content-Length: 9"),
		strings.ReplaceAll(invite, "Content-Length: ", "Content-Length: -"),
		strings.ReplaceAll(invite, "SIP/2.0\r\n", "SIP/7.0\r\n"),
		strings.ReplaceAll(invite, "sip:100@127.0.0.1 ", "http://example.com "),
		strings.ReplaceAll(invite, "From: <", "From: \"<<<"),
		strings.ReplaceAll(invite, "To: <", "To: ><"),
		strings.ReplaceAll(invite, "Contact: <", "Contact: *<"),
		strings.ReplaceAll(invite, "v=0", "v=q"),
		strings.ReplaceAll(invite, "m=audio 4000", "m=audio 99999999"),
		strings.ReplaceAll(invite, "c=IN IP4 127.0.0.1", "c=IN IP4 not.an.address"),
		strings.ReplaceAll(invite, "Content-Type: application/sdp", "Content-Type: multipart/mixed;boundary="),
		strings.ReplaceAll(invite, "\r\n", "\n"), strings.ReplaceAll(invite, ":", "\x00"),
		strings.ReplaceAll(invite, "Max-Forwards: 70\r\n", strings.Repeat("Route: <sip:a;lr>\r\n", 400)),
	}
}

func TestGarbageOnTheSIPPort(t *testing.T) {
	t.Parallel()
	for _, network := range []string{"udp", "tcp"} {
		t.Run(network, func(t *testing.T) {
			t.Parallel()
			calls := &calls{tone: 440, came: make(chan *call, 1000)}
			s, client := listen(t, calls.option), listen(t)
			well := dial(t, client, at(s, network), 1000)
			survives(t, s, network, garbage(newPhone(t, s)))
			well.ear.hears(t, "the call that was there before", 440)
			after := dial(t, client, at(s, network), 1000)
			after.ear.hears(t, "a call afterwards", 440)
		})
	}
}

// survives sends each message to a line, which must then still answer OPTIONS.
func survives(t *testing.T, s *Server, network string, messages []string) {
	t.Helper()
	udp, tcp := s.Addr()
	addr := map[string]string{"udp": udp.String(), "tcp": tcp.String()}[network]
	for i, m := range messages {
		conn, err := net.Dial(network, addr)
		if err != nil {
			t.Fatalf("message %d closed the port: %v", i, err)
		}
		conn.Write([]byte(m))
		conn.Close()
	}
	p := newPhone(t, s)
	p.send("OPTIONS", "")
	p.expect("OPTIONS", 200)
}

// TestTorture sends the messages of RFC 4475, whose bytes are not ours to ship.
func TestTorture(t *testing.T) {
	t.Parallel()
	folder := os.Getenv("CIVICLINE_DATA")
	if folder == "" {
		t.Skip("CIVICLINE_DATA names no folder with sip-torture-rfc4475")
	}
	files, err := filepath.Glob(filepath.Join(folder, "sip-torture-rfc4475/sip/testdata/torture/*/*.dat"))
	if err != nil || len(files) == 0 {
		t.Skipf("no torture messages in %s", folder)
	}
	var messages []string
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		messages = append(messages, string(b))
	}
	for _, network := range []string{"udp", "tcp"} {
		t.Run(fmt.Sprintf("%d messages over %s", len(messages), network), func(t *testing.T) {
			calls := &calls{tone: 440, came: make(chan *call, 1000)}
			s, client := listen(t, calls.option), listen(t)
			survives(t, s, network, messages)
			well := dial(t, client, at(s, network), 1000)
			well.ear.hears(t, "a call afterwards", 440)
		})
	}
}

// TestFloodFromManySources has sipgo forget the addresses it remembers.
func TestFloodFromManySources(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"OPTIONS sip:x SIP/2.0": true, "SIP/2.0 200 OK": true, "\x16\x03\x01 ": false, "\r\n\r\n": false, " ": false, "": false,
		strings.Repeat("A", 100) + " ": false,
	} {
		if looksLikeSIP([]byte(text)) != want {
			t.Errorf("%q looks like SIP: %v", text, !want)
		}
	}
	conn, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	f := &filtered{UDPConn: conn, ready: func() {}, sources: sourcesKept}
	to, b := conn.LocalAddr(), make([]byte, 100)
	for i, message := range []string{"noise", "OPTIONS sip:x SIP/2.0\r\n\r\n"} {
		if _, err := conn.WriteTo([]byte(message), to); err != nil {
			t.Fatal(i, err)
		}
	}
	if _, _, err := f.ReadFrom(b); !errors.Is(err, net.ErrClosed) || f.closed {
		t.Errorf("one source too many: %v, closed %v", err, f.closed)
	}
}
