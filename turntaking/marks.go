package turntaking

import (
	"unicode"
	"unicode/utf8"
)

// marks counts the letters and digits that were said one by one, and those of
// them at the end. "Ninety nine" is two, "double nine" too. A word that is a
// letter and something else besides ("a", "de") counts beside another mark.
func marks(words []string) (all, trailing int) {
	value := func(i int) int {
		if i < 0 || i >= len(words) {
			return 0
		}
		return worth(words[i])
	}
	double, ten := 0, false
	for i, w := range words {
		n := worth(w)
		switch {
		case repeats[w] > 0 && value(i+1) > 0:
			double = repeats[w] - 1
			continue
		case w == "y" && ten:
			continue // noventa y nueve
		case n == 0 && doubtful(w) && (trailing > 0 || value(i+1) > 0 || i+1 < len(words) && doubtful(words[i+1])):
			n = 1
		case ten && units[w]:
			ten = false // of ninety-nine
			continue
		}
		ten = tens[w]
		if n == 0 {
			trailing = 0
			continue
		}
		n += double
		double = 0
		all, trailing = all+n, trailing+n
	}
	return all, trailing
}

// worth is how many marks a word certainly is.
func worth(w string) int {
	switch {
	case singles[w]:
		return 1
	case pairs[w], w == "hundred", w == "cien", w == "cientos":
		return 2
	}
	n := 0
	for _, r := range w {
		if unicode.IsDigit(r) {
			n++
		}
	}
	if n > 0 {
		return utf8.RuneCountInString(w) // 999, i485
	}
	return 0
}

func doubtful(w string) bool { return utf8.RuneCountInString(w) == 1 || letterNames[w] }

var (
	repeats = map[string]int{"double": 2, "triple": 3, "doble": 2}

	units = set("one two three four five six seven eight nine uno una dos tres cuatro cinco seis siete ocho nueve")
	tens  = set("twenty thirty forty fifty sixty seventy eighty ninety veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa")

	singles = set("zero oh one two three four five six seven eight nine cero uno una dos tres cuatro cinco seis siete ocho nueve " +
		"alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey yankee zulu " +
		"efe ge hache jota ka ele eme eñe erre uve equis zeta")
	pairs = set("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety " +
		"diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve " +
		"treinta cuarenta cincuenta sesenta setenta ochenta noventa")
	letterNames = set("be ce de ene pe cu ese te ye bee cee dee eff gee jay kay el em en pee cue are ess tee vee ex why zee see ay")
)
