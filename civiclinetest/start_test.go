package civiclinetest

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/civicline/civicline/agency"
	"github.com/civicline/civicline/app"
)

// refused opens a centre that cannot be opened, and returns what it says.
func refused(t *testing.T, o app.Options) string {
	t.Helper()
	o.Data = t.TempDir()
	if o.HTTP == "" {
		o.HTTP = "127.0.0.1:0"
	}
	if o.SIP == "" {
		o.SIP = "127.0.0.1:0"
	}
	a, err := app.Open(t.Context(), o)
	if err == nil {
		_ = a.Close(context.Background())
		t.Fatal("the centre opened")
	}
	return err.Error()
}

// says fails unless text holds every word.
func says(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%q does not say %q", text, w)
		}
	}
}

func TestBusyPort(t *testing.T) {
	tcp, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer tcp.Close()
	udp, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer udp.Close()
	taken := func(o app.Options, addr, flag string) func(*testing.T) {
		return func(t *testing.T) {
			q := quick()
			o.Ears, o.Mouth = q.Ears, q.Mouth
			says(t, refused(t, o), addr, "nother program", flag)
		}
	}
	t.Run("pages", taken(app.Options{HTTP: tcp.Addr().String()}, tcp.Addr().String(), "--http"))
	t.Run("SIP by TCP", taken(app.Options{SIP: tcp.Addr().String()}, "TCP "+tcp.Addr().String(), "--sip"))
	t.Run("SIP by UDP", taken(app.Options{SIP: udp.LocalAddr().String()}, "UDP "+udp.LocalAddr().String(), "--sip"))
}

// TestUnreadableAgency spoils one file of an agency's: the message says which,
// where in it, and nothing is left running.
func TestUnreadableAgency(t *testing.T) {
	for _, tt := range []struct {
		name, file, old, spoiled string
		want                     []string
	}{
		{"not YAML", "hours.yaml", "week:", "week: [", []string{"hours.yaml", "line "}},
		{"an unknown key", "hours.yaml", "holidays:", "holiday:", []string{"hours.yaml", "line 9", "holiday"}},
		{"an unknown step", "flows/hours.yaml", "look up: hours", "look out: hours", []string{"hours.yaml:40", "look out"}},
		{"a row cut short", "cases.csv", "", "\nonly one field\n", []string{"cases.csv", "line "}},
		{"an unknown act", "permissions.yaml", "read", "reed", []string{"permissions.yaml", "reed"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := demoFiles(t)
			path := filepath.Join(dir, tt.file)
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			spoiled := strings.Replace(string(text), tt.old, tt.spoiled, 1)
			if tt.old == "" {
				spoiled = string(text) + tt.spoiled
			}
			if err := os.WriteFile(path, []byte(spoiled), 0o600); err != nil {
				t.Fatal(err)
			}
			got := refused(t, app.Options{Agency: dir})
			t.Log(got)
			says(t, got, tt.want...)
		})
	}
	t.Run("no file but a folder", func(t *testing.T) {
		dir := demoFiles(t)
		path := filepath.Join(dir, "queues.yaml")
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
		got := refused(t, app.Options{Agency: dir})
		t.Log(got)
		says(t, got, "queues.yaml", "cannot be read")
	})
	t.Run("no folder", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "nowhere")
		got := refused(t, app.Options{Agency: dir})
		t.Log(got)
		says(t, got, dir, "--agency")
	})
}

// demoFiles copies the demonstration agency into a folder.
func demoFiles(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "an agency's files")
	if err := os.CopyFS(dir, agency.Demo()); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestMissingModels opens a centre on a models folder that is not there, and on
// one with models that are none: it takes calls with what Debian has, and says
// so.
func TestMissingModels(t *testing.T) {
	Need(t, "espeak-ng", "flite")
	nowhere := filepath.Join(t.TempDir(), "nowhere")
	broken := t.TempDir()
	for name, text := range map[string]string{
		"pocketsphinx-en-8k/mdef":                                 "not a model\n",
		"pocketsphinx-en-8k/means":                                "",
		"sherpa-onnx-streaming-zipformer-en-2023/encoder.onnx":    "not a model",
		"sherpa-onnx-streaming-zipformer-es-2023/model.int8.onnx": "",
		"silero-vad/silero_vad_16k.safetensors":                   "\xff\xff\xff\xff\xff\xff\xff\xffno model",
	} {
		path := filepath.Join(broken, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name, folder string
		want         []string
	}{
		{"no folder", nowhere, []string{nowhere}},
		{"broken models", broken, []string{
			filepath.Join(broken, "pocketsphinx-en-8k"), "sherpa-onnx-streaming-zipformer-en-2023", "sherpa-onnx-streaming-zipformer-es-2023", "silero_vad_16k.safetensors",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := Start(t, app.Options{Models: tt.folder, Cache: t.TempDir(), Mouth: quick().Mouth})
			report := strings.Join(c.Speech(), "\n")
			t.Log(report)
			says(t, report, append(tt.want, "hears English with pocketsphinx", "hears Spanish with pocketsphinx")...)
			ctx := within(t, patience)
			caller := c.Ring(ctx, number(0))
			if err := caller.Do(ctx, askByKeys()...); err != nil {
				t.Fatalf("%v; so far:\n%s", err, c.story())
			}
		})
	}
}
