package learn

import (
	"strings"
	"unicode"

	"github.com/civicline/civicline"
)

// longest is how many words of a text are read: half a minute of fast speech.
const longest = 150

// words returns the words of text as they are compared: in lower case, without
// accents and punctuation, with English short forms written out, and a number
// as its digits.
func words(text string, l civicline.Language) []string {
	var b strings.Builder
	b.Grow(len(text) + 16)
	last := rune(' ')
	for _, r := range text {
		r = unicode.ToLower(r)
		if to, ok := folded[r]; ok {
			r = to
		}
		digit := unicode.IsDigit(r)
		if unicode.Is(unicode.Mn, r) {
			continue // an accent written apart
		}
		switch {
		case unicode.IsLetter(r) || digit:
			if digit != unicode.IsDigit(last) && last != ' ' && last != '\'' {
				b.WriteByte(' ') // 7am, i485
			}
			b.WriteRune(r)
		case r == '\'' || r == '’' || r == '`':
			r = '\''
			b.WriteByte('\'')
		default:
			r = ' '
			b.WriteByte(' ')
		}
		last = r
	}
	fields := strings.Fields(b.String())
	fields = fields[:min(len(fields), longest)]
	out := make([]string, 0, len(fields)+8)
	for _, w := range fields {
		w = strings.Trim(w, "'")
		if w == "" {
			continue
		}
		if l == civicline.English {
			out = writeOut(out, w)
		} else {
			out = append(out, strings.ReplaceAll(w, "'", ""))
		}
	}
	return out[:min(len(out), longest)]
}

// writeOut adds an English word to out, with its short form in full: "what's"
// and "whats" are "what is".
func writeOut(out []string, w string) []string {
	if full, ok := shortForms[w]; ok {
		return append(out, strings.Fields(full)...)
	}
	stem, end, cut := strings.Cut(w, "'")
	if !cut {
		return append(out, w)
	}
	if full, ok := shortForms[stem+end]; ok {
		return append(out, strings.Fields(full)...)
	}
	switch end {
	case "s":
		return append(out, stem)
	case "re":
		return append(out, stem, "are")
	case "ve":
		return append(out, stem, "have")
	case "ll":
		return append(out, stem, "will")
	case "d":
		return append(out, stem, "would")
	case "t":
		return append(out, strings.TrimSuffix(stem, "n"), "not")
	}
	return append(out, stem+end)
}

var shortForms = map[string]string{
	"im": "i am", "ive": "i have", "id": "i would", "dont": "do not", "doesnt": "does not", "didnt": "did not", "cant": "can not", "cannot": "can not",
	"couldnt": "could not", "wont": "will not", "wouldnt": "would not", "shouldnt": "should not", "isnt": "is not", "arent": "are not", "wasnt": "was not",
	"werent": "were not", "hasnt": "has not", "havent": "have not", "hadnt": "had not", "whats": "what is", "wheres": "where is", "whens": "when is",
	"whos": "who is", "hows": "how is", "thats": "that is", "theres": "there is", "youre": "you are", "theyre": "they are", "theyve": "they have",
	"youve": "you have", "weve": "we have", "itll": "it will", "lets": "let us", "gonna": "going to", "wanna": "want to", "gotta": "got to",
	"aint": "is not", "y'all": "you", "pls": "please", "plz": "please", "ya": "you", "u": "you", "ok": "okay", "its": "it is",
}

var folded = map[rune]rune{
	'á': 'a', 'à': 'a', 'â': 'a', 'ä': 'a', 'ã': 'a', 'é': 'e', 'è': 'e', 'ê': 'e', 'ë': 'e', 'í': 'i', 'ì': 'i', 'î': 'i', 'ï': 'i',
	'ó': 'o', 'ò': 'o', 'ô': 'o', 'ö': 'o', 'õ': 'o', 'ú': 'u', 'ù': 'u', 'û': 'u', 'ü': 'u', 'ñ': 'n', 'ç': 'c',
}
