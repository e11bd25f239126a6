package entity

import (
	"strings"
	"unicode"
)

// A word is one word of a turn.
type word struct {
	text string // in lower case, without accents
	raw  string // as written
	sep  string // what stands between it and the word before, without blanks
}

// longest is how many words of a turn are read: half a minute of fast speech.
const longest = 150

// Plain returns the words of text in lower case, without accents, punctuation
// or what a recogniser writes for noise: "¿Cómo va?" is como va, "I-O-E" is i o e.
func Plain(text string) []string {
	words := split(text)
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.text
	}
	return out
}

func split(text string) []word {
	var out []word
	var now, raw, sep strings.Builder
	flush := func() {
		if now.Len() > 0 {
			out = append(out, word{now.String(), raw.String(), sep.String()})
			now.Reset()
			raw.Reset()
			sep.Reset()
		}
	}
	for _, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			raw.WriteRune(r)
			now.WriteString(lower(r))
		case unicode.Is(unicode.Mn, r): // an accent that was written apart
		case r == '\'' || r == '’':
			if now.Len() == 0 {
				sep.WriteRune('\'')
			} else {
				raw.WriteRune('\'')
			}
		default:
			flush()
			if len(out) == longest {
				return out
			}
			if !unicode.IsSpace(r) && sep.Len() < 8 {
				sep.WriteRune(r)
			}
		}
	}
	flush()
	return out[:min(len(out), longest)]
}

func lower(r rune) string {
	if r < unicode.MaxASCII {
		return string(unicode.ToLower(r))
	}
	for _, l := range strings.ToLower(string(r)) {
		if p, ok := unaccented[l]; ok {
			return string(p)
		}
		if unicode.IsLetter(l) || unicode.IsDigit(l) {
			return string(l)
		}
	}
	return ""
}

var unaccented = map[rune]rune{'á': 'a', 'é': 'e', 'í': 'i', 'ó': 'o', 'ú': 'u', 'ü': 'u', 'ñ': 'n', 'à': 'a', 'â': 'a', 'ä': 'a', 'ã': 'a', 'ç': 'c', 'è': 'e', 'ê': 'e', 'ë': 'e', 'ï': 'i', 'î': 'i', 'ô': 'o', 'ö': 'o', 'õ': 'o'}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// phrases makes a list of word lists of lines parted by "|".
func phrases(lines string) [][]string {
	var out [][]string
	for p := range strings.SplitSeq(lines, "|") {
		out = append(out, strings.Fields(p))
	}
	return out
}

// starts returns how many words the longest of the phrases that words begin with has.
func starts(words []string, of [][]string) int {
	n := 0
	for _, p := range of {
		if len(p) > n && hasPrefix(words, p) {
			n = len(p)
		}
	}
	return n
}

func hasPrefix(words, p []string) bool {
	if len(p) > len(words) {
		return false
	}
	for i := range p {
		if words[i] != p[i] {
			return false
		}
	}
	return true
}

// contains reports whether any of the phrases stands among words.
func contains(words []string, of [][]string) bool {
	for i := range words {
		if starts(words[i:], of) > 0 {
			return true
		}
	}
	return false
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func allLetters(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// Distance is the number of bytes to add, drop or change to make b of a: letters,
// if both are as Plain leaves them.
func Distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		prev := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := prev
			if a[i-1] != b[j-1] {
				cost++
			}
			prev = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
