package understand

import (
	"strings"
	"unicode"

	"github.com/civicline/civicline"
)

// plain returns the words of text in lower case, without accents, punctuation
// or what a recogniser writes for noise: "¿Cómo va?" is como va, "I-O-E" is i o e.
func plain(text string) []string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if p, ok := unaccented[r]; ok {
				r = p
			}
			b.WriteRune(r)
		case r == '\'' || r == '’':
		default:
			b.WriteByte(' ')
		}
	}
	words := strings.Fields(b.String())
	return words[:min(len(words), longest)]
}

// longest is how many words of a turn are read: half a minute of fast speech.
const longest = 150

var unaccented = map[rune]rune{'á': 'a', 'é': 'e', 'í': 'i', 'ó': 'o', 'ú': 'u', 'ü': 'u', 'ñ': 'n'}

// stems returns words as they are compared: without a plural's s.
func stems(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = stem(w)
	}
	return out
}

func stem(w string) string {
	if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
		return w[:len(w)-1]
	}
	return w
}

// light are words that say little about what is wanted.
var light = map[civicline.Language]map[string]bool{
	civicline.English: set("a an and the to of for in on at is are am be i im id ive me my mine it its this that please hello hi hey yes well so um uh okay ok like just " +
		"you your we us do does did can could would will want need have has had get got some any there here with about if or but was were been from ill now then really actually sorry maam sir going gonna"),
	civicline.Spanish: set("el la los las un una unos unas y o de del al a en es son soy que me mi mis yo lo le se su por para con favor hola bueno pues este si no quiero quisiera necesito tengo " +
		"puede puedo podria hay como cual ya muy mas pero esta estoy buenas tardes dias noches senorita senor disculpe mire oiga eh ah ahi aqui nada fue ser"),
}

// alike reports whether two stems may be one word heard twice: long words may
// differ by one letter in six.
func alike(a, b string) bool {
	if a == b {
		return true
	}
	n := max(len(a), len(b))
	if n < 6 || a[0] != b[0] || len(a)-len(b) > n/6 || len(b)-len(a) > n/6 {
		return false
	}
	return distance(a, b) <= n/6
}

// distance is the number of letters to add, drop or change to make b of a.
func distance(a, b string) int {
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

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}
