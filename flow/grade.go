package flow

import (
	"regexp"
	"strings"
	"unicode"
)

// Grade is how many years of school it takes to read an English text, by Flesch
// and Kincaid: 0.39 words to a sentence and 11.8 syllables to a word, less
// 15.59. What stands in braces counts as one easy word, and so does a digit. A
// text without words is 0.
func Grade(text string) float64 {
	w, s, syl := reading(text)
	if w == 0 {
		return 0
	}
	return 0.39*float64(w)/float64(s) + 11.8*float64(syl)/float64(w) - 15.59
}

// reading counts words, sentences and syllables.
func reading(text string) (words, sentences, syllablesOf int) {
	text = braced.ReplaceAllString(text, "it")
	for _, s := range sentenceEnd.Split(text, -1) {
		n := 0
		for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' }) {
			n++
			syllablesOf += syllables(w)
		}
		if n > 0 {
			words += n
			sentences++
		}
	}
	return words, sentences, syllablesOf
}

var (
	braced      = regexp.MustCompile(`\{[^}]*\}`)
	sentenceEnd = regexp.MustCompile(`[.?!]+(\s|$)`)
)

// syllables counts those of an English word: groups of vowels, less a silent e.
func syllables(word string) int {
	w := strings.ToLower(strings.Trim(word, "'’"))
	if w == "" || unicode.IsDigit(rune(w[0])) || word == strings.ToUpper(word) && len(word) <= 4 && len(word) > 1 {
		return 1 // figures and letters that are spelled are short to the ear
	}
	n, before := 0, false
	for _, r := range w {
		is := strings.ContainsRune("aeiouy", r)
		if is && !before {
			n++
		}
		before = is
	}
	switch {
	case strings.HasSuffix(w, "le") && len(w) > 2 && !strings.ContainsRune("aeiouy", rune(w[len(w)-3])):
	case strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "ee") && n > 1:
		n--
	case strings.HasSuffix(w, "es") && n > 1 && !strings.HasSuffix(w, "ses") && !strings.HasSuffix(w, "ces") && !strings.HasSuffix(w, "ges") && !strings.HasSuffix(w, "xes") && !strings.HasSuffix(w, "zes") && !strings.HasSuffix(w, "ches") && !strings.HasSuffix(w, "shes") && !strings.HasSuffix(w, "ies"),
		strings.HasSuffix(w, "ed") && n > 1 && !strings.HasSuffix(w, "ted") && !strings.HasSuffix(w, "ded"):
		n--
	}
	return max(n, 1)
}
