package understand

import (
	"strings"

	"github.com/civicline/civicline"
)

var (
	yes = map[civicline.Language]map[string]bool{
		civicline.English: set("yes yeah yep yup yah sure correct right okay ok affirmative exactly perfect absolutely definitely uhhuh mhm"),
		civicline.Spanish: set("si claro correcto correcta exacto exactamente bueno bien vale okay ok aja dale perfecto afirmativo sip cierto"),
	}
	no = map[civicline.Language]map[string]bool{
		civicline.English: set("no nope nah not wrong incorrect never dont isnt negative"),
		civicline.Spanish: set("no nunca mal incorrecto incorrecta equivocado equivocada tampoco nel negativo"),
	}
)

// yesNo is "yes", "no", or "" if the words are neither. A no anywhere is a no:
// "that's not right", "no, está mal". A yes among many other words is none.
func yesNo(words []string, l civicline.Language) string {
	said := " " + strings.Join(words, " ") + " "
	for _, p := range []string{" uh huh ", " mm hmm ", " that is it ", " thats it ", " you got it ", " asi es ", " por supuesto ", " como no ", " de acuerdo "} {
		if strings.Contains(said, p) {
			return "yes"
		}
	}
	answer := ""
	for i, w := range words {
		switch {
		case no[l][w]:
			return "no"
		case yes[l][w] && answer == "" && i < 4 && len(words) <= 8:
			answer = "yes"
		}
	}
	return answer
}
