package callers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/civicline/civicline"
	"github.com/civicline/civicline/flow"
)

// answer says what the bot asks for, as far as the caller knows it.
func (c *caller) answer(asked flow.Asking) {
	q := asked.Question
	switch {
	case asked.ReadBack != nil:
		c.confirm(asked)
	case q == "what you want":
		if c.told.outcome || c.told.other {
			c.restated++
			c.another()
		}
		if c.told.closed && c.rng.IntN(2) == 0 && !c.keypad { // nobody is there: a call back will do
			c.says(pick(c.rng, callBack[c.lang]))
			return
		}
		c.state()
	case q == "yes or no":
		c.agree()
	case q == "reason":
		c.reason()
	case q == "which one":
		c.choose(asked)
	case c.number(q) != "":
		c.dictate(q, c.number(q))
	case q == "place":
		c.place()
	default:
		c.tell(q)
	}
}

// state says what the caller wants.
func (c *caller) state() {
	if c.keypad || c.rng.Float64() < c.manner.keys {
		if key, ok := menu[c.goal]; ok {
			c.presses(key)
			return
		}
		if c.keypad {
			c.askPerson()
			return
		}
	}
	words := asHeard(pick(c.rng, c.phrases(c.goal)))
	switch {
	case c.restated > 0 && c.rng.IntN(2) == 0:
		words = pick(c.rng, notThat[c.lang]) + " " + words
	case c.second != "" && c.rng.IntN(4) == 0: // both in one breath
		words += map[civicline.Language]string{civicline.English: " and ", civicline.Spanish: " y "}[c.lang] + asHeard(pick(c.rng, c.phrases(c.second)))
	case c.goal == "case_status_check" && c.rng.IntN(8) == 0:
		words += map[civicline.Language]string{civicline.English: " the number is ", civicline.Spanish: " el número es "}[c.lang] + spell(c.rng, c.knows["receipt number"], c.lang, c.manner.digit)
	}
	c.mumbles(words)
}

// menu are the keys of the greeting.
var menu = map[string]string{"case_status_check": "1", "hours_and_news": "3", "office_locator": "4"}

// phrases are how callers say an intent: those of intents.yaml, and the flow's.
func (c *caller) phrases(intent string) []string { return c.intents[intent].Phrases[c.lang] }

// confirm says whether what was read back is right.
func (c *caller) confirm(asked flow.Asking) {
	q := asked.Question
	truth := c.knows[q]
	value := asked.ReadBack[q]
	right := truth == "" || value == truth
	keys := c.keypad || c.rng.Float64() < c.manner.keys
	careless := c.rng.IntN(200)
	switch {
	case right && careless < 198, !right && careless < 12:
		if keys {
			c.presses("1")
			return
		}
		c.says(pick(c.rng, yes[c.lang]))
	case keys:
		c.presses("2")
	case !right && c.rng.IntN(3) == 0 && correction(value, truth, c.lang) != "":
		c.says(correction(value, truth, c.lang))
	case !right && c.rng.IntN(3) == 0 && c.number(q) != "":
		c.says("no " + map[civicline.Language]string{civicline.English: "it is ", civicline.Spanish: "es "}[c.lang] + spell(c.rng, truth, c.lang, 0))
	default:
		c.says(pick(c.rng, wrong[c.lang]))
	}
}

// correction is "no nine not five", if one digit was heard as another.
func correction(heard, truth string, l civicline.Language) string {
	if len(heard) != len(truth) {
		return ""
	}
	at := -1
	for i := range len(truth) {
		if heard[i] == truth[i] {
			continue
		}
		if at >= 0 || truth[i] < '0' || truth[i] > '9' || heard[i] < '0' || heard[i] > '9' {
			return ""
		}
		at = i
	}
	if at < 0 {
		return ""
	}
	is, not := digitWords[l][truth[at]-'0'], digitWords[l][heard[at]-'0']
	return map[civicline.Language]string{civicline.English: fmt.Sprintf("no %s not %s", is, not), civicline.Spanish: fmt.Sprintf("no %s no %s", is, not)}[l]
}

// agree answers yes or no. Who still has nothing may turn one offer down (a
// callback, a person), and comes round to the next.
func (c *caller) agree() {
	is := c.rng.IntN(10) < 6
	if c.told.closed {
		is = c.rng.IntN(10) < 9
	}
	is = is || c.declined
	c.declined = c.declined || !is && c.got == ""
	switch keys := c.keypad || c.rng.Float64() < c.manner.keys; {
	case is && keys:
		c.presses("1")
	case keys:
		c.presses("2")
	case is:
		c.says(pick(c.rng, yes[c.lang]))
	default:
		c.says(pick(c.rng, no[c.lang]))
	}
}

func (c *caller) reason() {
	switch at := c.rng.IntN(10); {
	case at == 0 || c.keypad:
		c.presses("1")
	case at == 1:
		c.says(pick(c.rng, person[c.lang]))
	default:
		goal := c.goal
		if goal == "speak_to_live_agent" {
			goal = "case_status_check"
		}
		c.mumbles(asHeard(pick(c.rng, c.phrases(goal))))
	}
}

// choose picks one of the choices, as long as it is not to get nothing.
func (c *caller) choose(asked flow.Asking) {
	var some []int
	for i, how := range asked.Choices {
		if !slices.ContainsFunc(how[c.lang], func(p string) bool { return nothing.has(asHeard(p)) }) {
			some = append(some, i)
		}
	}
	if len(some) == 0 {
		c.says(pick(c.rng, cannot[c.lang]))
		return
	}
	i := some[c.rng.IntN(len(some))]
	if c.keypad || c.rng.Float64() < c.manner.keys {
		c.presses(strconv.Itoa(i + 1))
		return
	}
	c.says(asHeard(pick(c.rng, asked.Choices[i][c.lang])))
}

// number is the caller's number that a question asks for.
func (c *caller) number(question string) string {
	if slices.Contains([]string{"receipt number", "phone number", "a-number"}, question) {
		return c.knows[question]
	}
	return ""
}

// dictate gives a number: by keys, whole, or in two pieces.
func (c *caller) dictate(question, number string) {
	if c.keypad || c.rng.Float64() < c.manner.keys || c.misses >= 2 && c.rng.IntN(2) == 0 {
		c.presses(keysOf(number))
		return
	}
	misheard := c.manner.digit
	if c.misses > 0 {
		misheard /= 4
	}
	soFar := c.call.Place().Expecting().SoFar
	rest := c.rest
	c.rest = ""
	switch {
	case soFar != "" && strings.HasPrefix(number, soFar):
		c.says(spell(c.rng, number[len(soFar):], c.lang, misheard))
	case rest != "":
		c.says(spell(c.rng, rest, c.lang, misheard))
	case question == "receipt number" && !c.pieces && c.rng.Float64() < c.manner.pieces:
		c.pieces = true
		at := []int{3, 6, 9}[c.rng.IntN(3)]
		c.rest = number[at:]
		c.says(spell(c.rng, number[:at], c.lang, misheard))
	default:
		c.says(strings.TrimSpace(pick(c.rng, itIs[c.lang]) + " " + spell(c.rng, number, c.lang, misheard)))
	}
}

// keysOf are the keys for a number: the letters IOE are left out.
func keysOf(number string) string {
	const on = "22233344455566677778889999"
	number = strings.TrimPrefix(number, "IOE")
	b := []byte(number)
	for i, ch := range b {
		if ch >= 'A' && ch <= 'Z' {
			b[i] = on[ch-'A']
		}
	}
	return string(b)
}

func (c *caller) place() {
	switch at := c.rng.IntN(10); {
	case c.keypad, at < 2, c.rng.Float64() < c.manner.keys:
		c.presses(c.knows["zip"])
	case at < 5:
		c.says(spell(c.rng, c.knows["zip"], c.lang, c.manner.digit))
	case at < 8 && c.knows["city"] != "":
		c.says(asHeard(c.knows["city"]) + " " + stateName(c.knows["state"], c.lang))
	default:
		c.says(stateName(c.knows["state"], c.lang))
	}
}

// tell answers the questions that few flows ask.
func (c *caller) tell(question string) {
	if c.keypad {
		c.askPerson()
		return
	}
	switch c.call.Place().Expecting().Question {
	case civicline.DateSaid:
		day := c.knows[question]
		if day == "" {
			day = c.knows["received date"]
		}
		c.says(dateSaid(day, c.lang))
		return
	case civicline.FormName:
		c.says(formSaid(c.rng, c.knows["form"], c.lang))
		return
	case civicline.Digits:
		c.says(spell(c.rng, c.knows["phone number"], c.lang, 0))
		return
	case civicline.PlaceName:
		c.place()
		return
	case civicline.PersonName:
		c.says("maria de la cruz")
		return
	}
	switch question {
	case "category":
		c.says(spell(c.rng, c.knows["category"], c.lang, 0))
	case "country":
		c.says(pick(c.rng, countries[c.lang]))
	case "status title":
		s := c.centre.Agency.Tables.Statuses
		c.says(asHeard(s[c.rng.IntN(len(s))].Title[c.lang]))
	default:
		c.mumbles(asHeard(pick(c.rng, c.phrases(c.goal))))
	}
}

// disturb is what callers do beside answering.
func (c *caller) disturb(asked flow.Asking) {
	open := asked.Question == "what you want"
	busy := c.pending >= 0 // they wait for a person: no new subjects
	switch at := c.rng.IntN(100); {
	case at < 16:
		c.noise("(silence)")
	case at < 22:
		c.noise("(cough)")
	case at < 30:
		c.noise("(unheard)")
	case at < 40:
		c.says(pick(c.rng, again[c.lang]))
	case at < 45:
		c.says(pick(c.rng, slower[c.lang]))
	case at < 50:
		c.presses("*")
	case at < 58:
		c.says(pick(c.rng, moment[c.lang]))
	case at < 66:
		c.says(pick(c.rng, nonsense[c.lang]))
	case at < 70 && !busy && c.number(asked.Question) != "":
		c.says(pick(c.rng, cannot[c.lang]))
	case at < 80 && !open && !busy && asked.Question != "reason":
		c.digress(asked.Question)
	case at < 86 && !busy && asked.Question != "reason":
		c.goal = c.world.goal(c.rng) // they change their mind
		c.another()
		c.state()
	case at < 91:
		c.switchLanguage()
	case at < 93 && c.centreMayFail():
		c.keypad = true
		c.centreDoes("engine lost")
	case !busy && !c.told.closed && asked.Question != "reason":
		c.askPerson()
	default:
		c.answer(asked)
	}
}

func (c *caller) centreMayFail() bool { return !c.keypad && c.pending < 0 }

// switchLanguage goes on in the other language, with or without saying so.
func (c *caller) switchLanguage() {
	for _, l := range civicline.Languages {
		if l != c.lang {
			c.lang = l
			break
		}
	}
	c.spokenIn = 0
	if c.rng.IntN(10) < 7 {
		c.says(pick(c.rng, tongue[c.lang]))
		return
	}
	c.state()
}
