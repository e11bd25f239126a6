package understand

import (
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/understand/entity"
)

// plain returns the words of text as entity.Plain does.
func plain(text string) []string { return entity.Plain(text) }

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
	return entity.Distance(a, b) <= n/6
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}
