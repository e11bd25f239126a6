package app

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/center"
	"github.com/civicline/civicline/speech/scripted"
	"github.com/civicline/civicline/store/sqlite"
)

// quiet are the options of a centre without engines, on free ports.
func quiet(data string) Options {
	return Options{Data: data, HTTP: "127.0.0.1:0", SIP: "127.0.0.1:0", Ears: &scripted.Recognizer{}, Mouth: &scripted.Synthesizer{}}
}

func closeApp(t *testing.T, a *App) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := a.Close(ctx); err != nil {
		t.Error(err)
	}
}

// killed leaves a data folder as a centre leaves it that is killed: a call is
// live, and its recording has no length in its header.
func killed(t *testing.T, data string, id civicline.CallID) {
	t.Helper()
	st, err := sqlite.Open(t.Context(), sqlite.Options{Path: filepath.Join(data, "civicline.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	ag, err := agency.Load(agency.Demo())
	if err != nil {
		t.Fatal(err)
	}
	c, err := center.Open(t.Context(), center.Options{Store: st, Grants: ag.Grants, Queues: ag.Queues, Calendar: ag.Calendar, Calendars: ag.Calendars})
	if err != nil {
		t.Fatal(err)
	}
	for _, cmd := range []civicline.Command{civicline.Arrive{Call: id, Channel: civicline.Phone}, civicline.PickUp{Call: id}} {
		if _, err := c.Do(t.Context(), civicline.Bot, cmd); err != nil {
			t.Fatal(err)
		}
	}
	unfinished(t, filepath.Join(data, "recordings", string(id)+".wav"))
}

// unfinished writes a second of a recording that was never closed.
func unfinished(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := audio.WriteWAV(path, make([]int16, 2*civicline.Rate), civicline.Rate, 2); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copy(b[4:], []byte{36, 0, 0, 0})
	copy(b[40:], []byte{0, 0, 0, 0})
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestRecordingsOfAKilledCentre(t *testing.T) {
	data := t.TempDir()
	killed(t, data, "c1")
	a, err := Open(t.Context(), quiet(data))
	if err != nil {
		t.Fatal(err)
	}
	defer closeApp(t, a)
	pass, err := a.center.Ask(civicline.Bot, civicline.RunCalls)
	if err != nil {
		t.Fatal(err)
	}
	call, err := a.center.Call(t.Context(), pass, "c1")
	if err != nil || call.State != civicline.Ended || call.Recording != "c1.wav" {
		t.Errorf("the call is %+v, %v; want it linked to its recording", call, err)
	}
	pcm, rate, channels, err := audio.ReadWAV(filepath.Join(a.RecordingsDir(), call.Recording))
	if err != nil || len(pcm) != 2*civicline.Rate || rate != civicline.Rate || channels != 2 {
		t.Errorf("the recording has %d samples at %d Hz, %d channels, %v", len(pcm), rate, channels, err)
	}
}

// TestPlacesAreKeptAsLongAsTheAgencySays: and no longer.
func TestPlacesAreKeptAsLongAsTheAgencySays(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, agency.Demo()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "agency.yaml")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte("keep place in line: 30 minutes"), []byte("keep place in line: 10 minutes"), 1)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	noon := time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC)
	o := quiet(t.TempDir())
	o.Agency, o.Now = dir, func() time.Time { return noon }
	a, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer closeApp(t, a)
	for _, cmd := range []civicline.Command{
		civicline.Arrive{Call: "c1", From: "+12025550101", Channel: civicline.Phone}, civicline.PickUp{Call: "c1"},
		civicline.Enqueue{Call: "c1", Tier: civicline.Tier1}, civicline.End{Call: "c1", Lost: true},
	} {
		if _, err := a.center.Do(t.Context(), civicline.Bot, cmd); err != nil {
			t.Fatal(err)
		}
	}
	pass, err := a.center.Ask(civicline.Actor{ID: "sofia", Tier: civicline.Supervisor}, civicline.SeeQueues)
	if err != nil {
		t.Fatal(err)
	}
	places, err := a.center.Waiting(t.Context(), pass)
	if err != nil || len(places) != 1 || !places[0].Until.Equal(noon.Add(10*time.Minute)) {
		t.Errorf("the line is %+v, %v; want a place kept for ten minutes", places, err)
	}
}

// TestABusyPort: a start that fails says why, and nothing else.
func TestABusyPort(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	var log bytes.Buffer
	o := quiet(t.TempDir())
	o.HTTP, o.Log = taken.Addr().String(), slog.New(slog.NewTextHandler(&log, nil))
	if _, err := Open(t.Context(), o); err == nil || !strings.Contains(err.Error(), "is taken by another program") {
		t.Errorf("%v", err)
	}
	if log.Len() > 0 {
		t.Errorf("it also says\n%s", log.String())
	}
}

func TestOptionsAreChecked(t *testing.T) {
	for want, spoil := range map[string]func(*Options){
		"--trust-proxy \"caddy\"":         func(o *Options) { o.TrustProxy = "caddy" },
		"--rtp-ports 20000-10000":         func(o *Options) { o.RTPPorts = [2]int{20000, 10000} },
		"--rtp-ports 80-90":               func(o *Options) { o.RTPPorts = [2]int{80, 90} },
		"--rtp-ports 16384-70000":         func(o *Options) { o.RTPPorts = [2]int{16384, 70000} },
		"--webrtc-udp \"40000\"":          func(o *Options) { o.WebRTCUDP = "40000" },
		"--webrtc-udp \":rtp\"":           func(o *Options) { o.WebRTCUDP = ":rtp" },
		"--stun \"stun.example.gov\"":     func(o *Options) { o.STUN = []string{"stun:ok.example.gov", "stun.example.gov"} },
		"--stun \"turn:example.gov:34\"":  func(o *Options) { o.STUN = []string{"turn:example.gov:34"} },
		"--stun \"stun:example.gov:rtp\"": func(o *Options) { o.STUN = []string{"stun:example.gov:rtp"} },
	} {
		o := quiet(t.TempDir())
		spoil(&o)
		if _, err := Open(t.Context(), o); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "write") {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestPortsAreTaken(t *testing.T) {
	taken, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	o := quiet(t.TempDir())
	o.WebRTCUDP, o.RTPPorts, o.STUN = taken.LocalAddr().String(), [2]int{16384, 20479}, []string{"stun:127.0.0.1:3478", "stun:[::1]"}
	if _, err := Open(t.Context(), o); err == nil || !strings.Contains(err.Error(), "cannot be opened") {
		t.Errorf("a port that is taken: %v", err)
	}
	if err := taken.Close(); err != nil {
		t.Fatal(err)
	}
	a, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer closeApp(t, a)
	if again, err := net.ListenPacket("udp", o.WebRTCUDP); err == nil {
		again.Close()
		t.Error("the port for browsers was not opened")
	}
}

// TestTheRecordsAreClosedLast, but for what they themselves need: whatever still
// works would find them shut, and a text that was sent could not be noted.
func TestTheRecordsAreClosedLast(t *testing.T) {
	a, err := Open(t.Context(), quiet(t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	defer closeApp(t, a)
	at := map[string]int{}
	for i, s := range a.stops {
		at[s.name] = len(a.stops) - i // it is stopped in reverse
	}
	for _, two := range [][2]string{
		{"the calls", "the telephone lines"}, {"the calls", "the work"}, {"the telephone lines", "the work"}, {"the desk", "the work"},
		{"the work", "the routing"}, {"the routing", "the store"}, {"the subscription", "the bus"},
	} {
		if at[two[0]] == 0 || at[two[0]] >= at[two[1]] {
			t.Errorf("%s: stopped as number %d, after %s, number %d", two[0], at[two[0]], two[1], at[two[1]])
		}
	}
}
