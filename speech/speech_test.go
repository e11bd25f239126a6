package speech_test

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/speech"
	"github.com/civicline/civicline/speech/espeak"
	"github.com/civicline/civicline/speech/flite"
	"github.com/civicline/civicline/speech/pocketsphinx"
	"github.com/civicline/civicline/speech/worker"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "speech-worker" {
		os.Exit(worker.Main(os.Args[2:]))
	}
	goleak.VerifyTestMain(m)
}

// need skips the test where a tool is not installed, and fails it where all tools
// are required.
func need(t *testing.T, what string, err error) {
	t.Helper()
	if err == nil {
		return
	}
	if os.Getenv("CIVICLINE_REQUIRE_TOOLS") == "1" {
		t.Fatalf("%s: %v", what, err)
	}
	t.Skipf("needs %s: %v", what, err)
}

func needSphinx(t *testing.T) {
	t.Helper()
	need(t, "libpocketsphinx3", pocketsphinx.Load())
	_, err := os.Stat(pocketsphinx.DebianFolder)
	need(t, "pocketsphinx-en-us", err)
}

func models(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("CIVICLINE_MODELS")
	if dir == "" {
		t.Skip("needs CIVICLINE_MODELS, a folder of models")
	}
	return dir
}

// cache is shared by the tests, so that language models are built once.
var cache = filepath.Join(os.TempDir(), "civicline-speech-test")

func open(t *testing.T, o speech.Options) *speech.Engines {
	t.Helper()
	if o.CacheDir == "" {
		o.CacheDir = cache
	}
	e, err := speech.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

// load reads a WAV of testdata, and adds silence: an ear is open before a caller
// begins, and the end of a turn takes half a second.
func load(t *testing.T, name string) []civicline.Frame {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	pcm, rate, err := speech.ReadWAV(b)
	if err != nil {
		t.Fatal(err)
	}
	pcm = audio.NewResampler(rate, civicline.Rate).Process(nil, pcm)
	half := make([]int16, civicline.Rate/2)
	return audio.ToFrames(slices.Concat(half, pcm, half))
}

func listen(t *testing.T, e *speech.Engines, l civicline.Language, q civicline.Question) civicline.Ear {
	t.Helper()
	ear, err := e.Listen(t.Context(), civicline.Expectation{Language: l, Question: q})
	if err != nil {
		t.Fatal(err)
	}
	return ear
}

// say gives frames to an ear, faster than a caller would, and not faster than an
// engine can hear.
func say(ear civicline.Ear, frames []civicline.Frame) {
	tick := time.NewTicker(4 * time.Millisecond)
	defer tick.Stop()
	for i := range frames {
		ear.WriteFrame(&frames[i])
		<-tick.C
	}
}

// final waits for the final hearing, and says how many partial ones came before.
func final(t *testing.T, ear civicline.Ear, within time.Duration) (h civicline.Hearing, partial int) {
	t.Helper()
	limit := time.After(within)
	for {
		select {
		case h, ok := <-ear.Heard():
			if !ok {
				t.Fatal("the ear was closed")
			}
			if h.Final {
				return h, partial
			}
			partial++
		case <-limit:
			t.Fatalf("no final hearing within %v", within)
		}
	}
}

func TestHearsWithDebianOnly(t *testing.T) {
	needSphinx(t)
	e := open(t, speech.Options{})
	for _, line := range e.Report().Lines() {
		t.Log(line)
	}
	if f := speech.Find(e.Report().Hears, civicline.Spanish); !strings.Contains(f.Note, "menus only") {
		t.Errorf("the report does not say how little Spanish there is: %+v", f)
	}
	for _, c := range []struct {
		l    civicline.Language
		q    civicline.Question
		file string
		want string
	}{
		{civicline.English, civicline.OpenQuestion, "en-00.wav", "agent"},
		{civicline.English, civicline.YesNo, "en-26.wav", "yes"},
		{civicline.Spanish, civicline.OpenQuestion, "es-00.wav", "agente"},
		{civicline.Spanish, civicline.YesNo, "es-26.wav", "sí"},
	} {
		ear := listen(t, e, c.l, c.q)
		say(ear, load(t, c.file))
		ear.EndUtterance()
		h, _ := final(t, ear, 4*time.Second)
		if h.Err != nil || !strings.Contains(h.Best.Text, c.want) {
			t.Errorf("%s: heard %q (%v), want %q in it", c.file, h.Best.Text, h.Err, c.want)
		}
		ear.Close()
	}
}

func TestHearsWithModels(t *testing.T) {
	needSphinx(t)
	e := open(t, speech.Options{ModelsDir: models(t)})
	for _, line := range e.Report().Lines() {
		t.Log(line)
	}
	for _, c := range []struct {
		l    civicline.Language
		q    civicline.Question
		file string
		want string
	}{
		{civicline.English, civicline.OpenQuestion, "en-00.wav", "i want to speak to a live agent"},
		{civicline.English, civicline.OpenQuestion, "en-06.wav", "i want to check the status of my case"},
		{civicline.English, civicline.ReceiptNumber, "en-09.wav", "my receipt number is i o e zero nine one two three four five six seven eight"},
		{civicline.English, civicline.YesNo, "en-26.wav", "yes that is correct"},
		{civicline.Spanish, civicline.OpenQuestion, "es-00.wav", "quiero hablar con un agente"},
		{civicline.Spanish, civicline.OpenQuestion, "es-06.wav", "quiero saber el estado de mi caso"},
		{civicline.Spanish, civicline.ReceiptNumber, "es-09.wav", "mi número de recibo es i o e cero nueve uno dos tres cuatro cinco seis siete ocho"},
		{civicline.Spanish, civicline.YesNo, "es-26.wav", "sí es correcto"},
	} {
		ear := listen(t, e, c.l, c.q)
		frames := load(t, c.file)
		say(ear, frames)
		ear.EndUtterance()
		h, partial := final(t, ear, 4*time.Second)
		if h.Err != nil || wrong(c.want, h.Best.Text) > 1 {
			t.Errorf("%s: heard %q (%v), want %q", c.file, h.Best.Text, h.Err, c.want)
		}
		if partial == 0 {
			t.Errorf("%s: no partial hearing", c.file)
		}
		checkWords(t, h.Best, time.Duration(len(frames))*civicline.FrameTime)
		ear.Close()
	}
}

// wrong counts the words of want that are not in heard: one is forgiven, because
// these recordings were made with a machine's voice, on a telephone line.
func wrong(want, heard string) int {
	n := 0
	have := strings.Fields(heard)
	for _, w := range strings.Fields(want) {
		if i := slices.Index(have, w); i >= 0 {
			have = slices.Delete(have, i, i+1)
		} else {
			n++
		}
	}
	return max(n, len(have))
}

// checkWords looks whether words have times that make sense.
func checkWords(t *testing.T, h civicline.Hypothesis, length time.Duration) {
	t.Helper()
	var texts []string
	at := time.Duration(0)
	for _, w := range h.Words {
		texts = append(texts, w.Text)
		if w.Began < at || w.Ended <= w.Began || w.Ended > length || w.Confidence < 0 || w.Confidence > 1 {
			t.Errorf("a word with times or confidence that cannot be: %+v", w)
		}
		at = w.Began
	}
	if strings.Join(texts, " ") != h.Text {
		t.Errorf("the words are %q, the text %q", texts, h.Text)
	}
}

func TestHintsAreHeard(t *testing.T) {
	needSphinx(t)
	need(t, "flite", flite.SLT().Check(t.Context()))
	e := open(t, speech.Options{Voices: []speech.Voice{flite.SLT()}, Languages: []civicline.Language{civicline.English}})
	frames, err := e.Frames(t.Context(), civicline.Utterance{Language: civicline.English, Text: "Kalamazoo Hospital."})
	if err != nil {
		t.Fatal(err)
	}
	ear := listen(t, e, civicline.English, civicline.OpenQuestion)
	ear.Expect(civicline.Expectation{Question: civicline.OpenQuestion, Hints: []string{"Kalamazoo Hospital"}})
	say(ear, append(frames, make([]civicline.Frame, 25)...))
	ear.EndUtterance()
	if h, _ := final(t, ear, 4*time.Second); !strings.Contains(h.Best.Text, "hospital") {
		t.Errorf("heard %q (%v)", h.Best.Text, h.Err)
	}
}

// TestKilledWorker kills the engine in mid-sentence: the sentence is lost and
// said to be, the next one is heard by the same ear.
func TestKilledWorker(t *testing.T) {
	for name, signal := range map[string]syscall.Signal{"crash": syscall.SIGKILL, "hang": syscall.SIGSTOP} {
		t.Run(name, func(t *testing.T) {
			needSphinx(t)
			e := open(t, speech.Options{Languages: []civicline.Language{civicline.English}})
			ear := listen(t, e, civicline.English, civicline.YesNo)
			frames := load(t, "en-26.wav")
			say(ear, frames[:20])
			if err := e.Worker(civicline.English).Signal(signal); err != nil {
				t.Fatal(err)
			}
			say(ear, frames[20:])
			began := time.Now()
			ear.EndUtterance()
			h, _ := final(t, ear, 2*time.Second)
			if h.Err == nil {
				t.Errorf("heard %q without an error, from half a sentence", h.Best.Text)
			}
			t.Logf("said so after %v: %v", time.Since(began), h.Err)

			deadline := time.Now().Add(15 * time.Second)
			for {
				say(ear, frames)
				ear.EndUtterance()
				h, _ := final(t, ear, 2*time.Second)
				if h.Err == nil && strings.Contains(h.Best.Text, "yes") {
					break
				}
				if time.Now().After(deadline) {
					t.Fatalf("the next sentences were not heard: %q, %v", h.Best.Text, h.Err)
				}
			}
		})
	}
}

func TestDamagedModel(t *testing.T) {
	needSphinx(t)
	for name, damage := range map[string]func(t *testing.T, dir string){
		"missing file": func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, "means")) },
		"web page": func(t *testing.T, dir string) {
			os.WriteFile(filepath.Join(dir, "means"), []byte(strings.Repeat("<html>404</html>\n", 100)), 0o644)
		},
		"garbage that the library dies of": func(t *testing.T, dir string) {
			b, _ := os.ReadFile(filepath.Join(dir, "mdef"))
			for i := 40; i < len(b); i++ {
				b[i] = byte(i * 7)
			}
			os.WriteFile(filepath.Join(dir, "mdef"), b, 0o644)
		},
		"cut short": func(t *testing.T, dir string) { os.Truncate(filepath.Join(dir, "sendump"), 5000) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			model := filepath.Join(dir, "pocketsphinx-en-8k") // a 16 kHz model in truth: it is never reached
			if err := os.CopyFS(model, os.DirFS(pocketsphinx.DebianFolder)); err != nil {
				t.Fatal(err)
			}
			damage(t, model)
			e := open(t, speech.Options{ModelsDir: dir})
			en := speech.Find(e.Report().Hears, civicline.English)
			if !strings.Contains(en.Missing, model) || en.Engine == "" {
				t.Errorf("the report does not name the model, or found no other: %+v", en)
			}
			t.Log(e.Report().Lines()[0])
			ear := listen(t, e, civicline.Spanish, civicline.YesNo)
			say(ear, load(t, "es-26.wav"))
			ear.EndUtterance()
			if h, _ := final(t, ear, 4*time.Second); h.Err != nil || !strings.Contains(h.Best.Text, "sí") {
				t.Errorf("Spanish does not go on: %q, %v", h.Best.Text, h.Err)
			}
		})
	}
}

func TestNoEngine(t *testing.T) {
	e := open(t, speech.Options{Worker: []string{filepath.Join(t.TempDir(), "no such program")}})
	for _, l := range civicline.Languages {
		if _, err := e.Listen(t.Context(), civicline.Expectation{Language: l}); civicline.FaultOf(err) != civicline.Unavailable {
			t.Errorf("Listen: %v, want unavailable", err)
		}
		if _, err := e.Speak(t.Context(), civicline.Utterance{Language: l, Text: "x"}); civicline.FaultOf(err) != civicline.Unavailable {
			t.Errorf("Speak: %v, want unavailable", err)
		}
	}
	for _, line := range e.Report().Lines() {
		if !strings.Contains(line, "cannot") {
			t.Errorf("the report says %q", line)
		}
		t.Log(line)
	}
}

func TestEarEndsWithItsContext(t *testing.T) {
	needSphinx(t)
	e := open(t, speech.Options{Languages: []civicline.Language{civicline.English}})
	ctx, cancel := context.WithCancel(t.Context())
	ear, err := e.Listen(ctx, civicline.Expectation{Language: civicline.English})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	for range ear.Heard() {
	}
	ear.WriteFrame(new(civicline.Frame)) // harmless
	ear.EndUtterance()
}

func TestSpeaks(t *testing.T) {
	for _, v := range []speech.Voice{flite.SLT(), espeak.English(), espeak.Spanish()} {
		t.Run(v.Name(), func(t *testing.T) {
			need(t, v.Name(), v.Check(t.Context()))
			e := open(t, speech.Options{Voices: []speech.Voice{v}, Worker: []string{"/nonexistent"}})
			what := civicline.Utterance{Language: v.Language(), Text: "Hello. 1 2 3."}
			first := play(t, e, what)
			if n := len(first); n < 40 || n > 400 {
				t.Errorf("%d frames", n)
			}
			lead := 0
			for lead < len(first) && audio.Loudness(first[lead:lead+1]) < -50 {
				lead++
			}
			if lead > 4 {
				t.Errorf("%d frames of silence in front", lead)
			}
			again := play(t, e, what)
			if len(again) != len(first) || again[30] != first[30] {
				t.Error("the kept phrase is another")
			}
			what.Slower = true
			if slow := play(t, e, what); len(slow) < len(first)+10 {
				t.Errorf("slower takes %d frames, not slower %d", len(slow), len(first))
			}
		})
	}
}

// play reads a source to its end as the media clock would, without the waiting
// where it has sound.
func play(t *testing.T, e *speech.Engines, what civicline.Utterance) []civicline.Frame {
	t.Helper()
	frames, err := e.Frames(t.Context(), what)
	if err != nil {
		t.Fatal(err)
	}
	src, err := e.Speak(t.Context(), what)
	if err != nil {
		t.Fatal(err)
	}
	var out []civicline.Frame
	for {
		var f civicline.Frame
		if err := src.ReadFrame(&f); errors.Is(err, io.EOF) {
			break
		}
		out = append(out, f)
	}
	if len(out) != len(frames) {
		t.Errorf("%d frames by reading, %d at once", len(out), len(frames))
	}
	return out
}

func TestCancelledVoice(t *testing.T) {
	_, err := exec.LookPath("sleep")
	need(t, "sleep", err)
	e := open(t, speech.Options{Voices: []speech.Voice{sleeper{}}, Worker: []string{"/nonexistent"}})
	ctx, cancel := context.WithCancel(t.Context())
	failed := make(chan error, 1)
	go func() {
		_, err := e.Speak(ctx, civicline.Utterance{Language: civicline.English, Text: "Never said."})
		failed <- err
	}()
	cancel()
	select {
	case err := <-failed:
		if err == nil {
			t.Error("it spoke")
		}
	case <-time.After(2 * time.Second):
		t.Fatal("Speak goes on after its context ended")
	}
}

// sleeper is a voice whose program hangs.
type sleeper struct{}

func (sleeper) Name() string                 { return "sleeper" }
func (sleeper) Language() civicline.Language { return civicline.English }
func (sleeper) Check(context.Context) error  { return nil }
func (sleeper) Note() string                 { return "" }
func (sleeper) Render(ctx context.Context, _ string, _ bool) ([]int16, int, error) {
	return nil, 0, exec.CommandContext(ctx, "sleep", "60").Run()
}
