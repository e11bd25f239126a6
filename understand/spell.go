package understand

import (
	"slices"
	"strings"

	"github.com/civicline/civicline"
)

// A mark is one letter or digit that was said, or several digits said as a
// number: "ninety nine". Word counts where it stood, so that marks that were
// said together can be told from those that were not.
type mark struct {
	text string // one upper case letter, or digits
	also string // the other kind that it may be: "oh" is the digit 0, also the letter O
	word int
}

func (m mark) letter() string {
	if m.text[0] >= 'A' {
		return m.text
	}
	return m.also
}

func (m mark) digits() string {
	if m.text[0] < 'A' {
		return m.text
	}
	return m.also
}

var (
	units = map[civicline.Language]map[string]int{
		civicline.English: numbers("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"),
		civicline.Spanish: numbers("cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve " +
			"veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"),
	}
	tens = map[civicline.Language]map[string]int{
		civicline.English: {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
		civicline.Spanish: {"treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90},
	}
	hundreds = map[civicline.Language]map[string]int{
		civicline.Spanish: {"cien": 100, "ciento": 100, "doscientos": 200, "trescientos": 300, "cuatrocientos": 400, "quinientos": 500,
			"seiscientos": 600, "setecientos": 700, "ochocientos": 800, "novecientos": 900},
	}
	// letterNames are how letters are called, beside themselves. What is also a
	// common word counts only beside other marks.
	letterNames = map[civicline.Language]map[string]string{
		civicline.English: {"eye": "I", "aye": "I", "owe": "O", "ee": "E", "bee": "B", "be": "B", "see": "C", "sea": "C", "dee": "D", "ef": "F", "eff": "F", "gee": "G", "aitch": "H",
			"jay": "J", "kay": "K", "ell": "L", "el": "L", "em": "M", "en": "N", "pee": "P", "cue": "Q", "queue": "Q", "are": "R", "ar": "R", "ess": "S", "es": "S", "tee": "T", "tea": "T",
			"you": "U", "vee": "V", "ex": "X", "why": "Y", "wye": "Y", "zee": "Z", "zed": "Z",
			"alpha": "A", "alfa": "A", "bravo": "B", "charlie": "C", "delta": "D", "echo": "E", "foxtrot": "F", "golf": "G", "hotel": "H", "india": "I", "juliet": "J", "kilo": "K", "lima": "L",
			"mike": "M", "november": "N", "oscar": "O", "papa": "P", "quebec": "Q", "romeo": "R", "sierra": "S", "tango": "T", "uniform": "U", "victor": "V", "whiskey": "W", "xray": "X", "yankee": "Y", "zulu": "Z"},
		civicline.Spanish: {"be": "B", "ce": "C", "de": "D", "efe": "F", "ge": "G", "hache": "H", "jota": "J", "ka": "K", "ele": "L", "eme": "M", "ene": "N", "pe": "P", "cu": "Q", "erre": "R", "ere": "R",
			"ese": "S", "te": "T", "uve": "V", "ve": "V", "equis": "X", "zeta": "Z", "seta": "Z", "ye": "Y", "eco": "E", "india": "I", "oscar": "O", "oso": "O", "elefante": "E", "iglesia": "I"},
	}
	// misheard are words that stand for a digit or a letter when they stand among marks.
	misheard = map[string]string{"to": "2", "too": "2", "for": "4", "ate": "8", "won": "1", "tree": "3", "free": "3", "sex": "6", "nein": "9", "niner": "9", "fife": "5", "un": "1", "una": "1"}
)

func numbers(names string) map[string]int {
	out := map[string]int{}
	for i, n := range strings.Fields(names) {
		out[n] = i
	}
	return out
}

// spell reads the letters and digits among words, in order.
func spell(words []string, l civicline.Language) []mark {
	var out []mark
	times := 1
	add := func(i int, text, also string) {
		for range times {
			out = append(out, mark{text, also, i})
		}
		times = 1
	}
	for i := 0; i < len(words); i++ {
		w := words[i]
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		switch {
		case w == "as" && next == "in" || w == "like" && next != "" || w == "como" && next != "" || w == "de" && len(next) > 3 && len(out) > 0 && out[len(out)-1].word == i-1:
			if w == "as" {
				i++
			}
			if len(out) > 0 && i+1 < len(words) && strings.HasPrefix(strings.ToUpper(words[i+1]), out[len(out)-1].text) {
				i++ // I as in India: one letter
				out[len(out)-1].word = i
			}
		case (w == "double" || w == "doble") && (next == "u" || next == "you" || next == "ve" || next == "uve"):
			i++
			add(i, "W", "")
		case w == "double" || w == "doble":
			times = 2
		case w == "triple":
			times = 3
		case w == "i" && next == "griega":
			i++
			add(i, "Y", "")
		case allDigits(w):
			add(i, w, "")
		case isReceipt(strings.ToUpper(w)) || slices.Contains(Prefixes, strings.ToUpper(w)):
			for _, r := range strings.ToUpper(w) {
				add(i, string(r), "")
			}
		case w == "oh" || w == "o":
			add(i, "0", "O")
		case hundreds[l][w] > 0:
			n, used := hundred(words[i:], l)
			add(i+used-1, n, "")
			i += used - 1
		case tens[l][w] > 0 || l == civicline.Spanish && w == "veinte":
			n, used := ten(words[i:], l)
			add(i+used-1, n, "")
			i += used - 1
		case isUnit(w, l):
			n := units[l][w]
			if l == civicline.English && next == "hundred" && n > 0 && n < 10 {
				i++
				add(i, itoa(n)+"00", "")
				break
			}
			add(i, itoa(n), "")
		case len(w) == 1 && (w != "y" || l != civicline.Spanish):
			add(i, strings.ToUpper(w), "")
		case letterNames[l][w] != "":
			add(i, letterNames[l][w], "")
		case misheard[w] != "" && amongMarks(words, i, l):
			add(i, misheard[w], "")
		case l == civicline.Spanish && w == "y" || w == "and":
		default:
			times = 1
		}
	}
	return out
}

func isUnit(w string, l civicline.Language) bool { _, ok := units[l][w]; return ok }

func amongMarks(words []string, i int, l civicline.Language) bool {
	is := func(w string) bool { return isUnit(w, l) || tens[l][w] > 0 || w == "oh" || allDigits(w) }
	return i > 0 && is(words[i-1]) || i+1 < len(words) && is(words[i+1])
}

// ten reads "ninety nine", "noventa y nueve" or "ninety".
func ten(words []string, l civicline.Language) (string, int) {
	n, used := tens[l][words[0]], 1
	if n == 0 {
		n = 20
	}
	rest := words[1:]
	if l == civicline.Spanish && len(rest) > 1 && rest[0] == "y" {
		if u, ok := units[l][rest[1]]; ok && u > 0 && u < 10 {
			return itoa(n + u), 3
		}
		return itoa(n), used
	}
	if l == civicline.English && len(rest) > 0 {
		if u, ok := units[l][rest[0]]; ok && u > 0 && u < 10 {
			return itoa(n + u), 2
		}
	}
	return itoa(n), used
}

// hundred reads "ciento cuatro", "doscientos".
func hundred(words []string, l civicline.Language) (string, int) {
	n := hundreds[l][words[0]]
	if len(words) > 1 && words[0] != "cien" {
		if tens[l][words[1]] > 0 || words[1] == "veinte" {
			t, used := ten(words[1:], l)
			return itoa(n + atoi(t)), 1 + used
		}
		if u, ok := units[l][words[1]]; ok && u > 0 {
			return itoa(n + u), 2
		}
	}
	return itoa(n), 1
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func atoi(s string) int {
	n := 0
	for _, r := range s {
		n = n*10 + int(r-'0')
	}
	return n
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// digits joins all digits of marks that are no letters.
func digits(marks []mark) string {
	var b strings.Builder
	for _, m := range marks {
		if m.text[0] < 'A' {
			b.WriteString(m.text)
		}
	}
	return b.String()
}

// zip is the one run of exactly five digits, "" if there is none.
func zip(marks []mark) string {
	for _, run := range runs(marks) {
		if len(run) == 5 {
			return run
		}
		if len(run) == 9 { // ZIP+4
			return run[:5]
		}
	}
	return ""
}

// runs joins digits that were said one after the other.
func runs(marks []mark) []string {
	var out []string
	last := -9
	for _, m := range marks {
		if m.text[0] >= 'A' {
			last = -9
			continue
		}
		if len(out) > 0 && m.word-last <= 3 {
			out[len(out)-1] += m.text
		} else {
			out = append(out, m.text)
		}
		last = m.word
	}
	return out
}

func phone(run string) string {
	if len(run) == 11 && run[0] == '1' {
		run = run[1:]
	}
	if len(run) == 10 && run[0] >= '2' {
		return run
	}
	return ""
}
