package evalspeech

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/audio"
	"github.com/civicline/civicline/speech"
	"github.com/civicline/civicline/speech/lang"
)

// An Item is one utterance of a manifest.
type Item struct {
	Audio    string             `json:"audio"`
	Language civicline.Language `json:"language"` // "es-MX" is Spanish too; "" is English
	Words    string             `json:"words"`
	Grammar  Grammar            `json:"grammar,omitempty"`

	what civicline.Expectation
}

// UnmarshalJSON also takes the names that other tools give these fields.
func (it *Item) UnmarshalJSON(b []byte) error {
	type plain Item
	var other struct {
		Path       string `json:"path"`
		File       string `json:"file"`
		AudioPath  string `json:"audio_path"`
		AudioFile  string `json:"audio_filepath"`
		Lang       string `json:"lang"`
		Text       string `json:"text"`
		Transcript string `json:"transcript"`
	}
	if err := json.Unmarshal(b, (*plain)(it)); err != nil {
		return err
	}
	if err := json.Unmarshal(b, &other); err != nil {
		return err
	}
	it.Audio = cmp.Or(it.Audio, other.AudioPath, other.AudioFile, other.Path, other.File)
	it.Words = cmp.Or(it.Words, other.Text, other.Transcript)
	tag, _, _ := strings.Cut(strings.ToLower(cmp.Or(string(it.Language), other.Lang)), "-")
	it.Language = civicline.Language(tag)
	return nil
}

// A Grammar is what may be said: the name of a question, the path of a file
// with a sentence a line, or the sentences themselves.
type Grammar struct {
	Name      string
	Sentences []string
}

// UnmarshalJSON takes a string or a list of sentences.
func (g *Grammar) UnmarshalJSON(b []byte) error {
	if json.Unmarshal(b, &g.Name) == nil {
		return nil
	}
	if err := json.Unmarshal(b, &g.Sentences); err != nil {
		return errors.New("a grammar is a question, a file of sentences, or a list of sentences")
	}
	return nil
}

// ReadManifest reads a manifest; paths in it become absolute. An error names the
// line.
func ReadManifest(path string) ([]Item, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	grammars := map[string][]string{}
	var out []Item
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for n := 1; in.Scan(); n++ {
		if strings.TrimSpace(in.Text()) == "" {
			continue
		}
		var it Item
		if err := json.Unmarshal(in.Bytes(), &it); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", path, n, err)
		}
		if it.Language == "" {
			it.Language = civicline.English
		}
		if !it.Language.Known() {
			return nil, fmt.Errorf("%s, line %d: language %q is not one of %v", path, n, it.Language, civicline.Languages)
		}
		it.Audio = beside(path, it.Audio)
		if _, err := os.Stat(it.Audio); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", path, n, err)
		}
		if err := it.expect(path, grammars); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", path, n, err)
		}
		out = append(out, it)
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s has no utterances", path)
	}
	return out, nil
}

func beside(manifest, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(manifest), path)
}

// closed is no question that is asked: with it, only the hints are expected.
const closed = civicline.Question("only these")

func (it *Item) expect(manifest string, grammars map[string][]string) error {
	it.what = civicline.Expectation{Language: it.Language, Question: civicline.OpenQuestion}
	name := it.Grammar.Name
	switch q := civicline.Question(name); {
	case len(it.Grammar.Sentences) > 0:
		it.what.Question, it.what.Hints = closed, normal(it.Language, it.Grammar.Sentences)
	case name == "":
	case slices.Contains(civicline.Questions, q):
		it.what.Question = q
	default:
		path := beside(manifest, name)
		lines, ok := grammars[path]
		if !ok {
			b, err := os.ReadFile(path)
			if err != nil {
				return fmt.Errorf("grammar %q is neither one of %q nor a file: %w", name, civicline.Questions, err)
			}
			if bytes.HasPrefix(b, []byte("#JSGF")) {
				return fmt.Errorf("grammar %q is in JSGF; write a file with a sentence a line", name)
			}
			lines = normal(it.Language, strings.Split(string(b), "\n"))
			grammars[path] = lines
		}
		it.what.Question, it.what.Hints = closed, lines
	}
	return nil
}

func normal(l civicline.Language, sentences []string) []string {
	var out []string
	for _, s := range sentences {
		if s = lang.Normal(l, s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

const (
	before = civicline.Rate / 5
	after  = civicline.Rate / 2
)

// frames reads the sound of it; phone makes it what comes over a telephone line,
// 8 kHz and µ-law.
func (it *Item) frames(phone bool) ([]civicline.Frame, error) {
	b, err := os.ReadFile(it.Audio)
	if err != nil {
		return nil, err
	}
	pcm, rate, err := speech.ReadWAV(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", it.Audio, err)
	}
	if phone {
		pcm = convert(pcm, rate, 8000)
		wire := make([]byte, len(pcm))
		audio.EncodeULaw(wire, pcm)
		audio.DecodeULaw(pcm, wire)
		rate = 8000
	}
	pcm = convert(pcm, rate, civicline.Rate)
	return audio.ToFrames(slices.Concat(make([]int16, before), pcm, make([]int16, after))), nil
}

func convert(pcm []int16, from, to int) []int16 {
	r := audio.NewResampler(from, to)
	return r.Flush(r.Process(nil, pcm))
}
