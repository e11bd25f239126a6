package lang

import (
	"strings"
	"unicode"

	"github.com/civicline/civicline"
)

// Normal writes text as a recogniser does: lower case words parted by single
// blanks, no punctuation but the apostrophe inside a word, accents kept, numbers
// in words. It is also how words are compared in an evaluation.
func Normal(l civicline.Language, text string) string {
	var out []string
	for _, token := range tokens(text) {
		switch {
		case token[0] >= '0' && token[0] <= '9':
			out = append(out, spokenNumber(l, token))
		case token == "&" && l == civicline.Spanish:
			out = append(out, "y")
		case token == "&":
			out = append(out, "and")
		default:
			out = append(out, token)
		}
	}
	return strings.Join(out, " ")
}

// tokens parts text into words, runs of digits, and "&"; "i-485" is two.
func tokens(text string) []string {
	var out []string
	var now strings.Builder
	var kind rune // 'a' letters, '0' digits
	end := func() {
		if s := strings.Trim(now.String(), "'"); s != "" {
			out = append(out, s)
		}
		now.Reset()
		kind = 0
	}
	runes := []rune(strings.ToLower(text))
	for i, r := range runes {
		if r == '’' {
			r = '\''
		}
		var k rune
		switch {
		case r >= '0' && r <= '9':
			k = '0'
		case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r), r == '\'' && kind == 'a':
			k = 'a'
		case r == '&':
			end()
			out = append(out, "&")
			continue
		case r == ',' && kind == '0' && i+1 < len(runes) && runes[i+1] >= '0' && runes[i+1] <= '9':
			continue // 1,000
		}
		if k != kind {
			end()
		}
		if k != 0 {
			now.WriteRune(r)
		}
		kind = k
	}
	end()
	return out
}

// Ways are the ways in which text may be said: as Normal writes it, and with the
// numbers of forms digit by digit and in pairs.
func Ways(l civicline.Language, text string) []string {
	out := []string{Normal(l, text)}
	var single, pairs []string
	numbers := false
	for _, token := range tokens(text) {
		if token[0] < '0' || token[0] > '9' || len(token) != 3 {
			n := Normal(l, token)
			single, pairs = append(single, n), append(pairs, n)
			continue
		}
		numbers = true
		for i := range token {
			single = append(single, digit(l, token[i]))
		}
		pairs = append(pairs, digit(l, token[0]), spokenNumber(l, token[1:]))
	}
	if numbers {
		out = append(out, strings.Join(single, " "), strings.Join(pairs, " "))
	}
	return out
}
