package pocketsphinx

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/speech/lang"
)

// version is part of the name of what is built: raise it when package lang makes
// something else of the same sentences.
const version = "1"

// Built is the dictionary and the language models of one model and corpus, as
// files. Its methods may be used by many decoders at once.
type Built struct {
	Dict     string
	model    Model
	agency   map[civicline.Question][]string
	folder   string
	sounds   lang.Sounder
	mu       sync.Mutex
	hinted   map[string]*LM
	standard map[civicline.Question]*LM
}

// An LM is a language model in a file.
type LM struct {
	Name  string // of the search
	Path  string
	Words lang.Dict // that the dictionary may lack; nil if none
}

// Build makes, or finds in the cache, what decoders of m need. A cache that
// cannot be written is replaced by a temporary folder.
func Build(m Model, agency map[civicline.Question][]string, cache string) (*Built, error) {
	b := &Built{model: m, agency: agency, hinted: map[string]*LM{}, standard: map[civicline.Question]*LM{}}
	sentences := map[civicline.Question][]string{}
	hash := sha256.New()
	fmt.Fprintln(hash, version, m.Folder, m.Language, m.OnEnglish)
	var all []string
	for _, q := range civicline.Questions {
		s := m.without(lang.Sentences(m.Language, q, agency, nil))
		sentences[q] = s
		for _, line := range s {
			fmt.Fprintln(hash, line)
		}
		all = append(all, s...)
	}
	words := lang.Words(all)
	var err error
	if b.sounds, err = m.Sounds(words); err != nil {
		return nil, err
	}
	b.folder = filepath.Join(cache, "lm", string(m.Language)+"-"+hex.EncodeToString(hash.Sum(nil)[:10]))
	if err := os.MkdirAll(b.folder, 0o755); err != nil {
		if b.folder, err = os.MkdirTemp("", "civicline-lm-"); err != nil {
			return nil, err
		}
	}
	b.Dict = filepath.Join(b.folder, "words.dict")
	err = once(b.Dict, func(w io.Writer) error { return lang.Pronounce(words, b.sounds).Write(w, words) })
	if err != nil {
		return nil, err
	}
	for q, s := range sentences {
		name := strings.ReplaceAll(string(q), " ", "-")
		lm := &LM{Name: name, Path: filepath.Join(b.folder, name+".lm")}
		if err := once(lm.Path, lang.Count(s).WriteARPA); err != nil {
			return nil, err
		}
		b.standard[q] = lm
	}
	return b, nil
}

// without leaves out what an English model would take Spanish answers for, with
// the opposite meaning: "incorrecto" is heard in "es correcto".
func (m Model) without(sentences []string) []string {
	if !m.OnEnglish {
		return sentences
	}
	return slices.DeleteFunc(sentences, func(s string) bool { return strings.Contains(s, "incorrecto") })
}

// For is the language model for what is expected: one of those built at the
// start, or, when there are hints, one made now and kept. A question that is none
// of civicline.Questions has no sentences of its own: the hints are all there is.
func (b *Built) For(what civicline.Expectation) (*LM, error) {
	q := what.Question
	if len(what.Hints) == 0 {
		if b.standard[q] == nil {
			q = civicline.OpenQuestion
		}
		return b.standard[q], nil
	}
	hash := sha256.New()
	fmt.Fprintln(hash, version+string(q))
	for _, h := range slices.Sorted(slices.Values(what.Hints)) {
		fmt.Fprintln(hash, h)
	}
	name := "hints-" + hex.EncodeToString(hash.Sum(nil)[:10])
	b.mu.Lock()
	defer b.mu.Unlock()
	if lm := b.hinted[name]; lm != nil {
		return lm, nil
	}
	var said []string
	for _, h := range what.Hints {
		said = append(said, lang.Normal(b.model.Language, h))
	}
	words := lang.Words(said)
	sounds, err := b.model.Sounds(words)
	if err != nil {
		return nil, err
	}
	lm := &LM{Name: name, Path: filepath.Join(b.folder, name+".lm"), Words: lang.Pronounce(words, sounds)}
	s := b.model.without(lang.Sentences(b.model.Language, q, b.agency, what.Hints))
	if err := once(lm.Path, lang.Count(s).WriteARPA); err != nil {
		return nil, err
	}
	if len(b.hinted) >= maxHinted {
		for old := range maps.Keys(b.hinted) {
			delete(b.hinted, old) // any: they are on disk
			break
		}
	}
	b.hinted[name] = lm
	return lm, nil
}

const maxHinted = 200

// once writes a file whole or not at all, unless it is there.
func once(path string, write func(io.Writer) error) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	if err = write(f); err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	return err
}
