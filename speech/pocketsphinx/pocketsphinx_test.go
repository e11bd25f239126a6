package pocketsphinx

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/civicline/civicline"
)

func TestCheck(t *testing.T) {
	m := Model{Folder: t.TempDir()}
	if err := m.Check(); err == nil {
		t.Error("an empty folder passes")
	}
	for name, least := range files {
		b := make([]byte, least)
		switch name {
		case "mdef":
			copy(b, "BMDF")
		case "means", "variances", "transition_matrices":
			copy(b, "s3\nversion 1.0")
		}
		if err := os.WriteFile(filepath.Join(m.Folder, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Check(); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(m.Folder, "means"), []byte(strings.Repeat("<html>", 500)), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := m.Check(); err == nil || !strings.Contains(err.Error(), "download it again") {
		t.Errorf("a web page passes for a model: %v", err)
	}
}

func TestBuild(t *testing.T) {
	cache := t.TempDir()
	m := Model{Folder: "/nowhere/pocketsphinx-es-16k", Language: civicline.Spanish, Rate: 16000}
	agency := map[civicline.Question][]string{civicline.OpenQuestion: {"¿Dónde queda Zipaquirá?"}}
	b, err := Build(m, agency, cache)
	if err != nil {
		t.Fatal(err)
	}
	dict, err := os.ReadFile(b.Dict)
	if err != nil || !strings.Contains(string(dict), "\nzipaquirá s i p a k i r a\n") && !strings.Contains(string(dict), "\nzipaquirá z i p a k i r a\n") {
		t.Errorf("the agency's word is not in the dictionary: %v", err)
	}
	again, err := Build(m, agency, cache)
	if err != nil || again.Dict != b.Dict {
		t.Errorf("the same sentences are built anew: %v", err)
	}
	other, err := Build(m, nil, cache)
	if err != nil || other.Dict == b.Dict {
		t.Errorf("other sentences are taken from the cache: %v", err)
	}
	lm, err := b.For(civicline.Expectation{Question: civicline.PlaceName, Hints: []string{"Ñandubay"}})
	if err != nil || len(lm.Words["ñandubay"]) == 0 {
		t.Errorf("%+v %v", lm, err)
	}
	if left, _ := filepath.Glob(filepath.Join(cache, "lm", "*", ".new-*")); left != nil {
		t.Errorf("left behind: %v", left)
	}
}

func TestCacheThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	m := Model{Folder: "/nowhere/pocketsphinx-es-16k", Language: civicline.Spanish, Rate: 16000}
	b, err := Build(m, nil, file)
	if err != nil {
		t.Fatal(err)
	}
	os.RemoveAll(filepath.Dir(b.Dict))
}

// TestLine: a line without anything above 4 kHz is widened, a wide one is not,
// and silence is never exactly silent.
func TestLine(t *testing.T) {
	sound := func(freqs ...float64) (out [50]civicline.Frame) {
		for k := range out {
			for i := range out[k] {
				for _, hz := range freqs {
					out[k][i] += int16(3000 * math.Sin(2*math.Pi*hz*float64(k*len(out[k])+i)/civicline.Rate))
				}
			}
		}
		return out
	}
	for name, c := range map[string]struct {
		freqs []float64
		wide  bool
	}{"telephone": {[]float64{500, 1500, 3000}, false}, "wide band": {[]float64{500, 6000}, true}} {
		var l line
		changed := 0
		for _, f := range sound(c.freqs...) {
			g := f
			l.widen(&g)
			if g != f {
				changed++
			}
		}
		if c.wide && changed > 2 || !c.wide && changed < 40 {
			t.Errorf("%s: %d frames of 50 were widened", name, changed)
		}
	}
	var f civicline.Frame
	new(line).quiet(&f)
	sum := 0.0
	for _, s := range f {
		sum += float64(s) * float64(s)
	}
	if rms := math.Sqrt(sum / civicline.FrameSize); rms < noise/2 || rms > noise*2 {
		t.Errorf("silence has become %v", rms)
	}
}
