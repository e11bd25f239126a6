package sipleg

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emiago/sipgo/sip"
	"go.uber.org/goleak"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// patience is how long a test waits for what should come at once.
const patience = 10 * time.Second

// TestMain finds what Close forgot to wait for. The tests wait more than they
// work, so many run at once.
func TestMain(m *testing.M) {
	flag.Parse()
	flag.Set("test.parallel", "16")
	goleak.VerifyTestMain(m)
}

// listen opens a line that is closed, with all its goroutines, before the test ends.
func listen(t testing.TB, change ...func(*Options)) *Server {
	t.Helper()
	opts := Options{
		UDP: "127.0.0.1:0", TCP: "127.0.0.1:0",
		Timing: Timing{T1: 50 * time.Millisecond, FirstSound: time.Minute, Sound: time.Minute},
		Log:    slog.New(slog.NewTextHandler(testWriter{t}, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	for _, f := range change {
		f(&opts)
	}
	s, err := Listen(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second) // some phones are gone
		defer cancel()
		if err := s.Close(ctx); err != nil {
			t.Errorf("close: %v", err)
		}
		if n := s.Calls(); n != 0 {
			t.Errorf("%d calls have kept their line", n)
		}
	})
	return s
}

type testWriter struct{ testing.TB }

func (w testWriter) Write(b []byte) (int, error) {
	w.Logf("%s", bytes.TrimSpace(b))
	return len(b), nil
}

// calls is a Handle that answers, plays a tone, listens, and tells of each call.
type calls struct {
	tone   float64
	came   chan *call
	handle func(ctx context.Context, leg *Leg) // after the answer; nil waits for the end
}

type call struct {
	*Leg
	ear   *ear
	cause chan error // why it ended
	err   error      // of Answer
}

func answering(tone float64) *calls { return &calls{tone: tone, came: make(chan *call, 16)} }

func (c *calls) option(o *Options) {
	o.Handle = func(ctx context.Context, leg civicline.Leg) {
		this := newCall(leg, c.tone)
		this.err = leg.Answer(ctx)
		c.came <- this
		if c.handle != nil && this.err == nil {
			c.handle(ctx, this.Leg)
			return
		}
		<-ctx.Done()
		this.cause <- context.Cause(ctx)
	}
}

func newCall(leg civicline.Leg, tone float64) *call {
	c := &call{Leg: leg.(*Leg), ear: newEar(), cause: make(chan error, 1)}
	c.Feed(c.ear)
	c.Play(audio.Tone(tone))
	return c
}

func (c *calls) next(t testing.TB) *call {
	t.Helper()
	return receive(t, c.came, "a call")
}

// ended waits for the leg's end and checks why.
func ended(t testing.TB, leg civicline.Leg, want error) {
	t.Helper()
	select {
	case <-leg.Context().Done():
		if got := context.Cause(leg.Context()); !errors.Is(got, want) {
			t.Errorf("the leg ended because %v, not %v", got, want)
		}
	case <-time.After(patience):
		t.Fatalf("the leg did not end")
	}
}

func receive[T any](t testing.TB, c <-chan T, what string) T {
	t.Helper()
	select {
	case v, ok := <-c:
		if !ok {
			t.Fatalf("no %s: closed", what)
		}
		return v
	case <-time.After(patience):
		t.Fatalf("no %s came", what)
	}
	panic("unreachable")
}

// ear keeps the last half second that was heard.
type ear struct {
	mu     sync.Mutex
	frames []civicline.Frame
	more   chan struct{}
}

func newEar() *ear { return &ear{more: make(chan struct{}, 1)} }

func (e *ear) WriteFrame(f *civicline.Frame) error {
	e.mu.Lock()
	e.frames = append(e.frames, *f)
	if len(e.frames) > 25 {
		e.frames = e.frames[1:]
	}
	e.mu.Unlock()
	select {
	case e.more <- struct{}{}:
	default:
	}
	return nil
}

// level is how much of the last half second is a tone; ok once there is that much.
func (e *ear) level(freq float64) (level float64, ok bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return audio.ToneLevel(e.frames, freq), len(e.frames) == 25
}

// hears waits until half a second of nothing but freq has come; 0 is silence.
func (e *ear) hears(t testing.TB, who string, freq float64) {
	t.Helper()
	late := time.After(patience)
	for {
		select {
		case <-e.more:
		case <-late:
			level, _ := e.level(freq)
			t.Fatalf("%s does not hear %v Hz: %.2f", who, freq, level)
		}
		if level, ok := e.level(freq); ok && (freq != 0 && level > 0.9 || freq == 0 && e.quiet()) {
			return
		}
	}
}

func (e *ear) quiet() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return audio.Loudness(e.frames) < -60
}

// dial places a call and fails the test if it does not come up.
func dial(t testing.TB, s *Server, to string, tone float64, opts ...DialOptions) *call {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	leg, err := s.Dial(ctx, to, append(opts, DialOptions{})[0])
	if err != nil {
		t.Fatalf("dial: %v", err)
	}
	return newCall(leg, tone)
}

// at is the address of a line.
func at(s *Server, network string) string {
	udp, tcp := s.Addr()
	if network == "tcp" {
		return "sip:100@" + tcp.String() + ";transport=tcp"
	}
	return "sip:100@" + udp.String()
}

// A phone speaks SIP by hand, so that it can speak it badly.
type phone struct {
	t      testing.TB
	conn   net.Conn
	callID string
	tag    string
	to     string // their tag
	seq    int
	invite int // number of the last INVITE
	branch string
}

func newPhone(t testing.TB, s *Server) *phone {
	t.Helper()
	udp, _ := s.Addr()
	conn, err := net.Dial("udp", udp.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return &phone{t: t, conn: conn, callID: rand.Text(), tag: rand.Text()}
}

func (p *phone) port() int { return p.conn.LocalAddr().(*net.UDPAddr).Port }

// send sends a request; every header in more replaces, or is added to, the usual.
func (p *phone) send(method, body string, more ...string) {
	p.t.Helper()
	if method != "ACK" && method != "CANCEL" {
		p.seq++
	}
	if method == "INVITE" {
		p.invite = p.seq
	}
	if method != "CANCEL" {
		p.branch = "z9hG4bK" + rand.Text()
	}
	p.write(p.text(method, body, more...))
}

func (p *phone) text(method, body string, more ...string) string {
	me := "127.0.0.1:" + strconv.Itoa(p.port())
	to := "<sip:100@127.0.0.1>"
	if p.to != "" {
		to += ";tag=" + p.to
	}
	headers := []string{
		"Via: SIP/2.0/UDP " + me + ";rport;branch=" + p.branch,
		"Max-Forwards: 70", "From: <sip:+12025550123@127.0.0.1>;tag=" + p.tag, "To: " + to,
		"Call-ID: " + p.callID, fmt.Sprintf("CSeq: %d %s", p.seq, method), "Contact: <sip:caller@" + me + ">",
	}
	if body != "" {
		headers = append(headers, "Content-Type: application/sdp")
	}
	for _, h := range more {
		name := firstOf(h, ":")
		headers = slices.DeleteFunc(headers, func(old string) bool { return firstOf(old, ":") == name })
		headers = append(headers, h)
	}
	return method + " sip:100@127.0.0.1 SIP/2.0\r\n" + strings.Join(headers, "\r\n") +
		fmt.Sprintf("\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
}

func (p *phone) write(text string) {
	p.t.Helper()
	if _, err := io.WriteString(p.conn, text); err != nil {
		p.t.Fatal(err)
	}
}

// read gives the next message from the line.
func (p *phone) read() sip.Message {
	p.t.Helper()
	b := make([]byte, 65536)
	p.conn.SetReadDeadline(time.Now().Add(patience))
	n, err := p.conn.Read(b)
	if err != nil {
		p.t.Fatalf("nothing came: %v", err)
	}
	msg, err := sip.ParseMessage(b[:n])
	if err != nil {
		p.t.Fatalf("%v in %q", err, b[:n])
	}
	return msg
}

// expect skips to the next response of method (to the last INVITE, if it is that),
// provisional ones aside unless one is wanted, and checks its status.
func (p *phone) expect(method string, code int) *sip.Response {
	p.t.Helper()
	for {
		res, ok := p.read().(*sip.Response)
		if !ok || string(res.CSeq().MethodName) != method || method == "INVITE" && int(res.CSeq().SeqNo) != p.invite || res.StatusCode < 200 && res.StatusCode != code {
			continue
		}
		if res.StatusCode != code {
			p.t.Fatalf("%s was answered with %d %s, not %d", method, res.StatusCode, res.Reason, code)
		}
		if code > 100 && code < 300 && method == "INVITE" {
			p.to = tagOf(res.To())
		}
		return res
	}
}

// expectRequest skips to the next request of method.
func (p *phone) expectRequest(method string) *sip.Request {
	p.t.Helper()
	for {
		if req, ok := p.read().(*sip.Request); ok && string(req.Method) == method {
			return req
		}
	}
}

// ok answers a request of the line.
func (p *phone) ok(req *sip.Request) {
	p.write(sip.NewResponseFromRequest(req, 200, "OK", nil).String())
}

// call brings a call up by hand.
func (p *phone) call(body string) *sip.Response {
	p.t.Helper()
	p.send("INVITE", body)
	res := p.expect("INVITE", 200)
	p.send("ACK", "")
	return res
}

// session is a session description for PCMU on a port of 127.0.0.1.
func session(port int, lines ...string) string {
	return fmt.Sprintf("v=0\r\no=caller 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"+
		"m=audio %d RTP/AVP 0 8 101\r\na=rtpmap:101 telephone-event/8000\r\n", port) + strings.Join(append(lines, ""), "\r\n")
}
