package worker

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/speech/pocketsphinx"
	"github.com/civicline/civicline/speech/sherpa"
	"github.com/civicline/civicline/speech/wire"
)

// A Decoder hears one party, for one goroutine at a time.
type Decoder interface {
	// Expect says what is likely from the next utterance on.
	Expect(what civicline.Expectation) error
	// Hear takes a frame; the first after End begins an utterance.
	Hear(f *civicline.Frame) error
	// SoFar is the best guess until now.
	SoFar() civicline.Hypothesis
	// End closes the utterance.
	End() (best civicline.Hypothesis, more []civicline.Hypothesis, err error)
	Close()
}

// An Engine makes decoders.
type Engine func() (Decoder, error)

// A candidate is an engine and model that might be used.
type candidate struct {
	engine, model string
	note          string
	open          func() (Engine, error)
}

// find opens the first candidate that works, and says what stood in the way of
// better ones. Before each it tells what it loads, in case that kills it.
func find(set wire.Setup, out *wire.Writer) (Engine, wire.Found) {
	var troubles []string
	for _, c := range candidates(set, &troubles) {
		if slices.Contains(set.Skip, c.model) {
			continue // the main program tells about it
		}
		_ = out.Send(wire.Message{Kind: wire.Loading, Body: []byte(c.model)})
		engine, err := c.open()
		if err == nil {
			err = try(engine)
		}
		if err != nil {
			troubles = append(troubles, fmt.Sprintf("%s cannot be used: %v", c.model, err))
			continue
		}
		found := wire.Found{Engine: c.engine, Model: c.model, Note: c.note, Missing: strings.Join(troubles, ". ")}
		if better := improvement(set.Language, c); better != "" {
			found.Missing = strings.TrimPrefix(found.Missing+". "+better, ". ")
		}
		return engine, found
	}
	if set.Language == civicline.English || set.Language == civicline.Spanish {
		troubles = append(troubles, "install what is missing with: apt-get install libpocketsphinx3 pocketsphinx-en-us, or run: civicline models pull")
	}
	return nil, wire.Found{Missing: strings.Join(troubles, ". ")}
}

// improvement says what would hear better than c.
func improvement(l civicline.Language, c candidate) string {
	switch {
	case c.engine == "sherpa-onnx":
		return ""
	case strings.HasPrefix(c.model, pocketsphinx.DebianFolder):
		return fmt.Sprintf("For better %s run: civicline models pull", map[civicline.Language]string{civicline.English: "English", civicline.Spanish: "Spanish"}[l])
	}
	return ""
}

// try runs a decoder over a little silence: a model that loads may still be one
// that cannot decode.
func try(engine Engine) error {
	d, err := engine()
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Expect(civicline.Expectation{Question: civicline.YesNo}); err != nil {
		return err
	}
	for range 10 {
		if err := d.Hear(new(civicline.Frame)); err != nil {
			return err
		}
	}
	_, _, err = d.End()
	return err
}

// candidates lists what might hear a language, best first.
func candidates(set wire.Setup, troubles *[]string) []candidate {
	var out []candidate
	for _, folder := range set.Folders {
		out = append(out, sherpas(set, folder)...)
	}
	for _, folder := range set.Folders {
		out = append(out, sphinxes(set, folder)...)
	}
	debian := pocketsphinx.Model{Folder: pocketsphinx.DebianFolder, Language: set.Language, Rate: 16000}
	if _, err := os.Stat(debian.Folder); errors.Is(err, os.ErrNotExist) {
		*troubles = append(*troubles, "Debian's pocketsphinx-en-us is not installed")
		return out
	}
	switch set.Language {
	case civicline.English:
		out = append(out, sphinx(set, debian, "a small vocabulary; wide-band speech is heard better than the telephone's, the keypad is offered beside it"))
	case civicline.Spanish:
		debian.OnEnglish = true
		out = append(out, sphinx(set, debian, "Spanish words on an English model: short answers and menus only, the keypad is offered beside it"))
	}
	return out
}

// sphinxes are the pocketsphinx models in a folder, by the names that they are
// pulled under.
func sphinxes(set wire.Setup, folder string) []candidate {
	var out []candidate
	for _, m := range []struct {
		name     string
		language civicline.Language
		rate     int
		note     string
		flags    []string
	}{
		{"pocketsphinx-en-8k", civicline.English, 8000, "made for the telephone; the agency's own sentences and general ones", []string{"-cmninit", "40,-3,1"}},
		{"pocketsphinx-en-8k-fast", civicline.English, 8000, "made for the telephone, quick and less exact", nil},
		{"pocketsphinx-es-16k", civicline.Spanish, 16000, "the agency's own sentences and general ones", nil},
	} {
		path := filepath.Join(folder, m.name)
		if _, err := os.Stat(path); m.language != set.Language || err != nil {
			continue
		}
		out = append(out, sphinx(set, pocketsphinx.Model{Folder: path, Language: m.language, Rate: m.rate, Flags: m.flags}, m.note))
	}
	return out
}

func sphinx(set wire.Setup, m pocketsphinx.Model, note string) candidate {
	return candidate{engine: "pocketsphinx", model: m.Folder, note: note, open: func() (Engine, error) {
		if err := pocketsphinx.Load(); err != nil {
			return nil, err
		}
		if err := m.Check(); err != nil {
			return nil, err
		}
		built, err := pocketsphinx.Build(m, set.Corpus, set.CacheDir)
		if err != nil {
			return nil, err
		}
		return func() (Decoder, error) { return pocketsphinx.New(m, built) }, nil
	}}
}

// sherpas are the sherpa-onnx models of a language in a folder.
func sherpas(set wire.Setup, folder string) []candidate {
	var out []candidate
	for _, m := range sherpa.Find(folder, set.Language) {
		out = append(out, candidate{engine: "sherpa-onnx", model: m.Folder, note: "open speech", open: func() (Engine, error) {
			r, err := sherpa.Open(m, set.Folders)
			if err != nil {
				return nil, err
			}
			return func() (Decoder, error) { return r.New() }, nil
		}})
	}
	return out
}
