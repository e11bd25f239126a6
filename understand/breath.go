package understand

import (
	"slices"
	"strings"

	"github.com/civicline/civicline"
)

// A caller may want several things in one breath: "I moved, and I want to know
// about my case". The turn is cut where a new wish may begin, and is several
// wishes if each part has an intent of its own that is plain enough alone.
const (
	parts    = 3   // at most so many wishes are heard in a turn
	alone    = 0.5 // how sure each part must be
	certain  = 0.9 // from here on a turn is one wish unless its parts are as sure
	fewWords = 3   // a part that says less is none, unless it is an intent's own word or phrase
)

// breaks begin a new wish, by their words.
var breaks = map[civicline.Language][]string{
	civicline.English: {"and also", "and then", "and", "also", "plus", "another thing", "one more thing", "besides", "but"},
	civicline.Spanish: {"y tambien", "y ademas", "y luego", "y aparte", "y", "e", "tambien", "ademas", "otra cosa", "aparte", "pero"},
}

// A wish is a part of a turn and what it asks.
type wish struct {
	text string
	best guess
}

// wishes returns the intents of a turn in the order they were said, none if it
// has but one. whole is what it means as one.
func (t *tongue) wishes(text string, whole guess) []wish {
	if whole.whole || whole.urgent && whole.score >= Sure {
		return nil
	}
	return t.cut(pieces(text, t.language), whole, parts)
}

// cut finds the place where what is before and what is after are most plainly two
// wishes, and cuts one of them again if that is two.
func (t *tongue) cut(of []string, whole guess, most int) []wish {
	var best []wish
	surest, at := 0.0, 0
	for i := 1; i < len(of); i++ {
		before := t.wish(strings.Join(of[:i], " "))
		after := t.wish(strings.Join(of[i:], " "))
		least := min(before.best.score, after.best.score)
		if before.best.intent == after.best.intent || least < alone || whole.score >= certain && least < certain || least <= surest {
			continue
		}
		surest = least
		best = []wish{before, after}
		at = i
	}
	if best == nil || most <= 2 {
		return best
	}
	if more := t.cut(of[:at], best[0].best, most-1); more != nil {
		return append(more, best[1])[:min(most, len(more)+1)]
	}
	if more := t.cut(of[at:], best[1].best, most-1); more != nil {
		return append([]wish{best[0]}, more...)
	}
	return best
}

func (t *tongue) wish(text string) wish {
	words := t.shorn(plain(text))
	if t.telling(words) < 1 || len(words) < fewWords && !t.isKey(words) && !t.isPhrase(words) {
		return wish{}
	}
	if gs := t.guesses(words); len(gs) > 0 {
		return wish{text, gs[0]}
	}
	return wish{}
}

// isPhrase reports whether words are all of a phrase of several words, no more and no less.
func (t *tongue) isPhrase(words []string) bool {
	said := stems(words)
	return len(said) > 1 && slices.ContainsFunc(t.said[t.core(said)], func(i int) bool { return slices.Equal(t.phrases[i].stems, said) })
}

// isKey reports whether words are an intent's own.
func (t *tongue) isKey(words []string) bool {
	said := stems(words)
	return slices.ContainsFunc(t.near(said), func(i int) bool { return t.phrases[i].key && find(said, t.phrases[i].stems) >= 0 })
}

// shorn takes the words off the front that only join a wish to the one before.
func (t *tongue) shorn(words []string) []string {
	for len(words) > 0 {
		n := 0
		for _, b := range breaks[t.language] {
			w := strings.Fields(b)
			if len(w) > n && len(words) > len(w) && slices.Equal(words[:len(w)], w) {
				n = len(w)
			}
		}
		if n == 0 {
			break
		}
		words = words[n:]
	}
	return words
}

// pieces cuts a turn at every mark and word where a new wish may begin.
func pieces(text string, l civicline.Language) []string {
	var out []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".,;:!?¿¡\n", r) }) {
		words := plain(part)
		from := 0
		for i := 1; i < len(words); i++ {
			if slices.ContainsFunc(breaks[l], func(b string) bool { return begins(words[i:], b) }) && i > from {
				out = append(out, strings.Join(words[from:i], " "))
				from = i
			}
		}
		if from < len(words) {
			out = append(out, strings.Join(words[from:], " "))
		}
	}
	return out[:min(len(out), 8)]
}

func begins(words []string, with string) bool {
	n := 0
	for w := range strings.FieldsSeq(with) {
		if n >= len(words) || words[n] != w {
			return false
		}
		n++
	}
	return true
}
