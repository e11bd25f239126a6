package civiclinetest

import (
	"context"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/app"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/rehearse"
	"github.com/civicline/civicline/speech/scripted"
)

// quick is a centre whose voice is a tone and that hears no words: where the
// keypad is enough.
func quick() app.Options {
	return app.Options{
		Ears: &scripted.Recognizer{Answer: scripted.Lines()}, Mouth: &scripted.Synthesizer{PerRune: 10 * time.Millisecond},
	}
}

// TestGarbage throws what no program should send at every port that is open,
// while one caller talks with a representative and another rings.
func TestGarbage(t *testing.T) {
	c := Start(t, quick())
	ctx := within(t, 2*patience)
	rep := c.Desk(ctx, "maria")
	if err := rep.Ready(ctx); err != nil {
		t.Fatal(err)
	}
	caller := c.Ring(ctx, number(0))
	if err := caller.Do(ctx, askByKeys()...); err != nil {
		t.Fatalf("%v; so far:\n%s", err, c.story())
	}
	sheet, err := rep.Ring(ctx)
	if err != nil {
		t.Fatalf("%v; so far:\n%s", err, c.story())
	}
	agent, hangUp, err := rep.Answer(ctx, sheet.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = hangUp() }()
	bothHear(ctx, t, caller, agent)
	caller.Leg().Play(audio.Tone(callerTone))
	agent.Leg().Play(audio.Tone(agentTone))
	fromCaller, fromAgent := len(caller.Heard()), len(agent.Heard())

	ports := udpPorts(t)
	if len(ports) < 5 { // SIP, its far end's, and RTP and RTCP at least of one call
		t.Fatalf("only %d UDP ports of this process were found", len(ports))
	}
	for _, port := range ports {
		throwUDP(t, port)
	}
	throwTCP(t, c.SIPAddr())
	throwTCP(t, strings.TrimPrefix(c.PageURL(), "http://"))
	t.Logf("thrown at UDP %v", ports)

	bothHear(ctx, t, caller, agent)
	for who, heard := range map[string]struct {
		frames []civicline.Frame
		hz     float64
	}{"caller": {caller.Heard()[fromCaller:], agentTone}, "agent": {agent.Heard()[fromAgent:], callerTone}} {
		if gaps := withoutTone(heard.frames, heard.hz); gaps > len(heard.frames)/10 {
			t.Errorf("the %s missed the other for %d of %d frames", who, gaps, len(heard.frames))
		}
	}
	from := c.after()
	second := c.Ring(ctx, number(1))
	if err := second.Do(ctx, askByKeys()...); err != nil {
		t.Fatalf("a call after the garbage: %v", err)
	}
	c.Await(ctx, "the second caller to be in line", since(from, civicline.CallQueued))
	if err := second.Do(ctx, rehearse.HangUp()); err != nil {
		t.Fatal(err)
	}
	if err := rep.Do(ctx, sheet.ID, "leave"); err != nil {
		t.Fatal(err)
	}
	c.Await(ctx, "the agent to leave", since(from, civicline.AgentLeft))
}

// withoutTone counts the frames in which the tone is not most of what is heard.
func withoutTone(frames []civicline.Frame, freq float64) (n int) {
	for i := range frames {
		if audio.ToneLevel(frames[i:i+1], freq) < 0.5 {
			n++
		}
	}
	return n
}

// udpPorts lists the addresses of this process's UDP sockets.
func udpPorts(t *testing.T) (out []string) {
	t.Helper()
	ours := map[string]bool{}
	links, err := filepath.Glob("/proc/self/fd/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range links {
		if to, err := os.Readlink(l); err == nil {
			ours[strings.TrimSuffix(strings.TrimPrefix(to, "socket:["), "]")] = true
		}
	}
	for _, table := range []string{"/proc/net/udp", "/proc/net/udp6"} {
		text, err := os.ReadFile(table)
		if err != nil {
			t.Skipf("this system does not list its UDP ports: %v", err)
		}
		for l := range strings.Lines(string(text)) {
			f := strings.Fields(l)
			if len(f) < 10 || !ours[f[9]] {
				continue
			}
			host, port, _ := strings.Cut(f[1], ":")
			host = strings.TrimPrefix(host, "0000000000000000FFFF0000") // IPv4 in IPv6
			host = strings.TrimPrefix(host, strings.Repeat("0", 24))
			if len(host) > 8 || host == "01000000" { // IPv6 proper
				continue
			}
			n, err := strconv.ParseUint(port, 16, 16)
			if err != nil {
				t.Fatal(err)
			}
			ip, err := hex.DecodeString(host) // last byte first
			if err != nil {
				t.Fatal(err)
			}
			slices.Reverse(ip)
			if net.IP(ip).IsUnspecified() {
				ip = net.IPv4(127, 0, 0, 1)
			}
			out = append(out, net.JoinHostPort(net.IP(ip).String(), fmt.Sprint(n)))
		}
	}
	return out
}

// garbage is what is thrown at a port: noise, packets cut short, things that
// look right at first.
func garbage() (out [][]byte) {
	sip := "INVITE sip:help@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK%d\r\n"
	for i := range 40 {
		noise := make([]byte, rand.N(1200))
		for j := range noise {
			noise[j] = byte(rand.Uint32())
		}
		rtp := append([]byte{0x80, 0x00, 0, byte(i), 0, 0, byte(i), 0, 1, 2, 3, 4}, make([]byte, 160)...) // somebody else's sound, as loud as can be
		out = append(out, noise, rtp,
			append([]byte{0x80, 101, 0, byte(i), 0, 0, 0, 0, 1, 2, 3, 4}, 3, 0x8a, 0xff, 0xff), // a key that nobody pressed
			[]byte{0x81, 0xc9, 0xff, 0xff},                   // RTCP longer than its packet
			[]byte{0x81, 0xcb, 0, 1, 1, 2, 3, 4},             // somebody else's RTCP BYE
			[]byte{0xbf, 0x80, 0, 0},                         // RTP that promises more than it has
			[]byte{0, 1, 0xff, 0xff, 0x21, 0x12, 0xa4, 0x42}, // STUN cut short
			fmt.Appendf(nil, sip, i),                         // a header without end
			fmt.Appendf(nil, sip+"Content-Length: 99999999\r\n\r\nv=0", i),
			fmt.Appendf(nil, sip+"CSeq: -1 NOTHING\r\nFrom: <<<>;tag=\r\nTo: \r\nCall-ID:\r\nContent-Length: -5\r\n\r\n", i),
			fmt.Appendf(nil, "SIP/2.0 999 \r\nVia: ;;;\r\nCSeq: 99999999999999999999 INVITE\r\n\r\n"),
			fmt.Appendf(nil, "BYE sip:help@127.0.0.1 SIP/2.0\r\nCall-ID: nobody\r\n\r\n"), nil)
	}
	return out
}

func throwUDP(t *testing.T, addr string) {
	t.Helper()
	conn, err := net.Dial("udp4", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for _, b := range garbage() {
		_, _ = conn.Write(b) // a port that closed meanwhile is none of ours
	}
}

func throwTCP(t *testing.T, addr string) {
	t.Helper()
	for _, b := range garbage() {
		conn, err := net.Dial("tcp4", addr)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = conn.Write(b)
		conn.Close()
	}
}

// TestFullDisk lets every write of a centre fail while it has callers: they are
// answered and served, and what needs a record goes on when there is room again.
func TestFullDisk(t *testing.T) {
	ctx := within(t, 2*patience)
	c := StartOutside(t, t.TempDir())
	rep := c.Desk(ctx, "john")
	if err := rep.Ready(ctx); err != nil {
		t.Fatal(err)
	}
	caller := c.Ring(ctx, number(0))
	c.AwaitSaid(ctx, 0, "How can I help")
	c.Order("disk full")
	said := c.SaidSoFar()
	if err := caller.Do(ctx, rehearse.Keys("3")); err != nil {
		t.Fatal(err)
	}
	c.AwaitSaid(ctx, said, "from eight in the morning")
	second := c.Ring(ctx, number(1))
	c.AwaitSaid(ctx, said, "How can I help")
	if err := second.Do(ctx, rehearse.Sound(patience)); err != nil {
		t.Errorf("a caller who came when the disk was full: %v", err)
	}
	from := c.after()
	if err := caller.Do(ctx, rehearse.Keys("0"), rehearse.Quiet(500*time.Millisecond, patience), rehearse.Keys("1"), music()); err != nil {
		t.Errorf("a caller who wants a person when the disk is full: %v", err)
	}
	c.AwaitLog(ctx, "cannot be read or written")
	c.Order("disk free")
	e := c.Await(ctx, "the caller to be in line", since(from, civicline.CallQueued))
	sheet, err := rep.Ring(ctx)
	if err != nil || sheet.ID != e.Call {
		t.Fatalf("at the desk rings %q: %v; want %q", sheet.ID, err, e.Call)
	}
	at, hangUp, err := rep.Answer(ctx, sheet.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = hangUp() }()
	bothHear(ctx, t, caller, at)
}

// music waits until what is heard is neither silence nor the quick voice's tone.
func music() rehearse.Step {
	return func(ctx context.Context, l *rehearse.Line) error {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			if h := l.Heard(); len(h) > 50 && audio.Loudness(h[len(h)-50:]) > -50 && audio.ToneLevel(h[len(h)-50:], 440) < 0.2 {
				return nil
			}
			select {
			case <-tick.C:
			case <-ctx.Done():
				return fmt.Errorf("waited for music: %w", context.Cause(ctx))
			}
		}
	}
}
