package pocketsphinx

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/speech/lang"
)

// DebianFolder is where the package pocketsphinx-en-us puts its model.
const DebianFolder = "/usr/share/pocketsphinx/model/en-us/en-us"

// DebianDict is CMUdict, from the same package.
const DebianDict = "/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict"

// A Model is an acoustic model, and the language that is spoken to it.
type Model struct {
	Folder    string
	Language  civicline.Language
	Rate      int  // 8000 or 16000
	OnEnglish bool // Spanish on an English model
	Flags     []string
}

// Name of the model for people: the name of its folder.
func (m Model) Name() string {
	if m.Folder == DebianFolder {
		return "Debian's pocketsphinx-en-us"
	}
	return filepath.Base(m.Folder)
}

// files that every acoustic model has, and the least size that makes sense.
var files = map[string]int64{"mdef": 1000, "means": 1000, "variances": 1000, "transition_matrices": 100, "feat.params": 10}

// Check looks whether the files are there and are what they should be: the
// library ends the process over a damaged one.
func (m Model) Check() error {
	for name, least := range files {
		info, err := os.Stat(filepath.Join(m.Folder, name))
		switch {
		case errors.Is(err, os.ErrNotExist):
			return fmt.Errorf("%s has no file %s", m.Folder, name)
		case err != nil:
			return err
		case info.Size() < least:
			return fmt.Errorf("%s in %s is cut short: %d bytes", name, m.Folder, info.Size())
		}
	}
	for name, magic := range map[string]string{"means": "s3\n", "variances": "s3\n", "transition_matrices": "s3\n", "mdef": "BMDF|0.3"} {
		if err := begins(filepath.Join(m.Folder, name), strings.Split(magic, "|")); err != nil {
			return err
		}
	}
	return nil
}

func begins(path string, magics []string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, 16)
	n, _ := io.ReadFull(f, head)
	for _, magic := range magics {
		for _, turned := range []string{magic, reverse(magic)} {
			if strings.HasPrefix(string(head[:n]), turned) {
				return nil
			}
		}
	}
	return fmt.Errorf("%s is not part of a pocketsphinx model, or is damaged: download it again", path)
}

func reverse(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

// args are the decoder's. Measured: noise removal and silence removal made
// telephone speech worse, and silence removal would make the times of words wrong.
func (m Model) args(dict string) []string {
	out := []string{
		"-hmm", m.Folder, "-dict", dict, "-samprate", fmt.Sprint(m.Rate),
		"-remove_noise", "no", "-remove_silence", "no", "-wip", "1e-3", "-lw", "8",
	}
	if m.Rate == 8000 {
		out = append(out, "-nfft", "256")
	}
	return append(out, m.Flags...)
}

// Sounds is what pronounces words for m. It reads the dictionaries beside the
// model and Debian's, keeping only the given words.
func (m Model) Sounds(words []string) (lang.Sounder, error) {
	want := map[string]bool{}
	for _, w := range words {
		want[w] = true
		want[strings.TrimSuffix(strings.TrimSuffix(w, "s"), "'")] = true
	}
	for r := 'a'; r <= 'z'; r++ {
		want[string(r)] = true
	}
	keep := func(w string) bool { return want[w] }
	switch {
	case m.OnEnglish:
		return lang.OnEnglish{}, nil
	case m.Language == civicline.Spanish:
		known, err := readDict(filepath.Join(m.Folder, "base_dictionary.txt.gz"), keep)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
		return lang.SpanishSounds{Known: known}, nil
	}
	for _, path := range []string{filepath.Join(m.Folder, "cmudict-en-us.dict"), filepath.Join(filepath.Dir(m.Folder), "cmudict-en-us.dict"), DebianDict} {
		known, err := readDict(path, keep)
		if err == nil {
			return lang.EnglishSounds{Known: known}, nil
		}
		if !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
	}
	return nil, errors.New("there is no English dictionary: apt-get install pocketsphinx-en-us")
}

func readDict(path string, keep func(string) bool) (lang.Dict, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		r = z
	}
	d, err := lang.ReadDict(r, keep)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return d, nil
}
