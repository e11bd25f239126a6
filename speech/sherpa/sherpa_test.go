package sherpa

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/civicline/civicline"
)

// TestTone hears three tones with a toy model that writes a letter for each: the
// library, the structures and the streaming are the real ones.
func TestTone(t *testing.T) {
	folder := os.Getenv("CIVICLINE_MODELS")
	if folder == "" {
		t.Skip("needs CIVICLINE_MODELS, a folder with sherpa-tone")
	}
	m := Look(filepath.Join(folder, "sherpa-tone"), civicline.English)
	if err := m.Check(); err != nil {
		t.Skip("needs the model sherpa-tone: ", err)
	}
	folders := []string{folder, os.Getenv("CIVICLINE_SHERPA_LIB")}
	if err := Load(folders); err != nil {
		t.Skip("needs sherpa-onnx's library (CIVICLINE_SHERPA_LIB): ", err)
	}
	r, err := Open(m, folders)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	d, err := r.New()
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for _, round := range []struct {
		tones []float64
		want  string
	}{{[]float64{400, 1000, 2200}, "abc"}, {[]float64{2200, 400}, "ca"}} {
		for _, hz := range round.tones {
			var f civicline.Frame
			for k := range 40 { // 0.6 s of tone, 0.2 s of silence
				for i := range f {
					f[i] = 0
					if k < 30 {
						f[i] = int16(8000 * math.Sin(2*math.Pi*hz*float64(k*len(f)+i)/civicline.Rate))
					}
				}
				if err := d.Hear(&f); err != nil {
					t.Fatal(err)
				}
			}
		}
		far := d.SoFar()
		best, _, err := d.End()
		if err != nil {
			t.Fatal(err)
		}
		if strings.ReplaceAll(best.Text, " ", "") != round.want {
			t.Errorf("heard %q, want %q", best.Text, round.want)
		}
		if far.Text == "" {
			t.Error("nothing was heard before the end")
		}
	}
}

func TestHypothesis(t *testing.T) {
	h := hypothesis(civicline.English, told{Text: " GREEN CARD", Tokens: []string{" G", "REEN", " CARD"}, Timestamps: []float64{0.1, 0.3, 0.6}, Logs: []float64{-0.1, -0.3, -0.2}}, time.Second)
	if h.Text != "green card" || len(h.Words) != 2 || h.Words[0].Text != "green" || h.Words[1].Text != "card" {
		t.Fatalf("%+v", h)
	}
	if h.Words[0].Began != 1100*time.Millisecond || math.Abs(h.Words[0].Confidence-math.Exp(-0.2)) > 1e-9 {
		t.Errorf("%+v", h.Words[0])
	}
}

func TestCheck(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "sherpa-onnx-streaming-zipformer-en-20M")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(name string, b []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	found := func() Model {
		all := Find(filepath.Dir(dir), civicline.English)
		if len(all) != 1 {
			t.Fatalf("found %d models", len(all))
		}
		return all[0]
	}
	wants := func(part string) {
		t.Helper()
		if err := found().Check(); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%v, want %q", err, part)
		}
	}
	wants("no complete set")
	good := append([]byte{0x08, 0x08}, make([]byte, 600)...)
	write("encoder-1.onnx", good)
	write("decoder-1.onnx", good)
	wants("no complete set")
	write("joiner-1.onnx", []byte("<html>not found</html>"))
	wants("no ONNX model")
	write("joiner-1.onnx", good)
	wants("tokens.txt")
	write("tokens.txt", []byte("<blk> 0\na 1\n"))
	if err := found().Check(); err != nil {
		t.Error(err)
	}
	if Find(filepath.Dir(dir), civicline.Spanish) != nil {
		t.Error("an English model was found for Spanish")
	}
}
