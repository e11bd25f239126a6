package entity

import (
	"strconv"
	"strings"

	"github.com/civicline/civicline"
)

var (
	units = map[civicline.Language]map[string]int{
		civicline.English: counted("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"),
		civicline.Spanish: counted("cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve " +
			"veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"),
	}
	tens = map[civicline.Language]map[string]int{
		civicline.English: {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
		civicline.Spanish: {"veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90},
	}
	hundreds = map[string]int{"cien": 100, "ciento": 100, "doscientos": 200, "trescientos": 300, "cuatrocientos": 400, "quinientos": 500,
		"seiscientos": 600, "setecientos": 700, "ochocientos": 800, "novecientos": 900,
		"doscientas": 200, "trescientas": 300, "cuatrocientas": 400, "quinientas": 500, "seiscientas": 600, "setecientas": 700, "ochocientas": 800, "novecientas": 900}
	// plurals are "three nines", "cuatro ceros".
	plurals = map[string]string{"zeros": "0", "zeroes": "0", "ohs": "0", "ones": "1", "twos": "2", "threes": "3", "fours": "4", "fives": "5", "sixes": "6", "sevens": "7", "eights": "8", "nines": "9",
		"ceros": "0", "unos": "1", "doses": "2", "treses": "3", "cuatros": "4", "cincos": "5", "seises": "6", "sietes": "7", "ochos": "8", "nueves": "9"}
	ordinals = map[civicline.Language]map[string]int{
		civicline.English: func() map[string]int {
			m := counted("zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth")
			m["thirtieth"] = 30
			delete(m, "zeroth")
			return m
		}(),
		civicline.Spanish: {"primero": 1, "primer": 1, "primera": 1, "segundo": 2, "tercero": 3, "tercer": 3},
	}
)

func counted(names string) map[string]int {
	out := map[string]int{}
	for i, n := range strings.Fields(names) {
		out[n] = i
	}
	return out
}

// A number is one that was said as a whole.
type number struct {
	value   int
	text    string // its digits: "05" keeps its zero
	used    int    // words
	ordinal bool
	parts   []string // what it was put together of, as digits: "nine hundred", "ninety nine"
}

// numberAt reads the number that words begin with; used is 0 if there is none.
func numberAt(words []string, l civicline.Language) number {
	if len(words) == 0 {
		return number{}
	}
	w := words[0]
	if n, ok := figures(w); ok {
		return n
	}
	if l == civicline.Spanish {
		return spanishNumber(words)
	}
	return englishNumber(words)
}

// figures reads "1998", "4th", "3rd", "1ro".
func figures(w string) (number, bool) {
	n := len(w) - len(strings.TrimLeft(w, "0123456789"))
	if n == 0 || n > 9 {
		return number{}, false
	}
	v, _ := strconv.Atoi(w[:n])
	switch w[n:] {
	case "":
		return number{value: v, text: w, used: 1, parts: []string{w}}, true
	case "st", "nd", "rd", "th", "ro", "er", "do", "to", "º", "o", "ª":
		return number{value: v, text: w[:n], used: 1, ordinal: true, parts: []string{w[:n]}}, v > 0 && v < 100
	}
	return number{}, false
}

func whole(parts []int, used int, ordinal bool) number {
	n := number{used: used, ordinal: ordinal}
	for _, p := range parts {
		n.value += p
		n.parts = append(n.parts, strconv.Itoa(p))
	}
	n.text = strconv.Itoa(n.value)
	return n
}

// englishNumber reads up to 9999: "ninety nine", "nine hundred and four", "two thousand four", "nineteen hundred".
func englishNumber(words []string) number {
	low := belowHundred(words)
	if low.used == 0 {
		if words[0] == "hundred" && len(words) > 1 { // "hundred four"
			return number{}
		}
		return low
	}
	if low.ordinal || low.value == 0 || low.used >= len(words) {
		return low
	}
	at, parts := low.used, []int(nil)
	switch {
	case words[at] == "thousand" && low.value < 100:
		parts = append(parts, low.value*1000)
		at++
		if h := belowHundred(words[at:]); h.used > 0 && !h.ordinal && h.value < 10 && at+h.used < len(words) && words[at+h.used] == "hundred" {
			parts = append(parts, h.value*100)
			at += h.used + 1
		}
	case words[at] == "hundred":
		parts = append(parts, low.value*100)
		at++
	default:
		return low
	}
	rest := at
	if rest < len(words) && words[rest] == "and" {
		rest++
	}
	if r := belowHundred(words[min(rest, len(words)):]); r.used > 0 && r.value > 0 {
		return whole(append(parts, r.value), rest+r.used, r.ordinal)
	}
	return whole(parts, at, false)
}

func belowHundred(words []string) number {
	if len(words) == 0 {
		return number{}
	}
	w, en := words[0], civicline.English
	if u, ok := units[en][w]; ok {
		return whole([]int{u}, 1, false)
	}
	if o, ok := ordinals[en][w]; ok {
		return whole([]int{o}, 1, true)
	}
	t := tens[en][w]
	if t == 0 {
		return number{}
	}
	if len(words) > 1 {
		if u := units[en][words[1]]; u > 0 && u < 10 {
			return whole([]int{t, u}, 2, false)
		}
		if o := ordinals[en][words[1]]; o > 0 && o < 10 {
			return whole([]int{t, o}, 2, true)
		}
	}
	return whole([]int{t}, 1, false)
}

// spanishNumber reads up to 9999: "noventa y nueve", "ciento cuatro", "mil novecientos noventa y ocho", "dos mil cuatro".
func spanishNumber(words []string) number {
	if o, ok := ordinals[civicline.Spanish][words[0]]; ok {
		return whole([]int{o}, 1, true)
	}
	at := 0
	var parts []int
	if words[0] == "mil" {
		parts, at = append(parts, 1000), 1
	} else if low := spanishBelow(words); low.used > 0 && low.value > 0 && low.value < 100 && low.used < len(words) && words[low.used] == "mil" {
		parts, at = append(parts, low.value*1000), low.used+1
	}
	if at < len(words) {
		if h := hundreds[words[at]]; h > 0 {
			parts = append(parts, h)
			at++
		}
	}
	if len(parts) > 0 && parts[len(parts)-1] == 100 && words[at-1] == "cien" {
		return whole(parts, at, false)
	}
	low := number{}
	if at < len(words) {
		low = spanishBelow(words[at:])
	}
	if low.used == 0 || low.value == 0 && len(parts) > 0 {
		if len(parts) == 0 {
			return number{}
		}
		return whole(parts, at, false)
	}
	if len(parts) == 0 {
		return low
	}
	return whole(append(parts, low.value), at+low.used, false)
}

func spanishBelow(words []string) number {
	w, es := words[0], civicline.Spanish
	if t := tens[es][w]; t > 0 {
		if len(words) > 2 && words[1] == "y" {
			if u := units[es][words[2]]; u > 0 && u < 10 {
				return whole([]int{t, u}, 3, false)
			}
			if words[2] == "un" {
				return whole([]int{t, 1}, 3, false)
			}
		}
		return whole([]int{t}, 1, false)
	}
	if w == "diez" && len(words) > 2 && words[1] == "y" {
		if u := units[es][words[2]]; u > 5 && u < 10 {
			return whole([]int{10 + u}, 3, false)
		}
	}
	if u, ok := units[es][w]; ok {
		return whole([]int{u}, 1, false)
	}
	return number{}
}
