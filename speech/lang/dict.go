package lang

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// A Dict says how words sound: for each, one pronunciation or several, phones
// parted by blanks.
type Dict map[string][]string

// ReadDict reads a dictionary in the form of CMUdict and pocketsphinx: a word and
// its phones a line, "word(2)" for another pronunciation. Lines that begin with
// ";;;" or "#" are comments. Only words for which want says yes are kept; nil
// keeps all.
func ReadDict(r io.Reader, want func(word string) bool) (Dict, error) {
	d := Dict{}
	in := bufio.NewScanner(r)
	for in.Scan() {
		line := in.Text()
		if strings.HasPrefix(line, ";;;") || strings.HasPrefix(line, "#") {
			continue
		}
		word, phones, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok {
			continue
		}
		if i := strings.IndexByte(word, '('); i > 0 {
			word = word[:i]
		}
		if want == nil || want(word) {
			d.Add(word, strings.Join(strings.Fields(phones), " "))
		}
	}
	return d, in.Err()
}

// Add gives word another pronunciation, unless it has it.
func (d Dict) Add(word, phones string) {
	for _, p := range d[word] {
		if p == phones {
			return
		}
	}
	d[word] = append(d[word], phones)
}

// Write writes the dictionary of words, in their order, as pocketsphinx reads it.
// Words that d does not have are left out.
func (d Dict) Write(w io.Writer, words []string) error {
	out := bufio.NewWriter(w)
	for _, word := range words {
		for i, phones := range d[word] {
			if i == 0 {
				fmt.Fprintf(out, "%s %s\n", word, phones)
			} else {
				fmt.Fprintf(out, "%s(%d) %s\n", word, i+1, phones)
			}
		}
	}
	return out.Flush()
}

// A Sounder makes pronunciations for one engine model.
type Sounder interface {
	// Sounds returns the pronunciations of word, the likeliest first; none for
	// what has no sound, such as a punctuation mark.
	Sounds(word string) []string
}

// Pronounce makes the dictionary of words.
func Pronounce(words []string, s Sounder) Dict {
	d := Dict{}
	for _, w := range words {
		for _, p := range s.Sounds(w) {
			d.Add(w, p)
		}
	}
	return d
}
