package flow

import (
	"hash/fnv"
	"slices"
	"strings"

	"github.com/civicline/civicline"
)

// say speaks words in the language of the call.
func (t *turn) say(w civicline.Words, firm bool) { t.sayIn(t.p.Language(), w, firm) }

func (t *turn) sayIn(l civicline.Language, w civicline.Words, firm bool) {
	if !t.fresh {
		t.fresh, t.p.prompt, t.p.question = true, nil, 0
	}
	if w[l] != "" {
		t.count(sum(l, w))
	}
	for _, part := range stretches(w[l]) {
		text := t.fill(part, &t.p, l)
		if !firm {
			text = t.marked(text, l)
		}
		if text == "" {
			continue
		}
		s := civicline.Say{Text: text, Language: l, Slower: t.p.pace.slower, Louder: t.p.pace.louder, Firm: firm}
		t.order(s)
		t.p.prompt = append(slices.Clone(t.p.prompt), s)
	}
}

// marked counts the sentences of a text, and begins each that the caller has
// heard often enough so that they know it for the same: what comes a third time
// word for word sounds like a machine that does not listen.
func (t *turn) marked(text string, l civicline.Language) string {
	out := sentences(text)
	for i, s := range out {
		if len(strings.Fields(s)) < remarkable {
			continue
		}
		n := sentence(l, s)
		if heard := t.p.heard[n]; heard >= enough {
			out[i] = asBefore[heard%len(asBefore)][l] + s
			if t.marks++; t.marks > 1 {
				out[i] = andAgain[l] + s
			}
		}
		t.count(n)
	}
	return strings.Join(out, " ")
}

// sentence stands for one sentence in a language.
func sentence(l civicline.Language, s string) uint32 { return sum(l, civicline.Words{l: "\x00" + s}) }

// remarkable is how many words a sentence has that callers know again.
const remarkable = 4

// asBefore begins what was said before in the same words, andAgain what follows it.
var (
	asBefore = []civicline.Words{
		{civicline.English: "Once more: ", civicline.Spanish: "Otra vez: "},
		{civicline.English: "As I said: ", civicline.Spanish: "Como le dije: "},
	}
	andAgain = civicline.Words{civicline.English: "And: ", civicline.Spanish: "Y: "}
)

// AsBefore returns what is left of a sentence that the bot begins as one it has
// said before ("Once more: …"), and whether it is one.
func AsBefore(sentence string) (plain string, again bool) {
	for _, mark := range append([]civicline.Words{andAgain}, asBefore...) {
		for _, l := range civicline.Languages {
			if plain, again = strings.CutPrefix(sentence, mark[l]); again {
				return plain, true
			}
		}
	}
	return sentence, false
}

// enough is how often a caller may hear the same words that carry nothing new.
const enough = 2

// chat says words of which a caller needs no third time: those that were said
// least, nothing if all have been said often enough.
func (t *turn) chat(of ...civicline.Words) bool {
	w := t.freshest(of...)
	if w == nil || t.p.heard[sum(t.p.Language(), w)] >= enough {
		return false
	}
	t.say(w, false)
	return true
}

// freshest returns what the caller has heard least often, the first of them.
func (t *turn) freshest(of ...civicline.Words) civicline.Words {
	var best civicline.Words
	least := 0
	for _, w := range of {
		if w == nil {
			continue
		}
		if n := t.p.heard[sum(t.p.Language(), w)]; best == nil || n < least {
			best, least = w, n
		}
	}
	return best
}

// otherwise returns a question in other words: the first that were not said too
// often.
func (t *turn) otherwise(st *step) civicline.Words {
	all := append([]civicline.Words{st.again, st.keypad, st.say}, st.onceMore...)
	if t.p.keypadOnly {
		all = append([]civicline.Words{st.keypad, st.again, st.say}, st.onceMore...)
	}
	return t.firstFresh(all)
}

// forKeys tells how to answer a question with keys.
func (t *turn) forKeys(st *step) civicline.Words {
	return t.firstFresh(append([]civicline.Words{st.keypad, st.again, st.say}, st.onceMore...))
}

// firstFresh returns the first words that were not said too often.
func (t *turn) firstFresh(all []civicline.Words) civicline.Words {
	for _, w := range all {
		if w != nil && t.p.heard[sum(t.p.Language(), w)] < enough {
			return w
		}
	}
	return t.freshest(all...)
}

// sum stands for words in a language: what was said is counted by it.
func sum(l civicline.Language, w civicline.Words) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(string(l) + w[l])) // it never fails
	return h.Sum32()
}

// stretches cuts words where a fixed stretch of sentences ends and one with
// values begins: the fixed ones are spoken from the cache.
func stretches(text string) []string {
	var out []string
	fixed := false
	for _, s := range sentences(text) {
		is := !strings.Contains(s, "{")
		if is && fixed && len(out) > 0 {
			out[len(out)-1] += " " + s
		} else {
			out = append(out, s)
		}
		fixed = is
	}
	return out
}

func sentences(text string) []string {
	var out []string
	at := 0
	for i := 0; i+1 < len(text); i++ {
		if strings.IndexByte(".?!", text[i]) >= 0 && text[i+1] == ' ' && i > at+1 {
			out = append(out, text[at:i+1])
			at = i + 2
		}
	}
	return append(out, text[at:])
}
