package sipleg

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
)

// tool finds a program. Where CIVICLINE_REQUIRE_TOOLS is 1 it must be there.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CIVICLINE_REQUIRE_TOOLS") == "1" {
			t.Fatalf("%s is not installed: apt-get install sip-tester baresip", name)
		}
		t.Skipf("%s is not installed", name)
	}
	return path
}

// run starts a program that is killed when the test ends, and tells how it ended.
func run(t *testing.T, dir, name string, args ...string) (ended <-chan error, output *bytes.Buffer) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, name, args...)
	var out bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = dir, &out, &out, time.Second
	if err := cmd.Start(); err != nil {
		cancel()
		t.Fatal(err)
	}
	done, seen := make(chan error, 1), make(chan struct{})
	go func() { done <- cmd.Wait(); close(seen) }()
	t.Cleanup(func() {
		cancel()
		<-seen
		if t.Failed() {
			t.Logf("%s said:\n%s", filepath.Base(name), out.String())
		}
	})
	return done, &out
}

// freePort is a port for a tool that cannot ask for a free one: it and those
// around it are free of UDP and TCP, and outside the range that the system gives
// out on its own.
func freePort(t *testing.T) int {
	t.Helper()
	for range 1000 {
		port, free := 12000+rand.N(1000)*20, true
		for i := range 8 {
			addr := fmt.Sprintf("127.0.0.1:%d", port+i)
			udp, err := net.ListenPacket("udp4", addr)
			if err != nil {
				free = false
				break
			}
			udp.Close()
			tcp, err := net.Listen("tcp4", addr)
			if err != nil {
				free = false
				break
			}
			tcp.Close()
		}
		if free {
			return port
		}
	}
	t.Fatal("no free port")
	return 0
}

func TestSippTalksHoldsAndHangsUp(t *testing.T) {
	t.Parallel()
	sipp := tool(t, "sipp")
	for _, network := range []string{"udp", "tcp"} {
		t.Run(network, func(t *testing.T) {
			t.Parallel()
			scenario, err := filepath.Abs("testdata/sipp_hold.xml")
			if err != nil {
				t.Fatal(err)
			}
			calls := answering(440)
			s := listen(t, calls.option)
			udp, tcp := s.Addr()
			to := map[string]net.Addr{"udp": udp, "tcp": tcp}[network]
			done, _ := run(t, t.TempDir(), sipp, to.String(), "-sf", scenario, "-m", "1", "-i", "127.0.0.1", "-mi", "127.0.0.1",
				"-mp", fmt.Sprint(freePort(t)), "-rtp_echo", "-nostdin", "-timeout", "20", "-t", map[string]string{"udp": "u1", "tcp": "t1"}[network])
			here := calls.next(t)
			here.ear.hears(t, "the server, its own tone back", 440)
			here.ear.hears(t, "the server, while held", 0)
			here.ear.hears(t, "the server, after the hold", 440)
			ended(t, here, civicline.ErrPartyHungUp)
			if st := here.Stats(); st.Codec != "PCMA" {
				t.Errorf("stats: %+v", st)
			}
			if err := receive(t, done, "end of sipp"); err != nil {
				t.Errorf("sipp: %v", err)
			}
		})
	}
}

func TestSippRingsManyTimes(t *testing.T) {
	t.Parallel()
	sipp := tool(t, "sipp")
	scenario, err := filepath.Abs("testdata/sipp_short.xml")
	if err != nil {
		t.Fatal(err)
	}
	const many = 100
	calls := &calls{tone: 440, came: make(chan *call, many)}
	s := listen(t, calls.option)
	udp, _ := s.Addr()
	done, _ := run(t, t.TempDir(), sipp, udp.String(), "-sf", scenario, "-m", fmt.Sprint(many), "-r", "100", "-i", "127.0.0.1", "-mi", "127.0.0.1",
		"-mp", fmt.Sprint(freePort(t)), "-nostdin", "-timeout", "20", "-t", "u1")
	for range many { // the server's own state, not sipp's count
		ended(t, calls.next(t), civicline.ErrPartyHungUp)
	}
	receive(t, done, "end of sipp")
}

const baresipConfig = `module_path %s
module account.so
module menu.so
module g711.so
module aufile.so
module alsa.so
module sndfile.so
sip_listen 127.0.0.1:%d
net_interface 127.0.0.1
audio_source aufile,%s
audio_player alsa,null
audio_alert aufile,%s
snd_path %s
call_local_timeout 30
rtp_ports %d-%d
`

// baresip starts one with a tone as its microphone, in a folder where it keeps
// what it heard. It listens on port.
func baresip(t *testing.T, args ...string) (dir string, port int) {
	t.Helper()
	program := tool(t, "baresip")
	modules, _ := filepath.Glob("/usr/lib*/baresip/modules")
	if more, _ := filepath.Glob("/usr/lib/*/baresip/modules"); len(modules) == 0 {
		modules = more
	}
	if len(modules) == 0 {
		if os.Getenv("CIVICLINE_REQUIRE_TOOLS") == "1" {
			t.Fatal("baresip is required, and its modules are in no known folder")
		}
		t.Skip("baresip's modules are in no known folder")
	}
	dir = t.TempDir()
	says := filepath.Join(dir, "says.wav") // long: its end would hang up
	tone := make([]civicline.Frame, 50*30)
	src := audio.Tone(1000)
	for i := range tone {
		src.ReadFrame(&tone[i])
	}
	writeWAV(t, says, tone)
	port = freePort(t)
	rtp := freePort(t)
	write(t, filepath.Join(dir, "config"), fmt.Sprintf(baresipConfig, modules[0], port, says,
		filepath.Join(dir, "alert.wav"), dir, rtp, rtp+6))
	write(t, filepath.Join(dir, "accounts"), "<sip:+12025550123@127.0.0.1>;regint=0;audio_codecs=PCMU/8000/1;answermode=auto\n")
	write(t, filepath.Join(dir, "contacts"), "")
	run(t, dir, program, append([]string{"-4", "-f", dir, "-t", "25"}, args...)...)
	return dir, port
}

func TestBaresipRings(t *testing.T) {
	t.Parallel()
	calls := answering(440)
	s := listen(t, calls.option)
	udp, _ := s.Addr()
	dir, _ := baresip(t, "-e", "/dial sip:100@"+udp.String())
	here := calls.next(t)
	here.ear.hears(t, "the server", 1000)
	if p := here.Party(); p.Number != "+12025550123" || p.Dialled != "100" {
		t.Errorf("the caller is %q, dialling %q", string(p.Number), p.Dialled)
	}
	for range 50 { // another second
		<-here.ear.more
	}
	here.Hangup(civicline.ErrDone)
	dumped(t, dir, 440)
}

func TestBaresipIsRung(t *testing.T) {
	t.Parallel()
	dir, port := baresip(t)
	there := dial(t, listen(t), fmt.Sprintf("sip:+12025550123@127.0.0.1:%d", port), 1500)
	there.ear.hears(t, "our side", 1000)
	for range 50 { // another second
		<-there.ear.more
	}
	there.Hangup(civicline.ErrDone)
	dumped(t, dir, 1500)
}

// dumped waits for baresip's own recording of what it heard to hold half a
// second of a tone.
func dumped(t *testing.T, dir string, freq float64) {
	t.Helper()
	tick, late := time.NewTicker(50*time.Millisecond), time.After(patience)
	defer tick.Stop()
	best := 0.0
	for {
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("baresip heard %.2f of %v Hz", best, freq)
		}
		files, _ := filepath.Glob(filepath.Join(dir, "dump-*-dec.wav"))
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil || len(b) < 44+8000 {
				continue
			}
			pcm := make([]int16, 4000) // the last half second, at 8 kHz
			for i := range pcm {
				at := (len(b)-8000)&^1 + 2*i
				pcm[i] = int16(uint16(b[at]) | uint16(b[at+1])<<8)
			}
			frames := make([]civicline.Frame, 25)
			var up audio.Upsampler
			for i := range frames {
				up.Process(frames[i][:], pcm[i*160:(i+1)*160])
			}
			if best = max(best, audio.ToneLevel(frames, freq)); best > 0.9 {
				return
			}
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// writeWAV writes frames as 8 kHz mono, which is what baresip plays without a resampler.
func writeWAV(t *testing.T, path string, frames []civicline.Frame) {
	t.Helper()
	var down audio.Downsampler
	pcm := make([]byte, 0, len(frames)*320)
	var narrow [160]int16
	for i := range frames {
		down.Process(narrow[:], frames[i][:])
		for _, v := range narrow {
			pcm = append(pcm, byte(v), byte(v>>8))
		}
	}
	n := len(pcm)
	header := fmt.Appendf(nil, "RIFF%sWAVEfmt %s", le32(36+n), "\x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00")
	write(t, path, string(header)+"data"+le32(n)+string(pcm))
}

func le32(n int) string { return string([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)}) }
