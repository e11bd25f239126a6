package civiclinetest

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/app"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/rehearse"
)

// TestBaresipCaller lets baresip, a softphone, do the main job by its keypad,
// and checks by content what either end heard: the caller by baresip's own
// recording.
func TestBaresipCaller(t *testing.T) {
	Need(t, "baresip", "espeak-ng", "flite")
	c := Start(t, app.Options{})
	ctx := within(t, 2*patience)
	rep := c.Desk(ctx, "maria")
	if err := rep.Ready(ctx); err != nil {
		t.Fatal(err)
	}
	phone := startBaresip(ctx, t, "sip:help@"+c.SIPAddr())
	c.Await(ctx, "the call to be answered", Of(civicline.CallAnswered))
	phone.press("0")
	c.Await(ctx, "the reason to be asked for", func(e civicline.Event) bool {
		return e.Kind == civicline.TurnTaken && e.Data.Turn.Who == civicline.ByBot
	})
	phone.press("1")
	sheet, err := rep.Ring(ctx)
	if err != nil {
		t.Fatalf("%v; so far:\n%s\nbaresip said:\n%s", err, c.story(), phone.log.String())
	}
	agent, hangUp, err := rep.Answer(ctx, sheet.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = hangUp() }()
	agent.Leg().Play(audio.Tone(agentTone))
	if err := agent.Do(ctx, hears(callerTone), rehearse.After(time.Second)); err != nil {
		t.Fatalf("the representative does not hear the caller: %v; so far:\n%s", err, c.story())
	}
	if err := rep.Do(ctx, sheet.ID, "leave"); err != nil {
		t.Fatal(err)
	}
	left := c.Await(ctx, "the agent to have left", Of(civicline.AgentLeft))
	receipt := c.Await(ctx, "the receipt to be spoken", func(e civicline.Event) bool {
		return since(left.ID, civicline.TurnTaken)(e) && e.Data.Turn.Who == civicline.ByBot
	})
	says(t, receipt.Data.Turn.Text, "You spoke with Maria R.", "Your reference number is")
	phone.press("b") // hangs up
	c.Await(ctx, "the call to be recorded", Of(civicline.CallRecorded))
	checkRecording(t, c, sheet.ID)

	phone.quit()
	heard := phone.heard(t)
	tones := toneBlocks(heard, agentTone)
	if len(tones) < 25 {
		t.Fatalf("baresip heard %d frames of the representative's tone", len(tones))
	}
	if own := toneBlocks(heard, callerTone); len(own) > 5 {
		t.Errorf("baresip heard %d frames of its own tone", len(own))
	}
	last := tones[len(tones)-1]
	if after := audio.ToFrames(heard)[last+1:]; len(after) < 100 || audio.Loudness(after[:100]) < -45 {
		t.Errorf("baresip heard no receipt in the %d frames after the representative left", len(after))
	}
}

// hears waits until a tone is what the line hears.
func hears(freq float64) rehearse.Step {
	return func(ctx context.Context, l *rehearse.Line) error {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			if h := l.Heard(); len(h) > 25 && audio.ToneLevel(h[len(h)-25:], freq) > 0.5 {
				return nil
			}
			select {
			case <-tick.C:
			case <-ctx.Done():
				return fmt.Errorf("waited for a tone of %v Hz: %w", freq, context.Cause(ctx))
			}
		}
	}
}

// A softphone is a running baresip.
type softphone struct {
	dir  string
	keys io.WriteCloser
	log  tail
	done chan struct{}
}

// startBaresip rings to, as one who is quiet for seven seconds and then whistles.
func startBaresip(ctx context.Context, t *testing.T, to string) *softphone {
	t.Helper()
	modules, err := filepath.Glob("/usr/lib*/baresip/modules")
	if more, _ := filepath.Glob("/usr/lib/*/baresip/modules"); err != nil || len(modules) == 0 {
		modules = more
	}
	if len(modules) == 0 {
		t.Skip("baresip's modules are in no known folder")
	}
	p := &softphone{dir: t.TempDir(), done: make(chan struct{})}
	voice := make([]civicline.Frame, 90*50) // its end would hang up
	tone := audio.Tone(callerTone)
	for i := 7 * 50; i < len(voice); i++ {
		if err := tone.ReadFrame(&voice[i]); err != nil {
			t.Fatal(err)
		}
	}
	says := filepath.Join(p.dir, "says.wav")
	writePhoneWAV(t, says, voice)
	for name, text := range map[string]string{
		"config": fmt.Sprintf(`module_path %s
module account.so
module menu.so
module stdio.so
module g711.so
module aufile.so
module alsa.so
module sndfile.so
sip_listen 127.0.0.1:0
net_interface 127.0.0.1
audio_source aufile,%s
audio_player alsa,null
audio_alert alsa,null
snd_path %s
call_local_timeout 60
`, modules[0], says, p.dir),
		"accounts": "<sip:+12025550123@127.0.0.1>;regint=0;audio_codecs=PCMU/8000/1;dtmfmode=rtpevent\n",
		"contacts": "",
	} {
		if err := os.WriteFile(filepath.Join(p.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(ctx, "baresip", "-4", "-f", p.dir, "-e", "/dial "+to)
	cmd.Dir, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = p.dir, &p.log, &p.log, time.Second
	if p.keys, err = cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(p.done)
		_ = cmd.Wait() // it ends as it likes
	}()
	t.Cleanup(func() {
		p.quit()
		if t.Failed() {
			t.Logf("baresip said:\n%s", p.log.String())
		}
	})
	return p
}

// press presses a key of baresip's keyboard, which in a call is the telephone's.
func (p *softphone) press(key string) { _, _ = io.WriteString(p.keys, key) }

// quit ends baresip, and waits until it is gone.
func (p *softphone) quit() {
	p.press("q")
	<-p.done
}

// heard is what baresip recorded of what it heard.
func (p *softphone) heard(t *testing.T) []int16 {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(p.dir, "dump-*-dec.wav"))
	if err != nil || len(files) != 1 {
		t.Fatalf("baresip left the recordings %v, %v", files, err)
	}
	pcm, rate, channels, err := audio.ReadWAV(files[0])
	if err != nil || channels != 1 {
		t.Fatalf("baresip's recording: %d channels, %v", channels, err)
	}
	up := audio.NewResampler(rate, civicline.Rate)
	return up.Flush(up.Process(nil, pcm))
}

// writePhoneWAV writes frames as a telephone has them, 8 kHz, mono.
func writePhoneWAV(t *testing.T, path string, frames []civicline.Frame) {
	t.Helper()
	var down audio.Downsampler
	pcm := make([]int16, len(frames)*civicline.FrameSize/2)
	for i := range frames {
		down.Process(pcm[i*civicline.FrameSize/2:(i+1)*civicline.FrameSize/2], frames[i][:])
	}
	if err := audio.WriteWAV(path, pcm, civicline.Rate/2, 1); err != nil {
		t.Fatal(err)
	}
}
