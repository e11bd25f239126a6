package lang

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
)

// Order is the length of the longest n-grams counted: a trigram model.
const Order = 3

// A Model is an n-gram language model, interpolated by Witten and Bell's method:
// the more different words have followed a history, the more it trusts the
// shorter one.
type Model struct {
	counts [Order + 1]map[string]int // by n; the words of a gram are joined by blanks
	total  map[string]int            // how often each history was followed
	kinds  map[string]int            // by how many different words
	words  int                       // size of the vocabulary, with <s> and </s>
}

// Count builds a model of sentences. Empty ones are skipped, and one that stands
// there twice counts twice.
func Count(sentences []string) *Model {
	m := &Model{total: map[string]int{}, kinds: map[string]int{}}
	for n := 1; n <= Order; n++ {
		m.counts[n] = map[string]int{}
	}
	for _, s := range sentences {
		words := strings.Fields(s)
		if len(words) == 0 {
			continue
		}
		words = append(append([]string{"<s>"}, words...), "</s>")
		for n := 1; n <= Order; n++ {
			for i := 0; i+n <= len(words); i++ {
				m.counts[n][strings.Join(words[i:i+n], " ")]++
			}
		}
	}
	for n := 1; n <= Order; n++ {
		for gram, c := range m.counts[n] {
			if gram == "<s>" {
				continue // begins a sentence, follows nothing
			}
			h, _ := split(gram)
			m.total[h] += c
			m.kinds[h]++
		}
	}
	m.words = len(m.counts[1])
	return m
}

// split parts a gram into its history and its last word.
func split(gram string) (history, word string) {
	if i := strings.LastIndexByte(gram, ' '); i >= 0 {
		return gram[:i], gram[i+1:]
	}
	return "", gram
}

// shorter drops the oldest word of a history.
func shorter(history string) string {
	if i := strings.IndexByte(history, ' '); i >= 0 {
		return history[i+1:]
	}
	return ""
}

// Prob is the probability of word after history (words joined by blanks, at
// most Order-1 of them).
func (m *Model) Prob(history, word string) float64 {
	total := m.total[history]
	if history != "" && total == 0 {
		return m.Prob(shorter(history), word)
	}
	gram, n := word, 1
	lower := 1 / float64(m.words)
	if history != "" {
		gram, n = history+" "+word, strings.Count(history, " ")+2
		lower = m.Prob(shorter(history), word)
	}
	count, kinds := m.counts[n][gram], m.kinds[history]
	if gram == "<s>" {
		count = 0 // begins a sentence, follows nothing
	}
	trust := float64(total) / float64(total+kinds)
	return trust*float64(count)/float64(total) + (1-trust)*lower
}

// WriteARPA writes m in the ARPA format, grams in order, so that equal models
// are equal files.
func (m *Model) WriteARPA(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, "\\data\\\n")
	for n := 1; n <= Order; n++ {
		fmt.Fprintf(out, "ngram %d=%d\n", n, len(m.counts[n]))
	}
	backoff := m.backoffs()
	for n := 1; n <= Order; n++ {
		fmt.Fprintf(out, "\n\\%d-grams:\n", n)
		for _, gram := range slices.Sorted(maps.Keys(m.counts[n])) {
			p := -99.0
			h, word := split(gram)
			if gram != "<s>" {
				p = math.Log10(m.Prob(h, word))
			}
			fmt.Fprintf(out, "%.4f %s", p, gram)
			if n < Order && word != "</s>" {
				b := 0.0
				if v, ok := backoff[gram]; ok {
					b = math.Log10(v)
				}
				fmt.Fprintf(out, " %.4f", b)
			}
			fmt.Fprintln(out)
		}
	}
	fmt.Fprint(out, "\n\\end\\\n")
	return out.Flush()
}

// backoffs gives each history the weight of the shorter one for words that never
// followed it.
func (m *Model) backoffs() map[string]float64 {
	seen, below := map[string]float64{}, map[string]float64{}
	for n := 2; n <= Order; n++ {
		for gram := range m.counts[n] {
			h, word := split(gram)
			seen[h] += m.Prob(h, word)
			below[h] += m.Prob(shorter(h), word)
		}
	}
	out := make(map[string]float64, len(seen))
	for h := range seen {
		out[h] = max(1-seen[h], 1e-9) / max(1-below[h], 1e-9)
	}
	return out
}

// Words lists the vocabulary of sentences, sorted.
func Words(sentences []string) []string {
	set := map[string]bool{}
	for _, s := range sentences {
		for _, w := range strings.Fields(s) {
			set[w] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}
