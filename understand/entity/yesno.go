package entity

import (
	"github.com/civicline/civicline"
)

var (
	yesWords = map[civicline.Language]map[string]bool{
		civicline.English: set("yes yeah yep yup yah ya yas yea sure correct right okay ok affirmative exactly perfect absolutely definitely certainly indeed uhhuh mhm mmhmm uhuh true alright fine totally precisely bingo aye please"),
		civicline.Spanish: set("si claro correcto correcta exacto exactamente bueno bien vale okay ok okey aja dale perfecto afirmativo sip cierto simon andale orale efectivamente obvio seguro positivo sale simona ei aha mhm eso justo"),
	}
	noWords = map[civicline.Language]map[string]bool{
		civicline.English: set("no nope nah naw not wrong incorrect never dont isnt negative uhuhno false nada"),
		civicline.Spanish: set("no nunca mal incorrecto incorrecta equivocado equivocada tampoco nel negativo nones nop falso jamas nanai"),
	}
	yesPhrases = phrases("uh huh|mm hmm|um hmm|mhm|that is it|thats it|you got it|you bet|of course|for sure|i think so|i guess so|i believe so|why not|no doubt|no problem|go ahead|sounds good|sounds right|looks right|all good|that works|that is right|thats right|that is correct|thats correct|not wrong|nothing wrong|" +
		"asi es|por supuesto|como no|de acuerdo|esta bien|claro que si|eso es|eso mero|creo que si|ya lo creo|no hay problema|sin problema|sin duda|pues si|que si|asi mero|me parece bien|esta correcto|es correcto|correctamente|desde luego|a huevo|ya estas|no hay duda|ningun problema")
	// yesAlone are a yes only if nothing else is said.
	yesAlone  = phrases("i do|i did|i have|i am|it is|it does|they are|we are|i would|i can")
	noPhrases = phrases("not right|not correct|not really|not quite|not exactly|not at all|not yet|no way|i dont think so|dont think so|i do not think so|thats wrong|that is wrong|thats not|that is not|that isnt|it is not|its not|it isnt|i do not|i dont|i did not|i didnt|i am not|im not|i have not|i havent|no its not|no it isnt|isnt right|absolutely not|definitely not|of course not|certainly not|not correctly|" +
		"para nada|de ninguna manera|claro que no|no es|no esta bien|no esta correcto|asi no|creo que no|no creo|esta mal|por supuesto que no|ni modo que si|ni hablar|eso no|todavia no|aun no|no lo creo|pues no|que no|desde luego que no|en absoluto")
	// yesAfterAll are yeses that begin with a no: "no, sí está bien".
	yesAfterAll = phrases("no si|no yes|no yeah|no thats right|no that is right|no thats correct|no that is correct|no thats fine|no its right|no it is right|no its correct|no esta bien asi|no asi esta bien|no esta correcto|no es correcto si|no claro que si|no its fine|no its good|no es asi si|no worries|no thats it|no pues si")
	noAfterAll  = phrases("si pero no|yes but no|si no|yeah no|yes no|well no|pues no|bueno no|claro que no|ok no|okay no|sure no|right no|yes wait no")
	yesBefore   = phrases("no dont change|no no cambie")
	unsure      = phrases("i dont know|i do not know|im not sure|i am not sure|not sure|no idea|dont know|no clue|no se|no lo se|no estoy seguro|no estoy segura|quien sabe|ni idea|no sabria|tal vez|quizas|quiza|maybe|perhaps|no entiendo|no comprendo|i dont understand|no le entiendo|no te entiendo|no recuerdo|i dont remember|i cant remember|no me acuerdo|no tengo idea")
)

// yesNo is "yes", "no", or "" if the words are neither. A no anywhere is a no:
// "that's not right", "no, está mal"; but for "no, sí está bien". A yes among
// many other words is none.
// Where the question was open (asked is false), it must be all that is said:
// "I don't have it" is a no to any other question.
func yesNo(words []string, l civicline.Language, asked bool) string {
	if len(words) == 0 || contains(words, unsure) || !asked && !nothingElse(words, l) {
		return ""
	}
	if starts(words, yesAfterAll) > 0 && (len(words) < 3 || words[2] != "not" && words[2] != "no") {
		if l == civicline.Spanish && hasPrefix(words, []string{"no", "esta", "correcto"}) {
			return "no"
		}
		return "yes"
	}
	if starts(words, noAfterAll) > 0 && len(words) < 9 {
		return "no"
	}
	if contains(words, yesBefore) {
		return "yes"
	}
	answer := ""
	for i := 0; i < len(words); i++ {
		n, y := starts(words[i:], noPhrases), starts(words[i:], yesPhrases)
		w := words[i]
		switch {
		case n > 0 && n >= y && (len(words) <= 9 || i < 2):
			return "no"
		case y > 0 && (len(words) <= 9 || i < 2):
			if answer == "" {
				answer = "yes"
			}
			i += y - 1
		case i == 0 && starts(words, yesAlone) == len(words):
			return "yes"
		case w == "please" && len(words) > 2, w == "nada" && i > 0:
		case noWords[l][w] && (i < 3 || len(words) <= 9 && w != "nunca" && w != "mal"):
			return "no"
		case yesWords[l][w] && answer == "" && i < 4 && len(words) <= 8:
			answer = "yes"
		}
	}
	return answer
}

var politely = set("please thank thanks you very much sir maam miss senor senora senorita gracias por favor muchas uh um eh este oh ah well bueno pues entonces then so muy amable that thats is it its was the a es asi eso esta bien all for now todo nada mas else nothing anything me mi my i")

// nothingElse reports whether words are yes, no and politeness alone.
func nothingElse(words []string, l civicline.Language) bool {
	for i := 0; i < len(words); {
		n := max(starts(words[i:], noPhrases), starts(words[i:], yesPhrases), starts(words[i:], yesAlone), starts(words[i:], yesAfterAll))
		if n == 0 && (yesWords[l][words[i]] || noWords[l][words[i]] || politely[words[i]]) {
			n = 1
		}
		if n == 0 {
			return false
		}
		i += n
	}
	return true
}
