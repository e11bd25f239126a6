package lang

import (
	"regexp"
	"strings"
)

// SpanishSounds pronounces Spanish words by rule, on the phones of the
// cmusphinx-es model, as the Americas speak: "z" and soft "c" are also "s".
type SpanishSounds struct {
	Known Dict // pronunciations beside the rules; may be nil
}

// letterNames are how the letters of a receipt number are said, by language.
var spanishLetters = map[string]string{
	"a": "a", "b": "b e|b e g r a n d e|b e l a r g a", "c": "s e", "d": "d e", "e": "e", "f": "e f e", "g": "j e", "h": "a ch e",
	"i": "i|i l a t i n a", "j": "j o t a", "k": "k a", "l": "e l e", "m": "e m e", "n": "e n e", "ñ": "e gn e", "o": "o", "p": "p e", "q": "k u",
	"r": "e rr e|e r e", "s": "e s e", "t": "t e", "u": "u", "v": "u b e|b e|b e ch i k a", "w": "d o b l e b e|d o b l e u|u b e d o b l e",
	"x": "e k i s", "y": "i g r i e g a|ll e", "z": "s e t a",
}

// Names that callers say in Spanish as in English, or nearly.
//
//nolint:gosec // sounds, no passwords
var spanishExceptions = map[string]string{
	"online": "o n l a i n", "green": "g r i n", "card": "k a r d|k a r", "newark": "n u a r k|n i u a r k", "houston": "j i u s t o n|u s t o n",
	"miami": "m a ll a m i|m i a m i", "new": "n u|n i u", "york": "ll o r k|i o r k", "email": "i m e i l", "texas": "t e j a s|t e k s a s",
	"méxico": "m e j i k o", "oaxaca": "o a j a k a", "whatsapp": "u a t s a p", "zip": "s i p", "ok": "o k e i", "okay": "o k e i", "infopass": "i n f o p a s",
	"asylum": "a s a i l u m", "biometrics": "b a i o m e t r i k s", "uscis": "u s i s", "seattle": "s i a t e l", "chicago": "ch i k a g o", "ceac": "s e a k",
	"washington": "u a ch i n t o n", "dallas": "d a l a s", "parole": "p a r o l", "advance": "a d b a n s", "dmv": "d e e m e b e", "expedite": "e k s p e d a i t",
}

// Sounds implements Sounder.
func (s SpanishSounds) Sounds(word string) []string {
	var out []string
	add := func(p string) {
		for _, q := range []string{p, seseo.ReplaceAllString(p, "s")} {
			if q != "" && !contains(out, q) {
				out = append(out, q)
			}
		}
	}
	if names, ok := spanishLetters[word]; ok {
		for _, p := range strings.Split(names, "|") {
			add(p)
		}
		if word == "y" {
			add("i")
		}
		return out
	}
	if odd, ok := spanishExceptions[word]; ok {
		for _, p := range strings.Split(odd, "|") {
			add(p)
		}
		return out
	}
	add(spell(word))
	for _, p := range s.Known[word] {
		add(p)
	}
	return out
}

var seseo = regexp.MustCompile(`\bz\b`)

func contains(in []string, s string) bool {
	for _, x := range in {
		if x == s {
			return true
		}
	}
	return false
}

var plain = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "à", "a", "è", "e", "ö", "o", "ä", "a")

// spell turns the letters of a Spanish word into phones. The rules agree with
// 22,663 words of the model's own dictionary in nearly every case.
func spell(word string) string {
	s := []rune(plain.Replace(strings.ToLower(word)))
	at := func(i int) rune {
		if i < 0 || i >= len(s) {
			return 0
		}
		return s[i]
	}
	soft := func(r rune) bool { return r == 'e' || r == 'i' }
	var out []string
	for i := 0; i < len(s); i++ {
		switch c, next := s[i], at(i+1); {
		case c == 'c' && next == 'h':
			out = append(out, "ch")
			i++
		case c == 'c' && soft(next):
			out = append(out, "z")
		case c == 'c', c == 'k':
			out = append(out, "k")
		case c == 'q':
			out = append(out, "k")
			if next == 'u' {
				i++
			}
		case c == 'g' && soft(next):
			out = append(out, "j")
		case c == 'g' && next == 'u' && soft(at(i+2)):
			out = append(out, "g")
			i++
		case c == 'ü':
			out = append(out, "u")
		case c == 'h', c == '\'', c == '-':
		case c == 'l' && next == 'l':
			out = append(out, "ll")
			i++
		case c == 'r' && next == 'r':
			out = append(out, "rr")
			i++
		case c == 'r' && (i == 0 || strings.ContainsRune("nls", at(i-1))):
			out = append(out, "rr")
		case c == 'ñ':
			out = append(out, "gn")
		case c == 'v':
			out = append(out, "b")
		case c == 'w':
			out = append(out, "u")
		case c == 'y' && i == len(s)-1:
			out = append(out, "i")
		case c == 'y':
			out = append(out, "ll")
		case c == 'x':
			out = append(out, "k", "s")
		case c >= 'a' && c <= 'z':
			out = append(out, string(c))
		}
	}
	return strings.Join(out, " ")
}

// OnEnglish pronounces Spanish words on the phones of an English model, for
// machines that have no Spanish one. It is good enough to choose among a few
// dozen sentences, not for open speech.
type OnEnglish struct{ SpanishSounds }

var englishPhone = map[string]string{
	"a": "AA", "b": "B", "ch": "CH", "d": "D", "e": "EH", "f": "F", "g": "G", "gn": "N Y", "i": "IY", "j": "HH", "k": "K", "l": "L", "ll": "Y", "m": "M",
	"n": "N", "o": "OW", "p": "P", "r": "R", "rr": "R", "s": "S", "t": "T", "u": "UW",
}

// How an English ear may take a Spanish sound otherwise.
var english = []struct {
	from *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`\bEH\b`), "EY"},
	{regexp.MustCompile(`\bOW\b`), "AO"},
	{regexp.MustCompile(`\bIY (AA|EH|OW|UW)\b`), "Y $1"},
	{regexp.MustCompile(`\bUW (AA|EH|IY|OW)\b`), "W $1"},
	{regexp.MustCompile(`(\S) R (AA|EH|IY|OW|UW)`), "$1 D $2"}, // the tap
	{regexp.MustCompile(`(\S) D (\S)`), "$1 DH $2"},
	{regexp.MustCompile(`\b(?:EH) IY\b`), "EY"},
	{regexp.MustCompile(`\bAA IY\b`), "AY"},
}

// maxSounds bounds the pronunciations of a word: more make the search slower and
// words easier to confuse.
const maxSounds = 8

// Sounds implements Sounder.
func (s OnEnglish) Sounds(word string) []string {
	var out []string
	for _, p := range s.SpanishSounds.Sounds(word) {
		if seseo.MatchString(p) {
			continue // "s" stands beside it
		}
		phones := strings.Fields(p)
		for i, x := range phones {
			phones[i] = englishPhone[x]
		}
		base := strings.Join(phones, " ")
		all := []string{base}
		for _, v := range english {
			all = append(all, v.from.ReplaceAllString(base, v.to))
		}
		for _, q := range all {
			if !contains(out, q) && len(out) < maxSounds {
				out = append(out, q)
			}
		}
	}
	return out
}
