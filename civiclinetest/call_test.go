package civiclinetest

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/app"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/rehearse"
)

func TestMain(m *testing.M) {
	Main()
	childMain()
	os.Exit(m.Run())
}

const patience = 60 * time.Second

func within(t *testing.T, d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}

// TestCallerReachesAPerson is the main job, in both languages, by voice: from
// the ring to the receipt, over SIP, RTP, the recogniser, the line, the desk
// and WebRTC, with sound checked by content on either side.
func TestCallerReachesAPerson(t *testing.T) {
	Need(t, "espeak-ng", "flite")
	c := Start(t, app.Options{})
	for _, tt := range []struct {
		name, login string
		lang        civicline.Language
		reason      []string // any of these words
	}{
		{"in English", "maria", civicline.English, []string{"card", "lost"}},
		{"in Spanish", "luis", civicline.Spanish, []string{"tarjeta", "perdió", "perdi"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c.t = t
			ctx := within(t, 100*time.Second)
			rep := c.Desk(ctx, tt.login)
			if err := rep.Ready(ctx); err != nil {
				t.Fatal(err)
			}
			line := c.Ring(ctx, "2025550142")
			turn := rehearse.Quiet(700*time.Millisecond, patience)
			if err := line.Do(ctx, rehearse.Sound(10*time.Second), rehearse.After(time.Second),
				rehearse.PlayRecorded(tt.lang, rehearse.LiveAgent), turn, rehearse.PlayRecorded(tt.lang, rehearse.CardLost)); err != nil {
				t.Fatalf("%v; so far:\n%s", err, c.story())
			}
			sheet, err := rep.Ring(ctx)
			if err != nil {
				t.Fatalf("%v; so far:\n%s", err, c.story())
			}
			switch {
			case sheet.Reason == "":
				t.Error("the desk shows no reason")
			case !containsAny(sheet.Reason, tt.reason) && tt.lang == civicline.Spanish && os.Getenv("CIVICLINE_MODELS") == "":
				t.Logf("the desk shows the reason %q: without a Spanish model free speech is not reliable", sheet.Reason)
			case !containsAny(sheet.Reason, tt.reason):
				t.Errorf("the desk shows the reason %q; want one of %q in it", sheet.Reason, tt.reason)
			}
			at, hangUp, err := rep.Answer(ctx, sheet.ID)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = hangUp() }()
			bothHear(ctx, t, line, at)
			leave(ctx, t, c, rep, sheet.ID, line)
			checkRecording(t, c, sheet.ID)
		})
	}
}

func containsAny(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(strings.ToLower(text), w) {
			return true
		}
	}
	return false
}

const callerTone, agentTone = 700, 1100 // hertz

// bothHear plays a tone on either side until the other side hears it.
func bothHear(ctx context.Context, t *testing.T, caller, agent *rehearse.Line) {
	t.Helper()
	caller.Leg().Play(audio.Tone(callerTone))
	agent.Leg().Play(audio.Tone(agentTone))
	hears := func(l *rehearse.Line, freq float64) bool {
		h := l.Heard()
		return len(h) > 25 && audio.ToneLevel(h[len(h)-25:], freq) > 0.5
	}
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !hears(caller, agentTone) || !hears(agent, callerTone) {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("the caller hears the agent: %v; the agent hears the caller: %v", hears(caller, agentTone), hears(agent, callerTone))
		}
	}
	if err := agent.Do(ctx, rehearse.After(time.Second)); err != nil { // for the recording
		t.Fatal(err)
	}
	if hears(caller, callerTone) || hears(agent, agentTone) {
		t.Error("someone hears themselves")
	}
	caller.Leg().Play(nil)
	agent.Leg().Play(nil)
}

// leave lets the representative hang up, and sees that the caller hears the
// receipt and is let go.
func leave(ctx context.Context, t *testing.T, c *Centre, rep *rehearse.Representative, id civicline.CallID, caller *rehearse.Line) {
	t.Helper()
	if err := rep.Do(ctx, id, "leave"); err != nil {
		t.Fatal(err)
	}
	if err := caller.Do(ctx, rehearse.Ended(patience)); err != nil {
		t.Fatalf("%v; so far:\n%s", err, c.story())
	}
	of := func(k civicline.Kind) func(civicline.Event) bool {
		return func(e civicline.Event) bool { return e.Kind == k && e.Call == id }
	}
	left := c.Await(ctx, "the agent to have left", of(civicline.AgentLeft))
	receipt := c.Await(ctx, "the receipt to be spoken", func(e civicline.Event) bool {
		return e.Call == id && e.Kind == civicline.TurnTaken && e.Data.Turn.Who == civicline.ByBot && e.ID > left.ID &&
			strings.ContainsAny(e.Data.Turn.Text, "0123456789")
	})
	t.Logf("receipt: %s", receipt.Data.Turn.Text)
	c.Await(ctx, "the call to be recorded", of(civicline.CallRecorded))
	if err := rep.WrapUp(ctx, id, "test", civicline.ResultAnswered, false); err != nil {
		t.Fatal(err)
	}
}

// checkRecording finds the caller's tone on the left and the agent's on the
// right, and both at the same time but for 40 ms.
func checkRecording(t *testing.T, c *Centre, id civicline.CallID) {
	t.Helper()
	pcm, rate, channels, err := audio.ReadWAV(filepath.Join(c.RecordingsDir(), string(id)+".wav"))
	if err != nil || channels != 2 {
		t.Fatalf("recording: %d channels, %v", channels, err)
	}
	left, right := split(pcm)
	if rate != civicline.Rate {
		t.Fatalf("the recording's rate is %d", rate)
	}
	l, r := toneBlocks(left, callerTone), toneBlocks(right, agentTone)
	if len(l) < 10 || len(r) < 10 {
		t.Fatalf("the recording has %d blocks of the caller's tone on the left, %d of the agent's on the right", len(l), len(r))
	}
	if x := toneBlocks(left, agentTone); len(x) > len(r)/10 {
		t.Errorf("the agent's tone is on the caller's side, in %d blocks", len(x))
	}
}

func split(pcm []int16) (left, right []int16) {
	for i := 0; i+1 < len(pcm); i += 2 {
		left, right = append(left, pcm[i]), append(right, pcm[i+1])
	}
	return left, right
}

// toneBlocks lists the frames in which the tone is most of what is heard.
func toneBlocks(pcm []int16, freq float64) []int {
	var out []int
	for i, f := range audio.ToFrames(pcm) {
		if audio.Loudness([]civicline.Frame{f}) > -40 && audio.ToneLevel([]civicline.Frame{f}, freq) > 0.5 {
			out = append(out, i)
		}
	}
	return out
}

// TestSippCaller lets SIPp, an independent SIP stack, do the main job with a
// caller's recorded voice.
func TestSippCaller(t *testing.T) {
	Need(t, "sipp", "espeak-ng", "flite")
	c := Start(t, app.Options{})
	ctx := within(t, 90*time.Second)
	rep := c.Desk(ctx, "maria")
	if err := rep.Ready(ctx); err != nil {
		t.Fatal(err)
	}
	speech := filepath.Join(t.TempDir(), "caller.ulaw")
	writeCaller(t, speech, civicline.English)
	host, port, _ := strings.Cut(c.SIPAddr(), ":")
	plan, err := os.ReadFile("testdata/caller.xml")
	if err != nil {
		t.Fatal(err)
	}
	scenario := filepath.Join(t.TempDir(), "caller.xml")
	if err := os.WriteFile(scenario, bytes.ReplaceAll(plan, []byte("[speech]"), []byte(speech)), 0o600); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	sipp := exec.CommandContext(ctx, "sipp", "-sf", scenario, "-m", "1", "-i", "127.0.0.1", "-nostdin", "-trace_err",
		"-error_file", filepath.Join(t.TempDir(), "sipp.err"), "-key", "from", "2025550155", "-s", "help", host+":"+port)
	sipp.Stdout, sipp.Stderr = &log, &log
	if err := sipp.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- sipp.Wait() }()
	sheet, err := rep.Ring(ctx)
	if err != nil {
		t.Fatalf("%v; so far:\n%s", err, c.story())
	}
	if !containsAny(sheet.Reason, []string{"card", "lost"}) {
		t.Errorf("the desk shows the reason %q", sheet.Reason)
	}
	at, hangUp, err := rep.Answer(ctx, sheet.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = hangUp() }()
	// The caller's file goes on with a tone: the representative hears it.
	for {
		h := at.Heard()
		if len(h) > 25 && audio.ToneLevel(h[len(h)-25:], callerTone) > 0.5 {
			break
		}
		if err := at.Do(ctx, rehearse.After(20*time.Millisecond)); err != nil {
			t.Fatalf("the representative does not hear the caller: %v", err)
		}
	}
	if err := rep.Do(ctx, sheet.ID, "leave"); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Errorf("sipp: %v\n%s", err, log.String())
	}
	e := c.Await(ctx, "the call to end", func(e civicline.Event) bool { return e.Kind == civicline.CallEnded && e.Call == sheet.ID })
	t.Logf("ended: %s", e.Data.Reason)
}

// writeCaller writes raw mu-law: a wish to speak to a person, a pause, the
// reason, and a tone for as long as it may take.
func writeCaller(t *testing.T, path string, lang civicline.Language) {
	t.Helper()
	var frames []civicline.Frame
	quiet := func(d time.Duration) { frames = append(frames, make([]civicline.Frame, d/civicline.FrameTime)...) }
	say := func(what string) {
		f, err := rehearse.Recorded(lang, what)
		if err != nil {
			t.Fatal(err)
		}
		frames = append(frames, f...)
	}
	quiet(3 * time.Second)
	say(rehearse.LiveAgent)
	quiet(9 * time.Second)
	say(rehearse.CardLost)
	quiet(6 * time.Second)
	tone := audio.Tone(callerTone)
	for range 50 * 40 {
		var f civicline.Frame
		if err := tone.ReadFrame(&f); err != nil {
			t.Fatal(err)
		}
		frames = append(frames, f)
	}
	var down audio.Downsampler
	var narrow [civicline.FrameSize / 2]int16
	var out []byte
	var law [civicline.FrameSize / 2]byte
	for i := range frames {
		down.Process(narrow[:], frames[i][:])
		audio.EncodeULaw(law[:], narrow[:])
		out = append(out, law[:]...)
	}
	if err := os.WriteFile(path, out, 0o600); err != nil {
		t.Fatal(err)
	}
}
