package agency

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/casedata"
)

// Corpus returns sentences that callers may answer a question with, for a
// recogniser's language model: the agency's phrases with what people say before
// and after them, its cities, and numbers spelled out. It is the same each time.
func (a *Agency) Corpus(l civicline.Language, q civicline.Question) []string {
	rng := rand.New(rand.NewPCG(20261123, uint64(len(q)))) //nolint:gosec // the same each time is what is wanted
	c := &corpus{language: l, rng: rng}
	switch q {
	case civicline.YesNo:
		c.yesNo(8)
		c.always(a)
	case civicline.ReceiptNumber:
		c.receipts(600)
		c.always(a)
		c.yesNo(1)
	case civicline.Digits:
		c.digits(500, 10, phoneLead[l])
		c.digits(100, 5, zipLead[l])
		c.always(a)
	case civicline.PlaceName:
		c.places(a)
		c.digits(300, 5, zipLead[l])
		c.always(a)
	case civicline.DateSaid, civicline.PersonName: // the general sentences have them; what is always heard, here
		c.always(a)
		c.yesNo(1)
	case civicline.FormName: // people name what they want instead
		c.phrases(a)
	default: // open questions and reasons: anything
		c.phrases(a)
		c.places(a)
		c.yesNo(2)
		c.receipts(60)
		c.digits(40, 5, zipLead[l])
	}
	return c.out
}

// always are the intents that are heard beside any question.
var always = []string{"speak_to_live_agent", "spanish", "english", "repeat", "slower", "louder", "main menu", "never mind", "where from", "one moment", "goodbye", "danger_crisis"}

type corpus struct {
	language civicline.Language
	rng      *rand.Rand
	out      []string
}

func (c *corpus) add(parts ...string) {
	if s := clean(strings.Join(parts, " ")); s != "" {
		c.out = append(c.out, s)
	}
}

// clean writes a sentence as recognisers do: lower case words, no punctuation.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(".,;:!?¿¡\"()«»", r) {
			return -1
		}
		if r == '-' {
			return ' '
		}
		return r
	}, strings.ToLower(s))
	return strings.Join(strings.Fields(s), " ")
}

var (
	leads = map[civicline.Language][]string{
		civicline.English: {"", "hello", "hi", "um", "please", "i want to ask about", "i am calling about", "i have a question about", "can you help me with", "i would like", "i need", "tell me"},
		civicline.Spanish: {"", "hola", "buenos días", "este", "por favor", "quiero preguntar por", "llamo por", "tengo una pregunta sobre", "me puede ayudar con", "quisiera", "necesito", "dígame"},
	}
	tails     = map[civicline.Language][]string{civicline.English: {"", "", "please", "thank you"}, civicline.Spanish: {"", "", "por favor", "gracias"}}
	zipLead   = map[civicline.Language][]string{civicline.English: {"", "my zip code is", "zip code", "it is"}, civicline.Spanish: {"", "mi código postal es", "código postal", "es el"}}
	phoneLead = map[civicline.Language][]string{civicline.English: {"", "my number is", "call me at", "it is"}, civicline.Spanish: {"", "mi número es", "llámeme al", "es el"}}
	digitsOf  = map[civicline.Language][]string{
		civicline.English: strings.Fields("zero one two three four five six seven eight nine"),
		civicline.Spanish: strings.Fields("cero uno dos tres cuatro cinco seis siete ocho nueve"),
	}
	yesNoOf = map[civicline.Language][]string{
		civicline.English: {"yes", "yes please", "yeah", "yep", "correct", "that is correct", "yes that is right", "that's right", "sure", "okay", "no", "no thank you", "nope", "no that is wrong", "that is not correct", "not right", "no it is not", "uh huh"},
		civicline.Spanish: {"sí", "sí por favor", "claro", "correcto", "es correcto", "así es", "está bien", "sí está bien", "de acuerdo", "bueno", "no", "no gracias", "no está mal", "no es correcto", "no así no es", "incorrecto", "ajá"},
	}
)

// phrases adds what the intents are told by: each phrase plain, and with one
// lead and tail.
func (c *corpus) phrases(a *Agency) {
	n := a.wordCount(c.language)
	for _, i := range a.lessons.Intents {
		for range a.often(i.Intent) {
			for _, p := range slices.Concat(i.Phrases[c.language], i.Words[c.language]) {
				if slices.ContainsFunc(strings.Fields(clean(p)), func(w string) bool { return n[w] < told }) {
					continue
				}
				c.add(p)
				c.add(c.pick(leads[c.language]), p, c.pick(tails[c.language]))
			}
		}
	}
}

// told is in how many phrases a word stands that a closed recogniser learns.
// Each word more makes all others harder to hear; who says a rarer one is asked
// again, and understood by the rest.
const told = 3

// wordCount counts the phrases of all intents in which each word stands.
func (a *Agency) wordCount(l civicline.Language) map[string]int {
	n := map[string]int{}
	for _, i := range a.lessons.Intents {
		for _, p := range slices.Concat(i.Phrases[l], i.Words[l]) {
			for _, w := range slices.Compact(slices.Sorted(slices.Values(strings.Fields(clean(p))))) {
				n[w]++
			}
		}
	}
	return n
}

// often is how many times the phrases of an intent count where anything may be
// said: what is always heard most, the others by how many callers come for them.
// A closed recogniser that holds rare wishes for as likely as common ones hears
// the common ones worse.
func (a *Agency) often(intent string) int {
	if slices.Contains(always, intent) {
		return 6
	}
	share, known := a.Shares[intent]
	if !known {
		return 3 // a flow of its own: hours, news
	}
	return 1 + int(share*40)
}

// always adds, beside the answers to a closed question, what is heard at any
// time; of longer sentences the recogniser needs only words that tell.
func (c *corpus) always(a *Agency) {
	for _, i := range a.lessons.Intents {
		if !slices.Contains(always, i.Intent) {
			continue
		}
		for _, p := range slices.Concat(i.Phrases[c.language], i.Words[c.language]) {
			if len(strings.Fields(p)) <= 6 {
				c.add(p)
				c.add(c.pick(leads[c.language]), p, c.pick(tails[c.language]))
			}
		}
	}
}

func (c *corpus) pick(from []string) string { return from[c.rng.IntN(len(from))] }

func (c *corpus) yesNo(times int) {
	for range times {
		for _, s := range yesNoOf[c.language] {
			c.add(s)
		}
	}
}

var prefixLetters = []string{"i o e", "i o e", "i o e", "i o e", "m s c", "l i n", "s r c", "e a c", "w a c", "n b c", "y s c", "v s c"}

func (c *corpus) receipts(n int) {
	lead := map[civicline.Language][]string{civicline.English: {"", "", "my receipt number is", "it is", "the number is"}, civicline.Spanish: {"", "", "mi número de recibo es", "es", "el número es"}}[c.language]
	for i := range n {
		letters := c.pick(prefixLetters)
		if i%6 == 0 { // digits alone, or letters alone: people pause between them
			letters = ""
		}
		c.add(c.pick(lead), letters, c.run(10))
		if i%10 == 0 {
			c.add(c.pick(lead), c.pick(prefixLetters))
			c.add(c.run(3))
			c.add(c.run(4))
		}
	}
}

func (c *corpus) digits(n, long int, lead []string) {
	for range n {
		c.add(c.pick(lead), c.run(long))
	}
}

func (c *corpus) run(n int) string {
	var b strings.Builder
	for range n {
		d := c.rng.IntN(10)
		word := digitsOf[c.language][d]
		if d == 0 && c.language == civicline.English && c.rng.IntN(2) == 0 {
			word = "oh"
		}
		fmt.Fprintf(&b, "%s ", word)
	}
	return b.String()
}

func (c *corpus) places(a *Agency) {
	lead := map[civicline.Language][]string{civicline.English: {"", "i am in", "i live in", "near", "it is"}, civicline.Spanish: {"", "estoy en", "vivo en", "cerca de", "es"}}[c.language]
	for _, p := range a.lessons.Places {
		state := casedata.StateName(p.State, c.language)
		for _, name := range append([]string{p.City}, p.Also...) {
			c.add(name)
			c.add(c.pick(lead), name, state)
		}
	}
	for _, code := range casedata.States() {
		name := casedata.StateName(code, c.language)
		c.add(name)
		c.add(c.pick(lead), name)
	}
}
