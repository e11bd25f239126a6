package sherpa

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/civicline/civicline"
)

// A Model is a folder with a streaming model.
type Model struct {
	Folder   string
	Language civicline.Language
	// The files: either encoder, decoder and joiner, or one CTC model.
	Encoder, Decoder, Joiner string
	Zipformer2CTC, NemoCTC   string
	Tokens                   string
}

// Find lists the models for a language in a folder, by the names under which
// sherpa-onnx publishes them: sherpa-onnx-streaming-KIND-LANGUAGE-…
func Find(folder string, l civicline.Language) []Model {
	dirs, _ := filepath.Glob(filepath.Join(folder, "sherpa-onnx-streaming-*"))
	var out []Model
	for _, dir := range dirs {
		if !strings.Contains(filepath.Base(dir)+"-", "-"+string(l)+"-") {
			continue
		}
		out = append(out, Look(dir, l))
	}
	return out
}

// Look finds the files of the model in dir, 8-bit ones first.
func Look(dir string, l civicline.Language) Model {
	m := Model{Folder: dir, Language: l, Tokens: filepath.Join(dir, "tokens.txt")}
	m.Encoder, m.Decoder, m.Joiner = pick(dir, "encoder*"), pick(dir, "decoder*"), pick(dir, "joiner*")
	if m.Encoder == "" {
		if strings.Contains(filepath.Base(dir), "zipformer") {
			m.Zipformer2CTC = pick(dir, "*")
		} else {
			m.NemoCTC = pick(dir, "*")
		}
	}
	return m
}

func pick(dir, pattern string) string {
	for _, suffix := range []string{".int8.onnx", ".onnx"} {
		if found, _ := filepath.Glob(filepath.Join(dir, pattern+suffix)); len(found) > 0 {
			return found[0]
		}
	}
	return ""
}

// Check looks whether the files are there and are what they should be.
func (m Model) Check() error {
	files := []string{m.Zipformer2CTC + m.NemoCTC}
	if m.Encoder != "" {
		files = []string{m.Encoder, m.Decoder, m.Joiner}
	}
	for _, path := range files {
		if path == "" {
			return fmt.Errorf("%s has no complete set of .onnx files", m.Folder)
		}
		if err := onnx(path); err != nil {
			return err
		}
	}
	return m.checkTokens()
}

// onnx looks at the beginning of a file: a protocol buffer whose first field is
// the version of the format, below 32 so far.
func onnx(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, 2)
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if _, err := f.Read(head); err != nil || head[0] != 0x08 || head[1] == 0 || head[1] > 32 || info.Size() < 500 {
		return fmt.Errorf("%s is no ONNX model, or is damaged: download it again", path)
	}
	return nil
}

func (m Model) checkTokens() error {
	f, err := os.Open(m.Tokens)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	n := 0
	for in.Scan() {
		if len(strings.Fields(in.Text())) < 1 {
			return fmt.Errorf("%s: line %d is empty", m.Tokens, n+1)
		}
		n++
	}
	if n < 2 {
		return fmt.Errorf("%s has no tokens", m.Tokens)
	}
	return in.Err()
}
