package learn

import (
	"strings"

	"github.com/civicline/civicline"
)

// stem returns w without the endings of its language, so that "cancelling",
// "cancelled" and "cancels" are one word.
func stem(w string, l civicline.Language) string {
	if l == civicline.Spanish {
		return stemSpanish(w)
	}
	return stemEnglish(w)
}

func stemEnglish(w string) string {
	if base, ok := irregular[w]; ok {
		w = base
	}
	if len(w) < 4 {
		return w
	}
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		w = w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "xes"):
		w = w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		w = w[:len(w)-1]
	}
	for _, e := range []string{"ingly", "edly", "ing", "ed"} {
		base, ok := strings.CutSuffix(w, e)
		if ok && len(base) >= 3 && strings.ContainsAny(base, "aeiouy") {
			w = undouble(base)
			break
		}
	}
	for _, e := range englishEndings {
		if base, ok := strings.CutSuffix(w, e); ok && len(base) >= 4 {
			w = base
			break
		}
	}
	if len(w) > 3 && strings.HasSuffix(w, "e") {
		w = w[:len(w)-1]
	}
	if len(w) > 3 && strings.HasSuffix(w, "y") {
		w = w[:len(w)-1] + "i"
	}
	return w
}

func undouble(w string) string {
	n := len(w)
	if n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("aeiouls", rune(w[n-1])) || n > 4 && strings.HasSuffix(w, "ll") {
		return w[:n-1]
	}
	return w
}

var englishEndings = []string{"ization", "ational", "fulness", "ousness", "iveness", "ations", "ation", "ment", "ness", "ally", "ably", "ible", "able", "ance", "ence", "tion", "ally", "ful", "ive", "ion", "ity", "ly", "al", "er", "or"}

var irregular = map[string]string{
	"was": "be", "is": "be", "are": "be", "am": "be", "were": "be", "been": "be", "being": "be",
	"has": "have", "had": "have", "having": "have", "does": "do", "did": "do", "done": "do", "doing": "do",
	"went": "go", "gone": "go", "going": "go", "goes": "go", "got": "get", "gotten": "get", "getting": "get",
	"made": "make", "making": "make", "said": "say", "told": "tell", "took": "take", "taken": "take", "taking": "take",
	"lost": "lose", "losing": "lose", "stole": "steal", "stolen": "steal", "sent": "send", "paid": "pay", "bought": "buy", "sold": "sell",
	"spent": "spend", "gave": "give", "given": "give", "giving": "give", "came": "come", "coming": "come", "found": "find", "forgot": "forget", "forgotten": "forget",
	"left": "leave", "leaving": "leave", "kept": "keep", "knew": "know", "known": "know", "saw": "see", "seen": "see", "thought": "think", "broke": "break", "broken": "break",
	"wrote": "write", "written": "write", "spoke": "speak", "spoken": "speak", "woke": "wake", "heard": "hear", "held": "hold", "met": "meet", "ran": "run", "changing": "change", "changed": "change",
	"using": "use", "used": "use", "moving": "move", "moved": "move", "people": "person", "children": "child", "men": "man", "women": "woman", "mine": "my", "me": "i", "my": "my",
	"charges": "charge", "charged": "charge", "charging": "charge", "better": "good", "best": "good", "died": "die", "dying": "die", "ate": "eat", "eaten": "eat", "flew": "fly", "drove": "drive",
}

func stemSpanish(w string) string {
	if len(w) < 4 || whole[w] {
		return w
	}
	for _, e := range []string{"melos", "selos", "melas", "selas", "melo", "mela", "selo", "sela", "nos", "los", "las", "les", "me", "se", "te", "lo", "la", "le"} {
		base, ok := strings.CutSuffix(w, e)
		if ok && len(base) > 3 && (strings.HasSuffix(base, "ar") || strings.HasSuffix(base, "er") || strings.HasSuffix(base, "ir") || strings.HasSuffix(base, "ando") || strings.HasSuffix(base, "iendo")) {
			w = base
			break
		}
	}
	for _, e := range spanishEndings {
		if base, ok := strings.CutSuffix(w, e); ok && len(base) >= 3 {
			return base
		}
	}
	return w
}

var spanishEndings = []string{"aciones", "amientos", "imientos", "amiento", "imiento", "uciones", "aciones", "acion", "iciones", "icion", "aremos", "eremos", "iremos", "abamos", "asteis", "isteis",
	"aria", "eria", "iria", "arian", "erian", "irian", "mente", "ando", "iendo", "adas", "idas", "ados", "idos", "aste", "iste", "aron", "ieron", "aban", "ara", "era", "ira", "aran", "eran", "iran",
	"amos", "emos", "imos", "aba", "ada", "ida", "ado", "ido", "ase", "ese", "ar", "er", "ir", "an", "en", "as", "es", "os", "ia", "io", "ie", "a", "e", "o", "i", "s"}

// whole are Spanish words that would lose too much with their endings.
var whole = map[string]bool{"este": true, "esta": true, "esto": true, "estos": true, "estas": true, "estado": true, "estados": true, "estan": true, "esa": true, "ese": true, "eso": true,
	"morado": true, "morados": true, "como": true, "para": true, "pero": true, "cada": true, "nada": true, "todo": true, "toda": true, "dado": true, "solo": true, "cuando": true, "donde": true}
