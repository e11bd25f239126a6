package entity

import (
	"strings"

	"github.com/civicline/civicline"
)

// letterNames are how letters are called, beside themselves, and as recognisers
// write that down. What is also an everyday word counts only beside other marks.
var letterNames = map[civicline.Language]map[string]string{
	civicline.English: {"ay": "A", "eye": "I", "aye": "I", "owe": "O", "ee": "E", "bee": "B", "be": "B", "see": "C", "sea": "C", "cee": "C", "dee": "D", "ef": "F", "eff": "F", "gee": "G", "aitch": "H", "haitch": "H",
		"jay": "J", "kay": "K", "ell": "L", "el": "L", "elle": "L", "em": "M", "en": "N", "pee": "P", "pea": "P", "cue": "Q", "queue": "Q", "que": "Q", "are": "R", "ar": "R", "ess": "S", "es": "S", "tee": "T", "tea": "T",
		"you": "U", "yew": "U", "vee": "V", "ex": "X", "why": "Y", "wye": "Y", "zee": "Z", "zed": "Z"},
	civicline.Spanish: {"be": "B", "ce": "C", "che": "C", "de": "D", "efe": "F", "ge": "G", "hache": "H", "acha": "H", "ache": "H", "jota": "J", "ka": "K", "ca": "K", "ele": "L", "eme": "M", "ene": "N", "enie": "Ñ", "eñe": "Ñ", "pe": "P", "cu": "Q", "ku": "Q",
		"erre": "R", "ere": "R", "ese": "S", "te": "T", "uve": "V", "ve": "V", "equis": "X", "ekis": "X", "zeta": "Z", "seta": "Z", "ceta": "Z", "ye": "Y", "doblevé": "W", "dobleu": "W", "ebay": "B"},
}

// everyday are letter names that are words of daily use, and letters that are.
var everyday = map[civicline.Language]map[string]bool{
	civicline.English: set("a i be see sea you are why eye el oh o es eh ay me en ex pea tea bee to for"),
	civicline.Spanish: set("a e o u y de te se me ve be ya ye ce ah ge ese ele es en ca che cu ache"),
}

// radio are spelling alphabets that are said alone: "india oscar echo".
var radio = map[string]string{
	"alpha": "A", "alfa": "A", "bravo": "B", "charlie": "C", "charly": "C", "delta": "D", "echo": "E", "eco": "E", "foxtrot": "F", "golf": "G", "hotel": "H", "india": "I", "indigo": "I", "juliet": "J", "juliett": "J", "juliette": "J", "julieta": "J", "kilo": "K", "lima": "L",
	"mike": "M", "maik": "M", "november": "N", "noviembre": "N", "oscar": "O", "papa": "P", "quebec": "Q", "romeo": "R", "sierra": "S", "tango": "T", "uniform": "U", "uniforme": "U", "victor": "V", "whiskey": "W", "whisky": "W", "wiski": "W", "xray": "X", "yankee": "Y", "yanqui": "Y", "zulu": "Z",
}

// pictures are words that people spell with, behind "as in", "like", "de", "como".
var pictures = map[civicline.Language]map[string]string{
	civicline.English: pictured("adam apple able alice baker boy barbara bob bravo cat car charles david dog daniel easy edward elephant eagle echo fox frank father george girl good henry house harry ida ice igloo ireland item john jack james jacket king kite kathy larry love lincoln lion " +
		"mary mother mark michael nancy nora nice oscar orange ocean otto paul peter pizza queen quiet robert roger rabbit red sam sugar sunday steven tom thomas tiger uncle umbrella union victor victory victoria van violet william water walter window xray yellow young yes zebra zoo"),
	civicline.Spanish: pictured("amor avion arbol ana burro barco bueno boca casa carro cama carlos dedo dado daniel elefante estrella enero escuela foca fuego familia francia gato gallo guitarra hola hotel huevo hermano iglesia indio isla ingles india jirafa jose juan jugo kilo kiosco luna leon lima libro mama maria " +
		"mesa manzana mexico noche nube navidad noviembre nina oso ojo oscar oro papa perro pedro queso quince raton rosa rojo roma sol sapo silla sopa tango tomate tren taza uva uno universo vaca vaso victor verde venezuela washington wisconsin whisky xilofono yoyo yegua yuca zapato zorro zapata zacatecas"),
}

func pictured(words string) map[string]string {
	out := map[string]string{}
	for w := range strings.FieldsSeq(words) {
		out[w] = strings.ToUpper(w[:1])
	}
	return out
}

// misheard are words that stand for a digit when they stand among marks.
var misheard = map[string]string{"to": "2", "too": "2", "for": "4", "fore": "4", "ate": "8", "won": "1", "tree": "3", "free": "3", "sex": "6", "sicks": "6", "nein": "9", "niner": "9", "fife": "5", "hate": "8", "un": "1", "una": "1", "sero": "0", "sinco": "5", "ceis": "6", "nuebe": "9", "nil": "0", "naught": "0", "nought": "0"}

// asPictured reads "as in india", "de elefante", "like mary" behind a letter; it
// returns the letter that the picture gives and how many words that took.
func asPictured(words []string, letter string, l civicline.Language) (string, int) {
	var at int
	switch {
	case hasPrefix(words, []string{"as", "in"}), hasPrefix(words, []string{"is", "in"}), hasPrefix(words, []string{"s", "in"}), hasPrefix(words, []string{"asin"}):
		at = 2
		if words[0] == "asin" {
			at = 1
		}
	case len(words) > 1 && (words[0] == "like" || words[0] == "for" || words[0] == "as" || words[0] == "como" || words[0] == "de"):
		at = 1
		if words[1] == "in" || words[1] == "de" || words[1] == "en" {
			at = 2
		}
	default:
		return "", 0
	}
	if at >= len(words) {
		return "", 0
	}
	w := words[at]
	known := radio[w]
	if known == "" {
		known = pictures[l][w]
	}
	if known != "" && len(w) > 2 {
		return known, at + 1
	}
	if len(w) > 2 && strings.HasPrefix(strings.ToUpper(w), letter) && !isNumberWord(w, l) {
		return letter, at + 1
	}
	if words[0] == "as" && len(w) > 2 && w[0] < 0x80 && allLetters(w) && !isNumberWord(w, l) { // "b as in vacuum": the picture is heard better than the letter
		return strings.ToUpper(w[:1]), at + 1
	}
	return "", 0
}

func isNumberWord(w string, l civicline.Language) bool {
	if _, ok := units[l][w]; ok {
		return true
	}
	return tens[l][w] > 0 || hundreds[w] > 0 || w == "oh" || w == "double" || w == "triple" || w == "doble" || allDigits(w) || w == "mil" || w == "thousand" || w == "hundred"
}
