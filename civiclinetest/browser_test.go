package civiclinetest

import (
	"bytes"
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/app"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/rehearse"
	"github.com/civicline/civicline/speech/scripted"
)

// TestBrowsers makes a whole call with Chromium at either end, the caller page
// and the desk: once by the keypad on the page, once by what is said into the
// microphone.
func TestBrowsers(t *testing.T) {
	Need(t, "node", "chromium", "espeak-ng", "flite")
	c := Start(t, app.Options{})
	ctx := within(t, 3*patience)
	voice := filepath.Join(t.TempDir(), "caller.wav")
	writeVoice(t, voice, civicline.English)
	for _, tt := range []struct {
		name string
		args []string
	}{
		{"by key", nil},
		{"in words", []string{"--voice", voice, "--words", "card,lost"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c.t = t
			from := c.after()
			whole(ctx, t, c, tt.args...)
			arrived := c.Await(ctx, "the caller", since(from, civicline.CallArrived))
			if tt.args == nil {
				return
			}
			c.Await(ctx, "the wish in words", func(e civicline.Event) bool {
				return e.Call == arrived.Call && e.Kind == civicline.TurnTaken && e.Data.Turn.Who == civicline.ByCaller &&
					containsAny(e.Data.Turn.Text, []string{"agent", "live", "speak"})
			})
		})
	}
}

// whole runs both browsers through one call. Every step must be "ok".
func whole(ctx context.Context, t *testing.T, c *Centre, args ...string) {
	t.Helper()
	steps(ctx, t, c, 5, append([]string{"desk/web/tests/whole.mjs", c.PageURL(), "maria:demo-maria"}, args...)...)
}

// TestChatInBrowser types in Chromium what others say.
func TestChatInBrowser(t *testing.T) {
	Need(t, "node", "chromium")
	c := Start(t, app.Options{Ears: &scripted.Recognizer{}, Mouth: &scripted.Synthesizer{}})
	steps(within(t, patience), t, c, 4, "desk/web/tests/chat.mjs", c.PageURL())
}

// steps runs a script of the browser. Every step must be "ok", and there must be
// so many at least.
func steps(ctx context.Context, t *testing.T, c *Centre, least int, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(ctx, "node", args...)
	cmd.Dir, cmd.WaitDelay = "..", 5*time.Second
	var trouble bytes.Buffer
	cmd.Stderr = &trouble
	out, err := cmd.Output()
	made := 0
	for l := range strings.Lines(string(out)) {
		if strings.HasPrefix(l, "ok ") {
			made++
		} else {
			t.Error(l)
		}
	}
	if err != nil || made < least {
		t.Errorf("%d steps were made: %v\n%s\nso far:\n%s", made, err, trouble.String(), c.story())
	}
}

// writeVoice writes what a caller says into a microphone: that they want a
// person, after a pause why, and then nothing.
func writeVoice(t *testing.T, path string, lang civicline.Language) {
	t.Helper()
	var pcm []int16
	quiet := func(d time.Duration) { pcm = append(pcm, make([]int16, int(d.Seconds()*civicline.Rate))...) }
	say := func(what string) {
		frames, err := rehearse.Recorded(lang, what)
		if err != nil {
			t.Fatal(err)
		}
		for i := range frames {
			pcm = append(pcm, frames[i][:]...)
		}
	}
	quiet(4 * time.Second)
	say(rehearse.LiveAgent)
	quiet(8 * time.Second)
	say(rehearse.CardLost)
	quiet(time.Minute)
	wide := audio.NewResampler(civicline.Rate, 48000)
	if err := audio.WriteWAV(path, wide.Flush(wide.Process(nil, pcm)), 48000, 1); err != nil {
		t.Fatal(err)
	}
}
