package callers

import (
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/civicline/civicline"
)

// said are the words of callers that no table has.
type said map[civicline.Language][]string

// has reports whether words are among them, in any language.
func (s said) has(words string) bool {
	for _, list := range s {
		if slices.Contains(list, words) {
			return true
		}
	}
	return false
}

var (
	fillers  = said{civicline.English: {"um", "uh", "well", "okay so", "hi", "hello", "yes hello", "so", "like"}, civicline.Spanish: {"este", "eh", "pues", "bueno", "hola", "mire", "buenas", "o sea"}}
	tails    = said{civicline.English: {"please", "thank you", "if you can", "you know"}, civicline.Spanish: {"por favor", "gracias", "si es tan amable", "verdad"}}
	yes      = said{civicline.English: {"yes", "yeah", "yes please", "correct", "yes that is right", "sure", "yep"}, civicline.Spanish: {"sí", "sí por favor", "correcto", "así es", "claro", "sí está bien"}}
	no       = said{civicline.English: {"no", "nope", "no thank you", "no that is wrong"}, civicline.Spanish: {"no", "no gracias", "no está mal", "no así no es"}}
	wrong    = said{civicline.English: {"no that is wrong", "no", "no that is not right", "that is not correct"}, civicline.Spanish: {"no está mal", "no", "no es correcto", "no así no es"}}
	bye      = said{civicline.English: {"no that is all thank you", "goodbye", "no thank you", "that is all", "bye"}, civicline.Spanish: {"no eso es todo gracias", "adiós", "no gracias", "es todo", "hasta luego"}}
	person   = said{civicline.English: {"agent", "representative", "operator", "i want to talk to a person", "infopass", "real person", "let me talk to an agent", "can i speak to somebody"}, civicline.Spanish: {"agente", "representante", "operadora", "quiero hablar con una persona", "infopass", "quiero hablar con alguien", "páseme con un agente"}}
	again    = said{civicline.English: {"can you repeat that", "repeat please", "what did you say", "say that again"}, civicline.Spanish: {"puede repetir", "repita por favor", "qué dijo", "cómo dijo"}}
	slower   = said{civicline.English: {"slower please", "you talk too fast"}, civicline.Spanish: {"más despacio por favor", "habla muy rápido"}}
	moment   = said{civicline.English: {"one moment please", "hold on let me get it", "wait a minute"}, civicline.Spanish: {"un segundo por favor", "espéreme", "déjeme buscar"}}
	tongue   = said{civicline.English: {"english please", "do you speak english", "in english"}, civicline.Spanish: {"español por favor", "en español", "no hablo inglés"}}
	asides   = said{civicline.English: {"what are your hours", "are you open on saturday", "what time do you open"}, civicline.Spanish: {"a qué hora abren", "atienden los sábados", "cuál es el horario"}}
	notThat  = said{civicline.English: {"no that is not what i asked", "no i mean", "that is not it"}, civicline.Spanish: {"no eso no fue lo que pregunté", "no quiero decir", "eso no es"}}
	nonsense = said{civicline.English: {"the dog is on the table", "purple seven", "my cousin said so", "huh", "blah blah blah", "turn left at the light"}, civicline.Spanish: {"el perro está en la mesa", "morado siete", "mi primo me dijo", "qué cosa", "bla bla bla", "doble a la izquierda"}}
	talk     = said{civicline.English: {"honey where is my bag", "i am on the phone with them", "no not yet", "turn that down"}, civicline.Spanish: {"mi amor dónde está mi bolsa", "estoy en el teléfono", "no todavía no", "bájale a eso"}}
	callBack = said{civicline.English: {"call me back", "can you call me back"}, civicline.Spanish: {"llámenme después", "me pueden llamar"}}
	howLong  = said{civicline.English: {"how much longer", "how long is the wait"}, civicline.Spanish: {"cuánto falta", "cuánto es la espera"}}
	itIs     = said{civicline.English: {"", "", "it is", "the number is", "okay it is"}, civicline.Spanish: {"", "", "es", "el número es", "sí es"}}
	nothing  = said{civicline.English: {"neither", "none", "none of them", "nothing", "no"}, civicline.Spanish: {"ninguno", "ninguna", "ninguno de los dos", "ninguna de las dos", "nada", "no"}}
	cannot   = said{civicline.English: {"i do not have it", "i do not know"}, civicline.Spanish: {"no lo tengo", "no sé"}}
)

func pick(rng *rand.Rand, from []string) string { return from[rng.IntN(len(from))] }

// asHeard writes words as recognisers do: lower case, no punctuation.
func asHeard(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(".,;:!?¿¡\"()«»'", r) {
			return -1
		}
		if r == '-' || r == '/' {
			return ' '
		}
		return r
	}, strings.ToLower(s))
	return strings.Join(strings.Fields(s), " ")
}

var digitWords = map[civicline.Language][]string{
	civicline.English: strings.Fields("zero one two three four five six seven eight nine"),
	civicline.Spanish: strings.Fields("cero uno dos tres cuatro cinco seis siete ocho nueve"),
}

// letterWords are how letters are heard; in English by themselves.
var letterWords = map[byte]string{'A': "a", 'B': "be", 'C': "ce", 'D': "de", 'E': "e", 'F': "efe", 'G': "ge", 'I': "i", 'L': "ele", 'M': "eme", 'N': "ene", 'O': "o", 'R': "erre", 'S': "ese", 'T': "te", 'V': "uve", 'W': "doble u", 'Y': "i griega"}

// spell says letters and digits one by one, some digits misheard.
func spell(rng *rand.Rand, s string, l civicline.Language, misheard float64) string {
	var out []string
	for i := 0; i < len(s); i++ {
		ch := s[i]
		if ch < '0' || ch > '9' {
			name := strings.ToLower(string(ch))
			if l == civicline.Spanish && letterWords[ch] != "" {
				name = letterWords[ch]
			}
			out = append(out, name)
			continue
		}
		if rng.Float64() < misheard {
			ch = alike[ch]
		}
		word := digitWords[l][ch-'0']
		switch {
		case ch == '0' && l == civicline.English && rng.IntN(2) == 0:
			word = "oh"
		case l == civicline.English && i+1 < len(s) && s[i+1] == ch && rng.IntN(12) == 0:
			word = "double " + word
			i++
		}
		out = append(out, word)
	}
	return strings.Join(out, " ")
}

// alike are digits that a telephone makes alike.
var alike = map[byte]byte{'0': '4', '1': '9', '2': '3', '3': '2', '4': '5', '5': '9', '6': '7', '7': '1', '8': '3', '9': '5'}

// dateSaid says a day, written YYYY-MM-DD.
func dateSaid(day string, l civicline.Language) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	if l == civicline.Spanish {
		return small(t.Day(), l) + " de " + monthsES[t.Month()-1] + " de dos mil " + small(t.Year()-2000, l)
	}
	return strings.ToLower(t.Month().String()) + " " + small(t.Day(), l) + " twenty " + small(t.Year()-2000, l)
}

var monthsES = strings.Fields("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")

var smallWords = map[civicline.Language][]string{
	civicline.English: strings.Split("zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|twenty one|twenty two|twenty three|twenty four|twenty five|twenty six|twenty seven|twenty eight|twenty nine|thirty|thirty one", "|"),
	civicline.Spanish: strings.Fields("cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve treinta treintaiuno"),
}

func small(n int, l civicline.Language) string { return smallWords[l][n] }

// formSaid says a form by its number: "i four eighty five".
func formSaid(rng *rand.Rand, form string, l civicline.Language) string {
	letter, number, _ := strings.Cut(form, "-")
	return spell(rng, letter+number, l, 0)
}

// mumbled is what a recogniser makes of words: some are lost, some come out as
// others.
func mumbled(rng *rand.Rand, words string, m manner, vocab []string) string {
	var out []string
	for _, w := range strings.Fields(words) {
		switch at := rng.Float64(); {
		case at < m.drop:
		case at < m.drop+m.garble:
			out = append(out, garbled(rng, w, vocab))
		default:
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

// garbled is another word that was heard for w: a piece of it, or one of the
// same first letter that callers use, or any.
func garbled(rng *rand.Rand, w string, vocab []string) string {
	if runes := []rune(w); len(runes) > 4 && rng.IntN(3) == 0 {
		return string(runes[:len(runes)-2])
	}
	at := rng.IntN(len(vocab))
	for i := range min(40, len(vocab)) {
		if v := vocab[(at+i)%len(vocab)]; v[0] == w[0] && v != w {
			return v
		}
	}
	return vocab[at]
}
