package evalspeech_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/speech"
	"github.com/civicline/civicline/speech/evalspeech"
	"github.com/civicline/civicline/speech/flite"
	"github.com/civicline/civicline/speech/pocketsphinx"
	"github.com/civicline/civicline/speech/worker"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "speech-worker" {
		os.Exit(worker.Main(os.Args[2:]))
	}
	os.Exit(m.Run())
}

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "m.jsonl")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEval(t *testing.T) {
	for what, err := range map[string]error{"libpocketsphinx3": pocketsphinx.Load(), "flite": flite.SLT().Check(t.Context())} {
		if err != nil && os.Getenv("CIVICLINE_REQUIRE_TOOLS") == "1" {
			t.Fatalf("%s: %v", what, err)
		} else if err != nil {
			t.Skipf("needs %s: %v", what, err)
		}
	}
	dir, err := filepath.Abs("../testdata")
	if err != nil {
		t.Fatal(err)
	}
	path := write(t, `{"audio": "`+dir+`/en-26.wav", "language": "en", "words": "Yes, that is correct.", "grammar": "yes or no"}
{"audio": "`+dir+`/en-00.wav", "words": "i want to speak to a live agent", "grammar": "`+dir+`/grammar.txt"}
`)
	engines, err := speech.Open(t.Context(), speech.Options{
		CacheDir: filepath.Join(os.TempDir(), "civicline-speech-test"), Languages: []civicline.Language{civicline.English}, Voices: []speech.Voice{flite.SLT()},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer engines.Close()
	var out strings.Builder
	if err := evalspeech.Run(t.Context(), engines, evalspeech.Options{Manifest: path, JSON: true, Speed: 4}, &out); err != nil {
		t.Fatal(err)
	}
	var r map[string]any
	if err := json.Unmarshal([]byte(out.String()), &r); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	for _, key := range []string{"wer", "utterances", "rtf", "final_ms_p50", "final_ms_p95", "first_audio_ms_p50"} {
		if _, ok := r[key].(float64); !ok {
			t.Errorf("no %s in %s", key, out.String())
		}
	}
	if r["utterances"] != 2.0 || r["wer"].(float64) > 0.3 || r["failed"] != 0.0 || r["final_ms_p50"].(float64) <= 0 || r["first_audio_ms_p50"].(float64) <= 0 {
		t.Error(out.String())
	}
	out.Reset()
	if err := evalspeech.Run(t.Context(), engines, evalspeech.Options{Manifest: path, Speed: 4, Phone: true}, &out); err != nil || !strings.Contains(out.String(), "words wrong") {
		t.Errorf("%v\n%s", err, out.String())
	}
}

func TestBadManifests(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"empty":            {"\n", "no utterances"},
		"not JSON":         {"{\"audio\": \n", "line 1"},
		"no such file":     {`{"audio": "x.wav", "language": "en", "words": "x"}`, "x.wav"},
		"unknown language": {`{"audio": "x.wav", "language": "fr", "words": "x"}`, `language "fr"`},
		"unknown grammar":  {`{"audio": "m.jsonl", "language": "en", "words": "x", "grammar": "nonsense"}`, "neither one of"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := evalspeech.ReadManifest(write(t, c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}
